/* How a letter to somebody who is no lawyer calls a transfer mechanism. Private to the room. */
#ifndef REPORTS_MECHANISMS_H
#define REPORTS_MECHANISMS_H

#include "registry/core/text.h"

/*
 * The words for a slug, for a family (scc, dpf ...) or for the outcome no-transfer, in "en", "de" or "fr" (any other:
 * "en"). NULL where there are none.
 */
const char *rep_mechanism_words(const char *slug, size_t len, const char *language);

#endif

/* Words of a report, for its text, CSV and JSON. Private to the room. */
#ifndef IMPORT_SHOW_H
#define IMPORT_SHOW_H

#include "import/inside.h"

/* "covered by dpf-eu-us", "not-covered (NO_MECHANISM)": into out, which is cleared; returns its text. */
const char *imp_standing_text(const struct reg_standing *s, struct cv_str *out);
/* "Example IE to Acme, Inc. (US)": into out, which is cleared. */
void imp_leg_name(const struct imp_leg *l, struct cv_str *out);
const char *imp_act_word(enum imp_act act);

#endif

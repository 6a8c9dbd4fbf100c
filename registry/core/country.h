/*
 * Countries: ISO 3166-1 alpha-2 codes and the names people write, generated at build time from Debian's iso-codes
 * (LGPL-2.1+; names in all its languages). XK (Kosovo, user-assigned) is added. No law here.
 */
#ifndef CORE_COUNTRY_H
#define CORE_COUNTRY_H

#include "registry/core/text.h"

enum { CV_COUNTRY_MAX = 32 }; /* bytes of a country or organisation id, NUL included: "DE", "io-eu-institutions" */

/* Is it one of the codes of ISO 3166-1 (two capital letters), or XK? */
bool cv_country_code(const char *text, size_t len);
/* The everyday English name of a code ("India"), or NULL for a code that is not known. */
const char *cv_country_name(const char *code);
/* The same in an English sentence: "the United States", "India", "the organisation io-epo"; appended to out. */
void cv_country_in_sentence(const char *code, struct cv_str *out);
/* How a letter in that language ("en", "de", "fr"; any other: as "en") calls it; NULL for a code that is not known. */
const char *cv_country_name_in(const char *code, const char *language);
/*
 * The code that a name means, by folded form (cv_fold), in any language of iso-codes, official names included;
 * NULL when it is no name, when several countries share it or when languages disagree about it. Codes themselves are
 * not names here; alpha-3 codes are not either (use cv_country_alpha3).
 */
const char *cv_country_by_name(const char *folded);
/*
 * What shares a name, by folded form: "CG CD" for Congo, "GE US-GA" for Georgia, the country and the state of the USA;
 * NULL when nothing is known to share it.
 */
const char *cv_country_shared(const char *folded);
/*
 * The countries that share a name, as a person chooses between them: "CG (Republic of the Congo) or CD (...)". False,
 * and nothing written, when at most one country has it.
 */
bool cv_country_choices(const char *name, size_t len, struct cv_str *out);
/* "USA" -> "US"; three capital letters, else NULL. */
const char *cv_country_alpha3(const char *text, size_t len);

#endif

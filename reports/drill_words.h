/* What the forms of a drill share. Private to the room. */
#ifndef REPORTS_DRILL_WORDS_H
#define REPORTS_DRILL_WORDS_H

#include "reports/drill.h"

/* "transfer/5"; appended. */
void rep_leg_record(const struct reg_view *v, uint32_t leg, struct cv_str *out);
/* "safeguard/3"; appended; nothing for REG_NOBODY. */
void rep_tool_record(const struct reg_view *v, uint32_t tool, struct cv_str *out);
/* NULL for none. */
const char *rep_slug_or_null(const char *slug);
/* "TIA_MISSING;TIA_OUTDATED"; appended. */
void rep_codes(const struct law_reasons *set, struct cv_str *out);
/* "sign it with the importer and record the day; make ..."; appended. */
void rep_needs(const struct law_remedy *r, struct cv_str *out);
/* What to do where the leg itself has no remedy, "" where nothing need be done; appended. */
void rep_drill_step(const struct reg_drill *d, const struct reg_drill_leg *l, struct cv_str *out);
/* One sentence: "12 transfers rest on it: ..."; appended. */
void rep_drill_summary(const struct reg_drill *d, struct cv_str *out);

#endif

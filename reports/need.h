/* What both ways of saying what a vendor would need share. Private to the room. */
#ifndef REPORTS_NEED_H
#define REPORTS_NEED_H

#include "registry/law/modules.h"
#include "reports/onboard.h"
#include "reports/words.h"

/* What is on file of none of the legs: the agreement, the checklist. Sentences; NULL behind the last. */
const char *rep_need_also(const struct reg_need_in *in, size_t i);
/* Why the leg stands as it does, a sentence. */
void rep_need_because(const struct reg_need_in *in, const struct reg_need_leg *l, struct cv_str *out);

#endif

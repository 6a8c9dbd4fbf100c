/* Inside of the plan. Private to the room. */
#ifndef IMPORT_PLAN_H
#define IMPORT_PLAN_H

#include "import/inside.h"

/* What the open change means; g->rep->plan is made. seq: the last change before it. */
CV_MUST enum cv_err imp_plan_make(struct imp_reading *g, int64_t seq, struct cv_error *err);
void imp_plan_finish(struct imp_plan *p);

/* "17-3fa9c1d2-9b1c44e0-77ab01cd": change, file, options, state. */
CV_MUST enum cv_err imp_plan_hash(struct imp_reading *g, int64_t seq, char *ret, size_t size, struct cv_error *err);
/* With opt->apply: has the register moved since that plan? E_CONFLICT saying what changed. */
CV_MUST enum cv_err imp_plan_moved(struct imp_reading *g, int64_t seq, struct cv_error *err);
/* With opt->apply: is this the plan? E_CONFLICT saying what differs. */
CV_MUST enum cv_err imp_plan_fits(const struct imp_reading *g, const char *hash, struct cv_error *err);

/* A change in meaning: appended to out. name of a party: by id, the id where it has none. */
CV_MUST enum cv_err imp_change_words(struct imp_reading *g, const struct imp_change *c, const struct reg_version *now,
	const struct reg_version *before, struct cv_str *out, struct cv_error *err);
/* What a change does to transfers: fills effect of every change, explained of the legs. */
CV_MUST enum cv_err imp_plan_effects(struct imp_plan *p, struct cv_error *err);
/* The sentence for the manager. */
CV_MUST enum cv_err imp_plan_summary(struct imp_plan *p, struct cv_error *err);

#endif

/* What changes recorded and superseded, change by change, each table read once. Private to the room. */
#ifndef REGISTRY_BY_CHANGE_H
#define REGISTRY_BY_CHANGE_H

#include "registry/reg.h"

struct reg_stream { /* versions in the order of a change and their numbers; the one at hand */
	struct db_q *q;
	bool row;
	int64_t seq;
	struct reg_version v;
};

struct reg_by_change {
	struct reg *r;
	int64_t from, until;
	struct reg_stream made[REG_KIND_COUNT], closed[REG_KIND_COUNT], gone[REG_KIND_COUNT];
};

/* Is it the open change alone? Of that it is known which statements it used, so what it cannot have recorded. */
bool reg_is_open(const struct reg *r, int64_t from, int64_t until);
/* Nothing begun: may be ended. */
void reg_by_change_none(struct reg_by_change *ret);
/*
 * Of the changes [from, until]; inside a transaction. Its statements are in use until reg_by_change_end(), which may
 * follow a failure.
 */
CV_MUST enum cv_err reg_by_change_begin(
	struct reg *r, int64_t from, int64_t until, struct reg_by_change *ret, struct cv_error *err);
void reg_by_change_end(struct reg_by_change *b);
/*
 * What the change seq recorded, and what changes before it did that were not asked for: by kind; of a kind first the
 * versions made, then those only closed, each by number. seq grows from call to call.
 */
CV_MUST enum cv_err reg_by_change_next(
	struct reg_by_change *b, int64_t seq, reg_change_fn *fn, void *ctx, struct cv_error *err);

#endif

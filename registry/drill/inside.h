/* Inside of a drill. Private to the room. */
#ifndef REGISTRY_DRILL_INSIDE_H
#define REGISTRY_DRILL_INSIDE_H

#include "registry/answer.h"
#include "registry/drill/drill.h"

struct reg_verdicts; /* what is worked out already, by the facts it was worked out of */

struct reg_drilling {
	const struct reg_view *before, *after;
	struct reg_drill *d;
	struct reg_question q;
	struct reg_verdicts *memo;
	struct cv_error *err;
};

/* The view as another pack sees it: the same parties, legs and tools, at the same indexes. Owns: reg_under_free(). */
CV_MUST enum cv_err reg_under(
	const struct reg_view *v, const struct law_pack *pack, struct reg_view **ret, struct cv_error *err);
void reg_under_free(struct reg_view *v);

/* Which legs could the ending change at all? One for each leg; NULL: all of them. Owns: free(). */
CV_MUST enum cv_err reg_drill_reach(
	const struct reg_view *v, const struct law_ending *e, cv_day on, unsigned char **ret, struct cv_error *err);

/*
 * What the other law makes of one leg: *ret, but for its priority. *ret_told: it belongs in the list.
 */
CV_MUST enum cv_err reg_drill_one(struct reg_drilling *g, uint32_t leg, struct reg_drill_leg *ret, bool *ret_told);
void reg_verdicts_free(struct reg_verdicts *m);

/* The totals, and the list in its order. */
CV_MUST enum cv_err reg_drill_order(struct reg_drill *d, struct cv_error *err);

#endif

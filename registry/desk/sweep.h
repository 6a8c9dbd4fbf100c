/* How the legs of a view stand on a day, each looked at once, and who is behind whom. Private to the room. */
#ifndef REGISTRY_SWEEP_H
#define REGISTRY_SWEEP_H

#include "registry/desk/vendor.h"

struct reg_sweep {
	const struct reg_view *v;
	cv_day on;
	struct reg_standing *stand; /* of each leg */
	bool *looked;		    /* at which of them */
	uint32_t *first, *out;	    /* legs by exporter: out[first[party]] to out[first[party + 1]] */
	uint32_t *mark, round;	    /* parties met in this walk: mark == round; one more */
	uint32_t *queue;
};

/* Fails: E_NOMEM. s must be {0}; give it to reg_sweep_finish() in any case. */
CV_MUST enum cv_err reg_sweep_begin(struct reg_sweep *s, const struct reg_view *v, cv_day on, struct cv_error *err);
void reg_sweep_finish(struct reg_sweep *s);
/* Another day; the marks stay good. */
void reg_sweep_on(struct reg_sweep *s, cv_day on);
CV_MUST enum cv_err reg_sweep_stand(
	struct reg_sweep *s, uint32_t leg, const struct reg_standing **ret, struct cv_error *err);

/*
 * Every leg into the party, and from it on, each once, that takes place on the day, however many there are: what is
 * not looked at would be taken for covered. behind: beyond the first step.
 */
typedef enum cv_err reg_sweep_fn(
	void *ctx, uint32_t leg, const struct reg_standing *s, bool behind, struct cv_error *err);
CV_MUST enum cv_err reg_sweep_chain(
	struct reg_sweep *s, uint32_t party, reg_sweep_fn *fn, void *ctx, struct cv_error *err);

/* " in India", " in the United States", appended to out; nothing for LAW_NO_PLACE. */
void reg_place_in(const struct reg_view *v, law_place place, struct cv_str *out);

/* The first of a sorted array of desk facts that is about the party, or about one behind it. */
uint32_t reg_desk_first(const void *array, uint32_t n, size_t size, uint32_t party);

/* The first day of the agreement that serves a leg from that exporter of ours on the day, or of all; NULL: none. */
const struct reg_contract_v *reg_agreement_on(const struct reg_view *v, uint32_t party, uint32_t own, cv_day on);

#endif

/*
 * How one recorded leg stands on a day, where more is asked than reg_stand() says.
 */
#ifndef REGISTRY_STANDING_H
#define REGISTRY_STANDING_H

#include "registry/registry.h"

/*
 * For a kind of data (NULL: as recorded); ret_reasons gets all reasons of the leg that decides. Fails as reg_stand().
 */
CV_MUST enum cv_err reg_stand_for(const struct reg_view *v, uint32_t leg, cv_day on, const enum law_data *data,
	struct reg_standing *ret, struct law_reasons *ret_reasons, struct cv_error *err);
/*
 * The whole answer about a leg that takes place on that day: the way the data come to it, what was tried, what
 * decides. ret must be {0}; give it to reg_answer_finish() in any case. Fails as reg_ask(), E_NOT_FOUND where it does
 * not take place.
 */
CV_MUST enum cv_err reg_stand_whole(const struct reg_view *v, uint32_t leg, cv_day on, const enum law_data *data,
	struct reg_answer *ret, struct cv_error *err);
/* The first of those that count: what nearly every leg has comes only where there is nothing else. */
enum law_reason reg_first_reason(const struct law_reasons *set);

/* Of several reasons the first that tells something, LAW_REASON_COUNT: there is none. */
enum law_reason reg_first_reason(const struct law_reasons *set);

#endif

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

#endif

/*
 * A case that is read to its end, for whoever wants to be told at once of all that is wrong with it.
 */
#ifndef LAW_CASE_H
#define LAW_CASE_H

#include "registry/law/law.h"

typedef void law_wrong_fn(void *ctx, const struct cv_error *err);
/* As law_case_parse(), but each is called for every column that is wrong. Fails as the first of them. */
CV_MUST enum cv_err law_case_parse_all(const struct law_pack *p, const struct law_case_in *in,
	struct law_case *ret_case, law_wrong_fn *each, void *ctx, struct cv_error *err);

#endif

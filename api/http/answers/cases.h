/*
 * The body of POST /v1/check: JSON in, the input columns of cases out. Pure but for memory.
 */
#ifndef API_HTTP_CASES_H
#define API_HTTP_CASES_H

#include "api/http/wire/body.h"
#include "registry/law/law.h"

enum { HTTP_CASES_MAX = 1000 };

/*
 * Called per case, texts live until it returns. What is wrong with the case it notes in es, by its members; err is of
 * the first of these. A failure that is not the caller's stops.
 */
typedef enum cv_err http_case_fn(
	void *ctx, bool many, const struct law_case_in *in, struct http_errors *es, struct cv_error *err);

/*
 * One case ({...}), several ([{...}, ...] or {"cases": [...]}). Members are the input columns of a case, each a string,
 * each at most once; others are refused. text[len] must be NUL.
 * All cases are looked at, and es has all that is wrong with any. Fails as the first: E_JSON, E_TOO_BIG, E_NOMEM, what
 * fn returned; ret_pointer gets the JSON pointer of what is at fault there.
 */
CV_MUST enum cv_err http_cases_each(const char *text, size_t len, http_case_fn *fn, void *ctx, bool *ret_many,
	struct http_errors *es, struct cv_str *ret_pointer, struct cv_error *err);

#endif

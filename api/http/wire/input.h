/*
 * Input as text: the target of a request and the fields of its query. Pure; knows nothing of the daemon.
 */
#ifndef API_HTTP_INPUT_H
#define API_HTTP_INPUT_H

#include "registry/core/text.h"

enum { HTTP_FIELDS_MAX = 32 };

/* What is wrong with the target of a request line ("/v1/mechanism?to=x"), in a sentence; NULL: nothing. */
const char *http_target_wrong(const char *target);

/* Called per field, name and value decoded; value "" where there is none. Both live as long as buf. */
typedef enum cv_err http_field_fn(void *ctx, const char *name, const char *value, struct cv_error *err);
/* Every field of a query in its order, repeated ones too; empty ones ("&&") are passed over. As http_query_read(). */
CV_MUST enum cv_err http_query_each(const char *query, char *buf, http_field_fn *fn, void *ctx, struct cv_error *err);
/* Fails with E_USAGE: name is none of those n. */
enum cv_err http_query_unknown(const char *name, const char *const *known, size_t n, struct cv_error *err);

/*
 * The fields of a query ("to=acme&on=2020-07-20", application/x-www-form-urlencoded), each at most once, each one of
 * `name`. buf takes the decoded text and must have room for strlen(query) + 1 bytes. ret_value[i] is NULL where the
 * field is absent or empty.
 * Fails: E_USAGE (unknown or repeated field, broken escape), E_VALUE (control characters, not UTF-8); err->field is the
 * name of the field, if it can be told.
 */
CV_MUST enum cv_err http_query_read(const char *query, const char *const *name, size_t n, char *buf,
	const char **ret_value, struct cv_error *err);

/* Append text for the value of a field in a query: everything but letters, digits and -._~ as %XX. */
void http_query_put(struct cv_str *out, const char *text);

#endif

/*
 * The question as five fields of a query, for the API and for the page.
 */
#ifndef API_HTTP_QUESTION_H
#define API_HTTP_QUESTION_H

#include "api/http/live.h"
#include "api/http/wire/request.h"

enum { HTTP_VALUE_MAX = 400 }; /* bytes of one value */
enum http_param { HTTP_TO, HTTP_FROM, HTTP_ON, HTTP_KNOWN_AT, HTTP_DATA, HTTP_PARAMS };
extern const char *const http_param_name[HTTP_PARAMS];

struct http_question {
	char buf[HTTP_TARGET_MAX + 1];       /* holds the values */
	const char *value[HTTP_PARAMS];      /* as asked; NULL: not said */
	char known_at[CV_INSTANT_TEXT];      /* said, or now */
	struct reg_question q;               /* points into this struct: do not move it */
};

/*
 * What the query says, today and now filled in. Fails as http_query_read(), and E_VALUE, E_DATE, E_UNKNOWN_WORD naming
 * the field.
 */
CV_MUST enum cv_err http_question_read(const char *query, int64_t now_ms, struct http_question *ret,
	struct cv_error *err);
/* The same where value[] is filled already, from a body; the texts must outlive ret. */
CV_MUST enum cv_err http_question_settle(struct http_question *ret, int64_t now_ms, struct cv_error *err);
/* The values of "on" and "known_at"; NULL: today, now. Fails: E_DATE. */
CV_MUST enum cv_err http_day_read(const char *text, int64_t now_ms, cv_day *ret, struct cv_error *err);
CV_MUST enum cv_err http_instant_read(const char *text, int64_t now_ms, char ret[CV_INSTANT_TEXT],
	struct cv_error *err);
/* The value of "data"; *ret_said: there is one. Fails: E_UNKNOWN_WORD. */
CV_MUST enum cv_err http_data_read(const char *text, bool *ret_said, enum law_data *ret, struct cv_error *err);
/*
 * Answer it from the register as it is now, or as it was known then. ret_view must outlive ret; both are to be given
 * back in any case (reg_answer_finish(), http_view_drop()).
 */
CV_MUST enum cv_err http_question_ask(struct http_live *l, struct http_question *q, struct http_view **ret_view,
	struct reg_answer *ret, struct cv_error *err);

#endif

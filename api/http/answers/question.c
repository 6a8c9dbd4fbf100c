#include "api/http/answers/question.h"

#include "api/http/wire/input.h"

#include <string.h>

const char *const http_param_name[HTTP_PARAMS] = {
	[HTTP_TO] = "to", [HTTP_FROM] = "from", [HTTP_ON] = "on", [HTTP_KNOWN_AT] = "known_at", [HTTP_DATA] = "data",
};

/* Long nonsense is not repeated: cut, it might no longer be UTF-8. */
static const char *shown(const char *text)
{
	return strlen(text) <= 40 ? text : "(too long)";
}

enum cv_err http_day_read(const char *text, int64_t now_ms, cv_day *ret, struct cv_error *err)
{
	if (text == NULL) {
		ret->n = (int32_t)(now_ms / (24 * 3600 * 1000));
		return CV_OK;
	}
	if (!cv_day_parse(text, strlen(text), ret))
		return cv_fail_at(err, CV_E_DATE, "on", "\"on\" must be a day of the calendar, written YYYY-MM-DD, "
			"not \"%s\"", shown(text));
	return CV_OK;
}

enum cv_err http_instant_read(const char *text, int64_t now_ms, char ret[CV_INSTANT_TEXT], struct cv_error *err)
{
	if (text == NULL)
		cv_instant_text(now_ms, ret);
	else if (!cv_instant_parse(text, ret))
		return cv_fail_at(err, CV_E_DATE, "known_at", "\"known_at\" must be a day (YYYY-MM-DD, its end is "
			"meant) or an instant in UTC (2026-11-23T10:00:00Z), not \"%s\"", shown(text));
	return CV_OK;
}

enum cv_err http_data_read(const char *text, bool *ret_said, enum law_data *ret, struct cv_error *err)
{
	*ret_said = text != NULL;
	if (text && !law_data_parse(text, strlen(text), ret))
		return cv_fail_at(err, CV_E_UNKNOWN_WORD, "data", "\"data\" must be hr, non-hr or any, not \"%s\"",
			shown(text));
	return CV_OK;
}

enum cv_err http_question_read(const char *query, int64_t now_ms, struct http_question *ret, struct cv_error *err)
{
	TRY(http_query_read(query, http_param_name, HTTP_PARAMS, ret->buf, ret->value, err));
	return http_question_settle(ret, now_ms, err);
}

enum cv_err http_question_settle(struct http_question *ret, int64_t now_ms, struct cv_error *err)
{
	for (int i = 0; i < HTTP_PARAMS; i++)
		if (ret->value[i] && strlen(ret->value[i]) > HTTP_VALUE_MAX)
			return cv_fail_at(err, CV_E_VALUE, http_param_name[i], "\"%s\" is longer than %d bytes",
				http_param_name[i], HTTP_VALUE_MAX);
	if (ret->value[HTTP_TO] == NULL)
		return cv_fail_at(err, CV_E_VALUE, "to", "\"to\" is missing: the id or name of a party, or a country");
	ret->q = (struct reg_question){
		.to = ret->value[HTTP_TO], .from = ret->value[HTTP_FROM], .known_at = ret->known_at,
	};
	TRY(http_day_read(ret->value[HTTP_ON], now_ms, &ret->q.on, err));
	TRY(http_instant_read(ret->value[HTTP_KNOWN_AT], now_ms, ret->known_at, err));
	return http_data_read(ret->value[HTTP_DATA], &ret->q.data_said, &ret->q.data, err);
}

enum cv_err http_question_ask(struct http_live *l, struct http_question *q, struct http_view **ret_view,
	struct reg_answer *ret, struct cv_error *err)
{
	if (q->value[HTTP_KNOWN_AT])
		TRY(http_live_at(l, q->known_at, ret_view, err));
	else
		*ret_view = http_live_known(l, q->known_at);
	return reg_ask((*ret_view)->v, &q->q, ret, err);
}

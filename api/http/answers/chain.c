/* GET /v1/parties/{id}/chain: who is behind whom. */
#include "api/clock.h"
#include "api/http/answers/question.h"
#include "api/http/records/records.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "api/http/wire/input.h"
#include "reports/chain.h"

#include <string.h>

struct asked {
	char id[HTTP_TARGET_MAX + 1], known_at[CV_INSTANT_TEXT];
	cv_day on;
	bool past, data_said;
	enum law_data data;
};

static enum cv_err read_asked(const struct http_request *q, struct asked *ret, struct cv_error *err)
{
	static const char *const name[] = { "on", "known_at", "data" };
	char buf[HTTP_TARGET_MAX + 1];
	const char *value[3] = { NULL };
	int64_t now = api_now_ms();

	TRY(http_id_of(q, ret->id, err));
	TRY(http_query_read(q->query, name, 3, buf, value, err));
	ret->past = value[1] != NULL;
	TRY(http_data_read(value[2], &ret->data_said, &ret->data, err));
	TRY(http_day_read(value[0], now, &ret->on, err));
	return http_instant_read(value[1], now, ret->known_at, err);
}

enum MHD_Result http_get_chain(struct http_request *q)
{
	CV_AUTO(http_view_drop) struct http_view *view = NULL;
	CV_AUTO(reg_chain_finish) struct reg_chain chain = { 0 };
	struct rep_chain c = { .chain = &chain };
	struct cv_json j = cv_json_to(&q->out);
	struct asked a;
	struct cv_error err = { 0 };
	enum cv_err e = read_asked(q, &a, &err);

	if (e == CV_OK && a.past)
		e = http_live_at(&q->srv->live, a.known_at, &view, &err);
	else if (e == CV_OK)
		view = http_live_known(&q->srv->live, a.known_at);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	c.view = view->v;
	c.party = reg_view_party(view->v, a.id);
	c.on = a.on;
	c.known_at = a.known_at;
	c.data = a.data_said ? &a.data : NULL;
	if (c.party == REG_NOBODY)
		e = cv_fail(&err, CV_E_NOT_FOUND, "there is no party '%s'%s", strlen(a.id) <= 64 ? a.id : "...",
			a.past ? " as known then" : "");
	else
		e = reg_behind(view->v, c.party, c.on, c.data, &chain, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	rep_chain_json(&c, &j);
	cv_str_putc(&q->out, '\n');
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

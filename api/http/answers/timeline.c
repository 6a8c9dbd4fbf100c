/* GET /v1/parties/{id}/timeline: how the transfers to a party stood through the years. */
#include "api/clock.h"
#include "api/http/answers/question.h"
#include "api/http/console/page.h"
#include "api/http/records/records.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "api/http/wire/accept.h"
#include "api/http/wire/input.h"

#include <string.h>

struct asked {
	char id[HTTP_TARGET_MAX + 1], known_at[CV_INSTANT_TEXT];
	cv_day on;
	bool past;
};

static enum cv_err read_asked(const struct http_request *q, struct asked *ret, struct cv_error *err)
{
	static const char *const name[] = { "on", "known_at" };
	char buf[HTTP_TARGET_MAX + 1];
	const char *value[2] = { NULL };
	int64_t now = api_now_ms();

	TRY(http_id_of(q, ret->id, err));
	TRY(http_query_read(q->query, name, 2, buf, value, err));
	ret->past = value[1] != NULL;
	TRY(http_day_read(value[0], now, &ret->on, err));
	return http_instant_read(value[1], now, ret->known_at, err);
}

static enum MHD_Result send_it(struct http_request *q, const struct rep_timeline *t)
{
	static const char *const type[] = { "text/html", "image/svg+xml", "application/json" };
	struct cv_json j = cv_json_to(&q->out);

	switch (http_accept(q, type, CV_LEN(type))) {
	case 1: rep_timeline_svg(t, "timeline", true, &q->out); return http_send(q, MHD_HTTP_OK, HTTP_SVG);
	case 2:
		rep_timeline_json(t, &j);
		cv_str_putc(&q->out, '\n');
		return http_send(q, MHD_HTTP_OK, HTTP_JSON);
	default: http_page_timeline(t, &q->out); return http_send(q, MHD_HTTP_OK, HTTP_HTML);
	}
}

enum MHD_Result http_get_timeline(struct http_request *q)
{
	CV_AUTO(http_view_drop) struct http_view *view = NULL;
	CV_AUTO(rep_timeline_finish) struct rep_timeline t = { 0 };
	struct asked a;
	struct cv_error err = { 0 };
	enum cv_err e = read_asked(q, &a, &err);
	uint32_t party;

	if (e == CV_OK && a.past)
		e = http_live_at(&q->srv->live, a.known_at, &view, &err);
	else if (e == CV_OK)
		view = http_live_known(&q->srv->live, a.known_at);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	party = reg_view_party(view->v, a.id);
	if (party == REG_NOBODY)
		e = cv_fail(&err, CV_E_NOT_FOUND, "there is no party '%s'%s", strlen(a.id) <= 64 ? a.id : "...",
			a.past ? " as known then" : "");
	else
		e = rep_timeline(view->v, party, a.on, &t, &err);
	return e == CV_OK ? send_it(q, &t) : http_fail(q, e, &err);
}

#include "api/http/answers/question.h"
#include "api/http/wire/input.h"
#include "api/http/wire/reply.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "registry/core/jsonw.h"

enum MHD_Result http_get_health(struct http_request *q)
{
	CV_AUTO(http_view_drop) struct http_view *view = NULL;
	struct cv_error err = { 0 };
	struct cv_json j = cv_json_to(&q->out);
	char buf[HTTP_TARGET_MAX + 1], trouble[256];
	enum cv_err e = http_query_read(q->query, NULL, 0, buf, NULL, &err);

	if (e != CV_OK)
		return http_fail(q, e, &err);
	view = http_live_now(&q->srv->live);
	http_checkpoints_trouble(&q->srv->checkpoints, trouble);
	cv_json_open(&j, '{');
	cv_json_kv(&j, "status", *trouble ? "troubled" : "ok");
	cv_json_kv(&j, "law_pack", law_pack_version(q->srv->pack));
	cv_json_kv_int(&j, "register_seq", view->v->seq);
	cv_json_kv(&j, "version", CHAPTERV_VERSION);
	if (*trouble) {
		cv_json_key(&j, "trouble");
		cv_json_open(&j, '[');
		cv_json_text(&j, "no checkpoint could be written; the log of the server says why");
		cv_json_close(&j, ']');
	}
	cv_json_close(&j, '}');
	cv_str_putc(&q->out, '\n');
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

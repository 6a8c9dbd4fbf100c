/* All about one notice, as of a day; the letter to a customer. */
#include "api/http/desk/notices.h"

#include "api/clock.h"
#include "api/http/answers/question.h"
#include "api/http/records/records.h"
#include "api/http/server.h"
#include "api/http/wire/input.h"
#include "reports/letters/letters.h"
#include "reports/notice.h"

#include <stdio.h>
#include <string.h>

/* /v1/notices/ID/what */
static enum cv_err id_of(
	const struct http_request *q, const char *what, char ret[HTTP_TARGET_MAX + 1], struct cv_error *err)
{
	static const char here[] = "/v1/notices/";
	size_t len = strlen(q->target) - (sizeof(here) - 1) - strlen(what);

	snprintf(ret, HTTP_TARGET_MAX + 1, "%.*s", (int)len, q->target + sizeof(here) - 1);
	if (strspn(ret, "abcdefghijklmnopqrstuvwxyz0123456789._-") == len && len <= 64)
		return CV_OK;
	return cv_fail(err, CV_E_NOT_FOUND, "there is no such notice");
}

/* The path names the notice, no parameter does. */
static enum MHD_Result refuse(struct http_request *q, enum cv_err e, struct cv_error *err)
{
	if (cv_streq(err->field, "notice") || e == CV_E_CONFLICT)
		err->field[0] = '\0';
	return http_fail(q, e, err);
}

/* ---- standing --------------------------------------------------------------------------------------------------- */

struct standing {
	const char *id;
	cv_day on;
	struct reg_notice n;
};

static enum cv_err load(void *ctx, struct reg *r, struct cv_error *err)
{
	struct standing *s = ctx;

	return reg_notice_load(r, s->id, s->on, &s->n, err);
}

static enum cv_err put(struct http_request *q, struct standing *s, struct cv_error *err)
{
	CV_AUTO(http_view_drop) struct http_view *view = http_conn_view(q->conn);
	CV_AUTO(reg_outlook_finish) struct reg_outlook o = { 0 };
	struct cv_json j = cv_json_to(&q->out);
	bool ahead = !s->n.outgoing && cv_streq(s->n.row.cell[REG_N_STATE], "announced");

	if (ahead)
		TRY(reg_notice_outlook(view->v, &s->n, s->on, &o, err));
	cv_json_open(&j, '{');
	rep_notice_members(&s->n, true, &j);
	cv_json_key(&j, "outlook");
	if (ahead)
		rep_outlook_json(&o, &j);
	else
		cv_json_null(&j);
	cv_json_close(&j, '}');
	cv_str_putc(&q->out, '\n');
	return CV_OK;
}

enum MHD_Result http_get_standing(struct http_request *q)
{
	static const char *const name[] = { "on" };
	char id[HTTP_TARGET_MAX + 1], buf[HTTP_TARGET_MAX + 1];
	struct standing s = { .id = id };
	const char *value[CV_LEN(name)];
	struct cv_error err = { 0 };
	enum cv_err e = id_of(q, "/standing", id, &err);

	if (e == CV_OK)
		e = http_query_read(q->query, name, CV_LEN(name), buf, value, &err);
	if (e == CV_OK)
		e = http_day_read(value[0], api_now_ms(), &s.on, &err);
	if (e == CV_OK)
		e = http_live_read(&q->srv->live, load, &s, &err);
	if (e == CV_OK)
		e = put(q, &s, &err);
	reg_notice_finish(&s.n);
	return e == CV_OK ? http_send(q, MHD_HTTP_OK, HTTP_JSON) : refuse(q, e, &err);
}

/* ---- letter ------------------------------------------------------------------------------------------------------ */

struct reading {
	char *folder; /* of templates, NULL: those in the program */
	const char *id, *customer, *language;
	cv_day on;
	struct cv_str letter;
};

static enum cv_err read_letter(void *ctx, struct reg *r, struct cv_error *err)
{
	struct reading *g = ctx;

	return reg_notice_preview(
		r, g->id, g->customer, g->on, rep_notice_letter, g->folder, &g->language, &g->letter, err);
}

static enum MHD_Result send_letter(struct http_request *q, const struct reading *g, const char *format)
{
	CV_AUTO(cv_str_finish) struct cv_str title = { 0 };
	const char *letter = cv_str_text(&g->letter);
	struct cv_json j = cv_json_to(&q->out);

	rep_letter_title(letter, &title);
	q->out.failed |= title.failed;
	if (format == NULL || cv_streq(format, "text")) {
		rep_letter_text(letter, REP_WIDTH, &q->out);
		return http_send(q, MHD_HTTP_OK, HTTP_TEXT);
	}
	if (cv_streq(format, "html")) {
		rep_letter_page(letter, g->language, cv_str_text(&title), &q->out);
		return http_send(q, MHD_HTTP_OK, HTTP_HTML);
	}
	cv_json_open(&j, '{');
	cv_json_kv(&j, "notice", g->id);
	cv_json_kv(&j, "language", g->language);
	cv_json_kv(&j, "subject", cv_str_text(&title));
	cv_json_kv(&j, "letter", letter);
	cv_json_close(&j, '}');
	cv_str_putc(&q->out, '\n');
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

enum MHD_Result http_get_letter(struct http_request *q)
{
	enum { P_CUSTOMER, P_FORMAT, P_ON, PARAMS };
	static const char *const name[PARAMS] = { "customer", "format", "on" };
	char id[HTTP_TARGET_MAX + 1], buf[HTTP_TARGET_MAX + 1];
	struct reading g = { .folder = q->srv->templates, .id = id, .language = "en" };
	const char *value[PARAMS] = { NULL };
	struct cv_error err = { 0 };
	enum MHD_Result sent;
	enum cv_err e = id_of(q, "/letter", id, &err);

	if (e == CV_OK)
		e = http_query_read(q->query, name, PARAMS, buf, value, &err);
	if (e == CV_OK)
		e = http_day_read(value[P_ON], api_now_ms(), &g.on, &err);
	if (e == CV_OK && value[P_FORMAT] && !cv_streq(value[P_FORMAT], "text") && !cv_streq(value[P_FORMAT], "html") &&
		!cv_streq(value[P_FORMAT], "json"))
		e = cv_fail_at(&err, CV_E_UNKNOWN_WORD, "format", "\"format\" must be text, html or json");
	g.customer = value[P_CUSTOMER];
	if (e == CV_OK)
		e = http_live_read(&q->srv->live, read_letter, &g, &err);
	sent = e == CV_OK ? send_letter(q, &g, value[P_FORMAT]) : refuse(q, e, &err);
	cv_str_finish(&g.letter);
	return sent;
}

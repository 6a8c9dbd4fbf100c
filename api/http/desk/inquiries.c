/* Inquiries read: the draft of an answer, an answer derived again, by when one is due. */
#include "api/http/desk/inquiries.h"

#include "api/clock.h"
#include "api/http/answers/question.h"
#include "api/http/records/records.h"
#include "api/http/server.h"
#include "api/http/wire/accept.h"
#include "api/http/wire/input.h"
#include "reports/letters/replay.h"
#include "reports/reports.h"

#include <stdlib.h>
#include <string.h>

enum { P_ON, P_OF_ONE, P_AUDIENCE = P_OF_ONE, P_LANGUAGE, P_FORMAT, P_ALL };
static const char *const param[P_ALL] = { "on", "audience", "language", "format" };

struct asked {
	char id[HTTP_TARGET_MAX + 1], buf[HTTP_TARGET_MAX + 1];
	const char *value[P_ALL];
	cv_day on;
};

static enum cv_err one_of(const char *value, const char *name, const char *words, struct cv_error *err)
{
	if (value == NULL || cv_listed(words, '|', value))
		return CV_OK;
	return cv_fail_at(err, CV_E_UNKNOWN_WORD, name, "\"%s\" must be one of %s", name, words);
}

static enum cv_err read_asked(const struct http_request *q, bool draft, struct asked *a, struct cv_error *err)
{
	TRY(http_id_of(q, a->id, err));
	TRY(http_query_read(q->query, param, draft ? P_ALL : P_OF_ONE, a->buf, a->value, err));
	TRY(http_day_read(a->value[P_ON], api_now_ms(), &a->on, err));
	TRY(one_of(a->value[P_AUDIENCE], "audience", "data-subject|customer|authority|colleague", err));
	TRY(one_of(a->value[P_LANGUAGE], "language", "en|de|fr", err));
	return one_of(a->value[P_FORMAT], "format", "json|text|html", err);
}

/* ---- draft ----------------------------------------------------------------------------------------------------- */

struct drafting {
	const struct asked *a;
	const char *folder;
	const struct reg_view *view; /* the register as the server has it in memory */
	struct cv_arena arena;
	struct reg_copy inquiry;
	struct reg_state state;
	struct rep_draft draft;
};

static enum cv_err draft(void *ctx, struct reg *r, struct cv_error *err)
{
	struct drafting *d = ctx;
	struct rep_draft_ask ask = { .inquiry = &d->inquiry,
		.audience = d->a->value[P_AUDIENCE],
		.language = d->a->value[P_LANGUAGE],
		.on = d->a->on,
		.state = &d->state,
		.folder = d->folder,
		.view = d->view };

	TRY(reg_inquiry_now(r, d->a->id, &d->arena, &d->inquiry, &d->state, err));
	if (d->a->on.n < reg_copied_day(&d->inquiry, "received").n)
		return cv_fail_at(err, CV_E_VALUE, "on", "on that day the inquiry had not come in");
	return rep_inquiry_draft(r, &ask, &d->draft, err);
}

static void drafting_finish(struct drafting *d)
{
	rep_draft_finish(&d->draft);
	cv_arena_finish(&d->arena);
}

/* As the query says; else what Accept asks for. *ret_vary: upon which fields of the request it depends. */
static enum http_type form(struct http_request *q, const char *format, const char **ret_vary)
{
	static const char *const media[] = { "application/json", "text/plain", "text/html" };
	static const char *const word[] = { "json", "text", "html" };
	static const enum http_type type[] = { HTTP_JSON, HTTP_TEXT, HTTP_HTML };
	size_t i = 0;

	*ret_vary = format ? "Accept-Encoding" : "Accept, Accept-Encoding";
	if (format == NULL)
		return type[http_accept(q, media, CV_LEN(media))];
	while (i + 1 < CV_LEN(word) && !cv_streq(format, word[i]))
		i++;
	return type[i];
}

static enum MHD_Result send_draft(struct http_request *q, const struct rep_draft *d, const char *format)
{
	struct cv_json j = cv_json_to(&q->out);
	struct http_more more = { .vary = NULL };
	enum http_type type = form(q, format, &more.vary);

	if (type == HTTP_HTML) {
		rep_letter_page(cv_str_text(&d->letter), d->language, d->inquiry, &q->out);
	} else if (type == HTTP_TEXT) {
		rep_letter_text(cv_str_text(&d->letter), REP_WIDTH, &q->out);
	} else {
		rep_draft_json(d, &j);
		cv_str_putc(&q->out, '\n');
	}
	return http_send_more(q, MHD_HTTP_OK, type, &more);
}

enum MHD_Result http_get_inquiry_draft(struct http_request *q)
{
	CV_AUTO(drafting_finish) struct drafting d = { .folder = q->srv->templates };
	CV_AUTO(http_view_drop) struct http_view *view = NULL;
	struct asked a = { .on = CV_DAY_NONE };
	struct cv_error err = { 0 };
	enum cv_err e = read_asked(q, true, &a, &err);

	d.a = &a;
	if (e == CV_OK) {
		view = http_live_now(&q->srv->live);
		d.view = view ? view->v : NULL;
		e = http_live_read(&q->srv->live, draft, &d, &err);
	}
	return e == CV_OK ? send_draft(q, &d.draft, a.value[P_FORMAT]) : http_fail(q, e, &err);
}

/* ---- replay ---------------------------------------------------------------------------------------------------- */

struct replaying {
	const struct asked *a;
	const char *folder;
	struct cv_arena arena;
	struct reg_copy reply;
	struct rep_replay replay;
};

static enum cv_err replay(void *ctx, struct reg *r, struct cv_error *err)
{
	struct replaying *p = ctx;

	TRY(reg_reply_find(r, p->a->id, &p->arena, &p->reply, err));
	return rep_inquiry_replay(r, &p->reply, p->a->on, p->folder, &p->replay, err);
}

static void replaying_finish(struct replaying *p)
{
	rep_replay_finish(&p->replay);
	cv_arena_finish(&p->arena);
}

enum MHD_Result http_get_inquiry_replay(struct http_request *q)
{
	CV_AUTO(replaying_finish) struct replaying p = { .folder = q->srv->templates };
	struct cv_json j = cv_json_to(&q->out);
	struct asked a = { .on = CV_DAY_NONE };
	struct cv_error err = { 0 };
	enum cv_err e = read_asked(q, false, &a, &err);

	p.a = &a;
	if (e == CV_OK)
		e = http_live_read(&q->srv->live, replay, &p, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	rep_replay_json(&p.replay, &j);
	cv_str_putc(&q->out, '\n');
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

/* ---- due ------------------------------------------------------------------------------------------------------- */

struct timing {
	const struct asked *a;
	struct cv_json j;
	struct cv_arena arena;
};

static enum cv_err due(void *ctx, struct reg *r, struct cv_error *err)
{
	struct timing *t = ctx;
	struct reg_copy inquiry;
	struct reg_due d;
	char *home = NULL, day[CV_DAY_TEXT];

	TRY(reg_inquiry_find(r, t->a->id, &t->arena, &inquiry, err));
	TRY(reg_setting(r, "home", &home, err));
	reg_due_on(reg_pack(r), home, &inquiry.record, t->a->on, &d);
	free(home);
	cv_json_open(&t->j, '{');
	cv_json_kv(&t->j, "id", reg_copied(&inquiry, "id"));
	cv_json_kv(&t->j, "state", reg_copied(&inquiry, "state"));
	cv_json_kv(&t->j, "on", cv_day_text(t->a->on, day));
	rep_due_json(&d, &t->j);
	cv_json_close(&t->j, '}');
	return CV_OK;
}

enum MHD_Result http_get_inquiry_due(struct http_request *q)
{
	struct timing t = { .j = cv_json_to(&q->out) };
	struct asked a = { .on = CV_DAY_NONE };
	struct cv_error err = { 0 };
	enum cv_err e = read_asked(q, false, &a, &err);

	t.a = &a;
	if (e == CV_OK)
		e = http_live_read(&q->srv->live, due, &t, &err);
	cv_arena_finish(&t.arena);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	cv_str_putc(&q->out, '\n');
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

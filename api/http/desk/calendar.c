#include "api/http/desk/calendar.h"

#include "api/clock.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "api/http/wire/input.h"
#include "registry/evidence.h"
#include "reports/agenda.h"
#include "reports/reports.h"

#include <stdio.h>
#include <string.h>

enum { PIECE = 1000, WITHIN_DEFAULT = 90, DAY_MS = 24 * 3600 * 1000 };

/* ---- the agenda, a piece of the register at a time ------------------------------------------------------------- */

struct reading {
	struct reg_agenda *a;
	enum reg_kind kind;
	int64_t last;
	int looked;
	char origin[REG_ORIGIN_TEXT];
};

static enum cv_err one(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct reading *g = ctx;

	g->looked++;
	g->last = v->n;
	return reg_agenda_take(g->a, v, err);
}

static enum cv_err piece(void *ctx, struct reg *r, struct cv_error *err)
{
	struct reading *g = ctx;

	g->looked = 0;
	return reg_page(r, g->kind, g->a->view->seq, g->last, PIECE, one, g, err);
}

/* What is not told by records one by one. */
static enum cv_err read_rest(void *ctx, struct reg *r, struct cv_error *err)
{
	struct reading *g = ctx;

	TRY(reg_agenda_drafts(g->a, r, err));
	return reg_origin(r, g->origin, err);
}

static enum cv_err agenda(struct http_live *l, const struct http_view *view, cv_day on, cv_day until, struct reading *g,
	struct cv_error *err)
{
	bool begun = false;

	reg_agenda_begin(g->a, view->v, on, until);
	for (size_t i = 0; reg_agenda_kind(i, &g->kind); i++) {
		g->last = 0;
		do {
			TRY((begun ? http_live_read_on : http_live_read)(l, piece, g, err));
			begun = true;
		} while (g->looked == PIECE);
	}
	TRY(http_live_read_on(l, read_rest, g, err));
	return reg_agenda_end(g->a, err);
}

/* ---- for a program that asks once ------------------------------------------------------------------------------ */

enum { P_ON, P_WITHIN, PARAMS };

static enum cv_err read_days(const struct http_request *q, cv_day *on, int *within, struct cv_error *err)
{
	static const char *const name[PARAMS] = { "on", "within" };
	const char *value[PARAMS];
	char buf[HTTP_TARGET_MAX + 1];

	TRY(http_query_read(q->query, name, PARAMS, buf, value, err));
	if (value[P_ON] && !cv_day_parse(value[P_ON], strlen(value[P_ON]), on))
		return cv_fail_at(err, CV_E_DATE, "on", "\"on\" must be a day of the calendar, written YYYY-MM-DD");
	if (value[P_WITHIN] && !reg_days_parse(value[P_WITHIN], within))
		return cv_fail_at(err, CV_E_VALUE, "within",
			"\"within\" must be a number of days or weeks: 90d or 12w, at most 36500d");
	return CV_OK;
}

enum MHD_Result http_get_calendar(struct http_request *q)
{
	CV_AUTO(http_view_drop) struct http_view *view = NULL;
	CV_AUTO(reg_agenda_finish) struct reg_agenda a = { 0 };
	struct reading g = { .a = &a };
	struct cv_json j = cv_json_to(&q->out);
	cv_day on = api_today();
	int within = WITHIN_DEFAULT;
	struct cv_error err = { 0 };
	enum cv_err e = read_days(q, &on, &within, &err);

	if (e != CV_OK)
		return http_fail(q, e, &err);
	view = http_conn_view(q->conn);
	e = agenda(&q->srv->live, view, on, (cv_day){ on.n + within }, &g, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	rep_agenda_json(&a, &j);
	cv_str_putc(&q->out, '\n');
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

/* ---- for those who subscribe ----------------------------------------------------------------------------------- */

void http_feed_begin(struct http_feed *f)
{
	pthread_mutex_init(&f->lock, NULL);
}

void http_feed_end(struct http_feed *f)
{
	http_text_drop(&f->text);
	pthread_mutex_destroy(&f->lock);
}

/*
 * What is overdue follows from the day: a text is as new as the last change or as the day, whichever came later.
 * Never later than now: a clock that was set back gives no date in the future.
 */
static int64_t modified(const struct reg_view *v, cv_day on, int64_t now_ms)
{
	int64_t ms = (int64_t)on.n * DAY_MS, at = 0;
	cv_day day;

	if (cv_day_parse(v->at, strlen(v->at) < 10 ? 0 : 10, &day))
		at = (int64_t)day.n * DAY_MS + ((v->at[11] - '0') * 10 + v->at[12] - '0') * 3600000LL +
			((v->at[14] - '0') * 10 + v->at[15] - '0') * 60000LL +
			((v->at[17] - '0') * 10 + v->at[18] - '0') * 1000LL;
	ms = at > ms ? at : ms;
	return ms > now_ms ? now_ms : ms;
}

static enum cv_err make(
	struct http_request *q, struct http_feed *f, const struct http_view *view, cv_day on, struct cv_error *err)
{
	CV_AUTO(reg_agenda_finish) struct reg_agenda a = { 0 };
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	struct reading g = { .a = &a };
	char hex[2 * REG_HASH + 1];
	struct reg_hash h;

	TRY(agenda(&q->srv->live, view, on, CV_DAY_EVER, &g, err));
	TRY(rep_agenda_ical(&a, g.origin, &text, err));
	reg_tree_leaf(cv_str_text(&text), text.len, &h);
	rep_hash_hex(&h, hex);
	http_text_drop(&f->text);
	f->text = http_text_new(&text);
	if (f->text == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	snprintf(f->etag, sizeof(f->etag), "\"%.32s\"", hex);
	f->modified_ms = modified(view->v, on, api_now_ms());
	f->view = view->id;
	f->on = on;
	return CV_OK;
}

/* If-None-Match goes before If-Modified-Since (RFC 9110, 13.2.2). */
static bool has_it(struct http_request *q, const char *etag, int64_t modified_ms)
{
	const char *tag = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "If-None-Match");
	const char *since = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "If-Modified-Since");
	int64_t ms;

	if (tag)
		return http_etag_in(tag, etag, true);
	return since && http_date_parse(since, &ms) && modified_ms / 1000 <= ms / 1000;
}

enum MHD_Result http_get_feed(struct http_request *q)
{
	static const char *const name[] = { "key" }; /* looked at before the route was entered: access/auth.c */
	CV_AUTO(http_view_drop) struct http_view *view = NULL;
	CV_AUTO(http_text_drop) struct http_text *text = NULL;
	char buf[HTTP_TARGET_MAX + 1], etag[HTTP_ETAG_MAX], date[HTTP_DATE_TEXT];
	struct http_more more = { .etag = etag, .modified = date };
	struct http_feed *f = &q->srv->feed;
	cv_day on = api_today();
	struct cv_error err = { 0 };
	const char *value;
	int64_t ms;
	enum cv_err e = http_query_read(q->query, name, 1, buf, &value, &err);

	if (e != CV_OK)
		return http_fail(q, e, &err);
	view = http_conn_view(q->conn);
	pthread_mutex_lock(&f->lock);
	if (f->text == NULL || f->view != view->id || f->on.n != on.n)
		e = make(q, f, view, on, &err);
	text = e == CV_OK ? http_text_take(f->text) : NULL;
	memcpy(etag, f->etag, sizeof(etag));
	ms = f->modified_ms;
	pthread_mutex_unlock(&f->lock);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	http_date_text(ms, date);
	more.part = text;
	if (has_it(q, etag, ms))
		return http_send_more(q, MHD_HTTP_NOT_MODIFIED, HTTP_NOTHING, &more);
	return http_send_more(q, MHD_HTTP_OK, HTTP_CALENDAR, &more);
}

/*
 * GET /v1/reports and /v1/reports/{name}: what chapterv report writes. A report goes into a file without a name first,
 * a piece of the register at a time, and is sent from there: nothing is held open for whoever reads slowly. One is
 * written at a time.
 */
#include "api/clock.h"
#include "api/http/access/rights.h"
#include "api/http/answers/question.h"
#include "api/http/records/records.h"
#include "api/http/reports/reading.h"
#include "api/http/reports/same.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "api/http/wire/accept.h"
#include "api/http/wire/input.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { P_KNOWN_AT = REP_FILTER_COUNT, P_FORMAT, PARAMS };
enum { TRIES = 3 };

static const enum http_type type_of[REP_FORMAT_COUNT] = {
	[REP_CSV] = HTTP_CSV,
	[REP_JSON] = HTTP_JSON,
	[REP_XLSX] = HTTP_XLSX,
	[REP_HTML] = HTTP_SHEET,
};

/* ---- which, and in what form ----------------------------------------------------------------------------------- */

struct asked {
	char name[HTTP_TARGET_MAX + 1], buf[HTTP_TARGET_MAX + 1], known_at[CV_INSTANT_TEXT];
	const struct rep_report *report;
	enum rep_format format;
	struct rep_asked what;
	struct http_same same;
	cv_day day;  /* for the name of a file */
	bool chosen; /* the form was chosen by Accept */
};

/* What the field Accept asks for; JSON where it says nothing. */
static enum rep_format accepted(struct http_request *q)
{
	static const char *const type[] = { "application/json", "text/csv", "text/html",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };
	static const enum rep_format as[] = { REP_JSON, REP_CSV, REP_HTML, REP_XLSX };

	return as[http_accept(q, type, CV_LEN(type))];
}

static enum cv_err read_asked(struct http_request *q, struct asked *a, struct cv_error *err)
{
	const char *name[PARAMS], *value[PARAMS] = { NULL };

	for (int f = 0; f < REP_FILTER_COUNT; f++)
		name[f] = rep_filter_info((enum rep_filter)f)->name;
	name[P_KNOWN_AT] = "known_at";
	name[P_FORMAT] = "format";
	TRY(http_query_read(q->query, name, PARAMS, a->buf, value, err));
	a->format = accepted(q);
	a->chosen = value[P_FORMAT] == NULL;
	if (value[P_FORMAT] && !rep_format_parse(value[P_FORMAT], &a->format))
		return cv_fail_at(err, CV_E_UNKNOWN_WORD, "format", "\"format\" must be csv, xlsx, json or html");
	a->what = (struct rep_asked){ .seq = -1 };
	memcpy(a->what.filter, value, REP_FILTER_COUNT * sizeof(*value));
	if (value[P_KNOWN_AT]) {
		TRY(http_instant_read(value[P_KNOWN_AT], api_now_ms(), a->known_at, err));
		a->what.known_at = a->known_at;
	}
	a->what.today = rep_today(api_now_ms(), a->what.known_at);
	/* who asked, and where the answer went, is handed out only where it is asked for */
	if (a->report->audit && rep_takes(a->report, REP_BY_PERSONAL) && a->what.filter[REP_BY_PERSONAL] == NULL)
		a->what.filter[REP_BY_PERSONAL] = "no";
	return CV_OK;
}

static enum cv_err find(struct http_request *q, struct asked *a, struct cv_error *err)
{
	TRY(http_id_of(q, a->name, err));
	a->report = rep_report_find(a->name);
	if (a->report == NULL)
		return cv_fail(err, CV_E_NOT_FOUND, "there is no report '%s': /v1/reports names all of them",
			strlen(a->name) <= 64 ? a->name : "...");
	return CV_OK;
}

/* ---- where it is read ------------------------------------------------------------------------------------------ */

static enum cv_err look(void *ctx, rep_look_fn *fn, void *arg, struct cv_error *err)
{
	struct http_reading *g = ctx;

	TRY((g->begun ? http_live_read_on : http_live_read)(g->live, fn, arg, err));
	g->begun = true;
	return CV_OK;
}

static enum cv_err view(void *ctx, const char *known_at, const struct reg_view **ret, struct cv_error *err)
{
	struct http_reading *g = ctx;

	if (g->view == NULL && known_at)
		TRY(http_live_at(g->live, known_at, &g->view, err));
	else if (g->view == NULL)
		g->view = http_live_now(g->live);
	*ret = g->view->v;
	return CV_OK;
}

struct rep_door http_reading_door(struct http_reading *g)
{
	return (struct rep_door){ look, view, g };
}

enum cv_err http_spool_write(void *ctx, const char *data, size_t len, struct cv_error *err)
{
	struct http_spool *s = ctx;

	http_spool_add(s, data, len);
	if (s->failed != CV_OK && err)
		*err = s->err;
	return s->failed;
}

static enum cv_err write_report(
	struct http_request *q, const struct asked *a, struct http_reading *g, struct cv_error *err)
{
	struct rep_door door = http_reading_door(g);
	struct rep_written done;
	struct rep_sink *s = NULL;
	enum cv_err e;

	http_spool_free(q->sheet);
	q->sheet = http_spool_new(&q->srv->sheets);
	if (q->sheet == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	e = rep_sink_new(a->format, q->srv->sheets.folder, http_spool_write, q->sheet, &s, err);
	if (e == CV_OK)
		e = rep_write(a->report, &a->what, &door, g->live->pack, s, &done, err);
	rep_sink_free(s);
	return e;
}

/* What it would be, found with a short look: nothing is written yet. */
static enum cv_err moment(struct http_request *q, struct asked *a, struct http_reading *g, struct cv_error *err)
{
	struct rep_door door = http_reading_door(g);
	struct rep_moment m;
	enum cv_err e;

	a->what.seq = -1;
	e = rep_moment(a->report, &a->what, &door, g->live->pack, &m, err);
	http_same_of(q, a->report, a->format, &m, &a->same);
	a->what.seq = m.seq;
	a->day = cv_day_known(m.on) ? m.on : a->what.today;
	cv_str_finish(&m.filters);
	return e;
}

/* One is written at a time. Where the register changes under it, it is begun again: its tag was said of one state. */
static enum cv_err write_same(struct http_request *q, struct asked *a, struct http_reading *g, struct cv_error *err)
{
	enum cv_err e = CV_E_CONFLICT;

	if (atomic_flag_test_and_set(&q->srv->sheet_at_work))
		return cv_fail(err, CV_E_BUSY, "another table is being written out; try again");
	for (int i = 0; i < TRIES && e == CV_E_CONFLICT; i++) {
		if (i > 0)
			http_view_drop(&g->view);
		e = i > 0 ? moment(q, a, g, err) : CV_OK;
		if (e == CV_OK)
			e = write_report(q, a, g, err);
	}
	atomic_flag_clear(&q->srv->sheet_at_work);
	return e == CV_E_CONFLICT ? cv_fail(err, CV_E_BUSY, "the register changes all the time; try again") : e;
}

/* Its tag first; there: whoever asks has it, and it is not written. */
static enum cv_err read_report(struct http_request *q, struct asked *a, bool *ret_there, struct cv_error *err)
{
	struct http_reading g = { .live = &q->srv->live };
	enum cv_err e = moment(q, a, &g, err);

	*ret_there = e == CV_OK && http_same_there(q, &a->same);
	if (e == CV_OK && !*ret_there)
		e = write_same(q, a, &g, err);
	http_view_drop(&g.view);
	return e;
}

static enum MHD_Result not_allowed(struct http_request *q)
{
	CV_AUTO(cv_str_finish) struct cv_str roles = { 0 };
	char why[224];

	http_needs_roles(HTTP_AUDIT, &roles);
	snprintf(why, sizeof(why), "%.64s is %s, and for this report one must be %s", q->who,
		reg_role_word((enum reg_role)q->role), cv_str_text(&roles));
	return http_fault(q, HTTP_ROLE, why);
}

static enum MHD_Result send_report(struct http_request *q, const struct asked *a, bool there)
{
	char disposition[HTTP_DISPOSITION];
	struct http_more more = { .etag = a->same.etag,
		.packed_etag = a->same.packed,
		.modified = *a->same.modified ? a->same.modified : NULL,
		.cache = "private, no-cache",
		.vary = a->chosen ? "Accept, Accept-Encoding" : "Accept-Encoding" };

	if (there)
		return http_send_more(q, MHD_HTTP_NOT_MODIFIED, HTTP_NOTHING, &more);
	http_disposition(a->report->name, a->day, rep_format_name(a->format),
		a->format == REP_CSV || a->format == REP_XLSX, disposition);
	more.disposition = disposition;
	if (q->sheet->fd >= 0)
		return http_send_file_more(q, type_of[a->format], q->sheet->fd, q->sheet->size, &more);
	cv_str_add(&q->out, cv_str_text(&q->sheet->head), q->sheet->head.len);
	return http_send_more(q, MHD_HTTP_OK, type_of[a->format], &more);
}

enum MHD_Result http_get_report(struct http_request *q)
{
	struct asked a = { .report = NULL };
	struct cv_error err = { 0 };
	enum cv_err e = find(q, &a, &err);
	bool there = false;

	if (e == CV_OK && a.report->audit && q->by != HTTP_BY_NOBODY && !http_may((enum reg_role)q->role, HTTP_AUDIT))
		return not_allowed(q);
	if (e == CV_OK)
		e = read_asked(q, &a, &err);
	if (e == CV_OK)
		e = read_report(q, &a, &there, &err);
	return e == CV_OK ? send_report(q, &a, there) : http_fail(q, e, &err);
}

/* ---- the table of them ----------------------------------------------------------------------------------------- */

static void columns(const struct rep_report *r, struct cv_json *j)
{
	struct rep_column column[REG_COLUMNS_MAX];
	size_t n = rep_report_columns(r, column);

	cv_json_key(j, "columns");
	cv_json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		cv_json_open(j, '{');
		cv_json_kv(j, "name", column[i].name);
		cv_json_kv(j, "type", rep_type_name(column[i].type));
		cv_json_kv_opt(j, "help", column[i].help);
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
}

static void one(const struct rep_report *r, struct cv_json *j)
{
	cv_json_open(j, '{');
	cv_json_kv(j, "name", r->name);
	cv_json_kv(j, "title", r->title);
	cv_json_kv(j, "help", r->help);
	cv_json_kv(j, "needs", http_needs_word(r->audit ? HTTP_AUDIT : HTTP_READ));
	cv_json_key(j, "filters");
	cv_json_open(j, '[');
	for (int f = 0; f < REP_FILTER_COUNT; f++)
		if (rep_takes(r, (enum rep_filter)f))
			cv_json_text(j, rep_filter_info((enum rep_filter)f)->name);
	cv_json_close(j, ']');
	columns(r, j);
	cv_json_close(j, '}');
}

enum MHD_Result http_get_reports(struct http_request *q)
{
	struct cv_json j = cv_json_to(&q->out);
	char buf[HTTP_TARGET_MAX + 1];
	const struct rep_report *r;
	struct cv_error err = { 0 };
	enum cv_err e = http_query_read(q->query, NULL, 0, buf, NULL, &err);

	if (e != CV_OK)
		return http_fail(q, e, &err);
	cv_json_open(&j, '{');
	cv_json_key(&j, "reports");
	cv_json_open(&j, '[');
	for (size_t i = 0; (r = rep_report_at(i)) != NULL; i++)
		one(r, &j);
	cv_json_close(&j, ']');
	cv_json_key(&j, "formats");
	cv_json_open(&j, '[');
	for (int f = 0; f < REP_FORMAT_COUNT; f++)
		cv_json_text(&j, rep_format_name((enum rep_format)f));
	cv_json_close(&j, ']');
	cv_json_close(&j, '}');
	cv_str_putc(&q->out, '\n');
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

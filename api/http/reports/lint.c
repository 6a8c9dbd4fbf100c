/* /v1/lint: every defect of the register; POST has the files with it: what is in use, what was accepted. */
#include "api/clock.h"
#include "api/http/answers/question.h"
#include "api/http/reports/sheet.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "api/http/wire/input.h"
#include "api/http/wire/json_scan.h"
#include "registry/lint/files.h"
#include "reports/lint/lint.h"
#include "reports/reports.h"

#include <cjson/cJSON.h>
#include <string.h>

enum { SHOWN_MAX = 10000 };

struct asked {
	cv_day on;
	char known_at[CV_INSTANT_TEXT];
	bool past;
	enum reg_severity fail_on;
	enum http_form_of form;
	enum rep_format format;
	bool sarif, junit, baseline;
	struct reg_lint_files files;
};

static void finish(struct asked *a)
{
	reg_lint_files_finish(&a->files);
}

static enum cv_err read_asked(struct http_request *q, struct asked *ret, struct cv_error *err)
{
	static const char *const name[] = { "on", "known_at", "fail_on", "format" };
	char buf[HTTP_TARGET_MAX + 1];
	const char *value[CV_LEN(name)] = { NULL };
	int64_t now = api_now_ms();

	TRY(http_query_read(q->query, name, CV_LEN(name), buf, value, err));
	ret->past = value[1] != NULL;
	ret->fail_on = REG_ERROR;
	if (value[2] && !reg_severity_parse(value[2], &ret->fail_on))
		return cv_fail_at(err, CV_E_UNKNOWN_WORD, "fail_on", "\"fail_on\" must be error, warning or note");
	ret->sarif = value[3] && cv_streq(value[3], "sarif");
	ret->junit = value[3] && cv_streq(value[3], "junit");
	TRY(http_form_read(q, ret->sarif || ret->junit ? "json" : value[3], &ret->form, &ret->format, err));
	TRY(http_day_read(value[0], now, &ret->on, err));
	return http_instant_read(value[1], now, ret->known_at, err);
}

/* A file, as its text. */
static enum cv_err member(const cJSON *m, struct asked *a, struct cv_error *err)
{
	const char *text = m->valuestring;
	bool uses = cv_streq(m->string, "uses");

	if (!uses && !cv_streq(m->string, "baseline"))
		return cv_fail_at(err, CV_E_JSON, strlen(m->string) < 40 ? m->string : "",
			"a lint has the members uses and baseline, and no others");
	if (uses ? a->files.use != NULL : a->baseline)
		return cv_fail_at(err, CV_E_JSON, m->string, "a member is given twice");
	if (!cJSON_IsString(m))
		return cv_fail_at(err, CV_E_JSON, m->string, "the member \"%s\" must be a text: the file", m->string);
	a->baseline |= !uses;
	return uses ? reg_lint_read_uses(text, strlen(text), false, &a->files, err)
		    : reg_lint_read_baseline(text, strlen(text), &a->files, err);
}

static enum cv_err read_body(
	const struct http_request *q, struct asked *a, struct cv_str *pointer, struct cv_error *err)
{
	enum cv_err e = http_json_scan(cv_str_text(&q->body), q->body.len, pointer, err);
	cJSON *root = e == CV_OK ? cJSON_ParseWithLengthOpts(cv_str_text(&q->body), q->body.len + 1, NULL, 1) : NULL;
	const cJSON *m;

	if (e == CV_OK && root == NULL)
		e = cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	else if (e == CV_OK && !cJSON_IsObject(root))
		e = cv_fail(err, CV_E_JSON, "what lint takes must be an object");
	cJSON_ArrayForEach(m, root)
	{
		if (e == CV_OK) {
			e = member(m, a, err);
			if (e != CV_OK)
				http_pointer_put(pointer, m->string, strlen(m->string));
		}
	}
	cJSON_Delete(root);
	return e;
}

static enum cv_err look(void *ctx, reg_lint_look_fn *fn, void *arg, struct cv_error *err)
{
	return http_live_read(ctx, fn, arg, err);
}

static enum cv_err run(struct http_request *q, struct asked *a, struct http_view **view, struct reg_lint *ret,
	struct cv_error *err)
{
	struct reg_lint_asked asked = { .on = a->on,
		.door = { look, &q->srv->live },
		.use = a->files.use,
		.n_uses = a->files.n_uses,
		.accepted = a->files.accepted,
		.n_accepted = a->files.n_accepted };

	if (a->past)
		TRY(http_live_at(&q->srv->live, a->known_at, view, err));
	else
		*view = http_live_known(&q->srv->live, a->known_at);
	asked.view = (*view)->v;
	return reg_lint(&asked, ret, err);
}

static enum cv_err table(const void *ctx, struct rep_sink *s, struct cv_error *err)
{
	return rep_lint_table(ctx, s, err);
}

static enum MHD_Result tell(struct http_request *q, const struct asked *a, const struct rep_lint *told)
{
	struct cv_json j = cv_json_to(&q->out);

	if (a->form == HTTP_FORM_TABLE)
		return http_send_table(q, a->format, table, told);
	if (a->form == HTTP_FORM_TEXT) {
		rep_lint_text(told, REP_WIDTH, &q->out);
		return http_send(q, MHD_HTTP_OK, HTTP_TEXT);
	}
	if (a->junit) {
		rep_lint_junit(told, &q->out);
		return http_send(q, MHD_HTTP_OK, HTTP_XML);
	}
	if (a->sarif)
		rep_lint_sarif(told, &j);
	else
		rep_lint_json(told, &j);
	cv_str_putc(&q->out, '\n');
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

static enum MHD_Result refused(
	struct http_request *q, enum cv_err e, const struct cv_error *err, const struct cv_str *pointer)
{
	struct http_problem p = http_problem_of(e, err);

	if (cv_err_fault(e) != CV_CALLER || pointer->len == 0)
		return http_fail(q, e, err);
	p.pointer = cv_str_text(pointer);
	return http_send_problem(q, &p);
}

static enum MHD_Result lint(struct http_request *q, bool body)
{
	CV_AUTO(cv_str_finish) struct cv_str pointer = { 0 };
	CV_AUTO(http_view_drop) struct http_view *view = NULL;
	CV_AUTO(reg_lint_finish) struct reg_lint lint = { 0 };
	CV_AUTO(finish) struct asked a = { 0 };
	struct cv_error err = { 0 };
	struct rep_lint told;
	enum cv_err e = read_asked(q, &a, &err);

	if (e == CV_OK && body)
		e = read_body(q, &a, &pointer, &err);
	if (e == CV_OK && atomic_flag_test_and_set(&q->srv->drill_at_work))
		return http_fail(q, cv_fail(&err, CV_E_BUSY, "another lint or drill is at work; try again"), &err);
	if (e == CV_OK) {
		e = run(q, &a, &view, &lint, &err);
		atomic_flag_clear(&q->srv->drill_at_work);
	}
	if (e != CV_OK)
		return refused(q, e, &err, &pointer);
	told = (struct rep_lint){ .lint = &lint,
		.view = view->v,
		.on = a.on,
		.known_at = a.known_at,
		.fail_on = a.fail_on,
		.version = CHAPTERV_VERSION,
		.baseline = a.baseline,
		.most = SHOWN_MAX };
	return tell(q, &a, &told);
}

enum MHD_Result http_get_lint(struct http_request *q)
{
	return lint(q, false);
}

enum MHD_Result http_post_lint(struct http_request *q)
{
	return lint(q, true);
}

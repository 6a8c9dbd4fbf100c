/* GET /v1/lint: every defect of the register. */
#include "api/clock.h"
#include "api/http/answers/question.h"
#include "api/http/reports/sheet.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "api/http/wire/input.h"
#include "reports/lint/lint.h"
#include "reports/reports.h"

enum { SHOWN_MAX = 10000 };

struct asked {
	cv_day on;
	char known_at[CV_INSTANT_TEXT];
	bool past;
	enum reg_severity fail_on;
	enum http_form_of form;
	enum rep_format format;
	bool sarif;
};

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
	TRY(http_form_read(q, ret->sarif ? "json" : value[3], &ret->form, &ret->format, err));
	TRY(http_day_read(value[0], now, &ret->on, err));
	return http_instant_read(value[1], now, ret->known_at, err);
}

static enum cv_err look(void *ctx, reg_lint_look_fn *fn, void *arg, struct cv_error *err)
{
	return http_live_read(ctx, fn, arg, err);
}

static enum cv_err run(struct http_request *q, struct asked *a, struct http_view **view, struct reg_lint *ret,
	struct cv_error *err)
{
	struct reg_lint_asked asked = { .on = a->on, .door = { look, &q->srv->live } };

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
	if (a->sarif)
		rep_lint_sarif(told, &j);
	else
		rep_lint_json(told, &j);
	cv_str_putc(&q->out, '\n');
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

enum MHD_Result http_get_lint(struct http_request *q)
{
	CV_AUTO(http_view_drop) struct http_view *view = NULL;
	CV_AUTO(reg_lint_finish) struct reg_lint lint = { 0 };
	struct cv_error err = { 0 };
	struct rep_lint told;
	struct asked a;
	enum cv_err e = read_asked(q, &a, &err);

	if (e == CV_OK && atomic_flag_test_and_set(&q->srv->drill_at_work))
		return http_fail(q, cv_fail(&err, CV_E_BUSY, "another lint or drill is at work; try again"), &err);
	if (e == CV_OK) {
		e = run(q, &a, &view, &lint, &err);
		atomic_flag_clear(&q->srv->drill_at_work);
	}
	if (e != CV_OK)
		return http_fail(q, e, &err);
	told = (struct rep_lint){ .lint = &lint,
		.view = view->v,
		.on = a.on,
		.known_at = a.known_at,
		.fail_on = a.fail_on,
		.version = CHAPTERV_VERSION,
		.most = SHOWN_MAX };
	return tell(q, &a, &told);
}

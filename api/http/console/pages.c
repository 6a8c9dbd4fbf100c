#include "api/clock.h"
#include "api/http/console/files.h"
#include "api/http/console/page.h"
#include "api/http/wire/input.h"
#include "api/http/routes.h"
#include "api/http/server.h"

static enum MHD_Result answer(struct http_request *q, struct http_question *question)
{
	CV_AUTO(http_view_drop) struct http_view *view = NULL;
	CV_AUTO(reg_answer_finish) struct reg_answer a = { 0 };
	struct cv_error err = { 0 };
	enum cv_err e = http_question_ask(&q->srv->live, question, &view, &a, &err);
	struct http_problem p;

	if (e == CV_OK) {
		http_page_answer(&a, question->value, &q->out);
		return http_send(q, MHD_HTTP_OK, HTTP_HTML);
	}
	if (e != CV_E_AMBIGUOUS || a.view == NULL)
		return http_fail(q, e, &err);
	p = http_problem_of(e, &err);
	p.candidates = &a;
	if (!*p.parameter && a.candidate_field)
		p.parameter = a.candidate_field;
	return http_send_problem(q, &p);
}

enum MHD_Result http_get_page(struct http_request *q)
{
	static const char *const nothing[HTTP_PARAMS];
	struct http_question question;
	struct cv_error err = { 0 };
	enum cv_err e;

	if (*q->query == '\0') {
		http_page_form(nothing, &q->out);
		return http_send(q, MHD_HTTP_OK, HTTP_HTML);
	}
	e = http_question_read(q->query, api_now_ms(), &question, &err);
	return e == CV_OK ? answer(q, &question) : http_fail(q, e, &err);
}

/* A page without parameters: any is refused by name. */
static enum cv_err no_query(struct http_request *q, struct cv_error *err)
{
	char buf[HTTP_TARGET_MAX + 1];

	return http_query_read(q->query, NULL, 0, buf, NULL, err);
}

enum MHD_Result http_get_problems(struct http_request *q)
{
	struct cv_error err = { 0 };
	enum cv_err e = no_query(q, &err);

	if (e != CV_OK)
		return http_fail(q, e, &err);
	http_page_problems(&q->out);
	return http_send(q, MHD_HTTP_OK, HTTP_HTML);
}

enum MHD_Result http_get_style(struct http_request *q)
{
	struct cv_error err = { 0 };
	enum cv_err e = no_query(q, &err);

	if (e != CV_OK)
		return http_fail(q, e, &err);
	cv_str_add(&q->out, (const char *)http_file_style_css, http_file_style_css_len);
	return http_send(q, MHD_HTTP_OK, HTTP_CSS);
}

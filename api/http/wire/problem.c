#include "api/http/wire/reply.h"

#include "api/http/console/page.h"
#include "registry/core/jsonw.h"
#include "reports/reports.h"

#include <string.h>

static const struct {
	int status;
	const char *word, *text;
} fault[] = {
#define X(code, status, word, text) { status, word, text },
	HTTP_FAULTS(X)
#undef X
};

void http_each_problem(http_problem_fn *fn, void *ctx)
{
	for (int e = CV_OK + 1; e < CV_ERR_COUNT; e++)
		fn(ctx, cv_err_http((enum cv_err)e), cv_err_name((enum cv_err)e), cv_err_text((enum cv_err)e));
	for (size_t i = 0; i < CV_LEN(fault); i++)
		fn(ctx, fault[i].status, fault[i].word, fault[i].text);
}

void http_problem_json(const struct http_problem *p, struct cv_json *j)
{
	cv_json_key(j, "type");
	cv_str_printf(j->out, "\"/problems#%s\"", p->word);
	j->first = false;
	cv_json_kv(j, "title", p->title);
	cv_json_kv_int(j, "status", p->status);
	cv_json_kv(j, "detail", p->detail);
	if (p->parameter && *p->parameter)
		cv_json_kv(j, "parameter", p->parameter);
	if (p->pointer)
		cv_json_kv(j, "pointer", p->pointer);
	if (p->errors) {
		cv_json_key(j, "errors");
		cv_json_raw(j, p->errors, strlen(p->errors));
	}
	if (p->candidates)
		rep_candidates_json(p->candidates, j);
}

void http_problem_body(const struct http_problem *p, const char *id, struct cv_str *out)
{
	struct cv_json j = cv_json_to(out);

	cv_json_open(&j, '{');
	http_problem_json(p, &j);
	cv_json_kv(&j, "request_id", id);
	cv_json_close(&j, '}');
	cv_str_putc(out, '\n');
}

enum MHD_Result http_send_problem(struct http_request *q, const struct http_problem *p)
{
	bool list = q->route && q->route->form == HTTP_AS_LIST;
	bool page = list || (q->route && q->route->form == HTTP_AS_PAGE);

	cv_str_clear(&q->out);
	if (list)
		http_page_no_list(p, &q->out);
	else if (page)
		http_page_problem(p, q->query, &q->out);
	else
		http_problem_body(p, q->id, &q->out);
	return http_send_refusal(q, p, page ? HTTP_HTML : HTTP_PROBLEM);
}

/* RFC 6750, 3: no error where nothing was sent. */
static const char *challenge(const struct http_request *q, enum http_fault f)
{
	if (f == HTTP_TOKEN_NEEDED)
		return "Bearer realm=\"chapterv\"";
	if (f == HTTP_TOKEN_BAD)
		return "Bearer error=\"invalid_token\"";
	return f == HTTP_ROLE && q->by == HTTP_BY_TOKEN ? "Bearer error=\"insufficient_scope\"" : NULL;
}

struct http_problem http_problem_as(enum http_fault f, const char *detail)
{
	return (struct http_problem){
		.status = fault[f].status, .word = fault[f].word, .title = fault[f].text, .detail = detail,
	};
}

enum MHD_Result http_fault(struct http_request *q, enum http_fault f, const char *detail)
{
	return http_fault_with(q, f, detail, NULL);
}

enum MHD_Result http_fault_with(struct http_request *q, enum http_fault f, const char *detail, const char *errors)
{
	struct http_problem p = http_problem_as(f, detail);

	p.challenge = challenge(q, f);
	p.errors = errors;
	return http_send_problem(q, &p);
}

enum MHD_Result http_not_allowed(struct http_request *q, const char *methods, const char *detail)
{
	struct http_problem p = http_problem_as(HTTP_METHOD, detail);

	p.allow = methods;
	return http_send_problem(q, &p);
}

struct http_problem http_problem_of(enum cv_err e, const struct cv_error *err)
{
	bool tell = err && err->msg[0] && (cv_err_fault(e) == CV_CALLER || cv_err_fault(e) == CV_AGAIN);

	return (struct http_problem){
		.status = cv_err_http(e), .word = cv_err_name(e), .title = cv_err_text(e),
		.detail = tell ? err->msg : cv_err_text(e), .parameter = tell ? err->field : "",
	};
}

void http_log_fault(struct http_server *s, const char *about, enum cv_err e, const struct cv_error *err)
{
	if (cv_err_fault(e) == CV_OURS)
		http_log(s, "%s: %s: %s", about, cv_err_name(e), err && err->msg[0] ? err->msg : cv_err_text(e));
}

enum MHD_Result http_fail(struct http_request *q, enum cv_err e, const struct cv_error *err)
{
	struct http_problem p = http_problem_of(e, err);

	if (e == CV_E_BUSY && http_later(q))
		return MHD_YES;
	http_log_fault(q->srv, q->id, e, err);
	return http_send_problem(q, &p);
}

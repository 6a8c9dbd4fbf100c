/* /v1/imports and what is below it, but for its POST: upload.c. */
#include "api/http/jobs/imports.h"

#include "api/http/wire/input.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "api/http/wire/upload.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HERE "/v1/imports"

/* ---- what is meant --------------------------------------------------------------------------------------------- */

/* A number without sign and blanks, 1 to 999,999,999,999,999,999, at the start of text; *ret_len bytes of it. */
static bool number(const char *text, int64_t *ret, size_t *ret_len)
{
	*ret_len = strspn(text, "0123456789");
	if (*ret_len == 0 || *ret_len > 18 || *text == '0')
		return false;
	*ret = strtoll(text, NULL, 10);
	return true;
}

static enum cv_err id_of(struct http_request *q, struct http_import_id *ret, struct cv_error *err)
{
	const char *id = q->target + sizeof(HERE "/") - 1;
	size_t len = strcspn(id, "/"), digits;

	ret->job = strncmp(id, "job-", 4) == 0;
	if (number(id + (ret->job ? 4 : 0), &ret->n, &digits) && digits + (ret->job ? 4 : 0) == len)
		return CV_OK;
	return cv_fail(err, CV_E_USAGE, "'%.*s' is no id of an import: it is a number, or job- and a number",
		(int)len, id);
}

static enum cv_err no_query(struct http_request *q, struct cv_error *err)
{
	char buf[HTTP_TARGET_MAX + 1];

	return http_query_read(q->query, NULL, 0, buf, NULL, err);
}

/*
 * What is to be changed: is it allowed, is it well said? *ret_sent: no, and that was answered. order: gets the reason;
 * NULL: none is taken.
 */
static enum MHD_Result look(
	struct http_request *q, struct http_import_id *ret, struct http_order *order, bool *ret_sent)
{
	struct http_refusal no = http_upload_allowed(q);
	struct cv_error err = { 0 };
	enum cv_err e = CV_OK;

	if (no.why == NULL)
		e = order ? http_order_reason(q->query, order, &err) : no_query(q, &err);
	if (e == CV_OK && no.why == NULL)
		e = id_of(q, ret, &err);
	*ret_sent = no.why != NULL || e != CV_OK;
	if (no.why)
		return http_fault(q, no.fault, no.why);
	return e == CV_OK ? MHD_YES : http_fail(q, e, &err);
}

static enum MHD_Result wrong_kind(struct http_request *q, enum cv_err e, const char *why)
{
	struct cv_error err = { 0 };

	return http_fail(q, cv_fail(&err, e, "%s", why), &err);
}

/* ---- the list -------------------------------------------------------------------------------------------------- */

enum { P_BEFORE, P_LIMIT, PARAMS };

struct page {
	struct cv_json *to;
	int64_t before, limit, last;
	int64_t n;
};

static enum cv_err read_number(const char *name, const char *text, int64_t most, int64_t *ret, struct cv_error *err)
{
	size_t len;

	if (text == NULL || (number(text, ret, &len) && text[len] == '\0' && *ret <= most))
		return CV_OK;
	return cv_fail_at(err, CV_E_VALUE, name, "%s=%.40s: write a number from 1 to %lld", name, text,
		(long long)most);
}

static enum cv_err read_page(struct http_request *q, struct page *p, struct cv_error *err)
{
	static const char *const name[PARAMS] = { "before", "limit" };
	const char *value[PARAMS];
	char buf[HTTP_TARGET_MAX + 1];

	p->limit = HTTP_PAGE_DEFAULT;
	TRY(http_query_read(q->query, name, PARAMS, buf, value, err));
	TRY(read_number("before", value[P_BEFORE], INT64_MAX, &p->before, err));
	return read_number("limit", value[P_LIMIT], HTTP_PAGE_MAX, &p->limit, err);
}

static enum cv_err list_one(void *ctx, const struct reg_import *i, struct cv_error *err)
{
	struct page *p = ctx;

	CV_UNUSED(err);
	if (p->n++ < p->limit) {
		imp_import_json(i, p->to);
		p->last = i->id;
	}
	return CV_OK;
}

static enum cv_err list(void *ctx, struct reg *r, struct cv_error *err)
{
	struct page *p = ctx;

	return reg_imports_before(r, p->before, (int)p->limit + 1, list_one, p, err);
}

static void next_page(const struct page *p, struct cv_json *to)
{
	CV_AUTO(cv_str_finish) struct cv_str next = { 0 };

	if (p->n > p->limit)
		cv_str_printf(&next, HERE "?before=%lld&limit=%lld", (long long)p->last, (long long)p->limit);
	cv_json_kv_opt(to, "next", cv_str_text(&next));
}

static void list_jobs(const struct http_request *q, struct cv_json *to)
{
	struct http_jobs *js = &q->srv->jobs;

	cv_json_key(to, "jobs");
	cv_json_open(to, '[');
	pthread_mutex_lock(&js->lock);
	http_jobs_sweep(js);
	for (const struct http_job *j = js->newest; j; j = j->next) {
		if (!http_job_readable(j, q))
			continue;
		cv_json_open(to, '{');
		http_job_json(j, false, to);
		cv_json_close(to, '}');
	}
	pthread_mutex_unlock(&js->lock);
	cv_json_close(to, ']');
}

enum MHD_Result http_get_imports(struct http_request *q)
{
	struct cv_json j = cv_json_to(&q->out);
	struct page p = { .to = &j };
	struct cv_error err = { 0 };
	enum cv_err e = read_page(q, &p, &err);

	cv_json_open(&j, '{');
	if (e == CV_OK) {
		cv_json_key(&j, "imports");
		cv_json_open(&j, '[');
		e = http_live_read(&q->srv->live, list, &p, &err);
		cv_json_close(&j, ']');
	}
	if (e != CV_OK)
		return http_fail(q, e, &err);
	next_page(&p, &j);
	list_jobs(q, &j);
	cv_json_close(&j, '}');
	cv_str_putc(&q->out, '\n');
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

/* ---- one import ------------------------------------------------------------------------------------------------ */

struct one {
	struct cv_json *to;
	int64_t n;
	bool found;
};

static enum cv_err show_one(void *ctx, const struct reg_import *i, struct cv_error *err)
{
	struct one *o = ctx;

	CV_UNUSED(err);
	imp_import_members(i, o->to);
	o->found = true;
	return CV_OK;
}

static enum cv_err find_one(void *ctx, struct reg *r, struct cv_error *err)
{
	struct one *o = ctx;

	return reg_import_get(r, o->n, show_one, o, err);
}

static struct http_text *report_of(const struct http_request *q, int64_t import)
{
	struct http_jobs *js = &q->srv->jobs;
	struct http_text *t = NULL;

	pthread_mutex_lock(&js->lock);
	for (const struct http_job *j = js->newest; j && t == NULL; j = j->next)
		if (j->import == import && http_job_readable(j, q))
			t = http_text_take(j->report);
	pthread_mutex_unlock(&js->lock);
	return t;
}

static enum MHD_Result get_import(struct http_request *q, int64_t n)
{
	CV_AUTO(http_text_drop) struct http_text *report = NULL;
	struct cv_json j = cv_json_to(&q->out);
	struct one o = { .to = &j, .n = n };
	struct cv_error err = { 0 };
	enum cv_err e;

	cv_json_open(&j, '{');
	e = http_live_read(&q->srv->live, find_one, &o, &err);
	if (e == CV_OK && !o.found)
		e = cv_fail(&err, CV_E_NOT_FOUND, "there is no import %lld", (long long)n);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	report = report_of(q, n);
	cv_json_key(&j, "report");
	if (report == NULL)
		cv_str_puts(&q->out, "null}\n");
	return http_send_more(q, MHD_HTTP_OK, HTTP_JSON, &(struct http_more){ .part = report, .tail = "}\n" });
}

enum MHD_Result http_get_import(struct http_request *q)
{
	struct http_import_id id;
	struct cv_error err = { 0 };
	enum cv_err e = no_query(q, &err);

	if (e == CV_OK)
		e = id_of(q, &id, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	return id.job ? http_job_show(q, id.n, MHD_HTTP_OK) : get_import(q, id.n);
}

/* ---- plan and refused rows ------------------------------------------------------------------------------------- */

static struct http_text *plan_as(const struct http_job *j, enum http_type type)
{
	return http_text_take(type == HTTP_CSV ? j->csv : type == HTTP_TEXT ? j->words : j->plan);
}

/* Something of a job, taken while the lock is held. */
struct taken {
	struct http_text *text;
	int fd;
	uint64_t size;
};

static void take_refused(const struct http_job *j, struct cv_str *out, struct taken *t)
{
	if (j->refused == NULL)
		return;
	if (j->refused->fd >= 0)
		t->fd = dup(j->refused->fd);
	else
		cv_str_add(out, cv_str_text(&j->refused->head), j->refused->head.len);
	t->size = j->refused->size;
}

static enum MHD_Result of_job(struct http_request *q, enum http_type type, bool refused, struct taken *t)
{
	struct http_jobs *js = &q->srv->jobs;
	struct http_import_id id;
	struct cv_error err = { 0 };
	enum cv_err e = no_query(q, &err);
	const struct http_job *j = NULL;
	bool hidden;

	if (e == CV_OK)
		e = id_of(q, &id, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	pthread_mutex_lock(&js->lock);
	j = id.job ? http_jobs_find(js, id.n) : NULL;
	hidden = j && !http_job_readable(j, q);
	if (j && !hidden && refused)
		take_refused(j, &q->out, t);
	else if (j && !hidden)
		t->text = plan_as(j, type);
	pthread_mutex_unlock(&js->lock);
	if (hidden)
		return http_fault(q, HTTP_ROLE, http_job_hidden);
	if (t->fd >= 0)
		return http_send_file(q, type, t->fd, t->size);
	if (t->text || t->size > 0)
		return http_send_more(q, MHD_HTTP_OK, type,
			&(struct http_more){ .part = t->text, .tail = type == HTTP_JSON ? "\n" : NULL });
	return wrong_kind(q, CV_E_NOT_FOUND, refused
		? "there are no refused rows here: what was applied with rejects=true keeps them for an hour at most"
		: "there is no plan here: a job with dry_run=true keeps it for an hour at most");
}

enum MHD_Result http_get_plan(struct http_request *q)
{
	struct taken t = { .fd = -1 };
	enum MHD_Result sent = of_job(q, http_wanted(q), false, &t);

	http_text_drop(&t.text);
	return sent;
}

enum MHD_Result http_get_rejects(struct http_request *q)
{
	struct taken t = { .fd = -1 };
	enum MHD_Result sent = of_job(q, HTTP_CSV, true, &t);

	if (t.fd >= 0)
		close(t.fd);
	return sent;
}

/* ---- doing something with one ---------------------------------------------------------------------------------- */

enum MHD_Result http_apply_plan(struct http_request *q)
{
	struct http_import_id id;
	struct cv_error err = { 0 };
	bool direct = false, sent;
	enum MHD_Result answer = look(q, &id, NULL, &sent);
	enum cv_err e;

	if (sent)
		return answer;
	if (!id.job)
		return wrong_kind(q, CV_E_CONFLICT, "that was applied already: an import on file is no plan");
	e = http_jobs_apply(&q->srv->jobs, id.n, q, &direct, &err);
	if (e == CV_E_BUSY)
		return http_fault(q, HTTP_CROWDED, err.msg);
	return e == CV_OK ? http_job_answer(q, id.n, direct) : http_fail(q, e, &err);
}

static enum MHD_Result undo(struct http_request *q, int64_t import, struct http_order *order)
{
	struct cv_error err = { 0 };
	bool direct = false;
	enum cv_err e;
	int64_t n;

	order->undo = true;
	order->import = import;
	http_order_by(order, q);
	e = http_jobs_enter(&q->srv->jobs, &err);
	if (e != CV_OK)
		http_order_free(order);
	else
		e = http_jobs_add(&q->srv->jobs, order, NULL, &n, &direct, &err);
	if (e == CV_E_BUSY)
		return http_fault(q, HTTP_CROWDED, err.msg);
	return e == CV_OK ? http_job_answer(q, n, direct) : http_fail(q, e, &err);
}

enum MHD_Result http_undo_import(struct http_request *q)
{
	struct http_order *order = calloc(1, sizeof(*order));
	struct http_import_id id;
	enum MHD_Result answer;
	bool sent;

	if (order == NULL)
		return http_fail(q, CV_E_NOMEM, NULL);
	answer = look(q, &id, order, &sent);
	if (!sent && !id.job)
		return undo(q, id.n, order);
	http_order_free(order);
	if (sent)
		return answer;
	return wrong_kind(q, CV_E_CONFLICT, "a job is not undone: name the number of the import it became");
}

enum MHD_Result http_delete_job(struct http_request *q)
{
	struct http_import_id id;
	struct cv_error err = { 0 };
	bool gone, sent;
	enum MHD_Result answer = look(q, &id, NULL, &sent);
	enum cv_err e;

	if (sent)
		return answer;
	if (!id.job)
		return wrong_kind(q, CV_E_CONFLICT, "an import on file is never deleted; POST .../undo takes it back");
	e = http_jobs_delete(&q->srv->jobs, id.n, &gone, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	return gone ? http_send(q, MHD_HTTP_NO_CONTENT, HTTP_NOTHING) : http_job_show(q, id.n, MHD_HTTP_ACCEPTED);
}

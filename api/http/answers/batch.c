/* POST /v1/mechanism:batch: many questions, each with its answer or with what is wrong with it, in their order. */
#include "api/clock.h"
#include "api/http/answers/question.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "api/http/wire/body.h"
#include "api/http/wire/input.h"
#include "api/http/wire/json_scan.h"
#include "reports/reports.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	QUESTIONS_MAX = 1000,
	INSTANTS_MAX = 16,		  /* different known_at: each may have to be read from the register */
	NAME_SHOWN_MAX = 40,
	ANSWERS_BYTES = 32 * 1024 * 1024, /* of all answers */
};

#define KNOWN "known are: to, from, on, known_at, data"

/* One question. Those of one instant are answered together, from one view; what they say goes out in their order. */
struct asked {
	struct cv_str out;
	const char *known_at; /* as written; NULL: now */
	bool done;
};

struct batch {
	struct http_request *q;
	struct http_view *now; /* one for all that ask about now, or about a time to come */
	int64_t now_ms;
	struct http_question one;
	struct asked *asked;
	size_t n, bytes;
};

static void destroy(cJSON **j)
{
	cJSON_Delete(*j);
}

/* ---- one question ---------------------------------------------------------------------------------------------- */

/* In the place of a value that is wrong, so that the rest can be looked at. */
static const char unusable[] = "-";

static enum cv_err member(const cJSON *m, struct http_question *ret, struct cv_error *err)
{
	for (int i = 0; i < HTTP_PARAMS; i++) {
		if (strcmp(m->string, http_param_name[i]) != 0)
			continue;
		if (ret->value[i])
			return cv_fail_at(err, CV_E_JSON, m->string, "the member \"%s\" is given twice", m->string);
		ret->value[i] = unusable;
		if (!cJSON_IsString(m) || !cv_text_clean(m->valuestring, strlen(m->valuestring)))
			return cv_fail_at(err, CV_E_JSON, m->string, "the member \"%s\" must be a text", m->string);
		ret->value[i] = m->valuestring;
		return CV_OK;
	}
	if (strlen(m->string) > NAME_SHOWN_MAX || !cv_text_clean(m->string, strlen(m->string)))
		return cv_fail(err, CV_E_JSON, "a member is not known here; " KNOWN);
	return cv_fail_at(
		err, CV_E_JSON, m->string, "the member \"%s\" is not known here; " KNOWN, m->string);
}

/* What is wrong with a question: all of it, and the first of it, which gives the problem its kind. */
struct wrong {
	struct http_errors all;
	enum cv_err first;
	struct cv_error err;
};

static void note(struct wrong *w, const char *name, enum cv_err e, const struct cv_error *err)
{
	http_errors_member(&w->all, name, err->msg);
	if (w->first != CV_OK)
		return;
	w->first = e;
	w->err = *err;
}

static void members(const cJSON *j, struct http_question *ret, struct wrong *w)
{
	struct cv_error own = { 0 };
	const cJSON *m;

	cJSON_ArrayForEach(m, j)
	{
		enum cv_err e = member(m, ret, &own);

		if (e != CV_OK)
			note(w, m->string, e, &own);
	}
}

static const char *passed_over(int i)
{
	return i == HTTP_TO ? unusable : NULL; /* it must be there */
}

/* A value that is wrong is noted, and passed over. */
static void values(struct batch *b, struct http_question *ret, struct wrong *w)
{
	for (int i = 0; i < HTTP_PARAMS; i++)
		if (ret->value[i] == unusable)
			ret->value[i] = passed_over(i);
		else if (ret->value[i] && *ret->value[i] == '\0')
			ret->value[i] = NULL;
	for (int tries = 0; tries < HTTP_PARAMS; tries++) {
		struct cv_error own = { 0 };
		enum cv_err e = http_question_settle(ret, b->now_ms, &own);

		if (e == CV_OK)
			return;
		note(w, own.field, e, &own);
		for (int i = 0; i < HTTP_PARAMS; i++)
			if (cv_streq(own.field, http_param_name[i]))
				ret->value[i] = passed_over(i);
	}
}

static enum cv_err question(struct batch *b, const cJSON *j, struct http_question *ret, struct wrong *w)
{
	struct cv_error own = { 0 };

	memset(ret->value, 0, sizeof(ret->value));
	if (!cJSON_IsObject(j)) {
		enum cv_err e = cv_fail(&own, CV_E_JSON, "a question must be an object");

		note(w, "", e, &own);
		return e;
	}
	members(j, ret, w);
	values(b, ret, w);
	if (ret->value[HTTP_KNOWN_AT] == NULL)
		http_view_known(b->now, ret->known_at);
	return w->first;
}

/* ---- its answer ------------------------------------------------------------------------------------------------ */

static void wrong_finish(struct wrong *w)
{
	http_errors_finish(&w->all);
}

/* What the caller can mend stands in the place of the answer; what is our fault ends it all. */
static enum cv_err refuse(
	enum cv_err e, struct cv_error *err, struct wrong *w, const struct reg_answer *a, struct cv_json *j)
{
	struct http_problem p;

	if (cv_err_fault(e) != CV_CALLER)
		return e;
	if (w->all.n == 0)
		note(w, err->field, e, err);
	p = http_problem_of(e, &w->err);
	p.errors = http_errors_end(&w->all);
	if (e == CV_E_AMBIGUOUS && a->view)
		p.candidates = a;
	cv_json_key(j, "problem");
	cv_json_open(j, '{');
	http_problem_json(&p, j);
	cv_json_close(j, '}');
	return CV_OK;
}

/* *view: of the instant that is asked about, once the first of its questions was read. */
static enum cv_err view_for(struct batch *b, struct http_view **view, struct cv_error *err)
{
	if (*view == NULL && strcmp(b->one.known_at, b->now->v->at) < 0)
		return http_live_at(&b->q->srv->live, b->one.known_at, view, err);
	return CV_OK;
}

static enum cv_err answer(
	struct batch *b, const cJSON *j, struct asked *it, struct http_view **view, struct cv_error *err)
{
	CV_AUTO(reg_answer_finish) struct reg_answer a = { 0 };
	CV_AUTO(wrong_finish) struct wrong w = { .first = CV_OK };
	struct cv_json to = cv_json_to(&it->out);
	char at[32];
	enum cv_err e;

	snprintf(at, sizeof(at), "/questions/%zu", (size_t)(it - b->asked));
	w.all.at = at;
	e = question(b, j, &b->one, &w);

	if (e == CV_OK)
		TRY(view_for(b, view, err));
	if (e == CV_OK)
		e = reg_ask((*view ? *view : b->now)->v, &b->one.q, &a, err);
	cv_json_open(&to, '{');
	if (e == CV_OK) {
		cv_json_key(&to, "answer");
		rep_answer_json(&a, &to);
	} else {
		TRY(refuse(e, err, &w, &a, &to));
	}
	cv_json_close(&to, '}');
	b->bytes += it->out.len;
	if (it->out.failed)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	if (b->bytes > ANSWERS_BYTES)
		return cv_fail_at(
			err, CV_E_TOO_BIG, "questions", "the answers come to more than 32 MiB: ask fewer at once");
	return CV_OK;
}

/* ---- all of them ----------------------------------------------------------------------------------------------- */

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* All from that one on which ask about the same instant. */
static enum cv_err of_one_instant(struct batch *b, const cJSON *list, size_t from, struct cv_error *err)
{
	CV_AUTO(http_view_drop) struct http_view *view = NULL;
	size_t i = 0;
	const cJSON *j;

	cJSON_ArrayForEach(j, list)
	{
		struct asked *it = &b->asked[i++];
		struct cv_error own = { 0 };
		enum cv_err e;

		if (i <= from || it->done || !same(it->known_at, b->asked[from].known_at))
			continue;
		it->done = true;
		e = answer(b, j, it, &view, &own);
		if (e != CV_OK) {
			*err = own;
			return e;
		}
	}
	return CV_OK;
}

static enum cv_err answer_all(struct batch *b, const cJSON *list, struct cv_error *err)
{
	const cJSON *j;
	size_t n = 0;
	int instants = 0;

	b->now = http_live_now(&b->q->srv->live);
	cJSON_ArrayForEach(j, list)
	{
		const cJSON *at = cJSON_GetObjectItemCaseSensitive(j, "known_at");

		b->asked[n++].known_at = cJSON_IsString(at) && *at->valuestring ? at->valuestring : NULL;
	}
	for (size_t i = 0; i < b->n; i++) {
		if (b->asked[i].done)
			continue;
		if (++instants > INSTANTS_MAX)
			return cv_fail_at(err, CV_E_TOO_BIG, "questions",
				"at most %d different instants are asked about at once", INSTANTS_MAX);
		TRY(of_one_instant(b, list, i, err));
	}
	return CV_OK;
}

/* Each is let go of once it is in: they are never there twice. */
static void put_together(struct batch *b)
{
	struct cv_str *out = &b->q->out;

	cv_str_puts(out, "{\"results\":[");
	for (size_t i = 0; i < b->n; i++) {
		if (i > 0)
			cv_str_putc(out, ',');
		cv_str_add(out, cv_str_text(&b->asked[i].out), b->asked[i].out.len);
		cv_str_finish(&b->asked[i].out);
	}
	cv_str_puts(out, "]}\n");
}

static enum cv_err questions(struct batch *b, const cJSON *root, struct cv_error *err)
{
	const cJSON *list = cJSON_GetObjectItemCaseSensitive(root, "questions");

	if (!cJSON_IsArray(list) || root->child->next)
		return cv_fail_at(err, CV_E_JSON, "questions",
			"the body must be an object with one member, \"questions\", an array");
	b->n = (size_t)cJSON_GetArraySize(list);
	if (b->n > QUESTIONS_MAX)
		return cv_fail_at(
			err, CV_E_TOO_BIG, "questions", "at most %d questions are taken at once", QUESTIONS_MAX);
	b->asked = calloc(b->n + 1, sizeof(*b->asked));
	if (b->asked == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	TRY(answer_all(b, list, err));
	put_together(b);
	return CV_OK;
}

static void finish(struct batch **b)
{
	for (size_t i = 0; *b && (*b)->asked && i < (*b)->n; i++)
		cv_str_finish(&(*b)->asked[i].out);
	if (*b) {
		http_view_drop(&(*b)->now);
		free((*b)->asked);
	}
	free(*b);
}

static enum cv_err read_and_answer(struct batch *b, struct cv_str *pointer, struct cv_error *err)
{
	CV_AUTO(destroy) cJSON *root = NULL;
	const struct cv_str *body = &b->q->body;
	char buf[HTTP_TARGET_MAX + 1];

	TRY(http_query_read(b->q->query, NULL, 0, buf, NULL, err));
	TRY(http_json_scan(cv_str_text(body), body->len, pointer, err));
	root = cJSON_ParseWithLengthOpts(cv_str_text(body), body->len + 1, NULL, 1);
	return root ? questions(b, root, err) : cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
}

enum MHD_Result http_post_batch(struct http_request *q)
{
	CV_AUTO(cv_str_finish) struct cv_str pointer = { 0 };
	CV_AUTO(finish) struct batch *b = calloc(1, sizeof(*b));
	struct cv_error err = { 0 };
	struct http_problem p;
	enum cv_err e;

	if (b == NULL)
		return http_fail(q, CV_E_NOMEM, NULL);
	b->q = q;
	b->now_ms = api_now_ms();
	e = read_and_answer(b, &pointer, &err);
	if (e == CV_OK)
		return http_send(q, MHD_HTTP_OK, HTTP_JSON);
	if (cv_err_fault(e) != CV_CALLER)
		return http_fail(q, e, &err);
	p = http_problem_of(e, &err);
	if (pointer.len == 0 && err.field[0])
		http_pointer_put(&pointer, err.field, strlen(err.field));
	p.parameter = "";
	p.pointer = cv_str_text(&pointer);
	return http_send_problem(q, &p);
}

/* POST /v1/mechanism:batch: many questions, each with its answer or with what is wrong with it, in their order. */
#include "api/clock.h"
#include "api/http/answers/question.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "api/http/wire/input.h"
#include "api/http/wire/json_scan.h"
#include "reports/reports.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

enum {
	QUESTIONS_MAX = 1000,
	ANSWERS_BYTES = 32 * 1024 * 1024, /* of all answers */
};

struct batch {
	struct http_request *q;
	struct http_view *now; /* one for all that ask about now */
	int64_t now_ms;
	struct cv_json j;
};

static void destroy(cJSON **j)
{
	cJSON_Delete(*j);
}

/* ---- one question ---------------------------------------------------------------------------------------------- */

static enum cv_err member(const cJSON *m, struct http_question *ret, struct cv_error *err)
{
	for (int i = 0; i < HTTP_PARAMS; i++) {
		if (strcmp(m->string, http_param_name[i]) != 0)
			continue;
		if (ret->value[i])
			return cv_fail_at(err, CV_E_JSON, m->string, "the member \"%s\" is given twice", m->string);
		if (!cJSON_IsString(m) || !cv_text_clean(m->valuestring, strlen(m->valuestring)))
			return cv_fail_at(err, CV_E_JSON, m->string, "the member \"%s\" must be a text", m->string);
		ret->value[i] = *m->valuestring ? m->valuestring : NULL;
		return CV_OK;
	}
	return cv_fail(err, CV_E_JSON, "a question has the members to, from, on, known_at and data, and no others");
}

static enum cv_err question(struct batch *b, const cJSON *j, struct http_question *ret, struct cv_error *err)
{
	const cJSON *m;

	memset(ret->value, 0, sizeof(ret->value));
	if (!cJSON_IsObject(j))
		return cv_fail(err, CV_E_JSON, "a question must be an object");
	cJSON_ArrayForEach(m, j) TRY(member(m, ret, err));
	return http_question_settle(ret, b->now_ms, err);
}

static enum cv_err ask(struct batch *b, const struct http_question *q, struct http_view **ret_then,
	struct reg_answer *ret, struct cv_error *err)
{
	if (q->value[HTTP_KNOWN_AT])
		return http_question_ask(&b->q->srv->live, q, ret_then, ret, err);
	return reg_ask(b->now->v, &q->q, ret, err);
}

/* What the caller can mend stands in the place of the answer; what is our fault ends it all. */
static enum cv_err refuse(struct batch *b, enum cv_err e, struct cv_error *err, const struct reg_answer *a)
{
	struct http_problem p = http_problem_of(e, err);

	if (cv_err_fault(e) != CV_CALLER)
		return e;
	if (e == CV_E_AMBIGUOUS && a->view)
		p.candidates = a;
	cv_json_key(&b->j, "problem");
	cv_json_open(&b->j, '{');
	http_problem_json(&p, &b->j);
	cv_json_close(&b->j, '}');
	return CV_OK;
}

static enum cv_err answer(struct batch *b, const cJSON *j, struct http_question *q, struct cv_error *err)
{
	CV_AUTO(http_view_drop) struct http_view *then = NULL;
	CV_AUTO(reg_answer_finish) struct reg_answer a = { 0 };
	enum cv_err e = question(b, j, q, err);

	if (e == CV_OK)
		e = ask(b, q, &then, &a, err);
	cv_json_open(&b->j, '{');
	if (e == CV_OK) {
		cv_json_key(&b->j, "answer");
		rep_answer_json(&a, &b->j);
	} else {
		TRY(refuse(b, e, err, &a));
	}
	cv_json_close(&b->j, '}');
	if (b->q->out.len > ANSWERS_BYTES)
		return cv_fail_at(
			err, CV_E_TOO_BIG, "questions", "the answers come to more than 32 MiB: ask fewer at once");
	return CV_OK;
}

/* ---- all of them ----------------------------------------------------------------------------------------------- */

static enum cv_err questions(struct batch *b, const cJSON *root, struct cv_error *err)
{
	struct http_question *q;
	const cJSON *list = cJSON_GetObjectItemCaseSensitive(root, "questions"), *j;
	enum cv_err e = CV_OK;

	if (!cJSON_IsArray(list) || root->child->next)
		return cv_fail_at(err, CV_E_JSON, "questions",
			"the body must be an object with one member, \"questions\", an array");
	if (cJSON_GetArraySize(list) > QUESTIONS_MAX)
		return cv_fail_at(
			err, CV_E_TOO_BIG, "questions", "at most %d questions are taken at once", QUESTIONS_MAX);
	q = malloc(sizeof(*q));
	if (q == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	b->now = http_live_now(&b->q->srv->live);
	cv_json_open(&b->j, '{');
	cv_json_key(&b->j, "results");
	cv_json_open(&b->j, '[');
	cJSON_ArrayForEach(j, list)
	{
		struct cv_error own = { 0 };

		if (e == CV_OK)
			e = answer(b, j, q, &own);
		if (e != CV_OK) {
			*err = own;
			break;
		}
	}
	cv_json_close(&b->j, ']');
	cv_json_close(&b->j, '}');
	free(q);
	return e;
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
	struct batch b = { .q = q, .now_ms = api_now_ms(), .j = cv_json_to(&q->out) };
	struct cv_error err = { 0 };
	enum cv_err e = read_and_answer(&b, &pointer, &err);
	struct http_problem p;

	http_view_drop(&b.now);
	if (e == CV_OK) {
		cv_str_putc(&q->out, '\n');
		return http_send(q, MHD_HTTP_OK, HTTP_JSON);
	}
	if (cv_err_fault(e) != CV_CALLER)
		return http_fail(q, e, &err);
	p = http_problem_of(e, &err);
	if (pointer.len == 0 && err.field[0])
		http_pointer_put(&pointer, err.field, strlen(err.field));
	p.parameter = "";
	p.pointer = cv_str_text(&pointer);
	return http_send_problem(q, &p);
}

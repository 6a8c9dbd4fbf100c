#include "api/clock.h"
#include "api/http/answers/question.h"
#include "api/http/wire/conn.h"
#include "api/http/wire/reply.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "reports/reports.h"

#include <stdalign.h>
#include <stddef.h>
#include <string.h>

static enum MHD_Result failed(struct http_request *q, enum cv_err e, const struct cv_error *err,
	const struct reg_answer *a)
{
	struct http_problem p = http_problem_of(e, err);

	if (e != CV_E_AMBIGUOUS || a->view == NULL)
		return http_fail(q, e, err);
	p.candidates = a;
	if (!*p.parameter && a->candidate_field)
		p.parameter = a->candidate_field;
	return http_send_problem(q, &p);
}

/*
 * Was the same asked before? view: what is known now, if it may be about now; key: what it is remembered under;
 * *ret_again: it was asked, but its answer is not there.
 */
static bool repeated(struct http_request *q, struct http_memo_key *key, struct http_view **view, int64_t now,
	bool *ret_again)
{
	cv_day today = { .n = (int32_t)(now / (24 * 3600 * 1000)) };
	char at[CV_INSTANT_TEXT];

	*ret_again = false;
	if (strstr(q->query, "known_at"))
		return false;
	*view = http_conn_view(q->conn);
	*key = http_memo_key((*view)->id, today, q->query);
	cv_instant_text(now, at);
	http_view_known(*view, at);
	if (http_own && http_memo_get(&http_own->memo, key, at, &q->out))
		return true;
	if (!http_pressed_get(&q->srv->pressed, key, at, ret_again, &q->out))
		return false;
	if (http_own)
		http_memo_put(&http_own->memo, key, at, &q->out);
	return true;
}

enum MHD_Result http_get_mechanism(struct http_request *q)
{
	CV_AUTO(http_view_drop) struct http_view *view = NULL;
	alignas(max_align_t) char room[REG_ANSWER_ROOM];
	CV_AUTO(reg_answer_finish) struct reg_answer a = { 0 };
	struct http_question question;
	struct cv_error err;
	struct cv_json j = cv_json_to(&q->out);
	struct http_memo_key key = { .query = NULL };
	int64_t now = api_now_ms();
	enum cv_err e;
	bool again;

	if (repeated(q, &key, &view, now, &again))
		return http_send(q, MHD_HTTP_OK, HTTP_JSON);
	cv_arena_begin(&a.arena, room, sizeof(room));
	err.field[0] = err.msg[0] = '\0'; /* the rest is large and need not be cleared for each question */
	e = http_question_read(q->query, now, &question, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	if (question.value[HTTP_KNOWN_AT]) { /* also where its name was written with escapes */
		http_view_drop(&view);
		key.query = NULL;
	}
	if (view)
		http_view_known(view, question.known_at);
	if (view)
		e = reg_ask(view->v, &question.q, &a, &err);
	else
		e = http_question_ask(&q->srv->live, &question, &view, &a, &err);
	if (e != CV_OK)
		return failed(q, e, &err, &a);
	rep_answer_json(&a, &j);
	cv_str_putc(&q->out, '\n');
	if (key.query && again)
		http_pressed_put(&q->srv->pressed, &key, question.known_at, &q->out);
	if (key.query && http_own)
		http_memo_put(&http_own->memo, &key, question.known_at, &q->out);
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

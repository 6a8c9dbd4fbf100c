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

enum { LENGTHS = 64 }; /* an answer has a multiple of so many bytes */

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

/* Of the answers that are packed; *ret_again: it was asked before, but is not there. */
static bool unpacked(struct http_request *q, const struct http_memo_key *key, const char *at, bool *ret_again,
	struct http_kept *ret)
{
	struct cv_str *text = &http_own->unpacked;

	cv_str_clear(text);
	if (!http_pressed_get(&q->srv->pressed, key, at, ret_again, text))
		return false;
	http_memo_put(&http_own->memo, key, at, text);
	*ret = (struct http_kept){ text->data, text->len, NULL, 0 };
	return true;
}

/*
 * Was the same asked before? view: what is known now, at `at`; ret_key: what it is remembered under; *ret_again: it was
 * asked, but its answer is not there.
 */
static bool repeated(struct http_request *q, const struct http_view *view, int64_t now, const char *at,
	struct http_memo_key *ret_key, bool *ret_again, struct http_kept *ret)
{
	*ret_again = false;
	if (http_own == NULL)
		return false;
	*ret_key = http_memo_key(view->id, (cv_day){ .n = (int32_t)(now / (24 * 3600 * 1000)) }, q->query);
	return http_memo_get(&http_own->memo, ret_key, at, ret) ||
		(!strstr(q->query, "known_at") && unpacked(q, ret_key, at, ret_again, ret));
}

/*
 * With blanks before the end of the line, which JSON does not mind: then few lengths occur, and few envelopes
 * (wire/envelope.h) are in use, which the processor has at hand. To whoever listens to TLS a length tells less, too.
 */
static void end_line(struct cv_str *out)
{
	while (out->len % LENGTHS != LENGTHS - 1 && !out->failed)
		cv_str_putc(out, ' ');
	cv_str_putc(out, '\n');
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
	char at[CV_INSTANT_TEXT];
	struct http_kept kept;
	enum cv_err e;
	bool again;

	view = http_conn_view(q->conn);
	http_own_instant(now, at);
	http_view_known(view, at);
	if (repeated(q, view, now, at, &key, &again, &kept))
		return http_send_kept(q, &kept);
	cv_arena_begin(&a.arena, room, sizeof(room));
	err.field[0] = err.msg[0] = '\0'; /* the rest is large and need not be cleared for each question */
	e = http_question_read(q->query, now, &question, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	if (question.value[HTTP_KNOWN_AT]) { /* such are not remembered: they are about then */
		http_view_drop(&view);
		key.query = NULL;
	}
	if (view)
		memcpy(question.known_at, at, sizeof(at));
	if (view)
		e = reg_ask(view->v, &question.q, &a, &err);
	else
		e = http_question_ask(&q->srv->live, &question, &view, &a, &err);
	if (e != CV_OK)
		return failed(q, e, &err, &a);
	rep_answer_json(&a, &j);
	end_line(&q->out);
	if (key.query && again)
		http_pressed_put(&q->srv->pressed, &key, question.known_at, &q->out);
	if (key.query && http_own)
		http_memo_put(&http_own->memo, &key, question.known_at, &q->out);
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

#include "api/http/answers/cases.h"
#include "api/http/wire/input.h"
#include "api/http/wire/reply.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "registry/law/case.h"
#include "reports/reports.h"

#include <stdlib.h>

/* What one case needs to be decided: too large for a stack. */
struct room {
	struct law_case c;
	struct law_decision d[LAW_CASE_LEGS_MAX];
};

struct check {
	const struct law_pack *pack;
	struct room *room;
	struct cv_json j;
	bool begun;
};

static void room_free(struct room **r)
{
	free(*r);
}

static void begin(struct check *k)
{
	cv_json_open(&k->j, '{');
	cv_json_key(&k->j, "results");
	cv_json_open(&k->j, '[');
	k->begun = true;
}

static void note(void *ctx, const struct cv_error *wrong)
{
	http_errors_member(ctx, wrong->field, wrong->msg);
}

static enum cv_err decide(
	void *ctx, bool many, const struct law_case_in *in, struct http_errors *es, struct cv_error *err)
{
	struct check *k = ctx;
	struct room *r = k->room;

	if (many && !k->begun)
		begin(k);
	TRY(law_case_parse_all(k->pack, in, &r->c, note, es, err));
	if (es->n > 0)
		return CV_OK; /* of an earlier case: nothing will be answered but that */
	for (size_t i = 0; i < r->c.n_legs; i++)
		law_decide(k->pack, &r->c.leg[i], r->c.on, &r->d[i]);
	rep_case_json(k->pack, &r->c, r->d, &k->j);
	return CV_OK;
}

static enum MHD_Result refused(struct http_request *q, enum cv_err e, const struct cv_error *err,
	const struct cv_str *pointer, struct http_errors *es)
{
	struct http_problem p = http_problem_of(e, err);

	if (cv_err_fault(e) != CV_CALLER)
		return http_fail(q, e, err);
	if (es->n == 0)
		http_errors_add(es, cv_str_text(pointer), p.detail);
	p.errors = http_errors_end(es);
	p.pointer = cv_str_text(pointer);
	return http_send_problem(q, &p);
}

enum MHD_Result http_post_check(struct http_request *q)
{
	CV_AUTO(cv_str_finish) struct cv_str pointer = { 0 };
	CV_AUTO(http_errors_finish) struct http_errors es = { 0 };
	CV_AUTO(room_free) struct room *room = malloc(sizeof(*room));
	struct check k = { .pack = q->srv->pack, .room = room, .j = cv_json_to(&q->out) };
	struct cv_error err = { 0 };
	char buf[HTTP_TARGET_MAX + 1];
	bool many = false;
	enum cv_err e;

	if (room == NULL)
		return http_fail(q, CV_E_NOMEM, NULL);
	e = http_query_read(q->query, NULL, 0, buf, NULL, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	e = http_cases_each(cv_str_text(&q->body), q->body.len, decide, &k, &many, &es, &pointer, &err);
	cv_str_finish(&q->body);
	if (e != CV_OK)
		return refused(q, e, &err, &pointer, &es);
	if (many && !k.begun)
		begin(&k);
	if (many) {
		cv_json_close(&k.j, ']');
		cv_json_close(&k.j, '}');
	}
	cv_str_putc(&q->out, '\n');
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

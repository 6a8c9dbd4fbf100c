/* Vendors: who stands where, the gate of one, what a new one would need; and the steps that are procedures. */
#include "api/http/desk/onboarding.h"

#include "api/clock.h"
#include "api/http/answers/question.h"
#include "api/http/records/change.h"
#include "api/http/server.h"
#include "api/http/wire/input.h"
#include "reports/onboard.h"

#include <stdlib.h>
#include <string.h>

/* ---- reading ---------------------------------------------------------------------------------------------------- */

enum { P_ON, P_KNOWN_AT, P_WITHIN, P_OF_ONE, P_STATUS = P_OF_ONE, P_ATTENTION, P_LIMIT, P_CURSOR, P_ALL };
static const char *const param[P_ALL] = { "on", "known_at", "within", "status", "attention", "limit", "cursor" };

struct asked {
	char buf[HTTP_TARGET_MAX + 1], known_at[CV_INSTANT_TEXT];
	const char *value[P_ALL];
	cv_day on;
	int within, limit;
};

static enum cv_err number(const char *text, const char *name, int low, int high, int *ret, struct cv_error *err)
{
	size_t digits = text ? strspn(text, "0123456789") : 0;

	if (text == NULL)
		return CV_OK;
	*ret = digits > 0 && digits < 6 && text[digits] == '\0' ? (int)strtol(text, NULL, 10) : -1;
	if (*ret < low || *ret > high)
		return cv_fail_at(err, CV_E_VALUE, name, "\"%s\" must be a number from %d to %d", name, low, high);
	return CV_OK;
}

static enum cv_err read_asked(const struct http_request *q, bool list, struct asked *a, struct cv_error *err)
{
	int64_t now = api_now_ms();

	a->within = REG_SOON_DAYS;
	a->limit = HTTP_VENDORS_DEFAULT;
	TRY(http_query_read(q->query, param, list ? P_ALL : P_OF_ONE, a->buf, a->value, err));
	TRY(http_day_read(a->value[P_ON], now, &a->on, err));
	TRY(http_instant_read(a->value[P_KNOWN_AT], now, a->known_at, err));
	TRY(number(a->value[P_WITHIN], "within", 0, REG_DAYS_MAX, &a->within, err));
	return list ? number(a->value[P_LIMIT], "limit", 1, HTTP_VENDORS_MAX, &a->limit, err) : CV_OK;
}

static enum cv_err view_of(struct http_request *q, struct asked *a, struct http_view **ret, struct cv_error *err)
{
	if (a->value[P_KNOWN_AT])
		return http_live_at(&q->srv->live, a->known_at, ret, err);
	*ret = http_live_known(&q->srv->live, a->known_at);
	return CV_OK;
}

static enum cv_err list_of(const struct asked *a, struct rep_vendors *t, struct cv_error *err)
{
	const char *status = a->value[P_STATUS], *attention = a->value[P_ATTENTION], *cursor = a->value[P_CURSOR];

	if (status && !reg_status_parse(status, &t->status))
		return cv_fail_at(err, CV_E_UNKNOWN_WORD, "status",
			"\"status\" must be proposed, under-review, approved, active, suspended or ended");
	if (attention && !cv_streq(attention, "true") && !cv_streq(attention, "false"))
		return cv_fail_at(err, CV_E_UNKNOWN_WORD, "attention", "\"attention\" must be true or false");
	t->attention = attention && cv_streq(attention, "true");
	t->first = cursor ? reg_view_party(t->view, cursor) : 0;
	if (t->first == REG_NOBODY)
		return cv_fail_at(err, CV_E_VALUE, "cursor", "\"cursor\" must be the \"next\" of the page before");
	t->end = t->view->n_parties - t->first > HTTP_VENDORS_LOOKED ? t->first + HTTP_VENDORS_LOOKED
								     : t->view->n_parties;
	t->limit = (size_t)a->limit;
	return CV_OK;
}

enum MHD_Result http_get_vendors(struct http_request *q)
{
	CV_AUTO(http_view_drop) struct http_view *view = NULL;
	CV_AUTO(reg_attention_finish) struct reg_attentions all = { 0 };
	struct rep_vendors t = { .all = &all };
	struct cv_json j = cv_json_to(&q->out);
	struct asked a = { 0 };
	struct cv_error err = { 0 };
	enum cv_err e = read_asked(q, true, &a, &err);

	if (e == CV_OK)
		e = view_of(q, &a, &view, &err);
	if (e == CV_OK) {
		t.view = view->v;
		t.on = a.on;
		e = list_of(&a, &t, &err);
	}
	if (e == CV_OK)
		e = reg_attention(t.view, t.first, t.end, a.on, a.within, &all, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	rep_vendors_json(&t, &j);
	cv_str_putc(&q->out, '\n');
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

static enum cv_err find(const struct reg_view *v, const char *id, uint32_t *ret, struct cv_error *err)
{
	*ret = reg_view_party(v, id);
	if (*ret == REG_NOBODY || !v->party[*ret].vendor)
		return cv_fail(err, CV_E_NOT_FOUND, "there is no vendor '%s'", strlen(id) <= 64 ? id : "...");
	return CV_OK;
}

enum MHD_Result http_get_vendor(struct http_request *q)
{
	CV_AUTO(http_view_drop) struct http_view *view = NULL;
	CV_AUTO(reg_gate_finish) struct reg_gate gate = { 0 };
	CV_AUTO(reg_attention_finish) struct reg_attentions all = { 0 };
	struct rep_vendor t = { .gate = &gate, .attention = &all };
	struct cv_json j = cv_json_to(&q->out);
	char id[HTTP_TARGET_MAX + 1];
	struct asked a = { 0 };
	struct cv_error err = { 0 };
	enum cv_err e = http_id_of(q, id, &err);

	if (e == CV_OK)
		e = read_asked(q, false, &a, &err);
	if (e == CV_OK)
		e = view_of(q, &a, &view, &err);
	if (e == CV_OK)
		e = find(view->v, id, &t.party, &err);
	if (e == CV_OK)
		e = reg_gate_look(view->v, t.party, a.on, &gate, &err);
	if (e == CV_OK)
		e = reg_attention(view->v, t.party, t.party + 1, a.on, a.within, &all, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	t.view = view->v;
	rep_vendor_json(&t, &j);
	cv_str_putc(&q->out, '\n');
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

/* ---- nothing on file yet ---------------------------------------------------------------------------------------- */

static void need_drop(struct http_need **n)
{
	if (*n)
		http_need_finish(*n);
	free(*n);
}

static enum MHD_Result refused(
	struct http_request *q, enum cv_err e, const struct cv_error *err, const struct cv_str *pointer)
{
	struct http_problem p = http_problem_of(e, err);

	if (cv_err_fault(e) != CV_CALLER)
		return http_fail(q, e, err);
	p.pointer = cv_str_text(pointer);
	cv_str_clear(&q->out);
	return http_send_problem(q, &p);
}

enum MHD_Result http_post_vendor_check(struct http_request *q)
{
	CV_AUTO(http_view_drop) struct http_view *view = http_live_now(&q->srv->live);
	CV_AUTO(need_drop) struct http_need *n = calloc(1, sizeof(*n));
	struct cv_json j = cv_json_to(&q->out);
	struct cv_error err = { 0 };
	char buf[HTTP_TARGET_MAX + 1];
	enum law_outcome outcome;
	enum cv_err e;

	if (n == NULL)
		return http_fail(q, CV_E_NOMEM, NULL);
	e = http_query_read(q->query, NULL, 0, buf, NULL, &err);
	if (e != CV_OK)
		return http_fail(q, e, &err);
	e = http_day_read(NULL, api_now_ms(), &n->in.on, &err);
	if (e == CV_OK)
		e = http_need_read(n, view->v, cv_str_text(&q->body), q->body.len, &err);
	if (e == CV_OK)
		e = rep_need_json(&n->in, n->left, &j, &outcome, &err);
	cv_str_finish(&q->body);
	if (e != CV_OK)
		return refused(q, e, &err, &n->pointer);
	cv_str_putc(&q->out, '\n');
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

/* ---- procedures ------------------------------------------------------------------------------------------------- */

/* What the path names is not there: that is no defect of the body. */
static enum cv_err of_path(struct http_change *c, enum cv_err e)
{
	if (e == CV_E_NOT_FOUND || e == CV_E_AMBIGUOUS || e == CV_E_CONFLICT)
		c->err.field[0] = '\0';
	return e;
}

static const char *who(const struct http_change *c)
{
	return *c->q->who ? c->q->who : "http";
}

enum cv_err http_vendor_status(struct http_change *c, struct reg *r, const struct http_members *in)
{
	cv_day on;
	int64_t n;

	TRY(http_change_day(c, in, "on", &on));
	TRY(of_path(c, reg_vendor_move(r, c->id, http_member(in, "status"), on, &n, &c->err)));
	http_change_shows(c, REG_PARTIES, n);
	return CV_OK;
}

static const char *said(const struct http_members *in, const char *name)
{
	const char *text = http_member(in, name);

	return *text ? text : NULL;
}

enum cv_err http_vendor_item(struct http_change *c, struct reg *r, const struct http_members *in)
{
	struct reg_check_in check = { .item = http_member(in, "item"),
		.state = http_member(in, "state"),
		.document = said(in, "document"),
		.sha256 = said(in, "sha256"),
		.note = said(in, "note") };
	char day[CV_DAY_TEXT];
	cv_day on;
	int64_t n;

	TRY(http_change_day(c, in, "day", &on));
	check.day = cv_day_text(on, day);
	check.who = who(c);
	TRY(of_path(c, reg_vendor_check(r, c->id, &check, &n, &c->err)));
	http_change_shows(c, REG_CHECKS, n);
	return CV_OK;
}

enum cv_err http_vendor_override(struct http_change *c, struct reg *r, const struct http_members *in)
{
	cv_day granted, expires;
	int64_t n;

	TRY(http_change_day(c, in, "granted", &granted));
	TRY(http_change_day(c, in, "expires", &expires));
	TRY(of_path(
		c, reg_vendor_override(r, c->id, http_member(in, "reason"), who(c), granted, expires, &n, &c->err)));
	http_change_shows(c, REG_OVERRIDES, n);
	c->status = MHD_HTTP_CREATED;
	return CV_OK;
}

enum cv_err http_vendor_revoke(struct http_change *c, struct reg *r, const struct http_members *in)
{
	cv_day on;
	int64_t n;

	TRY(http_change_day(c, in, "on", &on));
	TRY(of_path(c, reg_vendor_revoke(r, c->id, on, &n, &c->err)));
	http_change_shows(c, REG_OVERRIDES, n);
	return CV_OK;
}

/* The desk for notices over HTTP: each deed is one of registry/desk/notice.h. */
#include "api/http/desk/notices.h"

#include "api/http/answers/question.h"
#include "api/http/records/change.h"
#include "api/http/server.h"
#include "registry/pages.h"
#include "reports/notice.h"

#include <string.h>

static const char *who(const struct http_change *c)
{
	return *c->q->who ? c->q->who : "http";
}

/* The member, or NULL where it is not there. */
static const char *said(const struct http_members *in, const char *name)
{
	const char *value = http_member(in, name);

	return *value ? value : NULL;
}

/*
 * What is wrong with the record that the path names is no fault of the body: it is not there (404), or where it stands
 * does not allow it (409).
 */
static enum cv_err told(struct http_change *c, enum cv_err e)
{
	bool path = cv_streq(c->err.field, "notice") || cv_streq(c->err.field, "objection");

	if (e == CV_E_MOVE || e == CV_E_CONFLICT || (e == CV_E_NOT_FOUND && path))
		c->err.field[0] = '\0';
	return e;
}

/* The same where a column of the record is the day that the body calls on. */
static enum cv_err told_on(struct http_change *c, enum cv_err e)
{
	static const char *const column[] = { "announced", "effective", "decided", "closed" };

	for (size_t i = 0; i < CV_LEN(column) && e != CV_OK; i++)
		if (cv_streq(c->err.field, column[i]))
			memcpy(c->err.field, "on", sizeof("on"));
	return told(c, e);
}

/* A member that is a day; today where it is not said. */
static enum cv_err day_of(struct http_change *c, const struct http_members *in, const char *name, cv_day *ret)
{
	const char *text = http_member(in, name);

	TRY(http_day_read(NULL, c->now_ms, ret, &c->err));
	if (*text == '\0' || cv_day_parse(text, strlen(text), ret))
		return CV_OK;
	return cv_fail_at(&c->err, CV_E_DATE, name, "%s must be a day of the calendar, written YYYY-MM-DD", name);
}

static enum cv_err number(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	CV_UNUSED(err);
	*(int64_t *)ctx = v->n;
	return CV_OK;
}

/* The answer shows the record of that id. */
static enum cv_err shows(struct http_change *c, struct reg *r, enum reg_kind kind, const char *id, int status)
{
	int64_t n = 0;
	bool found;

	TRY(reg_get(r, kind, id, INT64_MAX, number, &n, &found, &c->err));
	http_change_shows(c, kind, n);
	c->status = status;
	return CV_OK;
}

/* ---- written --------------------------------------------------------------------------------------------------- */

static void written(const struct http_members *in, bool vendors, const char *cell[REG_COLUMNS_MAX])
{
	static const struct {
		const char *member;
		int column;
	} of[] = { { "id", REG_N_ID }, { "change", REG_N_CHANGE }, { "subject", REG_N_SUBJECT },
		{ "subject_name", REG_N_SUBJECT_NAME }, { "replaces", REG_N_REPLACES }, { "country", REG_N_COUNTRY },
		{ "what", REG_N_WHAT }, { "mechanism", REG_N_MECHANISM }, { "effective", REG_N_EFFECTIVE },
		{ "note", REG_N_NOTE } };

	for (size_t i = 0; i < CV_LEN(of); i++)
		cell[of[i].column] = said(in, of[i].member);
	if (!vendors)
		return;
	cell[REG_N_VENDOR] = said(in, "vendor");
	cell[REG_N_ANNOUNCED] = said(in, "announced");
	cell[REG_N_DEADLINE] = said(in, "deadline");
	cell[REG_N_SOURCE] = said(in, "source");
}

enum cv_err http_notice_draft(struct http_change *c, struct reg *r, const struct http_members *in)
{
	const char *cell[REG_COLUMNS_MAX] = { 0 }, *id;

	written(in, false, cell);
	TRY(told(c, reg_notice_draft(r, "", cell, &id, &c->err)));
	return shows(c, r, REG_NOTICES, id, MHD_HTTP_CREATED);
}

enum cv_err http_notice_receive(struct http_change *c, struct reg *r, const struct http_members *in)
{
	const char *cell[REG_COLUMNS_MAX] = { 0 }, *id;

	written(in, true, cell);
	TRY(told(c, reg_notice_receive(r, cell, &id, &c->err)));
	return shows(c, r, REG_NOTICES, id, MHD_HTTP_CREATED);
}

/* ---- on its way ------------------------------------------------------------------------------------------------ */

enum cv_err http_notice_announce(struct http_change *c, struct reg *r, const struct http_members *in)
{
	cv_day on = CV_DAY_NONE; /* today of the change */

	if (*http_member(in, "on"))
		TRY(day_of(c, in, "on", &on));
	TRY(told_on(c, reg_notice_announce(r, c->id, on, rep_notice_letter, c->q->srv->templates, &c->err)));
	return shows(c, r, REG_NOTICES, c->id, MHD_HTTP_OK);
}

enum cv_err http_notice_effective(struct http_change *c, struct reg *r, const struct http_members *in)
{
	cv_day on;

	TRY(day_of(c, in, "on", &on));
	TRY(told_on(c, reg_notice_effective(r, c->id, on, &c->err)));
	return shows(c, r, REG_NOTICES, c->id, MHD_HTTP_OK);
}

enum cv_err http_notice_withdraw(struct http_change *c, struct reg *r, const struct http_members *in)
{
	TRY(told(c, reg_notice_withdraw(r, c->id, http_member(in, "reason"), &c->err)));
	return shows(c, r, REG_NOTICES, c->id, MHD_HTTP_OK);
}

enum cv_err http_notice_decide(struct http_change *c, struct reg *r, const struct http_members *in)
{
	const char *decision = http_member(in, "decision");
	bool accept = cv_streq(decision, "accepted");
	cv_day on;

	if (!accept && !cv_streq(decision, "objected"))
		return http_change_wrong(c, "decision", "decision must be accepted or objected");
	TRY(day_of(c, in, "on", &on));
	TRY(told_on(c, reg_notice_decide(r, c->id, accept, on, who(c), http_member(in, "note"), &c->err)));
	return shows(c, r, REG_NOTICES, c->id, MHD_HTTP_OK);
}

/* ---- answered, overridden -------------------------------------------------------------------------------------- */

enum cv_err http_notice_object(struct http_change *c, struct reg *r, const struct http_members *in)
{
	const char *id;
	cv_day received;

	TRY(day_of(c, in, "received", &received));
	TRY(told(c,
		reg_notice_object(
			r, c->id, http_member(in, "customer"), received, http_member(in, "reason"), &id, &c->err)));
	return shows(c, r, REG_OBJECTIONS, id, MHD_HTTP_CREATED);
}

enum cv_err http_notice_agree(struct http_change *c, struct reg *r, const struct http_members *in)
{
	const char *id;
	cv_day received;

	TRY(day_of(c, in, "received", &received));
	TRY(told(c, reg_notice_agree(r, c->id, http_member(in, "customer"), received, &id, &c->err)));
	return shows(c, r, REG_OBJECTIONS, id, MHD_HTTP_CREATED);
}

enum cv_err http_objection_settle(struct http_change *c, struct reg *r, const struct http_members *in)
{
	cv_day on;

	TRY(day_of(c, in, "on", &on));
	TRY(told_on(c,
		reg_notice_settle(r, c->id, http_member(in, "outcome"), on, who(c), http_member(in, "note"), &c->err)));
	return shows(c, r, REG_OBJECTIONS, c->id, MHD_HTTP_OK);
}

enum cv_err http_notice_override(struct http_change *c, struct reg *r, const struct http_members *in)
{
	const char *id;
	cv_day expires;

	TRY(day_of(c, in, "expires", &expires));
	TRY(told(c, reg_notice_override(r, c->id, http_member(in, "reason"), expires, who(c), &id, &c->err)));
	return shows(c, r, REG_OVERRIDES, id, MHD_HTTP_CREATED);
}

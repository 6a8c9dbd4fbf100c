/* Inquiries changed: answered, closed, extended, paused, assigned, opened again. */
#include "api/http/desk/inquiries.h"

#include "api/http/answers/question.h"
#include "api/http/records/change.h"
#include "api/http/server.h"
#include "reports/letters/inquiry.h"
#include "reports/reports.h"

#include <string.h>

static const char *who(const struct http_change *c)
{
	return *c->q->who ? c->q->who : "http";
}

static const char *said(const struct http_members *in, const char *name)
{
	const char *text = http_member(in, name);

	return *text ? text : NULL;
}

/* The day of the member "on", today where it is not said; and today. */
static enum cv_err days(struct http_change *c, const struct http_members *in, cv_day *on, cv_day *today)
{
	TRY(http_day_read(NULL, c->now_ms, today, &c->err));
	return http_change_day(c, in, "on", on);
}

/* The columns of the record are not the members of these bodies: what is wrong is told of the latter. */
static enum cv_err told_of(struct http_change *c, enum cv_err e, const char *column, const char *member)
{
	if (e != CV_OK && cv_streq(c->err.field, column))
		memcpy(c->err.field, member, strlen(member) + 1);
	return e;
}

struct deed {
	struct cv_arena arena;
	struct reg_copy inquiry;
	cv_day on, today;
};

static void finish(struct deed *d)
{
	cv_arena_finish(&d->arena);
}

static enum cv_err find(struct http_change *c, struct reg *r, struct deed *d)
{
	enum cv_err e = reg_inquiry_find(r, c->id, &d->arena, &d->inquiry, &c->err);

	c->err.field[0] = '\0'; /* it is in the address, not in the body */
	if (e == CV_OK)
		http_change_shows(c, REG_INQUIRIES, d->inquiry.n);
	return e;
}

enum cv_err http_inquiry_close(struct http_change *c, struct reg *r, const struct http_members *in)
{
	CV_AUTO(finish) struct deed d = { .on = CV_DAY_NONE };

	TRY(days(c, in, &d.on, &d.today));
	TRY(find(c, r, &d));
	return told_of(c,
		reg_inquiry_close(
			r, &d.inquiry, http_member(in, "outcome"), http_member(in, "note"), d.on, d.today, &c->err),
		"closed", "on");
}

enum cv_err http_inquiry_extend(struct http_change *c, struct reg *r, const struct http_members *in)
{
	CV_AUTO(finish) struct deed d = { .on = CV_DAY_NONE };
	enum cv_err e;

	TRY(days(c, in, &d.on, &d.today));
	TRY(find(c, r, &d));
	e = reg_inquiry_extend(r, &d.inquiry, d.on, http_member(in, "reason"), d.today, &c->err);
	return told_of(c, told_of(c, e, "extended", "on"), "extension_reason", "reason");
}

enum cv_err http_inquiry_identity(struct http_change *c, struct reg *r, const struct http_members *in)
{
	CV_AUTO(finish) struct deed d = { .on = CV_DAY_NONE };
	enum cv_err e;

	TRY(days(c, in, &d.on, &d.today));
	TRY(find(c, r, &d));
	e = reg_inquiry_identity(r, &d.inquiry, http_member(in, "identity"), d.on, d.today, &c->err);
	return told_of(c, told_of(c, e, "identity_asked", "on"), "identity_proven", "on");
}

enum cv_err http_inquiry_assign(struct http_change *c, struct reg *r, const struct http_members *in)
{
	CV_AUTO(finish) struct deed d = { .on = CV_DAY_NONE };

	TRY(find(c, r, &d));
	return reg_inquiry_assign(r, &d.inquiry, http_member(in, "assigned"), &c->err);
}

enum cv_err http_inquiry_reopen(struct http_change *c, struct reg *r, const struct http_members *in)
{
	CV_AUTO(finish) struct deed d = { .on = CV_DAY_NONE };

	CV_UNUSED(in);
	TRY(find(c, r, &d));
	return reg_inquiry_reopen(r, &d.inquiry, &c->err);
}

/* ---- answered -------------------------------------------------------------------------------------------------- */

struct answering {
	struct deed d;
	struct rep_draft draft;
	struct reg_state state;
	struct cv_str text, used; /* the letter; the template, and whether the text is another */
	char id[REG_DESK_ID];
};

static void answering_finish(struct answering *a)
{
	rep_draft_finish(&a->draft);
	cv_str_finish(&a->text);
	cv_str_finish(&a->used);
	finish(&a->d);
}

static enum cv_err write_letter(struct answering *a, const char *by_hand, struct cv_error *err)
{
	rep_letter_text(cv_str_text(&a->draft.letter), REP_WIDTH, &a->text);
	rep_draft_template(&a->draft, &a->used);
	if (by_hand && !cv_streq(by_hand, cv_str_text(&a->text))) {
		cv_str_puts(&a->used, " edited");
		cv_str_clear(&a->text);
		cv_str_puts(&a->text, by_hand);
	}
	return a->text.failed || a->used.failed ? cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM)) : CV_OK;
}

static enum cv_err answer(struct http_change *c, struct reg *r, const struct http_members *in, struct answering *a)
{
	struct rep_draft_ask ask = { .inquiry = &a->d.inquiry,
		.audience = said(in, "audience"),
		.language = said(in, "language"),
		.on = a->d.on,
		.state = &a->state,
		.folder = c->q->srv->templates };
	struct reg_reply reply;
	int64_t n;

	TRY(reg_state_now(r, &a->state, &c->err));
	TRY(rep_inquiry_draft(r, &ask, &a->draft, &c->err));
	TRY(write_letter(a, said(in, "letter"), &c->err));
	reply = (struct reg_reply){ .given = a->d.on,
		.on = a->d.on,
		.given_by = who(c),
		.audience = a->draft.audience,
		.language = a->draft.language,
		.state = a->state,
		.template_used = cv_str_text(&a->used),
		.legs = cv_str_text(&a->draft.legs),
		.letter = cv_str_text(&a->text) };
	TRY(reg_inquiry_answer(r, &a->d.inquiry, &reply, a->id, &n, &c->err));
	http_change_shows(c, REG_REPLIES, n);
	c->status = MHD_HTTP_CREATED;
	return CV_OK;
}

/* A word of the body that the columns of a reply would refuse only once the letter is written. */
static enum cv_err word(struct http_change *c, struct reg *r, const struct http_members *in, const char *name)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };
	const char *text = http_member(in, name);

	return reg_cell(
		reg_pack(r), REG_REPLIES, reg_column_index(REG_REPLIES, name), text, strlen(text), &out, &c->err);
}

enum cv_err http_inquiry_answer(struct http_change *c, struct reg *r, const struct http_members *in)
{
	CV_AUTO(answering_finish) struct answering a = { .id = "" };

	TRY(days(c, in, &a.d.on, &a.d.today));
	TRY(word(c, r, in, "audience"));
	TRY(word(c, r, in, "language"));
	TRY(find(c, r, &a.d));
	if (a.d.on.n > a.d.today.n)
		return http_change_wrong(c, "on", "an answer is not given on a day to come");
	if (a.d.on.n < reg_copied_day(&a.d.inquiry, "received").n)
		return http_change_wrong(c, "on", "on that day the inquiry had not come in");
	return answer(c, r, in, &a);
}

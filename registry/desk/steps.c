/* reg_put() and undoing held to the table of moves. */
#include "registry/desk/moves.h"

#include "registry/desk/vendor.h"
#include "registry/imports.h"
#include "registry/reg.h"

#include <stdio.h>
#include <string.h>

/* Behind the gate, or kept from use by somebody who decided it. */
static bool decided(const char *word)
{
	enum reg_status s;

	return reg_status_parse(word, &s) && (s == REG_APPROVED || s == REG_ACTIVE || s == REG_SUSPENDED);
}

static bool in_use(const char *word)
{
	return decided(word) && !cv_streq(word, "suspended");
}

static const char *status(const char *const *party)
{
	const char *word = party[reg_column_index(REG_PARTIES, "status")];

	return word ? word : "";
}

void reg_desk(struct reg *r, bool procedure)
{
	r->procedure = procedure;
}

/* ---- what is refused -------------------------------------------------------------------------------------------- */

static enum cv_err no_such_step(
	enum reg_kind kind, const char *column, const char *from, const char *to, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str next = { 0 };

	reg_steps_from(kind, from, &next);
	return cv_fail_at(err, CV_E_MOVE, column, "%s cannot go from %s to %s; from %s it can go to: %s", column, from,
		to, from, cv_str_text(&next));
}

static enum cv_err only_at_the_desk(const struct reg_step *s, const char *from, struct cv_error *err)
{
	return cv_fail_at(err, CV_E_MOVE, s->column,
		"%s does not go from %s to %s by changing the word, because more belongs to it: %s, or %s", s->column,
		from, s->to, s->command, s->route);
}

static enum cv_err step(struct reg *r, enum reg_kind kind, const char *column, const char *from, const char *to,
	struct cv_error *err)
{
	const struct reg_step *s;

	if (cv_streq(from, to))
		return CV_OK;
	s = reg_step_find(kind, from, to);
	if (s == NULL)
		return no_such_step(kind, column, from, to, err);
	return s->command == NULL || r->procedure ? CV_OK : only_at_the_desk(s, from, err);
}

/* ---- a vendor --------------------------------------------------------------------------------------------------- */

/* What was ever said of a party, but by imports that were undone. */
struct past {
	struct reg *r;
	char last[16]; /* where it stood when it last was a vendor with a status; "": never */
	char word[16]; /* the one it had last, as whatever; "": never any */
	/* it ended only because a file of the open import's source did not have it; and where it stood before */
	bool absent;
	char before[16];
};

struct from_import {
	const char *source; /* of the open import */
	bool undone, same;
};

static enum cv_err see_import(void *ctx, const struct reg_import *i, struct cv_error *err)
{
	struct from_import *f = ctx;

	CV_UNUSED(err);
	f->undone = i->undone != 0;
	f->same = *f->source && cv_streq(i->source, f->source);
	return CV_OK;
}

static enum cv_err look_back(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct past *p = ctx;
	const char *word = status(v->record.cell);
	struct from_import f = { .source = p->r->source };

	if (*word == '\0')
		return CV_OK;
	if (v->source.import)
		TRY(reg_import_get(p->r, v->source.import, see_import, &f, err));
	if (f.undone)
		return CV_OK;
	if (!cv_streq(word, "ended")) {
		p->absent = false;
	} else if (!cv_streq(p->last, "ended")) {
		p->absent = f.same && v->source.line == 0;
		memcpy(p->before, p->last, sizeof(p->before));
	}
	snprintf(p->word, sizeof(p->word), "%s", word);
	if (reg_is_vendor_row(v->record.cell))
		snprintf(p->last, sizeof(p->last), "%s", word);
	return CV_OK;
}

/* Who may not decide files a vendor before the gate. */
static enum cv_err beginning(struct reg *r, const char *to, struct cv_error *err)
{
	if (!r->closed_gate || r->procedure || !decided(to))
		return CV_OK;
	return cv_fail_at(err, CV_E_MOVE, "status",
		"a vendor begins as proposed or under-review; that it is %s is for the data protection officer to say: "
		"file it as proposed, then POST /v1/parties/{id}/status",
		to);
}

/*
 * What was something else with a status becomes a vendor: that status was none of a vendor, so it is not moved past the
 * gate on the way. Whoever decides may say that it was one all the time; no decision is on file of it then, and is missed.
 */
static enum cv_err becoming(struct reg *r, const char *from, const char *to, struct cv_error *err)
{
	if (r->procedure || !decided(to) || cv_streq(from, to))
		return CV_OK;
	return cv_fail_at(err, CV_E_MOVE, "status",
		"what was none becomes a vendor as proposed or under-review, not as %s: no gate was looked at; then "
		"chapterv onboard move ID STATUS, or POST /v1/parties/{id}/status",
		to);
}

static enum cv_err taken_away(const char *from, struct cv_error *err)
{
	return cv_fail_at(err, CV_E_MOVE, "status",
		"status cannot be taken away from a vendor that is %s: somebody decided it; say what it is now, ended "
		"where it is over",
		from);
}

/* Its absence was all that spoke for the end: now that it is there again it stands where it stood, or goes on. */
static enum cv_err back_again(
	struct reg *r, const char *from, const char *to, const char *before, struct cv_error *err)
{
	if (*before == '\0')
		return beginning(r, to, err);
	if (!cv_streq(to, before))
		return reg_step_find(REG_PARTIES, from, to) ? CV_OK : step(r, REG_PARTIES, "status", before, to, err);
	if (!r->closed_gate || !decided(to))
		return CV_OK;
	return cv_fail_at(err, CV_E_MOVE, "status",
		"it ended because it was absent from an earlier edition of this file; that it is %s again is for the "
		"data protection officer to say: file it as proposed, or let them import the file",
		to);
}

static enum cv_err vendor_step(
	struct reg *r, int64_t n, const char *const *old, const char *const *now, struct cv_error *err)
{
	const char *to = status(now), *from = old && reg_is_vendor_row(old) ? status(old) : "";
	struct past past = { .r = r };

	if (*to == '\0')
		return decided(from) ? taken_away(from, err) : CV_OK;
	if (*from && (!cv_streq(from, "ended") || *r->source == '\0'))
		return step(r, REG_PARTIES, "status", from, to, err);
	if (old)
		TRY(reg_versions(r, REG_PARTIES, n, look_back, &past, err));
	if (*from)
		return past.absent ? back_again(r, from, to, past.before, err)
				   : step(r, REG_PARTIES, "status", from, to, err);
	TRY(beginning(r, to, err));
	if (*past.last)
		return step(r, REG_PARTIES, "status", past.last, to, err);
	return *past.word ? becoming(r, past.word, to, err) : CV_OK;
}

/* ---- the check -------------------------------------------------------------------------------------------------- */

static const char *column_of(enum reg_kind kind)
{
	const struct reg_step *s;

	for (size_t i = 0; (s = reg_step_at(i)); i++)
		if (s->kind == kind)
			return s->column;
	return NULL;
}

/* That a vendor was approved is recorded by what approves it, and by who may. */
static enum cv_err decision(struct reg *r, const char *const *now, struct cv_error *err)
{
	const char *item = now[reg_column_index(REG_CHECKS, "item")];

	if (!r->closed_gate || r->procedure || !cv_streq(item ? item : "", REG_DECISION))
		return CV_OK;
	return cv_fail_at(err, CV_E_MOVE, "item",
		"the decision about a vendor is recorded by its move (POST /v1/parties/{id}/status), or by the data "
		"protection officer");
}

/*
 * An answer was given as it was given: what it said, to whom, and what it rests on stay. Where it is known from, and
 * what was left empty, may still be said.
 */
static enum cv_err frozen(const char *const *old, const char *const *now, struct cv_error *err)
{
	const struct reg_kind_info *info = reg_kind_info(REG_REPLIES);

	for (size_t i = 0; old && i < info->n; i++) {
		const char *was = old[i] ? old[i] : "";

		if (*was && !cv_streq(info->column[i].name, "source") && !cv_streq(was, now[i] ? now[i] : ""))
			return cv_fail_at(err, CV_E_MOVE, info->column[i].name,
				"the reply %s was given: its %s stays as it was; answer again (chapterv inquiry answer "
				"ID, or POST /v1/inquiries/{id}/answer)",
				old[0], info->column[i].name);
	}
	return CV_OK;
}

/* More belongs to the end of an inquiry than the word: on which day, and how it ended. */
static enum cv_err closing(const char *from, const char *const *now, struct cv_error *err)
{
	static const char *const needed[] = { "closed", "outcome" };
	const char *outcome = now[reg_column_index(REG_INQUIRIES, "outcome")],
		   *note = now[reg_column_index(REG_INQUIRIES, "note")];

	for (size_t i = 0; i < CV_LEN(needed); i++) {
		const char *text = now[reg_column_index(REG_INQUIRIES, needed[i])];

		if (text == NULL || *text == '\0')
			return cv_fail_at(err, CV_E_MOVE, needed[i],
				"an inquiry that is closed says on which day (closed) and how it ended (outcome): "
				"chapterv inquiry close ID --outcome HOW, or POST /v1/inquiries/{id}/close");
	}
	if (cv_streq(outcome, "answered") && !cv_streq(from, "answered"))
		return cv_fail_at(err, CV_E_MOVE, "outcome",
			"it is %s and was not answered: answer it first, or say how it ends: refused, withdrawn, "
			"not-identified or duplicate",
			from);
	if ((cv_streq(outcome, "refused") || cv_streq(outcome, "not-identified")) && (note == NULL || *note == '\0'))
		return cv_fail_at(err, CV_E_MOVE, "note",
			"why is missing: the asker is told why nothing is done (GDPR art. 12(4)), and it is kept");
	return CV_OK;
}

enum cv_err reg_step_check(struct reg *r, enum reg_kind kind, int64_t n, const char *const *old,
	const char *const *now, struct cv_error *err)
{
	const char *column = column_of(kind), *from, *to;
	int i = column ? reg_column_index(kind, column) : -1;

	if (kind == REG_CHECKS)
		return decision(r, now, err);
	if (kind == REG_REPLIES)
		return frozen(old, now, err);
	if (kind == REG_PARTIES)
		return reg_is_vendor_row(now) ? vendor_step(r, n, old, now, err) : CV_OK;
	if (i < 0)
		return CV_OK;
	from = old && old[i] ? old[i] : "";
	to = now[i] ? now[i] : "";
	if (*from && *to)
		TRY(step(r, kind, column, from, to, err));
	return kind == REG_INQUIRIES && *from && !cv_streq(from, to) && cv_streq(to, "closed") ? closing(from, now, err)
											       : CV_OK;
}

enum cv_err reg_step_back_check(
	struct reg *r, enum reg_kind kind, const char *const *now, const char *const *before, struct cv_error *err)
{
	if (kind != REG_PARTIES || !r->closed_gate || !reg_is_vendor_row(before) || !in_use(status(before)) ||
		(reg_is_vendor_row(now) && in_use(status(now))))
		return CV_OK;
	return cv_fail_at(err, CV_E_MOVE, "status",
		"undoing it would make %s %s again, past the gate: that is for the data protection officer to do, or "
		"POST /v1/parties/{id}/status",
		before[0], status(before));
}

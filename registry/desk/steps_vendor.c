/* The steps of a vendor: past the gate, become one, taken away, back again, undone. */
#include "registry/desk/steps.h"
#include "registry/desk/vendor.h"
#include "registry/imports.h"

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

/* ---- what was said before ---------------------------------------------------------------------------------------- */

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

/* ---- the step ---------------------------------------------------------------------------------------------------- */

static enum cv_err along(struct reg *r, const char *from, const char *to, struct cv_error *err)
{
	return reg_step_along(r, REG_PARTIES, "status", from, to, err);
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
 * What was something else with a status becomes a vendor: that status was none of a vendor, so it is not moved past
 * the gate on the way. Whoever decides may say that it was one all the time; no decision is on file of it then, and is
 * missed.
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
		return reg_step_find(REG_PARTIES, from, to) ? CV_OK : along(r, before, to, err);
	if (!r->closed_gate || !decided(to))
		return CV_OK;
	return cv_fail_at(err, CV_E_MOVE, "status",
		"it ended because it was absent from an earlier edition of this file; that it is %s again is for the "
		"data protection officer to say: file it as proposed, or let them import the file",
		to);
}

enum cv_err reg_step_vendor(
	struct reg *r, int64_t n, const char *const *old, const char *const *now, struct cv_error *err)
{
	const char *to = status(now), *from = old && reg_is_vendor_row(old) ? status(old) : "";
	struct past past = { .r = r };

	if (*to == '\0')
		return decided(from) ? taken_away(from, err) : CV_OK;
	if (*from && (!cv_streq(from, "ended") || *r->source == '\0'))
		return along(r, from, to, err);
	if (old)
		TRY(reg_versions(r, REG_PARTIES, n, look_back, &past, err));
	if (*from)
		return past.absent ? back_again(r, from, to, past.before, err) : along(r, from, to, err);
	TRY(beginning(r, to, err));
	if (*past.last)
		return along(r, past.last, to, err);
	return *past.word ? becoming(r, past.word, to, err) : CV_OK;
}

/* ---- what goes with it ------------------------------------------------------------------------------------------- */

/* That a vendor was approved is recorded by what approves it, and by who may. */
enum cv_err reg_step_decision(struct reg *r, const char *const *now, struct cv_error *err)
{
	const char *item = now[reg_column_index(REG_CHECKS, "item")];

	if (!r->closed_gate || r->procedure || !cv_streq(item ? item : "", REG_DECISION))
		return CV_OK;
	return cv_fail_at(err, CV_E_MOVE, "item",
		"the decision about a vendor is recorded by its move (POST /v1/parties/{id}/status), or by the data "
		"protection officer");
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

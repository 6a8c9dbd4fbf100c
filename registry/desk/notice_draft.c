/* Notices that a person writes: drafts of ours, and what a vendor tells us. */
#include "registry/desk/notice_about.h"

#include <stdio.h>
#include <stdlib.h>

enum { C_DIRECTION = 4, C_PARTY = 1, C_OBJECTION_DAYS = 9 }; /* of contracts */

struct writing {
	struct reg *r;
	struct cv_arena arena;
	const char *cell[REG_COLUMNS_MAX];
	struct reg_row draft; /* that is edited; n 0: a new one */
	char id[24];
	char day[CV_DAY_TEXT];
};

/* What else stands in a notice is the desk's to write. */
static const int typed[] = { REG_N_ID, REG_N_CHANGE, REG_N_SUBJECT, REG_N_SUBJECT_NAME, REG_N_REPLACES, REG_N_COUNTRY,
	REG_N_WHAT, REG_N_MECHANISM, REG_N_EFFECTIVE, REG_N_NOTE };

static bool given(const char *cell)
{
	return cell && *cell;
}

/* A party as somebody writes it: its id. *ret NULL: none is meant. */
static enum cv_err party(struct writing *w, int column, const char **ret, struct cv_error *err)
{
	const char *text = w->cell[column], *name = reg_kind_info(REG_NOTICES)->column[column].name, *id;
	int matches;

	*ret = NULL;
	if (!given(text))
		return CV_OK;
	TRY(reg_find_party(w->r, text, &matches, &id, err));
	if (matches == 0)
		return cv_fail_at(err, CV_E_NOT_FOUND, name, "%s '%.200s' is no party on file: add it first%s", name,
			text, column == REG_N_SUBJECT ? ", or give its name instead (--name, subject_name)" : "");
	if (matches > 1)
		return cv_fail_at(err, CV_E_AMBIGUOUS, name, "%s '%.200s' could be %s: write the id", name, text, id);
	TRY(reg_desk_keep(&w->arena, id, ret, err));
	w->cell[column] = *ret;
	return CV_OK;
}

/* The draft about the same party that is there already: one notice for one change. */
static enum cv_err draft_about(struct writing *w, const char *subject, struct cv_error *err)
{
	struct reg_rows rows = { .arena = &w->arena };

	TRY(reg_rows_by(w->r, DB_NOTICES_ABOUT, REG_NOTICES, subject, &rows, err));
	for (size_t i = 0; i < rows.n; i++)
		if (cv_streq(rows.row[i].cell[REG_N_STATE], "draft") &&
			cv_streq(rows.row[i].cell[REG_N_SUBJECT], subject))
			w->draft = rows.row[i];
	return CV_OK;
}

static enum cv_err draft_by_id(struct writing *w, const char *id, struct cv_error *err)
{
	TRY(reg_row_get(w->r, REG_NOTICES, id, &w->arena, &w->draft, err));
	if (w->draft.n == 0)
		return cv_fail_at(
			err, CV_E_NOT_FOUND, "notice", "there is no notice '%.64s': see chapterv notice list", id);
	if (!cv_streq(w->draft.cell[REG_N_STATE], "draft"))
		return cv_fail_at(err, CV_E_MOVE, "state", "notice %.64s is %s: only a draft can be edited", id,
			w->draft.cell[REG_N_STATE]);
	return CV_OK;
}

/* What was not said stands in the register. */
static enum cv_err fill(struct writing *w, const char *subject, struct cv_error *err)
{
	cv_day today = reg_desk_today(w->r),
	       on = given(w->cell[REG_N_EFFECTIVE]) ? reg_day_of(w->cell[REG_N_EFFECTIVE]) : today;
	struct reg_about a;

	TRY(reg_about_load(w->r, subject, INT64_MAX, today, &w->arena, &a, err));
	if (!given(w->cell[REG_N_COUNTRY]))
		w->cell[REG_N_COUNTRY] = a.countries;
	if (!given(w->cell[REG_N_WHAT]))
		w->cell[REG_N_WHAT] = a.what;
	if (given(w->cell[REG_N_MECHANISM]) || cv_streq(w->cell[REG_N_CHANGE], "removed"))
		return CV_OK;
	return reg_about_mechanism(
		w->r, subject, INT64_MAX, on.n > today.n ? on : today, &w->arena, &w->cell[REG_N_MECHANISM], err);
}

/* The end of the one it takes the place of is said with it. */
static enum cv_err instead(struct writing *w, const char *replaced, const char *id, struct cv_error *err)
{
	struct reg_rows rows = { .arena = &w->arena };

	TRY(reg_rows_by(w->r, DB_NOTICES_ABOUT, REG_NOTICES, replaced, &rows, err));
	for (size_t i = 0; i < rows.n; i++) {
		const char *cell[REG_COLUMNS_MAX] = { 0 };
		char note[96];

		if (!cv_streq(rows.row[i].cell[REG_N_STATE], "draft") ||
			!cv_streq(rows.row[i].cell[REG_N_CHANGE], "removed") ||
			!cv_streq(rows.row[i].cell[REG_N_SUBJECT], replaced))
			continue;
		snprintf(note, sizeof(note), "said with %s", id);
		cell[REG_N_ID] = rows.row[i].cell[REG_N_ID];
		cell[REG_N_STATE] = "withdrawn";
		cell[REG_N_NOTE] = note;
		TRY(reg_desk_put(w->r, REG_NOTICES, cell, NULL, err));
	}
	return CV_OK;
}

/* The number of the year, unless whoever asks has one of his own that no notice has. */
static enum cv_err number(struct writing *w, struct cv_error *err)
{
	struct reg_row there;

	if (!given(w->cell[REG_N_ID])) {
		TRY(reg_notice_number(w->r, reg_desk_today(w->r), w->id, err));
		w->cell[REG_N_ID] = w->id;
		return CV_OK;
	}
	TRY(reg_row_get(w->r, REG_NOTICES, w->cell[REG_N_ID], &w->arena, &there, err));
	return there.n == 0
		? CV_OK
		: cv_fail_at(err, CV_E_CONFLICT, "id", "there is a notice %.64s on file already", w->cell[REG_N_ID]);
}

static enum cv_err fresh(struct writing *w, const char *subject, struct cv_error *err)
{
	if (!given(w->cell[REG_N_CHANGE]))
		return cv_fail_at(err, CV_E_VALUE, "change", "change is missing: added, updated or removed");
	if (subject == NULL && !given(w->cell[REG_N_SUBJECT_NAME]))
		return cv_fail_at(err, CV_E_VALUE, "subject", "subject is missing: the party that the notice is about");
	TRY(number(w, err));
	return subject ? fill(w, subject, err) : CV_OK;
}

static enum cv_err copy_id(struct writing *w, const char **ret_id, struct cv_error *err)
{
	cv_str_clear(&w->r->scratch);
	cv_str_puts(&w->r->scratch, w->cell[REG_N_ID]);
	*ret_id = cv_str_text(&w->r->scratch);
	return w->r->scratch.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

static enum cv_err draft(struct writing *w, const char *id, const char **ret_id, struct cv_error *err)
{
	const char *subject, *replaced;

	TRY(party(w, REG_N_SUBJECT, &subject, err));
	TRY(party(w, REG_N_REPLACES, &replaced, err));
	if (id && *id)
		TRY(draft_by_id(w, id, err));
	else if (subject && !given(w->cell[REG_N_ID]))
		TRY(draft_about(w, subject, err));
	if (w->draft.n > 0)
		w->cell[REG_N_ID] = w->draft.cell[REG_N_ID];
	else
		TRY(fresh(w, subject, err));
	w->cell[REG_N_DIRECTION] = "outgoing";
	w->cell[REG_N_STATE] = "draft";
	TRY(reg_desk_put(w->r, REG_NOTICES, w->cell, NULL, err));
	if (replaced)
		TRY(instead(w, replaced, w->cell[REG_N_ID], err));
	return copy_id(w, ret_id, err);
}

enum cv_err reg_notice_draft(
	struct reg *r, const char *id, const char *const *cell, const char **ret_id, struct cv_error *err)
{
	struct writing w = { .r = r };
	enum cv_err e;

	for (size_t i = 0; i < CV_LEN(typed); i++)
		w.cell[typed[i]] = cell[typed[i]];
	e = draft(&w, id, ret_id, err);
	cv_arena_finish(&w.arena);
	return e;
}

/* ---- what a vendor tells us ------------------------------------------------------------------------------------- */

struct shortest {
	const char *vendor;
	cv_day on;
	int64_t days; /* -1: no contract says any */
};

static enum cv_err take_contract(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct shortest *s = ctx;
	const char *const *cell = v->record.cell;
	int64_t days = strtoll(cell[C_OBJECTION_DAYS], NULL, 10);

	CV_UNUSED(err);
	if (cv_streq(cell[C_PARTY], s->vendor) && !cv_streq(cell[C_DIRECTION], "customer") && *cell[C_OBJECTION_DAYS] &&
		reg_holds(&v->record, s->on) && days <= REG_DAYS_MAX && (s->days < 0 || days < s->days))
		s->days = days;
	return CV_OK;
}

/*
 * Our last day to object: as the vendor's contract has it. Where none says, the default of the register, but no day on
 * which the change is already there: nobody promised us more.
 */
static enum cv_err our_deadline(struct writing *w, const char *vendor, cv_day came, struct cv_error *err)
{
	struct shortest s = { vendor, came, -1 };
	cv_day effective = given(w->cell[REG_N_EFFECTIVE]) ? reg_day_of(w->cell[REG_N_EFFECTIVE]) : CV_DAY_NONE, last;
	int64_t unless;

	TRY(reg_each(w->r, REG_CONTRACTS, CV_DAY_NONE, NULL, take_contract, &s, err));
	TRY(reg_desk_days(w->r, "desk/objection-days", REG_OBJECTION_DAYS, &unless, err));
	last = (cv_day){ came.n + (int32_t)(s.days < 0 ? unless : s.days) };
	if (s.days < 0 && cv_day_known(effective) && effective.n <= last.n)
		last.n = effective.n - 1 < came.n ? came.n : effective.n - 1;
	w->cell[REG_N_DEADLINE] = cv_day_text(last, w->day);
	return CV_OK;
}

/* Vendors announce whom we have never heard of: then it is a name. */
static enum cv_err not_on_file(struct writing *w, struct cv_error *err)
{
	const char *id;
	int matches;

	if (!given(w->cell[REG_N_SUBJECT]) || given(w->cell[REG_N_SUBJECT_NAME]))
		return CV_OK;
	TRY(reg_find_party(w->r, w->cell[REG_N_SUBJECT], &matches, &id, err));
	if (matches > 0)
		return CV_OK;
	w->cell[REG_N_SUBJECT_NAME] = w->cell[REG_N_SUBJECT];
	w->cell[REG_N_SUBJECT] = NULL;
	return CV_OK;
}

/* The day it came in, and our last day to object. */
static enum cv_err days_of_theirs(struct writing *w, const char *vendor, char today[CV_DAY_TEXT], struct cv_error *err)
{
	cv_day came, last;

	if (!given(w->cell[REG_N_ANNOUNCED]))
		w->cell[REG_N_ANNOUNCED] = cv_day_text(reg_desk_today(w->r), today);
	came = reg_day_of(w->cell[REG_N_ANNOUNCED]);
	if (!cv_day_known(came))
		return cv_fail_at(err, CV_E_DATE, "announced", "announced '%.40s' is no day: write YYYY-MM-DD",
			w->cell[REG_N_ANNOUNCED]);
	TRY(reg_desk_happened(w->r, "announced", "received", came, err));
	if (!given(w->cell[REG_N_DEADLINE]))
		return our_deadline(w, vendor, came, err);
	last = reg_day_of(w->cell[REG_N_DEADLINE]);
	if (!cv_day_known(last) || last.n >= came.n)
		return CV_OK;
	return cv_fail_at(err, CV_E_VALUE, "deadline",
		"deadline %.40s is before the notice came in, on %s: leave it out, and it is counted by the contract",
		w->cell[REG_N_DEADLINE], w->cell[REG_N_ANNOUNCED]);
}

static enum cv_err receive(struct writing *w, const char **ret_id, struct cv_error *err)
{
	const char *vendor, *subject;
	char today[CV_DAY_TEXT];

	TRY(party(w, REG_N_VENDOR, &vendor, err));
	if (vendor == NULL)
		return cv_fail_at(err, CV_E_VALUE, "vendor", "vendor is missing: who told us");
	TRY(not_on_file(w, err));
	TRY(party(w, REG_N_SUBJECT, &subject, err));
	if (!given(w->cell[REG_N_CHANGE]))
		return cv_fail_at(err, CV_E_VALUE, "change", "change is missing: added, updated or removed");
	if (subject == NULL && !given(w->cell[REG_N_SUBJECT_NAME]))
		return cv_fail_at(err, CV_E_VALUE, "subject",
			"subject is missing: the party on file, or as subject_name what the vendor calls it");
	TRY(days_of_theirs(w, vendor, today, err));
	TRY(number(w, err));
	w->cell[REG_N_DIRECTION] = "incoming";
	w->cell[REG_N_STATE] = "announced";
	TRY(reg_desk_put(w->r, REG_NOTICES, w->cell, NULL, err));
	return copy_id(w, ret_id, err);
}

enum cv_err reg_notice_receive(struct reg *r, const char *const *cell, const char **ret_id, struct cv_error *err)
{
	struct writing w = { .r = r };
	enum cv_err e;

	for (size_t i = 0; i < CV_LEN(typed); i++)
		w.cell[typed[i]] = cell[typed[i]];
	w.cell[REG_N_VENDOR] = cell[REG_N_VENDOR];
	w.cell[REG_N_ANNOUNCED] = cell[REG_N_ANNOUNCED];
	w.cell[REG_N_DEADLINE] = cell[REG_N_DEADLINE];
	w.cell[REG_N_SOURCE] = cell[REG_N_SOURCE];
	e = receive(&w, ret_id, err);
	cv_arena_finish(&w.arena);
	return e;
}

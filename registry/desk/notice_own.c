/*
 * A draft that made itself: what it says, since when, and whether anybody touched it. One that nobody touched gives way
 * to a notice that a file brings under its number, so that a register that is brought over piece by piece keeps its
 * numbers, in whichever order the pieces come.
 */
#include "registry/desk/notice_own.h"

const int reg_follows[REG_FOLLOWS] = { REG_N_CHANGE, REG_N_COUNTRY, REG_N_WHAT, REG_N_MECHANISM, REG_N_EFFECTIVE };

enum cv_err reg_would_tell(struct reg *r, const char *party, int64_t before_seq, int64_t seq, cv_day today,
	struct cv_arena *a, struct reg_derived *ret, struct cv_error *err)
{
	struct reg_about before;
	struct reg_difference d;
	char day[CV_DAY_TEXT];

	*ret = (struct reg_derived){ .there = true };
	for (size_t i = 0; i < REG_FOLLOWS; i++)
		ret->cell[reg_follows[i]] = "";
	if (before_seq >= seq)
		return CV_OK;
	TRY(reg_about_load(r, party, before_seq, today, a, &before, err));
	TRY(reg_about_load(r, party, seq, today, a, &ret->about, err));
	ret->there = ret->about.there;
	reg_about_compare(&before, &ret->about, today, &d);
	if (*d.change == '\0')
		return CV_OK;
	ret->use = d.use;
	ret->cell[REG_N_CHANGE] = d.change;
	ret->cell[REG_N_WHAT] = *ret->about.what ? ret->about.what : before.what;
	ret->cell[REG_N_COUNTRY] = cv_streq(d.change, "removed") ? before.countries : ret->about.countries;
	TRY(reg_desk_keep(a, cv_day_text(d.effective, day), &ret->cell[REG_N_EFFECTIVE], err));
	if (cv_streq(d.change, "removed"))
		return CV_OK;
	return reg_about_mechanism(
		r, party, seq, d.effective.n > today.n ? d.effective : today, a, &ret->cell[REG_N_MECHANISM], err);
}

bool reg_made_itself(const struct reg_row *n)
{
	return n->import == 0 && cv_streq(n->cell[REG_N_SOURCE], REG_BY_ITSELF) &&
		cv_streq(n->cell[REG_N_STATE], "draft") && cv_streq(n->cell[REG_N_DIRECTION], "outgoing") &&
		*n->cell[REG_N_ANNOUNCED] == '\0';
}

/* ---- since when ------------------------------------------------------------------------------------------------- */

enum cv_err reg_gave_way(struct reg *r, const char *party, int64_t seq, struct reg_rows *rows, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_NOTICES_GAVE_WAY, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, seq);
	db_bind_text(q, 2, party);
	return reg_each_version(q, REG_NOTICES, reg_rows_add, rows, err);
}

static enum cv_err first_known(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	int64_t *first = ctx;

	CV_UNUSED(err);
	if (*first == 0 || v->known_from < *first)
		*first = v->known_from;
	return CV_OK;
}

enum cv_err reg_draft_since(
	struct reg *r, const struct reg_row *draft, struct cv_arena *a, int64_t *ret, struct cv_error *err)
{
	int64_t n = draft->n;

	*ret = 0;
	while (n > 0) {
		struct reg_rows rows = { .arena = a };
		int64_t first = 0;

		TRY(reg_versions(r, REG_NOTICES, n, first_known, &first, err));
		*ret = first;
		TRY(reg_gave_way(r, draft->cell[REG_N_SUBJECT], first, &rows, err));
		n = rows.n > 0 ? rows.row[0].n : 0;
	}
	return CV_OK;
}

/* ---- touched by nobody ------------------------------------------------------------------------------------------ */

/* Which change wrote what stands in a cell. */
struct writ {
	const struct reg_row *draft;
	int column;
	int64_t seq; /* 0: an import */
	bool stands; /* in the version looked at last */
};

static enum cv_err look_back(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct writ *w = ctx;
	bool same = cv_streq(v->record.cell[w->column], w->draft->cell[w->column]);

	CV_UNUSED(err);
	if (same && !w->stands)
		w->seq = v->source.import == 0 ? v->known_from : 0;
	w->stands = same;
	return CV_OK;
}

static enum cv_err day_of(struct reg *r, int64_t seq, cv_day *ret, struct cv_error *err)
{
	char at[CV_INSTANT_TEXT];

	*ret = reg_desk_today(r);
	if (seq == r->seq)
		return CV_OK;
	TRY(reg_instant(r, seq, at, err));
	(void)!cv_day_parse(at, CV_DAY_TEXT - 1, ret);
	return CV_OK;
}

enum cv_err reg_draft_own_cell(
	struct reg *r, const struct reg_row *draft, int column, struct cv_arena *a, bool *ret, struct cv_error *err)
{
	struct writ w = { .draft = draft, .column = column };
	struct reg_derived then;
	int64_t since;
	cv_day day;

	*ret = false;
	TRY(reg_versions(r, REG_NOTICES, draft->n, look_back, &w, err));
	if (w.seq == 0)
		return CV_OK;
	TRY(day_of(r, w.seq, &day, err));
	TRY(reg_draft_since(r, draft, a, &since, err));
	TRY(reg_would_tell(r, draft->cell[REG_N_SUBJECT], since - 1, w.seq, day, a, &then, err));
	*ret = cv_streq(draft->cell[column], then.cell[column]);
	return CV_OK;
}

static enum cv_err named(struct reg *r, const char *id, bool files_too, bool *ret, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_NOTICE_NAMED, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, id);
	db_bind_int(q, 2, files_too);
	TRY(db_step(q, ret, err));
	db_done(q);
	return CV_OK;
}

enum cv_err reg_draft_untouched(
	struct reg *r, const struct reg_row *draft, bool files_too, bool *ret, struct cv_error *err)
{
	struct cv_arena arena = { 0 };
	bool known = true;
	enum cv_err e = CV_OK;

	*ret = false;
	if (!reg_made_itself(draft) || *draft->cell[REG_N_NOTE] || *draft->cell[REG_N_REPLACES])
		return CV_OK;
	TRY(named(r, draft->cell[REG_N_ID], files_too, &known, err));
	*ret = !known;
	for (size_t i = 0; i < REG_FOLLOWS && *ret && e == CV_OK; i++)
		e = reg_draft_own_cell(r, draft, reg_follows[i], &arena, ret, err);
	cv_arena_finish(&arena);
	return e;
}

/* ---- giving way ------------------------------------------------------------------------------------------------- */

static bool says(const char *cell, const char *word)
{
	return cell == NULL || cv_streq(cell, word);
}

static bool given(const char *cell)
{
	return cell && *cell;
}

/*
 * Is the row about something else than the draft that has its number? One about the same party corrects the draft; but
 * not where it was announced already: then it is the notice of another register.
 */
static bool another(const struct reg_row *draft, const char *const *row)
{
	if (!says(row[REG_N_SUBJECT], draft->cell[REG_N_SUBJECT]) || !says(row[REG_N_DIRECTION], "outgoing"))
		return true;
	return given(row[REG_N_ANNOUNCED]) && !says(row[REG_N_STATE], "draft") && !says(row[REG_N_STATE], "withdrawn");
}

enum cv_err reg_notice_gives_way(struct reg_putting *p, int64_t import, bool *ret)
{
	struct reg_row draft = { .n = p->n, .known_from = p->known_from, .import = import };
	const char *row[REG_COLUMNS_MAX];

	*ret = false;
	for (size_t i = 0; i < p->info->n; i++) {
		draft.cell[i] = p->old[i];
		row[i] = p->rec->cell[i] ? p->cell[i] : NULL;
	}
	if (!reg_made_itself(&draft) || !another(&draft, row))
		return CV_OK;
	return reg_draft_untouched(p->r, &draft, false, ret, p->err);
}

/* A draft cannot be announced by a word alone: moves.h says what does it. */
enum cv_err reg_notice_dated(const struct reg_putting *p)
{
	const char *announced = p->cell[REG_N_ANNOUNCED], *deadline = p->cell[REG_N_DEADLINE];
	bool draft = p->n > 0 && cv_streq(p->old[REG_N_STATE], "draft");

	if (*announced && *deadline && strcmp(deadline, announced) < 0)
		return cv_fail_at(
			p->err, CV_E_VALUE, "deadline", "deadline %s lies before announced %s", deadline, announced);
	if (*announced || draft || !cv_streq(p->cell[REG_N_DIRECTION], "outgoing") ||
		!cv_streq(p->cell[REG_N_STATE], "announced"))
		return CV_OK;
	return cv_fail_at(p->err, CV_E_VALUE, "announced",
		"announced is missing: a notice of ours that is announced has the day on which customers were told. "
		"Write that day, or the state draft, to announce it from here");
}

enum cv_err reg_notice_comes_back(struct reg *r, const struct reg_version *draft, bool *ret, struct cv_error *err)
{
	struct cv_arena arena = { 0 };
	struct reg_rows gone = { .arena = &arena }, about = { .arena = &arena };
	struct reg_row there;
	enum cv_err e = reg_rows_add(&gone, draft, err);

	*ret = false;
	if (e == CV_OK && reg_made_itself(&gone.row[0])) {
		const char *subject = gone.row[0].cell[REG_N_SUBJECT];

		e = reg_row_get(r, REG_NOTICES, gone.row[0].cell[REG_N_ID], &arena, &there, err);
		if (e == CV_OK)
			e = reg_rows_by(r, DB_NOTICES_ABOUT, REG_NOTICES, subject, &about, err);
		*ret = e == CV_OK && there.n == 0;
		for (size_t i = 0; i < about.n; i++)
			*ret &= !cv_streq(about.row[i].cell[REG_N_STATE], "draft") ||
				!cv_streq(about.row[i].cell[REG_N_SUBJECT], subject);
	}
	cv_arena_finish(&arena);
	return e;
}

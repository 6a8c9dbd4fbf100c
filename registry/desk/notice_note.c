/*
 * Drafts that make themselves: what a change did to parties on the public list.
 *
 * A draft says the difference between the register before the change that made it and the register as it is, so that
 * several changes to a party are one draft, and a change that was taken back takes it back. What a person wrote into it
 * stays: a cell follows the register only as long as it says what the register said before.
 */
#include "registry/columns.h"
#include "registry/desk/notice_own.h"

#include <stdio.h>
#include <stdlib.h>

struct noting {
	struct reg *r;
	const char *party;
	cv_day today;
	struct cv_arena arena;
	struct reg_rows about;	     /* outgoing notices that name it */
	const struct reg_row *draft; /* the open one, NULL: none */
};

/* ---- was it told already? --------------------------------------------------------------------------------------- */

static bool one_of(const char *word, const char *a, const char *b)
{
	return cv_streq(word, a) || cv_streq(word, b);
}

/* An end that is announced and still to come: until then it is used as it was. */
static bool still_to_end(const struct noting *k, const struct reg_row *n)
{
	return cv_streq(n->cell[REG_N_CHANGE], "removed") && cv_streq(n->cell[REG_N_STATE], "announced") &&
		reg_day_of(n->cell[REG_N_EFFECTIVE]).n > k->today.n;
}

/*
 * The last one that was announced, but for an end that is still to come; *ret_end: that its end is said, by its own
 * notice or by that of its replacement.
 */
static const struct reg_row *last_told(const struct noting *k, bool *ret_end)
{
	const struct reg_row *last = NULL;

	*ret_end = false;
	for (size_t i = 0; i < k->about.n; i++) {
		const struct reg_row *n = &k->about.row[i];
		bool told = one_of(n->cell[REG_N_STATE], "announced", "effective");

		if (cv_streq(n->cell[REG_N_REPLACES], k->party)) {
			*ret_end = told || cv_streq(n->cell[REG_N_STATE], "draft");
		} else if (told) {
			last = still_to_end(k, n) ? last : n;
			*ret_end = cv_streq(n->cell[REG_N_CHANGE], "removed");
		}
	}
	return last;
}

/* The first day on which data went there ("": anywhere), of all that is on file; CV_DAY_EVER: none does. */
static cv_day first_there(const struct reg_about *a, const char *country)
{
	const struct reg_rows *all[] = { &a->legs, &a->past };
	cv_day first = CV_DAY_EVER;

	for (size_t k = 0; k < CV_LEN(all); k++) {
		for (size_t i = 0; i < all[k]->n; i++) {
			const char *const *leg = all[k]->row[i].cell;
			cv_day from = reg_day_of(leg[REG_AT_TRANSFER_FROM]);

			if ((*country == '\0' || cv_streq(leg[REG_AT_TRANSFER_COUNTRY], country)) && from.n < first.n)
				first = from;
		}
	}
	return first;
}

static bool withdrawn_by_file(const struct noting *k, const char *country, cv_day first)
{
	for (size_t i = 0; i < k->about.n; i++) {
		const struct reg_row *n = &k->about.row[i];

		if (n->import && cv_streq(n->cell[REG_N_STATE], "withdrawn") &&
			cv_streq(n->cell[REG_N_SUBJECT], k->party) && !cv_streq(n->cell[REG_N_CHANGE], "removed") &&
			reg_desk_has(n->cell[REG_N_COUNTRY], country) &&
			first.n <= reg_day_of(n->cell[REG_N_EFFECTIVE]).n)
			return true;
	}
	return false;
}

/*
 * Of every country: the last one told of it, or a file says that nobody is to be told: it has a notice of it that was
 * withdrawn, for the first day on which data went there or a later one. One notice of a party that is taken on speaks
 * of all its countries, and of the first day in any.
 */
static bool told_of_all(const struct noting *k, const struct reg_derived *d, const char *last)
{
	bool taken_on = cv_streq(d->cell[REG_N_CHANGE], "added");
	size_t n;

	for (const char *q = d->cell[REG_N_COUNTRY], *w; (w = cv_next(&q, ';', &n));) {
		char code[8] = "";

		if (n < sizeof(code))
			memcpy(code, w, n);
		if (!reg_desk_has(last, code) &&
			!withdrawn_by_file(k, code, first_there(&d->about, taken_on ? "" : code)))
			return false;
	}
	return *d->cell[REG_N_COUNTRY] != '\0';
}

static bool told(const struct noting *k, const struct reg_derived *d)
{
	bool end;
	const struct reg_row *last = last_told(k, &end);

	if (cv_streq(d->cell[REG_N_CHANGE], "removed"))
		return end;
	if (last && cv_streq(last->cell[REG_N_CHANGE], "removed"))
		last = NULL;
	if (d->use)
		return last && cv_streq(last->cell[REG_N_STATE], "announced");
	if (*d->cell[REG_N_COUNTRY] == '\0')
		return last != NULL;
	return told_of_all(k, d, last ? last->cell[REG_N_COUNTRY] : "");
}

/* ---- the draft --------------------------------------------------------------------------------------------------- */

static enum cv_err record(struct noting *k, const char *const *cell, struct cv_error *err)
{
	struct reg_record rec = { .kind = REG_NOTICES };
	enum reg_effect effect;

	for (size_t i = 0; i < reg_kind_info(REG_NOTICES)->n; i++)
		rec.cell[i] = cell[i];
	return reg_put(k->r, &rec, (struct reg_source){ 0, 0 }, &effect, NULL, err);
}

static enum cv_err make(struct noting *k, const struct reg_derived *d, struct cv_error *err)
{
	const char *cell[REG_COLUMNS_MAX] = { 0 };
	char id[24];

	TRY(reg_notice_number(k->r, k->today, id, err));
	for (size_t i = 0; i < REG_FOLLOWS; i++)
		cell[reg_follows[i]] = d->cell[reg_follows[i]];
	cell[REG_N_ID] = id;
	cell[REG_N_DIRECTION] = "outgoing";
	cell[REG_N_SUBJECT] = k->party;
	cell[REG_N_STATE] = "draft";
	cell[REG_N_SOURCE] = REG_BY_ITSELF;
	return record(k, cell, err);
}

static enum cv_err follow(
	struct noting *k, const struct reg_derived *was, const struct reg_derived *now, struct cv_error *err)
{
	const char *cell[REG_COLUMNS_MAX] = { 0 };
	bool any = false;

	for (size_t i = 0; i < REG_FOLLOWS; i++) {
		int c = reg_follows[i];
		const char *on_file = k->draft->cell[c];
		bool its_word = *on_file == '\0' || cv_streq(on_file, was->cell[c]);

		if (cv_streq(on_file, now->cell[c]))
			continue;
		if (!its_word) /* days went by since: the register may say something else of that time today */
			TRY(reg_draft_own_cell(k->r, k->draft, c, &k->arena, &its_word, err));
		if (!its_word)
			continue;
		cell[c] = now->cell[c];
		any = true;
	}
	cell[REG_N_ID] = k->draft->cell[REG_N_ID];
	return any ? record(k, cell, err) : CV_OK;
}

static enum cv_err close_draft(struct noting *k, const struct reg_row *draft, struct cv_error *err)
{
	TRY(reg_note_change(k->r, err));
	return reg_close_version(k->r, REG_NOTICES, draft->cell[REG_N_ID], draft->n, draft->known_from, err);
}

/*
 * One that nobody wrote into is gone as it came; so is one whose party is gone, because nobody could read any more whom
 * it was about. Any other is withdrawn.
 */
static enum cv_err take_back(struct noting *k, bool there, struct cv_error *err)
{
	const char *cell[REG_COLUMNS_MAX] = { 0 };
	bool untouched = !there;

	if (there)
		TRY(reg_draft_untouched(k->r, k->draft, true, &untouched, err));
	if (untouched)
		return close_draft(k, k->draft, err);
	cell[REG_N_ID] = k->draft->cell[REG_N_ID];
	cell[REG_N_STATE] = "withdrawn";
	cell[REG_N_NOTE] = "the register no longer says so";
	return record(k, cell, err);
}

/* ---- a party ---------------------------------------------------------------------------------------------------- */

static bool is_draft(const struct noting *k, const struct reg_row *n)
{
	return cv_streq(n->cell[REG_N_STATE], "draft") && cv_streq(n->cell[REG_N_SUBJECT], k->party);
}

/* Did a file bring a notice about it in this change? */
static bool brought(const struct noting *k)
{
	for (size_t i = 0; i < k->about.n; i++)
		if (k->about.row[i].import && k->about.row[i].known_from == k->r->seq)
			return true;
	return false;
}

/* What a file says takes the place of what made itself. */
static enum cv_err settle_on_one(struct noting *k, struct cv_error *err)
{
	for (size_t i = 0; i < k->about.n; i++)
		if (is_draft(k, &k->about.row[i]) && (k->draft == NULL || !reg_made_itself(&k->about.row[i])))
			k->draft = &k->about.row[i];
	for (size_t i = 0; i < k->about.n; i++) {
		const struct reg_row *n = &k->about.row[i];
		bool untouched;

		if (n == k->draft || !is_draft(k, n) || !brought(k))
			continue;
		TRY(reg_draft_untouched(k->r, n, true, &untouched, err));
		if (untouched)
			TRY(close_draft(k, n, err));
	}
	return CV_OK;
}

/* There is no draft: of what this change did, or where one gave way to a file, of what that one told. */
static enum cv_err anew(struct noting *k, struct cv_error *err)
{
	struct reg_rows gone = { .arena = &k->arena };
	int64_t seq = k->r->seq, since = seq;
	struct reg_derived now;

	TRY(reg_gave_way(k->r, k->party, seq, &gone, err));
	if (gone.n > 0)
		TRY(reg_draft_since(k->r, &gone.row[0], &k->arena, &since, err));
	TRY(reg_would_tell(k->r, k->party, since - 1, seq, k->today, &k->arena, &now, err));
	return *now.cell[REG_N_CHANGE] == '\0' || told(k, &now) ? CV_OK : make(k, &now, err);
}

static enum cv_err about_party(struct noting *k, struct cv_error *err)
{
	int64_t seq = k->r->seq, since = 0;
	struct reg_derived now, was;
	bool own;

	k->about.arena = &k->arena;
	TRY(reg_rows_by(k->r, DB_NOTICES_ABOUT, REG_NOTICES, k->party, &k->about, err));
	TRY(settle_on_one(k, err));
	if (k->draft == NULL)
		return anew(k, err);
	TRY(reg_draft_since(k->r, k->draft, &k->arena, &since, err));
	TRY(reg_would_tell(k->r, k->party, since - 1, seq, k->today, &k->arena, &now, err));
	if (reg_made_itself(k->draft) && brought(k) && told(k, &now)) {
		TRY(reg_draft_untouched(k->r, k->draft, true, &own, err));
		if (own)
			return close_draft(k, k->draft, err);
	}
	TRY(reg_would_tell(k->r, k->party, since - 1, seq - 1, k->today, &k->arena, &was, err));
	if (*now.cell[REG_N_CHANGE])
		return follow(k, &was, &now, err);
	if (*was.cell[REG_N_CHANGE] && cv_streq(k->draft->cell[REG_N_SOURCE], REG_BY_ITSELF))
		return take_back(k, now.there, err);
	return CV_OK;
}

/* ---- the change ---------------------------------------------------------------------------------------------------
 */

static enum cv_err any_published(struct reg *r, bool *ret, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_PUBLISHED_ANY, err);

	if (q == NULL)
		return CV_E_STORE;
	TRY(db_step(q, ret, err));
	db_done(q);
	return CV_OK;
}

/* The ids, each with its NUL: the statement is over before anything is recorded. */
static enum cv_err touched(struct reg *r, struct cv_str *ids, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_PUBLISHED_TOUCHED, err);
	bool row;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, r->seq);
	for (;;) {
		TRY(db_step(q, &row, err));
		if (!row)
			break;
		cv_str_add(ids, db_text(q, 0), strlen(db_text(q, 0)) + 1);
	}
	return ids->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

enum cv_err reg_notice_note(struct reg *r, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str ids = { 0 };
	bool any;

	if (!r->noted)
		return CV_OK;
	TRY(any_published(r, &any, err));
	if (!any)
		return CV_OK;
	TRY(touched(r, &ids, err));
	for (const char *id = ids.data; id && id < ids.data + ids.len; id += strlen(id) + 1) {
		struct noting k = { .r = r, .party = id, .today = reg_desk_today(r) };
		enum cv_err e = about_party(&k, err);

		cv_arena_finish(&k.arena);
		TRY(e);
	}
	return CV_OK;
}

static enum cv_err count(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	CV_UNUSED(err);
	*(size_t *)ctx += v->source.import == 0 && cv_streq(v->record.cell[REG_N_STATE], "draft") &&
		cv_streq(v->record.cell[REG_N_SOURCE], REG_BY_ITSELF);
	return CV_OK;
}

enum cv_err reg_notice_drafted(struct reg *r, int64_t seq, size_t *ret, struct cv_error *err)
{
	*ret = 0;
	return reg_walk_by(r, DB_FACT_MADE, REG_NOTICES, seq, count, ret, err);
}

enum cv_err reg_notice_replaced(struct reg *r, int64_t seq, size_t *ret, struct cv_error *err)
{
	*ret = 0;
	return reg_walk_by(r, DB_FACT_CLOSED, REG_NOTICES, seq, count, ret, err);
}

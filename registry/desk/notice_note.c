/*
 * Drafts that make themselves: what a change did to parties on the public list.
 *
 * A draft says the difference between the register before the change that made it and the register as it is, so that
 * several changes to a party are one draft, and a change that was taken back takes it back. What a person wrote into it
 * stays: a cell follows the register only as long as it says what the register said before.
 */
#include "registry/desk/notice_about.h"

#include <stdio.h>
#include <stdlib.h>

/* What a draft says by itself. */
static const int follows[] = { REG_N_CHANGE, REG_N_COUNTRY, REG_N_WHAT, REG_N_MECHANISM, REG_N_EFFECTIVE };

struct noting {
	struct reg *r;
	const char *party;
	cv_day today;
	struct cv_arena arena;
	struct reg_rows about;	     /* outgoing notices that name it */
	const struct reg_row *draft; /* the open one, NULL: none */
};

struct derived {
	const char *cell[REG_COLUMNS_MAX]; /* those of follows; change "": nothing to tell */
	bool use;
	bool there; /* the party is on file */
};

static enum cv_err derive(struct noting *k, int64_t before_seq, int64_t seq, struct derived *ret, struct cv_error *err)
{
	struct reg_about before, now;
	struct reg_difference d;
	char day[CV_DAY_TEXT];

	*ret = (struct derived){ .there = true };
	for (size_t i = 0; i < CV_LEN(follows); i++)
		ret->cell[follows[i]] = "";
	if (before_seq >= seq)
		return CV_OK;
	TRY(reg_about_load(k->r, k->party, before_seq, k->today, &k->arena, &before, err));
	TRY(reg_about_load(k->r, k->party, seq, k->today, &k->arena, &now, err));
	ret->there = now.there;
	reg_about_compare(&before, &now, k->today, &d);
	if (*d.change == '\0')
		return CV_OK;
	ret->use = d.use;
	ret->cell[REG_N_CHANGE] = d.change;
	ret->cell[REG_N_WHAT] = *now.what ? now.what : before.what;
	ret->cell[REG_N_COUNTRY] = cv_streq(d.change, "removed") ? before.countries : now.countries;
	TRY(reg_desk_keep(&k->arena, cv_day_text(d.effective, day), &ret->cell[REG_N_EFFECTIVE], err));
	if (cv_streq(d.change, "removed"))
		return CV_OK;
	return reg_about_mechanism(k->r, k->party, seq, d.effective.n > k->today.n ? d.effective : k->today, &k->arena,
		&ret->cell[REG_N_MECHANISM], err);
}

/* ---- was it told already? --------------------------------------------------------------------------------------- */

static bool one_of(const char *word, const char *a, const char *b)
{
	return cv_streq(word, a) || cv_streq(word, b);
}

/* The last one that was announced; *ret_end: that its end is said, by its own notice or by that of its replacement. */
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
			last = n;
			*ret_end = cv_streq(n->cell[REG_N_CHANGE], "removed");
		}
	}
	return last;
}

static bool told(const struct noting *k, const struct derived *d)
{
	bool end;
	const struct reg_row *last = last_told(k, &end);

	if (cv_streq(d->cell[REG_N_CHANGE], "removed"))
		return end;
	if (last == NULL || cv_streq(last->cell[REG_N_CHANGE], "removed"))
		return false;
	if (d->use)
		return cv_streq(last->cell[REG_N_STATE], "announced");
	return reg_all_in(d->cell[REG_N_COUNTRY], last->cell[REG_N_COUNTRY]);
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

static enum cv_err make(struct noting *k, const struct derived *d, struct cv_error *err)
{
	const char *cell[REG_COLUMNS_MAX] = { 0 };
	char id[24];

	TRY(reg_notice_number(k->r, k->today, id, err));
	for (size_t i = 0; i < CV_LEN(follows); i++)
		cell[follows[i]] = d->cell[follows[i]];
	cell[REG_N_ID] = id;
	cell[REG_N_DIRECTION] = "outgoing";
	cell[REG_N_SUBJECT] = k->party;
	cell[REG_N_STATE] = "draft";
	cell[REG_N_SOURCE] = REG_BY_ITSELF;
	return record(k, cell, err);
}

static enum cv_err follow(struct noting *k, const struct derived *was, const struct derived *now, struct cv_error *err)
{
	const char *cell[REG_COLUMNS_MAX] = { 0 };
	bool any = false;

	for (size_t i = 0; i < CV_LEN(follows); i++) {
		int c = follows[i];
		const char *on_file = k->draft->cell[c];
		bool its_word = *on_file == '\0' || cv_streq(on_file, was->cell[c]);

		if (!its_word || cv_streq(on_file, now->cell[c]))
			continue;
		cell[c] = now->cell[c];
		any = true;
	}
	cell[REG_N_ID] = k->draft->cell[REG_N_ID];
	return any ? record(k, cell, err) : CV_OK;
}

/* Does it say what the register said, and nothing else? */
static bool untouched(const struct noting *k, const struct derived *was)
{
	for (size_t i = 0; i < CV_LEN(follows); i++)
		if (!cv_streq(k->draft->cell[follows[i]], was->cell[follows[i]]))
			return false;
	return *k->draft->cell[REG_N_NOTE] == '\0' && *k->draft->cell[REG_N_REPLACES] == '\0';
}

/*
 * One that nobody wrote into is gone as it came; so is one whose party is gone, because nobody could read any more whom
 * it was about. Any other is withdrawn.
 */
static enum cv_err take_back(struct noting *k, const struct derived *was, bool there, struct cv_error *err)
{
	const char *cell[REG_COLUMNS_MAX] = { 0 };

	if (!there || untouched(k, was)) {
		TRY(reg_note_change(k->r, err));
		return reg_close_version(
			k->r, REG_NOTICES, k->draft->cell[REG_N_ID], k->draft->n, k->draft->known_from, err);
	}
	cell[REG_N_ID] = k->draft->cell[REG_N_ID];
	cell[REG_N_STATE] = "withdrawn";
	cell[REG_N_NOTE] = "the register no longer says so";
	return record(k, cell, err);
}

static enum cv_err first_known(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	int64_t *first = ctx;

	CV_UNUSED(err);
	if (*first == 0 || v->known_from < *first)
		*first = v->known_from;
	return CV_OK;
}

static enum cv_err about_party(struct noting *k, struct cv_error *err)
{
	int64_t seq = k->r->seq, made = 0;
	struct derived now, was;

	k->about.arena = &k->arena;
	TRY(reg_rows_by(k->r, DB_NOTICES_ABOUT, REG_NOTICES, k->party, &k->about, err));
	for (size_t i = 0; i < k->about.n; i++)
		if (cv_streq(k->about.row[i].cell[REG_N_STATE], "draft") &&
			cv_streq(k->about.row[i].cell[REG_N_SUBJECT], k->party))
			k->draft = &k->about.row[i];
	if (k->draft == NULL) {
		TRY(derive(k, seq - 1, seq, &now, err));
		return *now.cell[REG_N_CHANGE] == '\0' || told(k, &now) ? CV_OK : make(k, &now, err);
	}
	TRY(reg_versions(k->r, REG_NOTICES, k->draft->n, first_known, &made, err));
	TRY(derive(k, made - 1, seq, &now, err));
	TRY(derive(k, made - 1, seq - 1, &was, err));
	if (*now.cell[REG_N_CHANGE])
		return follow(k, &was, &now, err);
	if (*was.cell[REG_N_CHANGE] && cv_streq(k->draft->cell[REG_N_SOURCE], REG_BY_ITSELF))
		return take_back(k, &was, now.there, err);
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
	*(size_t *)ctx += cv_streq(v->record.cell[REG_N_STATE], "draft") &&
		cv_streq(v->record.cell[REG_N_SOURCE], REG_BY_ITSELF);
	return CV_OK;
}

enum cv_err reg_notice_drafted(struct reg *r, int64_t seq, size_t *ret, struct cv_error *err)
{
	*ret = 0;
	return reg_walk_by(r, DB_FACT_MADE, REG_NOTICES, seq, count, ret, err);
}

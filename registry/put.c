/* reg_put(): one row becomes a version, or nothing when it is on file already. */
#include "registry/reg.h"

#include <stdlib.h>
#include <string.h>

/* A row on its way in: its cells, completed; text that was made for it lives in `made`. */
struct putting {
	struct reg *r;
	const struct reg_kind_info *info;
	const struct reg_record *rec;
	struct reg_source src;
	const char *cell[REG_COLUMNS_MAX];
	const char *extra;
	char *made[REG_COLUMNS_MAX + 1];
	int64_t n, known_from; /* of the version on file; n 0: none */
	bool fill;             /* never overwrite: reg_fill() */
	struct cv_error *err;
};

static void finish(struct putting *p)
{
	for (size_t i = 0; i < CV_LEN(p->made); i++)
		free(p->made[i]);
}

static enum cv_err make(struct putting *p, size_t column, const char *text)
{
	char *copy = cv_strdup(text);

	if (copy == NULL)
		return cv_fail(p->err, CV_E_NOMEM, "out of memory");
	free(p->made[column]);
	p->made[column] = copy;
	if (column < REG_COLUMNS_MAX)
		p->cell[column] = copy;
	else
		p->extra = copy;
	return CV_OK;
}

static enum cv_err resolve(struct putting *p, size_t column)
{
	const char *text = p->rec->cell[column], *id, *name = p->info->column[column].name;
	int matches;

	if (text == NULL || *text == '\0')
		return CV_OK;
	TRY(reg_find_party(p->r, text, &matches, &id, p->err));
	if (matches == 0)
		return cv_fail_at(p->err, CV_E_NOT_FOUND, name, "%s '%s' is no party on file: import or add the party first", name,
			text);
	if (matches > 1)
		return cv_fail_at(p->err, CV_E_AMBIGUOUS, name, "%s '%s' could be %s: write the id", name, text, id);
	return cv_streq(id, text) ? CV_OK : make(p, column, id);
}

static enum cv_err resolve_parties(struct putting *p)
{
	for (size_t i = 0; i < p->info->n; i++)
		if (p->info->column[i].type == REG_PARTY)
			TRY(resolve(p, i));
	return CV_OK;
}

/* The id of a new party is made from its name; the party of that name if there is one. */
static enum cv_err party_id(struct putting *p, const char *name)
{
	int matches;
	const char *id;

	TRY(reg_find_party(p->r, name, &matches, &id, p->err));
	if (matches > 1)
		return cv_fail_at(p->err, CV_E_AMBIGUOUS, "name", "'%s' could be %s: write the id", name, id);
	if (matches == 0)
		TRY(reg_free_id(p->r, name, &id, p->err));
	return make(p, 0, id);
}

static enum cv_err settle_id(struct putting *p)
{
	struct cv_str id = { 0 };
	const char *given = p->rec->cell[0];
	enum cv_err e;

	if (p->info->column[0].type != REG_ID || (given && *given))
		return CV_OK;
	if (p->rec->kind == REG_PARTIES)
		return party_id(p, p->rec->cell[1]);
	reg_made_id(p->rec->kind, p->cell, &id);
	e = id.failed ? cv_fail(p->err, CV_E_NOMEM, "out of memory") : make(p, 0, cv_str_text(&id));
	cv_str_finish(&id);
	return e;
}

/* What is not said stays; with fill, nothing that is on file changes. */
static enum cv_err merge_extra(struct putting *p, const char *old)
{
	struct cv_str merged = { 0 };
	enum cv_err e;

	reg_merge_extra(old, p->rec->extra ? p->rec->extra : "", p->fill, &merged);
	e = merged.failed ? cv_fail(p->err, CV_E_NOMEM, "out of memory") : make(p, REG_COLUMNS_MAX, cv_str_text(&merged));
	cv_str_finish(&merged);
	return e;
}

/* What is on file under the key: fills n and known_from, and the cells the row does not say. ret_same: nothing differs. */
static enum cv_err compare(struct putting *p, bool *ret_same)
{
	struct db_q *q = db_use(p->r->db, DB_FACT_GET + (int)p->rec->kind, p->err);
	bool row;
	enum cv_err e = CV_OK;

	*ret_same = false;
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, cv_str_text(&p->r->key));
	TRY(db_step(q, &row, p->err));
	if (!row)
		return merge_extra(p, "");
	p->n = db_int(q, DB_C_N);
	p->known_from = db_int(q, DB_C_KNOWN_FROM);
	*ret_same = true;
	for (size_t i = 0; i < p->info->n && e == CV_OK; i++) {
		const char *old = db_text(q, DB_C_FIRST + (int)i);

		if (p->rec->cell[i] == NULL && p->made[i] == NULL)
			e = make(p, i, old);
		else if (p->fill && *old)
			e = make(p, i, old);
		if (!cv_streq(p->cell[i], old))
			*ret_same = false;
	}
	if (e == CV_OK)
		e = merge_extra(p, db_text(q, DB_C_EXTRA));
	if (e == CV_OK && !cv_streq(p->extra, db_text(q, DB_C_EXTRA)))
		*ret_same = false;
	db_done(q);
	return e;
}

/* ---- checks over a whole row ---- */

static enum cv_err in_order(struct putting *p, const char *first, const char *then, bool equal_ok)
{
	const char *a = p->cell[reg_column_index(p->rec->kind, first)], *b = p->cell[reg_column_index(p->rec->kind, then)];
	int c = strcmp(a, b); /* ISO days sort as text */

	if (*a == '\0' || *b == '\0' || c < 0 || (c == 0 && equal_ok))
		return CV_OK;
	return cv_fail_at(p->err, CV_E_VALUE, then, "%s %s lies %s %s %s", then, b, c == 0 ? "on" : "before", first, a);
}

static bool has_flag(const char *flags, const char *flag)
{
	size_t n;

	for (const char *q = flags, *w; (w = cv_next(&q, ';', &n));)
		if (strlen(flag) == n && memcmp(w, flag, n) == 0)
			return true;
	return false;
}

static enum cv_err check_safeguard(struct putting *p)
{
	const char *mech = p->cell[3], *flags = p->cell[7];
	law_mech m;
	uint16_t family;
	bool slug = law_mech_parse(p->r->pack, mech, strlen(mech), &m) || cv_streq(mech, "onward-contract");

	if (has_flag(flags, "claimed") && !law_family_parse(p->r->pack, mech, strlen(mech), &family))
		return cv_fail_at(p->err, CV_E_VALUE, "mechanism",
			"mechanism '%s' with the flag claimed must be a family: scc, dpf, bcr, adequacy ...", mech);
	if (!has_flag(flags, "claimed") && !slug)
		return cv_fail_at(p->err, CV_E_VALUE, "mechanism",
			"mechanism '%s' is only a family: name the exact mechanism, or add the flag claimed", mech);
	TRY(in_order(p, "signed", "ended", false));
	return CV_OK;
}

static enum cv_err check_row(struct putting *p)
{
	switch (p->rec->kind) {
	case REG_PARTIES: return reg_check_twin(p->r, p->cell[0], p->cell[1], p->cell[5], p->err);
	case REG_TRANSFERS:
		if (*p->cell[1] && cv_streq(p->cell[1], p->cell[2]))
			return cv_fail_at(p->err, CV_E_VALUE, "importer", "importer and exporter are the same party '%s'", p->cell[2]);
		return in_order(p, "from", "until", false);
	case REG_SAFEGUARDS: return check_safeguard(p);
	case REG_CERTIFICATIONS: return in_order(p, "from", "until", false);
	case REG_ASSESSMENTS: return in_order(p, "dated", "review_by", false);
	case REG_KIND_COUNT: break;
	}
	return CV_OK;
}

/* ---- writing ---- */

static enum cv_err close_version(struct putting *p)
{
	int kind = (int)p->rec->kind;
	bool same_change = p->known_from == p->r->seq;
	struct db_q *q = db_use(p->r->db, (same_change ? DB_FACT_DROP : DB_FACT_CLOSE) + kind, p->err);

	if (q == NULL)
		return CV_E_STORE;
	if (same_change) {
		db_bind_int(q, 1, p->n);
		db_bind_int(q, 2, p->r->seq);
	} else {
		db_bind_int(q, 1, p->r->seq);
		db_bind_text(q, 2, cv_str_text(&p->r->key));
	}
	return db_run(q, p->err);
}

static enum cv_err next_number(struct putting *p)
{
	int64_t *last = &p->r->last_n[p->rec->kind];

	if (*last < 0)
		TRY(reg_number(p->r, DB_FACT_LAST + (int)p->rec->kind, last, p->err));
	p->n = ++*last;
	return CV_OK;
}

static enum cv_err add_version(struct putting *p)
{
	struct db_q *q = db_use(p->r->db, DB_FACT_ADD + (int)p->rec->kind, p->err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, p->n);
	db_bind_text(q, 2, cv_str_text(&p->r->key));
	db_bind_int(q, 3, p->r->seq);
	db_bind_text(q, 4, NULL);
	db_bind_int(q, 5, p->src.import);
	db_bind_int(q, 6, p->src.line);
	db_bind_text(q, 7, p->extra);
	for (size_t i = 0; i < p->info->n; i++)
		db_bind_text(q, 8 + (int)i, p->cell[i]);
	return db_run(q, p->err);
}

static enum cv_err put(struct putting *p, enum reg_effect *ret_effect)
{
	bool same;

	TRY(resolve_parties(p));
	TRY(settle_id(p));
	cv_str_clear(&p->r->key);
	reg_key(p->rec, p->cell, &p->r->key);
	if (p->r->key.failed)
		return cv_fail(p->err, CV_E_NOMEM, "out of memory");
	TRY(compare(p, &same));
	if (same) {
		*ret_effect = REG_UNCHANGED;
		return CV_OK;
	}
	TRY(check_row(p));
	TRY(reg_note_change(p->r, p->err));
	*ret_effect = p->n ? REG_UPDATED : REG_ADDED;
	if (p->n)
		TRY(close_version(p));
	else
		TRY(next_number(p));
	TRY(add_version(p));
	if (p->rec->kind == REG_PARTIES)
		TRY(reg_index_names(p->r, p->cell[0], p->cell[1], p->cell[2], p->err));
	return CV_OK;
}

static enum cv_err put_or_fill(struct reg *r, const struct reg_record *rec, struct reg_source src, bool fill,
	enum reg_effect *ret_effect, const char **ret_id, struct cv_error *err)
{
	struct putting p = { .r = r, .info = reg_kind_info(rec->kind), .rec = rec, .src = src, .err = err, .fill = fill,
		.extra = rec->extra ? rec->extra : "" };
	enum cv_err e;

	for (size_t i = 0; i < p.info->n; i++)
		p.cell[i] = rec->cell[i] ? rec->cell[i] : "";
	e = put(&p, ret_effect);
	finish(&p);
	if (e == CV_OK && ret_id)
		*ret_id = cv_str_text(&r->key);
	return e;
}

enum cv_err reg_put(struct reg *r, const struct reg_record *rec, struct reg_source src, enum reg_effect *ret_effect,
	const char **ret_id, struct cv_error *err)
{
	return put_or_fill(r, rec, src, false, ret_effect, ret_id, err);
}

enum cv_err reg_fill(struct reg *r, const struct reg_record *rec, struct reg_source src, enum reg_effect *ret_effect,
	const char **ret_id, struct cv_error *err)
{
	return put_or_fill(r, rec, src, true, ret_effect, ret_id, err);
}

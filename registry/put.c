/* reg_put(): one row becomes a version, or nothing when it is on file already. */
#include "registry/put.h"

#include "registry/desk/moves.h"
#include "registry/desk/notice_own.h"

#include <stdlib.h>
#include <string.h>

static void finish(struct reg_putting *p)
{
	for (size_t i = 0; i < CV_LEN(p->made); i++)
		free(p->made[i]);
	for (size_t i = 0; i < CV_LEN(p->old); i++)
		free(p->old[i]);
	free(p->sealed);
}

enum cv_err reg_make(struct reg_putting *p, size_t column, const char *text)
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

static enum cv_err resolve(struct reg_putting *p, size_t column)
{
	const char *text = p->rec->cell[column], *id, *name = p->info->column[column].name;
	int matches;

	if (text == NULL || *text == '\0')
		return CV_OK;
	TRY(reg_find_party(p->r, text, &matches, &id, p->err));
	if (matches == 0)
		return cv_fail_at(p->err, CV_E_NOT_FOUND, name,
			"%s '%s' is no party on file: import or add the party first", name, text);
	if (matches > 1)
		return cv_fail_at(p->err, CV_E_AMBIGUOUS, name, "%s '%s' could be %s: write the id", name, text, id);
	return cv_streq(id, text) ? CV_OK : reg_make(p, column, id);
}

/* Is the record there that the row names? */
static enum cv_err named(struct reg_putting *p, size_t column)
{
	const struct reg_column *c = &p->info->column[column];
	const char *id = p->cell[column];
	enum reg_kind kind = REG_KIND_COUNT;
	struct db_q *q;
	bool there;

	if (*id == '\0' || !reg_kind_parse(c->words, &kind))
		return CV_OK;
	q = db_use(p->r->db, DB_FACT_GET + (int)kind, p->err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, id);
	TRY(db_step(q, &there, p->err));
	db_done(q);
	return there ? CV_OK
		     : cv_fail_at(p->err, CV_E_NOT_FOUND, c->name, "%s '%s' is none of the %s on file", c->name, id,
			       c->words);
}

static enum cv_err resolve_parties(struct reg_putting *p)
{
	for (size_t i = 0; i < p->info->n; i++)
		if (p->info->column[i].type == REG_PARTY)
			TRY(resolve(p, i));
		else if (p->info->column[i].type == REG_RECORD)
			TRY(named(p, i));
	return CV_OK;
}

/* The id of a new party is made from its name; the party of that name if there is one. */
static enum cv_err party_id(struct reg_putting *p, const char *name)
{
	int matches;
	const char *id;

	TRY(reg_find_party(p->r, name, &matches, &id, p->err));
	if (matches > 1)
		return cv_fail_at(p->err, CV_E_AMBIGUOUS, "name", "'%s' could be %s: write the id", name, id);
	if (matches == 0)
		TRY(reg_free_id(p->r, name, &id, p->err));
	return reg_make(p, 0, id);
}

static enum cv_err settle_id(struct reg_putting *p)
{
	struct cv_str id = { 0 };
	const char *given = p->rec->cell[0];
	enum cv_err e;

	if (p->info->column[0].type != REG_ID || (given && *given))
		return CV_OK;
	if (p->rec->kind == REG_PARTIES)
		return party_id(p, p->rec->cell[1]);
	e = CV_OK;
	if (reg_is_numbered(p->rec->kind))
		e = reg_next_id(p->r, p->rec->kind, p->cell, p->src.import != 0, &id, p->err);
	else
		reg_made_id(p->rec->kind, p->cell, &id);
	if (e == CV_OK)
		e = id.failed ? cv_fail(p->err, CV_E_NOMEM, "out of memory") : reg_make(p, 0, cv_str_text(&id));
	cv_str_finish(&id);
	return e;
}

/* Does the row say something that is not on file? Looked at without copying: most rows of a file that is imported again do not. */
static bool differs(const struct reg_putting *p, struct db_q *q)
{
	bool follows = p->src.import && *p->r->source;

	for (size_t i = 0; i < p->info->n; i++) {
		const char *old = db_text(q, DB_C_FIRST + (int)i);

		if ((p->rec->cell[i] == NULL && p->made[i] == NULL) || cv_streq(p->cell[i], old))
			continue;
		if (!p->fill || *old == '\0' || (follows && *p->cell[i]))
			return true;
	}
	return p->rec->extra && *p->rec->extra && !cv_streq(p->rec->extra, db_text(q, DB_C_EXTRA));
}

static enum cv_err copy_old(struct reg_putting *p, struct db_q *q)
{
	bool good = true;

	for (size_t i = 0; i < p->info->n && good; i++) {
		p->old[i] = cv_strdup(db_text(q, DB_C_FIRST + (int)i));
		good = p->old[i] != NULL;
	}
	p->old[REG_COLUMNS_MAX] = good ? cv_strdup(db_text(q, DB_C_EXTRA)) : NULL;
	p->sealed = cv_strdup(db_text(q, DB_C_SEALED));
	return p->old[REG_COLUMNS_MAX] && p->sealed ? CV_OK : cv_fail(p->err, CV_E_NOMEM, "out of memory");
}

static bool same_now(const struct reg_putting *p)
{
	for (size_t i = 0; i < p->info->n; i++)
		if (!cv_streq(p->cell[i], p->old[i]))
			return false;
	return cv_streq(p->extra, p->old[REG_COLUMNS_MAX]);
}

/*
 * A row that has its id and says nothing but what is on file under it: then the parties it names are those on file, too, and need not be
 * looked up.
 */
static enum cv_err says_nothing_new(struct reg_putting *p, bool *ret)
{
	const char *id = p->rec->cell[0];
	struct db_q *q;

	*ret = false;
	if (p->fill || p->info->column[0].type != REG_ID || id == NULL || *id == '\0' || !reg_met_key(p->r, p->rec->kind, id))
		return CV_OK;
	q = db_use(p->r->db, DB_FACT_GET + (int)p->rec->kind, p->err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, id);
	TRY(db_step(q, ret, p->err));
	if (!*ret)
		return CV_OK;
	*ret = !differs(p, q);
	p->n = db_int(q, DB_C_N);
	p->known_from = db_int(q, DB_C_KNOWN_FROM);
	db_done(q);
	return CV_OK;
}

/* A first version: its unknown columns in the order of their names. */
static enum cv_err nothing_on_file(struct reg_putting *p)
{
	CV_AUTO(cv_str_finish) struct cv_str sorted = { 0 };

	if (*p->extra == '\0')
		return CV_OK;
	reg_merge_extra("", p->extra, p->fill, &sorted);
	return sorted.failed ? cv_fail(p->err, CV_E_NOMEM, "out of memory")
			     : reg_make(p, REG_COLUMNS_MAX, cv_str_text(&sorted));
}

/* A draft notice that made itself, and that nobody touched, makes room for what a file says under its number. */
static enum cv_err give_way(struct reg_putting *p, int64_t import)
{
	bool gone = false;

	if (p->rec->kind == REG_NOTICES && p->src.import)
		TRY(reg_notice_gives_way(p, import, &gone));
	if (!gone)
		return CV_OK;
	TRY(reg_note_change(p->r, p->err));
	TRY(reg_close_version(p->r, REG_NOTICES, cv_str_text(&p->r->key), p->n, p->known_from, p->err));
	p->n = p->known_from = 0;
	return CV_OK;
}

/* What is on file under the key: fills n, known_from, and the cells the row does not say. ret_same: nothing is to be written. */
static enum cv_err compare(struct reg_putting *p, bool *ret_same)
{
	struct db_q *q;
	enum cv_err e = CV_OK;
	int64_t import;
	bool row;

	*ret_same = false;
	if (!reg_met_key(p->r, p->rec->kind, cv_str_text(&p->r->key)))
		return nothing_on_file(p);
	q = db_use(p->r->db, DB_FACT_GET + (int)p->rec->kind, p->err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, cv_str_text(&p->r->key));
	TRY(db_step(q, &row, p->err));
	if (!row)
		return nothing_on_file(p);
	p->n = db_int(q, DB_C_N);
	p->known_from = db_int(q, DB_C_KNOWN_FROM);
	import = db_int(q, DB_C_IMPORT);
	*ret_same = !differs(p, q);
	if (!*ret_same)
		e = copy_old(p, q);
	db_done(q);
	if (*ret_same || e != CV_OK)
		return e;
	TRY(give_way(p, import));
	if (p->n == 0)
		return nothing_on_file(p);
	TRY(reg_settle(p));
	*ret_same = same_now(p);
	return CV_OK;
}

/* A file says one thing of each record, once. */
static enum cv_err check_once(const struct reg_putting *p, bool same)
{
	int64_t before = p->r->once && p->src.import ? reg_seen(p->r, p->rec->kind, p->n) : 0;

	if (before == 0 || same)
		return CV_OK;
	return cv_fail(p->err, CV_E_VALUE,
		"line %lld is about '%s' too, with other values: keep one of the two rows, or give them "
		"different ids if they are two",
		(long long)before, cv_str_text(&p->r->key));
}

/* ---- checks over a whole row ---- */

static enum cv_err in_order(struct reg_putting *p, const char *first, const char *then, bool equal_ok)
{
	const char *a = p->cell[reg_column_index(p->rec->kind, first)],
		   *b = p->cell[reg_column_index(p->rec->kind, then)];
	int c = strcmp(a, b); /* ISO days sort as text */

	if (*a == '\0' || *b == '\0' || c < 0 || (c == 0 && equal_ok))
		return CV_OK;
	return cv_fail_at(p->err, CV_E_VALUE, then, "%s %s lies %s %s %s", then, b, c == 0 ? "on" : "before", first, a);
}

static enum cv_err check_safeguard(struct reg_putting *p)
{
	const char *mech = p->cell[3], *flags = p->cell[7];
	law_mech m;
	uint16_t family;
	bool slug = law_mech_parse(p->r->pack, mech, strlen(mech), &m) || cv_streq(mech, "onward-contract");

	if (cv_listed(flags, ';', "claimed") && !law_family_parse(p->r->pack, mech, strlen(mech), &family))
		return cv_fail_at(p->err, CV_E_VALUE, "mechanism",
			"mechanism '%s' with the flag claimed must be a family: scc, dpf, bcr, adequacy ...", mech);
	if (!cv_listed(flags, ';', "claimed") && !slug)
		return cv_fail_at(p->err, CV_E_VALUE, "mechanism",
			"mechanism '%s' is only a family: name the exact mechanism, or add the flag claimed", mech);
	TRY(in_order(p, "signed", "ended", false));
	return CV_OK;
}

static enum cv_err check_row(struct reg_putting *p)
{
	switch (p->rec->kind) {
	case REG_PARTIES: return reg_check_twin(p->r, p->cell[0], p->cell[1], p->cell[5], p->err);
	case REG_TRANSFERS:
		if (*p->cell[1] && cv_streq(p->cell[1], p->cell[2]))
			return cv_fail_at(p->err, CV_E_VALUE, "importer",
				"importer and exporter are the same party '%s'", p->cell[2]);
		return in_order(p, "from", "until", false);
	case REG_SAFEGUARDS: return check_safeguard(p);
	case REG_ASSESSMENTS: return in_order(p, "dated", "review_by", false);
	case REG_NOTICES: return reg_notice_dated(p);
	case REG_INQUIRIES: case REG_OBJECTIONS: return in_order(p, "received", "closed", true);
	default: return *p->info->last ? in_order(p, p->info->first, p->info->last, false) : CV_OK;
	}
}

static enum cv_err seen(struct reg_putting *p)
{
	p->r->put_n = p->n;
	return p->src.import ? reg_saw(p->r, p->rec->kind, p->n, p->src.line, p->err) : CV_OK;
}

/* Do the names that a party is found by stay what they are? */
static bool same_names(const struct reg_putting *p)
{
	return p->old[1] && cv_streq(p->cell[1], p->old[1]) && cv_streq(p->cell[2], p->old[2]);
}

static enum cv_err write_version(struct reg_putting *p, bool fresh)
{
	struct reg_record rec = { .kind = p->rec->kind, .extra = p->extra };

	memcpy(rec.cell, p->cell, sizeof(rec.cell));
	TRY(reg_add_version(p->r, &rec, fresh || !p->sealed ? "" : p->sealed, cv_str_text(&p->r->key), p->n, p->src,
		p->err));
	if (p->rec->kind != REG_PARTIES || same_names(p))
		return CV_OK;
	return reg_index_names(p->r, p->n, fresh, p->cell[1], p->cell[2], p->err);
}

static enum cv_err put(struct reg_putting *p, enum reg_effect *ret_effect)
{
	bool same;

	TRY(says_nothing_new(p, &same));
	if (!same)
		TRY(resolve_parties(p));
	TRY(settle_id(p));
	cv_str_clear(&p->r->key);
	reg_key(p->rec, p->cell, &p->r->key);
	if (p->r->key.failed)
		return cv_fail(p->err, CV_E_NOMEM, "out of memory");
	if (!same)
		TRY(compare(p, &same));
	TRY(check_once(p, same));
	p->r->seen_before = reg_seen(p->r, p->rec->kind, p->n);
	if (same) {
		*ret_effect = REG_UNCHANGED;
		return seen(p);
	}
	TRY(check_row(p));
	TRY(reg_step_check(p->r, p->rec->kind, p->n, p->n ? (const char *const *)p->old : NULL, p->cell, p->err));
	TRY(reg_note_change(p->r, p->err));
	*ret_effect = p->n ? REG_UPDATED : REG_ADDED;
	if (p->n)
		TRY(reg_close_version(p->r, p->rec->kind, cv_str_text(&p->r->key), p->n, p->known_from, p->err));
	else
		TRY(reg_next_number(p->r, p->rec->kind, &p->n, p->err));
	TRY(write_version(p, *ret_effect == REG_ADDED));
	return seen(p);
}

static enum cv_err put_or_fill(struct reg *r, const struct reg_record *rec, struct reg_source src, bool fill,
	enum reg_effect *ret_effect, const char **ret_id, struct cv_error *err)
{
	struct reg_putting p = { .r = r,
		.info = reg_kind_info(rec->kind),
		.rec = rec,
		.src = src,
		.err = err,
		.fill = fill,
		.extra = rec->extra ? rec->extra : "" };
	enum cv_err e;

	cv_str_clear(&r->conflicts);
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

/* Names of parties: who a text means, which names are alike, and which may not stand side by side. */
#include "registry/reg.h"

#include <stdlib.h>
#include <string.h>

/* Inside a change a party that was there stays there until one is taken away; the same few are asked for again and again. */
static char *remembered(struct reg *r, const char *id)
{
	unsigned h = 0;

	for (const char *p = id; *p; p++)
		h = h * 31 + (unsigned char)*p;
	return r->seq ? r->there[h % CV_LEN(r->there)] : NULL;
}

static enum cv_err exists(struct reg *r, const char *id, bool *ret, struct cv_error *err)
{
	char *there = remembered(r, id);
	struct db_q *q;

	*ret = there && *id && cv_streq(there, id);
	if (*ret)
		return CV_OK;
	if (!reg_met_key(r, REG_PARTIES, id))
		return CV_OK;
	q = db_use(r->db, DB_PARTY_IS, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, id);
	TRY(db_step(q, ret, err));
	db_done(q);
	if (*ret && there && strlen(id) < sizeof(r->there[0]))
		memcpy(there, id, strlen(id) + 1);
	return CV_OK;
}

enum cv_err reg_party_name(struct reg *r, const char *id, struct cv_str *out, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_FACT_GET + REG_PARTIES, err);
	bool row;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, id);
	TRY(db_step(q, &row, err));
	cv_str_puts(out, row ? db_text(q, DB_C_FIRST + 1) : id);
	db_done(q);
	return CV_OK;
}

/* ---- who a text means ---- */

/* Their ids go to r->id, "a, b"; where just one of several is spelled exactly so, it alone. */
static enum cv_err find_named(struct reg *r, const char *text, int *ret_matches, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str exact = { 0 }, last = { 0 };
	int n_exact = 0;
	struct db_q *q;
	bool none;

	*ret_matches = 0;
	cv_str_clear(&r->scratch);
	cv_fold(text, strlen(text), &r->scratch);
	TRY(reg_names_about(r, cv_str_text(&r->scratch), true, &none, err));
	if (none)
		return CV_OK;
	q = db_use(r->db, DB_NAME_FIND, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, cv_str_text(&r->scratch));
	for (bool row;;) {
		TRY(db_step(q, &row, err));
		if (!row)
			break;
		if (*ret_matches > 0 && cv_streq(cv_str_text(&last), db_text(q, DB_N_ID)))
			continue; /* by its name and by an alias */
		cv_str_clear(&last);
		cv_str_puts(&last, db_text(q, DB_N_ID));
		cv_str_printf(&r->id, "%s%s", (*ret_matches)++ > 0 ? ", " : "", db_text(q, DB_N_ID));
		if (cv_streq(db_text(q, DB_N_NAME), text) && n_exact++ == 0)
			cv_str_puts(&exact, db_text(q, DB_N_ID));
	}
	if (*ret_matches > 1 && n_exact == 1) {
		*ret_matches = 1;
		cv_str_clear(&r->id);
		cv_str_puts(&r->id, cv_str_text(&exact));
	}
	r->id.failed |= exact.failed || last.failed;
	return CV_OK;
}

static enum cv_err find_answered(struct reg *r, const char *text, bool *ret, struct cv_error *err)
{
	char *id;

	TRY(reg_same(r, text, &id, err));
	*ret = *id != '\0';
	cv_str_puts(&r->id, id);
	free(id);
	return CV_OK;
}

enum cv_err reg_find_party(struct reg *r, const char *text, int *ret_matches, const char **ret_id, struct cv_error *err)
{
	bool found;

	TRY(exists(r, text, &found, err));
	cv_str_clear(&r->id);
	if (found)
		cv_str_puts(&r->id, text);
	else
		TRY(find_answered(r, text, &found, err));
	*ret_matches = found;
	if (!found)
		TRY(find_named(r, text, ret_matches, err));
	if (ret_id)
		*ret_id = cv_str_text(&r->id);
	return r->id.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

enum cv_err reg_free_id(struct reg *r, const char *name, const char **ret_id, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str slug = { 0 }, id = { 0 };
	int matches = 1;

	cv_slug(name, strlen(name), &slug);
	if (slug.len > 56)
		slug.len = 56;
	if (slug.len == 0)
		cv_str_puts(&slug, "party");
	for (int i = 1; matches; i++) {
		cv_str_clear(&id);
		cv_str_add(&id, cv_str_text(&slug), slug.len);
		if (i > 1)
			cv_str_printf(&id, "-%d", i);
		if (slug.failed || id.failed)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		TRY(reg_find_party(r, cv_str_text(&id), &matches, NULL, err));
	}
	cv_str_clear(&r->id);
	cv_str_puts(&r->id, cv_str_text(&id));
	*ret_id = cv_str_text(&r->id);
	return r->id.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

/* ---- names that are alike ---- */

static bool keep_text(struct cv_arena *a, const char *text, const char **ret)
{
	*ret = cv_arena_text(a, text, strlen(text));
	return *ret != NULL;
}

static bool keep(struct db_q *q, struct cv_arena *a, struct reg_alike *ret)
{
	ret->n = db_int(q, DB_N_N);
	ret->by_alias = db_int(q, DB_N_MAIN) == 0;
	ret->own = cv_streq(db_text(q, DB_N_OWN), "yes");
	ret->source = (struct reg_source){ db_int(q, DB_N_IMPORT), db_int(q, DB_N_LINE) };
	return keep_text(a, db_text(q, DB_N_ID), &ret->id) && keep_text(a, db_text(q, DB_N_NAME), &ret->name) &&
		keep_text(a, db_text(q, DB_N_COUNTRY), &ret->country) &&
		keep_text(a, db_text(q, DB_N_ALIASES), &ret->aliases) &&
		keep_text(a, db_text(q, DB_N_PARENT), &ret->parent);
}

enum cv_err reg_alike(struct reg *r, const char *name, bool stem, struct cv_arena *a, struct reg_alike *ret, size_t max,
	size_t *ret_n, struct cv_error *err)
{
	struct db_q *q;
	bool none;

	*ret_n = 0;
	cv_str_clear(&r->scratch);
	if (stem)
		reg_stem(name, strlen(name), &r->scratch);
	else
		cv_fold(name, strlen(name), &r->scratch);
	if (r->scratch.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	TRY(reg_names_about(r, cv_str_text(&r->scratch), !stem, &none, err));
	if (none)
		return CV_OK;
	q = db_use(r->db, stem ? DB_NAME_STEM : DB_NAME_FIND, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, cv_str_text(&r->scratch));
	for (bool row; *ret_n < max;) {
		TRY(db_step(q, &row, err));
		if (!row)
			return CV_OK;
		if (*ret_n > 0 && cv_streq(ret[*ret_n - 1].id, db_text(q, DB_N_ID))) {
			ret[*ret_n - 1].by_alias &= db_int(q, DB_N_MAIN) == 0;
			continue;
		}
		if (!keep(q, a, &ret[*ret_n])) {
			db_done(q);
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		}
		++*ret_n;
	}
	db_done(q);
	return CV_OK;
}

enum cv_err reg_party_named(
	struct reg *r, const char *id, struct cv_arena *a, struct reg_alike *ret, bool *ret_found, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_NAME_OF, err);
	bool kept;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, id);
	TRY(db_step(q, ret_found, err));
	if (!*ret_found)
		return CV_OK;
	kept = keep(q, a, ret);
	db_done(q);
	return kept ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* ---- names that may not stand side by side ---- */

static enum cv_err answered_distinct(struct reg *r, const char *id, const char *name, const char *other,
	const char *other_name, bool *ret, struct cv_error *err)
{
	*ret = false;
	if (cv_streq(name, other_name))
		return CV_OK; /* nothing would tell them apart */
	TRY(reg_distinct(r, name, other, ret, err));
	return *ret ? CV_OK : reg_distinct(r, other_name, id, ret, err);
}

static enum cv_err taken(const char *name, const char *other, const char *other_name, struct cv_error *err)
{
	if (cv_streq(name, other_name))
		return cv_fail_at(err, CV_E_VALUE, "name",
			"'%s' is the name of party '%s' already: if it is the same, use that id; if not, give both their country",
			name, other);
	return cv_fail_at(err, CV_E_VALUE, "name",
		"'%s' is the name of party '%s' already, as '%s': if it is the same, use that id; if not, give both their country "
		"or answer that they are two (--distinct '%s=%s')",
		name, other, other_name, name, other);
}

/*
 * Two parties of one name are only allowed when both countries are on file and differ, or when somebody said that they are two: then
 * they are two legal entities.
 */
enum cv_err reg_check_twin(struct reg *r, const char *id, const char *name, const char *country, struct cv_error *err)
{
	struct db_q *q;
	bool row, distinct, none;

	cv_str_clear(&r->scratch);
	cv_fold(name, strlen(name), &r->scratch);
	TRY(reg_names_about(r, cv_str_text(&r->scratch), true, &none, err));
	if (none)
		return CV_OK;
	q = db_use(r->db, DB_NAME_MAIN, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, cv_str_text(&r->scratch));
	for (;;) {
		const char *other, *where;
		enum cv_err e;

		TRY(db_step(q, &row, err));
		if (!row)
			return CV_OK;
		other = db_text(q, 0);
		where = db_text(q, 1);
		if (cv_streq(other, id) || (*where && *country && !cv_streq(where, country)))
			continue;
		e = answered_distinct(r, id, name, other, db_text(q, 2), &distinct, err);
		if (e == CV_OK && distinct)
			continue;
		if (e == CV_OK)
			e = taken(name, other, db_text(q, 2), err);
		db_done(q);
		return e;
	}
}

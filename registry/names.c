/* Names of parties: who a text means, and which names may not stand side by side. */
#include "registry/reg.h"

#include <string.h>

static enum cv_err exists(struct reg *r, const char *id, bool *ret, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_FACT_GET + REG_PARTIES, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, id);
	TRY(db_step(q, ret, err));
	db_done(q);
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

enum cv_err reg_find_party(struct reg *r, const char *text, int *ret_matches, const char **ret_id, struct cv_error *err)
{
	struct db_q *q;
	bool row;

	TRY(exists(r, text, &row, err));
	cv_str_clear(&r->id);
	*ret_matches = row;
	if (row) {
		cv_str_puts(&r->id, text);
	} else {
		cv_str_clear(&r->scratch);
		cv_fold(text, strlen(text), &r->scratch);
		q = db_use(r->db, DB_NAME_FIND, err);
		if (q == NULL)
			return CV_E_STORE;
		db_bind_text(q, 1, cv_str_text(&r->scratch));
		for (;;) {
			TRY(db_step(q, &row, err));
			if (!row)
				break;
			if ((*ret_matches)++ > 0)
				cv_str_puts(&r->id, ", ");
			cv_str_puts(&r->id, db_text(q, 0));
		}
	}
	if (ret_id)
		*ret_id = cv_str_text(&r->id);
	return r->id.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

static enum cv_err add_name(
	struct reg *r, const char *id, const char *name, size_t n, bool is_main, struct cv_error *err)
{
	struct db_q *q;

	cv_str_clear(&r->scratch);
	cv_fold(name, n, &r->scratch);
	if (r->scratch.len == 0)
		return CV_OK;
	q = db_use(r->db, DB_NAME_ADD, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, cv_str_text(&r->scratch));
	db_bind_text(q, 2, id);
	db_bind_int(q, 3, is_main);
	return db_run(q, err);
}

enum cv_err reg_index_names(struct reg *r, const char *id, const char *name, const char *aliases, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_NAME_CLEAR, err);
	size_t n;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, id);
	TRY(db_run(q, err));
	TRY(add_name(r, id, name, strlen(name), true, err));
	for (const char *p = aliases, *w; (w = cv_next(&p, ';', &n));)
		TRY(add_name(r, id, w, n, false, err));
	return CV_OK;
}

/* Two parties of one name are only allowed when both countries are on file and differ: then they are two legal entities. */
enum cv_err reg_check_twin(struct reg *r, const char *id, const char *name, const char *country, struct cv_error *err)
{
	struct db_q *q;
	bool row;

	cv_str_clear(&r->scratch);
	cv_fold(name, strlen(name), &r->scratch);
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
		e = cv_fail_at(err, CV_E_VALUE, "name",
			"'%s' is the name of party '%s' already: if it is the same, use that id; if not, give both their country",
			name, other);
		db_done(q);
		return e;
	}
}

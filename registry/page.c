/* Records a few at a time, and one alone: for whoever reads over a slow line. */
#include "registry/reg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_MAX = 18 };

bool reg_kind_has_id(enum reg_kind kind)
{
	return reg_kind_info(kind)->column[0].type == REG_ID;
}

int reg_end_column(enum reg_kind kind)
{
	return reg_column_index(kind, reg_kind_info(kind)->end);
}

enum cv_err reg_instant(struct reg *r, int64_t seq, char ret[CV_INSTANT_TEXT], struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_CHANGE_AT, err);
	bool row;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, seq);
	TRY(db_step(q, &row, err));
	if (!row)
		return cv_fail(err, CV_E_NOT_FOUND, "there is no change %lld", (long long)seq);
	snprintf(ret, CV_INSTANT_TEXT, "%s", db_text(q, 0));
	db_done(q);
	return CV_OK;
}

static enum cv_err page(struct reg *r, int stmt, enum reg_kind kind, int64_t seq, int64_t after, int most,
	reg_version_fn *fn, void *ctx, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, stmt + (int)kind, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, seq);
	db_bind_int(q, 2, after);
	db_bind_int(q, 3, most);
	return reg_each_version(q, kind, fn, ctx, err);
}

enum cv_err reg_page(struct reg *r, enum reg_kind kind, int64_t seq, int64_t after, int most, reg_version_fn *fn,
	void *ctx, struct cv_error *err)
{
	return page(r, DB_FACT_PAGE, kind, seq, after, most, fn, ctx, err);
}

enum cv_err reg_page_extra(struct reg *r, enum reg_kind kind, int64_t seq, int64_t after, int most, reg_version_fn *fn,
	void *ctx, struct cv_error *err)
{
	return page(r, DB_FACT_EXTRA, kind, seq, after, most, fn, ctx, err);
}

/* ---- one ---- */

struct wanted {
	int64_t seq;
	reg_version_fn *fn;
	void *ctx;
	bool found;
};

static enum cv_err as_known(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct wanted *w = ctx;

	if (v->known_from > w->seq || (v->known_until != 0 && v->known_until <= w->seq))
		return CV_OK;
	w->found = true;
	return w->fn(w->ctx, v, err);
}

static enum cv_err by_number(struct reg *r, enum reg_kind kind, int64_t n, struct wanted *w, struct cv_error *err)
{
	return reg_versions(r, kind, n, as_known, w, err);
}

/* The number of the record that has the key now; 0: none has. */
static enum cv_err number_of(struct reg *r, enum reg_kind kind, const char *key, int64_t *ret, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_FACT_GET + (int)kind, err);
	bool row;

	*ret = 0;
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, key);
	TRY(db_step(q, &row, err));
	if (row)
		*ret = db_int(q, DB_C_N);
	db_done(q);
	return CV_OK;
}

/* What was taken back has no key any more, but had one then; another record may have it now. */
static enum cv_err by_key(struct reg *r, enum reg_kind kind, const char *key, struct wanted *w, struct cv_error *err)
{
	struct db_q *q;
	int64_t n, last;

	TRY(number_of(r, kind, key, &n, err));
	if (n > 0)
		TRY(by_number(r, kind, n, w, err));
	TRY(reg_seq(r, &last, err));
	if (w->found || w->seq >= last)
		return CV_OK;
	q = db_use(r->db, DB_FACT_THEN + (int)kind, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, w->seq);
	db_bind_text(q, 2, key);
	return reg_each_version(q, kind, as_known, w, err);
}

static enum cv_err get(struct reg *r, enum reg_kind kind, const char *id, struct wanted *w, struct cv_error *err)
{
	size_t digits = strspn(id, "0123456789");

	if (reg_kind_has_id(kind))
		return by_key(r, kind, id, w, err);
	if (digits == 0 || digits > DIGITS_MAX || id[digits] || *id == '0')
		return CV_OK;
	return by_number(r, kind, strtoll(id, NULL, 10), w, err);
}

enum cv_err reg_get(struct reg *r, enum reg_kind kind, const char *id, int64_t seq, reg_version_fn *fn, void *ctx,
	bool *ret_found, struct cv_error *err)
{
	struct wanted w = { .seq = seq, .fn = fn, .ctx = ctx };
	bool own = !db_in_transaction(r->db);
	enum cv_err e = own ? db_begin_read(r->db, err) : CV_OK;

	if (e == CV_OK)
		e = get(r, kind, id, &w, err);
	if (own)
		db_rollback(r->db);
	*ret_found = w.found;
	return e;
}

enum cv_err reg_get_numbered(struct reg *r, enum reg_kind kind, int64_t n, int64_t seq, reg_version_fn *fn, void *ctx,
	bool *ret_found, struct cv_error *err)
{
	struct wanted w = { .seq = seq, .fn = fn, .ctx = ctx };
	enum cv_err e = by_number(r, kind, n, &w, err);

	*ret_found = w.found;
	return e;
}

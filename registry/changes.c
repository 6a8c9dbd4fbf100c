/* What one change recorded, beside what it superseded. */
#include "registry/reg.h"

static enum cv_err before_of(struct reg *r, enum reg_kind kind, int64_t n, int64_t seq, struct reg_version *ret,
	bool *ret_there, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_FACT_BEFORE + (int)kind, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, n);
	db_bind_int(q, 2, seq);
	TRY(db_step(q, ret_there, err));
	if (*ret_there)
		*ret = reg_version_of(q, kind);
	return CV_OK;
}

/* What the change superseded, if it superseded anything at all of that kind: a first import has nothing to look for. */
static enum cv_err superseded(struct reg *r, enum reg_kind kind, int64_t seq, bool *ret, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_FACT_SUPERSEDED + (int)kind, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, seq);
	TRY(db_step(q, ret, err));
	db_done(q);
	return CV_OK;
}

static enum cv_err made(struct reg *r, enum reg_kind kind, int64_t seq, bool any_before, reg_change_fn *fn, void *ctx,
	struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_FACT_MADE + (int)kind, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, seq);
	for (;;) {
		struct reg_version now, before;
		bool row, there = false;
		enum cv_err e = CV_OK;

		TRY(db_step(q, &row, err));
		if (!row)
			return CV_OK;
		now = reg_version_of(q, kind);
		if (any_before)
			e = before_of(r, kind, now.n, seq, &before, &there, err);
		if (e == CV_OK)
			e = fn(ctx, &now, there ? &before : NULL, err);
		if (e != CV_OK) {
			db_done(q);
			return e;
		}
	}
}

static enum cv_err closed(
	struct reg *r, enum reg_kind kind, int64_t seq, reg_change_fn *fn, void *ctx, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_FACT_CLOSED + (int)kind, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, seq);
	for (;;) {
		struct reg_version before;
		enum cv_err e;
		bool row;

		TRY(db_step(q, &row, err));
		if (!row)
			return CV_OK;
		before = reg_version_of(q, kind);
		e = fn(ctx, NULL, &before, err);
		if (e != CV_OK) {
			db_done(q);
			return e;
		}
	}
}

enum cv_err reg_changes(struct reg *r, int64_t seq, reg_change_fn *fn, void *ctx, struct cv_error *err)
{
	for (int k = 0; k < REG_KIND_COUNT; k++) {
		bool before;

		TRY(superseded(r, (enum reg_kind)k, seq, &before, err));
		TRY(made(r, (enum reg_kind)k, seq, before, fn, ctx, err));
		if (before)
			TRY(closed(r, (enum reg_kind)k, seq, fn, ctx, err));
	}
	return CV_OK;
}

enum cv_err reg_change_log(struct reg *r, int64_t after, reg_change_row_fn *fn, void *ctx, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_CHANGE_SINCE, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, after);
	for (;;) {
		struct reg_change_row c;
		enum cv_err e;
		bool row;

		TRY(db_step(q, &row, err));
		if (!row)
			return CV_OK;
		c = (struct reg_change_row){ db_int(q, 0), db_text(q, 1), db_text(q, 2), db_text(q, 3), db_text(q, 4) };
		e = fn(ctx, &c, err);
		if (e != CV_OK) {
			db_done(q);
			return e;
		}
	}
}

enum cv_err reg_moved(struct reg *r, reg_moved_fn *fn, void *ctx, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_PARTY_MOVED, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, r->seq);
	for (;;) {
		struct reg_move m;
		enum cv_err e;
		bool row;

		TRY(db_step(q, &row, err));
		if (!row)
			return CV_OK;
		m = (struct reg_move){ db_text(q, 0), db_text(q, 1), db_text(q, 2), db_int(q, 3) };
		e = fn(ctx, &m, err);
		if (e != CV_OK) {
			db_done(q);
			return e;
		}
	}
}

enum cv_err reg_legs_into(struct reg *r, const char *party, reg_version_fn *fn, void *ctx, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_LEGS_INTO, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, party);
	for (;;) {
		struct reg_version v;
		enum cv_err e;
		bool row;

		TRY(db_step(q, &row, err));
		if (!row)
			return CV_OK;
		v = reg_version_of(q, REG_TRANSFERS);
		e = fn(ctx, &v, err);
		if (e != CV_OK) {
			db_done(q);
			return e;
		}
	}
}

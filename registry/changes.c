/* What one change recorded, beside what it superseded. */
#include "registry/reg.h"

/* Its texts live until the statement is done. */
static enum cv_err before_of(struct reg *r, enum reg_kind kind, int64_t n, int64_t seq, struct db_q **ret_q,
	struct reg_version *ret, bool *ret_there, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_FACT_BEFORE + (int)kind, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, n);
	db_bind_int(q, 2, seq);
	TRY(db_step(q, ret_there, err));
	if (*ret_there)
		*ret = reg_version_of(q, kind);
	*ret_q = q;
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

struct telling {
	struct reg *r;
	enum reg_kind kind;
	int64_t seq;
	bool any_before;
	reg_change_fn *fn;
	void *ctx;
};

static enum cv_err on_made(void *ctx, const struct reg_version *now, struct cv_error *err)
{
	struct telling *t = ctx;
	struct reg_version before;
	struct db_q *q = NULL;
	bool there = false;
	enum cv_err e;

	if (t->any_before)
		TRY(before_of(t->r, t->kind, now->n, t->seq, &q, &before, &there, err));
	e = t->fn(t->ctx, now, there ? &before : NULL, err);
	if (q)
		db_done(q);
	return e;
}

static enum cv_err on_closed(void *ctx, const struct reg_version *before, struct cv_error *err)
{
	struct telling *t = ctx;

	return t->fn(t->ctx, NULL, before, err);
}

static enum cv_err of_kind(struct telling *t, int stmt, reg_version_fn *fn, struct cv_error *err)
{
	struct db_q *q = db_use(t->r->db, stmt + (int)t->kind, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, t->seq);
	return reg_each_version(q, t->kind, fn, t, err);
}

enum cv_err reg_changes(struct reg *r, int64_t seq, reg_change_fn *fn, void *ctx, struct cv_error *err)
{
	for (int k = 0; k < REG_KIND_COUNT; k++) {
		struct telling t = { .r = r, .kind = (enum reg_kind)k, .seq = seq, .fn = fn, .ctx = ctx };

		TRY(superseded(r, t.kind, seq, &t.any_before, err));
		TRY(of_kind(&t, DB_FACT_MADE, on_made, err));
		if (t.any_before)
			TRY(of_kind(&t, DB_FACT_CLOSED, on_closed, err));
	}
	return CV_OK;
}

struct change_rows {
	reg_change_row_fn *fn;
	void *ctx;
};

static enum cv_err change_row(void *ctx, struct db_q *q, struct cv_error *err)
{
	struct change_rows *g = ctx;
	struct reg_change_row c = { db_int(q, 0), db_text(q, 1), db_text(q, 2), db_text(q, 3), db_text(q, 4) };

	return g->fn(g->ctx, &c, err);
}

enum cv_err reg_change_log(struct reg *r, int64_t after, reg_change_row_fn *fn, void *ctx, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_CHANGE_SINCE, err);
	struct change_rows g = { fn, ctx };

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, after);
	return db_each(q, change_row, &g, err);
}

struct moves {
	reg_moved_fn *fn;
	void *ctx;
};

static enum cv_err move(void *ctx, struct db_q *q, struct cv_error *err)
{
	struct moves *g = ctx;
	struct reg_move m = { db_text(q, 0), db_text(q, 1), db_text(q, 2), db_int(q, 3) };

	return g->fn(g->ctx, &m, err);
}

enum cv_err reg_moved(struct reg *r, reg_moved_fn *fn, void *ctx, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_PARTY_MOVED, err);
	struct moves g = { fn, ctx };

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, r->seq);
	return db_each(q, move, &g, err);
}

enum cv_err reg_legs_into(struct reg *r, const char *party, reg_version_fn *fn, void *ctx, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_LEGS_INTO, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, party);
	return reg_each_version(q, REG_TRANSFERS, fn, ctx, err);
}

/* The list of imports: when, who, which file, with what effect. */
#include "registry/reg.h"

#include <stdio.h>

/* The row is written only when the import changes something: reg_import_end() writes it; the number is settled here. */
enum cv_err reg_import_begin(
	struct reg *r, const char *source, enum reg_conflict on_conflict, int64_t *ret_id, struct cv_error *err)
{
	snprintf(r->source, sizeof(r->source), "%s", source);
	r->on_conflict = on_conflict;
	r->once = false;
	reg_forget_seen(r);
	reg_make_room(r);
	TRY(reg_met_begin(r, err));
	if (r->last_import < 0)
		TRY(reg_number(r, DB_IMPORT_LAST, &r->last_import, err));
	*ret_id = ++r->last_import;
	return CV_OK;
}

void reg_import_policy(struct reg *r, enum reg_conflict on_conflict)
{
	r->on_conflict = on_conflict;
}

void reg_once(struct reg *r, bool once)
{
	r->once = once;
}

int64_t reg_put_before(const struct reg *r)
{
	return r->seen_before;
}

int64_t reg_put_number(const struct reg *r)
{
	return r->put_n;
}

const char *reg_put_conflicts(const struct reg *r)
{
	return cv_str_text(&r->conflicts);
}

static enum cv_err add(struct reg *r, const struct reg_import *i, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_IMPORT_ADD, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, i->id);
	db_bind_int(q, 2, r->seq);
	db_bind_text(q, 3, i->file);
	db_bind_text(q, 4, i->sha256);
	db_bind_text(q, 5, i->kind);
	db_bind_text(q, 6, r->source);
	return db_run(q, err);
}

enum cv_err reg_import_end(struct reg *r, const struct reg_import *i, struct cv_error *err)
{
	struct db_q *q;

	if (!r->noted)
		return CV_OK; /* nothing recorded, nothing to list */
	TRY(add(r, i, err));
	q = db_use(r->db, DB_IMPORT_COUNTS, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, i->rows);
	db_bind_int(q, 2, i->added);
	db_bind_int(q, 3, i->updated);
	db_bind_int(q, 4, i->unchanged);
	db_bind_int(q, 5, i->refused);
	db_bind_int(q, 6, i->skipped);
	db_bind_int(q, 7, i->ended);
	db_bind_int(q, 8, i->id);
	return db_run(q, err);
}

static struct reg_import import_of(struct db_q *q)
{
	return (struct reg_import){ .id = db_int(q, 0),
		.seq = db_int(q, 1),
		.file = db_text(q, 2),
		.sha256 = db_text(q, 3),
		.kind = db_text(q, 4),
		.who = db_text(q, 5),
		.at = db_text(q, 6),
		.rows = db_int(q, 7),
		.added = db_int(q, 8),
		.updated = db_int(q, 9),
		.unchanged = db_int(q, 10),
		.refused = db_int(q, 11),
		.skipped = db_int(q, 12),
		.source = db_text(q, 13),
		.ended = db_int(q, 14),
		.undone = db_int(q, 15),
		.undone_at = db_text(q, 16),
		.undone_by = db_text(q, 17) };
}

struct imports {
	reg_import_fn *fn;
	void *ctx;
};

static enum cv_err on_import(void *ctx, struct db_q *q, struct cv_error *err)
{
	struct imports *g = ctx;
	struct reg_import i = import_of(q);

	return g->fn(g->ctx, &i, err);
}

static enum cv_err each_import(struct db_q *q, reg_import_fn *fn, void *ctx, struct cv_error *err)
{
	struct imports g = { fn, ctx };

	return db_each(q, on_import, &g, err);
}

enum cv_err reg_import_get(struct reg *r, int64_t id, reg_import_fn *fn, void *ctx, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_IMPORT_ALL, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, id);
	return each_import(q, fn, ctx, err);
}

enum cv_err reg_imports_before(
	struct reg *r, int64_t before, int n, reg_import_fn *fn, void *ctx, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_IMPORT_PAGE, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, before > 0 ? before : INT64_MAX);
	db_bind_int(q, 2, n);
	return each_import(q, fn, ctx, err);
}

enum cv_err reg_imports(struct reg *r, reg_import_fn *fn, void *ctx, struct cv_error *err)
{
	return reg_import_get(r, 0, fn, ctx, err);
}

enum cv_err reg_import_of_source(struct reg *r, const char *source, int64_t *ret_id, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_IMPORT_OF_SOURCE, err);
	bool row;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, source);
	TRY(db_step(q, &row, err));
	*ret_id = row ? db_int(q, 0) : 0;
	db_done(q);
	return CV_OK;
}

enum cv_err reg_each_of_source(
	struct reg *r, enum reg_kind kind, const char *source, reg_version_fn *fn, void *ctx, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_FACT_OF_SOURCE + (int)kind, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, source);
	return reg_each_version(q, kind, fn, ctx, err);
}

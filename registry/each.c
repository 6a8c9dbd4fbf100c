/* Walking the records of a kind as known at an instant. */
#include "registry/reg.h"

#include <string.h>

struct reg_version reg_version_of(struct db_q *q, enum reg_kind kind)
{
	struct reg_version v = { .n = db_int(q, DB_C_N), .known_from = db_int(q, DB_C_KNOWN_FROM),
		.known_until = db_int(q, DB_C_KNOWN_UNTIL), .source = { db_int(q, DB_C_IMPORT), db_int(q, DB_C_LINE) },
		.key = db_text(q, DB_C_KEY),
		.sealed = db_text(q, DB_C_SEALED), .record = { .kind = kind, .extra = db_text(q, DB_C_EXTRA) } };

	for (size_t i = 0; i < reg_kind_info(kind)->n; i++)
		v.record.cell[i] = db_text(q, DB_C_FIRST + (int)i);
	return v;
}

struct versions {
	enum reg_kind kind;
	reg_version_fn *fn;
	void *ctx;
};

static enum cv_err version(void *ctx, struct db_q *q, struct cv_error *err)
{
	struct versions *g = ctx;
	struct reg_version v = reg_version_of(q, g->kind);

	return g->fn(g->ctx, &v, err);
}

enum cv_err reg_each_version(struct db_q *q, enum reg_kind kind, reg_version_fn *fn, void *ctx, struct cv_error *err)
{
	struct versions g = { kind, fn, ctx };

	return db_each(q, version, &g, err);
}

/* Which cell each result of DB_FACT_VIEW is. */
struct slim {
	struct reg_version v;
	int n, cell[REG_COLUMNS_MAX];
	reg_version_fn *fn;
	void *ctx;
};

static void begin_slim(struct slim *s, struct db_q *q, enum reg_kind kind)
{
	s->v = (struct reg_version){ .key = "", .sealed = "", .record = { .kind = kind } };
	for (size_t i = 0; i < reg_kind_info(kind)->n; i++)
		s->v.record.cell[i] = "";
	for (int i = DB_V_FIRST; i < db_columns(q); i++)
		s->cell[s->n++] = reg_column_index(kind, db_column(q, i));
}

static enum cv_err slim_version(void *ctx, struct db_q *q, struct cv_error *err)
{
	struct slim *s = ctx;

	s->v.n = db_int(q, DB_V_N);
	s->v.record.extra = db_text(q, DB_V_EXTRA);
	for (int i = 0; i < s->n; i++)
		s->v.record.cell[s->cell[i]] = db_text(q, DB_V_FIRST + i);
	return s->fn(s->ctx, &s->v, err);
}

enum cv_err reg_walk_by(
	struct reg *r, int stmt, enum reg_kind kind, int64_t seq, reg_version_fn *fn, void *ctx, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, stmt + (int)kind, err);
	struct slim s = { .fn = fn, .ctx = ctx };

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, seq);
	if (stmt != DB_FACT_VIEW)
		return reg_each_version(q, kind, fn, ctx, err);
	begin_slim(&s, q, kind);
	return db_each(q, slim_version, &s, err);
}

enum cv_err reg_walk(
	struct reg *r, enum reg_kind kind, int64_t seq, reg_version_fn *fn, void *ctx, struct cv_error *err)
{
	return reg_walk_by(r, DB_FACT_EACH, kind, seq, fn, ctx, err);
}

bool reg_holds(const struct reg_record *rec, cv_day on)
{
	const struct reg_kind_info *info = reg_kind_info(rec->kind);
	int first = reg_column_index(rec->kind, info->first), end = reg_column_index(rec->kind, info->last);
	struct cv_span span = { CV_DAY_NONE, CV_DAY_EVER };

	if (!cv_day_known(on))
		return true;
	if (first >= 0)
		(void)!cv_day_parse(rec->cell[first], strlen(rec->cell[first]), &span.from);
	if (end >= 0)
		(void)!cv_day_parse(rec->cell[end], strlen(rec->cell[end]), &span.until);
	return cv_span_has(span, on);
}

struct on_day {
	cv_day on;
	reg_version_fn *fn;
	void *ctx;
};

static enum cv_err only_then(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct on_day *d = ctx;

	return reg_holds(&v->record, d->on) ? d->fn(d->ctx, v, err) : CV_OK;
}

enum cv_err reg_each(struct reg *r, enum reg_kind kind, cv_day on, const char *known_at, reg_version_fn *fn, void *ctx,
	struct cv_error *err)
{
	struct on_day d = { on, fn, ctx };
	bool own = !db_in_transaction(r->db);
	int64_t seq;
	enum cv_err e;

	if (own)
		TRY(db_begin_read(r->db, err));
	e = reg_known(r, known_at, &seq, err);
	if (e == CV_OK)
		e = cv_day_known(on) ? reg_walk(r, kind, seq, only_then, &d, err)
				     : reg_walk(r, kind, seq, fn, ctx, err);
	if (own)
		db_rollback(r->db);
	return e;
}

enum cv_err reg_versions(
	struct reg *r, enum reg_kind kind, int64_t n, reg_version_fn *fn, void *ctx, struct cv_error *err)
{
	return reg_walk_by(r, DB_FACT_HISTORY, kind, n, fn, ctx, err);
}

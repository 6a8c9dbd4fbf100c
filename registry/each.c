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

enum cv_err reg_walk_by(
	struct reg *r, int stmt, enum reg_kind kind, int64_t seq, reg_version_fn *fn, void *ctx, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, stmt + (int)kind, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, seq);
	for (;;) {
		struct reg_version v;
		enum cv_err e;
		bool row;

		TRY(db_step(q, &row, err));
		if (!row)
			return CV_OK;
		v = reg_version_of(q, kind);
		e = fn(ctx, &v, err);
		if (e != CV_OK) {
			db_done(q);
			return e;
		}
	}
}

enum cv_err reg_walk(
	struct reg *r, enum reg_kind kind, int64_t seq, reg_version_fn *fn, void *ctx, struct cv_error *err)
{
	return reg_walk_by(r, DB_FACT_EACH, kind, seq, fn, ctx, err);
}

struct on_day {
	cv_day on;
	int from, until; /* columns, -1: none */
	reg_version_fn *fn;
	void *ctx;
};

static enum cv_err only_then(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct on_day *d = ctx;
	struct cv_span span = { CV_DAY_NONE, CV_DAY_EVER };

	if (d->from >= 0)
		(void)!cv_day_parse(v->record.cell[d->from], strlen(v->record.cell[d->from]), &span.from);
	if (d->until >= 0)
		(void)!cv_day_parse(v->record.cell[d->until], strlen(v->record.cell[d->until]), &span.until);
	return cv_span_has(span, d->on) ? d->fn(d->ctx, v, err) : CV_OK;
}

static struct on_day day_columns(enum reg_kind kind)
{
	static const char *const from[REG_KIND_COUNT] = { "", "from", "signed", "from", "dated" };
	static const char *const until[REG_KIND_COUNT] = { "", "until", "ended", "until", "" };

	return (struct on_day){ .from = reg_column_index(kind, from[kind]),
		.until = reg_column_index(kind, until[kind]) };
}

enum cv_err reg_each(struct reg *r, enum reg_kind kind, cv_day on, const char *known_at, reg_version_fn *fn, void *ctx,
	struct cv_error *err)
{
	struct on_day d = day_columns(kind);
	bool own = !db_in_transaction(r->db);
	int64_t seq;
	enum cv_err e;

	d.on = on;
	d.fn = fn;
	d.ctx = ctx;
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

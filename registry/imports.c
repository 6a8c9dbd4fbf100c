/* The list of imports: when, who, which file, with what effect. */
#include "registry/reg.h"

/* The row is written only when the import changes something: reg_import_end() writes it; the number is settled here. */
enum cv_err reg_import_begin(struct reg *r, const char *file, const char *sha256, const char *kind, int64_t *ret_id,
	struct cv_error *err)
{
	(void)file;
	(void)sha256;
	(void)kind;
	if (r->last_import < 0)
		TRY(reg_number(r, DB_IMPORT_LAST, &r->last_import, err));
	*ret_id = ++r->last_import;
	return CV_OK;
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
	db_bind_int(q, 7, i->id);
	return db_run(q, err);
}

enum cv_err reg_imports(struct reg *r, reg_import_fn *fn, void *ctx, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_IMPORT_ALL, err);

	if (q == NULL)
		return CV_E_STORE;
	for (;;) {
		struct reg_import i;
		enum cv_err e;
		bool row;

		TRY(db_step(q, &row, err));
		if (!row)
			return CV_OK;
		i = (struct reg_import){ .id = db_int(q, 0), .seq = db_int(q, 1), .file = db_text(q, 2), .sha256 = db_text(q, 3),
			.kind = db_text(q, 4), .who = db_text(q, 5), .at = db_text(q, 6), .rows = db_int(q, 7), .added = db_int(q, 8),
			.updated = db_int(q, 9), .unchanged = db_int(q, 10), .refused = db_int(q, 11), .skipped = db_int(q, 12) };
		e = fn(ctx, &i, err);
		if (e != CV_OK) {
			db_done(q);
			return e;
		}
	}
}

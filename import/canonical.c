/* One row of a canonical kind -> one record -> the register. */
#include "import/inside.h"

#include <string.h>

static enum cv_err read_cells(struct imp_reading *g, const struct cv_row *row, struct reg_record *rec, struct cv_error *err)
{
	const struct reg_kind_info *info = reg_kind_info(rec->kind);

	cv_str_clear(&g->extra);
	for (size_t i = 0; i < info->n; i++)
		cv_str_clear(&g->cell[i]);
	for (size_t i = 0; i < g->n_columns && i < row->n; i++) {
		const struct imp_column *c = &g->column[i];
		const char *text = cv_csv_restore(row->cell[i].text);

		if (c->field >= 0)
			TRY(reg_cell(reg_pack(g->r), rec->kind, c->field, text, strlen(text), &g->cell[c->field], err));
		else if (*c->header && *text)
			imp_add_extra(&g->extra, c->header, text);
	}
	for (size_t i = 0; i < info->n; i++)
		rec->cell[i] = g->given[i] ? cv_str_text(&g->cell[i]) : NULL;
	rec->extra = cv_str_text(&g->extra);
	return g->extra.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

static enum cv_err put(struct imp_reading *g, const struct cv_row *row, enum reg_effect *ret_effect, struct cv_error *err)
{
	struct reg_record rec = { .kind = (enum reg_kind)g->kind };
	struct reg_source src = { g->import, (int64_t)row->line };
	const char *key;
	size_t before;

	for (size_t i = g->n_columns; i < row->n; i++)
		if (row->cell[i].len > 0)
			return cv_fail(err, CV_E_CSV, "%zu cells where the header has %zu: is a comma inside a cell without quotes?", row->n,
				g->n_columns);
	if (row->n < g->n_columns)
		return cv_fail(err, CV_E_CSV, "%zu cells where the header has %zu: cells are missing at the end", row->n, g->n_columns);
	TRY(read_cells(g, row, &rec, err));
	TRY(reg_put(g->r, &rec, src, ret_effect, &key, err));
	TRY(imp_seen(g, key, row->line, &before, err));
	if (before && *ret_effect != REG_UNCHANGED)
		return cv_fail(err, CV_E_VALUE, "this row is about the same record as line %zu, with other values: keep one", before);
	return CV_OK;
}

enum cv_err imp_canonical_row(struct imp_reading *g, const struct cv_row *row, struct cv_error *err)
{
	struct cv_error row_err = { 0 };
	enum reg_effect effect;
	enum cv_err e = put(g, row, &effect, &row_err);

	if (e != CV_OK)
		return imp_row_error(g, row->line, e, &row_err, err);
	g->rep->added += effect == REG_ADDED;
	g->rep->updated += effect == REG_UPDATED;
	g->rep->unchanged += effect == REG_UNCHANGED;
	return CV_OK;
}

/* One row of a canonical kind -> one record -> the register. */
#include "import/inside.h"

#include <stdlib.h>
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

/* ---- a party whose parent comes further down: put without it now, with it at the end ---- */

struct imp_later {
	char *id, *parent;
	size_t line;
	enum reg_effect effect;
};

static enum cv_err put_later(struct imp_reading *g, struct reg_record *rec, struct reg_source src, enum reg_effect *ret_effect,
	const char **ret_key, struct cv_error *err)
{
	int column = reg_column_index(REG_PARTIES, "parent");
	struct imp_later *more = realloc(g->later, (g->n_later + 1) * sizeof(*more));

	if (more == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	g->later = more;
	more = &g->later[g->n_later];
	*more = (struct imp_later){ .parent = cv_strdup(rec->cell[column]), .line = (size_t)src.line };
	g->n_later++;
	rec->cell[column] = NULL;
	TRY(reg_put(g->r, rec, src, ret_effect, ret_key, err));
	more->id = cv_strdup(*ret_key);
	more->effect = *ret_effect;
	return more->id && more->parent ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

static enum cv_err put_record(struct imp_reading *g, struct reg_record *rec, struct reg_source src, enum reg_effect *ret_effect,
	const char **ret_key, struct cv_error *err)
{
	enum cv_err e = reg_put(g->r, rec, src, ret_effect, ret_key, err);

	if (e == CV_E_NOT_FOUND && rec->kind == REG_PARTIES && cv_streq(err->field, "parent"))
		return put_later(g, rec, src, ret_effect, ret_key, err);
	return e;
}

static enum cv_err settle_parent(struct imp_reading *g, struct imp_later *l, struct cv_error *err)
{
	struct reg_record rec = { .kind = REG_PARTIES };
	enum reg_effect effect;

	rec.cell[0] = l->id;
	rec.cell[reg_column_index(REG_PARTIES, "parent")] = l->parent;
	TRY(reg_put(g->r, &rec, (struct reg_source){ g->import, (int64_t)l->line }, &effect, NULL, err));
	if (l->effect == REG_UNCHANGED && effect != REG_UNCHANGED) {
		g->rep->unchanged--;
		g->rep->updated++;
	}
	return CV_OK;
}

enum cv_err imp_settle_parents(struct imp_reading *g, struct cv_error *err)
{
	for (size_t i = 0; i < g->n_later; i++) {
		struct imp_later *l = &g->later[i];
		struct cv_error row_err = { 0 };
		enum cv_err e = l->id ? settle_parent(g, l, &row_err) : CV_OK;

		if (e == CV_OK)
			continue;
		g->rep->added -= l->effect == REG_ADDED;
		g->rep->updated -= l->effect == REG_UPDATED;
		g->rep->unchanged -= l->effect == REG_UNCHANGED;
		TRY(imp_row_error(g, l->line, e, &row_err, err));
	}
	return CV_OK;
}

void imp_later_finish(struct imp_reading *g)
{
	for (size_t i = 0; i < g->n_later; i++) {
		free(g->later[i].id);
		free(g->later[i].parent);
	}
	free(g->later);
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
	TRY(put_record(g, &rec, src, ret_effect, &key, err));
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

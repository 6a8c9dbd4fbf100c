/* One row of a canonical kind -> one record -> the register. */
#include "import/twins.h"

#include <stdlib.h>
#include <string.h>

enum { PARTY_ID = 0, PARTY_NAME = 1 };

/* All cells are read, so that every defect of the row is seen at once. */
static enum cv_err read_cells(struct imp_reading *g, const struct cv_row *row, struct reg_record *rec, bool *ret_good,
	struct cv_error *err)
{
	const struct reg_kind_info *info = reg_kind_info(rec->kind);
	struct cv_error row_err = { 0 };

	cv_str_clear(&g->extra);
	for (size_t i = 0; i < info->n; i++)
		cv_str_clear(&g->cell[i]);
	for (size_t i = 0; i < g->n_columns; i++) {
		const struct imp_column *c = &g->column[i];
		const char *text = cv_csv_restore(row->cell[i].text);
		enum cv_err e;

		if (c->field == IMP_NONE && (*text || !c->unnamed))
			imp_add_extra(&g->extra, c->header, text);
		if (c->field < 0)
			continue;
		e = imp_meant(g, rec->kind, c->field, row->line, &text, &row_err);
		if (e == CV_OK)
			e = reg_cell(reg_pack(g->r), rec->kind, c->field, text, strlen(text), &g->cell[c->field], &row_err);
		if (e == CV_OK)
			continue;
		*ret_good = false;
		TRY(imp_row_defect(g, row->line, e, &row_err, err));
	}
	for (size_t i = 0; i < info->n; i++)
		rec->cell[i] = g->given[i] ? cv_str_text(&g->cell[i]) : NULL;
	rec->extra = cv_str_text(&g->extra);
	return g->extra.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

/* ---- parents that come further down ---- */

static enum cv_err parent_is_missing(
	struct imp_reading *g, const struct reg_record *rec, bool *ret, struct cv_error *err)
{
	const char *parent = rec->kind == REG_PARTIES ? rec->cell[reg_column_index(REG_PARTIES, "parent")] : NULL;
	int matches = 1;

	if (parent && *parent)
		TRY(reg_find_party(g->r, parent, &matches, NULL, err));
	*ret = matches == 0;
	return CV_OK;
}

static const struct imp_parent *waiting(const struct imp_reading *g, const char *id)
{
	for (size_t i = 0; i < g->n_parents; i++)
		if (cv_streq(g->parent[i].id, id))
			return &g->parent[i];
	return NULL;
}

static enum cv_err wait_for_parent(struct imp_reading *g, const char *id, const char *parent, size_t line,
	enum reg_effect effect, struct cv_error *err)
{
	void *parents = g->parent;
	struct imp_parent *p;

	TRY(imp_grow(&parents, &g->parents_cap, g->n_parents, sizeof(*g->parent), err));
	g->parent = parents;
	p = &g->parent[g->n_parents];
	*p = (struct imp_parent){ cv_strdup(id), cv_strdup(parent), line, effect };
	g->n_parents++;
	return p->id && p->parent ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

static void count(struct imp_report *rep, enum reg_effect effect)
{
	switch (effect) {
	case REG_ADDED: rep->added++; return;
	case REG_UPDATED: rep->updated++; return;
	case REG_UNCHANGED: rep->unchanged++; return;
	}
}

static enum cv_err set_parent(struct imp_reading *g, struct imp_parent *p, struct cv_error *err)
{
	struct reg_record rec = { .kind = REG_PARTIES };
	struct reg_source src = { g->import, (int64_t)p->line };
	struct cv_error row_err = { 0 };
	enum reg_effect effect;
	enum cv_err e;

	rec.cell[PARTY_ID] = p->id;
	rec.cell[reg_column_index(REG_PARTIES, "parent")] = p->parent;
	reg_once(g->r, false);
	e = reg_put(g->r, &rec, src, &effect, NULL, &row_err);
	if (e != CV_OK) {
		g->late = true;
		g->rep->refused++;
		return imp_row_defect(g, p->line, e, &row_err, err);
	}
	count(g->rep, p->effect == REG_UNCHANGED ? effect : p->effect);
	return CV_OK;
}

enum cv_err imp_canonical_end(struct imp_reading *g, struct cv_error *err)
{
	TRY(imp_twin_rows_end(g, err));
	for (size_t i = 0; i < g->n_parents; i++)
		TRY(set_parent(g, &g->parent[i], err));
	return imp_ask_order(g, err);
}

void imp_canonical_finish(struct imp_reading *g)
{
	for (size_t i = 0; i < g->n_parents; i++) {
		free(g->parent[i].id);
		free(g->parent[i].parent);
	}
	free(g->parent);
}

/* ---- the row ---- */

/* The second row of a party whose parent is still to come: does it say the same of it? */
static bool repeats(const struct imp_reading *g, const char *key, const char *parent)
{
	const struct imp_parent *w = waiting(g, key);

	return w ? parent && cv_streq(w->parent, parent) : parent == NULL;
}

static enum cv_err put(struct imp_reading *g, const struct cv_row *row, struct reg_record *rec, struct cv_error *err)
{
	const int parent_column = reg_column_index(REG_PARTIES, "parent");
	struct reg_source src = { g->import, (int64_t)row->line };
	const char *key, *parent = NULL;
	enum reg_effect effect;
	int64_t before;
	bool wait, later;

	TRY(imp_twin_row(g, rec, row->line, &later, err));
	if (later)
		return CV_OK;
	TRY(parent_is_missing(g, rec, &wait, err));
	if (wait) {
		parent = rec->cell[parent_column];
		rec->cell[parent_column] = NULL;
	}
	TRY(reg_put(g->r, rec, src, &effect, &key, err));
	imp_note_conflicts(g, row->line);
	before = reg_put_before(g->r);
	if (before && rec->kind == REG_PARTIES && g->n_parents > 0 && !repeats(g, key, parent))
		return cv_fail(err, CV_E_VALUE,
			"line %lld is about '%s' too, with another parent: keep one of the two rows", (long long)before,
			key);
	if (wait && !before)
		TRY(wait_for_parent(g, key, parent, row->line, effect, err));
	else
		count(g->rep, effect);
	return imp_twin_row_done(g, rec, key, wait ? parent : rec->cell[parent_column], row->line, effect, err);
}

enum cv_err imp_canonical_row(struct imp_reading *g, const struct cv_row *row, struct cv_error *err)
{
	struct reg_record rec = { .kind = (enum reg_kind)g->kind };
	struct cv_error row_err = { 0 };
	bool good;
	enum cv_err e;

	TRY(imp_row_shape(g, row, &good, err));
	if (good)
		TRY(read_cells(g, row, &rec, &good, err));
	if (!good) {
		g->rep->refused++;
		return CV_OK;
	}
	e = put(g, row, &rec, &row_err);
	if (e == CV_OK)
		return CV_OK;
	g->rep->refused++;
	return imp_row_defect(g, row->line, e, &row_err, err);
}

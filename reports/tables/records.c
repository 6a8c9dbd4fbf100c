/* The records of a kind, as they are: what imports again with no change. */
#include "reports/tables/inside.h"

#include "registry/pages.h"
#include "reports/reports.h"

#include <stdlib.h>
#include <string.h>

struct writing {
	struct rep_run *x;
	const struct reg_kind_info *info;
	int of[REG_COLUMNS_MAX]; /* column of the report -> of the kind */
	size_t n_own;
	const char **cell;
	size_t *at; /* of an unknown column: where its value stands in `value` */
	size_t n, cap;
	struct cv_str value, name; /* of unknown columns, while a row is written */
	int64_t last;
	bool more;
};

/* ---- which records --------------------------------------------------------------------------------------------- */

static bool in_list(const char *list, const char *word)
{
	size_t n, len = strlen(word);

	for (const char *p = list, *w; (w = cv_next(&p, ';', &n));)
		if (n == len && memcmp(w, word, n) == 0)
			return true;
	return false;
}

static bool named(const struct writing *w, const char *column, const char *const *cell, const char *wanted)
{
	int i = reg_column_index(w->x->report->kind, column);

	return *wanted == '\0' || (i >= 0 && cv_streq(cell[i], wanted));
}

/* Does any column of these types say it? */
static bool any_says(const struct writing *w, const char *const *cell, enum reg_type a, enum reg_type b, const char *wanted)
{
	if (*wanted == '\0')
		return true;
	for (size_t i = 0; i < w->info->n; i++) {
		enum reg_type t = w->info->column[i].type;

		if ((t == a || t == b) && in_list(cell[i], wanted))
			return true;
	}
	return false;
}

static bool wanted(const struct writing *w, const struct reg_version *v)
{
	const struct rep_run *x = w->x;
	const char *const *cell = v->record.cell;

	if (!reg_holds(&v->record, x->on))
		return false;
	if (!any_says(w, cell, REG_PARTY, REG_PARTY, x->want.party) &&
		(v->record.kind != REG_PARTIES || !cv_streq(cell[0], x->want.party)))
		return false;
	return any_says(w, cell, REG_COUNTRY, REG_COUNTRIES, x->want.country) &&
		any_says(w, cell, REG_MECHANISM, REG_FRAMEWORK, x->want.mechanism) &&
		named(w, "exporter", cell, x->want.exporter) && named(w, "outcome", cell, x->want.outcome_word) &&
		named(w, "kind", cell, x->want.kind);
}

/* ---- columns --------------------------------------------------------------------------------------------------- */

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

static enum cv_err grow(struct writing *w, struct cv_error *err)
{
	size_t cap = w->cap ? 2 * w->cap : 2 * REG_COLUMNS_MAX;
	struct rep_column *column = realloc(w->x->column, cap * sizeof(*column));
	const char **cell;
	size_t *at;

	if (column == NULL)
		return nomem(err);
	w->x->column = column;
	cell = realloc(w->cell, cap * sizeof(*cell));
	if (cell == NULL)
		return nomem(err);
	w->cell = cell;
	at = realloc(w->at, cap * sizeof(*at));
	if (at == NULL)
		return nomem(err);
	w->at = at;
	w->cap = cap;
	return CV_OK;
}

static enum cv_err own_columns(struct writing *w, struct cv_error *err)
{
	struct rep_column all[REG_COLUMNS_MAX];
	size_t n = rep_report_columns(w->x->report, all);

	TRY(grow(w, err));
	for (size_t i = 0; i < n; i++) {
		if (!w->x->want.personal && reg_is_personal(&w->info->column[i]))
			continue;
		w->of[w->n] = (int)i;
		w->x->column[w->n++] = all[i];
	}
	w->n_own = w->n;
	return CV_OK;
}

static enum cv_err note_one(struct writing *w, const char *name, struct cv_error *err)
{
	for (size_t i = w->n_own; i < w->n; i++)
		if (cv_streq(w->x->column[i].name, name))
			return CV_OK;
	if (w->n == w->cap)
		TRY(grow(w, err));
	name = cv_arena_text(&w->x->arena, name, strlen(name));
	if (name == NULL)
		return nomem(err);
	w->x->column[w->n++] = (struct rep_column){ name, REP_T_TEXT, "kept as it came" };
	return CV_OK;
}

static enum cv_err note_extras(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct writing *w = ctx;

	w->last = v->n;
	w->more = true;
	if (!wanted(w, v))
		return CV_OK;
	for (const char *p = v->record.extra; rep_extra_next(&p, &w->name, &w->value);)
		TRY(note_one(w, cv_str_text(&w->name), err));
	return CV_OK;
}

static enum cv_err look_for_extras(void *ctx, struct reg *r, struct cv_error *err)
{
	struct writing *w = ctx;

	w->more = false;
	return reg_page_extra(r, w->x->report->kind, w->x->seq, w->last, 1000, note_extras, w, err);
}

/* ---- rows ------------------------------------------------------------------------------------------------------ */

/* The values of a row stand one behind the other in w->value; one that is not there is the empty text it begins with. */
static enum cv_err put_extras(struct writing *w, const char *extra, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str one = { 0 };

	cv_str_clear(&w->value);
	cv_str_putc(&w->value, '\0');
	memset(w->at, 0, w->n * sizeof(*w->at));
	for (const char *p = extra; rep_extra_next(&p, &w->name, &one);) {
		for (size_t i = w->n_own; i < w->n; i++) {
			if (w->at[i] != 0 || !cv_streq(w->x->column[i].name, cv_str_text(&w->name)))
				continue;
			w->at[i] = w->value.len;
			cv_str_add(&w->value, cv_str_text(&one), one.len + 1);
		}
	}
	if (w->value.failed || w->name.failed || one.failed)
		return nomem(err);
	for (size_t i = w->n_own; i < w->n; i++)
		w->cell[i] = w->value.data + w->at[i];
	return CV_OK;
}

static enum cv_err put_row(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct writing *w = ctx;

	if (!wanted(w, v))
		return CV_OK;
	for (size_t i = 0; i < w->n_own; i++)
		w->cell[i] = v->record.cell[w->of[i]];
	if (w->n > w->n_own)
		TRY(put_extras(w, v->record.extra, err));
	return rep_row(w->x->sink, w->cell, err);
}

static enum cv_err write_all(struct writing *w, struct cv_error *err)
{
	TRY(own_columns(w, err));
	do
		TRY(w->x->door->look(w->x->door->ctx, look_for_extras, w, err));
	while (w->more);
	if (w->value.failed || w->name.failed)
		return nomem(err);
	TRY(rep_run_begin(w->x, w->x->column, w->n, err));
	return rep_records(w->x, w->x->report->kind, put_row, w, err);
}

enum cv_err rep_run_records(struct rep_run *x, struct cv_error *err)
{
	struct writing w = { .x = x, .info = reg_kind_info(x->report->kind) };
	enum cv_err e = write_all(&w, err);

	free(w.cell);
	free(w.at);
	cv_str_finish(&w.value);
	cv_str_finish(&w.name);
	return e;
}

#include "import/table.h"

#include <stdlib.h>

enum cv_err imp_grow(void **array, size_t *cap, size_t n, size_t size, struct cv_error *err)
{
	size_t want = *cap ? *cap * 2 : 64;
	void *more;

	if (n < *cap)
		return CV_OK;
	more = want > SIZE_MAX / 2 / size ? NULL : realloc(*array, want * size);
	if (more == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	*array = more;
	*cap = want;
	return CV_OK;
}

static enum cv_err keep(struct imp_table *t, const struct cv_row *row, struct cv_row *ret, struct cv_error *err)
{
	struct cv_cell *cell = cv_arena_alloc(&t->arena, row->n * sizeof(*cell));

	if (cell == NULL)
		return cv_fail(err, CV_E_NOMEM, "line %zu: out of memory", row->line);
	for (size_t i = 0; i < row->n; i++) {
		cell[i].len = row->cell[i].len;
		cell[i].text = row->cell[i].len ? cv_arena_text(&t->arena, row->cell[i].text, row->cell[i].len) : "";
		if (cell[i].text == NULL)
			return cv_fail(err, CV_E_NOMEM, "line %zu: out of memory", row->line);
	}
	*ret = (struct cv_row){ row->line, row->n, cell };
	return CV_OK;
}

static enum cv_err on_row(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct imp_table *t = ctx;
	void *rows = t->row;

	if (t->head.n == 0)
		return keep(t, row, &t->head, err);
	TRY(imp_grow(&rows, &t->cap, t->n_rows, sizeof(*t->row), err));
	t->row = rows;
	TRY(keep(t, row, &t->row[t->n_rows], err));
	t->n_rows++;
	return CV_OK;
}

enum cv_err imp_table_read(const char *data, size_t len, struct imp_table *ret, struct cv_error *err)
{
	TRY(imp_bytes_check(data, len, err));
	TRY(imp_delimiter(data, len, &ret->delimiter, err));
	TRY(cv_csv_read(data, len, ret->delimiter, on_row, ret, err));
	if (ret->n_rows == 0)
		return cv_fail(err, CV_E_CSV, "the file has a header and no rows below it: there is nothing to import");
	return CV_OK;
}

void imp_table_finish(struct imp_table *t)
{
	free(t->row);
	cv_arena_finish(&t->arena);
	*t = (struct imp_table){ 0 };
}

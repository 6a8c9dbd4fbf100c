#include "tests/unit/defect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static enum cv_err take(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct table *t = ctx;

	(void)err;
	assert_true(t->n_rows < TABLE_ROWS && row->n < TABLE_CELLS);
	assert_int_equal(row->line, t->n_rows + 1);
	for (size_t i = 0; i < row->n; i++)
		assert_non_null(t->cell[t->n_rows][i] = cv_strdup(row->cell[i].text));
	t->n[t->n_rows++] = row->n;
	return CV_OK;
}

struct table *table_apart(const struct cv_str *text)
{
	struct table *t = calloc(1, sizeof(*t));

	assert_non_null(t);
	assert_int_equal(cv_csv_read(text->data, text->len, ',', take, t, NULL), CV_OK);
	return t;
}

void table_together(const struct table *t, struct cv_str *out)
{
	for (size_t r = 0; r < t->n_rows; r++) {
		for (size_t i = 0; i < t->n[r]; i++) {
			cv_str_puts(out, i ? ",\"" : "\"");
			for (const char *c = t->cell[r][i]; *c; c++)
				cv_str_puts(out, (char[]){ *c, *c == '"' ? '"' : '\0', '\0' });
			cv_str_putc(out, '"');
		}
		cv_str_putc(out, '\n');
	}
}

void table_destroy(struct table *t)
{
	for (size_t r = 0; r < t->n_rows; r++)
		for (size_t i = 0; i < t->n[r]; i++)
			free(t->cell[r][i]);
	free(t);
}

static void set(char **cell, const char *value)
{
	free(*cell);
	assert_non_null(*cell = cv_strdup(value));
}

static size_t column(const struct table *t, const char *wanted)
{
	for (size_t i = 0; i < t->n[0]; i++)
		if (cv_streq(t->cell[0][i], wanted))
			return i;
	fail_msg("no column %s", wanted);
	return 0;
}

/* The row whose first cells are these, joined by commas. */
static size_t row_of(const struct table *t, const char *key)
{
	for (size_t r = 1; r < t->n_rows; r++) {
		const char *p = key, *w;
		size_t i = 0, n;
		bool same = true;

		for (; (w = cv_next(&p, ',', &n)); i++)
			same = same && strlen(t->cell[r][i]) == n && memcmp(t->cell[r][i], w, n) == 0;
		if (same)
			return r;
	}
	fail_msg("no row %s", key);
	return 0;
}

static void add_row(struct table *t, const struct table *from, size_t r)
{
	assert_true(t->n_rows < TABLE_ROWS);
	for (size_t i = 0; i < from->n[r]; i++)
		assert_non_null(t->cell[t->n_rows][i] = cv_strdup(from->cell[r][i]));
	t->n[t->n_rows++] = from->n[r];
}

static void drop_cell(struct table *t, size_t r, size_t i)
{
	free(t->cell[r][i]);
	memmove(&t->cell[r][i], &t->cell[r][i + 1], (--t->n[r] - i) * sizeof(t->cell[r][i]));
}

static void drop_row(struct table *t, size_t r)
{
	while (t->n[r] > 0)
		drop_cell(t, r, 0);
	t->n_rows--;
	memmove(&t->cell[r], &t->cell[r + 1], (t->n_rows - r) * sizeof(t->cell[r]));
	memmove(&t->n[r], &t->n[r + 1], (t->n_rows - r) * sizeof(t->n[r]));
}

size_t table_spoil(struct table *t, const struct defect *d)
{
	size_t r = d->row ? row_of(t, d->row) : 0;

	switch (d->how) {
	case CELL:
		set(&t->cell[r][column(t, d->column)], d->value);
		break;
	case AGAIN:
		add_row(t, t, r);
		r = t->n_rows - 1;
		if (d->column)
			set(&t->cell[r][column(t, d->column)], d->value);
		break;
	case ADD_CELL:
		assert_non_null(t->cell[r][t->n[r]++] = cv_strdup(""));
		break;
	case CUT_CELL:
		drop_cell(t, r, t->n[r] - 1);
		break;
	case DROP_ROW:
		drop_row(t, r);
		break;
	case ADD_COLUMN:
		for (size_t i = 0; i < t->n_rows; i++)
			assert_non_null(t->cell[i][t->n[i]++] = cv_strdup(i ? "x" : d->column));
		break;
	case NAME_COLUMN:
		set(&t->cell[0][column(t, d->column)], d->value);
		break;
	case DROP_COLUMN:
		for (size_t i = t->n_rows, at = column(t, d->column); i-- > 0;)
			drop_cell(t, i, at);
		break;
	case BARE:
		while (t->n_rows > 1)
			drop_row(t, 1);
		break;
	case TEXT: case BYTE: case GONE:
		break;
	}
	return r;
}

/* What stands around the table: title lines above the header, footnotes below the rows; and cells that stand beside it.
 */
#include "import/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HELD_MAX = 64, HELD_BYTES_MAX = 256 * 1024, TOLD_MAX = 20, WORDS_OF_PROSE = 5, COLUMNS_FROM = 2 };

/* The one cell that says something; NULL: none, or several. */
static const struct cv_cell *lone(const struct cv_row *row)
{
	const struct cv_cell *one = NULL;

	for (size_t i = 0; i < row->n; i++) {
		if (imp_blank_cell(&row->cell[i]))
			continue;
		if (one)
			return NULL;
		one = &row->cell[i];
	}
	return one;
}

void imp_title(struct imp_reading *g, const struct cv_row *row)
{
	const struct cv_cell *c = row->cell;

	while (imp_blank_cell(c))
		c++;
	if (g->n_titles++ < TOLD_MAX)
		cv_str_printf(
			&g->rep->notes, "line %zu: '%.80s' stands above the header: left out\n", row->line, c->text);
}

/* ---- footnotes ---- */

static size_t words(const char *text)
{
	size_t n = 0;

	for (const char *p = text + strspn(text, " \t\r\n"); *p; n++) {
		p += strcspn(p, " \t\r\n");
		p += strspn(p, " \t\r\n");
	}
	return n;
}

/* A star, a dagger, a raised or bracketed number, as notes are marked. */
static bool marked(const char *text)
{
	static const char *const mark[] = { "*", "\xE2\x80\xA0", "\xE2\x80\xA1", "\xC2\xA7", "\xC2\xB9", "\xC2\xB2",
		"\xC2\xB3", "\xC2\xA9", "--", "==", "__" };
	const char *p = text + strspn(text, " \t\r\n");

	for (size_t i = 0; i < CV_LEN(mark); i++)
		if (cv_starts(p, mark[i]))
			return true;
	if (*p != '(' && *p != '[')
		return false;
	p++;
	p += strspn(p, "0123456789");
	return p[-1] != '(' && p[-1] != '[' && (*p == ')' || *p == ']');
}

/* A row that has all its cells is one of the table unless much speaks against it; one of a single cell would be
 * refused. */
static bool is_footnote(const struct imp_reading *g, const struct cv_row *row)
{
	const char *text = lone(row)->text;
	bool cut = row->n < g->n_columns, apart = row->gap || cut;

	return marked(text) || (strstr(text, ": ") && (apart || strpbrk(text, "0123456789"))) ||
		(apart && words(text) >= WORDS_OF_PROSE) || (cut && row->gap && words(text) >= 3);
}

enum cv_err imp_hold(struct imp_reading *g, const struct cv_row *row, bool *ret_held, struct cv_error *err)
{
	struct imp_held *h;
	struct cv_cell *cell;
	void *held = g->held;
	size_t size = row->n * sizeof(*cell);

	*ret_held = false;
	if (g->n_columns < COLUMNS_FROM || g->n_held == HELD_MAX || lone(row) == NULL)
		return CV_OK;
	for (size_t i = 0; i < row->n; i++)
		size += row->cell[i].len + 1;
	if (g->held_bytes + size > HELD_BYTES_MAX)
		return CV_OK;
	TRY(imp_grow(&held, &g->held_cap, g->n_held, sizeof(*g->held), err));
	g->held = held;
	h = &g->held[g->n_held];
	h->bytes = malloc(size);
	if (h->bytes == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	cell = (struct cv_cell *)(void *)h->bytes;
	held = h->bytes + row->n * sizeof(*cell);
	for (size_t i = 0; i < row->n; i++) {
		memcpy(held, row->cell[i].text, row->cell[i].len + 1);
		cell[i] = (struct cv_cell){ held, row->cell[i].len };
		held = (char *)held + row->cell[i].len + 1;
	}
	h->row = *row;
	h->row.cell = cell;
	g->n_held++;
	g->held_bytes += size;
	*ret_held = true;
	return CV_OK;
}

void imp_held_finish(struct imp_reading *g)
{
	for (size_t i = 0; i < g->n_held; i++)
		free(g->held[i].bytes);
	g->n_held = 0;
	g->held_bytes = 0;
}

static void leave_out(struct imp_reading *g, const struct cv_row *row)
{
	cv_str_printf(
		&g->rep->notes, "line %zu: '%.80s' is taken for a footnote: left out\n", row->line, lone(row)->text);
	g->rep->read++;
	g->rep->skipped++;
}

enum cv_err imp_release(struct imp_reading *g, bool end, cv_row_fn *fn, struct cv_error *err)
{
	bool below = false;

	for (size_t i = 0; i < g->n_held; i++) {
		const struct cv_row *row = &g->held[i].row;

		below |= end && is_footnote(g, row);
		if (below)
			leave_out(g, row);
		else
			TRY(fn(g, row, err));
	}
	imp_held_finish(g);
	return CV_OK;
}

/* ---- the row itself ---- */

static enum cv_err put_right(struct imp_reading *g, const struct cv_row *row, struct cv_cell *cell, struct cv_str *text,
	struct cv_error *err)
{
	size_t at[CV_CSV_COLUMNS_MAX];

	for (size_t i = 0; i < row->n; i++) {
		at[i] = text->len;
		if (!imp_mojibake(row->cell[i].text, row->cell[i].len, text))
			cv_str_add(text, row->cell[i].text, row->cell[i].len);
		else if (g->n_mended++ < TOLD_MAX)
			cv_str_printf(&g->rep->notes, "line %zu: '%.80s' was encoded twice: put right as '%.80s'\n",
				row->line, row->cell[i].text, cv_str_text(text) + at[i]);
		cv_str_add(text, "", 1);
	}
	if (text->failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	for (size_t i = 0; i < row->n; i++)
		cell[i] = (struct cv_cell){ text->data + at[i], strlen(text->data + at[i]) };
	return CV_OK;
}

static bool encoded_twice(const struct cv_row *row)
{
	CV_AUTO(cv_str_finish) struct cv_str meant = { 0 };

	for (size_t i = 0; i < row->n; i++)
		if (imp_mojibake(row->cell[i].text, row->cell[i].len, &meant))
			return true;
	return false;
}

/* "&amp", "&#228": an entity whose semicolon was taken for a separator. */
static bool ends_in_entity(const struct cv_cell *c)
{
	const char *amp = strrchr(c->text, '&');
	size_t n = amp ? strspn(amp + 1, "#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") : 0;

	return n >= 2 && n <= 8 && amp[1 + n] == '\0';
}

static size_t columns_named(const struct imp_reading *g)
{
	size_t n = g->n_columns;

	while (n > 0 && g->column[n - 1].unnamed)
		n--;
	return n;
}

/* Are there as many cells too many as entities that were cut in two? Then they are put together again. */
static enum cv_err rejoin(const struct imp_reading *g, struct cv_row *row, struct cv_cell *cell, struct cv_str *text,
	struct cv_error *err)
{
	size_t at[CV_CSV_COLUMNS_MAX], n = 0;

	for (size_t i = 0; i + 1 < row->n; i++)
		n += ends_in_entity(&row->cell[i]);
	if (g->rep->delimiter != ';' || row->n - n > g->n_columns || row->n - n < columns_named(g))
		return CV_OK;
	n = 0;
	for (size_t i = 0; i < row->n; i++) {
		at[n++] = text->len;
		cv_str_puts(text, row->cell[i].text);
		for (; i + 1 < row->n && ends_in_entity(&row->cell[i]); i++)
			cv_str_printf(text, ";%s", row->cell[i + 1].text);
		cv_str_add(text, "", 1);
	}
	if (text->failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	for (size_t i = 0; i < n; i++)
		cell[i] = (struct cv_cell){ text->data + at[i], strlen(text->data + at[i]) };
	row->cell = cell;
	row->n = n;
	return CV_OK;
}

/* The last columns have no name, and the row leaves them out. */
static void fill_up(const struct imp_reading *g, struct cv_row *row, struct cv_cell *cell)
{
	if (row->n < columns_named(g))
		return;
	memcpy(cell, row->cell, row->n * sizeof(*cell));
	for (row->cell = cell; row->n < g->n_columns; row->n++)
		cell[row->n] = (struct cv_cell){ "", 0 };
}

enum cv_err imp_mended(struct imp_reading *g, const struct cv_row *row, cv_row_fn *fn, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 }, joined = { 0 };
	struct cv_cell cell[CV_CSV_COLUMNS_MAX], whole[CV_CSV_COLUMNS_MAX], filled[CV_CSV_COLUMNS_MAX];
	struct cv_row mended = *row;

	if (g->header_seen && mended.n > g->n_columns)
		TRY(rejoin(g, &mended, whole, &joined, err));
	while (g->header_seen && mended.n > g->n_columns && imp_blank_cell(&mended.cell[mended.n - 1]))
		mended.n--;
	if (g->header_seen && mended.n < g->n_columns)
		fill_up(g, &mended, filled);
	if (g->opt->repair && encoded_twice(&mended)) {
		TRY(put_right(g, &mended, cell, &text, err));
		mended.cell = cell;
	}
	return fn(g, &mended, err);
}

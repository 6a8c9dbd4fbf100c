#include "registry/core/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

struct cv_csv {
	struct csv_parser p;
	cv_row_fn *fn;
	void *ctx;
	struct cv_error *err;
	enum cv_err failed;

	struct cv_str text;              /* the cells of the row, each with its NUL */
	size_t start[CV_CSV_COLUMNS_MAX + 1];
	struct cv_cell cell[CV_CSV_COLUMNS_MAX];
	size_t n;

	size_t line;     /* line of the byte being parsed */
	size_t row_line; /* line the current row began on */
	bool in_row;     /* a byte of the row has been seen */
	bool gap;        /* a blank line since the row before */
	bool last_cr;
	bool begun;      /* past the byte order mark */
	size_t bom_seen;
};

static void on_cell(void *data, size_t len, void *ctx)
{
	struct cv_csv *c = ctx;

	if (c->failed != CV_OK)
		return;
	if (c->n >= CV_CSV_COLUMNS_MAX) {
		c->failed = cv_fail(c->err, CV_E_TOO_BIG, "line %zu: more than %d columns", c->row_line,
			CV_CSV_COLUMNS_MAX);
		return;
	}
	if (c->text.len + len > CV_CSV_ROW_MAX) {
		c->failed = cv_fail(c->err, CV_E_TOO_BIG, "line %zu, column %zu: a row of more than %d bytes", c->row_line,
			c->n + 1, CV_CSV_ROW_MAX);
		return;
	}
	if (len > 0 && !cv_text_clean(data, len)) {
		c->failed = cv_fail(c->err, CV_E_CSV,
			"line %zu, column %zu: not text (a NUL, a control character or bytes that are not UTF-8)",
			c->row_line, c->n + 1);
		return;
	}
	c->start[c->n++] = c->text.len;
	cv_str_add(&c->text, len ? data : "", len);
	cv_str_add(&c->text, "", 1);
}

static void on_row(int end, void *ctx)
{
	struct cv_csv *c = ctx;
	struct cv_row row = { c->row_line, c->n, c->cell, c->gap };

	(void)end;
	if (c->failed == CV_OK && c->text.failed)
		c->failed = cv_fail(c->err, CV_E_NOMEM, "line %zu: out of memory", c->row_line);
	if (c->failed == CV_OK && c->n > 0) {
		c->start[c->n] = c->text.len;
		for (size_t i = 0; i < c->n; i++)
			c->cell[i] = (struct cv_cell){ c->text.data + c->start[i], c->start[i + 1] - c->start[i] - 1 };
		c->failed = c->fn(c->ctx, &row, c->err);
	}
	c->n = 0;
	cv_str_clear(&c->text);
	c->in_row = false;
	c->gap = false;
}

static int never_space(unsigned char ch)
{
	(void)ch;
	return 0; /* blanks belong to the cell; the caller trims knowingly */
}

static void *capped_realloc(void *p, size_t size)
{
	return size > CV_CSV_CELL_MAX ? NULL : realloc(p, size);
}

struct cv_csv *cv_csv_create(char delim, cv_row_fn *fn, void *ctx)
{
	struct cv_csv *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return NULL;
	if (csv_init(&c->p, CSV_STRICT | CSV_STRICT_FINI) != 0) {
		free(c);
		return NULL;
	}
	csv_set_delim(&c->p, (unsigned char)delim);
	csv_set_space_func(&c->p, never_space);
	csv_set_realloc_func(&c->p, capped_realloc);
	csv_set_blk_size(&c->p, 4096);
	c->fn = fn;
	c->ctx = ctx;
	c->line = 1;
	c->row_line = 1;
	return c;
}

void cv_csv_destroy(struct cv_csv *c)
{
	if (c == NULL)
		return;
	csv_free(&c->p);
	cv_str_finish(&c->text);
	free(c);
}

static enum cv_err parser_error(struct cv_csv *c, struct cv_error *err)
{
	if (c->failed != CV_OK)
		return c->failed;
	if (csv_error(&c->p) == CSV_ENOMEM || csv_error(&c->p) == CSV_ETOOBIG)
		return c->failed = cv_fail(err, CV_E_TOO_BIG, "line %zu, column %zu: a cell of more than %d bytes",
			c->row_line, c->n + 1, CV_CSV_CELL_MAX);
	return c->failed = cv_fail(err, CV_E_CSV,
		"line %zu, column %zu: a quote stands where none may (write \"\" for a quote inside a quoted cell)",
		c->row_line, c->n + 1);
}

/*
 * Rows are fed one physical line at a time so that the line a row begins on is known: libcsv keeps no count and
 * hides newlines in quotes. A row begins at the first byte after the end of the one before it.
 */
static enum cv_err feed_line(struct cv_csv *c, const char *data, size_t len, struct cv_error *err)
{
	if (!c->in_row) {
		c->row_line = c->line;
		c->in_row = len > 1 || (data[0] != '\n' && data[0] != '\r');
		c->gap |= !c->in_row && !(data[0] == '\n' && c->last_cr);
	}
	if (csv_parse(&c->p, data, len, on_cell, on_row, c) != len || c->failed != CV_OK)
		return parser_error(c, err);
	return CV_OK;
}

static enum cv_err skip_bom(struct cv_csv *c, const char **data, size_t *len, struct cv_error *err)
{
	static const char bom[] = "\xEF\xBB\xBF";

	while (!c->begun && *len > 0) {
		if (c->bom_seen < 3 && **data == bom[c->bom_seen]) {
			c->bom_seen++;
			(*data)++;
			(*len)--;
			if (c->bom_seen == 3)
				c->begun = true;
			continue;
		}
		c->begun = true;
		if (c->bom_seen > 0) /* the first character only began like a mark: hand its bytes on */
			TRY(feed_line(c, bom, c->bom_seen, err));
	}
	return CV_OK;
}

static enum cv_err feed(struct cv_csv *c, const char *data, size_t len, struct cv_error *err)
{
	TRY(skip_bom(c, &data, &len, err));
	while (len > 0) {
		size_t n = 0;

		if (c->last_cr && data[0] != '\n') {
			c->line++;
			c->last_cr = false;
		}
		while (n < len && data[n] != '\n' && data[n] != '\r')
			n++;
		if (n < len)
			n++;
		TRY(feed_line(c, data, n, err));
		if (data[n - 1] == '\n') {
			c->line++;
			c->last_cr = false;
		} else if (data[n - 1] == '\r') {
			c->last_cr = true;
		}
		data += n;
		len -= n;
	}
	return CV_OK;
}

static enum cv_err on_line(const struct cv_csv *c, enum cv_err e, struct cv_error *err)
{
	if (e != CV_OK && err)
		err->line = c->row_line;
	return e;
}

enum cv_err cv_csv_feed(struct cv_csv *c, const char *data, size_t len, struct cv_error *err)
{
	if (c->failed != CV_OK)
		return c->failed;
	c->err = err;
	return on_line(c, feed(c, data, len, err), err);
}

enum cv_err cv_csv_end(struct cv_csv *c, struct cv_error *err)
{
	if (c->failed != CV_OK)
		return c->failed;
	c->err = err;
	if (csv_fini(&c->p, on_cell, on_row, c) != 0 && c->failed == CV_OK)
		c->failed = cv_fail(err, CV_E_CSV, "line %zu, column %zu: a quote is opened and never closed",
			c->row_line, c->n + 1);
	return on_line(c, c->failed, err);
}

enum cv_err cv_csv_read(const char *data, size_t len, char delim, cv_row_fn *fn, void *ctx, struct cv_error *err)
{
	struct cv_csv *c = cv_csv_create(delim, fn, ctx);
	enum cv_err e;

	if (c == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	e = cv_csv_feed(c, data, len, err);
	if (e == CV_OK)
		e = cv_csv_end(c, err);
	cv_csv_destroy(c);
	return e;
}

/* OWASP "CSV injection", with the full-width forms that spreadsheets read as the ASCII ones. */
static bool formula(const char *s)
{
	static const char *const wide[] = { "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0" };

	if (*s && strchr("=+-@\t\r\n", *s))
		return true;
	for (size_t i = 0; i < CV_LEN(wide); i++)
		if (cv_starts(s, wide[i]))
			return true;
	return false;
}

static bool guarded(const char *s)
{
	while (*s == '\'')
		s++;
	return formula(s);
}

void cv_csv_put(struct cv_str *out, bool first, const char *text)
{
	bool guard = guarded(text);

	if (!first)
		cv_str_putc(out, ',');
	if (!guard && strpbrk(text, ",\"\r\n") == NULL) {
		cv_str_puts(out, text);
		return;
	}
	cv_str_putc(out, '"');
	if (guard)
		cv_str_putc(out, '\'');
	for (const char *p = text; *p; p++) {
		if (*p == '"')
			cv_str_putc(out, '"');
		cv_str_putc(out, *p);
	}
	cv_str_putc(out, '"');
}

void cv_csv_end_row(struct cv_str *out)
{
	cv_str_puts(out, "\r\n");
}

const char *cv_csv_restore(const char *text)
{
	return text[0] == '\'' && guarded(text) ? text + 1 : text;
}

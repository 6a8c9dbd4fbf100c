/*
 * CSV in: the first byte chooses the delimiter, the rest is the file. Reading it whole and byte by byte must agree, and
 * what is written out again must read back as the same cells.
 */
#include "registry/core/csv.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

struct seen {
	struct cv_str text; /* line, number of cells, cells: in a form that tells all of them apart */
	size_t rows;
	size_t last_line;
};

static void note(struct seen *s, const char *text, size_t len)
{
	cv_str_printf(&s->text, "%zu:", len);
	cv_str_add(&s->text, text, len);
}

static enum cv_err on_row(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct seen *s = ctx;

	ORACLE(row->n > 0 && row->n <= CV_CSV_COLUMNS_MAX);
	ORACLE(row->line > s->last_line || s->rows == 0);
	s->last_line = row->line;
	s->rows++;
	cv_str_printf(&s->text, "\n%zu/%zu ", row->line, row->n);
	for (size_t i = 0; i < row->n; i++) {
		ORACLE(row->cell[i].len <= CV_CSV_CELL_MAX);
		ORACLE(strlen(row->cell[i].text) == row->cell[i].len);
		ORACLE(cv_text_clean(row->cell[i].text, row->cell[i].len));
		note(s, row->cell[i].text, row->cell[i].len);
	}
	return CV_OK;
}

struct copy {
	struct cv_str out;
	struct seen cells;
	bool restore;
};

static enum cv_err on_copy(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct copy *c = ctx;

	if (row->n == 1 && row->cell[0].len == 0)
		return CV_OK; /* an empty line when written */
	cv_str_puts(&c->cells.text, "\n");
	for (size_t i = 0; i < row->n; i++) {
		const char *text = c->restore ? cv_csv_restore(row->cell[i].text) : row->cell[i].text;

		cv_csv_put(&c->out, i == 0, row->cell[i].text);
		note(&c->cells, text, strlen(text));
	}
	cv_csv_end_row(&c->out);
	return CV_OK;
}

static void round_trip(const char *data, size_t size, char delim)
{
	struct copy a = { .restore = false }, b = { .restore = true };

	/* a header first, as in life: U+FEFF at the very beginning of a file would be a byte order mark */
	cv_str_puts(&a.out, "h\r\n");
	cv_str_puts(&a.cells.text, "\n1:h");
	ORACLE(cv_csv_read(data, size, delim, on_copy, &a, NULL) == CV_OK);
	ORACLE(cv_csv_read(cv_str_text(&a.out), a.out.len, ',', on_copy, &b, NULL) == CV_OK);
	ORACLE(!a.out.failed && !b.out.failed && !a.cells.text.failed && !b.cells.text.failed);
	ORACLE(strcmp(cv_str_text(&a.cells.text), cv_str_text(&b.cells.text)) == 0);
	cv_str_finish(&a.out);
	cv_str_finish(&a.cells.text);
	cv_str_finish(&b.out);
	cv_str_finish(&b.cells.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char delims[] = ",;\t|";
	struct seen whole = { 0 }, bytes = { 0 };
	struct cv_error err = { 0 };

	if (size < 1 || size > 1 << 16)
		return 0;
	char delim = delims[*data++ % 4];
	const char *text = (const char *)data;
	enum cv_err a = cv_csv_read(text, --size, delim, on_row, &whole, &err);

	ORACLE(a == CV_OK || (err.code == a && err.msg[0] != '\0'));
	if (size > 0 && cv_text_clean(text, size) && memchr(text, '"', size) == NULL)
		ORACLE(a != CV_E_CSV); /* clean text without a quote has nothing to be refused for */
	struct cv_csv *c = cv_csv_create(delim, on_row, &bytes);
	enum cv_err b = CV_OK;

	ORACLE(c != NULL);
	for (size_t i = 0; i < size && b == CV_OK; i++)
		b = cv_csv_feed(c, text + i, 1, &err);
	if (b == CV_OK)
		b = cv_csv_end(c, &err);
	cv_csv_destroy(c);
	ORACLE(a == b);
	ORACLE(whole.rows == bytes.rows && !whole.text.failed && !bytes.text.failed);
	ORACLE(strcmp(cv_str_text(&whole.text), cv_str_text(&bytes.text)) == 0);
	cv_str_finish(&whole.text);
	cv_str_finish(&bytes.text);
	if (a == CV_OK)
		round_trip(text, size, delim);
	return 0;
}

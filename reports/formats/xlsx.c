/*
 * Rows as a spreadsheet, through libxlsxwriter with constant memory: rows go to files that have no name. Days are real
 * dates, numbers numbers, everything else text that nothing runs. The date of the file is that of the last change known,
 * so that the same table is the same bytes.
 */
#include "reports/formats/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

/* 25569 is 1970-01-01 in the count of spreadsheets, which is right from 1900-03-01 (day 61) on. */
enum { ROWS_MAX = 1048576, TEXT_MAX = 32767, WIDTH_MIN = 8, WIDTH_MAX = 60, EPOCH = 25569, FIRST_GOOD_DAY = 61,
	SHEET_NAME_MAX = 31 };

struct book {
	lxw_workbook *workbook;
	lxw_worksheet *sheet;
	lxw_format *head, *day, *plain, *text;
	char path[512];
	uint32_t row;    /* next one of this sheet */
	int n_sheets;
	size_t *width;   /* of each column, in characters */
	struct cv_str cell;
};

static enum cv_err failed(lxw_error e, struct cv_error *err)
{
	switch (e) {
	case LXW_NO_ERROR:
		return CV_OK;
	case LXW_ERROR_MEMORY_MALLOC_FAILED:
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	default:
		return cv_fail(err, CV_E_FILE, "the spreadsheet could not be written: %s", lxw_strerror(e));
	}
}

/* ---- text ------------------------------------------------------------------------------------------------------ */

/* "_x0041_" stands for a character in such a file: what really reads so is written so that it reads so again. */
static bool looks_escaped(const char *s)
{
	return s[0] == '_' && s[1] == 'x' && strspn(s + 2, "0123456789abcdefABCDEF") >= 4 && s[6] == '_';
}

/* Two code points are no characters of XML. */
static bool no_character(const char *s)
{
	return s[0] == '\xEF' && s[1] == '\xBF' && (s[2] == '\xBE' || s[2] == '\xBF');
}

/* What a cell can hold of it: 32,767 characters; the end says where there was more. */
static const char *fitting(struct book *b, const char *text)
{
	static const char more[] = " ... (cut here: a cell holds no more; the CSV has all of it)";
	size_t chars = 0;

	cv_str_clear(&b->cell);
	for (const char *p = text; *p; p++) {
		if (looks_escaped(p))
			cv_str_puts(&b->cell, "_x005F");
		if (no_character(p)) {
			cv_str_puts(&b->cell, "\xEF\xBF\xBD");
			p += 2;
			continue;
		}
		/* what lies above U+FFFF counts twice */
		chars += ((unsigned char)*p & 0xC0) == 0x80 ? 0 : (unsigned char)*p >= 0xF0 ? 2 : 1;
		if (chars > TEXT_MAX - 100 && ((unsigned char)*p & 0xC0) != 0x80 && strlen(p) > 100) {
			cv_str_puts(&b->cell, more);
			break;
		}
		cv_str_putc(&b->cell, *p);
	}
	return cv_str_text(&b->cell);
}

static void widen(struct book *b, size_t column, const char *text)
{
	size_t n = 0;

	for (; *text && *text != '\n' && n < WIDTH_MAX; text++)
		n += ((unsigned char)*text & 0xC0) != 0x80;
	if (n > b->width[column])
		b->width[column] = n;
}

/* ---- cells ----------------------------------------------------------------------------------------------------- */

static bool whole_number(const char *text, double *ret)
{
	const char *digits = text + (*text == '-');
	size_t n = strspn(digits, "0123456789");

	if (n == 0 || n > 15 || digits[n] != '\0')
		return false;
	*ret = strtod(text, NULL);
	return true;
}

static enum cv_err put(struct rep_sink *s, size_t i, const char *text, struct cv_error *err)
{
	struct book *b = s->own;
	lxw_col_t column = (lxw_col_t)i;
	double number;
	cv_day day;

	if (*text == '\0')
		return CV_OK;
	widen(b, i, text);
	if (s->column[i].type == REP_T_DAY && cv_day_parse(text, strlen(text), &day) && day.n + EPOCH >= FIRST_GOOD_DAY)
		return failed(worksheet_write_number(b->sheet, b->row, column, day.n + EPOCH, b->day), err);
	if (s->column[i].type == REP_T_NUMBER && whole_number(text, &number))
		return failed(worksheet_write_number(b->sheet, b->row, column, number, b->plain), err);
	text = fitting(b, text);
	if (b->cell.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return failed(worksheet_write_string(b->sheet, b->row, column, text, b->text), err);
}

/* ---- sheets ---------------------------------------------------------------------------------------------------- */

static enum cv_err new_sheet(struct rep_sink *s, struct cv_error *err)
{
	struct book *b = s->own;
	char name[SHEET_NAME_MAX + 12];

	b->n_sheets++;
	if (b->n_sheets == 1)
		snprintf(name, sizeof(name), "%.31s", s->about->name);
	else
		snprintf(name, sizeof(name), "%.20s %d", s->about->name, b->n_sheets);
	b->sheet = workbook_add_worksheet(b->workbook, name);
	if (b->sheet == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	b->row = 0;
	for (size_t i = 0; i < s->n; i++) {
		widen(b, i, s->column[i].name);
		TRY(failed(worksheet_write_string(b->sheet, 0, (lxw_col_t)i, s->column[i].name, b->head), err));
	}
	b->row = 1;
	worksheet_freeze_panes(b->sheet, 1, 0);
	worksheet_repeat_rows(b->sheet, 0, 0);
	worksheet_set_landscape(b->sheet);
	worksheet_set_paper(b->sheet, 9); /* A4 */
	worksheet_fit_to_pages(b->sheet, 1, 0);
	return CV_OK;
}

static enum cv_err end_sheet(struct rep_sink *s, struct cv_error *err)
{
	struct book *b = s->own;

	for (size_t i = 0; i < s->n; i++) {
		double width = (double)(b->width[i] < WIDTH_MIN ? WIDTH_MIN : b->width[i]) + 2;

		TRY(failed(worksheet_set_column(b->sheet, (lxw_col_t)i, (lxw_col_t)i, width, NULL), err));
	}
	return failed(worksheet_autofilter(b->sheet, 0, 0, b->row > 1 ? b->row - 1 : 1, (lxw_col_t)(s->n - 1)), err);
}

/* What the table is about, on a sheet behind it. */
static enum cv_err about_sheet(struct rep_sink *s, struct cv_error *err)
{
	const struct rep_about *a = s->about;
	struct book *b = s->own;
	char day[CV_DAY_TEXT], change[24];
	const char *line[][2] = { { "title", a->title }, { "on", cv_day_text(a->on, day) }, { "known at", a->known_at },
		{ "change", change }, { "law pack", a->law_pack }, { "only", a->filters }, { "note", a->note } };
	lxw_worksheet *sheet = workbook_add_worksheet(b->workbook, cv_streq(a->name, "about") ? "about it" : "about");
	lxw_row_t row = 0;

	if (sheet == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	snprintf(change, sizeof(change), "%lld", (long long)a->seq);
	worksheet_set_column(sheet, 0, 0, 14, NULL);
	worksheet_set_column(sheet, 1, 1, 90, NULL);
	for (size_t i = 0; i < CV_LEN(line); i++) {
		if (line[i][1] == NULL || *line[i][1] == '\0')
			continue;
		TRY(failed(worksheet_write_string(sheet, row, 0, line[i][0], b->head), err));
		TRY(failed(worksheet_write_string(sheet, row++, 1, fitting(b, line[i][1]), b->text), err));
	}
	return CV_OK;
}

/* ---- the book -------------------------------------------------------------------------------------------------- */

static enum cv_err properties(struct rep_sink *s, struct cv_error *err)
{
	const char *at = s->about->known_at ? s->about->known_at : "";
	struct book *b = s->own;
	cv_day day = { 1 };
	lxw_doc_properties p = { .title = (char *)(uintptr_t)(s->about->title ? s->about->title : s->about->name) };

	(void)!cv_day_parse(at, strlen(at) < 10 ? strlen(at) : 10, &day);
	p.created = (time_t)day.n * 24 * 3600;
	return failed(workbook_set_properties(b->workbook, &p), err);
}

static bool formats(struct book *b)
{
	b->head = workbook_add_format(b->workbook);
	b->day = workbook_add_format(b->workbook);
	b->plain = workbook_add_format(b->workbook);
	b->text = workbook_add_format(b->workbook);
	if (!b->head || !b->day || !b->plain || !b->text)
		return false;
	format_set_bold(b->head);
	format_set_bottom(b->head, LXW_BORDER_THIN);
	format_set_num_format(b->day, "yyyy\\-mm\\-dd");
	format_set_num_format(b->plain, "0");
	format_set_align(b->text, LXW_ALIGN_VERTICAL_TOP);
	return true;
}

static enum cv_err begin(struct rep_sink *s, struct cv_error *err)
{
	const char *folder = s->tmpdir ? s->tmpdir : "/tmp";
	struct book *b = calloc(1, sizeof(*b));
	int fd;

	s->own = b;
	if (b == NULL || (b->width = calloc(s->n + 1, sizeof(*b->width))) == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	snprintf(b->path, sizeof(b->path), "%s/chapterv-XXXXXX", folder);
	fd = mkstemp(b->path);
	if (fd < 0) {
		b->path[0] = '\0';
		return cv_fail(err, CV_E_FILE, "no file can be made in %s for the spreadsheet", folder);
	}
	close(fd);
	b->workbook = workbook_new_opt(b->path, &(lxw_workbook_options){ .constant_memory = LXW_TRUE,
							 .tmpdir = (char *)(uintptr_t)folder, .use_zip64 = LXW_FALSE });
	if (b->workbook == NULL || !formats(b))
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	TRY(properties(s, err));
	return new_sheet(s, err);
}

static enum cv_err row(struct rep_sink *s, const char *const *cell, struct cv_error *err)
{
	struct book *b = s->own;

	if (b->row == ROWS_MAX) {
		TRY(end_sheet(s, err));
		TRY(new_sheet(s, err));
	}
	for (size_t i = 0; i < s->n; i++)
		TRY(put(s, i, cell[i], err));
	b->row++;
	return CV_OK;
}

static enum cv_err send(struct rep_sink *s, FILE *f, struct cv_error *err)
{
	char piece[64 * 1024];
	size_t n;

	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		TRY(s->fn(s->ctx, piece, n, err));
	return ferror(f) ? cv_fail(err, CV_E_FILE, "the spreadsheet could not be read back") : CV_OK;
}

static enum cv_err end(struct rep_sink *s, struct cv_error *err)
{
	struct book *b = s->own;
	lxw_error closed;
	enum cv_err e;
	FILE *f;

	TRY(end_sheet(s, err));
	TRY(about_sheet(s, err));
	closed = workbook_close(b->workbook);
	b->workbook = NULL;
	TRY(failed(closed, err));
	f = fopen(b->path, "rb");
	if (f == NULL)
		return cv_fail(err, CV_E_FILE, "the spreadsheet could not be read back");
	e = send(s, f, err);
	fclose(f);
	return e;
}

static void finish(struct rep_sink *s)
{
	struct book *b = s->own;

	if (b == NULL)
		return;
	if (b->workbook)
		lxw_workbook_free(b->workbook);
	if (b->path[0])
		unlink(b->path);
	cv_str_finish(&b->cell);
	free(b->width);
	free(b);
	s->own = NULL;
}

const struct rep_format_fns rep_xlsx_fns = { begin, row, end, finish };

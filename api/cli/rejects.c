/* Refused rows, ready to be mended and imported again. */
#include "api/cli/import.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* As it was: quoted only where it must be, nothing neutralised. */
static void put_cell(struct cv_str *out, const char *text, char delimiter)
{
	const char must[] = { delimiter, '"', '\r', '\n', '\0' };

	if (strpbrk(text, must) == NULL) {
		cv_str_puts(out, text);
		return;
	}
	cv_str_putc(out, '"');
	for (const char *p = text; *p; p++) {
		if (*p == '"')
			cv_str_putc(out, '"');
		cv_str_putc(out, *p);
	}
	cv_str_putc(out, '"');
}

static void put_row(struct cv_str *out, const struct cv_row *row, char delimiter, const char *line, const char *reason)
{
	for (size_t i = 0; i < row->n; i++) {
		put_cell(out, row->cell[i].text, delimiter);
		cv_str_putc(out, delimiter);
	}
	put_cell(out, line, delimiter);
	cv_str_putc(out, delimiter);
	put_cell(out, reason, delimiter);
	cv_str_puts(out, "\r\n");
}

static enum cv_err write_text(struct cli_rejects *r, const struct cv_str *text, struct cv_error *err)
{
	if (text->failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	if (fwrite(cv_str_text(text), 1, text->len, r->file) != text->len)
		return cv_fail(err, CV_E_FILE, "%s cannot be written: %s", r->path, strerror(errno));
	return CV_OK;
}

enum cv_err cli_reject_row(
	void *ctx, const struct cv_row *row, char delimiter, bool header, const char *reason, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	struct cli_rejects *r = ctx;
	char line[32];

	if (header) {
		cv_str_clear(&r->header);
		put_row(&r->header, row, delimiter, "chapterv_line", "chapterv_reason");
		return CV_OK;
	}
	if (r->file == NULL) {
		r->file = fopen(r->path, "wb");
		if (r->file == NULL)
			return cv_fail(err, CV_E_FILE, "%s cannot be written: %s", r->path, strerror(errno));
		TRY(write_text(r, &r->header, err));
	}
	snprintf(line, sizeof(line), "%zu", row->line);
	put_row(&text, row, delimiter, line, reason);
	r->n++;
	return write_text(r, &text, err);
}

enum cv_err cli_rejects_end(struct cli_rejects *r, bool keep, struct cv_error *err)
{
	bool there = r->file != NULL, good = !there || fclose(r->file) == 0;

	r->file = NULL;
	cv_str_finish(&r->header);
	if (there && !keep)
		(void)!unlink(r->path);
	if (!good && keep)
		return cv_fail(err, CV_E_FILE, "%s cannot be written: %s", r->path, strerror(errno));
	return CV_OK;
}

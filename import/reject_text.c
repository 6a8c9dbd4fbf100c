/* Refused rows as text, ready to be mended and imported again. */
#include "import/inside.h"

#include <stdio.h>
#include <string.h>

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

void imp_reject_text(const struct cv_row *row, char delimiter, bool header, const char *reason, struct cv_str *out)
{
	char line[32];

	snprintf(line, sizeof(line), "%zu", row->line);
	put_row(out, row, delimiter, header ? IMP_REJECT_LINE : line, header ? IMP_REJECT_REASON : reason);
}

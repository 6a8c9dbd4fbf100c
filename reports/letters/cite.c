/* Citations of the law pack, as a language writes them: fragments by a table, then paragraphs, points and days. */
#include "reports/letters/tables.h"

#include <ctype.h>
#include <string.h>

enum { ISO_DAY = 10 };

static bool wordy(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* The first row of the table that fits at p, as a whole word; NULL: none. */
static const char *const *fragment(const struct rep_table *t, const char *cite, const char *p)
{
	for (size_t i = 0; i < t->n; i++) {
		const char *f = t->row[i][0];
		size_t n = strlen(f);

		if (n == 0 || !cv_starts(p, f) || (wordy(f[0]) && p > cite && wordy(p[-1])) ||
			(wordy(f[n - 1]) && wordy(p[n])))
			continue;
		/* what is left out is left out at the end of what is cited only */
		if (t->row[i][1][0] == '\0' && p[n] != '\0' && p[n] != ';')
			continue;
		return t->row[i];
	}
	return NULL;
}

/* "(2)" or "(c)" right behind an article: what it is called; 0: it is neither. */
static size_t point(const char *lang, const char *cite, const char *p, struct cv_str *out)
{
	bool french = cv_streq(lang, "fr");
	size_t n = 1;

	if (*p != '(' || p == cite || (!isdigit((unsigned char)p[-1]) && p[-1] != ')') || !wordy(p[1]))
		return 0;
	while (isdigit((unsigned char)p[n]))
		n++;
	if (n > 1 && p[n] == ')') {
		cv_str_printf(out, french ? ", paragraphe\u00a0%.*s" : " Abs.\u00a0%.*s", (int)(n - 1), p + 1);
		return n + 1;
	}
	if (islower((unsigned char)p[1]) && p[2] == ')') {
		cv_str_printf(out, french ? ", point\u00a0%c)" : " Buchst.\u00a0%c", p[1]);
		return 3;
	}
	return 0;
}

static size_t iso_day(const char *lang, const char *p, struct cv_str *out)
{
	cv_day d;

	if (strlen(p) < ISO_DAY || !cv_day_parse(p, ISO_DAY, &d) || isdigit((unsigned char)p[ISO_DAY]))
		return 0;
	rep_letter_day(lang, d, out);
	return ISO_DAY;
}

/* Days are in what the table gives, too. */
static void put_dated(const char *lang, const char *text, struct cv_str *out)
{
	for (const char *p = text; *p;) {
		size_t n = p == text || !wordy(p[-1]) ? iso_day(lang, p, out) : 0;

		if (n == 0)
			cv_str_putc(out, *p);
		p += n ? n : 1;
	}
}

void rep_letter_cite(const struct rep_letter_words *w, const char *lang, const char *cite, struct cv_str *out)
{
	const struct rep_table *t = &w->citations;
	bool english = true;
	size_t c = 1;

	for (size_t i = 1; t->column[i]; i++)
		if (cv_streq(t->column[i], lang)) {
			c = i;
			english = i == 1;
		}
	for (const char *p = cite; *p;) {
		const char *const *row = fragment(t, cite, p);
		size_t n = row ? strlen(row[0]) : 0;

		if (row)
			put_dated(lang, row[c], out);
		if (n == 0 && !english)
			n = point(lang, cite, p, out);
		if (n == 0 && (p == cite || !wordy(p[-1])))
			n = iso_day(lang, p, out);
		if (n == 0)
			cv_str_putc(out, *p);
		p += n ? n : 1;
	}
}

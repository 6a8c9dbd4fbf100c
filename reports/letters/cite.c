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

/* ---- articles -------------------------------------------------------------------------------------------------- */

enum { ACT, LANGUAGE, PARAGRAPH, POINT, NAME };

/* What is cited, and how far it was read. */
struct citing {
	const struct rep_letter_words *w;
	const char *lang, *cite;
	size_t column;         /* of the language, in the table of fragments */
	const char *const *act; /* the row of the act whose article is read; NULL: of none, and in English */
	struct cv_str *out;
};

/* A numeral in the words of a cell: "Abs. {}", ", paragraphe {}". */
static void put_in(const char *words, const char *text, size_t len, struct cv_str *out)
{
	const char *mark = strstr(words, "{}");

	if (mark == NULL)
		return;
	cv_str_puts(out, *words == ',' ? "" : " ");
	cv_str_add(out, words, (size_t)(mark - words));
	cv_str_add(out, text, len);
	cv_str_puts(out, mark + strlen("{}"));
}

/* "(2)" or "(c)" right behind an article: what it is called; 0: it is neither. */
static size_t point(const struct citing *c, const char *p)
{
	const char *const *row = c->act ? c->act : rep_table_find(&c->w->acts, "GDPR", c->lang);
	size_t n = 1;

	if (row == NULL || *p != '(' || p == c->cite || (!isdigit((unsigned char)p[-1]) && p[-1] != ')') ||
		!wordy(p[1]))
		return 0;
	while (isdigit((unsigned char)p[n]))
		n++;
	if (n > 1 && p[n] == ')') {
		put_in(row[PARAGRAPH], p + 1, n - 1, c->out);
		return n + 1;
	}
	if (islower((unsigned char)p[1]) && p[2] == ')') {
		put_in(row[POINT], p + 1, 1, c->out);
		return 3;
	}
	return 0;
}

/* The row of the act, named first and longest, of which an article or annex follows; NULL: none. */
static const char *const *act_at(const struct citing *c, const char *p)
{
	const char *const *best = NULL;

	for (size_t i = 0; i < c->w->acts.n; i++) {
		const char *const *row = c->w->acts.row[i];
		size_t n = strlen(row[ACT]);

		if (cv_streq(row[LANGUAGE], c->lang) && cv_starts(p, row[ACT]) &&
			(cv_starts(p + n, " art") || cv_starts(p + n, " Annex")) &&
			(best == NULL || n > strlen(best[ACT])))
			best = row;
	}
	return best;
}

/* Where what is said of the act ends. */
static size_t extent(const char *p)
{
	static const char *const ends[] = { "; ", " (", " a contrario" };
	size_t n = strlen(p);

	for (size_t i = 0; i < CV_LEN(ends); i++) {
		const char *at = strstr(p, ends[i]);

		if (at && (size_t)(at - p) < n)
			n = (size_t)(at - p);
	}
	return n;
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

/* A second article of the act: ", 47", "with 46(5)". */
static bool another(const struct citing *c, const char *from, const char *p)
{
	return c->act && isdigit((unsigned char)*p) && p - from > 2 &&
		(memcmp(p - 2, ", ", 2) == 0 || (p - from > 5 && memcmp(p - 5, "with ", 5) == 0));
}

static void cite_part(const struct citing *c, const char *from, size_t len);

/* "GDPR art. 46(2)(c)": the article comes first, the act behind it. */
static size_t put_article(const struct citing *c, const char *p, const char *const *act)
{
	size_t name = strlen(act[ACT]) + 1, n = name + extent(p + name), before = c->out->len;
	struct citing of = *c;

	of.act = act;
	cite_part(&of, p + name, n - name);
	if (c->out->len > before && strchr(cv_str_text(c->out) + before, ',') && *act[PARAGRAPH] == ',')
		cv_str_putc(c->out, ',');
	cv_str_printf(c->out, " %s", act[NAME]);
	return n;
}

static void cite_part(const struct citing *c, const char *from, size_t len)
{
	for (const char *p = from; p < from + len;) {
		const char *const *row = fragment(&c->w->citations, c->cite, p);
		const char *const *act = c->act ? NULL : act_at(c, p);
		size_t n = 0;

		if (act && (row == NULL || strlen(row[0]) <= strlen(act[ACT])))
			n = put_article(c, p, act);
		else if (row) {
			n = strlen(row[0]);
			put_dated(c->lang, row[c->column], c->out);
		}
		if (n == 0)
			n = point(c, p);
		if (n == 0 && (p == c->cite || !wordy(p[-1])))
			n = iso_day(c->lang, p, c->out);
		if (n == 0) {
			if (another(c, from, p) && (row = fragment(&c->w->citations, "art. ", "art. ")))
				cv_str_puts(c->out, row[c->column]);
			cv_str_putc(c->out, *p);
		}
		p += n ? n : 1;
	}
}

void rep_letter_cite(const struct rep_letter_words *w, const char *lang, const char *cite, struct cv_str *out)
{
	struct citing c = { .w = w, .lang = lang, .cite = cite, .column = 1, .out = out };

	for (size_t i = 1; w->citations.column[i]; i++)
		if (cv_streq(w->citations.column[i], lang))
			c.column = i;
	cite_part(&c, cite, strlen(cite));
}

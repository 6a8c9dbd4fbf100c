/* The letter of a notice: what its template may say, and what that means for one customer. */
#include "reports/letters/gather.h"
#include "reports/notice.h"

#include "registry/core/country.h"

#include <stdio.h>
#include <string.h>

static const struct rep_word vocabulary[] = {
	{ "customer", REP_TEXT, "name of the customer", NULL },
	{ "us", REP_OPTIONAL, "name of who of ours writes", NULL },
	{ "contact", REP_OPTIONAL, "where answers reach us", NULL },
	{ "subject", REP_TEXT, "name of the sub-processor", NULL },
	{ "replaces", REP_OPTIONAL, "name of the one it takes the place of", NULL },
	{ "what", REP_OPTIONAL, "what it does", NULL },
	{ "where", REP_OPTIONAL, "the countries in which it processes the data", NULL },
	{ "mechanism", REP_OPTIONAL, "what covers the transfer, in words", NULL },
	{ "announced", REP_TEXT, "day of the letter", NULL },
	{ "effective", REP_TEXT, "first day of the change", NULL },
	{ "deadline", REP_TEXT, "last day to object", NULL },
	{ "days", REP_TEXT, "days to object", NULL },
	{ "one_day", REP_FLAG, "it is one day", NULL },
	{ "refusal", REP_FLAG, "silence is no consent under the contract", NULL },
	{ "begun", REP_FLAG, "the change is older than the letter", NULL },
	{ "waits", REP_FLAG, "the change begins after the last day to object", NULL },
	{ 0 },
};

const struct rep_word *rep_notice_vocabulary(void)
{
	return vocabulary;
}

/* "Irland, Indien" */
static void countries(
	const struct rep_letter_words *words, const char *codes, const char *language, struct cv_str *out)
{
	size_t n;

	for (const char *q = codes, *w; (w = cv_next(&q, ';', &n));) {
		char code[CV_COUNTRY_MAX];

		snprintf(code, sizeof(code), "%.*s", (int)n, w);
		cv_str_puts(out, out->len ? ", " : "");
		rep_say_country(words, language, code, out);
	}
}

/* Those that cover; what does not is nothing to rest on. What a person wrote in words of their own stays. */
static void mechanisms(const struct rep_letter_words *words, const char *cell, const char *language, struct cv_str *out)
{
	enum { NAME = 2, SLUG_MAX = 64 };
	size_t n;

	for (const char *q = cell, *w; (w = cv_next(&q, ';', &n));) {
		const char *const *row;
		char slug[SLUG_MAX];

		if (snprintf(slug, sizeof(slug), "%.*s", (int)n, w) >= SLUG_MAX)
			continue;
		if (cv_streq(slug, law_outcome_name(LAW_NEEDS_REVIEW)) ||
			cv_streq(slug, law_outcome_name(LAW_NOT_COVERED)) ||
			cv_streq(slug, law_outcome_name(LAW_NO_TRANSFER)))
			continue;
		row = rep_table_find(&words->mechanisms, slug, language);
		if (row && out->len > 0 && strstr(cv_str_text(out), row[NAME]))
			continue;
		if (out->len > 0) /* French puts a blank that does not break before it */
			cv_str_puts(out, cv_streq(language, "fr") ? "\xc2\xa0; " : "; ");
		if (row)
			cv_str_puts(out, row[NAME]);
		else
			rep_letter_quoted(language, slug, strlen(slug), out);
	}
}

static void say_day(struct rep_scope *s, const char *word, const char *language, cv_day d)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };

	rep_letter_day(language, d, &text);
	rep_scope_text(s, word, cv_str_text(&text));
}

static void say(struct rep_scope *s, const struct rep_letter_words *words, const struct reg_notice_facts *f,
	const char *language)
{
	CV_AUTO(cv_str_finish) struct cv_str where = { 0 }, mechanism = { 0 }, what = { 0 };
	const char *const *cell = f->notice->row.cell;
	char days[24];

	countries(words, cell[REG_N_COUNTRY], language, &where);
	mechanisms(words, cell[REG_N_MECHANISM], language, &mechanism);
	rep_letter_say(words, language, cell[REG_N_WHAT], &what);
	snprintf(days, sizeof(days), "%lld", (long long)f->told->days);
	rep_scope_text(s, "customer", f->told->name);
	rep_scope_text(s, "us", f->told->own);
	rep_scope_text(s, "contact", f->told->contact);
	rep_scope_text(s, "subject", f->notice->subject);
	rep_scope_text(s, "replaces", f->notice->replaces);
	rep_scope_text(s, "what", cv_str_text(&what));
	rep_scope_text(s, "where", cv_str_text(&where));
	rep_scope_text(s, "mechanism", cv_str_text(&mechanism));
	say_day(s, "announced", language, f->announced);
	say_day(s, "effective", language, f->effective);
	say_day(s, "deadline", language, f->told->deadline);
	rep_scope_text(s, "days", days);
	rep_scope_flag(s, "one_day", f->told->days == 1);
	rep_scope_flag(s, "refusal", f->told->refusal);
	rep_scope_flag(s, "begun", cv_day_known(f->effective) && f->effective.n <= f->announced.n);
	rep_scope_flag(s, "waits", !cv_day_known(f->effective) || f->effective.n > f->told->deadline.n);
}

enum cv_err rep_notice_letter(void *folder, const struct reg_notice_facts *f, struct cv_str *out, struct cv_error *err)
{
	static const char *const languages[] = { "en", "de", "fr" };
	struct cv_arena arena = { 0 };
	struct rep_scope *s = rep_scope_new(&arena, vocabulary);
	struct rep_letter_words words = { 0 };
	struct rep_template *t = NULL;
	const char *language = languages[0];
	char name[64];
	enum cv_err e;

	for (size_t i = 0; i < CV_LEN(languages); i++)
		if (cv_streq(f->told->language, languages[i]))
			language = languages[i];
	snprintf(name, sizeof(name), "notice-%.16s.%s.txt", f->notice->row.cell[REG_N_CHANGE], language);
	e = rep_letter_words_load(folder, &arena, &words, err);
	if (e == CV_OK)
		e = rep_template_load(folder, name, vocabulary, &t, err);
	if (e == CV_OK)
		say(s, &words, f, language);
	if (e == CV_OK)
		e = rep_template_fill(t, s, REP_AS_LETTER, out, err);
	rep_template_free(t);
	cv_arena_finish(&arena);
	return e;
}

void rep_letter_title(const char *letter, struct cv_str *out)
{
	const char *p = letter;

	while (*p && !cv_starts(p, "# "))
		p += strcspn(p, "\n") + (p[strcspn(p, "\n")] == '\n');
	if (*p)
		cv_str_add(out, p + 2, strcspn(p + 2, "\n"));
}

/* How a transfer stands, and where it goes, in the words of a language: all of it from tables. */
#include "reports/letters/gather.h"

#include "registry/core/country.h"

#include <string.h>

void rep_say_country(const struct rep_letter_words *w, const char *lang, const char *code, struct cv_str *out)
{
	const char *name = cv_country_name_in(code, lang);
	size_t skip = cv_starts(code, "io-") ? strlen("io-") : 0;

	if (name == NULL) /* an organisation */
		name = rep_table_word(&w->glossary, code, strlen(code), lang);
	if (name)
		cv_str_puts(out, name);
	else
		rep_letter_quoted(lang, code + skip, strlen(code) - skip, out);
}

void rep_say_to_country(const struct rep_letter_words *w, const char *lang, const char *code, struct cv_str *out)
{
	const char *phrase = rep_table_word(&w->countries, code, strlen(code), lang);

	if (phrase) {
		cv_str_puts(out, phrase);
		return;
	}
	cv_str_puts(out, cv_streq(lang, "de") ? "an " : cv_streq(lang, "fr") ? "à " : "to ");
	rep_say_country(w, lang, code, out);
}

/* What it is called exactly; the name in the law pack where the table does not know it. */
static void put_official(struct rep_saying *y, const char *slug, const char *name, struct cv_str *out)
{
	const char *word = rep_table_word(&y->w->official, slug, strlen(slug), y->lang);

	if (word)
		cv_str_puts(out, word);
	else if (*name)
		rep_letter_quoted(y->lang, name, strlen(name), out);
}

static void one_reason(struct rep_saying *y, const char *code)
{
	const char *sentence = rep_table_word(&y->w->codes, code, strlen(code), y->lang);

	if (sentence)
		cv_str_printf(&y->tmp, "%s%s", y->tmp.len ? " " : "", sentence);
}

static void say_explanation(struct rep_saying *y, struct rep_scope *s, const struct rep_told *t)
{
	cv_str_clear(&y->tmp);
	if (t->leg->outcome >= LAW_NEEDS_REVIEW && cv_streq(t->words, "STEP_BEFORE"))
		one_reason(y, t->words);
	else if (t->leg->outcome >= LAW_NEEDS_REVIEW)
		for (enum law_reason r = law_reason_from(&t->reasons, 0); r < LAW_REASON_COUNT;
			r = law_reason_from(&t->reasons, (int)r + 1))
			one_reason(y, law_reason_name(r));
	rep_scope_text(s, "explanation", cv_str_text(&y->tmp));
}

/* The sentence of the table, the day of the assessment put where it belongs. */
static void put_need(struct rep_saying *y, const char *sentence, cv_day assessed)
{
	const char *mark = strstr(sentence, "{day}");

	if (mark == NULL) {
		cv_str_puts(&y->tmp, sentence);
		return;
	}
	cv_str_add(&y->tmp, sentence, (size_t)(mark - sentence));
	rep_letter_day(y->lang, assessed, &y->tmp);
	cv_str_puts(&y->tmp, mark + strlen("{day}"));
}

/* Nothing is said rather than half of it, where the tables do not have all. */
static void say_remedy(struct rep_saying *y, struct rep_scope *s, const struct rep_told *t)
{
	bool french = cv_streq(y->lang, "fr");

	cv_str_clear(&y->tmp);
	if (*t->way)
		put_official(y, t->way, t->way_official, &y->tmp);
	for (size_t i = 0; *t->way && i < t->n_needs; i++) {
		const char *sentence = rep_table_word(&y->w->needs, t->need[i], strlen(t->need[i]), y->lang);

		if (sentence == NULL) {
			cv_str_clear(&y->tmp);
			break;
		}
		cv_str_puts(&y->tmp, french ? (i ? "\u00a0; " : "\u00a0: ") : i ? "; " : ": ");
		put_need(y, sentence, t->assessed);
	}
	rep_scope_text(s, "remedy", cv_str_text(&y->tmp));
}

void rep_say_standing(struct rep_saying *y, struct rep_scope *s, const struct rep_told *t)
{
	cv_str_clear(&y->tmp);
	if (*t->slug)
		put_official(y, t->slug, t->official, &y->tmp);
	rep_scope_text(s, "official", cv_str_text(&y->tmp));
	say_explanation(y, s, t);
	say_remedy(y, s, t);
}

/* The words of letters: nothing of a closed vocabulary or of the law can get into one without a word for it. */
#include "registry/core/country.h"
#include "registry/law/needs.h"
#include "registry/law/pack.h"
#include "reports/letters/gather.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const language[] = { "en", "de", "fr" };

static struct cv_arena arena;
static struct rep_letter_words words;

static int load(void **state)
{
	struct cv_error err = { 0 };

	(void)state;
	if (rep_letter_words_load(NULL, &arena, &words, &err) != CV_OK)
		fail_msg("%s", err.msg);
	return 0;
}

static int drop(void **state)
{
	(void)state;
	cv_arena_finish(&arena);
	return 0;
}

static void has(const struct rep_table *t, const char *key, size_t len, const char *what)
{
	for (size_t i = 0; i < CV_LEN(language); i++)
		if (rep_table_word(t, key, len, language[i]) == NULL)
			fail_msg("%s: %s: '%.*s' has no word in '%s'", t->file, what, (int)len, key, language[i]);
}

static void every_word_of_a_record(void **state)
{
	(void)state;
	for (int k = 0; k < REG_KIND_COUNT; k++) {
		const struct reg_kind_info *info = reg_kind_info((enum reg_kind)k);

		for (size_t i = 0; i < info->n; i++) {
			const struct reg_column *c = &info->column[i];
			size_t len;

			if ((c->type != REG_WORD && c->type != REG_WORDS) || cv_streq(c->name, "language"))
				continue;
			for (const char *p = c->words, *w; (w = cv_next(&p, '|', &len));)
				has(&words.glossary, w, len, c->name);
		}
	}
	for (int o = LAW_NO_TRANSFER; o <= LAW_NOT_COVERED; o++)
		has(&words.glossary, law_outcome_name((enum law_outcome)o),
			strlen(law_outcome_name((enum law_outcome)o)), "outcome");
}

static void every_word_of_the_law(void **state)
{
	const struct law_pack *p = law_builtin(NULL);
	const char *need;

	(void)state;
	assert_non_null(p);
	for (size_t i = 0; i < p->n_mechs; i++)
		has(&words.official, p->mech[i].slug, strlen(p->mech[i].slug), "mechanism");
	for (int r = 0; r < LAW_REASON_COUNT; r++)
		has(&words.codes, law_reason_name((enum law_reason)r), strlen(law_reason_name((enum law_reason)r)),
			"reason");
	has(&words.codes, "STEP_BEFORE", strlen("STEP_BEFORE"), "reason");
	for (size_t i = 0; (need = law_need_sentence(i)); i++)
		has(&words.needs, need, strlen(need), "remedy");
	for (size_t i = 0; i < p->n_scopes; i++)
		if (*p->scope[i].note)
			has(&words.needs, p->scope[i].note, strlen(p->scope[i].note), "scopes.csv");
	for (size_t i = 0; i < p->n_families; i++)
		has(&words.needs, p->family[i].note, strlen(p->family[i].note), "families.csv");
	assert_null(law_need_sentence(LAW_NEED_COUNT));
}

/* ---- what is cited ---- */

/* Names and abbreviations that are the same in all languages. */
static bool a_name(const char *word, size_t len)
{
	static const char names[] = " DPA SI AS SR ICO Information Commission Privacy Shield Safe Harbor WP ordonnance "
				    "loi art personopplysningsforskriften ISO IEC Global CBPR Forum Sch para EU UK "
				    "GDPR Schrems TCA II III principle transit clauses version April August September "
				    "November Gibraltar guide module modules national position ";
	char padded[64];

	snprintf(padded, sizeof(padded), " %.*s ", (int)(len < 60 ? len : 60), word);
	return strstr(names, padded) != NULL;
}

static bool has_word(const char *text, const char *word, size_t len)
{
	for (const char *p = text; *p;) {
		size_t n = 0;

		while (isalpha((unsigned char)p[n]))
			n++;
		if (n == len && memcmp(p, word, n) == 0)
			return true;
		p += n ? n : 1;
	}
	return false;
}

static void no_english_in(const char *cite, const char *lang)
{
	CV_AUTO(cv_str_finish) struct cv_str english = { 0 }, other = { 0 };
	const char *text;

	rep_letter_cite(&words, "en", cite, &english);
	rep_letter_cite(&words, lang, cite, &other);
	text = cv_str_text(&other);
	if (strstr(text, ".csv") || strstr(text, "; ;") || strstr(text, "  ") || cv_starts(text, ";"))
		fail_msg("%s: '%s' from '%s'", lang, text, cite);
	for (const char *p = text; *p;) {
		size_t n = 0;

		while (isalpha((unsigned char)p[n]))
			n++;
		if (n > 1 && !a_name(p, n) && !(cv_streq(lang, "de") && cv_starts(p, "in ")) &&
			has_word(cv_str_text(&english), p, n))
			fail_msg("%s: '%.*s' in '%s', which in English is '%s'", lang, (int)n, p, text,
				cv_str_text(&english));
		if (isdigit((unsigned char)p[0]) && strlen(p) > 9 && p[4] == '-' && p[7] == '-')
			fail_msg("%s: a day in '%s'", lang, text);
		p += n ? n : 1;
	}
}

static void every_citation(void **state)
{
	const struct law_pack *p = law_builtin(NULL);
	CV_AUTO(cv_str_finish) struct cv_str cite = { 0 };

	(void)state;
	for (size_t l = 1; l < CV_LEN(language); l++) {
		for (size_t i = 0; i < p->n_mechs; i++) {
			struct law_tried t = { .mech = (law_mech)i, .base = LAW_NO_MECH, .tool = -1, .row = -1 };

			cv_str_clear(&cite);
			law_cite(p, &t, &cite);
			no_english_in(cv_str_text(&cite), language[l]);
		}
		for (size_t i = 0; i < p->n_adequacy; i++) {
			no_english_in(p->adequacy[i].instrument, language[l]);
			no_english_in(p->adequacy[i].ended_by, language[l]);
		}
		for (size_t i = 0; i < p->n_regimes; i++)
			no_english_in(p->regime[i].rules, language[l]);
	}
}

static void citations_by_hand(void **state)
{
	static const struct {
		const char *cite, *lang, *want;
	} row[] = {
		{ "GDPR art. 46(2)(c); (EU) 2021/914", "en", "GDPR art. 46(2)(c); (EU) 2021/914" },
		{ "GDPR art. 46(2)(c); (EU) 2021/914", "de",
			"Art. 46 Abs.\u00a02 Buchst.\u00a0c DSGVO; (EU) 2021/914" },
		{ "GDPR art. 46(2)(c); (EU) 2021/914", "fr",
			"art. 46, paragraphe\u00a02, point\u00a0c), du RGPD\u00a0; (UE) 2021/914" },
		{ "GDPR arts 46(2)(b), 47; EDPB Recommendations 1/2022 v2 (2023-06-20)", "de",
			"Art. 46 Abs.\u00a02 Buchst.\u00a0b, Art. 47 DSGVO; EDSA-Empfehlungen 1/2022 v2 "
			"(20.\u00a0Juni\u00a02023)" },
		{ "GDPR art. 46(2)(e) with art. 40(3)", "fr",
			"art. 46, paragraphe\u00a02, point\u00a0e) en liaison avec l’art. 40, paragraphe\u00a03, "
			"du RGPD" },
		{ "Directive art. 26(4); GDPR art. 46(2)(c) with 46(5)", "de",
			"Art. 26 Abs.\u00a04 der Richtlinie 95/46/EG; Art. 46 Abs.\u00a02 Buchst.\u00a0c in "
			"Verbindung mit Art. 46 Abs.\u00a05 DSGVO" },
		{ "GDPR art. 28", "fr", "art. 28 du RGPD" },
		{ "FADP 2020 art. 16(2)(d)", "fr", "art. 16, al.\u00a02, let.\u00a0d, LPD" },
		{ "FADP 1992 art. 6(2)(a)", "de", "Art. 6 Abs.\u00a02 Bst.\u00a0a DSG (1992)" },
		{ "UK GDPR art. 46(2)(d); DPA 2018 s. 119A; ICO, laid 2022-02-02, in force 2022-03-21", "en",
			"UK GDPR art. 46(2)(d); DPA 2018 s. 119A; issued by the ICO, in force since "
			"21\u00a0March\u00a02022" },
		{ "FADP 2020 art. 16(1); DPO art. 8; see adequacy.csv", "de",
			"Art. 16 Abs.\u00a01 DSG; Art. 8 DSV" },
		{ "2010/87/EU", "fr", "2010/87/UE" },
		{ "2001/497/EC", "de", "2001/497/EG" },
		{ "", "fr", "" },
	};

	(void)state;
	for (size_t i = 0; i < CV_LEN(row); i++) {
		CV_AUTO(cv_str_finish) struct cv_str out = { 0 };

		rep_letter_cite(&words, row[i].lang, row[i].cite, &out);
		assert_string_equal(cv_str_text(&out), row[i].want);
	}
}

/* ---- countries ---- */

/* Those whose form does not follow from the name, looked up one by one. */
static const struct {
	const char *code, *de, *fr;
} irregular[] = {
	{ "US", "in die Vereinigten Staaten", "aux États-Unis" },
	{ "GB", "in das Vereinigte Königreich", "au Royaume-Uni" },
	{ "CH", "in die Schweiz", "en Suisse" },
	{ "NL", "in die Niederlande", "aux Pays-Bas" },
	{ "IN", "nach Indien", "en Inde" },
	{ "PH", "auf die Philippinen", "aux Philippines" },
	{ "CA", "nach Kanada", "au Canada" },
	{ "AE", "in die Vereinigten Arabischen Emirate", "aux Émirats arabes unis" },
	{ "TR", "in die Türkei", "en Turquie" },
	{ "UA", "in die Ukraine", "en Ukraine" },
	{ "SK", "in die Slowakei", "en Slovaquie" },
	{ "MN", "in die Mongolei", "en Mongolie" },
	{ "IR", "in den Iran", "en Iran" },
	{ "IQ", "in den Irak", "en Irak" },
	{ "LB", "in den Libanon", "au Liban" },
	{ "SD", "in den Sudan", "au Soudan" },
	{ "SS", "in den Südsudan", "au Soudan du Sud" },
	{ "TD", "in den Tschad", "au Tchad" },
	{ "YE", "in den Jemen", "au Yémen" },
	{ "CD", "in die Demokratische Republik Kongo", "en République démocratique du Congo" },
	{ "CG", "in die Republik Kongo", "en République du Congo" },
	{ "CF", "in die Zentralafrikanische Republik", "en République centrafricaine" },
	{ "DO", "in die Dominikanische Republik", "en République dominicaine" },
	{ "MD", "in die Republik Moldau", "en Moldavie" },
	{ "CI", "in die Elfenbeinküste", "en Côte d’Ivoire" },
	{ "VA", "in die Vatikanstadt", "au Vatican" },
	{ "IM", "auf die Insel Man", "sur l’île de Man" },
	{ "KY", "auf die Cayman-Inseln", "aux îles Caïmans" },
	{ "VG", "auf die Britischen Jungferninseln", "aux îles Vierges britanniques" },
	{ "VI", "auf die Amerikanischen Jungferninseln", "aux îles Vierges américaines" },
	{ "FO", "auf die Färöer-Inseln", "aux îles Féroé" },
	{ "BS", "auf die Bahamas", "aux Bahamas" },
	{ "MV", "auf die Malediven", "aux Maldives" },
	{ "SC", "auf die Seychellen", "aux Seychelles" },
	{ "BM", "nach Bermuda", "aux Bermudes" },
	{ "SG", "nach Singapur", "à Singapour" },
	{ "HK", "nach Hongkong", "à Hong Kong" },
	{ "TW", "nach Taiwan", "à Taïwan" },
	{ "MT", "nach Malta", "à Malte" },
	{ "CY", "nach Zypern", "à Chypre" },
	{ "MC", "nach Monaco", "à Monaco" },
	{ "CU", "nach Kuba", "à Cuba" },
	{ "MU", "nach Mauritius", "à Maurice" },
	{ "MG", "nach Madagaskar", "à Madagascar" },
	{ "HT", "nach Haiti", "en Haïti" },
	{ "IL", "nach Israel", "en Israël" },
	{ "MX", "nach Mexiko", "au Mexique" },
	{ "KH", "nach Kambodscha", "au Cambodge" },
	{ "MZ", "nach Mosambik", "au Mozambique" },
	{ "ZW", "nach Simbabwe", "au Zimbabwe" },
	{ "LR", "nach Liberia", "au Libéria" },
	{ "AF", "nach Afghanistan", "en Afghanistan" },
	{ "UY", "nach Uruguay", "en Uruguay" },
	{ "EC", "nach Ecuador", "en Équateur" },
	{ "JE", "nach Jersey", "à Jersey" },
	{ "GG", "nach Guernsey", "à Guernesey" },
	{ "GI", "nach Gibraltar", "à Gibraltar" },
	{ "RE", "nach Réunion", "à La Réunion" },
	{ "GP", "nach Guadeloupe", "en Guadeloupe" },
	{ "AQ", "in die Antarktis", "en Antarctique" },
	{ "io-epo", "an die Europäische Patentorganisation", "à l’Organisation européenne des brevets" },
	{ "io-nobody", "an „nobody“", "à «\u00a0nobody\u00a0»" },
};

static void to(const char *lang, const char *code, struct cv_str *out)
{
	cv_str_clear(out);
	rep_say_to_country(&words, lang, code, out);
}

static void countries_by_hand(void **state)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };

	(void)state;
	for (size_t i = 0; i < CV_LEN(irregular); i++) {
		to("de", irregular[i].code, &out);
		assert_string_equal(cv_str_text(&out), irregular[i].de);
		to("fr", irregular[i].code, &out);
		assert_string_equal(cv_str_text(&out), irregular[i].fr);
	}
}

static bool begins(const char *text, const char *const *with)
{
	for (; *with; with++)
		if (cv_starts(text, *with))
			return true;
	return false;
}

/* Does the sentence name the country? Its ending may bend: the first letters count. */
static bool names(const char *text, const char *name)
{
	size_t n = strcspn(name, " -");

	if (n > 5)
		n = 5;
	while (n > 0 && ((unsigned char)name[n] & 0xc0) == 0x80)
		n--;
	for (const char *p = text; *p; p++)
		if (strncmp(p, name, n) == 0 || (strncmp(name, "Île", 4) == 0 && strstr(text, "île")))
			return true;
	return false;
}

static const char *const german[] = { "nach ", "in die ", "in den ", "in das ", "auf die ", "auf Heard ", NULL },
			 *const french[] = { "en ", "au ", "aux ", "à ", "sur l’", "dans l", NULL },
			 *const vowel[] = { "au A", "au E", "au I", "au O", "au U", "au É", "au Î", NULL };

static void every_country(void **state)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 }, want = { 0 };
	int n = 0;

	(void)state;
	for (char a = 'A'; a <= 'Z'; a++)
		for (char b = 'A'; b <= 'Z'; b++) {
			const char code[] = { a, b, '\0' };

			if (!cv_country_code(code, 2))
				continue;
			n++;
			has(&words.countries, code, 2, "country");
			to("en", code, &out);
			cv_str_clear(&want);
			cv_str_puts(&want, "to ");
			cv_country_in_sentence(code, &want);
			assert_string_equal(cv_str_text(&out), cv_str_text(&want));
			to("de", code, &out);
			if (!begins(cv_str_text(&out), german) ||
				!names(cv_str_text(&out), cv_country_name_in(code, "de")))
				fail_msg("%s: %s", code, cv_str_text(&out));
			to("fr", code, &out);
			if (!begins(cv_str_text(&out), french) || begins(cv_str_text(&out), vowel) ||
				!names(cv_str_text(&out), cv_country_name_in(code, "fr")))
				fail_msg("%s: %s", code, cv_str_text(&out));
		}
	assert_int_equal(n, 250); /* ISO 3166-1 and XK */
}

/* ---- what a person wrote ---- */

static void free_text_is_quoted(void **state)
{
	static const struct {
		const char *lang, *list, *want;
	} row[] = {
		{ "en", "contact;shoe size", "contact, “shoe size”" },
		{ "de", "contact;shoe size", "Kontaktdaten, „shoe size“" },
		{ "fr", "contact;shoe size", "coordonnées, «\u00a0shoe size\u00a0»" },
	};

	(void)state;
	for (size_t i = 0; i < CV_LEN(row); i++) {
		CV_AUTO(cv_str_finish) struct cv_str out = { 0 };

		rep_letter_say(&words, row[i].lang, row[i].list, &out);
		assert_string_equal(cv_str_text(&out), row[i].want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_of_a_record),
		cmocka_unit_test(every_word_of_the_law),
		cmocka_unit_test(every_citation),
		cmocka_unit_test(citations_by_hand),
		cmocka_unit_test(countries_by_hand),
		cmocka_unit_test(every_country),
		cmocka_unit_test(free_text_is_quoted),
	};

	return cmocka_run_group_tests(tests, load, drop);
}

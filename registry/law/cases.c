/* The grammar of the safeguards cell of a case (law 1). */
#include "registry/law/pack.h"

#include <string.h>

enum { WORDS_MAX = 16 };

struct item {
	const struct law_pack *p;
	struct law_tool *t;
	struct cv_error *err;
	const char *text; /* the whole item, for the message */
	size_t len;
	const char *word[WORDS_MAX];
	size_t word_len[WORDS_MAX], n, at;
};

static bool is(const struct item *it, const char *word)
{
	return it->at < it->n && strlen(word) == it->word_len[it->at] &&
		memcmp(word, it->word[it->at], it->word_len[it->at]) == 0;
}

static bool take(struct item *it, const char *word)
{
	if (!is(it, word))
		return false;
	it->at++;
	return true;
}

int law_shown(const char *s, size_t n)
{
	enum { MOST = 120 };

	if (n <= MOST)
		return (int)n;
	for (n = MOST; n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80;)
		n--;
	return (int)n;
}

static enum cv_err wrong(struct item *it, const char *wanted)
{
	if (it->at < it->n)
		return cv_fail_at(it->err, CV_E_UNKNOWN_WORD, "safeguards", "in '%.*s': '%.*s' where %s is expected",
			law_shown(it->text, it->len), it->text, law_shown(it->word[it->at], it->word_len[it->at]),
			it->word[it->at], wanted);
	return cv_fail_at(it->err, CV_E_UNKNOWN_WORD, "safeguards", "'%.*s' ends where %s is expected",
		law_shown(it->text, it->len), it->text, wanted);
}

static enum cv_err take_day(struct item *it, cv_day *ret)
{
	if (it->at >= it->n)
		return wrong(it, "a day written YYYY-MM-DD");
	if (!cv_day_parse(it->word[it->at], it->word_len[it->at], ret))
		return cv_fail_at(it->err, CV_E_DATE, "safeguards",
			"in '%.*s': '%.*s' is not a day of the calendar: write YYYY-MM-DD",
			law_shown(it->text, it->len), it->text, law_shown(it->word[it->at], it->word_len[it->at]),
			it->word[it->at]);
	it->at++;
	return CV_OK;
}

static enum cv_err take_mech(struct item *it, bool (*want)(const struct law_pack *p, law_mech m), const char *what)
{
	law_mech m;

	if (it->at >= it->n || !law_mech_parse(it->p, it->word[it->at], it->word_len[it->at], &m) ||
		(want && !want(it->p, m)))
		return wrong(it, what);
	it->t->mech = m;
	it->at++;
	return CV_OK;
}

/* tia DATE [for CC] [review DATE] */
static enum cv_err assessment(struct item *it)
{
	it->t->kind = LAW_ASSESSMENT;
	TRY(take_day(it, &it->t->day));
	if (take(it, "for")) {
		if (it->at >= it->n || !law_place_parse(it->p, it->word[it->at], it->word_len[it->at], &it->t->place))
			return wrong(it, "a country code");
		it->at++;
	}
	if (take(it, "review"))
		TRY(take_day(it, &it->t->review));
	return CV_OK;
}

/* derogation SLUG occasional|repetitive [met|failed] */
static enum cv_err derogation(struct item *it)
{
	it->t->kind = LAW_DEROGATION;
	TRY(take_mech(it, law_mech_is_derogation, "the slug of a derogation"));
	if (take(it, "occasional"))
		it->t->flags |= LAW_T_OCCASIONAL;
	else if (take(it, "repetitive"))
		it->t->flags |= LAW_T_REPETITIVE;
	else
		return wrong(it, "'occasional' or 'repetitive'");
	if (take(it, "met"))
		it->t->flags |= LAW_T_MET;
	else if (take(it, "failed"))
		it->t->flags |= LAW_T_FAILED;
	return CV_OK;
}

/* "D1..D2" or "D1..", both days included: kept as [D1, D2 + 1) */
static enum cv_err take_range(struct item *it)
{
	const char *w = it->at < it->n ? it->word[it->at] : "";
	size_t len = it->at < it->n ? it->word_len[it->at] : 0;
	struct cv_span s = { CV_DAY_NONE, CV_DAY_EVER };

	if ((len != 12 && len != 22) || w[10] != '.' || w[11] != '.' || !cv_day_parse(w, 10, &s.from))
		return wrong(it, "a range of days, D1.. or D1..D2");
	if (len == 22 && !cv_day_parse(w + 12, 10, &s.until))
		return wrong(it, "a range of days, D1.. or D1..D2");
	if (len == 22) {
		s.until.n++;
		if (s.until.n <= s.from.n)
			return wrong(it, "a range that does not run backwards");
	}
	it->t->active = s;
	it->at++;
	return CV_OK;
}

/* FRAMEWORK active RANGE hr|non-hr|hr+non-hr */
static enum cv_err certification(struct item *it)
{
	it->t->kind = LAW_CERTIFICATION;
	TRY(take_mech(it, law_mech_is_framework, "the slug of a framework"));
	it->at++; /* "active", which is how we came here */
	TRY(take_range(it));
	if (take(it, "hr"))
		it->t->flags |= LAW_T_HR;
	else if (take(it, "non-hr"))
		it->t->flags |= LAW_T_NON_HR;
	else if (take(it, "hr+non-hr"))
		it->t->flags |= LAW_T_HR | LAW_T_NON_HR;
	else
		return wrong(it, "'hr', 'non-hr' or 'hr+non-hr'");
	return CV_OK;
}

static enum cv_err take_module(struct item *it)
{
	static const char *const words[] = { "m1", "m2", "m3", "m4" };

	for (size_t i = 0; i < CV_LEN(words); i++) {
		if (take(it, words[i])) {
			it->t->flags |= (uint16_t)(LAW_T_M1 << i);
			return CV_OK;
		}
	}
	return wrong(it, "'m1', 'm2', 'm3' or 'm4'");
}

/* SLUG signed|approved DATE [changed DATE] [notified DATE] [module mN] [swiss-adapted] */
static enum cv_err instrument(struct item *it)
{
	it->t->kind = LAW_INSTRUMENT;
	TRY(take_mech(it, NULL, "a mechanism slug, a framework, 'tia', 'derogation' or 'onward-contract'"));
	if (take(it, "approved"))
		it->t->flags |= LAW_T_APPROVED;
	else if (!take(it, "signed"))
		return wrong(it, "'signed', 'approved' or 'active'");
	TRY(take_day(it, &it->t->day));
	if (take(it, "changed"))
		TRY(take_day(it, &it->t->changed));
	if (take(it, "notified"))
		TRY(take_day(it, &it->t->notified));
	if (take(it, "module"))
		TRY(take_module(it));
	if (take(it, "swiss-adapted"))
		it->t->flags |= LAW_T_SWISS;
	return CV_OK;
}

bool law_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool second_is(const struct item *it, const char *word)
{
	return it->n > 1 && strlen(word) == it->word_len[1] && memcmp(word, it->word[1], it->word_len[1]) == 0;
}

static enum cv_err one_item(struct item *it)
{
	*it->t = (struct law_tool){ .mech = LAW_NO_MECH,
		.day = CV_DAY_NONE,
		.changed = CV_DAY_NONE,
		.notified = CV_DAY_NONE,
		.review = CV_DAY_EVER,
		.active = { CV_DAY_NONE, CV_DAY_EVER } };
	if (take(it, "tia"))
		TRY(assessment(it));
	else if (take(it, "derogation"))
		TRY(derogation(it));
	else if (take(it, "onward-contract")) {
		it->t->kind = LAW_ONWARD_CONTRACT;
		TRY(take_day(it, &it->t->day));
	} else if (second_is(it, "claimed")) {
		it->t->kind = LAW_CLAIM;
		if (!law_family_parse(it->p, it->word[0], it->word_len[0], &it->t->family))
			return wrong(it, "a family such as scc, dpf or bcr");
		it->at = 2;
	} else if (second_is(it, "active"))
		TRY(certification(it));
	else
		TRY(instrument(it));
	return it->at == it->n ? CV_OK : wrong(it, "the end of the item (words come in a fixed order)");
}

enum cv_err law_tools_parse(const struct law_pack *p, const char *text, struct law_tool tool[LAW_TOOLS_MAX],
	size_t *ret_n, struct cv_error *err)
{
	size_t len, n = 0;

	for (const char *q = text, *w; (w = cv_next(&q, ';', &len));) {
		struct item it = { .p = p, .t = &tool[n], .err = err, .text = w, .len = len };

		if (n == LAW_TOOLS_MAX)
			return cv_fail_at(err, CV_E_TOO_BIG, "safeguards",
				"more than %d safeguards on one leg: leave out those that ended", LAW_TOOLS_MAX);
		for (size_t i = 0; i < len;) {
			size_t k = i;

			while (k < len && !law_blank(w[k]))
				k++;
			if (k > i) {
				if (it.n == WORDS_MAX)
					return cv_fail_at(err, CV_E_UNKNOWN_WORD, "safeguards",
						"'%.*s' has too many words", law_shown(w, len), w);
				it.word[it.n] = w + i;
				it.word_len[it.n++] = k - i;
			}
			i = k + 1;
		}
		TRY(one_item(&it));
		tool[n].record = (uint32_t)n;
		n++;
	}
	*ret_n = n;
	return CV_OK;
}

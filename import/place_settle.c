/* What neighbours make of each other: which Paris, whose codes. */
#include "import/place.h"

#include "registry/core/country.h"

#include <string.h>

/* ---- names ---- */

/* "Georgia": by the country beside it or by a town of one of its countries. */
static bool settle_open(struct imp_found *f, struct imp_found *beside)
{
	const char *p;

	if (beside->dropped || beside->code[0] == '\0' ||
		(beside->kind != IMP_F_COUNTRY && beside->kind != IMP_F_TOWN && beside->kind != IMP_F_STATE &&
			beside->kind != IMP_F_CLOUD))
		return false;
	if (!imp_codes_country(f->codes, beside->code)) {
		if (beside->kind == IMP_F_TOWN && imp_codes_country(beside->codes, f->codes + 2))
			beside->dropped = true; /* Valencia, of one of them all the same */
		for (p = strchr(f->codes, ' '); p && beside->kind == IMP_F_TOWN; p = strchr(p + 1, ' '))
			beside->dropped |= imp_codes_country(beside->codes, p + 1); /* "Athens, Georgia" */
		return false;
	}
	memcpy(f->code, beside->code, 2);
	for (p = strchr(f->codes, ' '); p; p = strchr(p + 1, ' '))
		if (imp_same_code(p + 1, f->code) && p[3] == '-')
			f->kind = IMP_F_STATE;
	return true;
}

/* One of the countries that have such a place stands beside it. */
static bool adopt(struct imp_found *f, const struct imp_found *beside)
{
	if (beside->dropped || beside->code[0] == '\0' ||
		(beside->kind != IMP_F_COUNTRY && beside->kind != IMP_F_STATE) ||
		!imp_codes_country(f->codes, beside->code))
		return false;
	memcpy(f->code, beside->code, 2);
	return true;
}

static bool in_list(const struct imp_cell *c, size_t i)
{
	return i > 0 && imp_found_parted(c, i) == ',' &&
		(c->found[i - 1].kind == IMP_F_TOWN || c->found[i - 1].kind == IMP_F_COUNTRY);
}

/* Behind a town: a state of the USA, or a country with towns named after all the others, moves it there. */
static void settle_town(struct imp_cell *c, size_t i)
{
	struct imp_found *f = &c->found[i], *next = i + 1 < c->n && imp_found_attached(c, i + 1) ? f + 1 : NULL;
	char parted = next ? imp_found_parted(c, i + 1) : 0;

	if (next && adopt(f, next))
		return;
	if (next && !next->dropped && parted != '/' && parted != '-' && parted != ':' && f->code[0]) {
		bool state = next->kind == IMP_F_STATE && imp_same_code(next->code, "US");
		bool namesakes = next->kind == IMP_F_COUNTRY && strstr("US CA AU ", next->code) && !in_list(c, i);

		if ((state || namesakes) && !imp_codes_country(f->codes, next->code)) {
			f->dropped = true;
			return;
		}
	}
	if (i > 0 && imp_found_attached(c, i))
		adopt(f, f - 1);
}

/* "Taiwan, China" is the one, not both */
static void settle_china(struct imp_cell *c)
{
	for (size_t i = 1; i < c->n; i++) {
		struct imp_found *a = &c->found[i - 1], *b = &c->found[i];

		if (a->kind != IMP_F_COUNTRY || b->kind != IMP_F_COUNTRY || !imp_found_attached(c, i))
			continue;
		b->dropped |= imp_same_code(b->code, "CN") && a->code[0] && strstr("TW HK MO ", a->code);
		a->dropped |= imp_same_code(a->code, "CN") && b->code[0] && strstr("TW HK MO ", b->code);
	}
}

void imp_place_settle_names(struct imp_cell *c)
{
	for (size_t i = c->n; i-- > 0;) {
		struct imp_found *f = &c->found[i], *next = i + 1 < c->n && imp_found_attached(c, i + 1) ? f + 1 : NULL;

		if (f->dropped)
			continue;
		if (f->kind == IMP_F_TOWN || f->kind == IMP_F_STATE) {
			if (f->codes[0])
				settle_town(c, i);
		} else if (f->kind == IMP_F_COUNTRY && f->code[0] == '\0') {
			if (!(next && settle_open(f, next)) && i > 0 && imp_found_attached(c, i))
				settle_open(f, f - 1);
		} else if (f->kind == IMP_F_COUNTRY && strchr(f->codes, ' ') && next && next->kind == IMP_F_STATE &&
			!next->dropped) {
			f->dropped = !imp_same_code(next->code, f->code) && imp_codes_country(f->codes, next->code);
		}
	}
	settle_china(c);
}

/* ---- lists of codes ---- */

/* Codes that are words, departments or states of the USA more often than the countries they stand for. */
static const char rarely[] =
	"AI AL AM AQ AS AZ BI BV CC CO CV DO GA GG GS HM IO KY LA MA MD ME ML MN MO MS NC NE PA PM PR PS QA SC SD SO TF TN TO TV UM VA ";
/* Codes that beside other words are those words; and those that are departments and answers even in a bracket of their own. */
static const char words[] = "AM AS AT BE DO ID IN ME MY PA RE SA SE SO TO ";
static const char answers[] = "AD AG AI BI CC CV GM HR IO IS IT ML MS NO PM PR PS QA TV ";
/* Codes that in a bracket of their own are nothing but a country, whatever stands before it: "Mollie B.V. (NL)". */
static const char plain[] = "CZ DE DK FI FR IE LU NL PL ";
/* Alpha-3 codes that are also sites of networks, or words. */
static const char sites[] = "FRA CAN BLR BHS MCO PHL MAR IND CYM ";

static bool listed(const char *codes, const char *code, size_t len)
{
	for (const char *p = codes; *p; p += len + 1)
		if (memcmp(p, code, len) == 0)
			return true;
	return false;
}

static bool is_state(const struct imp_found *f)
{
	return f->own[0] && imp_subdivision("US", f->own);
}

static bool is_iso(const struct imp_found *f)
{
	return f->own[0] ? cv_country_code(f->own, 2) : f->code[0] != '\0';
}

struct list {
	struct imp_cell *c;
	bool covered[IMP_WORDS_MAX]; /* the word is part of something found */
	bool strict;		     /* the cell holds places only */
	bool neutral;		     /* places, and words that change nothing */
	bool region;
	size_t open, states, plain_states; /* codes; those that are states of the USA; those that are nothing else */
	bool others;			   /* countries beside the open codes */
};

static void look(struct list *l)
{
	struct imp_cell *c = l->c;

	l->strict = l->neutral = true;
	for (size_t i = 0; i < c->n; i++) {
		const struct imp_found *f = &c->found[i];

		for (size_t k = f->first; k < f->end; k++)
			l->covered[k] = true;
		l->region |= f->kind == IMP_F_REGION;
		l->others |= f->kind == IMP_F_COUNTRY && f->code[0] && !f->dropped;
		if (f->kind != IMP_F_CODE || f->dropped)
			continue;
		l->open++;
		l->states += is_state(f);
		l->plain_states += is_state(f) && !is_iso(f);
	}
	for (size_t i = 0; i < c->w.n; i++) {
		const struct imp_word *v = &c->w.word[i];

		if (l->covered[i] || v->ignored || v->joins)
			continue;
		l->strict = false;
		l->neutral &= imp_word_neutral(v) && !(v->number && c->w.segment[v->segment].parts == ':');
	}
}

static size_t size(const struct imp_cell *c, const struct imp_found *f)
{
	return c->w.segment[f->segment].end - c->w.segment[f->segment].first;
}

/* In a bracket behind it. */
static bool inside(const struct imp_cell *c, const struct imp_found *f, const struct imp_found *outer)
{
	int clause = c->w.segment[f->segment].clause, around = c->w.segment[outer->segment].clause;

	return clause != around && imp_clause_within(&c->w, clause, around);
}

/* A country stands in the cell that is neither of f's letters nor the one whose subdivision f may be. */
static bool company(const struct list *l, const struct imp_found *f, const char *country)
{
	for (size_t i = 0; i < l->c->n; i++) {
		const struct imp_found *g = &l->c->found[i];

		if (g == f || g->dropped)
			continue;
		if (g->kind == IMP_F_COUNTRY && g->code[0] && !imp_same_code(g->code, country))
			return true;
		if (g->kind == IMP_F_CODE && is_iso(g) &&
			(imp_same_code(g->own, "DE") || !(g->own[0] && imp_subdivision(country, g->own))) &&
			!(g->own[0] && listed(rarely, g->own, 2)))
			return true;
	}
	return false;
}

/* Beside the USA a code may be one of its states, which stand behind it: a country only in a list of further countries. */
static bool country_beside_usa(const struct list *l, size_t i)
{
	const struct imp_cell *c = l->c;
	const struct imp_found *f = &c->found[i], *usa = NULL;
	char parted = imp_found_parted(c, i);

	for (size_t k = 0; k < c->n; k++)
		if (c->found[k].kind == IMP_F_COUNTRY && imp_same_code(c->found[k].code, "US"))
			usa = &c->found[k];
	if (usa == NULL || !is_state(f))
		return true;
	if (f > usa && (inside(c, f, usa) || (parted && strchr(" (:-", parted))))
		return false;
	if (company(l, f, "US") || imp_same_code(f->own, "DE"))
		return true;
	return f + 1 == usa && strchr("/&+;", imp_found_parted(c, i + 1));
}

/* Behind a country written out, a code may be one of its subdivisions: "Canada, NL". */
static bool country_behind_name(const struct list *l, size_t i)
{
	const struct imp_found *f = &l->c->found[i], *before = f - (i > 0);

	if (i == 0 || before->kind != IMP_F_COUNTRY || before->abbreviation || before->codes[0] == '\0' ||
		!imp_found_attached(l->c, i) || !imp_subdivision(before->code, f->own))
		return true;
	return imp_found_parted(l->c, i) == ',' && company(l, f, before->code);
}

/* States of the USA only: countries if one of them is sure to be one. */
static bool all_states(const struct list *l)
{
	bool sure = false, rare = false;

	if (l->others || l->open != l->states || l->open < 2)
		return false;
	for (size_t i = 0; i < l->c->n; i++) {
		const struct imp_found *f = &l->c->found[i];

		sure |= f->kind == IMP_F_CODE && imp_same_code(f->own, "DE");
		rare |= f->kind == IMP_F_CODE && listed(rarely, f->own, 2);
	}
	return !sure || rare;
}

static bool code_is_country(const struct list *l, size_t i)
{
	const struct imp_cell *c = l->c;
	const struct imp_found *f = &c->found[i];
	bool answer = listed(answers, f->own, 2) || c->w.word[f->first].roles & IMP_R_form, beside = size(c, f) > 1;

	if (listed(plain, f->own, 2) && !beside && c->w.segment[f->segment].parts == '(' && !l->others)
		return true;
	if (!is_iso(f) || !f->alone || !(l->strict || l->neutral))
		return false;
	if (answer && (beside || !l->strict))
		return false;
	if (listed(words, f->own, 2) && (beside || (!l->strict && !strchr(":(", c->w.segment[f->segment].parts))))
		return false;
	if (listed(rarely, f->own, 2) && !company(l, f, f->own))
		return false;
	return !all_states(l) && country_beside_usa(l, i) && country_behind_name(l, i);
}

static bool three_is_country(const struct list *l, const struct imp_found *f)
{
	char letters[4] = "";

	for (size_t k = 0; k < 3; k++)
		letters[k] = (char)(l->c->w.word[f->first].folded[k] - 'a' + 'A');
	if (!(l->strict || l->neutral))
		return false;
	if (!listed(sites, letters, 3))
		return true;
	return size(l->c, f) == 1 && l->c->w.segment[f->segment].parts != '(' && company(l, f, f->code);
}

/* "NY", "CA, NY, TX": letters that are a state and nothing else. */
static bool is_plain_state(const struct list *l, const struct imp_found *f)
{
	if (l->others || !l->strict || !is_state(f) || l->plain_states == 0 || l->open != l->states)
		return false;
	if (l->open > 1)
		return true;
	return listed("NJ NY TX ", f->own, 2); /* others are words, or provinces elsewhere */
}

static void settle_code(struct list *l, size_t i)
{
	struct imp_found *f = &l->c->found[i];

	if (cv_streq(f->own, "NA") && (l->region || l->c->n == 1)) { /* North America, or not available */
		f->kind = l->region ? IMP_F_REGION : IMP_F_NOTHING;
		f->codes = "NA";
	} else if (f->own[0] == '\0') {
		f->kind = three_is_country(l, f) ? IMP_F_COUNTRY : IMP_F_NOTHING;
	} else if (is_plain_state(l, f)) {
		f->kind = IMP_F_STATE;
		memcpy(f->code, "US", 2);
	} else if (code_is_country(l, i)) {
		memcpy(f->code, f->own, 2);
	} else {
		f->dropped = true;
	}
}

void imp_place_settle_list(struct imp_cell *c)
{
	struct list l = { .c = c };

	look(&l);
	for (size_t i = 0; i < c->n; i++)
		if (c->found[i].kind == IMP_F_CODE && !c->found[i].dropped)
			settle_code(&l, i);
	for (size_t i = 0; i < c->n; i++) {
		struct imp_found *f = &c->found[i];

		if (f->kind == IMP_F_CODE && !f->dropped)
			f->kind = IMP_F_COUNTRY; /* only now: each was looked at beside the others */
		if (f->small && !l.neutral)
			f->dropped = true;
	}
}

/* What a mechanism cell claims: families of mechanisms, never proof. */
#include "import/claim_words.h"
#include "import/import.h"

#include <string.h>

enum { WINDOW = 5, WINDOW_AFTER = 3 }; /* words that what takes back reaches over */

/* A part of the cell between marks of punctuation, folded, with its words. */
struct clause {
	struct cv_str text;
	const char *word[64];
	size_t len[64], n;
	char before;   /* the mark it begins behind, ' ': a dash, 0: none */
	bool question; /* a question mark ends it */
};

static void split_words(struct clause *c)
{
	c->n = 0;
	for (const char *p = cv_str_text(&c->text); *p && c->n < CV_LEN(c->word);) {
		size_t n = strcspn(p, " ");

		c->word[c->n] = p;
		c->len[c->n++] = n;
		p += n + (p[n] == ' ');
	}
}

/* The phrase begins at word i: how many words it takes, 0 if not. */
static size_t match(const struct clause *c, size_t i, const char *words)
{
	size_t used = 0;

	if (i >= c->n || *c->word[i] != *words) /* most do not even begin like it */
		return 0;
	for (const char *p = words; *p; used++) {
		size_t n = strcspn(p, " ");
		bool stem = n > 0 && p[n - 1] == '*';
		size_t fixed = stem ? n - 1 : n;

		if (i + used >= c->n || c->len[i + used] < fixed || memcmp(c->word[i + used], p, fixed) != 0 ||
			(!stem && c->len[i + used] != fixed))
			return 0;
		p += n + (p[n] == ' ');
	}
	return used;
}

static bool match_any(const struct clause *c, size_t i, const char *const *list)
{
	for (; *list; list++)
		if (match(c, i, *list))
			return true;
	return false;
}

static bool contains_any(const struct clause *c, const char *const *list)
{
	for (size_t i = 0; i < c->n; i++)
		if (match_any(c, i, list))
			return true;
	return false;
}

static bool is_any(const struct clause *c, const char *const *list)
{
	for (; *list; list++)
		if (match(c, 0, *list) == c->n)
			return true;
	return false;
}

/* "Hosting in der EU", "EU data centers": a region, and words that change nothing. */
static bool stays_inside(const struct clause *c)
{
	bool region = false;

	for (size_t i = 0; i < c->n; i++) {
		bool here = match_any(c, i, imp_claim_region);

		if (!here && !match_any(c, i, imp_claim_stays))
			return false;
		region |= here;
	}
	return region;
}

/* ---- what is taken back ---- */

static bool negated_before(const struct clause *c, size_t first)
{
	bool by = false;

	for (size_t i = first; i-- > 0 && first - i <= WINDOW;) {
		if (match_any(c, i, imp_claim_contrast))
			return false;
		by |= match_any(c, i, imp_claim_by);
		if (match_any(c, i, imp_claim_no_before) || (!by && match_any(c, i, imp_claim_replaced)))
			return true;
	}
	return false;
}

static bool negated_after(const struct clause *c, size_t end)
{
	for (size_t i = end; i < c->n && i < end + WINDOW_AFTER; i++) {
		if (match_any(c, i, imp_claim_contrast) && !match_any(c, i + 1, imp_claim_no_after))
			return false;
		if (match_any(c, i, imp_claim_no_after) || match_any(c, i, imp_claim_replaced))
			return true;
	}
	return end + 1 == c->n && match_any(c, end, imp_claim_answers);
}

/* A bracket or a dash begins it. */
static bool adds(const struct clause *c)
{
	return c->before == '(' || c->before == ' ';
}

/* "(invalidated)", "- no": takes back what stands before the bracket or the dash. A longer "not ..." only limits it. */
static bool takes_back(const struct clause *c)
{
	if (!adds(c) || c->n == 0)
		return false;
	if (match_any(c, 0, imp_claim_answers))
		return c->n == 1;
	if (match(c, 0, "not") || match(c, 0, "nicht") || match(c, 0, "niet") || match(c, 0, "ikke"))
		return c->n <= 3;
	return match_any(c, 0, imp_claim_no_after);
}

/* ---- reading ---- */

static void add(struct imp_claims *ret, const char *family)
{
	for (size_t i = 0; i < ret->n; i++)
		if (cv_streq(ret->family[i], family))
			return;
	if (ret->n < CV_LEN(ret->family))
		ret->family[ret->n++] = family;
}

static void add_all(struct imp_claims *ret, const struct imp_claims *more)
{
	for (size_t i = 0; i < more->n; i++)
		add(ret, more->family[i]);
}

/* The families of one clause; returns whether it names any, taken back or not. */
static bool read_clause(const struct clause *c, struct imp_claims *ret)
{
	bool named = false;

	for (size_t i = 0; i < c->n; i++) {
		for (const struct imp_claim_mark *m = imp_claim_marks; m->words; m++) {
			size_t used = match(c, i, m->words);

			if (used == 0)
				continue;
			named = true;
			if (!c->question && !negated_before(c, i) && !negated_after(c, i + used))
				add(ret, m->family);
			i += used - 1;
			break;
		}
	}
	return named;
}

/* A dash between spaces. */
static bool dash(const char *text, size_t len)
{
	return len > 2 && text[0] == ' ' &&
		((text[1] == '-' && text[2] == ' ') ||
			(len > 4 &&
				(memcmp(text + 1, "\xe2\x80\x93 ", 4) == 0 ||
					memcmp(text + 1, "\xe2\x80\x94 ", 4) == 0)));
}

/* Clauses end at ; , brackets, dashes, line ends, and dots that close a sentence rather than "Art." */
static size_t clause_end(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		bool word = i > 3 && !memchr(text + i - 4, ' ', 4) && !memchr(text + i - 4, '.', 4);

		if (strchr(";\n\r,(){}[]?", text[i]) || dash(text + i, len - i) ||
			(text[i] == '.' && (i + 1 == len || (text[i + 1] == ' ' && word))))
			return i;
	}
	return len;
}

static void read_families(const char *text, size_t len, struct imp_claims *ret)
{
	struct imp_claims waiting = { 0 }; /* of the clause before: a bracket may take them back */
	struct clause c = { 0 };

	for (size_t at = 0; at < len;) {
		size_t n = clause_end(text + at, len - at);
		struct imp_claims found = { 0 };
		bool named;

		cv_str_clear(&c.text);
		cv_fold(text + at, n, &c.text);
		c.before = at > 0 ? (char)(text[at - 1] == '[' ? '(' : text[at - 1]) : '\0';
		c.question = at + n < len && text[at + n] == '?';
		at += n + 1;
		if (c.text.len == 0)
			continue;
		split_words(&c);
		named = read_clause(&c, &found);
		if (!named && takes_back(&c))
			waiting.n = 0;
		if (named || !adds(&c)) {
			add_all(ret, &waiting);
			waiting = found;
		}
	}
	add_all(ret, &waiting);
	cv_str_finish(&c.text);
}

void imp_claims_read(const char *text, size_t len, struct imp_claims *ret)
{
	struct clause all = { 0 };

	*ret = (struct imp_claims){ 0 };
	read_families(text, len, ret);
	cv_fold(text, len, &all.text);
	split_words(&all);
	if (ret->n == 0 && all.n > 0)
		ret->none = is_any(&all, imp_claim_whole) || contains_any(&all, imp_claim_none) ||
			contains_any(&all, imp_claim_inside) || stays_inside(&all);
	cv_str_finish(&all.text);
}

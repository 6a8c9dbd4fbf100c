#include "import/words.h"

#include <stdlib.h>
#include <string.h>

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool in_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Small letters of Latin-1, Latin Extended-A, Greek and Cyrillic; other scripts count as capitals. */
static bool begins_small(const char *s, size_t n)
{
	unsigned a = (unsigned char)s[0], b = n > 1 ? (unsigned char)s[1] : 0, c = (a & 0x1f) << 6 | (b & 0x3f);

	if (a < 0x80)
		return !is_capital(s[0]);
	if (a >= 0xe0)
		return false;
	if (c >= 0x100 && c < 0x180)
		return (c & 1) != ((c >= 0x139 && c <= 0x148) || c >= 0x179);
	return (c >= 0xdf && c <= 0xff) || (c >= 0x3ac && c <= 0x3ce) || (c >= 0x430 && c <= 0x45f);
}

/* ---- words ---- */

/* Reads the word of n bytes at s; false: it folds to nothing, or is longer than any name. */
static bool note_word(struct imp_words *w, const char *s, size_t n, bool hyphen)
{
	struct imp_word *word = &w->word[w->n];
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };

	cv_fold(s, n, &folded);
	if (folded.len == 0 || folded.len >= IMP_WORD_MAX)
		return false;
	*word = (struct imp_word){
		.segment = w->segments - 1, .upper = true, .hyphen = hyphen, .capital = !begins_small(s, n)
	};
	memcpy(word->folded, folded.data, folded.len + 1);
	for (size_t i = 0; i < n; i++) {
		word->upper &= is_capital(s[i]) || (unsigned char)s[i] >= 0x80;
		word->number |= s[i] >= '0' && s[i] <= '9';
	}
	word->upper &= word->capital;
	word->two = n == 2 && is_capital(s[0]) && is_capital(s[1]);
	word->three = n == 3 && is_capital(s[0]) && is_capital(s[1]) && is_capital(s[2]);
	w->n++;
	return true;
}

static int word_cmp(const void *key, const void *row)
{
	return strcmp(key, ((const struct imp_place_word *)row)->folded);
}

static unsigned roles_of(const char *folded)
{
	const struct imp_place_word *known = bsearch(
		folded, imp_place_words, imp_n_place_words, sizeof(*imp_place_words), word_cmp);

	return known ? known->roles : 0;
}

/* "and" parts like a comma. Dutch "of" does between abbreviations ("EU of VS") and is English elsewhere ("Republic of ..."). */
static bool joins(const struct imp_words *w)
{
	const struct imp_word *last = &w->word[w->n - 1];

	if (cv_streq(last->folded, "of"))
		return !last->capital && w->n > 1 && last[-1].upper && last[-1].segment == last->segment;
	if (!(roles_of(last->folded) & IMP_R_join))
		return false;
	return !last->upper || (strlen(last->folded) > 2 && last->capital);
}

/* ---- what parts them ---- */

static int open_clause(struct imp_words *w, int inside)
{
	w->clause_in[w->clauses] = inside;
	return w->clauses++;
}

/* Of several marks in a row the one that parts most counts: "), " closes a bracket. */
static char stronger(char a, char b)
{
	static const char order[] = ";)(:,-/&+";

	return strchr(order, a) < strchr(order, b) ? a : b;
}

struct splitter {
	struct imp_words *w;
	const char *s;
	size_t len;
	char parts; /* marks since the last word; 0: none */
	int clause;
};

/* A dot behind this word is no sign of an abbreviation: "excl.", "Inc.", "EE. UU." */
static bool ends_sentence(const struct imp_word *word)
{
	bool code = word->two && word->folded[0] != word->folded[1]; /* "US. Support from ..." */

	return (code || strlen(word->folded) > 2) && !(roles_of(word->folded) & (IMP_R_without | IMP_R_form));
}

/* What the mark at i parts the words by; 0: it does not. */
static char mark_at(const struct splitter *p, size_t i)
{
	const struct imp_words *w = p->w;
	char c = p->s[i];
	bool before = i == 0 || is_space(p->s[i - 1]), behind = i + 1 == p->len || is_space(p->s[i + 1]);

	if (strchr(",()/:;&", c))
		return c;
	if (strchr("[{", c))
		return '(';
	if (strchr("]}", c))
		return ')';
	if (strchr("\n\r!?", c))
		return ';';
	if (strchr("|\\+*", c))
		return '/';
	if (strchr("=~<>\"", c))
		return ',';
	if (c == '-')
		return before && behind ? '-' : 0;
	return c == '.' && behind && w->n > 0 && !p->parts && ends_sentence(&w->word[w->n - 1]) ? ';' : 0;
}

static void take_mark(struct splitter *p, char mark)
{
	struct imp_words *w = p->w;

	if (w->clauses < IMP_WORDS_MAX) {
		if (mark == '(')
			p->clause = open_clause(w, p->clause);
		else if (mark == ')' && w->clause_in[p->clause] >= 0)
			p->clause = w->clause_in[p->clause];
		else if (mark == ';' && p->parts != ';')
			p->clause = open_clause(w, w->clause_in[p->clause]);
	}
	p->parts = p->parts ? stronger(p->parts, mark) : mark;
}

static void take_word(struct splitter *p, size_t i, size_t n)
{
	struct imp_words *w = p->w;
	struct imp_segment *last = &w->segment[w->segments - 1];
	bool hyphen = i > 1 && strchr("-_", p->s[i - 1]) && in_word(p->s[i - 2]);

	if (!note_word(w, p->s + i, n, hyphen))
		return;
	if (joins(w)) {
		w->word[w->n - 1].joins = true;
		p->parts = p->parts ? stronger(p->parts, '+') : '+';
		return;
	}
	if (last->end > 0 && p->parts) {
		last = &w->segment[w->segments++];
		*last = (struct imp_segment){ .parts = p->parts };
	}
	if (last->end == 0) {
		last->first = w->n - 1;
		last->clause = p->clause;
		if (last->parts == 0 && p->parts)
			last->parts = p->parts;
	}
	last->end = w->n;
	w->word[w->n - 1].segment = w->segments - 1;
	p->parts = 0;
}

static void split(struct splitter *p)
{
	for (size_t i = 0; i < p->len && p->w->n < IMP_WORDS_MAX;) {
		size_t n = 0;
		char mark;

		while (i + n < p->len && in_word(p->s[i + n]))
			n++;
		if (n > 0) {
			take_word(p, i, n);
			i += n;
			continue;
		}
		mark = mark_at(p, i);
		if (mark == '&' && p->w->n > 0 && note_word(p->w, "and", 3, false))
			p->w->word[p->w->n - 1].joins = true;
		if (mark)
			take_mark(p, mark);
		i++;
	}
}

/* ---- roles ---- */

bool imp_words_phrase(const struct imp_words *w, size_t first, size_t n, char ret[IMP_PHRASE_WORDS * IMP_WORD_MAX])
{
	size_t len = 0;

	if (first + n > w->n || n > IMP_PHRASE_WORDS)
		return false;
	for (size_t i = first; i < first + n; i++) {
		size_t word_len = strlen(w->word[i].folded);

		if (i > first)
			ret[len++] = ' ';
		memcpy(ret + len, w->word[i].folded, word_len);
		len += word_len;
	}
	ret[len] = '\0';
	return true;
}

/* The longest phrase counts; the words behind its first only belong to it. */
static void note_roles(struct imp_words *w)
{
	for (size_t i = 0, n; i < w->n; i += n) {
		char phrase[IMP_PHRASE_WORDS * IMP_WORD_MAX];

		for (n = 5; n > 1; n--)
			if (i + n <= w->n && w->word[i + n - 1].segment == w->word[i].segment &&
				imp_words_phrase(w, i, n, phrase) && (w->word[i].roles = roles_of(phrase)) != 0)
				break;
		if (n == 1)
			w->word[i].roles = roles_of(w->word[i].folded);
		for (size_t k = 1; k < n; k++)
			w->word[i + k].roles = w->word[i].roles & IMP_R_law ? IMP_R_lawjoin : IMP_R_link;
	}
}

void imp_words_split(const char *text, size_t len, struct imp_words *ret)
{
	CV_AUTO(cv_str_finish) struct cv_str plain = { 0 };
	struct splitter p = { .w = ret };

	ret->n = 0;
	ret->clauses = 0;
	ret->segments = 1;
	ret->segment[0] = (struct imp_segment){ 0 };
	p.clause = open_clause(ret, -1);
	imp_place_plain(text, len, &plain);
	if (plain.failed)
		return;
	p.s = cv_str_text(&plain);
	p.len = plain.len;
	split(&p);
	note_roles(ret);
}

bool imp_clause_within(const struct imp_words *w, int clause, int outer)
{
	while (clause != outer && clause >= 0)
		clause = w->clause_in[clause];
	return clause == outer;
}

bool imp_word_neutral(const struct imp_word *word)
{
	return word->number || word->joins ||
		(word->roles & (IMP_R_setting | IMP_R_link | IMP_R_join | IMP_R_plain | IMP_R_but)) != 0;
}

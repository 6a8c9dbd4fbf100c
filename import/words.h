/* A location cell as words: where each stands, how it is written, what separates it from the one before. Private to the room. */
#ifndef IMPORT_WORDS_H
#define IMPORT_WORDS_H

#include "import/import.h"
#include "import/place_data.h"

enum { IMP_WORDS_MAX = 160, IMP_WORD_MAX = 48, IMP_PHRASE_WORDS = 12 };

struct imp_word {
	char folded[IMP_WORD_MAX];
	unsigned roles; /* enum imp_role */
	int segment;
	bool upper;	 /* all its letters are capitals */
	bool capital;	 /* begins with a capital, or with a letter of a script that has none */
	bool two, three; /* exactly two or three ASCII capitals */
	bool number;	 /* has a digit */
	bool hyphen;	 /* a hyphen joins it to the word before */
	bool known;	 /* belongs to something that was found */
	bool joins;	 /* "and": belongs to no segment, but may stand inside of a name */
	bool ignored;	 /* no place is meant: law, product, customers, a negation */
};

/* Words that stand together: no comma, bracket, slash, "and" ... between them. */
struct imp_segment {
	char parts; /* what parts it from the one before: , ( ) / : ; - and & for the sign, + for "and" */
	int clause;
	size_t first, end; /* its words, joining ones left out */
};

struct imp_words {
	struct imp_word word[IMP_WORDS_MAX];
	size_t n;
	struct imp_segment segment[IMP_WORDS_MAX + 1];
	int segments;
	int clause_in[IMP_WORDS_MAX + 2]; /* the clause that the bracket stands in, -1: none */
	int clauses;
};

/* The cell without HTML, addresses and invisible characters; wide punctuation made plain; flags named. Appends to out. */
void imp_place_plain(const char *text, size_t len, struct cv_str *out);
/* Long cells are cut at IMP_WORDS_MAX words. */
void imp_words_split(const char *text, size_t len, struct imp_words *ret);
/* The n words from first on, joined by spaces, as tables have them; false: they do not fit or leave the cell. */
bool imp_words_phrase(const struct imp_words *w, size_t first, size_t n, char ret[IMP_PHRASE_WORDS * IMP_WORD_MAX]);
/* Is clause inside of outer, or outer itself? */
bool imp_clause_within(const struct imp_words *w, int clause, int outer);
/* Words that change nothing: articles, hosting, numbers. */
bool imp_word_neutral(const struct imp_word *word);

#endif

/* A location cell as words: where each stands, how it is written, what separates it from the one before. Private to the room. */
#ifndef IMPORT_WORDS_H
#define IMPORT_WORDS_H

#include "import/import.h"

enum { IMP_WORDS_MAX = 160, IMP_WORD_MAX = 48 };

struct imp_word {
	char folded[IMP_WORD_MAX];
	int segment;      /* words of one segment stand together: no comma, bracket, slash, "and" ... between them */
	bool upper;       /* all its letters are ASCII capitals */
	bool capital;     /* begins with a capital, or with a letter of a script that has none */
	bool two;         /* exactly two ASCII capitals */
	bool comma;       /* a comma stands before its segment */
	bool ignored;     /* no place is meant: law, product, customers, a negation */
};

struct imp_words {
	struct imp_word word[IMP_WORDS_MAX];
	size_t n;
	int segments;
};

/* HTML is stripped, addresses of sites and mailboxes are left out, long cells are cut at IMP_WORDS_MAX words. */
void imp_words_split(const char *text, size_t len, struct imp_words *ret);
/* Mark the words that name no place. Returns whether the cell says that nothing is decided ("TBD"). */
bool imp_words_ignore(struct imp_words *w);
bool imp_word_is(const char *folded, const char *const *list, size_t n);
size_t imp_segment_size(const struct imp_words *w, int segment);

#endif

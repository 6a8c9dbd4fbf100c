/* Inside of templates. Private to the room. */
#ifndef REPORTS_LETTERS_INSIDE_H
#define REPORTS_LETTERS_INSIDE_H

#include "reports/letters/letters.h"

/* What was said of one word. */
struct rep_said_word {
	const struct rep_word *word;
	struct rep_said_word *next;
	const char *text;
	bool yes;
	struct rep_scope *item, *last;
};

struct rep_scope {
	struct cv_arena *arena;
	const struct rep_word *vocabulary;
	struct rep_said_word *said;
	struct rep_scope *next; /* item of the list */
	struct rep_scope *top;
	bool failed;            /* of the top: out of memory */
};

const struct rep_word *rep_word_find(const struct rep_word *vocabulary, const char *name, size_t len); /* or NULL */
const struct rep_said_word *rep_scope_find(const struct rep_scope *s, const char *name, size_t len);   /* or NULL */

/* A template taken apart: the pieces in order; a section is followed by what is inside it. */
enum rep_piece_kind { REP_PIECE_TEXT, REP_PIECE_VALUE, REP_PIECE_IF, REP_PIECE_UNLESS };

struct rep_piece {
	enum rep_piece_kind kind;
	const char *text; /* the text, or the name in the tag */
	size_t len;
	size_t line;
	size_t end;       /* of a section: the piece behind it */
};

struct rep_template {
	char *file, *text;
	size_t len;
	struct rep_piece *piece;
	size_t n, cap;
};

/* The column, in characters from 1, of the tag that at is in. */
size_t rep_template_column(const struct rep_template *t, const char *at);

#endif

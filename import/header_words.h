/* The words that headers are read by. Private to the room. */
#ifndef IMPORT_HEADER_WORDS_H
#define IMPORT_HEADER_WORDS_H

#include <stddef.h>

/*
 * A meaning, and the words that have it: folded, divided by '|'. In rules a word may go on in the header unless '$' ends it, and '^'
 * asks that the header begins with it; with a second list, one word of each must be there.
 */
struct imp_header_words {
	unsigned meaning;
	const char *first, *second;
};

extern const struct imp_header_words imp_whole_headers[]; /* ended by words NULL */
extern const struct imp_header_words imp_header_rules[];  /* the first that fits counts */

#endif

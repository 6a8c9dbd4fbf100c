/* The words that claims are read by. Private to the room. */
#ifndef IMPORT_CLAIM_WORDS_H
#define IMPORT_CLAIM_WORDS_H

#include <stddef.h>

/* Folded words; a trailing '*' matches the rest of the word. Lists end with a row of NULL. */
struct imp_claim_mark {
	const char *words;
	const char *family;
};

extern const struct imp_claim_mark imp_claim_marks[];
extern const char *const imp_claim_no_before[]; /* take back what follows in their clause */
extern const char *const imp_claim_no_after[];	/* take back what stands before them */
extern const char *const imp_claim_answers[];	/* "no": takes back what stands before it, as the last word */
extern const char *const imp_claim_contrast[];	/* end the reach of what takes back */
extern const char *const imp_claim_replaced[];	/* "replaced A by B": A is gone, B is there */
extern const char *const imp_claim_by[];
extern const char *const imp_claim_none[];   /* the cell says that nothing is transferred or needed */
extern const char *const imp_claim_inside[]; /* the cell says that the data stay */
extern const char *const imp_claim_region[]; /* with nothing but imp_claim_stays beside it: no transfer */
extern const char *const imp_claim_stays[];
extern const char *const imp_claim_whole[];  /* as the first two, but only where the cell says nothing else */

#endif

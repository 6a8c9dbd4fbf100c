/* Files as they should not be: made from good ones by harm, the same for the same seed. */
#ifndef TESTS_IMPORT_MALFORMED_H
#define TESTS_IMPORT_MALFORMED_H

#include "registry/core/text.h"

#include <stdint.h>

struct dice {
	uint64_t state;
};
uint64_t dice_roll(struct dice *d);
size_t dice_below(struct dice *d, size_t n); /* 0 to n - 1 */

/* The parties that rows of a good file speak of. */
extern const char malformed_parties[];

/* What stands at one place of the file and is too much to be held here. */
struct giant {
	size_t at;          /* before that byte of text; SIZE_MAX: nothing */
	const char *repeat; /* is written n times */
	size_t n;
};

struct malformed {
	struct cv_str text; /* the bytes of the file */
	struct giant giant;
	const char *as;     /* the kind it was before */
	struct cv_str harm; /* what was done to it, in words */
};

/* Anew; the memory is kept. */
void malformed_make(struct dice *d, struct malformed *m);
void malformed_finish(struct malformed *m);

#endif

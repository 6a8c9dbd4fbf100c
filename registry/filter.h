/* A set of texts that only ever says "surely not there" or "perhaps": its memory is fixed, however many go in. Private to the room. */
#ifndef REGISTRY_FILTER_H
#define REGISTRY_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reg_filter {
	uint64_t *word; /* NULL: no such set is kept, perhaps everything is there */
	size_t blocks;
};

/* Empty. bytes: a power of two, at least 64. False when out of memory. */
bool reg_filter_begin(struct reg_filter *f, size_t bytes);
void reg_filter_finish(struct reg_filter *f);
/* what: texts of one kind do not meet those of another. */
void reg_filter_add(struct reg_filter *f, int what, const char *text);
/* For all that were added: then it is empty again. */
void reg_filter_take_out(struct reg_filter *f, int what, const char *text);
bool reg_filter_may(const struct reg_filter *f, int what, const char *text);

#endif

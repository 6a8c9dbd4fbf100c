/*
 * Memory that is given out in small pieces and freed at once. {0} is an empty arena.
 */
#ifndef CORE_ARENA_H
#define CORE_ARENA_H

#include <stddef.h>

struct cv_arena {
	struct cv_block *blocks;
	size_t total; /* bytes taken from the system */
};

void cv_arena_finish(struct cv_arena *a);
/* Zeroed, aligned for any object; NULL when out of memory. Lives until cv_arena_finish(). */
void *cv_arena_alloc(struct cv_arena *a, size_t size);
char *cv_arena_text(struct cv_arena *a, const char *text, size_t len); /* copy with NUL; NULL when out of memory */

#endif

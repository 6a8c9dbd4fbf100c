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

/* Begin with memory of the caller's, which lives longer than the arena: small uses then take nothing from the system. */
void cv_arena_begin(struct cv_arena *a, void *room, size_t size);
void cv_arena_finish(struct cv_arena *a);
/* Zeroed, aligned for any object; NULL when out of memory. Lives until cv_arena_finish(). */
void *cv_arena_alloc(struct cv_arena *a, size_t size);
void *cv_arena_room(struct cv_arena *a, size_t size);		       /* the same, not zeroed */
char *cv_arena_text(struct cv_arena *a, const char *text, size_t len); /* copy with NUL; NULL when out of memory */

#endif

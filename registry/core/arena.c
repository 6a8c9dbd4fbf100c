#include "registry/core/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 * 1024 };

struct cv_block {
	struct cv_block *next;
	size_t used, size;
	bool lent; /* by the caller of cv_arena_begin() */
	alignas(max_align_t) char data[];
};

void cv_arena_begin(struct cv_arena *a, void *room, size_t size)
{
	struct cv_block *b = room;

	*a = (struct cv_arena){ 0 };
	if ((uintptr_t)room % alignof(struct cv_block) != 0 || size < sizeof(*b))
		return;
	b->next = NULL;
	b->used = 0;
	b->size = size - sizeof(*b);
	b->lent = true;
	a->blocks = b;
}

void cv_arena_finish(struct cv_arena *a)
{
	while (a->blocks) {
		struct cv_block *next = a->blocks->next;

		if (!a->blocks->lent)
			free(a->blocks);
		a->blocks = next;
	}
	*a = (struct cv_arena){ 0 };
}

static void *take(struct cv_arena *a, size_t size, size_t align)
{
	struct cv_block *b = a->blocks;
	size_t at = b ? (b->used + align - 1) & ~(align - 1) : 0;

	if (b == NULL || at + size > b->size) {
		size_t want = size > BLOCK / 4 ? size : BLOCK;

		b = malloc(sizeof(*b) + want);
		if (b == NULL)
			return NULL;
		b->size = want;
		b->used = 0;
		b->lent = false;
		a->total += sizeof(*b) + want;
		if (want != BLOCK && a->blocks) { /* a large piece does not close the current block */
			b->next = a->blocks->next;
			a->blocks->next = b;
		} else {
			b->next = a->blocks;
			a->blocks = b;
		}
		at = 0;
	}
	b->used = at + size;
	return b->data + at;
}

void *cv_arena_room(struct cv_arena *a, size_t size)
{
	return take(a, size ? size : 1, alignof(max_align_t));
}

void *cv_arena_alloc(struct cv_arena *a, size_t size)
{
	void *p = cv_arena_room(a, size);

	if (p)
		memset(p, 0, size);
	return p;
}

char *cv_arena_text(struct cv_arena *a, const char *text, size_t len)
{
	char *p = take(a, len + 1, 1);

	if (p) {
		memcpy(p, text, len);
		p[len] = '\0';
	}
	return p;
}

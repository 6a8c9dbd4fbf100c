/*
 * A bit for each text of a table that the build makes, found by its hash: of most texts that are looked for and are not
 * there it is known without a look into the table.
 */
#ifndef CORE_MARKS_H
#define CORE_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* FNV-1a, whose upper bits are mixed into the lower ones. Not for what strangers could fill on purpose. */
static inline uint32_t cv_marks_hash(const char *text, size_t len)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)text[i]) * 16777619u;
	return h ^ (h >> 15);
}

/* words: how many, a power of two. */
static inline void cv_marks_set(uint64_t *mark, size_t words, const char *text, size_t len)
{
	uint32_t h = cv_marks_hash(text, len);

	mark[h / 64 & (words - 1)] |= UINT64_C(1) << (h & 63);
}

/* False: surely not there. */
static inline bool cv_marks_may(const uint64_t *mark, size_t words, const char *text, size_t len)
{
	uint32_t h = cv_marks_hash(text, len);

	return mark[h / 64 & (words - 1)] >> (h & 63) & 1;
}

#endif

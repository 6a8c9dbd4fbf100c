/* A Bloom filter in blocks of a cache line: one place in memory is looked at for each text. */
#include "registry/filter.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 8, BITS = 5 }; /* of a block; of a text */

_Static_assert(crypto_shorthash_BYTES == sizeof(uint64_t), "the hash is one number");

bool reg_filter_begin(struct reg_filter *f, size_t bytes)
{
	f->blocks = bytes / (WORDS * sizeof(uint64_t));
	f->word = calloc(f->blocks, WORDS * sizeof(uint64_t));
	return f->word != NULL;
}

void reg_filter_finish(struct reg_filter *f)
{
	free(f->word);
	*f = (struct reg_filter){ NULL, 0 };
}

static uint64_t hash(int what, const char *text)
{
	unsigned char key[crypto_shorthash_KEYBYTES] = { (unsigned char)what };
	uint64_t h;

	crypto_shorthash((unsigned char *)&h, (const unsigned char *)text, strlen(text), key);
	return h;
}

/* Of the hash, 9 bits say where in its block each of the bits is; the rest which block. */
static uint64_t *block(const struct reg_filter *f, uint64_t h)
{
	return f->word + ((h >> 46) & (f->blocks - 1)) * WORDS;
}

void reg_filter_add(struct reg_filter *f, int what, const char *text)
{
	uint64_t h, *b;

	if (f->word == NULL)
		return;
	h = hash(what, text);
	b = block(f, h);
	for (int i = 0; i < BITS; i++, h >>= 9)
		b[(h >> 6) & (WORDS - 1)] |= UINT64_C(1) << (h & 63);
}

void reg_filter_take_out(struct reg_filter *f, int what, const char *text)
{
	if (f->word)
		memset(block(f, hash(what, text)), 0, WORDS * sizeof(uint64_t));
}

bool reg_filter_may(const struct reg_filter *f, int what, const char *text)
{
	uint64_t h;
	const uint64_t *b;

	if (f->word == NULL)
		return true;
	h = hash(what, text);
	b = block(f, h);
	for (int i = 0; i < BITS; i++, h >>= 9)
		if (!(b[(h >> 6) & (WORDS - 1)] & UINT64_C(1) << (h & 63)))
			return false;
	return true;
}

/* Texts that were met, each with a number: open addressing over copies. */
#include "import/inside.h"

#include <stdint.h>
#include <stdlib.h>

struct imp_keys {
	size_t n, cap; /* cap is a power of two, at most half full */
	struct {
		char *key;
		size_t n;
	} *slot;
};

static size_t hash(const char *s)
{
	uint64_t h = UINT64_C(1469598103934665603);

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	return (size_t)(h ^ h >> 32);
}

static size_t find(const struct imp_keys *k, const char *key)
{
	size_t i = hash(key) & (k->cap - 1);

	while (k->slot[i].key && !cv_streq(k->slot[i].key, key))
		i = (i + 1) & (k->cap - 1);
	return i;
}

static bool grow(struct imp_keys *k)
{
	struct imp_keys more = { .n = k->n, .cap = k->cap ? 2 * k->cap : 1024 };

	more.slot = calloc(more.cap, sizeof(*more.slot));
	if (more.slot == NULL)
		return false;
	for (size_t i = 0; i < k->cap; i++)
		if (k->slot[i].key)
			more.slot[find(&more, k->slot[i].key)] = k->slot[i];
	free(k->slot);
	*k = more;
	return true;
}

enum cv_err imp_key(struct imp_keys **keys, const char *key, size_t n, size_t *ret_before, struct cv_error *err)
{
	struct imp_keys *k = *keys ? *keys : calloc(1, sizeof(*k));
	size_t i;

	*keys = k;
	if (k == NULL || (2 * k->n >= k->cap && !grow(k)))
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	i = find(k, key);
	*ret_before = k->slot[i].key ? k->slot[i].n : 0;
	if (*ret_before)
		return CV_OK;
	k->slot[i].key = cv_strdup(key);
	if (k->slot[i].key == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	k->slot[i].n = n;
	k->n++;
	return CV_OK;
}

size_t imp_key_of(const struct imp_keys *k, const char *key)
{
	size_t i = k ? find(k, key) : 0;

	return k && k->slot[i].key ? k->slot[i].n : 0;
}

void imp_keys_finish(struct imp_keys *k)
{
	for (size_t i = 0; k && i < k->cap; i++)
		free(k->slot[i].key);
	if (k)
		free(k->slot);
	free(k);
}

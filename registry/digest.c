#include "registry/digest.h"

#include <nettle/sha2.h>
#include <string.h>

_Static_assert(sizeof(struct sha256_ctx) <= sizeof(struct reg_digest), "the library needs more room");

void reg_digest_begin(struct reg_digest *d)
{
	memset(d, 0, sizeof(*d));
	sha256_init((struct sha256_ctx *)(void *)d->room);
}

void reg_digest_add(struct reg_digest *d, const void *data, size_t len)
{
	sha256_update((struct sha256_ctx *)(void *)d->room, len, data);
}

void reg_digest_end(struct reg_digest *d, char ret[REG_DIGEST_TEXT])
{
	static const char hex[] = "0123456789abcdef";
	unsigned char sum[SHA256_DIGEST_SIZE];

	sha256_digest((struct sha256_ctx *)(void *)d->room, sizeof(sum), sum);
	for (size_t i = 0; i < sizeof(sum); i++) {
		ret[2 * i] = hex[sum[i] >> 4];
		ret[2 * i + 1] = hex[sum[i] & 15];
	}
	ret[2 * sizeof(sum)] = '\0';
}

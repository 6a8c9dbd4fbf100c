/*
 * SHA-256 of what comes a piece at a time, for those who write files that others will check.
 */
#ifndef REGISTRY_DIGEST_H
#define REGISTRY_DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum { REG_DIGEST_TEXT = 65 }; /* hex digits and NUL */

struct reg_digest {
	uint64_t room[24]; /* of the library's own */
};

void reg_digest_begin(struct reg_digest *d);
void reg_digest_add(struct reg_digest *d, const void *data, size_t len);
void reg_digest_end(struct reg_digest *d, char ret[REG_DIGEST_TEXT]);

#endif

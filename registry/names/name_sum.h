/*
 * The names that parties are looked up by, added up: each of them hashed under a key that nobody knows beforehand
 * (SipHash), the hashes summed. Two lists are the same if their sums are, whatever their order; that they are not and
 * yet have one sum is as likely as guessing 64 bits. Private to the room.
 */
#ifndef REGISTRY_NAME_SUM_H
#define REGISTRY_NAME_SUM_H

#include "registry/reg.h"

#include <stdatomic.h>

struct reg_names_key {
	unsigned char byte[16];
};

struct reg_names_sum {
	uint64_t sum;
	int64_t rows;
};

/* A new one. */
void reg_names_key(struct reg_names_key *ret);
/* Of the parties on file, their names folded anew; of the names as they are kept. Fails: E_STOPPED, by *stop. */
CV_MUST enum cv_err reg_names_made(struct reg *r, const struct reg_names_key *key, const atomic_bool *stop,
	struct reg_names_sum *ret, struct cv_error *err);
CV_MUST enum cv_err reg_names_kept(struct reg *r, const struct reg_names_key *key, const atomic_bool *stop,
	struct reg_names_sum *ret, struct cv_error *err);

#endif

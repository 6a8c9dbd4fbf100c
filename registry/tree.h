/*
 * The Merkle tree over the change log (RFC 9162 section 2.1): SHA-256, leaves hashed behind 0x00, nodes behind 0x01. Knows nothing of
 * where hashes are kept. SHA-256 is that of Nettle, which uses the instructions processors have for it: a fifth of the time of
 * libsodium's for an entry.
 *
 * Kept are the leaves and the roots of whole subtrees of 256, 65,536, ... leaves: of the height 0, 8, 16, ...; what lies between is
 * computed, from at most 255 of them.
 */
#ifndef REGISTRY_TREE_H
#define REGISTRY_TREE_H

#include "registry/core/err.h"

#include <stdint.h>

enum {
	REG_HASH = 32,	     /* bytes */
	REG_TREE_STEP = 8,   /* heights between two that are kept */
	REG_TREE_LEVELS = 5, /* heights that are kept: up to 2^40 leaves */
	REG_PROOF_MAX = 80,  /* hashes of one proof */
};

struct reg_hash {
	unsigned char byte[REG_HASH];
};

struct reg_proof {
	struct reg_hash hash[REG_PROOF_MAX];
	size_t n;
};

/* SHA-256 of bytes that are no part of the tree: a document, a template, a pack. */
void reg_hash_of(const void *data, size_t len, struct reg_hash *ret);
void reg_tree_leaf(const void *data, size_t len, struct reg_hash *ret);
bool reg_hash_same(const struct reg_hash *a, const struct reg_hash *b);

/* Reads n kept hashes of one height, from the one numbered first on: hash k of height h is over leaves [k << h, (k + 1) << h). */
typedef enum cv_err reg_tree_read_fn(
	void *ctx, unsigned height, uint64_t first, size_t n, struct reg_hash *ret, struct cv_error *err);

struct reg_tree {
	reg_tree_read_fn *read;
	void *ctx;
};

/* The root over the first size leaves; of none: the hash of nothing. Fails: E_NOMEM, or what read returned; so do the next two. */
CV_MUST enum cv_err reg_tree_root(const struct reg_tree *t, uint64_t size, struct reg_hash *ret, struct cv_error *err);
/* That leaf is in the tree of that size: 2.1.3.1. leaf < size. */
CV_MUST enum cv_err reg_tree_inclusion(
	const struct reg_tree *t, uint64_t leaf, uint64_t size, struct reg_proof *ret, struct cv_error *err);
/* The tree of the size then is the beginning of that of the size now: 2.1.4.1. 0 < then <= now. */
CV_MUST enum cv_err reg_tree_consistency(
	const struct reg_tree *t, uint64_t then, uint64_t now, struct reg_proof *ret, struct cv_error *err);

/* Does the proof hold? 2.1.3.2 and 2.1.4.2. */
bool reg_proof_includes(const struct reg_proof *p, uint64_t leaf, uint64_t size, const struct reg_hash *hash,
	const struct reg_hash *root);
bool reg_proof_consistent(const struct reg_proof *p, uint64_t then, const struct reg_hash *root_then, uint64_t now,
	const struct reg_hash *root_now);

/* A tree that grows leaf by leaf, and the hashes that are to be kept as they come about (those of the height 0 are the leaves). */
typedef enum cv_err reg_tree_keep_fn(
	void *ctx, unsigned height, uint64_t number, const struct reg_hash *hash, struct cv_error *err);

struct reg_tree_growing {
	reg_tree_keep_fn *keep;
	void *ctx;
	uint64_t size;
	struct reg_tree before;         /* where it was taken up: what is needed of it is read when it is needed */
	size_t kept[REG_TREE_LEVELS];   /* so many of open are not here but in before */
	struct reg_hash open[REG_TREE_LEVELS]
			    [1 << REG_TREE_STEP]; /* of each kept height, those that fill no hash above yet */
};

/*
 * Goes on from a tree of that size, which is kept. Nothing of it is read before a hash above is full: one leaf more
 * takes nothing at all, 255 times out of 256.
 */
void reg_tree_grow_from(struct reg_tree_growing *g, const struct reg_tree *t, uint64_t size);
/* Fails: what keep or read returned; E_TOO_BIG. */
CV_MUST enum cv_err reg_tree_grow(struct reg_tree_growing *g, const struct reg_hash *leaf, struct cv_error *err);
/* Of a tree that grew from nothing. */
void reg_tree_grown_root(const struct reg_tree_growing *g, struct reg_hash *ret);

#endif

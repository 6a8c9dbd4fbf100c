/* RFC 9162 section 2.1: roots and proofs, and a tree that grows. */
#include "registry/tree.h"

#include <nettle/sha2.h>
#include <string.h>

enum { FULL = 1 << REG_TREE_STEP };

/* ---- hashes ---- */

void reg_hash_of(const void *data, size_t len, struct reg_hash *ret)
{
	struct sha256_ctx c;

	sha256_init(&c);
	sha256_update(&c, len, data);
	sha256_digest(&c, REG_HASH, ret->byte);
}

void reg_tree_leaf(const void *data, size_t len, struct reg_hash *ret)
{
	struct sha256_ctx c;

	sha256_init(&c);
	sha256_update(&c, 1, (const uint8_t *)"\x00");
	sha256_update(&c, len, data);
	sha256_digest(&c, REG_HASH, ret->byte);
}

/* ret may be one of the two. */
static void join(const struct reg_hash *left, const struct reg_hash *right, struct reg_hash *ret)
{
	struct sha256_ctx c;

	sha256_init(&c);
	sha256_update(&c, 1, (const uint8_t *)"\x01");
	sha256_update(&c, REG_HASH, left->byte);
	sha256_update(&c, REG_HASH, right->byte);
	sha256_digest(&c, REG_HASH, ret->byte);
}

bool reg_hash_same(const struct reg_hash *a, const struct reg_hash *b)
{
	return memcmp(a->byte, b->byte, REG_HASH) == 0;
}

static void nothing(struct reg_hash *ret)
{
	reg_hash_of("", 0, ret);
}

/* n, a power of two, hashes become one, in place: the first. */
static void fold(struct reg_hash *h, size_t n)
{
	for (; n > 1; n /= 2)
		for (size_t i = 0; i < n / 2; i++)
			join(&h[2 * i], &h[2 * i + 1], &h[i]);
}

/* ---- roots ---- */

/* The largest power of two below n; n > 1. */
static uint64_t split(uint64_t n)
{
	uint64_t k = 1;

	while (k < n - k)
		k *= 2;
	return k;
}

static bool power_of_two(uint64_t n)
{
	return (n & (n - 1)) == 0;
}

/* The root over leaves [from, from + n), n a power of two and from a multiple of it. */
static enum cv_err whole(
	const struct reg_tree *t, uint64_t from, uint64_t n, struct reg_hash *ret, struct cv_error *err)
{
	struct reg_hash kept[FULL];
	unsigned height = 0;
	size_t count;

	while (height + REG_TREE_STEP < REG_TREE_STEP * REG_TREE_LEVELS && n >> height >= FULL)
		height += REG_TREE_STEP;
	count = (size_t)(n >> height);
	TRY(t->read(t->ctx, height, from >> height, count, kept, err));
	fold(kept, count);
	*ret = kept[0];
	return CV_OK;
}

/* MTH(D[from:until]), from a multiple of the power of two that is not below until - from. */
static enum cv_err root(
	const struct reg_tree *t, uint64_t from, uint64_t until, struct reg_hash *ret, struct cv_error *err)
{
	struct reg_hash right;
	uint64_t n = until - from, k;

	if (power_of_two(n))
		return whole(t, from, n, ret, err);
	k = split(n);
	TRY(whole(t, from, k, ret, err));
	TRY(root(t, from + k, until, &right, err));
	join(ret, &right, ret);
	return CV_OK;
}

enum cv_err reg_tree_root(const struct reg_tree *t, uint64_t size, struct reg_hash *ret, struct cv_error *err)
{
	if (size == 0) {
		nothing(ret);
		return CV_OK;
	}
	return root(t, 0, size, ret, err);
}

/* ---- proofs ---- */

static enum cv_err prove(
	const struct reg_tree *t, uint64_t from, uint64_t until, struct reg_proof *ret, struct cv_error *err)
{
	if (ret->n == REG_PROOF_MAX)
		return cv_fail(err, CV_E_TOO_BIG, "the log is too long for a proof");
	return root(t, from, until, &ret->hash[ret->n++], err);
}

/* PATH(leaf, D[from:until]) */
static enum cv_err path(const struct reg_tree *t, uint64_t leaf, uint64_t from, uint64_t until, struct reg_proof *ret,
	struct cv_error *err)
{
	uint64_t middle;

	if (until - from == 1)
		return CV_OK;
	middle = from + split(until - from);
	if (leaf < middle) {
		TRY(path(t, leaf, from, middle, ret, err));
		return prove(t, middle, until, ret, err);
	}
	TRY(path(t, leaf, middle, until, ret, err));
	return prove(t, from, middle, ret, err);
}

enum cv_err reg_tree_inclusion(
	const struct reg_tree *t, uint64_t leaf, uint64_t size, struct reg_proof *ret, struct cv_error *err)
{
	ret->n = 0;
	return path(t, leaf, 0, size, ret, err);
}

/* SUBPROOF(then - from, D[from:until], known): known, the verifier has the root of [from, then) already. */
static enum cv_err subproof(const struct reg_tree *t, uint64_t then, uint64_t from, uint64_t until, bool known,
	struct reg_proof *ret, struct cv_error *err)
{
	uint64_t middle;

	if (then == until)
		return known ? CV_OK : prove(t, from, until, ret, err);
	middle = from + split(until - from);
	if (then <= middle) {
		TRY(subproof(t, then, from, middle, known, ret, err));
		return prove(t, middle, until, ret, err);
	}
	TRY(subproof(t, then, middle, until, false, ret, err));
	return prove(t, from, middle, ret, err);
}

enum cv_err reg_tree_consistency(
	const struct reg_tree *t, uint64_t then, uint64_t now, struct reg_proof *ret, struct cv_error *err)
{
	ret->n = 0;
	return subproof(t, then, 0, now, true, ret, err);
}

bool reg_proof_includes(const struct reg_proof *p, uint64_t leaf, uint64_t size, const struct reg_hash *hash,
	const struct reg_hash *root_of_size)
{
	struct reg_hash r = *hash;
	uint64_t f = leaf, s = size - 1;

	if (leaf >= size)
		return false;
	for (size_t i = 0; i < p->n; i++) {
		if (s == 0)
			return false;
		if (f & 1 || f == s) {
			join(&p->hash[i], &r, &r);
			for (; !(f & 1) && f; f >>= 1)
				s >>= 1;
		} else {
			join(&r, &p->hash[i], &r);
		}
		f >>= 1;
		s >>= 1;
	}
	return s == 0 && reg_hash_same(&r, root_of_size);
}

bool reg_proof_consistent(const struct reg_proof *p, uint64_t then, const struct reg_hash *root_then, uint64_t now,
	const struct reg_hash *root_now)
{
	uint64_t f = then - 1, s = now - 1;
	struct reg_hash fr, sr;
	size_t i = 0;

	if (then == 0 || then > now)
		return false;
	if (then == now)
		return p->n == 0 && reg_hash_same(root_then, root_now);
	for (; f & 1; f >>= 1)
		s >>= 1;
	if (!power_of_two(then) && p->n == 0)
		return false;
	fr = sr = power_of_two(then) ? *root_then : p->hash[i++];
	for (; i < p->n; i++) {
		if (s == 0)
			return false;
		if (f & 1 || f == s) {
			join(&p->hash[i], &fr, &fr);
			join(&p->hash[i], &sr, &sr);
			for (; !(f & 1) && f; f >>= 1)
				s >>= 1;
		} else {
			join(&sr, &p->hash[i], &sr);
		}
		f >>= 1;
		s >>= 1;
	}
	return s == 0 && reg_hash_same(&fr, root_then) && reg_hash_same(&sr, root_now);
}

/* ---- growing ---- */

/* How many hashes of a kept height fill no hash above. */
static size_t open_at(uint64_t size, int level)
{
	return (size_t)(size >> (level * REG_TREE_STEP) & (FULL - 1));
}

void reg_tree_grow_from(struct reg_tree_growing *g, const struct reg_tree *t, uint64_t size)
{
	g->size = size;
	g->before = *t;
	for (int level = 0; level < REG_TREE_LEVELS; level++)
		g->kept[level] = open_at(size, level);
}

/* The hash over all that are open at a level, now that they are as many as make one; last: the number of the last. */
static enum cv_err close_level(
	struct reg_tree_growing *g, int level, uint64_t last, struct reg_hash *ret, struct cv_error *err)
{
	unsigned height = (unsigned)level * REG_TREE_STEP;
	struct reg_hash full[FULL];
	size_t kept = g->kept[level];

	if (kept > 0)
		TRY(g->before.read(g->before.ctx, height, last - (FULL - 1), kept, full, err));
	for (size_t i = kept; i < FULL; i++)
		full[i] = g->open[level][i];
	g->kept[level] = 0;
	fold(full, FULL);
	*ret = full[0];
	return CV_OK;
}

enum cv_err reg_tree_grow(struct reg_tree_growing *g, const struct reg_hash *leaf, struct cv_error *err)
{
	struct reg_hash up = *leaf;
	uint64_t number = g->size++;

	for (int level = 0; level < REG_TREE_LEVELS; level++) {
		size_t at = (size_t)(number & (FULL - 1));

		g->open[level][at] = up;
		if (at + 1 < FULL)
			return CV_OK;
		TRY(close_level(g, level, number, &up, err));
		number >>= REG_TREE_STEP;
		if (level + 1 < REG_TREE_LEVELS)
			TRY(g->keep(g->ctx, (unsigned)(level + 1) * REG_TREE_STEP, number, &up, err));
	}
	return cv_fail(err, CV_E_TOO_BIG, "the log is full");
}

void reg_tree_grown_root(const struct reg_tree_growing *g, struct reg_hash *ret)
{
	bool any = false;

	nothing(ret);
	for (int level = 0; level < REG_TREE_LEVELS; level++) {
		size_t n = open_at(g->size, level);

		for (size_t k = 1; k < FULL; k *= 2) { /* whole subtrees from the right: the lowest bits first */
			struct reg_hash part[FULL];
			size_t from = n & ~(2 * k - 1);

			if (!(n & k))
				continue;
			for (size_t i = 0; i < k; i++)
				part[i] = g->open[level][from + i];
			fold(part, k);
			if (any)
				join(&part[0], ret, ret);
			else
				*ret = part[0];
			any = true;
		}
	}
}

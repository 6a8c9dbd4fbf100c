/* The tree over the change log: the vectors of RFC 6962's reference code, then every size against the definition. */
#include "registry/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

enum { MOST = 70000 };

struct kept {
	struct reg_hash *leaf, node[MOST >> 8];
	uint64_t nodes;
};

static struct kept all;

static enum cv_err read_kept(
	void *ctx, unsigned height, uint64_t first, size_t n, struct reg_hash *ret, struct cv_error *err)
{
	const struct kept *k = ctx;

	(void)err;
	assert_true(height == 0 || height == 8 || height == 16);
	if (height == 16) { /* one at most here */
		struct reg_hash under[256];

		assert_true(first == 0 && n == 1);
		memcpy(under, k->node, sizeof(under));
		for (size_t m = 256; m > 1; m /= 2)
			for (size_t i = 0; i < m / 2; i++) {
				unsigned char both[65] = { 1 };

				memcpy(both + 1, under[2 * i].byte, 32);
				memcpy(both + 33, under[2 * i + 1].byte, 32);
				crypto_hash_sha256(under[i].byte, both, sizeof(both));
			}
		*ret = under[0];
		return CV_OK;
	}
	memcpy(ret, (height ? k->node : k->leaf) + first, n * sizeof(*ret));
	return CV_OK;
}

static enum cv_err keep(void *ctx, unsigned height, uint64_t number, const struct reg_hash *hash, struct cv_error *err)
{
	struct kept *k = ctx;

	(void)err;
	if (height == 8) {
		assert_int_equal(number, k->nodes);
		k->node[k->nodes++] = *hash;
	}
	return CV_OK;
}

static const struct reg_tree tree = { read_kept, &all };

/* MTH as the RFC defines it, from leaves alone. */
static struct reg_hash defined(const struct reg_hash *leaf, size_t n)
{
	struct reg_hash left, right, ret;
	unsigned char both[65] = { 1 };
	size_t k = 1;

	if (n == 1)
		return leaf[0];
	while (2 * k < n)
		k *= 2;
	left = defined(leaf, k);
	right = defined(leaf + k, n - k);
	memcpy(both + 1, left.byte, 32);
	memcpy(both + 33, right.byte, 32);
	crypto_hash_sha256(ret.byte, both, sizeof(both));
	return ret;
}

static int make(void **state)
{
	static struct reg_tree_growing g;
	struct cv_error err;

	(void)state;
	g.keep = keep;
	g.ctx = &all;
	all.nodes = 0;
	all.leaf = calloc(MOST, sizeof(*all.leaf));
	if (all.leaf == NULL)
		return -1;
	reg_tree_grow_from(&g, &tree, 0);
	for (uint64_t i = 0; i < MOST; i++) {
		reg_tree_leaf(&i, sizeof(i), &all.leaf[i]);
		if (reg_tree_grow(&g, &all.leaf[i], &err) != CV_OK)
			return -1;
	}
	return 0;
}

static int unmake(void **state)
{
	(void)state;
	free(all.leaf);
	return 0;
}

static void known_roots(void **state)
{
	static const char *const entry[] = { "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
		"606162636465666768696a6b6c6d6e6f" };
	static const char *const root[] = { "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
		"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
		"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
		"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
		"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
		"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328" };
	struct reg_tree_growing g = { .keep = keep, .ctx = &all };
	char hex[65];

	(void)state;
	for (size_t n = 0; n <= 8; n++) {
		unsigned char data[16];
		struct reg_hash got, leaf;
		struct cv_error err;
		size_t len;

		reg_tree_grown_root(&g, &got);
		assert_string_equal(sodium_bin2hex(hex, sizeof(hex), got.byte, 32), root[n]);
		if (n == 8)
			break;
		assert_int_equal(sodium_hex2bin(data, sizeof(data), entry[n], strlen(entry[n]), NULL, &len, NULL), 0);
		reg_tree_leaf(data, len, &leaf);
		assert_int_equal(reg_tree_grow(&g, &leaf, &err), CV_OK);
	}
}

static const size_t sizes[] = { 1, 2, 3, 7, 255, 256, 257, 300, 511, 512, 513, 4095, 4096, 65535, 65536, 65537, 65793,
	MOST };

static void roots_are_as_defined(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct reg_hash want = defined(all.leaf, sizes[i]), got;
		struct cv_error err;

		assert_int_equal(reg_tree_root(&tree, sizes[i], &got, &err), CV_OK);
		assert_memory_equal(got.byte, want.byte, 32);
	}
}

struct going_on {
	uint64_t reads, nodes; /* nodes: what was kept, all of it as it is in all */
	bool fails;
};

static enum cv_err read_counted(
	void *ctx, unsigned height, uint64_t first, size_t n, struct reg_hash *ret, struct cv_error *err)
{
	struct going_on *on = ctx;

	on->reads++;
	if (on->fails)
		return cv_fail(err, CV_E_STORE, "not there");
	return read_kept(&all, height, first, n, ret, err);
}

static enum cv_err keep_same(
	void *ctx, unsigned height, uint64_t number, const struct reg_hash *hash, struct cv_error *err)
{
	struct going_on *on = ctx;
	struct reg_hash want;

	assert_int_equal(read_kept(&all, height, number, 1, &want, err), CV_OK);
	assert_memory_equal(hash->byte, want.byte, 32);
	on->nodes++;
	return CV_OK;
}

/* Taken up at any size, the tree goes on as if it had grown in one go, and reads each height once at most. */
static void taken_up_again(void **state)
{
	static struct reg_tree_growing g;

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct going_on on = { 0 };
		const struct reg_tree t = { read_counted, &on };
		struct cv_error err;

		g = (struct reg_tree_growing){ .keep = keep_same, .ctx = &on };
		reg_tree_grow_from(&g, &t, sizes[i]);
		for (uint64_t k = sizes[i]; k < MOST; k++)
			assert_int_equal(reg_tree_grow(&g, &all.leaf[k], &err), CV_OK);
		assert_int_equal(on.nodes, (MOST >> 8) - (sizes[i] >> 8) + (MOST >> 16) - (sizes[i] >> 16));
		assert_true(on.reads <= 2);
	}
}

static void what_is_missing_is_told_when_it_is_needed(void **state)
{
	static struct reg_tree_growing g;
	struct going_on on = { .fails = true };
	const struct reg_tree t = { read_counted, &on };
	struct cv_error err;

	(void)state;
	g = (struct reg_tree_growing){ .keep = keep_same, .ctx = &on };
	reg_tree_grow_from(&g, &t, 300);
	for (uint64_t k = 300; k < 511; k++)
		assert_int_equal(reg_tree_grow(&g, &all.leaf[k], &err), CV_OK);
	assert_int_equal(on.reads, 0);
	assert_int_equal(reg_tree_grow(&g, &all.leaf[511], &err), CV_E_STORE);
}

static void spoil(struct reg_hash *h, size_t i)
{
	h->byte[i % 32] ^= (unsigned char)(1 << i % 8);
}

static void check_inclusion(uint64_t leaf, uint64_t size, const struct reg_hash *root)
{
	struct reg_proof p;
	struct cv_error err;
	struct reg_hash other = all.leaf[leaf];

	assert_int_equal(reg_tree_inclusion(&tree, leaf, size, &p, &err), CV_OK);
	assert_true(reg_proof_includes(&p, leaf, size, &all.leaf[leaf], root));
	assert_false(reg_proof_includes(&p, size, size, &all.leaf[leaf], root));
	if (leaf > 0)
		assert_false(reg_proof_includes(&p, leaf - 1, size, &all.leaf[leaf], root));
	spoil(&other, leaf);
	assert_false(reg_proof_includes(&p, leaf, size, &other, root));
	if (p.n > 0) {
		spoil(&p.hash[leaf % p.n], size);
		assert_false(reg_proof_includes(&p, leaf, size, &all.leaf[leaf], root));
	}
	p.n = p.n ? p.n - 1 : 1;
	assert_false(reg_proof_includes(&p, leaf, size, &all.leaf[leaf], root));
}

static void check_consistency(uint64_t then, uint64_t now)
{
	struct reg_hash a, b;
	struct reg_proof p;
	struct cv_error err;

	assert_int_equal(reg_tree_root(&tree, then, &a, &err), CV_OK);
	assert_int_equal(reg_tree_root(&tree, now, &b, &err), CV_OK);
	assert_int_equal(reg_tree_consistency(&tree, then, now, &p, &err), CV_OK);
	assert_true(p.n <= 20);
	assert_true(reg_proof_consistent(&p, then, &a, now, &b));
	spoil(&a, then);
	assert_false(reg_proof_consistent(&p, then, &a, now, &b));
	spoil(&a, then);
	spoil(&b, now);
	assert_false(reg_proof_consistent(&p, then, &a, now, &b));
	spoil(&b, now);
	if (p.n > 0) {
		spoil(&p.hash[now % p.n], then);
		assert_false(reg_proof_consistent(&p, then, &a, now, &b));
	}
}

static void proofs_hold_and_only_they(void **state)
{
	(void)state;
	for (uint64_t size = 1; size <= 40; size++) {
		struct reg_hash root = defined(all.leaf, size);

		for (uint64_t leaf = 0; leaf < size; leaf++) {
			check_inclusion(leaf, size, &root);
			check_consistency(leaf + 1, size);
		}
	}
	for (uint64_t i = 0; i < 300; i++) {
		uint64_t size = 1 + i * 7919 * 31 % MOST, leaf = i * 104729 % size;
		struct reg_hash root;
		struct cv_error err;

		assert_int_equal(reg_tree_root(&tree, size, &root, &err), CV_OK);
		check_inclusion(leaf, size, &root);
		check_consistency(leaf + 1, size);
	}
}

static enum cv_err read_nothing(
	void *ctx, unsigned height, uint64_t first, size_t n, struct reg_hash *ret, struct cv_error *err)
{
	(void)ctx, (void)height, (void)first, (void)err;
	memset(ret, 0, n * sizeof(*ret));
	return CV_OK;
}

/*
 * How long proofs are does not depend on the hashes. Of a million entries, ceil(log2) of which is 20, an inclusion has
 * 20 at most. A consistency has one more where the earlier size is odd: RFC 9162 begins with the hash of what
 * is whole at the end of it, a single leaf, and then all that leads up from there. Fewer do not prove it.
 */
static void lengths_of_a_million(void **state)
{
	enum { MILLION = 1000000 };
	static const struct reg_tree t = { read_nothing, NULL };
	size_t longest = 0, longest_even = 0;
	struct reg_proof p;
	struct cv_error err;

	(void)state;
	for (uint64_t then = 1; then < MILLION; then += then < 1100 ? 1 : 997) {
		assert_int_equal(reg_tree_inclusion(&t, then, MILLION, &p, &err), CV_OK);
		assert_true(p.n <= 20);
		assert_int_equal(reg_tree_consistency(&t, then, MILLION, &p, &err), CV_OK);
		longest = p.n > longest ? p.n : longest;
		longest_even = then % 2 == 0 && p.n > longest_even ? p.n : longest_even;
	}
	assert_int_equal(longest, 21);
	assert_int_equal(longest_even, 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_roots),
		cmocka_unit_test_setup_teardown(roots_are_as_defined, make, unmake),
		cmocka_unit_test_setup_teardown(taken_up_again, make, unmake),
		cmocka_unit_test_setup_teardown(what_is_missing_is_told_when_it_is_needed, make, unmake),
		cmocka_unit_test_setup_teardown(proofs_hold_and_only_they, make, unmake),
		cmocka_unit_test(lengths_of_a_million),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The log as it is kept: a leaf for each entry, and the roots of whole subtrees. */
#include "registry/log/log.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- the kept tree ---- */

static enum cv_err read_hashes(
	void *ctx, unsigned height, uint64_t first, size_t n, struct reg_hash *ret, struct cv_error *err)
{
	struct reg *r = ctx;
	struct db_q *q = db_use(r->db, height ? DB_TREE_FROM : DB_LEAF_FROM, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, (int64_t)first);
	db_bind_int(q, 2, (int64_t)(first + n));
	if (height)
		db_bind_int(q, 3, height);
	for (size_t i = 0;; i++) {
		bool row;

		TRY(db_step(q, &row, err));
		if (row && i < n && db_blob(q, 0, ret[i].byte, REG_HASH))
			continue;
		db_done(q);
		if (!row && i == n)
			return CV_OK;
		return cv_fail(err, CV_E_STORE,
			"the log is damaged: a hash of the height %u near %llu is missing; see chapterv verify", height,
			(unsigned long long)(first + i));
	}
}

struct reg_tree reg_kept_tree(struct reg *r)
{
	return (struct reg_tree){ read_hashes, r };
}

static enum cv_err keep_hash(
	void *ctx, unsigned height, uint64_t number, const struct reg_hash *hash, struct cv_error *err)
{
	struct reg *r = ctx;
	struct db_q *q = db_use(r->db, DB_TREE_ADD, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, height);
	db_bind_int(q, 2, (int64_t)number);
	db_bind_blob(q, 3, hash->byte, REG_HASH);
	return db_run(q, err);
}

enum cv_err reg_log_size(struct reg *r, int64_t *ret, struct cv_error *err)
{
	return reg_number(r, DB_ENTRY_SIZE, ret, err);
}

static enum cv_err long_enough(struct reg *r, int64_t size, struct cv_error *err)
{
	int64_t have;

	TRY(reg_log_size(r, &have, err));
	if (size < 0 || size > have)
		return cv_fail(
			err, CV_E_NOT_FOUND, "the log has %lld entries, not %lld", (long long)have, (long long)size);
	return CV_OK;
}

enum cv_err reg_log_root(struct reg *r, int64_t size, struct reg_hash *ret, struct cv_error *err)
{
	struct reg_tree t = reg_kept_tree(r);

	TRY(long_enough(r, size, err));
	return reg_tree_root(&t, (uint64_t)size, ret, err);
}

enum cv_err reg_origin(struct reg *r, char ret[REG_ORIGIN_TEXT], struct cv_error *err)
{
	struct reg_hash first;
	int64_t size;

	TRY(reg_log_size(r, &size, err));
	snprintf(ret, REG_ORIGIN_TEXT, "empty");
	if (size == 0)
		return CV_OK;
	TRY(reg_log_root(r, 1, &first, err)); /* of one entry the root is its leaf */
	for (size_t i = 0; 2 * i + 2 < REG_ORIGIN_TEXT; i++)
		snprintf(ret + 2 * i, 3, "%02x", first.byte[i]);
	return CV_OK;
}

enum cv_err reg_log_inclusion(struct reg *r, int64_t entry, int64_t size, struct reg_proof *ret, struct cv_error *err)
{
	struct reg_tree t = reg_kept_tree(r);

	TRY(long_enough(r, size, err));
	if (entry < 0 || entry >= size)
		return cv_fail(err, CV_E_NOT_FOUND, "there is no entry %lld among the first %lld", (long long)entry,
			(long long)size);
	return reg_tree_inclusion(&t, (uint64_t)entry, (uint64_t)size, ret, err);
}

enum cv_err reg_log_consistency(struct reg *r, int64_t then, int64_t now, struct reg_proof *ret, struct cv_error *err)
{
	struct reg_tree t = reg_kept_tree(r);

	TRY(long_enough(r, now, err));
	if (then < 1 || then > now)
		return cv_fail(err, CV_E_VALUE, "an earlier size lies between 1 and %lld", (long long)now);
	return reg_tree_consistency(&t, (uint64_t)then, (uint64_t)now, ret, err);
}

/* ---- writing ---- */

struct writing {
	struct reg *r;
	struct reg_deriving from;
	struct reg_tree_growing tree;
	struct cv_str text;
};

static enum cv_err write_entry(void *ctx, const struct reg_made *m, struct cv_error *err)
{
	struct writing *w = ctx;
	int64_t number = (int64_t)w->tree.size;
	struct reg_hash leaf;
	struct db_q *q;

	cv_str_clear(&w->text);
	reg_entry_text(&w->from.head, number, m->subject, m->before, m->after, &w->text);
	if (w->text.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	reg_tree_leaf(w->text.data, w->text.len, &leaf);
	q = db_use(w->r->db, DB_ENTRY_ADD, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, number);
	db_bind_int(q, 2, w->from.head.head.seq);
	db_bind_text(q, 3, m->subject);
	db_bind_blob(q, 4, leaf.byte, REG_HASH);
	TRY(db_run(q, err));
	return reg_tree_grow(&w->tree, &leaf, err);
}

static enum cv_err write_changes(struct writing *w, int64_t from, int64_t upto, struct cv_error *err)
{
	TRY(reg_deriving_begin(w->r, from, upto, &w->from, err));
	for (int64_t seq = from; seq <= upto; seq++) {
		bool there;

		TRY(reg_derive_head(&w->from, seq, &there, err));
		if (!there)
			return cv_fail(err, CV_E_NOT_FOUND, "there is no change %lld", (long long)seq);
		TRY(reg_derive(&w->from, seq, write_entry, w, err));
	}
	return CV_OK;
}

static enum cv_err write_upto(struct writing *w, int64_t upto, struct cv_error *err)
{
	struct reg_tree t = reg_kept_tree(w->r);
	int64_t size, done;

	TRY(reg_log_size(w->r, &size, err));
	TRY(reg_number(w->r, DB_ENTRY_LAST_CHANGE, &done, err));
	if (done + 1 < w->r->seq)
		TRY(reg_seal_old(w->r, err));
	reg_tree_grow_from(&w->tree, &t, (uint64_t)size);
	return done < upto ? write_changes(w, done + 1, upto, err) : CV_OK;
}

static enum cv_err write_log(struct reg *r, int64_t upto, struct cv_error *err)
{
	struct writing *w = malloc(sizeof(*w)); /* not zeroed: most of it is room for hashes */
	enum cv_err e;

	if (w == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	w->r = r;
	w->text = (struct cv_str){ 0 };
	reg_deriving_none(&w->from);
	w->tree.keep = keep_hash;
	w->tree.ctx = r;
	e = write_upto(w, upto, err);
	reg_deriving_end(&w->from);
	cv_str_finish(&w->text);
	free(w);
	return e;
}

enum cv_err reg_log_write(struct reg *r, struct cv_error *err)
{
	return write_log(r, r->seq, err);
}

enum cv_err reg_log_write_old(struct reg *r, struct cv_error *err)
{
	return write_log(r, r->seq - 1, err);
}

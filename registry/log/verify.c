/*
 * Verifying: every entry is made anew from the tables and compared with its leaf, in order; then the hashes kept above the leaves, and
 * what is derived. The first thing that does not fit is named.
 */
#include "registry/log/aside.h"
#include "registry/log/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EVERY = 4096 }; /* entries between two looks at the clock of whoever waits */

struct verifying {
	struct reg *r;
	struct reg_verified *v;
	reg_verify_progress_fn *progress;
	void *ctx;
	int64_t of;
	struct reg_deriving made;
	bool beyond; /* what comes now is of no change at all */
	struct cv_str text;
	struct db_q *kept; /* the entries as they are kept, in step with those that are made */
	bool over;	   /* kept has no more */
	struct reg_tree_growing tree;
	int64_t nodes;
};

static void wrong(struct verifying *g, const char *fmt, ...) CV_PRINTF(2, 3);
static void wrong(struct verifying *g, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	if (g->v->wrong.len > 0)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	cv_str_puts(&g->v->wrong, text);
}

static bool found_wrong(const struct verifying *g)
{
	return g->v->wrong.len > 0;
}

/* ---- entries ---- */

static enum cv_err next_kept(struct verifying *g, bool *ret, struct cv_error *err)
{
	*ret = false;
	if (g->over)
		return CV_OK;
	TRY(db_step(g->kept, ret, err));
	g->over = !*ret;
	return CV_OK;
}

static void compare(struct verifying *g, const struct reg_made *m, const struct reg_hash *leaf)
{
	int64_t number = g->v->size, seq = g->made.head.head.seq;
	struct reg_hash kept;

	if (db_int(g->kept, 0) != number)
		wrong(g, "entry %lld is missing: behind it comes entry %lld (change %lld, %s)", (long long)number,
			(long long)db_int(g->kept, 0), (long long)db_int(g->kept, 1), db_text(g->kept, 2));
	else if (db_int(g->kept, 1) != seq || !cv_streq(db_text(g->kept, 2), m->subject))
		wrong(g,
			"entry %lld is about %s in change %lld, but the tables say that next came %s in change %lld: a record "
			"was taken away, put in or moved",
			(long long)number, db_text(g->kept, 2), (long long)db_int(g->kept, 1), m->subject,
			(long long)seq);
	else if (!m->key_fits)
		wrong(g, "%s is kept under a key that is not its own", m->subject);
	else if (!db_blob(g->kept, 3, kept.byte, REG_HASH) || !reg_hash_same(&kept, leaf))
		wrong(g,
			"entry %lld does not fit its leaf: %s as change %lld (%s, by %s) recorded it is not what the tables say now",
			(long long)number, m->subject, (long long)seq, g->made.head.head.at, g->made.head.head.who);
}

static enum cv_err on_made(void *ctx, const struct reg_made *m, struct cv_error *err)
{
	struct verifying *g = ctx;
	struct reg_hash leaf;
	bool row;

	if (found_wrong(g))
		return CV_OK;
	if (g->beyond) {
		wrong(g, "%s is on file by a change that was never made", m->subject);
		return CV_OK;
	}
	TRY(next_kept(g, &row, err));
	if (!row) {
		wrong(g, "%s in change %lld (%s, by %s) has no entry: the log ends with entry %lld", m->subject,
			(long long)g->made.head.head.seq, g->made.head.head.at, g->made.head.head.who,
			(long long)g->v->size - 1);
		return CV_OK;
	}
	cv_str_clear(&g->text);
	reg_entry_text(&g->made.head, g->v->size, m->subject, m->before, m->after, &g->text);
	if (g->text.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	reg_tree_leaf(g->text.data, g->text.len, &leaf);
	compare(g, m, &leaf);
	if (found_wrong(g))
		return CV_OK;
	TRY(reg_tree_grow(&g->tree, &leaf, err));
	if (++g->v->size % EVERY == 0 && g->progress && g->progress(g->ctx, g->v->size, g->of))
		return cv_fail(err, CV_E_STOPPED, "stopped");
	return CV_OK;
}

/* The same number, one change after the other without a hole, none before the one before it. */
static enum cv_err change(struct verifying *g, int64_t seq, char last[CV_INSTANT_TEXT], struct cv_error *err)
{
	const char *at;
	bool there;

	TRY(reg_derive_head(&g->made, seq, &there, err));
	if (!there) {
		wrong(g, "change %lld is missing", (long long)seq);
		return CV_OK;
	}
	at = g->made.head.head.at;
	if (strcmp(at, last) < 0) {
		wrong(g, "change %lld is dated %s, before the change before it (%s)", (long long)seq, at, last);
		return CV_OK;
	}
	snprintf(last, CV_INSTANT_TEXT, "%s", at);
	return reg_derive(&g->made, seq, on_made, g, err);
}

static enum cv_err entries(struct verifying *g, struct cv_error *err)
{
	char last[CV_INSTANT_TEXT] = "";
	int64_t changes;
	bool row;

	TRY(reg_seq(g->r, &changes, err));
	g->kept = db_use(g->r->db, DB_ENTRY_FROM, err);
	if (g->kept == NULL)
		return CV_E_STORE;
	db_bind_int(g->kept, 1, 0);
	db_bind_int(g->kept, 2, INT64_MAX);
	TRY(reg_deriving_begin(g->r, INT64_MIN, INT64_MAX, &g->made, err));
	for (int64_t seq = 1; seq <= changes && !found_wrong(g); seq++)
		TRY(change(g, seq, last, err));
	g->beyond = true;
	if (!found_wrong(g))
		TRY(reg_derive(&g->made, INT64_MAX, on_made, g, err));
	if (found_wrong(g))
		return CV_OK;
	TRY(next_kept(g, &row, err));
	if (row)
		wrong(g, "entry %lld (change %lld, %s) has nothing behind it in the tables",
			(long long)db_int(g->kept, 0), (long long)db_int(g->kept, 1), db_text(g->kept, 2));
	return CV_OK;
}

/* ---- what is kept above the leaves ---- */

static enum cv_err on_node(
	void *ctx, unsigned height, uint64_t number, const struct reg_hash *hash, struct cv_error *err)
{
	struct verifying *g = ctx;
	struct db_q *q = db_use(g->r->db, DB_TREE_FROM, err);
	struct reg_hash kept;
	bool row;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, (int64_t)number);
	db_bind_int(q, 2, (int64_t)number + 1);
	db_bind_int(q, 3, height);
	TRY(db_step(q, &row, err));
	g->nodes++;
	if (!row || !db_blob(q, 0, kept.byte, REG_HASH) || !reg_hash_same(&kept, hash))
		wrong(g, "the hash kept over entries %llu to %llu is not that of the entries",
			(unsigned long long)(number << height), (unsigned long long)(((number + 1) << height) - 1));
	db_done(q);
	return CV_OK;
}

static enum cv_err count_nodes(struct verifying *g, struct cv_error *err)
{
	int64_t kept;

	TRY(reg_number(g->r, DB_TREE_COUNT, &kept, err));
	if (kept != g->nodes)
		wrong(g, "the tree keeps %lld hashes above its leaves, not %lld", (long long)kept, (long long)g->nodes);
	return CV_OK;
}

/* ---- all of it ---- */

static void say(struct verifying *g, const struct cv_str *what, bool first)
{
	if (what->len == 0 || (found_wrong(g) && !first))
		return;
	cv_str_clear(&g->v->wrong);
	cv_str_puts(&g->v->wrong, cv_str_text(what));
	g->v->wrong.failed |= what->failed;
}

static enum cv_err log_itself(struct verifying *g, struct cv_error *err)
{
	TRY(reg_log_size(g->r, &g->of, err));
	TRY(entries(g, err));
	return found_wrong(g) ? CV_OK : count_nodes(g, err);
}

/* The file and the names are looked at beside it; where the file is damaged, that is what is wrong. */
static enum cv_err verify(struct verifying *g, struct cv_error *err)
{
	struct reg_aside *file = reg_aside_begin(g->r, reg_aside_file);
	struct reg_aside *names = reg_aside_begin(g->r, reg_aside_names);
	enum cv_err e = file && names ? log_itself(g, err) : cv_fail(err, CV_E_NOMEM, "out of memory");

	reg_aside_end(names, e == CV_OK);
	reg_aside_end(file, e == CV_OK);
	for (size_t i = 0; i < 2 && e == CV_OK; i++) {
		struct reg_aside *a = i ? names : file;

		if (a->e != CV_OK)
			e = cv_fail(err, a->e, "%s", a->err.msg);
	}
	if (names)
		say(g, &names->wrong, false);
	if (file && file->wrong.len > 0) {
		say(g, &file->wrong, true);
		e = CV_OK; /* what else cannot be read is no wonder */
	}
	reg_aside_free(file);
	reg_aside_free(names);
	reg_tree_grown_root(&g->tree, &g->v->root);
	g->v->good = e == CV_OK && !found_wrong(g);
	return g->v->wrong.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : e;
}

enum cv_err reg_verify(
	struct reg *r, reg_verify_progress_fn *progress, void *ctx, struct reg_verified *ret, struct cv_error *err)
{
	struct verifying *g = calloc(1, sizeof(*g));
	enum cv_err e;

	*ret = (struct reg_verified){ 0 };
	if (g == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	g->r = r;
	g->v = ret;
	g->progress = progress;
	g->ctx = ctx;
	g->tree.keep = on_node;
	g->tree.ctx = g;
	e = db_begin_read(r->db, err);
	if (e == CV_OK)
		e = verify(g, err);
	reg_deriving_end(&g->made);
	db_rollback(r->db);
	cv_str_finish(&g->text);
	free(g);
	return e;
}

void reg_verified_finish(struct reg_verified *v)
{
	cv_str_finish(&v->wrong);
}

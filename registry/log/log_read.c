/* Reading the log: each entry alone, made anew from the rows it is about. */
#include "registry/log/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 64 }; /* entries whose numbers are held while they are made */

struct line {
	int64_t number, seq;
	char subject[REG_SUBJECT_MAX];
	struct reg_hash leaf;
};

struct reading {
	struct reg *r;
	struct reg_head head;
	struct cv_str before, after, text;
	bool has_before, has_after;
	const char *wanted; /* subject that is looked for in its change */
	struct line line[BATCH];
	size_t n;
};

/* ---- one record ---- */

static enum cv_err version_by(struct reading *g, int stmt, enum reg_kind kind, int64_t n, int64_t seq,
	struct cv_str *side, bool *ret_there, struct cv_error *err)
{
	struct db_q *q = db_use(g->r->db, stmt + (int)kind, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, n);
	db_bind_int(q, 2, seq);
	TRY(db_step(q, ret_there, err));
	if (*ret_there) {
		struct reg_version v = reg_version_of(q, kind);

		reg_side_version(&v, side);
	}
	db_done(q);
	return CV_OK;
}

static bool is_record(const char *subject, enum reg_kind *ret_kind, int64_t *ret_n)
{
	const char *slash = strchr(subject, '/');

	for (int k = 0; slash && k < REG_KIND_COUNT; k++) {
		const char *name = reg_kind_info((enum reg_kind)k)->singular;

		if (strlen(name) == (size_t)(slash - subject) && cv_starts(subject, name)) {
			*ret_kind = (enum reg_kind)k;
			*ret_n = strtoll(slash + 1, NULL, 10);
			return true;
		}
	}
	return false;
}

/* What is no record is looked for among all that its change recorded; there is little of it. */
static enum cv_err take_wanted(void *ctx, const struct reg_made *m, struct cv_error *err)
{
	struct reading *g = ctx;

	(void)err;
	if (!cv_streq(m->subject, g->wanted))
		return CV_OK;
	g->has_before = m->before != NULL;
	g->has_after = m->after != NULL;
	cv_str_clear(&g->before);
	cv_str_clear(&g->after);
	if (m->before)
		cv_str_add(&g->before, m->before->data, m->before->len);
	if (m->after)
		cv_str_add(&g->after, m->after->data, m->after->len);
	return CV_OK;
}

static enum cv_err sides(struct reading *g, const struct line *l, struct cv_error *err)
{
	enum reg_kind kind;
	int64_t n;

	g->has_before = g->has_after = false;
	if (is_record(l->subject, &kind, &n)) {
		TRY(version_by(g, DB_FACT_AT, kind, n, l->seq, &g->after, &g->has_after, err));
		return version_by(g, DB_FACT_BEFORE, kind, n, l->seq, &g->before, &g->has_before, err);
	}
	g->wanted = l->subject;
	return reg_derive_others(g->r, l->seq, take_wanted, g, err);
}

static enum cv_err head(struct reading *g, int64_t seq, struct cv_error *err)
{
	return g->head.head.seq == seq ? CV_OK : reg_head_load(g->r, seq, &g->head, err);
}

static enum cv_err give(struct reading *g, const struct line *l, reg_entry_fn *fn, void *ctx, struct cv_error *err)
{
	struct reg_entry e = { .number = l->number, .change = l->seq, .subject = l->subject, .leaf = &l->leaf };

	TRY(head(g, l->seq, err));
	TRY(sides(g, l, err));
	cv_str_clear(&g->text);
	reg_entry_text(&g->head, l->number, l->subject, g->has_before ? &g->before : NULL,
		g->has_after ? &g->after : NULL, &g->text);
	if (g->text.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	e.at = g->head.head.at;
	e.who = g->head.head.who;
	e.via = g->head.head.via;
	e.note = g->head.head.note;
	e.reason = g->head.head.reason;
	e.before = g->has_before ? cv_str_text(&g->before) : NULL;
	e.after = g->has_after ? cv_str_text(&g->after) : NULL;
	e.text = g->text.data;
	e.len = g->text.len;
	return fn(ctx, &e, err);
}

/* ---- many ---- */

static enum cv_err fetch(struct reading *g, int64_t from, int64_t until, struct cv_error *err)
{
	struct db_q *q = db_use(g->r->db, DB_ENTRY_FROM, err);

	g->n = 0;
	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, from);
	db_bind_int(q, 2, until);
	while (g->n < BATCH) {
		struct line *l = &g->line[g->n];
		bool row;

		TRY(db_step(q, &row, err));
		if (!row)
			return CV_OK;
		*l = (struct line){ .number = db_int(q, 0), .seq = db_int(q, 1) };
		snprintf(l->subject, sizeof(l->subject), "%s", db_text(q, 2));
		if (db_blob(q, 3, l->leaf.byte, REG_HASH))
			g->n++;
	}
	db_done(q);
	return CV_OK;
}

static enum cv_err walk(
	struct reading *g, int64_t from, int64_t until, reg_entry_fn *fn, void *ctx, struct cv_error *err)
{
	while (from < until) {
		TRY(fetch(g, from, until, err));
		if (g->n == 0)
			return CV_OK;
		for (size_t i = 0; i < g->n; i++)
			TRY(give(g, &g->line[i], fn, ctx, err));
		from = g->line[g->n - 1].number + 1;
	}
	return CV_OK;
}

enum cv_err reg_log_walk(struct reg *r, int64_t from, int64_t until, reg_entry_fn *fn, void *ctx, struct cv_error *err)
{
	struct reading *g = calloc(1, sizeof(*g));
	bool own = !db_in_transaction(r->db);
	enum cv_err e = CV_OK;

	if (g == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	g->r = r;
	if (own)
		e = db_begin_read(r->db, err);
	if (e == CV_OK)
		e = walk(g, from, until, fn, ctx, err);
	if (own)
		db_rollback(r->db);
	reg_head_finish(&g->head);
	cv_str_finish(&g->before);
	cv_str_finish(&g->after);
	cv_str_finish(&g->text);
	free(g);
	return e;
}

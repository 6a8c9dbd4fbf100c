/* What a change recorded, out of the tables: the same things in the same order when they are written and when they are verified. */
#include "registry/log/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct deriving {
	struct reg *r;
	int64_t seq;
	reg_made_fn *fn;
	void *ctx;
	struct cv_str before, after;
	struct cv_str key;
	bool key_fits;
	char subject[REG_SUBJECT_MAX];
};

static enum cv_err give(struct deriving *d, bool before, bool after, struct cv_error *err)
{
	struct reg_made m = { d->subject, before ? &d->before : NULL, after ? &d->after : NULL, d->key_fits };

	if (d->before.failed || d->after.failed || d->key.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return d->fn(d->ctx, &m, err);
}

static enum cv_err version(
	void *ctx, const struct reg_version *now, const struct reg_version *before, struct cv_error *err)
{
	struct deriving *d = ctx;
	const struct reg_version *any = now ? now : before;

	snprintf(d->subject, sizeof(d->subject), "%s/%lld", reg_kind_info(any->record.kind)->singular,
		(long long)any->n);
	if (now) {
		cv_str_clear(&d->key);
		reg_key(&now->record, now->record.cell, &d->key);
		d->key_fits = cv_streq(cv_str_text(&d->key), now->key);
		reg_side_version(now, &d->after);
	}
	if (before)
		reg_side_version(before, &d->before);
	return give(d, before != NULL, now != NULL, err);
}

/* ---- what is no record ---- */

typedef enum cv_err row_fn(struct deriving *d, struct db_q *q, struct cv_error *err);

static enum cv_err each_row(struct deriving *d, int stmt, row_fn *fn, struct cv_error *err)
{
	struct db_q *q = db_use(d->r->db, stmt, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, d->seq);
	for (;;) {
		enum cv_err e;
		bool row;

		TRY(db_step(q, &row, err));
		if (!row)
			return CV_OK;
		e = fn(d, q, err);
		if (e != CV_OK) {
			db_done(q);
			return e;
		}
	}
}

static enum cv_err setting(struct deriving *d, struct db_q *q, struct cv_error *err)
{
	bool before = db_int(q, 1) != 0, after = db_int(q, 3) != 0;

	snprintf(d->subject, sizeof(d->subject), "setting/%s", db_text(q, 0));
	if (before)
		reg_side_setting(db_text(q, 2), &d->before);
	if (after)
		reg_side_setting(db_text(q, 4), &d->after);
	return give(d, before, after, err);
}

static enum cv_err import(struct deriving *d, struct db_q *q, struct cv_error *err)
{
	struct reg_import i = { .id = db_int(q, 0),
		.file = db_text(q, 1),
		.sha256 = db_text(q, 2),
		.kind = db_text(q, 3),
		.rows = db_int(q, 4),
		.added = db_int(q, 5),
		.updated = db_int(q, 6),
		.unchanged = db_int(q, 7),
		.refused = db_int(q, 8),
		.skipped = db_int(q, 9),
		.source = db_text(q, 10),
		.ended = db_int(q, 11) };

	snprintf(d->subject, sizeof(d->subject), "import/%lld", (long long)i.id);
	reg_side_import(&i, &d->after);
	return give(d, false, true, err);
}

static enum cv_err undoing(struct deriving *d, struct db_q *q, struct cv_error *err)
{
	snprintf(d->subject, sizeof(d->subject), "undoing/%lld", (long long)db_int(q, 0));
	reg_side_undoing(db_int(q, 0), &d->after);
	return give(d, false, true, err);
}

static enum cv_err erasing(struct deriving *d, struct db_q *q, struct cv_error *err)
{
	snprintf(d->subject, sizeof(d->subject), "erasing/%s/%lld", db_text(q, 0), (long long)db_int(q, 1));
	reg_side_erasing(db_text(q, 2), &d->after);
	return give(d, false, true, err);
}

/* A token given, or revoked: never what it is, only its hash. */
static enum cv_err token(struct deriving *d, struct db_q *q, struct cv_error *err)
{
	bool given = db_int(q, 4) != 0;

	snprintf(d->subject, sizeof(d->subject), "token/%s", db_text(q, 0));
	reg_side_token(db_text(q, 1), db_text(q, 2), db_text(q, 3), given ? &d->after : &d->before);
	return give(d, !given, given, err);
}

static enum cv_err others(struct deriving *d, struct cv_error *err)
{
	TRY(each_row(d, DB_SETTING_LOG, setting, err));
	TRY(each_row(d, DB_IMPORT_LOG, import, err));
	TRY(each_row(d, DB_UNDONE_LOG, undoing, err));
	TRY(each_row(d, DB_ERASED_LOG, erasing, err));
	return each_row(d, DB_TOKEN_LOG, token, err);
}

enum cv_err reg_derive(struct reg *r, int64_t seq, reg_made_fn *fn, void *ctx, struct cv_error *err)
{
	struct deriving d = { .r = r, .seq = seq, .fn = fn, .ctx = ctx, .key_fits = true };
	enum cv_err e = reg_changes(r, seq, version, &d, err);

	if (e == CV_OK)
		e = others(&d, err);
	cv_str_finish(&d.before);
	cv_str_finish(&d.after);
	cv_str_finish(&d.key);
	return e;
}

enum cv_err reg_derive_others(struct reg *r, int64_t seq, reg_made_fn *fn, void *ctx, struct cv_error *err)
{
	struct deriving d = { .r = r, .seq = seq, .fn = fn, .ctx = ctx, .key_fits = true };
	enum cv_err e = others(&d, err);

	cv_str_finish(&d.before);
	cv_str_finish(&d.after);
	cv_str_finish(&d.key);
	return e;
}

/* ---- the head of a change ---- */

static enum cv_err copy_head(struct db_q *q, struct reg_head *ret, struct cv_error *err)
{
	for (int i = 0; i < 5; i++) {
		ret->copy[i] = cv_strdup(db_text(q, i));
		if (ret->copy[i] == NULL)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
	}
	ret->head.at = ret->copy[0];
	ret->head.who = ret->copy[1];
	ret->head.via = ret->copy[2];
	ret->head.note = ret->copy[3];
	ret->head.reason = ret->copy[4];
	return CV_OK;
}

enum cv_err reg_head_load(struct reg *r, int64_t seq, struct reg_head *ret, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_CHANGE_HEAD, err);
	enum cv_err e;
	bool row;

	*ret = (struct reg_head){ .head = { .seq = seq } };
	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, seq);
	TRY(db_step(q, &row, err));
	if (!row)
		return cv_fail(err, CV_E_NOT_FOUND, "there is no change %lld", (long long)seq);
	e = copy_head(q, ret, err);
	db_done(q);
	return e;
}

void reg_head_finish(struct reg_head *h)
{
	for (size_t i = 0; i < CV_LEN(h->copy); i++)
		free(h->copy[i]);
	*h = (struct reg_head){ 0 };
}

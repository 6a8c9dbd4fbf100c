/* What a change recorded, out of the tables: the same things in the same order when they are written and when they are verified. */
#include "registry/log/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum cv_err give(struct reg_deriving *d, bool before, bool after, struct cv_error *err)
{
	struct reg_made m = { d->subject, before ? &d->before : NULL, after ? &d->after : NULL, d->key_fits };

	if (d->before.failed || d->after.failed || d->key.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return d->fn(d->ctx, &m, err);
}

static void record_subject(const struct reg_version *v, char ret[REG_SUBJECT_MAX])
{
	const char *kind = reg_kind_info(v->record.kind)->singular;
	size_t len = strlen(kind);
	char digits[24], *at = digits + sizeof(digits);
	uint64_t n = (uint64_t)v->n;

	*--at = '\0';
	do
		*--at = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	*--at = '/';
	memcpy(ret, kind, len);
	memcpy(ret + len, at, (size_t)(digits + sizeof(digits) - at));
}

static enum cv_err version(
	void *ctx, const struct reg_version *now, const struct reg_version *before, struct cv_error *err)
{
	struct reg_deriving *d = ctx;
	const struct reg_version *any = now ? now : before;

	record_subject(any, d->subject);
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

static enum cv_err each_row(struct reg_deriving *d, int stmt, db_row_fn *fn, struct cv_error *err)
{
	struct db_q *q = db_use(d->r->db, stmt, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, d->seq);
	return db_each(q, fn, d, err);
}

static enum cv_err setting(void *ctx, struct db_q *q, struct cv_error *err)
{
	struct reg_deriving *d = ctx;
	bool before = db_int(q, 1) != 0, after = db_int(q, 3) != 0;

	snprintf(d->subject, sizeof(d->subject), "setting/%s", db_text(q, 0));
	if (before)
		reg_side_setting(db_text(q, 2), &d->before);
	if (after)
		reg_side_setting(db_text(q, 4), &d->after);
	return give(d, before, after, err);
}

static enum cv_err import(void *ctx, struct db_q *q, struct cv_error *err)
{
	struct reg_deriving *d = ctx;
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

static enum cv_err undoing(void *ctx, struct db_q *q, struct cv_error *err)
{
	struct reg_deriving *d = ctx;

	snprintf(d->subject, sizeof(d->subject), "undoing/%lld", (long long)db_int(q, 0));
	reg_side_undoing(db_int(q, 0), &d->after);
	return give(d, false, true, err);
}

static enum cv_err erasing(void *ctx, struct db_q *q, struct cv_error *err)
{
	struct reg_deriving *d = ctx;

	snprintf(d->subject, sizeof(d->subject), "erasing/%s/%lld", db_text(q, 0), (long long)db_int(q, 1));
	reg_side_erasing(db_text(q, 2), &d->after);
	return give(d, false, true, err);
}

/* A token given, or revoked: never what it is, only its hash. */
static enum cv_err token(void *ctx, struct db_q *q, struct cv_error *err)
{
	struct reg_deriving *d = ctx;
	bool given = db_int(q, 4) != 0;

	snprintf(d->subject, sizeof(d->subject), "token/%s", db_text(q, 0));
	reg_side_token(db_text(q, 1), db_text(q, 2), db_text(q, 3), given ? &d->after : &d->before);
	return give(d, !given, given, err);
}

static enum cv_err others(struct reg_deriving *d, struct cv_error *err)
{
	TRY(each_row(d, DB_SETTING_LOG, setting, err));
	TRY(each_row(d, DB_IMPORT_LOG, import, err));
	TRY(each_row(d, DB_UNDONE_LOG, undoing, err));
	TRY(each_row(d, DB_ERASED_LOG, erasing, err));
	return each_row(d, DB_TOKEN_LOG, token, err);
}

enum cv_err reg_derive_others(struct reg *r, int64_t seq, reg_made_fn *fn, void *ctx, struct cv_error *err)
{
	struct reg_deriving d = { .r = r, .seq = seq, .fn = fn, .ctx = ctx, .key_fits = true };
	enum cv_err e = others(&d, err);

	cv_str_finish(&d.before);
	cv_str_finish(&d.after);
	return e;
}

/* ---- the heads of changes ---- */

static enum cv_err take_head(struct db_q *q, int64_t seq, struct reg_head *ret, struct cv_error *err)
{
	const char *text[REG_HEAD_TEXTS];

	for (int i = 0; i < REG_HEAD_TEXTS; i++)
		text[i] = db_text(q, i);
	return reg_head_set(ret, seq, text) ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

enum cv_err reg_head_load(struct reg *r, int64_t seq, struct reg_head *ret, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_CHANGE_HEAD, err);
	enum cv_err e;
	bool row;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, seq);
	TRY(db_step(q, &row, err));
	if (!row)
		return cv_fail(err, CV_E_NOT_FOUND, "there is no change %lld", (long long)seq);
	e = take_head(q, seq, ret, err);
	db_done(q);
	return e;
}

/* ---- many changes ---- */

enum { HEAD_SEQ = REG_HEAD_TEXTS }; /* the column behind the texts */

static enum cv_err begin(struct reg_deriving *d, int stmt, struct db_q **ret, struct cv_error *err)
{
	*ret = db_use(d->r->db, stmt, err);
	if (*ret == NULL)
		return CV_E_STORE;
	db_bind_int(*ret, 1, d->by.from);
	db_bind_int(*ret, 2, d->by.until);
	return CV_OK;
}

static enum cv_err next_head(struct reg_deriving *d, struct cv_error *err)
{
	TRY(db_step(d->heads, &d->any_head, err));
	if (d->any_head)
		d->head_seq = db_int(d->heads, HEAD_SEQ);
	return CV_OK;
}

bool reg_recorded_others(const struct db *db)
{
	static const int all[] = { DB_SETTING_CLOSE, DB_SETTING_ADD, DB_SETTING_DROP, DB_IMPORT_ADD, DB_IMPORT_UNDONE,
		DB_ERASED_ADD, DB_TOKEN_ADD, DB_TOKEN_END };

	for (size_t i = 0; i < CV_LEN(all); i++)
		if (db_used(db, all[i]))
			return true;
	return false;
}

static enum cv_err next_others(struct reg_deriving *d, struct cv_error *err)
{
	if (d->others == NULL) {
		d->any_others = false;
		return CV_OK;
	}
	TRY(db_step(d->others, &d->any_others, err));
	if (d->any_others)
		d->others_seq = db_int(d->others, 0);
	return CV_OK;
}

void reg_deriving_none(struct reg_deriving *ret)
{
	reg_by_change_none(&ret->by);
	ret->heads = ret->others = NULL;
	ret->any_head = ret->any_others = false;
	ret->head = (struct reg_head){ 0 };
	ret->before = ret->after = ret->key = (struct cv_str){ 0 };
	ret->key_fits = true;
}

enum cv_err reg_deriving_begin(
	struct reg *r, int64_t from, int64_t until, struct reg_deriving *ret, struct cv_error *err)
{
	reg_deriving_none(ret);
	ret->r = r;
	TRY(reg_by_change_begin(r, from, until, &ret->by, err));
	TRY(begin(ret, DB_CHANGE_HEADS, &ret->heads, err));
	TRY(next_head(ret, err));
	if (reg_is_open(r, from, until)) {
		ret->others_seq = until;
		ret->any_others = reg_recorded_others(r->db);
		return CV_OK;
	}
	TRY(begin(ret, DB_OTHERS_FROM, &ret->others, err));
	return next_others(ret, err);
}

void reg_deriving_end(struct reg_deriving *d)
{
	reg_by_change_end(&d->by);
	if (d->heads)
		db_done(d->heads);
	if (d->others)
		db_done(d->others);
	reg_head_finish(&d->head);
	cv_str_finish(&d->before);
	cv_str_finish(&d->after);
	cv_str_finish(&d->key);
}

enum cv_err reg_derive_head(struct reg_deriving *d, int64_t seq, bool *ret_there, struct cv_error *err)
{
	while (d->any_head && d->head_seq < seq)
		TRY(next_head(d, err));
	*ret_there = d->any_head && d->head_seq == seq;
	return *ret_there ? take_head(d->heads, seq, &d->head, err) : CV_OK;
}

enum cv_err reg_derive(struct reg_deriving *d, int64_t seq, reg_made_fn *fn, void *ctx, struct cv_error *err)
{
	d->fn = fn;
	d->ctx = ctx;
	TRY(reg_by_change_next(&d->by, seq, version, d, err));
	d->key_fits = true;
	while (d->any_others && d->others_seq <= seq) {
		d->seq = d->others_seq;
		TRY(others(d, err));
		TRY(next_others(d, err));
	}
	return CV_OK;
}

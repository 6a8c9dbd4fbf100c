/* Opening, changes, settings, imports. */
#include "registry/desk/notice.h"
#include "registry/log/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum cv_err reg_open(const char *path, enum reg_mode mode, const struct law_pack *p, struct reg **ret,
	struct cv_error *err)
{
	static const enum db_mode as[] = { DB_READ, DB_WRITE, DB_CREATE };
	struct reg *r = calloc(1, sizeof(*r));
	enum cv_err e;

	if (r == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	r->pack = p;
	e = db_open(path, as[mode], &r->db, err);
	if (e != CV_OK) {
		free(r);
		return e;
	}
	*ret = r;
	return CV_OK;
}

void reg_close(struct reg *r)
{
	if (r == NULL)
		return;
	reg_rollback(r);
	reg_filter_finish(&r->waiting.filter);
	db_close(r->db);
	cv_str_finish(&r->id);
	cv_str_finish(&r->key);
	cv_str_finish(&r->scratch);
	cv_str_finish(&r->stem);
	cv_str_finish(&r->conflicts);
	free(r);
}

const struct law_pack *reg_pack(const struct reg *r)
{
	return r->pack;
}

enum cv_err reg_number(struct reg *r, int stmt, int64_t *ret, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, stmt, err);
	bool row;

	if (q == NULL)
		return CV_E_STORE;
	TRY(db_step(q, &row, err));
	*ret = row ? db_int(q, 0) : 0;
	db_done(q);
	return CV_OK;
}

enum cv_err reg_seq(struct reg *r, int64_t *ret, struct cv_error *err)
{
	return reg_number(r, DB_SEQ_LAST, ret, err);
}

void reg_patience(struct reg *r, int ms)
{
	db_patience(r->db, ms);
}

enum cv_err reg_known(struct reg *r, const char *known_at, int64_t *ret_seq, struct cv_error *err)
{
	struct db_q *q;
	bool row;

	if (known_at == NULL)
		return reg_seq(r, ret_seq, err);
	q = db_use(r->db, DB_SEQ_AT, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, known_at);
	TRY(db_step(q, &row, err));
	*ret_seq = row ? db_int(q, 0) : 0;
	db_done(q);
	return CV_OK;
}

/* ---- changes ---- */

static enum cv_err last_instant(struct reg *r, char ret[CV_INSTANT_TEXT], struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_CHANGE_LAST_AT, err);
	bool row;

	ret[0] = '\0';
	if (q == NULL)
		return CV_E_STORE;
	TRY(db_step(q, &row, err));
	if (row)
		snprintf(ret, CV_INSTANT_TEXT, "%s", db_text(q, 0));
	db_done(q);
	return CV_OK;
}

static enum cv_err open_change(struct reg *r, const struct reg_actor *a, const char *note, struct cv_error *err)
{
	char last[CV_INSTANT_TEXT];

	TRY(reg_seq(r, &r->seq, err));
	TRY(last_instant(r, last, err));
	cv_instant_text(a->now_ms, r->at);
	if (strcmp(r->at, last) < 0) /* a clock that was set back does not turn the log around */
		memcpy(r->at, last, sizeof(r->at));
	r->seq++;
	r->noted = false;
	r->closed_gate = a->closed;
	snprintf(r->who, sizeof(r->who), "%s", a->who);
	snprintf(r->via, sizeof(r->via), "%s", a->via);
	snprintf(r->note, sizeof(r->note), "%s", note ? note : "");
	cv_utf8_mend(r->note); /* it may have been cut on the way */
	snprintf(r->reason, sizeof(r->reason), "%s", a->reason ? a->reason : "");
	for (int k = 0; k < REG_KIND_COUNT; k++)
		r->last_n[k] = -1;
	r->last_import = -1;
	r->same = r->distinct = 0;
	memset(r->there, 0, sizeof(r->there));
	return CV_OK;
}

/* A line of the log is a line, whatever somebody writes as a reason. */
static enum cv_err look_at_reason(const struct reg *r, const char *reason, struct cv_error *err)
{
	size_t len = reason ? strlen(reason) : 0;

	if (len == 0 || (len < sizeof(r->reason) && cv_text_clean(reason, len) && strcspn(reason, "\r\n") == len))
		return CV_OK;
	return cv_fail_at(err, CV_E_VALUE, "reason", "the reason must be one line of text (UTF-8) of at most %zu bytes",
		sizeof(r->reason) - 1);
}

enum cv_err reg_begin(struct reg *r, const struct reg_actor *a, const char *note, struct cv_error *err)
{
	enum cv_err e;

	TRY(look_at_reason(r, a->reason, err));
	TRY(db_begin(r->db, err));
	e = open_change(r, a, note, err);
	if (e != CV_OK)
		reg_rollback(r);
	return e;
}

enum cv_err reg_note_change(struct reg *r, struct cv_error *err)
{
	struct db_q *q;

	if (!db_in_transaction(r->db) || r->seq == 0)
		return cv_fail(err, CV_E_STORE, "no change is open");
	if (r->noted)
		return CV_OK;
	q = db_use(r->db, DB_CHANGE_ADD, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, r->seq);
	db_bind_text(q, 2, r->at);
	db_bind_text(q, 3, r->who);
	db_bind_text(q, 4, r->via);
	db_bind_text(q, 5, r->note);
	db_bind_text(q, 6, r->reason);
	TRY(db_run(q, err));
	r->noted = true;
	return CV_OK;
}

void reg_make_room(struct reg *r)
{
	if (!r->roomy)
		db_room(r->db, true);
	r->roomy = true;
}

static void over(struct reg *r)
{
	r->seq = 0;
	r->noted = false;
	r->procedure = r->closed_gate = false;
	r->source[0] = '\0';
	reg_forget_seen(r);
	reg_names_forget(r);
	if (r->roomy)
		db_room(r->db, false);
	r->roomy = false;
}

enum cv_err reg_commit(struct reg *r, int64_t *ret_seq, struct cv_error *err)
{
	enum cv_err e;

	if (cv_str_ran_out()) {
		reg_rollback(r);
		return cv_fail(err, CV_E_NOMEM, "out of memory; nothing was written");
	}
	if (!r->noted) { /* nothing was recorded: no trace */
		reg_rollback(r);
		if (ret_seq)
			*ret_seq = 0;
		return CV_OK;
	}
	e = reg_notice_note(r, err);
	r->records_only = !reg_recorded_others(r->db);
	if (e == CV_OK)
		e = reg_names_write(r, err);
	if (e == CV_OK)
		e = reg_log_write(r, err);
	if (e == CV_OK)
		e = db_commit(r->db, err);
	if (e != CV_OK) {
		reg_rollback(r);
		return e;
	}
	if (ret_seq)
		*ret_seq = r->seq;
	over(r);
	return CV_OK;
}

void reg_rollback(struct reg *r)
{
	db_rollback(r->db);
	over(r);
}

/* ---- settings ---- */

enum cv_err reg_setting(struct reg *r, const char *key, char **ret, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_SETTING_GET, err);
	bool row;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, key);
	TRY(db_step(q, &row, err));
	*ret = cv_strdup(row ? db_text(q, 0) : "");
	db_done(q);
	return *ret ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

static enum cv_err close_setting(struct reg *r, const char *key, int64_t known_from, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, known_from == r->seq ? DB_SETTING_DROP : DB_SETTING_CLOSE, err);

	if (q == NULL)
		return CV_E_STORE;
	if (known_from == r->seq) {
		db_bind_text(q, 1, key);
		db_bind_int(q, 2, r->seq);
	} else {
		db_bind_int(q, 1, r->seq);
		db_bind_text(q, 2, key);
	}
	return db_run(q, err);
}

enum cv_err reg_set(struct reg *r, const char *key, const char *value, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_SETTING_GET, err);
	int64_t known_from;
	bool row, same;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, key);
	TRY(db_step(q, &row, err));
	same = row && cv_streq(db_text(q, 0), value);
	known_from = row ? db_int(q, 1) : 0;
	db_done(q);
	if (same)
		return CV_OK;
	TRY(reg_note_change(r, err));
	if (row)
		TRY(close_setting(r, key, known_from, err));
	q = db_use(r->db, DB_SETTING_ADD, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, key);
	db_bind_text(q, 2, value);
	db_bind_int(q, 3, r->seq);
	return db_run(q, err);
}

struct settings {
	reg_setting_fn *fn;
	void *ctx;
};

static enum cv_err setting(void *ctx, struct db_q *q, struct cv_error *err)
{
	struct settings *g = ctx;

	return *db_text(q, 1) ? g->fn(g->ctx, db_text(q, 0), db_text(q, 1), err) : CV_OK;
}

enum cv_err reg_settings(struct reg *r, const char *prefix, reg_setting_fn *fn, void *ctx, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str upto = { 0 };
	struct db_q *q = db_use(r->db, DB_SETTING_LIKE, err);
	struct settings g = { fn, ctx };

	if (q == NULL)
		return CV_E_STORE;
	cv_str_puts(&upto, prefix); /* behind every name that begins so: the last byte one further */
	if (upto.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	if (upto.len > 0)
		upto.data[upto.len - 1]++;
	db_bind_text(q, 1, prefix);
	db_bind_text(q, 2, cv_str_text(&upto));
	return db_each(q, setting, &g, err);
}

int64_t reg_open_change(const struct reg *r)
{
	return r->seq;
}

bool reg_changed(const struct reg *r)
{
	return r->noted;
}

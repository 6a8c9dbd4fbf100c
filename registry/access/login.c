/* One-time log-in links, and the sessions they become. None of it is a change of the register. */
#include "registry/reg.h"
#include "registry/secret.h"

#include <stdio.h>

static enum cv_err ended(struct reg *r, enum cv_err e, struct cv_error *err)
{
	if (e == CV_OK)
		e = db_commit(r->db, err);
	if (e != CV_OK)
		db_rollback(r->db);
	return e;
}

static enum cv_err drop_old(struct reg *r, int stmt, int64_t now_ms, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, stmt, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, now_ms);
	return db_run(q, err);
}

static enum cv_err drop(struct reg *r, int stmt, const char *digest, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, stmt, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, digest);
	return db_run(q, err);
}

static enum cv_err add(struct reg *r, int stmt, const char *digest, const char *who, const char *role, int64_t until_ms,
	struct cv_error *err)
{
	struct db_q *q = db_use(r->db, stmt, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, digest);
	db_bind_text(q, 2, who);
	db_bind_text(q, 3, role);
	db_bind_int(q, 4, until_ms);
	return db_run(q, err);
}

enum cv_err reg_login_add(struct reg *r, const char *who, enum reg_role role, int64_t now_ms,
	char ret_secret[REG_SECRET_TEXT], struct cv_error *err)
{
	char digest[REG_DIGEST_TEXT];
	enum cv_err e;

	TRY(reg_holder_name(who, err));
	reg_secret_make(REG_LOGIN_PREFIX, ret_secret, digest);
	TRY(db_begin(r->db, err));
	e = drop_old(r, DB_LOGIN_OLD, now_ms, err);
	if (e == CV_OK)
		e = add(r, DB_LOGIN_ADD, digest, who, reg_role_word(role), now_ms + REG_LOGIN_MS, err);
	return ended(r, e, err);
}

enum cv_err reg_login_good(struct reg *r, const char *secret, int64_t now_ms, bool *ret, struct cv_error *err)
{
	char digest[REG_DIGEST_TEXT];
	struct reg_hash link;
	struct db_q *q;

	*ret = false;
	if (!reg_secret_hash(REG_LOGIN_PREFIX, secret, &link))
		return CV_OK;
	q = db_use(r->db, DB_LOGIN_GET, err);
	if (q == NULL)
		return CV_E_STORE;
	reg_digest_text(&link, digest);
	db_bind_text(q, 1, digest);
	db_bind_int(q, 2, now_ms);
	TRY(db_step(q, ret, err));
	db_done(q);
	return CV_OK;
}

/* Read, and with it used up. */
static enum cv_err use_up(struct reg *r, const char *digest, int64_t now_ms, char ret_who[REG_HOLDER_TEXT],
	enum reg_role *ret_role, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_LOGIN_GET, err);
	bool row, good;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, digest);
	db_bind_int(q, 2, now_ms);
	TRY(db_step(q, &row, err));
	good = row && reg_role_parse(db_text(q, 1), ret_role);
	if (row)
		snprintf(ret_who, REG_HOLDER_TEXT, "%s", db_text(q, 0));
	db_done(q);
	if (!good)
		return cv_fail(err, CV_E_NOT_FOUND,
			"that link is not good, or no longer: it works once, for ten minutes");
	return drop(r, DB_LOGIN_DROP, digest, err);
}

static enum cv_err take(struct reg *r, const struct reg_hash *link, int64_t now_ms, char ret_session[REG_SECRET_TEXT],
	struct cv_error *err)
{
	char digest[REG_DIGEST_TEXT], who[REG_HOLDER_TEXT];
	enum reg_role role;

	reg_digest_text(link, digest);
	TRY(use_up(r, digest, now_ms, who, &role, err));
	TRY(drop_old(r, DB_SESSION_OLD, now_ms, err));
	reg_secret_make(REG_SESSION_PREFIX, ret_session, digest);
	return add(r, DB_SESSION_ADD, digest, who, reg_role_word(role), now_ms + REG_SESSION_MS, err);
}

enum cv_err reg_login_take(
	struct reg *r, const char *secret, int64_t now_ms, char ret_session[REG_SECRET_TEXT], struct cv_error *err)
{
	struct reg_hash link;

	if (!reg_secret_hash(REG_LOGIN_PREFIX, secret, &link))
		return cv_fail(err, CV_E_NOT_FOUND, "that is no link of chapterv login");
	TRY(db_begin(r->db, err));
	return ended(r, take(r, &link, now_ms, ret_session, err), err);
}

enum cv_err reg_session_end(struct reg *r, const char *secret, struct cv_error *err)
{
	struct reg_hash h;
	char digest[REG_DIGEST_TEXT];

	if (!reg_secret_hash(REG_SESSION_PREFIX, secret, &h))
		return CV_OK;
	reg_digest_text(&h, digest);
	TRY(db_begin(r->db, err));
	return ended(r, drop(r, DB_SESSION_DROP, digest, err), err);
}

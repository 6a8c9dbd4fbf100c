/* Tokens: given, revoked, listed. */
#include "registry/reg.h"
#include "registry/secret.h"

#include <ctype.h>
#include <string.h>

enum cv_err reg_holder_name(const char *name, struct cv_error *err)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@-");

	if (n > 0 && n < REG_HOLDER_TEXT && name[n] == '\0' && isalnum((unsigned char)name[0]))
		return CV_OK;
	return cv_fail_at(err, CV_E_VALUE, "name",
		"\"%.80s\" is no name for whoever holds it: write letters, digits and ._@- , at most %d, "
		"the first a letter or digit",
		name, REG_HOLDER_TEXT - 1);
}

static enum cv_err current(struct reg *r, const char *name, bool *ret, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_TOKEN_CURRENT, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, name);
	TRY(db_step(q, ret, err));
	db_done(q);
	return CV_OK;
}

static enum cv_err may_add(struct reg *r, const char *name, const char *expires, struct cv_error *err)
{
	bool there;

	TRY(reg_holder_name(name, err));
	if (*expires && strncmp(expires, r->at, strlen(expires)) <= 0)
		return cv_fail_at(err, CV_E_VALUE, "expires",
			"on %s it would be no longer good, and that day has come: name a later one", expires);
	TRY(current(r, name, &there, err));
	if (there)
		return cv_fail_at(err, CV_E_CONFLICT, "name",
			"there is a token \"%s\": choose another name, or revoke that one first", name);
	return CV_OK;
}

enum cv_err reg_token_add(struct reg *r, const char *name, enum reg_role role, cv_day expires,
	char ret_secret[REG_SECRET_TEXT], struct cv_error *err)
{
	char day[CV_DAY_TEXT] = "", digest[REG_DIGEST_TEXT];
	struct db_q *q;

	if (cv_day_known(expires))
		cv_day_text(expires, day);
	TRY(may_add(r, name, day, err));
	TRY(reg_note_change(r, err));
	reg_secret_make(REG_TOKEN_PREFIX, ret_secret, digest);
	q = db_use(r->db, DB_TOKEN_ADD, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, name);
	db_bind_text(q, 2, reg_role_word(role));
	db_bind_text(q, 3, digest);
	db_bind_text(q, 4, day);
	db_bind_int(q, 5, r->seq);
	return db_run(q, err);
}

static enum cv_err drop_of(struct reg *r, int stmt, const char *who, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, stmt, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, who);
	return db_run(q, err);
}

enum cv_err reg_token_revoke(struct reg *r, const char *name, struct cv_error *err)
{
	struct db_q *q;
	bool there;

	TRY(current(r, name, &there, err));
	if (!there)
		return cv_fail_at(err, CV_E_NOT_FOUND, "name",
			"there is no token \"%.80s\" that is good; see chapterv token list", name);
	TRY(reg_note_change(r, err));
	q = db_use(r->db, DB_TOKEN_END, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, r->seq);
	db_bind_text(q, 2, name);
	TRY(db_run(q, err));
	TRY(drop_of(r, DB_LOGIN_OF, name, err));
	return drop_of(r, DB_SESSION_OF, name, err);
}

struct tokens {
	reg_token_fn *fn;
	void *ctx;
};

static enum cv_err on_token(void *ctx, struct db_q *q, struct cv_error *err)
{
	struct tokens *g = ctx;
	struct reg_token t = { .name = db_text(q, 0), .role = db_text(q, 1), .expires = db_text(q, 3),
		.made_at = db_text(q, 4), .made_by = db_text(q, 5), .revoked_at = db_text(q, 6),
		.revoked_by = db_text(q, 7), .used = db_text(q, 8) };

	return g->fn(g->ctx, &t, err);
}

enum cv_err reg_tokens(struct reg *r, reg_token_fn *fn, void *ctx, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_TOKEN_ALL, err);
	struct tokens g = { fn, ctx };

	if (q == NULL)
		return CV_E_STORE;
	return db_each(q, on_token, &g, err);
}

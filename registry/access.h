/*
 * Who may: tokens for programs, one-time log-in links and sessions for people.
 *
 * A secret is a readable prefix and 32 random bytes in base64url; it is handed out once and kept as its SHA-256 only.
 * Giving and revoking a token are changes of the register, with an entry each; links, sessions and the last use of a
 * token are no evidence and no changes.
 *
 * A register to which no token was ever added asks nobody; whoever serves it decides who may then reach it.
 */
#ifndef REGISTRY_ACCESS_H
#define REGISTRY_ACCESS_H

#include "registry/registry.h"
#include "registry/tree.h"

#define REG_ROLES(X) \
	X(READER, "reader") X(PROCUREMENT, "procurement") X(DPO, "dpo") X(AUDITOR, "auditor") X(ADMIN, "admin")
enum reg_role {
#define X(code, word) REG_ROLE_##code,
	REG_ROLES(X)
#undef X
	REG_ROLE_COUNT
};
const char *reg_role_word(enum reg_role role);
CV_MUST bool reg_role_parse(const char *word, enum reg_role *ret);
/* May it decide: open the gate of a vendor all the same, override a deadline? */
bool reg_role_decides(enum reg_role role);

enum {
	REG_SECRET_TEXT = 48,                /* bytes of a secret, NUL included */
	REG_HOLDER_TEXT = 65,                /* bytes of a name, NUL included */
	REG_LOGIN_MS = 10 * 60 * 1000,       /* a link is good for so long */
	REG_SESSION_MS = 8 * 60 * 60 * 1000, /* and a session */
};

/* A name for whoever holds a token or logs in: letters, digits and ._@- , 64 at most. Fails: E_VALUE. */
CV_MUST enum cv_err reg_holder_name(const char *name, struct cv_error *err);

/* ---- tokens ---- */

/*
 * Inside a change: a token of that name and role; expires: the day from which on it is no longer good, CV_DAY_EVER:
 * none. ret_secret is what is shown once. Fails: E_VALUE (name, a day that has passed), E_CONFLICT (there is one of
 * that name).
 */
CV_MUST enum cv_err reg_token_add(struct reg *r, const char *name, enum reg_role role, cv_day expires,
	char ret_secret[REG_SECRET_TEXT], struct cv_error *err);
/* Inside a change: it is no longer good; links and sessions of that name end with it. Fails: E_NOT_FOUND. */
CV_MUST enum cv_err reg_token_revoke(struct reg *r, const char *name, struct cv_error *err);

struct reg_token {
	const char *name, *role, *expires;  /* expires: a day, or "" */
	const char *made_at, *made_by;
	const char *revoked_at, *revoked_by; /* "": it is not */
	const char *used;                   /* the instant of its last use, to the minute or so; "": never */
};
typedef enum cv_err reg_token_fn(void *ctx, const struct reg_token *t, struct cv_error *err);
/* All that were ever given, by name. Texts live until fn returns. */
CV_MUST enum cv_err reg_tokens(struct reg *r, reg_token_fn *fn, void *ctx, struct cv_error *err);

/* ---- people ---- */

/* A link for whoever it is told to, once, until now_ms + REG_LOGIN_MS. Fails: E_VALUE (who), E_BUSY. */
CV_MUST enum cv_err reg_login_add(struct reg *r, const char *who, enum reg_role role, int64_t now_ms,
	char ret_secret[REG_SECRET_TEXT], struct cv_error *err);
/* Is a link's secret good? Reads only. */
CV_MUST enum cv_err reg_login_good(
	struct reg *r, const char *secret, int64_t now_ms, bool *ret, struct cv_error *err);
/*
 * The link's secret for that of a session until now_ms + REG_SESSION_MS. Fails: E_NOT_FOUND (none,
 * used, too old), E_BUSY.
 */
CV_MUST enum cv_err reg_login_take(
	struct reg *r, const char *secret, int64_t now_ms, char ret_session[REG_SECRET_TEXT], struct cv_error *err);
/* One that is over already is fine. Fails: E_BUSY. */
CV_MUST enum cv_err reg_session_end(struct reg *r, const char *secret, struct cv_error *err);

/* ---- the secret address of the calendar ---- */

/*
 * Inside a change: a secret by which whoever has it reads the calendar, and nothing else; one at a time, so a new one
 * ends the old. Its hash is a setting of the register, so making and ending it are entries of the log. ret_secret is
 * what is shown once.
 */
CV_MUST enum cv_err reg_feed_secret_new(struct reg *r, char ret_secret[REG_SECRET_TEXT], struct cv_error *err);
/* Inside a change: nobody reads it that way any more. Fails: E_NOT_FOUND (there is none). */
CV_MUST enum cv_err reg_feed_secret_revoke(struct reg *r, struct cv_error *err);
CV_MUST enum cv_err reg_feed_secret_there(struct reg *r, bool *ret, struct cv_error *err);

/* Are these len bytes of two secrets the same? Takes as long whatever they are. */
CV_MUST bool reg_secret_same(const char *a, const char *b, size_t len);

/* ---- all who may, in memory: immutable, for any thread ---- */

struct reg_holder {
	struct reg_hash digest;
	char who[REG_HOLDER_TEXT];
	enum reg_role role;
	int64_t until_ms; /* INT64_MAX: until it is revoked */
	bool session;     /* of a person; else a token */
};

struct reg_access {
	bool asked;       /* a token was ever added */
	size_t n;
	struct reg_holder *holder; /* in the order of their digests; what was revoked is not among them */
	bool feed;        /* the calendar has a secret address */
	struct reg_hash feed_digest;
};

/* Owns: reg_access_destroy(*ret). */
CV_MUST enum cv_err reg_access_load(struct reg *r, struct reg_access **ret, struct cv_error *err);
void reg_access_destroy(struct reg_access *a);
/* Whose secret is it? NULL: nobody's who may at that moment. The time it takes tells nothing about any secret. */
const struct reg_holder *reg_access_find(const struct reg_access *a, const char *secret, bool session, int64_t now_ms);

/* Is it the secret of the calendar? The time it takes tells nothing about it. */
CV_MUST bool reg_access_feed(const struct reg_access *a, const char *secret);

struct reg_use {
	struct reg_hash digest;
	int64_t at_ms;
};
/* Note when these tokens were last used, in one transaction. Fails: E_BUSY. */
CV_MUST enum cv_err reg_access_used(struct reg *r, const struct reg_use *use, size_t n, struct cv_error *err);

#endif

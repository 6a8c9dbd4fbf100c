/* Secrets and roles; and all who may, in memory. */
#include "registry/reg.h"
#include "registry/core/array.h"
#include "registry/secret.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RANDOM = 32, ENCODED = 43, DAY_MS = 24 * 60 * 60 * 1000 };

static const char *const role_word[] = {
#define X(code, word) word,
	REG_ROLES(X)
#undef X
};

const char *reg_role_word(enum reg_role role)
{
	return role_word[role];
}

bool reg_role_parse(const char *word, enum reg_role *ret)
{
	for (size_t i = 0; i < CV_LEN(role_word); i++) {
		if (!cv_streq(word, role_word[i]))
			continue;
		*ret = (enum reg_role)i;
		return true;
	}
	return false;
}

bool reg_role_decides(enum reg_role role)
{
	return role == REG_ROLE_DPO || role == REG_ROLE_ADMIN;
}

/* ---- secrets ---- */

void reg_digest_text(const struct reg_hash *h, char ret[REG_DIGEST_TEXT])
{
	sodium_bin2hex(ret, REG_DIGEST_TEXT, h->byte, REG_HASH);
}

bool reg_digest_parse(const char *text, struct reg_hash *ret)
{
	size_t len = 0;

	return sodium_hex2bin(ret->byte, REG_HASH, text, strlen(text), NULL, &len, NULL) == 0 && len == REG_HASH;
}

void reg_secret_make(const char *prefix, char ret[REG_SECRET_TEXT], char ret_digest[REG_DIGEST_TEXT])
{
	unsigned char bytes[RANDOM];
	struct reg_hash h;
	size_t n = strlen(prefix);

	memcpy(ret, prefix, n);
	randombytes_buf(bytes, sizeof(bytes));
	sodium_bin2base64(ret + n, REG_SECRET_TEXT - n, bytes, sizeof(bytes), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(bytes, sizeof(bytes));
	reg_hash_of(ret, strlen(ret), &h);
	reg_digest_text(&h, ret_digest);
}

bool reg_secret_hash(const char *prefix, const char *text, struct reg_hash *ret)
{
	size_t n = strlen(prefix), len = strlen(text);

	if (len != n + ENCODED || memcmp(text, prefix, n) != 0)
		return false;
	reg_hash_of(text, len, ret);
	return true;
}

/* ---- all who may ---- */

struct loading {
	struct reg_access *a;
	size_t cap;
};

static enum cv_err add(struct loading *l, const struct reg_holder *h, struct cv_error *err)
{
	struct reg_access *a = l->a;

	if (!cv_grow(&a->holder, a->n, &l->cap, sizeof(*a->holder)))
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	a->holder[a->n++] = *h;
	return CV_OK;
}

/* What cannot be read gives nobody anything. */
static enum cv_err take(struct loading *l, const char *who, const char *role, const char *digest, struct reg_holder *h,
	struct cv_error *err)
{
	if (!reg_role_parse(role, &h->role) || !reg_digest_parse(digest, &h->digest))
		return CV_OK;
	snprintf(h->who, sizeof(h->who), "%s", who);
	return add(l, h, err);
}

static enum cv_err on_token(void *ctx, struct db_q *q, struct cv_error *err)
{
	struct loading *l = ctx;
	struct reg_holder h = { .until_ms = INT64_MAX };
	const char *expires = db_text(q, 3);
	cv_day day;

	l->a->asked = true;
	if (*db_text(q, 6))
		return CV_OK; /* revoked */
	if (*expires && !cv_day_parse(expires, strlen(expires), &day))
		return CV_OK;
	if (*expires)
		h.until_ms = (int64_t)day.n * DAY_MS;
	return take(l, db_text(q, 0), db_text(q, 1), db_text(q, 2), &h, err);
}

static enum cv_err on_session(void *ctx, struct db_q *q, struct cv_error *err)
{
	struct reg_holder h = { .until_ms = db_int(q, 3), .session = true };

	return take(ctx, db_text(q, 1), db_text(q, 2), db_text(q, 0), &h, err);
}

static enum cv_err each(struct reg *r, int stmt, db_row_fn *fn, struct loading *l, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, stmt, err);

	if (q == NULL)
		return CV_E_STORE;
	return db_each(q, fn, l, err);
}

static int by_digest(const void *a, const void *b)
{
	const struct reg_holder *x = a, *y = b;

	return memcmp(x->digest.byte, y->digest.byte, REG_HASH);
}

enum cv_err reg_access_load(struct reg *r, struct reg_access **ret, struct cv_error *err)
{
	struct loading l = { calloc(1, sizeof(*l.a)), 0 };
	enum cv_err e;

	if (l.a == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	e = each(r, DB_TOKEN_ALL, on_token, &l, err);
	if (e == CV_OK)
		e = each(r, DB_SESSION_ALL, on_session, &l, err);
	if (e == CV_OK)
		e = reg_feed_load(r, &l.a->feed, &l.a->feed_digest, err);
	if (e != CV_OK) {
		reg_access_destroy(l.a);
		return e;
	}
	if (l.a->n > 0)
		qsort(l.a->holder, l.a->n, sizeof(*l.a->holder), by_digest);
	*ret = l.a;
	return CV_OK;
}

void reg_access_destroy(struct reg_access *a)
{
	if (a)
		free(a->holder);
	free(a);
}

bool reg_secret_same(const char *a, const char *b, size_t len)
{
	return sodium_memcmp(a, b, len) == 0;
}

/*
 * By halves over the first bytes of the hash, which say nothing about the secret it is the hash of; then the whole hash
 * in constant time.
 */
const struct reg_holder *reg_access_find(const struct reg_access *a, const char *secret, bool session, int64_t now_ms)
{
	enum { SHOWN = 8 };
	struct reg_hash want;
	size_t lo = 0, hi = a->n;

	if (!reg_secret_hash(session ? REG_SESSION_PREFIX : REG_TOKEN_PREFIX, secret, &want))
		return NULL;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (memcmp(a->holder[mid].digest.byte, want.byte, SHOWN) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < a->n && memcmp(a->holder[lo].digest.byte, want.byte, SHOWN) == 0; lo++) {
		const struct reg_holder *h = &a->holder[lo];

		if (sodium_memcmp(h->digest.byte, want.byte, REG_HASH) == 0)
			return h->session == session && now_ms < h->until_ms ? h : NULL;
	}
	return NULL;
}

static enum cv_err note_use(struct reg *r, const struct reg_use *use, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_TOKEN_USED, err);
	char digest[REG_DIGEST_TEXT], at[CV_INSTANT_TEXT];

	if (q == NULL)
		return CV_E_STORE;
	reg_digest_text(&use->digest, digest);
	db_bind_text(q, 1, digest);
	db_bind_text(q, 2, cv_instant_text(use->at_ms, at));
	return db_run(q, err);
}

enum cv_err reg_access_used(struct reg *r, const struct reg_use *use, size_t n, struct cv_error *err)
{
	enum cv_err e;

	TRY(db_begin(r->db, err));
	e = CV_OK;
	for (size_t i = 0; i < n && e == CV_OK; i++)
		e = note_use(r, &use[i], err);
	if (e == CV_OK)
		e = db_commit(r->db, err);
	if (e != CV_OK)
		db_rollback(r->db);
	return e;
}

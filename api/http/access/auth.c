#include "api/http/access/auth.h"

#include "api/clock.h"
#include "api/http/access/rights.h"
#include "api/http/server.h"
#include "api/http/wire/conn.h"
#include "api/http/wire/input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- who may, in memory -------------------------------------------------------------------------------------- */

void http_auth_begin(struct http_auth *a)
{
	pthread_mutex_init(&a->load_lock, NULL);
	pthread_rwlock_init(&a->lock, NULL);
	pthread_mutex_init(&a->guess_lock, NULL);
}

void http_auth_end(struct http_auth *a)
{
	reg_access_destroy(a->access);
	free(a->used);
	free(a->noted);
	http_proxy_end(&a->proxy);
	pthread_mutex_destroy(&a->load_lock);
	pthread_rwlock_destroy(&a->lock);
	pthread_mutex_destroy(&a->guess_lock);
}

/* Uses that are not recorded yet go on with their token. Both are in the order of their digests. */
static void carry_over(const struct http_auth *a, const struct reg_access *fresh, atomic_llong *used, int64_t *noted)
{
	size_t old = 0;

	for (size_t i = 0; a->access && i < fresh->n; i++) {
		const struct reg_holder *h = a->access->holder;

		while (old < a->access->n && memcmp(h[old].digest.byte, fresh->holder[i].digest.byte, REG_HASH) < 0)
			old++;
		if (old < a->access->n && memcmp(h[old].digest.byte, fresh->holder[i].digest.byte, REG_HASH) == 0) {
			atomic_store(&used[i], atomic_load(&a->used[old]));
			noted[i] = a->noted[old];
		}
	}
}

static enum cv_err load(struct http_auth *a, struct reg *r, struct cv_error *err)
{
	struct reg_access *fresh = NULL, *old;
	atomic_llong *used, *old_used;
	int64_t *noted, *old_noted;

	TRY(reg_access_load(r, &fresh, err));
	used = calloc(fresh->n + 1, sizeof(*used));
	noted = calloc(fresh->n + 1, sizeof(*noted));
	if (used == NULL || noted == NULL) {
		free(used);
		free(noted);
		reg_access_destroy(fresh);
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	}
	pthread_rwlock_wrlock(&a->lock);
	carry_over(a, fresh, used, noted);
	old = a->access;
	old_used = a->used;
	old_noted = a->noted;
	a->access = fresh;
	a->used = used;
	a->noted = noted;
	atomic_fetch_add_explicit(&a->lists, 1, memory_order_release);
	atomic_store_explicit(&a->asked, fresh->asked, memory_order_release);
	pthread_rwlock_unlock(&a->lock);
	reg_access_destroy(old);
	free(old_used);
	free(old_noted);
	return CV_OK;
}

enum cv_err http_auth_load(void *ctx, struct reg *r, struct cv_error *err)
{
	struct http_auth *a = ctx;
	enum cv_err e;

	pthread_mutex_lock(&a->load_lock);
	e = load(a, r, err);
	pthread_mutex_unlock(&a->load_lock);
	return e;
}

bool http_auth_asked(struct http_auth *a)
{
	return atomic_load_explicit(&a->asked, memory_order_acquire);
}

/* known: NULL, or where whoever is found is remembered. */
static bool holder(struct http_auth *a, const char *secret, bool session, struct http_known *known,
	char ret_who[REG_HOLDER_TEXT], enum reg_role *ret_role)
{
	int64_t now = api_steady_ms();
	const struct reg_holder *h;

	if (known && http_known_is(known, atomic_load_explicit(&a->lists, memory_order_acquire), secret, now)) {
		memcpy(ret_who, known->who, sizeof(known->who));
		*ret_role = known->role;
		return true;
	}
	pthread_rwlock_rdlock(&a->lock);
	h = reg_access_find(a->access, secret, session, now);
	if (h) {
		memcpy(ret_who, h->who, sizeof(h->who));
		*ret_role = h->role;
		atomic_store_explicit(&a->used[h - a->access->holder], now, memory_order_relaxed);
		if (known)
			http_known_keep(known, atomic_load(&a->lists), secret, h, now);
	}
	pthread_rwlock_unlock(&a->lock);
	return h != NULL;
}

/* ---- what a request brings ------------------------------------------------------------------------------------ */

/* Cookies are for TLS only: ours, or that of the proxy. */
static bool secure(struct http_request *q)
{
	const struct http_auth *a = &q->srv->auth;

	return a->secure || http_proxy_https(&a->proxy, q);
}

static const char *cookie_name(struct http_request *q)
{
	return secure(q) ? "__Host-chapterv" : "chapterv";
}

const char *http_auth_cookie(struct http_request *q)
{
	return MHD_lookup_connection_value(q->mhd, MHD_COOKIE_KIND, cookie_name(q));
}

void http_auth_set_cookie(struct http_request *q, const char *session, struct cv_str *out)
{
	cv_str_printf(out, "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s", cookie_name(q), session,
		*session ? REG_SESSION_MS / 1000 : 0, secure(q) ? "; Secure" : "");
}

bool http_auth_session(struct http_request *q, char ret_who[REG_HOLDER_TEXT], enum reg_role *ret_role)
{
	const char *cookie = http_auth_cookie(q);

	return cookie && holder(&q->srv->auth, cookie, true, NULL, ret_who, ret_role);
}

/* The token behind "Bearer "; NULL: there is none. Other schemes are not ours: a proxy may have left them there. */
static const char *bearer(struct http_request *q)
{
	const char *v = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "Authorization");

	return v && strncasecmp(v, "Bearer ", 7) == 0 ? v + 7 + strspn(v + 7, " ") : NULL;
}

bool http_auth_same_site(struct http_request *q)
{
	const char *origin = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "Origin");
	const char *host = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "Host");
	const char *name = origin ? strstr(origin, "://") : NULL;

	return name && host && strcasecmp(name + 3, host) == 0;
}

/* ---- may it? --------------------------------------------------------------------------------------------------- */

static void deny(struct http_request *q, enum http_fault as, const char *why)
{
	q->denied = why;
	q->denied_as = (int)as;
}

/* A token that was given a moment ago must not be refused, nor counted, because another program is at work. */
static void deny_failed(struct http_request *q, enum http_fault as, const char *why)
{
	if (http_live_who_unsure(&q->srv->live)) {
		q->unsure = true;
		deny(q, HTTP_CROWDED, "another program writes, and who may do what cannot be looked up; try again");
		return;
	}
	q->retry = http_auth_failed(q);
	if (q->retry > 0)
		deny(q, HTTP_GUESSED,
			"this address failed too often in a minute; the field Retry-After says how long to wait");
	else
		deny(q, as, why);
}

static void deny_role(struct http_request *q)
{
	struct cv_str roles = { 0 };

	http_needs_roles(q->route->needs, &roles);
	snprintf(q->why, sizeof(q->why), "%.64s is %s, and to %s here one must be %s", q->who,
		reg_role_word((enum reg_role)q->role),
		http_needs_word(q->route->needs), cv_str_text(&roles));
	cv_str_finish(&roles);
	deny(q, HTTP_ROLE, q->why);
}

/* By the token that its header fields had before, and who that was is still known. */
static bool by_same_token(struct http_request *q)
{
	const struct http_conn *c = q->conn;
	uint64_t list = atomic_load_explicit(&q->srv->auth.lists, memory_order_acquire);

	if (!c->heard.again || !c->heard.token || !http_known_still(&c->known, list, api_now_ms()))
		return false;
	q->by = HTTP_BY_TOKEN;
	q->role = (int)c->known.role;
	memcpy(q->who, c->known.who, sizeof(c->known.who));
	return true;
}

static void identify(struct http_request *q, enum http_by by, const char *secret)
{
	struct http_known *known = by == HTTP_BY_TOKEN ? &q->conn->known : NULL;
	enum reg_role role;

	if (!holder(&q->srv->auth, secret, by == HTTP_BY_SESSION, known, q->who, &role)) {
		deny_failed(q, HTTP_TOKEN_BAD, by == HTTP_BY_SESSION
				? "the session is over, or none that was begun here: log in again"
				: "the token is none of this register, or revoked, or its day has passed");
		return;
	}
	q->by = by;
	q->role = (int)role;
	q->conn->heard.token = by == HTTP_BY_TOKEN;
}

/* False: the proxy in front says nothing about whoever asks. */
static bool by_proxy(struct http_request *q)
{
	struct http_user u;

	switch (http_proxy_says(&q->srv->auth.proxy, q, &u)) {
	case HTTP_SAID_USER:
		q->by = HTTP_BY_PROXY;
		q->role = (int)u.role;
		memcpy(q->who, u.who, sizeof(u.who));
		return true;
	case HTTP_SAID_STRANGER:
		deny(q, HTTP_ROLE, "whoever the proxy says this is has no role here; the file of roles gives them");
		return true;
	default:
		return false;
	}
}

/* ---- secret addresses ------------------------------------------------------------------------------------------ */

struct wanted_key {
	char text[REG_SECRET_TEXT];
	bool there;
};

static enum cv_err look_for_key(void *ctx, const char *name, const char *value, struct cv_error *err)
{
	struct wanted_key *k = ctx;

	CV_UNUSED(err);
	if (!cv_streq(name, "key") || *value == '\0')
		return CV_OK;
	k->there = true;
	if (strlen(value) < sizeof(k->text))
		memcpy(k->text, value, strlen(value) + 1); /* what is longer is none */
	return CV_OK;
}

/*
 * False: the request has no key. One that is wrong is refused also where nobody else is asked: a revoked address is
 * one.
 */
static bool by_address(struct http_request *q)
{
	struct http_auth *a = &q->srv->auth;
	struct wanted_key k = { "", false };
	char buf[HTTP_TARGET_MAX + 1];
	bool good;

	if (!q->route->secret || http_query_each(q->query, buf, look_for_key, &k, NULL) != CV_OK || !k.there)
		return false;
	pthread_rwlock_rdlock(&a->lock);
	good = reg_access_feed(a->access, k.text);
	pthread_rwlock_unlock(&a->lock);
	if (!good) {
		deny_failed(q, HTTP_ADDRESS_BAD,
			"nothing is to be had at this address; chapterv calendar secret --new makes another");
		return true;
	}
	q->by = HTTP_BY_ADDRESS;
	q->role = REG_ROLE_READER;
	memcpy(q->who, "calendar", sizeof("calendar"));
	return true;
}

static bool changes_nothing(const char *method)
{
	return strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
}

void http_auth(struct http_request *q, const char *method)
{
	struct http_auth *a = &q->srv->auth;
	const char *token, *cookie;

	q->denied = NULL;
	q->unsure = false;
	if (q->route->needs == HTTP_FREE)
		return;
	/* a token given or revoked before this request counts */
	http_view_drop(&q->conn->view);
	if (changes_nothing(method))
		q->conn->view = http_wake_ask(&q->conn->wake) ? http_live_now(&q->srv->live)
							      : http_live_still(&q->srv->live);
	else
		http_live_who(&q->srv->live);
	if (by_address(q) || (!a->ask_always && !http_auth_asked(a)))
		return;
	if (by_same_token(q)) {
		if (!http_may((enum reg_role)q->role, q->route->needs))
			deny_role(q);
		return;
	}
	token = bearer(q);
	cookie = token ? NULL : http_auth_cookie(q);
	if (token)
		identify(q, HTTP_BY_TOKEN, token);
	else if (by_proxy(q))
		;
	else if (cookie)
		identify(q, HTTP_BY_SESSION, cookie);
	else
		deny(q, HTTP_TOKEN_NEEDED,
			"send a token (Authorization: Bearer cv_...), or log in with a link of chapterv login");
	if (q->denied)
		return;
	if (!http_may((enum reg_role)q->role, q->route->needs))
		deny_role(q);
	else if (q->by != HTTP_BY_TOKEN && !changes_nothing(method) && !http_auth_same_site(q))
		deny(q, HTTP_ORIGIN, "without a token, the field Origin must name the site that the field Host names");
}

/*
 * Who asks, and may they? Tokens (Authorization: Bearer), sessions (a cookie) and the key of a secret address (?key=,
 * on routes that have one) are looked up by hash in memory, in a list that is replaced when the register moves: no
 * request waits for the register.
 *
 * As long as no token was ever added, a server on a loopback address asks nobody; on another address only if it was
 * told to (open).
 */
#ifndef API_HTTP_AUTH_H
#define API_HTTP_AUTH_H

#include "api/http/wire/proxy.h"
#include "api/http/wire/reply.h"
#include "registry/access.h"

#include <pthread.h>
#include <stdatomic.h>

enum {
	HTTP_GUESSES = 20,           /* failures of one address in HTTP_GUESSES_MS; more are told to wait */
	HTTP_GUESSES_MS = 60 * 1000,
	HTTP_GUESSERS_MAX = 1024,    /* addresses remembered; of more, those that failed longest ago are forgotten */
	HTTP_USED_MS = 60 * 1000,    /* the first use of a token is recorded at once, later ones so often */
	HTTP_CHALLENGE_MAX = 96,
};

struct http_guesser {
	unsigned char address[16]; /* IPv6: its first half; IPv4: mapped into IPv6 */
	int64_t since_ms;          /* ticks of the first failure that counts */
	int failures;
};

struct http_auth {
	pthread_mutex_t load_lock; /* one reads who may at a time: what was read later stays. Taken before lock */
	pthread_rwlock_t lock;     /* access, used */
	struct reg_access *access;
	_Atomic uint64_t lists;    /* how many there were: whoever was found in an earlier one may be in it no more */
	atomic_bool asked;         /* access->asked, to be had without the lock */
	atomic_llong *used;        /* by holder: instant of a use that is not recorded yet, 0: none */
	int64_t *noted;            /* by holder: ticks when one was recorded last, 0: never; in the lock */
	struct http_proxy proxy;
	bool ask_always;           /* also as long as there is no token */
	bool secure;               /* cookies are for TLS only, whatever a proxy says */
	pthread_mutex_t guess_lock;
	struct http_guesser guesser[HTTP_GUESSERS_MAX];
};

void http_auth_begin(struct http_auth *a);
void http_auth_end(struct http_auth *a);
/* Read who may, anew; ctx is the struct http_auth. A http_loaded_fn. */
CV_MUST enum cv_err http_auth_load(void *ctx, struct reg *r, struct cv_error *err);
/* Was a token ever added? */
bool http_auth_asked(struct http_auth *a);

/*
 * May this request go to its route? Then q->who, q->by and q->role say who asks. Else q->denied says why not, and
 * q->denied_as is the fault.
 */
void http_auth(struct http_request *q, const char *method);
/* Whose session the request has, if any, whatever its route. */
CV_MUST bool http_auth_session(struct http_request *q, char ret_who[REG_HOLDER_TEXT], enum reg_role *ret_role);
/* The secret of the session in the cookie, or NULL. */
const char *http_auth_cookie(struct http_request *q);
/* The value of Set-Cookie for a session; "" ends it. */
void http_auth_set_cookie(struct http_request *q, const char *session, struct cv_str *out);
/* Is the field Origin there, and the site that the field Host names? */
bool http_auth_same_site(struct http_request *q);

/* A failure of whoever is at the other end. Too many: seconds until they count anew; else 0. */
int http_auth_failed(struct http_request *q);

/* Record the uses that are due (all: also those that are not yet). Opens the register only where there are some. */
void http_auth_record(struct http_auth *a, bool all, const char *path, const struct law_pack *pack);

#endif

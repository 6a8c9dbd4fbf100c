/*
 * The members of a flat JSON body: {"given": "2026-11-23", "letter": null}. Each a text or null; which there may be is
 * said by whoever reads. Read whole: everything that is wrong with it is found at once.
 */
#ifndef API_HTTP_MEMBERS_H
#define API_HTTP_MEMBERS_H

#include "api/http/wire/body.h"

enum { HTTP_MEMBERS_MAX = 24, HTTP_MEMBER_BYTES = 128 * 1024 };

struct http_members {
	size_t n;
	char name[HTTP_MEMBERS_MAX][32];
	const char *value[HTTP_MEMBERS_MAX]; /* "" where it is null or not there */
	struct cv_arena texts;
};

/*
 * names: "given! letter language", "!" behind those that must be there and not be empty. An empty body is {}.
 * Fails: E_JSON, E_TOO_BIG (es has the pointer), E_NOMEM. What else is wrong is only in es.
 * Owns: http_members_finish(ret), in any case; ret must be {0}.
 */
CV_MUST enum cv_err http_members_read(const char *names, const char *text, size_t len, struct http_members *ret,
	struct http_errors *es, struct cv_error *err);
void http_members_finish(struct http_members *m);
bool http_member_known(const struct http_members *m, const char *name);
/* Asserts that it is one of the names. */
const char *http_member(const struct http_members *m, const char *name);

#endif

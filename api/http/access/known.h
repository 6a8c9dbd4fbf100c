/*
 * Whose token a connection showed a moment ago: who asks again and again is not looked up each time. It counts only as
 * long as the list of who may is the one it was found in, and for HTTP_KNOWN_MS, so that the last use of the token is
 * noted that exactly.
 */
#ifndef API_HTTP_KNOWN_H
#define API_HTTP_KNOWN_H

#include "registry/access.h"

#include <stdint.h>

enum { HTTP_KNOWN_MS = 1000 };

/* {0}: nobody's. */
struct http_known {
	uint64_t list; /* which list (http_auth.lists); 0: none */
	int64_t from_ms, until_ms;
	size_t len;
	char secret[REG_SECRET_TEXT];
	char who[REG_HOLDER_TEXT];
	enum reg_role role;
};

/* Is it that token, found in that list? Compares in constant time. */
CV_MUST bool http_known_is(const struct http_known *k, uint64_t list, const char *secret, int64_t now_ms);
/* The same of a token that is known to be that one. now_ms may be of a clock that was set: then it says no. */
CV_MUST bool http_known_still(const struct http_known *k, uint64_t list, int64_t now_ms);
/* It was found in that list just now. */
void http_known_keep(
	struct http_known *k, uint64_t list, const char *secret, const struct reg_holder *h, int64_t now_ms);
void http_known_forget(struct http_known *k);

#endif

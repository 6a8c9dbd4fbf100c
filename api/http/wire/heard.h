/*
 * The header fields a connection brought last. Clients that ask again and again send the same ones each time, and
 * what was found about them (guard.h, hosts.h, access/known.h) holds for the same ones again: it depends on nothing
 * else but the version, which is 1.1 in all that are kept.
 *
 * Values are compared in constant time: a token is among them. Bounded: only few and short ones are kept, and where
 * they were different HTTP_HEARD_TRIES times in a row, as behind a proxy that numbers requests, none are any more.
 */
#ifndef API_HTTP_HEARD_H
#define API_HTTP_HEARD_H

#include "api/http/wire/guard.h"

enum { HTTP_HEARD_FIELDS = 12, HTTP_HEARD_BYTES = 512, HTTP_HEARD_TRIES = 8 };

/* {0}: nothing yet. */
struct http_heard {
	bool again; /* the request that is there has them, too */
	bool token; /* a token is among them, and known.h has whose it is */
	uint8_t n;  /* fields; 0: none were kept */
	uint8_t tries;
	uint16_t len[2 * HTTP_HEARD_FIELDS]; /* of name and value of each */
	struct http_framing framing;         /* what the guard found; host is NULL */
	char text[HTTP_HEARD_BYTES];         /* names and values, one behind the other */
};

/* Has this request the fields that were kept? It says so in h->again, too. */
bool http_heard_same(struct http_heard *h, struct MHD_Connection *mhd, const char *version);
/* It has others, that are as they must be, and are for a host that is here. */
void http_heard_keep(
	struct http_heard *h, struct MHD_Connection *mhd, const char *version, const struct http_framing *framing);
void http_heard_forget(struct http_heard *h);

#endif

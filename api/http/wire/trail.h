/*
 * The trail of a request: its id, which the answer has as X-Request-Id, and its line in the access log.
 *
 * A line is a JSON object: at, id, peer, who, method, path, status, bytes, ms. The query is left out: it may hold a
 * name, an address, a code, a key.
 */
#ifndef API_HTTP_TRAIL_H
#define API_HTTP_TRAIL_H

#include "api/http/http.h"
#include "api/http/wire/request.h"

#include <stdatomic.h>

struct http_trail {
	char start[9]; /* hex, another one at every start */
	atomic_uint_fast32_t n;
	http_log_fn *access; /* NULL: none is kept */
	void *ctx;
};

/* Fails never: where the system gives no randomness, ids begin with the clock. */
void http_trail_start(struct http_trail *t, http_log_fn *access, void *ctx);
/* A request begins: its id is made. */
void http_trail_begin(struct http_request *q);
/* Its header is there: an id that the trusted proxy gave it, of 8 to 64 letters, digits, '.', '_' and '-', is kept. */
void http_trail_header(struct http_request *q, const char *method);
/* It is over: the line is written. */
void http_trail_end(struct http_request *q);

#endif

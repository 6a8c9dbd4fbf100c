/*
 * Readers of the register in this process, kept from shutting writers out.
 *
 * SQLite's lock on the file belongs to the process: a connection that begins to read while another one of the process
 * reads joins its lock without looking whether a writer waits. Readers that overlap all the time would never let one
 * in. So after a few that joined, the next waits until all have left, and then looks at the file like anybody else.
 */
#ifndef API_HTTP_TURNSTILE_H
#define API_HTTP_TURNSTILE_H

#include <pthread.h>

enum { HTTP_JOIN_MAX = 4 };

struct http_turnstile {
	pthread_mutex_t lock;
	pthread_cond_t empty;
	int inside, joined;
};

void http_turnstile_begin(struct http_turnstile *t);
void http_turnstile_end(struct http_turnstile *t);
void http_turnstile_enter(struct http_turnstile *t);
void http_turnstile_leave(struct http_turnstile *t);

#endif

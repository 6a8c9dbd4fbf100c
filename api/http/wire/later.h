/*
 * Questions that cannot be answered this very moment: another program is in the middle of a commit, or the one table
 * that is written out at a time is being written. Whoever asks is told so only when it takes long; until then the
 * question is left aside (its connection is suspended), keeps no thread, and is asked again from the start.
 *
 * Only what changes nothing is asked again. Lock order: later's own lock is the innermost.
 */
#ifndef API_HTTP_LATER_H
#define API_HTTP_LATER_H

#include "registry/core/err.h"

#include <pthread.h>
#include <stdint.h>

struct http_request;

enum {
	HTTP_LATER_MS = 4500,      /* from its first try on, at most: an answer is due in five seconds */
	HTTP_LATER_FIRST_MS = 8,   /* between two tries; it doubles */
	HTTP_LATER_MOST_MS = 128,
};

struct http_later {
	pthread_mutex_t lock;
	pthread_cond_t came;
	struct http_request *first; /* by q->later.next, in no order */
	bool stopping, started;
	pthread_t thread;
};

/* Of one request; all zero at its begin. */
struct http_later_turn {
	struct http_request *next;
	int64_t since_ms, due_ms;   /* ticks; since_ms 0: it was not left aside yet */
	int tries;
};

CV_MUST enum cv_err http_later_start(struct http_later *l, struct cv_error *err); /* Fails: E_SYSTEM. */
void http_later_quit(struct http_later *l); /* takes no more, gives back all: before the daemon is stopped */
void http_later_stop(struct http_later *l); /* after the daemon */
/*
 * True: the request will be asked again, and is to be left alone; return MHD_YES. False: it may not be asked again, has
 * waited for long enough, or the server stops.
 */
bool http_later(struct http_request *q);
/* The same for a request that changes something, where its handler has not begun to, and has left its body alone. */
bool http_later_untouched(struct http_request *q);

#endif

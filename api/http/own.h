/*
 * What each thread that answers has for itself. Two threads that write to one line of memory take it from each other's
 * core in turn, and that takes longer than most of what a question needs. So what every request writes to is had once
 * per thread: numbers for requests, the answers of a moment ago, and what they are sent in.
 *
 * Bounded by the threads, of which there are at most eight.
 */
#ifndef API_HTTP_OWN_H
#define API_HTTP_OWN_H

#include "api/http/answers/memo.h"
#include "api/http/wire/envelope.h"

#include <pthread.h>
#include <stdint.h>

struct http_own {
	struct http_own *next;
	uint32_t id, ids_left; /* the next request's number, and how many more there are without asking again */
	int64_t instant_ms;
	char instant[CV_INSTANT_TEXT]; /* of instant_ms */
	struct cv_str unpacked;        /* an answer on its way out */
	struct http_memo memo;
	struct http_rack rack;
};

/* Those of all threads of a server. */
struct http_owns {
	pthread_mutex_t lock;
	struct http_own *head;
};

/* Of a thread that answers, since its first request; of others NULL. A thread answers for one server only. */
extern _Thread_local struct http_own *http_own;

void http_owns_begin(struct http_owns *os);
void http_owns_end(struct http_owns *os); /* after the daemon, whose threads they were */
/* For the thread that calls. Without memory for it, all is done without. */
void http_own_begin(struct http_owns *os);
/* As cv_instant_text(); most requests come in the same millisecond as the one before. */
void http_own_instant(int64_t ms, char ret[CV_INSTANT_TEXT]);

#endif

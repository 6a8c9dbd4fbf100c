/*
 * Connections: who is there, what phase its request is in, and until when it may take.
 *
 * libmicrohttpd's own timeout is one of inactivity: a client that drips a byte a second never meets it. So every
 * connection has a deadline, and a reaper cuts those that are past it.
 */
#ifndef API_HTTP_CONN_H
#define API_HTTP_CONN_H

#include "api/http/access/known.h"
#include "api/http/wire/heard.h"
#include "api/http/wire/request.h"
#include "api/http/wire/wake.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

enum http_phase {
	HTTP_WAITING, /* for a header to arrive, or to be complete */
	HTTP_TAKING,  /* header seen, body arriving */
	HTTP_SENDING, /* answer queued */
};

/* Milliseconds a phase may take. */
enum {
	HTTP_HEADER_MS = 10 * 1000,
	HTTP_BODY_MS = 30 * 1000,
	HTTP_SEND_MS = 30 * 1000,
	HTTP_TICK_MS = 100,
	HTTP_RATE = 64 * 1024,
	HTTP_QUIET = 3, /* ticks */
};

struct http_view;

struct http_conn {
	struct http_conn *next, *prev; /* in http_conns.head, under its lock */
	int fd;
	atomic_int phase;
	atomic_llong deadline;         /* in ms of http_conns.now */
	atomic_bool filing;            /* a file arrives, and holds a place */
	int quiet;                     /* ticks since its sender hung up; the reaper's */
	size_t came;                   /* bytes of a body that the deadline does not count yet */
	struct http_view *view;        /* what was known when the header was there, until it is answered; or NULL */
	struct http_conns *all;
	struct http_wake wake;
	struct http_heard heard;
	struct http_known known;       /* whose token it showed last */
	struct http_request request;   /* one at a time; its memory is used again for the next */
};

struct http_conns {
	pthread_mutex_t lock;
	struct http_conn *head;
	atomic_llong now;              /* ms of the monotonic clock, HTTP_TICK_MS coarse */
	pthread_t reaper;
	pthread_cond_t wake;
	bool stopping, started;
};

CV_MUST enum cv_err http_conns_start(struct http_conns *cs, struct cv_error *err);
void http_conns_stop(struct http_conns *cs); /* after the daemon: no connection is left */
/* NULL when out of memory. */
struct http_conn *http_conn_add(struct http_conns *cs, int fd, struct http_server *srv, struct MHD_Connection *mhd);
struct http_conn *http_conn_of(struct MHD_Connection *mhd); /* NULL: there was no memory for it */
void http_conn_remove(struct http_conn *c); /* before its fd is closed; NULL is fine */
void http_conn_phase(struct http_conn *c, enum http_phase phase);
/* A file begins to arrive, or has arrived: while it does, a sender who hangs up is noticed at once. */
void http_conn_filing(struct http_conn *c, bool arriving);
/* So much of a large body has come: it may take longer, HTTP_RATE bytes a second are enough. */
void http_conn_came(struct http_conn *c, size_t bytes);
/*
 * What was known when the header was complete, where it was looked up then (a question without a body), else what is
 * known now. Owns: http_view_drop().
 */
struct http_view *http_conn_view(struct http_conn *c);
/* Requests whose header is complete and whose answer is not delivered. */
size_t http_conns_busy(struct http_conns *cs);

#endif

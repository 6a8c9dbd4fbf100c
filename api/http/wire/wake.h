/*
 * A wake: the time between two waits of a thread for its connections (epoll_wait), in which it answers what has come.
 *
 * Each question must see what other programs committed before it was sent, and whoever has to tell is the kernel
 * (live.h). What had come before the thread woke was sent before whatever the thread asks the kernel after it, so of
 * all questions of a wake the first one asks for all. That holds of a question whose first byte was there at the wake.
 * libmicrohttpd 0.9.75 reads a connection because epoll named it, and then something unread was there; but in these
 * cases it may read what came later:
 * - the connection is new, or was suspended (it is taken to be readable then);
 * - the last read of it filled the buffer, which is of half its memory: large headers, bodies, many requests at once;
 * - a read took the end of a request together with the begin of the next one: the second in one wake;
 * - TLS, which has buffers of its own.
 * Such connections ask each time, and those with more than small requests, one by one, from then on.
 */
#ifndef API_HTTP_WAKE_H
#define API_HTTP_WAKE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HTTP_SMALL = 2048 }; /* bytes of header fields; with the longest target it is far from half of the memory */

/* Of a connection; {0} when it is new. */
struct http_wake {
	uint64_t last;  /* in which it was at work; 0: never */
	bool waited;    /* the request that began last was there when its thread woke */
	bool ask_always;
};

/* In the thread of the connection: a request begins; more of it came; it is not a small one, or is suspended. */
void http_wake_begin(struct http_wake *w);
void http_wake_more(struct http_wake *w);
void http_wake_large(struct http_wake *w);
/*
 * Must the kernel be asked for this request? No: a request before it did since the thread woke. Yes: it counts as
 * done now.
 */
bool http_wake_ask(const struct http_wake *w);

#endif

/*
 * What libmicrohttpd refuses by itself, before anybody here is asked (a length that is no number, a header that does
 * not fit its memory), said as everything else is: as a problem (RFC 9457), with a request id and a line in the access
 * log.
 *
 * The library has no hook for that. But it queues its own refusals through its public MHD_queue_response(), as a shared
 * library by way of the dynamic linker, which finds the one of the program first: the one below. It is called by the
 * library alone; ours go to the library's through http_queue(). A library built so that it does not look (-Bsymbolic)
 * sends its own words as before; tests/http/test_odd.py tells.
 *
 * What cannot be answered: a first line without a method and a blank behind it ("GARBAGE"). 0.9.75 closes the
 * connection in parse_initial_message_line() before it calls anything of ours, and when we are told that it is closed
 * nothing can be sent any more; it never says what it read, either. A line that does not end, or begins with a NUL,
 * waits for the deadline of the header. 1.0 answers such a line with 400 by the function above, and so do we there.
 */
#include "api/http/server.h"
#include "api/http/wire/conn.h"
#include "api/http/wire/reply.h"
#include "api/http/wire/trail.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>

typedef enum MHD_Result queue_fn(struct MHD_Connection *mhd, unsigned status, struct MHD_Response *r);

static queue_fn *library;

typedef int epoll_fn(int set, int op, int fd, struct epoll_event *event);

static epoll_fn *kernel;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void find(void)
{
	*(void **)&library = dlsym(RTLD_NEXT, "MHD_queue_response");
	*(void **)&kernel = dlsym(RTLD_NEXT, "epoll_ctl");
}

enum MHD_Result http_queue(struct MHD_Connection *mhd, unsigned status, struct MHD_Response *r)
{
	pthread_once(&once, find);
	return library ? library(mhd, status, r) : MHD_NO;
}

static const struct {
	unsigned status;
	enum http_fault as;
	const char *why;
} said[] = {
	{ MHD_HTTP_BAD_REQUEST, HTTP_MALFORMED,
		"the request line, a header field, the length or a chunk is not as RFC 9112 has it" },
	{ MHD_HTTP_CONTENT_TOO_LARGE, HTTP_BODY_BIG, "the length is beyond anything this server takes" },
	{ MHD_HTTP_URI_TOO_LONG, HTTP_TARGET_BIG, "an address of at most 2,048 bytes is taken" },
	{ MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE, HTTP_HEADERS_BIG,
		"at most 64 header fields of 8 KiB in all are taken" },
	{ MHD_HTTP_NOT_IMPLEMENTED, HTTP_UNKNOWN, "the only transfer coding known here is chunked" },
	{ MHD_HTTP_HTTP_VERSION_NOT_SUPPORTED, HTTP_VERSION, "the version in the request line is another" },
};

/*
 * Of a length that is none, 0.9.75 sends the header of its refusal twice, the second in the place of the body. Such a
 * request was read to the end of its header, so it can be recognised.
 */
static bool sent_twice(const struct http_request *q)
{
	const char *v = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "Content-Length");
	size_t digits = v ? strspn(v, "0123456789") : 0;

	return v && !q->seen && (digits == 0 || v[digits] != '\0' || digits > 18);
}

typedef ssize_t tls_send_fn(void *session, const void *data, size_t len);

/* Through TLS where it is the library's: with the function of GnuTLS that it brought along. */
static void send_past(struct http_request *q, const struct cv_str *whole)
{
	const union MHD_ConnectionInfo *tls =
		q->srv->tls ? MHD_get_connection_info(q->mhd, MHD_CONNECTION_INFO_GNUTLS_SESSION) : NULL;
	tls_send_fn *tls_send = NULL;

	if (!q->srv->tls) {
		(void)!send(q->conn->fd, whole->data, whole->len, MSG_NOSIGNAL | MSG_DONTWAIT);
		shutdown(q->conn->fd, SHUT_WR);
		return;
	}
	*(void **)&tls_send = dlsym(RTLD_DEFAULT, "gnutls_record_send");
	if (tls && tls_send)
		(void)!tls_send(tls->tls_session, whole->data, whole->len);
}

/* The answer, past the library, which closes the connection when it is told that nothing could be queued. */
static enum MHD_Result by_hand(struct http_request *q, enum http_fault as, const char *why)
{
	CV_AUTO(cv_str_finish) struct cv_str whole = { 0 };
	struct http_problem p = http_problem_as(as, why);
	char rest[4096];

	cv_str_clear(&q->out);
	http_problem_body(&p, q->id, &q->out);
	q->status = p.status;
	q->bytes = q->out.len;
	cv_str_printf(&whole, "HTTP/1.1 %d %s\r\nContent-Type: application/problem+json\r\nContent-Length: %zu\r\n"
		"Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nX-Request-Id: %s\r\n%s"
		"Connection: close\r\n\r\n%s", p.status, MHD_get_reason_phrase_for((unsigned)p.status), q->out.len,
		q->id, q->srv->tls ? "Strict-Transport-Security: max-age=31536000\r\n" : "", cv_str_text(&q->out));
	if (whole.failed)
		return MHD_NO;
	send_past(q, &whole);
	while (recv(q->conn->fd, rest, sizeof(rest), MSG_DONTWAIT) > 0) /* what is left unread would undo the answer */
		;
	return MHD_NO;
}

static enum MHD_Result in_our_words(struct http_request *q, enum http_fault as, const char *why)
{
	bool begun = q->begun; /* else its request line was never read, and nobody will be told that it is over */
	enum MHD_Result answered;

	if (!begun)
		http_request_begin(q, "");
	q->close = true;
	answered = sent_twice(q) ? by_hand(q, as, why) : http_fault(q, as, why);
	if (!begun) {
		http_trail_end(q);
		q->begun = false;
	}
	return answered;
}

enum MHD_Result MHD_queue_response(struct MHD_Connection *mhd, unsigned int status, struct MHD_Response *r)
{
	struct http_conn *c = http_conn_of(mhd);

	for (size_t i = 0; c && i < CV_LEN(said); i++)
		if (said[i].status == status)
			return in_our_words(&c->request, said[i].as, said[i].why);
	return http_queue(mhd, status, r);
}

/*
 * While the server stops, MHD_quiesce_daemon() of 0.9.75 and the threads it tells of it both take the listening socket
 * out of their sets, without a lock; whoever comes second ends the program ("Failed to remove listen FD from epoll
 * set"). So taking out what is not there counts as done. Found as above; nothing else here uses epoll.
 */
int epoll_ctl(int set, int op, int fd, struct epoll_event *event)
{
	int rc;

	pthread_once(&once, find);
	if (kernel == NULL) {
		errno = ENOSYS;
		return -1;
	}
	rc = kernel(set, op, fd, event);
	return rc != 0 && op == EPOLL_CTL_DEL && errno == ENOENT ? 0 : rc;
}

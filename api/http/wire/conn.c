#include "api/http/wire/conn.h"

#include "api/http/server.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>

static long long monotonic_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/*
 * The sender is gone and all it sent was read. libmicrohttpd misses that when the last data and the end arrive
 * together, and would wait out its timeout, while others are told that there is no place.
 */
static bool hung_up(struct http_conn *c)
{
	struct pollfd p = { .fd = c->fd, .events = POLLRDHUP };
	int waiting = 0;

	if (!atomic_load(&c->filing) || poll(&p, 1, 0) != 1 || ioctl(c->fd, FIONREAD, &waiting) != 0 || waiting > 0)
		c->quiet = 0;
	else
		c->quiet++; /* the last piece may still be on its way through the daemon */
	return c->quiet > HTTP_QUIET;
}

/* A deadline of `now` means done for: shutdown() wakes the daemon, which then closes as it does for any lost peer. */
static void reap(struct http_conns *cs, long long now)
{
	for (struct http_conn *c = cs->head; c; c = c->next)
		if (atomic_load_explicit(&c->deadline, memory_order_relaxed) <= now || hung_up(c))
			shutdown(c->fd, SHUT_RDWR);
}

static void *reaper(void *arg)
{
	struct http_conns *cs = arg;

	pthread_mutex_lock(&cs->lock);
	while (!cs->stopping) {
		struct timespec until;
		long long now = monotonic_ms();

		atomic_store(&cs->now, now);
		reap(cs, now);
		now += HTTP_TICK_MS;
		until = (struct timespec){ .tv_sec = now / 1000, .tv_nsec = now % 1000 * 1000000 };
		pthread_cond_timedwait(&cs->wake, &cs->lock, &until);
	}
	pthread_mutex_unlock(&cs->lock);
	return NULL;
}

enum cv_err http_conns_start(struct http_conns *cs, struct cv_error *err)
{
	pthread_condattr_t attr;
	int rc;

	atomic_store(&cs->now, monotonic_ms());
	if (pthread_condattr_init(&attr) != 0)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	rc = pthread_cond_init(&cs->wake, &attr);
	pthread_condattr_destroy(&attr);
	if (rc == 0)
		rc = pthread_mutex_init(&cs->lock, NULL);
	if (rc == 0)
		rc = pthread_create(&cs->reaper, NULL, reaper, cs);
	if (rc != 0)
		return cv_fail(err, CV_E_SYSTEM, "no thread can be started");
	cs->started = true;
	return CV_OK;
}

void http_conns_stop(struct http_conns *cs)
{
	if (!cs->started)
		return;
	pthread_mutex_lock(&cs->lock);
	cs->stopping = true;
	pthread_cond_signal(&cs->wake);
	pthread_mutex_unlock(&cs->lock);
	pthread_join(cs->reaper, NULL);
	pthread_cond_destroy(&cs->wake);
	pthread_mutex_destroy(&cs->lock);
}

void http_conn_phase(struct http_conn *c, enum http_phase phase)
{
	static const int allowed[] = {
		[HTTP_WAITING] = HTTP_HEADER_MS, [HTTP_TAKING] = HTTP_BODY_MS, [HTTP_SENDING] = HTTP_SEND_MS,
	};
	long long now = atomic_load_explicit(&c->all->now, memory_order_relaxed);

	atomic_store_explicit(&c->deadline, now + allowed[phase], memory_order_relaxed);
	atomic_store_explicit(&c->phase, phase, memory_order_release);
}

struct http_view *http_conn_view(struct http_conn *c)
{
	struct http_view *v = c->view;

	c->view = NULL;
	return v ? v : http_live_now(&c->request.srv->live);
}

void http_conn_filing(struct http_conn *c, bool arriving)
{
	if (atomic_load_explicit(&c->filing, memory_order_relaxed) != arriving) /* only its own thread writes it */
		atomic_store(&c->filing, arriving);
}

void http_conn_came(struct http_conn *c, size_t bytes)
{
	long long most = atomic_load_explicit(&c->all->now, memory_order_relaxed) + HTTP_BODY_MS;
	long long until = atomic_load_explicit(&c->deadline, memory_order_relaxed);

	c->came += bytes;
	until += (long long)(c->came / HTTP_RATE * 1000);
	c->came %= HTTP_RATE;
	atomic_store_explicit(&c->deadline, until < most ? until : most, memory_order_relaxed);
}

struct http_conn *http_conn_add(struct http_conns *cs, int fd, struct http_server *srv, struct MHD_Connection *mhd)
{
	struct http_conn *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return NULL;
	c->fd = fd;
	c->all = cs;
	c->request.srv = srv;
	c->request.mhd = mhd;
	c->request.conn = c;
	http_conn_phase(c, HTTP_WAITING);
	pthread_mutex_lock(&cs->lock);
	c->next = cs->head;
	if (c->next)
		c->next->prev = c;
	cs->head = c;
	pthread_mutex_unlock(&cs->lock);
	return c;
}

struct http_conn *http_conn_of(struct MHD_Connection *mhd)
{
	const union MHD_ConnectionInfo *i = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return i ? i->socket_context : NULL;
}

void http_conn_remove(struct http_conn *c)
{
	if (c == NULL)
		return;
	pthread_mutex_lock(&c->all->lock);
	if (c->prev)
		c->prev->next = c->next;
	else
		c->all->head = c->next;
	if (c->next)
		c->next->prev = c->prev;
	pthread_mutex_unlock(&c->all->lock);
	http_request_forget(&c->request);
	http_known_forget(&c->known);
	http_heard_forget(&c->heard);
	cv_str_finish(&c->request.body);
	cv_str_finish(&c->request.out);
	free(c);
}

size_t http_conns_busy(struct http_conns *cs)
{
	size_t n = 0;

	pthread_mutex_lock(&cs->lock);
	for (struct http_conn *c = cs->head; c; c = c->next)
		n += atomic_load_explicit(&c->phase, memory_order_acquire) != HTTP_WAITING;
	pthread_mutex_unlock(&cs->lock);
	return n;
}

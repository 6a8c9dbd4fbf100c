#include "api/http/wire/later.h"

#include "api/clock.h"
#include "api/http/server.h"

#include <string.h>
#include <time.h>

enum { TICK_MS = 4 };

/* Nor has it let go of its body. */
static bool changes_nothing(const struct http_request *q)
{
	if (q->unsure) /* it did not come to its route */
		return true;
	if (q->route == NULL || q->change)
		return false;
	return strcmp(q->route->method, "GET") == 0 ||
		(q->route->needs == HTTP_READ && q->route->proceed == NULL && q->body.len > 0);
}

/* What the next try makes anew. */
static void as_before(struct http_request *q)
{
	http_spool_free(q->sheet);
	q->sheet = NULL;
	http_view_drop(&q->conn->view);
	q->retry = 0;
}

bool http_later_untouched(struct http_request *q)
{
	struct http_later *l = &q->srv->later;
	struct http_later_turn *t = &q->later;
	int64_t now = api_ticks_ms();
	int wait = HTTP_LATER_FIRST_MS << (t->tries < 8 ? t->tries : 8);
	bool taken;

	if (t->since_ms != 0 && now - t->since_ms >= HTTP_LATER_MS)
		return false;
	if (t->since_ms == 0)
		t->since_ms = now;
	t->tries++;
	t->due_ms = now + (wait < HTTP_LATER_MOST_MS ? wait : HTTP_LATER_MOST_MS);
	pthread_mutex_lock(&l->lock);
	taken = l->started && !l->stopping;
	if (taken) {
		as_before(q);
		http_wake_large(&q->conn->wake);
		MHD_suspend_connection(q->mhd);
		t->next = l->first;
		l->first = q;
		pthread_cond_signal(&l->came);
	}
	pthread_mutex_unlock(&l->lock);
	return taken;
}

bool http_later(struct http_request *q)
{
	return changes_nothing(q) && http_later_untouched(q);
}

/* With the lock held: those whose turn it is, by q->later.next. */
static struct http_request *due(struct http_later *l, int64_t now)
{
	struct http_request **at = &l->first, *out = NULL;

	while (*at) {
		struct http_request *q = *at;

		if (!l->stopping && q->later.due_ms > now) {
			at = &q->later.next;
			continue;
		}
		*at = q->later.next;
		q->later.next = out;
		out = q;
	}
	return out;
}

/* Each is its daemon's again as soon as it is resumed, and may be answered, and gone. */
static void ask_again(struct http_request *q)
{
	while (q) {
		struct http_request *next = q->later.next;

		MHD_resume_connection(q->mhd);
		q = next;
	}
}

static void *turns(void *arg)
{
	struct http_later *l = arg;
	const struct timespec tick = { .tv_nsec = TICK_MS * 1000000L };

	pthread_mutex_lock(&l->lock);
	while (!l->stopping || l->first) {
		struct http_request *q;

		while (l->first == NULL && !l->stopping)
			pthread_cond_wait(&l->came, &l->lock);
		q = due(l, api_ticks_ms());
		pthread_mutex_unlock(&l->lock);
		ask_again(q);
		nanosleep(&tick, NULL);
		pthread_mutex_lock(&l->lock);
	}
	pthread_mutex_unlock(&l->lock);
	return NULL;
}

enum cv_err http_later_start(struct http_later *l, struct cv_error *err)
{
	pthread_mutex_init(&l->lock, NULL);
	pthread_cond_init(&l->came, NULL);
	if (pthread_create(&l->thread, NULL, turns, l) != 0)
		return cv_fail(err, CV_E_SYSTEM, "no thread can be started");
	l->started = true;
	return CV_OK;
}

void http_later_quit(struct http_later *l)
{
	if (!l->started || l->stopping)
		return;
	pthread_mutex_lock(&l->lock);
	l->stopping = true;
	pthread_cond_signal(&l->came);
	pthread_mutex_unlock(&l->lock);
	pthread_join(l->thread, NULL);
}

void http_later_stop(struct http_later *l)
{
	if (!l->started)
		return;
	http_later_quit(l);
	pthread_cond_destroy(&l->came);
	pthread_mutex_destroy(&l->lock);
}

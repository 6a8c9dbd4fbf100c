/*
 * The thread that does the changes, one after the other, and those that wait at the same time with one commit.
 *
 * Libmicrohttpd before 1.0.3 is said to pass over ready connections while another is being suspended. With epoll, as
 * here, nothing was passed over in 40,000 requests of 64 connections, a fifth of them changes; a thread that waited
 * instead would keep its questions waiting for as long as another program writes.
 */
#include "api/http/records/change.h"

#include "api/clock.h"
#include "api/http/wire/conn.h"
#include "registry/requests.h"

#include <sys/stat.h>
#include <time.h>

enum { HTTP_BUSY_MS = 250, HTTP_GAP_MS = 7 };

/* ---- the register ---------------------------------------------------------------------------------------------- */

static void let_go(struct http_writer *w)
{
	reg_close(w->reg);
	w->reg = NULL;
}

/* Another file may have been put at the path. */
static enum cv_err have_register(struct http_writer *w, struct cv_error *err)
{
	struct stat st;
	enum cv_err e;

	if (stat(w->path, &st) != 0 || st.st_dev != w->dev || st.st_ino != w->ino)
		let_go(w);
	if (w->reg)
		return CV_OK;
	e = reg_open(w->path, REG_WRITE, w->pack, &w->reg, err);
	if (e == CV_OK && stat(w->path, &st) == 0) {
		w->dev = st.st_dev;
		w->ino = st.st_ino;
	}
	return e == CV_E_FILE ? CV_E_STORE : e; /* the caller named no file */
}

/* ---- those that wait, together --------------------------------------------------------------------------------- */

/*
 * What waits when the writer is free goes to the disk together: each is a change of its own, done or refused by
 * itself, and nobody is answered before all of it is there.
 */
struct group {
	struct http_change *change[HTTP_GROUP_MAX];
	size_t n;
};

static void fail_all(struct group *g, enum cv_err e, const struct cv_error *err)
{
	for (size_t i = 0; i < g->n; i++) {
		if (g->change[i]->e != CV_OK)
			continue;
		g->change[i]->e = e;
		g->change[i]->err = *err;
	}
}

/* A session is seen by nobody who only looks whether the register moved: it is no change of it. */
static void tell_who(struct http_writer *w, const struct group *g)
{
	struct cv_error err = { 0 };
	bool asides = false;
	enum cv_err e;

	for (size_t i = 0; i < g->n; i++)
		asides |= g->change[i]->aside && g->change[i]->e == CV_OK;
	if (!asides)
		return;
	e = w->live->loaded(w->live->loaded_ctx, w->reg, &err);
	for (size_t i = 0; e != CV_OK && i < g->n; i++) {
		if (g->change[i]->aside == NULL || g->change[i]->e != CV_OK)
			continue;
		g->change[i]->e = e;
		g->change[i]->err = err;
	}
}

static struct http_written written(const struct group *g)
{
	struct http_written w = { 0, 0, true };

	for (size_t i = 0; i < g->n; i++) {
		const struct http_change *c = g->change[i];

		if (c->e != CV_OK || c->seq == 0)
			continue;
		w.first = w.first ? w.first : c->seq; /* they are done in their order */
		w.last = c->seq;
		w.records_only &= c->records_only;
	}
	return w;
}

static enum cv_err do_together(struct http_writer *w, struct group *g, struct cv_error *err)
{
	if (g->n == 1) {
		http_change_do(g->change[0], w->reg, api_now_ms());
		return CV_OK;
	}
	TRY(reg_group_begin(w->reg, err));
	for (size_t i = 0; i < g->n; i++)
		http_change_do(g->change[i], w->reg, api_now_ms());
	return reg_group_commit(w->reg, err);
}

static void do_group(struct http_writer *w, struct group *g)
{
	int64_t left = HTTP_CHANGE_WAIT_MS - (api_ticks_ms() - g->change[0]->came_ms);
	struct cv_error err = { 0 };
	bool ours = false;
	enum cv_err e = have_register(w, &err);

	if (e == CV_OK) {
		reg_patience(w->reg, left > 0 ? (int)left : 0);
		http_live_writing(w->live);
		e = do_together(w, g, &err);
		http_live_written(w->live, e == CV_OK ? written(g) : (struct http_written){ 0 });
		if (e == CV_OK)
			tell_who(w, g);
	}
	if (e != CV_OK)
		fail_all(g, e, &err);
	for (size_t i = 0; i < g->n; i++)
		ours |= cv_err_fault(g->change[i]->e) == CV_OURS;
	if (ours)
		let_go(w);
}

/* ---- one after the other --------------------------------------------------------------------------------------- */

/* With the lock held. */
static struct http_change *next(struct http_writer *w)
{
	struct http_change *c = w->first;

	if (c == NULL)
		return NULL;
	w->first = c->next;
	if (w->first == NULL)
		w->last = &w->first;
	w->n--;
	return c;
}

/* Whoever imports beside us looks for the lock every few milliseconds: now and then it must be free for that long. */
static void leave_a_gap(struct http_writer *w)
{
	struct timespec gap = { .tv_nsec = HTTP_GAP_MS * 1000000L };
	int64_t now = api_ticks_ms();

	if (now - w->since_ms < HTTP_BUSY_MS)
		return;
	nanosleep(&gap, NULL);
	w->since_ms = now + HTTP_GAP_MS;
}

static void give_back(struct http_change *c)
{
	c->done = true;
	MHD_resume_connection(c->q->mhd); /* from here on it may be answered, and gone */
}

/* With the lock held: those that wait, in their order; none while there is nothing, or when it is over. */
static void gather(struct http_writer *w, struct group *g)
{
	struct http_change *c;

	g->n = 0;
	while (w->first == NULL && !w->stopping) {
		pthread_cond_wait(&w->work, &w->lock);
		w->since_ms = api_ticks_ms();
	}
	while (g->n < HTTP_GROUP_MAX && (c = next(w)) != NULL)
		g->change[g->n++] = c;
}

static void *work(void *arg)
{
	struct http_writer *w = arg;
	struct cv_error over = { 0 };
	struct group g;

	pthread_mutex_lock(&w->lock);
	for (gather(w, &g); g.n > 0; gather(w, &g)) {
		bool stopping = w->stopping;

		pthread_mutex_unlock(&w->lock);
		if (stopping)
			fail_all(&g, cv_fail(&over, CV_E_BUSY, "the server is stopping"), &over);
		else
			do_group(w, &g);
		for (size_t i = 0; i < g.n; i++)
			give_back(g.change[i]);
		leave_a_gap(w);
		pthread_mutex_lock(&w->lock);
	}
	pthread_mutex_unlock(&w->lock);
	let_go(w);
	return NULL;
}

enum cv_err http_writer_take(struct http_writer *w, struct http_change *c, struct cv_error *err)
{
	enum cv_err e = CV_OK;

	c->came_ms = api_ticks_ms();
	pthread_mutex_lock(&w->lock);
	if (w->stopping || w->n == HTTP_CHANGES_MAX) {
		e = cv_fail(err, CV_E_BUSY, "%s",
			w->stopping ? "the server is stopping" : "too many changes wait; try again");
	} else {
		http_wake_large(&c->q->conn->wake);
		MHD_suspend_connection(c->q->mhd); /* first: it may be resumed at once */
		*w->last = c;
		w->last = &c->next;
		w->n++;
		pthread_cond_signal(&w->work);
	}
	pthread_mutex_unlock(&w->lock);
	return e;
}

/* ---- start and stop -------------------------------------------------------------------------------------------- */

enum cv_err http_writer_start(
	struct http_writer *w, const char *path, const struct law_pack *pack, struct http_live *live,
	struct cv_error *err)
{
	w->path = path;
	w->pack = pack;
	w->live = live;
	w->last = &w->first;
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->work, NULL);
	if (pthread_create(&w->thread, NULL, work, w) != 0)
		return cv_fail(err, CV_E_SYSTEM, "no thread can be started");
	w->started = true;
	return CV_OK;
}

void http_writer_quit(struct http_writer *w)
{
	if (!w->started || w->stopping)
		return;
	pthread_mutex_lock(&w->lock);
	w->stopping = true;
	pthread_cond_signal(&w->work);
	pthread_mutex_unlock(&w->lock);
	pthread_join(w->thread, NULL);
}

void http_writer_stop(struct http_writer *w)
{
	if (!w->started)
		return;
	http_writer_quit(w);
	pthread_cond_destroy(&w->work);
	pthread_mutex_destroy(&w->lock);
}

#include "api/http/live.h"

#include "api/clock.h"
#include "registry/follow.h"

#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct http_view *take(struct http_live *l)
{
	struct http_view *w;

	pthread_mutex_lock(&l->gate);
	w = l->current;
	atomic_fetch_add_explicit(&w->refs, 1, memory_order_relaxed);
	pthread_mutex_unlock(&l->gate);
	return w;
}

/* ---- seeing that something changed ---------------------------------------------------------------------------- */

static bool noted(const struct http_live *l, const atomic_bool *unread)
{
	int n = 0;

	/* in this order: whoever takes the notes away says so first */
	return (l->watch >= 0 && ioctl(l->watch, FIONREAD, &n) == 0 && n > 0) ||
		atomic_load_explicit(unread, memory_order_seq_cst);
}

/*
 * Until what was noted has been read, it stays known that there is something: a question must not pass by in between.
 */
static void take_notes(struct http_live *l)
{
	char buf[4096] __attribute__((aligned(8)));

	atomic_store_explicit(&l->unsettled, true, memory_order_seq_cst);
	atomic_store_explicit(&l->unknown, true, memory_order_seq_cst);
	while (l->watch >= 0 && read(l->watch, buf, sizeof(buf)) > 0)
		;
}

/* Follow the file that is at the path now. Where that cannot be had, the poller does the work alone. */
static void watch(struct http_live *l)
{
	struct stat st;

	if (l->watch >= 0)
		(void)inotify_add_watch(l->watch, l->path, IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE_SELF);
	if (stat(l->path, &st) == 0) {
		l->dev = st.st_dev;
		l->ino = st.st_ino;
	}
}

static bool replaced(const struct http_live *l)
{
	struct stat st;

	return stat(l->path, &st) == 0 && (st.st_dev != l->dev || st.st_ino != l->ino);
}

/* ---- following it --------------------------------------------------------------------------------------------- */

static void swap(struct http_live *l, struct http_view *fresh)
{
	struct http_view *old;

	pthread_mutex_lock(&l->gate);
	old = l->current;
	l->current = fresh;
	atomic_store_explicit(&l->shown, fresh->v->seq, memory_order_release);
	pthread_mutex_unlock(&l->gate);
	http_view_drop(&old);
}

static enum cv_err show(struct http_live *l, struct reg_view *v, struct cv_error *err)
{
	struct http_view *fresh = http_view_new(v);

	if (fresh == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	swap(l, fresh);
	return CV_OK;
}

/* With the reader's lock held: nobody else follows that view or replaces it. old NULL: all is read. */
static enum cv_err load(struct http_live *l, const struct reg_view *old, struct cv_error *err)
{
	struct reg_view *v = NULL;

	TRY(old ? reg_view_follow(l->reg, old, &v, err) : reg_view_load(l->reg, NULL, &v, err));
	return show(l, v, err);
}

void http_live_writing(struct http_live *l)
{
	atomic_store(&l->writing, true);
}

void http_live_written(struct http_live *l, struct http_written w)
{
	int_fast64_t before = w.first - 1;

	if (w.last > 0 && w.records_only) /* in this order: who may is never behind for a moment */
		(void)atomic_compare_exchange_strong(&l->who_at, &before, w.last);
	http_live_promise(l, w.last);
	atomic_store(&l->writing, false);
}

void http_live_promise(struct http_live *l, int64_t seq)
{
	int_fast64_t old = atomic_load(&l->promised);

	while (old < seq && !atomic_compare_exchange_weak(&l->promised, &old, seq))
		;
}

/* For a change it matters who may do what; for a question, all. Nobody waits for the poller, nor it for anything. */
enum looking { FOR_WHO, FOR_ALL, FOR_NOBODY };

static bool behind(const struct http_live *l)
{
	return atomic_load(&l->promised) > atomic_load(&l->shown);
}

/* The same of who may do what. */
static bool who_behind(const struct http_live *l)
{
	return atomic_load(&l->promised) > atomic_load(&l->who_at);
}

static int patience(const struct http_live *l, enum looking to)
{
	if ((to == FOR_WHO ? who_behind(l) : behind(l)) || atomic_load(&l->writing))
		return HTTP_LOAD_WAIT_MS;
	return api_ticks_ms() - l->busy_ms < HTTP_AGAIN_MS ? 0 : HTTP_COMMIT_MS;
}

/*
 * With the reader's lock held. Somebody in the middle of a commit has not committed: what we have is right, for the
 * moment; but nobody can tell what another may have committed just before. A commit takes some milliseconds, and is
 * waited for; where it takes longer (a large import), what we have will do, and it is looked again only after a
 * while. What one of ours was told is done must be seen in any case. One that begins while we are about to read what
 * another has committed is waited for, once.
 *
 * Reading after an import takes long, and meanwhile nobody commits: while changes come one after the other and nobody
 * asks, it is left.
 */
static enum cv_err look(struct http_live *l, enum looking to)
{
	int_fast64_t owed = atomic_load(&l->promised);
	struct cv_error err = { 0 };
	int64_t seq = 0;
	enum cv_err e;
	bool all;

	http_turnstile_enter(&l->turnstile);
	take_notes(l);
	reg_patience(l->reg, patience(l, to));
	e = reg_seq(l->reg, &seq, &err);
	if (e == CV_E_BUSY)
		l->busy_ms = api_ticks_ms();
	if (e == CV_OK && seq != atomic_load(&l->who_at)) {
		e = l->loaded(l->loaded_ctx, l->reg, &err);
		if (e == CV_OK)
			atomic_store(&l->who_at, seq);
	}
	if (e == CV_OK)
		atomic_store_explicit(&l->unknown, false, memory_order_release);
	all = to == FOR_ALL || (to == FOR_NOBODY && seq == l->polled);
	if (to == FOR_NOBODY && e == CV_OK)
		l->polled = seq;
	if (e == CV_OK && all && seq != l->current->v->seq) {
		reg_patience(l->reg, seq == l->missed ? 0 : HTTP_LOAD_WAIT_MS);
		e = load(l, l->current->v, &err);
		l->missed = e == CV_E_BUSY ? seq : 0;
	}
	if (e != CV_OK)
		reg_rollback(l->reg); /* who is in the middle of a read shuts out whoever writes */
	http_turnstile_leave(&l->turnstile);
	/* another register is there, which never had that change; one that was promised since is not meant */
	if (e == CV_OK && all && owed > atomic_load(&l->shown))
		(void)atomic_compare_exchange_strong(&l->promised, &owed, atomic_load(&l->shown));
	if (e == CV_OK && (all || seq == l->current->v->seq))
		atomic_store_explicit(&l->unsettled, false, memory_order_release);
	if (e != CV_OK && e != CV_E_BUSY)
		l->complain(l->complain_ctx, &err);
	return e;
}

struct http_view *http_live_now(struct http_live *l)
{
	if (noted(l, &l->unsettled) || behind(l)) {
		pthread_mutex_lock(&l->reader);
		/* else somebody looked while we waited, after it was noted */
		if (noted(l, &l->unsettled) || behind(l))
			(void)look(l, FOR_ALL);
		pthread_mutex_unlock(&l->reader);
	}
	return take(l);
}

struct http_view *http_live_still(struct http_live *l)
{
	bool unread = atomic_load_explicit(&l->unsettled, memory_order_seq_cst);

	return unread || behind(l) ? http_live_now(l) : take(l);
}

struct http_view *http_live_known(struct http_live *l, char known_at[CV_INSTANT_TEXT])
{
	struct http_view *w = http_live_now(l);

	http_view_known(w, known_at);
	return w;
}

void http_live_who(struct http_live *l)
{
	if (noted(l, &l->unknown) || who_behind(l)) {
		pthread_mutex_lock(&l->reader);
		if (noted(l, &l->unknown) || who_behind(l))
			(void)look(l, FOR_WHO);
		pthread_mutex_unlock(&l->reader);
	}
}

bool http_live_who_unsure(const struct http_live *l)
{
	return atomic_load(&l->unknown) || who_behind(l);
}

/*
 * Open afresh: another file is at the path, or the old handle is no good. Opening for writing first lets SQLite roll
 * back what a killed writer left half done.
 */
static enum cv_err reopen(struct http_live *l, struct cv_error *err)
{
	struct reg *writer = NULL, *fresh = NULL;
	enum cv_err e;

	watch(l);
	e = reg_open(l->path, REG_WRITE, l->pack, &writer, err);
	reg_close(writer);
	if (e != CV_OK && e != CV_E_READONLY && e != CV_E_BUSY)
		return e;
	TRY(reg_open(l->path, REG_READ, l->pack, &fresh, err)); /* questions are never without one */
	reg_close(l->reg);
	l->reg = fresh;
	TRY(l->loaded(l->loaded_ctx, l->reg, err));
	TRY(load(l, NULL, err));
	TRY(http_page_reopen(l, err));
	return http_past_reopen(l, err);
}

static void poll_once(struct http_live *l)
{
	struct cv_error err = { 0 };
	enum cv_err e = CV_E_STORE;

	pthread_mutex_lock(&l->reader);
	if (!replaced(l))
		e = look(l, FOR_NOBODY);
	if (e != CV_OK && e != CV_E_BUSY && reopen(l, &err) != CV_OK) {
		l->ino = 0; /* it is tried again: what is open may be another file, or half of it read */
		l->complain(l->complain_ctx, &err);
	}
	pthread_mutex_unlock(&l->reader);
}

static void *poller(void *arg)
{
	struct http_live *l = arg;

	pthread_mutex_lock(&l->wake_lock);
	while (!l->stopping) {
		struct timespec until;

		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_nsec += HTTP_POLL_MS * 1000000L;
		until.tv_sec += until.tv_nsec / 1000000000L;
		until.tv_nsec %= 1000000000L;
		pthread_cond_timedwait(&l->wake, &l->wake_lock, &until);
		pthread_mutex_unlock(&l->wake_lock);
		poll_once(l);
		pthread_mutex_lock(&l->wake_lock);
	}
	pthread_mutex_unlock(&l->wake_lock);
	return NULL;
}

/* ---- start and stop ------------------------------------------------------------------------------------------- */

static enum cv_err open_both(struct http_live *l, struct cv_error *err)
{
	struct reg *maker = NULL;
	enum cv_err e = reg_open(l->path, REG_CREATE, l->pack, &maker, err);

	reg_close(maker);
	if (e != CV_OK && e != CV_E_READONLY)
		return e;
	TRY(reg_open(l->path, REG_READ, l->pack, &l->reg, err));
	TRY(reg_open(l->path, REG_READ, l->pack, &l->page_reg, err));
	return reg_open(l->path, REG_READ, l->pack, &l->past_reg, err);
}

static enum cv_err first_view(struct http_live *l, struct cv_error *err)
{
	TRY(l->loaded(l->loaded_ctx, l->reg, err));
	return load(l, NULL, err);
}

enum cv_err http_live_start(struct http_live *l, const char *path, const struct law_pack *pack, int past_waiting_max,
	http_complain_fn *complain, void *ctx, struct cv_error *err)
{
	pthread_condattr_t attr;

	l->watch = -1;
	l->pack = pack;
	l->past_waiting_max = past_waiting_max;
	l->complain = complain;
	l->complain_ctx = ctx;
	http_turnstile_begin(&l->turnstile);
	pthread_mutex_init(&l->gate, NULL);
	pthread_mutex_init(&l->reader, NULL);
	pthread_mutex_init(&l->past_reader, NULL);
	pthread_mutex_init(&l->page_reader, NULL);
	pthread_mutex_init(&l->wake_lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&l->wake, &attr);
	pthread_condattr_destroy(&attr);
	l->path = cv_strdup(path);
	if (l->path == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	TRY(open_both(l, err));
	l->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	watch(l); /* before the first look, so that nothing falls between */
	TRY(first_view(l, err));
	if (pthread_create(&l->poller, NULL, poller, l) != 0)
		return cv_fail(err, CV_E_SYSTEM, "no thread can be started");
	l->started = true;
	return CV_OK;
}

void http_live_stop(struct http_live *l)
{
	if (l->started) {
		pthread_mutex_lock(&l->wake_lock);
		l->stopping = true;
		pthread_cond_signal(&l->wake);
		pthread_mutex_unlock(&l->wake_lock);
		pthread_join(l->poller, NULL);
	}
	http_view_drop(&l->current);
	http_past_forget(l);
	reg_close(l->reg);
	reg_close(l->page_reg);
	reg_close(l->past_reg);
	if (l->path && l->watch >= 0)
		close(l->watch);
	free(l->path);
}

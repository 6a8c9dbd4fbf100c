#include "api/http/jobs/jobs.h"

#include "api/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const char *http_job_word(enum http_job_state s)
{
	static const char *const word[] = {
#define X(code, word) word,
		HTTP_JOB_STATES(X)
#undef X
	};

	return word[s];
}

bool http_job_over(const struct http_job *j)
{
	return j->state != HTTP_JOB_QUEUED && j->state != HTTP_JOB_RUNNING;
}

void http_order_free(struct http_order *o)
{
	if (o)
		imp_given_finish(&o->given);
	free(o);
}

static void job_free(struct http_job *j)
{
	http_order_free(j->order);
	http_spool_free(j->file);
	http_spool_free(j->refused);
	http_text_drop(&j->report);
	http_text_drop(&j->plan);
	http_text_drop(&j->csv);
	http_text_drop(&j->words);
	free(j);
}

struct http_job *http_jobs_find(struct http_jobs *js, int64_t n)
{
	struct http_job *j = js->newest;

	while (j && j->n != n)
		j = j->next;
	return j;
}

static enum cv_err none(int64_t n, struct cv_error *err)
{
	return cv_fail(err, CV_E_NOT_FOUND, "there is no job-%lld, or no longer: the last %d are kept for an hour",
		(long long)n, HTTP_KEPT_MAX);
}

static enum cv_err crowded(const struct http_jobs *js, struct cv_error *err)
{
	if (js->stopping)
		return cv_fail(err, CV_E_BUSY, "the server is stopping");
	return cv_fail(err, CV_E_BUSY, "%d imports are at work already; try again", HTTP_JOBS_MAX);
}

/* ---- keeping and letting go ----------------------------------------------------------------------------------- */

static void drop(struct http_jobs *js, const struct http_job *gone)
{
	struct http_job **at = &js->newest, *j;

	while (*at != gone)
		at = &(*at)->next;
	j = *at;
	*at = j->next;
	job_free(j);
}

static size_t weight(const struct http_job *j)
{
	return (j->report ? j->report->text.len : 0) + (j->csv ? j->csv->text.len : 0) +
		(j->words ? j->words->text.len : 0);
}

/* Of those that are over, the one that has been so for longest; with files: of those that keep some. */
static struct http_job *oldest_over(const struct http_jobs *js, bool with_files)
{
	struct http_job *oldest = NULL;

	for (struct http_job *j = js->newest; j; j = j->next)
		if (http_job_over(j) && (!with_files || j->file || j->refused) &&
			(oldest == NULL || j->over_ms <= oldest->over_ms))
			oldest = j;
	return oldest;
}

void http_jobs_sweep(struct http_jobs *js)
{
	size_t n = 0, bytes = 0;

	for (const struct http_job *j = js->newest; j; j = j->next)
		if (http_job_over(j)) {
			n++;
			bytes += weight(j);
		}
	while (n > 0) {
		const struct http_job *j = oldest_over(js, false);

		if (n <= HTTP_KEPT_MAX && (n == 1 || bytes <= HTTP_KEPT_BYTES) &&
			api_ticks_ms() - j->over_ms <= HTTP_KEPT_MS)
			return;
		n--;
		bytes -= weight(j);
		drop(js, j);
	}
}

/* The files of all that arrive, wait and run have room; those of what is over may have to go for them. */
static void make_room(struct http_jobs *js)
{
	const struct http_job *j;

	while (js->room.max_file * HTTP_KEPT_FILES < atomic_load(&js->room.used) && (j = oldest_over(js, true)) != NULL)
		drop(js, j);
}

/* ---- coming --------------------------------------------------------------------------------------------------- */

enum cv_err http_jobs_enter(struct http_jobs *js, struct cv_error *err)
{
	enum cv_err e = CV_OK;

	pthread_mutex_lock(&js->lock);
	if (js->stopping || js->taken == HTTP_JOBS_MAX)
		e = crowded(js, err);
	else
		js->taken++;
	if (e == CV_OK)
		make_room(js);
	pthread_mutex_unlock(&js->lock);
	return e;
}

void http_jobs_leave(struct http_jobs *js)
{
	pthread_mutex_lock(&js->lock);
	js->taken--;
	pthread_mutex_unlock(&js->lock);
}

static bool idle(const struct http_jobs *js)
{
	for (const struct http_job *j = js->newest; j; j = j->next)
		if (!http_job_over(j))
			return false;
	return true;
}

static struct http_job *make(struct http_order *order, struct http_spool *file)
{
	struct http_job *j = calloc(1, sizeof(*j));

	if (j == NULL) {
		http_order_free(order);
		http_spool_free(file);
		return NULL;
	}
	j->order = order;
	j->file = file;
	j->bytes = file ? file->size : 0;
	j->at.doing = "waiting";
	j->made_ms = api_ticks_ms();
	cv_instant_text(api_now_ms(), j->made);
	return j;
}

enum cv_err http_jobs_add(struct http_jobs *js, struct http_order *order, struct http_spool *file, int64_t *ret_n,
	bool *ret_direct, struct cv_error *err)
{
	struct http_job *j = make(order, file);
	enum cv_err e = j ? CV_OK : cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));

	pthread_mutex_lock(&js->lock);
	if (e == CV_OK && js->stopping)
		e = crowded(js, err);
	if (e == CV_OK) {
		*ret_direct = idle(js) && j->bytes <= HTTP_SMALL_MAX;
		*ret_n = j->n = ++js->last;
		j->next = js->newest;
		js->newest = j;
		http_jobs_sweep(js);
		pthread_cond_signal(&js->work);
	} else {
		js->taken--;
	}
	pthread_mutex_unlock(&js->lock);
	if (e != CV_OK && j)
		job_free(j);
	return e;
}

static enum cv_err apply(struct http_jobs *js, struct http_job *j, int64_t n, const struct http_request *by,
	bool *ret_direct, struct cv_error *err)
{
	struct http_order asks;
	enum reg_kind kind;

	if (j == NULL)
		return none(n, err);
	http_order_by(&asks, by);
	if (reg_kind_parse(j->kind, &kind))
		TRY(http_order_may_file(asks.role, kind, err));
	if (j->state != HTTP_JOB_PLANNED)
		return cv_fail(err, CV_E_CONFLICT, "job-%lld is %s: only what is planned can be applied", (long long)n,
			http_job_word(j->state));
	if (js->stopping || js->taken == HTTP_JOBS_MAX)
		return crowded(js, err);
	*ret_direct = idle(js) && j->bytes <= HTTP_SMALL_MAX;
	js->taken++;
	j->order->opt.dry_run = false;
	http_order_by(j->order, by);
	j->order->opt.apply = j->hash;
	j->state = HTTP_JOB_QUEUED;
	j->at = (struct imp_progress){ .doing = "waiting" };
	j->stop = false;
	pthread_cond_signal(&js->work);
	return CV_OK;
}

enum cv_err http_jobs_apply(struct http_jobs *js, int64_t n, const struct http_request *by, bool *ret_direct,
	struct cv_error *err)
{
	enum cv_err e;

	pthread_mutex_lock(&js->lock);
	e = apply(js, http_jobs_find(js, n), n, by, ret_direct, err);
	pthread_mutex_unlock(&js->lock);
	return e;
}

/* ---- stopping ------------------------------------------------------------------------------------------------- */

/* One that waits: it was not begun. */
static void stop_waiting(struct http_jobs *js, struct http_job *j, const char *why)
{
	j->state = HTTP_JOB_STOPPED;
	j->e = cv_fail(&j->err, CV_E_STOPPED, "%s; nothing was written", why);
	j->over_ms = api_ticks_ms();
	http_spool_free(j->file);
	j->file = NULL;
	js->taken--;
	pthread_cond_broadcast(&js->over);
}

enum cv_err http_jobs_delete(struct http_jobs *js, int64_t n, bool *ret_gone, struct cv_error *err)
{
	enum cv_err e = CV_OK;
	struct http_job *j;

	*ret_gone = false;
	pthread_mutex_lock(&js->lock);
	j = http_jobs_find(js, n);
	if (j == NULL) {
		e = none(n, err);
	} else if (j->state == HTTP_JOB_RUNNING) {
		j->stop = true;
	} else if (j->state == HTTP_JOB_QUEUED) {
		stop_waiting(js, j, "stopped before it was begun");
	} else {
		drop(js, j);
		*ret_gone = true;
	}
	pthread_mutex_unlock(&js->lock);
	return e;
}

void http_jobs_wait(struct http_jobs *js, int64_t n, int ms)
{
	struct timespec until;
	const struct http_job *j;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += ms % 1000 * 1000000L;
	until.tv_sec += ms / 1000 + until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	pthread_mutex_lock(&js->lock);
	while ((j = http_jobs_find(js, n)) != NULL && !http_job_over(j))
		if (pthread_cond_timedwait(&js->over, &js->lock, &until) != 0)
			break;
	pthread_mutex_unlock(&js->lock);
}

void http_jobs_quit(struct http_jobs *js)
{
	if (!js->started)
		return;
	pthread_mutex_lock(&js->lock);
	js->stopping = true;
	for (struct http_job *j = js->newest; j; j = j->next) {
		if (http_job_over(j))
			continue;
		http_log(js->srv, "job-%lld (%s) is stopped", (long long)j->n, j->order->name);
		if (j->state == HTTP_JOB_QUEUED)
			stop_waiting(js, j, "the server is stopping");
	}
	pthread_cond_signal(&js->work);
	pthread_mutex_unlock(&js->lock);
}

/* ---- start and stop ------------------------------------------------------------------------------------------- */

enum cv_err http_jobs_start(struct http_jobs *js, struct http_server *srv, const char *path,
	const struct law_pack *pack, const char *folder, uint64_t max_bytes, struct cv_error *err)
{
	pthread_condattr_t attr;

	js->srv = srv;
	js->path = path;
	js->pack = pack;
	js->room.folder = folder;
	js->room.max_file = max_bytes;
	js->room.max_all = max_bytes * HTTP_ROOM_FILES;
	pthread_mutex_init(&js->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&js->work, &attr);
	pthread_cond_init(&js->over, &attr);
	pthread_condattr_destroy(&attr);
	if (pthread_create(&js->worker, NULL, http_jobs_work, js) != 0)
		return cv_fail(err, CV_E_SYSTEM, "no thread can be started");
	js->started = true;
	return CV_OK;
}

void http_jobs_stop(struct http_jobs *js)
{
	if (!js->started)
		return;
	http_jobs_quit(js);
	pthread_join(js->worker, NULL);
	while (js->newest)
		drop(js, js->newest);
	pthread_cond_destroy(&js->work);
	pthread_cond_destroy(&js->over);
	pthread_mutex_destroy(&js->lock);
}

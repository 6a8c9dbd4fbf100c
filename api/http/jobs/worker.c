/* The worker: one import after the other, on a connection of its own. */
#include "api/http/access/rights.h"
#include "api/http/jobs/jobs.h"

#include "api/clock.h"
#include "api/http/server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct work {
	struct http_jobs *js;
	struct http_job *j;
	const struct http_order *order;
	struct http_spool *refused;
	/* what came of it */
	enum cv_err e;
	struct cv_error err;
	struct imp_report rep;
	struct http_text *report, *csv, *words;
	struct reg_undone undone;
};

static void reg_end(struct reg **r)
{
	reg_close(*r);
}

static void input_end(struct imp_input **in)
{
	imp_input_close(*in);
}

static bool step(void *ctx, const struct imp_progress *p)
{
	struct work *w = ctx;
	struct http_job *j = w->j;
	bool stop;

	pthread_mutex_lock(&w->js->lock);
	j->at = *p;
	stop = j->stop || w->js->stopping;
	pthread_mutex_unlock(&w->js->lock);
	return stop;
}

static enum cv_err keep_refused(
	void *ctx, const struct cv_row *row, char delimiter, bool header, const char *reason, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	struct http_spool *s = ((struct work *)ctx)->refused;

	imp_reject_text(row, delimiter, header, reason, &text);
	if (text.failed)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	http_spool_add(s, cv_str_text(&text), text.len);
	if (s->failed != CV_OK)
		*err = s->err;
	return s->failed;
}

/* ---- doing ---------------------------------------------------------------------------------------------------- */

static enum cv_err open_register(struct work *w, struct reg **ret)
{
	enum cv_err e = reg_open(w->js->path, REG_WRITE, w->js->pack, ret, &w->err);

	return e == CV_E_FILE ? CV_E_STORE : e; /* the caller named no file */
}

static enum cv_err may_kind(void *ctx, enum reg_kind kind, struct cv_error *err)
{
	struct work *w = ctx;

	return http_order_may_file(w->order->role, kind, err);
}

static enum cv_err import(struct work *w, const struct reg_actor *actor)
{
	CV_AUTO(reg_end) struct reg *r = NULL;
	CV_AUTO(input_end) struct imp_input *in = NULL;
	struct imp_options opt = w->order->opt;

	opt.progress = step;
	opt.progress_ctx = w;
	opt.may_kind = may_kind;
	opt.may_ctx = w;
	if (w->order->rejects) {
		opt.reject = keep_refused;
		opt.reject_ctx = w;
		w->refused = http_spool_new(&w->js->room);
		if (w->refused == NULL)
			return cv_fail(&w->err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	}
	TRY(open_register(w, &r));
	TRY(http_spool_input(w->j->file, &in, &w->err));
	return imp_file(r, in, &opt, actor, &w->rep, &w->err);
}

static enum cv_err may_undo(void *ctx, const struct reg_import *i, struct cv_error *err)
{
	enum reg_kind kind;

	return reg_kind_parse(i->kind, &kind) ? may_kind(ctx, kind, err) : CV_OK;
}

static enum cv_err undo(struct work *w, const struct reg_actor *actor)
{
	CV_AUTO(reg_end) struct reg *r = NULL;

	TRY(open_register(w, &r));
	TRY(reg_import_get(r, w->order->import, may_undo, w, &w->err));
	return reg_undo_whole(r, actor, w->order->import, &w->undone, &w->err);
}

static struct http_text *kept(struct cv_str *text)
{
	struct http_text *t = http_text_new(text);

	cv_str_finish(text);
	return t;
}

/* As the command line does: a report of what was read whole, and of every plan. */
static void put_in_words(struct work *w)
{
	struct imp_options opt = w->order->opt;
	struct cv_str out = { 0 };

	if (w->order->undo || (w->e != CV_OK && w->e != CV_E_REFUSED && w->rep.plan == NULL))
		return;
	imp_report_json(&w->rep, opt.dry_run, &out);
	w->report = kept(&out);
	if (!opt.dry_run || w->rep.plan == NULL)
		return;
	opt.reject = w->order->rejects ? keep_refused : NULL;
	imp_plan_csv(&w->rep, &out);
	w->csv = kept(&out);
	imp_plan_text(&w->rep, &opt, &out);
	w->words = kept(&out);
}

/* ---- saying what came of it, with the lock held ---------------------------------------------------------------- */

static enum http_job_state good_state(const struct work *w)
{
	if (w->order->undo)
		return HTTP_JOB_UNDONE;
	if (w->order->opt.dry_run)
		return HTTP_JOB_PLANNED;
	return w->rep.seq ? HTTP_JOB_APPLIED : HTTP_JOB_UNCHANGED;
}

static enum http_job_state bad_state(const struct work *w)
{
	if (w->e == CV_E_STOPPED && (w->j->stop || w->js->stopping))
		return HTTP_JOB_STOPPED;
	if (cv_err_http(w->e) < 500)
		return HTTP_JOB_REFUSED;
	return *w->j->hash ? HTTP_JOB_PLANNED : HTTP_JOB_FAILED; /* a plan may be tried again */
}

static void keep(struct http_text **where, struct http_text **what)
{
	if (*what == NULL)
		return;
	http_text_drop(where);
	*where = *what;
	*what = NULL;
}

static void settle(struct work *w)
{
	struct http_job *j = w->j;

	j->e = w->e;
	j->err = w->err;
	j->state = w->e == CV_OK ? good_state(w) : bad_state(w);
	if (w->rep.plan && w->order->opt.dry_run && w->e == CV_OK)
		snprintf(j->hash, sizeof(j->hash), "%s", w->rep.plan->hash);
	j->import = w->rep.import;
	snprintf(j->kind, sizeof(j->kind), "%s", w->rep.kind);
	j->undone = w->undone;
	keep(&j->report, &w->report);
	keep(&j->csv, &w->csv);
	keep(&j->words, &w->words);
	if (w->order->opt.dry_run && j->plan == NULL)
		j->plan = http_text_take(j->report);
	if (w->refused && w->refused->size > 0 && w->e == CV_OK) {
		j->refused = w->refused;
		w->refused = NULL;
	}
	if (j->state != HTTP_JOB_PLANNED) {
		http_spool_free(j->file);
		j->file = NULL;
	}
	j->at.doing = "done";
	j->over_ms = api_ticks_ms();
	w->js->taken--;
	http_jobs_sweep(w->js);
	pthread_cond_broadcast(&w->js->over);
}

static void run(struct http_jobs *js, struct http_job *j)
{
	struct work w = { .js = js, .j = j, .order = j->order };
	struct reg_actor actor = { *j->order->who ? j->order->who : "http", "http", api_now_ms(), j->order->reason,
		j->order->role >= 0 && !http_may((enum reg_role)j->order->role, HTTP_DECIDE) };
	char about[32];

	(void)cv_str_ran_out(); /* what an earlier job lacked is not this one's */
	w.e = w.order->undo ? undo(&w, &actor) : import(&w, &actor);
	if (w.e == CV_OK)
		http_live_promise(&w.js->srv->live, w.order->undo ? w.undone.seq : w.rep.seq);
	put_in_words(&w);
	snprintf(about, sizeof(about), "job-%lld", (long long)j->n);
	http_log_fault(js->srv, about, w.e, &w.err);
	pthread_mutex_lock(&js->lock);
	settle(&w);
	pthread_mutex_unlock(&js->lock);
	http_spool_free(w.refused);
	http_text_drop(&w.report);
	imp_report_finish(&w.rep);
}

/* ---- one after the other --------------------------------------------------------------------------------------- */

static struct http_job *oldest_queued(const struct http_jobs *js)
{
	struct http_job *found = NULL;

	for (struct http_job *j = js->newest; j; j = j->next)
		if (j->state == HTTP_JOB_QUEUED)
			found = j;
	return found;
}

/* With the lock held, but while it waits. */
static void wait_ms(struct http_jobs *js, long ms)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += ms % 1000 * 1000000;
	until.tv_sec += ms / 1000 + until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_cond_timedwait(&js->work, &js->lock, &until);
}

/*
 * Imports of the command line beside it wait five seconds for the register, by looking now and then: one job right after
 * the other would leave them no moment. *stretch: since when there was no pause.
 */
static void give_way(struct http_jobs *js, int64_t *stretch)
{
	int64_t begun = api_ticks_ms(), left;

	if (begun - *stretch < HTTP_STRETCH_MS)
		return;
	while (!js->stopping && (left = begun + HTTP_GAP_MS - api_ticks_ms()) > 0)
		wait_ms(js, (long)left);
	*stretch = api_ticks_ms();
}

static void wait_for_work(struct http_jobs *js, int64_t *stretch)
{
	int64_t begun = api_ticks_ms();

	wait_ms(js, HTTP_SWEEP_S * 1000L);
	http_jobs_sweep(js);
	if (api_ticks_ms() - begun >= HTTP_GAP_MS)
		*stretch = api_ticks_ms();
}

/* With the lock held, but while it does. */
static void record_uses(struct http_jobs *js, bool all)
{
	pthread_mutex_unlock(&js->lock);
	http_auth_record(&js->srv->auth, all, js->path, js->pack);
	pthread_mutex_lock(&js->lock);
}

void *http_jobs_work(void *arg)
{
	struct http_jobs *js = arg;
	int64_t stretch = api_ticks_ms();
	struct http_job *j;

	pthread_mutex_lock(&js->lock);
	while (!js->stopping) {
		if (oldest_queued(js) == NULL) {
			wait_for_work(js, &stretch);
			record_uses(js, false);
			continue;
		}
		give_way(js, &stretch);
		j = oldest_queued(js); /* it may have been stopped meanwhile */
		if (j == NULL || js->stopping)
			continue;
		j->state = HTTP_JOB_RUNNING;
		pthread_mutex_unlock(&js->lock);
		run(js, j);
		pthread_mutex_lock(&js->lock);
		record_uses(js, false);
	}
	record_uses(js, true);
	pthread_mutex_unlock(&js->lock);
	return NULL;
}

#include "api/http/live.h"

#include <string.h>

/* With the gate held. Between the change a view ends with and the instant it was loaded for, nothing was recorded. */
static struct http_view *remembered(struct http_live *l, const char *known_at)
{
	for (size_t i = 0; i < HTTP_PAST_MAX; i++) {
		struct http_past *p = &l->past[i];

		if (p->view == NULL || strcmp(p->view->v->at, known_at) > 0 || strcmp(known_at, p->until) > 0)
			continue;
		p->used = ++l->uses;
		atomic_fetch_add_explicit(&p->view->refs, 1, memory_order_relaxed);
		return p->view;
	}
	return NULL;
}

static struct http_view *recall(struct http_live *l, const char *known_at)
{
	struct http_view *w;

	pthread_mutex_lock(&l->gate);
	w = remembered(l, known_at);
	pthread_mutex_unlock(&l->gate);
	return w;
}

/* Keep it in the place of the one that was used longest ago. */
static void remember(struct http_live *l, struct http_view *w, const char *known_at)
{
	struct http_past *oldest = &l->past[0];
	struct http_view *gone;

	pthread_mutex_lock(&l->gate);
	for (size_t i = 0; i < HTTP_PAST_MAX && oldest->view; i++)
		if (l->past[i].view == NULL || l->past[i].used < oldest->used)
			oldest = &l->past[i];
	gone = oldest->view;
	atomic_fetch_add_explicit(&w->refs, 1, memory_order_relaxed);
	*oldest = (struct http_past){ .view = w, .used = ++l->uses };
	memcpy(oldest->until, known_at, sizeof(oldest->until));
	pthread_mutex_unlock(&l->gate);
	http_view_drop(&gone);
}

void http_past_forget(struct http_live *l)
{
	struct http_view *gone[HTTP_PAST_MAX];

	pthread_mutex_lock(&l->gate);
	for (size_t i = 0; i < HTTP_PAST_MAX; i++) {
		gone[i] = l->past[i].view;
		l->past[i].view = NULL;
	}
	pthread_mutex_unlock(&l->gate);
	for (size_t i = 0; i < HTTP_PAST_MAX; i++)
		http_view_drop(&gone[i]);
}

enum cv_err http_past_reopen(struct http_live *l, struct cv_error *err)
{
	enum cv_err e;

	pthread_mutex_lock(&l->past_reader);
	reg_close(l->past_reg);
	l->past_reg = NULL;
	e = reg_open(l->path, REG_READ, l->pack, &l->past_reg, err);
	http_past_forget(l);
	pthread_mutex_unlock(&l->past_reader);
	return e;
}

/* With past_reader held. */
static enum cv_err fetch(struct http_live *l, const char *known_at, struct http_view **ret, struct cv_error *err)
{
	struct reg_view *v = NULL;
	enum cv_err e;

	*ret = recall(l, known_at);
	if (*ret)
		return CV_OK;
	if (l->past_reg == NULL)
		return cv_fail(err, CV_E_BUSY, "the register is being opened again; try again");
	http_turnstile_enter(&l->turnstile);
	e = reg_view_load(l->past_reg, known_at, &v, err);
	if (e != CV_OK)
		reg_rollback(l->past_reg);
	http_turnstile_leave(&l->turnstile);
	TRY(e);
	*ret = http_view_new(v);
	if (*ret == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	remember(l, *ret, known_at);
	return CV_OK;
}

enum cv_err http_live_at(struct http_live *l, const char *known_at, struct http_view **ret, struct cv_error *err)
{
	enum cv_err e;

	*ret = http_live_now(l);
	if (strcmp(known_at, (*ret)->v->at) >= 0)
		return CV_OK; /* nothing was recorded since */
	http_view_drop(ret);
	*ret = recall(l, known_at);
	if (*ret)
		return CV_OK;
	if (atomic_fetch_add(&l->past_waiting, 1) >= l->past_waiting_max) {
		atomic_fetch_sub(&l->past_waiting, 1);
		return cv_fail(err, CV_E_BUSY, "too many questions about the past at once; try again");
	}
	pthread_mutex_lock(&l->past_reader);
	e = fetch(l, known_at, ret, err);
	pthread_mutex_unlock(&l->past_reader);
	atomic_fetch_sub(&l->past_waiting, 1);
	return e;
}

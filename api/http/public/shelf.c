#include "api/http/public/shelf.h"

#include "api/clock.h"
#include "api/http/wire/pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PACK_WORTH = 1024, SECOND = 1000 }; /* bytes: packed once, sent often; ms */

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
}

void http_shelf_begin(struct http_shelf *s, bool open)
{
	s->open = open;
	pthread_mutex_init(&s->lock, NULL);
	pthread_mutex_init(&s->reading, NULL);
}

void http_shelf_end(struct http_shelf *s)
{
	http_issue_drop(&s->issue);
	pthread_mutex_destroy(&s->lock);
	pthread_mutex_destroy(&s->reading);
}

/* ---- an issue ------------------------------------------------------------------------------------------------- */

void http_copy_finish(struct http_copy *c)
{
	http_text_drop(&c->text);
	http_text_drop(&c->packed);
	free(c->key);
	*c = (struct http_copy){ 0 };
}

void http_issue_drop(struct http_issue **i)
{
	struct http_issue *w = *i;

	*i = NULL;
	if (w == NULL || atomic_fetch_sub_explicit(&w->refs, 1, memory_order_acq_rel) > 1)
		return;
	for (size_t k = 0; k < HTTP_COPIES; k++)
		http_copy_finish(&w->copy[k]);
	rep_public_changes_finish(&w->changes);
	rep_public_destroy(w->facts);
	http_view_drop(&w->view);
	pthread_mutex_destroy(&w->lock);
	free(w);
}

static enum cv_err read_facts(void *ctx, struct reg *r, struct cv_error *err)
{
	struct http_issue *i = ctx;

	return rep_public_load(r, i->view->v, true, &i->facts, err);
}

/* When what is on the list was last another; nobody can tell when that was before the server was started. */
static enum cv_err date(struct http_issue *i, const struct http_issue *last, struct cv_error *err)
{
	struct rep_public_list list = { 0 };
	struct rep_publication p = { i->facts, i->view->v->pack, &list, &i->changes, { "", "", 0 }, i->today };
	enum cv_err e = rep_public_list(i->facts, i->view->v, i->today, &list, err);

	if (e == CV_OK)
		rep_public_digest(&p, &i->digest);
	rep_public_list_finish(&list);
	i->since_ms = api_now_ms();
	if (last && reg_hash_same(&last->digest, &i->digest))
		i->since_ms = last->since_ms;
	else if (last && i->since_ms < last->since_ms + SECOND)
		i->since_ms = last->since_ms + SECOND; /* a date has seconds only, and every state has one of its own */
	return e;
}

static enum cv_err fill(
	struct http_issue *i, struct http_live *live, const struct http_issue *last, struct cv_error *err)
{
	TRY(http_live_read(live, read_facts, i, err));
	TRY(rep_public_changes(i->facts, i->view->v, i->today, &i->changes, err));
	return date(i, last, err);
}

/* With the lock for reading; the view is given away. */
static enum cv_err next(
	struct http_shelf *s, struct http_live *live, struct http_view *view, cv_day today, struct cv_error *err)
{
	struct http_issue *i = calloc(1, sizeof(*i)), *old;
	enum cv_err e;

	if (i == NULL) {
		http_view_drop(&view);
		return nomem(err);
	}
	atomic_init(&i->refs, 1);
	pthread_mutex_init(&i->lock, NULL);
	i->view = view;
	i->today = today;
	e = fill(i, live, s->issue, err);
	if (e != CV_OK) {
		http_issue_drop(&i);
		return e;
	}
	pthread_mutex_lock(&s->lock);
	old = s->issue;
	s->issue = i;
	pthread_mutex_unlock(&s->lock);
	http_issue_drop(&old);
	return CV_OK;
}

/* The issue there is; *ret_fresh: it is of that view, or of a later one, and of that day. */
static struct http_issue *take(struct http_shelf *s, const struct http_view *view, cv_day today, bool *ret_fresh)
{
	struct http_issue *i;

	pthread_mutex_lock(&s->lock);
	i = s->issue;
	if (i)
		atomic_fetch_add_explicit(&i->refs, 1, memory_order_relaxed);
	pthread_mutex_unlock(&s->lock);
	*ret_fresh = i && i->view->id >= view->id && i->today.n == today.n;
	return i;
}

/*
 * One thread reads what is new. Whoever comes meanwhile is not kept waiting, but gets what there was until then, as
 * from any cache; only while there is nothing at all they wait.
 */
enum cv_err http_shelf_now(struct http_shelf *s, struct http_live *live, struct http_issue **ret, struct cv_error *err)
{
	CV_AUTO(http_view_drop) struct http_view *view = http_live_now(live);
	cv_day today = api_today();
	enum cv_err e = CV_OK;
	bool fresh;

	*ret = take(s, view, today, &fresh);
	if (fresh)
		return CV_OK;
	if (pthread_mutex_trylock(&s->reading) != 0) {
		if (*ret)
			return CV_OK;
		pthread_mutex_lock(&s->reading);
	}
	http_issue_drop(ret);
	*ret = take(s, view, today, &fresh);
	if (!fresh) {
		struct http_view *given = view;

		view = NULL;
		http_issue_drop(ret);
		e = next(s, live, given, today, err);
		if (e == CV_OK)
			*ret = take(s, s->issue->view, today, &fresh);
	}
	pthread_mutex_unlock(&s->reading);
	return e;
}

/* ---- copies of it --------------------------------------------------------------------------------------------- */

static void key_of(const struct http_wanted_copy *w, struct cv_str *out)
{
	char on[CV_DAY_TEXT];

	cv_str_printf(out, "%d\n%s\n%s\n%s", (int)w->form, cv_day_text(w->on, on),
		w->filter.region ? w->filter.region : "", w->filter.purpose ? w->filter.purpose : "");
}

static enum cv_err write_out(
	const struct http_issue *i, const struct http_wanted_copy *w, struct cv_str *out, struct cv_error *err)
{
	struct rep_public_list list = { 0 };
	struct rep_publication p = { i->facts, i->view->v->pack, &list, &i->changes, w->filter, i->today };
	enum cv_err e = rep_public_list(i->facts, i->view->v, w->on, &list, err);

	if (e == CV_OK)
		rep_publish(&p, w->form, out);
	rep_public_list_finish(&list);
	return e == CV_OK && out->failed ? nomem(err) : e;
}

static void tag(const struct cv_str *text, struct http_copy *c)
{
	struct reg_hash h;
	char hex[2 * 12 + 1];

	reg_hash_of(cv_str_text(text), text->len, &h);
	for (size_t k = 0; k < 12; k++)
		snprintf(hex + 2 * k, 3, "%02x", h.byte[k]);
	snprintf(c->tag, sizeof(c->tag), "\"%s\"", hex);
	snprintf(c->packed_tag, sizeof(c->packed_tag), "\"%s-gzip\"", hex);
}

static void pack(const struct cv_str *text, struct http_copy *c)
{
	struct MHD_IoVec piece = { text->data, text->len };
	struct cv_str packed = { 0 };

	if (text->len >= PACK_WORTH && http_pack_pieces(&piece, 1, &packed) && packed.len < text->len)
		c->packed = http_text_new(&packed);
	cv_str_finish(&packed);
}

static enum cv_err make(
	const struct http_issue *i, const struct http_wanted_copy *w, struct http_copy *ret, struct cv_error *err)
{
	struct cv_str text = { 0 };
	enum cv_err e = write_out(i, w, &text, err);

	if (e == CV_OK) {
		tag(&text, ret);
		pack(&text, ret);
		ret->text = http_text_new(&text);
		if (ret->text == NULL)
			e = nomem(err);
	}
	cv_str_finish(&text);
	return e;
}

static struct http_copy *slot(struct http_issue *i, const char *key)
{
	uint64_t hash = 14695981039346656037ULL;

	for (const char *p = key; *p; p++)
		hash = (hash ^ (unsigned char)*p) * 1099511628211ULL;
	return &i->copy[hash % HTTP_COPIES];
}

/* The caller's references; the key stays where it is. */
static void lend(const struct http_copy *from, struct http_copy *to)
{
	*to = *from;
	to->key = NULL;
	http_text_take(to->text);
	http_text_take(to->packed);
}

static bool kept(struct http_issue *i, const char *key, struct http_copy *ret)
{
	struct http_copy *c = slot(i, key);
	bool found;

	pthread_mutex_lock(&i->lock);
	found = c->key && cv_streq(c->key, key);
	if (found)
		lend(c, ret);
	pthread_mutex_unlock(&i->lock);
	return found;
}

/* In the place of whatever was there. */
static void keep(struct http_issue *i, const char *key, const struct http_copy *made)
{
	struct http_copy copy, *c = slot(i, key);

	if (made->text->text.len > HTTP_COPY_MAX)
		return;
	lend(made, &copy);
	copy.key = cv_strdup(key);
	if (copy.key) {
		pthread_mutex_lock(&i->lock);
		http_copy_finish(c);
		*c = copy;
		pthread_mutex_unlock(&i->lock);
	} else {
		http_copy_finish(&copy);
	}
}

enum cv_err http_issue_copy(
	struct http_issue *i, const struct http_wanted_copy *w, struct http_copy *ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str key = { 0 };
	enum cv_err e;

	*ret = (struct http_copy){ 0 };
	key_of(w, &key);
	if (key.failed)
		return nomem(err);
	if (kept(i, cv_str_text(&key), ret))
		return CV_OK;
	e = make(i, w, ret, err);
	if (e == CV_OK)
		keep(i, cv_str_text(&key), ret);
	return e;
}

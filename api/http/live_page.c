/* What no view holds: lists, histories, the log. Read from the file, on a connection for that, a page at a time. */
#include "api/http/live.h"

#include "api/clock.h"

/* With page_reader held. Threads that answer questions must not wait, one after the other, for the same commit. */
static int page_patience(const struct http_live *l, bool begun)
{
	if (begun || atomic_load(&l->writing))
		return HTTP_READ_MS;
	return l->page_busy_ms && api_ticks_ms() - l->page_busy_ms < HTTP_AGAIN_MS ? 0 : HTTP_COMMIT_MS;
}

static enum cv_err read_page(struct http_live *l, bool begun, http_read_fn *fn, void *ctx, struct cv_error *err)
{
	enum cv_err e;

	pthread_mutex_lock(&l->page_reader);
	if (l->page_reg) {
		reg_patience(l->page_reg, page_patience(l, begun));
		http_turnstile_enter(&l->turnstile);
		e = fn(ctx, l->page_reg, err);
		if (e != CV_OK)
			reg_rollback(l->page_reg);
		http_turnstile_leave(&l->turnstile);
		if (e == CV_OK)
			l->page_busy_ms = 0;
		else if (e == CV_E_BUSY)
			l->page_busy_ms = api_ticks_ms();
	} else {
		e = cv_fail(err, CV_E_BUSY, "the register is being opened again; try again");
	}
	pthread_mutex_unlock(&l->page_reader);
	return e;
}

enum cv_err http_live_read(struct http_live *l, http_read_fn *fn, void *ctx, struct cv_error *err)
{
	return read_page(l, false, fn, ctx, err);
}

enum cv_err http_live_read_on(struct http_live *l, http_read_fn *fn, void *ctx, struct cv_error *err)
{
	return read_page(l, true, fn, ctx, err);
}

enum cv_err http_page_reopen(struct http_live *l, struct cv_error *err)
{
	enum cv_err e;

	pthread_mutex_lock(&l->page_reader);
	reg_close(l->page_reg);
	l->page_reg = NULL;
	e = reg_open(l->path, REG_READ, l->pack, &l->page_reg, err);
	pthread_mutex_unlock(&l->page_reader);
	return e;
}

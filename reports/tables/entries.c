/* The log, a few entries at a time: between them the register is let go. */
#include "reports/tables/inside.h"

enum { AT_ONCE = 500, HELD_MAX = 512 * 1024 };

struct reading {
	struct rep_run *x;
	int64_t from, last; /* the next entry; the last change that is wanted */
	reg_entry_fn *fn;
	void *ctx;
	bool over, full;
};

static enum cv_err one(void *ctx, const struct reg_entry *e, struct cv_error *err)
{
	struct reading *g = ctx;

	g->over = e->change > g->last;
	if (g->over)
		return CV_E_STOPPED;
	TRY(g->fn(g->ctx, e, err));
	g->from = e->number + 1;
	g->full = rep_gathered(g->x->sink) > HELD_MAX;
	return g->full ? CV_E_STOPPED : CV_OK;
}

static enum cv_err some(void *ctx, struct reg *r, struct cv_error *err)
{
	struct reading *g = ctx;
	int64_t before = g->from;
	enum cv_err e;

	g->full = false;
	e = reg_log_walk(r, g->from, g->from + AT_ONCE, one, g, err);
	if (e == CV_E_STOPPED && (g->over || g->full))
		e = CV_OK;
	g->over |= !g->full && g->from < before + AT_ONCE;
	return e;
}

enum cv_err rep_entries(
	struct rep_run *x, int64_t from, int64_t last, reg_entry_fn *fn, void *ctx, struct cv_error *err)
{
	struct reading g = { .x = x, .from = from, .last = last, .fn = fn, .ctx = ctx };

	while (!g.over)
		TRY(rep_look(x, some, &g, err));
	return CV_OK;
}

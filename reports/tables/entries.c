/* The entries of the log that a report wants: of a period, a kind, a party. */
#include "reports/tables/entries.h"

#include <stdio.h>
#include <string.h>

enum { AT_ONCE = 500, BYTES_AT_ONCE = 512 * 1024 };

struct reading {
	struct rep_run *x;
	reg_entry_fn *fn;
	void *ctx;
	int64_t from, first, last; /* next entry; changes in (first, last] */
	bool over, full;
};

static bool names_party(const struct reg_entry *e, const char *party)
{
	char value[96];

	if (*party == '\0')
		return true;
	snprintf(value, sizeof(value), ":\"%s\"", party);
	return (e->before && strstr(e->before, value)) || (e->after && strstr(e->after, value));
}

const char *rep_entry_kind(const struct reg_entry *e)
{
	static const char *const others[] = { "setting", "import", "undoing", "token" };
	const char *subject = e->subject;
	size_t n = strcspn(subject, "/");

	for (int k = 0; k < REG_KIND_COUNT; k++) {
		const struct reg_kind_info *info = reg_kind_info((enum reg_kind)k);

		if (strlen(info->singular) == n && strncmp(info->singular, subject, n) == 0)
			return info->plural;
	}
	for (size_t i = 0; i < CV_LEN(others); i++)
		if (strlen(others[i]) == n && strncmp(others[i], subject, n) == 0)
			return others[i];
	return "other";
}

static bool wanted(const struct reading *g, const struct reg_entry *e)
{
	const char *kind = g->x->want.kind;

	return (*kind == '\0' || cv_streq(kind, rep_entry_kind(e))) && names_party(e, g->x->want.party);
}

static enum cv_err one(void *ctx, const struct reg_entry *e, struct cv_error *err)
{
	struct reading *g = ctx;

	g->over = e->change > g->last;
	if (g->over)
		return CV_E_STOPPED;
	if (e->change > g->first && wanted(g, e))
		TRY(g->fn(g->ctx, e, err));
	g->from = e->number + 1;
	g->full = rep_gathered(g->x->sink) > BYTES_AT_ONCE;
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

static enum cv_err change_of(void *ctx, const struct reg_entry *e, struct cv_error *err)
{
	CV_UNUSED(err);
	*(int64_t *)ctx = e->change;
	return CV_OK;
}

/* The last change before a day, and the first entry behind it: entries are in the order of changes. */
static enum cv_err find_first(struct reading *g, struct reg *r, struct cv_error *err)
{
	int64_t low = 0, high, change;

	TRY(reg_log_size(r, &high, err));
	while (low < high) {
		int64_t mid = low + (high - low) / 2;

		change = INT64_MAX;
		TRY(reg_log_walk(r, mid, mid + 1, change_of, &change, err));
		if (change <= g->first)
			low = mid + 1;
		else
			high = mid;
	}
	g->from = low;
	return CV_OK;
}

/* The last change before a day; where none is said, ret stays. */
static enum cv_err before_day(struct reg *r, cv_day day, int64_t *ret, struct cv_error *err)
{
	char text[CV_DAY_TEXT], instant[CV_INSTANT_TEXT];

	if (!cv_day_known(day))
		return CV_OK;
	(void)!cv_instant_parse(cv_day_text((cv_day){ day.n - 1 }, text), instant);
	return reg_known(r, instant, ret, err);
}

enum cv_err rep_period(
	const struct rep_run *x, struct reg *r, int64_t *ret_first, int64_t *ret_last, struct cv_error *err)
{
	*ret_first = 0;
	*ret_last = x->seq;
	TRY(before_day(r, x->want.since, ret_first, err));
	TRY(before_day(r, x->want.until, ret_last, err));
	if (*ret_last > x->seq)
		*ret_last = x->seq;
	return CV_OK;
}

static enum cv_err find_period(void *ctx, struct reg *r, struct cv_error *err)
{
	struct reading *g = ctx;

	TRY(rep_period(g->x, r, &g->first, &g->last, err));
	return find_first(g, r, err);
}

enum cv_err rep_entries(struct rep_run *x, reg_entry_fn *fn, void *ctx, struct cv_error *err)
{
	struct reading g = { .x = x, .fn = fn, .ctx = ctx };

	TRY(x->door->look(x->door->ctx, find_period, &g, err));
	while (!g.over)
		TRY(rep_look(x, some, &g, err));
	return CV_OK;
}

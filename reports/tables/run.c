/* Writing one report: what it knows of, its beginning and end, and reading the register a little at a time. */
#include "reports/tables/inside.h"

#include "registry/core/country.h"
#include "registry/pages.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORDS_AT_ONCE = 1000, BYTES_AT_ONCE = 512 * 1024 };

/* ---- reading --------------------------------------------------------------------------------------------------- */

enum cv_err rep_look(struct rep_run *x, rep_look_fn *fn, void *arg, struct cv_error *err)
{
	enum cv_err e;

	rep_hold(x->sink);
	e = x->door->look(x->door->ctx, fn, arg, err);
	if (e == CV_OK)
		e = rep_release(x->sink, err);
	return e;
}

struct reading {
	struct rep_run *x;
	enum reg_kind kind;
	reg_version_fn *fn;
	void *ctx;
	int64_t last;
	int looked;
	bool full; /* the sink has gathered enough for one look */
};

static enum cv_err one(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct reading *g = ctx;

	g->looked++;
	g->last = v->n;
	TRY(g->fn(g->ctx, v, err));
	g->full = rep_gathered(g->x->sink) >= BYTES_AT_ONCE;
	return g->full ? CV_E_STOPPED : CV_OK;
}

static enum cv_err some(void *ctx, struct reg *r, struct cv_error *err)
{
	struct reading *g = ctx;
	enum cv_err e;

	g->looked = 0;
	g->full = false;
	e = reg_page(r, g->kind, g->x->seq, g->last, RECORDS_AT_ONCE, one, g, err);
	return g->full && e == CV_E_STOPPED ? CV_OK : e;
}

enum cv_err rep_records(struct rep_run *x, enum reg_kind kind, reg_version_fn *fn, void *ctx, struct cv_error *err)
{
	struct reading g = { .x = x, .kind = kind, .fn = fn, .ctx = ctx };

	do
		TRY(rep_look(x, some, &g, err));
	while (g.full || g.looked == RECORDS_AT_ONCE);
	return CV_OK;
}

/* ---- beginning ------------------------------------------------------------------------------------------------- */

static enum cv_err known(void *ctx, struct reg *r, struct cv_error *err)
{
	struct rep_run *x = ctx;

	TRY(reg_known(r, x->asked->known_at, &x->seq, err));
	return x->seq > 0 ? reg_instant(r, x->seq, x->at, err) : CV_OK;
}

static enum cv_err find_moment(struct rep_run *x, struct cv_error *err)
{
	if (x->report->needs_view) {
		TRY(x->door->view(x->door->ctx, x->asked->known_at, &x->view, err));
		x->seq = x->view->seq;
		memcpy(x->at, x->view->at, sizeof(x->at));
	} else {
		TRY(x->door->look(x->door->ctx, known, x, err));
	}
	if (x->asked->seq >= 0 && x->asked->seq != x->seq)
		return cv_fail(
			err, CV_E_CONFLICT, "the register has changed while the reports were written: try again");
	return CV_OK;
}

enum cv_err rep_run_begin(struct rep_run *x, const struct rep_column *column, size_t n, struct cv_error *err)
{
	x->about = (struct rep_about){ .name = x->report->name,
		.title = x->report->title,
		.on = x->on,
		.known_at = x->at,
		.seq = x->seq,
		.law_pack = law_pack_version(x->pack),
		.filters = cv_str_text(&x->filters),
		.note = "",
		.picture = cv_str_text(&x->picture) };
	if (x->picture.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return rep_begin(x->sink, &x->about, column, n, err);
}

void rep_run_map(struct rep_run *x, const struct rep_map_country *country, size_t n)
{
	char title[64], day[CV_DAY_TEXT];

	snprintf(title, sizeof(title), "Transfers on %s", cv_day_text(x->on, day));
	rep_map_svg(country, n, title, "map", &x->picture);
}

CV_PRINTF(2, 0)
static void note(struct rep_run *x, const char *fmt, va_list ap)
{
	if (vsnprintf(x->done->note, sizeof(x->done->note), fmt, ap) < 0)
		x->done->note[0] = '\0';
	x->about.note = x->done->note;
}

void rep_run_cut(struct rep_run *x, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	note(x, fmt, ap);
	va_end(ap);
	x->done->cut = true;
}

void rep_run_note(struct rep_run *x, const char *fmt, ...)
{
	va_list ap;

	if (x->done->cut)
		return;
	va_start(ap, fmt);
	note(x, fmt, ap);
	va_end(ap);
}

static enum cv_err run(struct rep_run *x, struct cv_error *err)
{
	TRY(find_moment(x, err));
	TRY(rep_want(x, err));
	TRY(x->report->run(x, err));
	TRY(rep_end(x->sink, err));
	x->done->rows = rep_rows(x->sink);
	x->done->seq = x->seq;
	memcpy(x->done->at, x->at, sizeof(x->at));
	return CV_OK;
}

static struct rep_run run_of(const struct rep_report *report, const struct rep_asked *asked,
	const struct rep_door *door, const struct law_pack *pack)
{
	return (struct rep_run){ .report = report,
		.asked = asked,
		.door = door,
		.pack = pack,
		.on = report->kind < REG_KIND_COUNT || report->up_to ? CV_DAY_NONE : asked->today };
}

static void run_finish(struct rep_run *x)
{
	cv_str_finish(&x->filters);
	free(x->column);
	cv_arena_finish(&x->arena);
	cv_str_finish(&x->picture);
}

/*
 * What was known at an instant stays, but for what is about persons, which can be erased for good, and for evidence
 * that speaks of it.
 */
static enum cv_err latest(void *ctx, struct reg *r, struct cv_error *err)
{
	const struct rep_run *x = ((void **)ctx)[0];
	struct rep_moment *m = ((void **)ctx)[1];

	m->latest = x->seq;
	if (x->report->audit || rep_takes(x->report, REP_BY_PERSONAL))
		TRY(reg_known(r, NULL, &m->latest, err));
	return m->latest > 0 ? reg_instant(r, m->latest, m->at, err) : CV_OK;
}

static enum cv_err find_out(struct rep_run *x, struct rep_moment *ret, struct cv_error *err)
{
	if (x->asked->known_at) /* no view for it: it may be long ago, and is not wanted if nothing is written */
		TRY(x->door->look(x->door->ctx, known, x, err));
	else
		TRY(find_moment(x, err));
	TRY(rep_want(x, err));
	TRY(x->door->look(x->door->ctx, latest, (void *[]){ x, ret }, err));
	ret->seq = x->seq;
	ret->on = x->on;
	ret->today = x->want.by_truth || !cv_day_known(x->on) ? x->asked->today : CV_DAY_NONE;
	if (x->report->kind < REG_KIND_COUNT)
		ret->today = CV_DAY_NONE;
	return CV_OK;
}

enum cv_err rep_moment(const struct rep_report *report, const struct rep_asked *asked, const struct rep_door *door,
	const struct law_pack *pack, struct rep_moment *ret, struct cv_error *err)
{
	struct rep_run x = run_of(report, asked, door, pack);
	enum cv_err e;

	*ret = (struct rep_moment){ 0 };
	e = find_out(&x, ret, err);
	ret->filters = x.filters;
	x.filters = (struct cv_str){ 0 };
	run_finish(&x);
	return e;
}

enum cv_err rep_write(const struct rep_report *report, const struct rep_asked *asked, const struct rep_door *door,
	const struct law_pack *pack, struct rep_sink *sink, struct rep_written *ret, struct cv_error *err)
{
	struct rep_run x = run_of(report, asked, door, pack);
	enum cv_err e;

	x.sink = sink;
	x.done = ret;
	*ret = (struct rep_written){ 0 };
	e = run(&x, err);
	run_finish(&x);
	return e;
}

/* ---- cells ----------------------------------------------------------------------------------------------------- */

const char *rep_party_id(const struct reg_view *v, uint32_t party)
{
	return party == REG_NOBODY ? "" : v->party[party].id;
}

const char *rep_party_name(const struct reg_view *v, uint32_t party)
{
	return party == REG_NOBODY ? "our organisation" : v->party[party].name;
}

const char *rep_place_code(const struct reg_view *v, law_place place)
{
	return place == LAW_NO_PLACE ? "" : law_place_code(v->pack, place);
}

const char *rep_place_name(const struct law_pack *p, law_place place)
{
	const char *code = place == LAW_NO_PLACE ? "" : law_place_code(p, place), *name = cv_country_name(code);

	return name ? name : code;
}

char *rep_number(int64_t n, char buf[24])
{
	snprintf(buf, 24, "%lld", (long long)n);
	return buf;
}

bool rep_leg_wanted(const struct rep_run *x, const struct reg_leg_v *l)
{
	if (*x->want.party && l->importer != x->want.party_index &&
		(l->exporter == REG_NOBODY || l->exporter != x->want.party_index))
		return false;
	if (*x->want.exporter && (l->exporter == REG_NOBODY || l->exporter != x->want.exporter_index))
		return false;
	if (*x->want.country && l->country != x->want.place)
		return false;
	return *x->want.kind == '\0' || cv_streq(law_kind_name(x->view->party[l->importer].kind), x->want.kind);
}

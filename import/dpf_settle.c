/* Once the whole list is known: what its days mean, and which of the names it matched are our parties for certain. */
#include "import/dpf.h"

#include <stdlib.h>
#include <string.h>

/* ---- days ---- */

/* What the user says, else what the days of the file show: one of 7/17/2023 shows it for all. */
static enum imp_days order_of_days(const struct imp_reading *g)
{
	const struct imp_dpf *d = g->dpf;

	if (g->opt->days != IMP_DAYS_ASK || (d->month_first > 0) == (d->day_first > 0))
		return g->opt->days;
	return d->month_first ? IMP_DAYS_MDY : IMP_DAYS_DMY;
}

static enum cv_err read_days(struct imp_reading *g, struct imp_dpf_row *r, enum imp_days order, struct cv_error *err)
{
	static const enum imp_dpf_column column[IMP_DPF_DAYS] = { IMP_DPF_INSTALL, IMP_DPF_DUE, IMP_DPF_INACTIVE };

	for (size_t i = 0; i < IMP_DPF_DAYS; i++) {
		struct cv_error why;

		if (imp_dpf_day(r->text[i], order, &r->day[i]) != IMP_DPF_AMBIGUOUS)
			continue;
		cv_fail(&why, CV_E_DATE,
			"'%.40s' may begin with the month or with the day, and no other day of the file shows "
			"which: say "
			"--days mdy or --days dmy, or write YYYY-MM-DD",
			r->text[i]);
		r->refused = true;
		TRY(imp_defect(g, r->line, g->column[g->dpf->at[column[i]]].header, why.msg, err));
	}
	g->rep->refused += r->refused;
	return CV_OK;
}

/* ---- parties ---- */

static void drop(struct imp_dpf *d, struct imp_dpf_hit *h)
{
	h->dropped = true;
	d->party[h->party].asked = true;
}

/* Participants are entities of the framework's country: one of that name on file elsewhere is perhaps another. */
static enum cv_err check_country(struct imp_reading *g, struct imp_dpf_hit *h, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 }, why = { 0 }, answers = { 0 };
	struct imp_dpf *d = g->dpf;
	const struct imp_dpf_row *r = h->at;
	const struct imp_dpf_party *p = &d->party[h->party];
	const char *country = p->country ? p->country : "", *place = "";

	for (size_t i = 0; i < d->n_frameworks; i++)
		if (r->frameworks >> i & 1)
			place = law_place_code(reg_pack(g->r), d->framework[i].place);
	if (h->sure || *country == '\0' || *place == '\0' || cv_streq(country, place))
		return CV_OK;
	cv_str_printf(&text, "Is '%.200s' on the list our party %s?", h->name, p->id);
	cv_str_printf(
		&why, "participants are entities in %s; %s (%.200s) is on file in %s", place, p->id, p->name, country);
	cv_str_printf(&answers, "--same '%s=%s' or --distinct '%s=%s'", h->name, p->id, h->name, p->id);
	if (text.failed || why.failed || answers.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	TRY(imp_dpf_ask(g, r->line, text.data, why.data, "its entry is left out", answers.data, err));
	drop(d, h);
	return CV_OK;
}

/* Active, and inactive since a day that lies behind us. One from before the entry began is an older gap. */
static enum cv_err check_status(struct imp_reading *g, struct imp_dpf_hit *h, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	const struct imp_dpf_row *r = h->at;
	cv_day until = r->day[IMP_DPF_UNTIL];
	char day[CV_DAY_TEXT];

	if (!r->active || !cv_day_known(until) || until.n > g->opt->today.n || until.n <= r->day[IMP_DPF_FROM].n)
		return CV_OK;
	cv_str_printf(&text, "Is '%.200s' active, or inactive since %s?", r->participant, cv_day_text(until, day));
	if (text.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	TRY(imp_dpf_ask(g, r->line, text.data, "the list says both", "its entry is left out",
		"look the participant up, and correct the row", err));
	drop(g->dpf, h);
	return CV_OK;
}

static bool same_participant(const struct imp_dpf_hit *a, const struct imp_dpf_hit *b)
{
	return cv_streq(a->at->folded, b->at->folded);
}

static enum cv_err ask_participant(
	struct imp_reading *g, const struct imp_dpf_hit *a, const struct imp_dpf_hit *b, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 }, why = { 0 }, answers = { 0 };
	const struct imp_dpf_row *x = a->at, *y = b->at;
	const char *id = g->dpf->party[a->party].id;

	cv_str_printf(&text, "Is our party %s '%.200s' or '%.200s' on the list?", id, x->participant, y->participant);
	cv_str_printf(
		&why, "both are shown to the public as '%.200s', in line %zu and line %zu", a->name, x->line, y->line);
	cv_str_printf(&answers, "--same '%s=%s' or --same '%s=%s'", x->participant, id, y->participant, id);
	if (text.failed || why.failed || answers.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return imp_dpf_ask(g, x->line, text.data, why.data, "its entries are left out", answers.data, err);
}

static bool by_display(const struct imp_dpf_hit *h)
{
	return !h->dropped && !h->sure && h->how == IMP_DPF_BY_DISPLAY;
}

static enum cv_err note_display(struct imp_reading *g, const struct imp_dpf_hit *h, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	size_t before;

	cv_str_printf(&text, "%s is matched by the public name: '%.200s' is '%.200s' by its legal name\n",
		g->dpf->party[h->party].id, h->name, h->at->participant);
	if (text.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	TRY(imp_key(&g->dpf->asked, text.data, 1, &before, err));
	if (!before)
		cv_str_puts(&g->rep->notes, text.data);
	return CV_OK;
}

/* The hits of one party: its legal name beats a public name that others may share. */
static enum cv_err check_display(struct imp_reading *g, struct imp_dpf_hit *h, size_t n, struct cv_error *err)
{
	const struct imp_dpf_hit *legal = NULL, *first = NULL, *other = NULL;

	for (size_t i = 0; i < n; i++) {
		if (!h[i].dropped && (h[i].sure || h[i].how == IMP_DPF_BY_LEGAL))
			legal = legal ? legal : &h[i];
		else if (by_display(&h[i]) && first == NULL)
			first = &h[i];
		else if (by_display(&h[i]) && other == NULL && !same_participant(first, &h[i]))
			other = &h[i];
	}
	if (first && legal == NULL && other)
		TRY(ask_participant(g, first, other, err));
	else if (first && legal == NULL)
		return note_display(g, first, err);
	for (size_t i = 0; i < n; i++) {
		if (!by_display(&h[i]) || (legal && same_participant(legal, &h[i])))
			continue;
		h[i].dropped = true;
		g->dpf->party[h[i].party].asked |= legal == NULL;
	}
	return CV_OK;
}

static int by_party(const void *a, const void *b)
{
	const struct imp_dpf_hit *x = a, *y = b;

	return x->party != y->party ? strcmp(x->id, y->id) : (x->row > y->row) - (x->row < y->row);
}

enum cv_err imp_dpf_settle(struct imp_reading *g, struct cv_error *err)
{
	struct imp_dpf *d = g->dpf;
	enum imp_days order = order_of_days(g);

	for (size_t i = 0; i < d->n_rows; i++)
		if (!d->row[i].refused)
			TRY(read_days(g, &d->row[i], order, err));
	for (size_t i = 0; i < d->n_hits; i++) {
		struct imp_dpf_hit *h = &d->hit[i];

		h->at = &d->row[h->row];
		h->id = d->party[h->party].id;
		if (h->at->refused)
			drop(d, h);
		else
			TRY(check_country(g, h, err));
		if (!h->dropped)
			TRY(check_status(g, h, err));
	}
	if (d->n_hits > 0)
		qsort(d->hit, d->n_hits, sizeof(*d->hit), by_party);
	for (size_t i = 0, n; i < d->n_hits; i += n) {
		for (n = 1; i + n < d->n_hits && d->hit[i + n].party == d->hit[i].party; n++)
			;
		TRY(check_display(g, &d->hit[i], n, err));
	}
	return CV_OK;
}

/* After the rows: who relies on the framework and is not found on the list, or not active, and what rests on it. */
#include "import/dpf.h"

#include <string.h>

enum { LEGS_SHOWN = 5 };

static const char *slug(const struct imp_reading *g, size_t framework)
{
	return law_mech_slug(reg_pack(g->r), g->dpf->framework[framework].mech);
}

static void slugs(const struct imp_reading *g, uint32_t frameworks, struct cv_str *out)
{
	for (size_t i = 0, n = 0; i < g->dpf->n_frameworks; i++)
		if (frameworks >> i & 1)
			cv_str_printf(out, "%s%s", n++ ? ", " : "", slug(g, i));
}

/* Does the leg go where a framework reaches, from an exporter under its regime? One with no exporter said may. */
static bool rests_on(const struct imp_reading *g, const struct imp_dpf_leg *l, uint32_t frameworks)
{
	const struct imp_dpf *d = g->dpf;
	const struct law_pack *p = reg_pack(g->r);
	const struct imp_dpf_party *x = l->exporter ? &d->party[l->exporter - 1] : NULL;
	law_regime regime = LAW_NO_REGIME;
	law_place place;

	if (x && x->country && law_place_parse(p, x->country, strlen(x->country), &place))
		regime = law_regime_of(p, place, x->exporter_attrs, g->opt->today);
	for (size_t i = 0; i < d->n_frameworks; i++)
		if (frameworks >> i & 1 && cv_streq(l->country, law_place_code(p, d->framework[i].place)) &&
			(x == NULL || regime == d->framework[i].regime))
			return true;
	return false;
}

/* "2 transfers rest on it: ie-acme-us, de-acme-us" */
static void transfers(const struct imp_reading *g, size_t party, uint32_t frameworks, struct cv_str *out)
{
	const struct imp_dpf *d = g->dpf;
	CV_AUTO(cv_str_finish) struct cv_str ids = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < d->n_legs; i++) {
		if (d->leg[i].importer != party || !rests_on(g, &d->leg[i], frameworks))
			continue;
		if (n++ < LEGS_SHOWN)
			cv_str_printf(&ids, "%s%s", ids.len ? ", " : "", d->leg[i].id);
	}
	if (n == 0)
		cv_str_puts(out, "no transfer on file rests on it");
	else
		cv_str_printf(out, "%zu transfer%s on it: %s", n, n == 1 ? " rests" : "s rest", cv_str_text(&ids));
	if (n > LEGS_SHOWN)
		cv_str_printf(out, " and %zu more", n - LEGS_SHOWN);
	out->failed |= ids.failed;
}

/* ---- not active ---- */

static enum cv_err note_gone(
	struct imp_reading *g, size_t party, uint32_t frameworks, bool claimed, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };

	cv_str_printf(&text, "%s%s is not active on the list for ", g->dpf->party[party].id,
		claimed ? ", said to take part," : "");
	slugs(g, frameworks, &text);
	cv_str_puts(&text, ": ");
	transfers(g, party, frameworks, &text);
	cv_str_printf(&g->rep->notes, "%s\n", cv_str_text(&text));
	return text.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

/* ---- not found ---- */

struct missing {
	struct cv_str text, why, answers;
};

static void finish(struct missing *m)
{
	cv_str_finish(&m->text);
	cv_str_finish(&m->why);
	cv_str_finish(&m->answers);
}

static void say_missing(const struct imp_reading *g, size_t party, uint32_t frameworks, struct missing *m)
{
	const struct imp_dpf_party *p = &g->dpf->party[party];
	const char *full = "--complete where the file is the full list: what is absent ends then";

	if (p->listed & g->dpf->of_list) {
		cv_str_printf(&m->text, "%s (%.200s) is on the list, but not for ", p->id, p->name ? p->name : "");
		slugs(g, frameworks, &m->text);
		cv_str_puts(&m->text, ": did that end?");
	} else {
		cv_str_printf(&m->text,
			"%s (%.200s) relies on the framework and is not found on the list: is it there under another "
			"name?",
			p->id, p->name ? p->name : "");
		if (p->near)
			cv_str_printf(&m->why, "line %zu has '%.200s', which differs in the legal form only; ",
				p->near_line, p->near);
	}
	transfers(g, party, frameworks, &m->why);
	if (p->near)
		cv_str_printf(
			&m->answers, "--same '%s=%s', --distinct '%s=%s', or %s", p->near, p->id, p->near, p->id, full);
	else if (p->listed & g->dpf->of_list)
		cv_str_puts(&m->answers, full);
	else
		cv_str_printf(&m->answers, "--same 'NAME ON THE LIST=%s', or %s", p->id, full);
}

static enum cv_err ask_missing(
	struct imp_reading *g, size_t party, uint32_t frameworks, bool claimed, struct cv_error *err)
{
	CV_AUTO(finish) struct missing m = { 0 };

	say_missing(g, party, frameworks, &m);
	if (m.text.failed || m.why.failed || m.answers.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return imp_dpf_ask(g, 0, m.text.data, m.why.data,
		claimed ? "the claim stays a claim: it covers nothing" : "its certification stays as it is",
		m.answers.data, err);
}

/* ---- absent from the full list ---- */

static bool ends(const struct imp_dpf *d, const struct imp_dpf_cert *c)
{
	const struct imp_dpf_party *p = &d->party[c->party];

	return c->current && !p->asked && (p->relies & d->of_list & ~p->listed) >> c->framework & 1;
}

/* Half a file must not end half the register. */
static enum cv_err check_most(struct imp_reading *g, struct cv_error *err)
{
	const struct imp_dpf *d = g->dpf;
	size_t all = 0, n = 0;

	for (size_t i = 0; i < d->n_certs; i++) {
		all += d->cert[i].current && d->of_list >> d->cert[i].framework & 1;
		n += ends(d, &d->cert[i]);
	}
	return imp_may_end(g, "current certifications", n, all, err);
}

static enum cv_err end_absent(struct imp_reading *g, struct imp_dpf_cert *c, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	char today[CV_DAY_TEXT];
	const bool whole = c->span.from.n < g->opt->today.n;
	struct imp_dpf_change change = { .status = "lapsed",
		.until = whole ? cv_day_text(g->opt->today, today) : NULL,
		.source = "Data Privacy Framework List: absent from the full list",
		.due = CV_DAY_NONE };
	enum reg_effect effect;

	TRY(imp_dpf_put(g, c, true, &change, &effect, err));
	g->rep->ended += effect != REG_UNCHANGED;
	cv_str_printf(&text, "%s is absent from the full list for %s, which ends: ", g->dpf->party[c->party].id,
		slug(g, c->framework));
	transfers(g, c->party, UINT32_C(1) << c->framework, &text);
	cv_str_printf(&g->rep->notes, "%s\n", cv_str_text(&text));
	return text.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

/* ---- */

static enum cv_err report(struct imp_reading *g, size_t party, struct cv_error *err)
{
	const struct imp_dpf *d = g->dpf;
	const struct imp_dpf_party *p = &d->party[party];
	const uint32_t missing = p->relies & ~p->listed, gone = p->relies & p->listed & ~p->active;

	if (gone)
		TRY(note_gone(g, party, gone, false, err));
	if (missing && !p->asked && !g->opt->complete)
		TRY(ask_missing(g, party, missing, false, err));
	if (p->relies || !p->claims || p->asked || (p->active & d->of_list))
		return CV_OK;
	return p->listed & d->of_list ? note_gone(g, party, p->listed & d->of_list, true, err)
				      : ask_missing(g, party, d->of_list, true, err);
}

enum cv_err imp_dpf_report(struct imp_reading *g, struct cv_error *err)
{
	struct imp_dpf *d = g->dpf;

	for (size_t i = 0; i < d->n_parties; i++)
		TRY(report(g, i, err));
	if (!g->opt->complete)
		return CV_OK;
	TRY(check_most(g, err));
	for (size_t i = 0; i < d->n_certs; i++)
		if (ends(d, &d->cert[i]))
			TRY(end_absent(g, &d->cert[i], err));
	return CV_OK;
}

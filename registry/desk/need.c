#include "registry/desk/need.h"

#include "registry/desk/vendor.h"
#include "registry/law/modules.h"

#include <stdlib.h>
#include <string.h>

struct basis {
	enum law_onward onward;
	law_mech mech, cheaper; /* what was left out for it; LAW_NO_MECH: nothing was */
};

struct needing {
	const struct reg_need_in *in;
	reg_need_fn *fn;
	void *ctx;
	struct reg_need_leg *leg; /* the one that is looked at */
	struct law_tool tool[LAW_TOOLS_MAX];
	enum law_outcome worst;
	struct basis basis[4]; /* what the vendor would have the data under, each kind once */
	size_t n_basis;
	struct cv_error *err;
};

/* ---- one leg ---------------------------------------------------------------------------------------------------- */

/* Entries of all schemes for the destination, active from before the day. */
static size_t entries(const struct needing *g, law_place place, struct law_tool *tool, size_t n)
{
	const struct law_pack *p = g->in->pack;
	struct law_framework f;
	enum law_data data = g->leg->facts.data;

	for (size_t i = 0; law_framework_at(p, i, &f) && n < LAW_TOOLS_MAX; i++) {
		if (f.place != place && f.place != LAW_NO_PLACE)
			continue;
		if (!cv_span_has(f.reliance, g->in->on))
			continue;
		tool[n++] = (struct law_tool){ .kind = LAW_CERTIFICATION,
			.mech = f.mech,
			.day = CV_DAY_NONE,
			.flags = (uint16_t)((data != LAW_NON_HR ? LAW_T_HR : 0) | (data != LAW_HR ? LAW_T_NON_HR : 0)),
			.changed = CV_DAY_NONE,
			.notified = CV_DAY_NONE,
			.review = CV_DAY_EVER,
			.active = { f.reliance.from, CV_DAY_EVER } };
	}
	return n;
}

static bool has_scheme(const struct needing *g, law_place place)
{
	struct law_framework f;

	for (size_t i = 0; law_framework_at(g->in->pack, i, &f); i++)
		if (f.regime == g->leg->decision.regime && f.place == place && cv_span_has(f.reliance, g->in->on))
			return true;
	return false;
}

static void certify(struct needing *g)
{
	struct reg_need_leg *l = g->leg;
	struct law_facts f = l->facts;
	struct law_tool tool[LAW_TOOLS_MAX];
	struct law_decision d;
	struct law_framework scheme;

	l->certified = (struct reg_need_certified){ .mech = LAW_NO_MECH };
	if (l->decision.regime == LAW_NO_REGIME || !has_scheme(g, f.importer))
		return;
	memcpy(tool, f.tool, f.n_tools * sizeof(*tool));
	f.n_tools = entries(g, f.importer, tool, f.n_tools);
	f.tool = tool;
	law_decide(g->in->pack, &f, g->in->on, &d);
	l->certified.any = true;
	l->certified.outcome = d.outcome;
	l->certified.mech = d.mech;
	for (size_t i = 0; law_framework_at(g->in->pack, i, &scheme); i++)
		if (scheme.mech == d.mech)
			l->certified.framework = scheme.name;
}

static enum cv_err judge(struct needing *g)
{
	struct reg_need_leg *l = g->leg;
	const struct law_pack *p = g->in->pack;

	law_decide(p, &l->facts, g->in->on, &l->decision);
	l->n_remedies = law_remedies(p, &l->facts, g->in->on, &l->decision, l->remedy);
	l->clauses = law_regime_of(p, l->facts.importer, 0, g->in->on) != LAW_NO_REGIME
		? LAW_NO_MECH
		: law_clauses_for(p, l->facts.exporter_role, l->facts.importer_role, g->in->on);
	certify(g);
	if (l->part != REG_NEED_ADDITION && l->decision.outcome > g->worst)
		g->worst = l->decision.outcome;
	return g->fn(g->ctx, l, g->err);
}

static void begin(struct needing *g, enum reg_need_part part)
{
	*g->leg = (struct reg_need_leg){ .part = part, .addition = LAW_NO_REGIME, .basis = LAW_NO_MECH,
		.cheaper = LAW_NO_MECH };
	g->leg->facts = (struct law_facts){ .exporter_role = g->in->our_role,
		.importer_role = g->in->role,
		.importer_kind = g->in->kind,
		.data = g->in->data,
		.importer_attrs = g->in->attrs,
		.tool = g->tool };
}

/* ---- to the vendor ---------------------------------------------------------------------------------------------- */

/*
 * What the vendor would have the data under: what covers already, else what is cheapest of that under which the law has
 * a rule for passing data on; *ret_cheaper: what that left out.
 */
static law_mech passes_on(const struct needing *g, law_mech *ret_cheaper)
{
	const struct reg_need_leg *l = g->leg;

	*ret_cheaper = LAW_NO_MECH;
	if (l->decision.outcome == LAW_COVERED)
		return l->decision.mech;
	for (size_t i = 0; i < l->n_remedies; i++)
		if (law_onward_of(g->in->pack, l->remedy[i].mech) != LAW_ONWARD_OTHER) {
			if (i > 0)
				*ret_cheaper = l->remedy[0].mech;
			return l->remedy[i].mech;
		}
	return l->n_remedies ? l->remedy[0].mech : LAW_NO_MECH;
}

static void note_basis(struct needing *g)
{
	law_mech cheaper, m = passes_on(g, &cheaper);
	enum law_onward onward = m == LAW_NO_MECH ? LAW_ONWARD_OTHER : law_onward_of(g->in->pack, m);
	size_t i = 0;

	while (i < g->n_basis && g->basis[i].onward != onward)
		i++;
	if (i == CV_LEN(g->basis))
		return;
	if (i == g->n_basis)
		g->basis[g->n_basis++] = (struct basis){ onward, m, LAW_NO_MECH };
	if (g->basis[i].cheaper == LAW_NO_MECH)
		g->basis[i].cheaper = cheaper;
}

static enum cv_err to_vendor(struct needing *g)
{
	for (size_t i = 0; i < g->in->n_from; i++) {
		for (size_t k = 0; k < g->in->n_countries; k++) {
			begin(g, REG_NEED_VENDOR);
			g->leg->from = &g->in->from[i];
			g->leg->facts.exporter = g->in->from[i].country;
			g->leg->facts.exporter_attrs = g->in->from[i].attrs;
			g->leg->facts.importer = g->in->country[k];
			TRY(judge(g));
			if (k == 0)
				note_basis(g);
		}
	}
	return CV_OK;
}

static bool asked(const struct needing *g, law_regime r)
{
	for (size_t i = 0; i < g->in->n_from; i++)
		if (law_regime_of(g->in->pack, g->in->from[i].country, g->in->from[i].attrs, g->in->on) == r)
			return true;
	return false;
}

/* From the regimes that nobody asked about. */
static enum cv_err additions(struct needing *g)
{
	law_regime r;

	for (size_t i = 0; (r = law_regime_at(g->in->pack, i)) != LAW_NO_REGIME; i++) {
		law_place place = asked(g, r) ? LAW_NO_PLACE : law_regime_place(g->in->pack, r, g->in->on);

		for (size_t k = 0; place != LAW_NO_PLACE && k < g->in->n_countries; k++) {
			begin(g, REG_NEED_ADDITION);
			g->leg->addition = r;
			g->leg->facts.exporter = place;
			g->leg->facts.importer = g->in->country[k];
			TRY(judge(g));
		}
	}
	return CV_OK;
}

/* ---- from the vendor on ----------------------------------------------------------------------------------------- */

static size_t claimed(struct needing *g, const char *claims)
{
	size_t n = 0, len;

	for (const char *q = claims, *w; n < LAW_TOOLS_MAX && (w = cv_next(&q, ';', &len));) {
		struct law_tool t = { .kind = LAW_CLAIM,
			.mech = LAW_NO_MECH,
			.day = CV_DAY_NONE,
			.changed = CV_DAY_NONE,
			.notified = CV_DAY_NONE,
			.review = CV_DAY_EVER,
			.active = { CV_DAY_NONE, CV_DAY_EVER } };

		if (law_family_parse(g->in->pack, w, len, &t.family))
			g->tool[n++] = t;
	}
	return n;
}

static enum cv_err to_sub(struct needing *g, const struct reg_need_sub *s, law_place to, const struct basis *basis)
{
	begin(g, REG_NEED_SUB);
	g->leg->sub = s;
	g->leg->basis = basis->mech;
	g->leg->cheaper = basis->cheaper;
	g->leg->facts.exporter = g->in->country[0];
	g->leg->facts.importer = to;
	g->leg->facts.exporter_role = g->in->role;
	g->leg->facts.importer_role = LAW_PROCESSOR;
	g->leg->facts.importer_kind = LAW_SERVICE_PROVIDER;
	g->leg->facts.importer_attrs = 0;
	g->leg->facts.onward = basis->onward;
	g->leg->facts.n_tools = claimed(g, s->claims);
	return judge(g);
}

/* A vendor under a regime of its own is judged by it; another passes on what it has under each of the bases (law 6). */
static enum cv_err to_sub_by_basis(struct needing *g, const struct reg_need_sub *s, law_place to)
{
	if (law_regime_of(g->in->pack, g->in->country[0], 0, g->in->on) != LAW_NO_REGIME)
		return to_sub(g, s, to, &(struct basis){ LAW_ONWARD_NONE, LAW_NO_MECH, LAW_NO_MECH });
	for (size_t i = 0; i < g->n_basis; i++)
		TRY(to_sub(g, s, to, &g->basis[i]));
	return CV_OK;
}

static enum cv_err to_subs(struct needing *g)
{
	for (size_t i = 0; i < g->in->n_subs; i++) {
		const struct reg_need_sub *s = &g->in->sub[i];

		if (s->n_countries == 0)
			TRY(to_sub_by_basis(g, s, LAW_NO_PLACE));
		for (size_t k = 0; k < s->n_countries; k++)
			TRY(to_sub_by_basis(g, s, s->country[k]));
	}
	return CV_OK;
}

/* ---- all of it -------------------------------------------------------------------------------------------------- */

static enum cv_err look_at(const struct reg_need_in *in, struct cv_error *err)
{
	if (in->n_from == 0)
		return cv_fail_at(err, CV_E_VALUE, "from",
			"who would send the data? None of ours is on file: name a country or a party of ours, or set "
			"the home country of the register");
	if (in->from_cut)
		return cv_fail_at(err, CV_E_TOO_BIG, "from",
			"more than %d of ours could send the data: name those that would (from)", REG_NEED_FROM_MAX);
	if (in->n_countries == 0)
		return cv_fail_at(
			err, CV_E_VALUE, "country", "where would the vendor receive the data? Name a country");
	if (in->n_subs > REG_NEED_SUBS_MAX)
		return cv_fail_at(err, CV_E_TOO_BIG, "sub_processors",
			"at most %d processors of a vendor are looked at", REG_NEED_SUBS_MAX);
	return CV_OK;
}

enum cv_err reg_need(
	const struct reg_need_in *in, reg_need_fn *fn, void *ctx, enum law_outcome *ret, struct cv_error *err)
{
	struct needing *g;
	enum cv_err e;

	TRY(look_at(in, err));
	g = calloc(1, sizeof(*g));
	if (g == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	*g = (struct needing){ .in = in, .fn = fn, .ctx = ctx, .worst = LAW_NO_TRANSFER, .err = err };
	g->leg = calloc(1, sizeof(*g->leg));
	e = g->leg ? to_vendor(g) : cv_fail(err, CV_E_NOMEM, "out of memory");
	if (e == CV_OK)
		e = additions(g);
	if (e == CV_OK)
		e = to_subs(g);
	*ret = g->worst;
	free(g->leg);
	free(g);
	return e;
}

law_mech reg_need_module(const struct reg_need_in *in, const struct reg_need_leg *leg, law_mech m)
{
	return law_module_for(
		in->pack, m, leg->decision.regime, leg->facts.exporter_role, leg->facts.importer_role, in->on);
}

bool reg_need_country(const struct law_pack *p, const char *text, law_place *ret)
{
	CV_AUTO(cv_str_finish) struct cv_str code = { 0 };
	int column = reg_column_index(REG_TRANSFERS, "country");

	return reg_cell(p, REG_TRANSFERS, column, text, strlen(text), &code, NULL) == CV_OK && code.len > 0 &&
		law_place_parse(p, code.data, code.len, ret);
}

void reg_need_ours(struct reg_need_in *in, const struct reg_view *v, size_t *ret_left)
{
	law_place home;

	*ret_left = 0;
	for (uint32_t i = 0; v && i < v->n_parties; i++) {
		const struct reg_party_v *p = &v->party[i];

		if (!p->own || p->status == REG_ENDED || p->country == LAW_NO_PLACE)
			continue;
		if (law_regime_of(in->pack, p->country, p->exporter_attrs, in->on) == LAW_NO_REGIME) {
			++*ret_left;
			continue;
		}
		in->from_cut = in->n_from == REG_NEED_FROM_MAX;
		if (!in->from_cut)
			in->from[in->n_from++] = (struct reg_need_from){ i, p->name, p->country, p->exporter_attrs };
	}
	if (in->n_from == 0 && v && law_place_parse(in->pack, v->home, strlen(v->home), &home) && home != LAW_NO_PLACE)
		in->from[in->n_from++] = (struct reg_need_from){ REG_NOBODY, "", home, 0 };
}

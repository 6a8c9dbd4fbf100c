/*
 * What a vendor's change would mean before it happens: the leg from the vendor to the new recipient is supposed, and
 * judged along every way the data take to the vendor (law 6).
 *
 * What the vendor claims is not on file and covers nothing by itself. It counts as claimed where it is among the
 * remedies that the law proves: then the leg is covered once the claim is shown, together with what else that remedy
 * needs.
 */
#include "registry/answer.h"
#include "registry/desk/notice.h"

#include <stdlib.h>

struct outlook {
	const struct reg_view *v;
	const struct reg_notice *n;
	struct reg_outlook *ret;
	struct reg_answer a;
	size_t cap;
	struct cv_error *err;
};

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

static const char *keep(struct outlook *o, const char *text)
{
	return *text ? cv_arena_text(&o->ret->arena, text, strlen(text)) : "";
}

/* ---- what is claimed -------------------------------------------------------------------------------------------- */

static bool means(const struct law_pack *p, const char *w, size_t len, law_mech remedy)
{
	uint16_t family;
	law_mech m;

	if (law_family_parse(p, w, len, &family))
		return law_family_has(p, family, remedy);
	if (!law_mech_parse(p, w, len, &m))
		return false;
	/* clauses between vendor and recipient are the contract that passing on needs */
	return m == remedy ||
		(law_mech_is_onward(p, remedy) && !law_mech_is_framework(p, m) && !law_mech_is_derogation(p, m));
}

static bool claimed(const struct outlook *o, law_mech remedy)
{
	const char *claims = o->n->row.cell[REG_N_MECHANISM];
	size_t n;

	for (const char *q = claims, *w; (w = cv_next(&q, ';', &n));)
		if (means(o->v->pack, w, n, remedy))
			return true;
	return false;
}

/* ---- one way ------------------------------------------------------------------------------------------------------
 */

static enum law_outcome worst_before(const struct reg_answer_leg *l)
{
	enum law_outcome worst = LAW_NO_TRANSFER;

	for (size_t i = 0; i < l->n_path; i++)
		if (l->path[i].outcome > worst)
			worst = l->path[i].outcome;
	return worst;
}

static enum cv_err remedies(struct outlook *o, const struct reg_answer_leg *l, struct reg_onward *w)
{
	struct law_remedy remedy[LAW_REMEDIES_MAX];
	enum law_outcome before = worst_before(l);
	size_t n = law_remedies(o->v->pack, &l->facts, o->ret->on, &l->decision, remedy);

	w->claimed = w->outcome;
	w->claimed_mechanism = w->mechanism;
	for (size_t i = 0; i < n; i++) {
		CV_AUTO(cv_str_finish) struct cv_str line = { 0 };
		const char *slug = law_mech_slug(o->v->pack, remedy[i].mech);

		cv_str_printf(&line, "%s (%s): ", law_mech_name(o->v->pack, remedy[i].mech), slug);
		for (size_t k = 0; k < remedy[i].n_needs; k++) {
			cv_str_puts(&line, k ? "; " : "");
			law_need(&remedy[i], k, &line);
		}
		w->need[w->n_needs] = line.failed ? NULL : keep(o, cv_str_text(&line));
		if (w->need[w->n_needs++] == NULL)
			return nomem(o->err);
		if (w->claimed > LAW_COVERED && before <= LAW_COVERED && claimed(o, remedy[i].mech)) {
			w->claimed = LAW_COVERED;
			w->claimed_mechanism = slug;
		}
	}
	return CV_OK;
}

static const char *slug_of(const struct outlook *o, const struct reg_answer_leg *l)
{
	if (l->decision.decisive >= 0)
		return law_tried_slug(o->v->pack, &l->facts, &l->decision.tried[l->decision.decisive]);
	return l->decision.mech != LAW_NO_MECH ? law_mech_slug(o->v->pack, l->decision.mech) : "";
}

static enum cv_err way(struct outlook *o, const struct reg_answer_leg *l)
{
	struct reg_onward *w = &o->ret->way[o->ret->n_ways++];
	enum law_reason reason = law_reason_from(&l->decision.reasons, 0);

	*w = (struct reg_onward){ .outcome = l->outcome };
	w->from = keep(o, o->v->party[l->exporter].name);
	w->from_country = keep(o, law_place_code(o->v->pack, l->exporter_country));
	w->country = keep(o, law_place_code(o->v->pack, l->country));
	w->mechanism = keep(o, slug_of(o, l));
	w->because = "";
	if (l->outcome > LAW_COVERED && l->outcome > l->decision.outcome)
		w->because = "A step before it, on the way to the vendor, is weaker.";
	else if (l->outcome > LAW_COVERED && reason < LAW_REASON_COUNT)
		w->because = law_reason_meaning(reason);
	if (w->from == NULL || w->from_country == NULL || w->country == NULL || w->mechanism == NULL)
		return nomem(o->err);
	TRY(remedies(o, l, w));
	if (w->outcome > o->ret->outcome)
		o->ret->outcome = w->outcome;
	if (w->claimed > o->ret->claimed)
		o->ret->claimed = w->claimed;
	return CV_OK;
}

static bool alike(const struct reg_onward *a, const struct reg_onward *b)
{
	bool same = a->outcome == b->outcome && a->claimed == b->claimed && a->n_needs == b->n_needs &&
		cv_streq(a->from, b->from) && cv_streq(a->from_country, b->from_country) &&
		cv_streq(a->country, b->country) && cv_streq(a->mechanism, b->mechanism) &&
		cv_streq(a->claimed_mechanism, b->claimed_mechanism) && cv_streq(a->because, b->because);

	for (size_t i = 0; same && i < a->n_needs; i++)
		same = cv_streq(a->need[i], b->need[i]);
	return same;
}

/* The data come to the vendor along several ways, and most of them lead to the same: that is said once. */
static void forget_if_said(struct reg_outlook *o)
{
	const struct reg_onward *last = &o->way[o->n_ways - 1];

	for (size_t i = 0; i + 1 < o->n_ways; i++)
		if (alike(&o->way[i], last)) {
			o->n_ways--;
			return;
		}
}

/* ---- all of them --------------------------------------------------------------------------------------------------
 */

/* The kinds of data that go to the vendor on that day, each once; where nothing does, any. */
static size_t kinds_of_data(const struct reg_view *v, uint32_t vendor, cv_day on, enum law_data ret[3])
{
	const struct reg_party_v *p = &v->party[vendor];
	size_t n = 0;

	for (uint32_t i = 0; i < p->n_in; i++) {
		const struct reg_leg_v *l = &v->leg[v->leg_in[p->first_in + i]];
		bool met = false;

		if (!cv_span_has(l->span, on))
			continue;
		for (size_t k = 0; k < n; k++)
			met |= ret[k] == l->data;
		if (!met && n < 3)
			ret[n++] = l->data;
	}
	if (n == 0)
		ret[n++] = LAW_ANY_DATA;
	return n;
}

static enum cv_err suppose(struct outlook *o, uint32_t vendor, uint32_t importer, law_place country, cv_day on)
{
	struct reg_question q = { .to = "", .on = on };
	struct reg_asking g = {
		.v = o->v, .q = &q, .a = &o->a, .from = { REG_NOBODY, LAW_NO_PLACE, false }, .err = o->err
	};
	enum law_data data[3];
	size_t n = kinds_of_data(o->v, vendor, on, data);

	for (size_t i = 0; i < n; i++) {
		struct reg_leg_v leg = { .exporter = vendor,
			.importer = importer,
			.country = country,
			.exporter_role = LAW_PROCESSOR,
			.importer_role = LAW_PROCESSOR,
			.data = data[i],
			.span = { CV_DAY_NONE, CV_DAY_EVER },
			.id = "",
			.place = "",
			.source_text = "" };

		g.cap = o->cap;
		TRY(reg_judge_chain(&g, &leg));
		o->cap = g.cap;
	}
	return CV_OK;
}

static enum cv_err each_country(struct outlook *o, uint32_t vendor, uint32_t importer, cv_day on)
{
	const char *countries = o->n->row.cell[REG_N_COUNTRY];
	law_place place = LAW_NO_PLACE;
	bool any = false;
	size_t n;

	for (const char *q = countries, *w; (w = cv_next(&q, ';', &n));) {
		if (!law_place_parse(o->v->pack, w, n, &place))
			continue;
		any = true;
		TRY(suppose(o, vendor, importer, place, on));
	}
	if (any)
		return CV_OK;
	return suppose(o, vendor, importer, importer == REG_NOBODY ? LAW_NO_PLACE : o->v->party[importer].country, on);
}

enum cv_err reg_notice_outlook(const struct reg_view *v, const struct reg_notice *n, cv_day today,
	struct reg_outlook *ret, struct cv_error *err)
{
	struct outlook o = { .v = v, .n = n, .ret = ret, .err = err };
	uint32_t vendor = reg_view_party(v, n->row.cell[REG_N_VENDOR]),
		 importer = *n->row.cell[REG_N_SUBJECT] ? reg_view_party(v, n->row.cell[REG_N_SUBJECT]) : REG_NOBODY;
	enum cv_err e;

	ret->on = n->effective.n > today.n ? n->effective : today;
	ret->outcome = ret->claimed = LAW_NO_TRANSFER;
	if (n->outgoing || vendor == REG_NOBODY || vendor == importer || cv_streq(n->row.cell[REG_N_CHANGE], "removed"))
		return CV_OK;
	o.a.view = v;
	e = each_country(&o, vendor, importer, ret->on);
	if (e == CV_OK) {
		ret->way = cv_arena_alloc(&ret->arena, (o.a.n_legs ? o.a.n_legs : 1) * sizeof(*ret->way));
		e = ret->way ? CV_OK : nomem(err);
	}
	for (size_t i = 0; e == CV_OK && i < o.a.n_legs; i++)
		if ((e = way(&o, &o.a.leg[i])) == CV_OK)
			forget_if_said(ret);
	reg_answer_finish(&o.a);
	return e;
}

void reg_outlook_finish(struct reg_outlook *o)
{
	cv_arena_finish(&o->arena);
	*o = (struct reg_outlook){ 0 };
}

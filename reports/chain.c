/* Who is behind whom, as text and as JSON. */
#include "reports/chain.h"

#include "reports/onboard.h"
#include "reports/words.h"

static const char *id_of(const struct reg_view *v, uint32_t party)
{
	return party == REG_NOBODY ? NULL : v->party[party].id;
}

static const char *name_of(const struct reg_view *v, uint32_t party)
{
	return party == REG_NOBODY ? "our organisation" : v->party[party].name;
}

static const char *code_of(const struct reg_view *v, law_place place)
{
	const char *code = place == LAW_NO_PLACE ? "" : law_place_code(v->pack, place);

	return *code ? code : NULL;
}

static const char *slug_of(const struct reg_edge *e)
{
	return e->stand.slug && !cv_streq(e->stand.slug, "none") ? e->stand.slug : NULL;
}

static const char *reason_of(const struct reg_edge *e)
{
	return e->stand.reason < LAW_REASON_COUNT ? law_reason_name(e->stand.reason) : NULL;
}

static void reasons(const struct law_reasons *set, struct cv_json *j)
{
	cv_json_key(j, "reasons");
	cv_json_open(j, '[');
	for (enum law_reason r = rep_reason_first(set); r < LAW_REASON_COUNT; r = rep_reason_next(set, r))
		cv_json_text(j, law_reason_name(r));
	cv_json_close(j, ']');
}

static void edge_json(const struct rep_chain *c, const struct reg_edge *e, struct cv_json *j)
{
	const struct reg_leg_v *l = &c->view->leg[e->leg];
	char day[CV_DAY_TEXT];

	cv_json_open(j, '{');
	cv_json_key(j, "record");
	cv_json_begin(j);
	cv_str_printf(j->out, "transfer/%lld", (long long)l->n);
	cv_json_end(j);
	cv_json_kv(j, "id", l->id);
	cv_json_kv(j, "exporter", id_of(c->view, l->exporter));
	cv_json_kv(j, "exporter_name", l->exporter == REG_NOBODY ? NULL : name_of(c->view, l->exporter));
	cv_json_kv(j, "importer", id_of(c->view, l->importer));
	cv_json_kv(j, "importer_name", name_of(c->view, l->importer));
	cv_json_kv(j, "country", code_of(c->view, l->country));
	cv_json_kv_int(j, "depth", e->depth);
	cv_json_kv(j, "outcome", law_outcome_name(e->stand.outcome));
	cv_json_kv(j, "mechanism", slug_of(e));
	reasons(&e->reasons, j);
	cv_json_kv_opt(j, "valid_until", cv_day_text(e->stand.valid_until, day));
	cv_json_close(j, '}');
}

/* ---- who among them is used by an override ---- */

/* Of the party asked about, and of the receivers and exporters that are shown; each once, in their order. */
static size_t overrides(const struct rep_chain *c, const struct reg_override_v *ret[REP_OVERRIDES_MAX])
{
	const struct reg_view *v = c->view;
	size_t n = 0;

	if (v->desk->n_overrides == 0)
		return 0;
	for (size_t i = 0; i < 1 + 2 * c->chain->n && n < REP_OVERRIDES_MAX; i++) {
		const struct reg_leg_v *l = i ? &v->leg[c->chain->edge[(i - 1) / 2].leg] : NULL;
		uint32_t party = l == NULL ? c->party : i % 2 ? l->importer : l->exporter;
		const struct reg_override_v *o = party == REG_NOBODY ? NULL : reg_override_on(v, party, c->on);

		for (size_t k = 0; k < n && o; k++)
			o = ret[k] == o ? NULL : o;
		if (o)
			ret[n++] = o;
	}
	return n;
}

static void overrides_json(const struct rep_chain *c, struct cv_json *j)
{
	const struct reg_override_v *o[REP_OVERRIDES_MAX];
	size_t n = overrides(c, o);

	if (n == 0)
		return;
	cv_json_key(j, "overrides");
	cv_json_open(j, '[');
	for (size_t i = 0; i < n; i++)
		rep_override_json(c->view, o[i], c->on, j);
	cv_json_close(j, ']');
}

static void overrides_text(const struct rep_chain *c, struct cv_str *out)
{
	const struct reg_override_v *o[REP_OVERRIDES_MAX];
	size_t n = overrides(c, o);
	char day[CV_DAY_TEXT];

	for (size_t i = 0; i < n; i++)
		cv_str_printf(out, "%s is used by an override until %s, by %s: %s (%s)\n",
			c->view->party[o[i]->party].name, cv_day_text(reg_override_over(o[i]), day),
			o[i]->granted_by, o[i]->reason, o[i]->id);
}

void rep_chain_json(const struct rep_chain *c, struct cv_json *j)
{
	const struct reg_party_v *p = &c->view->party[c->party];
	char day[CV_DAY_TEXT];

	cv_json_open(j, '{');
	cv_json_kv(j, "party", p->id);
	cv_json_kv(j, "name", p->name);
	cv_json_kv(j, "on", cv_day_text(c->on, day));
	cv_json_kv(j, "known_at", c->known_at);
	cv_json_kv(j, "data", c->data ? law_data_name(*c->data) : NULL);
	cv_json_kv(j, "outcome", c->chain->n ? law_outcome_name(c->chain->outcome) : NULL);
	cv_json_kv_int(j, "depth", c->chain->deep);
	cv_json_key(j, "ring");
	cv_json_bool(j, c->chain->ring);
	cv_json_kv_int(j, "edges_met", (int64_t)c->chain->met);
	cv_json_key(j, "edges");
	cv_json_open(j, '[');
	for (size_t i = 0; i < c->chain->n; i++)
		edge_json(c, &c->chain->edge[i], j);
	cv_json_close(j, ']');
	cv_json_key(j, "more_edges");
	cv_json_bool(j, c->chain->n < c->chain->met || c->chain->cut);
	cv_json_key(j, "cut");
	cv_json_bool(j, c->chain->cut);
	overrides_json(c, j);
	cv_json_kv(j, "law_pack", law_pack_version(c->view->pack));
	cv_json_kv_int(j, "register_seq", c->view->seq);
	cv_json_close(j, '}');
}

static void edge_text(const struct rep_chain *c, const struct reg_edge *e, struct cv_str *out)
{
	const struct reg_leg_v *l = &c->view->leg[e->leg];
	const char *code = code_of(c->view, l->country), *slug = slug_of(e), *reason = reason_of(e);
	char day[CV_DAY_TEXT];

	cv_str_printf(out, "  %-12s  %s -> %s in %s", rep_outcome_words(e->stand.outcome),
		name_of(c->view, l->exporter), name_of(c->view, l->importer), code ? code : "a country not known");
	if (slug)
		cv_str_printf(out, ", %s", slug);
	if (reason)
		cv_str_printf(out, " (%s)", reason);
	if (*cv_day_text(e->stand.valid_until, day))
		cv_str_printf(out, ", until %s", day);
	cv_str_printf(out, "; transfer/%lld\n", (long long)l->n);
}

void rep_chain_text(const struct rep_chain *c, struct cv_str *out)
{
	const struct reg_party_v *p = &c->view->party[c->party];
	char day[CV_DAY_TEXT];

	cv_str_printf(out, "Who is behind %s on %s, weakest first:\n", p->name, cv_day_text(c->on, day));
	for (size_t i = 0; i < c->chain->n; i++)
		edge_text(c, &c->chain->edge[i], out);
	if (c->chain->n == 0)
		cv_str_puts(out, "  nothing on file: no transfer to or from it takes place on that day\n");
	if (c->chain->n < c->chain->met)
		cv_str_printf(out, "  and %zu more; these are the weakest\n", c->chain->met - c->chain->n);
	if (c->chain->ring)
		cv_str_puts(out, "Data come back to somebody who passed them on: there is a ring among these.\n");
	overrides_text(c, out);
	if (c->chain->cut)
		cv_str_printf(out, "There are more transfers than the %d that were looked at: this is part of them.\n",
			REG_BEHIND_WALK);
}

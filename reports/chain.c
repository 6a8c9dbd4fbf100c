/* Who is behind whom, as text and as JSON. */
#include "reports/chain.h"

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
	if (c->chain->cut)
		cv_str_printf(out, "There are more transfers than the %d that were looked at: this is a part of them.\n",
			REG_BEHIND_WALK);
}

/* A drill as JSON. */
#include "reports/drill_words.h"

#include "reports/onboard.h"
#include "reports/words.h"

static void codes(struct cv_json *j, const char *key, const struct law_reasons *set)
{
	cv_json_key(j, key);
	cv_json_open(j, '[');
	for (enum law_reason r = rep_reason_first(set); r < LAW_REASON_COUNT; r = rep_reason_next(set, r))
		cv_json_text(j, law_reason_name(r));
	cv_json_close(j, ']');
}

static const char *state_word(enum law_end_state s)
{
	static const char *const word[] = { [LAW_END_BEFORE_TIME] = "in-force",
		[LAW_END_THAT_DAY] = "ends-that-day",
		[LAW_END_OVER] = "over",
		[LAW_END_NOT_BEGUN] = "not-begun" };

	return word[s];
}

static void ended(const struct rep_drill *d, struct cv_json *j)
{
	const struct law_ended *item = NULL;
	size_t n = d->drill->ending ? law_ending_items(d->drill->ending, &item) : 0;
	char day[CV_DAY_TEXT];

	cv_json_key(j, "ended");
	cv_json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		bool place = item[i].mech == LAW_NO_MECH;

		cv_json_open(j, '{');
		cv_json_kv(j, "mechanism", place ? NULL : item[i].slug);
		cv_json_kv(j, "country", place ? item[i].slug : NULL);
		cv_json_kv(j, "name", item[i].name);
		cv_json_kv_opt(j, "in_force_from", cv_day_text(item[i].days.from, day));
		cv_json_kv_opt(j, "in_force_until", cv_day_text(item[i].days.until, day));
		cv_json_kv(j, "state", state_word(item[i].state));
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
}

static void totals(const struct reg_drill_totals *t, struct cv_json *j)
{
	cv_json_key(j, "totals");
	cv_json_open(j, '{');
	cv_json_kv_int(j, "transfers", (int64_t)t->live);
	cv_json_kv_int(j, "concerned", (int64_t)t->decided);
	cv_json_kv_int(j, "loses", (int64_t)t->loses);
	cv_json_kv_int(j, "loses_without_fallback", (int64_t)t->loses_none);
	cv_json_kv_int(j, "loses_with_stale_fallback", (int64_t)t->loses_stale);
	cv_json_kv_int(j, "loses_with_hr_data", (int64_t)t->loses_hr);
	cv_json_kv_int(j, "keeps_by_fallback", (int64_t)t->keeps);
	cv_json_kv_int(j, "weakens", (int64_t)t->weakens);
	cv_json_kv_int(j, "gains", (int64_t)t->gains);
	cv_json_kv_int(j, "importers_to_see_to", (int64_t)t->importers);
	cv_json_close(j, '}');
}

static void fallback(const struct reg_drill *d, const struct reg_drill_leg *l, struct cv_json *j)
{
	cv_json_key(j, "fallback");
	cv_json_open(j, '{');
	cv_json_kv(j, "state", reg_fallback_name(l->fallback));
	cv_json_kv(j, "mechanism", rep_slug_or_null(l->fallback_slug));
	cv_json_key(j, "record");
	cv_json_begin(j);
	rep_tool_record(d->view, l->fallback_tool, j->out);
	cv_json_end(j);
	codes(j, "reasons", &l->fallback_reasons);
	cv_json_close(j, '}');
}

static void remedies(const struct reg_drill *d, const struct reg_drill_leg *l, struct cv_json *j)
{
	cv_json_key(j, "remedies");
	cv_json_open(j, '[');
	for (size_t i = 0; i < l->n_remedies; i++) {
		cv_json_open(j, '{');
		cv_json_kv(j, "mechanism", law_mech_slug(d->after, l->remedy[i].mech));
		cv_json_key(j, "needs");
		cv_json_open(j, '[');
		for (size_t k = 0; k < l->remedy[i].n_needs; k++) {
			cv_json_begin(j);
			law_need(&l->remedy[i], k, j->out);
			cv_json_end(j);
		}
		cv_json_close(j, ']');
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
	cv_json_key(j, "next_step");
	cv_json_begin(j);
	rep_drill_step(d, l, j->out);
	cv_json_end(j);
}

static void side(struct cv_json *j, const char *key, enum law_outcome o, const char *slug)
{
	cv_json_key(j, key);
	cv_json_open(j, '{');
	cv_json_kv(j, "outcome", law_outcome_name(o));
	cv_json_kv(j, "mechanism", rep_slug_or_null(slug));
	cv_json_close(j, '}');
}

static void one(const struct reg_drill *d, const struct reg_drill_leg *l, struct cv_json *j)
{
	const struct reg_view *v = d->view;
	const struct reg_leg_v *leg = &v->leg[l->leg];
	const struct reg_override_v *o = rep_override_of(v, leg->exporter, leg->importer, d->on);
	static const struct law_reasons none;

	cv_json_open(j, '{');
	cv_json_key(j, "priority");
	if (l->priority > 0)
		cv_json_int(j, l->priority);
	else
		cv_json_null(j);
	cv_json_kv(j, "change", reg_drill_change_name(l->change));
	cv_json_kv(j, "transfer", leg->id);
	cv_json_key(j, "record");
	cv_json_begin(j);
	rep_leg_record(v, l->leg, j->out);
	cv_json_end(j);
	cv_json_kv(j, "exporter", leg->exporter == REG_NOBODY ? NULL : v->party[leg->exporter].id);
	cv_json_kv(j, "importer", v->party[leg->importer].id);
	cv_json_kv(j, "importer_name", v->party[leg->importer].name);
	cv_json_kv(j, "country", leg->country == LAW_NO_PLACE ? NULL : law_place_code(v->pack, leg->country));
	cv_json_kv(j, "data", law_data_name(d->data ? *d->data : leg->data));
	if (o) {
		cv_json_key(j, "override");
		rep_override_json(v, o, d->on, j);
	}
	side(j, "before", l->was, l->slug_was);
	side(j, "after", l->is, l->slug_is);
	codes(j, "reasons", l->is > LAW_COVERED ? &l->reasons : &none);
	fallback(d, l, j);
	remedies(d, l, j);
	cv_json_close(j, '}');
}

void rep_drill_json(const struct rep_drill *d, struct cv_json *j)
{
	const struct reg_drill *drill = d->drill;
	size_t shown = d->most && drill->n > d->most ? d->most : drill->n;
	char day[CV_DAY_TEXT];

	cv_json_open(j, '{');
	cv_json_kv(j, "on", cv_day_text(drill->on, day));
	cv_json_kv(j, "known_at", d->known_at);
	cv_json_kv(j, "data", drill->data ? law_data_name(*drill->data) : NULL);
	ended(d, j);
	cv_json_kv(j, "pack", d->pack);
	cv_json_kv(j, "pack_version", d->pack ? law_pack_version(drill->after) : NULL);
	totals(&drill->totals, j);
	cv_json_key(j, "worklist");
	cv_json_open(j, '[');
	for (size_t i = 0; i < shown; i++)
		one(drill, &drill->leg[i], j);
	cv_json_close(j, ']');
	cv_json_kv_int(j, "left_out", (int64_t)(drill->n - shown));
	cv_json_kv(j, "law_pack", law_pack_version(drill->view->pack));
	cv_json_kv_int(j, "register_seq", drill->view->seq);
	cv_json_close(j, '}');
}

/* What a vendor that is not on file would need, as JSON. */
#include "reports/need.h"

const char *rep_need_also(const struct reg_need_in *in, size_t i)
{
	static const char *const processor[] = {
		("a data processing agreement (GDPR art. 28(3)), signed and recorded as a contract; modules two and "
		 "three of the clauses of 2021 hold what it must say"),
		"the list of its other processors, each as a transfer on from it (GDPR art. 28(2) and (4))",
		"the checklist seen to, with evidence: chapterv onboard checklist",
	};
	static const char *const controller[] = { "the checklist seen to, with evidence: chapterv onboard checklist" };

	if (in->role == LAW_PROCESSOR)
		return i < CV_LEN(processor) ? processor[i] : NULL;
	return i < CV_LEN(controller) ? controller[i] : NULL;
}

void rep_need_because(const struct reg_need_in *in, const struct reg_need_leg *l, struct cv_str *out)
{
	const struct law_decision *d = &l->decision;

	if (d->decisive >= 0)
		law_because(in->pack, &l->facts, in->on, &d->tried[d->decisive], out);
	else
		law_rule_because(in->pack, &l->facts, in->on, d, out);
}

struct writing {
	const struct reg_need_in *in;
	struct cv_json *j;
	int part; /* the array that is open; -1: none yet */
};

static const char *code(const struct reg_need_in *in, law_place place)
{
	return place == LAW_NO_PLACE ? "" : law_place_code(in->pack, place);
}

static void reasons(const struct law_reasons *set, struct cv_json *j)
{
	cv_json_key(j, "reasons");
	cv_json_open(j, '[');
	for (enum law_reason r = rep_reason_first(set); r < LAW_REASON_COUNT; r = rep_reason_next(set, r))
		cv_json_text(j, law_reason_name(r));
	cv_json_close(j, ']');
}

static void mechanism(const struct writing *w, const char *key, law_mech m)
{
	cv_json_kv(w->j, key, m == LAW_NO_MECH ? NULL : law_mech_slug(w->in->pack, m));
}

static void remedies(const struct writing *w, const struct reg_need_leg *l)
{
	struct cv_json *j = w->j;

	cv_json_key(j, "remedies");
	cv_json_open(j, '[');
	for (size_t i = 0; i < l->n_remedies; i++) {
		const struct law_remedy *r = &l->remedy[i];

		cv_json_open(j, '{');
		cv_json_kv(j, "mechanism", law_mech_slug(w->in->pack, r->mech));
		cv_json_kv(j, "name", law_mech_name(w->in->pack, r->mech));
		mechanism(w, "module", reg_need_module(w->in, l, r->mech));
		cv_json_key(j, "needs");
		cv_json_open(j, '[');
		for (size_t k = 0; k < r->n_needs; k++) {
			cv_json_begin(j);
			law_need(r, k, j->out);
			cv_json_end(j);
		}
		cv_json_close(j, ']');
		cv_json_kv_opt(j, "assessment", code(w->in, r->place));
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
}

static void certification(const struct writing *w, const struct reg_need_leg *l)
{
	struct cv_json *j = w->j;

	cv_json_key(j, "certification");
	if (!l->certified.any) {
		cv_json_null(j);
		return;
	}
	cv_json_open(j, '{');
	cv_json_kv(j, "framework", l->certified.framework);
	mechanism(w, "mechanism", l->certified.mech);
	cv_json_kv(j, "outcome", law_outcome_name(l->certified.outcome));
	cv_json_close(j, '}');
}

static void who(const struct writing *w, const struct reg_need_leg *l)
{
	struct cv_json *j = w->j;

	if (l->part == REG_NEED_ADDITION) {
		cv_json_kv(j, "title", law_regime_title(w->in->pack, l->addition));
		cv_json_kv_opt(j, "exporter_country", code(w->in, l->facts.exporter));
	} else if (l->part == REG_NEED_SUB) {
		cv_json_kv(j, "name", l->sub->name);
		cv_json_kv_opt(j, "exporter_country", code(w->in, l->facts.exporter));
		mechanism(w, "onward_from", l->basis);
		mechanism(w, "onward_rather_than", l->cheaper);
	} else {
		cv_json_kv_opt(j, "exporter_name", l->from->name);
		cv_json_kv_opt(j, "exporter_country", code(w->in, l->from->country));
	}
}

static void leg(const struct writing *w, const struct reg_need_leg *l)
{
	const char *slug = rep_slug(w->in->pack, &l->facts, &l->decision);
	struct cv_json *j = w->j;

	cv_json_open(j, '{');
	who(w, l);
	cv_json_kv_opt(j, "country", code(w->in, l->facts.importer));
	cv_json_kv_opt(j, "regime", law_regime_name(w->in->pack, l->decision.regime));
	cv_json_kv(j, "exporter_role", law_role_name(l->facts.exporter_role));
	cv_json_kv(j, "importer_role", law_role_name(l->facts.importer_role));
	cv_json_kv(j, "outcome", law_outcome_name(l->decision.outcome));
	cv_json_kv(j, "mechanism", slug && !cv_streq(slug, "none") ? slug : NULL);
	reasons(&l->decision.reasons, j);
	cv_json_key(j, "because");
	cv_json_begin(j);
	rep_need_because(w->in, l, j->out);
	cv_json_end(j);
	mechanism(w, "clauses", l->clauses);
	remedies(w, l);
	certification(w, l);
	cv_json_close(j, '}');
}

static const char *const part_name[] = { "legs", "additions", "sub_processors" };

/* Closes the array that is open and opens those up to this part. */
static void turn_to(struct writing *w, int part)
{
	while (w->part < part) {
		if (w->part >= 0)
			cv_json_close(w->j, ']');
		if (++w->part == (int)CV_LEN(part_name))
			return;
		cv_json_key(w->j, part_name[w->part]);
		cv_json_open(w->j, '[');
	}
}

static enum cv_err write_leg(void *ctx, const struct reg_need_leg *l, struct cv_error *err)
{
	struct writing *w = ctx;

	turn_to(w, (int)l->part);
	leg(w, l);
	return w->j->out->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

static void question(const struct reg_need_in *in, struct cv_json *j)
{
	char day[CV_DAY_TEXT];

	cv_json_kv(j, "on", cv_day_text(in->on, day));
	cv_json_key(j, "countries");
	cv_json_open(j, '[');
	for (size_t i = 0; i < in->n_countries; i++)
		cv_json_text(j, code(in, in->country[i]));
	cv_json_close(j, ']');
	cv_json_kv(j, "role", law_role_name(in->role));
	cv_json_kv(j, "kind", law_kind_name(in->kind));
	cv_json_kv(j, "data", law_data_name(in->data));
}

static void foot(const struct reg_need_in *in, size_t left, enum law_outcome outcome, struct cv_json *j)
{
	const char *also;

	cv_json_kv(j, "outcome", law_outcome_name(outcome));
	cv_json_key(j, "also");
	cv_json_open(j, '[');
	for (size_t i = 0; (also = rep_need_also(in, i)); i++)
		cv_json_text(j, also);
	cv_json_close(j, ']');
	cv_json_kv_int(j, "ours_left_out", (int64_t)left);
	cv_json_kv(j, "law_pack", law_pack_version(in->pack));
}

enum cv_err rep_need_json(
	const struct reg_need_in *in, size_t left, struct cv_json *j, enum law_outcome *ret, struct cv_error *err)
{
	struct writing w = { in, j, -1 };

	cv_json_open(j, '{');
	question(in, j);
	TRY(reg_need(in, write_leg, &w, ret, err));
	turn_to(&w, (int)CV_LEN(part_name));
	foot(in, left, *ret, j);
	cv_json_close(j, '}');
	return CV_OK;
}

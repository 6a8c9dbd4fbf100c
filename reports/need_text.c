/* What a vendor that is not on file would need, for a person. */
#include "reports/need.h"

#include <stdio.h>

struct telling {
	const struct reg_need_in *in;
	struct cv_str *out, tmp;
	int part;
	size_t n_legs, n_bad;
};

static void line(struct telling *t, const char *lead)
{
	rep_wrap(t->out, lead, cv_str_text(&t->tmp), REP_WIDTH);
	t->out->failed |= t->tmp.failed;
	cv_str_clear(&t->tmp);
}

static void place(struct telling *t, law_place p)
{
	if (p == LAW_NO_PLACE)
		cv_str_puts(&t->tmp, "a country that is not known");
	else
		rep_the_country(&t->tmp, law_place_code(t->in->pack, p));
}

static void mech(struct telling *t, law_mech m)
{
	cv_str_printf(&t->tmp, "%s (%s)", law_mech_name(t->in->pack, m), law_mech_slug(t->in->pack, m));
}

/* ---- a leg ------------------------------------------------------------------------------------------------------ */

static void head(struct telling *t, const struct reg_need_leg *l)
{
	if (l->part == REG_NEED_SUB) {
		cv_str_printf(&t->tmp, "To %s in ", l->sub->name);
		place(t, l->facts.importer);
		if (l->basis != LAW_NO_MECH) {
			cv_str_puts(&t->tmp, ", where the vendor has the data under ");
			mech(t, l->basis);
		}
	} else {
		cv_str_puts(&t->tmp, "From ");
		if (l->part == REG_NEED_ADDITION)
			cv_str_printf(&t->tmp, "elsewhere (%s)", law_regime_title(t->in->pack, l->addition));
		else if (*l->from->name)
			cv_str_puts(&t->tmp, l->from->name);
		if (l->part == REG_NEED_VENDOR && *l->from->name)
			cv_str_puts(&t->tmp, " in ");
		if (l->part == REG_NEED_VENDOR)
			place(t, l->from->country);
		cv_str_puts(&t->tmp, " to ");
		place(t, l->facts.importer);
	}
	cv_str_printf(&t->tmp, " (%s to %s): %s", law_role_name(l->facts.exporter_role),
		law_role_name(l->facts.importer_role), rep_outcome_words(l->decision.outcome));
	rep_stop(&t->tmp);
	line(t, "");
}

static void why(struct telling *t, const struct reg_need_leg *l)
{
	rep_need_because(t->in, l, &t->tmp);
	rep_stop(&t->tmp);
	for (enum law_reason r = rep_reason_first(&l->decision.reasons); r < LAW_REASON_COUNT;
		r = rep_reason_next(&l->decision.reasons, r))
		cv_str_printf(&t->tmp, " %s", law_reason_name(r));
	line(t, "  ");
}

static void remedy(struct telling *t, const struct reg_need_leg *l, size_t i)
{
	const struct law_remedy *r = &l->remedy[i];
	law_mech module = reg_need_module(t->in, l, r->mech);
	char lead[32];

	mech(t, r->mech);
	if (module != LAW_NO_MECH && module != r->mech) {
		cv_str_puts(&t->tmp, ", with ");
		mech(t, module);
	}
	cv_str_puts(&t->tmp, ": ");
	for (size_t k = 0; k < r->n_needs; k++) {
		cv_str_puts(&t->tmp, k ? "; " : "");
		law_need(r, k, &t->tmp);
	}
	rep_stop(&t->tmp);
	snprintf(lead, sizeof(lead), "  %zu. ", i + 1);
	line(t, lead);
}

static void certification(struct telling *t, const struct reg_need_leg *l)
{
	if (l->decision.outcome <= LAW_COVERED || l->part == REG_NEED_ADDITION)
		return;
	if (l->certified.any) {
		cv_str_printf(&t->tmp, "With an active certification (%s) it would be %s",
			l->certified.framework ? l->certified.framework : "of the destination's scheme",
			rep_outcome_words(l->certified.outcome));
		if (l->certified.outcome <= LAW_COVERED)
			cv_str_puts(&t->tmp, ", without clauses and without a transfer impact assessment");
	} else if (l->decision.regime != LAW_NO_REGIME && l->facts.importer != LAW_NO_PLACE) {
		cv_str_puts(&t->tmp, "No certification of the vendor would change that: there is no scheme for ");
		place(t, l->facts.importer);
	}
	if (t->tmp.len > 0)
		rep_stop(&t->tmp);
	line(t, "  ");
}

static void chain_clauses(struct telling *t, const struct reg_need_leg *l)
{
	if (l->part != REG_NEED_SUB || l->facts.onward == LAW_ONWARD_NONE || l->clauses == LAW_NO_MECH)
		return;
	cv_str_puts(&t->tmp, "The clauses made for these roles: ");
	mech(t, l->clauses);
	rep_stop(&t->tmp);
	line(t, "  ");
}

static void cheaper(struct telling *t, const struct reg_need_leg *l)
{
	if (l->cheaper == LAW_NO_MECH)
		return;
	mech(t, l->cheaper);
	cv_str_puts(&t->tmp,
		" alone would be cheaper for the transfer to the vendor, but nothing is known there of how data may be "
		"passed on: under it this one would have to be looked at by a lawyer.");
	line(t, "  ");
}

static const char *const part_title[] = { "", "Should the data leave from elsewhere, too", "On to its own processors" };

static enum cv_err tell(void *ctx, const struct reg_need_leg *l, struct cv_error *err)
{
	struct telling *t = ctx;

	if (t->part != (int)l->part) {
		t->part = (int)l->part;
		if (*part_title[l->part])
			cv_str_printf(t->out, "\n%s\n", part_title[l->part]);
	}
	if (t->out->len > 0)
		cv_str_putc(t->out, '\n');
	if (l->part != REG_NEED_ADDITION) {
		t->n_legs++;
		t->n_bad += l->decision.outcome > LAW_COVERED;
	}
	head(t, l);
	why(t, l);
	if (l->n_remedies > 0)
		cv_str_puts(t->out, "  What would cover it, cheapest first:\n");
	for (size_t i = 0; i < l->n_remedies; i++)
		remedy(t, l, i);
	if (l->n_remedies == 0 && l->decision.outcome > LAW_COVERED) {
		rep_next_step(&t->tmp, &l->decision);
		line(t, "  ");
	}
	chain_clauses(t, l);
	cheaper(t, l);
	certification(t, l);
	return t->out->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

/* ---- all of it -------------------------------------------------------------------------------------------------- */

static void foot(struct telling *t, size_t left, enum law_outcome outcome)
{
	const char *also;
	char day[CV_DAY_TEXT];

	cv_str_puts(t->out, "\nWhatever the transfers need, it also needs:\n");
	for (size_t i = 0; (also = rep_need_also(t->in, i)); i++) {
		cv_str_puts(&t->tmp, also);
		line(t, "  - ");
	}
	if (left > 0)
		cv_str_printf(t->out, "\n%zu of ours under none of the regimes left out; --from names them.\n", left);
	cv_str_printf(t->out, "\n%zu of %zu transfers would need something first: %s. By the law of %s, law pack %s.\n",
		t->n_bad, t->n_legs, rep_outcome_words(outcome), cv_day_text(t->in->on, day),
		law_pack_version(t->in->pack));
	cv_str_puts(t->out, "Nothing was recorded. Not legal advice.\n");
}

enum cv_err rep_need_text(
	const struct reg_need_in *in, size_t left, struct cv_str *out, enum law_outcome *ret, struct cv_error *err)
{
	struct telling t = { .in = in, .out = out, .part = REG_NEED_VENDOR };
	enum cv_err e = reg_need(in, tell, &t, ret, err);

	if (e == CV_OK)
		foot(&t, left, *ret);
	cv_str_finish(&t.tmp);
	return e;
}

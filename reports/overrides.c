/*
 * The overrides that an answer, or a row of a report, must not hide: of those who receive or pass on the data, counting
 * on the day asked about. The public list says nothing of them, nor do records as CSV, which are read in again.
 */
#include "reports/words.h"

static void take(const struct reg_answer *a, uint32_t party, struct rep_overrides *ret)
{
	const struct reg_override_v *o = party == REG_NOBODY ? NULL : reg_override_on(a->view, party, a->question.on);

	if (o == NULL || ret->n == REP_OVERRIDES_MAX)
		return;
	for (size_t i = 0; i < ret->n; i++)
		if (ret->at[i] == o)
			return;
	ret->at[ret->n++] = o;
}

void rep_overrides_of(const struct reg_answer *a, struct rep_overrides *ret)
{
	ret->n = 0;
	if (a->view->desk->n_overrides == 0)
		return;
	take(a, a->to, ret);
	for (size_t i = 0; i < a->n_legs; i++) {
		const struct reg_answer_leg *l = &a->leg[i];

		take(a, l->importer, ret);
		take(a, l->exporter, ret);
		for (size_t k = 0; k < l->n_path; k++)
			take(a, l->path[k].importer, ret);
	}
}

const struct reg_override_v *rep_override_first(const struct reg_override_v *a, const struct reg_override_v *b)
{
	if (a == NULL || b == NULL)
		return a ? a : b;
	return reg_override_over(b).n < reg_override_over(a).n ? b : a;
}

const struct reg_override_v *rep_override_of(const struct reg_view *v, uint32_t exporter, uint32_t importer, cv_day on)
{
	if (v->desk->n_overrides == 0)
		return NULL;
	return rep_override_first(importer == REG_NOBODY ? NULL : reg_override_on(v, importer, on),
		exporter == REG_NOBODY ? NULL : reg_override_on(v, exporter, on));
}

void rep_override_cell(struct cv_str *out, const struct reg_view *v, const struct reg_override_v *o)
{
	cv_str_printf(out, "%s of %s, by %s: %s", o->id, v->party[o->party].id, o->granted_by, o->reason);
}

void rep_override_words(struct cv_str *out, const struct reg_view *v, const struct reg_override_v *o)
{
	char day[CV_DAY_TEXT];

	cv_str_printf(out, "%s is used by an override until %s, granted by %s: %s", v->party[o->party].name,
		cv_day_text(reg_override_over(o), day), o->granted_by, o->reason);
	rep_stop(out);
	cv_str_printf(out, " On file: override/%lld.", (long long)o->n);
}

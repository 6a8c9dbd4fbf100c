/*
 * The overrides that an answer must not hide: of those who receive or pass on the data, counting on the day asked
 * about.
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

void rep_override_words(struct cv_str *out, const struct reg_answer *a, const struct reg_override_v *o)
{
	char day[CV_DAY_TEXT];

	cv_str_printf(out, "%s is used by an override until %s, granted by %s: %s", a->view->party[o->party].name,
		cv_day_text(reg_override_over(o), day), o->granted_by, o->reason);
	rep_stop(out);
	cv_str_printf(out, " On file: override/%lld.", (long long)o->n);
}

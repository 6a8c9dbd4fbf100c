/* How one recorded leg stands on a day. */
#include "registry/standing.h"

#include "registry/answer.h"

/*
 * What is beside the point: true of nearly every leg, or of what came only later, and telling only where there is
 * nothing else to tell.
 */
static bool beside(enum law_reason r)
{
	return r == LAW_R_WRONG_REGIME || r == LAW_R_NOT_A_MECHANISM || r == LAW_R_WRONG_DESTINATION ||
		r == LAW_R_NOT_YET_IN_FORCE || r == LAW_R_NOT_YET_SIGNED || r == LAW_R_CERTIFICATION_NOT_BEGUN;
}

enum law_reason reg_first_reason(const struct law_reasons *set)
{
	for (int any = 0; any < 2; any++)
		for (int r = 0; r < LAW_REASON_COUNT; r++)
			if (law_reason_in(set, (enum law_reason)r) && (any || !beside((enum law_reason)r)))
				return (enum law_reason)r;
	return LAW_REASON_COUNT;
}

enum cv_err reg_stand_whole(const struct reg_view *v, uint32_t leg, cv_day on, const enum law_data *data,
	struct reg_answer *ret, struct cv_error *err)
{
	struct reg_asking g = { .v = v, .a = ret, .to = { v->leg[leg].importer, v->leg[leg].country, true },
		.from = { REG_NOBODY, LAW_NO_PLACE, false }, .err = err };

	if (!cv_span_has(v->leg[leg].span, on))
		return cv_fail(err, CV_E_NOT_FOUND, "the transfer does not take place on that day");
	ret->view = v;
	ret->question = (struct reg_question){
		.to = "", .on = on, .data_said = data != NULL, .data = data ? *data : LAW_ANY_DATA };
	ret->to = v->leg[leg].importer;
	ret->from = REG_NOBODY;
	g.q = &ret->question;
	TRY(reg_judge_chain(&g, &v->leg[leg]));
	reg_conclude(ret);
	return CV_OK;
}

enum cv_err reg_stand_for(const struct reg_view *v, uint32_t leg, cv_day on, const enum law_data *data,
	struct reg_standing *ret, struct law_reasons *ret_reasons, struct cv_error *err)
{
	struct reg_answer a = { 0 };
	enum cv_err e;

	*ret = (struct reg_standing){ .reason = LAW_REASON_COUNT };
	*ret_reasons = (struct law_reasons){ { 0, 0 } };
	ret->live = cv_span_has(v->leg[leg].span, on);
	if (!ret->live)
		return CV_OK;
	e = reg_stand_whole(v, leg, on, data, &a, err);
	if (e == CV_OK) {
		ret->outcome = a.outcome;
		ret->slug = a.slug;
		ret->valid_until = a.valid_until;
		*ret_reasons = a.leg[a.decisive].decision.reasons;
		ret->reason = reg_first_reason(ret_reasons);
	}
	reg_answer_finish(&a);
	return e;
}

enum cv_err reg_stand(const struct reg_view *v, uint32_t leg, cv_day on, struct reg_standing *ret, struct cv_error *err)
{
	struct law_reasons all;

	return reg_stand_for(v, leg, on, NULL, ret, &all, err);
}

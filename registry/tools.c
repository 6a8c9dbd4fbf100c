/* Safeguards, certifications and assessments: stored rows as the law is told them. */
#include "registry/view.h"

#include <string.h>

static cv_day day(const struct reg_version *v, const char *column, cv_day unknown)
{
	const char *text = reg_cell_of(v, column);
	cv_day d = unknown;

	return cv_day_parse(text, strlen(text), &d) ? d : unknown;
}

static uint16_t flag_bits(const char *flags, bool *ret_claimed)
{
	static const struct {
		const char *word;
		uint16_t bit;
	} words[] = {
		{ "approved", LAW_T_APPROVED }, { "swiss-adapted", LAW_T_SWISS }, { "occasional", LAW_T_OCCASIONAL },
		{ "repetitive", LAW_T_REPETITIVE }, { "met", LAW_T_MET }, { "failed", LAW_T_FAILED }, { "module-m1", LAW_T_M1 },
		{ "module-m2", LAW_T_M2 }, { "module-m3", LAW_T_M3 }, { "module-m4", LAW_T_M4 },
	};
	uint16_t bits = 0;
	size_t n;

	*ret_claimed = false;
	for (const char *q = flags, *w; (w = cv_next(&q, ';', &n));) {
		*ret_claimed |= n == 7 && memcmp(w, "claimed", 7) == 0;
		for (size_t i = 0; i < CV_LEN(words); i++)
			if (strlen(words[i].word) == n && memcmp(w, words[i].word, n) == 0)
				bits |= words[i].bit;
	}
	return bits;
}

static void safeguard(struct reg_filling *g, const struct reg_version *v, struct reg_tool_v *t)
{
	const struct law_pack *p = g->v->pack;
	const char *mech = reg_cell_of(v, "mechanism"), *countries = reg_cell_of(v, "countries");
	struct law_tool *tool = &t->tool;
	bool claimed;

	tool->flags = flag_bits(reg_cell_of(v, "flags"), &claimed);
	tool->day = day(v, "signed", CV_DAY_NONE);
	tool->changed = day(v, "changed", CV_DAY_NONE);
	tool->active.until = day(v, "ended", CV_DAY_EVER);
	t->countries = reg_view_text(g, countries, strlen(countries));
	tool->kind = LAW_INSTRUMENT;
	if (claimed && law_family_parse(p, mech, strlen(mech), &tool->family))
		tool->kind = LAW_CLAIM;
	else if (!law_mech_parse(p, mech, strlen(mech), &tool->mech) || law_mech_is_onward(p, tool->mech))
		tool->kind = LAW_ONWARD_CONTRACT;
	else if (law_mech_is_derogation(p, tool->mech))
		tool->kind = LAW_DEROGATION;
	/* A notice to the authority has no column of its own: the approval of one that needs a notice is its notice. */
	if (tool->kind == LAW_INSTRUMENT && (tool->flags & LAW_T_APPROVED))
		tool->notified = tool->day;
}

static void certification(struct reg_filling *g, const struct reg_version *v, struct reg_tool_v *t)
{
	const char *framework = reg_cell_of(v, "framework"), *covers = reg_cell_of(v, "covers"), *status = reg_cell_of(v, "status");
	struct law_tool *tool = &t->tool;
	cv_day checked = day(v, "checked_on", CV_DAY_NONE);

	tool->kind = LAW_CERTIFICATION;
	(void)!law_mech_parse(g->v->pack, framework, strlen(framework), &tool->mech);
	tool->active = (struct cv_span){ day(v, "from", CV_DAY_NONE), day(v, "until", CV_DAY_EVER) };
	if (strstr(covers, "non-hr"))
		tool->flags |= LAW_T_NON_HR;
	if (cv_starts(covers, "hr"))
		tool->flags |= LAW_T_HR;
	if (*status && !cv_streq(status, "active") && tool->active.until.n == CV_DAY_EVER.n) {
		if (cv_day_known(checked)) /* gone by the day the list was looked at, perhaps before */
			tool->active.until = checked;
		tool->flags |= LAW_T_STATUS_UNKNOWN;
	}
}

static void assessment(struct reg_filling *g, const struct reg_version *v, struct reg_tool_v *t)
{
	const char *country = reg_cell_of(v, "country");

	t->tool.kind = LAW_ASSESSMENT;
	t->tool.day = day(v, "dated", CV_DAY_NONE);
	t->tool.review = day(v, "review_by", CV_DAY_EVER);
	if (*country)
		(void)!law_place_parse(g->v->pack, country, strlen(country), &t->tool.place);
	if (cv_streq(reg_cell_of(v, "outcome"), "inadequate"))
		t->tool.flags |= LAW_T_NEGATIVE;
}

void reg_tool_of(struct reg_filling *g, const struct reg_version *v, struct reg_tool_v *t)
{
	t->tool = (struct law_tool){ .mech = LAW_NO_MECH, .day = CV_DAY_NONE, .changed = CV_DAY_NONE, .notified = CV_DAY_NONE,
		.review = CV_DAY_EVER, .active = { CV_DAY_NONE, CV_DAY_EVER } };
	t->importer = reg_named_by(g, reg_cell_of(v, "importer"));
	if (v->record.kind != REG_CERTIFICATIONS)
		t->exporter = reg_named_by(g, reg_cell_of(v, "exporter"));
	if (v->record.kind == REG_SAFEGUARDS)
		safeguard(g, v, t);
	else if (v->record.kind == REG_CERTIFICATIONS)
		certification(g, v, t);
	else
		assessment(g, v, t);
}

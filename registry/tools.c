/* Safeguards, certifications and assessments: stored rows as the law is told them. */
#include "registry/view.h"

#include "registry/columns.h"

#include <string.h>

static cv_day day(const char *text, cv_day unknown)
{
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

static void safeguard(struct reg_filling *g, const char *const *cell, struct reg_tool_v *t)
{
	const struct law_pack *p = g->v->pack;
	const char *mech = cell[REG_AT_SAFEGUARD_MECHANISM], *countries = cell[REG_AT_SAFEGUARD_COUNTRIES];
	struct law_tool *tool = &t->tool;
	bool claimed;

	t->exporter = reg_named_by(g, cell[REG_AT_SAFEGUARD_EXPORTER]);
	tool->flags = flag_bits(cell[REG_AT_SAFEGUARD_FLAGS], &claimed);
	tool->day = day(cell[REG_AT_SAFEGUARD_SIGNED], CV_DAY_NONE);
	tool->changed = day(cell[REG_AT_SAFEGUARD_CHANGED], CV_DAY_NONE);
	tool->active.until = day(cell[REG_AT_SAFEGUARD_ENDED], CV_DAY_EVER);
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

static void certification(const struct reg_filling *g, const char *const *cell, struct reg_tool_v *t)
{
	const char *framework = cell[REG_AT_CERTIFICATION_FRAMEWORK], *covers = cell[REG_AT_CERTIFICATION_COVERS],
		   *status = cell[REG_AT_CERTIFICATION_STATUS];
	struct law_tool *tool = &t->tool;
	cv_day checked = day(cell[REG_AT_CERTIFICATION_CHECKED_ON], CV_DAY_NONE);

	tool->kind = LAW_CERTIFICATION;
	(void)!law_mech_parse(g->v->pack, framework, strlen(framework), &tool->mech);
	tool->active = (struct cv_span){ day(cell[REG_AT_CERTIFICATION_FROM], CV_DAY_NONE),
		day(cell[REG_AT_CERTIFICATION_UNTIL], CV_DAY_EVER) };
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

static void assessment(struct reg_filling *g, const char *const *cell, struct reg_tool_v *t)
{
	const char *country = cell[REG_AT_ASSESSMENT_COUNTRY];

	t->exporter = reg_named_by(g, cell[REG_AT_ASSESSMENT_EXPORTER]);
	t->tool.kind = LAW_ASSESSMENT;
	t->tool.day = day(cell[REG_AT_ASSESSMENT_DATED], CV_DAY_NONE);
	t->tool.review = day(cell[REG_AT_ASSESSMENT_REVIEW_BY], CV_DAY_EVER);
	if (*country)
		(void)!law_place_parse(g->v->pack, country, strlen(country), &t->tool.place);
	if (cv_streq(cell[REG_AT_ASSESSMENT_OUTCOME], "inadequate"))
		t->tool.flags |= LAW_T_NEGATIVE;
}

const char *reg_tool_of(struct reg_filling *g, const struct reg_version *v, struct reg_tool_v *t)
{
	const char *const *cell = v->record.cell;

	t->tool = (struct law_tool){ .mech = LAW_NO_MECH, .day = CV_DAY_NONE, .changed = CV_DAY_NONE, .notified = CV_DAY_NONE,
		.review = CV_DAY_EVER, .active = { CV_DAY_NONE, CV_DAY_EVER } };
	if (v->record.kind == REG_SAFEGUARDS) {
		safeguard(g, cell, t);
		return cell[REG_AT_SAFEGUARD_IMPORTER];
	}
	if (v->record.kind == REG_CERTIFICATIONS) {
		certification(g, cell, t);
		return cell[REG_AT_CERTIFICATION_IMPORTER];
	}
	assessment(g, cell, t);
	return cell[REG_AT_ASSESSMENT_IMPORTER];
}

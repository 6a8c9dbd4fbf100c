/*
 * Prints, for every mechanism, role pair, kind of importer and kind of data, the whole timeline of its answer, one
 * line each; then for every destination of an adequacy finding. Kept in timelines.txt: a changed answer shows in the
 * diff. The instrument is concluded on the first day it can be; nothing else is on file.
 */
#include "registry/law/law.h"
#include "registry/law/pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const pair_name[] = { "c2c", "c2p", "p2c", "p2p" };

static void state(const struct law_pack *p, const struct law_facts *f, cv_day day, struct cv_str *out)
{
	struct law_decision d;

	law_decide(p, f, day, &d);
	cv_str_puts(out, law_outcome_name(d.outcome));
	if (d.decisive >= 0)
		cv_str_printf(out, " %s", law_tried_slug(p, f, &d.tried[d.decisive]));
	else if (d.mech != LAW_NO_MECH)
		cv_str_printf(out, " %s", law_mech_slug(p, d.mech));
	for (int r = 0; r < LAW_REASON_COUNT; r++)
		if (law_reason_in(&d.reasons, (enum law_reason)r))
			cv_str_printf(out, " %s", law_reason_name((enum law_reason)r));
}

static void timeline(const struct law_pack *p, const struct law_facts *f)
{
	struct cv_str now = { 0 }, last = { 0 };

	for (size_t i = 0; i < p->n_edges; i++) {
		char text[CV_DAY_TEXT];

		cv_str_clear(&now);
		state(p, f, p->edge[i], &now);
		if (cv_streq(cv_str_text(&now), cv_str_text(&last)))
			continue;
		printf("%s%s %s", last.len ? ", " : " ", cv_day_text(p->edge[i], text), cv_str_text(&now));
		cv_str_clear(&last);
		cv_str_puts(&last, cv_str_text(&now));
	}
	printf("\n");
	cv_str_finish(&now);
	cv_str_finish(&last);
}

static law_place place(const struct law_pack *p, const char *code)
{
	law_place ret = LAW_NO_PLACE;

	if (!law_place_parse(p, code, strlen(code), &ret))
		exit(1);
	return ret;
}

static const char *exporter_of(const struct law_pack *p, const struct law_mech_row *m)
{
	static const char *const of[] = { "DE", "GB", "CH" };

	for (law_regime r = 0; r < p->n_regimes && r < CV_LEN(of); r++)
		if (law_in(m->regimes, r))
			return of[r];
	return of[0];
}

/* What has to be on file, and to be so of the importer, for the mechanism to have its chance. */
static void prepare(const struct law_pack *p, law_mech i, struct law_tool tool[2], struct law_facts *f)
{
	const struct law_mech_row *m = &p->mech[i];

	*tool = (struct law_tool){ .kind = LAW_INSTRUMENT, .mech = i, .day = m->fresh.from, .changed = CV_DAY_NONE,
		.notified = CV_DAY_NONE, .review = CV_DAY_EVER, .active = { CV_DAY_NONE, CV_DAY_EVER } };
	if (m->framework >= 0) {
		tool->kind = LAW_CERTIFICATION;
		tool->active.from = p->framework[m->framework].opens;
		tool->flags = LAW_T_NON_HR;
		tool[1] = tool[0];
		tool[1].mech = p->framework[m->framework].precondition;
		f->n_tools = tool[1].mech == LAW_NO_MECH ? 1 : 2;
	} else if (m->family == LAW_F_DEROGATION) {
		tool->kind = LAW_DEROGATION;
		tool->day = CV_DAY_NONE;
		tool->flags = LAW_T_OCCASIONAL | LAW_T_MET;
	} else if (m->permission == LAW_APPROVAL || m->family == LAW_F_ADEQUACY) {
		tool->flags = LAW_T_APPROVED;
	} else if (m->permission == LAW_NOTIFY) {
		tool->notified = m->fresh.from;
	}
	if (m->parties == LAW_P_GROUP || m->parties == LAW_P_GROUP_PROCESSOR)
		f->importer_attrs |= LAW_A_GROUP_MEMBER;
	if (m->parties == LAW_P_PUBLIC)
		f->importer_attrs |= LAW_A_PUBLIC_BODY;
}

static void mechanisms(const struct law_pack *p)
{
	for (size_t i = 0; i < p->n_mechs; i++) {
		const struct law_mech_row *m = &p->mech[i];
		bool onward = m->family == LAW_F_ONWARD;

		if (m->family == LAW_F_NOT_TRANSFER || m->general || onward)
			continue;
		for (int k = 0; k < 4 * 5 * 3; k++) {
			struct law_tool tool[2];
			struct law_facts f = { .exporter = place(p, exporter_of(p, m)),
				.importer = place(p, m->framework >= 0 ? "US" : "IN"), .exporter_role = (enum law_role)(k / 30),
				.importer_role = (enum law_role)(k / 15 % 2), .importer_kind = (enum law_kind)(k / 3 % 5),
				.data = (enum law_data)(k % 3), .tool = tool, .n_tools = 1 };

			prepare(p, (law_mech)i, tool, &f);
			printf("%s %s>%s %s %s %s:", m->slug, law_place_code(p, f.exporter), law_place_code(p, f.importer),
				pair_name[k / 15], law_kind_name(f.importer_kind), law_data_name(f.data));
			timeline(p, &f);
		}
	}
}

static void destinations(const struct law_pack *p)
{
	static const char *const exporters[] = { "DE", "NO", "GB", "CH" };

	for (size_t i = 0; i < p->n_adequacy; i++) {
		const struct law_adequacy_row *a = &p->adequacy[i];

		if (i > 0 && p->adequacy[i - 1].place == a->place)
			continue;
		for (size_t e = 0; e < CV_LEN(exporters); e++) {
			struct law_facts f = { .exporter = place(p, exporters[e]), .importer = a->place,
				.importer_role = LAW_PROCESSOR, .importer_kind = LAW_SERVICE_PROVIDER,
				.importer_attrs = LAW_A_PIPEDA | LAW_A_APPI | LAW_A_PIPA | LAW_A_LGPD };

			printf("adequacy %s>%s c2p in scope:", exporters[e], law_place_code(p, a->place));
			timeline(p, &f);
		}
	}
}

int main(void)
{
	struct cv_error err = { 0 };
	const struct law_pack *p = law_builtin(&err);

	if (p == NULL) {
		fprintf(stderr, "%s\n", err.msg);
		return 1;
	}
	mechanisms(p);
	destinations(p);
	return 0;
}

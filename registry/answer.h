/* Inside of reg_ask(): resolving names, gathering legs, judging each. Private to the room. */
#ifndef REGISTRY_ANSWER_H
#define REGISTRY_ANSWER_H

#include "registry/registry.h"

/* Who a text means: a party, or a country. */
struct reg_who {
	uint32_t party;    /* REG_NOBODY: a country, or nobody named */
	law_place country; /* of the party, or named itself */
	bool named;        /* the question names somebody */
};

struct reg_asking {
	const struct reg_view *v;
	const struct reg_question *q;
	struct reg_answer *a;
	struct reg_who to, from;
	size_t cap;   /* legs there is room for */
	size_t steps; /* taken upwards so far, of REG_STEPS_MAX */
	bool today_only; /* nobody asks when the answer changes by itself: that is most of the work */
	struct cv_error *err;
};

/*
 * Everyone passes to everyone: the ways through such a net are without number. So many steps are looked at for one
 * question, and so many to see whether one leg belongs to it.
 */
enum { REG_STEPS_MAX = 50000, REG_STEPS_OF_ONE_MAX = 2000 };

/* A leg to be judged: a record, or a supposed one. */
struct reg_leg_in {
	const struct reg_leg_v *record; /* NULL: supposed */
	uint32_t exporter, importer;    /* REG_NOBODY: a country only */
	law_place exporter_country, country;
	enum law_role exporter_role, importer_role;
	enum law_data data;
	enum law_onward onward;
	size_t n_path;
	struct reg_link path[REG_PATH_MAX];
};

/* Judge one leg and append it to the answer. Fails: E_NOMEM, E_TOO_BIG. */
CV_MUST enum cv_err reg_judge(struct reg_asking *g, const struct reg_leg_in *in);
/* What is on file for a leg, as the law is told; memory in the answer's arena. */
CV_MUST enum cv_err reg_facts(struct reg_asking *g, const struct reg_leg_in *in, struct law_facts *ret);
/* The same of a recorded leg as it is, or for these data; the tools are in memory of the caller's. */
CV_MUST enum cv_err reg_facts_of_leg(const struct reg_view *v, const struct reg_leg_v *l, const enum law_data *data,
	struct law_tool tool[LAW_TOOLS_MAX], struct law_facts *ret, struct cv_error *err);
/* A recorded leg with everything the question changes about it (data asked, exporter not said). */
struct reg_leg_in reg_leg_of(const struct reg_asking *g, const struct reg_leg_v *l);
/*
 * Judge a recorded leg once per way the data come to its exporter (law 6): directly for one of ours, else along the
 * legs on file into the exporter.
 */
CV_MUST enum cv_err reg_judge_chain(struct reg_asking *g, const struct reg_leg_v *l);

/* The first of a set that tells something, LAW_REASON_COUNT for none. */
enum law_reason reg_first_reason(const struct law_reasons *set);

/* Which leg decides, and what the answer is called. */
void reg_conclude(struct reg_answer *a);

#endif

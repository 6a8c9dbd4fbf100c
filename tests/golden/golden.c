/*
 * golden FILE.csv...: our own cases. Each must get the outcome, mechanism and reasons it expects, each reason must be
 * brought about by some case unless it is beyond cases, and what hangs on an answer must hold for every case.
 */
#include "tests/golden/beyond_cases.h"
#include "tests/golden/case_file.h"
#include "registry/law/pack.h"

#include <stdio.h>
#include <string.h>

/* Never the reason of a leg, because nothing on file stands behind them: shown beside a mechanism that was tried. */
static const enum law_reason beside[] = { LAW_R_CERTIFICATION_NONE, LAW_R_SCOPE_SPECIAL };

struct run {
	const struct law_pack *p;
	const char *path;
	size_t passed, failed;
	struct law_reasons of_legs, of_tried;
};

static void complain(struct run *run, const struct decided *one, const char *what, const char *want, const char *got)
{
	printf("%s:%zu: %s: %s: want '%s', got '%s'\n    %s\n", run->path, one->line, one->id, what, want, got, one->why);
}

/* ---- what hangs on an answer ---- */

static bool same_answer(const struct law_decision *a, const struct law_decision *b)
{
	return a->outcome == b->outcome && a->mech == b->mech && a->decisive == b->decisive && a->rule == b->rule &&
		a->regime == b->regime && a->n_tried == b->n_tried && memcmp(&a->reasons, &b->reasons, sizeof(a->reasons)) == 0;
}

/* The next change: on that day something differs, and on no day before it on which the law or a fact moves. */
static const char *next_change_wrong(const struct law_pack *p, const struct law_facts *f, cv_day on,
	const struct law_decision *d)
{
	struct law_decision then;
	cv_day next = law_next_change(p, f, on, d);

	if (next.n <= on.n)
		return "the next change is not later than the day asked";
	if (cv_day_known(next)) {
		law_decide(p, f, next, &then);
		if (then.outcome == d->outcome && then.mech == d->mech && then.mech != LAW_NO_MECH)
			return "nothing changes on the day of the next change";
	}
	for (size_t i = 0; i < p->n_edges; i++) {
		if (p->edge[i].n <= on.n || p->edge[i].n >= next.n)
			continue;
		law_decide(p, f, p->edge[i], &then);
		if (then.outcome != d->outcome || then.mech != d->mech)
			return "the answer changes before the day of the next change";
	}
	return NULL;
}

/* What helps a leg helps one with as much on file as there can be: here contracts that only an onward leg asks for. */
static bool same_when_full(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_remedy *r,
	size_t n)
{
	struct law_tool tool[LAW_TOOLS_MAX];
	struct law_remedy then[LAW_REMEDIES_MAX];
	struct law_facts full = *f;
	struct law_decision d;

	if (f->onward != LAW_ONWARD_NONE)
		return true;
	for (size_t i = 0; i < f->n_tools; i++)
		tool[i] = f->tool[i];
	for (size_t i = f->n_tools; i < LAW_TOOLS_MAX; i++)
		tool[i] = (struct law_tool){ .kind = LAW_ONWARD_CONTRACT, .mech = LAW_NO_MECH };
	full.tool = tool;
	full.n_tools = LAW_TOOLS_MAX;
	law_decide(p, &full, on, &d);
	if (law_remedies(p, &full, on, &d, then) != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (then[i].mech != r[i].mech || then[i].n_needs != r[i].n_needs)
			return false;
	return true;
}

static const char *remedies_wrong(const struct law_pack *p, const struct law_facts *f, cv_day on,
	const struct law_decision *d)
{
	struct law_remedy r[LAW_REMEDIES_MAX];
	size_t n = law_remedies(p, f, on, d, r);

	if (n > LAW_REMEDIES_MAX)
		return "more remedies than there is room";
	if (n > 0 && d->outcome <= LAW_COVERED)
		return "a remedy where nothing is wrong";
	if (!same_when_full(p, f, on, r, n))
		return "other remedies when there is no room for more on file";
	for (size_t i = 0; i < n; i++) {
		if (r[i].n_needs == 0)
			return "a remedy that asks for nothing";
		for (size_t k = 0; k < i; k++)
			if (r[k].mech == r[i].mech)
				return "the same remedy twice";
	}
	return NULL;
}

static const char *words_wrong(const struct law_pack *p, const struct law_facts *f, cv_day on,
	const struct law_decision *d)
{
	struct cv_str text = { 0 };
	const char *wrong = NULL;

	if (d->n_tried == 0) {
		law_rule_because(p, f, on, d, &text);
		if (text.len == 0)
			wrong = "an answer without a sentence";
	}
	for (size_t i = 0; i < d->n_tried && wrong == NULL; i++) {
		const struct law_tried *t = &d->tried[i];

		cv_str_clear(&text);
		law_because(p, f, on, t, &text);
		if (text.len == 0)
			wrong = "a mechanism tried without a sentence";
		if ((t->verdict == LAW_YES) == law_reason_any(&t->reasons))
			wrong = "a yes with reasons, or a no without";
	}
	cv_str_finish(&text);
	return wrong;
}

static const char *leg_wrong(const struct law_pack *p, const struct law_facts *f, cv_day on,
	const struct law_decision *d)
{
	struct law_decision again;
	struct law_flag flags[LAW_FLAGS_MAX];
	const char *wrong;

	law_decide(p, f, on, &again);
	if (!same_answer(d, &again))
		return "the same question got another answer";
	if ((d->outcome <= LAW_COVERED) == law_reason_any(&d->reasons))
		return "good answers have no reasons, others have one";
	if ((wrong = next_change_wrong(p, f, on, d)) || (wrong = remedies_wrong(p, f, on, d)))
		return wrong;
	if (law_flags(p, f, on, d, flags) > LAW_FLAGS_MAX)
		return "more flags than there is room";
	return words_wrong(p, f, on, d);
}

/* ---- one case ---- */

static void note_reasons(struct law_reasons *to, const struct law_reasons *from)
{
	to->bit[0] |= from->bit[0];
	to->bit[1] |= from->bit[1];
}

static bool check(void *ctx, const struct decided *one)
{
	struct run *run = ctx;
	bool ok = true;

	if (!cv_streq(one->expected_outcome, law_outcome_name(one->outcome))) {
		complain(run, one, "outcome", one->expected_outcome, law_outcome_name(one->outcome));
		ok = false;
	}
	if (!cv_streq(one->expected_mechanism, one->mechanism)) {
		complain(run, one, "mechanism", one->expected_mechanism, one->mechanism);
		ok = false;
	}
	if (!cv_streq(one->expected_reasons, one->reasons)) {
		complain(run, one, "reasons", one->expected_reasons, one->reasons);
		ok = false;
	}
	for (size_t i = 0; i < one->c->n_legs; i++) {
		const char *wrong = leg_wrong(run->p, &one->c->leg[i], one->c->on, &one->d[i]);

		if (wrong) {
			complain(run, one, "what hangs on the answer", "it holds", wrong);
			ok = false;
		}
		note_reasons(&run->of_legs, &one->d[i].reasons);
		for (size_t k = 0; k < one->d[i].n_tried; k++)
			note_reasons(&run->of_tried, &one->d[i].tried[k].reasons);
	}
	run->passed += ok;
	run->failed += !ok;
	return true;
}

/* ---- every reason has its case ---- */

static bool is_among(const enum law_reason *list, size_t n, enum law_reason r)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == r)
			return true;
	return false;
}

static size_t reasons_without_case(const struct run *run)
{
	size_t missing = 0;

	for (int i = 0; i < LAW_REASON_COUNT; i++) {
		enum law_reason r = (enum law_reason)i;
		const struct law_reasons *seen = is_among(beside, CV_LEN(beside), r) ? &run->of_tried : &run->of_legs;
		bool out_of_reach = is_among(beyond_cases, CV_LEN(beyond_cases), r);

		if (law_reason_in(seen, r) != out_of_reach)
			continue;
		printf("%s: %s\n", law_reason_name(r), out_of_reach ? "a case brings it about after all" : "no case has this reason");
		missing++;
	}
	return missing;
}

int main(int argc, char **argv)
{
	struct cv_error err = { 0 };
	struct run run = { .p = law_builtin(&err) };
	bool readable = argc > 1;

	if (run.p == NULL) {
		fprintf(stderr, "%s\n", err.msg);
		return 2;
	}
	for (int i = 1; i < argc; i++) {
		run.path = argv[i];
		readable &= decide_file(run.p, argv[i], check, &run);
	}
	printf("%zu cases passed, %zu failed\n", run.passed, run.failed);
	return reasons_without_case(&run) == 0 && run.failed == 0 && run.passed > 0 && readable ? 0 : 1;
}

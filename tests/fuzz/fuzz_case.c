/*
 * A hypothetical case: ten lines of text, the input columns of `chapterv check` in this order. Whatever is accepted must be
 * decided, the same way each time, with an answer that agrees with its own reasoning.
 */
#include "registry/law/law.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

enum { COLUMNS = 10 };

static bool same(const struct law_decision *a, const struct law_decision *b)
{
	if (a->outcome != b->outcome || a->regime != b->regime || a->mech != b->mech || a->decisive != b->decisive ||
		a->rule != b->rule || a->n_tried != b->n_tried ||
		memcmp(&a->reasons, &b->reasons, sizeof(a->reasons)) != 0)
		return false;
	for (size_t i = 0; i < a->n_tried; i++)
		if (a->tried[i].mech != b->tried[i].mech || a->tried[i].verdict != b->tried[i].verdict ||
			a->tried[i].tool != b->tried[i].tool || a->tried[i].row != b->tried[i].row)
			return false;
	return true;
}

static void check_tried(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_decision *d)
{
	struct cv_str text = { 0 };

	ORACLE(d->n_tried <= LAW_TRIED_MAX);
	ORACLE(d->decisive >= -1 && d->decisive < (int)d->n_tried);
	for (size_t i = 0; i < d->n_tried; i++) {
		const struct law_tried *t = &d->tried[i];

		ORACLE(t->verdict <= LAW_YES && t->tool >= -1 && t->tool < (int)f->n_tools);
		ORACLE((t->verdict == LAW_YES) == !law_reason_any(&t->reasons));
		cv_str_clear(&text);
		law_because(p, f, on, t, &text);
		ORACLE(!text.failed && text.len > 0);
		law_cite(p, t, &text);
		law_tried_row(p, t, &text);
		ORACLE(law_tried_slug(p, f, t) != NULL);
	}
	cv_str_finish(&text);
}

static void check_outcome(const struct law_decision *d)
{
	const struct law_tried *t = d->decisive < 0 ? NULL : &d->tried[d->decisive];

	switch (d->outcome) {
	case LAW_NO_TRANSFER:
		ORACLE(d->mech != LAW_NO_MECH && d->rule >= 0 && !law_reason_any(&d->reasons));
		break;
	case LAW_COVERED:
		ORACLE(t != NULL && t->verdict == LAW_YES && t->mech == d->mech && d->mech != LAW_NO_MECH);
		ORACLE(!law_reason_any(&d->reasons));
		for (int i = 0; i < d->decisive; i++)
			ORACLE(d->tried[i].verdict != LAW_YES);
		break;
	case LAW_NEEDS_REVIEW:
		ORACLE(law_reason_any(&d->reasons));
		ORACLE(t == NULL || t->verdict != LAW_NO);
		break;
	case LAW_NOT_COVERED:
		ORACLE(law_reason_any(&d->reasons) && d->mech == LAW_NO_MECH);
		for (size_t i = 0; i < d->n_tried; i++)
			ORACLE(d->tried[i].verdict == LAW_NO);
		break;
	}
}

/* The answer holds until the day it is said to change, and then it does. */
static void check_change(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_decision *d,
	uint32_t salt)
{
	cv_day next = law_next_change(p, f, on, d);
	struct law_decision then;

	ORACLE(next.n > on.n);
	int64_t room = (next.n == CV_DAY_EVER.n ? on.n + 20000 : next.n) - (int64_t)on.n;
	cv_day between = { on.n + (int32_t)(salt % room) };

	law_decide(p, f, between, &then);
	ORACLE(then.outcome == d->outcome && then.mech == d->mech);
	if (next.n == CV_DAY_EVER.n)
		return;
	law_decide(p, f, (cv_day){ next.n - 1 }, &then);
	ORACLE(then.outcome == d->outcome && then.mech == d->mech);
	law_decide(p, f, next, &then);
	ORACLE(then.outcome != d->outcome || then.mech != d->mech);
}

static void check_remedies(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_decision *d)
{
	struct law_remedy remedy[LAW_REMEDIES_MAX];
	struct law_flag flag[LAW_FLAGS_MAX];
	size_t n = law_remedies(p, f, on, d, remedy), n_flags = law_flags(p, f, on, d, flag);

	ORACLE(n <= LAW_REMEDIES_MAX && n_flags <= LAW_FLAGS_MAX);
	ORACLE(n == 0 || d->outcome == LAW_NEEDS_REVIEW || d->outcome == LAW_NOT_COVERED);
	for (size_t i = 0; i < n; i++) {
		ORACLE(remedy[i].n_needs > 0 && remedy[i].n_needs <= LAW_NEEDS_MAX);
		for (size_t k = 0; k < remedy[i].n_needs; k++)
			ORACLE(remedy[i].need[k] != NULL && remedy[i].need[k][0] != '\0');
	}
	for (size_t i = 0; i < n_flags; i++)
		ORACLE(flag[i].code != NULL && flag[i].text != NULL && flag[i].cite != NULL);
}

/* A contract for onward transfers says nothing about a leg that is none. */
static void check_stranger(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_decision *d)
{
	struct law_tool tool[LAW_TOOLS_MAX];
	struct law_facts more = *f;
	struct law_decision then;

	if (f->onward != LAW_ONWARD_NONE || f->n_tools >= LAW_TOOLS_MAX)
		return;
	if (f->n_tools > 0)
		memcpy(tool, f->tool, f->n_tools * sizeof(tool[0]));
	tool[f->n_tools] = (struct law_tool){ .kind = LAW_ONWARD_CONTRACT, .mech = LAW_NO_MECH, .day = on,
		.changed = CV_DAY_NONE, .notified = CV_DAY_NONE, .review = CV_DAY_EVER };
	more.tool = tool;
	more.n_tools++;
	law_decide(p, &more, on, &then);
	ORACLE(then.outcome == d->outcome && then.mech == d->mech);
}

static void check_leg(const struct law_pack *p, const struct law_facts *f, cv_day on, uint32_t salt)
{
	struct law_decision d, again;
	struct cv_str text = { 0 };

	memset(&again, 0xa5, sizeof(again));
	law_decide(p, f, on, &d);
	law_decide(p, f, on, &again);
	ORACLE(same(&d, &again));
	check_tried(p, f, on, &d);
	check_outcome(&d);
	check_change(p, f, on, &d, salt);
	check_remedies(p, f, on, &d);
	check_stranger(p, f, on, &d);
	if (d.decisive < 0) {
		law_rule_because(p, f, on, &d, &text);
		law_rule_cite(p, &d, &text);
	}
	ORACLE(!text.failed && law_mech_slug(p, d.mech) != NULL && law_regime_name(p, d.regime) != NULL);
	cv_str_finish(&text);
}

static const struct law_pack *pack(void)
{
	static const struct law_pack *p;
	struct cv_error err = { 0 };

	if (p == NULL)
		p = law_builtin(&err);
	ORACLE(p != NULL);
	return p;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct law_case c;
	char text[2048];
	char *column[COLUMNS] = { 0 };
	struct cv_error err = { 0 };
	uint32_t salt = (uint32_t)size;

	if (size >= sizeof(text))
		return 0;
	for (size_t i = 0; i < size; i++)
		salt = salt * 31 + data[i];
	memcpy(text, data, size);
	text[size] = '\0';
	char *at = text;

	for (size_t i = 0; i < COLUMNS && at != NULL; i++) {
		column[i] = at;
		at = strchr(at, '\n');
		if (at != NULL)
			*at++ = '\0';
	}
	struct law_case_in in = { column[0], column[1], column[2], column[3], column[4], column[5], column[6], column[7],
		column[8], column[9] };
	enum cv_err e = law_case_parse(pack(), &in, &c, &err);

	if (e != CV_OK) {
		ORACLE(err.code == e && err.msg[0] != '\0' && err.field[0] != '\0');
		return 0;
	}
	ORACLE(c.n_legs > 0 && c.n_legs <= LAW_CASE_LEGS_MAX && c.n_tools <= LAW_TOOLS_MAX && cv_day_known(c.on));
	for (size_t i = 0; i < c.n_legs; i++)
		check_leg(pack(), &c.leg[i], c.on, salt);
	return 0;
}

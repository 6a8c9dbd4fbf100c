/* The decision in words: one sentence for each mechanism tried, and what it rests on. */
#include "registry/law/needs.h"
#include "registry/law/rules.h"

#include <string.h>

const char *law_tried_slug(const struct law_pack *p, const struct law_facts *f, const struct law_tried *t)
{
	if (t->mech == LAW_NO_MECH && t->tool >= 0 && f->tool[t->tool].kind == LAW_CLAIM)
		return p->family_slug[f->tool[t->tool].family];
	return law_mech_slug(p, t->mech);
}

void law_tried_row(const struct law_pack *p, const struct law_tried *t, struct cv_str *out)
{
	if (t->row >= 0 && t->tool < 0) {
		cv_str_puts(out, "adequacy/");
		cv_str_int(out, (int64_t)p->adequacy[t->row].row->line);
	}
}

static void day(struct cv_str *out, const char *before, cv_day d)
{
	char text[CV_DAY_TEXT];

	if (!cv_day_known(d))
		return;
	cv_str_puts(out, before);
	cv_str_puts(out, cv_day_text(d, text));
}

static void bracketed(struct cv_str *out, const char *before, const char *text)
{
	cv_str_puts(out, before);
	cv_str_puts(out, text);
	cv_str_putc(out, ')');
}

/* "Module Two ..., signed 2021-10-01" */
static void subject(const struct law_pack *p, const struct law_facts *f, const struct law_tried *t, struct cv_str *out)
{
	const struct law_tool *tool = t->tool >= 0 ? &f->tool[t->tool] : NULL;
	law_mech named = t->base == LAW_NO_MECH ? t->mech : t->base;

	if (tool && tool->kind == LAW_CLAIM) {
		cv_str_puts(out, "A claim of ");
		cv_str_puts(out, law_tried_slug(p, f, t));
		return;
	}
	if (t->row >= 0 && p->adequacy[t->row].unverified) { /* a placeholder: no decision stands behind it */
		cv_str_puts(out, "What may be a basis (");
		cv_str_puts(out, p->adequacy[t->row].instrument);
		cv_str_putc(out, ')');
		return;
	}
	cv_str_puts(out, law_mech_name(p, named));
	if (t->base != t->mech && t->base != LAW_NO_MECH && t->mech != LAW_NO_MECH)
		bracketed(out, " (which counts here as ", law_mech_slug(p, t->mech));
	if (tool == NULL) {
		if (t->row >= 0)
			bracketed(out, " (", p->adequacy[t->row].instrument);
		return;
	}
	if (tool->kind == LAW_CERTIFICATION) {
		day(out, ", entry active from ", tool->active.from);
		day(out, " until ", tool->active.until);
	} else {
		day(out, tool->flags & LAW_T_APPROVED ? ", approved " : ", signed ", tool->day);
	}
}

/* The day that goes with a reason, where one explains it. */
static cv_day reason_day(const struct law_pack *p, const struct law_facts *f, const struct law_tried *t, enum law_reason r)
{
	const struct law_tool *tool = t->tool >= 0 ? &f->tool[t->tool] : NULL;
	const struct law_mech_row *m = t->mech == LAW_NO_MECH ? NULL : &p->mech[t->mech];
	const struct law_framework_row *fr = m && m->framework >= 0 ? &p->framework[m->framework] : NULL;

	switch (r) {
	case LAW_R_FRAMEWORK_ENDED: return fr ? fr->reliance.until : CV_DAY_NONE;
	case LAW_R_NOT_YET_IN_FORCE:
		if (t->row >= 0 && !fr)
			return p->adequacy[t->row].span.from;
		return fr ? fr->reliance.from : m ? m->fresh.from : CV_DAY_NONE;
	case LAW_R_MECHANISM_ENDED: case LAW_R_SCC_SET_REPEALED:
		if (t->row >= 0)
			return p->adequacy[t->row].span.until;
		return m ? m->alive_until : CV_DAY_NONE;
	case LAW_R_CLOSED_TO_NEW: return m ? m->fresh.until : CV_DAY_NONE;
	case LAW_R_PROCESSING_CHANGED: return tool ? tool->changed : CV_DAY_NONE;
	case LAW_R_CERTIFICATION_LAPSED: case LAW_R_SAFEGUARD_ENDED: return tool ? tool->active.until : CV_DAY_NONE;
	case LAW_R_LIST_NOT_OPEN: return fr ? fr->opens : CV_DAY_NONE;
	case LAW_R_CONTESTED: return m ? m->contested_from : CV_DAY_NONE;
	default: return CV_DAY_NONE;
	}
}

/* A sentence goes on after a colon: its first letter is lowered unless it begins an abbreviation. */
static void go_on(struct cv_str *out, const char *sentence)
{
	size_t n = strlen(sentence);
	char first = sentence[0];

	if (first >= 'A' && first <= 'Z' && !(sentence[1] >= 'A' && sentence[1] <= 'Z'))
		first = (char)(first - 'A' + 'a');
	if (n > 0 && sentence[n - 1] == '.')
		n--;
	cv_str_putc(out, first);
	cv_str_add(out, sentence + 1, n - 1);
}

static void against(const struct law_pack *p, const struct law_facts *f, const struct law_tried *t, struct cv_str *out)
{
	bool first = true;

	for (enum law_reason r = law_reason_from(&t->reasons, 0); r < LAW_REASON_COUNT;
		r = law_reason_from(&t->reasons, (int)r + 1)) {
		cv_day d;

		if (t->verdict == LAW_NO && law_reason_whose(r) != LAW_NO)
			continue;
		cv_str_puts(out, first ? ": " : "; ");
		go_on(out, law_reason_meaning(r));
		d = reason_day(p, f, t, r);
		day(out, " (", d);
		if (cv_day_known(d))
			cv_str_putc(out, ')');
		first = false;
	}
}

static const char *pair_words(const struct law_facts *f)
{
	static const char *const words[2][2] = { { "controller to controller", "controller to processor" },
		{ "processor to controller", "processor to sub-processor" } };

	return words[f->exporter_role][f->importer_role];
}

static void in_favour(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_tried *t,
	struct cv_str *out)
{
	const struct law_tool *tool = t->tool >= 0 ? &f->tool[t->tool] : NULL;

	if (tool == NULL) {
		day(out, ": in force since ", t->row >= 0 ? p->adequacy[t->row].span.from : CV_DAY_NONE);
		cv_str_puts(out, t->row >= 0 ? ", and the recipient is within its scope" : ": in force");
	} else if (tool->kind == LAW_CERTIFICATION) {
		cv_str_puts(out, ": active on that day and covers this kind of data");
	} else if (tool->kind == LAW_DEROGATION) {
		cv_str_puts(out, ": its conditions are on file as met for an occasional transfer");
	} else if (tool->kind == LAW_ONWARD_CONTRACT) {
		cv_str_puts(out, ": a contract with the next recipient is on file");
	} else {
		struct law_leg g = { .p = p, .f = f, .on = on };
		const struct law_tool *tia = on.n >= p->mech[t->mech].tia_from.n ? law_tia(&g) : NULL;

		bracketed(out, ": valid on that day and made for this pair of roles (", pair_words(f));
		if (tia) {
			day(out, ", with the assessment of ", tia->day);
			cv_str_puts(out, " on file");
		}
	}
}

/* Where nothing else tells what to do about a claim: its family does. */
static void to_settle(
	const struct law_pack *p, const struct law_facts *f, const struct law_tried *t, struct cv_str *out)
{
	bool weighed = f->exporter != LAW_NO_PLACE && f->importer != LAW_NO_PLACE && f->onward == LAW_ONWARD_NONE;
	const struct law_family_row *claimed;

	if (weighed || !law_reason_in(&t->reasons, LAW_R_CLAIM_UNVERIFIED))
		return;
	claimed = law_claimed(p, f->tool[t->tool].family, LAW_NO_REGIME);
	if (claimed) {
		cv_str_puts(out, "; what is missing: ");
		cv_str_puts(out, claimed->note);
	}
}

void law_because(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_tried *t,
	struct cv_str *out)
{
	subject(p, f, t, out);
	if (t->verdict == LAW_YES)
		in_favour(p, f, on, t, out);
	else
		against(p, f, t, out);
	to_settle(p, f, t, out);
	cv_str_putc(out, '.');
}

void law_need(const struct law_remedy *r, size_t i, struct cv_str *out)
{
	const char *review = law_need_sentence(LAW_NEED_REVIEW), *again = strstr(review, " again");

	if (r->need[i] != review) {
		cv_str_puts(out, r->need[i]);
		return;
	}
	cv_str_add(out, review, (size_t)(again - review));
	day(out, " of ", r->assessed);
	cv_str_puts(out, again);
}

void law_cite(const struct law_pack *p, const struct law_tried *t, struct cv_str *out)
{
	const struct law_mech_row *m;
	const char *article;

	if (t->row >= 0) {
		const struct law_adequacy_row *a = &p->adequacy[t->row];

		cv_str_puts(out, a->instrument);
		if (*a->ended_by && law_reason_in(&t->reasons, LAW_R_MECHANISM_ENDED)) {
			cv_str_puts(out, "; ");
			cv_str_puts(out, a->ended_by);
		}
		return;
	}
	if (t->mech == LAW_NO_MECH)
		return;
	m = &p->mech[t->base == LAW_NO_MECH ? t->mech : t->base];
	for (size_t i = 0; law_reason_in(&t->reasons, LAW_R_FRAMEWORK_ENDED) && i < p->n_adequacy; i++) {
		const struct law_adequacy_row *a = &p->adequacy[i];

		if (a->framework == p->mech[t->mech].framework && *a->ended_by) { /* what ended it says more than what founded it */
			cv_str_puts(out, a->ended_by);
			return;
		}
	}
	article = p->mech[t->mech].article; /* of the regime it counts in, not of the one it was made for */
	cv_str_puts(out, article);
	if (*article && *m->instrument)
		cv_str_puts(out, "; ");
	cv_str_puts(out, m->instrument);
}

void law_rule_because(const struct law_pack *p, const struct law_facts *f, cv_day on, const struct law_decision *d,
	struct cv_str *out)
{
	(void)f;
	(void)on;
	if (d->outcome == LAW_NO_TRANSFER && d->rule >= 0) {
		const struct law_nontransfer_row *n = &p->rule[d->rule];

		cv_str_puts(out, "No restricted transfer: ");
		cv_str_puts(out, law_mech_name(p, n->mech));
		cv_str_putc(out, '.');
		return;
	}
	if (law_reason_any(&d->reasons))
		cv_str_puts(out, law_reason_meaning(law_reason_from(&d->reasons, 0)));
}

void law_rule_cite(const struct law_pack *p, const struct law_decision *d, struct cv_str *out)
{
	if (d->rule >= 0 && p->rule[d->rule].mech != LAW_NO_MECH && *p->mech[p->rule[d->rule].mech].article)
		cv_str_puts(out, p->mech[p->rule[d->rule].mech].article);
	else if (d->regime != LAW_NO_REGIME)
		cv_str_puts(out, p->regime[d->regime].rules);
}

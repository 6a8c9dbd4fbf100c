/*
 * How things are called in a sentence, the same in every format. Private to the room.
 */
#ifndef REPORTS_WORDS_H
#define REPORTS_WORDS_H

#include "registry/desk/vendor.h"
#include "reports/reports.h"

/* "Ireland", "the United Kingdom", "the organisation io-epo" */
void rep_the_country(struct cv_str *out, const char *code);
/* "Example Ireland Ltd (Ireland)"; "Acme, Inc. in the United States" */
void rep_exporter(struct cv_str *out, const struct reg_answer *a, const struct reg_answer_leg *leg);
void rep_importer(struct cv_str *out, const struct reg_answer *a, const struct reg_answer_leg *leg);
/* "from A (Ireland) to B in India" for a leg, and for a step of the way before it */
void rep_route(struct cv_str *out, const struct reg_answer *a, const struct reg_answer_leg *leg);
void rep_link(struct cv_str *out, const struct reg_answer *a, const struct reg_link *link);
/* ", employee data": what tells it from another leg of the same route; nothing where there is none. */
void rep_apart(struct cv_str *out, const struct reg_answer *a, const struct reg_answer_leg *leg);
/* The circumstances of a leg: roles, data, place, regime, record. A sentence or two. */
void rep_circumstances(struct cv_str *out, const struct reg_answer *a, const struct reg_answer_leg *leg);

/* text as lines of at most width columns: lead begins the first, as many blanks the others; nothing for "". */
void rep_wrap(struct cv_str *out, const char *lead, const char *text, size_t width);

/* A full stop, unless there is one ("Acme, Inc."). */
void rep_stop(struct cv_str *out);

/* What a decision is called: slug, family of a claim, or NULL for none. */
const char *rep_slug(const struct law_pack *p, const struct law_facts *f, const struct law_decision *d);
/* "EU-US Privacy Shield certification (privacy-shield-eu-us)" */
void rep_tried_title(struct cv_str *out, const struct law_pack *p, const struct law_facts *f,
	const struct law_tried *t);
void rep_decided_title(struct cv_str *out, const struct law_pack *p, const struct law_facts *f,
	const struct law_decision *d);
/* Where there is no remedy: the fact to find out and record, else that a lawyer must look. */
void rep_next_step(struct cv_str *out, const struct law_decision *d);
/* "Does not cover" and so on */
const char *rep_verdict(enum law_verdict v);
const char *rep_outcome(enum law_outcome o); /* "Not covered" */
/* "What to do"; of a day that is past, by whose law. */
void rep_to_do(struct cv_str *out, const struct reg_answer *a);
/* "This answer changes by itself on 2025-06-27." */
void rep_until(struct cv_str *out, cv_day until);
/* The first reason of a set, LAW_REASON_COUNT for none; the next after r. */
enum law_reason rep_reason_first(const struct law_reasons *s);
enum law_reason rep_reason_next(const struct law_reasons *s, enum law_reason r);
/* Slugs of the other mechanisms that cover: calls are cheap, i runs over d->tried. */
bool rep_is_fallback(const struct law_pack *p, const struct law_facts *f, const struct law_decision *d, size_t i);
/* The step of the way before the leg that makes it worse than it is alone, or NULL. */
const struct reg_link *rep_broken_link(const struct reg_answer_leg *leg);
/* Does the leg as a whole (no transfer, country unknown, ...) have a reason of its own, beside what was tried? */
bool rep_has_rule(const struct law_decision *d);

/* Indexes of the legs, worst outcome first, else in their order. ret has room for REG_ANSWER_LEGS_MAX. */
size_t rep_worst_first(const struct reg_answer *a, uint16_t *ret);
/* Legs with that outcome. */
size_t rep_count(const struct reg_answer *a, enum law_outcome o);

/* Several legs often carry the same flag: it is said once. True the first time a text comes. */
enum { REP_SAID_MAX = 64 };
struct rep_said {
	const char *text[REP_SAID_MAX];
	size_t n;
};
bool rep_first_said(struct rep_said *s, const char *text);
/* Overrides of the approval of whoever the answer is about, in force on its day, each once. */
enum { REP_OVERRIDES_MAX = 16 };
struct rep_overrides {
	const struct reg_override_v *at[REP_OVERRIDES_MAX];
	size_t n;
};
void rep_overrides_of(const struct reg_answer *a, struct rep_overrides *ret);
/* "Acme Ltd is used by an override until 2027-01-31, granted by maria: the clauses are late. On file: override/1." */
void rep_override_words(struct cv_str *out, const struct reg_view *v, const struct reg_override_v *o);
/* "acme-1 of acme, by maria: the clauses are late": in a cell. */
void rep_override_cell(struct cv_str *out, const struct reg_view *v, const struct reg_override_v *o);
/* Of two that count, either of which may be NULL, the one that ends first. */
const struct reg_override_v *rep_override_first(const struct reg_override_v *a, const struct reg_override_v *b);
/* Of a transfer: that of whoever receives or passes on, the one that ends first; NULL: none counts on the day. */
const struct reg_override_v *rep_override_of(
	const struct reg_view *v, uint32_t exporter, uint32_t importer, cv_day on);

/* What to say before the text of a flag, "" for one that speaks for itself. */
const char *rep_flag_lead(const struct law_flag *f);
bool rep_cited(const struct law_flag *f); /* "-" in the pack: there is no act to cite */

#endif

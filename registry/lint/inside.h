/* Inside of lint. Private to the room. */
#ifndef REGISTRY_LINT_INSIDE_H
#define REGISTRY_LINT_INSIDE_H

#include "registry/answer.h"
#include "registry/lint/lint.h"

/* Rules beside the codes of the law: code, severity, help. A file of this folder finds each (lint.c says which). */
#define REG_LINT_RULES(X) \
	X(CHAIN_BROKEN, ERROR, \
		"A transfer is as good as the way the data take to it, and one before it is not covered.") \
	X(LOW_CONFIDENCE, NOTE, \
		"A transfer rests on a row of the law pack of low confidence: have a lawyer confirm it.") \
	X(CERTIFICATION_NOT_CHECKED, WARNING, \
		"An entry on a framework's list is relied on and was not looked up for twelve months.") \
	X(TWIN_NAMES, WARNING, \
		"Two parties are called alike: one legal entity entered twice, or two to be told apart.") \
	X(SUBPROCESSOR_NOT_ANNOUNCED, ERROR, \
		"A party on our public list was added and no notice of it is on file (GDPR art. 28(2)).") \
	X(OVERRIDE_EXPIRED, ERROR, "An override has expired, nobody took it back, and the vendor is still in use.") \
	X(APPROVED_UNDECIDED, NOTE, \
		"A vendor is approved or active, and no decision is on file, as of others: it was approved before.") \
	X(NOT_IN_REGISTER, ERROR, "It is in use, and no party of the register has that name or website.") \
	X(USE_AMBIGUOUS, WARNING, "It is in use, and which party is meant cannot be said for sure.") \
	X(USE_ENDED, ERROR, "It is in use, and the register has the party as suspended or ended.") \
	X(USE_WITHOUT_TRANSFER, WARNING, "It is in use, and no transfer to that party is on file for the day.") \
	X(BASELINE_EXPIRED, WARNING, "A defect was accepted up to a day that is over, and is still there.") \
	X(BASELINE_UNUSED, NOTE, "A defect was accepted that is not there: the line can go.")

enum reg_lint_own {
#define X(code, severity, help) REG_L_##code,
	REG_LINT_RULES(X)
#undef X
		REG_LINT_OWN_COUNT
};
/* The place of a rule in the table: the law's reasons, then our own. */
#define REG_L_RULE(own) ((uint32_t)LAW_REASON_COUNT + (uint32_t)(own))

/* What of a party no view holds. */
struct reg_lint_party {
	const char *parent, *website;
	enum { REG_LP_OTHER, REG_LP_IN_USE, REG_LP_ENDED } status; /* other: proposed, under review, not said */
	bool announced; /* an outgoing notice says that it was added, or takes another's place */
};

struct reg_lint_entry { /* of a certification */
	int64_t n;
	cv_day checked;
};

struct reg_lint_override {
	int64_t n;
	uint32_t party;
	const char *id, *gate;
	struct cv_span span; /* until it expires, or was revoked */
	bool revoked;
};

struct reg_linting {
	const struct reg_lint_asked *asked;
	const struct reg_view *v;
	cv_day on;
	struct reg_lint *lint;
	struct reg_lint_party *party; /* by index of the view */
	struct reg_lint_entry *entry; /* by number */
	size_t n_entries, cap_entries;
	struct reg_lint_override *override;
	size_t n_overrides, cap_overrides;
	const char **distinct; /* sorted: "name/id" that were answered to be two */
	size_t n_distinct, cap_distinct;
	bool has_customers;
	cv_day first_customer;	    /* day of the oldest contract with a customer */
	struct cv_str what, remedy; /* being put together */
	struct cv_error *err;
};

/* Read what the view does not hold. */
CV_MUST enum cv_err reg_lint_gather(struct reg_linting *g);
void reg_lint_gathered_free(struct reg_linting *g);

/* The groups of rules, each in a file of its name. */
CV_MUST enum cv_err reg_lint_legs(struct reg_linting *g);
CV_MUST enum cv_err reg_lint_names(struct reg_linting *g);
CV_MUST enum cv_err reg_lint_desks(struct reg_linting *g);
CV_MUST enum cv_err reg_lint_uses(struct reg_linting *g);
CV_MUST enum cv_err reg_lint_baseline(struct reg_linting *g);

/* What is on file and decides nothing today; told leg by leg, then found. */
struct reg_lint_tools;
CV_MUST enum cv_err reg_lint_tools_new(struct reg_linting *g, struct reg_lint_tools **ret);
void reg_lint_tools_free(struct reg_lint_tools *t);
/* told: the code of the leg's own finding; LAW_REASON_COUNT: it has none. */
void reg_lint_tools_saw(struct reg_lint_tools *t, const struct reg_answer_leg *l, uint32_t leg, enum law_reason told);
CV_MUST enum cv_err reg_lint_tools_find(struct reg_linting *g, struct reg_lint_tools *t);

/* A finding: of a record by kind and number, or of a file (kind REG_KIND_COUNT: record is then the text). */
struct reg_lint_found {
	uint32_t rule;
	enum reg_severity severity;
	enum reg_kind kind;
	int64_t n;
	const char *record, *id;
	uint32_t party; /* REG_NOBODY: none */
	cv_day since;
	const struct law_reasons *reasons; /* NULL: none */
};
/* With g->what and g->remedy, which are emptied. */
CV_MUST enum cv_err reg_lint_found(struct reg_linting *g, const struct reg_lint_found *f);
struct reg_lint_found reg_lint_about(enum reg_lint_own own, enum reg_kind kind, int64_t n);

/*
 * The first day of the unbroken time up to g->on in which these facts come to that. CV_DAY_NONE: always, or not known.
 */
cv_day reg_lint_since(const struct reg_linting *g, const struct law_facts *f, cv_day from, enum law_outcome outcome);
/* The same of how that leg stands, the way to it included: not covered, or covered by what covers it on g->on. */
CV_MUST enum cv_err reg_lint_stood_since(const struct reg_linting *g, uint32_t leg, cv_day *ret);
/* The day from which on these columns (up to a NULL) of a record have been on file as they are. */
CV_MUST enum cv_err reg_lint_filed_since(
	struct reg_linting *g, enum reg_kind kind, int64_t n, const char *const *column, cv_day *ret);
/* The same day a year earlier. */
cv_day reg_lint_year_before(cv_day d);
cv_day reg_lint_year_after(cv_day d);
/* The cheapest way to cover it, appended to g->remedy; nothing where there is none. */
void reg_lint_remedy(struct reg_linting *g, const struct law_facts *f, const struct law_decision *d);
const char *reg_lint_name_of(const struct reg_linting *g, uint32_t party);

#endif

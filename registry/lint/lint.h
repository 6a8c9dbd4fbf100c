/*
 * Lint: every defect of the register on a day, by one table of rules. Where the law itself has a reason code for it
 * (FRAMEWORK_ENDED, TIA_OUTDATED, ...), that is its code here; the others are listed with them (reg_lint_rule_at).
 */
#ifndef REGISTRY_LINT_H
#define REGISTRY_LINT_H

#include "registry/registry.h"

enum reg_severity { REG_NOTE, REG_WARNING, REG_ERROR };

struct reg_lint_rule {
	const char *code;
	enum reg_severity severity; /* a finding may have a lower one: where it decides nothing today */
	const char *help;	    /* a sentence */
};
/* The i-th rule, in the order of the manual; false: there are no more. */
bool reg_lint_rule_at(size_t i, struct reg_lint_rule *ret);
const char *reg_severity_name(enum reg_severity s); /* "error" */
bool reg_severity_parse(const char *text, enum reg_severity *ret);

struct reg_finding {
	const char *code;
	enum reg_severity severity;
	const char *record;	    /* "transfer/5", "party/3"; of a file: "use/slack.com", "baseline/7" */
	const char *id;		    /* of that record, "" where it has none */
	const char *party;	    /* id of the party it is about, "" */
	const char *what;	    /* a sentence */
	const char *remedy;	    /* what to do first, "": the reasons say it */
	struct law_reasons reasons; /* of the law, all of them */
	cv_day since;		    /* CV_DAY_NONE: not known */
	uint32_t rule;		    /* its place in the table */
	const char *accepted;	    /* by the baseline: why; NULL: it is not */
};

/* A name or a domain that is in use somewhere, and the line it stands on. */
struct reg_in_use {
	const char *text;
	size_t line;
};

/* A finding that somebody accepted. */
struct reg_accepted {
	const char *code, *record, *reason, *by;
	cv_day expires; /* first day on which it no longer counts; CV_DAY_EVER: never */
	size_t line;
	bool used; /* set by reg_lint(): there is such a finding */
	bool open; /* set by reg_lint(): and nothing accepts it any more */
};

/* How lint reads what no view holds; short looks, so that nobody who writes has to wait. */
typedef enum cv_err reg_lint_look_fn(void *ctx, struct reg *r, struct cv_error *err);
struct reg_lint_door {
	enum cv_err (*look)(void *ctx, reg_lint_look_fn *fn, void *arg, struct cv_error *err);
	void *ctx;
};

struct reg_lint_asked {
	const struct reg_view *view;
	struct reg_lint_door door;
	cv_day on;
	const struct reg_in_use *use; /* what is in use; NULL: not asked */
	size_t n_uses;
	struct reg_accepted *accepted; /* NULL: there is no baseline */
	size_t n_accepted;
};

struct reg_lint {
	struct reg_finding *finding; /* errors first, then by code and record */
	size_t n, cap;
	size_t count[REG_ERROR + 1];	     /* by severity, those that are not accepted */
	size_t accepted, parties, transfers; /* looked at */
	struct cv_arena arena;
};

/* Fails: E_NOMEM, E_TOO_BIG as reg_stand(), what the door said. Keeps asked->accepted and view. Owns:
 * reg_lint_finish(), in any case. */
CV_MUST enum cv_err reg_lint(const struct reg_lint_asked *asked, struct reg_lint *ret, struct cv_error *err);
void reg_lint_finish(struct reg_lint *l);
/* The door to a register that is ours alone. */
struct reg_lint_door reg_lint_door(struct reg *r);

#endif

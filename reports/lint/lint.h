/*
 * What lint found, for people, for programs, and for what reads the results of a build: SARIF 2.1.0 (OASIS), JUnit's
 * XML.
 */
#ifndef REPORTS_LINT_LINT_H
#define REPORTS_LINT_LINT_H

#include "registry/core/jsonw.h"
#include "registry/lint/lint.h"
#include "reports/sink.h"

struct rep_lint {
	const struct reg_lint *lint;
	const struct reg_view *view;
	cv_day on;
	const char *known_at;	   /* as shown */
	enum reg_severity fail_on; /* findings below it do not fail */
	const char *version;	   /* of the program */
	bool baseline;		   /* there is one */
	size_t most;		   /* findings that JSON and SARIF have at most, the gravest; 0: all */
};

/* Findings that count against it: as grave as fail_on or more, and not accepted. */
size_t rep_lint_failing(const struct rep_lint *l);

void rep_lint_text(const struct rep_lint *l, size_t width, struct cv_str *out);
/* {"on", "counts": {...}, "findings": [{"code", "severity", "record", ...}], ...} */
void rep_lint_json(const struct rep_lint *l, struct cv_json *j);
void rep_lint_sarif(const struct rep_lint *l, struct cv_json *j);
void rep_lint_junit(const struct rep_lint *l, struct cv_str *out);
/* As a table of any format. The sink is begun and ended. */
CV_MUST enum cv_err rep_lint_table(const struct rep_lint *l, struct rep_sink *s, struct cv_error *err);
/* Findings as the lines of a baseline: code,record,reason,expires,by; with a header. Those accepted already are left
 * out. */
void rep_lint_baseline(
	const struct rep_lint *l, const char *reason, const char *expires, const char *by, struct cv_str *out);

/* What to do about it: its remedy, else what its reasons say. Appended. */
void rep_lint_step(const struct reg_finding *f, struct cv_str *out);

#endif

/* What changed, on either clock. Private to the room. */
#ifndef REPORTS_TABLES_CHANGES_H
#define REPORTS_TABLES_CHANGES_H

#include "reports/tables/inside.h"

/* One row: texts live until it is written. */
struct rep_change {
	const char *when, *change, *action, *kind, *record, *about, *changed, *before, *after, *who, *via, *reason;
};
CV_MUST enum cv_err rep_change_row(struct rep_run *x, const struct rep_change *c, struct cv_error *err);

/* By when it was true: changes_true.c. The report has begun. */
CV_MUST enum cv_err rep_changes_true(struct rep_run *x, struct cv_error *err);

#endif

/* The entries of the log that a report wants. Private to the room. */
#ifndef REPORTS_TABLES_ENTRIES_H
#define REPORTS_TABLES_ENTRIES_H

#include "registry/evidence.h"
#include "registry/pages.h"
#include "reports/tables/inside.h"

/* The changes that fall between --since and --until, as far as they are known: those in (*ret_first, *ret_last]. */
CV_MUST enum cv_err rep_period(
	const struct rep_run *x, struct reg *r, int64_t *ret_first, int64_t *ret_last, struct cv_error *err);
/*
 * Each entry of that period which fits --kind and --party, in order, a few at a time: between them the register is let
 * go and the sink hands on what it has.
 */
CV_MUST enum cv_err rep_entries(struct rep_run *x, reg_entry_fn *fn, void *ctx, struct cv_error *err);
/* "parties" for "party/3"; what is no record keeps its word, else "other". */
const char *rep_entry_kind(const struct reg_entry *e);

#endif

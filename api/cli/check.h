/*
 * Deciding cases row by row: the part of `check` behind its arguments. Private to the command line.
 */
#ifndef API_CLI_CHECK_H
#define API_CLI_CHECK_H

#include "api/cli/cli.h"
#include "registry/core/csv.h"
#include "registry/core/jsonw.h"

enum {
	CLI_CHECK_INPUTS = 10,  /* the columns of struct law_case_in */
	CLI_CHECK_SHOWN = 1000, /* differences and unreadable rows named; all are counted */
};

struct cli_check {
	struct cli *c;
	const char *path;
	const struct law_pack *pack;
	bool header_seen, compare, rows; /* compare: there are expectations; rows: CSV is written */
	size_t n_columns;
	bool ours[CV_CSV_COLUMNS_MAX];   /* an outcome, mechanism or reasons of an earlier run: written anew */
	int input[CLI_CHECK_INPUTS], id, expected_outcome, expected_mechanism; /* column, -1: none */
	size_t cases, passed, differing, unexpected, unread; /* cases: rows below the header, whatever became of them */
	struct cv_json j;
	struct cv_str mechanism, reasons;
	struct law_case k;
	struct law_decision d[LAW_CASE_LEGS_MAX];
};

/* A cv_row_fn; ctx is the struct cli_check. Bad rows are named and counted; fails where the whole file is bad. */
CV_MUST enum cv_err cli_check_row(void *ctx, const struct cv_row *row, struct cv_error *err);
/* The count, and what closes the output. */
void cli_check_end(struct cli_check *k);

#endif

/* The files that lint takes: what is in use, what was accepted. Private to the room. */
#ifndef API_CLI_LINT_FILES_H
#define API_CLI_LINT_FILES_H

#include "api/cli/cli.h"
#include "registry/core/arena.h"
#include "registry/lint/lint.h"

struct cli_lint_files {
	struct reg_in_use *use; /* never NULL once it was read */
	size_t n_uses, cap_uses;
	struct reg_accepted *accepted;
	size_t n_accepted, cap_accepted;
	struct cv_arena arena;
};

/*
 * One vendor name or domain a line; '#' begins a comment. Or CSV, of which the first column counts: a name that ends in
 * .csv, or every line with as many cells. What stands there twice is taken once. Fails: E_FILE, E_TOO_BIG, E_CSV,
 * E_NOMEM.
 */
CV_MUST enum cv_err cli_lint_uses(const char *path, struct cli_lint_files *ret, struct cv_error *err);
/* CSV with the columns code, record, reason, expires, by. Fails also: E_VALUE, E_DATE, with the line named. */
CV_MUST enum cv_err cli_lint_baseline(const char *path, struct cli_lint_files *ret, struct cv_error *err);
void cli_lint_files_finish(struct cli_lint_files *f);

#endif

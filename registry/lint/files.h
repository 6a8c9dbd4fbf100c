/* The files that lint takes, as text: what is in use, what was accepted. */
#ifndef REGISTRY_LINT_FILES_H
#define REGISTRY_LINT_FILES_H

#include "registry/core/arena.h"
#include "registry/lint/lint.h"

struct reg_lint_files {
	struct reg_in_use *use; /* never NULL once it was read */
	size_t n_uses, cap_uses;
	struct reg_accepted *accepted;
	size_t n_accepted, cap_accepted;
	struct cv_arena arena;
};

/*
 * One vendor name or domain a line; '#' begins a comment. Or CSV, of which the first column counts: where it is said to
 * be that, or has as many cells in every line. What stands there twice is taken once. Fails: E_VALUE, E_CSV, E_NOMEM.
 */
CV_MUST enum cv_err reg_lint_read_uses(
	const char *text, size_t len, bool csv, struct reg_lint_files *ret, struct cv_error *err);
/* CSV with the columns code, record, reason, expires, by. Fails: E_CSV, E_VALUE, E_DATE (the line is named), E_NOMEM. */
CV_MUST enum cv_err reg_lint_read_baseline(
	const char *text, size_t len, struct reg_lint_files *ret, struct cv_error *err);
void reg_lint_files_finish(struct reg_lint_files *f);

#endif

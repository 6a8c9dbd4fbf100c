/* Parts of the import command. Private to the room. */
#ifndef API_CLI_IMPORT_H
#define API_CLI_IMPORT_H

#include "api/cli/cli.h"
#include "api/cli/target.h"
#include "import/import.h"

/* What is given, into opt, which points into g. false: it was said what is wrong. */
bool cli_import_options(struct cli *c, struct imp_given *g, struct imp_options *opt);

/*
 * Progress on a terminal for anything over a second: rows, rate, time left. Ctrl-C, and SIGTERM, stop the import before anything is
 * written; a second Ctrl-C ends the program at once (the register stays as it was: the change was never committed).
 */
struct cli_progress {
	int64_t begun, shown; /* ticks */
	const char *doing;    /* since when, and from which row */
	int64_t since;
	size_t rows;
	bool terminal, line;  /* a line stands on the terminal */
};
void cli_progress_begin(struct cli_progress *p);
void cli_progress_end(struct cli_progress *p);
imp_progress_fn cli_progress_step; /* ctx is the struct cli_progress */

/* The refused rows into a file: as they were, plus line and reason. Made when the first of them comes. */
struct cli_rejects {
	const char *path;
	struct cli_target file;
	size_t n;
};
imp_reject_fn cli_reject_row; /* ctx is the struct cli_rejects */
/* Would the file that is read be overwritten? */
bool cli_rejects_same_file(const char *path, const char *input);
/* e: how the import went; not CV_OK: the file does not come to be. Returns e, or what went wrong at last. */
CV_MUST enum cv_err cli_rejects_end(struct cli_rejects *r, enum cv_err e, struct cv_error *err);

#endif

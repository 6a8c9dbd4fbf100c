/* Where a record comes from, and what an import recorded: every fact leads back to its line. Private to the room. */
#ifndef API_CLI_ORIGIN_H
#define API_CLI_ORIGIN_H

#include "api/cli/cli.h"

/* What one import recorded, by record, with the line. Fails: E_NOT_FOUND. */
CV_MUST enum cv_err cli_import_records(struct cli *c, struct reg *r, int64_t import, struct cv_error *err);
/* The versions of a record ("party/3", or an id), each with its file and line. Fails: E_NOT_FOUND. */
CV_MUST enum cv_err cli_origin(struct cli *c, struct reg *r, const char *record, struct cv_error *err);

#endif

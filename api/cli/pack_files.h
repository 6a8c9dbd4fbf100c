/* The files of a law pack that somebody names: a folder of tables, or one table beside the built-in others. Private to
 * the room. */
#ifndef API_CLI_PACK_FILES_H
#define API_CLI_PACK_FILES_H

#include "api/cli/cli.h"

enum { CLI_PACK_FILES_MAX = 16, CLI_PACK_FILE_MAX = 16 * 1024 * 1024 };

struct cli_pack_files {
	struct law_file file[CLI_PACK_FILES_MAX];
	struct cv_str bytes[CLI_PACK_FILES_MAX];
	size_t n;
};

/* Fails: E_FILE, E_TOO_BIG, E_NOMEM. Owns: cli_pack_finish(ret), in any case. */
CV_MUST enum cv_err cli_pack_read(struct cli *c, const char *path, struct cli_pack_files *ret, struct cv_error *err);
void cli_pack_finish(struct cli_pack_files *p);

#endif

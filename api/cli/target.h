/* A file that appears whole under its name, or not at all. Private to the room. */
#ifndef API_CLI_TARGET_H
#define API_CLI_TARGET_H

#include "registry/core/text.h"

#include <stdio.h>

struct cli_target {
	FILE *f;		 /* NULL: not opened */
	struct cv_str temporary; /* its name until it is whole; "": what stands under the name is no file (a pipe, a
				    terminal) */
};

/* Fails: E_FILE, E_NOMEM. */
CV_MUST enum cv_err cli_target_open(struct cli_target *t, const char *path, struct cv_error *err);
/* ctx is the struct cli_target. Fails: E_FILE. */
CV_MUST enum cv_err cli_target_write(void *ctx, const char *data, size_t len, struct cv_error *err);
/* e: how the writing went; not CV_OK: what stood under the name stays. Returns e, or what went wrong at last. */
CV_MUST enum cv_err cli_target_close(struct cli_target *t, const char *path, enum cv_err e, struct cv_error *err);

/* All of a text at once. */
CV_MUST enum cv_err cli_target_put(const char *path, const struct cv_str *text, struct cv_error *err);

#endif

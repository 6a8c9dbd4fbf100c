/* Refused rows, ready to be mended and imported again. */
#include "api/cli/import.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum cv_err cli_reject_row(
	void *ctx, const struct cv_row *row, char delimiter, bool header, const char *reason, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	struct cli_rejects *r = ctx;

	if (header)
		TRY(cli_target_open(&r->file, r->path, err));
	imp_reject_text(row, delimiter, header, reason, &text);
	r->n += !header;
	if (text.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	TRY(cli_target_write(&r->file, cv_str_text(&text), text.len, err));
	if (fflush(r->file.f) != 0) /* a full disk is to be known before the good rows are in */
		return cv_fail(err, CV_E_FILE, "'%s' cannot be written: %s", r->path, strerror(errno));
	return CV_OK;
}

bool cli_rejects_same_file(const char *path, const char *input)
{
	struct stat a, b;

	return stat(path, &a) == 0 && stat(input, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino &&
		S_ISREG(a.st_mode);
}

enum cv_err cli_rejects_end(struct cli_rejects *r, enum cv_err e, struct cv_error *err)
{
	return cli_target_close(&r->file, r->path, e, err);
}

/* A file that appears whole under its name, or not at all. */
#include "api/cli/target.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_device(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

enum cv_err cli_target_open(struct cli_target *t, const char *path, struct cv_error *err)
{
	int fd;

	if (is_device(path)) {
		t->f = fopen(path, "wb");
	} else {
		cv_str_printf(&t->temporary, "%s.XXXXXX", path);
		if (t->temporary.failed)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		fd = mkstemp(t->temporary.data);
		t->f = fd < 0 ? NULL : fdopen(fd, "wb");
	}
	if (t->f == NULL)
		return cv_fail(err, CV_E_FILE, "'%s' cannot be made: %s", path, strerror(errno));
	return CV_OK;
}

enum cv_err cli_target_write(void *ctx, const char *data, size_t len, struct cv_error *err)
{
	struct cli_target *t = ctx;

	if (fwrite(data, 1, len, t->f) != len)
		return cv_fail(
			err, CV_E_FILE, "'%s' cannot be written: %s", cv_str_text(&t->temporary), strerror(errno));
	return CV_OK;
}

enum cv_err cli_target_close(struct cli_target *t, const char *path, enum cv_err e, struct cv_error *err)
{
	if (t->f) {
		bool file = t->temporary.len > 0, bad = fflush(t->f) != 0 || (file && fsync(fileno(t->f)) != 0);

		if (fclose(t->f) != 0 || bad)
			e = e != CV_OK ? e
				       : cv_fail(err, CV_E_FILE, "'%s' cannot be written: %s", path, strerror(errno));
		if (file && e == CV_OK && rename(cv_str_text(&t->temporary), path) != 0)
			e = cv_fail(err, CV_E_FILE, "'%s' cannot be replaced: %s", path, strerror(errno));
		if (file && e != CV_OK)
			unlink(cv_str_text(&t->temporary));
	}
	t->f = NULL;
	cv_str_finish(&t->temporary);
	return e;
}

enum cv_err cli_target_put(const char *path, const struct cv_str *text, struct cv_error *err)
{
	struct cli_target t = { 0 };
	enum cv_err e = cli_target_open(&t, path, err);

	if (e == CV_OK)
		e = cli_target_write(&t, cv_str_text(text), text->len, err);
	return cli_target_close(&t, path, e, err);
}

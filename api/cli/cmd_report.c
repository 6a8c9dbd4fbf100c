/* report */
#include "api/cli/cli.h"

#include "reports/reports.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct cli_option option[] = {
	{ "format", "csv", "the form of the report", false, 0 },
	{ "on", "DATE", "only what holds on that day", false, 0 },
	{ "known-at", "INSTANT", "as the register knew it then", false, 0 },
	{ "output", "FILE", "write there instead of to standard output", false, 'o' },
	CLI_OPT_DB,
	{ 0 },
};

/* A file that appears whole under its name, or not at all. */
struct target {
	FILE *f;
	struct cv_str temporary;
};

static enum cv_err write_file(void *ctx, const char *data, size_t len, struct cv_error *err)
{
	struct target *t = ctx;

	if (fwrite(data, 1, len, t->f) != len)
		return cv_fail(err, CV_E_FILE, "'%s' cannot be written: %s", cv_str_text(&t->temporary), strerror(errno));
	return CV_OK;
}

static enum cv_err open_target(struct target *t, const char *path, struct cv_error *err)
{
	int fd;

	cv_str_printf(&t->temporary, "%s.XXXXXX", path);
	if (t->temporary.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	fd = mkstemp(t->temporary.data);
	t->f = fd < 0 ? NULL : fdopen(fd, "wb");
	if (t->f == NULL)
		return cv_fail(err, CV_E_FILE, "'%s' cannot be made: %s", path, strerror(errno));
	return CV_OK;
}

static enum cv_err close_target(struct target *t, const char *path, enum cv_err e, struct cv_error *err)
{
	if (t->f) {
		bool bad = fflush(t->f) != 0 || fsync(fileno(t->f)) != 0;

		if (fclose(t->f) != 0 || bad)
			e = e != CV_OK ? e : cv_fail(err, CV_E_FILE, "'%s' cannot be written: %s", path, strerror(errno));
		if (e == CV_OK && rename(cv_str_text(&t->temporary), path) != 0)
			e = cv_fail(err, CV_E_FILE, "'%s' cannot be replaced: %s", path, strerror(errno));
		if (e != CV_OK)
			unlink(cv_str_text(&t->temporary));
	}
	cv_str_finish(&t->temporary);
	return e;
}

static int write_report(struct cli *c, struct reg *r, enum reg_kind kind, cv_day on, const char *known_at)
{
	const char *path = cli_value(c, "output");
	struct cv_error err = { 0 };
	struct target t = { 0 };
	enum cv_err e;

	if (path == NULL) {
		e = rep_records_csv(r, kind, on, known_at, cli_write, c, &err);
	} else {
		e = open_target(&t, path, &err);
		if (e == CV_OK)
			e = rep_records_csv(r, kind, on, known_at, write_file, &t, &err);
		e = close_target(&t, path, e, &err);
	}
	return e == CV_OK ? CLI_YES : cli_fail_err(c, &err);
}

static int run(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	char known_at[CV_INSTANT_TEXT] = "";
	const char *format = cli_value(c, "format");
	struct cv_error err = { 0 };
	cv_day on = CV_DAY_NONE;
	enum reg_kind kind;

	if (!reg_kind_parse(c->arg[0], &kind))
		return cli_usage(c, "there is no report '%s': parties, transfers, safeguards, certifications or assessments", c->arg[0]);
	if (format && !cv_streq(format, "csv"))
		return cli_usage(c, "--format '%s' is not known: csv", format);
	if (!cli_day(c, "on", &on) || !cli_instant(c, "known-at", known_at))
		return CLI_FAILED;
	if (cli_open(c, REG_READ, &r, &err) != CV_OK)
		return cli_fail_err(c, &err);
	return write_report(c, r, kind, on, *known_at ? known_at : NULL);
}

const struct cli_command cli_report = {
	.name = "report",
	.arguments = "NAME",
	.summary = "write the records of a kind as CSV that imports again",
	.option = option,
	.min_args = 1,
	.max_args = 1,
	.run = run,
	.help =
		"NAME is parties, transfers, safeguards, certifications or assessments.\n"
		"\n"
		"  chapterv report transfers --on 2024-06-01\n"
		"  chapterv report parties --known-at 2020-07-20 -o parties.csv\n",
};

/* chapterv report. */
#include "api/cli/cli.h"
#include "reports/reports.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct cli_option option[] = {
	{ "format", "FORMAT", "csv (default)", false, 0 },
	{ "on", "DATE", "only what holds on that day (default: all that is on file)", false, 0 },
	{ "known-at", "INSTANT", "what the register knew then (default now)", false, 0 },
	{ "out", "FILE", "write there, whole or not at all (default stdout)", false, 'o' },
	CLI_OPT_DB,
	{ 0 },
};

struct report {
	enum reg_kind kind;
	cv_day on;
	const char *known_at;
};

/* ---- into a file: a new one beside it takes its place once it is whole ---- */

struct target {
	const char *path;
	struct cv_str temporary;
	FILE *file;
};

static enum cv_err unwritable(const struct target *t, struct cv_error *err)
{
	return cv_fail(err, CV_E_FILE, "%s could not be written: %s", t->path, strerror(errno));
}

/* As an ordinary new file, or as the one it replaces. */
static mode_t wanted_mode(const char *path)
{
	struct stat st;
	mode_t mask;

	if (stat(path, &st) == 0)
		return st.st_mode & 0777;
	mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

static enum cv_err target_open(struct target *t, struct cv_error *err)
{
	int fd;

	cv_str_printf(&t->temporary, "%s.XXX" "XXX", t->path);
	if (t->temporary.failed)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	fd = mkstemp(t->temporary.data);
	if (fd < 0) {
		cv_str_clear(&t->temporary);
		return unwritable(t, err);
	}
	if (fchmod(fd, wanted_mode(t->path)) != 0 || (t->file = fdopen(fd, "wb")) == NULL) {
		close(fd);
		return unwritable(t, err);
	}
	return CV_OK;
}

static enum cv_err target_write(void *ctx, const char *data, size_t len, struct cv_error *err)
{
	struct target *t = ctx;

	return fwrite(data, 1, len, t->file) == len ? CV_OK : unwritable(t, err);
}

static enum cv_err target_settle(struct target *t, struct cv_error *err)
{
	bool good = fflush(t->file) == 0 && fsync(fileno(t->file)) == 0;

	if (fclose(t->file) != 0)
		good = false;
	t->file = NULL;
	if (!good || rename(t->temporary.data, t->path) != 0)
		return unwritable(t, err);
	cv_str_clear(&t->temporary);
	return CV_OK;
}

static void target_finish(struct target *t)
{
	if (t->file)
		fclose(t->file);
	if (t->temporary.len > 0)
		unlink(t->temporary.data);
	cv_str_finish(&t->temporary);
}

static enum cv_err into_file(const char *path, struct reg *r, const struct report *q, struct cv_error *err)
{
	CV_AUTO(target_finish) struct target t = { .path = path };

	TRY(target_open(&t, err));
	TRY(rep_records_csv(r, q->kind, q->on, q->known_at, target_write, &t, err));
	return target_settle(&t, err);
}

static int run(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	struct report q = { .on = CV_DAY_NONE };
	const char *format = cli_value(c, "format"), *path = cli_value(c, "out");
	char known_at[CV_INSTANT_TEXT];
	struct cv_error err = { 0 };
	enum cv_err e;

	if (!reg_kind_parse(c->arg[0], &q.kind))
		return cli_usage(c, "there is no report \"%s\"; there are parties, transfers, safeguards, "
			"certifications and assessments", c->arg[0]);
	if (format && !cv_streq(format, "csv"))
		return cli_usage(c, "--format \"%s\" is not there for this report; csv is", format);
	if (!cli_day(c, "on", &q.on) || !cli_instant(c, "known-at", known_at))
		return CLI_FAILED;
	q.known_at = *known_at ? known_at : NULL;
	if (cli_open(c, REG_READ, &r, &err) != CV_OK)
		return cli_fail_err(c, &err);
	e = path ? into_file(path, r, &q, &err) : rep_records_csv(r, q.kind, q.on, q.known_at, cli_write, c, &err);
	if (e == CV_OK)
		return CLI_YES;
	return c->out_failed ? CLI_FAILED : cli_fail_err(c, &err);
}

const struct cli_command cli_report = {
	.name = "report",
	.arguments = "NAME",
	.summary = "the records of a kind, as a file that imports again",
	.option = option,
	.min_args = 1,
	.max_args = 1,
	.run = run,
	.help =
		"NAME is parties, transfers, safeguards, certifications or assessments. Columns that came with an\n"
		"import and are not ours stand at the right. Cells that a spreadsheet would run as a formula begin\n"
		"with an apostrophe, which the import takes away again.\n"
		"\n"
		"  chapterv report transfers --on 2020-07-20 --known-at 2021-01-01\n"
		"  chapterv report parties -o parties.csv\n",
};

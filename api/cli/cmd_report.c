/* report */
#include "api/cli/cli.h"
#include "api/cli/target.h"

#include "reports/reports.h"

static const struct cli_option option[] = {
	{ "format", "csv", "the form of the report", false, 0 },
	{ "on", "DATE", "only what holds on that day", false, 0 },
	{ "known-at", "INSTANT", "as the register knew it then", false, 0 },
	{ "output", "FILE", "write there instead of to standard output", false, 'o' },
	CLI_OPT_DB,
	{ 0 },
};

static int write_report(struct cli *c, struct reg *r, enum reg_kind kind, cv_day on, const char *known_at)
{
	const char *path = cli_value(c, "output");
	struct cv_error err = { 0 };
	struct cli_target t = { 0 };
	enum cv_err e;

	if (path == NULL) {
		e = rep_records_csv(r, kind, on, known_at, cli_write, c, &err);
	} else {
		e = cli_target_open(&t, path, &err);
		if (e == CV_OK)
			e = rep_records_csv(r, kind, on, known_at, cli_target_write, &t, &err);
		e = cli_target_close(&t, path, e, &err);
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

/* report: the register and what the law says of it, as tables. */
#include "api/cli/report.h"

#include "api/clock.h"
#include "registry/core/jsonw.h"
#include "registry/cover.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define X(code, name, value, help) { name, value, help, false, 0 },
static const struct cli_option option[] = {
	{ "format", "FORMAT", "csv (unless said), xlsx, json or html", false, 0 },
	{ "known-at", "INSTANT", "as the register knew it then", false, 0 },
	REP_FILTERS(X){
		"output", "FILE", "write there instead of to standard output; of evidence: the folder", false, 'o' },
	{ "key", "FILE", "of evidence: signs the checkpoint (else the register's path with .key)", false, 0 },
	CLI_OPT_JSON,
	CLI_OPT_DB,
	{ 0 },
};
#undef X

/* ---- where it reads -------------------------------------------------------------------------------------------- */

static enum cv_err look(void *ctx, rep_look_fn *fn, void *arg, struct cv_error *err)
{
	struct cli_reading *g = ctx;

	return fn(arg, g->r, err);
}

static enum cv_err view(void *ctx, const char *known_at, const struct reg_view **ret, struct cv_error *err)
{
	struct cli_reading *g = ctx;

	if (g->view == NULL)
		TRY(reg_view_load_plain(g->r, known_at, &g->view, err));
	*ret = g->view;
	return CV_OK;
}

struct rep_door cli_reading_door(struct cli_reading *g)
{
	return (struct rep_door){ look, view, g };
}

void cli_reading_finish(struct cli_reading *g)
{
	reg_view_destroy(g->view);
	g->view = NULL;
	reg_close(g->r);
	g->r = NULL;
}

/* ---- what was asked -------------------------------------------------------------------------------------------- */

bool cli_report_asked(struct cli *c, struct rep_asked *ret, char known_at[CV_INSTANT_TEXT])
{
	*ret = (struct rep_asked){ .seq = -1 };
	known_at[0] = '\0';
	if (!cli_instant(c, "known-at", known_at))
		return false;
	if (*known_at)
		ret->known_at = known_at;
	ret->today = rep_today(api_now_ms(), ret->known_at);
	for (int f = 0; f < REP_FILTER_COUNT; f++)
		ret->filter[f] = cli_value(c, rep_filter_info((enum rep_filter)f)->name);
	return true;
}

static bool format_of(struct cli *c, enum rep_format *ret)
{
	const char *name = cli_value(c, "format");

	*ret = cli_has(c, "json") ? REP_JSON : REP_CSV;
	if (name && cli_has(c, "json") && !cv_streq(name, "json")) {
		cli_usage(c, "--json and --format %s are two forms: name one", name);
		return false;
	}
	if (name && !rep_format_parse(name, ret)) {
		cli_usage(c, "--format '%s' is not known: csv, xlsx, json or html", name);
		return false;
	}
	if (*ret == REP_XLSX && !cli_has(c, "output") && isatty(STDOUT_FILENO) == 1) {
		cli_usage(c, "a spreadsheet is nothing for a terminal: name a file with -o FILE.xlsx");
		return false;
	}
	return true;
}

/* ---- writing ---------------------------------------------------------------------------------------------------- */

static int list_json(struct cli *c)
{
	struct cv_json j = cv_json_to(&c->out);
	const struct rep_report *r;

	cv_json_open(&j, '[');
	for (size_t i = 0; (r = rep_report_at(i)) != NULL; i++) {
		cv_json_open(&j, '{');
		cv_json_kv(&j, "name", r->name);
		cv_json_kv(&j, "title", r->title);
		cv_json_kv(&j, "help", r->help);
		cv_json_key(&j, "filters");
		cv_json_open(&j, '[');
		for (int f = 0; f < REP_FILTER_COUNT; f++)
			if (rep_takes(r, (enum rep_filter)f))
				cv_json_text(&j, rep_filter_info((enum rep_filter)f)->name);
		cv_json_close(&j, ']');
		cv_json_close(&j, '}');
	}
	cv_json_close(&j, ']');
	cv_str_putc(&c->out, '\n');
	return CLI_YES;
}

static int list(struct cli *c)
{
	const struct rep_report *r;

	for (size_t i = 0; (r = rep_report_at(i)) != NULL; i++)
		cv_str_printf(&c->out, "%-21s  %s\n", r->name, r->help);
	cv_str_printf(&c->out, "%-21s  %s\n", "evidence",
		"all of these for one day, with the law, the log and what checks them");
	return CLI_YES;
}

static enum cv_err write_to(struct cli *c, const struct rep_report *report, enum rep_format format,
	const struct rep_asked *asked, const struct rep_door *door, rep_write_fn *fn, void *ctx, struct cv_error *err)
{
	struct rep_written done;
	struct rep_sink *s = NULL;
	enum cv_err e = rep_sink_new(format, getenv("TMPDIR"), fn, ctx, &s, err);

	if (e == CV_OK)
		e = rep_write(report, asked, door, cli_pack(c), s, &done, err);
	rep_sink_free(s);
	if (e == CV_OK && done.cut)
		cli_say(c, "chapterv report: %s", done.note);
	return e;
}

static int write_report(struct cli *c, const struct rep_report *report, enum rep_format format)
{
	const char *path = cli_value(c, "output");
	char known_at[CV_INSTANT_TEXT];
	struct cli_reading g = { 0 };
	struct rep_door door = cli_reading_door(&g);
	struct cv_error err = { 0 };
	struct cli_target t = { 0 };
	struct rep_asked asked;
	enum cv_err e;

	if (!cli_report_asked(c, &asked, known_at))
		return CLI_FAILED;
	e = cli_open(c, REG_READ, &g.r, &err);
	if (e == CV_OK && path == NULL) {
		e = write_to(c, report, format, &asked, &door, cli_write, c, &err);
	} else if (e == CV_OK) {
		e = cli_target_open(&t, path, &err);
		if (e == CV_OK)
			e = write_to(c, report, format, &asked, &door, cli_target_write, &t, &err);
		e = cli_target_close(&t, path, e, &err);
	}
	cli_reading_finish(&g);
	if (e == CV_OK)
		return CLI_YES;
	return err.code == CV_E_USAGE ? cli_usage(c, "%s", err.msg) : cli_fail_err(c, &err);
}

static int run(struct cli *c)
{
	const struct rep_report *report;
	enum rep_format format;

	if (cv_streq(c->arg[0], "list"))
		return cli_has(c, "json") ? list_json(c) : list(c);
	if (cv_streq(c->arg[0], "evidence"))
		return cli_report_evidence(c);
	report = rep_report_find(c->arg[0]);
	if (report == NULL)
		return cli_usage(c, "there is no report '%s': chapterv report list names all of them", c->arg[0]);
	if (!format_of(c, &format))
		return CLI_FAILED;
	return write_report(c, report, format);
}

const struct cli_command cli_report = {
	.name = "report",
	.arguments = "NAME",
	.summary = "the register, and what the law says of it, as tables",
	.option = option,
	.min_args = 1,
	.max_args = 1,
	.run = run,
	.help = "chapterv report list names the reports. As CSV, what holds the records themselves (parties,\n"
		"transfers, safeguards, certifications, assessments, ...) imports again with no change. The\n"
		"same report for the same day, instant and filters is the same bytes at any time, on any machine.\n"
		"\n"
		"  chapterv report transfers --on 2024-06-01\n"
		"  chapterv report parties --known-at 2020-07-20 -o parties.csv\n"
		"  chapterv report coverage --on 2020-07-20 --format xlsx -o coverage.xlsx\n"
		"  chapterv report changes --clock true --since 2020-07-01 --until 2020-08-01\n"
		"\n"
		"evidence writes all of them for one day and one state of the register into a new folder, as CSV\n"
		"(and as --format says), with the tables of the law, the log, a signed checkpoint where there is a\n"
		"key, SHA-256 of every file, and what checks it with nothing but Python. Names of askers, addresses\n"
		"and letters are in it only with --personal yes.\n"
		"\n"
		"  chapterv report evidence --on 2020-07-20 -o evidence-2020-07-20\n"
		"  cd evidence-2020-07-20 && python3 verify.py --about acme\n",
};

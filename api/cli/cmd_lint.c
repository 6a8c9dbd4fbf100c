/* lint: every defect of the register. */
#include "api/cli/cli.h"

#include "api/cli/target.h"
#include "api/clock.h"
#include "registry/core/csv.h"
#include "registry/lint/files.h"
#include "reports/lint/lint.h"
#include "reports/reports.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { FILE_MAX = 64 * 1024 * 1024 };

static const struct cli_option option[] = {
	{ "format", "FORMAT", "text, json, sarif, junit; as a table csv, xlsx, html (default text)", false, 0 },
	CLI_OPT_JSON,
	{ "on", "DATE", "the day (default today, UTC)", false, 0 },
	{ "known-at", "INSTANT", "what the register knew then (default now)", false, 0 },
	{ "fail-on", "SEVERITY", "error, warning or note: what makes the exit status 1 (default error)", false, 0 },
	{ "uses", "FILE", "vendor names or domains in use elsewhere, one a line, or CSV", false, 0 },
	{ "baseline", "FILE", "findings that were accepted: CSV with code, record, reason, expires, by", false, 0 },
	{ "write-baseline", "FILE", "accept all that is found: write it there", false, 0 },
	{ "reason", "TEXT", "with --write-baseline: why it is accepted", false, 0 },
	{ "expires", "DATE", "with --write-baseline: the first day on which it is not any more", false, 0 },
	{ "rules", NULL, "only list the rules: code, severity, meaning", false, 0 },
	{ "output", "FILE", "write there instead of to standard output", false, 'o' },
	CLI_OPT_DB,
	{ 0 },
};

enum form { TEXT, SARIF, JUNIT, JSON, TABLE };

struct linting {
	struct reg *r;
	struct reg_view *view;
	struct reg_lint lint;
	struct reg_lint_files files;
	struct rep_lint told;
	char known_at[CV_INSTANT_TEXT], now[CV_INSTANT_TEXT];
	enum form form;
	enum rep_format format;
	cv_day expires;
};

static void finish(struct linting *l)
{
	reg_lint_finish(&l->lint);
	reg_view_destroy(l->view);
	reg_lint_files_finish(&l->files);
	reg_close(l->r);
}

/* ---- what was asked --------------------------------------------------------------------------------------------- */

static bool read_format(struct cli *c, struct linting *l)
{
	const char *format = cli_value(c, "format");
	CV_AUTO(cv_str_finish) struct cv_str known = { 0 };

	if (format && cli_has(c, "json") && !cv_streq(format, "json")) {
		cli_usage(c, "--json and --format %s say two things", format);
		return false;
	}
	if (cli_has(c, "json") || (format && cv_streq(format, "json")))
		l->form = JSON;
	else if (format == NULL || cv_streq(format, "text"))
		l->form = TEXT;
	else if (cv_streq(format, "sarif"))
		l->form = SARIF;
	else if (cv_streq(format, "junit"))
		l->form = JUNIT;
	else if (rep_format_parse(format, &l->format))
		l->form = TABLE;
	else
		goto unknown;
	return true;
unknown:
	for (int f = 0; f < REP_FORMAT_COUNT; f++)
		cv_str_printf(&known, ", %s", rep_format_name((enum rep_format)f));
	cli_usage(c, "--format \"%s\" is none of text, sarif, junit%s", format, cv_str_text(&known));
	return false;
}

static bool read_writing(struct cli *c, struct linting *l)
{
	const char *path = cli_value(c, "write-baseline"), *old = cli_value(c, "baseline");

	if (path == NULL && (cli_has(c, "reason") || cli_has(c, "expires"))) {
		cli_usage(c, "--reason and --expires go with --write-baseline");
		return false;
	}
	if (path == NULL)
		return true;
	if (!cli_value(c, "reason") || !*cli_value(c, "reason") || !cli_has(c, "expires")) {
		cli_usage(c,
			"--write-baseline needs --reason TEXT and --expires DATE: nothing is accepted "
			"without a reason or for ever");
		return false;
	}
	if (!cli_day(c, "expires", &l->expires))
		return false;
	if (l->expires.n <= l->told.on.n) {
		cli_usage(c, "--expires %s is over already: give a later day", cli_value(c, "expires"));
		return false;
	}
	if (!(old && cv_streq(old, path)) && access(path, F_OK) == 0) {
		cli_usage(c, "%s is there already: give it as --baseline too, and what it accepts is kept", path);
		return false;
	}
	return true;
}

static bool read_options(struct cli *c, struct linting *l)
{
	const char *fail_on = cli_value(c, "fail-on");

	l->told.fail_on = REG_ERROR;
	if (fail_on && !reg_severity_parse(fail_on, &l->told.fail_on)) {
		cli_usage(c, "--fail-on \"%s\" is none of error, warning, note", fail_on);
		return false;
	}
	return cli_day(c, "on", &l->told.on) && cli_instant(c, "known-at", l->known_at) && read_format(c, l) &&
		read_writing(c, l);
}

/* What is wrong with a file, and which one it is. */
static enum cv_err in_file(const char *path, enum cv_err e, struct cv_error *err)
{
	struct cv_error own;

	if (e == CV_OK || err == NULL || e == CV_E_NOMEM)
		return e;
	own = *err;
	return cv_fail(err, e, "%.200s: %s", path, own.msg);
}

static enum cv_err read_uses(const char *path, struct reg_lint_files *ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	size_t len = strlen(path);
	bool csv = len > 4 && strcasecmp(path + len - 4, ".csv") == 0;

	TRY(cli_read(path, FILE_MAX, &text, err));
	return in_file(path, reg_lint_read_uses(cv_str_text(&text), text.len, csv, ret, err), err);
}

static enum cv_err read_baseline(const char *path, struct reg_lint_files *ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };

	TRY(cli_read(path, FILE_MAX, &text, err));
	return in_file(path, reg_lint_read_baseline(cv_str_text(&text), text.len, ret, err), err);
}

static enum cv_err read_files(struct cli *c, struct linting *l, struct cv_error *err)
{
	if (cli_has(c, "uses"))
		TRY(read_uses(cli_value(c, "uses"), &l->files, err));
	return cli_has(c, "baseline") ? read_baseline(cli_value(c, "baseline"), &l->files, err) : CV_OK;
}

/* ---- telling ---------------------------------------------------------------------------------------------------- */

static enum cv_err write_table(const struct linting *l, rep_write_fn *fn, void *ctx, struct cv_error *err)
{
	struct rep_sink *sink = NULL;
	enum cv_err e = rep_sink_new(l->format, NULL, fn, ctx, &sink, err);

	if (e == CV_OK)
		e = rep_lint_table(&l->told, sink, err);
	rep_sink_free(sink);
	return e;
}

static enum cv_err write_form(const struct linting *l, rep_write_fn *fn, void *ctx, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };
	struct cv_json j = cv_json_to(&out);

	switch (l->form) {
	case TEXT: rep_lint_text(&l->told, REP_WIDTH, &out); break;
	case JSON: rep_lint_json(&l->told, &j); break;
	case SARIF: rep_lint_sarif(&l->told, &j); break;
	case JUNIT: rep_lint_junit(&l->told, &out); break;
	case TABLE: return write_table(l, fn, ctx, err);
	}
	if (l->form == JSON || l->form == SARIF)
		cv_str_putc(&out, '\n');
	if (out.failed)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	return fn(ctx, out.data, out.len, err);
}

static enum cv_err tell(struct cli *c, const struct linting *l, struct cv_error *err)
{
	const char *path = cli_value(c, "output");
	struct cli_target t = { 0 };
	enum cv_err e;

	if (path == NULL)
		return write_form(l, cli_write, c, err);
	e = cli_target_open(&t, path, err);
	if (e == CV_OK)
		e = write_form(l, cli_target_write, &t, err);
	return cli_target_close(&t, path, e, err);
}

/* ---- the baseline ----------------------------------------------------------------------------------------------- */

/* Lines that speak of nothing, or no longer count, are left out. */
static size_t kept_lines(const struct linting *l, struct cv_str *out)
{
	size_t n = 0;
	char day[CV_DAY_TEXT];

	for (size_t i = 0; i < l->files.n_accepted; i++) {
		const struct reg_accepted *a = &l->files.accepted[i];

		if (a->expires.n <= l->told.on.n || (!a->used && (l->files.use || !cv_starts(a->record, "use/"))))
			continue;
		cv_csv_put(out, true, a->code);
		cv_csv_put(out, false, a->record);
		cv_csv_put(out, false, a->reason);
		cv_csv_put(out, false, cv_day_text(a->expires, day));
		cv_csv_put(out, false, a->by);
		cv_csv_end_row(out);
		n++;
	}
	return n;
}

static enum cv_err write_baseline(struct cli *c, const struct linting *l, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };
	struct reg_actor actor = cli_actor(c);
	size_t kept, found = 0;

	cv_str_puts(&out, "code,record,reason,expires,by\r\n");
	kept = kept_lines(l, &out);
	rep_lint_baseline(&l->told, cli_value(c, "reason"), cli_value(c, "expires"), actor.who, &out);
	for (size_t i = 0; i < l->lint.n; i++)
		found += l->lint.finding[i].accepted == NULL && !cv_starts(l->lint.finding[i].record, "baseline/");
	TRY(cli_target_put(cli_value(c, "write-baseline"), &out, err));
	cli_say(c, "%zu finding%s accepted until %s, %zu line%s kept: %s", found, found == 1 ? "" : "s",
		cli_value(c, "expires"), kept, kept == 1 ? "" : "s", cli_value(c, "write-baseline"));
	return CV_OK;
}

/* ---- rules ------------------------------------------------------------------------------------------------------ */

static int list_rules(struct cli *c, bool json)
{
	struct cv_json j = cv_json_to(&c->out);
	struct reg_lint_rule rule;

	if (json)
		cv_json_open(&j, '[');
	for (size_t i = 0; reg_lint_rule_at(i, &rule); i++) {
		if (!json) {
			cv_str_printf(
				&c->out, "%-27s %-8s %s\n", rule.code, reg_severity_name(rule.severity), rule.help);
			continue;
		}
		cv_json_open(&j, '{');
		cv_json_kv(&j, "code", rule.code);
		cv_json_kv(&j, "severity", reg_severity_name(rule.severity));
		cv_json_kv(&j, "meaning", rule.help);
		cv_json_close(&j, '}');
	}
	if (json) {
		cv_json_close(&j, ']');
		cv_str_putc(&c->out, '\n');
	}
	return CLI_YES;
}

static enum cv_err look(struct cli *c, struct linting *l, struct cv_error *err)
{
	struct reg_lint_asked asked = { .on = l->told.on };

	TRY(read_files(c, l, err));
	TRY(cli_open(c, REG_READ, &l->r, err));
	TRY(reg_view_load(l->r, *l->known_at ? l->known_at : NULL, &l->view, err));
	asked.view = l->told.view = l->view;
	if (*l->known_at == '\0')
		l->told.known_at = cli_as_of(l->view, l->now);
	asked.door = reg_lint_door(l->r);
	asked.use = l->files.use;
	asked.n_uses = l->files.n_uses;
	asked.accepted = l->files.accepted;
	asked.n_accepted = l->files.n_accepted;
	return reg_lint(&asked, &l->lint, err);
}

static int run(struct cli *c)
{
	CV_AUTO(finish) struct linting l = { .told = { .on = api_today(), .version = CHAPTERV_VERSION } };
	struct cv_error err = { 0 };
	enum cv_err e;

	if (!read_options(c, &l))
		return CLI_FAILED;
	if (cli_has(c, "rules"))
		return list_rules(c, l.form == JSON);
	l.told.known_at = *l.known_at ? l.known_at : cv_instant_text(api_now_ms(), l.now);
	l.told.lint = &l.lint;
	l.told.baseline = cli_has(c, "baseline");
	e = look(c, &l, &err);
	if (e == CV_OK && cli_has(c, "write-baseline"))
		e = write_baseline(c, &l, &err);
	else if (e == CV_OK)
		e = tell(c, &l, &err);
	if (e != CV_OK)
		return cli_fail_err(c, &err);
	return cli_has(c, "write-baseline") || rep_lint_failing(&l.told) == 0 ? CLI_YES : CLI_NO;
}

const struct cli_command cli_lint = {
	.name = "lint",
	.arguments = "",
	.summary = "every defect of the register, with code, record, since when, and what to do",
	.option = option,
	.run = run,
	.help = "Errors are transfers that are not known to be covered, and what must not be;\n"
		"warnings are what is on file as if it held, and does not decide today; notes are\n"
		"worth knowing. Codes are stable: those of the law (chapterv reasons) and those of\n"
		"--rules.\n"
		"\n"
		"--uses compares what single sign-on, DNS or accounts payable say is in use with\n"
		"the register: what is not in it, is not clear, or has ended. '#' begins a comment.\n"
		"\n"
		"A baseline accepts findings, each with a reason, up to a day. A line that has\n"
		"expired, or speaks of nothing, is reported itself.\n"
		"\n"
		"Exit status: 0 clean; 1 found, as grave as --fail-on says; 2 usage or failure.\n"
		"\n"
		"  chapterv lint --format sarif -o lint.sarif\n"
		"  chapterv lint --uses sso-apps.txt --fail-on warning\n"
		"  chapterv lint --write-baseline accepted.csv --reason 'known, see #12' --expires 2027-03-31\n"
		"  chapterv lint --baseline accepted.csv\n",
};

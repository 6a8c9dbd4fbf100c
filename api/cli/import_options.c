/* Options of the import command: what they mean is the import's business, that they stand on a command line is ours. */
#include "api/cli/import.h"

static bool take(struct cli *c, struct imp_given *g, struct imp_options *opt, const char *name)
{
	bool given = cli_has(c, name);
	struct cv_error err = { 0 };

	for (size_t i = 0; given; i++) {
		const char *value = cli_value_at(c, name, i);

		if (i > 0 && value == NULL)
			return true;
		if (imp_option(opt, g, name, value, &err) != CV_OK) {
			cli_usage(c, "--%s %s: %s", name, value ? value : "", err.msg);
			return false;
		}
	}
	return true;
}

static bool format_known(const char *format)
{
	return cv_streq(format, "text") || cv_streq(format, "csv") || cv_streq(format, "json");
}

/* What is said only here: where refused rows go, and the form of the plan. */
static bool fits_together(struct cli *c, const struct imp_options *opt)
{
	const char *rejects = cli_value(c, "rejects"), *format = cli_value(c, "format");

	if (rejects && cli_rejects_same_file(rejects, c->arg[0])) {
		cli_usage(c, "--rejects %s: that is the file to be read: name another one for the refused rows",
			rejects);
		return false;
	}
	if (format && !format_known(format)) {
		cli_usage(c, "--format %s: write one of text, csv, json", format);
		return false;
	}
	if (format && cli_has(c, "json") && !cv_streq(format, "json")) {
		cli_usage(c, "--json is --format json: take one of them");
		return false;
	}
	if (format && !opt->dry_run) {
		cli_usage(c, "--format is of the plan: it goes with --dry-run");
		return false;
	}
	return true;
}

bool cli_import_options(struct cli *c, struct imp_given *g, struct imp_options *opt)
{
	struct cv_error err = { 0 };

	for (size_t i = 0; imp_option_name[i]; i++)
		if (!take(c, g, opt, imp_option_name[i]))
			return false;
	if (imp_options_check(opt, &err) != CV_OK) {
		cli_usage(c, "%s", err.msg);
		return false;
	}
	return fits_together(c, opt);
}

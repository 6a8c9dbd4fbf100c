/* The options of an import, as they stand on the command line. */
#include "api/cli/import.h"

#include "api/clock.h"

#include <stdlib.h>
#include <string.h>

void cli_given_finish(struct cli_given *g)
{
	for (size_t i = 0; i < g->n_texts; i++)
		cv_str_finish(&g->text[i]);
}

/* "A=B", split at the last '='. */
static bool split(struct cli *c, struct cli_given *g, const char *option, const char *text, size_t i, const char **ret_a,
	const char **ret_b)
{
	const char *eq = strrchr(text, '=');
	struct cv_str *a = &g->text[g->n_texts];

	if (i == CLI_PAIRS_MAX) {
		cli_usage(c, "--%s may be given %d times", option, CLI_PAIRS_MAX);
		return false;
	}
	if (eq == NULL || eq == text || eq[1] == '\0') {
		cli_usage(c, "--%s '%s': write %s", option, text,
			cv_streq(option, "map") ? "'Their column=field'" : "'Name in the file=party'");
		return false;
	}
	cv_str_add(a, text, (size_t)(eq - text));
	g->n_texts++;
	*ret_a = cv_str_text(a);
	*ret_b = eq + 1;
	return true;
}

static bool read_maps(struct cli *c, struct cli_given *g, struct imp_options *opt)
{
	const char *text;

	opt->map = g->map;
	for (size_t i = 0; (text = cli_value_at(c, "map", i)) != NULL; i++) {
		if (!split(c, g, "map", text, i, &g->map[i < CLI_PAIRS_MAX ? i : 0].column,
			    &g->map[i < CLI_PAIRS_MAX ? i : 0].field))
			return false;
		opt->n_maps = i + 1;
	}
	return true;
}

static bool read_answers(struct cli *c, struct cli_given *g, struct imp_options *opt, const char *option, bool same)
{
	const char *text;

	opt->answer = g->answer;
	for (size_t i = 0; (text = cli_value_at(c, option, i)) != NULL; i++) {
		struct imp_answer a = { .same = same };

		if (!split(c, g, option, text, opt->n_answers, &a.a, &a.b))
			return false;
		g->answer[opt->n_answers++] = a;
	}
	return true;
}

/* One of a few words; the number of it. */
static bool word(struct cli *c, const char *option, const char *const *words, int *ret)
{
	const char *text = cli_value(c, option);
	CV_AUTO(cv_str_finish) struct cv_str all = { 0 };

	for (int i = 1; text && words[i]; i++) { /* the first is what goes without saying */
		if (cv_streq(words[i], text)) {
			*ret = i;
			return true;
		}
		cv_str_printf(&all, "%s%s", i > 1 ? ", " : "", words[i]);
	}
	if (text)
		cli_usage(c, "--%s %s: write one of %s", option, text, cv_str_text(&all));
	return text == NULL;
}

static bool read_fail_on(struct cli *c, struct imp_options *opt)
{
	const char *text;

	for (size_t i = 0; (text = cli_value_at(c, "fail-on", i)) != NULL; i++) {
		if (cv_streq(text, "loss")) {
			opt->fail_on_loss = true;
		} else if (cv_streq(text, "questions")) {
			opt->fail_on_questions = true;
		} else {
			cli_usage(c, "--fail-on %s: write loss or questions", text);
			return false;
		}
	}
	return true;
}

static bool read_max_ended(struct cli *c, struct imp_options *opt)
{
	const char *text = cli_value(c, "max-ended");
	char *end;
	long n;

	opt->max_ended = -1;
	if (text == NULL)
		return true;
	n = strtol(text, &end, 10);
	if (end == text || (*end != '\0' && !cv_streq(end, "%")) || n < 0 || n > 100) {
		cli_usage(c, "--max-ended %s: write a percentage from 0 to 100", text);
		return false;
	}
	opt->max_ended = (int)n;
	return true;
}

static bool fits_together(struct cli *c, const struct imp_options *opt)
{
	if (!opt->complete && (opt->scope || cli_has(c, "max-ended"))) {
		cli_usage(c, "--scope and --max-ended go with --complete");
		return false;
	}
	if (opt->apply && opt->dry_run) {
		cli_usage(c, "--apply applies a plan, --dry-run makes one: take one of them");
		return false;
	}
	if (cli_value(c, "rejects") && cli_rejects_same_file(cli_value(c, "rejects"), c->arg[0])) {
		cli_usage(c, "--rejects %s: that is the file to be read: name another one for the refused rows",
			cli_value(c, "rejects"));
		return false;
	}
	if (cli_has(c, "format") && cli_has(c, "json") && !cv_streq(cli_value(c, "format"), "json")) {
		cli_usage(c, "--json is --format json: take one of them");
		return false;
	}
	if (cli_has(c, "format") && !opt->dry_run) {
		cli_usage(c, "--format is of the plan: it goes with --dry-run");
		return false;
	}
	return true;
}

bool cli_import_options(struct cli *c, struct cli_given *g, struct imp_options *opt)
{
	static const char *const conflict[] = { "by-hand", "stop", "skip", "update", NULL };
	static const char *const days[] = { "ask", "dmy", "mdy", NULL };
	static const char *const format[] = { "", "text", "csv", "json", NULL };
	int on_conflict = REG_BY_HAND, order = IMP_DAYS_ASK, form;

	opt->today = api_today();
	if (!read_maps(c, g, opt) || !read_answers(c, g, opt, "same", true) ||
		!read_answers(c, g, opt, "distinct", false) || !word(c, "on-conflict", conflict, &on_conflict) ||
		!word(c, "dates", days, &order) || !word(c, "format", format, &form) || !read_fail_on(c, opt) || !read_max_ended(c, opt) ||
		!cli_day(c, "on", &opt->today))
		return false;
	opt->on_conflict = (enum reg_conflict)on_conflict;
	opt->days = (enum imp_days)order;
	return fits_together(c, opt);
}

/* Options by name, as the command line and HTTP give them. */
#include "import/inside.h"

#include <stdlib.h>
#include <string.h>

const char *const imp_option_name[] = { "as", "source", "exporter", "map", "same", "distinct", "on-conflict", "dates",
	"fail-on", "max-ended", "on", "complete", "scope", "repair", "dry-run", "apply", NULL };

bool imp_option_repeats(const char *name)
{
	static const char *const many[] = { "map", "same", "distinct", "fail-on" };

	for (size_t i = 0; i < CV_LEN(many); i++)
		if (cv_streq(many[i], name))
			return true;
	return false;
}

struct imp_options imp_options_default(cv_day today)
{
	return (struct imp_options){ .today = today, .max_ended = -1 };
}

void imp_given_finish(struct imp_given *g)
{
	for (size_t i = 0; i < g->n_texts; i++)
		cv_str_finish(&g->text[i]);
	g->n_texts = 0;
}

/* "on_conflict" is "on-conflict" */
static bool named(const char *given, const char *name)
{
	while (*given && (*given == *name || (*given == '_' && *name == '-'))) {
		given++;
		name++;
	}
	return *given == '\0' && *name == '\0';
}

/* ---- pairs ---- */

/* "A=B", split at the last '='. */
static enum cv_err split(struct imp_given *g, const char *name, const char *value, size_t i, const char **ret_a,
	const char **ret_b, struct cv_error *err)
{
	const char *eq = strrchr(value, '=');
	struct cv_str *a;

	if (i == IMP_GIVEN_MAX)
		return cv_fail_at(err, CV_E_USAGE, name, "it may be given %d times", IMP_GIVEN_MAX);
	if (eq == NULL || eq == value || eq[1] == '\0')
		return cv_fail_at(err, CV_E_USAGE, name, "write %s",
			named(name, "map") ? "'Their column=field'" : "'Name in the file=party'");
	a = &g->text[g->n_texts++];
	cv_str_add(a, value, (size_t)(eq - value));
	if (a->failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	*ret_a = cv_str_text(a);
	*ret_b = eq + 1;
	return CV_OK;
}

static enum cv_err add_map(struct imp_options *opt, struct imp_given *g, const char *name, const char *value,
	struct cv_error *err)
{
	struct imp_map m = { .remembered = false };

	TRY(split(g, name, value, opt->n_maps, &m.column, &m.field, err));
	g->map[opt->n_maps++] = m;
	opt->map = g->map;
	return CV_OK;
}

static enum cv_err add_answer(struct imp_options *opt, struct imp_given *g, const char *name, const char *value,
	struct cv_error *err)
{
	struct imp_answer a = { .same = named(name, "same") };

	TRY(split(g, name, value, opt->n_answers, &a.a, &a.b, err));
	g->answer[opt->n_answers++] = a;
	opt->answer = g->answer;
	return CV_OK;
}

/* ---- words, numbers, days ---- */

/* One of a few words; the number of it. The first of them is what goes without saying. */
static enum cv_err word(const char *name, const char *value, const char *const *words, int *ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str all = { 0 };

	for (int i = 1; words[i]; i++) {
		if (cv_streq(words[i], value)) {
			*ret = i;
			return CV_OK;
		}
		cv_str_printf(&all, "%s%s", i > 1 ? ", " : "", words[i]);
	}
	return cv_fail_at(err, CV_E_USAGE, name, "write one of %s", cv_str_text(&all));
}

static enum cv_err on_conflict(struct imp_options *opt, const char *name, const char *value, struct cv_error *err)
{
	static const char *const words[] = { "by-hand", "stop", "skip", "update", NULL };
	int i = REG_BY_HAND;

	TRY(word(name, value, words, &i, err));
	opt->on_conflict = (enum reg_conflict)i;
	return CV_OK;
}

static enum cv_err dates(struct imp_options *opt, const char *name, const char *value, struct cv_error *err)
{
	static const char *const words[] = { "ask", "dmy", "mdy", NULL };
	int i = IMP_DAYS_ASK;

	TRY(word(name, value, words, &i, err));
	opt->days = (enum imp_days)i;
	return CV_OK;
}

static enum cv_err fail_on(struct imp_options *opt, const char *name, const char *value, struct cv_error *err)
{
	if (!cv_streq(value, "loss") && !cv_streq(value, "questions"))
		return cv_fail_at(err, CV_E_USAGE, name, "write loss or questions");
	opt->fail_on_loss |= cv_streq(value, "loss");
	opt->fail_on_questions |= cv_streq(value, "questions");
	return CV_OK;
}

static enum cv_err max_ended(struct imp_options *opt, const char *name, const char *value, struct cv_error *err)
{
	char *end;
	long n = strtol(value, &end, 10);

	if (end == value || (*end != '\0' && !cv_streq(end, "%")) || n < 0 || n > 100)
		return cv_fail_at(err, CV_E_USAGE, name, "write a percentage from 0 to 100");
	opt->max_ended = (int)n;
	return CV_OK;
}

static enum cv_err day(struct imp_options *opt, const char *name, const char *value, struct cv_error *err)
{
	return cv_day_parse(value, strlen(value), &opt->today)
		? CV_OK
		: cv_fail_at(err, CV_E_DATE, name, "that is no day of the calendar; write it as 2026-11-23");
}

static enum cv_err yes_no(bool *ret, const char *name, const char *value, struct cv_error *err)
{
	*ret = value == NULL || cv_streq(value, "true");
	return *ret || cv_streq(value, "false") ? CV_OK : cv_fail_at(err, CV_E_USAGE, name, "write true or false");
}

/* ---- all of them ---- */

static const char **text_of(struct imp_options *opt, const char *name)
{
	return named(name, "as") ? &opt->as
		: named(name, "source") ? &opt->source
		: named(name, "exporter") ? &opt->exporter
		: named(name, "scope") ? &opt->scope
		: named(name, "apply") ? &opt->apply
		: NULL;
}

static bool *switch_of(struct imp_options *opt, const char *name)
{
	return named(name, "complete") ? &opt->complete
		: named(name, "repair") ? &opt->repair
		: named(name, "dry-run") ? &opt->dry_run
		: NULL;
}

enum cv_err imp_option(struct imp_options *opt, struct imp_given *g, const char *name, const char *value,
	struct cv_error *err)
{
	const char **text = text_of(opt, name);
	bool *flag = switch_of(opt, name);

	if (flag)
		return yes_no(flag, name, value, err);
	if (value == NULL)
		return cv_fail_at(err, CV_E_USAGE, name, "it needs a value");
	if (text) {
		*text = value;
		return CV_OK;
	}
	if (named(name, "map"))
		return add_map(opt, g, name, value, err);
	if (named(name, "same") || named(name, "distinct"))
		return add_answer(opt, g, name, value, err);
	if (named(name, "on-conflict"))
		return on_conflict(opt, name, value, err);
	if (named(name, "dates"))
		return dates(opt, name, value, err);
	if (named(name, "fail-on"))
		return fail_on(opt, name, value, err);
	if (named(name, "max-ended"))
		return max_ended(opt, name, value, err);
	if (named(name, "on"))
		return day(opt, name, value, err);
	return cv_fail_at(err, CV_E_USAGE, name, "there is no such option");
}

enum cv_err imp_options_check(const struct imp_options *opt, struct cv_error *err)
{
	if (!opt->complete && (opt->scope || opt->max_ended >= 0))
		return cv_fail_at(err, CV_E_USAGE, opt->scope ? "scope" : "max-ended",
			"--scope and --max-ended go with --complete");
	if (opt->apply && opt->dry_run)
		return cv_fail_at(err, CV_E_USAGE, "apply",
			"--apply applies a plan, --dry-run makes one: take one of them");
	return CV_OK;
}

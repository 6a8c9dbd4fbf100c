#include "api/cli/cli.h"
#include "api/cli/pack_files.h"
#include "registry/core/country.h"
#include "registry/core/jsonw.h"

#include <stdlib.h>
#include <string.h>

static const struct cli_option option[] = {
	{ "on", "DATE", "show: only rows that hold on that day", false, 0 },
	CLI_OPT_JSON,
	{ 0 },
};

/* ---- show ----------------------------------------------------------------------------------------------------- */

/* A country by its name, where it is neither code nor slug. */
static const char *named(const struct law_pack *p, const char *what)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };
	law_place place;
	law_mech mech;
	const char *code;

	if (law_mech_parse(p, what, strlen(what), &mech) || law_place_parse(p, what, strlen(what), &place))
		return what;
	cv_fold(what, strlen(what), &folded);
	code = cv_country_by_name(cv_str_text(&folded));
	return code ? code : what;
}

static int show(struct cli *c)
{
	const struct law_pack *p = cli_pack(c);
	CV_AUTO(cv_str_finish) struct cv_str choices = { 0 };
	cv_day on = CV_DAY_NONE;
	struct cv_error err = { 0 };

	if (p == NULL || !cli_day(c, "on", &on))
		return CLI_FAILED;
	if (c->n_args > 1 && cv_country_choices(c->arg[1], strlen(c->arg[1]), &choices))
		return cli_usage(c, "\"%s\" is the name of more than one country: write %s", c->arg[1],
			cv_str_text(&choices));
	if (law_show(p, c->n_args > 1 ? named(p, c->arg[1]) : NULL, on, cli_has(c, "json"), &c->out, &err) != CV_OK) {
		cv_str_clear(&c->out);
		return cli_fail_err(c, &err);
	}
	return CLI_YES;
}

/* ---- check ---------------------------------------------------------------------------------------------------- */

static void verdict(struct cli *c, const struct law_pack *loaded, const struct cv_str *report)
{
	struct cv_json j = cv_json_to(&c->out);
	size_t n;

	if (!cli_has(c, "json")) {
		cv_str_add(&c->out, cv_str_text(report), report->len);
		if (loaded)
			cv_str_printf(&c->out, "%s: sound, version %s\n", c->arg[1], law_pack_version(loaded));
		return;
	}
	cv_json_open(&j, '{');
	cv_json_key(&j, "sound");
	cv_json_bool(&j, loaded != NULL);
	cv_json_kv(&j, "version", loaded ? law_pack_version(loaded) : NULL);
	cv_json_key(&j, "findings");
	cv_json_open(&j, '[');
	for (const char *p = cv_str_text(report), *line; (line = cv_next(&p, '\n', &n));) {
		char *copy = cv_strndup(line, n);

		c->out.failed |= copy == NULL;
		cv_json_text(&j, copy);
		free(copy);
	}
	cv_json_close(&j, ']');
	cv_json_close(&j, '}');
	cv_str_putc(&c->out, '\n');
}

static int check(struct cli *c)
{
	CV_AUTO(cli_pack_finish) struct cli_pack_files pack = { .n = 0 };
	CV_AUTO(cv_str_finish) struct cv_str report = { 0 };
	struct law_pack *loaded = NULL;
	struct cv_error err = { 0 };
	enum cv_err e;

	if (c->n_args < 2)
		return cli_usage(c, "what to check is missing: a folder, or one file of a pack");
	e = cli_pack_read(c, c->arg[1], &pack, &err);
	if (e != CV_OK)
		return cli_fail_err(c, &err);
	e = law_pack_load(pack.file, pack.n, &loaded, &report, &err);
	if (e != CV_OK && e != CV_E_PACK)
		return cli_fail_err(c, &err);
	verdict(c, loaded, &report);
	law_pack_destroy(loaded);
	return e == CV_OK ? CLI_YES : CLI_NO;
}

static int run(struct cli *c)
{
	if (cv_streq(c->arg[0], "show"))
		return show(c);
	if (!cv_streq(c->arg[0], "check"))
		return cli_usage(c, "\"%s\" is neither show nor check", c->arg[0]);
	if (cli_has(c, "on"))
		return cli_usage(c, "--on goes with show only");
	return check(c);
}

const struct cli_command cli_law = {
	.name = "law",
	.arguments = "show [WHAT] | check PACK",
	.summary = "the law pack: its dated facts, or whether one is sound",
	.option = option,
	.min_args = 1,
	.max_args = 2,
	.run = run,
	.help =
		"show prints every row about a country or a mechanism (WHAT), with its file,\n"
		"line, source and confidence; without either, what the pack is made of. check\n"
		"reads a folder of tables, or one table beside the built-in others, and prints\n"
		"each finding as FILE:LINE: ...; exit status 0 sound, 1 not.\n"
		"\n"
		"  chapterv law show JP --on 2020-01-01\n"
		"  chapterv law show dpf-eu-us --json\n"
		"  chapterv law check ./my-pack\n",
};

#include "api/cli/cli.h"
#include "registry/core/country.h"
#include "reports/public/list.h"

#include <stdlib.h>
#include <string.h>

static const struct cli_option option[] = {
	{ "home", "CC", "the country an exporter is in where the register does not say", false, 0 },
	{ "public-name", "NAME", "who publishes the list of sub-processors (serve --public); \"\": unset", false,
		0 },
	{ "public-address", "TEXT", "the same: where that is", false, 0 },
	{ "public-contact", "EMAIL", "the same: where to ask", false, 0 },
	CLI_OPT_REASON,
	CLI_OPT_DB,
	{ 0 },
};

/* What the public list says of us: options, and the settings that hold them. */
static const struct {
	const char *option, *setting, *label;
} said_of_us[] = {
	{ "public-name", REP_PUBLIC_NAME, "published by" },
	{ "public-address", REP_PUBLIC_ADDRESS, "address" },
	{ "public-contact", REP_PUBLIC_CONTACT, "contact" },
};

enum { SAID_MAX = 400 }; /* bytes */

static bool home_code(struct cli *c, const struct law_pack *p, const char *text, char ret[CV_COUNTRY_MAX])
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 }, choices = { 0 };
	const char *code;

	if (law_country(p, text, strlen(text), ret, CV_COUNTRY_MAX))
		return true;
	cv_fold(text, strlen(text), &folded);
	code = cv_country_by_name(cv_str_text(&folded));
	if (code && law_country(p, code, strlen(code), ret, CV_COUNTRY_MAX))
		return true;
	if (cv_country_choices(text, strlen(text), &choices)) {
		cli_usage(c, "--home \"%s\" is the name of more than one country: write %s", text,
			cv_str_text(&choices));
		return false;
	}
	cli_usage(c, "--home \"%s\" is no country; write its ISO 3166-1 code, like IE", text);
	return false;
}

static bool anything(const struct cli *c)
{
	bool any = cli_has(c, "home");

	for (size_t i = 0; i < CV_LEN(said_of_us); i++)
		any |= cli_has(c, said_of_us[i].option);
	return any;
}

/* One line that everybody may read. */
static bool fit(struct cli *c)
{
	for (size_t i = 0; i < CV_LEN(said_of_us); i++) {
		const char *text = cli_value(c, said_of_us[i].option);

		if (text == NULL || (strlen(text) <= SAID_MAX && cv_text_clean(text, strlen(text)) &&
				strpbrk(text, "\r\n") == NULL))
			continue;
		cli_usage(c, "--%s: one line of at most %d bytes (UTF-8)", said_of_us[i].option, SAID_MAX);
		return false;
	}
	return true;
}

static enum cv_err set_all(struct cli *c, struct reg *r, const char *home, struct cv_error *err)
{
	if (*home)
		TRY(reg_set(r, "home", home, err));
	for (size_t i = 0; i < CV_LEN(said_of_us); i++)
		if (cli_has(c, said_of_us[i].option))
			TRY(reg_set(r, said_of_us[i].setting, cli_value(c, said_of_us[i].option), err));
	return CV_OK;
}

static enum cv_err set(struct cli *c, struct reg *r, const char *home, struct cv_error *err)
{
	struct reg_actor actor = cli_actor(c);
	enum cv_err e;

	TRY(reg_begin(r, &actor, "init", err));
	e = set_all(c, r, home, err);
	if (e == CV_OK)
		e = reg_commit(r, NULL, err);
	reg_rollback(r);
	return e;
}

static int say(struct cli *c, struct reg *r)
{
	struct cv_error err = { 0 };
	const char *name;
	char *home = NULL;

	if (reg_setting(r, "home", &home, &err) != CV_OK)
		return cli_fail_err(c, &err);
	name = cv_country_name(home);
	cv_str_printf(&c->out, "register: %s\nhome country: %s%s%s\n", cli_db_path(c), *home ? home : "not set",
		name ? ", " : "", name ? name : "");
	free(home);
	for (size_t i = 0; i < CV_LEN(said_of_us); i++) {
		char *text = NULL;

		if (reg_setting(r, said_of_us[i].setting, &text, &err) != CV_OK)
			return cli_fail_err(c, &err);
		if (*text)
			cv_str_printf(&c->out, "%s: %s\n", said_of_us[i].label, text);
		free(text);
	}
	return CLI_YES;
}

static int run(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	const char *wanted = cli_value(c, "home");
	struct cv_error err = { 0 };
	char home[CV_COUNTRY_MAX] = "";
	const struct law_pack *p = cli_pack(c);

	if (p == NULL || (wanted && !home_code(c, p, wanted, home)) || !fit(c))
		return CLI_FAILED;
	if (cli_open(c, REG_CREATE, &r, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (anything(c) && set(c, r, home, &err) != CV_OK)
		return cli_fail_err(c, &err);
	return say(c, r);
}

const struct cli_command cli_init = {
	.name = "init",
	.arguments = "",
	.summary = "make the register, or change its home country and who publishes",
	.option = option,
	.run = run,
	.help =
		"An import makes the register too; init is for saying the home country first.\n"
		"It stands in where a list does not say which of our entities discloses the\n"
		"data.\n"
		"The public list of sub-processors names who publishes it: the only party of\n"
		"ours that has none of ours above it, unless --public-name says otherwise.\n"
		"\n"
		"  chapterv init --home IE\n"
		"  chapterv init --public-name 'Example Ltd' --public-contact privacy@example.org\n",
};

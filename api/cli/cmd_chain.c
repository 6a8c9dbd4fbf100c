/* chain: who is behind whom. */
#include "api/cli/cli.h"

#include "api/clock.h"
#include "reports/chain.h"

#include <string.h>

static const struct cli_option option[] = {
	{ "on", "DATE", "the day (default today, UTC)", false, 0 },
	{ "known-at", "INSTANT", "what the register knew then (default now)", false, 0 },
	{ "data", "KIND", "hr, non-hr or any (default: as recorded)", false, 0 },
	CLI_OPT_JSON,
	CLI_OPT_DB,
	{ 0 },
};

static int show(struct cli *c, const struct rep_chain *chain)
{
	struct cv_json j = cv_json_to(&c->out);

	if (cli_has(c, "json")) {
		rep_chain_json(chain, &j);
		cv_str_putc(&c->out, '\n');
	} else {
		rep_chain_text(chain, &c->out);
	}
	return chain->chain->n == 0 || chain->chain->outcome <= LAW_COVERED ? CLI_YES : CLI_NO;
}

/* *ret: NULL where nothing is said. */
static bool read_data(struct cli *c, enum law_data *data, const enum law_data **ret)
{
	const char *text = cli_value(c, "data");

	if (text == NULL)
		return true;
	*ret = data;
	if (law_data_parse(text, strlen(text), data))
		return true;
	cli_usage(c, "--data \"%s\" is none of hr, non-hr, any", text);
	return false;
}

static int run(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	CV_AUTO(cli_view_drop) struct reg_view *view = NULL;
	CV_AUTO(reg_chain_finish) struct reg_chain chain = { 0 };
	struct rep_chain told = { .on = api_today(), .chain = &chain };
	char known_at[CV_INSTANT_TEXT], now[CV_INSTANT_TEXT];
	struct cv_error err = { 0 };
	enum law_data data;
	enum cv_err e;

	if (!cli_day(c, "on", &told.on) || !cli_instant(c, "known-at", known_at) || !read_data(c, &data, &told.data))
		return CLI_FAILED;
	told.known_at = *known_at ? known_at : cv_instant_text(api_now_ms(), now);
	e = cli_open(c, REG_READ, &r, &err);
	if (e == CV_OK)
		e = reg_view_load(r, *known_at ? known_at : NULL, &view, &err);
	if (e == CV_OK)
		e = cli_party(view, c->arg[0], &told.party, &err);
	if (e == CV_OK)
		e = reg_behind(view, told.party, told.on, told.data, &chain, &err);
	told.view = view;
	if (e == CV_OK && *known_at == '\0')
		told.known_at = cli_as_of(view, now);
	return e == CV_OK ? show(c, &told) : cli_fail_err(c, &err);
}

const struct cli_command cli_chain = {
	.name = "chain",
	.arguments = "PARTY",
	.summary = "who is behind a party: every transfer to it and on from it, weakest first",
	.option = option,
	.min_args = 1,
	.max_args = 1,
	.run = run,
	.help = "PARTY is an id or a name. Every transfer that takes place on the day is shown with what covers it: those\n"
		"to the party, and those from it to others, and from these on. What is not covered comes first;\n"
		"a ring is walked once. At most 10,000 transfers are looked at and the 2,000 weakest shown.\n"
		"\n"
		"Exit status: 0 all is covered; 1 something is not, or a person must look.\n"
		"\n"
		"  chapterv chain brackenvault --on 2026-01-15\n",
};

#include "api/cli/cli.h"
#include "registry/core/jsonw.h"

static const struct cli_option option[] = { CLI_OPT_JSON, { 0 } };

/* What a reason makes of the mechanism it stands beside. */
static const char *effect(enum law_reason r)
{
	return law_reason_whose(r) == LAW_NO ? "no" : "open";
}

static void as_json(struct cli *c)
{
	struct cv_json j = cv_json_to(&c->out);

	cv_json_open(&j, '[');
	for (int r = 0; r < LAW_REASON_COUNT; r++) {
		cv_json_open(&j, '{');
		cv_json_kv(&j, "code", law_reason_name((enum law_reason)r));
		cv_json_kv(&j, "verdict", effect((enum law_reason)r));
		cv_json_kv(&j, "meaning", law_reason_meaning((enum law_reason)r));
		cv_json_close(&j, '}');
	}
	cv_json_close(&j, ']');
	cv_str_putc(&c->out, '\n');
}

static int run(struct cli *c)
{
	if (cli_has(c, "json")) {
		as_json(c);
		return CLI_YES;
	}
	for (int r = 0; r < LAW_REASON_COUNT; r++)
		cv_str_printf(&c->out, "%-27s %-5s %s\n", law_reason_name((enum law_reason)r),
			effect((enum law_reason)r), law_reason_meaning((enum law_reason)r));
	return CLI_YES;
}

const struct cli_command cli_reasons = {
	.name = "reasons",
	.arguments = "",
	.summary = "every reason code, its effect and its meaning",
	.option = option,
	.run = run,
	.help =
		"The effect is what a reason makes of a mechanism: \"no\" it does not cover,\n"
		"\"open\" a person must look. They stand in order of precedence: of several the\n"
		"first is shown first. The codes are stable.\n"
		"\n"
		"  chapterv reasons\n",
};

#include "api/cli/parse.h"

/* In the order in which one meets them. */
const struct cli_command *const cli_commands[] = {
	&cli_ask,
	&cli_chain,
	&cli_timeline,
	&cli_check,
	&cli_onboard,
	&cli_import,
	&cli_imports,
	&cli_undo,
	&cli_report,
	&cli_calendar,
	&cli_inquiry,
	&cli_notice,
	&cli_drill,
	&cli_lint,
	&cli_history,
	&cli_log,
	&cli_checkpoint,
	&cli_verify,
	&cli_erase,
	&cli_law,
	&cli_reasons,
	&cli_init,
	&cli_token,
	&cli_login,
	&cli_serve,
	NULL,
};

const struct cli_command *cli_find(const char *name)
{
	for (const struct cli_command *const *c = cli_commands; *c; c++)
		if (cv_streq((*c)->name, name))
			return *c;
	return NULL;
}

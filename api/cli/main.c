#include "api/cli/parse.h"
#include "api/clock.h"

static int help(struct cli *c, int argc, char **argv)
{
	const struct cli_command *command;

	if (argc == 0) {
		cli_help_all(&c->out);
		return CLI_YES;
	}
	command = cli_find(argv[0]);
	if (command == NULL || argc > 1)
		return cli_usage(c, "\"%s\" is not a command", argv[argc > 1 ? 1 : 0]);
	cli_help_one(command, &c->out);
	return CLI_YES;
}

static int run(struct cli *c, int argc, char **argv)
{
	struct cv_error err = { 0 };

	if (argc == 0)
		return cli_usage(c, "a command is missing");
	if (cv_streq(argv[0], "--version")) {
		cv_str_puts(&c->out, "chapterv " CHAPTERV_VERSION "\n");
		return CLI_YES;
	}
	if (cv_streq(argv[0], "help") || cv_streq(argv[0], "--help") || cv_streq(argv[0], "-h"))
		return help(c, argc - 1, argv + 1);
	if (cli_find(argv[0]) == NULL)
		return cli_usage(c, "\"%s\" is not a command", argv[0]);
	c->command = cli_find(argv[0]);
	switch (cli_parse(c, argc - 1, argv + 1)) {
	case CLI_PARSED_BAD: return CLI_FAILED;
	case CLI_PARSED_HELP: cli_help_one(c->command, &c->out); return CLI_YES;
	case CLI_PARSED_RUN: break;
	}
	if (api_clock_start(&err) != CV_OK)
		return cli_fail_err(c, &err);
	return c->command->run(c);
}

int main(int argc, char **argv)
{
	struct cli c = { 0 };
	int status = run(&c, argc - 1, argv + 1);

	if (cv_str_ran_out() && status != CLI_FAILED && !c.out.failed) /* what was read or said may lack something */
		status = cli_fail(&c, "%s", cv_err_text(CV_E_NOMEM));
	if (!cli_flush(&c))
		status = CLI_FAILED;
	cv_str_finish(&c.out);
	cv_str_finish(&c.db);
	return status;
}

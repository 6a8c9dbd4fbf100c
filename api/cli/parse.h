/*
 * Private to the command line: from argv to a struct cli, and the help that the same tables give.
 */
#ifndef API_CLI_PARSE_H
#define API_CLI_PARSE_H

#include "api/cli/cli.h"

enum cli_parsed { CLI_PARSED_RUN, CLI_PARSED_HELP, CLI_PARSED_BAD };

/* What stands after the command's name, read by its tables into c. BAD: said on stderr. */
CV_MUST enum cli_parsed cli_parse(struct cli *c, int argc, char **argv);

const struct cli_command *cli_find(const char *name); /* NULL: no such command */
void cli_help_all(struct cv_str *out);
void cli_help_one(const struct cli_command *command, struct cv_str *out);

#endif

#include "api/cli/parse.h"

enum { OPTION_WIDTH = 24, COMMAND_WIDTH = 32 };

/* Blanks up to the width, at least two. */
static void pad(struct cv_str *out, size_t from, size_t width)
{
	size_t used = out->len - from;

	for (size_t i = used + 2 > width ? 2 : width - used; i > 0; i--)
		cv_str_putc(out, ' ');
}

static char capital(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static void flag(struct cv_str *out, const struct cli_option *o)
{
	if (o->letter)
		cv_str_printf(out, "-%c, ", o->letter);
	cv_str_printf(out, "--%s", o->name);
	if (o->value)
		cv_str_printf(out, " %s", o->value);
}

void cli_help_all(struct cv_str *out)
{
	cv_str_puts(out, "Which mechanism covers the transfer of personal data to X on that day, and why?\n\n"
		"usage: chapterv COMMAND [ARGUMENTS] [OPTIONS]\n\n");
	for (const struct cli_command *const *c = cli_commands; *c; c++) {
		size_t line = out->len;

		cv_str_printf(out, "  %s%s%s", (*c)->name, *(*c)->arguments ? " " : "", (*c)->arguments);
		pad(out, line, COMMAND_WIDTH);
		cv_str_printf(out, "%s\n", (*c)->summary);
	}
	cv_str_puts(out, "\n  help COMMAND                  how it is used, with an example\n"
		"  --version\n\n"
		"Results go to stdout, words to stderr. Exit status: 0 yes, 1 the answer is no, 2 usage or failure.\n"
		"The register: --db FILE, else CHAPTERV_DB, else chapterv/register.db in the XDG data folder.\n");
}

void cli_help_one(const struct cli_command *command, struct cv_str *out)
{
	cv_str_printf(out, "usage: chapterv %s%s%s", command->name, *command->arguments ? " " : "", command->arguments);
	for (const struct cli_option *o = command->option; o && o->name; o++) {
		cv_str_puts(out, " [");
		flag(out, o);
		cv_str_puts(out, o->many ? "]..." : "]");
	}
	cv_str_puts(out, "\n\n");
	cv_str_putc(out, capital(command->summary[0]));
	cv_str_printf(out, "%s.\n\n", command->summary + 1);
	for (const struct cli_option *o = command->option; o && o->name; o++) {
		size_t line = out->len;

		cv_str_puts(out, "  ");
		flag(out, o);
		pad(out, line, OPTION_WIDTH);
		cv_str_printf(out, "%s\n", o->help);
	}
	cv_str_puts(out, "  --help                this text\n");
	if (command->help && *command->help)
		cv_str_printf(out, "\n%s", command->help);
}

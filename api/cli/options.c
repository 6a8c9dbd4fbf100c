/* One small option parser, driven by the table of the command. */
#include "api/cli/parse.h"

#include <assert.h>
#include <string.h>

static const struct cli_option *find_name(const struct cli_command *command, const char *name, size_t len)
{
	for (const struct cli_option *o = command->option; o && o->name; o++)
		if (strlen(o->name) == len && memcmp(o->name, name, len) == 0)
			return o;
	return NULL;
}

static const struct cli_option *find_letter(const struct cli_command *command, char letter)
{
	for (const struct cli_option *o = command->option; o && o->name; o++)
		if (o->letter == letter && letter != '\0')
			return o;
	return NULL;
}

static enum cli_parsed keep(struct cli *c, const struct cli_option *o, const char *value)
{
	if (!o->many && cli_has(c, o->name)) {
		cli_usage(c, "--%s is given twice", o->name);
		return CLI_PARSED_BAD;
	}
	if (c->n_given == CLI_GIVEN_MAX) {
		cli_usage(c, "more than %d options are given", CLI_GIVEN_MAX);
		return CLI_PARSED_BAD;
	}
	c->given[c->n_given].option = o;
	c->given[c->n_given++].value = value;
	return CLI_PARSED_RUN;
}

/* value: written in the same word, or NULL; else it is the next word. */
static enum cli_parsed take(struct cli *c, const struct cli_option *o, const char *value, int argc, char **argv, int *i)
{
	if (o->value == NULL && value) {
		cli_usage(c, "--%s takes no value", o->name);
		return CLI_PARSED_BAD;
	}
	if (o->value == NULL || value)
		return keep(c, o, value);
	if (*i + 1 >= argc || cv_starts(argv[*i + 1], "--")) {
		cli_usage(c, "--%s needs a value: --%s %s", o->name, o->name, o->value);
		return CLI_PARSED_BAD;
	}
	return keep(c, o, argv[++*i]);
}

static enum cli_parsed option(struct cli *c, int argc, char **argv, int *i)
{
	const char *word = argv[*i], *value = NULL;
	const struct cli_option *o;

	if (cv_streq(word, "--help") || cv_streq(word, "-h"))
		return CLI_PARSED_HELP;
	if (word[1] == '-') {
		value = strchr(word, '=');
		o = find_name(c->command, word + 2, value ? (size_t)(value - word - 2) : strlen(word + 2));
		value = value ? value + 1 : NULL;
	} else {
		o = find_letter(c->command, word[1]);
		value = word[2] ? word + 2 : NULL;
	}
	if (o == NULL) {
		cli_usage(c, "%.*s is not an option here", (int)strcspn(word, "="), word);
		return CLI_PARSED_BAD;
	}
	return take(c, o, value, argc, argv, i);
}

static enum cli_parsed argument(struct cli *c, const char *word)
{
	if (c->n_args >= c->command->max_args) {
		cli_usage(c, "\"%s\" is one word too many%s", word,
			c->n_args > 0 ? "; a name of several words stands in quotation marks" : "");
		return CLI_PARSED_BAD;
	}
	c->arg[c->n_args++] = word;
	return CLI_PARSED_RUN;
}

enum cli_parsed cli_parse(struct cli *c, int argc, char **argv)
{
	bool words = false; /* after "--" nothing is an option */

	for (int i = 0; i < argc; i++) {
		enum cli_parsed p = CLI_PARSED_RUN;

		if (!words && cv_streq(argv[i], "--"))
			words = true;
		else if (!words && argv[i][0] == '-' && argv[i][1])
			p = option(c, argc, argv, &i);
		else
			p = argument(c, argv[i]);
		if (p != CLI_PARSED_RUN)
			return p;
	}
	if (c->n_args < c->command->min_args) {
		cli_usage(c, "what is missing: %s", c->command->arguments);
		return CLI_PARSED_BAD;
	}
	return CLI_PARSED_RUN;
}

/* ---- what was given ------------------------------------------------------------------------------------------- */

const char *cli_value_at(const struct cli *c, const char *name, size_t i)
{
	const struct cli_option *o = find_name(c->command, name, strlen(name));

	assert(o != NULL);
	for (size_t g = 0; g < c->n_given; g++)
		if (c->given[g].option == o && i-- == 0)
			return c->given[g].value;
	return NULL;
}

bool cli_takes(const struct cli *c, const char *name)
{
	return find_name(c->command, name, strlen(name)) != NULL;
}

const char *cli_value(const struct cli *c, const char *name)
{
	return cli_value_at(c, name, 0);
}

bool cli_has(const struct cli *c, const char *name)
{
	const struct cli_option *o = find_name(c->command, name, strlen(name));

	assert(o != NULL);
	for (size_t g = 0; g < c->n_given; g++)
		if (c->given[g].option == o)
			return true;
	return false;
}

bool cli_number(struct cli *c, const char *name, const char *what, int64_t least, int64_t most, int64_t *ret)
{
	const char *value = cli_value(c, name);
	int64_t n = value && *value && strlen(value) <= 15 ? 0 : -1;

	if (value == NULL)
		return true;
	for (const char *p = value; n >= 0 && *p; p++)
		n = *p >= '0' && *p <= '9' ? n * 10 + (*p - '0') : -1;
	if (n >= least && n <= most && n >= 0) {
		*ret = n;
		return true;
	}
	cli_usage(c, "--%s \"%s\" must be a %s from %lld to %lld", name, value, what, (long long)least,
		(long long)most);
	return false;
}

bool cli_day(struct cli *c, const char *name, cv_day *ret)
{
	const char *value = cli_value(c, name);

	if (value == NULL || cv_day_parse(value, strlen(value), ret))
		return true;
	cli_usage(c, "--%s \"%s\" is no day of the calendar (1900 to 2199); write it as 2026-11-23", name, value);
	return false;
}

bool cli_instant(struct cli *c, const char *name, char buf[CV_INSTANT_TEXT])
{
	const char *value = cli_value(c, name);

	buf[0] = '\0';
	if (value == NULL || cv_instant_parse(value, buf))
		return true;
	cli_usage(c, "--%s \"%s\" is no instant; write it as 2026-11-23 (the end of that day), 2026-11-23T10:00:00Z "
		"or 2026-11-23T12:00:00+02:00",
		name, value);
	return false;
}

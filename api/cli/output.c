/* Results to stdout, words to stderr. */
#include "api/cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What came in as an argument or a cell must not steer the terminal. */
static void defuse(char *text)
{
	for (char *p = text; *p; p++)
		if (((unsigned char)*p < 0x20 && *p != '\n' && *p != '\t') || *p == 0x7f)
			*p = '?';
}

CV_PRINTF(2, 0)
static void say(const char *lead, const char *fmt, va_list ap)
{
	char text[CV_MSG_MAX + 512];

	if (vsnprintf(text, sizeof(text), fmt, ap) < 0)
		return;
	defuse(text);
	fprintf(stderr, "%s%s\n", lead, text);
}

static void lead(const struct cli *c, char *buf, size_t size)
{
	snprintf(buf, size, c->command ? "chapterv %s: " : "chapterv: ", c->command ? c->command->name : "");
}

void cli_say(struct cli *c, const char *fmt, ...)
{
	va_list ap;

	CV_UNUSED(c);
	va_start(ap, fmt);
	say("", fmt, ap);
	va_end(ap);
}

int cli_fail(struct cli *c, const char *fmt, ...)
{
	char who[64];
	va_list ap;

	lead(c, who, sizeof(who));
	va_start(ap, fmt);
	say(who, fmt, ap);
	va_end(ap);
	return CLI_FAILED;
}

int cli_fail_err(struct cli *c, const struct cv_error *err)
{
	return cli_fail(c, "%s", err->msg[0] ? err->msg : cv_err_text(err->code));
}

int cli_usage(struct cli *c, const char *fmt, ...)
{
	char who[64];
	va_list ap;

	lead(c, who, sizeof(who));
	va_start(ap, fmt);
	say(who, fmt, ap);
	va_end(ap);
	if (c->command)
		fprintf(stderr, "try: chapterv help %s\n", c->command->name);
	else
		fprintf(stderr, "try: chapterv help\n");
	return CLI_FAILED;
}

bool cli_terminal(void)
{
	return isatty(STDERR_FILENO) == 1;
}

static bool written(struct cli *c, const char *data, size_t len)
{
	if (c->out_failed)
		return false;
	while (len > 0) {
		ssize_t n = write(STDOUT_FILENO, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			c->out_failed = true;
			cli_fail(c, "the output could not be written: %s", strerror(errno));
			return false;
		}
		data += n;
		len -= (size_t)n;
	}
	return true;
}

bool cli_flush(struct cli *c)
{
	bool ok;

	if (c->out.failed && !c->out_failed) {
		c->out_failed = true;
		cli_fail(c, "%s", cv_err_text(CV_E_NOMEM));
	}
	ok = c->out_failed ? false : written(c, cv_str_text(&c->out), c->out.len);
	cv_str_clear(&c->out);
	return ok;
}

enum cv_err cli_write(void *ctx, const char *data, size_t len, struct cv_error *err)
{
	struct cli *c = ctx;

	if (!cli_flush(c) || !written(c, data, len))
		return cv_fail(err, CV_E_FILE, "the output could not be written");
	return CV_OK;
}

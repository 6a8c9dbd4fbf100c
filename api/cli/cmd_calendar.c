/* calendar: every deadline on file, and the secret address of the calendar that programs subscribe to. */
#include "api/cli/cli.h"
#include "api/cli/target.h"

#include "api/clock.h"
#include "registry/access.h"
#include "registry/evidence.h"
#include "reports/agenda.h"

#define FEED "/v1/calendar.ics?key="

enum { WITHIN_DEFAULT = 90 };

static bool read_within(struct cli *c, int *ret)
{
	const char *text = cli_value(c, "within");

	if (text == NULL || reg_days_parse(text, ret))
		return true;
	cli_usage(c, "--within \"%s\": write a number of days or weeks, 90d or 12w", text);
	return false;
}

static enum cv_err write_as(struct cli *c, struct reg *r, const struct reg_agenda *a, struct cv_error *err)
{
	struct cv_json j = cv_json_to(&c->out);
	char origin[REG_ORIGIN_TEXT];

	if (cli_has(c, "ics")) {
		TRY(reg_origin(r, origin, err));
		return rep_agenda_ical(a, origin, &c->out, err);
	}
	if (cli_has(c, "json")) {
		rep_agenda_json(a, &j);
		cv_str_putc(&c->out, '\n');
	} else {
		rep_agenda_text(a, &c->out);
	}
	return CV_OK;
}

static enum cv_err list(struct cli *c, cv_day on, int within, bool *ret_overdue, struct cv_error *err)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	CV_AUTO(cli_view_drop) struct reg_view *view = NULL;
	CV_AUTO(reg_agenda_finish) struct reg_agenda a = { 0 };
	const char *path = cli_value(c, "output");
	enum cv_err e;

	TRY(cli_open(c, REG_READ, &r, err));
	TRY(reg_view_load(r, NULL, &view, err));
	TRY(reg_agenda(r, view, on, within ? (cv_day){ on.n + within } : CV_DAY_EVER, &a, err));
	TRY(write_as(c, r, &a, err));
	*ret_overdue = a.overdue > 0;
	if (path == NULL)
		return CV_OK;
	e = cli_target_put(path, &c->out, err);
	cv_str_clear(&c->out); /* in any case: it was not meant for the standard output */
	return e;
}

/* ---- the secret address ---- */

static int show_secret(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	struct cv_error err = { 0 };
	bool there = false;
	enum cv_err e = cli_open(c, REG_READ, &r, &err);

	if (e == CV_OK)
		e = reg_feed_secret_there(r, &there, &err);
	if (e != CV_OK)
		return cli_fail_err(c, &err);
	if (cli_has(c, "json"))
		cv_str_printf(&c->out, "{\"secret\":%s}\n", there ? "true" : "false");
	cli_say(c, there ? "there is a secret address; only its hash is kept: --new makes another one, --revoke ends it"
			 : "there is no secret address: chapterv calendar secret --new makes one");
	return there ? CLI_YES : CLI_NO;
}

static enum cv_err change(struct cli *c, bool revoke, char secret[REG_SECRET_TEXT], struct cv_error *err)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	struct reg_actor actor = cli_actor(c);
	enum cv_err e;

	TRY(cli_open(c, REG_WRITE, &r, err));
	TRY(reg_begin(r, &actor, revoke ? "calendar secret revoked" : "calendar secret", err));
	e = revoke ? reg_feed_secret_revoke(r, err) : reg_feed_secret_new(r, secret, err);
	if (e == CV_OK)
		e = reg_commit(r, NULL, err);
	reg_rollback(r);
	return e;
}

static int secret(struct cli *c)
{
	bool revoke = cli_has(c, "revoke");
	char text[REG_SECRET_TEXT] = "";
	struct cv_error err = { 0 };

	if (revoke && cli_has(c, "new"))
		return cli_usage(c, "either --new, which also ends the old one, or --revoke");
	if (!revoke && !cli_has(c, "new"))
		return show_secret(c);
	if (change(c, revoke, text, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (revoke) {
		cli_say(c, "the secret address of the calendar leads nowhere any more");
		return CLI_YES;
	}
	cv_str_printf(&c->out, cli_has(c, "json") ? "{\"path\":\"" FEED "%s\"}\n" : FEED "%s\n", text);
	cli_say(c, "this is shown once; the register keeps only its hash. Put the address of your server before it");
	return CLI_YES;
}

/* ---- the command ---- */

static int run(struct cli *c)
{
	bool of_secret = c->n_args > 0, overdue = false;
	int within = cli_has(c, "ics") ? 0 : WITHIN_DEFAULT;
	cv_day on = api_today();
	struct cv_error err = { 0 };

	if (of_secret && !cv_streq(c->arg[0], "secret"))
		return cli_usage(c, "\"%s\" is not known here; write secret, or nothing for the list", c->arg[0]);
	if (of_secret)
		return secret(c);
	if (cli_has(c, "new") || cli_has(c, "revoke"))
		return cli_usage(c, "--new and --revoke go with: chapterv calendar secret");
	if (cli_has(c, "ics") && cli_has(c, "json"))
		return cli_usage(c, "either --json or --ics");
	if (!cli_day(c, "on", &on) || !read_within(c, &within))
		return CLI_FAILED;
	if (list(c, on, within, &overdue, &err) != CV_OK)
		return cli_fail_err(c, &err);
	return overdue && !cli_has(c, "ics") ? CLI_NO : CLI_YES;
}

static const struct cli_option option[] = {
	{ "within", "DAYS", "how far ahead: 90d, 12w (default 90d; with --ics all that is to come)", false, 0 },
	{ "on", "DATE", "as if it were that day (default today, UTC)", false, 0 },
	{ "ics", NULL, "write iCalendar", false, 0 },
	{ "output", "FILE", "write there instead of to standard output", false, 'o' },
	{ "new", NULL, "with secret: make another address, which ends the one before", false, 0 },
	{ "revoke", NULL, "with secret: end it", false, 0 },
	CLI_OPT_REASON,
	CLI_OPT_JSON,
	CLI_OPT_DB,
	{ 0 },
};

const struct cli_command cli_calendar = {
	.name = "calendar",
	.arguments = "[secret]",
	.summary = "every deadline on file: what is overdue, what is due, what ends or changes by itself",
	.option = option,
	.max_args = 1,
	.run = run,
	.help = "Inquiries to be answered, last days to object, announced changes, clauses, certifications and\n"
		"contracts that end, entries of a framework that nobody looked up for a year, assessments to be\n"
		"reviewed, overrides that expire, vendors in use that are no longer covered, and the days on which\n"
		"law or facts change what covers a transfer. Who asked is never shown.\n"
		"\n"
		"Exit status: 0 nothing is overdue; 1 something is (not with --ics).\n"
		"\n"
		"  chapterv calendar --within 30d\n"
		"  chapterv calendar --ics -o deadlines.ics\n"
		"\n"
		"A calendar program subscribes to a secret address; whoever has it may read that and\n"
		"nothing else:\n"
		"\n"
		"  chapterv calendar secret --new      prints /v1/calendar.ics?key=cvk_..., once\n"
		"  chapterv calendar secret --revoke\n",
};

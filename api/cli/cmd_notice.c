/* notice: changes of sub-processors, ours and our vendors'. */
#include "api/cli/notice.h"

#include "api/clock.h"

#include <string.h>

#define OF_A_NOTICE "change subject name replaces country what mechanism effective note "

static const struct cli_notice_deed deed[] = {
	{ "list", "", 0, 0, REG_READ, "state direction due-within", cli_notice_list },
	{ "show", "ID", 1, 1, REG_READ, "on", cli_notice_show },
	{ "draft", "[ID]", 0, 1, REG_WRITE, OF_A_NOTICE "reason", cli_notice_draft },
	{ "letter", "ID", 1, 1, REG_READ, "customer format on templates", cli_notice_letter },
	{ "announce", "ID", 1, 1, REG_WRITE, "on templates reason", cli_notice_announce },
	{ "send", "[ID]", 0, 1, REG_WRITE, "send-command sender timeout by-hand on unsure reason", cli_notice_send },
	{ "outbox", "[ID]", 0, 1, REG_READ, "output sender waiting", cli_notice_outbox },
	{ "object", "ID", 1, 1, REG_WRITE, "customer received reason", cli_notice_object },
	{ "agree", "ID", 1, 1, REG_WRITE, "customer received reason", cli_notice_agree },
	{ "settle", "OBJECTION", 1, 1, REG_WRITE, "outcome on note reason", cli_notice_settle },
	{ "effective", "ID", 1, 1, REG_WRITE, "on reason", cli_notice_effective },
	{ "withdraw", "[ID...]", 0, CLI_ARGS_MAX - 1, REG_WRITE, "drafts reason", cli_notice_withdraw },
	{ "override", "ID", 1, 1, REG_WRITE, "reason expires token-file", cli_notice_override },
	{ "receive", "", 0, 0, REG_WRITE, OF_A_NOTICE "vendor received deadline source reason", cli_notice_receive },
	{ "decide", "ID", 1, 1, REG_WRITE, "accept object on note reason", cli_notice_decide },
	{ "settings", "[NAME=VALUE...]", 0, CLI_ARGS_MAX - 1, REG_WRITE, "reason", cli_notice_settings },
};

static const struct cli_option option[] = {
	{ "state", "STATE", "list: only draft, announced, effective or withdrawn", false, 0 },
	{ "direction", "WAY", "list: only outgoing or incoming", false, 0 },
	{ "due-within", "DAYS", "list: only where something is to be done until then; status 1 where there is any",
		false, 0 },
	{ "change", "CHANGE", "draft, receive: added, updated or removed", false, 0 },
	{ "subject", "PARTY", "draft, receive: the sub-processor, a party on file", false, 0 },
	{ "name", "NAME", "draft, receive: what it is called, where it is not on file", false, 0 },
	{ "replaces", "PARTY", "draft, receive: the one it takes the place of", false, 0 },
	{ "country", "COUNTRY", "draft, receive: where it processes; several with ; between", false, 0 },
	{ "what", "TEXT", "draft, receive: what it does", false, 0 },
	{ "mechanism", "SLUG", "draft, receive: what covers the transfer; of a vendor: what it claims", false, 0 },
	{ "effective", "DATE", "draft, receive: first day of the change", false, 0 },
	{ "vendor", "PARTY", "receive: who told us", false, 0 },
	{ "deadline", "DATE", "receive: our last day to object, as the vendor says (else by its contract)", false, 0 },
	{ "received", "DATE", "receive, object, agree: the day it came in (default today)", false, 0 },
	{ "source", "TEXT", "receive: where this is known from", false, 0 },
	{ "customer", "PARTY", "object, agree: who answers; letter: whose", false, 0 },
	{ "outcome", "WORD", "settle: withdrawn, workaround or exit", false, 0 },
	{ "accept", NULL, "decide: we have nothing against it", false, 0 },
	{ "object", NULL, "decide: we object", false, 0 },
	{ "note", "TEXT", "draft, receive, settle, decide: what else is to be kept", false, 0 },
	{ "expires", "DATE", "override: first day on which it no longer counts", false, 0 },
	{ "on", "DATE", "the day of what was done, or is looked at (default today); announce: with --reason, see below",
		false, 0 },
	{ "format", "FORMAT", "letter: text (default) or html", false, 0 },
	{ "templates", "FOLDER", "letter, announce: templates that you edited (else CHAPTERV_TEMPLATES)", false, 0 },
	{ "send-command", "'COMMAND'", "send: takes a message on stdin, as 'msmtp -t' does (else the setting)", false,
		0 },
	{ "sender", "ADDRESS", "send, outbox: From, name@example.com (else the setting)", false, 0 },
	{ "timeout", "SECONDS", "send: for one message (default 60)", false, 0 },
	{ "by-hand", "PARTY", "send: the letter to this customer went another way (--on DATE); count it as sent", true,
		0 },
	{ "unsure", "sent|again", "send: what to make of letters of which it is not known whether they went out", false,
		0 },
	{ "waiting", NULL, "outbox: only what was not sent; status 1 where there is any", false, 0 },
	{ "drafts", NULL, "withdraw: every draft that made itself, as after a first import", false, 0 },
	{ "output", "FOLDER", "outbox: write what was not sent as .eml files", false, 'o' },
	CLI_OPT_TOKEN,
	CLI_OPT_REASON,
	CLI_OPT_DB,
	CLI_OPT_JSON,
	{ 0 },
};

const struct cli_notice_deed *cli_notice_deed_at(size_t i)
{
	return i < CV_LEN(deed) ? &deed[i] : NULL;
}

static bool takes(const struct cli_notice_deed *d, const char *name)
{
	size_t n;

	if (cv_streq(name, "db") || cv_streq(name, "json"))
		return true;
	for (const char *p = d->options, *w; (w = cv_next(&p, ' ', &n));)
		if (strlen(name) == n && memcmp(w, name, n) == 0)
			return true;
	return false;
}

static int checked(struct cli *c, const struct cli_notice_deed *d)
{
	if (c->n_args - 1 < d->min_args)
		return cli_usage(c, "notice %s: %s is missing", d->word, d->arguments);
	if (c->n_args - 1 > d->max_args)
		return cli_usage(c, "notice %s takes no \"%s\"", d->word, c->arg[d->max_args + 1]);
	for (size_t i = 0; i < c->n_given; i++)
		if (!takes(d, c->given[i].option->name))
			return cli_usage(c, "notice %s takes no --%s", d->word, c->given[i].option->name);
	return CLI_YES;
}

static int run(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	const struct cli_notice_deed *d = deed;
	struct cv_error err = { 0 };
	int status;

	while (d < deed + CV_LEN(deed) && !cv_streq(d->word, c->arg[0]))
		d++;
	if (d == deed + CV_LEN(deed))
		return cli_usage(c,
			"\"%s\" is not known here; write list, show, draft, letter, announce, send, outbox, object, "
			"agree, settle, "
			"effective, withdraw, override, receive, decide or settings",
			c->arg[0]);
	status = checked(c, d);
	if (status != CLI_YES)
		return status;
	if (cli_open(c, d->mode, &r, &err) != CV_OK)
		return cli_fail_err(c, &err);
	return d->run(c, r);
}

const struct cli_command cli_notice = {
	.name = "notice",
	.arguments = "list|show|draft|announce|send|object|settle|effective|receive|decide|... [ID]",
	.summary = "changes of sub-processors: told to customers, told by vendors, objected to",
	.option = option,
	.min_args = 1,
	.max_args = CLI_ARGS_MAX,
	.run = run,
	.help = "A party with the attribute published that is taken on, left, or used in another country makes a draft "
		"by itself, in the\n"
		"change that records it; the draft follows the register until it is announced.\n"
		"\n"
		"  list                what there is, and what is to be done by when\n"
		"  show ID             all about one: whom it goes to, by when they may object, what is in the way\n"
		"  draft [ID]          write one by hand, or edit a draft\n"
		"  letter ID           the letter to a customer, before it is announced, too\n"
		"  announce ID         count the days of every customer, freeze the letters, put them into the outbox\n"
		"  send [ID]           hand what waits in the outbox to the send command; nothing is sent otherwise\n"
		"  outbox [ID]         what waits, what was sent when, what failed; -o FOLDER writes it as .eml files\n"
		"  object ID           an objection came in;  settle OBJECTION --outcome withdrawn|workaround|exit\n"
		"  agree ID            a customer says yes, where its silence would be a no\n"
		"  effective ID        the change begins: not before the last day to object of every customer, nor "
		"while an\n"
		"                      objection is open or a letter unsent, unless override ID --reason --expires "
		"was granted by\n"
		"                      the dpo\n"
		"  withdraw ID...      it does not happen\n"
		"  receive             a vendor announces a change: our last day to object, and what the change would "
		"mean\n"
		"  decide ID           --accept or --object\n"
		"  settings            objection-days (30), notice-days (0): where a contract says none; send-command, "
		"sender\n"
		"\n"
		"A customer is who has a contract with direction customer that is in force, and every party of the "
		"kind customer. Its\n"
		"contract's objection_days beat the default; of several contracts the shortest counts. With silence "
		"refusal, or without\n"
		"general authorisation, a customer must agree. Announced on 1 March with 30 days, the last day to "
		"object is 31 March,\n"
		"and the change may begin on 1 April. The days begin when the letter goes out: one that is sent later "
		"than it was\n"
		"announced moves the first day of the change.\n"
		"\n"
		"What is recorded has happened: no day to come is taken. announce --on a day that is over needs a "
		"--reason that says how\n"
		"customers were told on it; their letters then count as sent, by hand, and nothing is sent.\n"
		"\n"
		"A message is marked before it is handed over and again after it. Where the program was stopped in "
		"between, it is not\n"
		"known whether the message went out: it is shown as sending, and sent again only with --unsure again.\n"
		"\n"
		"Exit status: 0 done; 1 something is due (list --due-within), waits (outbox --waiting) or was not "
		"sent; 2 refused.\n"
		"\n"
		"  chapterv notice list --due-within 14\n"
		"  chapterv notice draft --change added --subject brackenvault --effective 2027-02-01 --what 'error "
		"reports'\n"
		"  chapterv notice announce 2026-0003 && chapterv notice send 2026-0003 --send-command 'msmtp -t'\n"
		"  chapterv notice object 2026-0003 --customer fenwhistle --reason 'no transfer outside Europe'\n"
		"  chapterv notice receive --vendor quillmarsh --change added --name 'Hollowmere Ltd' --country IN "
		"--effective 2027-01-15\n",
};

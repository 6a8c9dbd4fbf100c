/* onboard: bringing a vendor in. The table of its deeds, and those that only look. */
#include "api/cli/onboard.h"

#include "api/clock.h"
#include "reports/onboard.h"

#include <stdlib.h>
#include <string.h>

/* ---- looking ---------------------------------------------------------------------------------------------------- */

static bool days_said(struct cli *c, int *ret)
{
	int64_t days = REG_SOON_DAYS;
	bool good = cli_number(c, "within", "number of days", 0, REG_DAYS_MAX, &days);

	*ret = (int)days;
	return good;
}

int cli_onboard_tell(struct cli *c, struct reg *r, const char *party, cv_day on, const char *known_at)
{
	CV_AUTO(cli_view_drop) struct reg_view *view = NULL;
	CV_AUTO(reg_gate_finish) struct reg_gate gate = { 0 };
	CV_AUTO(reg_attention_finish) struct reg_attentions all = { 0 };
	struct rep_vendor t = { .gate = &gate, .attention = &all };
	struct cv_json j = cv_json_to(&c->out);
	struct cv_error err = { 0 };
	enum cv_err e;
	int days;

	if (!days_said(c, &days))
		return CLI_FAILED;
	e = reg_view_load(r, known_at, &view, &err);
	if (e == CV_OK)
		e = cli_party(view, party, &t.party, &err);
	if (e == CV_OK && !view->party[t.party].vendor)
		e = cv_fail_at(
			&err, CV_E_VALUE, "party", "%s is no vendor: it passes no gate", view->party[t.party].id);
	if (e == CV_OK)
		e = reg_gate_look(view, t.party, on, &gate, &err);
	if (e == CV_OK)
		e = reg_attention(view, t.party, t.party + 1, on, days, &all, &err);
	if (e != CV_OK)
		return cli_fail_err(c, &err);
	t.view = view;
	if (cli_has(c, "json")) {
		rep_vendor_json(&t, &j);
		cv_str_putc(&c->out, '\n');
	} else {
		rep_vendor_text(&t, &c->out);
	}
	return gate.open ? CLI_YES : CLI_NO;
}

int cli_onboard_show(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	char known_at[CV_INSTANT_TEXT];
	struct cv_error err = { 0 };
	cv_day on = api_today();

	if (!cli_day(c, "on", &on) || !cli_instant(c, "known-at", known_at))
		return CLI_FAILED;
	if (cli_open(c, REG_READ, &r, &err) != CV_OK)
		return cli_fail_err(c, &err);
	return cli_onboard_tell(c, r, c->arg[1], on, *known_at ? known_at : NULL);
}

static int list(struct cli *c, struct rep_vendors *t)
{
	struct cv_json j = cv_json_to(&c->out);
	size_t n;

	if (cli_has(c, "json")) {
		n = rep_vendors_json(t, &j);
		cv_str_putc(&c->out, '\n');
	} else {
		n = rep_vendors_text(t, &c->out);
		if (n == 0)
			cli_say(c, t->attention ? "no vendor wants attention" : "there is no such vendor");
	}
	return t->attention && n > 0 ? CLI_NO : CLI_YES;
}

int cli_onboard_list(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	CV_AUTO(cli_view_drop) struct reg_view *view = NULL;
	CV_AUTO(reg_attention_finish) struct reg_attentions all = { 0 };
	struct rep_vendors t = { .on = api_today(), .attention = cli_has(c, "attention"), .all = &all };
	const char *status = cli_value(c, "status");
	char known_at[CV_INSTANT_TEXT];
	struct cv_error err = { 0 };
	enum cv_err e;
	int days;

	if (!cli_day(c, "on", &t.on) || !cli_instant(c, "known-at", known_at) || !days_said(c, &days))
		return CLI_FAILED;
	if (status && !reg_status_parse(status, &t.status))
		return cli_usage(c,
			"--status \"%s\" is none of proposed, under-review, approved, active, suspended, ended",
			status);
	e = cli_open(c, REG_READ, &r, &err);
	if (e == CV_OK)
		e = reg_view_load(r, *known_at ? known_at : NULL, &view, &err);
	if (e == CV_OK)
		e = reg_attention(view, 0, view->n_parties, t.on, days, &all, &err);
	t.view = view;
	t.end = REG_NOBODY;
	return e == CV_OK ? list(c, &t) : cli_fail_err(c, &err);
}

/* ---- the table -------------------------------------------------------------------------------------------------- */

static const struct {
	const char *word;
	size_t min_args, max_args; /* beside the word */
	const char *form;	   /* how it is written */
	const char *options;	   /* beside db and json, '|' between */
	int (*run)(struct cli *c);
} deed[] = {
	{ "check", 0, 0, "check --country CODE [--from X] [--sub-processors FILE.csv]",
		"country|role|as|kind|data|attributes|from|sub-processors|on", cli_onboard_check },
	{ "list", 0, 0, "list [--status S] [--attention]", "status|attention|within|on|known-at", cli_onboard_list },
	{ "show", 1, 1, "show PARTY", "within|on|known-at", cli_onboard_show },
	{ "move", 2, 2, "move PARTY STATUS [--override --reason TEXT --expires DATE]",
		"on|reason|within|override|expires|token-file", cli_onboard_move },
	{ "checklist", 1, 2, "checklist PARTY [ITEM --state done|open|not-needed]",
		"state|document|sha256|file|day|note|reason|token-file", cli_onboard_checklist },
	{ "override", 1, 1, "override PARTY --reason TEXT --expires DATE", "reason|expires|on|token-file",
		cli_onboard_override },
	{ "revoke", 1, 1, "revoke OVERRIDE", "on|reason|token-file", cli_onboard_revoke },
};

/* An option that another deed has says nothing here: refused, not passed over. */
static bool options_fit(struct cli *c, size_t i)
{
	for (size_t k = 0; k < c->n_given; k++) {
		const char *name = c->given[k].option->name;

		if (cv_listed("db|json", '|', name) || cv_listed(deed[i].options, '|', name))
			continue;
		cli_usage(c, "onboard %s takes no --%s", deed[i].word, name);
		return false;
	}
	return true;
}

static int run(struct cli *c)
{
	CV_AUTO(cv_str_finish) struct cv_str words = { 0 };
	size_t i = 0;

	while (i < CV_LEN(deed) && !cv_streq(c->arg[0], deed[i].word))
		i++;
	if (i == CV_LEN(deed)) {
		for (i = 0; i < CV_LEN(deed); i++)
			cv_str_printf(&words, "%s%s", i ? ", " : "", deed[i].word);
		return cli_usage(c, "\"%s\" is not known here; write one of %s", c->arg[0], cv_str_text(&words));
	}
	if (c->n_args - 1 < deed[i].min_args || c->n_args - 1 > deed[i].max_args)
		return cli_usage(c, "it is written: chapterv onboard %s", deed[i].form);
	return options_fit(c, i) ? deed[i].run(c) : CLI_FAILED;
}

static const struct cli_option option[] = {
	{ "country", "CODE", "check: where the vendor receives the data; the first is where it is established", true,
		0 },
	{ "role", "ROLE", "check: of the vendor, controller or processor (default)", false, 0 },
	{ "data", "KIND", "check: hr, non-hr or any (default)", false, 0 },
	{ "from", "X", "check: only from there: a party of ours or a country (default: every one of ours)", true, 0 },
	{ "sub-processors", "FILE", "check: the vendor's own list, CSV with whatever headers; - is stdin", false, 0 },
	{ "as", "ROLE", "check: our own role, controller (default) or processor", false, 0 },
	{ "kind", "KIND", "check: affiliate, service-provider (default), advisor, partner, authority", false, 0 },
	{ "attributes", "LIST", "check: what is known of the vendor: \"pipeda\", \"lgpd\" ...; ';' between", false, 0 },
	{ "status", "STATUS", "list: only those proposed, under-review, approved, active, suspended, ended", false, 0 },
	{ "attention", NULL, "list: only what wants attention; exit status 1 where there is any", false, 0 },
	{ "within", "DAYS", "list, show: what will be so within so many days counts, too (default 30)", false, 0 },
	{ "on", "DATE", "the day (default today, UTC)", false, 0 },
	{ "known-at", "INSTANT", "list, show: what the register knew then (default now)", false, 0 },
	{ "state", "STATE", "checklist: done, open or not-needed", false, 0 },
	{ "document", "REF", "checklist: where the evidence is kept", false, 0 },
	{ "sha256", "HEX", "checklist: SHA-256 of the document", false, 0 },
	{ "file", "PATH", "checklist: the document itself, of which the SHA-256 is kept", false, 0 },
	{ "day", "DATE", "checklist: when it was seen to (default today)", false, 0 },
	{ "note", "TEXT", "checklist: whatever else is to be said", false, 0 },
	{ "override", NULL, "move: open the gate all the same, with --reason and --expires", false, 0 },
	{ "expires", "DATE", "override: first day on which it no longer counts", false, 0 },
	CLI_OPT_TOKEN,
	CLI_OPT_REASON,
	CLI_OPT_JSON,
	CLI_OPT_DB,
	{ 0 },
};

const struct cli_command cli_onboard = {
	.name = "onboard",
	.arguments = "check|list|show|move|checklist|override|revoke ...",
	.summary = "bring a vendor in: the gate it passes, and what wants attention afterwards",
	.option = option,
	.min_args = 1,
	.max_args = 3,
	.run = run,
	.help = "A vendor (a service provider or an advisor) goes proposed, under-review, approved, active, and from\n"
		"there to suspended or ended. The way to approved and to active leads through a gate: every transfer\n"
		"to it and on from it is covered or none, its data processing agreement is on file where it is a\n"
		"processor, its other processors are known, and the checklist is seen to. Else whoever decides opens\n"
		"the gate with a reason and until a day: an override, which shows wherever the vendor does.\n"
		"\n"
		"  onboard check --country CODE    nothing on file yet: what would be needed, cheapest first,\n"
		"                                  leg by leg down to its own processors; exit status 0: nothing\n"
		"  onboard list                    all vendors, where they stand and what wants attention\n"
		"  onboard show PARTY              the gate, condition by condition; exit status 1: it is closed\n"
		"  onboard move PARTY STATUS       along the table of moves\n"
		"  onboard checklist PARTY         what is seen to and what is not, with the evidence\n"
		"  onboard checklist PARTY ITEM    record one: agreement, sub-processors, transfers,\n"
		"                                  impact-assessment, security, records, notices\n"
		"  onboard checklist PARTY decision   file who decided about a vendor that was in use before\n"
		"  onboard override PARTY          open the gate all the same\n"
		"  onboard revoke OVERRIDE         take that back\n"
		"\n"
		"Overrides and decisions bear the name of who may decide: once the register gave out tokens, one of\n"
		"role dpo or admin is asked for (CHAPTERV_TOKEN, or --token-file).\n"
		"\n"
		"What wants attention is worked out on the day: a vendor approved or in use that is no longer\n"
		"covered, an agreement that ended, an override that is over while it is still needed, and what\n"
		"will end soon.\n"
		"\n"
		"  chapterv onboard check --country IN --role processor --data non-hr --sub-processors list.csv\n"
		"  chapterv onboard checklist acme agreement --state done --document dpa.pdf --file dpa.pdf\n"
		"  chapterv onboard move acme approved --reason \"reviewed in March\"\n"
		"  chapterv onboard override acme --reason \"clauses are at the signatory\" --expires 2027-01-31\n"
		"  chapterv onboard list --attention --within 60\n",
};

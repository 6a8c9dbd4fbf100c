/* onboard: the deeds that change the register. */
#include "api/cli/onboard.h"

#include "api/clock.h"
#include "reports/onboard.h"

#include <stdio.h>
#include <string.h>

enum { DOCUMENT_MAX = 256 * 1024 * 1024 };

/* One deed as a change of its own. */
struct deed {
	const char *word; /* for the note of the change */
	enum cv_err (*run)(struct cli *c, struct reg *r, void *ctx, int64_t *ret_n, struct cv_error *err);
	void *ctx;
};

static enum cv_err change(struct cli *c, struct reg *r, const struct deed *d, int64_t *ret_n, struct cv_error *err)
{
	struct reg_actor actor = cli_actor(c);
	char note[200];
	enum cv_err e;

	snprintf(note, sizeof(note), "onboard %s %.80s", d->word, c->arg[1]);
	TRY(reg_begin(r, &actor, note, err));
	e = d->run(c, r, d->ctx, ret_n, err);
	if (e == CV_OK)
		e = reg_commit(r, NULL, err);
	reg_rollback(r);
	return e;
}

/* ---- move ------------------------------------------------------------------------------------------------------- */

struct moving {
	cv_day on, expires; /* expires known: the gate is opened all the same until then */
};

/* An override and the step it is for are one change. */
static enum cv_err move(struct cli *c, struct reg *r, void *ctx, int64_t *ret_n, struct cv_error *err)
{
	const struct moving *m = ctx;

	if (cv_day_known(m->expires))
		TRY(reg_vendor_override(r, c->arg[1], cli_value(c, "reason"), cli_actor(c).who, api_today(),
			m->expires, ret_n, err));
	return reg_vendor_move(r, c->arg[1], c->arg[2], m->on, ret_n, err);
}

/* False: what was given does not go together. */
static bool move_said(struct cli *c, struct moving *m)
{
	bool override = cli_has(c, "override");

	const char *wrong = NULL;

	if (override && !(cli_has(c, "reason") && cli_has(c, "expires")))
		wrong = "--override needs --reason TEXT and --expires DATE";
	else if (!override && (cli_has(c, "expires") || cli_has(c, "token-file")))
		wrong = "--expires and --token-file go with --override";
	if (wrong) {
		cli_usage(c, "%s", wrong);
		return false;
	}
	return cli_day(c, "on", &m->on) && cli_day(c, "expires", &m->expires);
}

int cli_onboard_move(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	struct moving m = { api_today(), CV_DAY_NONE };
	struct cv_error err = { 0 };
	int64_t n;
	enum cv_err e;

	if (!move_said(c, &m))
		return CLI_FAILED;
	e = cli_open(c, REG_WRITE, &r, &err);
	if (e == CV_OK && cv_day_known(m.expires))
		e = cli_decider(c, r, &err);
	if (e == CV_OK)
		e = change(c, r, &(struct deed){ "move", move, &m }, &n, &err);
	if (e == CV_E_GATE) { /* a good answer that is no */
		cli_fail_err(c, &err);
		return CLI_NO;
	}
	if (e != CV_OK)
		return cli_fail_err(c, &err);
	if (!cli_has(c, "json")) {
		cv_str_printf(&c->out, "%s is %s\n", c->arg[1], c->arg[2]);
		return CLI_YES;
	}
	(void)cli_onboard_tell(c, r, c->arg[1], m.on, NULL);
	return CLI_YES;
}

/* ---- checklist -------------------------------------------------------------------------------------------------- */

static enum cv_err check(struct cli *c, struct reg *r, void *ctx, int64_t *ret_n, struct cv_error *err)
{
	return reg_vendor_check(r, c->arg[1], ctx, ret_n, err);
}

static int show_checklist(struct cli *c, struct reg *r, int only)
{
	CV_AUTO(cli_view_drop) struct reg_view *view = NULL;
	struct cv_json j = cv_json_to(&c->out);
	struct cv_error err = { 0 };
	uint32_t party;

	if (reg_view_load(r, NULL, &view, &err) != CV_OK || cli_party(view, c->arg[1], &party, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (cli_has(c, "json")) {
		rep_checklist_json(view, party, &j);
		cv_str_putc(&c->out, '\n');
	} else {
		rep_checklist_text(view, party, only, &c->out);
	}
	return CLI_YES;
}

/* The document is looked at here and now; only its hash is kept. */
static bool hash_said(struct cli *c, struct reg_check_in *in, char hash[REG_DOCUMENT_HASH])
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	const char *path = cli_value(c, "file");
	struct cv_error err = { 0 };

	if (path == NULL)
		return true;
	if (in->sha256) {
		cli_usage(c, "--sha256 and --file say the same thing: give one of them");
		return false;
	}
	if (cli_read(path, DOCUMENT_MAX, &text, &err) != CV_OK) {
		cli_fail_err(c, &err);
		return false;
	}
	reg_document_hash(cv_str_text(&text), text.len, hash);
	in->sha256 = hash;
	if (in->document == NULL)
		in->document = path;
	return true;
}

static int set_check(struct cli *c, struct reg_check_in *in)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	struct cv_error err = { 0 };
	int64_t n;
	enum cv_err e = cli_open(c, REG_WRITE, &r, &err);

	if (e == CV_OK && cv_streq(in->item, REG_DECISION))
		e = cli_decider(c, r, &err);
	in->who = cli_actor(c).who;
	if (e == CV_OK)
		e = change(c, r, &(struct deed){ "checklist", check, in }, &n, &err);
	return e == CV_OK ? show_checklist(c, r, reg_check_item_find(in->item)) : cli_fail_err(c, &err);
}

int cli_onboard_checklist(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	struct reg_check_in in = { .item = c->arg[1],
		.state = cli_value(c, "state"),
		.document = cli_value(c, "document"),
		.sha256 = cli_value(c, "sha256"),
		.note = cli_value(c, "note") };
	char hash[REG_DOCUMENT_HASH], day[CV_DAY_TEXT];
	cv_day on = api_today();
	struct cv_error err = { 0 };

	if (!cli_day(c, "day", &on) || !hash_said(c, &in, hash))
		return CLI_FAILED;
	if (c->n_args == 2) {
		if (in.state || in.document || in.sha256 || in.note || cli_has(c, "day"))
			return cli_usage(
				c, "which item? It is written: chapterv onboard checklist PARTY ITEM --state STATE");
		return cli_open(c, REG_READ, &r, &err) == CV_OK ? show_checklist(c, r, -1) : cli_fail_err(c, &err);
	}
	if (in.state == NULL)
		return cli_usage(c, "in which state is it? --state done, open or not-needed");
	in.item = c->arg[2];
	in.day = cv_day_text(on, day);
	return set_check(c, &in);
}

/* ---- overrides -------------------------------------------------------------------------------------------------- */

struct span {
	cv_day from, until;
};

static enum cv_err grant(struct cli *c, struct reg *r, void *ctx, int64_t *ret_n, struct cv_error *err)
{
	const struct span *s = ctx;

	return reg_vendor_override(
		r, c->arg[1], cli_value(c, "reason"), cli_actor(c).who, s->from, s->until, ret_n, err);
}

static enum cv_err revoke(struct cli *c, struct reg *r, void *ctx, int64_t *ret_n, struct cv_error *err)
{
	return reg_vendor_revoke(r, c->arg[1], ((const struct span *)ctx)->from, ret_n, err);
}

/* The override of that number, as it is now. */
static int tell_override(struct cli *c, struct reg *r, int64_t n, cv_day on)
{
	CV_AUTO(cli_view_drop) struct reg_view *view = NULL;
	struct cv_json j = cv_json_to(&c->out);
	struct cv_error err = { 0 };
	const struct reg_override_v *o = NULL;
	char from[CV_DAY_TEXT], until[CV_DAY_TEXT];

	if (reg_view_load(r, NULL, &view, &err) != CV_OK)
		return cli_fail_err(c, &err);
	for (uint32_t i = 0; i < view->desk->n_overrides && o == NULL; i++)
		if (view->desk->override[i].n == n)
			o = &view->desk->override[i];
	if (o == NULL)
		return cli_fail(c, "the override that was recorded is not there");
	if (cli_has(c, "json")) {
		rep_override_json(view, o, on, &j);
		cv_str_putc(&c->out, '\n');
		return CLI_YES;
	}
	cv_str_printf(&c->out, "%s: the gate of %s is open from %s until %s, by %s: %s\n", o->id,
		view->party[o->party].id, cv_day_text(o->granted, from), cv_day_text(reg_override_over(o), until),
		o->granted_by, o->reason);
	return CLI_YES;
}

static int over(struct cli *c, const struct deed *d, cv_day on)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	struct cv_error err = { 0 };
	int64_t n = 0;
	enum cv_err e = cli_open(c, REG_WRITE, &r, &err);

	if (e == CV_OK)
		e = cli_decider(c, r, &err);
	if (e == CV_OK)
		e = change(c, r, d, &n, &err);
	return e == CV_OK ? tell_override(c, r, n, on) : cli_fail_err(c, &err);
}

int cli_onboard_override(struct cli *c)
{
	struct span s = { api_today(), CV_DAY_EVER };

	if (!cli_has(c, "reason") || !cli_has(c, "expires"))
		return cli_usage(c, "an override needs --reason TEXT and --expires DATE");
	if (!cli_day(c, "on", &s.from) || !cli_day(c, "expires", &s.until))
		return CLI_FAILED;
	return over(c, &(struct deed){ "override", grant, &s }, s.from);
}

int cli_onboard_revoke(struct cli *c)
{
	struct span s = { api_today(), CV_DAY_EVER };

	if (!cli_day(c, "on", &s.from))
		return CLI_FAILED;
	return over(c, &(struct deed){ "revoke", revoke, &s }, s.from);
}

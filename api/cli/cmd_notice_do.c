/* notice draft, receive, announce, ...: what changes the register. */
#include "api/cli/inquiry.h"
#include "api/cli/notice.h"

#include "api/clock.h"

#include <stdio.h>
#include <string.h>

/* What is done within one change. */
typedef enum cv_err deed_fn(struct cli *c, struct reg *r, void *ctx, struct cv_error *err);

static enum cv_err within(struct cli *c, struct reg *r, deed_fn *fn, void *ctx, struct cv_error *err)
{
	struct reg_actor actor = cli_actor(c);
	char note[160];
	enum cv_err e;

	snprintf(note, sizeof(note), "notice %.40s %.80s", c->arg[0], c->n_args > 1 ? c->arg[1] : "");
	TRY(reg_begin(r, &actor, note, err));
	e = fn(c, r, ctx, err);
	if (e == CV_OK)
		e = reg_commit(r, NULL, err);
	reg_rollback(r);
	return e;
}

/* Done: the notice as it is, and what to say of it. */
static int done(struct cli *c, struct reg *r, const char *id, const char *words)
{
	struct cv_error err = { 0 };

	if (!cli_has(c, "json"))
		cv_str_printf(&c->out, "%s\n", words);
	return cli_notice_after(c, r, id, &err) == CV_OK ? CLI_YES : cli_fail_err(c, &err);
}

static const char *who(struct cli *c)
{
	return cli_actor(c).who;
}

/* ---- draft, receive ---- */

struct writing {
	const char *cell[REG_COLUMNS_MAX];
	char id[72];
	bool vendors;
};

static void given(struct cli *c, struct writing *w)
{
	static const struct {
		const char *option;
		int column;
	} of[] = { { "change", REG_N_CHANGE }, { "subject", REG_N_SUBJECT }, { "name", REG_N_SUBJECT_NAME },
		{ "replaces", REG_N_REPLACES }, { "country", REG_N_COUNTRY }, { "what", REG_N_WHAT },
		{ "mechanism", REG_N_MECHANISM }, { "effective", REG_N_EFFECTIVE }, { "note", REG_N_NOTE } };

	for (size_t i = 0; i < CV_LEN(of); i++)
		w->cell[of[i].column] = cli_value(c, of[i].option);
	if (!w->vendors)
		return;
	w->cell[REG_N_VENDOR] = cli_value(c, "vendor");
	w->cell[REG_N_ANNOUNCED] = cli_value(c, "received");
	w->cell[REG_N_DEADLINE] = cli_value(c, "deadline");
	w->cell[REG_N_SOURCE] = cli_value(c, "source");
}

static enum cv_err write_it(struct cli *c, struct reg *r, void *ctx, struct cv_error *err)
{
	struct writing *w = ctx;
	const char *id;

	if (w->vendors)
		TRY(reg_notice_receive(r, w->cell, &id, err));
	else
		TRY(reg_notice_draft(r, c->n_args > 1 ? c->arg[1] : "", w->cell, &id, err));
	snprintf(w->id, sizeof(w->id), "%s", id);
	return CV_OK;
}

int cli_notice_draft(struct cli *c, struct reg *r)
{
	struct writing w = { .vendors = false };
	struct cv_error err = { 0 };
	char words[256];

	given(c, &w);
	if (within(c, r, write_it, &w, &err) != CV_OK)
		return cli_fail_err(c, &err);
	snprintf(words, sizeof(words), "draft %s; look at it with: chapterv notice show %s", w.id, w.id);
	return done(c, r, w.id, words);
}

int cli_notice_receive(struct cli *c, struct reg *r)
{
	CV_AUTO(reg_notice_finish) struct reg_notice n = { 0 };
	struct writing w = { .vendors = true };
	struct cv_error err = { 0 };
	char words[256];

	given(c, &w);
	if (within(c, r, write_it, &w, &err) != CV_OK || reg_notice_load(r, w.id, api_today(), &n, &err) != CV_OK)
		return cli_fail_err(c, &err);
	snprintf(words, sizeof(words), "notice %s of %.100s; our last day to object is %s", w.id, n.vendor,
		n.row.cell[REG_N_DEADLINE]);
	return done(c, r, w.id, words);
}

/* ---- announce ---- */

static enum cv_err announce(struct cli *c, struct reg *r, void *ctx, struct cv_error *err)
{
	void *folder = (void *)(uintptr_t)cli_templates(c); /* only read */
	const cv_day *on = ctx;

	return reg_notice_announce(r, c->arg[1], *on, rep_notice_letter, folder, err);
}

/* What somebody should know who has just announced it. */
static void warn(struct cli *c, const struct reg_notice *n)
{
	const char *const *cell = n->row.cell;
	bool open = strstr(cell[REG_N_MECHANISM], "not-covered") || strstr(cell[REG_N_MECHANISM], "needs-review");
	char day[CV_DAY_TEXT];
	size_t lost = 0;

	for (size_t i = 0; i < n->n_told; i++)
		lost += *n->told[i].address == '\0';
	if (n->n_told == 0)
		cli_say(c, "nobody is told: no contract with a customer is on file");
	if (lost > 0)
		cli_say(c, "%zu of %zu customers have no address on file: their letters must go another way", lost,
			n->n_told);
	if (cv_day_known(n->effective) && n->effective.n < n->first.n)
		cli_say(c,
			"it is to be effective on %s, sooner than customers were promised: it may become so on %s at "
			"the earliest",
			cell[REG_N_EFFECTIVE], cv_day_text(n->first, day));
	if (*cell[REG_N_WHAT] == '\0')
		cli_say(c, "the letters do not say what %s does: nothing about it is on file", n->subject);
	if (*cell[REG_N_COUNTRY] == '\0')
		cli_say(c, "the letters do not say where %s processes: no country is on file", n->subject);
	if (!cv_streq(cell[REG_N_CHANGE], "removed") && (open || *cell[REG_N_MECHANISM] == '\0'))
		cli_say(c, "the letters do not name all that covers the transfer: %s",
			open ? cell[REG_N_MECHANISM] : "nothing is on file");
}

int cli_notice_announce(struct cli *c, struct reg *r)
{
	CV_AUTO(reg_notice_finish) struct reg_notice n = { 0 };
	cv_day on = CV_DAY_NONE; /* today of the change */
	struct cv_error err = { 0 };
	char words[320], first[CV_DAY_TEXT];
	size_t waiting = 0;
	int len;

	if (!cli_day(c, "on", &on))
		return CLI_FAILED;
	if (within(c, r, announce, &on, &err) != CV_OK || reg_notice_load(r, c->arg[1], api_today(), &n, &err) != CV_OK)
		return cli_fail_err(c, &err);
	warn(c, &n);
	for (size_t i = 0; i < n.n_told; i++)
		waiting += !cv_streq(n.told[i].state, "sent");
	len = snprintf(words, sizeof(words),
		"notice %.64s is announced: objections until %s, it may become effective on %s at the earliest; ",
		c->arg[1], n.row.cell[REG_N_DEADLINE], cv_day_text(n.first, first));
	if (waiting == 0 && n.n_told > 0)
		snprintf(words + len, sizeof(words) - (size_t)len, "%zu letter%s count%s as sent, by hand", n.n_told,
			n.n_told == 1 ? "" : "s", n.n_told == 1 ? "s" : "");
	else
		snprintf(words + len, sizeof(words) - (size_t)len, "%zu letter%s wait%s: chapterv notice send %.64s",
			waiting, waiting == 1 ? "" : "s", waiting == 1 ? "s" : "", c->arg[1]);
	return done(c, r, c->arg[1], words);
}

/* ---- effective, withdraw, decide ---- */

struct beginning {
	cv_day on, planned; /* planned: as it was announced */
};

static enum cv_err effective(struct cli *c, struct reg *r, void *ctx, struct cv_error *err)
{
	CV_AUTO(reg_notice_finish) struct reg_notice n = { 0 };
	struct beginning *b = ctx;

	TRY(reg_notice_load(r, c->arg[1], b->on, &n, err));
	b->planned = n.effective;
	return reg_notice_effective(r, c->arg[1], b->on, err);
}

int cli_notice_effective(struct cli *c, struct reg *r)
{
	CV_AUTO(reg_notice_finish) struct reg_notice n = { 0 };
	struct beginning b = { api_today(), CV_DAY_NONE };
	struct cv_error err = { 0 };
	char words[128], day[CV_DAY_TEXT];
	size_t waiting = 0;

	if (!cli_day(c, "on", &b.on))
		return CLI_FAILED;
	if (within(c, r, effective, &b, &err) != CV_OK || reg_notice_load(r, c->arg[1], b.on, &n, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (b.planned.n > b.on.n)
		cli_say(c, "it was announced for %s: customers were told a later day", cv_day_text(b.planned, day));
	for (size_t i = 0; i < n.n_told; i++)
		waiting += !cv_streq(n.told[i].state, "sent");
	if (waiting > 0)
		cli_say(c, "%zu of %zu letters were not sent: chapterv notice outbox %s", waiting, n.n_told, c->arg[1]);
	if (n.overridden && n.outgoing)
		cli_say(c, "by the override %s of %s: %s", n.overridden->cell[REG_V_ID],
			n.overridden->cell[REG_V_GRANTED_BY], n.overridden->cell[REG_V_REASON]);
	snprintf(words, sizeof(words), "notice %.64s is effective from %s", c->arg[1], cv_day_text(b.on, day));
	return done(c, r, c->arg[1], words);
}

/* Ids, each with its NUL: nothing is changed while they are read. */
static enum cv_err made_itself(void *ctx, const struct reg_notice *n, struct cv_error *err)
{
	struct cv_str *ids = ctx;

	if (cv_streq(n->row.cell[REG_N_STATE], "draft") && cv_streq(n->row.cell[REG_N_SOURCE], REG_BY_ITSELF))
		cv_str_add(ids, n->row.cell[REG_N_ID], strlen(n->row.cell[REG_N_ID]) + 1);
	return ids->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

static enum cv_err withdraw(struct cli *c, struct reg *r, void *ctx, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str ids = { 0 };
	size_t *n = ctx;

	for (size_t i = 1; i < c->n_args; i++)
		cv_str_add(&ids, c->arg[i], strlen(c->arg[i]) + 1);
	if (cli_has(c, "drafts"))
		TRY(reg_notice_each(r, api_today(), made_itself, &ids, err));
	if (ids.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	for (const char *id = ids.data; id && id < ids.data + ids.len; id += strlen(id) + 1, (*n)++)
		TRY(reg_notice_withdraw(r, id, cli_value(c, "reason"), err));
	return CV_OK;
}

int cli_notice_withdraw(struct cli *c, struct reg *r)
{
	struct cv_error err = { 0 };
	char words[128];
	size_t n = 0;

	if (cli_value(c, "reason") == NULL)
		return cli_usage(c, "notice withdraw: why? --reason TEXT");
	if ((c->n_args > 1) == cli_has(c, "drafts"))
		return cli_usage(c, "notice withdraw: which? Their ids, or --drafts");
	if (within(c, r, withdraw, &n, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (c->n_args != 2) {
		if (!cli_has(c, "json"))
			cv_str_printf(&c->out, "%zu notice%s withdrawn\n", n, n == 1 ? " is" : "s are");
		return CLI_YES;
	}
	snprintf(words, sizeof(words), "notice %.64s is withdrawn", c->arg[1]);
	return done(c, r, c->arg[1], words);
}

static enum cv_err decide(struct cli *c, struct reg *r, void *ctx, struct cv_error *err)
{
	const char *note = cli_value(c, "note");

	return reg_notice_decide(r, c->arg[1], cli_has(c, "accept"), *(const cv_day *)ctx, who(c),
		note ? note : cli_value(c, "reason"), err);
}

int cli_notice_decide(struct cli *c, struct reg *r)
{
	cv_day on = api_today();
	struct cv_error err = { 0 };
	char words[128];

	if (cli_has(c, "accept") == cli_has(c, "object"))
		return cli_usage(c, "notice decide: say --accept or --object");
	if (!cli_day(c, "on", &on))
		return CLI_FAILED;
	if (within(c, r, decide, &on, &err) != CV_OK)
		return cli_fail_err(c, &err);
	snprintf(words, sizeof(words), "notice %.64s is %s", c->arg[1],
		cli_has(c, "accept") ? "accepted" : "objected to");
	return done(c, r, c->arg[1], words);
}

/* ---- answers of customers, overrides ---- */

struct answering {
	cv_day day;
	bool agrees;
	char id[72]; /* of what was recorded */
};

static enum cv_err answer(struct cli *c, struct reg *r, void *ctx, struct cv_error *err)
{
	struct answering *a = ctx;
	const char *id;

	if (a->agrees)
		TRY(reg_notice_agree(r, c->arg[1], cli_value(c, "customer"), a->day, &id, err));
	else
		TRY(reg_notice_object(
			r, c->arg[1], cli_value(c, "customer"), a->day, cli_value(c, "reason"), &id, err));
	snprintf(a->id, sizeof(a->id), "%s", id);
	return CV_OK;
}

static int answered(struct cli *c, struct reg *r, bool agrees)
{
	struct answering a = { .day = api_today(), .agrees = agrees };
	struct cv_error err = { 0 };
	char words[256];

	if (!cli_day(c, "received", &a.day))
		return CLI_FAILED;
	if (within(c, r, answer, &a, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (agrees)
		snprintf(words, sizeof(words), "the consent is on file: %s", a.id);
	else
		snprintf(words, sizeof(words),
			"objection %s; settle it with: chapterv notice settle %s --outcome withdrawn|workaround|exit",
			a.id, a.id);
	return done(c, r, c->arg[1], words);
}

int cli_notice_object(struct cli *c, struct reg *r)
{
	return answered(c, r, false);
}

int cli_notice_agree(struct cli *c, struct reg *r)
{
	return answered(c, r, true);
}

static enum cv_err settle(struct cli *c, struct reg *r, void *ctx, struct cv_error *err)
{
	const char *note = cli_value(c, "note");

	return reg_notice_settle(r, c->arg[1], cli_value(c, "outcome"), *(const cv_day *)ctx, who(c),
		note ? note : cli_value(c, "reason"), err);
}

int cli_notice_settle(struct cli *c, struct reg *r)
{
	struct cv_json j = cv_json_to(&c->out);
	cv_day on = api_today();
	struct cv_error err = { 0 };

	if (cli_value(c, "outcome") == NULL)
		return cli_usage(c, "notice settle: --outcome withdrawn, workaround or exit");
	if (!cli_day(c, "on", &on))
		return CLI_FAILED;
	if (within(c, r, settle, &on, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (!cli_has(c, "json")) {
		cv_str_printf(&c->out, "objection %s is settled: %s\n", c->arg[1], cli_value(c, "outcome"));
		return CLI_YES;
	}
	cv_json_open(&j, '{');
	cv_json_kv(&j, "id", c->arg[1]);
	cv_json_kv(&j, "outcome", cli_value(c, "outcome"));
	cv_json_close(&j, '}');
	cv_str_putc(&c->out, '\n');
	return CLI_YES;
}

static enum cv_err override(struct cli *c, struct reg *r, void *ctx, struct cv_error *err)
{
	struct answering *a = ctx;
	const char *id;

	TRY(reg_notice_override(r, c->arg[1], cli_value(c, "reason"), a->day, who(c), &id, err));
	snprintf(a->id, sizeof(a->id), "%s", id);
	return CV_OK;
}

int cli_notice_override(struct cli *c, struct reg *r)
{
	struct answering a = { .day = CV_DAY_NONE };
	struct cv_error err = { 0 };
	char words[256];

	if (cli_value(c, "reason") == NULL || cli_value(c, "expires") == NULL)
		return cli_usage(c, "notice override: --reason TEXT and --expires DATE are needed");
	if (!cli_day(c, "expires", &a.day))
		return CLI_FAILED;
	if (cli_decider(c, r, &err) != CV_OK || within(c, r, override, &a, &err) != CV_OK)
		return cli_fail_err(c, &err);
	snprintf(words, sizeof(words), "the deadline of notice %.64s is overridden until %s: %s", c->arg[1],
		cli_value(c, "expires"), a.id);
	return done(c, r, c->arg[1], words);
}

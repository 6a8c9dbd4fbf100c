/* inquiry open, extend, identity, assign, close: what changes a record. */
#include "api/cli/inquiry.h"

#include "api/clock.h"
#include "registry/pages.h"
#include "reports/reports.h"

#include <stdlib.h>
#include <string.h>

/* One deed, inside a change of its own. */
struct deed {
	struct cli *c;
	struct cv_arena arena;
	struct reg_copy inquiry; /* of all but open */
	char id[REG_DESK_ID];	 /* of one that was opened */
	cv_day on, today;
};

typedef enum cv_err deed_fn(struct deed *d, struct reg *r, struct cv_error *err);

static enum cv_err within(struct deed *d, struct reg *r, const char *note, deed_fn *fn, struct cv_error *err)
{
	struct reg_actor actor = cli_actor(d->c);
	enum cv_err e;

	TRY(reg_begin(r, &actor, note, err));
	e = d->c->n_args > 1 ? reg_inquiry_find(r, d->c->arg[1], &d->arena, &d->inquiry, err) : CV_OK;
	if (e == CV_OK)
		e = fn(d, r, err);
	if (e == CV_OK)
		e = reg_commit(r, NULL, err);
	reg_rollback(r);
	return e;
}

struct saying {
	struct cli *c;
	const char *home;
	cv_day today;
};

static enum cv_err say_one(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct saying *s = ctx;
	struct cv_json j = cv_json_to(&s->c->out);
	CV_AUTO(cv_str_finish) struct cv_str words = { 0 };
	struct reg_due due;

	CV_UNUSED(err);
	if (cli_has(s->c, "json")) {
		rep_record_json(v, 0, &j);
		cv_str_putc(&s->c->out, '\n');
		return CV_OK;
	}
	reg_due_on(cli_pack(s->c), s->home, &v->record, s->today, &due);
	if (due.open)
		cli_due_words(&due, &words);
	else
		cv_str_puts(&words, v->record.cell[reg_column_index(REG_INQUIRIES, "state")]);
	if (s->c->n_args == 1)
		cv_str_printf(&s->c->out, "%s\n", v->record.cell[0]);
	cli_say(s->c, "%s: %s", v->record.cell[0], cv_str_text(&words));
	return CV_OK;
}

static int deed(struct cli *c, struct reg *r, const char *note, deed_fn *fn)
{
	struct deed d = { .c = c, .on = api_today(), .today = api_today() };
	struct saying s = { .c = c, .today = d.today };
	struct cv_error err = { 0 };
	char *home = NULL;
	bool found;
	enum cv_err e;

	if (!cli_day(c, "on", &d.on))
		return CLI_FAILED;
	e = within(&d, r, note, fn, &err);
	if (e == CV_OK)
		e = cli_home(r, &home, &err);
	s.home = home;
	if (e == CV_OK)
		e = reg_get(r, REG_INQUIRIES, *d.id ? d.id : reg_copied(&d.inquiry, "id"), INT64_MAX, say_one, &s,
			&found, &err);
	free(home);
	cv_arena_finish(&d.arena);
	return e == CV_OK ? CLI_YES : cli_fail_err(c, &err);
}

/* ---- open ----------------------------------------------------------------------------------------------------- */

/* Whom --about means: a party, else a country. */
static enum cv_err about(
	struct deed *d, struct reg *r, struct reg_said *party, struct reg_said *country, struct cv_error *err)
{
	const char *text = cli_value(d->c, "about"), *id;
	CV_AUTO(cv_str_finish) struct cv_str code = { 0 };
	int matches;

	if (text == NULL)
		return CV_OK;
	if (party->value || country->value)
		return cv_fail_at(err, CV_E_USAGE, "about", "--about says it, or --about-party and --about-country do");
	TRY(reg_find_party(r, text, &matches, &id, err));
	if (matches > 1)
		return cv_fail_at(err, CV_E_AMBIGUOUS, "about", "--about '%s' could be %s: write the id", text, id);
	if (matches == 1)
		party->value = text;
	else if (reg_cell(reg_pack(r), REG_INQUIRIES, reg_column_index(REG_INQUIRIES, "about_country"), text,
			 strlen(text), &code, NULL) == CV_OK)
		country->value = text;
	else
		return cv_fail_at(err, CV_E_NOT_FOUND, "about",
			"--about '%s' is no party on file and no country; leave it out where the register does not "
			"know whom it is about, and write --question",
			text);
	return CV_OK;
}

static enum cv_err open_one(struct deed *d, struct reg *r, struct cv_error *err)
{
	struct cli *c = d->c;
	struct reg_said said[] = { { "about_party", cli_value(c, "about-party") },
		{ "about_country", cli_value(c, "about-country") }, { "asked_by", cli_value(c, "asked-by") },
		{ "asker", cli_value(c, "asker") }, { "contact", cli_value(c, "contact") },
		{ "country", cli_value(c, "country") }, { "data", cli_value(c, "data") },
		{ "language", cli_value(c, "language") }, { "question", cli_value(c, "question") },
		{ "received", cli_value(c, "received") }, { "identity_asked", cli_value(c, "identity-asked") },
		{ "assigned", cli_value(c, "assigned") }, { "note", cli_value(c, "note") },
		{ "source", cli_value(c, "source") } };

	TRY(about(d, r, &said[0], &said[1], err));
	return reg_inquiry_open(r, said, CV_LEN(said), d->today, d->id, NULL, err);
}

int cli_inquiry_open(struct cli *c, struct reg *r)
{
	if (!cli_has(c, "asked-by"))
		return cli_usage(c, "who asks? --asked-by data-subject, customer, authority or colleague");
	return deed(c, r, "inquiry open", open_one);
}

/* ---- extend, identity, assign, close -------------------------------------------------------------------------- */

static enum cv_err extend_one(struct deed *d, struct reg *r, struct cv_error *err)
{
	return reg_inquiry_extend(r, &d->inquiry, d->on, cli_value(d->c, "reason"), d->today, err);
}

int cli_inquiry_extend(struct cli *c, struct reg *r)
{
	if (!cli_has(c, "reason"))
		return cli_usage(c, "why does it take longer? --reason TEXT, as the asker was told");
	return deed(c, r, "inquiry extend", extend_one);
}

static enum cv_err identify_one(struct deed *d, struct reg *r, struct cv_error *err)
{
	return reg_inquiry_identity(r, &d->inquiry, d->c->arg[2], d->on, d->today, err);
}

int cli_inquiry_identity(struct cli *c, struct reg *r)
{
	return deed(c, r, "inquiry identity", identify_one);
}

static enum cv_err assign_one(struct deed *d, struct reg *r, struct cv_error *err)
{
	return reg_inquiry_assign(r, &d->inquiry, d->c->arg[2], err);
}

int cli_inquiry_assign(struct cli *c, struct reg *r)
{
	return deed(c, r, "inquiry assign", assign_one);
}

static enum cv_err close_one(struct deed *d, struct reg *r, struct cv_error *err)
{
	return reg_inquiry_close(
		r, &d->inquiry, cli_value(d->c, "outcome"), cli_value(d->c, "note"), d->on, d->today, err);
}

int cli_inquiry_close(struct cli *c, struct reg *r)
{
	return deed(c, r, "inquiry close", close_one);
}

static enum cv_err reopen_one(struct deed *d, struct reg *r, struct cv_error *err)
{
	return reg_inquiry_reopen(r, &d->inquiry, err);
}

int cli_inquiry_reopen(struct cli *c, struct reg *r)
{
	return deed(c, r, "inquiry reopen", reopen_one);
}

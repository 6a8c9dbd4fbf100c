/* inquiry list, show: by when each is to be answered. */
#include "api/cli/inquiry.h"

#include "api/clock.h"
#include "reports/letters/inquiry.h"
#include "reports/reports.h"

#include <stdlib.h>
#include <string.h>

enum { DAYS_MAX = 3660 };

enum cv_err cli_home(struct reg *r, char **ret, struct cv_error *err)
{
	return reg_setting(r, "home", ret, err);
}

void cli_due_words(const struct reg_due *d, struct cv_str *out)
{
	char day[CV_DAY_TEXT], since[CV_DAY_TEXT];

	if (d->paused) {
		cv_str_printf(out, "paused since %s: identity is not proven", cv_day_text(d->since, since));
		return;
	}
	cv_str_printf(out, "due %s", cv_day_text(d->due, day));
	if (!d->open)
		return;
	if (d->overdue)
		cv_str_printf(out, ", OVERDUE by %d day%s", -d->left, d->left == -1 ? "" : "s");
	else
		cv_str_printf(out, ", %d day%s left%s", d->left, d->left == 1 ? "" : "s",
			d->left <= REP_SOON ? ", due soon" : "");
	if (d->latest.n != d->due.n)
		cv_str_printf(out, ", at the end of a week: %s is the latest", cv_day_text(d->latest, since));
	if (d->extended)
		cv_str_puts(out, ", extended");
	if (d->told_too_late)
		cv_str_puts(out, ", extended too late");
}

/* ---- list ----------------------------------------------------------------------------------------------------- */

struct listing {
	struct cli *c;
	struct reg *r;
	const struct law_pack *p;
	const char *home, *state;
	cv_day on;
	bool overdue, within, json;
	int days;
	struct cv_json j;
	size_t n;
};

static const char *cell(const struct reg_version *v, const char *column)
{
	return v->record.cell[reg_column_index(REG_INQUIRIES, column)];
}

static void one_json(struct listing *l, const struct reg_version *v, const struct reg_due *d)
{
	static const char *const column[] = { "id", "received", "asked_by", "asker", "about_party", "about_country",
		"data", "language", "state", "assigned", "closed", "outcome" };

	cv_json_open(&l->j, '{');
	for (size_t i = 0; i < CV_LEN(column); i++)
		cv_json_kv_opt(&l->j, column[i], cell(v, column[i]));
	rep_due_json(d, &l->j);
	cv_json_close(&l->j, '}');
}

static void one_text(struct listing *l, const struct reg_version *v, const struct reg_due *d)
{
	struct cv_str *out = &l->c->out;
	const char *party = cell(v, "about_party"), *country = cell(v, "about_country");

	cv_str_printf(out, "%-10s  %-8s  %-12s  about %s%s%s", cell(v, "id"), cell(v, "state"), cell(v, "asked_by"),
		*party		   ? party
			: *country ? ""
				   : "everybody",
		*party && *country ? " in " : "", country);
	cv_str_puts(out, "; received ");
	cv_str_puts(out, cell(v, "received"));
	if (d->open) {
		cv_str_puts(out, ", ");
		cli_due_words(d, out);
	} else if (*cell(v, "closed")) {
		cv_str_printf(out, ", closed %s (%s)", cell(v, "closed"), cell(v, "outcome"));
	}
	if (*cell(v, "assigned"))
		cv_str_printf(out, "; %s", cell(v, "assigned"));
	cv_str_putc(out, '\n');
}

static enum cv_err list_one(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct listing *l = ctx;
	struct reg_due d;

	CV_UNUSED(err);
	reg_due_on(l->p, l->home, &v->record, l->on, &d);
	if ((l->state && !cv_streq(l->state, cell(v, "state"))) || (l->overdue && !d.overdue) ||
		(l->within && !reg_due_within(&d, l->days)))
		return CV_OK;
	l->n++;
	if (l->json)
		one_json(l, v, &d);
	else
		one_text(l, v, &d);
	return CV_OK;
}

static bool read_days(struct cli *c, int *ret)
{
	int64_t days = *ret;
	bool good = cli_number(c, "due-within", "number of days", 0, DAYS_MAX, &days);

	*ret = (int)days;
	return good;
}

static bool read_state(struct cli *c)
{
	const char *state = cli_value(c, "state");

	if (state == NULL || cv_streq(state, "open") || cv_streq(state, "answered") || cv_streq(state, "closed"))
		return true;
	cli_usage(c, "--state \"%s\" is none of open, answered, closed", state);
	return false;
}

int cli_inquiry_list(struct cli *c, struct reg *r)
{
	struct listing l = { .c = c,
		.r = r,
		.p = cli_pack(c),
		.state = cli_value(c, "state"),
		.on = api_today(),
		.overdue = cli_has(c, "overdue"),
		.within = cli_has(c, "due-within"),
		.json = cli_has(c, "json"),
		.j = cv_json_to(&c->out) };
	struct cv_error err = { 0 };
	char *home = NULL;
	enum cv_err e;

	if (l.p == NULL || !cli_day(c, "on", &l.on) || !read_days(c, &l.days) || !read_state(c))
		return CLI_FAILED;
	e = cli_home(r, &home, &err);
	l.home = home;
	if (l.json)
		cv_json_open(&l.j, '[');
	if (e == CV_OK)
		e = reg_each(r, REG_INQUIRIES, CV_DAY_NONE, NULL, list_one, &l, &err);
	free(home);
	if (e != CV_OK)
		return cli_fail_err(c, &err);
	if (l.json) {
		cv_json_close(&l.j, ']');
		cv_str_putc(&c->out, '\n');
	} else if (l.n == 0) {
		cli_say(c, "no such inquiry");
	}
	return (l.overdue || l.within) && l.n > 0 ? CLI_NO : CLI_YES;
}

/* ---- show ----------------------------------------------------------------------------------------------------- */

struct showing {
	struct cli *c;
	const char *inquiry;
	struct cv_json *j; /* NULL: as text */
};

static const char *letter_of(const struct reg_record *r)
{
	const char *letter = r->cell[reg_column_index(REG_REPLIES, "letter")];

	return *letter ? letter : "(the letter was erased)";
}

static enum cv_err show_reply(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct showing *s = ctx;
	const struct reg_record *r = &v->record;

	CV_UNUSED(err);
	if (!cv_streq(r->cell[reg_column_index(REG_REPLIES, "inquiry")], s->inquiry))
		return CV_OK;
	if (s->j) {
		rep_record_json(v, 0, s->j);
		return CV_OK;
	}
	cv_str_printf(&s->c->out, "\nReply %s, given %s by %s, register change %s, law pack %s:\n\n%s\n", r->cell[0],
		r->cell[reg_column_index(REG_REPLIES, "given")], r->cell[reg_column_index(REG_REPLIES, "given_by")],
		r->cell[reg_column_index(REG_REPLIES, "register_seq")],
		r->cell[reg_column_index(REG_REPLIES, "law_pack")], letter_of(r));
	return CV_OK;
}

static void show_text(struct cli *c, const struct reg_copy *q, const struct reg_due *d)
{
	const struct reg_kind_info *info = reg_kind_info(REG_INQUIRIES);

	for (size_t i = 0; i < info->n; i++)
		if (*q->record.cell[i])
			cv_str_printf(&c->out, "%-17s %s\n", info->column[i].name, q->record.cell[i]);
	cv_str_printf(&c->out, "%-17s ", "time");
	cli_due_words(d, &c->out);
	cv_str_printf(&c->out, "\n%-17s %s\n", "by", d->term->source);
}

static void show_json(struct cli *c, const struct reg_copy *q, const struct reg_due *d, struct cv_json *j)
{
	const struct reg_kind_info *info = reg_kind_info(REG_INQUIRIES);

	CV_UNUSED(c);
	cv_json_open(j, '{');
	for (size_t i = 0; i < info->n; i++)
		cv_json_kv_opt(j, info->column[i].name, q->record.cell[i]);
	rep_due_json(d, j);
	cv_json_key(j, "replies");
	cv_json_open(j, '[');
}

int cli_inquiry_show(struct cli *c, struct reg *r)
{
	struct cv_json j = cv_json_to(&c->out);
	struct showing s = { .c = c, .j = cli_has(c, "json") ? &j : NULL };
	struct cv_arena arena = { 0 };
	struct cv_error err = { 0 };
	cv_day on = api_today();
	struct reg_copy q;
	struct reg_due d;
	char *home = NULL;
	enum cv_err e;

	if (!cli_day(c, "on", &on))
		return CLI_FAILED;
	e = reg_inquiry_find(r, c->arg[1], &arena, &q, &err);
	if (e == CV_OK)
		e = cli_home(r, &home, &err);
	if (e == CV_OK) {
		reg_due_on(reg_pack(r), home, &q.record, on, &d);
		s.inquiry = reg_copied(&q, "id");
		if (s.j)
			show_json(c, &q, &d, &j);
		else
			show_text(c, &q, &d);
		e = reg_each(r, REG_REPLIES, CV_DAY_NONE, NULL, show_reply, &s, &err);
	}
	if (e == CV_OK && s.j) {
		cv_json_close(&j, ']');
		cv_json_close(&j, '}');
		cv_str_putc(&c->out, '\n');
	}
	free(home);
	cv_arena_finish(&arena);
	return e == CV_OK ? CLI_YES : cli_fail_err(c, &err);
}

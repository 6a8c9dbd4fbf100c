/* notice list, show, letter: looking only. */
#include "api/cli/inquiry.h"
#include "api/cli/notice.h"

#include "api/clock.h"
#include "reports/letters/letters.h"

#include <stdlib.h>
#include <string.h>

/* ---- list ---- */

struct listing {
	struct cli *c;
	struct cv_json j;
	bool json;
	cv_day until; /* CV_DAY_NONE: all of them */
	size_t n;
};

static enum cv_err list_one(void *ctx, const struct reg_notice *n, struct cv_error *err)
{
	struct listing *l = ctx;
	const char *state = cli_value(l->c, "state"), *way = cli_value(l->c, "direction");

	CV_UNUSED(err);
	if ((state && !cv_streq(state, n->row.cell[REG_N_STATE])) ||
		(way && !cv_streq(way, n->row.cell[REG_N_DIRECTION])))
		return CV_OK;
	if (cv_day_known(l->until) && !(n->duty != REG_DUTY_NONE && cv_day_known(n->due) && n->due.n <= l->until.n))
		return CV_OK;
	l->n++;
	if (!l->json) {
		rep_notice_line(n, &l->c->out);
		return CV_OK;
	}
	cv_json_open(&l->j, '{');
	rep_notice_members(n, false, &l->j);
	cv_json_close(&l->j, '}');
	return CV_OK;
}

static bool one_of(struct cli *c, const char *option, const char *words)
{
	const char *value = cli_value(c, option);
	size_t n;

	if (value == NULL)
		return true;
	for (const char *p = words, *w; (w = cv_next(&p, '|', &n));)
		if (strlen(value) == n && memcmp(value, w, n) == 0)
			return true;
	cli_usage(c, "--%s \"%s\" is not known: write one of %s", option, value, words);
	return false;
}

static bool days_from_today(struct cli *c, cv_day *ret)
{
	int64_t days = -1;

	*ret = CV_DAY_NONE;
	if (!cli_number(c, "due-within", "number of days", 0, REG_DAYS_MAX, &days))
		return false;
	if (days >= 0)
		*ret = (cv_day){ api_today().n + (int32_t)days };
	return true;
}

int cli_notice_list(struct cli *c, struct reg *r)
{
	struct listing l = { .c = c, .j = cv_json_to(&c->out), .json = cli_has(c, "json") };
	struct cv_error err = { 0 };

	if (!one_of(c, "state", "draft|announced|effective|withdrawn") ||
		!one_of(c, "direction", "outgoing|incoming") || !days_from_today(c, &l.until))
		return CLI_FAILED;
	if (l.json)
		cv_json_open(&l.j, '[');
	if (reg_notice_each(r, api_today(), list_one, &l, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (l.json) {
		cv_json_close(&l.j, ']');
		cv_str_putc(&c->out, '\n');
	} else if (l.n == 0) {
		cli_say(c, cv_day_known(l.until) ? "nothing is due until then" : "there is no such notice");
	}
	return cv_day_known(l.until) && l.n > 0 ? CLI_NO : CLI_YES;
}

/* ---- show ---- */

static void put(struct cli *c, const struct reg_notice *n, const struct reg_outlook *o, cv_day on)
{
	struct cv_json j = cv_json_to(&c->out);

	if (!cli_has(c, "json")) {
		rep_notice_text(n, on, &c->out);
		rep_outlook_text(o, &c->out);
		return;
	}
	cv_json_open(&j, '{');
	rep_notice_members(n, true, &j);
	if (!n->outgoing) {
		cv_json_key(&j, "outlook");
		rep_outlook_json(o, &j);
	}
	cv_json_close(&j, '}');
	cv_str_putc(&c->out, '\n');
}

static enum cv_err show(struct cli *c, struct reg *r, const char *id, cv_day on, struct cv_error *err)
{
	CV_AUTO(cli_view_drop) struct reg_view *view = NULL;
	CV_AUTO(reg_notice_finish) struct reg_notice n = { 0 };
	CV_AUTO(reg_outlook_finish) struct reg_outlook o = { 0 };
	bool ahead;

	TRY(reg_notice_load(r, id, on, &n, err));
	ahead = !n.outgoing && cv_streq(n.row.cell[REG_N_STATE], "announced");
	if (ahead)
		TRY(reg_view_load(r, NULL, &view, err));
	if (ahead)
		TRY(reg_notice_outlook(view, &n, on, &o, err));
	put(c, &n, &o, on);
	return CV_OK;
}

int cli_notice_show(struct cli *c, struct reg *r)
{
	cv_day on = api_today();
	struct cv_error err = { 0 };

	if (!cli_day(c, "on", &on))
		return CLI_FAILED;
	return show(c, r, c->arg[1], on, &err) == CV_OK ? CLI_YES : cli_fail_err(c, &err);
}

enum cv_err cli_notice_after(struct cli *c, struct reg *r, const char *id, struct cv_error *err)
{
	CV_AUTO(reg_notice_finish) struct reg_notice n = { 0 };
	CV_AUTO(cli_view_drop) struct reg_view *view = NULL;
	CV_AUTO(reg_outlook_finish) struct reg_outlook o = { 0 };

	if (cli_has(c, "json"))
		return show(c, r, id, api_today(), err);
	TRY(reg_notice_load(r, id, api_today(), &n, err));
	if (n.outgoing || !cv_streq(n.row.cell[REG_N_STATE], "announced") || *n.row.cell[REG_N_DECISION])
		return CV_OK;
	TRY(reg_view_load(r, NULL, &view, err));
	TRY(reg_notice_outlook(view, &n, api_today(), &o, err));
	rep_outlook_text(&o, &c->out);
	return CV_OK;
}

/* ---- letter ---- */

static void set(struct cli *c, const char *letter, const char *language, bool html)
{
	CV_AUTO(cv_str_finish) struct cv_str title = { 0 };

	if (!html) {
		rep_letter_text(letter, REP_WIDTH, &c->out);
		return;
	}
	rep_letter_title(letter, &title);
	rep_letter_page(letter, language, cv_str_text(&title), &c->out);
	c->out.failed |= title.failed;
}

int cli_notice_letter(struct cli *c, struct reg *r)
{
	CV_AUTO(cv_str_finish) struct cv_str letter = { 0 };
	const char *format = cli_value(c, "format"), *language = "en";
	/* what the letter function gets is a folder, and never written to */
	void *folder = (void *)(uintptr_t)cli_templates(c);
	struct cv_json j = cv_json_to(&c->out);
	cv_day on = api_today();
	struct cv_error err = { 0 };

	if (!cli_day(c, "on", &on) || !one_of(c, "format", "text|html"))
		return CLI_FAILED;
	if (reg_notice_preview(r, c->arg[1], cli_value(c, "customer"), on, rep_notice_letter, folder, &language,
		    &letter, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (!cli_has(c, "json")) {
		set(c, cv_str_text(&letter), language, format && cv_streq(format, "html"));
		return CLI_YES;
	}
	cv_json_open(&j, '{');
	cv_json_kv(&j, "notice", c->arg[1]);
	cv_json_kv(&j, "language", language);
	cv_json_kv(&j, "letter", cv_str_text(&letter));
	cv_json_close(&j, '}');
	cv_str_putc(&c->out, '\n');
	return CLI_YES;
}

#include "api/cli/cli.h"
#include "api/clock.h"
#include "registry/core/country.h"
#include "reports/reports.h"

#include <stdlib.h>
#include <string.h>

static const struct cli_option option[] = {
	{ "from", "X", "only this exporter: a party, or a country to suppose one in", false, 0 },
	{ "on", "DATE", "the day the question is about (default today, UTC)", false, 0 },
	{ "known-at", "INSTANT", "what the register knew then (default now)", false, 0 },
	{ "data", "KIND", "hr, non-hr or any (default: as recorded)", false, 0 },
	{ "width", "COLUMNS", "columns of a line of text (default 78)", false, 0 },
	CLI_OPT_JSON,
	CLI_OPT_DB,
	{ 0 },
};

static void candidates(struct cli *c, const struct reg_answer *a)
{
	for (size_t i = 0; i < a->n_candidates; i++) {
		const char *code = law_place_code(a->view->pack, a->candidate[i].country);

		if (a->candidate[i].party == REG_NOBODY)
			cli_say(c, "  %-24s %s, the country", rep_candidate_id(a, i), rep_candidate_name(a, i));
		else
			cli_say(c, "  %-24s %s, %s", rep_candidate_id(a, i), rep_candidate_name(a, i),
				*code ? code : "country not on file");
	}
	cli_say(c, "Ask again with one of the words in the first column.");
}

/* The problem that the same question has over HTTP. */
static void candidates_json(struct cli *c, const struct reg_answer *a, const struct cv_error *err)
{
	struct cv_json j = cv_json_to(&c->out);

	cv_json_open(&j, '{');
	cv_json_key(&j, "type");
	cv_str_printf(&c->out, "\"/problems#%s\"", cv_err_name(err->code));
	j.first = false;
	cv_json_kv(&j, "title", cv_err_text(err->code));
	cv_json_kv_int(&j, "status", cv_err_http(err->code));
	cv_json_kv(&j, "detail", err->msg);
	cv_json_kv(&j, "parameter", err->field);
	rep_candidates_json(a, &j);
	cv_json_close(&j, '}');
	cv_str_putc(&c->out, '\n');
}

/* "Georgia" is answered as the country, and that is said. */
static void say_country(struct cli *c, const char *text, uint32_t party, law_place country, const struct reg_view *v)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };

	if (text == NULL || party != REG_NOBODY || cv_streq(text, law_place_code(v->pack, country)))
		return;
	cv_fold(text, strlen(text), &folded);
	if (cv_country_shared(cv_str_text(&folded)))
		cli_say(c, "\"%s\" is taken as the country %s here; other places have that name too.", text,
			law_place_code(v->pack, country));
}

static size_t width_said(const struct cli *c)
{
	const char *text = cli_value(c, "width");

	return text ? (size_t)strtoul(text, NULL, 10) : REP_WIDTH;
}

static int answer(struct cli *c, const struct reg_view *view, const struct reg_question *q)
{
	CV_AUTO(reg_answer_finish) struct reg_answer a = { 0 };
	struct cv_error err = { 0 };
	struct cv_json j = cv_json_to(&c->out);

	if (reg_ask(view, q, &a, &err) != CV_OK) {
		cli_fail_err(c, &err);
		if (err.code == CV_E_AMBIGUOUS && cli_has(c, "json"))
			candidates_json(c, &a, &err);
		else if (err.code == CV_E_AMBIGUOUS)
			candidates(c, &a);
		else if (cli_has(c, "known-at"))
			cli_say(c, "(the register as it was known at %s)", q->known_at);
		return CLI_FAILED;
	}
	say_country(c, q->to, a.to, a.to_country, view);
	say_country(c, q->from, a.from, a.from_country, view);
	if (cli_has(c, "json")) {
		rep_answer_json(&a, &j);
		cv_str_putc(&c->out, '\n');
	} else {
		rep_answer_text(&a, width_said(c), &c->out);
	}
	return a.outcome <= LAW_COVERED ? CLI_YES : CLI_NO;
}

static bool read_data(struct cli *c, struct reg_question *q)
{
	const char *data = cli_value(c, "data");

	q->data_said = data != NULL;
	if (data == NULL || law_data_parse(data, strlen(data), &q->data))
		return true;
	cli_usage(c, "--data \"%s\" is none of hr, non-hr, any", data);
	return false;
}

static bool width_fits(struct cli *c)
{
	const char *text = cli_value(c, "width");
	bool number = text && *text && strlen(text) <= 4 && text[strspn(text, "0123456789")] == '\0';

	if (text == NULL || (number && width_said(c) >= REP_WIDTH_MIN && width_said(c) <= REP_WIDTH_MAX))
		return true;
	cli_usage(c, "--width \"%s\" is not a number from %d to %d", text, REP_WIDTH_MIN, REP_WIDTH_MAX);
	return false;
}

static bool clean(struct cli *c, const char *what, const char *text)
{
	if (text == NULL || (*text && cv_text_clean(text, strlen(text))))
		return true;
	cli_usage(c, *text ? "%s is not text" : "%s is empty", what);
	return false;
}

static int ask(struct cli *c, struct reg_question *q, const char *known_at)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	CV_AUTO(cli_view_drop) struct reg_view *view = NULL;
	struct cv_error err = { 0 };

	if (cli_open(c, REG_READ, &r, &err) != CV_OK || reg_view_load(r, known_at, &view, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (known_at == NULL)
		q->known_at = cli_as_of(view, q->known_at);
	return answer(c, view, q);
}

static int run(struct cli *c)
{
	struct reg_question q = { .to = c->arg[0], .from = cli_value(c, "from"), .on = api_today() };
	char known_at[CV_INSTANT_TEXT], now[CV_INSTANT_TEXT];

	if (!cli_day(c, "on", &q.on) || !cli_instant(c, "known-at", known_at) || !read_data(c, &q) ||
		!clean(c, "TO", q.to) || !clean(c, "--from", q.from) || !width_fits(c))
		return CLI_FAILED;
	q.known_at = *known_at ? known_at : cv_instant_text(api_now_ms(), now);
	return ask(c, &q, *known_at ? known_at : NULL);
}

const struct cli_command cli_ask = {
	.name = "ask",
	.arguments = "TO",
	.summary = "which mechanism covers the transfer to TO, and why",
	.option = option,
	.min_args = 1,
	.max_args = 1,
	.run = run,
	.help =
		"TO is the id, the name or an alias of a party, or a country. A name that two\n"
		"parties or two countries have is not guessed: the candidates are listed, with\n"
		"--json as JSON. Georgia is the country, unless a party is called so. Without --from every\n"
		"exporter on file that sends data there is answered for; the worst outcome is\n"
		"the outcome.\n"
		"\n"
		"Exit status: 0 covered, or no mechanism needed; 1 not covered, or a person\n"
		"must look; 2 no answer.\n"
		"\n"
		"  chapterv ask acme --on 2020-07-20\n"
		"  chapterv ask \"Acme, Inc.\" --from IE --data hr --json\n"
		"  chapterv ask IN --on 2022-03-01 --known-at 2022-02-15\n",
};

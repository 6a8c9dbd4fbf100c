/* timeline: a party through the years. */
#include "api/cli/cli.h"

#include "api/cli/target.h"
#include "api/clock.h"
#include "reports/reports.h"
#include "reports/timeline.h"

#include <string.h>

static const struct cli_option option[] = {
	{ "on", "DATE", "up to that day (default today, UTC)", false, 0 },
	{ "known-at", "INSTANT", "what the register knew then (default now)", false, 0 },
	{ "format", "FORMAT", "text (the default), html, svg or json", false, 0 },
	{ "output", "FILE", "write there instead of to standard output", false, 'o' },
	CLI_OPT_JSON,
	CLI_OPT_DB,
	{ 0 },
};

/* A file of its own: nothing it needs is elsewhere. */
static const char head[] =
	"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style>"
	"body{font:15px/1.45 system-ui,\"Liberation Sans\",Arial,sans-serif;color:#1b1f24;background:#fff;"
	"margin:1.5rem;overflow-wrap:break-word}"
	"h1{font-size:1.4rem}h2{font-size:1.1rem}figure{margin:1rem 0}figure svg{width:100%;height:auto}"
	"table{border-collapse:collapse}caption{text-align:left;font-size:.85rem;padding:.3rem 0}"
	"th,td{text-align:left;vertical-align:top;padding:.25rem .8rem .25rem 0;border-bottom:1px solid #c9ced6}"
	"td.day{white-space:nowrap}"
	"@page{size:A4 landscape;margin:12mm}@media print{body{margin:0;font-size:9pt}tr,figure{break-inside:avoid}"
	"figure svg{max-height:15cm}}"
	"</style>\n<title>";

static void page(const struct rep_timeline *t, struct cv_str *out)
{
	cv_str_puts(out, head);
	rep_html(out, t->view->party[t->party].name);
	cv_str_puts(out, ": cover through the years</title>\n</head>\n<body>\n<main>\n");
	rep_timeline_html(t, out);
	cv_str_puts(out, "</main>\n</body>\n</html>\n");
}

static void json(const struct rep_timeline *t, struct cv_str *out)
{
	struct cv_json j = cv_json_to(out);

	rep_timeline_json(t, &j);
	cv_str_putc(out, '\n');
}

static void svg(const struct rep_timeline *t, struct cv_str *out)
{
	rep_timeline_svg(t, "timeline", true, out);
}

typedef void form_fn(const struct rep_timeline *t, struct cv_str *out);

static form_fn *form(struct cli *c)
{
	static const struct {
		const char *name;
		form_fn *fn;
	} known[] = { { "text", rep_timeline_text }, { "html", page }, { "svg", svg }, { "json", json } };
	const char *name = cli_value(c, "format");

	if (name && cli_has(c, "json") && !cv_streq(name, "json")) {
		cli_usage(c, "either --json or --format %s", name);
		return NULL;
	}
	if (name == NULL)
		name = cli_has(c, "json") ? "json" : "text";
	for (size_t i = 0; i < CV_LEN(known); i++)
		if (cv_streq(name, known[i].name))
			return known[i].fn;
	cli_usage(c, "--format \"%s\" is none of text, html, svg, json", name);
	return NULL;
}

static enum cv_err draw(
	struct cli *c, const struct reg_view *v, cv_day on, form_fn *fn, struct cv_str *out, struct cv_error *err)
{
	CV_AUTO(rep_timeline_finish) struct rep_timeline t = { 0 };
	uint32_t party;

	TRY(cli_party(v, c->arg[0], &party, err));
	TRY(rep_timeline(v, party, on, &t, err));
	fn(&t, out);
	return out->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

static int run(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	CV_AUTO(cli_view_drop) struct reg_view *view = NULL;
	CV_AUTO(cv_str_finish) struct cv_str file = { 0 };
	const char *path = cli_value(c, "output");
	char known_at[CV_INSTANT_TEXT];
	struct cv_error err = { 0 };
	form_fn *fn = form(c);
	cv_day on = api_today();
	enum cv_err e;

	if (fn == NULL || !cli_day(c, "on", &on) || !cli_instant(c, "known-at", known_at))
		return CLI_FAILED;
	e = cli_open(c, REG_READ, &r, &err);
	if (e == CV_OK)
		e = reg_view_load(r, *known_at ? known_at : NULL, &view, &err);
	if (e == CV_OK)
		e = draw(c, view, on, fn, path ? &file : &c->out, &err);
	if (e == CV_OK && path)
		e = cli_target_put(path, &file, &err);
	return e == CV_OK ? CLI_YES : cli_fail_err(c, &err);
}

const struct cli_command cli_timeline = {
	.name = "timeline",
	.arguments = "PARTY",
	.summary = "a party through the years: the outcome, each mechanism, the days on which the law changed",
	.option = option,
	.min_args = 1,
	.max_args = 1,
	.run = run,
	.help = "PARTY is an id or a name. From the first transfer to it up to the day: how the transfers stood, and\n"
		"when each mechanism covered, covered some of them, was open to question, or was on file without\n"
		"counting. As a picture the days of the law that concern it are marked; the page has the same as a\n"
		"table.\n"
		"\n"
		"  chapterv timeline brackenvault\n"
		"  chapterv timeline brackenvault --format html -o brackenvault.html\n",
};

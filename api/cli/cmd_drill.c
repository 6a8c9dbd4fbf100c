/* drill: what falls if a mechanism falls. */
#include "api/cli/cli.h"

#include "api/cli/pack_files.h"
#include "api/cli/target.h"
#include "api/clock.h"
#include "registry/cover.h"
#include "reports/drill.h"
#include "reports/reports.h"

#include <string.h>

static const struct cli_option option[] = {
	{ "end", "MECHANISM", "it ends: a slug, a family (scc, dpf, bcr ...) or the beginning of slugs and *", true,
		0 },
	{ "end-adequacy", "CC", "what finds that country adequate ends; EU:CC only under that regime", true, 0 },
	{ "pack", "FILE", "the law as another pack has it: a folder, or one table of it", false, 0 },
	{ "on", "DATE", "from that day on (default today, UTC)", false, 0 },
	{ "known-at", "INSTANT", "what the register knew then (default now)", false, 0 },
	{ "data", "KIND", "hr, non-hr or any (default: as recorded)", false, 0 },
	{ "format", "FORMAT", "text, json, or the work list as csv, xlsx, html (default text)", false, 0 },
	CLI_OPT_JSON,
	{ "output", "FILE", "write there instead of to standard output", false, 'o' },
	CLI_OPT_DB,
	{ 0 },
};

/* All that a drill holds while it is made and told. */
struct drilling {
	struct reg *r;
	struct reg_view *view;
	struct law_pack *pack;
	struct cli_pack_files files;
	struct reg_drill drill;
	cv_day on;
	char known_at[CV_INSTANT_TEXT], now[CV_INSTANT_TEXT];
	enum law_data data;
	bool data_said, text;
	enum rep_format format;
};

static void finish(struct drilling *d)
{
	reg_drill_finish(&d->drill);
	reg_view_destroy(d->view);
	law_pack_destroy(d->pack);
	cli_pack_finish(&d->files);
	reg_close(d->r);
}

/* ---- what was asked -------------------------------------------------------------------------------------------- */

static bool read_format(struct cli *c, struct drilling *d)
{
	const char *format = cli_value(c, "format");

	if (format && cli_has(c, "json") && !cv_streq(format, "json")) {
		cli_usage(c, "--json and --format %s say two things", format);
		return false;
	}
	if (cli_has(c, "json"))
		format = "json";
	d->text = format == NULL || cv_streq(format, "text");
	if (d->text || rep_format_parse(format, &d->format))
		return true;
	CV_AUTO(cv_str_finish) struct cv_str known = { 0 };

	for (int f = 0; f < REP_FORMAT_COUNT; f++)
		cv_str_printf(&known, ", %s", rep_format_name((enum rep_format)f));
	cli_usage(c, "--format \"%s\" is none of text%s", format, cv_str_text(&known));
	return false;
}

static bool read_options(struct cli *c, struct drilling *d)
{
	const char *data = cli_value(c, "data");
	bool ends = cli_has(c, "end") || cli_has(c, "end-adequacy");

	if (ends == cli_has(c, "pack")) {
		cli_usage(c,
			ends ? "--pack is another law altogether: it does not go with --end or --end-adequacy"
			     : "say what ends (--end MECHANISM, --end-adequacy CC), or which law comes "
			       "instead (--pack FILE)");
		return false;
	}
	if (data && !law_data_parse(data, strlen(data), &d->data)) {
		cli_usage(c, "--data \"%s\" is none of hr, non-hr, any", data);
		return false;
	}
	d->data_said = data != NULL;
	return cli_day(c, "on", &d->on) && cli_instant(c, "known-at", d->known_at) && read_format(c, d);
}

/* ---- the drill ------------------------------------------------------------------------------------------------- */

static enum cv_err name_what_ends(struct cli *c, struct law_ending *e, struct cv_error *err)
{
	const char *what;

	for (size_t i = 0; (what = cli_value_at(c, "end", i)) != NULL; i++)
		TRY(law_ending_mechanism(e, what, err));
	for (size_t i = 0; (what = cli_value_at(c, "end-adequacy", i)) != NULL; i++)
		TRY(law_ending_adequacy(e, what, err));
	return CV_OK;
}

static enum cv_err by_ending(struct cli *c, struct drilling *d, struct cv_error *err)
{
	struct law_ending *ending = NULL;
	enum cv_err e;

	TRY(law_ending_new(d->view->pack, d->on, &ending, err));
	e = name_what_ends(c, ending, err);
	if (e != CV_OK) {
		law_ending_free(ending);
		return e;
	}
	return reg_drill_ending(d->view, ending, d->on, d->data_said ? &d->data : NULL, &d->drill, err);
}

static enum cv_err by_pack(struct cli *c, struct drilling *d, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str report = { 0 };
	enum cv_err e;

	TRY(cli_pack_read(c, cli_value(c, "pack"), &d->files, err));
	e = law_pack_load(d->files.file, d->files.n, &d->pack, &report, err);
	if (e == CV_E_PACK)
		cli_say(c, "%s", cv_str_text(&report));
	TRY(e);
	return reg_drill_pack(d->view, d->pack, d->on, d->data_said ? &d->data : NULL, &d->drill, err);
}

/* What is not known is found before the register is read. */
static enum cv_err look_at_names(struct cli *c, const struct drilling *d, struct cv_error *err)
{
	const struct law_pack *p = law_builtin(err);
	struct law_ending *ending = NULL;
	enum cv_err e;

	if (p == NULL)
		return CV_E_NOMEM;
	TRY(law_ending_new(p, d->on, &ending, err));
	e = name_what_ends(c, ending, err);
	law_ending_free(ending);
	return e;
}

/* ---- telling --------------------------------------------------------------------------------------------------- */

static enum cv_err write_table(
	const struct rep_drill *told, struct drilling *d, rep_write_fn *fn, void *ctx, struct cv_error *err)
{
	struct rep_sink *sink = NULL;
	enum cv_err e = rep_sink_new(d->format, NULL, fn, ctx, &sink, err);

	if (e == CV_OK)
		e = rep_drill_table(told, sink, err);
	rep_sink_free(sink);
	return e;
}

static enum cv_err write_words(
	const struct rep_drill *told, const struct drilling *d, rep_write_fn *fn, void *ctx, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };
	struct cv_json j = cv_json_to(&out);

	if (d->text) {
		rep_drill_text(told, REP_WIDTH, &out);
	} else {
		rep_drill_json(told, &j);
		cv_str_putc(&out, '\n');
	}
	if (out.failed)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	return fn(ctx, out.data, out.len, err);
}

static enum cv_err tell(struct cli *c, struct drilling *d, struct cv_error *err)
{
	struct rep_drill told = { &d->drill, *d->known_at ? d->known_at : cli_as_of(d->view, d->now), NULL, 0 };
	const char *path = cli_value(c, "output"),
		   *slash = cli_has(c, "pack") ? strrchr(cli_value(c, "pack"), '/') : NULL;
	bool words = d->text || d->format == REP_JSON;
	struct cli_target t = { 0 };
	enum cv_err e;

	if (cli_has(c, "pack"))
		told.pack = slash && slash[1] ? slash + 1 : cli_value(c, "pack");
	if (path == NULL)
		return words ? write_words(&told, d, cli_write, c, err) : write_table(&told, d, cli_write, c, err);
	e = cli_target_open(&t, path, err);
	if (e == CV_OK)
		e = words ? write_words(&told, d, cli_target_write, &t, err)
			  : write_table(&told, d, cli_target_write, &t, err);
	return cli_target_close(&t, path, e, err);
}

static int run(struct cli *c)
{
	CV_AUTO(finish) struct drilling d = { .on = api_today() };
	struct cv_error err = { 0 };
	enum cv_err e;

	if (!read_options(c, &d))
		return CLI_FAILED;
	cv_instant_text(api_now_ms(), d.now);
	e = look_at_names(c, &d, &err);
	if (e == CV_OK)
		e = cli_open(c, REG_READ, &d.r, &err);
	if (e == CV_OK)
		e = reg_view_load_plain(d.r, *d.known_at ? d.known_at : NULL, &d.view, &err);
	if (e == CV_OK)
		e = cli_has(c, "pack") ? by_pack(c, &d, &err) : by_ending(c, &d, &err);
	if (e == CV_OK)
		e = tell(c, &d, &err);
	if (e != CV_OK)
		return cli_fail_err(c, &err);
	return d.drill.totals.loses > 0 ? CLI_NO : CLI_YES;
}

const struct cli_command cli_drill = {
	.name = "drill",
	.arguments = "",
	.summary = "what falls if a mechanism falls: who loses cover, who has a fallback, what to do first",
	.option = option,
	.run = run,
	.help = "Every transfer that takes place on the day is decided twice, by the law as it is\n"
		"and as it would be. Told are those that lose cover, with what else is on file\n"
		"about them and what would cover them, cheapest way first; and those that another\n"
		"mechanism on file goes on to cover. Importers without any fallback stand first,\n"
		"then those that receive employee data, then those with the most transfers.\n"
		"\n"
		"--end and --end-adequacy may be given several times. On the day on which a\n"
		"mechanism did end, the drill shows what its end broke. A drill changes nothing.\n"
		"\n"
		"Exit status: 0 nobody loses cover (a fallback in force counts); 1 somebody does.\n"
		"\n"
		"  chapterv drill --end dpf-eu-us\n"
		"  chapterv drill --end privacy-shield-eu-us --on 2020-07-15\n"
		"  chapterv drill --end-adequacy EU:GB --format csv -o worklist.csv\n"
		"  chapterv drill --pack ./next-law/adequacy.csv --on 2027-01-01\n",
};

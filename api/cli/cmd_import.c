/* import */
#include "api/cli/import.h"

#include "api/clock.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct cli_option import_option[] = {
	{ "as", "KIND",
		"parties, transfers, safeguards, certifications, assessments, contracts, inquiries, replies, checks, "
		"notices, deliveries, objections, overrides, list or dpf-list (else recognised)",
		false, 0 },
	{ "dry-run", NULL, "the plan: what the file would change, and mean; nothing is written", false, 0 },
	{ "format", "FORMAT", "of the plan: text (default), csv, json", false, 0 },
	{ "apply", "HASH", "apply exactly that plan, or refuse because the register, the file or the options moved",
		false, 0 },
	{ "fail-on", "loss|questions", "stop when a transfer would lose cover, when a question is open", true, 0 },
	{ "rejects", "FILE", "let good rows in; refused ones go into FILE with line and reason, to be mended", false,
		0 },
	{ "on-conflict", "stop|skip|update", "a field that was changed since this source was last imported", false, 0 },
	{ "complete", NULL, "the file is the whole truth for its scope: what is absent from it ends", false, 0 },
	{ "scope", "COLUMN=VALUE|all", "of --complete (else: what earlier imports of this source brought)", false, 0 },
	{ "max-ended", "PERCENT", "stop when more of the scope would end (else 50, of ten or more)", false, 0 },
	{ "on", "DATE", "the day absent records end on and outcomes are looked at (else today)", false, 0 },
	{ "source", "NAME", "what the file is an edition of (else its name without dates and numbers)", false, 0 },
	{ "map", "'THEIR COLUMN=FIELD'", "what a column is, where its header does not say; remembered for the source",
		true, 0 },
	{ "exporter", "ID", "whose list a foreign list is", false, 0 },
	{ "same", "'NAME=PARTY'", "answer: a name in the file is a party on file; remembered", true, 0 },
	{ "distinct", "'NAME=PARTY'", "answer: they are two legal entities; remembered", true, 0 },
	{ "dates", "dmy|mdy", "what 03/04/2024 means", false, 0 },
	{ "repair", NULL, "put text right that was encoded twice", false, 0 },
	CLI_OPT_TOKEN,
	CLI_OPT_REASON,
	CLI_OPT_DB,
	CLI_OPT_JSON,
	{ 0 },
};

/* ---- what is said ---- */

static void say_lines(struct cli *c, const char *text)
{
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, "\n");

		cli_say(c, "%.*s", (int)n, p);
		p += n + (p[n] == '\n');
	}
}

static void say_refused(struct cli *c, const struct imp_report *rep)
{
	for (size_t i = 0; i < rep->n_refusals; i++)
		cli_say(c, "line %zu%s%s: %s", rep->refusal[i].line, *rep->refusal[i].column ? ", column " : "",
			rep->refusal[i].column, rep->refusal[i].reason);
	if (rep->refused > rep->n_refusals)
		cli_say(c, "... and %zu more refused rows", rep->refused - rep->n_refusals);
}

static void print_done(struct cli *c, const struct imp_report *rep, const char *name)
{
	cv_str_printf(&c->out, "%s: %zu row%s read as %s: %zu added, %zu updated, %zu unchanged, %zu skipped", name,
		rep->read, rep->read == 1 ? "" : "s", rep->kind, rep->added, rep->updated, rep->unchanged,
		rep->skipped);
	if (rep->refused)
		cv_str_printf(&c->out, ", %zu refused", rep->refused);
	if (rep->ended)
		cv_str_printf(&c->out, "; %zu ended", rep->ended);
	if (cv_streq(rep->kind, "list"))
		cv_str_printf(&c->out, " (%zu part%s, %zu transfer%s, %zu claimed safeguard%s recorded)", rep->parties,
			rep->parties == 1 ? "y" : "ies", rep->transfers, rep->transfers == 1 ? "" : "s",
			rep->safeguards, rep->safeguards == 1 ? "" : "s");
	if (rep->seq)
		cv_str_printf(&c->out, "; import %lld, change %lld\n", (long long)rep->import, (long long)rep->seq);
	else
		cv_str_puts(&c->out, "; nothing changed\n");
	imp_effect_text(rep, &c->out);
}

static void print(struct cli *c, const struct imp_report *rep, const struct imp_options *opt, enum cv_err e)
{
	const char *format = cli_has(c, "json") ? "json" : cli_value(c, "format");

	if (format && cv_streq(format, "json")) {
		imp_report_json(rep, opt->dry_run, &c->out);
		cv_str_putc(&c->out, '\n');
		return;
	}
	if (!opt->dry_run || rep->plan == NULL || format)
		say_refused(c, rep); /* a plan in words has them in it */
	say_lines(c, cv_str_text(&rep->notes));
	if (opt->dry_run && rep->plan && format && cv_streq(format, "csv"))
		imp_plan_csv(rep, &c->out);
	else if (opt->dry_run && rep->plan)
		imp_plan_text(rep, opt, &c->out);
	else if (e == CV_OK)
		print_done(c, rep, opt->name);
	else if (rep->plan)
		imp_effect_text(rep, &c->out);
}

/* ---- the import ---- */

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return cv_streq(path, "-") ? "stdin" : slash ? slash + 1 : path;
}

/* What became of the refused rows, and how to bring them in. */
static void say_rejects(struct cli *c, const struct imp_report *rep, const struct imp_options *opt)
{
	const char *path = cli_value(c, "rejects");

	if (path == NULL)
		return;
	if (rep->refused == 0)
		cli_say(c, "no row is refused: %s is not written", path);
	else if (opt->dry_run)
		cli_say(c, "%zu row%s would be refused and go into %s; nothing was written there", rep->refused,
			rep->refused == 1 ? "" : "s", path);
	else
		cli_say(c, "%zu refused row%s in %s: mend %s there, then chapterv import %s --source '%s'%s%s%s%s",
			rep->refused, rep->refused == 1 ? " stands" : "s stand", path,
			rep->refused == 1 ? "it" : "them", path, rep->source, opt->as ? " --as " : "",
			opt->as ? opt->as : "", opt->exporter ? " --exporter " : "",
			opt->exporter ? opt->exporter : "");
}

static int finish(struct cli *c, enum cv_err e, const struct imp_report *rep, const struct imp_options *opt,
	const struct cv_error *err)
{
	if (e == CV_OK || e == CV_E_REFUSED || (rep->plan && e == CV_E_STOPPED))
		print(c, rep, opt, e);
	if (e == CV_OK)
		say_rejects(c, rep, opt);
	if (e == CV_OK)
		return rep->refused > 0 && rep->refused + rep->skipped == rep->read ? CLI_NO : CLI_YES;
	if (e == CV_E_REFUSED)
		return cli_fail(c,
			"%s: %zu of %zu row%s refused; nothing was written: mend the file, or let the good rows in with --rejects FILE",
			opt->name, rep->refused, rep->read, rep->read == 1 ? " is" : "s are");
	cli_fail(c, "%s: %s", opt->name, err->msg);
	return e == CV_E_STOPPED && (rep->plan || *err->field) ? CLI_NO : CLI_FAILED;
}

/* Parties on the public list: what customers are to be told of. A plan in words says it itself. */
static void say_drafts(struct cli *c, const struct imp_report *rep)
{
	if (rep->seq > 0 && rep->drafts > 0)
		cli_say(c, "%zu draft notice%s of it for customers: chapterv notice list --state draft", rep->drafts,
			rep->drafts == 1 ? " came" : "s came");
}

/* The register that was only made to try, and its journal; not where somebody else wrote to it meanwhile. */
static void remove_fresh(const char *path, struct reg **r)
{
	CV_AUTO(cv_str_finish) struct cv_str journal = { 0 };
	struct cv_error err;
	int64_t seq = 1;
	bool empty = reg_seq(*r, &seq, &err) == CV_OK && seq == 0;

	reg_close(*r);
	*r = NULL;
	if (!empty)
		return;
	(void)!unlink(path);
	cv_str_printf(&journal, "%s-journal", path);
	if (!journal.failed)
		(void)!unlink(cv_str_text(&journal));
}

/* Overrides are decisions: so is a file of them. */
static enum cv_err may_kind(void *ctx, enum reg_kind kind, struct cv_error *err)
{
	return kind == REG_OVERRIDES ? cli_decides(ctx, err) : CV_OK;
}

static int import_input(struct cli *c, struct imp_input *in, struct imp_options *opt)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	CV_AUTO(imp_report_finish) struct imp_report rep = { 0 };
	struct cli_rejects rejects = { .path = cli_value(c, "rejects") };
	struct cli_progress progress;
	struct reg_actor actor;
	struct cv_error err = { 0 };
	enum cv_err e;
	bool fresh;

	fresh = cli_db_path(c) && access(cli_db_path(c), F_OK) != 0;
	if (cli_open(c, REG_CREATE, &r, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (cli_identify(c, r, &err) != CV_OK) {
		if (fresh)
			remove_fresh(cli_db_path(c), &r);
		return cli_fail_err(c, &err);
	}
	actor = cli_actor(c);
	opt->may_kind = may_kind;
	opt->may_ctx = c;
	if (rejects.path) {
		opt->reject = cli_reject_row;
		opt->reject_ctx = &rejects;
	}
	opt->progress = cli_progress_step;
	opt->progress_ctx = &progress;
	cli_progress_begin(&progress);
	e = imp_file(r, in, opt, &actor, &rep, &err);
	cli_progress_end(&progress);
	e = cli_rejects_end(&rejects, e, &err);
	if (fresh && rep.seq == 0) /* nothing was written: not even an empty register is left behind */
		remove_fresh(cli_db_path(c), &r);
	if (e == CV_OK)
		say_drafts(c, &rep);
	return finish(c, e, &rep, opt, &err);
}

static void input_close(struct imp_input **in)
{
	imp_input_close(*in);
}

static int run_import(struct cli *c)
{
	CV_AUTO(input_close) struct imp_input *in = NULL;
	CV_AUTO(imp_given_finish) struct imp_given given = { .n_texts = 0 };
	struct imp_options opt = imp_options_default(api_today());
	struct cv_error err = { 0 };

	opt.name = base_name(c->arg[0]);
	if (!cli_import_options(c, &given, &opt))
		return CLI_FAILED;
	if (imp_input_open(c->arg[0], &in, &err) != CV_OK)
		return cli_fail_err(c, &err);
	return import_input(c, in, &opt);
}

const struct cli_command cli_import = {
	.name = "import",
	.arguments = "FILE",
	.summary = "bring a CSV file into the register, whole or not at all",
	.option = import_option,
	.min_args = 1,
	.max_args = 1,
	.run = run_import,
	.help = "FILE is CSV, or - for standard input. Its kind is recognised from the header: one of the register's own kinds (see\n"
		"chapterv report), a sub-processor list as others publish it, or the participant list of the Data Privacy Framework.\n"
		"\n"
		"An import is a proposal: --dry-run shows the plan, with each change in words and the transfers that gain or lose\n"
		"cover, and a hash; --apply HASH carries out exactly that plan, with the same options. Without either, the file is\n"
		"planned and applied in one go. The same file twice changes nothing. chapterv undo takes an import back, chapterv\n"
		"imports says what came from which line.\n"
		"\n"
		"With any refused row nothing is written, unless --rejects takes them: each is named with line, column and reason.\n"
		"What --rejects wrote is mended and imported as it is; its two columns chapterv_line and chapterv_reason are passed over.\n"
		"\n"
		"A file may be UTF-8, UTF-16 or Windows-1252, with commas, semicolons, tabs or bars, title lines above the header and\n"
		"footnotes below the rows. Days are YYYY-MM-DD, 12 Mar 2024, 12.03.2024 or 25/03/2024; 03/2024 counts from its last day,\n"
		"an end from its first; 03/04/2024 is asked. Fields that --map may name: the columns of the kind, or for a list party,\n"
		"exporter, purpose, service, role, country, location, processing, entity, mechanism, data_categories, data_subjects,\n"
		"retention, website, contact, notes; ignore leaves a column out.\n"
		"\n"
		"A foreign list claims things: they are recorded as claims and never cover a transfer by themselves.\n"
		"Exit status: 0 done; 1 stopped by --fail-on or --max-ended, or every row went to --rejects; 2 refused, in\n"
		"conflict, or misused.\n"
		"\n"
		"  chapterv import parties.csv --dry-run\n"
		"  chapterv import parties.csv --apply 17-3fa9c1d2-9b1c44e0-77ab01cd\n"
		"  chapterv import parties.csv --rejects bad.csv --fail-on loss\n"
		"  chapterv import vendor-list.csv --exporter example-ie --map 'Who=party' --complete --max-ended 20%\n"
		"  chapterv import participants.csv --as dpf-list --dry-run\n",
};

/* chapterv import, chapterv imports. */
#include "api/cli/cli.h"
#include "import/import.h"
#include "registry/core/jsonw.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAPS_MAX = CLI_GIVEN_MAX, SHOWN = 20 }; /* refused rows written out as text */

static const struct cli_option import_option[] = {
	{ "as", "KIND", "parties, transfers, safeguards, certifications, assessments or list (default: by its headers)",
		false, 0 },
	{ "map", "COLUMN=FIELD", "what a column of theirs is here", true, 0 },
	{ "exporter", "ID", "whose list of receivers this is: one of our parties", false, 0 },
	{ "dry-run", NULL, "read and check everything, change nothing", false, 0 },
	CLI_OPT_JSON,
	CLI_OPT_DB,
	{ 0 },
};

/* The maps of the command line, cut in two at the last '='. */
struct maps {
	struct imp_map map[MAPS_MAX];
	char *text[MAPS_MAX];
	size_t n;
};

static void maps_finish(struct maps *m)
{
	for (size_t i = 0; i < m->n; i++)
		free(m->text[i]);
}

static bool read_maps(struct cli *c, struct maps *ret)
{
	const char *given;

	for (; (given = cli_value_at(c, "map", ret->n)) != NULL; ret->n++) {
		const char *equals = strrchr(given, '=');
		char *text;

		if (equals == NULL || equals == given || equals[1] == '\0') {
			cli_usage(c, "--map \"%s\" is not COLUMN=FIELD, like --map 'Vendor name=party'", given);
			return false;
		}
		text = cv_strdup(given);
		if (text == NULL) {
			cli_fail(c, "%s", cv_err_text(CV_E_NOMEM));
			return false;
		}
		text[equals - given] = '\0';
		ret->text[ret->n] = text;
		ret->map[ret->n] = (struct imp_map){ text, text + (equals - given) + 1 };
	}
	return true;
}

/* The file as the register remembers it: without the folders of this machine. */
static const char *shown_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (cv_streq(path, "-"))
		return "stdin";
	return slash && slash[1] ? slash + 1 : path;
}

static const char *delimiter_name(char d)
{
	switch (d) {
	case ',': return "comma";
	case ';': return "semicolon";
	case '\t': return "tab";
	case '|': return "bar";
	default: return "";
	}
}

/* ---- the report ---- */

static void refusals_json(struct cv_json *j, const struct imp_report *rep)
{
	cv_json_key(j, "refusals");
	cv_json_open(j, '[');
	for (size_t i = 0; i < rep->n_refusals; i++) {
		cv_json_open(j, '{');
		cv_json_kv_int(j, "line", (int64_t)rep->refusal[i].line);
		cv_json_kv_opt(j, "column", rep->refusal[i].column);
		cv_json_kv(j, "reason", rep->refusal[i].reason);
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
}

static void notes_json(struct cv_json *j, const struct imp_report *rep)
{
	CV_AUTO(cv_str_finish) struct cv_str line = { 0 };
	size_t n;

	cv_json_key(j, "notes");
	cv_json_open(j, '[');
	for (const char *p = cv_str_text(&rep->notes), *w; (w = cv_next(&p, '\n', &n));) {
		cv_str_clear(&line);
		cv_str_add(&line, w, n);
		cv_json_text(j, cv_str_text(&line));
	}
	cv_json_close(j, ']');
	j->out->failed |= line.failed;
}

static void number_or_null(struct cv_json *j, const char *key, int64_t n)
{
	if (n)
		cv_json_kv_int(j, key, n);
	else
		cv_json_kv(j, key, NULL);
}

static void as_json(struct cli *c, const struct imp_options *opt, const struct imp_report *rep, enum cv_err e,
	const struct cv_error *err)
{
	struct cv_json j = cv_json_to(&c->out);

	cv_json_open(&j, '{');
	cv_json_kv(&j, "file", opt->name);
	cv_json_kv_opt(&j, "sha256", rep->sha256);
	cv_json_kv_opt(&j, "kind", rep->kind);
	cv_json_kv_opt(&j, "delimiter", delimiter_name(rep->delimiter));
	cv_json_key(&j, "dry_run");
	cv_json_bool(&j, opt->dry_run);
	number_or_null(&j, "import", rep->import);
	number_or_null(&j, "change", rep->seq);
	cv_json_kv_int(&j, "rows", (int64_t)rep->read);
	cv_json_kv_int(&j, "added", (int64_t)rep->added);
	cv_json_kv_int(&j, "updated", (int64_t)rep->updated);
	cv_json_kv_int(&j, "unchanged", (int64_t)rep->unchanged);
	cv_json_kv_int(&j, "refused", (int64_t)rep->refused);
	cv_json_kv_int(&j, "skipped", (int64_t)rep->skipped);
	cv_json_kv_int(&j, "parties", (int64_t)rep->parties);
	cv_json_kv_int(&j, "transfers", (int64_t)rep->transfers);
	cv_json_kv_int(&j, "safeguards", (int64_t)rep->safeguards);
	refusals_json(&j, rep);
	notes_json(&j, rep);
	cv_json_kv(&j, "error", e == CV_OK ? NULL : cv_err_name(e));
	cv_json_kv(&j, "message", e == CV_OK ? NULL : err->msg[0] ? err->msg : cv_err_text(e));
	cv_json_close(&j, '}');
	cv_str_putc(&c->out, '\n');
}

static const char *s(size_t n)
{
	return n == 1 ? "" : "s";
}

static void say_refusals(struct cli *c, const struct imp_report *rep)
{
	size_t shown = rep->n_refusals < SHOWN ? rep->n_refusals : SHOWN;

	for (size_t i = 0; i < shown; i++) {
		const struct imp_refusal *f = &rep->refusal[i];

		cli_say(c, "  line %zu%s%s: %s", f->line, *f->column ? ", column " : "", f->column, f->reason);
	}
	if (rep->n_refusals > shown)
		cli_say(c, "  and %zu more; --json lists them", rep->n_refusals - shown);
}

static void say_notes(struct cli *c, const struct imp_report *rep)
{
	size_t n;

	for (const char *p = cv_str_text(&rep->notes), *w; (w = cv_next(&p, '\n', &n));)
		cli_say(c, "note: %.*s", (int)n, w);
}

static void as_text(struct cli *c, const struct imp_options *opt, const struct imp_report *rep)
{
	struct cv_str *o = &c->out;

	cv_str_printf(o, "%s: %s, %zu row%s: %zu added, %zu updated, %zu unchanged, %zu skipped\n", opt->name,
		rep->kind, rep->read, s(rep->read), rep->added, rep->updated, rep->unchanged, rep->skipped);
	if (cv_streq(rep->kind, "list"))
		cv_str_printf(o, "added or updated: %zu part%s, %zu transfer%s, %zu claimed safeguard%s\n",
			rep->parties, rep->parties == 1 ? "y" : "ies", rep->transfers, s(rep->transfers),
			rep->safeguards, s(rep->safeguards));
	if (opt->dry_run)
		cv_str_puts(o, "dry run: nothing was written\n");
	else if (rep->import)
		cv_str_printf(o, "import %lld\n", (long long)rep->import);
	else
		cv_str_puts(o, "all of it was on file: nothing has changed\n");
}

static int show(struct cli *c, const struct imp_options *opt, const struct imp_report *rep, enum cv_err e,
	const struct cv_error *err)
{
	if (cli_has(c, "json"))
		as_json(c, opt, rep, e, err);
	else if (e == CV_OK)
		as_text(c, opt, rep);
	if (e == CV_OK) {
		if (!cli_has(c, "json"))
			say_notes(c, rep);
		return CLI_YES;
	}
	cli_fail(c, "%s: %s", opt->name, err->msg[0] ? err->msg : cv_err_text(e));
	say_refusals(c, rep);
	return CLI_FAILED;
}

/* ---- import ---- */

/* A dry run before there is a register is made on an empty one, which is gone afterwards. */
struct scratch {
	char folder[64], path[80];
};

static void scratch_finish(struct scratch *t)
{
	if (t->path[0])
		unlink(t->path);
	if (t->folder[0])
		rmdir(t->folder);
}

static enum cv_err open_scratch(struct cli *c, struct scratch *t, struct reg **ret, struct cv_error *err)
{
	const struct law_pack *p = cli_pack(c);

	if (p == NULL)
		return CV_E_NOMEM;
	snprintf(t->folder, sizeof(t->folder), "/tmp/chapterv-XXX" "XXX");
	if (mkdtemp(t->folder) == NULL) {
		t->folder[0] = '\0';
		return cv_fail(err, CV_E_SYSTEM, "no folder for a passing register could be made: %s", strerror(errno));
	}
	snprintf(t->path, sizeof(t->path), "%s/register.db", t->folder);
	return reg_open(t->path, REG_CREATE, p, ret, err);
}

static enum cv_err open_for(struct cli *c, bool dry_run, struct scratch *t, struct reg **ret, struct cv_error *err)
{
	const char *path = cli_db_path(c);

	if (path && dry_run && access(path, F_OK) != 0 && errno == ENOENT)
		return open_scratch(c, t, ret, err);
	return cli_open(c, dry_run ? REG_WRITE : REG_CREATE, ret, err);
}

static int run_import(struct cli *c)
{
	CV_AUTO(scratch_finish) struct scratch scratch = { 0 };
	CV_AUTO(cli_reg_close) struct reg *r = NULL; /* closed before the scratch register goes */
	CV_AUTO(cv_str_finish) struct cv_str data = { 0 };
	CV_AUTO(maps_finish) struct maps maps = { 0 };
	CV_AUTO(imp_report_finish) struct imp_report rep = { 0 };
	struct reg_actor actor = cli_actor(c);
	struct imp_options opt = { .name = shown_name(c->arg[0]), .as = cli_value(c, "as"),
		.exporter = cli_value(c, "exporter"), .dry_run = cli_has(c, "dry-run") };
	struct cv_error err = { 0 };
	enum cv_err e;

	if (!read_maps(c, &maps))
		return CLI_FAILED;
	opt.map = maps.map;
	opt.n_maps = maps.n;
	if (!cv_text_clean(opt.name, strlen(opt.name)))
		return cli_usage(c, "the name of the file is not text");
	if (cli_read(c->arg[0], IMP_FILE_MAX, &data, &err) != CV_OK ||
		open_for(c, opt.dry_run, &scratch, &r, &err) != CV_OK)
		return cli_fail_err(c, &err);
	e = imp_file(r, cv_str_text(&data), data.len, &opt, &actor, &rep, &err);
	return show(c, &opt, &rep, e, &err);
}

const struct cli_command cli_import = {
	.name = "import",
	.arguments = "FILE",
	.summary = "read a CSV file into the register, whole or not at all",
	.option = import_option,
	.min_args = 1,
	.max_args = 1,
	.run = run_import,
	.help =
		"FILE is UTF-8 text with a header row, its cells separated by comma, semicolon, tab or bar; - is\n"
		"stdin. The kinds have the columns that \"chapterv report KIND\" writes, in any order. A list is\n"
		"anything that others publish about their sub-processors: parties, countries, mechanisms and\n"
		"purposes are recognised, what is not is kept as written.\n"
		"\n"
		"If one row cannot be read, nothing is written and every such row is named. The same file twice\n"
		"changes nothing. A field is a column of the kind; for a list: party, exporter, purpose, service,\n"
		"role, processing, entity, location, mechanism, data_categories, data_subjects, retention, website,\n"
		"contact or notes.\n"
		"\n"
		"  chapterv import parties.csv\n"
		"  chapterv import vendors.csv --exporter acme-ie --map 'Where=location'\n"
		"  chapterv import - --as list --dry-run <list.csv\n",
};

/* ---- imports ---- */

static const struct cli_option imports_option[] = { CLI_OPT_JSON, CLI_OPT_DB, { 0 } };

struct listing {
	struct cli *c;
	struct cv_json json;
	bool as_json;
	size_t n;
};

static void import_json(struct cv_json *j, const struct reg_import *i)
{
	cv_json_open(j, '{');
	cv_json_kv_int(j, "import", i->id);
	cv_json_kv(j, "file", i->file);
	cv_json_kv(j, "sha256", i->sha256);
	cv_json_kv(j, "kind", i->kind);
	cv_json_kv(j, "who", i->who);
	cv_json_kv(j, "at", i->at);
	cv_json_kv_int(j, "change", i->seq);
	cv_json_kv_int(j, "rows", i->rows);
	cv_json_kv_int(j, "added", i->added);
	cv_json_kv_int(j, "updated", i->updated);
	cv_json_kv_int(j, "unchanged", i->unchanged);
	cv_json_kv_int(j, "refused", i->refused);
	cv_json_kv_int(j, "skipped", i->skipped);
	cv_json_close(j, '}');
}

static enum cv_err one_import(void *ctx, const struct reg_import *i, struct cv_error *err)
{
	struct listing *l = ctx;
	struct cv_str *o = &l->c->out;

	CV_UNUSED(err);
	if (l->as_json) {
		import_json(&l->json, i);
		return CV_OK;
	}
	if (l->n++ == 0)
		cv_str_printf(o, "%6s  %-24s  %-14s  %6s %6s %7s %9s  %s\n", "import", "at", "kind", "rows", "added",
			"updated", "unchanged", "file (who)");
	cv_str_printf(o, "%6lld  %-24s  %-14s  %6lld %6lld %7lld %9lld  %s (%s)\n", (long long)i->id, i->at, i->kind,
		(long long)i->rows, (long long)i->added, (long long)i->updated, (long long)i->unchanged, i->file,
		i->who);
	return CV_OK;
}

static int run_imports(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	struct listing l = { .c = c, .json = cv_json_to(&c->out), .as_json = cli_has(c, "json") };
	struct cv_error err = { 0 };

	if (cli_open(c, REG_READ, &r, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (l.as_json)
		cv_json_open(&l.json, '[');
	if (reg_imports(r, one_import, &l, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (l.as_json) {
		cv_json_close(&l.json, ']');
		cv_str_putc(&c->out, '\n');
	} else if (l.n == 0) {
		cli_say(c, "Nothing has been imported yet.");
	}
	return CLI_YES;
}

const struct cli_command cli_imports = {
	.name = "imports",
	.arguments = "",
	.summary = "what was imported, when, by whom, with what effect",
	.option = imports_option,
	.run = run_imports,
	.help =
		"An import that found everything on file already changed nothing and is not listed.\n"
		"\n"
		"  chapterv imports\n"
		"  chapterv imports --json\n",
};

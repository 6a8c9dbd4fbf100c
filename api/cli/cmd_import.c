/* import, imports */
#include "api/cli/cli.h"

#include "import/import.h"
#include "registry/core/jsonw.h"

#include <string.h>
#include <unistd.h>

enum { MAPS_MAX = 32 };

static const struct cli_option import_option[] = {
	{ "as", "KIND", "parties, transfers, safeguards, certifications, assessments or list (else recognised)", false, 0 },
	{ "map", "'THEIR COLUMN=FIELD'", "what a column is, where its header does not say", true, 0 },
	{ "exporter", "ID", "whose list a foreign list is", false, 0 },
	{ "dry-run", NULL, "do everything but write", false, 0 },
	CLI_OPT_DB,
	CLI_OPT_JSON,
	{ 0 },
};

/* "Their column=field", split at the last '='; the text lives in storage. */
static bool read_maps(struct cli *c, struct imp_map *map, size_t *n, struct cv_str *storage)
{
	const char *text;

	for (size_t i = 0; (text = cli_value_at(c, "map", i)) != NULL; i++) {
		const char *eq = strrchr(text, '=');

		if (eq == NULL || eq == text || eq[1] == '\0' || i == MAPS_MAX) {
			cli_usage(c, "--map '%s': write 'Their column=field'", text);
			return false;
		}
		cv_str_clear(&storage[i]);
		cv_str_add(&storage[i], text, (size_t)(eq - text));
		map[i] = (struct imp_map){ cv_str_text(&storage[i]), eq + 1 };
		*n = i + 1;
	}
	return true;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return cv_streq(path, "-") ? "stdin" : slash ? slash + 1 : path;
}

static void print_text(struct cli *c, const struct imp_report *rep, bool dry)
{
	for (size_t i = 0; i < rep->n_refusals; i++)
		cli_say(c, "line %zu%s%s: %s", rep->refusal[i].line, *rep->refusal[i].column ? ", column " : "",
			rep->refusal[i].column, rep->refusal[i].reason);
	if (rep->refused > rep->n_refusals)
		cli_say(c, "... and %zu more refused rows", rep->refused - rep->n_refusals);
	for (const char *p = cv_str_text(&rep->notes); *p;) {
		size_t n = strcspn(p, "\n");

		cli_say(c, "%.*s", (int)n, p);
		p += n + (p[n] == '\n');
	}
	if (rep->refused > 0)
		return;
	cv_str_printf(&c->out, "%s: %zu rows read as %s: %zu added, %zu updated, %zu unchanged, %zu skipped", base_name(c->arg[0]),
		rep->read, rep->kind, rep->added, rep->updated, rep->unchanged, rep->skipped);
	if (cv_streq(rep->kind, "list"))
		cv_str_printf(&c->out, " (%zu parties, %zu transfers, %zu claimed safeguards recorded)", rep->parties, rep->transfers,
			rep->safeguards);
	cv_str_puts(&c->out, dry ? "; nothing was written (dry run)\n" : rep->seq ? "" : "; nothing changed\n");
	if (rep->seq)
		cv_str_printf(&c->out, "; import %lld, change %lld\n", (long long)rep->import, (long long)rep->seq);
}

static void print_json(struct cli *c, const struct imp_report *rep, bool dry)
{
	struct cv_json j = cv_json_to(&c->out);

	cv_json_open(&j, '{');
	cv_json_kv(&j, "kind", rep->kind);
	cv_json_kv(&j, "sha256", rep->sha256);
	cv_json_kv_int(&j, "read", (int64_t)rep->read);
	cv_json_kv_int(&j, "added", (int64_t)rep->added);
	cv_json_kv_int(&j, "updated", (int64_t)rep->updated);
	cv_json_kv_int(&j, "unchanged", (int64_t)rep->unchanged);
	cv_json_kv_int(&j, "refused", (int64_t)rep->refused);
	cv_json_kv_int(&j, "skipped", (int64_t)rep->skipped);
	cv_json_kv_int(&j, "parties", (int64_t)rep->parties);
	cv_json_kv_int(&j, "transfers", (int64_t)rep->transfers);
	cv_json_kv_int(&j, "safeguards", (int64_t)rep->safeguards);
	cv_json_key(&j, "change");
	if (rep->seq)
		cv_json_int(&j, rep->seq);
	else
		cv_json_null(&j);
	cv_json_key(&j, "import");
	if (rep->import)
		cv_json_int(&j, rep->import);
	else
		cv_json_null(&j);
	cv_json_key(&j, "dry_run");
	cv_json_bool(&j, dry);
	cv_json_key(&j, "refusals");
	cv_json_open(&j, '[');
	for (size_t i = 0; i < rep->n_refusals; i++) {
		cv_json_open(&j, '{');
		cv_json_kv_int(&j, "line", (int64_t)rep->refusal[i].line);
		cv_json_kv_opt(&j, "column", rep->refusal[i].column);
		cv_json_kv(&j, "reason", rep->refusal[i].reason);
		cv_json_close(&j, '}');
	}
	cv_json_close(&j, ']');
	cv_json_key(&j, "notes");
	cv_json_open(&j, '[');
	for (const char *p = cv_str_text(&rep->notes); *p;) {
		size_t n = strcspn(p, "\n");
		struct cv_str line = { 0 };

		cv_str_add(&line, p, n);
		cv_json_text(&j, cv_str_text(&line));
		cv_str_finish(&line);
		p += n + (p[n] == '\n');
	}
	cv_json_close(&j, ']');
	cv_json_close(&j, '}');
	cv_str_putc(&c->out, '\n');
}

static int import_input(struct cli *c, struct imp_input *in, const struct imp_options *opt)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	CV_AUTO(imp_report_finish) struct imp_report rep = { 0 };
	struct reg_actor actor = cli_actor(c);
	struct cv_error err = { 0 };
	enum cv_err e;
	bool fresh;

	fresh = cli_db_path(c) && access(cli_db_path(c), F_OK) != 0;
	if (cli_open(c, REG_CREATE, &r, &err) != CV_OK)
		return cli_fail_err(c, &err);
	e = imp_file(r, in, opt, &actor, &rep, &err);
	if (fresh && rep.seq == 0) { /* nothing was written: not even an empty register is left behind */
		reg_close(r);
		r = NULL;
		(void)!unlink(cli_db_path(c));
	}
	if (e != CV_OK && e != CV_E_REFUSED)
		return cli_fail(c, "%s: %s", opt->name, err.msg);
	if (cli_has(c, "json"))
		print_json(c, &rep, opt->dry_run);
	else
		print_text(c, &rep, opt->dry_run);
	if (e == CV_E_REFUSED)
		return cli_fail(c, "%s: %zu of %zu rows are refused; nothing was written", opt->name, rep.refused, rep.read);
	return CLI_YES;
}

static void input_close(struct imp_input **in)
{
	imp_input_close(*in);
}

static int run_import(struct cli *c)
{
	struct imp_map map[MAPS_MAX];
	struct cv_str storage[MAPS_MAX] = { { 0 } };
	CV_AUTO(input_close) struct imp_input *in = NULL;
	struct imp_options opt = { .name = base_name(c->arg[0]), .as = cli_value(c, "as"), .exporter = cli_value(c, "exporter"),
		.map = map, .dry_run = cli_has(c, "dry-run") };
	struct cv_error err = { 0 };
	int exit_code = CLI_FAILED;

	if (read_maps(c, map, &opt.n_maps, storage)) {
		if (imp_input_open(c->arg[0], &in, &err) != CV_OK)
			exit_code = cli_fail_err(c, &err);
		else
			exit_code = import_input(c, in, &opt);
	}
	for (size_t i = 0; i < MAPS_MAX; i++)
		cv_str_finish(&storage[i]);
	return exit_code;
}

const struct cli_command cli_import = {
	.name = "import",
	.arguments = "FILE",
	.summary = "bring a CSV file into the register, whole or not at all",
	.option = import_option,
	.min_args = 1,
	.max_args = 1,
	.run = run_import,
	.help =
		"FILE is CSV in UTF-8, or - for standard input. Its kind is recognised from the header: one of the register's own kinds\n"
		"(see chapterv report), or a sub-processor list as others publish it; --as overrides. With any refused row nothing is\n"
		"written; each is named with line, column and reason. The same file twice changes nothing.\n"
		"A foreign list claims things: they are recorded as claims and never cover a transfer by themselves.\n"
		"\n"
		"  chapterv import parties.csv\n"
		"  chapterv import vendor-list.csv --exporter example-ie --map 'Who=party'\n",
};

/* ---- imports ---- */

static const struct cli_option imports_option[] = { CLI_OPT_DB, CLI_OPT_JSON, { 0 } };

struct listing {
	struct cli *c;
	struct cv_json j;
	bool json;
};

static enum cv_err list_one(void *ctx, const struct reg_import *i, struct cv_error *err)
{
	struct listing *l = ctx;

	(void)err;
	if (!l->json) {
		cv_str_printf(&l->c->out, "%4lld  %.19sZ  %-14s %-12s %6lld added %6lld updated %6lld unchanged  %s  %.12s\n",
			(long long)i->id, i->at, i->kind, i->who, (long long)i->added, (long long)i->updated, (long long)i->unchanged,
			i->file, i->sha256);
		return CV_OK;
	}
	cv_json_open(&l->j, '{');
	cv_json_kv_int(&l->j, "id", i->id);
	cv_json_kv(&l->j, "at", i->at);
	cv_json_kv(&l->j, "who", i->who);
	cv_json_kv(&l->j, "kind", i->kind);
	cv_json_kv(&l->j, "file", i->file);
	cv_json_kv(&l->j, "sha256", i->sha256);
	cv_json_kv_int(&l->j, "change", i->seq);
	cv_json_kv_int(&l->j, "rows", i->rows);
	cv_json_kv_int(&l->j, "added", i->added);
	cv_json_kv_int(&l->j, "updated", i->updated);
	cv_json_kv_int(&l->j, "unchanged", i->unchanged);
	cv_json_kv_int(&l->j, "skipped", i->skipped);
	cv_json_close(&l->j, '}');
	return CV_OK;
}

static int run_imports(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	struct listing l = { c, cv_json_to(&c->out), cli_has(c, "json") };
	struct cv_error err = { 0 };

	if (cli_open(c, REG_READ, &r, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (l.json)
		cv_json_open(&l.j, '[');
	if (reg_imports(r, list_one, &l, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (l.json)
		cv_json_close(&l.j, ']');
	if (l.json)
		cv_str_putc(&c->out, '\n');
	return CLI_YES;
}

const struct cli_command cli_imports = {
	.name = "imports",
	.arguments = "",
	.summary = "what was imported, when, by whom, with what effect",
	.option = imports_option,
	.run = run_imports,
	.help = "  chapterv imports\n",
};

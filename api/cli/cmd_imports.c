/* imports, undo */
#include "api/cli/origin.h"

#include "import/import.h"
#include "registry/core/jsonw.h"

#include <stdlib.h>
#include <string.h>

static const struct cli_option imports_option[] = { CLI_OPT_DB, CLI_OPT_JSON, { 0 } };

struct listing {
	struct cli *c;
	struct cv_json j;
	bool json;
	size_t n;
};

static enum cv_err list_one(void *ctx, const struct reg_import *i, struct cv_error *err)
{
	struct listing *l = ctx;
	struct cv_str *out = &l->c->out;

	CV_UNUSED(err);
	l->n++;
	if (l->json) {
		imp_import_json(i, &l->j);
		return CV_OK;
	}
	cv_str_printf(out, "%4lld  %.19sZ  %-14s %-12s %6lld added %6lld updated %6lld unchanged", (long long)i->id,
		i->at, i->kind, i->who, (long long)i->added, (long long)i->updated, (long long)i->unchanged);
	if (i->ended)
		cv_str_printf(out, " %6lld ended", (long long)i->ended);
	if (i->refused)
		cv_str_printf(out, " %6lld refused", (long long)i->refused);
	cv_str_printf(out, "  %s  %s", i->file, i->sha256);
	if (i->undone)
		cv_str_printf(out, "  undone %.19sZ by %s", i->undone_at, i->undone_by);
	cv_str_putc(out, '\n');
	return CV_OK;
}

/* One import, by its number; or one record. */
static int show_one(struct cli *c, struct reg *r, const char *text)
{
	struct cv_error err = { 0 };
	char *end;
	long long import = strtoll(text, &end, 10);
	bool number = end != text && *end == '\0' && import > 0;
	enum cv_err e = number ? cli_import_records(c, r, import, &err) : cli_origin(c, r, text, &err);

	return e == CV_OK ? CLI_YES : cli_fail_err(c, &err);
}

static int run_imports(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	struct listing l = { c, cv_json_to(&c->out), cli_has(c, "json"), 0 };
	struct cv_error err = { 0 };

	if (cli_open(c, REG_READ, &r, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (c->n_args > 0)
		return show_one(c, r, c->arg[0]);
	if (l.json)
		cv_json_open(&l.j, '[');
	if (reg_imports(r, list_one, &l, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (l.json) {
		cv_json_close(&l.j, ']');
		cv_str_putc(&c->out, '\n');
	} else if (l.n == 0) {
		cli_say(c, "nothing was imported yet");
	}
	return CLI_YES;
}

const struct cli_command cli_imports = {
	.name = "imports",
	.arguments = "[IMPORT|RECORD]",
	.summary = "what was imported, when, by whom, with what effect; which line a record comes from",
	.option = imports_option,
	.max_args = 1,
	.run = run_imports,
	.help = "Each import has a number, the name and SHA-256 of its file, and counts of rows; chapterv undo takes one back.\n"
		"With the number of an import: the records it added, updated and ended, each with the line of the file.\n"
		"With a record, as answers name it (party/3, safeguard/10), or an id: its versions, each with the file and the line.\n"
		"\n"
		"  chapterv imports\n"
		"  chapterv imports 12\n"
		"  chapterv imports safeguard/10\n",
};

/* ---- undo ---- */

static const struct cli_option undo_option[] = { CLI_OPT_TOKEN, CLI_OPT_REASON, CLI_OPT_DB, CLI_OPT_JSON, { 0 } };

static enum cv_err may_undo(void *ctx, const struct reg_import *i, struct cv_error *err)
{
	return cv_streq(i->kind, reg_kind_info(REG_OVERRIDES)->plural) ? cli_decides(ctx, err) : CV_OK;
}

static enum cv_err undo(struct cli *c, struct reg *r, int64_t import, struct reg_undone *ret, struct cv_error *err)
{
	struct reg_actor actor;

	TRY(cli_identify(c, r, err));
	TRY(reg_import_get(r, import, may_undo, c, err));
	actor = cli_actor(c);
	return reg_undo_whole(r, &actor, import, ret, err);
}

static int run_undo(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	struct cv_error err = { 0 };
	struct cv_json j = cv_json_to(&c->out);
	struct reg_undone done;
	char *end;
	long long import = strtoll(c->arg[0], &end, 10);

	if (*end != '\0' || import <= 0)
		return cli_usage(c, "'%s' is no number of an import: see chapterv imports", c->arg[0]);
	if (cli_open(c, REG_WRITE, &r, &err) != CV_OK || undo(c, r, import, &done, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (!cli_has(c, "json")) {
		cv_str_printf(&c->out, "import %lld is undone: %lld record%s taken back, %lld restored; change %lld\n",
			import, (long long)done.closed, done.closed == 1 ? "" : "s", (long long)done.restored,
			(long long)done.seq);
		return CLI_YES;
	}
	imp_undone_json(&done, &j);
	cv_str_putc(&c->out, '\n');
	return CLI_YES;
}

const struct cli_command cli_undo = {
	.name = "undo",
	.arguments = "IMPORT",
	.summary = "take an import back: what it recorded is superseded by what stood there before",
	.option = undo_option,
	.min_args = 1,
	.max_args = 1,
	.run = run_undo,
	.help = "IMPORT is a number of chapterv imports. Nothing is deleted: the register still knows what it knew on any day between.\n"
		"Where a later change stands on what the import recorded, undo names it and stops. What the import remembered (columns,\n"
		"answers about names) is forgotten with it. To undo an undo, import the file again.\n"
		"\n"
		"  chapterv undo 12\n",
};

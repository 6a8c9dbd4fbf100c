/* log: what was changed, when, by whom; and proofs of it. */
#include "api/cli/cli.h"

#include "registry/core/jsonw.h"
#include "registry/evidence.h"
#include "reports/reports.h"

#include <stdlib.h>
#include <string.h>

#define ENTRIES_MOST INT64_C(999999999999)

static const struct cli_option option[] = {
	{ "from", "ENTRY", "begin with this entry (else the last 50)", false, 0 },
	{ "count", "N", "at most so many (else 50; all with --json and --from)", false, 0 },
	{ "proof", "ENTRY", "prove that an entry is in the log", false, 0 },
	{ "since", "SIZE", "prove that the log of that size is the beginning of today's", false, 0 },
	CLI_OPT_DB,
	CLI_OPT_JSON,
	{ 0 },
};

static bool entry_number(struct cli *c, const char *name, int64_t *ret)
{
	return cli_number(c, name, "number", 0, ENTRIES_MOST, ret);
}

struct listing {
	struct cli *c;
	bool json;
};

static enum cv_err list_one(void *ctx, const struct reg_entry *e, struct cv_error *err)
{
	struct listing *l = ctx;

	if (l->json)
		rep_entry_json(e, &l->c->out);
	else
		TRY(rep_entry_text(e, &l->c->out, err));
	if (l->c->out.len > 1 << 16 && !cli_flush(l->c))
		return cv_fail(err, CV_E_FILE, "the output cannot be written");
	return CV_OK;
}

static enum cv_err list(struct cli *c, struct reg *r, int64_t from, int64_t count, struct cv_error *err)
{
	struct listing l = { c, cli_has(c, "json") };
	int64_t size;

	TRY(reg_log_size(r, &size, err));
	if (!cli_has(c, "from"))
		from = size > count ? size - count : 0;
	if (size == 0)
		cli_say(c, "nothing was changed yet");
	return reg_log_walk(r, from, count > INT64_MAX - from ? INT64_MAX : from + count, list_one, &l, err);
}

static enum cv_err prove(struct cli *c, struct reg *r, int64_t entry, int64_t since, struct cv_error *err)
{
	struct reg_proof p;
	struct reg_hash root;
	int64_t size;

	TRY(reg_log_size(r, &size, err));
	if (cli_has(c, "proof"))
		TRY(reg_log_inclusion(r, entry, size, &p, err));
	else
		TRY(reg_log_consistency(r, since, size, &p, err));
	TRY(reg_log_root(r, size, &root, err));
	rep_proof_json(
		cli_has(c, "proof") ? "entry" : "since", cli_has(c, "proof") ? entry : since, size, &root, &p, &c->out);
	return CV_OK;
}

static int run(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	int64_t from = 0, count = cli_has(c, "json") && cli_has(c, "from") ? INT64_MAX : 50, entry = 0, since = 0;
	struct cv_error err = { 0 };
	enum cv_err e;

	if (!entry_number(c, "from", &from) || !entry_number(c, "count", &count) || !entry_number(c, "proof", &entry) ||
		!entry_number(c, "since", &since))
		return CLI_FAILED;
	if (cli_has(c, "proof") && cli_has(c, "since"))
		return cli_usage(c, "--proof and --since are two proofs: ask for one at a time");
	e = cli_open(c, REG_READ, &r, &err);
	if (e == CV_OK && (cli_has(c, "proof") || cli_has(c, "since")))
		e = prove(c, r, entry, since, &err);
	else if (e == CV_OK)
		e = list(c, r, from, count, &err);
	return e == CV_OK ? CLI_YES : cli_fail_err(c, &err);
}

const struct cli_command cli_log = {
	.name = "log",
	.arguments = "",
	.summary = "every change: when, by whom, about what, before and after",
	.option = option,
	.run = run,
	.help = "Each thing that was recorded is one entry. With --json an entry is a line: its number, its leaf (SHA-256), and what was\n"
		"recorded, in the canonical form (RFC 8785) that the leaf is the hash of. --proof and --since print proofs of RFC 9162\n"
		"as JSON; reports/verify_log.py, which needs nothing but Python, checks them, and a whole log, without this program.\n"
		"\n"
		"  chapterv log\n"
		"  chapterv log --from 0 --json > log.jsonl\n"
		"  chapterv log --proof 412\n",
};

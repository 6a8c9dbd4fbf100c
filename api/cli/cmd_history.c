/* history: what was ever recorded about one party. */
#include "api/cli/cli.h"

#include "registry/core/jsonw.h"
#include "reports/reports.h"

static const struct cli_option option[] = { CLI_OPT_DB, CLI_OPT_JSON, { 0 } };

struct listing {
	struct cli *c;
	struct cv_json j;
	bool json;
};

static enum cv_err one(void *ctx, const struct reg_entry *e, struct cv_error *err)
{
	struct listing *l = ctx;

	if (l->json)
		rep_history_json(e, &l->j);
	else
		TRY(rep_entry_text(e, &l->c->out, err));
	return CV_OK;
}

/* A name that only one party has is as good as its id; a party that is gone is known by its id only. */
static enum cv_err find(struct reg *r, const char *text, struct cv_str *id, struct cv_error *err)
{
	const char *found;
	int matches;

	TRY(reg_find_party(r, text, &matches, &found, err));
	if (matches > 1)
		return cv_fail_at(err, CV_E_AMBIGUOUS, "party", "'%s' could be %s: write the id", text, found);
	cv_str_puts(id, matches ? found : text);
	return id->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

static int run(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	CV_AUTO(cv_str_finish) struct cv_str id = { 0 };
	struct listing l = { c, cv_json_to(&c->out), cli_has(c, "json") };
	struct cv_error err = { 0 };
	enum cv_err e = cli_open(c, REG_READ, &r, &err);

	if (e == CV_OK)
		e = find(r, c->arg[0], &id, &err);
	if (l.json)
		cv_json_open(&l.j, '[');
	if (e == CV_OK)
		e = reg_history(r, cv_str_text(&id), 0, one, &l, &err);
	if (e != CV_OK) {
		cv_str_clear(&c->out);
		return cli_fail_err(c, &err);
	}
	if (l.json) {
		cv_json_close(&l.j, ']');
		cv_str_putc(&c->out, '\n');
	}
	return CLI_YES;
}

const struct cli_command cli_history = {
	.name = "history",
	.arguments = "PARTY",
	.summary = "all that was ever recorded about a party, in the order in which it became known",
	.option = option,
	.min_args = 1,
	.max_args = 1,
	.run = run,
	.help = "PARTY is an id or a name. Its own versions come, and those of the transfers, safeguards, certifications and assessments\n"
		"that name it; dates inside the records say when a thing was true, the instants in front when it became known.\n"
		"\n"
		"  chapterv history brackenvault\n",
};

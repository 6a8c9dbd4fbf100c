/* checkpoint, verify, erase: the log as evidence. */
#include "api/cli/cli.h"
#include "api/cli/target.h"

#include "api/clock.h"
#include "registry/core/jsonw.h"
#include "registry/evidence.h"
#include "reports/reports.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define OPT_KEY \
	{ \
		"key", "FILE", "the signing key (else the register's path with .key)", false, 0 \
	}

static bool key_path(struct cli *c, struct cv_str *out)
{
	const char *db = cli_db_path(c);

	if (cli_has(c, "key"))
		cv_str_puts(out, cli_value(c, "key"));
	else if (db)
		cv_str_printf(out, "%s.key", db);
	return out->len > 0 && !out->failed;
}

/* ---- checkpoint ---- */

static const struct cli_option checkpoint_option[] = {
	OPT_KEY,
	{ "origin", "NAME", "the name of a key that is made now (else one is made up)", false, 0 },
	{ "public-key", NULL, "print the public half of the key, for whoever will check", false, 0 },
	{ "output", "FILE", "write it there", false, 'o' },
	CLI_OPT_DB,
	{ 0 },
};

static int run_checkpoint(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	CV_AUTO(cv_str_finish) struct cv_str path = { 0 };
	const char *origin = cli_value(c, "origin");
	struct reg_checkpoint made;
	struct cv_error err = { 0 };
	struct reg_key key = { 0 };
	enum cv_err e;

	if (!key_path(c, &path))
		return CLI_FAILED;
	e = cli_open(c, REG_READ, &r, &err);
	if (e == CV_OK)
		e = reg_key_load(path.data, origin ? origin : "", &key, &err);
	if (e == CV_OK && origin && !cv_streq(origin, key.name))
		e = cv_fail(&err, CV_E_VALUE,
			"the key '%s' has the name %s already: leave --origin out, or name another --key", path.data,
			key.name);
	if (e == CV_OK && cli_has(c, "public-key")) {
		reg_key_public(&key, &c->out);
		cv_str_putc(&c->out, '\n');
	} else if (e == CV_OK) {
		e = reg_checkpoint_make(r, &key, &made, &c->out, &err);
	}
	reg_key_finish(&key);
	if (e == CV_OK && cli_has(c, "output")) {
		e = cli_target_put(cli_value(c, "output"), &c->out, &err);
		cv_str_clear(&c->out);
	}
	return e == CV_OK ? CLI_YES : cli_fail_err(c, &err);
}

const struct cli_command cli_checkpoint = {
	.name = "checkpoint",
	.arguments = "",
	.summary = "sign the log as it stands: size and root, to be kept on another machine",
	.option = checkpoint_option,
	.run = run_checkpoint,
	.help =
		"A checkpoint is five lines of text (C2SP tlog-checkpoint): origin, number of entries, root of\n"
		"the tree, signature (Ed25519). Whoever administers this machine can rewrite the register and\n"
		"its log together; they cannot change a checkpoint that has left the machine. Send it by mail,\n"
		"print it, put it where somebody else keeps it. The key is made at the first call, beside the\n"
		"register, readable by its owner only. A server does it on a timer (chapterv serve\n"
		"--checkpoint-dir DIR); without one, cron does, where a percent sign is written \\%:\n"
		"\n"
		"  0 * * * *  chapterv checkpoint --db /srv/register.db -o /srv/kept/$(date +\\%F-\\%H).checkpoint\n"
		"\n"
		"  chapterv checkpoint -o 2026-11-24.checkpoint\n"
		"  chapterv checkpoint --public-key\n"
		"  chapterv verify --checkpoint 2026-11-24.checkpoint\n",
};

/* ---- verify ---- */

static const struct cli_option verify_option[] = {
	{ "checkpoint", "FILE", "compare with a checkpoint that was made earlier; may be given often", true, 0 },
	OPT_KEY,
	{ "public-key", "TEXT", "who must have signed the checkpoints: name+hash+key (else the key's public half)",
		false, 0 },
	CLI_OPT_DB,
	CLI_OPT_JSON,
	{ 0 },
};

struct looking {
	struct cli *c;
	struct reg *r;
	struct reg_key key;
	struct cv_str wrong; /* what does not fit, a line each */
	size_t checkpoints;
};

static enum cv_err load_key(struct looking *l, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str path = { 0 };

	if (cli_has(l->c, "public-key"))
		return reg_key_parse(cli_value(l->c, "public-key"), &l->key, err);
	if (!key_path(l->c, &path))
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return reg_key_load(path.data, NULL, &l->key, err);
}

static enum cv_err one_checkpoint(struct looking *l, const char *path, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 }, wrong = { 0 };
	struct reg_checkpoint made;
	struct cv_error bad = { 0 };
	bool fits = false;
	enum cv_err e;

	TRY(cli_read(path, REG_CHECKPOINT_MAX, &text, err));
	e = reg_checkpoint_read(cv_str_text(&text), text.len, &l->key, &made, &bad);
	if (e == CV_OK)
		TRY(reg_checkpoint_fits(l->r, &made, &fits, &wrong, err));
	else if (e == CV_E_VALUE)
		cv_str_puts(&wrong, bad.msg);
	else
		return cv_fail(err, e, "%s", bad.msg);
	l->checkpoints++;
	if (!fits)
		cv_str_printf(&l->wrong, "%s: %s\n", path, cv_str_text(&wrong));
	return CV_OK;
}

static enum cv_err checkpoints(struct looking *l, struct cv_error *err)
{
	const char *path;

	if (!cli_has(l->c, "checkpoint"))
		return CV_OK;
	TRY(load_key(l, err));
	for (size_t i = 0; (path = cli_value_at(l->c, "checkpoint", i)); i++)
		TRY(one_checkpoint(l, path, err));
	return CV_OK;
}

static int say(struct looking *l, const struct reg_verified *v)
{
	bool good = v->good && l->wrong.len == 0;
	struct cv_str *out = &l->c->out;
	char hex[2 * REG_HASH + 1];

	rep_hash_hex(&v->root, hex);
	if (cli_has(l->c, "json")) {
		struct cv_json j = cv_json_to(out);

		cv_json_open(&j, '{');
		cv_json_key(&j, "good");
		cv_json_bool(&j, good);
		cv_json_kv_int(&j, "entries", v->size);
		cv_json_kv(&j, "root", v->good ? hex : NULL);
		cv_json_kv_int(&j, "checkpoints", (int64_t)l->checkpoints);
		cv_json_kv_opt(&j, "wrong", v->good ? cv_str_text(&l->wrong) : cv_str_text(&v->wrong));
		cv_json_close(&j, '}');
		cv_str_putc(out, '\n');
		return good ? CLI_YES : CLI_NO;
	}
	if (!v->good)
		cv_str_printf(out, "The register is not what its log says: %s.\n%lld entries before it fit.\n",
			cv_str_text(&v->wrong), (long long)v->size);
	else
		cv_str_printf(out, "%lld entries fit what is on file; root %s.\n", (long long)v->size, hex);
	cv_str_puts(out, cv_str_text(&l->wrong));
	if (good && l->checkpoints > 0)
		cv_str_printf(out, "%zu checkpoint%s: the log still begins as it did then.\n", l->checkpoints,
			l->checkpoints == 1 ? "" : "s");
	else if (good)
		cv_str_puts(out,
			"Without a checkpoint from another machine this proves nothing against whoever administers "
			"this one.\n");
	return good ? CLI_YES : CLI_NO;
}

static bool progress(void *ctx, int64_t done, int64_t of)
{
	int64_t *shown = ctx, now = api_ticks_ms();

	if (cli_terminal() && now - *shown > 500) {
		fprintf(stderr, "\r\033[Kverifying: %lld of %lld entries", (long long)done, (long long)of);
		*shown = now;
	}
	return false;
}

static int run_verify(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	struct looking l = { .c = c };
	struct reg_verified v = { 0 };
	int64_t shown = api_ticks_ms();
	struct cv_error err = { 0 };
	int status;
	enum cv_err e = cli_open(c, REG_READ, &r, &err);

	l.r = r;
	if (e == CV_OK)
		e = reg_verify(r, progress, &shown, &v, &err);
	if (cli_terminal())
		fputs("\r\033[K", stderr);
	if (e == CV_OK && v.good)
		e = checkpoints(&l, &err);
	status = e == CV_OK ? say(&l, &v) : cli_fail_err(c, &err);
	reg_verified_finish(&v);
	reg_key_finish(&l.key);
	cv_str_finish(&l.wrong);
	return status;
}

const struct cli_command cli_verify = {
	.name = "verify",
	.arguments = "",
	.summary = "prove that the register and its log agree, and with checkpoints that nothing was rewritten",
	.option = verify_option,
	.run = run_verify,
	.help = "Every entry of the log is made anew from the records and compared with the hash that was kept of it;\n"
		"the first that does not fit is named. Exit status 1 where something does not fit.\n"
		"\n"
		"  chapterv verify\n"
		"  chapterv verify --checkpoint 2026-11-24.checkpoint\n",
};

/* ---- erase ---- */

static const struct cli_option erase_option[] = { CLI_OPT_REASON, CLI_OPT_DB,
	{ 0 } };

/* "inquiry/2026-0007"; without the word, a party. */
static void erased_record(const char *text, enum reg_kind *ret_kind, const char **ret_id)
{
	const char *slash = strchr(text, '/');

	*ret_kind = REG_PARTIES;
	*ret_id = text;
	for (int k = 0; slash && k < REG_KIND_COUNT; k++) {
		const char *singular = reg_kind_info((enum reg_kind)k)->singular;

		if (strlen(singular) == (size_t)(slash - text) && cv_starts(text, singular)) {
			*ret_kind = (enum reg_kind)k;
			*ret_id = slash + 1;
		}
	}
}

static int run_erase(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	struct reg_actor actor = cli_actor(c);
	struct cv_error err = { 0 };
	int64_t versions = 0, seq = 0;
	enum reg_kind kind;
	const char *id;
	enum cv_err e;

	erased_record(c->arg[0], &kind, &id);
	e = cli_open(c, REG_WRITE, &r, &err);
	if (e == CV_OK)
		e = reg_begin(r, &actor, "erasing", &err);
	if (e == CV_OK)
		e = reg_erase_personal(r, kind, id, &versions, &err);
	if (e == CV_OK)
		e = reg_commit(r, &seq, &err);
	if (e == CV_E_NOT_FOUND && id == c->arg[0] && strchr(id, '/')) /* a name may have one, too */
		cli_say(c, "of another kind it is KIND/ID: inquiry/..., reply/..., contract/..., delivery/...");
	if (e != CV_OK)
		return cli_fail_err(c, &err);
	cv_str_printf(&c->out, "what '%s' says about a person is erased from %lld version%s; change %lld\n", c->arg[0],
		(long long)versions, versions == 1 ? "" : "s", (long long)seq);
	return CLI_YES;
}

const struct cli_command cli_erase = {
	.name = "erase",
	.arguments = "PARTY|KIND/ID",
	.summary = "erase for good what a record says about a person",
	.option = erase_option,
	.min_args = 1,
	.max_args = 1,
	.run = run_erase,
	.help = "Everything else is only ever superseded; the contact of a party or contract, who asks in an inquiry,\n"
		"the letter of a reply, address and letter of a delivery are personal data: they can be taken out of\n"
		"every version (GDPR art. 17). The log holds a salted hash of them only, whose salt goes too, and\n"
		"goes on to verify. Backups keep what they kept until they are replaced.\n"
		"\n"
		"  chapterv erase acme --reason 'asked for on 2026-11-20'\n"
		"  chapterv erase inquiry/2026-0007\n"
		"  chapterv erase reply/2026-0007-1\n"
		"  chapterv erase delivery/12\n",
};

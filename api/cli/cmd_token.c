/* token, login: who may do what over HTTP. */
#include "api/cli/cli.h"

#include "api/clock.h"
#include "api/http/http.h"
#include "registry/access.h"
#include "registry/core/jsonw.h"

#include <string.h>

#define ROLES "reader, procurement, dpo, auditor or admin"

static bool role_of(struct cli *c, enum reg_role *ret)
{
	const char *word = cli_value(c, "role");

	if (word == NULL || reg_role_parse(word, ret))
		return true;
	cli_usage(c, "--role \"%s\" is none; write " ROLES, word);
	return false;
}

/* ---- token --------------------------------------------------------------------------------------------------- */

static enum cv_err change(struct cli *c, struct reg *r, bool add, enum reg_role role, cv_day expires,
	char secret[REG_SECRET_TEXT], struct cv_error *err)
{
	struct reg_actor actor = cli_actor(c);
	enum cv_err e;

	TRY(reg_begin(r, &actor, add ? "token add" : "token revoke", err));
	e = add ? reg_token_add(r, c->arg[1], role, expires, secret, err) : reg_token_revoke(r, c->arg[1], err);
	if (e == CV_OK)
		e = reg_commit(r, NULL, err);
	reg_rollback(r);
	return e;
}

static int add(struct cli *c, struct reg *r)
{
	char secret[REG_SECRET_TEXT];
	cv_day expires = CV_DAY_EVER;
	struct cv_error err = { 0 };
	enum reg_role role = REG_ROLE_READER;

	if (!cli_has(c, "role"))
		return cli_usage(c, "what may it do? --role " ROLES);
	if (!role_of(c, &role) || !cli_day(c, "expires", &expires))
		return CLI_FAILED;
	if (change(c, r, true, role, expires, secret, &err) != CV_OK)
		return cli_fail_err(c, &err);
	cv_str_printf(&c->out, "%s\n", secret);
	cli_say(c, "this is shown once; the register keeps only its hash. Send it as: Authorization: Bearer %.6s...",
		secret);
	return CLI_YES;
}

static int revoke(struct cli *c, struct reg *r)
{
	struct cv_error err = { 0 };

	if (change(c, r, false, REG_ROLE_READER, CV_DAY_EVER, NULL, &err) != CV_OK)
		return cli_fail_err(c, &err);
	cli_say(c, "the token %s is revoked", c->arg[1]);
	return CLI_YES;
}

struct listing {
	struct cli *c;
	struct cv_json j;
	bool json;
	size_t n;
};

static enum cv_err list_one(void *ctx, const struct reg_token *t, struct cv_error *err)
{
	struct listing *l = ctx;
	struct cv_str *out = &l->c->out;

	CV_UNUSED(err);
	l->n++;
	if (!l->json) {
		cv_str_printf(out, "%-24s %-12s given %.10s by %s", t->name, t->role, t->made_at, t->made_by);
		if (*t->expires)
			cv_str_printf(out, ", good until %s", t->expires);
		cv_str_printf(out, ", %s%.16s", *t->used ? "last used " : "never used", t->used);
		if (*t->revoked_at)
			cv_str_printf(out, ", revoked %.10s by %s", t->revoked_at, t->revoked_by);
		cv_str_putc(out, '\n');
		return CV_OK;
	}
	cv_json_open(&l->j, '{');
	cv_json_kv(&l->j, "name", t->name);
	cv_json_kv(&l->j, "role", t->role);
	cv_json_kv(&l->j, "given_at", t->made_at);
	cv_json_kv(&l->j, "given_by", t->made_by);
	cv_json_kv_opt(&l->j, "expires", t->expires);
	cv_json_kv_opt(&l->j, "last_used", t->used);
	cv_json_kv_opt(&l->j, "revoked_at", t->revoked_at);
	cv_json_kv_opt(&l->j, "revoked_by", t->revoked_by);
	cv_json_close(&l->j, '}');
	return CV_OK;
}

static int list(struct cli *c, struct reg *r)
{
	struct listing l = { c, cv_json_to(&c->out), cli_has(c, "json"), 0 };
	struct cv_error err = { 0 };

	if (l.json)
		cv_json_open(&l.j, '[');
	if (reg_tokens(r, list_one, &l, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (l.json) {
		cv_json_close(&l.j, ']');
		cv_str_putc(&c->out, '\n');
	} else if (l.n == 0) {
		cli_say(c, "no token was ever added: on a loopback address the server asks nobody who they are");
	}
	return CLI_YES;
}

static const struct {
	const char *word;
	bool name, write;
	int (*run)(struct cli *c, struct reg *r);
} deed[] = {
	{ "add", true, true, add },
	{ "list", false, false, list },
	{ "revoke", true, true, revoke },
};

static int run_token(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	struct cv_error err = { 0 };
	size_t i = 0;

	while (i < CV_LEN(deed) && !cv_streq(c->arg[0], deed[i].word))
		i++;
	if (i == CV_LEN(deed))
		return cli_usage(c, "\"%s\" is not known here; write add NAME, list or revoke NAME", c->arg[0]);
	if (deed[i].name != (c->n_args == 2))
		return cli_usage(c,
			deed[i].name ? "token %s: which one? Its name is missing" : "token %s takes no name",
			deed[i].word);
	if (cli_open(c, deed[i].write ? REG_WRITE : REG_READ, &r, &err) != CV_OK)
		return cli_fail_err(c, &err);
	return deed[i].run(c, r);
}

static const struct cli_option token_option[] = {
	{ "role", "ROLE", "what it may do: " ROLES, false, 0 },
	{ "expires", "DATE", "the day from which on it is no longer good (else: until it is revoked)", false, 0 },
	CLI_OPT_REASON,
	CLI_OPT_DB,
	CLI_OPT_JSON,
	{ 0 },
};

const struct cli_command cli_token = {
	.name = "token",
	.arguments = "add NAME|list|revoke NAME",
	.summary = "who may do what over HTTP",
	.option = token_option,
	.min_args = 1,
	.max_args = 2,
	.run = run_token,
	.help = "A register to which no token was ever added is open to whoever is on this machine. From the\n"
		"first token on the server wants one, or a session (chapterv login), for everything but\n"
		"/v1/health. A token is shown once; the register keeps its SHA-256. A server that runs follows\n"
		"at once; who gave and who revoked it stands in the log.\n"
		"\n"
		"  chapterv token add wiki --role reader --expires 2027-07-01\n"
		"  curl -H 'Authorization: Bearer cv_...' 'http://127.0.0.1:8044/v1/mechanism?to=acme'\n"
		"  chapterv token revoke wiki\n",
};

/* ---- login ---------------------------------------------------------------------------------------------------- */

static enum cv_err any_token(void *ctx, const struct reg_token *t, struct cv_error *err)
{
	CV_UNUSED(t);
	CV_UNUSED(err);
	*(bool *)ctx = true;
	return CV_OK;
}

static int run_login(struct cli *c)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	const char *as = cli_value(c, "as"), *at = cli_value(c, "listen");
	enum reg_role role = REG_ROLE_ADMIN;
	char secret[REG_SECRET_TEXT];
	struct cv_error err = { 0 };
	bool asked = false;

	if (!role_of(c, &role))
		return CLI_FAILED;
	if (cli_open(c, REG_WRITE, &r, &err) != CV_OK || reg_tokens(r, any_token, &asked, &err) != CV_OK)
		return cli_fail_err(c, &err);
	at = at ? at : HTTP_LISTEN_DEFAULT;
	if (!asked) {
		cli_say(c,
			"no token was ever added: the server asks nobody to log in; open http://%s/ (one that trusts a "
			"proxy asks all the same: chapterv token add NAME first)",
			at);
		return CLI_NO;
	}
	if (reg_login_add(r, as ? as : cli_actor(c).who, role, api_now_ms(), secret, &err) != CV_OK)
		return cli_fail_err(c, &err);
	cv_str_printf(&c->out, "http://%s/login?code=%s\n", at, secret);
	cli_say(c, "good once, for %d minutes; the session is that of %s and ends after %d hours", REG_LOGIN_MS / 60000,
		reg_role_word(role), REG_SESSION_MS / 3600000);
	return CLI_YES;
}

static const struct cli_option login_option[] = {
	{ "role", "ROLE", "what the session may do: " ROLES " (default admin)", false, 0 },
	{ "as", "NAME", "who logs in (else your login name); it stands with every change", false, 0 },
	{ "listen", "ADDR:PORT", "where the server answers (default " HTTP_LISTEN_DEFAULT ")", false, 0 },
	CLI_OPT_DB,
	{ 0 },
};

const struct cli_command cli_login = {
	.name = "login",
	.arguments = "",
	.summary = "print a link that logs a browser in, once",
	.option = login_option,
	.run = run_login,
	.help = "For a server on this machine over the same register: whoever may write the register may do\n"
		"everything anyway. The browser shows a form first, so that nothing which follows links ahead\n"
		"uses the link up. Revoking a token of the same name ends the session, too.\n"
		"\n"
		"  chapterv login\n"
		"  chapterv login --role procurement --as hanna\n",
};

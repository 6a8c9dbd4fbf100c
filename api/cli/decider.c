/*
 * Who decides, on the command line. It has the file, so nothing here keeps anybody from anything; but what is recorded
 * as somebody's decision bears the name of one who may decide. A register that gave out tokens asks for one of them:
 * CHAPTERV_TOKEN, or --token-file. Where none was ever given, whoever has the file is everything.
 */
#include "api/cli/cli.h"

#include "api/clock.h"

#include <stdlib.h>
#include <string.h>

enum { TOKEN_FILE_MAX = 4096 };

/* "": none was given. */
static enum cv_err token_given(struct cli *c, struct cv_str *out, struct cv_error *err)
{
	const char *path = cli_takes(c, "token-file") ? cli_value(c, "token-file") : NULL;
	const char *said = getenv("CHAPTERV_TOKEN");

	if (path)
		TRY(cli_read(path, TOKEN_FILE_MAX, out, err));
	else
		cv_str_puts(out, said ? said : "");
	while (out->len > 0 && strchr(" \t\r\n", out->data[out->len - 1]))
		out->data[--out->len] = '\0';
	return out->failed ? cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM)) : CV_OK;
}

static enum cv_err take(struct cli *c, struct reg *r, const struct reg_holder *h, struct cv_error *err)
{
	struct reg_use use = { h->digest, api_now_ms() };

	c->token = h->role;
	c->has_token = true;
	memcpy(c->who, h->who, sizeof(h->who));
	return reg_access_used(r, &use, 1, err);
}

static enum cv_err find(
	struct cli *c, struct reg *r, const struct reg_access *a, const char *secret, struct cv_error *err)
{
	const struct reg_holder *h = reg_access_find(a, secret, false, api_now_ms());

	if (h == NULL)
		return cv_fail(err, CV_E_DENIED,
			"the token in %s is none that is good: see chapterv token list",
			cli_takes(c, "token-file") && cli_value(c, "token-file") ? cli_value(c, "token-file")
										 : "CHAPTERV_TOKEN");
	return take(c, r, h, err);
}

enum cv_err cli_identify(struct cli *c, struct reg *r, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str secret = { 0 };
	struct reg_access *a = NULL;
	enum cv_err e;

	TRY(reg_access_load(r, &a, err));
	c->asks = a->asked;
	e = a->asked ? token_given(c, &secret, err) : CV_OK;
	if (e == CV_OK && secret.len > 0)
		e = find(c, r, a, secret.data, err);
	reg_access_destroy(a);
	return e;
}

enum cv_err cli_decides(const struct cli *c, struct cv_error *err)
{
	if (!c->asks || (c->has_token && reg_role_decides(c->token)))
		return CV_OK;
	if (c->has_token)
		return cv_fail(err, CV_E_DENIED,
			"that is for the data protection officer to decide: the token of %s is of role %s, not dpo or "
			"admin",
			c->who, reg_role_word(c->token));
	return cv_fail(err, CV_E_DENIED,
		"that is for the data protection officer to decide, and the record says who did: put a token of role "
		"dpo or admin into CHAPTERV_TOKEN, or name a file with it%s",
		cli_takes(c, "token-file") ? " (--token-file)" : "");
}

enum cv_err cli_decider(struct cli *c, struct reg *r, struct cv_error *err)
{
	TRY(cli_identify(c, r, err));
	return cli_decides(c, err);
}

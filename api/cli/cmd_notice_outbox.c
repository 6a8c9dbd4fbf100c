/* notice outbox, settings: what waits, and how it is sent. */
#include "api/cli/notice.h"

#include "api/cli/target.h"
#include "api/clock.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- outbox ---- */

struct box {
	struct cli *c;
	struct reg *r;
	struct cv_json j;
	bool json;
	const char *folder; /* NULL: nothing is written */
	char *sender;
	size_t shown, waiting, written;
};

enum { NAME_COLUMNS = 24 };

/* What printf() is to pad to: it counts bytes, and a letter may have several. */
static int padded(const char *name)
{
	int more = 0;

	for (const char *p = name; *p; p++)
		more += ((unsigned char)*p & 0xc0) == 0x80;
	return NAME_COLUMNS + more;
}

static void describe(struct box *b, const struct reg_parcel *p, const char *file)
{
	struct cv_str *out = &b->c->out;
	char day[CV_DAY_TEXT];

	if (!b->json) {
		cv_str_printf(out, "%-10s %-8s %-*s %s", p->notice,
			p->stopped && !cv_streq(p->state, "sent") ? "stopped" : p->state, padded(p->name), p->name,
			*p->address ? p->address : "no address");
		cv_str_printf(out, *p->sent ? "; sent %.16sZ" : "%s", p->sent);
		cv_str_printf(out, "; objections until %s", cv_day_text(p->deadline, day));
		cv_str_printf(out, *p->problem ? "; %s" : "%s", p->problem);
		cv_str_printf(out, *file ? "; %s" : "%s", file);
		cv_str_putc(out, '\n');
		return;
	}
	cv_json_open(&b->j, '{');
	cv_json_kv_int(&b->j, "number", p->n);
	cv_json_kv(&b->j, "notice", p->notice);
	cv_json_kv(&b->j, "customer", p->customer);
	cv_json_kv(&b->j, "name", p->name);
	cv_json_kv_opt(&b->j, "address", p->address);
	cv_json_kv(&b->j, "language", p->language);
	cv_json_kv(&b->j, "state", p->state);
	cv_json_kv_opt(&b->j, "sent", p->sent);
	cv_json_kv_opt(&b->j, "problem", p->problem);
	cv_json_kv_opt(&b->j, "deadline", cv_day_text(p->deadline, day));
	cv_json_kv_opt(&b->j, "file", file);
	cv_json_close(&b->j, '}');
}

static enum cv_err write_message(struct box *b, const struct reg_parcel *p, struct cv_str *path, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str letter = { 0 }, to = { 0 }, identity = { 0 }, message = { 0 };
	struct rep_mail m = {
		.from = b->sender, .to_name = p->name, .language = p->language, .at_ms = api_now_ms(), .crlf = true
	};

	if (!rep_mail_address(p->address, NULL, &to))
		cv_str_puts(&to, "unknown@invalid"); /* RFC 2606: nobody's; the file is for a printer or a portal */
	TRY(reg_notice_letter(b->r, p->n, &letter, err));
	cv_str_printf(&identity, "%s|%s", p->notice, p->customer);
	m.to = cv_str_text(&to);
	m.letter = cv_str_text(&letter);
	m.identity = cv_str_text(&identity);
	TRY(rep_mail(&m, &message, err));
	cv_str_printf(path, "%s/%s-%s.eml", b->folder, p->notice, p->customer);
	if (letter.failed || to.failed || identity.failed || path->failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return cli_target_put(cv_str_text(path), &message, err);
}

static enum cv_err show(void *ctx, const struct reg_parcel *p, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str path = { 0 };
	struct box *b = ctx;
	bool waits = !cv_streq(p->state, "sent") && !p->stopped;

	b->waiting += waits;
	if (!waits && (cli_has(b->c, "waiting") || b->folder))
		return CV_OK;
	if (b->folder) {
		TRY(write_message(b, p, &path, err));
		b->written++;
	}
	b->shown++;
	describe(b, p, cv_str_text(&path));
	return CV_OK;
}

static int closing(struct box *b)
{
	if (b->json) {
		cv_json_close(&b->j, ']');
		cv_str_putc(&b->c->out, '\n');
	} else if (b->shown == 0) {
		cli_say(b->c,
			b->folder || cli_has(b->c, "waiting") ? "nothing waits to be sent" : "the outbox is empty");
	}
	if (b->folder && b->written > 0)
		cli_say(b->c, "%zu written to %s; once they went out: chapterv notice send ID --by-hand CUSTOMER",
			b->written, b->folder);
	return cli_has(b->c, "waiting") && b->waiting > 0 ? CLI_NO : CLI_YES;
}

int cli_notice_outbox(struct cli *c, struct reg *r)
{
	struct box b = {
		.c = c, .r = r, .j = cv_json_to(&c->out), .json = cli_has(c, "json"), .folder = cli_value(c, "output")
	};
	const char *only = c->n_args > 1 ? c->arg[1] : NULL, *sender = cli_value(c, "sender");
	struct cv_error err = { 0 };
	enum cv_err e = CV_OK;

	if (b.folder && mkdir(b.folder, 0700) != 0 && errno != EEXIST)
		return cli_fail(c, "the folder %s could not be made: %s", b.folder, strerror(errno));
	if (sender)
		b.sender = cv_strdup(sender);
	else
		e = cli_notice_sender(r, &b.sender, &err);
	if (e == CV_OK && b.folder && b.sender && *b.sender == '\0') {
		free(b.sender);
		return cli_fail(c,
			"who sends? --sender privacy@example.com, or chapterv notice settings "
			"sender=privacy@example.com");
	}
	if (b.json)
		cv_json_open(&b.j, '[');
	if (e == CV_OK)
		e = reg_outbox(r, only, show, &b, &err);
	free(b.sender);
	return e == CV_OK ? closing(&b) : cli_fail_err(c, &err);
}

/* ---- settings ---- */

static const struct setting {
	const char *name, *key, *help;
	bool days;
} setting[] = {
	{ "objection-days", "desk/objection-days", "days to object, of customers whose contract says none (30)", true },
	{ "notice-days", "desk/notice-days", "days between notice and change, of the same (0)", true },
	{ "send-command", CLI_SEND_COMMAND, "takes a message on stdin, as 'msmtp -t' does; nothing is sent without",
		false },
	{ "sender", CLI_SENDER, "From: name@example.com, or Name <name@example.com> (else the contact of one of ours)",
		false },
};

static enum cv_err good(const struct setting *s, const char *value, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str address = { 0 };
	char *end;
	long days = strtol(value, &end, 10);

	if (*value == '\0')
		return CV_OK;
	if (!cv_text_clean(value, strlen(value)) || strpbrk(value, "\r\n"))
		return cv_fail_at(err, CV_E_VALUE, s->name, "%s must be one line of text", s->name);
	if (s->days && (*value < '0' || *value > '9' || *end || days > REG_DAYS_MAX))
		return cv_fail_at(err, CV_E_VALUE, s->name, "%s '%.40s' must be a number of days, 0 to %d", s->name,
			value, REG_DAYS_MAX);
	if (cv_streq(s->key, CLI_SENDER) && !rep_mail_address(value, NULL, &address))
		return cv_fail_at(err, CV_E_VALUE, s->name,
			"sender '%.200s' is no e-mail address: write name@example.com, or Name <name@example.com>",
			value);
	return CV_OK;
}

static enum cv_err set_all(struct cli *c, struct reg *r, struct cv_error *err)
{
	for (size_t i = 1; i < c->n_args; i++) {
		size_t n = strcspn(c->arg[i], "="), k = 0;

		while (k < CV_LEN(setting) &&
			!(strlen(setting[k].name) == n && memcmp(setting[k].name, c->arg[i], n) == 0))
			k++;
		if (k == CV_LEN(setting) || c->arg[i][n] != '=')
			return cv_fail_at(err, CV_E_UNKNOWN_WORD, "settings",
				"'%.80s' is no setting: write objection-days=, notice-days=, send-command= or sender= "
				"and its value",
				c->arg[i]);
		TRY(good(&setting[k], c->arg[i] + n + 1, err));
		TRY(reg_set(r, setting[k].key, c->arg[i] + n + 1, err));
	}
	return CV_OK;
}

static enum cv_err change(struct cli *c, struct reg *r, struct cv_error *err)
{
	struct reg_actor actor = cli_actor(c);
	enum cv_err e;

	TRY(reg_begin(r, &actor, "notice settings", err));
	e = set_all(c, r, err);
	if (e == CV_OK)
		e = reg_commit(r, NULL, err);
	reg_rollback(r);
	return e;
}

int cli_notice_settings(struct cli *c, struct reg *r)
{
	struct cv_json j = cv_json_to(&c->out);
	bool json = cli_has(c, "json");
	struct cv_error err = { 0 };

	if (c->n_args > 1 && change(c, r, &err) != CV_OK)
		return cli_fail_err(c, &err);
	if (json)
		cv_json_open(&j, '{');
	for (size_t i = 0; i < CV_LEN(setting); i++) {
		char *value = NULL;

		if (reg_setting(r, setting[i].key, &value, &err) != CV_OK)
			return cli_fail_err(c, &err);
		if (json)
			cv_json_kv_opt(&j, setting[i].name, value);
		else
			cv_str_printf(&c->out, "%-15s %-28s %s\n", setting[i].name, *value ? value : "not set",
				setting[i].help);
		free(value);
	}
	if (json) {
		cv_json_close(&j, '}');
		cv_str_putc(&c->out, '\n');
	}
	return CLI_YES;
}

/* ---- who sends ---- */

enum { P_OWN = 7, P_CONTACT = 11 }; /* columns of parties */

static enum cv_err of_ours(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str address = { 0 };
	struct cv_str *ret = ctx;

	CV_UNUSED(err);
	if (ret->len == 0 && cv_streq(v->record.cell[P_OWN], "yes") &&
		rep_mail_address(v->record.cell[P_CONTACT], NULL, &address))
		cv_str_puts(ret, v->record.cell[P_CONTACT]);
	return CV_OK;
}

enum cv_err cli_notice_sender(struct reg *r, char **ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str found = { 0 };

	TRY(reg_setting(r, CLI_SENDER, ret, err));
	if (**ret)
		return CV_OK;
	TRY(reg_each(r, REG_PARTIES, CV_DAY_NONE, NULL, of_ours, &found, err));
	free(*ret);
	*ret = found.failed ? NULL : cv_strdup(cv_str_text(&found));
	return *ret ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

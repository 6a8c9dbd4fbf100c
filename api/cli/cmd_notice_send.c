/*
 * notice send: what waits in the outbox goes to the operator's command.
 *
 * Each message is marked "sending" in a change of its own before it is handed over, and what came of it is recorded in
 * another one after. Two that send at once do not send the same; one that is stopped in between leaves "sending"
 * behind, and nobody sends that again unasked.
 */
#include "api/cli/notice.h"

#include "api/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIMEOUT_S = 60, TIMEOUT_MAX_S = 3600 };

/* A letter on its way; texts are its own. */
struct letter {
	int64_t n;
	char *notice, *customer, *name, *address, *language, *state;
	bool stopped;
	cv_day announced;
};

struct sending {
	struct cli *c;
	struct reg *r;
	const char *only; /* a notice, NULL: all */
	struct letter *letter;
	size_t n, cap;
	const char *command;
	char *sender;
	int64_t timeout_ms;
	cv_day went; /* another way, on that day; CV_DAY_NONE: now */
	size_t sent, failed, unsure, left;
};

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

static enum cv_err take(void *ctx, const struct reg_parcel *p, struct cv_error *err)
{
	struct sending *s = ctx;
	struct letter *l;

	if (cv_streq(p->state, "sent"))
		return CV_OK;
	if (s->n == s->cap) {
		size_t cap = s->cap ? 2 * s->cap : 32;
		struct letter *more = realloc(s->letter, cap * sizeof(*more));

		if (more == NULL)
			return nomem(err);
		s->letter = more;
		s->cap = cap;
	}
	l = &s->letter[s->n++];
	*l = (struct letter){ p->n, cv_strdup(p->notice), cv_strdup(p->customer), cv_strdup(p->name),
		cv_strdup(p->address), cv_strdup(p->language), cv_strdup(p->state), p->stopped, p->announced };
	return l->notice && l->customer && l->name && l->address && l->language && l->state ? CV_OK : nomem(err);
}

static void finish(struct sending *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->letter[i].notice);
		free(s->letter[i].customer);
		free(s->letter[i].name);
		free(s->letter[i].address);
		free(s->letter[i].language);
		free(s->letter[i].state);
	}
	free(s->letter);
	free(s->sender);
}

/* ---- what is recorded ---- */

static enum cv_err mark(
	struct sending *s, const struct letter *l, const char *state, const char *problem, struct cv_error *err)
{
	struct reg_actor actor = cli_actor(s->c);
	char note[200];
	enum cv_err e;

	snprintf(note, sizeof(note), "notice send %.64s to %.64s: %s", l->notice, l->customer, state);
	TRY(reg_begin(s->r, &actor, note, err));
	e = cv_day_known(s->went) ? reg_parcel_by_hand(s->r, l->n, s->went, l->announced, problem, err)
				  : reg_parcel_mark(s->r, l->n, state, problem, err);
	if (e == CV_OK)
		e = reg_commit(s->r, NULL, err);
	reg_rollback(s->r);
	return e;
}

/* ---- one letter ---- */

static enum cv_err compose(struct sending *s, const struct letter *l, struct cv_str *message, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str letter = { 0 }, to = { 0 }, identity = { 0 };
	struct rep_mail m = { .from = s->sender, .to_name = l->name, .language = l->language, .at_ms = api_now_ms() };

	if (!rep_mail_address(l->address, NULL, &to))
		return cv_fail_at(err, CV_E_VALUE, "address",
			*l->address ? "'%.200s' is no e-mail address: correct the contract's contact"
				    : "no address is on file%.0s",
			l->address);
	TRY(reg_notice_letter(s->r, l->n, &letter, err));
	cv_str_printf(&identity, "%s|%s", l->notice, l->customer);
	if (letter.failed || to.failed || identity.failed)
		return nomem(err);
	m.to = cv_str_text(&to);
	m.letter = cv_str_text(&letter);
	m.identity = cv_str_text(&identity);
	return rep_mail(&m, message, err);
}

/* What cannot be handed over is left as it waits. */
static enum cv_err one(struct sending *s, const struct letter *l, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str message = { 0 }, why = { 0 };
	enum cli_handed handed;

	if (compose(s, l, &message, err) != CV_OK) {
		cli_say(s->c, "%s to %s: %s; send it another way and say --by-hand %s", l->notice, l->name, err->msg,
			l->customer);
		s->left++;
		return err->code == CV_E_NOMEM || err->code == CV_E_STORE ? err->code : CV_OK;
	}
	if (mark(s, l, "sending", "", err) != CV_OK) {
		cli_say(s->c, "%s to %s: %s", l->notice, l->name, err->msg);
		s->left++;
		return err->code == CV_E_CONFLICT ? CV_OK : err->code;
	}
	handed = cli_hand_over(s->command, cv_str_text(&message), message.len, s->timeout_ms, &why);
	if (handed == CLI_HANDED) {
		s->sent++;
		cv_str_printf(&s->c->out, "%s to %s <%s>: sent\n", l->notice, l->name, l->address);
		return mark(s, l, "sent", "", err);
	}
	if (handed == CLI_NOT_HANDED) {
		s->failed++;
		cli_say(s->c, "%s to %s: not sent: %s", l->notice, l->name, cv_str_text(&why));
		return mark(s, l, "failed", cv_str_text(&why), err);
	}
	s->unsure++;
	cli_say(s->c,
		"%s to %s: it is not known whether it was sent: %s; look at what your mail program says, then notice "
		"send %s "
		"--unsure sent, or again",
		l->notice, l->name, cv_str_text(&why), l->notice);
	return CV_OK;
}

static enum cv_err settle_unsure(struct sending *s, struct letter *l, struct cv_error *err)
{
	const char *word = cli_value(s->c, "unsure");

	if (word == NULL) {
		cli_say(s->c,
			"%s to %s: it was being handed over, and is not known to have been sent: look at what your "
			"mail program says, "
			"then notice send %s --unsure sent, or again",
			l->notice, l->name, l->notice);
		s->unsure++;
		return CV_OK;
	}
	TRY(mark(s, l, cv_streq(word, "sent") ? "sent" : "queued", "", err));
	l->state[0] = '\0'; /* it waits, or is done */
	s->sent += cv_streq(word, "sent");
	if (cv_streq(word, "sent"))
		cv_str_printf(&s->c->out, "%s to %s: counts as sent\n", l->notice, l->name);
	return CV_OK;
}

static enum cv_err each(struct sending *s, struct cv_error *err)
{
	const char *unsure = cli_value(s->c, "unsure");

	for (size_t i = 0; i < s->n; i++) {
		struct letter *l = &s->letter[i];

		if (l->stopped)
			continue;
		if (cv_streq(l->state, "sending")) {
			TRY(settle_unsure(s, l, err));
			if (unsure == NULL || cv_streq(unsure, "sent"))
				continue;
		}
		TRY(one(s, l, err));
		if (!cli_flush(s->c))
			return cv_fail(err, CV_E_FILE, "standard output cannot be written");
	}
	return CV_OK;
}

/* ---- by hand ---- */

static int by_hand(struct sending *s)
{
	struct cv_error err = { 0 };
	char day[CV_DAY_TEXT];
	const char *customer;

	if (s->only == NULL)
		return cli_usage(s->c, "notice send --by-hand: of which notice? Write its id");
	for (size_t i = 0; (customer = cli_value_at(s->c, "by-hand", i)); i++) {
		struct letter *l = NULL;

		for (size_t k = 0; k < s->n; k++)
			if (cv_streq(s->letter[k].customer, customer))
				l = &s->letter[k];
		if (l == NULL)
			return cli_fail(s->c, "no letter of notice %s to '%s' waits: see chapterv notice outbox %s",
				s->only, customer, s->only);
		if (mark(s, l, "sent", "by hand", &err) != CV_OK)
			return cli_fail_err(s->c, &err);
		cv_str_printf(&s->c->out, "%s to %s: counts as sent%s%s, by hand\n", l->notice, l->name,
			cv_day_known(s->went) ? " on " : "", cv_day_text(s->went, day));
	}
	return CLI_YES;
}

/* ---- all of them ---- */

static bool seconds(struct cli *c, int64_t *ret)
{
	int64_t s = TIMEOUT_S;
	bool good = cli_number(c, "timeout", "number of seconds", 1, TIMEOUT_MAX_S, &s);

	*ret = 1000 * s;
	return good;
}

static size_t waiting(const struct sending *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += !s->letter[i].stopped;
	return n;
}

static int nothing_sent(struct sending *s)
{
	cli_say(s->c,
		"nothing was sent: %zu letter%s wait%s, and no command is set that sends (--send-command 'msmtp -t', "
		"or chapterv notice "
		"settings send-command='msmtp -t'). chapterv notice outbox shows them, -o FOLDER writes them as files",
		waiting(s), waiting(s) == 1 ? "" : "s", waiting(s) == 1 ? "s" : "");
	return CLI_NO;
}

static int send(struct sending *s)
{
	const char *unsure = cli_value(s->c, "unsure");
	struct cv_error err = { 0 };

	if (waiting(s) == 0) {
		cli_say(s->c, "nothing waits to be sent");
		return CLI_YES;
	}
	if (*s->command == '\0' && !(unsure && cv_streq(unsure, "sent")))
		return nothing_sent(s);
	if (*s->sender == '\0' && !(unsure && cv_streq(unsure, "sent")))
		return cli_fail(s->c,
			"who sends? --sender privacy@example.com, or chapterv notice settings "
			"sender=privacy@example.com");
	if (each(s, &err) != CV_OK)
		return cli_fail_err(s->c, &err);
	if (s->failed + s->unsure + s->left > 0)
		cli_say(s->c,
			"%zu sent, %zu failed, %zu not known, %zu left; what was not sent is sent by the same command "
			"again",
			s->sent, s->failed, s->unsure, s->left);
	return s->failed + s->unsure + s->left > 0 ? CLI_NO : CLI_YES;
}

static enum cv_err prepare(struct sending *s, char **setting, struct cv_error *err)
{
	const char *said = cli_value(s->c, "sender");
	CV_AUTO(reg_notice_finish) struct reg_notice n = { 0 };

	TRY(reg_setting(s->r, CLI_SEND_COMMAND, setting, err));
	s->command = cli_value(s->c, "send-command") ? cli_value(s->c, "send-command") : *setting;
	if (said)
		s->sender = cv_strdup(said);
	else
		TRY(cli_notice_sender(s->r, &s->sender, err));
	if (s->sender == NULL)
		return nomem(err);
	if (s->only)
		TRY(reg_notice_load(
			s->r, s->only, api_today(), &n, err)); /* a notice that is not there is no empty outbox */
	return reg_outbox(s->r, s->only, take, s, err);
}

int cli_notice_send(struct cli *c, struct reg *r)
{
	struct sending s = { .c = c, .r = r, .only = c->n_args > 1 ? c->arg[1] : NULL, .went = CV_DAY_NONE };
	const char *unsure = cli_value(c, "unsure");
	struct cv_error err = { 0 };
	char *setting = NULL;
	int status;

	if (unsure && !cv_streq(unsure, "sent") && !cv_streq(unsure, "again"))
		return cli_usage(c, "--unsure \"%s\" must be sent or again", unsure);
	if (cli_has(c, "on") && !cli_has(c, "by-hand"))
		return cli_usage(c, "notice send --on: only with --by-hand; what is sent is sent now");
	if (!seconds(c, &s.timeout_ms) || !cli_day(c, "on", &s.went))
		return CLI_FAILED;
	if (prepare(&s, &setting, &err) != CV_OK)
		status = cli_fail_err(c, &err);
	else
		status = cli_has(c, "by-hand") ? by_hand(&s) : send(&s);
	finish(&s);
	free(setting);
	return status;
}

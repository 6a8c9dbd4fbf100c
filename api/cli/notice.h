/* The command notice: its deeds, over several files. */
#ifndef API_CLI_NOTICE_H
#define API_CLI_NOTICE_H

#include "api/cli/cli.h"

#include "reports/notice.h"

/* Settings that an operator makes (chapterv notice settings). */
#define CLI_SEND_COMMAND "desk/send-command"
#define CLI_SENDER "desk/sender"

/* One thing that can be done: notice WORD ... */
struct cli_notice_deed {
	const char *word;
	const char *arguments; /* behind the word */
	size_t min_args, max_args;
	enum reg_mode mode;
	const char *options; /* those it takes beside db and json, ' ' between */
	int (*run)(struct cli *c, struct reg *r);
};
/* The next, or NULL. */
const struct cli_notice_deed *cli_notice_deed_at(size_t i);

int cli_notice_list(struct cli *c, struct reg *r);
int cli_notice_show(struct cli *c, struct reg *r);
int cli_notice_letter(struct cli *c, struct reg *r);
int cli_notice_draft(struct cli *c, struct reg *r);
int cli_notice_receive(struct cli *c, struct reg *r);
int cli_notice_announce(struct cli *c, struct reg *r);
int cli_notice_effective(struct cli *c, struct reg *r);
int cli_notice_withdraw(struct cli *c, struct reg *r);
int cli_notice_decide(struct cli *c, struct reg *r);
int cli_notice_object(struct cli *c, struct reg *r);
int cli_notice_agree(struct cli *c, struct reg *r);
int cli_notice_settle(struct cli *c, struct reg *r);
int cli_notice_override(struct cli *c, struct reg *r);
int cli_notice_send(struct cli *c, struct reg *r);
int cli_notice_outbox(struct cli *c, struct reg *r);
int cli_notice_settings(struct cli *c, struct reg *r);

/* A notice after what was done to it: as JSON with --json, else only what is said by the caller. */
CV_MUST enum cv_err cli_notice_after(struct cli *c, struct reg *r, const char *id, struct cv_error *err);
/* What to put into From: the setting, else the address of one of ours; *ret "" where there is none. Owned by the
 * caller: free(). */
CV_MUST enum cv_err cli_notice_sender(struct reg *r, char **ret, struct cv_error *err);

/* ---- handing a message to another program ---- */

enum cli_handed {
	CLI_HANDED,	  /* it took the message: exit status 0 */
	CLI_NOT_HANDED,	  /* it did not: another exit status, or it could not be started */
	CLI_HANDED_MAYBE, /* it gave no end, or was killed: nobody knows */
};
/*
 * Run a command with the message on stdin, timeout_ms at most. Without a shell unless its words need one (quotes, $, |,
 * ...). why (appended to) is filled unless it took the message: status, and what it said.
 */
enum cli_handed cli_hand_over(
	const char *command, const char *message, size_t len, int64_t timeout_ms, struct cv_str *why);

#endif

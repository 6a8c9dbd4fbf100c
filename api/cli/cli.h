/*
 * The command line: one table of commands, one option parser; results to stdout, words to stderr.
 *
 * A command is a struct cli_command in its own cmd_*.c file, listed in commands.c. Its run function gets arguments and
 * options that are already checked against the declaration, and returns an exit code.
 */
#ifndef API_CLI_H
#define API_CLI_H

#include "registry/access.h"

#include <string.h>

enum cli_exit {
	CLI_YES = 0,    /* done; covered, no-transfer */
	CLI_NO = 1,     /* a good answer that is no: not-covered, needs-review, cases differ */
	CLI_FAILED = 2, /* usage or failure */
};

enum { CLI_ARGS_MAX = 16, CLI_GIVEN_MAX = 64 };

/* --name, or --name VALUE (also written --name=VALUE). A table of them ends with {0}. */
struct cli_option {
	const char *name;  /* without the dashes: "on" */
	const char *value; /* how the help shows its value: "DATE"; NULL: a switch */
	const char *help;  /* one line */
	bool many;         /* may be given more than once */
	char letter;       /* short form: 'o' for -o; 0: none */
};

struct cli;

struct cli_command {
	const char *name;                 /* "ask" */
	const char *arguments;            /* as the help shows them: "TO"; "" for none */
	const char *summary;              /* one line */
	const struct cli_option *option;  /* beside --help, which all have; NULL: none */
	size_t min_args, max_args;        /* <= CLI_ARGS_MAX */
	int (*run)(struct cli *c);        /* returns enum cli_exit */
	const char *help;                 /* paragraphs below the options, with an example; lines end in \n */
};

/* Options that several commands have; put them in the table: { ..., CLI_OPT_DB, { 0 } } */
#define CLI_OPT_DB \
	{ "db", "FILE", "the register (else CHAPTERV_DB, else the data folder)", false, 0 }
#define CLI_OPT_REASON \
	{ "reason", "TEXT", "why, kept in the log", false, 0 }
#define CLI_OPT_TOKEN \
	{ "token-file", "FILE", "who it is: a file with a token, for what only dpo and admin decide (else " \
		"CHAPTERV_TOKEN)", false, 0 }
#define CLI_OPT_JSON \
	{ "json", NULL, "write JSON", false, 0 }

extern const struct cli_command
	cli_ask,
	cli_chain,
	cli_timeline,
	cli_check,
	cli_onboard,
	cli_import,
	cli_imports,
	cli_undo,
	cli_report,
	cli_inquiry,
	cli_notice,
	cli_drill,
	cli_lint,
	cli_calendar,
	cli_history,
	cli_log,
	cli_checkpoint,
	cli_verify,
	cli_erase,
	cli_token,
	cli_login,
	cli_serve,
	cli_law,
	cli_init,
	cli_reasons;
/* All of them, in the order of the help; ends with NULL. */
extern const struct cli_command *const cli_commands[];

struct cli {
	const struct cli_command *command;
	const char *arg[CLI_ARGS_MAX]; /* what is neither option nor value of one */
	size_t n_args;
	struct {
		const struct cli_option *option;
		const char *value; /* NULL for a switch */
	} given[CLI_GIVEN_MAX];
	size_t n_given;
	struct cv_str out;     /* results not yet written: append here, cli_flush() now and then */
	bool out_failed;       /* stdout could not be written: the exit code will be CLI_FAILED */
	struct cv_str db;      /* the path of the register, once asked for */
	char who[REG_HOLDER_TEXT]; /* the login name, once asked for; or whose token it is */
	bool asks;                 /* the register gave out tokens: after cli_identify() */
	bool has_token;            /* and one of them was given */
	enum reg_role token;       /* its role */
};

/* ---- what was given ------------------------------------------------------------------------------------------- */

/* Value of an option, or NULL when it was not given. Asserts that the command declares it. */
const char *cli_value(const struct cli *c, const char *option);
bool cli_has(const struct cli *c, const char *option);
bool cli_takes(const struct cli *c, const char *option); /* is it one of the command's at all? */
/* The i-th value of an option that may be given many times; NULL after the last. */
const char *cli_value_at(const struct cli *c, const char *option, size_t i);
/*
 * An option that is a day or an instant. Not given: *ret stays (buf: ""). Bad: said, false: return CLI_FAILED.
 */
CV_MUST bool cli_day(struct cli *c, const char *option, cv_day *ret);
/* An option that is a whole number, in these bounds; what names the thing: "number of days". Else as cli_day(). */
CV_MUST bool cli_number(
	struct cli *c, const char *option, const char *what, int64_t least, int64_t most, int64_t *ret);
CV_MUST bool cli_instant(struct cli *c, const char *option, char buf[CV_INSTANT_TEXT]);

/* ---- saying --------------------------------------------------------------------------------------------------- */

/* A line for the person, on stderr. */
void cli_say(struct cli *c, const char *fmt, ...) CV_PRINTF(2, 3);
/* "chapterv ask: ..." on stderr. Return CLI_FAILED, so that failing is one statement. */
int cli_fail(struct cli *c, const char *fmt, ...) CV_PRINTF(2, 3);
int cli_fail_err(struct cli *c, const struct cv_error *err);
/* As cli_fail(), and where to find the help. */
int cli_usage(struct cli *c, const char *fmt, ...) CV_PRINTF(2, 3);
/* Is stderr a terminal (progress may be shown)? */
bool cli_terminal(void);

/* Write c->out to stdout and empty it. False (said once) when that fails; main() then exits with CLI_FAILED. */
bool cli_flush(struct cli *c);
/* Append to stdout in pieces: a rep_write_fn, ctx is the struct cli. */
CV_MUST enum cv_err cli_write(void *ctx, const char *data, size_t len, struct cv_error *err);

/* ---- the world outside ---------------------------------------------------------------------------------------- */

/* The built-in law pack; NULL (said) when out of memory. */
const struct law_pack *cli_pack(struct cli *c);
/* --db, else CHAPTERV_DB, else chapterv/register.db in the XDG data folder. NULL (said) when there is none of them. */
const char *cli_db_path(struct cli *c);
/* Open that register; REG_CREATE also makes the data folder. Fails as reg_open(); the message says what to do. */
CV_MUST enum cv_err cli_open(struct cli *c, enum reg_mode mode, struct reg **ret, struct cv_error *err);
/* The login name, or whose token it is, "cli", now. Lives as long as c. */
struct reg_actor cli_actor(struct cli *c);
/*
 * Before a change, where it matters who may decide (decider.c): whose token was given, if the register asks for any.
 * Fails: E_DENIED (it is none that is good), E_FILE, as reg_access_load().
 */
CV_MUST enum cv_err cli_identify(struct cli *c, struct reg *r, struct cv_error *err);
/* After that: may whoever it is decide? Fails: E_DENIED. cli_decider(): both. */
CV_MUST enum cv_err cli_decides(const struct cli *c, struct cv_error *err);
CV_MUST enum cv_err cli_decider(struct cli *c, struct reg *r, struct cv_error *err);
/* The party of that id, else the only one of that name. Fails: E_NOT_FOUND, E_AMBIGUOUS. */
CV_MUST enum cv_err cli_party(const struct reg_view *v, const char *text, uint32_t *ret, struct cv_error *err);
/* The whole file, at most max bytes; "-" is stdin. Appends to out. Fails: E_FILE, E_TOO_BIG, E_NOMEM. */
CV_MUST enum cv_err cli_read(const char *path, size_t max, struct cv_str *out, struct cv_error *err);

/* For CV_AUTO. */
static inline void cli_reg_close(struct reg **r)
{
	reg_close(*r);
}

static inline void cli_view_drop(struct reg_view **v)
{
	reg_view_destroy(*v);
}

/*
 * As of when what is known now may be said to be known: now; where the clock was set back since the last change, that
 * of the change, since of an earlier instant the log says something else. Lives as long as both.
 */
static inline const char *cli_as_of(const struct reg_view *v, const char *now)
{
	return strcmp(now, v->at) < 0 ? v->at : now;
}

#endif

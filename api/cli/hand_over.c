/* A message handed to another program: on its stdin, within a time, and what came of it. */
#include "api/cli/notice.h"

#include "api/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { WORDS_MAX = 64, SAID_MAX = 600, STEP_MS = 50, GRACE_MS = 2000 };

struct handing {
	pid_t pid;
	int in, out; /* its stdin, what it says; -1: closed */
	const char *message;
	size_t len, at;
	bool refused; /* it closed stdin before the end */
	bool ended;
	int status;
	char said[SAID_MAX];
	size_t n_said;
};

/* ---- which words ---- */

/* Words that mean what they say. */
static bool plain(const char *command)
{
	const char *first = command + strspn(command, " ");

	if (strspn(command, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _./:@,+=-%") !=
		strlen(command))
		return false;
	return memchr(first, '=', strcspn(first, " ")) == NULL; /* NAME=VALUE before a command is for a shell */
}

/* Cuts the copy at blanks. */
static bool words(char *copy, char *argv[WORDS_MAX + 1])
{
	size_t n = 0;

	for (char *p = copy; *p;) {
		p += strspn(p, " ");
		if (*p == '\0')
			break;
		if (n == WORDS_MAX)
			return false;
		argv[n++] = p;
		p += strcspn(p, " ");
		if (*p)
			*p++ = '\0';
	}
	argv[n] = NULL;
	return n > 0;
}

/* ---- starting ---- */

static int spawn(char *const argv[], int in, int out, pid_t *ret)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	sigset_t defaults;
	int rc;

	if (posix_spawn_file_actions_init(&actions) != 0)
		return ENOMEM;
	if (posix_spawnattr_init(&attr) != 0) {
		posix_spawn_file_actions_destroy(&actions);
		return ENOMEM;
	}
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	rc = posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	rc = rc ? rc : posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	rc = rc ? rc : posix_spawn_file_actions_adddup2(&actions, out, STDERR_FILENO);
	rc = rc ? rc : posix_spawnattr_setsigdefault(&attr, &defaults);
	rc = rc ? rc : posix_spawnattr_setpgroup(&attr, 0);
	rc = rc ? rc : posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
	rc = rc ? rc : posix_spawnp(ret, argv[0], &actions, &attr, argv, environ);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&actions);
	return rc;
}

static int start(const char *command, struct handing *h)
{
	char *argv[WORDS_MAX + 1], shell[] = "/bin/sh", option[] = "-c", *copy = cv_strdup(command);
	int in[2] = { -1, -1 }, out[2] = { -1, -1 }, rc = ENOMEM;

	if (copy && !(plain(command) && words(copy, argv))) {
		memcpy(copy, command, strlen(command) + 1);
		argv[0] = shell;
		argv[1] = option;
		argv[2] = copy;
		argv[3] = NULL;
	}
	if (copy)
		rc = pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0 ? errno
									     : spawn(argv, in[0], out[1], &h->pid);
	free(copy);
	if (in[0] >= 0)
		close(in[0]);
	if (out[1] >= 0)
		close(out[1]);
	h->in = in[1];
	h->out = out[0];
	if (rc == 0) {
		(void)fcntl(h->in, F_SETFL, O_NONBLOCK);
		(void)fcntl(h->out, F_SETFL, O_NONBLOCK);
	}
	return rc;
}

/* ---- while it runs ---- */

static void shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void give(struct handing *h)
{
	ssize_t n = write(h->in, h->message + h->at, h->len - h->at);

	if (n > 0)
		h->at += (size_t)n;
	else if (n < 0 && errno != EAGAIN && errno != EINTR) {
		h->refused = true;
		shut(&h->in);
	}
	if (h->at == h->len)
		shut(&h->in);
}

static void hear(struct handing *h)
{
	char buf[512];
	ssize_t n = read(h->out, buf, sizeof(buf));

	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		shut(&h->out);
	for (ssize_t i = 0; i < n && h->n_said < SAID_MAX - 1; i++)
		h->said[h->n_said++] = buf[i];
}

static void look(struct handing *h)
{
	if (!h->ended && waitpid(h->pid, &h->status, WNOHANG) == h->pid)
		h->ended = true;
}

/* Until it has ended or the time is over. What a program of its own that it left behind says is not waited for. */
static void attend(struct handing *h, int64_t until_ms)
{
	while (!h->ended && api_ticks_ms() < until_ms) {
		struct pollfd fd[2] = { { h->in, POLLOUT, 0 }, { h->out, POLLIN, 0 } };

		(void)poll(fd, 2, STEP_MS);
		if (h->in >= 0 && fd[0].revents)
			give(h);
		if (h->out >= 0 && fd[1].revents)
			hear(h);
		look(h);
	}
	while (h->out >= 0 && h->ended && h->n_said < SAID_MAX - 1) {
		size_t before = h->n_said;

		hear(h);
		if (h->n_said == before)
			break;
	}
}

static void stop(struct handing *h)
{
	(void)kill(-h->pid, SIGTERM);
	attend(h, api_ticks_ms() + GRACE_MS);
	if (h->ended)
		return;
	(void)kill(-h->pid, SIGKILL);
	(void)!waitpid(h->pid, &h->status, 0);
	h->ended = true;
}

/* ---- what came of it ---- */

/* On one line, as text. */
static void heard(const struct handing *h, struct cv_str *why)
{
	size_t start = why->len;

	for (size_t i = 0; i < h->n_said; i++) {
		unsigned char c = (unsigned char)h->said[i];

		if (c > 0x20 && c < 0x7f)
			cv_str_putc(why, (char)c);
		else if (why->len > start && why->data[why->len - 1] != ' ')
			cv_str_putc(why, ' ');
	}
	while (why->len > start && why->data[why->len - 1] == ' ')
		why->data[--why->len] = '\0';
}

static void with_words(const struct handing *h, struct cv_str *why)
{
	if (h->n_said == 0)
		return;
	cv_str_puts(why, ": ");
	heard(h, why);
}

static enum cli_handed verdict(struct handing *h, bool in_time, int64_t timeout_ms, struct cv_str *why)
{
	if (!in_time) {
		cv_str_printf(
			why, "the command gave no end within %lld s and was stopped", (long long)(timeout_ms / 1000));
		with_words(h, why);
		return CLI_HANDED_MAYBE;
	}
	if (WIFSIGNALED(h->status)) {
		cv_str_printf(why, "the command was ended by signal %d", WTERMSIG(h->status));
		with_words(h, why);
		return CLI_HANDED_MAYBE;
	}
	if (WEXITSTATUS(h->status) != 0) {
		cv_str_printf(why, "the command ended with status %d", WEXITSTATUS(h->status));
		with_words(h, why);
		return CLI_NOT_HANDED;
	}
	if (h->refused || h->at < h->len) {
		cv_str_puts(why, "the command ended before it had read the whole message");
		with_words(h, why);
		return CLI_NOT_HANDED;
	}
	return CLI_HANDED;
}

enum cli_handed cli_hand_over(
	const char *command, const char *message, size_t len, int64_t timeout_ms, struct cv_str *why)
{
	struct handing h = { .in = -1, .out = -1, .message = message, .len = len };
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	enum cli_handed ret = CLI_NOT_HANDED;
	int rc;

	sigemptyset(&ignore.sa_mask);
	sigaction(SIGPIPE, &ignore, &before);
	rc = start(command, &h);
	if (rc != 0) {
		cv_str_printf(why, "the command could not be started: %s", strerror(rc));
	} else {
		bool in_time;

		attend(&h, api_ticks_ms() + timeout_ms);
		in_time = h.ended;
		if (!in_time)
			stop(&h);
		ret = verdict(&h, in_time, timeout_ms, why);
	}
	shut(&h.in);
	shut(&h.out);
	sigaction(SIGPIPE, &before, NULL);
	return ret;
}

/* What serve reads from files and writes to them: certificate and key, the access log, where checkpoints go. */
#include "api/cli/serve.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PEM_MAX = 1024 * 1024 };

void cli_serve_texts_finish(struct cli_serve_texts *t)
{
	if (t->key.data)
		explicit_bzero(t->key.data, t->key.cap);
	cv_str_finish(&t->cert);
	cv_str_finish(&t->key);
	cv_str_finish(&t->checkpoint_key);
}

/* ---- TLS ------------------------------------------------------------------------------------------------------- */

static bool read_pem(struct cli *c, const char *path, struct cv_str *text)
{
	struct cv_error err = { 0 };

	if (cli_read(path, PEM_MAX, text, &err) != CV_OK) {
		cli_fail_err(c, &err);
		return false;
	}
	if (strstr(cv_str_text(text), "-----BEGIN "))
		return true;
	cli_fail(c, "'%s' is no PEM file: it has no line -----BEGIN ...-----", path);
	return false;
}

/* A key that others can read is no secret. One of root may be read by a group: that is how it is given to a service. */
static bool only_ours(struct cli *c, const char *path)
{
	struct stat st;
	mode_t others = 077;

	if (stat(path, &st) == 0 && st.st_uid == 0 && geteuid() != 0)
		others = 037;
	if (stat(path, &st) != 0 || (st.st_mode & others) == 0)
		return true;
	cli_fail(c,
		"others on this machine may read the TLS key '%s': chmod 600 it; one that belongs to root may be 640",
		path);
	return false;
}

bool cli_serve_tls(struct cli *c, struct cli_serve_texts *t, struct http_config *cfg)
{
	const char *cert = cli_value(c, "tls-cert"), *key = cli_value(c, "tls-key");

	if ((cert == NULL) != (key == NULL)) {
		cli_usage(c, "--tls-cert FILE and --tls-key FILE belong together");
		return false;
	}
	if (cert == NULL)
		return true;
	if (!only_ours(c, key) || !read_pem(c, cert, &t->cert) || !read_pem(c, key, &t->key))
		return false;
	cfg->tls_cert = cv_str_text(&t->cert);
	cfg->tls_key = cv_str_text(&t->key);
	return true;
}

/* ---- checkpoints ----------------------------------------------------------------------------------------------- */

/* "90s", "15m", "1h", "7d" */
static bool read_time(struct cli *c, int64_t *ret)
{
	static const struct {
		char unit;
		int64_t ms;
	} known[] = { { 's', 1000 }, { 'm', 60 * 1000 }, { 'h', 60 * 60 * 1000 }, { 'd', 24 * 60 * 60 * 1000 } };
	const char *text = cli_has(c, "checkpoint-every") ? cli_value(c, "checkpoint-every") : "1h";
	size_t digits = strspn(text, "0123456789");

	for (size_t i = 0; i < CV_LEN(known); i++) {
		if (digits == 0 || digits > 5 || text[digits] != known[i].unit || text[digits + 1] ||
			strtol(text, NULL, 10) == 0)
			continue;
		*ret = strtol(text, NULL, 10) * known[i].ms;
		return true;
	}
	cli_usage(c, "--checkpoint-every %s: write a time such as 15m, 1h or 1d", text);
	return false;
}

bool cli_serve_checkpoints(struct cli *c, struct cli_serve_texts *t, struct http_config *cfg)
{
	cfg->checkpoint_dir = cli_value(c, "checkpoint-dir");
	if (cfg->checkpoint_dir == NULL && cli_has(c, "checkpoint-every")) {
		cli_usage(c, "--checkpoint-every goes with --checkpoint-dir DIR");
		return false;
	}
	if (cfg->checkpoint_dir == NULL)
		return true;
	if (cli_has(c, "key"))
		cv_str_puts(&t->checkpoint_key, cli_value(c, "key"));
	else
		cv_str_printf(&t->checkpoint_key, "%s.key", cfg->db_path);
	cfg->checkpoint_key = cv_str_text(&t->checkpoint_key);
	return read_time(c, &cfg->checkpoint_every_ms);
}

/* ---- the access log -------------------------------------------------------------------------------------------- */

static int open_log(const char *path)
{
	if (cv_streq(path, "-"))
		return fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
}

/* Called from any thread of the server. A line is one write, so that lines do not mix. */
static void on_access(void *ctx, const char *line)
{
	struct cli_access_log *log = ctx;
	char text[1024];
	int n = snprintf(text, sizeof(text), "%s\n", line);

	if (n <= 0 || (size_t)n >= sizeof(text))
		return;
	pthread_mutex_lock(&log->lock);
	if (log->fd >= 0 && write(log->fd, text, (size_t)n) < 0)
		errno = 0; /* a full disk does not stop the answers */
	pthread_mutex_unlock(&log->lock);
}

bool cli_access_log_open(struct cli *c, struct cli_access_log *log, struct http_config *cfg)
{
	log->path = cli_value(c, "access-log");
	if (log->path == NULL)
		return true;
	log->fd = open_log(log->path);
	if (log->fd < 0) {
		cli_fail(c, "the access log '%s' cannot be opened: %s", log->path, strerror(errno));
		return false;
	}
	pthread_mutex_init(&log->lock, NULL);
	cfg->access = on_access;
	cfg->access_ctx = log;
	return true;
}

void cli_access_log_again(struct cli *c, struct cli_access_log *log)
{
	int fd;

	if (log->path == NULL)
		return;
	fd = open_log(log->path);
	if (fd < 0) {
		cli_say(c, "the access log '%s' cannot be opened again, the old file is written on: %s", log->path,
			strerror(errno));
		return;
	}
	pthread_mutex_lock(&log->lock);
	close(log->fd);
	log->fd = fd;
	pthread_mutex_unlock(&log->lock);
}

void cli_access_log_close(struct cli_access_log *log)
{
	if (log->path == NULL)
		return;
	close(log->fd);
	pthread_mutex_destroy(&log->lock);
}

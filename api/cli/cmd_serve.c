#include "api/cli/cli.h"

#include "api/cli/inquiry.h"
#include "api/cli/serve.h"
#include "api/http/http.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { ROLES_MAX = 1024 * 1024 }; /* bytes */

static const struct cli_option option[] = {
	{ "listen", "ADDR:PORT", "where to answer (default " HTTP_LISTEN_DEFAULT "); port 0: any free one", false, 0 },
	{ "host", "NAME", "a name it is called by, where a proxy stands in front of it; may be repeated", true, 0 },
	{ "max-import", "BYTES", "the largest file POST /v1/imports takes: 64M (the default), at most 1G", false, 0 },
	{ "open", "WHY", "answer beyond this machine without any token, and say why nobody need be asked", false, 0 },
	{ "trust-proxy", "ADDR", "a proxy at that address says from where, over what and under which id", false, 0 },
	{ "user-header", "NAME", "with --roles-file: who asks stands in that field (default X-Remote-User)", false, 0 },
	{ "roles-file", "FILE", "and these are their roles: lines NAME ROLE", false, 0 },
	{ "public", NULL, "publish the list of sub-processors at /subprocessors, to everybody", false, 0 },
	{ "allow-imports", NULL, "with --open: take imports, too, from whoever reaches it", false, 0 },
	{ "tls-cert", "FILE", "speak TLS 1.2 and 1.3 with this certificate (PEM)", false, 0 },
	{ "tls-key", "FILE", "and this key (PEM), which only its owner may read", false, 0 },
	{ "plain", "WHY", "let plain HTTP leave this machine, and say why", false, 0 },
	{ "access-log", "FILE", "a line of JSON for each request; - is stderr; opened again at SIGHUP", false, 0 },
	{ "checkpoint-dir", "DIR", "sign the log into files there, on a timer and at the end", false, 0 },
	{ "checkpoint-every", "TIME", "how often: 15m, 1h (the default), 1d", false, 0 },
	{ "templates", "DIR", "templates of letters that you edited (else CHAPTERV_TEMPLATES)", false, 0 },
	{ "key", "FILE", "the signing key (else the register's path with .key)", false, 0 },
	{ "routes", NULL, "list what it answers to, and end", false, 0 },
	CLI_OPT_DB,
	{ 0 },
};

/* Called from any thread of the server: one call a line, so that lines do not mix. */
static void on_log(void *ctx, const char *line)
{
	CV_UNUSED(ctx);
	fprintf(stderr, "chapterv serve: %s\n", line);
}

/*
 * SIGTERM, SIGINT and SIGHUP become readable, in this thread only: blocked before the server's threads start, they
 * inherit it.
 * -1 with errno set.
 */
static int signals(void)
{
	sigset_t stop;

	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	sigaddset(&stop, SIGHUP);
	if (signal(SIGPIPE, SIG_IGN) == SIG_ERR || sigprocmask(SIG_BLOCK, &stop, NULL) != 0)
		return -1;
	return signalfd(-1, &stop, SFD_CLOEXEC);
}

/* SIGHUP: whoever turns the logs over has moved the file away. */
static int wait_for(struct cli *c, struct cli_access_log *log, int fd)
{
	struct signalfd_siginfo got;

	for (;;) {
		ssize_t n = read(fd, &got, sizeof(got));

		if (n < 0 && errno != EINTR)
			return cli_fail(c, "waiting for a signal: %s", strerror(errno));
		if (n == sizeof(got) && got.ssi_signo != SIGHUP)
			return CLI_YES;
		if (n == sizeof(got))
			cli_access_log_again(c, log);
	}
}

static int serve(struct cli *c, const struct http_config *cfg, struct cli_access_log *log, int fd)
{
	struct http_server *s = NULL;
	struct cv_error err = { 0 };
	size_t cut;
	int rc;

	if (http_start(cfg, &s, &err) != CV_OK)
		return cli_fail_err(c, &err);
	cv_str_printf(&c->out, "http%s://%s/\n", cfg->tls_cert ? "s" : "", http_address(s));
	rc = cli_flush(c) ? wait_for(c, log, fd) : CLI_FAILED;
	cut = http_stop(s);
	if (cut > 0)
		cli_say(c, "%zu requests were still under way and were cut", cut);
	return rc;
}

/* A register that is not there is made, so that imports beside the server find it; on a read-only disk one is read. */
static enum cv_err prepare(void *ctx, struct cv_error *err)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	enum cv_err e = cli_open(ctx, REG_CREATE, &r, err);

	return e == CV_E_READONLY ? CV_OK : e;
}

/* "64M" */
static bool read_bytes(struct cli *c, const char *name, uint64_t most, uint64_t *ret)
{
	static const char *const unit[] = { "", "K", "M", "G" };
	const char *text = cli_value(c, name);
	char *end;
	unsigned long long n;

	if (text == NULL)
		return true;
	n = strtoull(text, &end, 10);
	for (size_t i = 0; i < CV_LEN(unit); i++) {
		if (*text < '0' || *text > '9' || n == 0 || n > most >> (10 * i) || !cv_streq(end, unit[i]))
			continue;
		*ret = (uint64_t)n << (10 * i);
		return true;
	}
	cli_usage(c, "--%s %s: write a number of bytes such as 1000000, 64M or 1G, at most %llu", name, text,
		(unsigned long long)most);
	return false;
}

/* The file is read into text. */
static bool read_proxy(struct cli *c, struct http_config *cfg, struct cv_str *text)
{
	struct cv_error err = { 0 };

	cfg->trust_proxy = cli_value(c, "trust-proxy");
	cfg->roles_name = cli_value(c, "roles-file");
	if (cfg->roles_name && cfg->trust_proxy == NULL) {
		cli_usage(c, "--roles-file FILE and --trust-proxy ADDR belong together: which proxy says who asks?");
		return false;
	}
	if (cfg->roles_name == NULL && cli_has(c, "user-header")) {
		cli_usage(c, "--user-header NAME and --roles-file FILE belong together: what may they do?");
		return false;
	}
	if (cfg->roles_name == NULL)
		return true;
	cfg->user_header = cli_has(c, "user-header") ? cli_value(c, "user-header") : "X-Remote-User";
	if (cli_read(cfg->roles_name, ROLES_MAX, text, &err) != CV_OK) {
		cli_fail_err(c, &err);
		return false;
	}
	if (!cv_text_clean(cv_str_text(text), text->len)) {
		cli_fail(c, "%s is no text (UTF-8)", cfg->roles_name);
		return false;
	}
	cfg->roles = cv_str_text(text);
	return true;
}

static const char *files_folder(void)
{
	const char *folder = getenv("TMPDIR");

	return folder && *folder ? folder : NULL;
}

static int run(struct cli *c)
{
	CV_AUTO(cv_str_finish) struct cv_str roles = { 0 };
	CV_AUTO(cli_serve_texts_finish) struct cli_serve_texts texts = { 0 };
	struct cli_access_log log = { .fd = -1 };
	const char *host[CLI_GIVEN_MAX + 1];
	struct http_config cfg = {
		.listen = cli_value(c, "listen"),
		.host = host,
		.pack = cli_pack(c),
		.log = on_log,
		.prepare = prepare,
		.prepare_ctx = c,
		.folder = files_folder(),
		.templates = cli_templates(c),
		.open_why = cli_value(c, "open"),
		.allow_imports = cli_has(c, "allow-imports"),
		.publish = cli_has(c, "public"),
		.plain_why = cli_value(c, "plain"),
	};
	int fd, rc;

	if (cli_has(c, "routes")) {
		http_manual(&c->out);
		return cli_flush(c) ? CLI_YES : CLI_FAILED;
	}
	if (!read_bytes(c, "max-import", HTTP_IMPORT_MOST, &cfg.max_import) || !read_proxy(c, &cfg, &roles))
		return CLI_FAILED;
	for (size_t i = 0; i <= CLI_GIVEN_MAX; i++) {
		host[i] = cli_value_at(c, "host", i);
		if (host[i] == NULL)
			break;
	}
	cfg.db_path = cfg.pack ? cli_db_path(c) : NULL;
	if (cfg.db_path == NULL || !cli_templates_there(c, cfg.templates))
		return CLI_FAILED;
	if (!cli_serve_tls(c, &texts, &cfg) || !cli_serve_checkpoints(c, &texts, &cfg) ||
		!cli_access_log_open(c, &log, &cfg))
		return CLI_FAILED;
	fd = signals();
	if (fd < 0)
		return cli_fail(c, "signals cannot be waited for: %s", strerror(errno));
	rc = serve(c, &cfg, &log, fd);
	close(fd);
	cli_access_log_close(&log);
	return rc;
}

const struct cli_command cli_serve = {
	.name = "serve",
	.arguments = "",
	.summary = "answer over HTTP, and as a page for a browser",
	.option = option,
	.run = run,
	.help =
		"Prints the address it answers on and stays until SIGTERM or SIGINT; answers under way are\n"
		"delivered. Imports by other commands beside it are seen at once. It speaks plain HTTP: keep it on\n"
		"the loopback address, and put a proxy with TLS in front of it (nginx.conf in api/http is a tested\n"
		"one, to be used with --trust-proxy); in a closed network --tls-cert and --tls-key do. Once there\n"
		"is a token (chapterv token) it wants one, or a session (chapterv login), for everything but\n"
		"/v1/health; where others reach it, or a proxy is trusted, it always does. A trusted proxy may say\n"
		"from where somebody asks (X-Forwarded-For), over what (X-Forwarded-Proto: cookies are then for\n"
		"https only) and under which id (X-Request-Id); one that logs people in says who they are:\n"
		"--user-header and --roles-file, read at the start. Such fields from other addresses are passed\n"
		"over.\n"
		"A request whose Host is another name than localhost or the address it listens on is refused,\n"
		"because any page on the web can make its own name lead here; --host NAME lets a name in.\n"
		"POST /v1/imports takes a file, with the options of chapterv import as parameters: dry_run=true\n"
		"answers with the plan and keeps the file, POST .../apply applies exactly that, POST .../undo\n"
		"takes an import back. A small file is answered directly, a large one with 202 and the address of\n"
		"a job. One import runs at a time; files wait in TMPDIR, or beside the register. With --open\n"
		"imports are refused unless --allow-imports says otherwise.\n"
		"With --public, GET /subprocessors is the public list of sub-processors, for everybody and without\n"
		"a token: the parties with the attribute published, and of them only name, country, service and\n"
		"purposes, data, what the transfer rests on and since when; also as .csv, .json, .jsonld (W3C DPV),\n"
		".tilt and .atom, and as it was on an earlier day (?on=). Who publishes it: chapterv help init\n"
		"GET /v1/openapi.json says all of this to programs. Every answer has an X-Request-Id; so have a\n"
		"line of --access-log and what is said here about a request. With --checkpoint-dir the log is\n"
		"signed on a timer and at the end; have something carry that folder to another machine. Without a\n"
		"server, cron does: chapterv help checkpoint\n"
		"\n"
		"  chapterv serve --listen 127.0.0.1:8044\n"
		"  chapterv serve --host chapterv.example --public\n"
		"  curl 'http://127.0.0.1:8044/v1/mechanism?to=acme&on=2020-07-20'\n"
		"  curl -H 'Content-Type: text/csv' --data-binary @vendors.csv 'http://127.0.0.1:8044/v1/imports'\n",
};

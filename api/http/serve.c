#include "api/http/server.h"

#include "api/clock.h"
#include "api/http/wire/reply.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* ---- words for the operator ----------------------------------------------------------------------------------- */

/* Ten thousand clients that hang up must not fill a disk. */
static bool may_log(struct http_server *s)
{
	long long minute = (long long)(api_now_ms() / 60000);

	if (minute != s->log_minute)
		s->log_lines = 0;
	s->log_minute = minute;
	return ++s->log_lines <= HTTP_LOG_LINES;
}

CV_PRINTF(2, 0)
static void log_words(struct http_server *s, const char *fmt, va_list ap)
{
	char line[1024];

	if (s->log == NULL)
		return;
	pthread_mutex_lock(&s->log_lock);
	if (may_log(s)) {
		vsnprintf(line, sizeof(line), fmt, ap);
		line[strcspn(line, "\n")] = '\0';
		s->log(s->log_ctx, line);
		if (s->log_lines == HTTP_LOG_LINES)
			s->log(s->log_ctx, "more of these are not written this minute");
	}
	pthread_mutex_unlock(&s->log_lock);
}

void http_log(struct http_server *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	log_words(s, fmt, ap);
	va_end(ap);
}

CV_PRINTF(2, 0)
static void daemon_says(void *cls, const char *fmt, va_list ap)
{
	log_words(cls, fmt, ap);
}

static void live_says(void *ctx, const struct cv_error *err)
{
	http_log(ctx, "the register: %s", err->msg);
}

static void checkpoint_failed(void *ctx, const struct cv_error *err)
{
	http_log(ctx, "%s", err->msg);
}

/* ---- start ---------------------------------------------------------------------------------------------------- */

static unsigned workers(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 2 ? 2 : n > 8 ? 8 : (unsigned)n;
}

/* Room for every connection, the register and the rest; what cannot be had is done without: accepting then pauses. */
static void raise_files(void)
{
	struct rlimit l;

	if (getrlimit(RLIMIT_NOFILE, &l) != 0 || l.rlim_cur >= 2 * HTTP_CONNECTIONS_MAX)
		return;
	l.rlim_cur = l.rlim_max < 2 * HTTP_CONNECTIONS_MAX ? l.rlim_max : 2 * HTTP_CONNECTIONS_MAX;
	(void)setrlimit(RLIMIT_NOFILE, &l);
}

/* The library's default takes TLS 1.0 and 1.1. */
#define TLS_PRIORITIES "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

/* Not strict: all that adds here is a check of Host, whose refusal has its header twice; the guard does it. */
static enum cv_err daemon_start(struct http_server *s, const struct http_config *cfg, struct cv_error *err)
{
	struct MHD_OptionItem opt[] = {
		{ MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)daemon_says, s },
		{ MHD_OPTION_LISTEN_SOCKET, s->listener, NULL },
		{ MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)s->workers, NULL },
		{ MHD_OPTION_CONNECTION_LIMIT, HTTP_CONNECTIONS_MAX, NULL },
		{ MHD_OPTION_CONNECTION_MEMORY_LIMIT, HTTP_CONNECTION_MEMORY, NULL },
		{ MHD_OPTION_CONNECTION_TIMEOUT, HTTP_IDLE_S, NULL },
		{ MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, NULL },
		{ MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)http_on_connection, s },
		{ MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)http_on_target, s },
		{ MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)http_on_done, s },
		{ MHD_OPTION_END, 0, NULL },
	};

	struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)cfg->tls_cert },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)cfg->tls_key },
		{ MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t)TLS_PRIORITIES },
		{ MHD_OPTION_END, 0, NULL },
	};
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;

	if (s->tls)
		flags |= MHD_USE_TLS;
	else
		tls[0].option = MHD_OPTION_END;
	s->daemon = MHD_start_daemon(flags, 0, NULL, NULL, http_on_request, s, MHD_OPTION_ARRAY, opt,
		MHD_OPTION_ARRAY, tls,
		MHD_OPTION_END);
	if (s->daemon)
		return CV_OK;
	return cv_fail(err, CV_E_SYSTEM, "the HTTP server cannot be started on %s%s", s->address,
		s->tls ? ": do the certificate and the key belong together?" : "");
}

static enum cv_err hosts(struct http_server *s, const struct http_config *cfg, struct cv_error *err)
{
	for (const char *const *name = cfg->host; name && *name; name++)
		TRY(http_hosts_add(&s->hosts, *name, err));
	return CV_OK;
}

/* Beyond this machine nobody is answered unasked, unless somebody says so and why. */
static enum cv_err known_or_open(struct http_server *s, const struct http_config *cfg, struct cv_error *err)
{
	if (s->loopback || s->auth.proxy.on || http_auth_asked(&s->auth))
		return CV_OK;
	if (cfg->open_why == NULL || *cfg->open_why == '\0')
		return cv_fail_at(err, CV_E_USAGE, "listen",
			"%s is reached by others, and there is no token yet, so everybody could read the "
			"register: add one "
			"(chapterv token add NAME --role ROLE), or say why nobody need be asked (--open WHY)",
			s->address);
	http_log(s, "open to whoever reaches %s until there is a token: %s", s->address, cfg->open_why);
	return CV_OK;
}

/* What is sent in plain can be read and changed by whoever is on the way: tokens, names, answers. */
static enum cv_err plain_or_safe(struct http_server *s, const struct http_config *cfg, struct cv_error *err)
{
	const char *why = cfg->plain_why ? cfg->plain_why : cfg->open_why;

	if (s->loopback || s->tls || s->auth.proxy.on)
		return CV_OK;
	if (why == NULL || *why == '\0')
		return cv_fail_at(err, CV_E_USAGE, "listen",
			"%s is reached by others, and in plain HTTP everybody on the way could read tokens and "
			"answers: put a "
			"proxy with TLS in front of it, or give --tls-cert and --tls-key, or say why plain HTTP may "
			"leave "
			"this machine (--plain WHY)",
			s->address);
	http_log(s, "plain HTTP on %s: %s", s->address, why);
	return CV_OK;
}

static enum cv_err start(struct http_server *s, const struct http_config *cfg, struct cv_error *err)
{
	const char *at = cfg->listen ? cfg->listen : HTTP_LISTEN_DEFAULT;

	TRY(hosts(s, cfg, err));
	if (cfg->trust_proxy)
		TRY(http_proxy_begin(&s->auth.proxy, cfg->trust_proxy, cfg->user_header, cfg->roles_name,
			cfg->roles, err));
	TRY(http_listen(at, &s->listener, s->address, sizeof(s->address), err));
	TRY(http_hosts_add_listen(&s->hosts, at, err));
	TRY(http_hosts_add_listen(&s->hosts, s->address, err));
	if (cfg->prepare)
		TRY(cfg->prepare(cfg->prepare_ctx, err));
	raise_files();
	s->loopback = cv_starts(s->address, "127.") || cv_starts(s->address, "[::1]");
	s->imports_anywhere = cfg->allow_imports;
	s->auth.ask_always = s->auth.proxy.on || (!s->loopback && cfg->open_why == NULL);
	s->tls = cfg->tls_cert != NULL;
	s->auth.secure = !s->loopback || s->tls;

	s->live.loaded = http_auth_load;
	s->live.loaded_ctx = &s->auth;
	s->workers = workers();
	TRY(http_live_start(&s->live, cfg->db_path, cfg->pack, (int)s->workers - 1, live_says, s, err));
	TRY(known_or_open(s, cfg, err));
	TRY(plain_or_safe(s, cfg, err));
	TRY(http_jobs_start(&s->jobs, s, s->live.path, cfg->pack, s->folder,
		cfg->max_import ? cfg->max_import : HTTP_IMPORT_DEFAULT, err));
	TRY(http_writer_start(&s->writer, s->live.path, cfg->pack, &s->live, err));
	TRY(http_later_start(&s->later, err));
	s->sheets.folder = s->folder;
	s->sheets.max_file = s->sheets.max_all = (uint64_t)HTTP_SHEETS_MIB * 1024 * 1024;
	TRY(http_conns_start(&s->conns, err));
	if (cfg->checkpoint_dir)
		TRY(http_checkpoints_start(&s->checkpoints, s->live.path, cfg->pack, cfg->checkpoint_dir,
			cfg->checkpoint_key, cfg->checkpoint_every_ms, checkpoint_failed, s, err));
	return daemon_start(s, cfg, err);
}

static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return cv_strdup(".");
	return slash == path ? cv_strdup("/") : cv_strndup(path, (size_t)(slash - path));
}

enum cv_err http_start(const struct http_config *cfg, struct http_server **ret, struct cv_error *err)
{
	struct http_server *s = calloc(1, sizeof(*s));
	enum cv_err e;

	if (s == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	s->listener = -1;
	s->pack = cfg->pack;
	s->log = cfg->log;
	s->log_ctx = cfg->log_ctx;
	pthread_mutex_init(&s->log_lock, NULL);
	http_trail_start(&s->trail, cfg->access, cfg->access_ctx);
	s->started_ms = api_now_ms();
	http_shelf_begin(&s->shelf, cfg->publish);
	http_owns_begin(&s->owns);
	http_pressed_begin(&s->pressed);
	http_auth_begin(&s->auth);
	http_feed_begin(&s->feed);
	s->folder = cfg->folder ? cv_strdup(cfg->folder) : folder_of(cfg->db_path);
	s->templates = cfg->templates ? cv_strdup(cfg->templates) : NULL;
	if (s->folder && (s->templates || cfg->templates == NULL))
		e = start(s, cfg, err);
	else
		e = cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	if (e != CV_OK) {
		http_stop(s);
		return e;
	}
	*ret = s;
	return CV_OK;
}

const char *http_address(const struct http_server *s)
{
	return s->address;
}

/* ---- stop ----------------------------------------------------------------------------------------------------- */

static void sleep_ms(long ms)
{
	struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };

	nanosleep(&t, NULL);
}

/* Until nothing was under way for a tenth of a second: a request may have arrived without having been looked at. */
static size_t drain(struct http_server *s)
{
	size_t busy = 0;
	int quiet = 0;

	for (int ms = 0; ms < HTTP_DRAIN_MS && quiet < 10; ms += 10) {
		busy = http_conns_busy(&s->conns);
		quiet = busy ? 0 : quiet + 1;
		sleep_ms(10);
	}
	return busy;
}

size_t http_stop(struct http_server *s)
{
	size_t cut = 0;

	if (s == NULL)
		return 0;
	if (s->daemon) {
		atomic_store(&s->draining, true);
		/*
		 * Whoever connects from now on is refused. The socket itself stays until the daemon has ended: its threads take
		 * it out of their sets in their own time, and end the program where it is closed before that.
		 */
		MHD_quiesce_daemon(s->daemon);
		shutdown(s->listener, SHUT_RDWR);
		http_jobs_quit(&s->jobs); /* also frees those who wait for a job */
		cut = drain(s);
		http_later_quit(&s->later);
		http_writer_quit(&s->writer);
		MHD_stop_daemon(s->daemon);
	}
	if (s->listener >= 0)
		close(s->listener);
	http_conns_stop(&s->conns);
	http_jobs_stop(&s->jobs);
	http_later_stop(&s->later);
	http_writer_stop(&s->writer);
	http_checkpoints_stop(&s->checkpoints);
	http_shelf_end(&s->shelf);
	http_owns_end(&s->owns);
	http_live_stop(&s->live);
	http_auth_end(&s->auth);
	http_feed_end(&s->feed);
	http_pressed_end(&s->pressed);
	pthread_mutex_destroy(&s->log_lock);
	free(s->folder);
	free(s->templates);
	free(s);
	return cut;
}

/*
 * The server as a whole.
 */
#ifndef API_HTTP_SERVER_H
#define API_HTTP_SERVER_H

#include "api/http/access/auth.h"
#include "api/http/answers/pressed.h"
#include "api/http/desk/calendar.h"
#include "api/http/records/change.h"
#include "api/http/wire/conn.h"
#include "api/http/wire/hosts.h"
#include "api/http/http.h"
#include "api/http/jobs/jobs.h"
#include "api/http/live.h"
#include "api/http/own.h"
#include "api/http/public/shelf.h"
#include "api/http/checkpoints.h"
#include "api/http/wire/trail.h"

enum {
	HTTP_CONNECTIONS_MAX = 1024,    /* more wait in the kernel's queue */
	HTTP_CONNECTION_MEMORY = 16384, /* bytes for a header and its parts; cleared for each request, so not more */
	HTTP_IDLE_S = 15,
	HTTP_DRAIN_MS = 8 * 1000,
	HTTP_SHEETS_MIB = 4096,         /* of tables that are being sent, in all */
	HTTP_LOG_LINES = 20,            /* a minute */
};

struct http_server {
	struct MHD_Daemon *daemon;
	int listener;
	char address[80];
	struct http_hosts hosts;
	struct http_trail trail;
	int64_t started_ms;
	struct http_checkpoints checkpoints;
	bool tls;
	struct http_conns conns;
	struct http_auth auth;
	struct http_live live;
	struct http_owns owns;
	struct http_pressed pressed;
	struct http_feed feed;
	struct http_shelf shelf; /* the public list */
	struct http_jobs jobs;
	struct http_writer writer;
	struct http_later later;
	struct http_room sheets; /* tables that are being sent */
	atomic_flag sheet_at_work;
	atomic_flag drill_at_work; /* or lint: one is read through at a time */
	char *folder;           /* where files wait */
	char *templates;        /* of letters; NULL: those in the program */
	bool loopback;          /* only this machine reaches it */
	bool imports_anywhere;  /* whoever reaches it may import */
	atomic_int imports_waiting; /* threads that wait for a job */
	const struct law_pack *pack;
	unsigned workers;
	atomic_bool draining;
	http_log_fn *log;
	void *log_ctx;
	pthread_mutex_t log_lock;
	long long log_minute;
	int log_lines;
};

/* A bound, listening socket for "ADDR:PORT" (listen.c); ret_address is what it was bound to. */
CV_MUST enum cv_err http_listen(const char *listen_at, int *ret_fd, char *ret_address, size_t size,
	struct cv_error *err);

#endif

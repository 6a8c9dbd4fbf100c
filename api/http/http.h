/*
 * The HTTP door: the question of GET /v1/mechanism, hypothetical cases, imports, and a page for people.
 *
 * Meant to stand behind a proxy or on the loopback address; TLS is there for closed networks. Who may do what is said
 * by tokens (registry/access.h). As long as there is none, a loopback address is open; another is not listened on,
 * unless open_why says why nobody need be asked, and then imports are taken only where allow_imports says that
 * somebody in front of it knows who may.
 */
#ifndef API_HTTP_H
#define API_HTTP_H

#include "registry/registry.h"

#define HTTP_LISTEN_DEFAULT "127.0.0.1:8044"

/* A line for the operator, without line end. May be called from any thread. */
typedef void http_log_fn(void *ctx, const char *line);

struct http_config {
	const char *listen;          /* "127.0.0.1:8044", "[::1]:8044"; port 0: any free one; NULL: the default */
	const char *const *host;     /* more names that Host may have; ends with NULL; may be NULL */
	const char *db_path;         /* the register; made if there is none */
	const struct law_pack *pack; /* outlives the server */
	const char *folder;          /* where files wait until they are imported; NULL: beside the register */
	const char *templates;       /* folder of edited templates of letters; NULL: those in the program */
	uint64_t max_import;         /* bytes of a file to import, at most HTTP_IMPORT_MOST; 0: HTTP_IMPORT_DEFAULT */
	const char *open_why;        /* why others may be answered as long as there is no token; NULL: they may not */
	/* A proxy in front (proxy.h), NULL: none; the others NULL: it does not say who asks. */
	const char *trust_proxy, *user_header, *roles_name, *roles;
	bool allow_imports;          /* also where others than this machine reach it, and under any name */
	const char *tls_cert, *tls_key; /* PEM; TLS 1.2 and 1.3. NULL: plain HTTP */
	const char *plain_why;       /* why plain HTTP may leave this machine; NULL: it may not */
	bool publish;                /* the public list of sub-processors, to everybody */
	http_log_fn *access;         /* a line of JSON for each request; may be NULL */
	void *access_ctx;
	/* Checkpoints on a timer (checkpoints.h): folder, key, milliseconds; folder NULL: none. */
	const char *checkpoint_dir, *checkpoint_key;
	int64_t checkpoint_every_ms;
	http_log_fn *log;            /* may be NULL */
	void *log_ctx;
	/* Called when the address is ours and before the register is opened, to make its folder. May be NULL. */
	enum cv_err (*prepare)(void *ctx, struct cv_error *err);
	void *prepare_ctx;
};

enum { HTTP_IMPORT_DEFAULT = 64 * 1024 * 1024, HTTP_IMPORT_MOST = 1024 * 1024 * 1024 };

struct http_server;

/*
 * Bind, read the register, answer. The caller has blocked the signals it wants to wait for and ignores SIGPIPE.
 * Nothing is written before the address is ours.
 * Keeps: cfg->pack, cfg->log and its ctx; copies the texts.
 * Fails: E_USAGE (listen, host), E_TOO_BIG (host), E_SYSTEM (address in use or not ours), what reg_open() says,
 * E_NOMEM.
 * Owns: http_stop(*ret).
 */
CV_MUST enum cv_err http_start(const struct http_config *cfg, struct http_server **ret, struct cv_error *err);
/* "127.0.0.1:8044": where it answers. Lives as long as the server. */
const char *http_address(const struct http_server *s);
/*
 * Stop accepting, deliver the answers under way (at most 8 s), close everything, free s. NULL is fine.
 * Returns the number of requests that had to be cut.
 */
size_t http_stop(struct http_server *s);

/* The manual of the door: method, path, what it needs and one line for each route. */
void http_manual(struct cv_str *out);

#endif

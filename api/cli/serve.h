/* What serve reads from files and writes to them. Private to the room. */
#ifndef API_CLI_SERVE_H
#define API_CLI_SERVE_H

#include "api/cli/cli.h"
#include "api/http/http.h"

#include <pthread.h>

/* Texts that the configuration points into while the server runs. */
struct cli_serve_texts {
	struct cv_str cert, key, checkpoint_key;
};
void cli_serve_texts_finish(struct cli_serve_texts *t); /* the TLS key is wiped */

/* --tls-cert and --tls-key; false: said why not. */
bool cli_serve_tls(struct cli *c, struct cli_serve_texts *t, struct http_config *cfg);
/* --checkpoint-dir, --checkpoint-every, --key; false: said why not. */
bool cli_serve_checkpoints(struct cli *c, struct cli_serve_texts *t, struct http_config *cfg);

struct cli_access_log {
	const char *path;     /* NULL: none */
	int fd;               /* -1: none */
	pthread_mutex_t lock;
};

/* --access-log; false: said why not. log must stay where it is while the server runs. */
bool cli_access_log_open(struct cli *c, struct cli_access_log *log, struct http_config *cfg);
/* The file of that name, made anew where it was moved away; what cannot be opened is gone on without. */
void cli_access_log_again(struct cli *c, struct cli_access_log *log);
void cli_access_log_close(struct cli_access_log *log);

#endif

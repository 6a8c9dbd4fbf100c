/*
 * Checkpoints on a timer: the log as it stands, signed, into a folder that is meant to be carried to another machine.
 *
 * One is written where the log has grown since the last, when the time has come and at the end of a server that is
 * stopped in order. A file is whole or not there, and none is ever written over: its name is the size of the log.
 */
#ifndef API_HTTP_CHECKPOINTS_H
#define API_HTTP_CHECKPOINTS_H

#include "registry/evidence.h"

#include <pthread.h>

typedef void http_checkpoint_fail_fn(void *ctx, const struct cv_error *err);

struct http_checkpoints {
	const char *path; /* of the register */
	const struct law_pack *pack;
	char *folder; /* NULL: none are made */
	int64_t every_ms;
	struct reg_key key;
	http_checkpoint_fail_fn *fail;
	void *ctx;
	pthread_mutex_t lock; /* what follows, to the thread */
	pthread_cond_t wake;
	bool stopping;
	struct cv_str last; /* the text of the last one; "": none yet */
	int64_t size;
	char trouble[256]; /* why the last try failed, or "" */
	pthread_t thread;
	bool started;
};

/*
 * What is in the folder must be the beginning of this log, signed with this key: else nothing more is signed, and that
 * is said. The key is made where there is none. c must be {0}. Fails: E_FILE (folder, key), E_VALUE, E_SYSTEM, what
 * reg_open() says.
 */
CV_MUST enum cv_err http_checkpoints_start(struct http_checkpoints *c, const char *path, const struct law_pack *pack,
	const char *folder, const char *key, int64_t every_ms, http_checkpoint_fail_fn *fail, void *ctx,
	struct cv_error *err);
/* A last one, and the end. Harmless where none was started. */
void http_checkpoints_stop(struct http_checkpoints *c);
/* What the last try failed of, "" where it did not; for the health of the server. */
void http_checkpoints_trouble(struct http_checkpoints *c, char ret[256]);

#endif

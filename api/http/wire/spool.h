/*
 * Files on their way in: a little is held in memory, more goes into a file without a name, which is gone whatever
 * happens to us.
 */
#ifndef API_HTTP_SPOOL_H
#define API_HTTP_SPOOL_H

#include "registry/core/text.h"

#include <stdatomic.h>
#include <stdint.h>

struct imp_input;

enum { HTTP_SPOOL_MEMORY = 64 * 1024 };

/* The disk that they share. */
struct http_room {
	const char *folder;
	uint64_t max_file, max_all;
	_Atomic uint64_t used;
};

struct http_spool {
	struct http_room *room;
	struct cv_str head;  /* all of it, while fd is -1 */
	int fd;
	uint64_t size;
	uint64_t reserved;   /* of the room */
	enum cv_err failed;  /* what adding to it failed with: nothing is added from then on */
	struct cv_error err;
};

/* NULL when out of memory. */
struct http_spool *http_spool_new(struct http_room *room);
void http_spool_free(struct http_spool *s); /* NULL is fine */
/* So many bytes will come: is there a place for them? Fails: E_FULL, E_BUSY (the room is taken), E_FILE. */
CV_MUST enum cv_err http_spool_expect(struct http_spool *s, uint64_t size, struct cv_error *err);
/* More of it; see s->failed. E_TOO_BIG: beyond room->max_file. */
void http_spool_add(struct http_spool *s, const char *data, size_t len);
/* From its start. s must outlive it. Fails: E_FILE, E_NOMEM. */
CV_MUST enum cv_err http_spool_input(const struct http_spool *s, struct imp_input **ret, struct cv_error *err);

#endif

/*
 * One record created, corrected or ended by a request, and the thread that does it.
 *
 * Who wants to write waits for the register, five seconds at most. Threads that answer do not wait: a request that
 * changes something is taken off them (the connection is suspended), done by the one writer of the server, and
 * answered after that. One request is done after the other; the time in which others are done counts as waiting,
 * too.
 *
 * A change belongs to its request, which stays as it is until the writer gives it back.
 */
#ifndef API_HTTP_CHANGE_H
#define API_HTTP_CHANGE_H

#include "api/http/wire/members.h"
#include "api/http/records/records.h"

#include <pthread.h>
#include <sys/types.h>

enum {
	HTTP_GROUP_MAX = 32,                /* that are committed together */
	HTTP_CHANGES_MAX = 256,             /* that wait; more are told to come again */
	HTTP_CHANGE_WAIT_MS = 5000,
	HTTP_KEY_MAX = 255,                 /* bytes of an Idempotency-Key */
	HTTP_KEY_MS = 24 * 60 * 60 * 1000,  /* for how long it is remembered */
	HTTP_REASON_MAX = 1000,             /* bytes */
};

/* What is no change of the register, and is written into it all the same: a session. Sets c->e. */
typedef void http_aside_fn(struct http_change *c, struct reg *r);

struct http_change {
	struct http_change *next;
	struct http_request *q;
	http_aside_fn *aside;           /* done instead of all that follows; NULL: it is a change */
	enum http_deed deed;
	enum reg_kind kind;
	const char *method;
	char id[HTTP_TARGET_MAX + 1];
	char path[HTTP_TARGET_MAX + 1]; /* and query, as it was sent */
	char query[HTTP_TARGET_MAX + 1];
	const char *reason;             /* in query; NULL: not said */
	const char *if_match, *key;     /* header fields, NULL where absent */
	bool fits;                      /* what is on file is what if_match says */
	int64_t came_ms;                /* ticks */
	bool done;
	int64_t now_ms;                 /* when it is done */
	/* what came of it */
	enum reg_kind shown;            /* a procedure sets both: the record that the answer shows */
	int64_t shown_n;
	enum cv_err e;
	struct cv_error err;
	enum http_fault fault;          /* HTTP_FAULT_COUNT: none */
	const char *why;
	struct http_errors errors;
	int status;
	int64_t seq;                    /* the change it became; 0: none */
	bool records_only;              /* and no token or setting is in it */
	char etag[HTTP_ETAG_MAX];
	struct cv_str location, body;
};

struct http_writer {
	const char *path;
	const struct law_pack *pack;
	struct http_live *live;
	int64_t since_ms;               /* ticks; since when it writes without a gap */
	pthread_mutex_t lock;           /* what follows, to the thread */
	pthread_cond_t work;
	struct http_change *first, **last;
	size_t n;
	bool stopping;
	pthread_t thread;
	bool started;
	struct reg *reg;                /* the thread's; NULL: to be opened */
	dev_t dev;                      /* of the file it has open */
	ino_t ino;
};

/*
 * Lives until http_writer_stop(). http_writer_quit() takes no more and gives back what was not begun: before the daemon
 * is stopped, so that no connection stays suspended. Fails: E_SYSTEM.
 */
CV_MUST enum cv_err http_writer_start(
	struct http_writer *w, const char *path, const struct law_pack *pack, struct http_live *live,
	struct cv_error *err);
void http_writer_quit(struct http_writer *w);
void http_writer_stop(struct http_writer *w); /* after the daemon */
/* Takes the change: its request is to be left alone until the writer resumes its connection. Fails: E_BUSY. */
CV_MUST enum cv_err http_writer_take(struct http_writer *w, struct http_change *c, struct cv_error *err);

/*
 * A procedure gets the open change and the members of the body; c->id is the {id} of the path, "" where it has none,
 * c->q->who the actor. It does its work through registry/desk, sets shown and shown_n to the record that the answer
 * shows, and may set c->status to 201. What it returns is answered: an error of the caller whose err->field is a member
 * of the body as errors with a pointer (422); any other as what it is: E_CONFLICT 409, E_NOT_FOUND 404.
 * http_proceed() is the handler of all such routes; If-Match is heeded where it is sent and the path begins with the
 * kind of the record; Idempotency-Key and ?reason= are as for records.
 */
void http_change_shows(struct http_change *c, enum reg_kind kind, int64_t n);
/* Fails with what is wrong with one member. */
enum cv_err http_change_wrong(struct http_change *c, const char *member, const char *detail);
/* The day that a member says; that of the change where it is not said. */
CV_MUST enum cv_err http_change_day(
	struct http_change *c, const struct http_members *in, const char *member, cv_day *ret);

/*
 * Leave the request to the writer, who does only this, with a copy of what is about as c->id, and then reads anew who
 * may do what. The handler is called again when it is done: q->change->done. Fails: E_BUSY, E_NOMEM.
 */
CV_MUST enum cv_err http_aside(struct http_request *q, const char *about, http_aside_fn *fn, struct cv_error *err);

/* Do it, within a register that nothing else uses meanwhile (change.c). */
void http_change_do(struct http_change *c, struct reg *r, int64_t now_ms);
void http_change_free(struct http_change *c); /* NULL is fine */

#endif

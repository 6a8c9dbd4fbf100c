/*
 * The register as the server sees it: an immutable view in memory that questions share, and a few views of the
 * past.
 *
 * Another process may import at any time, and the next question must see it. SQLite tells nobody, so the file is
 * watched: a commit changes it, which inotify notes in the very call that writes; each question asks whether
 * anything was noted (one system call, for all that have come at the same time), and only then is the register asked
 * for its change number. Where inotify cannot see (a network file system) a poller asks five times a second.
 *
 * Lock order: reader, past_reader, gate; reader, page_reader; the turnstile behind all but the gate. The file is
 * never opened here by hand: closing it
 * would drop SQLite's locks.
 */
#ifndef API_HTTP_LIVE_H
#define API_HTTP_LIVE_H

#include "api/http/turnstile.h"
#include "registry/registry.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/types.h>

struct http_view {
	struct reg_view *v;
	uint64_t id;            /* another one for every view that was ever loaded */
	atomic_int refs;
};

enum { HTTP_PAST_MAX = 4, HTTP_POLL_MS = 200, HTTP_LOAD_WAIT_MS = 5000, HTTP_COMMIT_MS = 50, HTTP_AGAIN_MS = 500,
	HTTP_READ_MS = 300 };

/* What was known from the change at view->v->at up to `until`, the instant it was loaded for. */
struct http_past {
	struct http_view *view;
	char until[CV_INSTANT_TEXT];
	unsigned long long used;
};

typedef void http_complain_fn(void *ctx, const struct cv_error *err);

/* Told whenever the register has moved, before the view of it is seen; and before the first one. */
typedef enum cv_err http_loaded_fn(void *ctx, struct reg *r, struct cv_error *err);

struct http_live {
	struct http_turnstile turnstile; /* whoever reads the file */
	http_loaded_fn *loaded; /* set before the start */
	void *loaded_ctx;
	char *path;
	const struct law_pack *pack;
	pthread_mutex_t gate;   /* current, past */
	struct http_view *current;
	struct http_past past[HTTP_PAST_MAX];
	unsigned long long uses;
	pthread_mutex_t reader; /* reg, missed, polled, dev, ino */
	struct reg *reg;
	int watch;              /* inotify, -1: none; the same from start to stop */
	int64_t busy_ms;        /* ticks; when somebody was last found in the middle of a long commit */
	int64_t missed;         /* change that was seen and could not be read, 0: none */
	dev_t dev;
	ino_t ino;
	atomic_int_fast64_t promised; /* the last change that somebody was told is done */
	atomic_int_fast64_t shown;    /* up to which the current view knows */
	atomic_bool writing;    /* a change of ours is being done, and soon over */
	atomic_bool unsettled;  /* what was noted is being read, or was not, or could not be: a writer was at work */
	atomic_bool unknown;    /* the same of who may do what */
	atomic_int_fast64_t who_at; /* the change up to which that was told to `loaded`, 0: unknown */
	int64_t polled;         /* the change that the poller saw last */
	pthread_mutex_t past_reader; /* past_reg: one past view is loaded at a time */
	struct reg *past_reg;
	pthread_mutex_t page_reader; /* page_reg: what http_live_read() reads */
	struct reg *page_reg;
	int64_t page_busy_ms;   /* ticks; when it last met a long commit, 0: since then it was read */
	atomic_int past_waiting;
	int past_waiting_max;   /* more than these are told to come again */
	pthread_t poller;
	pthread_cond_t wake;
	pthread_mutex_t wake_lock;
	bool stopping, started;
	http_complain_fn *complain;
	void *complain_ctx;
};

/*
 * Makes the register if there is none, and loads it. l must be {0} but for loaded; give it to
 * http_live_stop() in any case.
 */
CV_MUST enum cv_err http_live_start(struct http_live *l, const char *path, const struct law_pack *pack,
	int past_waiting_max, http_complain_fn *complain, void *ctx, struct cv_error *err);
void http_live_stop(struct http_live *l);

/* The connection for pages (live_page.c), after another file was put at the path. */
CV_MUST enum cv_err http_page_reopen(struct http_live *l, struct cv_error *err);

/* The views of the past (past.c): drop them all; and do so because another file is at the path. */
void http_past_forget(struct http_live *l);
CV_MUST enum cv_err http_past_reopen(struct http_live *l, struct cv_error *err);

/* Changes of ours, one after the other, that were committed together; last 0: none was. */
struct http_written {
	int64_t first, last;
	bool records_only; /* no token or setting is among what they recorded */
};
/*
 * A change of ours begins, and is over: the last, where it was committed, is seen by whoever asks from now on. What
 * recorded only records needs no second look at who may do what: where that was known up to the first, it is known
 * up to the last.
 */
void http_live_writing(struct http_live *l);
void http_live_written(struct http_live *l, struct http_written w);
void http_live_promise(struct http_live *l, int64_t seq);
/* Everything known now, including what another process committed before this call. Owns: http_view_drop(). */
struct http_view *http_live_now(struct http_live *l);
/* The same, without asking the kernel: somebody did since all whom the answer is for had asked (wire/wake.h). */
struct http_view *http_live_still(struct http_live *l);
/*
 * The instant at which it may be said that this is known: known_at, which is now; where the clock was set back since
 * the last change, that of the change, since of an earlier one the log says something else.
 */
void http_view_known(const struct http_view *w, char known_at[CV_INSTANT_TEXT]);
/* Both: what is known now, and as of when. */
struct http_view *http_live_known(struct http_live *l, char known_at[CV_INSTANT_TEXT]);
/* Only `loaded` is told what another process committed before this call: reading the rest is left to who asks. */
void http_live_who(struct http_live *l);
/* After either: somebody else was at work, so that what is known of who may do what may be behind. */
bool http_live_who_unsure(const struct http_live *l);
/* What was known at an instant. Fails: E_BUSY (too many such questions at once), what reg_view_load() says. */
CV_MUST enum cv_err http_live_at(struct http_live *l, const char *known_at, struct http_view **ret,
	struct cv_error *err);
/*
 * Read what no view holds, on a connection for that; fn must be short. A writer who is just committing is waited for,
 * another program as long as a commit takes commonly. Fails: E_BUSY (it takes longer: http_fail() asks again later),
 * what fn returned.
 */
typedef enum cv_err http_read_fn(void *ctx, struct reg *r, struct cv_error *err);
CV_MUST enum cv_err http_live_read(struct http_live *l, http_read_fn *fn, void *ctx, struct cv_error *err);
/* The same for who has read part of it already: what was done is lost with it, so it waits for HTTP_READ_MS. */
CV_MUST enum cv_err http_live_read_on(struct http_live *l, http_read_fn *fn, void *ctx, struct cv_error *err);
/* One reference to v, which is ours in any case; NULL when out of memory (v is destroyed) or v is NULL. */
struct http_view *http_view_new(struct reg_view *v);
void http_view_drop(struct http_view **v); /* for CV_AUTO; NULL is fine */

#endif

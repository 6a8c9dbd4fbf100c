/*
 * Imports over HTTP: what is to be done, what is being done, and what came of it.
 *
 * Every POST makes a job, job-1, job-2, ..., which lives in memory and ends with the server. What was applied is an
 * import of the register, 1, 2, ..., and stays. A job goes
 *
 *     queued -> running -> planned (dry_run=true: the plan is there and the file kept; apply goes back to queued)
 *                       -> applied (it has the number of its import), unchanged, undone
 *                       -> refused (rows, or what fail_on, max_ended or a plan that no longer fits say)
 *                       -> failed, stopped
 *
 * One worker thread with a register connection of its own does one job after the other; nothing of a job that does not
 * end as applied or undone is written. A failure that may pass (the register is busy, the disk full) leaves a planned
 * job planned.
 *
 * Bounds: HTTP_JOBS_MAX jobs that arrive, wait or run; HTTP_KEPT_MAX that are over, HTTP_KEPT_BYTES of their reports,
 * HTTP_KEPT_MS of age, HTTP_KEPT_FILES of the largest files; HTTP_ROOM_FILES of them in all. What is over makes room,
 * the oldest first.
 *
 * Lock order: inside the lock only that of the log is taken. The worker holds it only between the pieces of its work.
 */
#ifndef API_HTTP_JOBS_H
#define API_HTTP_JOBS_H

#include "api/http/wire/reply.h"
#include "api/http/wire/spool.h"
#include "import/import.h"

#include <pthread.h>

enum {
	HTTP_JOBS_MAX = 8,
	HTTP_KEPT_MAX = 32,
	HTTP_KEPT_BYTES = 64 * 1024 * 1024,
	HTTP_KEPT_MS = 60 * 60 * 1000,
	HTTP_KEPT_FILES = 4,
	HTTP_ROOM_FILES = 16,
	HTTP_SWEEP_S = 1,       /* what is over is looked at so often, and which token was used for the first time */
	HTTP_STRETCH_MS = 1000, /* after so long without a pause, others who want to write are given one */
	HTTP_GAP_MS = 120,      /* of that length: they look every 100 ms */
	HTTP_SMALL_MAX = 256 * 1024, /* bytes of a file that may be answered directly */
};

#define HTTP_JOB_STATES(X) \
	X(QUEUED, "queued") X(RUNNING, "running") X(PLANNED, "planned") X(APPLIED, "applied") \
	X(UNCHANGED, "unchanged") X(UNDONE, "undone") X(REFUSED, "refused") X(FAILED, "failed") X(STOPPED, "stopped")
enum http_job_state {
#define X(code, word) HTTP_JOB_##code,
	HTTP_JOB_STATES(X)
#undef X
	HTTP_JOB_STATE_COUNT
};
const char *http_job_word(enum http_job_state s);

/* What a POST asks for. */
struct http_order {
	bool undo;
	int64_t import;             /* to be undone */
	char who[65];               /* whose token or session asked for it last; "": nobody was asked */
	int role;                   /* enum reg_role of theirs; -1: nobody was asked */
	char text[2048 + 1];        /* of the parameters, decoded; opt and reason point into it */
	const char *reason;         /* NULL: not said */
	char name[256];             /* of the file */
	struct imp_given given;
	struct imp_options opt;
	bool rejects;               /* good rows go in, refused ones are kept for the caller */
};

struct http_job {
	struct http_job *next;      /* the one made before it */
	int64_t n;
	enum http_job_state state;
	struct http_order *order;
	int64_t made_ms, over_ms;   /* ticks */
	char made[CV_INSTANT_TEXT];
	struct http_spool *file, *refused; /* NULL: none, or let go of */
	uint64_t bytes;             /* of the file */
	struct imp_progress at;
	bool stop;                  /* asked for */
	/* once it is over */
	enum cv_err e;
	struct cv_error err;
	struct http_text *report;   /* JSON, of what was done last; NULL: there is none */
	struct http_text *plan, *csv, *words; /* of a dry run: JSON, CSV, text for people; NULL: none was made */
	char hash[64];
	char kind[32];              /* what the file is, once that is known */
	int64_t import;             /* the number it got, 0: none */
	struct reg_undone undone;
};

struct http_jobs {
	struct http_server *srv;
	const char *path;           /* of the register */
	const struct law_pack *pack;
	pthread_mutex_t lock;       /* all below, and every job but what the worker keeps to itself */
	pthread_cond_t work, over;
	struct http_job *newest;
	int64_t last;
	size_t taken;               /* slots: jobs that arrive, wait or run */
	struct http_room room;
	pthread_t worker;
	bool stopping, started;
};

/* Lives until http_jobs_stop(). folder: where files wait. Fails: E_SYSTEM, E_NOMEM. */
CV_MUST enum cv_err http_jobs_start(struct http_jobs *js, struct http_server *srv, const char *path,
	const struct law_pack *pack, const char *folder, uint64_t max_bytes, struct cv_error *err);
/* Take no more; what waits is stopped, what runs is told to. Then http_jobs_stop(), when no request is left. */
void http_jobs_quit(struct http_jobs *js);
void http_jobs_stop(struct http_jobs *js);

/* A slot for a job that is to come. Fails: E_BUSY. */
CV_MUST enum cv_err http_jobs_enter(struct http_jobs *js, struct cv_error *err);
void http_jobs_leave(struct http_jobs *js); /* it does not come */
/*
 * The job comes, into its slot; takes over order and file (NULL for an undo). ret_direct: it is small and nothing else
 * is at work. Fails: E_NOMEM, E_BUSY (the server stops); then the slot is free again, order and file are freed too.
 */
CV_MUST enum cv_err http_jobs_add(struct http_jobs *js, struct http_order *order, struct http_spool *file,
	int64_t *ret_n, bool *ret_direct, struct cv_error *err);
/* Fails: E_NOT_FOUND, E_CONFLICT (it is not planned), E_DENIED (whoever asks may not file that kind), E_BUSY. */
CV_MUST enum cv_err http_jobs_apply(struct http_jobs *js, int64_t n, const struct http_request *by, bool *ret_direct,
	struct cv_error *err);
/* Stop it, or forget one that is over. ret_gone: nothing is left of it. Fails: E_NOT_FOUND. */
CV_MUST enum cv_err http_jobs_delete(struct http_jobs *js, int64_t n, bool *ret_gone, struct cv_error *err);
/* Until job n is over, ms at most. */
void http_jobs_wait(struct http_jobs *js, int64_t n, int ms);
bool http_job_over(const struct http_job *j);

/* With the lock held: the job; NULL: there is none, or no longer. */
struct http_job *http_jobs_find(struct http_jobs *js, int64_t n);
/* Who asks for it (order.c). */
void http_order_by(struct http_order *o, const struct http_request *q);
/*
 * May a role (as in struct http_order) file records of that kind, or read them? Imports and plans are about records
 * that not everybody may see. Fails: E_DENIED.
 */
CV_MUST enum cv_err http_order_may_file(int role, enum reg_kind kind, struct cv_error *err);
/* With the lock held: may whoever asks see what is in the job's file, its plan, its report? */
bool http_job_readable(const struct http_job *j, const struct http_request *q);

/* With the lock held: let go of what is too old or too much. */
void http_jobs_sweep(struct http_jobs *js);
void http_order_free(struct http_order *o);

/* The worker's thread (worker.c). */
void *http_jobs_work(void *jobs);

#endif

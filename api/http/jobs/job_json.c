/* A job in words, and as the answer to a request. */
#include "api/http/jobs/imports.h"

#include "api/http/wire/conn.h"
#include "api/http/server.h"

#include <stdio.h>
#include <string.h>

enum { PATH_MAX_LEN = 64 };

static const char *path_of(const struct http_job *j, const char *behind, char ret[PATH_MAX_LEN])
{
	snprintf(ret, PATH_MAX_LEN, "/v1/imports/job-%lld%s", (long long)j->n, behind);
	return ret;
}

static void link_to(struct cv_json *to, const struct http_job *j, const char *key, bool there)
{
	char behind[16], path[PATH_MAX_LEN];

	snprintf(behind, sizeof(behind), "/%s", key);
	cv_json_kv(to, key, there ? path_of(j, behind, path) : NULL);
}

static void progress(const struct http_job *j, struct cv_json *to)
{
	cv_json_key(to, "progress");
	cv_json_open(to, '{');
	cv_json_kv(to, "doing", j->at.doing);
	cv_json_kv_int(to, "rows", (int64_t)j->at.rows);
	cv_json_kv_int(to, "done", (int64_t)j->at.bytes);
	cv_json_kv_int(to, "of", (int64_t)j->at.of);
	cv_json_close(to, '}');
}

static void problem(const struct http_job *j, struct cv_json *to)
{
	struct http_problem p = http_problem_of(j->e, &j->err);

	cv_json_key(to, "problem");
	if (!http_job_over(j) || j->e == CV_OK) {
		cv_json_null(to);
		return;
	}
	cv_json_open(to, '{');
	http_problem_json(&p, to);
	cv_json_close(to, '}');
}

static void result(const struct http_job *j, struct cv_json *to)
{
	cv_json_kv_opt(to, "hash", j->hash);
	cv_json_key(to, "import");
	if (j->import)
		cv_json_int(to, j->import);
	else
		cv_json_null(to);
	cv_json_key(to, "undone");
	if (j->state == HTTP_JOB_UNDONE)
		imp_undone_json(&j->undone, to);
	else
		cv_json_null(to);
	problem(j, to);
	link_to(to, j, "plan", j->plan != NULL);
	link_to(to, j, "apply", j->state == HTTP_JOB_PLANNED);
	link_to(to, j, "rejects", j->refused != NULL);
}

void http_job_json(const struct http_job *j, bool report, struct cv_json *to)
{
	char id[32];

	snprintf(id, sizeof(id), "job-%lld", (long long)j->n);
	cv_json_kv(to, "id", id);
	cv_json_kv(to, "state", http_job_word(j->state));
	cv_json_key(to, "stopping");
	cv_json_bool(to, j->stop && !http_job_over(j));
	cv_json_kv(to, "made", j->made);
	if (j->order->undo)
		cv_json_kv_int(to, "undo", j->order->import);
	else
		cv_json_kv(to, "file", j->order->name);
	cv_json_kv_int(to, "bytes", (int64_t)j->bytes);
	progress(j, to);
	result(j, to);
	if (report)
		cv_json_key(to, "report");
}

const char http_job_hidden[] = "it is about records of a kind that this role may not read";

/* ---- as an answer ---------------------------------------------------------------------------------------------- */

/* What an answer needs of a job, so that it is sent without the lock. */
struct answer {
	struct http_text *report;
	char location[PATH_MAX_LEN];
	int status;
	enum http_type type;
	bool retry;
};

static void write_job(struct http_request *q, const struct http_job *j, struct answer *a)
{
	struct cv_json to = cv_json_to(&q->out);

	cv_str_clear(&q->out);
	cv_json_open(&to, '{');
	http_job_json(j, true, &to);
	a->type = HTTP_JSON;
	a->report = http_text_take(j->report);
}

static void write_problem(struct http_request *q, const struct http_job *j, struct answer *a)
{
	struct http_problem p = http_problem_of(j->e, &j->err);
	struct cv_json to = cv_json_to(&q->out);
	char path[PATH_MAX_LEN];

	cv_str_clear(&q->out);
	cv_json_open(&to, '{');
	http_problem_json(&p, &to);
	cv_json_kv(&to, "request_id", q->id);
	cv_json_kv(&to, "job", path_of(j, "", path));
	cv_json_key(&to, "report");
	a->status = p.status;
	a->type = HTTP_PROBLEM;
	a->retry = cv_err_fault(j->e) == CV_AGAIN;
	a->report = http_text_take(j->report);
}

static void write_outcome(struct http_request *q, const struct http_job *j, struct answer *a)
{
	path_of(j, "", a->location);
	if (!http_job_over(j)) {
		a->status = MHD_HTTP_ACCEPTED;
		a->retry = true;
		write_job(q, j, a);
	} else if (j->e != CV_OK) {
		write_problem(q, j, a);
	} else {
		a->status = MHD_HTTP_OK;
		write_job(q, j, a);
		if (j->import) {
			a->status = MHD_HTTP_CREATED;
			snprintf(a->location, sizeof(a->location), "/v1/imports/%lld", (long long)j->import);
		}
	}
}

static enum MHD_Result answer(struct http_request *q, struct answer *a)
{
	CV_AUTO(http_text_drop) struct http_text *report = a->report;
	struct http_more more = {
		.location = *a->location ? a->location : NULL,
		.retry = a->retry ? "1" : NULL,
		.part = report,
		.tail = "}\n",
	};

	if (report == NULL)
		cv_str_puts(&q->out, "null}\n");
	return http_send_more(q, a->status, a->type, &more);
}

static enum MHD_Result gone(struct http_request *q, int64_t n)
{
	struct cv_error err = { 0 };

	return http_fail(q, cv_fail(&err, CV_E_NOT_FOUND, "there is no job-%lld, or no longer", (long long)n), &err);
}

/* The thread that waits has other connections to serve: one thread at least does not wait, and none does for long. */
static void wait_for(struct http_server *s, int64_t n)
{
	if (atomic_fetch_add(&s->imports_waiting, 1) < (int)s->workers - 1)
		http_jobs_wait(&s->jobs, n, HTTP_WAIT_MS);
	atomic_fetch_sub(&s->imports_waiting, 1);
}

static bool wants_no_direct_answer(struct http_request *q)
{
	const char *prefer = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "Prefer");

	return prefer && strcasestr(prefer, "respond-async");
}

enum MHD_Result http_job_answer(struct http_request *q, int64_t n, bool direct)
{
	struct http_jobs *js = &q->srv->jobs;
	struct answer a = { .status = 0 };
	const struct http_job *j;

	if (direct && !wants_no_direct_answer(q))
		wait_for(q->srv, n);
	pthread_mutex_lock(&js->lock);
	j = http_jobs_find(js, n);
	if (j)
		write_outcome(q, j, &a);
	pthread_mutex_unlock(&js->lock);
	return j ? answer(q, &a) : gone(q, n);
}

enum MHD_Result http_job_show(struct http_request *q, int64_t n, int status)
{
	struct http_jobs *js = &q->srv->jobs;
	struct answer a = { .status = status };
	const struct http_job *j;
	bool hidden;

	pthread_mutex_lock(&js->lock);
	http_jobs_sweep(js);
	j = http_jobs_find(js, n);
	hidden = j && !http_job_readable(j, q);
	if (j && !hidden) {
		write_job(q, j, &a);
		a.retry = !http_job_over(j);
	}
	pthread_mutex_unlock(&js->lock);
	if (hidden)
		return http_fault(q, HTTP_ROLE, http_job_hidden);
	return j ? answer(q, &a) : gone(q, n);
}

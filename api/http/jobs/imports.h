/*
 * The resources of imports: the list, an import, a job, its plan and its refused rows; and answering a request with a
 * job.
 */
#ifndef API_HTTP_IMPORTS_H
#define API_HTTP_IMPORTS_H

#include "api/http/jobs/jobs.h"

enum {
	HTTP_WAIT_MS = 2000, /* what a direct answer may take; then it is 202 */
	HTTP_PAGE_DEFAULT = 50,
	HTTP_PAGE_MAX = 200,
};

/* The last part of "/v1/imports/{id}/...". */
struct http_import_id {
	bool job;
	int64_t n;
};

/*
 * With the lock of the jobs held. The members of a job's JSON into an object that is open; with report: up to its key,
 * whose value the caller writes.
 */
void http_job_json(const struct http_job *j, bool report, struct cv_json *to);
/*
 * Answer with job n: what came of it if it is over, or, if direct, once it is (HTTP_WAIT_MS at most); else 202.
 * What it failed with becomes a problem with the members job and report.
 */
CV_MUST enum MHD_Result http_job_answer(struct http_request *q, int64_t n, bool direct);
/* Why a job is not shown to whoever may not read records of its kind. */
extern const char http_job_hidden[];
/* Answer with job n as a resource: 200 whatever came of it. */
CV_MUST enum MHD_Result http_job_show(struct http_request *q, int64_t n, int status);

#endif

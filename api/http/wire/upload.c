#include "api/http/wire/upload.h"

#include "api/clock.h"
#include "api/http/jobs/imports.h"
#include "api/http/routes.h"
#include "api/http/server.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void http_upload_free(struct http_upload *up)
{
	if (up == NULL)
		return;
	if (up->entered)
		http_jobs_leave(up->js);
	http_order_free(up->order);
	http_spool_free(up->file);
	free(up);
}

/* ---- who may --------------------------------------------------------------------------------------------------- */

/* "localhost", "127.0.0.1:8044", "[::1]" */
static bool loopback_name(const char *host)
{
	size_t n = strcspn(host, *host == '[' ? "]" : ":");

	return (n == 9 && strncasecmp(host, "localhost", n) == 0) || (n == 4 && strncmp(host, "[::1]", 5) == 0) ||
		(strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == n);
}

/*
 * A browser says from which site a request comes; other programs say nothing. Nobody logs in here, so a page of another
 * site must not have its reader's browser import something, nor one whose name was made to point at this machine.
 */
static bool foreign(const struct http_request *q)
{
	const char *origin = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "Origin");
	const char *host = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "Host");
	const char *name = origin ? strstr(origin, "://") : NULL;

	if (origin == NULL)
		return false;
	if (name == NULL || host == NULL || strcasecmp(name + 3, host) != 0)
		return true;
	return !q->srv->imports_anywhere && !loopback_name(host);
}

struct http_refusal http_upload_allowed(struct http_request *q)
{
	if (q->by != HTTP_BY_NOBODY)
		return (struct http_refusal){ 0 }; /* known, and its role may */
	if (!q->srv->imports_anywhere && !q->srv->loopback)
		return (struct http_refusal){ HTTP_CLOSED,
			"it answers beyond this machine and asks nobody who they are: give tokens, import on "
			"the command line, or "
			"start it with --allow-imports behind a proxy that lets in only those who may" };
	if (foreign(q))
		return (struct http_refusal){ HTTP_ORIGIN, "the field Origin names another site than the field Host" };
	return (struct http_refusal){ 0 };
}

/* ---- the header ------------------------------------------------------------------------------------------------ */

static enum cv_err begin(struct http_request *q, const struct http_framing *f, struct http_upload *up,
	struct cv_error *err)
{
	struct http_jobs *js = &q->srv->jobs;

	up->js = js;
	up->order = calloc(1, sizeof(*up->order));
	up->file = http_spool_new(&js->room);
	if (up->order == NULL || up->file == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	TRY(http_order_read(q->query, api_today(), up->order, err));
	http_order_by(up->order, q);
	TRY(http_jobs_enter(js, err));
	up->entered = true;
	return http_spool_expect(up->file, f->length, err);
}

static enum MHD_Result too_big(struct http_request *q)
{
	CV_AUTO(cv_str_finish) struct cv_str why = { 0 };

	q->close = true;
	cv_str_printf(&why, "a file of at most %llu bytes is taken (chapterv serve --max-import)",
		(unsigned long long)q->srv->jobs.room.max_file);
	return http_fault(q, HTTP_BODY_BIG, cv_str_text(&why));
}

static enum MHD_Result refuse(struct http_request *q, enum cv_err e, const struct cv_error *err)
{
	q->close = true;
	if (e == CV_E_TOO_BIG)
		return too_big(q);
	return e == CV_E_BUSY ? http_fault(q, HTTP_CROWDED, err->msg) : http_fail(q, e, err);
}

enum MHD_Result http_upload_begin(struct http_request *q, const struct http_framing *f)
{
	struct http_refusal no = http_upload_allowed(q);
	struct http_upload *up;
	struct cv_error err = { 0 };
	enum cv_err e;

	if (no.why == NULL && !f->table)
		no = (struct http_refusal){ HTTP_MEDIA,
			"the field Content-Type must say text/csv or text/tab-separated-values" };
	if (no.why) {
		q->close = true;
		return http_fault(q, no.fault, no.why);
	}
	if (f->length > q->srv->jobs.room.max_file)
		return too_big(q);
	up = calloc(1, sizeof(*up));
	e = up ? begin(q, f, up, &err) : CV_E_NOMEM;
	if (e != CV_OK) {
		http_upload_free(up);
		return refuse(q, e, &err);
	}
	q->upload = up;
	http_conn_filing(q->conn, true);
	return MHD_YES;
}

/* ---- the body -------------------------------------------------------------------------------------------------- */

enum MHD_Result http_upload_take(struct http_request *q, const char *data, size_t size)
{
	struct http_upload *up = q->upload;
	uint64_t most = up->file->failed == CV_E_TOO_BIG ? HTTP_SWALLOW_MAX : up->file->room->max_file;

	http_conn_came(q->conn, size);
	if (up->file->failed != CV_OK) { /* the rest is read so that it can be said why */
		up->swallowed += size;
		return up->swallowed > most ? MHD_NO : MHD_YES;
	}
	http_spool_add(up->file, data, size);
	return MHD_YES;
}

/* ---- the end of it --------------------------------------------------------------------------------------------- */

enum MHD_Result http_post_import(struct http_request *q)
{
	struct http_upload *up = q->upload;
	struct cv_error err = { 0 };
	bool direct = false;
	int64_t n = 0;
	enum cv_err e;

	if (up->file->failed != CV_OK)
		return refuse(q, up->file->failed, &up->file->err);
	e = http_jobs_add(up->js, up->order, up->file, &n, &direct, &err);
	up->order = NULL;
	up->file = NULL;
	up->entered = false;
	if (e != CV_OK)
		return refuse(q, e, &err);
	return http_job_answer(q, n, direct);
}

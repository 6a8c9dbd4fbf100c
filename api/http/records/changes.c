/* POST, PUT, PATCH and .../end of records: what is asked, and what is answered. */
#include "api/http/records/change.h"

#include "api/http/wire/input.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "api/http/wire/upload.h"

#include <stdlib.h>
#include <string.h>

static enum cv_err read_reason(struct http_change *c, struct cv_error *err)
{
	static const char *const name[] = { "reason" };

	TRY(http_query_read(c->q->query, name, 1, c->query, &c->reason, err));
	if (c->reason && strlen(c->reason) > HTTP_REASON_MAX)
		return cv_fail_at(err, CV_E_VALUE, "reason", "\"reason\" is longer than %d bytes", HTTP_REASON_MAX);
	return CV_OK;
}

static enum cv_err read_key(struct http_change *c, struct cv_error *err)
{
	c->key = MHD_lookup_connection_value(c->q->mhd, MHD_HEADER_KIND, "Idempotency-Key");
	if (c->key && (*c->key == '\0' || strlen(c->key) > HTTP_KEY_MAX || !cv_ascii(c->key, strlen(c->key))))
		return cv_fail_at(err, CV_E_VALUE, "Idempotency-Key",
			"the field Idempotency-Key must have 1 to %d characters of ASCII", HTTP_KEY_MAX);
	return CV_OK;
}

static enum cv_err read_change(struct http_change *c, struct cv_error *err)
{
	struct http_request *q = c->q;

	c->kind = http_kind_of(q);
	c->method = q->route->method;
	memcpy(c->path, q->target, strlen(q->target) + 1);
	if (*q->query) {
		c->path[strlen(q->target)] = '?';
		memcpy(c->path + strlen(q->target) + 1, q->query, strlen(q->query) + 1);
	}
	TRY(read_reason(c, err));
	TRY(read_key(c, err));
	if (c->deed == HTTP_CREATE || strchr(q->route->path, '{') == NULL)
		return CV_OK;
	c->if_match = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "If-Match");
	return http_id_of(q, c->id, err);
}

/* ---- the answer ------------------------------------------------------------------------------------------------ */

static enum MHD_Result send_errors(struct http_request *q, struct http_change *c)
{
	struct cv_error err = { 0 };
	struct http_problem p;

	if (c->e == CV_E_REFUSED)
		return http_fault_with(q, c->fault, c->why, c->errors.n > 0 ? http_errors_end(&c->errors) : NULL);
	err = c->err;
	p = http_problem_of(c->e, &err);
	if (c->errors.n > 0)
		p.errors = http_errors_end(&c->errors);
	http_log_fault(q->srv, q->id, c->e, &err);
	return http_send_problem(q, &p);
}

static enum MHD_Result send_done(struct http_request *q, struct http_change *c)
{
	if (c->e != CV_OK)
		return send_errors(q, c);
	cv_str_add(&q->out, cv_str_text(&c->body), c->body.len);
	return http_send_more(q, c->status, HTTP_JSON,
		&(struct http_more){ .etag = c->etag,
			.location = c->status == MHD_HTTP_CREATED ? cv_str_text(&c->location) : NULL });
}

/* ---- the request ----------------------------------------------------------------------------------------------- */

static enum MHD_Result hand_over(struct http_request *q, enum http_deed deed)
{
	struct http_change *c = calloc(1, sizeof(*c));
	struct cv_error err = { 0 };
	enum cv_err e;

	if (c == NULL)
		return http_fail(q, CV_E_NOMEM, NULL);
	q->change = c;
	c->q = q;
	c->deed = deed;
	e = read_change(c, &err);
	if (e == CV_OK && deed != HTTP_CREATE && deed != HTTP_PROCEED && c->if_match == NULL)
		return http_fault(q, HTTP_UNCONDITIONAL,
			"read the record, and send its ETag as If-Match: so nobody's change is overwritten unseen");
	if (e == CV_OK)
		e = http_writer_take(&q->srv->writer, c, &err);
	return e == CV_OK ? MHD_YES : http_fail(q, e, &err);
}

/* Called twice: when the request is complete, and when the writer is done with it. */
static enum MHD_Result change(struct http_request *q, enum http_deed deed)
{
	struct http_refusal no;

	if (q->change && q->change->done)
		return send_done(q, q->change);
	no = http_upload_allowed(q);
	if (no.why)
		return http_fault(q, no.fault, no.why);
	return hand_over(q, deed);
}

enum MHD_Result http_post_record(struct http_request *q)
{
	return change(q, HTTP_CREATE);
}

enum MHD_Result http_put_record(struct http_request *q)
{
	return change(q, HTTP_REPLACE);
}

enum MHD_Result http_patch_record(struct http_request *q)
{
	return change(q, HTTP_MERGE);
}

enum MHD_Result http_proceed(struct http_request *q)
{
	return change(q, HTTP_PROCEED);
}

enum MHD_Result http_end_record(struct http_request *q)
{
	return change(q, HTTP_END);
}

/* ---- beside them ---------------------------------------------------------------------------------------------- */

enum cv_err http_aside(struct http_request *q, const char *about, http_aside_fn *fn, struct cv_error *err)
{
	struct http_change *c = calloc(1, sizeof(*c));

	if (c == NULL || strlen(about) >= sizeof(c->id)) {
		free(c);
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	}
	q->change = c;
	c->q = q;
	c->aside = fn;
	c->fault = HTTP_FAULT_COUNT;
	memcpy(c->id, about, strlen(about) + 1);
	return http_writer_take(&q->srv->writer, c, err);
}

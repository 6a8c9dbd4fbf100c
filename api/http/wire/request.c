#include "api/http/wire/request.h"

#include "api/http/access/auth.h"
#include "api/http/records/change.h"
#include "api/http/wire/conn.h"
#include "api/http/wire/envelope.h"
#include "api/http/wire/guard.h"
#include "api/http/wire/input.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "api/http/wire/trail.h"
#include "api/http/wire/upload.h"

#include <stdio.h>
#include <string.h>

void http_on_connection(void *cls, struct MHD_Connection *mhd, void **ctx, enum MHD_ConnectionNotificationCode what)
{
	struct http_server *s = cls;
	const union MHD_ConnectionInfo *fd;

	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		http_conn_remove(*ctx);
		*ctx = NULL;
		return;
	}
	fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
	*ctx = fd ? http_conn_add(&s->conns, fd->connect_fd, s, mhd) : NULL;
}

static void keep_small(struct cv_str *s)
{
	if (s->cap > HTTP_KEEP_MAX || s->failed)
		cv_str_finish(s);
	else
		cv_str_clear(s);
}

void http_request_forget(struct http_request *q)
{
	http_envelope_back(q);
	http_conn_filing(q->conn, false);
	http_view_drop(&q->conn->view);
	http_upload_free(q->upload);
	q->upload = NULL;
	http_change_free(q->change);
	q->change = NULL;
	http_spool_free(q->sheet);
	q->sheet = NULL;
}

/* The target is the library's only during this call, and later only in decoded form: so it is copied. */
void http_request_begin(struct http_request *q, const char *target)
{
	http_request_forget(q);
	keep_small(&q->body);
	keep_small(&q->out);
	q->route = NULL;
	q->seen = q->close = q->too_big = q->chosen = false;
	q->by = HTTP_BY_NOBODY;
	q->who[0] = '\0';
	q->denied = NULL;
	q->unsure = false;
	q->retry = 0;
	q->later = (struct http_later_turn){ 0 };
	q->target_len = strlen(target);
	if (q->target_len <= HTTP_TARGET_MAX)
		memcpy(q->target, target, q->target_len + 1);
	else
		q->target[0] = '\0';
	q->query = q->target + strlen(q->target);
	q->begun = true;
	http_trail_begin(q);
}

void *http_on_target(void *cls, const char *target, struct MHD_Connection *mhd)
{
	struct http_server *s = cls;
	struct http_conn *c = http_conn_of(mhd);

	if (http_own == NULL)
		http_own_begin(&s->owns);
	if (c == NULL)
		return NULL;
	http_wake_begin(&c->wake);
	http_request_begin(&c->request, target);
	return c;
}

void http_on_done(void *cls, struct MHD_Connection *mhd, void **ctx, enum MHD_RequestTerminationCode why)
{
	struct http_conn *c = *ctx;

	if (c) {
		http_trail_end(&c->request);
		c->request.begun = false;
		http_request_forget(&c->request);
		http_conn_phase(c, HTTP_WAITING);
	}
	*ctx = NULL;
}

/* Answering before the body was read leaves the connection in no known state: it is closed. */
static enum MHD_Result refuse(struct http_request *q, enum http_fault f, const char *why)
{
	q->close = true;
	return http_fault(q, f, why);
}

/* What is not published is not there: not even the methods it would take are said. */
static const struct http_route *find(const struct http_request *q, const char *method, char ret_allow[HTTP_ALLOW_MAX])
{
	const struct http_route *r = http_route_find(method, q->target, ret_allow);

	if (q->srv->shelf.open || !(r ? r->published : http_route_published(q->target)))
		return r;
	ret_allow[0] = '\0';
	return NULL;
}

static enum MHD_Result no_route(struct http_request *q, const char *method)
{
	char allow[HTTP_ALLOW_MAX];

	(void)!find(q, method, allow);
	if (strcmp(method, "OPTIONS") == 0 && *allow)
		return http_send_allow(q, allow);
	if (!http_method_known(method))
		return http_fault(q, HTTP_UNKNOWN, "the method is not known here");
	if (!*allow)
		return http_fault(
			q, HTTP_NO_PATH, "GET /v1/openapi.json lists the paths; / is the page for people");
	if (strcmp(method, "DELETE") == 0 && strstr(allow, "PATCH"))
		return http_not_allowed(
			q, allow, "what was on file is never deleted: POST .../end says when it ends");
	return http_not_allowed(q, allow, "the field Allow says which methods this path takes");
}

static enum MHD_Result body_ahead(struct http_request *q, const struct http_framing *f)
{
	if (q->route->body == HTTP_FILE_BODY)
		return http_upload_begin(q, f);
	if (!f->has_body)
		return MHD_YES;
	if (q->route->body == HTTP_NO_BODY)
		return refuse(q, HTTP_MALFORMED, "a request with this method has no body here");
	if (f->length > HTTP_BODY_MAX)
		return refuse(q, HTTP_BODY_BIG, "a body of at most 1 MiB is taken");
	if (q->route->body == HTTP_FORM_BODY && !f->form)
		return refuse(q, HTTP_MEDIA, "the field Content-Type must say application/x-www-form-urlencoded");
	if (q->route->body != HTTP_FORM_BODY && !f->json && !(f->patch && q->route->body == HTTP_PATCH_BODY))
		return refuse(q, HTTP_MEDIA, "the field Content-Type must say application/json");
	return MHD_YES;
}

/* Says the name that was asked for, where it can be one. */
static enum MHD_Result misdirected(struct http_request *q, const struct http_framing *f)
{
	char why[HTTP_HOST_MAX + 256];
	bool plain = f->host_len <= HTTP_HOST_MAX;

	for (size_t i = 0; plain && i < f->host_len; i++)
		plain = f->host[i] > 0x20 && f->host[i] < 0x7f;
	snprintf(why, sizeof(why), "the field Host says \"%.*s\", and this server answers for %s and localhost only; "
		"if it is meant to be called so, start it with chapterv serve --host NAME",
		plain ? (int)f->host_len : 3, plain ? f->host : "...", q->srv->address);
	return refuse(q, HTTP_MISDIRECTED, why);
}

/*
 * The header is complete. Only refusals are answered here: an answer on the first call makes the daemon close the
 * connection, which is what a refusal wants and an answer does not.
 */
static enum MHD_Result header(struct http_request *q, const char *method, const char *version)
{
	struct http_heard *heard = &q->conn->heard;
	struct http_framing framing = { 0 };
	struct http_refusal no;
	char allow[HTTP_ALLOW_MAX];
	const char *wrong;

	q->seen = true;
	http_trail_header(q, method);
	no = http_guard_method(method);
	if (no.why == NULL && http_heard_same(heard, q->mhd, version))
		framing = heard->framing;
	else if (no.why == NULL)
		no = http_guard(q->mhd, version, &framing);
	if (no.why)
		return refuse(q, no.fault, no.why);
	if (framing.host && !http_hosts_has(&q->srv->hosts, framing.host, framing.host_len))
		return misdirected(q, &framing);
	if (!heard->again)
		http_heard_keep(heard, q->mhd, version, &framing);
	if (framing.has_body || framing.bytes > HTTP_SMALL || q->srv->tls)
		http_wake_large(&q->conn->wake);
	if (q->target_len > HTTP_TARGET_MAX)
		return refuse(q, HTTP_TARGET_BIG, "an address of at most 2,048 bytes is taken");
	if (strcmp(method, "OPTIONS") == 0 && strcmp(q->target, "*") == 0) {
		q->close = true;
		return http_send_allow(q, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
	}
	wrong = http_target_wrong(q->target);
	if (wrong)
		return refuse(q, HTTP_MALFORMED, wrong);
	q->query = q->target + strcspn(q->target, "?");
	if (*q->query)
		*q->query++ = '\0';
	q->route = find(q, method, allow);
	if (q->route) {
		http_auth(q, method);
		if (framing.has_body || q->route->body != HTTP_NO_BODY)
			http_view_drop(&q->conn->view); /* answered when the body is there, by what is known then */
		if (q->denied == NULL)
			return body_ahead(q, &framing);
		return framing.has_body ? refuse(q, (enum http_fault)q->denied_as, q->denied) : MHD_YES;
	}
	if (!framing.has_body)
		return MHD_YES;
	q->close = true;
	return no_route(q, method);
}

/* More of the body. One without stated length is read on for a while when it is too big, so that it can be said. */
static enum MHD_Result upload(struct http_request *q, const char *data, size_t *size)
{
	if (q->upload) {
		if (http_upload_take(q, data, *size) != MHD_YES)
			return MHD_NO;
	} else if (q->too_big) {
		q->body.len += *size; /* nothing is kept: only counted */
		if (q->body.len > HTTP_BODY_MAX + HTTP_SWALLOW_MAX)
			return MHD_NO;
	} else if (q->body.len + *size > HTTP_BODY_MAX) {
		size_t len = q->body.len + *size;

		cv_str_finish(&q->body);
		q->body.len = len;
		q->too_big = true;
	} else {
		cv_str_add(&q->body, data, *size);
	}
	*size = 0;
	return MHD_YES;
}

static enum MHD_Result unsure(struct http_request *q)
{
	struct cv_error err = { 0 };

	return http_fail(q, cv_fail(&err, CV_E_BUSY, "%s", q->denied), &err);
}

static enum MHD_Result answer(struct http_request *q, const char *method)
{
	enum MHD_Result answered;

	cv_str_clear(&q->out);
	http_conn_filing(q->conn, false);
	if (q->too_big) {
		cv_str_finish(&q->body);
		return refuse(q, HTTP_BODY_BIG, "a body of at most 1 MiB is taken");
	}
	if (q->body.failed)
		return http_fail(q, CV_E_NOMEM, NULL);
	q->close = atomic_load_explicit(&q->srv->draining, memory_order_relaxed);
	(void)cv_str_ran_out(); /* what an earlier request of this thread lacked is not this one's */
	if (q->unsure) /* again: it may be known by now */
		http_auth(q, method);
	if (q->unsure)
		return unsure(q);
	if (q->denied)
		return http_fault(q, (enum http_fault)q->denied_as, q->denied);
	if (q->route == NULL)
		return no_route(q, method);
	answered = q->route->fn(q);
	http_view_drop(&q->conn->view);
	return answered;
}

enum MHD_Result http_on_request(void *cls, struct MHD_Connection *mhd, const char *url, const char *method,
	const char *version, const char *upload_data, size_t *upload_size, void **ctx)
{
	struct http_conn *c = *ctx;

	if (c == NULL)
		return MHD_NO; /* no memory for this connection */
	http_wake_more(&c->wake);
	if (!c->request.seen) {
		http_conn_phase(c, HTTP_TAKING);
		return header(&c->request, method, version);
	}
	if (*upload_size > 0)
		return upload(&c->request, upload_data, upload_size);
	return answer(&c->request, method);
}

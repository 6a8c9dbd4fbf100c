#include "api/http/reply.h"

#include "api/http/conn.h"

/* No script, no frame, nothing from elsewhere. */
#define PAGE_POLICY \
	"default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

static const char *const media[] = {
	[HTTP_JSON] = "application/json",
	[HTTP_PROBLEM] = "application/problem+json",
	[HTTP_HTML] = "text/html; charset=utf-8",
	[HTTP_CSS] = "text/css; charset=utf-8",
	[HTTP_NOTHING] = NULL,
};

static void destroy(struct MHD_Response **r)
{
	if (*r)
		MHD_destroy_response(*r);
}

static enum MHD_Result put(struct MHD_Response *r, const char *name, const char *value)
{
	return value ? MHD_add_response_header(r, name, value) : MHD_YES;
}

struct headers {
	const char *allow, *retry;
};

static enum MHD_Result queue(struct http_request *q, int status, enum http_type type, struct headers h)
{
	static char nothing;
	CV_AUTO(destroy) struct MHD_Response *r = NULL;

	if (q->out.failed)
		return MHD_NO; /* no memory even for saying so: the connection is closed */
	/* The buffer stays with the connection and is not touched until the next request, when this one is sent. */
	r = MHD_create_response_from_buffer(q->out.len, q->out.len ? q->out.data : &nothing, MHD_RESPMEM_PERSISTENT);
	if (r == NULL || put(r, "Content-Type", media[type]) != MHD_YES ||
		put(r, "Cache-Control", "no-store") != MHD_YES ||
		put(r, "X-Content-Type-Options", "nosniff") != MHD_YES)
		return MHD_NO;
	if (type == HTTP_HTML && (put(r, "Content-Security-Policy", PAGE_POLICY) != MHD_YES ||
		put(r, "Referrer-Policy", "no-referrer") != MHD_YES))
		return MHD_NO;
	if (put(r, "Allow", h.allow) != MHD_YES || put(r, "Retry-After", h.retry) != MHD_YES ||
		put(r, "Connection", q->close ? "close" : NULL) != MHD_YES)
		return MHD_NO;
	http_conn_phase(q->conn, HTTP_SENDING);
	return MHD_queue_response(q->mhd, (unsigned)status, r);
}

enum MHD_Result http_send(struct http_request *q, int status, enum http_type type)
{
	if (q->out.failed) {
		cv_str_finish(&q->out);
		return http_fail(q, CV_E_NOMEM, NULL);
	}
	return queue(q, status, type, (struct headers){ 0 });
}

enum MHD_Result http_send_allow(struct http_request *q, const char *methods)
{
	cv_str_clear(&q->out);
	return queue(q, MHD_HTTP_NO_CONTENT, HTTP_NOTHING, (struct headers){ .allow = methods });
}

enum MHD_Result http_send_refusal(struct http_request *q, const struct http_problem *p, enum http_type type)
{
	return queue(q, p->status, type,
		(struct headers){ .allow = p->allow, .retry = p->status == MHD_HTTP_SERVICE_UNAVAILABLE ? "1" : NULL });
}

#include "api/http/wire/reply.h"

#include "api/http/server.h"
#include "api/http/wire/accept.h"
#include "api/http/wire/conn.h"
#include "api/http/wire/envelope.h"
#include "api/http/wire/pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/*
 * No script, no frame, nothing from elsewhere. Other sites are not told where a reader comes from; ourselves we must be
 * told: without a referrer a browser sends "Origin: null" with a form.
 */
#define PAGE_POLICY \
	"default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/* Of a page that brings its style along and asks for nothing else. */
#define SHEET_POLICY "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"

static const char *const media[] = {
	[HTTP_JSON] = "application/json",
	[HTTP_PROBLEM] = "application/problem+json",
	[HTTP_HTML] = "text/html; charset=utf-8",
	[HTTP_CSS] = "text/css; charset=utf-8",
	[HTTP_CSV] = "text/csv; charset=utf-8",
	[HTTP_TEXT] = "text/plain; charset=utf-8",
	[HTTP_CALENDAR] = "text/calendar; charset=utf-8",
	[HTTP_XLSX] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	[HTTP_SHEET] = "text/html; charset=utf-8",
	[HTTP_JSONLD] = "application/ld+json",
	[HTTP_ATOM] = "application/atom+xml; charset=utf-8",
	[HTTP_SVG] = "image/svg+xml; charset=utf-8",
	[HTTP_XML] = "application/xml; charset=utf-8",
	[HTTP_TAR] = "application/x-tar",
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

/* ---- shared texts --------------------------------------------------------------------------------------------- */

struct http_text *http_text_new(struct cv_str *text)
{
	struct http_text *t = text->failed ? NULL : calloc(1, sizeof(*t));

	if (t == NULL)
		return NULL;
	t->text = *text;
	*text = (struct cv_str){ 0 };
	atomic_init(&t->refs, 1);
	return t;
}

struct http_text *http_text_take(struct http_text *t)
{
	if (t)
		atomic_fetch_add_explicit(&t->refs, 1, memory_order_relaxed);
	return t;
}

void http_text_drop(struct http_text **t)
{
	struct http_text *w = *t;

	*t = NULL;
	if (w == NULL || atomic_fetch_sub_explicit(&w->refs, 1, memory_order_acq_rel) > 1)
		return;
	cv_str_finish(&w->text);
	free(w);
}

static void sent(void *cls)
{
	struct http_text *t = cls;

	http_text_drop(&t);
}

/* ---- what is asked for -------------------------------------------------------------------------------------- */

enum http_type http_wanted(struct http_request *q)
{
	static const char *const type[] = { "application/json", "text/plain", "text/csv" };
	static const enum http_type as[] = { HTTP_JSON, HTTP_TEXT, HTTP_CSV };

	return as[http_accept(q, type, CV_LEN(type))];
}

/* ---- queueing ------------------------------------------------------------------------------------------------- */

struct headers {
	const char *allow, *retry, *location, *etag, *modified, *link, *cookie, *challenge, *cache, *vary;
	const char *packed_etag, *disposition;
	bool varies, packed;
};

/* By which fields of a request the answer might be another; NULL: by none. */
static const char *vary(const struct http_request *q, const struct headers *h)
{
	if (h->vary)
		return h->vary;
	if (q->chosen)
		return h->varies ? "Accept, Accept-Encoding" : "Accept";
	return h->varies ? "Accept-Encoding" : NULL;
}

/* The header fields of an answer. */
static enum MHD_Result dress(
	struct http_request *q, enum http_type type, const struct headers *h, struct MHD_Response *r)
{
	if (put(r, "Content-Type", media[type]) != MHD_YES ||
		put(r, "Cache-Control", h->cache ? h->cache : h->modified ? "private, no-cache" : "no-store") !=
			MHD_YES ||
		put(r, "X-Content-Type-Options", "nosniff") != MHD_YES)
		return MHD_NO;
	if ((type == HTTP_HTML || type == HTTP_SHEET || type == HTTP_SVG) &&
		(put(r, "Content-Security-Policy", type == HTTP_SHEET ? SHEET_POLICY : PAGE_POLICY) != MHD_YES ||
		put(r, "Referrer-Policy", "same-origin") != MHD_YES))
		return MHD_NO;
	if (put(r, "Allow", h->allow) != MHD_YES || put(r, "Retry-After", h->retry) != MHD_YES ||
		put(r, "Location", h->location) != MHD_YES || put(r, "ETag", h->etag) != MHD_YES ||
		put(r, "Last-Modified", h->modified) != MHD_YES ||
		put(r, "Content-Disposition", h->disposition) != MHD_YES ||
		put(r, "Link", h->link) != MHD_YES || put(r, "Set-Cookie", h->cookie) != MHD_YES ||
		put(r, "WWW-Authenticate", h->challenge) != MHD_YES ||
		put(r, "X-Request-Id", q->id) != MHD_YES ||
		put(r, "Strict-Transport-Security", q->srv->tls ? "max-age=31536000" : NULL) != MHD_YES ||
		put(r, "Content-Encoding", h->packed ? "gzip" : NULL) != MHD_YES ||
		put(r, "Vary", vary(q, h)) != MHD_YES || put(r, "Connection", q->close ? "close" : NULL) != MHD_YES)
		return MHD_NO;
	return MHD_YES;
}

static enum MHD_Result post(struct http_request *q, int status, struct MHD_Response *r)
{
	q->status = status;
	http_conn_phase(q->conn, HTTP_SENDING);
	return http_queue(q->mhd, (unsigned)status, r);
}

/* response is given up in any case; NULL is out of memory. */
static enum MHD_Result queue_response(
	struct http_request *q, int status, enum http_type type, struct headers h, struct MHD_Response *response)
{
	CV_AUTO(destroy) struct MHD_Response *r = response;

	if (r == NULL || dress(q, type, &h, r) != MHD_YES)
		return MHD_NO;
	return post(q, status, r);
}

/* JSON with nothing beside it, as nearly all questions are answered. */
static enum MHD_Result dress_plainly(struct http_request *q, struct MHD_Response *r)
{
	return dress(q, HTTP_JSON, &(struct headers){ 0 }, r);
}

/* A strong tag is of the bytes as they are. */
static bool may_pack(const struct headers *h)
{
	return h->etag == NULL || h->packed_etag;
}

static void pack_noted(struct headers *h)
{
	h->packed = true;
	if (h->packed_etag)
		h->etag = h->packed_etag;
}

static ssize_t no_body(void *cls, uint64_t pos, char *buf, size_t max)
{
	return MHD_CONTENT_READER_END_OF_STREAM;
}

/*
 * A body that lives as long as the connection's buffer. Where it is none and none is sent in any case (304), nothing is
 * said of its length: what the library would say is 0, and the answer it stands for has another (RFC 9110, 8.6). Chunks
 * would not be wrong, but some clients wait for them; so the connection ends, as of old.
 */
static struct MHD_Response *response_of(const struct http_request *q, int status)
{
	static char nothing;
	struct MHD_Response *r;

	if (status == MHD_HTTP_NOT_MODIFIED && q->out.len == 0) {
		r = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 1, no_body, NULL, NULL);
		if (r)
			MHD_set_response_options(r, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
		return r;
	}
	return MHD_create_response_from_buffer(
		q->out.len, q->out.len ? q->out.data : &nothing, MHD_RESPMEM_PERSISTENT);
}

static enum MHD_Result queue(struct http_request *q, int status, enum http_type type, struct headers h)
{
	if (q->out.failed)
		return MHD_NO; /* no memory even for saying so: the connection is closed */
	h.varies = h.varies || (may_pack(&h) && http_pack_worth(type, q->out.len));
	if (!h.packed && h.varies && http_pack_wanted(q) && http_pack(&q->out))
		pack_noted(&h);
	q->bytes = q->out.len;
	/* The buffer stays with the connection and is not touched until the next request, when this one is sent. */
	return queue_response(q, status, type, h, response_of(q, status));
}

/* NULL: it cannot be had. */
static struct MHD_Response *envelope(struct http_request *q, enum http_type type, const char *text, size_t len)
{
	bool plain = http_own && type == HTTP_JSON && !q->chosen && !q->close && !http_pack_worth(type, len);

	return plain ? http_envelope_take(&http_own->rack, q, text, len, dress_plainly) : NULL;
}

enum MHD_Result http_send(struct http_request *q, int status, enum http_type type)
{
	struct MHD_Response *r = q->out.failed ? NULL : envelope(q, type, q->out.data, q->out.len);

	if (r) {
		q->bytes = q->out.len;
		return post(q, status, r);
	}
	return http_send_more(q, status, type, &(struct http_more){ 0 });
}

enum MHD_Result http_send_kept(struct http_request *q, const struct http_kept *k)
{
	struct MHD_Response *r = envelope(q, HTTP_JSON, k->text, k->len);
	char *to = r ? q->rack->room : NULL;

	if (r == NULL) {
		cv_str_add(&q->out, k->text, k->len);
		to = q->out.failed ? NULL : q->out.data;
	}
	if (to && k->instant)
		memcpy(to + k->at, k->instant, CV_INSTANT_TEXT - 1);
	if (r == NULL)
		return http_send(q, MHD_HTTP_OK, HTTP_JSON);
	q->bytes = k->len;
	return post(q, MHD_HTTP_OK, r);
}

static struct headers headers_of(const struct http_more *more)
{
	return (struct headers){
		.location = more->location,
		.retry = more->retry,
		.etag = more->etag,
		.modified = more->modified,
		.link = more->link,
		.cookie = more->cookie,
		.packed = more->packed,
		.cache = more->cache,
		.vary = more->vary,
		.packed_etag = more->packed_etag,
		.disposition = more->disposition,
	};
}

enum MHD_Result http_send_more(
	struct http_request *q, int status, enum http_type type, const struct http_more *more)
{
	struct headers h = headers_of(more);
	struct MHD_Response *r;
	struct cv_str packed = { 0 };
	struct MHD_IoVec piece[3];
	unsigned n = 0;

	if (q->out.failed) {
		cv_str_finish(&q->out);
		return http_fail(q, CV_E_NOMEM, NULL);
	}
	if (more->part == NULL)
		return queue(q, status, type, h);
	if (q->out.len > 0)
		piece[n++] = (struct MHD_IoVec){ q->out.data, q->out.len };
	if (more->part->text.len > 0)
		piece[n++] = (struct MHD_IoVec){ more->part->text.data, more->part->text.len };
	if (more->tail)
		piece[n++] = (struct MHD_IoVec){ more->tail, strlen(more->tail) };
	q->bytes = q->out.len + more->part->text.len + (more->tail ? strlen(more->tail) : 0);
	h.varies = may_pack(&h) && http_pack_worth(type, q->bytes);
	if (h.varies && http_pack_wanted(q) && http_pack_pieces(piece, n, &packed)) {
		cv_str_finish(&q->out);
		q->out = packed;
		pack_noted(&h);
		return queue(q, status, type, h);
	}
	cv_str_finish(&packed);
	r = MHD_create_response_from_iovec(piece, n, sent, http_text_take(more->part));
	if (r == NULL)
		sent(more->part);
	return queue_response(q, status, type, h, r);
}

/* The packed file takes the place of q->sheet; NULL: it is sent as it is. */
static struct http_spool *packed_file(struct http_request *q, int fd, uint64_t size)
{
	struct http_spool *to = http_spool_new(&q->srv->sheets);

	if (to && http_pack_file(fd, size, to))
		return to;
	http_spool_free(to);
	return NULL;
}

enum MHD_Result http_send_file(struct http_request *q, enum http_type type, int fd, uint64_t size)
{
	return http_send_file_more(q, type, fd, size, &(struct http_more){ 0 });
}

enum MHD_Result http_send_file_more(
	struct http_request *q, enum http_type type, int fd, uint64_t size, const struct http_more *more)
{
	struct headers h = headers_of(more);
	struct http_spool *packed = NULL;
	struct MHD_Response *r;
	int own;

	h.varies = may_pack(&h) && http_pack_worth(type, size);
	if (h.varies && http_pack_wanted(q))
		packed = packed_file(q, fd, size);
	if (packed)
		pack_noted(&h);
	if (packed && packed->fd < 0) {
		cv_str_add(&q->out, cv_str_text(&packed->head), packed->head.len);
		http_spool_free(packed);
		return queue(q, MHD_HTTP_OK, type, h);
	}
	if (packed)
		size = packed->size;
	own = dup(packed ? packed->fd : fd);
	if (packed) {
		http_spool_free(q->sheet);
		q->sheet = packed;
	}
	if (own < 0)
		return http_fail(q, CV_E_SYSTEM, NULL);
	q->bytes = size;
	r = MHD_create_response_from_fd64(size, own);
	if (r == NULL)
		close(own);
	return queue_response(q, MHD_HTTP_OK, type, h, r);
}

enum MHD_Result http_send_allow(struct http_request *q, const char *methods)
{
	cv_str_clear(&q->out);
	return queue(q, MHD_HTTP_NO_CONTENT, HTTP_NOTHING, (struct headers){ .allow = methods });
}

enum MHD_Result http_send_refusal(struct http_request *q, const struct http_problem *p, enum http_type type)
{
	struct headers h = { .allow = p->allow, .challenge = p->challenge };
	char retry[12];

	if (p->status == MHD_HTTP_SERVICE_UNAVAILABLE || q->retry > 0) {
		snprintf(retry, sizeof(retry), "%d", q->retry > 0 ? q->retry : 1);
		h.retry = retry;
	}
	return queue(q, p->status, type, h);
}

#include "api/http/wire/trail.h"

#include "api/clock.h"
#include "api/http/server.h"
#include "registry/core/jsonw.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

enum { ID_LEAST = 8, NUMBERS = 256 };

void http_trail_start(struct http_trail *t, http_log_fn *access, void *ctx)
{
	uint32_t r;

	if (getrandom(&r, sizeof(r), GRND_NONBLOCK) != sizeof(r))
		r = (uint32_t)api_now_ms();
	snprintf(t->start, sizeof(t->start), "%08x", (unsigned)r);
	t->access = access;
	t->ctx = ctx;
}

/* Threads take them by the hundred, each its own. */
static uint_fast32_t number(struct http_trail *t)
{
	struct http_own *o = http_own;

	if (o == NULL)
		return atomic_fetch_add_explicit(&t->n, 1, memory_order_relaxed);
	if (o->ids_left == 0) {
		o->id = (uint32_t)atomic_fetch_add_explicit(&t->n, NUMBERS, memory_order_relaxed);
		o->ids_left = NUMBERS;
	}
	o->ids_left--;
	return o->id++;
}

/* "5f3a9c10-0000002a" */
void http_trail_begin(struct http_request *q)
{
	static const char hex[] = "0123456789abcdef";
	struct http_trail *t = &q->srv->trail;
	uint_fast32_t n = number(t);

	memcpy(q->id, t->start, 8);
	q->id[8] = '-';
	for (int i = 0; i < 8; i++)
		q->id[9 + i] = hex[(n >> (28 - 4 * i)) & 15];
	q->id[17] = '\0';
	q->method[0] = '\0';
	q->status = 0;
	q->bytes = 0;
	q->began = t->access ? api_ticks_ms() : 0;
}

void http_trail_header(struct http_request *q, const char *method)
{
	static const char named[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
	const struct http_proxy *p = &q->srv->auth.proxy;
	const char *given;
	size_t len = strnlen(method, sizeof(q->method) - 1);

	memcpy(q->method, method, len);
	q->method[len] = '\0';
	if (!p->on)
		return;
	given = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "X-Request-Id");
	len = given ? strlen(given) : 0;
	if (len < ID_LEAST || len >= sizeof(q->id) || strspn(given, named) != len)
		return;
	if (http_proxy_is_peer(p, q))
		memcpy(q->id, given, len + 1);
}

static void peer_text(struct http_request *q, char ret[INET6_ADDRSTRLEN])
{
	static const unsigned char mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
	unsigned char peer[16];

	http_client(&q->srv->auth.proxy, q, peer);
	if (memcmp(peer, mapped, sizeof(mapped)) == 0)
		inet_ntop(AF_INET, peer + 12, ret, INET6_ADDRSTRLEN);
	else
		inet_ntop(AF_INET6, peer, ret, INET6_ADDRSTRLEN);
}

void http_trail_end(struct http_request *q)
{
	CV_AUTO(cv_str_finish) struct cv_str line = { 0 };
	const struct http_trail *t = &q->srv->trail;
	struct cv_json j = cv_json_to(&line);
	char peer[INET6_ADDRSTRLEN] = "", at[CV_INSTANT_TEXT], path[256] = "?";
	bool bare = cv_streq(q->method, "HEAD") || q->status == MHD_HTTP_NOT_MODIFIED;

	if (t->access == NULL)
		return;
	peer_text(q, peer);
	/* an absolute address, which is refused, may have a password in it */
	if (*q->target == '/' || cv_streq(q->target, "*"))
		snprintf(path, sizeof(path), "%.*s", (int)strcspn(q->target, "?"), q->target);
	cv_json_open(&j, '{');
	cv_json_kv(&j, "at", cv_instant_text(api_now_ms(), at));
	cv_json_kv(&j, "id", q->id);
	cv_json_kv(&j, "peer", peer);
	cv_json_kv_opt(&j, "who", q->who);
	cv_json_kv_opt(&j, "method", q->method);
	cv_json_kv(&j, "path", cv_text_clean(path, strlen(path)) ? path : "?");
	cv_json_kv_int(&j, "status", q->status);
	cv_json_kv_int(&j, "bytes", bare ? 0 : (int64_t)q->bytes);
	cv_json_kv_int(&j, "ms", api_ticks_ms() - q->began);
	cv_json_close(&j, '}');
	if (!line.failed)
		t->access(t->ctx, cv_str_text(&line));
}

#include "api/http/access/known.h"

#include <string.h>

bool http_known_still(const struct http_known *k, uint64_t list, int64_t now_ms)
{
	return k->list == list && now_ms >= k->from_ms && now_ms < k->until_ms;
}

bool http_known_is(const struct http_known *k, uint64_t list, const char *secret, int64_t now_ms)
{
	return http_known_still(k, list, now_ms) && strlen(secret) == k->len &&
		reg_secret_same(k->secret, secret, k->len);
}

void http_known_keep(
	struct http_known *k, uint64_t list, const char *secret, const struct reg_holder *h, int64_t now_ms)
{
	k->list = list;
	k->from_ms = now_ms;
	k->until_ms = now_ms + HTTP_KNOWN_MS < h->until_ms ? now_ms + HTTP_KNOWN_MS : h->until_ms;
	k->len = strlen(secret); /* it is one of ours, so it fits */
	memcpy(k->secret, secret, k->len + 1);
	memcpy(k->who, h->who, sizeof(k->who));
	k->role = h->role;
}

void http_known_forget(struct http_known *k)
{
	explicit_bzero(k, sizeof(*k));
}

/* Failures by address: who fails often is told to wait. Who brings what is right passes all the same. */
#include "api/http/access/auth.h"

#include "api/clock.h"
#include "api/http/server.h"

#include <string.h>

enum { PROBES = 8 };

/* An IPv6 network is one household: its second half is the caller's to choose. */
static void household(struct http_request *q, unsigned char ret[16])
{
	static const unsigned char ipv4[12] = { [10] = 0xff, [11] = 0xff };

	http_client(&q->srv->auth.proxy, q, ret);
	if (memcmp(ret, ipv4, sizeof(ipv4)) != 0)
		memset(ret + 8, 0, 8);
}

static size_t place(const unsigned char address[16])
{
	uint32_t h = 2166136261u; /* FNV-1a */

	for (int i = 0; i < 16; i++)
		h = (h ^ address[i]) * 16777619u;
	return h % HTTP_GUESSERS_MAX;
}

/* The place of that address, or one that is taken from whoever began longest ago. */
static struct http_guesser *find(struct http_auth *a, const unsigned char address[16])
{
	struct http_guesser *oldest = NULL;

	for (size_t i = 0; i < PROBES; i++) {
		struct http_guesser *g = &a->guesser[(place(address) + i) % HTTP_GUESSERS_MAX];

		if (g->failures > 0 && memcmp(g->address, address, 16) == 0)
			return g;
		if (oldest == NULL || g->failures == 0 || (oldest->failures > 0 && g->since_ms < oldest->since_ms))
			oldest = g;
	}
	memcpy(oldest->address, address, 16);
	oldest->failures = 0;
	return oldest;
}

int http_auth_failed(struct http_request *q)
{
	struct http_auth *a = &q->srv->auth;
	int64_t now = api_ticks_ms();
	unsigned char address[16];
	struct http_guesser *g;
	int wait = 0;

	household(q, address);
	pthread_mutex_lock(&a->guess_lock);
	g = find(a, address);
	if (g->failures == 0 || now - g->since_ms >= HTTP_GUESSES_MS) {
		g->failures = 0;
		g->since_ms = now;
	}
	if (g->failures >= HTTP_GUESSES)
		wait = (int)((HTTP_GUESSES_MS - (now - g->since_ms) + 999) / 1000);
	else
		g->failures++;
	pthread_mutex_unlock(&a->guess_lock);
	return wait;
}

/* The last use of each token: noted in memory, and told to the register now and then. */
#include "api/http/access/auth.h"

#include "api/clock.h"

#include <stdlib.h>
#include <string.h>

/* A use that the register knows nothing of yet is due at once, another one after a while. */
static bool due(const struct http_auth *a, size_t i, int64_t now, bool all)
{
	if (a->access->holder[i].session || atomic_load_explicit(&a->used[i], memory_order_relaxed) == 0)
		return false;
	return all || a->noted[i] == 0 || now - a->noted[i] >= HTTP_USED_MS;
}

static size_t take_uses(struct http_auth *a, bool all, struct reg_use **ret)
{
	int64_t now = api_ticks_ms();
	struct reg_use *use = NULL;
	size_t n = 0, room = 0;

	pthread_rwlock_rdlock(&a->lock);
	for (size_t i = 0; a->access && i < a->access->n; i++)
		room += due(a, i, now, all);
	if (room > 0)
		use = calloc(room, sizeof(*use));
	for (size_t i = 0; use && n < room && i < a->access->n; i++) {
		if (!due(a, i, now, all))
			continue;
		use[n++] = (struct reg_use){ a->access->holder[i].digest, atomic_exchange(&a->used[i], 0) };
		a->noted[i] = now;
	}
	pthread_rwlock_unlock(&a->lock);
	*ret = use;
	return n;
}

/* They could not be written: the next time, then. */
static void give_back(struct http_auth *a, const struct reg_use *use, size_t n)
{
	pthread_rwlock_rdlock(&a->lock);
	for (size_t i = 0, u = 0; i < a->access->n && u < n;) {
		int order = memcmp(a->access->holder[i].digest.byte, use[u].digest.byte, REG_HASH);
		long long none = 0;

		if (order == 0)
			atomic_compare_exchange_strong(&a->used[i], &none, use[u].at_ms);
		i += order <= 0;
		u += order >= 0;
	}
	pthread_rwlock_unlock(&a->lock);
}

void http_auth_record(struct http_auth *a, bool all, const char *path, const struct law_pack *pack)
{
	struct reg_use *use = NULL;
	struct cv_error err = { 0 };
	struct reg *r = NULL;
	size_t n;

	n = take_uses(a, all, &use);
	if (n > 0 && (reg_open(path, REG_WRITE, pack, &r, &err) != CV_OK || reg_access_used(r, use, n, &err) != CV_OK))
		give_back(a, use, n);
	reg_close(r);
	free(use);
}

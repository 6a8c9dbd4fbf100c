#include "api/http/wire/accept.h"

#include "api/http/wire/pack.h"

#include <string.h>
#include <strings.h>

/* How exactly an item of Accept names a type: 0 not at all, 1 all, 2 its first half, 3 the type. */
static int fits(const char *item, size_t len, const char *type)
{
	size_t n = strcspn(item, "; \t,"), half = strcspn(type, "/") + 1;

	n = n < len ? n : len;
	if (n == 3 && memcmp(item, "*/*", 3) == 0)
		return 1;
	if (n == half + 1 && strncasecmp(item, type, half) == 0 && item[half] == '*')
		return 2;
	return strlen(type) == n && strncasecmp(item, type, n) == 0 ? 3 : 0;
}

struct liking {
	int weight, exact;
	size_t at; /* where in the field */
};

/* How a type is liked: as the item says that names it best. */
static struct liking liking(const char *accept, const char *type)
{
	struct liking got = { 0, 0, 0 };
	size_t len;

	for (const char *p = accept, *item; (item = cv_next(&p, ',', &len)) != NULL;) {
		int exact = fits(item, len, type);

		if (exact > got.exact)
			got = (struct liking){ http_weight(item, len), exact, (size_t)(item - accept) };
	}
	return got;
}

static bool better(struct liking a, struct liking b)
{
	if (a.weight != b.weight)
		return a.weight > b.weight;
	if (a.exact != b.exact)
		return a.exact > b.exact;
	return a.at < b.at;
}

size_t http_accept(struct http_request *q, const char *const *type, size_t n)
{
	const char *accept = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "Accept");
	struct liking most = { 0, 0, 0 };
	size_t best = 0;

	q->chosen = true;
	for (size_t i = 0; accept && i < n; i++) {
		struct liking one = liking(accept, type[i]);

		if (one.weight > 0 && better(one, most)) {
			most = one;
			best = i;
		}
	}
	return best;
}

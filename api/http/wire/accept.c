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

/* The weight of a type: that of the item that names it best. */
static int weight(const char *accept, const char *type)
{
	int best = 0, got = 0;
	size_t len;

	for (const char *p = accept, *item; (item = cv_next(&p, ',', &len)) != NULL;) {
		int how = fits(item, len, type);

		if (how <= best)
			continue;
		best = how;
		got = http_weight(item, len);
	}
	return got;
}

size_t http_accept(struct http_request *q, const char *const *type, size_t n)
{
	const char *accept = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "Accept");
	size_t best = 0;
	int most = 0;

	for (size_t i = 0; accept && i < n; i++) {
		int w = weight(accept, type[i]);

		if (w > most) {
			most = w;
			best = i;
		}
	}
	return best;
}

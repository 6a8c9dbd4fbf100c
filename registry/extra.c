/* Columns this program does not know: name US value, one after another with RS between, in the order of their names. */
#include "registry/reg.h"

#include <stdlib.h>
#include <string.h>

struct pair {
	const char *name, *value;
	size_t name_len, value_len;
	bool more; /* of the new text */
};

static bool next_pair(const char **p, struct pair *ret)
{
	const char *us = strchr(*p, '\x1f');
	size_t len;

	if (us == NULL)
		return false;
	len = strcspn(us + 1, "\x1e");
	*ret = (struct pair){ *p, us + 1, (size_t)(us - *p), len, false };
	*p = us + 1 + len + (us[1 + len] == '\x1e');
	return true;
}

static size_t count(const char *extra)
{
	size_t n = 0;

	for (const char *p = extra; *p; p++)
		n += *p == '\x1f';
	return n;
}

static int by_name(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	size_t n = x->name_len < y->name_len ? x->name_len : y->name_len;
	int c = memcmp(x->name, y->name, n);

	if (c == 0 && x->name_len != y->name_len)
		c = x->name_len < y->name_len ? -1 : 1;
	return c ? c : x->more - y->more;
}

/* Of those with one name: the new one where it may overwrite, else the first that says something. */
static const struct pair *chosen(const struct pair *pair, size_t n, bool fill)
{
	if (!fill)
		return &pair[n - 1];
	for (size_t i = 0; i < n; i++)
		if (pair[i].value_len > 0)
			return &pair[i];
	return &pair[0];
}

static void write(const struct pair *pair, size_t n, bool fill, struct cv_str *out)
{
	size_t same;

	for (size_t i = 0; i < n; i += same) {
		const struct pair *c;

		for (same = 1; i + same < n && pair[i].name_len == pair[i + same].name_len &&
			memcmp(pair[i].name, pair[i + same].name, pair[i].name_len) == 0;)
			same++;
		c = chosen(pair + i, same, fill);
		if (c->value_len == 0)
			continue;
		if (out->len > 0)
			cv_str_putc(out, '\x1e');
		cv_str_add(out, c->name, c->name_len);
		cv_str_putc(out, '\x1f');
		cv_str_add(out, c->value, c->value_len);
	}
}

void reg_merge_extra(const char *old, const char *more, bool fill, struct cv_str *out)
{
	size_t most = count(old) + count(more), n = 0;
	struct pair *pair;

	if (most == 0)
		return;
	pair = calloc(most, sizeof(*pair));
	if (pair == NULL) {
		out->failed = true;
		return;
	}
	for (const char *p = old; next_pair(&p, &pair[n]);)
		n++;
	for (const char *p = more; next_pair(&p, &pair[n]); n++)
		pair[n].more = true;
	qsort(pair, n, sizeof(*pair), by_name);
	write(pair, n, fill, out);
	free(pair);
}

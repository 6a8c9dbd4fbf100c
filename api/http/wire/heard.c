#include "api/http/wire/heard.h"

#include <string.h>

static bool counts(const struct http_heard *h, const char *version)
{
	return h->tries < HTTP_HEARD_TRIES && strcmp(version, "HTTP/1.1") == 0;
}

struct look {
	const struct http_heard *h;
	size_t i;
	const char *text;
	unsigned char other;
};

/* To the end without looking up. */
static unsigned char difference(const char *a, const char *b, size_t len)
{
	unsigned char other = 0;

	for (size_t i = 0; i < len; i++)
		other |= (unsigned char)(a[i] ^ b[i]);
	return other;
}

static enum MHD_Result compare(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_len, const char *value,
	size_t value_len)
{
	struct look *l = cls;
	const uint16_t *len = &l->h->len[2 * l->i];

	if (l->i == l->h->n || len[0] != name_len || len[1] != value_len || memcmp(l->text, name, name_len) != 0) {
		l->other = 1;
		return MHD_NO;
	}
	l->other |= difference(l->text + name_len, value, value_len);
	l->text += name_len + value_len;
	l->i++;
	return MHD_YES;
}

bool http_heard_same(struct http_heard *h, struct MHD_Connection *mhd, const char *version)
{
	struct look l = { .h = h, .text = h->text };

	h->again = false;
	if (h->n == 0 || !counts(h, version))
		return false;
	MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, compare, &l);
	h->again = l.i == h->n && l.other == 0;
	if (h->again)
		h->tries = 0;
	return h->again;
}

struct keeping {
	struct http_heard *h;
	size_t len;
	bool fits;
};

static enum MHD_Result keep(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_len, const char *value,
	size_t value_len)
{
	struct keeping *k = cls;
	struct http_heard *h = k->h;

	k->fits = h->n < HTTP_HEARD_FIELDS && name_len + value_len <= HTTP_HEARD_BYTES - k->len;
	if (!k->fits)
		return MHD_NO;
	h->len[2 * h->n] = (uint16_t)name_len;
	h->len[2 * h->n + 1] = (uint16_t)value_len;
	memcpy(h->text + k->len, name, name_len);
	if (value_len > 0)
		memcpy(h->text + k->len + name_len, value, value_len);
	k->len += name_len + value_len;
	h->n++;
	return MHD_YES;
}

void http_heard_keep(
	struct http_heard *h, struct MHD_Connection *mhd, const char *version, const struct http_framing *framing)
{
	struct keeping k = { .h = h, .fits = true };

	h->n = 0;
	h->token = false;
	if (!counts(h, version))
		return;
	h->tries++;
	if (framing->has_body)
		return;
	MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, keep, &k);
	if (!k.fits)
		h->n = 0;
	h->framing = *framing;
	h->framing.host = NULL;
}

void http_heard_forget(struct http_heard *h)
{
	explicit_bzero(h, sizeof(*h));
}

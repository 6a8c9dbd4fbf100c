#include "api/http/wire/guard.h"

#include <string.h>
#include <strings.h>

struct look {
	size_t fields, bytes;
	size_t lengths, codings, hosts, types;
	struct http_framing framing;
	struct http_refusal no;
};

static enum MHD_Result stop(struct look *l, enum http_fault fault, const char *why)
{
	l->no = (struct http_refusal){ fault, why };
	return MHD_NO;
}

static bool is(const char *name, size_t len, const char *want)
{
	return len == strlen(want) && strncasecmp(name, want, len) == 0;
}

/* tchar of RFC 9110 5.6.2, a bit for each: letters, digits and !#$%&'*+-.^_`|~ */
static bool token(const char *s, size_t len)
{
	static const uint32_t tchar[8] = { 0, 0x3ff6cfa, 0xc7fffffe, 0x57ffffff };
	uint32_t all = 1;

	for (size_t i = 0; i < len; i++)
		all &= tchar[(unsigned char)s[i] >> 5] >> (s[i] & 31);
	return len > 0 && all;
}

/* To the end without looking up, so that many bytes are taken at once. */
static bool value_clean(const char *s, size_t len)
{
	unsigned char bad = 0;

	for (size_t i = 0; i < len; i++)
		bad |= (unsigned char)(((unsigned char)s[i] < 0x20 && s[i] != '\t') || s[i] == 0x7f);
	return bad == 0;
}

static enum MHD_Result length(struct look *l, const char *v, size_t len)
{
	if (++l->lengths > 1)
		return stop(l, HTTP_MALFORMED, "there is more than one Content-Length");
	if (len == 0)
		return stop(l, HTTP_MALFORMED, "Content-Length is empty");
	for (size_t i = 0; i < len; i++)
		if (v[i] < '0' || v[i] > '9')
			return stop(l, HTTP_MALFORMED, "Content-Length is not a number");
	if (len > 10)
		return stop(l, HTTP_BODY_BIG, "Content-Length is beyond anything this server takes");
	for (size_t i = 0; i < len; i++)
		l->framing.length = l->framing.length * 10 + (uint64_t)(v[i] - '0');
	l->framing.has_body |= l->framing.length > 0;
	return MHD_YES;
}

static enum MHD_Result coding(struct look *l, const char *v, size_t len)
{
	if (++l->codings > 1)
		return stop(l, HTTP_MALFORMED, "there is more than one Transfer-Encoding");
	if (!is(v, len, "chunked"))
		return stop(l, HTTP_UNKNOWN, "the only transfer coding known here is chunked");
	l->framing.has_body = l->framing.chunked = true;
	return MHD_YES;
}

/* "application/json", perhaps with "; charset=utf-8" */
static bool json_type(const char *v, size_t len)
{
	static const char want[] = "application/json";
	size_t i = sizeof(want) - 1;

	if (len < i || strncasecmp(v, want, i) != 0)
		return false;
	while (i < len && (v[i] == ' ' || v[i] == '\t'))
		i++;
	if (i == len)
		return true;
	if (v[i++] != ';')
		return false;
	while (i < len && (v[i] == ' ' || v[i] == '\t'))
		i++;
	return i == len || is(v + i, len - i, "charset=utf-8") || is(v + i, len - i, "charset=\"utf-8\"");
}

/* The type is that one, whatever its parameters. */
static bool plain_type(const char *v, size_t len, const char *want)
{
	size_t n = 0;

	while (n < len && v[n] != ';' && v[n] != ' ' && v[n] != '\t')
		n++;
	return is(v, n, want);
}

static enum MHD_Result host(struct look *l, const char *v, size_t len)
{
	if (++l->hosts > 1)
		return stop(l, HTTP_MALFORMED, "there is more than one Host");
	l->framing.host = v;
	l->framing.host_len = len;
	return MHD_YES;
}

static enum MHD_Result content(struct look *l, const char *v, size_t len)
{
	if (++l->types > 1)
		return stop(l, HTTP_MALFORMED, "there is more than one Content-Type");
	l->framing.json = json_type(v, len);
	l->framing.patch = is(v, len, "application/merge-patch+json");
	l->framing.form = plain_type(v, len, "application/x-www-form-urlencoded");
	l->framing.table = plain_type(v, len, "text/csv") || plain_type(v, len, "text/tab-separated-values");
	return MHD_YES;
}

/* The fields that frame a request have names of different lengths: nearly all others are passed by without a look. */
static enum MHD_Result known(struct look *l, const char *name, size_t name_len, const char *v, size_t len)
{
	switch (name_len) {
	case sizeof("Host") - 1:
		return is(name, name_len, "Host") ? host(l, v, len) : MHD_YES;
	case sizeof("Expect") - 1:
		if (is(name, name_len, "Expect") && !is(v, len, "100-continue"))
			return stop(l, HTTP_EXPECTATION, "the field Expect asks for something else");
		return MHD_YES;
	case sizeof("Content-Type") - 1:
		return is(name, name_len, "Content-Type") ? content(l, v, len) : MHD_YES;
	case sizeof("Content-Length") - 1:
		return is(name, name_len, "Content-Length") ? length(l, v, len) : MHD_YES;
	case sizeof("Transfer-Encoding") - 1:
		return is(name, name_len, "Transfer-Encoding") ? coding(l, v, len) : MHD_YES;
	default:
		return MHD_YES;
	}
}

static enum MHD_Result field(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_len, const char *value,
	size_t value_len)
{
	struct look *l = cls;

	l->bytes += name_len + value_len;
	if (++l->fields > HTTP_FIELDS_SEEN_MAX || l->bytes > HTTP_FIELDS_BYTES_MAX)
		return stop(l, HTTP_HEADERS_BIG, "at most 64 header fields of 8 KiB in all are taken");
	if (!token(name, name_len))
		return stop(l, HTTP_MALFORMED, "the name of a header field has a character that is not allowed there");
	if (value == NULL)
		value = "";
	if (!value_clean(value, value_len))
		return stop(l, HTTP_MALFORMED, "the value of a header field has a control character");
	return known(l, name, name_len, value, value_len);
}

struct http_refusal http_guard_method(const char *method)
{
	if (!token(method, strlen(method)))
		return (struct http_refusal){ HTTP_MALFORMED, "the method is not a word" };
	return (struct http_refusal){ 0 };
}

struct http_refusal http_guard(struct MHD_Connection *mhd, const char *version, struct http_framing *ret)
{
	struct look l = { 0 };
	bool old = strcmp(version, "HTTP/1.0") == 0;

	if (!old && strcmp(version, "HTTP/1.1") != 0)
		return (struct http_refusal){ HTTP_VERSION, "the version in the request line is another" };
	MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, field, &l);
	if (l.no.why)
		return l.no;
	if (l.codings && l.lengths)
		return (struct http_refusal){ HTTP_MALFORMED, "there is a Content-Length and a Transfer-Encoding" };
	if (l.codings && old)
		return (struct http_refusal){ HTTP_MALFORMED, "HTTP/1.0 has no Transfer-Encoding" };
	if (!l.hosts && !old)
		return (struct http_refusal){ HTTP_MALFORMED, "HTTP/1.1 needs a Host" };
	*ret = l.framing;
	ret->bytes = l.bytes;
	return (struct http_refusal){ 0 };
}

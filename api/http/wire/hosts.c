#include "api/http/wire/hosts.h"

#include <string.h>
#include <strings.h>

/* The length of "name" in "name:port" or "[::1]:port"; 0 when it is neither. */
static size_t name_len(const char *value, size_t len)
{
	const char *bracket = len > 0 && value[0] == '[' ? memchr(value, ']', len) : NULL;
	const char *colon = memchr(bracket ? bracket : value, ':', len - (bracket ? (size_t)(bracket - value) : 0));
	size_t n = colon ? (size_t)(colon - value) : len;

	if (bracket && bracket + 1 != value + n)
		return 0;
	for (size_t i = n + 1; i < len; i++)
		if (value[i] < '0' || value[i] > '9')
			return 0;
	return n;
}

static bool same(const char *name, const char *value, size_t len)
{
	return strlen(name) == len && strncasecmp(name, value, len) == 0;
}

bool http_hosts_has(const struct http_hosts *h, const char *value, size_t len)
{
	static const char *const loopback[] = { "localhost", "127.0.0.1", "[::1]" };
	size_t n = name_len(value, len);

	if (n == 0)
		return false;
	for (size_t i = 0; i < CV_LEN(loopback); i++)
		if (same(loopback[i], value, n))
			return true;
	for (size_t i = 0; i < h->n; i++)
		if (same(h->name[i], value, n))
			return true;
	return false;
}

static bool in_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-._", c) != NULL;
}

/* "chapterv.example", "192.0.2.1", "[2001:db8::1]" */
static bool is_name(const char *s, size_t len)
{
	bool six = len > 2 && s[0] == '[' && s[len - 1] == ']';

	for (size_t i = six; i < len - six; i++)
		if (!in_name(s[i]) && !(six && s[i] == ':'))
			return false;
	return len > 0 && len <= HTTP_HOST_MAX;
}

static enum cv_err add(struct http_hosts *h, const char *name, size_t len, struct cv_error *err)
{
	if (h->n == HTTP_HOSTS_MAX || len > HTTP_HOST_MAX)
		return cv_fail_at(err, CV_E_TOO_BIG, "host",
			"more than %d names to answer for, or one longer than %d bytes", HTTP_HOSTS_MAX - 2,
			HTTP_HOST_MAX);
	memcpy(h->name[h->n], name, len);
	h->name[h->n++][len] = '\0';
	return CV_OK;
}

enum cv_err http_hosts_add(struct http_hosts *h, const char *name, struct cv_error *err)
{
	if (!is_name(name, strlen(name)))
		return cv_fail_at(err, CV_E_USAGE, "host",
			"\"%s\" is no name of a host: write it as browsers are to call it, "
			"without http:// and without port, as in chapterv.example or [2001:db8::1]",
			name);
	return add(h, name, strlen(name), err);
}

enum cv_err http_hosts_add_listen(struct http_hosts *h, const char *address, struct cv_error *err)
{
	return add(h, address, name_len(address, strlen(address)), err);
}

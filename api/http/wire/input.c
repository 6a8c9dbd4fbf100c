#include "api/http/wire/input.h"

#include <stdint.h>
#include <string.h>

/* Is there an escape at p of the byte 0x2F, say, given as '2', 'F'? */
static bool escapes(const char *p, char hi, char lo)
{
	return p[0] == '%' && p[1] == hi && (p[2] == lo || (lo >= 'A' && p[2] == lo + ('a' - 'A')));
}

static const char *path_wrong(const char *path, size_t len)
{
	for (const char *p = path; p < path + len; p++) {
		if (p[0] == '/' && p[1] == '/')
			return "the path has an empty segment";
		if (escapes(p, '2', 'F') || escapes(p, '5', 'C') || escapes(p, '2', 'E'))
			return "the path hides a slash, a backslash or a dot in an escape";
		/* a segment of one or two dots */
		if (p[0] == '/' && p[1] == '.') {
			const char *q = p + 2 + (p[2] == '.');

			if (q >= path + len || *q == '/')
				return "the path has a segment . or ..";
		}
	}
	return NULL;
}

/* Nothing in it that needs a closer look: nearly all are so. To the end without looking up, many bytes at once. */
static bool plain(const char *target, size_t len)
{
	unsigned char other = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)target[i];

		other |= (unsigned char)((c < '&' || c > '[') & (c < 'a' || c > 'z'));
	}
	return other == 0;
}

const char *http_target_wrong(const char *target)
{
	if (target[0] != '/')
		return "the target must be a path that begins with /";
	if (plain(target, strlen(target)))
		return path_wrong(target, strcspn(target, "?"));
	for (const char *p = target; *p; p++) {
		unsigned char c = (unsigned char)*p;

		if (c <= 0x20 || c >= 0x7f)
			return "the target has a character that must be written as an escape";
		if (c == '\\' || c == '#')
			return "the target has a backslash or a fragment";
		if (escapes(p, '0', '0'))
			return "the target has an escaped NUL";
	}
	return path_wrong(target, strcspn(target, "?"));
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

/* Decodes text[0..len) to *at with a NUL behind it and moves *at there; NULL when an escape is broken. */
static const char *decode(const char *text, size_t len, char **at)
{
	char *start = *at, *w = start;

	for (size_t i = 0; i < len; i++) {
		int hi, lo;

		if (text[i] == '+') {
			*w++ = ' ';
		} else if (text[i] != '%') {
			*w++ = text[i];
		} else if (i + 2 < len && (hi = hex(text[i + 1])) >= 0 && (lo = hex(text[i + 2])) >= 0 && hi + lo > 0) {
			*w++ = (char)(hi * 16 + lo);
			i += 2;
		} else {
			return NULL;
		}
	}
	*w++ = '\0';
	*at = w;
	return start;
}

static size_t find(const char *field, const char *const *name, size_t n)
{
	size_t i = 0;

	while (i < n && strcmp(field, name[i]) != 0)
		i++;
	return i;
}

enum cv_err http_query_unknown(const char *field, const char *const *name, size_t n, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str known = { 0 };

	for (size_t i = 0; i < n; i++)
		cv_str_printf(&known, "%s%s", i ? ", " : "", name[i]);
	if (!cv_text_clean(field, strlen(field)) || strlen(field) > 40)
		return cv_fail(err, CV_E_USAGE, "a parameter is not known here; known are: %s", cv_str_text(&known));
	return cv_fail_at(err, CV_E_USAGE, field, "the parameter \"%s\" is not known here; known are: %s", field,
		n ? cv_str_text(&known) : "none");
}

/* One "name=value" of length len. */
static enum cv_err field_read(
	const char *part, size_t len, char **at, http_field_fn *fn, void *ctx, struct cv_error *err)
{
	const char *eq = memchr(part, '=', len);
	size_t name_len = eq ? (size_t)(eq - part) : len;
	const char *field = decode(part, name_len, at), *value;

	if (field == NULL)
		return cv_fail(err, CV_E_USAGE, "a parameter has a broken escape (%%XX) in its name");
	value = eq ? decode(eq + 1, len - name_len - 1, at) : "";
	if (value == NULL)
		return cv_fail_at(err, CV_E_USAGE, field, "the value of \"%s\" has a broken escape (%%XX)", field);
	return fn(ctx, field, value, err);
}

enum cv_err http_query_each(const char *query, char *buf, http_field_fn *fn, void *ctx, struct cv_error *err)
{
	for (const char *p = query; *p;) {
		size_t len = strcspn(p, "&");

		if (len > 0)
			TRY(field_read(p, len, &buf, fn, ctx, err));
		p += len + (p[len] == '&');
	}
	return CV_OK;
}

struct once {
	const char *const *name;
	size_t n;
	bool seen[HTTP_FIELDS_MAX];
	const char **value;
};

static enum cv_err take_once(void *ctx, const char *field, const char *value, struct cv_error *err)
{
	struct once *o = ctx;
	size_t i = find(field, o->name, o->n);

	if (i == o->n)
		return http_query_unknown(field, o->name, o->n, err);
	if (o->seen[i])
		return cv_fail_at(err, CV_E_USAGE, field, "the parameter \"%s\" is given more than once", field);
	o->seen[i] = true;
	if (!cv_text_clean(value, strlen(value)))
		return cv_fail_at(err, CV_E_VALUE, field, "the value of \"%s\" is not text (UTF-8)", field);
	o->value[i] = *value ? value : NULL;
	return CV_OK;
}

enum cv_err http_query_read(const char *query, const char *const *name, size_t n, char *buf, const char **ret_value,
	struct cv_error *err)
{
	struct once o = { .name = name, .n = n, .value = ret_value };

	for (size_t i = 0; i < n; i++)
		ret_value[i] = NULL;
	return http_query_each(query, buf, take_once, &o, err);
}

void http_query_put(struct cv_str *out, const char *text)
{
	for (const char *p = text; *p; p++) {
		unsigned char c = (unsigned char)*p;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-._~", c))
			cv_str_putc(out, (char)c);
		else
			cv_str_printf(out, "%%%02X", c);
	}
}

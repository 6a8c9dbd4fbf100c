#include "api/http/route_tables.h"

#include <stdio.h>
#include <string.h>

/* In the order of the manual. */
static const struct http_route_table *const tables[] = {
	&http_routes_facts,
	&http_routes_records,
	&http_routes_onboarding,
	&http_routes_notices,
	&http_routes_inquiries,
	&http_routes_reports,
	&http_routes_drill,
	&http_routes_evidence,
	&http_routes_pictures,
	&http_routes_public,
	&http_routes_pages,
};

const struct http_route *http_route_at(size_t i)
{
	for (size_t t = 0; t < CV_LEN(tables); t++) {
		if (i < tables[t]->n)
			return &tables[t]->route[i];
		i -= tables[t]->n;
	}
	return NULL;
}

bool http_route_kind(const struct http_route *r, enum reg_kind *ret)
{
	char plural[32];

	if (!cv_starts(r->path, "/v1/"))
		return false;
	snprintf(plural, sizeof(plural), "%.*s", (int)strcspn(r->path + 4, "/"), r->path + 4);
	return reg_kind_parse(plural, ret);
}

static enum http_needs kind_needs(enum reg_kind kind, const char *method, enum http_needs otherwise)
{
	const struct http_route *r;
	char path[48];

	snprintf(path, sizeof(path), "/v1/%s", reg_kind_info(kind)->plural);
	for (size_t i = 0; (r = http_route_at(i)) != NULL; i++)
		if (strcmp(r->method, method) == 0 && strcmp(r->path, path) == 0)
			return r->needs;
	return otherwise;
}

enum http_needs http_kind_reads(enum reg_kind kind)
{
	return kind_needs(kind, "GET", HTTP_ADMINISTER);
}

enum http_needs http_kind_writes(enum reg_kind kind)
{
	return kind_needs(kind, "POST", HTTP_ADMINISTER);
}

bool http_heeds_match(const struct http_route *r)
{
	enum reg_kind kind;

	return r->proceed && strchr(r->path, '{') && http_route_kind(r, &kind);
}

/* "{id}" fits one segment, whatever is in it; the rest must be the same. */
static bool fits(const char *pattern, const char *path)
{
	for (; *pattern; pattern++, path++) {
		if (*pattern == '{') {
			size_t n = strcspn(path, "/");

			if (n == 0)
				return false;
			pattern = strchr(pattern, '}');
			path += n - 1;
		} else if (*pattern != *path) {
			return false;
		}
	}
	return *path == '\0';
}

static bool serves(const struct http_route *r, const char *method)
{
	return strcmp(r->method, method) == 0 || (strcmp(method, "HEAD") == 0 && strcmp(r->method, "GET") == 0);
}

static void allow_add(char allow[HTTP_ALLOW_MAX], const char *methods)
{
	size_t len = strlen(allow);

	snprintf(allow + len, HTTP_ALLOW_MAX - len, "%s", methods);
}

/* Is there a route of exactly that path? Then those with a segment left open are not about it. */
static bool literal(const char *path)
{
	const struct http_route *r;

	for (size_t i = 0; (r = http_route_at(i)) != NULL; i++)
		if (strcmp(r->path, path) == 0)
			return true;
	return false;
}

const struct http_route *http_route_find(const char *method, const char *path, char ret_allow[HTTP_ALLOW_MAX])
{
	const struct http_route *r;
	bool exact = literal(path);

	ret_allow[0] = '\0';
	for (size_t i = 0; (r = http_route_at(i)) != NULL; i++) {
		if (exact ? strcmp(r->path, path) != 0 : !fits(r->path, path))
			continue;
		if (serves(r, method))
			return r;
		allow_add(ret_allow, r->method);
		allow_add(ret_allow, strcmp(r->method, "GET") == 0 ? ", HEAD, " : ", ");
	}
	if (ret_allow[0])
		allow_add(ret_allow, "OPTIONS");
	return NULL;
}

bool http_route_published(const char *path)
{
	const struct http_route *r;

	for (size_t i = 0; (r = http_route_at(i)) != NULL; i++)
		if (r->published && fits(r->path, path))
			return true;
	return false;
}

bool http_method_known(const char *method)
{
	static const char *const known[] = {
		"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
	};

	for (size_t i = 0; i < CV_LEN(known); i++)
		if (strcmp(method, known[i]) == 0)
			return true;
	return false;
}

void http_manual(struct cv_str *out)
{
	const struct http_route *r;

	for (size_t i = 0; (r = http_route_at(i)) != NULL; i++)
		cv_str_printf(out, "%-6s %-24s %-10s %s\n", r->method, r->path, http_needs_word(r->needs), r->help);
}

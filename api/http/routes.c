#include "api/http/route_tables.h"

#include <assert.h>
#include <pthread.h>
#include <stdint.h>
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

/* ---- paths without an open segment, which are found without a look at the others -------------------------------- */

enum { PATHS = 256, METHODS = 5 };

struct path {
	const char *text; /* NULL: nobody's */
	const struct http_route *route[METHODS];
	size_t n;
	bool published;
};

static struct path paths[PATHS];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static struct path *place_of(const char *text)
{
	uint32_t h = 2166136261u;

	for (const char *c = text; *c; c++)
		h = (h ^ (unsigned char)*c) * 16777619u;
	h ^= h >> 16;
	while (paths[h % PATHS].text && strcmp(paths[h % PATHS].text, text) != 0)
		h++;
	return &paths[h % PATHS];
}

/* Half of the places stay free, so that a path that is not there is soon known not to be. */
static void list_paths(void)
{
	const struct http_route *r;
	size_t used = 0;

	for (size_t i = 0; (r = http_route_at(i)) != NULL; i++) {
		struct path *p = strchr(r->path, '{') ? NULL : place_of(r->path);

		if (p == NULL)
			continue;
		used += p->text == NULL;
		assert(p->n < METHODS && 2 * used <= PATHS);
		p->text = r->path;
		p->route[p->n++] = r;
	}
	for (size_t i = 0; (r = http_route_at(i)) != NULL; i++)
		for (size_t k = 0; r->published && k < PATHS; k++)
			if (paths[k].text && fits(r->path, paths[k].text))
				paths[k].published = true;
}

/* NULL: there is no route of exactly that path. Where there is, those with a segment left open are not about it. */
static const struct path *literal(const char *text)
{
	const struct path *p;

	pthread_once(&once, list_paths);
	p = place_of(text);
	return p->text ? p : NULL;
}

/* ---- finding ---------------------------------------------------------------------------------------------------- */

/* Is it that one? Else its method is among those that the path takes. */
static bool takes(const struct http_route *r, const char *method, char allow[HTTP_ALLOW_MAX])
{
	if (serves(r, method))
		return true;
	allow_add(allow, r->method);
	allow_add(allow, strcmp(r->method, "GET") == 0 ? ", HEAD, " : ", ");
	return false;
}

const struct http_route *http_route_find(const char *method, const char *path, char ret_allow[HTTP_ALLOW_MAX])
{
	const struct path *exact = literal(path);
	const struct http_route *r;

	ret_allow[0] = '\0';
	for (size_t i = 0; exact && i < exact->n; i++)
		if (takes(exact->route[i], method, ret_allow))
			return exact->route[i];
	for (size_t i = 0; exact == NULL && (r = http_route_at(i)) != NULL; i++)
		if (fits(r->path, path) && takes(r, method, ret_allow))
			return r;
	if (ret_allow[0])
		allow_add(ret_allow, "OPTIONS");
	return NULL;
}

bool http_route_published(const char *path)
{
	const struct path *exact = literal(path);
	const struct http_route *r;

	if (exact)
		return exact->published;
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

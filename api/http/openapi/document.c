#include "api/http/openapi/openapi.h"

#include "api/http/access/rights.h"
#include "api/http/console/files.h"
#include "api/http/routes.h"
#include "api/http/server.h"
#include "api/http/wire/input.h"
#include "api/http/wire/reply.h"

#include <stdio.h>
#include <string.h>

/* ---- operations ------------------------------------------------------------------------------------------------ */

/* "/v1/parties/{id}" -> "parties", "/v1/mechanism:batch" -> "mechanism" */
static void tag(const struct http_route *r, char ret[32])
{
	const char *name = cv_starts(r->path, "/v1/") ? r->path + 4 : "pages";

	snprintf(ret, 32, "%.*s", (int)strcspn(name, "/:."), name);
}

static void operation(const struct http_route *r, struct cv_json *j)
{
	char method[8], name[32];
	size_t i;

	for (i = 0; r->method[i] && i + 1 < sizeof(method); i++)
		method[i] = (char)(r->method[i] | 0x20);
	method[i] = '\0';
	tag(r, name);
	cv_json_key(j, method);
	cv_json_open(j, '{');
	cv_json_kv(j, "operationId", r->spec.id);
	cv_json_key(j, "tags");
	cv_json_open(j, '[');
	cv_json_text(j, name);
	cv_json_close(j, ']');
	cv_json_key(j, "summary");
	cv_json_begin(j);
	cv_str_add(j->out, r->help, strcspn(r->help, ":["));
	while (j->out->len > 0 && j->out->data[j->out->len - 1] == ' ')
		j->out->data[--j->out->len] = '\0';
	cv_json_end(j);
	cv_json_kv(j, "x-needs", http_needs_word(r->needs));
	if (r->proceed) {
		cv_json_key(j, "x-procedure");
		cv_json_bool(j, true);
	}
	if (r->needs == HTTP_FREE) {
		cv_json_key(j, "security");
		HTTP_RAW(j, "[]");
	}
	if (r->secret) {
		cv_json_key(j, "security");
		HTTP_RAW(j, "[{\"bearer\":[]},{\"session\":[]},{\"address\":[]}]");
	}
	cv_json_key(j, "parameters");
	cv_json_open(j, '[');
	http_openapi_params(r, j);
	cv_json_close(j, ']');
	http_openapi_body(r, j);
	http_openapi_answers(r, j);
	cv_json_close(j, '}');
}

/* Is it in the document of this server? */
static bool said(const struct http_route *r, bool publishes)
{
	return r->spec.id != NULL && (publishes || !r->published);
}

static bool had(const struct http_route *r, size_t i, bool path)
{
	const struct http_route *before;
	char one[32], other[32];

	tag(r, one);
	for (size_t k = 0; k < i; k++) {
		before = http_route_at(k);
		tag(before, other);
		if (before->spec.id && (path ? cv_streq(before->path, r->path) : cv_streq(one, other)))
			return true;
	}
	return false;
}

static void paths(struct cv_json *j, bool publishes)
{
	const struct http_route *r, *same;

	cv_json_key(j, "paths");
	cv_json_open(j, '{');
	for (size_t i = 0; (r = http_route_at(i)) != NULL; i++) {
		if (!said(r, publishes) || had(r, i, true))
			continue;
		cv_json_key(j, r->path);
		cv_json_open(j, '{');
		for (size_t k = i; (same = http_route_at(k)) != NULL; k++)
			if (same->spec.id && cv_streq(same->path, r->path))
				operation(same, j);
		cv_json_close(j, '}');
	}
	cv_json_close(j, '}');
}

static void tags(struct cv_json *j, bool publishes)
{
	const struct http_route *r;
	char name[32];

	cv_json_key(j, "tags");
	cv_json_open(j, '[');
	for (size_t i = 0; (r = http_route_at(i)) != NULL; i++) {
		if (!said(r, publishes) || had(r, i, false))
			continue;
		tag(r, name);
		cv_json_open(j, '{');
		cv_json_kv(j, "name", name);
		cv_json_key(j, "description");
		cv_json_begin(j);
		cv_str_printf(j->out, "What stands under %s%s", cv_starts(r->path, "/v1/") ? "/v1/" : "/", name);
		cv_json_end(j);
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
}

/* ---- the whole ------------------------------------------------------------------------------------------------- */

static void info(struct cv_json *j)
{
	cv_json_kv(j, "openapi", "3.1.0");
	cv_json_key(j, "info");
	cv_json_open(j, '{');
	cv_json_kv(j, "title", "chapterv");
	cv_json_kv(j, "version", CHAPTERV_VERSION);
	cv_json_kv(j, "summary", "Which mechanism covers a transfer of personal data, on any day, and why");
	cv_json_kv(j, "description",
		"A register of everyone who receives personal data, with two clocks: when a thing was true (on) and "
		"when it was "
		"known (known_at). Nothing is deleted; every change is an entry of a log that proves itself (RFC "
		"9162). Errors "
		"are problems (RFC 9457). A register without tokens is open to its own machine; else send a bearer "
		"token that "
		"chapterv token add gave.");
	HTTP_RAW(j, "\"license\":{\"name\":\"Apache License 2.0\",\"identifier\":\"Apache-2.0\"}");
	cv_json_close(j, '}');
	HTTP_RAW(j, "\"servers\":[{\"url\":\"/\",\"description\":\"where this document came from\"}]");
	HTTP_RAW(j, "\"security\":[{\"bearer\":[]},{\"session\":[]}]");
}

static bool served(enum reg_kind kind)
{
	const struct http_route *r;
	enum reg_kind its;

	for (size_t i = 0; (r = http_route_at(i)) != NULL; i++)
		if (http_route_kind(r, &its) && its == kind)
			return true;
	return false;
}

static void components(struct cv_json *j)
{
	const char *fixed = (const char *)http_file_schemas_json;
	size_t len = http_file_schemas_json_len;

	cv_json_key(j, "components");
	cv_json_open(j, '{');
	HTTP_RAW(j,
		"\"securitySchemes\":{"
		"\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\",\"description\":\"chapterv token add\"},"
		"\"session\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"chapterv\",\"description\":\"chapterv "
		"login\"},"
		"\"address\":{\"type\":\"apiKey\",\"in\":\"query\",\"name\":\"key\",\"description\":\"chapterv "
		"calendar secret --new\"}}");
	cv_json_key(j, "schemas");
	cv_json_open(j, '{');
	cv_json_raw(j, fixed + 1, len - 2); /* without the outer braces: see embed.py */
	for (int k = 0; k < REG_KIND_COUNT; k++)
		if (served((enum reg_kind)k))
			http_openapi_kind((enum reg_kind)k, j);
	cv_json_close(j, '}');
	http_openapi_problems(j);
	cv_json_close(j, '}');
}

void http_openapi(bool publishes, struct cv_str *out)
{
	struct cv_json j = cv_json_to(out);

	cv_json_open(&j, '{');
	info(&j);
	tags(&j, publishes);
	paths(&j, publishes);
	components(&j);
	cv_json_close(&j, '}');
	cv_str_putc(out, '\n');
}

enum MHD_Result http_get_openapi(struct http_request *q)
{
	struct cv_error err = { 0 };
	char buf[HTTP_TARGET_MAX + 1];
	enum cv_err e = http_query_read(q->query, NULL, 0, buf, NULL, &err);

	if (e != CV_OK)
		return http_fail(q, e, &err);
	http_openapi(q->srv->shelf.open, &q->out);
	return http_send(q, MHD_HTTP_OK, HTTP_JSON);
}

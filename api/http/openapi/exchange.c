/* What a route takes and what it answers. */
#include "api/http/openapi/openapi.h"

#include "api/http/routes.h"
#include "registry/desk/moves.h"

#include <stdio.h>
#include <string.h>

/* "Answer", or of a kind: "#record", "#list", "#new", "#whole", "#part". */
static void schema(const struct http_route *r, const char *what, struct cv_json *j)
{
	static const char *const before[][2] = {
		{ "#record", "" },
		{ "#list", "" },
		{ "#new", "New" },
		{ "#whole", "New" },
		{ "#part", "Part" },
	};
	enum reg_kind kind = REG_PARTIES;
	char name[32], whole[48];

	if (*what != '#') {
		http_openapi_ref(j, "", what);
		return;
	}
	(void)http_route_kind(r, &kind);
	http_openapi_name(kind, name);
	snprintf(whole, sizeof(whole), "%s%s", name, cv_streq(what, "#list") ? "Page" : "");
	for (size_t i = 0; i < CV_LEN(before); i++)
		if (cv_streq(what, before[i][0]))
			http_openapi_ref(j, before[i][1], whole);
}

static void media(const char *type, struct cv_json *j)
{
	cv_json_key(j, type);
	cv_json_open(j, '{');
	cv_json_key(j, "schema");
}

void http_openapi_body(const struct http_route *r, struct cv_json *j)
{
	bool file = r->body == HTTP_FILE_BODY;

	if (r->spec.takes == NULL)
		return;
	cv_json_key(j, "requestBody");
	cv_json_open(j, '{');
	cv_json_key(j, "required");
	cv_json_bool(j, true);
	cv_json_key(j, "content");
	cv_json_open(j, '{');
	for (int patch = 0; patch < 1 + (r->body == HTTP_PATCH_BODY); patch++) {
		media(file ? "text/csv" : patch ? "application/merge-patch+json" : "application/json", j);
		schema(r, r->spec.takes, j);
		cv_json_key(j, "example");
		if (file)
			cv_json_text(j, r->spec.sends);
		else
			cv_json_raw(j, r->spec.sends, strlen(r->spec.sends));
		cv_json_close(j, '}');
	}
	cv_json_close(j, '}');
	cv_json_close(j, '}');
}

static void header(const char *name, const char *help, struct cv_json *j)
{
	cv_json_key(j, name);
	cv_json_open(j, '{');
	cv_json_kv(j, "description", help);
	cv_json_key(j, "schema");
	HTTP_RAW(j, "{\"type\":\"string\"}");
	cv_json_close(j, '}');
}

bool http_openapi_dated(const struct http_route *r)
{
	return (r->spec.gives && cv_streq(r->spec.gives, "#ics")) || (r->spec.id && cv_streq(r->spec.id, "getReport"));
}

static void headers(const struct http_route *r, int status, struct cv_json *j)
{
	cv_json_key(j, "headers");
	cv_json_open(j, '{');
	header("X-Request-Id", "Also in the server's log", j);
	if (r->published)
		header("ETag", "Which state it is: send it as If-None-Match when asking again", j);
	if (r->published)
		header("Last-Modified", "Nothing on it was changed since", j);
	if (cv_streq(r->spec.gives, "#record"))
		header("ETag", "Which version it is, in this form: send it as If-Match with a change", j);
	if (cv_streq(r->spec.gives, "#ics")) {
		header("ETag", "Of these bytes: send it as If-None-Match", j);
		header("Last-Modified", "When the register or the day became another: send it as If-Modified-Since", j);
	}
	if (cv_streq(r->spec.id, "getReport")) {
		header("ETag", "Of these bytes, known before they are written: send it as If-None-Match", j);
		header("Last-Modified", "When they became what they are: send it as If-Modified-Since", j);
		header("Content-Disposition", "What the file is called: coverage-2026-11-23.csv", j);
	}
	if (cv_streq(r->spec.gives, "#list") || cv_streq(r->spec.gives, "Log"))
		header("Link", "rel=next: the next page, where there is one", j);
	if (status == 201 || status == 202)
		header("Location", status == 201 ? "Where it is" : "Where to ask again", j);
	cv_json_close(j, '}');
}

static const char *meaning(int status)
{
	return status == 201 ? "Done, and on file" : status == 202 ? "At work: ask again where Location says" : "Done";
}

/* The type of an answer that is no JSON; NULL: it is. */
static const char *text_type(const char *gives)
{
	static const char *const known[][2] = {
		{ "#html", "text/html" },
		{ "#csv", "text/csv" },
		{ "#text", "text/plain" },
		{ "#ics", "text/calendar" },
		{ "#atom", "application/atom+xml" },
		{ "#svg", "image/svg+xml" },
		{ "#tar", "application/x-tar" },
	};

	for (size_t i = 0; i < CV_LEN(known); i++)
		if (cv_streq(gives, known[i][0]))
			return known[i][1];
	return NULL;
}

/* One record, which comes as CSV, too. */
static bool one_record(const struct http_route *r)
{
	return r->fn == http_get_record;
}

/* Does it come as a table in every form? */
static bool is_table(const struct http_route *r)
{
	return cv_streq(r->spec.id, "getReport") || cv_streq(r->spec.id, "drill") || cv_streq(r->spec.id, "lint") ||
		cv_streq(r->spec.id, "lintWith");
}

/* What Accept may ask for instead, of routes that have several forms. */
static void other_forms(const struct http_route *r, struct cv_json *j)
{
	static const struct {
		const char *id, *type, *schema; /* schema: NULL a text, "" any object */
	} form[] = {
		{ "drill", "text/plain", NULL },
		{ "lint", "text/plain", NULL },
		{ "lint", "application/xml", NULL },
		{ "lintWith", "text/plain", NULL },
		{ "lintWith", "application/xml", NULL },
		{ "draftInquiry", "text/plain", NULL },
		{ "draftInquiry", "text/html", NULL },
		{ "getTimeline", "image/svg+xml", NULL },
		{ "getTimeline", "application/json", "Timeline" },
		{ "getSubprocessors", "text/csv", NULL },
		{ "getSubprocessors", "application/atom+xml", NULL },
		{ "getSubprocessors", "application/ld+json", "" },
		{ "getSubprocessors", "application/json", "Subprocessors" },
	};

	for (size_t i = 0; i < CV_LEN(form); i++) {
		if (!cv_streq(form[i].id, r->spec.id))
			continue;
		media(form[i].type, j);
		if (form[i].schema == NULL)
			HTTP_RAW(j, "{\"type\":\"string\"}");
		else if (*form[i].schema == '\0')
			HTTP_RAW(j, "{\"type\":\"object\"}");
		else
			http_openapi_ref(j, "", form[i].schema);
		cv_json_close(j, '}');
	}
}

static void good(const struct http_route *r, int status, struct cv_json *j)
{
	char key[8];

	snprintf(key, sizeof(key), "%d", status);
	cv_json_key(j, key);
	cv_json_open(j, '{');
	cv_json_kv(j, "description", meaning(status));
	headers(r, status, j);
	cv_json_key(j, "content");
	cv_json_open(j, '{');
	if (cv_streq(r->spec.gives, "#jsonld")) {
		media("application/ld+json", j);
		HTTP_RAW(j, "{\"type\":\"object\"}");
		cv_json_close(j, '}');
	} else if (text_type(r->spec.gives)) {
		media(text_type(r->spec.gives), j);
		HTTP_RAW(j, "{\"type\":\"string\"}");
		cv_json_close(j, '}');
	} else {
		media("application/json", j);
		schema(r, r->spec.gives, j);
		cv_json_close(j, '}');
	}
	other_forms(r, j);
	if (cv_streq(r->spec.gives, "#list") || one_record(r) || cv_streq(r->spec.id, "getPlan") || is_table(r)) {
		media("text/csv", j);
		HTTP_RAW(j, "{\"type\":\"string\"}");
		cv_json_close(j, '}');
	}
	if (is_table(r)) {
		media("text/html", j);
		HTTP_RAW(j, "{\"type\":\"string\"}");
		cv_json_close(j, '}');
		media("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", j);
		HTTP_RAW(j, "{\"type\":\"string\",\"format\":\"binary\"}");
		cv_json_close(j, '}');
	}
	cv_json_close(j, '}');
	cv_json_close(j, '}');
}

/* What goes wrong, by status: one description for all routes. */
static const struct {
	int status;
	const char *text;
} wrong[] = {
	{ 400, "Something in the request is wrong; parameter or pointer says what" },
	{ 401, "Nobody is logged in, or the token is not good" },
	{ 403, "Whoever asks may not" },
	{ 404, "There is no such thing on file" },
	{ 409, "What is on file stands against it, or a name may mean several" },
	{ 412, "The record was changed since it was read" },
	{ 413, "The body is too large" },
	{ 415, "The body is of another type" },
	{ 422, "The body cannot be filed; errors says all that is wrong with it" },
	{ 428, "If-Match is missing" },
	{ 429, "Too many tries failed from this address" },
	{ 503, "The register is busy; Retry-After says when to come again" },
	{ 0, "Anything else: a method that the path does not take (405, Allow says which it does), an address that is too "
		"long (414), header fields that are too large (431), a fault of the server (500)" },
};

static void problem(int status, struct cv_json *j)
{
	char key[8];

	snprintf(key, sizeof(key), "%d", status);
	cv_json_key(j, key);
	cv_json_open(j, '{');
	cv_json_key(j, "$ref");
	cv_json_begin(j);
	cv_str_printf(j->out, "#/components/responses/Problem%d", status);
	cv_json_end(j);
	cv_json_close(j, '}');
}

void http_openapi_problems(struct cv_json *j)
{
	cv_json_key(j, "responses");
	cv_json_open(j, '{');
	for (size_t i = 0; i < CV_LEN(wrong); i++) {
		char key[16];

		snprintf(key, sizeof(key), wrong[i].status ? "Problem%d" : "Problem", wrong[i].status);
		cv_json_key(j, key);
		cv_json_open(j, '{');
		cv_json_kv(j, "description", wrong[i].text);
		HTTP_RAW(j,
			"\"content\":{\"application/problem+json\":{\"schema\":"
			"{\"$ref\":\"#/components/schemas/Problem\"}},"
			    "\"text/html\":{\"schema\":{\"type\":\"string\"}}}");
		cv_json_close(j, '}');
	}
	cv_json_close(j, '}');
}

static void bare(int status, const char *text, struct cv_json *j)
{
	char key[8];

	snprintf(key, sizeof(key), "%d", status);
	cv_json_key(j, key);
	cv_json_open(j, '{');
	cv_json_kv(j, "description", text);
	cv_json_close(j, '}');
}

/* A correction may be a step that the table of moves does not have. */
static bool steps(const struct http_route *r)
{
	const struct reg_step *s;
	enum reg_kind kind;

	if (r->spec.takes == NULL || !http_route_kind(r, &kind) ||
		!(cv_streq(r->spec.takes, "#whole") || cv_streq(r->spec.takes, "#part")))
		return false;
	for (size_t i = 0; (s = reg_step_at(i)) != NULL; i++)
		if (s->kind == kind)
			return true;
	return false;
}

static void problems(const struct http_route *r, struct cv_json *j)
{
	bool record = r->spec.takes && (*r->spec.takes == '#' || cv_streq(r->spec.takes, "End"));
	bool changes = record || r->proceed, known = record && !cv_streq(r->spec.takes, "#new");
	bool new = changes && !known, guarded = r->needs != HTTP_FREE;
	bool file = r->body == HTTP_FILE_BODY, asks = cv_streq(r->spec.id, "ask") || cv_streq(r->spec.id, "getPage");
	bool job = r->spec.gives && cv_streq(r->spec.gives, "Job");
	bool found = strchr(r->path, '{') || asks || strstr(r->spec.query, "size") || cv_streq(r->spec.gives, "#text");
	/* in the order of the table above */
	const bool may[] = { true, guarded, guarded, found, asks || new || job || steps(r),
		known || http_heeds_match(r), r->body != HTTP_NO_BODY, r->body != HTTP_NO_BODY, changes || file, known, guarded, true };

	for (size_t i = 0; i < CV_LEN(may); i++)
		if (may[i])
			problem(wrong[i].status, j);
	cv_json_key(j, "default");
	cv_json_open(j, '{');
	cv_json_kv(j, "$ref", "#/components/responses/Problem");
	cv_json_close(j, '}');
}

void http_openapi_answers(const struct http_route *r, struct cv_json *j)
{
	bool job = cv_streq(r->spec.gives, "Job");

	cv_json_key(j, "responses");
	cv_json_open(j, '{');
	if (cv_streq(r->method, "DELETE"))
		bare(204, "Forgotten", j);
	else
		good(r, r->spec.status, j);
	if (job && r->spec.status == 200 && !cv_streq(r->method, "DELETE"))
		good(r, 201, j);
	if (job)
		good(r, 202, j);
	if (r->published ||
		(cv_streq(r->method, "GET") && (cv_streq(r->spec.gives, "#record") || http_openapi_dated(r))))
		bare(304, "Still the version of If-None-Match", j);
	problems(r, j);
	cv_json_close(j, '}');
}

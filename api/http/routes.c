#include "api/http/routes.h"

#include "api/http/http.h"

#include <stdio.h>
#include <string.h>

static const struct http_route route[] = {
	{ "GET",  "/v1/mechanism", http_get_mechanism, HTTP_AS_JSON,
		"Which mechanism covers the transfer: ?to= [&from=] [&on=DATE] [&known_at=] [&data=hr|non-hr|any]" },
	{ "POST", "/v1/check",     http_post_check,    HTTP_AS_JSON,
		"Decide hypothetical cases: one object, an array of them, or {\"cases\": [...]}" },
	{ "GET",  "/v1/health",    http_get_health,    HTTP_AS_JSON, "Is it up, on which law and which register" },
	{ "GET",  "/",             http_get_page,      HTTP_AS_PAGE, "The question as a form, the answer as a page" },
	{ "GET",  "/problems",     http_get_problems,  HTTP_AS_PAGE, "What can go wrong, each under its own word" },
	{ "GET",  "/style.css",    http_get_style,     HTTP_AS_PAGE, "How the pages look" },
};

static bool serves(const struct http_route *r, const char *method)
{
	return strcmp(r->method, method) == 0 || (strcmp(method, "HEAD") == 0 && strcmp(r->method, "GET") == 0);
}

static void allow_add(char allow[HTTP_ALLOW_MAX], const char *methods)
{
	size_t len = strlen(allow);

	snprintf(allow + len, HTTP_ALLOW_MAX - len, "%s", methods);
}

const struct http_route *http_route_find(const char *method, const char *path, char ret_allow[HTTP_ALLOW_MAX])
{
	ret_allow[0] = '\0';
	for (size_t i = 0; i < CV_LEN(route); i++) {
		if (strcmp(route[i].path, path) != 0)
			continue;
		if (serves(&route[i], method))
			return &route[i];
		allow_add(ret_allow, strcmp(route[i].method, "GET") == 0 ? "GET, HEAD, " : "POST, ");
	}
	if (ret_allow[0])
		allow_add(ret_allow, "OPTIONS");
	return NULL;
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
	for (size_t i = 0; i < CV_LEN(route); i++)
		cv_str_printf(out, "%-4s %-14s %s\n", route[i].method, route[i].path, route[i].help);
}

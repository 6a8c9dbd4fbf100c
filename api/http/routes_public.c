/* Routes: the public list, where the server was started to publish it. */
#include "api/http/route_tables.h"

#define LIST "on_list region purpose"

static const struct http_route route[] = {
	{ "GET", "/subprocessors", HTTP_NO_BODY, http_get_public, HTTP_AS_LIST, HTTP_FREE,
		"With --public: the sub-processors, as a page or as Accept asks: [?on=DATE] [&region=] [&purpose=]",
		{ "getSubprocessors", LIST, NULL, "#html", 200, "/subprocessors?region=other", NULL },
		.published = true },
	{ "GET", "/subprocessors.csv", HTTP_NO_BODY, http_get_public, HTTP_AS_JSON, HTTP_FREE,
		"The same as CSV: [?on=] [&region=] [&purpose=]",
		{ "getSubprocessorsCsv", LIST, NULL, "#csv", 200, "/subprocessors.csv?on=2024-06-01", NULL },
		.published = true },
	{ "GET", "/subprocessors.json", HTTP_NO_BODY, http_get_public, HTTP_AS_JSON, HTTP_FREE,
		"The same as JSON, with the days on which it changed: [?on=] [&region=] [&purpose=]",
		{ "getSubprocessorsJson", LIST, NULL, "Subprocessors", 200, "/subprocessors.json", NULL },
		.published = true },
	{ "GET", "/subprocessors.jsonld", HTTP_NO_BODY, http_get_public, HTTP_AS_JSON, HTTP_FREE,
		"The same as JSON-LD in the terms of W3C DPV: [?on=] [&region=] [&purpose=]",
		{ "getSubprocessorsLinked", LIST, NULL, "#jsonld", 200, "/subprocessors.jsonld", NULL },
		.published = true },
	{ "GET", "/subprocessors.tilt", HTTP_NO_BODY, http_get_public, HTTP_AS_JSON, HTTP_FREE,
		"The same as a document of the Transparency Information Language (TILT): [?on=]",
		{ "getSubprocessorsTilt", "on_list", NULL, "Tilt", 200, "/subprocessors.tilt", NULL },
		.published = true },
	{ "GET", "/subprocessors.atom", HTTP_NO_BODY, http_get_public, HTTP_AS_JSON, HTTP_FREE,
		"Its announced and effective changes as a feed (RFC 4287)",
		{ "getSubprocessorsFeed", "", NULL, "#atom", 200, "/subprocessors.atom", NULL },
		.published = true },
};

const struct http_route_table http_routes_public = { route, CV_LEN(route) };

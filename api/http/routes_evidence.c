/* Routes: the change log and what proves it; how the server is. */
#include "api/http/route_tables.h"

static const struct http_route route[] = {
	{ "GET", "/v1/log", HTTP_NO_BODY, http_get_log, HTTP_AS_JSON, HTTP_AUDIT,
		"Every change, entry by entry: [?from=N] [&count=N]",
		{ "listLog", "entry count", NULL, "Log", 200, "/v1/log?from=0&count=3", NULL } },
	{ "GET", "/v1/log/root", HTTP_NO_BODY, http_get_root, HTTP_AS_JSON, HTTP_AUDIT,
		"The root of the tree over the log: [?size=N]",
		{ "getRoot", "size", NULL, "Root", 200, "/v1/log/root", NULL } },
	{ "GET", "/v1/log/checkpoint", HTTP_NO_BODY, http_get_checkpoint, HTTP_AS_JSON, HTTP_AUDIT,
		"The last checkpoint that the server signed (--checkpoint-dir)",
		{ "getCheckpoint", "", NULL, "#text", 200, "/v1/log/checkpoint", NULL } },
	{ "GET", "/v1/log/consistency", HTTP_NO_BODY, http_get_consistency, HTTP_AS_JSON, HTTP_AUDIT,
		"Proof that an earlier log is the beginning of this one: ?since=N [&size=N]",
		{ "proveConsistency", "since! size", NULL, "Consistency", 200, "/v1/log/consistency?since=10", NULL } },
	{ "GET", "/v1/log/{entry}/proof", HTTP_NO_BODY, http_get_inclusion, HTTP_AS_JSON, HTTP_AUDIT,
		"Proof that an entry is in the log: [?size=N]",
		{ "proveInclusion", "size", NULL, "Inclusion", 200, "/v1/log/3/proof", NULL } },
	{ "GET", "/v1/health", HTTP_NO_BODY, http_get_health, HTTP_AS_JSON, HTTP_FREE,
		"Is it up, on which law and which register",
		{ "getHealth", "", NULL, "Health", 200, "/v1/health", NULL } },
	{ "GET", "/v1/openapi.json", HTTP_NO_BODY, http_get_openapi, HTTP_AS_JSON, HTTP_FREE,
		"All of this as a document for programs (OpenAPI 3.1)",
		{ "getDocument", "", NULL, "Document", 200, "/v1/openapi.json", NULL } },
};

const struct http_route_table http_routes_evidence = { route, CV_LEN(route) };

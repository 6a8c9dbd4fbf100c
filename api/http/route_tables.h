/*
 * The tables of routes, one for each area; routes.c looks things up in all of them.
 */
#ifndef API_HTTP_ROUTE_TABLES_H
#define API_HTTP_ROUTE_TABLES_H

#include "api/http/http.h"
#include "api/http/access/rights.h"
#include "api/http/routes.h"

struct http_route_table {
	const struct http_route *route;
	size_t n;
};

/* Each in its own routes_*.c. */
extern const struct http_route_table
	http_routes_facts,
	http_routes_records,
	http_routes_onboarding,
	http_routes_inquiries,
	http_routes_notices,
	http_routes_reports,
	http_routes_drill,
	http_routes_pictures,
	http_routes_evidence,
	http_routes_public,
	http_routes_pages;

/*
 * The resources of one kind of record: its example, and the bodies of a new one, of all of it, of a part of it; and,
 * where the kind has an end, how one is ended.
 */
#define RECORDS(plural, Name, id, filter, new, whole, part, day, needs_read, needs_write) \
	RECORDS_KEPT(plural, Name, id, filter, new, whole, part, needs_read, needs_write), \
	RECORDS_ENDED(plural, Name, id, day, needs_write)
#define RECORDS_KEPT(plural, Name, id, filter, new, whole, part, needs_read, needs_write) \
	{ "GET", "/v1/" plural, HTTP_NO_BODY, http_get_records, HTTP_AS_JSON, needs_read, \
		"The " plural ": [?COLUMN=VALUE] [&on=] [&known_at=] [&limit=] [&cursor=] [&fields=]; text/csv too", \
		{ "list" Name, "#list", NULL, "#list", 200, "/v1/" plural "?" filter "&limit=5", NULL } }, \
	{ "GET", "/v1/" plural "/{id}", HTTP_NO_BODY, http_get_record, HTTP_AS_JSON, needs_read, \
		"One of the " plural ": [?on=] [&known_at=] [&fields=]; text/csv too", \
		{ "get" Name, "on known_at fields", NULL, "#record", 200, "/v1/" plural "/" id, NULL } }, \
	{ "POST", "/v1/" plural, HTTP_JSON_BODY, http_post_record, HTTP_AS_JSON, needs_write, \
		"Create one of the " plural ": [?reason=]", \
		{ "create" Name, "reason", "#new", "#record", 201, "/v1/" plural "?reason=signed%20in%20Dublin", \
			new } }, \
	{ "PUT", "/v1/" plural "/{id}", HTTP_JSON_BODY, http_put_record, HTTP_AS_JSON, needs_write, \
		"Correct it, the body being all of it: [?reason=], If-Match", \
		{ "replace" Name, "reason", "#whole", "#record", 200, "/v1/" plural "/" id, whole } }, \
	{ "PATCH", "/v1/" plural "/{id}", HTTP_PATCH_BODY, http_patch_record, HTTP_AS_JSON, needs_write, \
		"Correct what the body names (RFC 7396): [?reason=], If-Match", \
		{ "correct" Name, "reason", "#part", "#record", 200, "/v1/" plural "/" id "?reason=typing%20error", \
			part } }
#define RECORDS_ENDED(plural, Name, id, day, needs_write) \
	{ "POST", "/v1/" plural "/{id}/end", HTTP_JSON_BODY, http_end_record, HTTP_AS_JSON, needs_write, \
		"End it from a day on: {\"on\": day} [?reason=], If-Match", \
		{ "end" Name, "reason", "End", "#record", 200, "/v1/" plural "/" id "/end", "{\"on\": \"" day "\"}" } }

#endif

/* Routes: pictures. */
#include "api/http/route_tables.h"

static const struct http_route route[] = {
	{ "GET", "/v1/parties/{id}/timeline", HTTP_NO_BODY, http_get_timeline, HTTP_AS_JSON, HTTP_READ,
		"A party through the years, mechanisms and days of the law; page, SVG or JSON: [?on=] [&known_at=]",
		{ "getTimeline", "on known_at", NULL, "#html", 200, "/v1/parties/brackenvault/timeline?on=2026-03-10",
			NULL } },
};

const struct http_route_table http_routes_pictures = { route, CV_LEN(route) };

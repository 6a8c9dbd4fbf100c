/* Routes: what would fall, and what is wrong already. */
#include "api/http/route_tables.h"

static const struct http_route route[] = {
	{ "POST", "/v1/drill", HTTP_JSON_BODY, http_post_drill, HTTP_AS_JSON, HTTP_READ,
		"What falls if a mechanism falls: {\"end\": ...} [?format=]; changes nothing",
		{ "drill", "format_of", "DrillAsked", "Drill", 200, "/v1/drill",
			"{\"end\": \"privacy-shield-eu-us\", \"on\": \"2020-07-15\"}" } },
	{ "GET", "/v1/lint", HTTP_NO_BODY, http_get_lint, HTTP_AS_JSON, HTTP_READ,
		"Every defect of the register: [?on=] [&known_at=] [&fail_on=] [&format=]",
		{ "lint", "on known_at fail_on format_lint", NULL, "Lint", 200, "/v1/lint?on=2026-03-10", NULL } },
	{ "POST", "/v1/lint", HTTP_JSON_BODY, http_post_lint, HTTP_AS_JSON, HTTP_READ,
		"Every defect, with what is in use and what was accepted: {\"uses\": ..., \"baseline\": ...} "
		"[?on=] [&known_at=] [&fail_on=] [&format=]; changes nothing",
		{ "lintWith", "on known_at fail_on format_lint", "LintAsked", "Lint", 200, "/v1/lint?on=2026-03-10",
			"{\"uses\": \"slack.com\\nBrackenvault\\n\"}" } },
};

const struct http_route_table http_routes_drill = { route, CV_LEN(route) };

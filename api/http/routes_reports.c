/* Routes: the register and what the law says of it, as tables. */
#include "api/http/route_tables.h"

static const struct http_route route[] = {
	{ "GET", "/v1/reports", HTTP_NO_BODY, http_get_reports, HTTP_AS_JSON, HTTP_READ,
		"The reports: what each says, its columns, what narrows it",
		{ "listReports", "", NULL, "Reports", 200, "/v1/reports", NULL } },
	{ "GET", "/v1/reports/evidence", HTTP_NO_BODY, http_get_evidence, HTTP_AS_JSON, HTTP_AUDIT,
		"All of them for an auditor, with law, log and what checks them, as a tar file: [?on=] [&known_at=]",
		{ "getEvidence", "format personal on_state known_at", NULL, "#tar", 200,
			"/v1/reports/evidence?on=2020-07-20", NULL } },
	{ "GET", "/v1/reports/{name}", HTTP_NO_BODY, http_get_report, HTTP_AS_JSON, HTTP_READ,
		"One as JSON, CSV, XLSX or HTML: [?format=] [&on=] [&known_at=] [&FILTER=]; some need audit",
		{ "getReport", "#report", NULL, "Table", 200, "/v1/reports/coverage?on=2020-07-20&country=US", NULL } },
};

const struct http_route_table http_routes_reports = { route, CV_LEN(route) };

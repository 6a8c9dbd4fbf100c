/* Routes: the question, imports, and what is on file of transfers. */
#include "api/http/route_tables.h"

#define SAMPLE_PARTY "\"name\": \"Quillmarsh Cloud Pte. Ltd.\", \"kind\": \"service-provider\", \"country\": \"SG\""
#define SAMPLE_LEG \
	"\"exporter\": \"tessellark-ie\", \"importer\": \"quillmarsh\", \"country\": \"SG\", \"place\": \"storage\", " \
	"\"from\": \"2026-09-01\""
#define SAMPLE_CLAUSES \
	"\"exporter\": \"tessellark-ie\", \"importer\": \"quillmarsh\", \"mechanism\": \"scc-2021-m2\", \"signed\": " \
	"\"2026-08-20\""
#define SAMPLE_TIA \
	"\"exporter\": \"tessellark-ie\", \"importer\": \"quillmarsh\", \"country\": \"SG\", \"dated\": \"2026-08-25\""

static const struct http_route route[] = {
	{ "GET", "/v1/mechanism", HTTP_NO_BODY, http_get_mechanism, HTTP_AS_JSON, HTTP_READ,
		"Which mechanism covers the transfer: ?to= [&from=] [&on=DATE] [&known_at=] [&data=hr|non-hr|any]",
		{ "ask", "to! from on known_at data", NULL, "Answer", 200,
			"/v1/mechanism?to=brackenvault&on=2020-07-20", NULL } },
	{ "POST", "/v1/mechanism:batch", HTTP_JSON_BODY, http_post_batch, HTTP_AS_JSON, HTTP_READ,
		"The same for many at once: {\"questions\": [{\"to\": ...}, ...]}",
		{ "askMany", "", "Questions", "Answers", 200, "/v1/mechanism:batch",
			"{\"questions\": [{\"to\": \"brackenvault\", \"on\": \"2020-07-20\"}, {\"to\": \"nobody at "
			"all\"}]}" } },
	{ "POST", "/v1/check", HTTP_JSON_BODY, http_post_check, HTTP_AS_JSON, HTTP_READ,
		"Decide hypothetical cases: one object, an array of them, or {\"cases\": [...]}",
		{ "check", "", "Cases", "Decided", 200, "/v1/check",
			"{\"cases\": [{\"exporter_country\": \"IE\", \"exporter_role\": \"controller\", "
			"\"importer_country\": \"JP\", "
			"\"importer_role\": \"processor\", \"importer_kind\": \"service-provider\", \"data\": "
			"\"non-hr\", "
			"\"as_of\": \"2024-03-01\"}]}" } },
	{ "GET", "/v1/imports", HTTP_NO_BODY, http_get_imports, HTTP_AS_JSON, HTTP_READ,
		"What was imported, newest first, and the jobs: [?before=ID] [&limit=N]",
		{ "listImports", "before limit", NULL, "Imports", 200, "/v1/imports?limit=3", NULL } },
	{ "POST", "/v1/imports", HTTP_FILE_BODY, http_post_import, HTTP_AS_JSON, HTTP_WRITE,
		"Import a file, the body as it is: [?file=NAME] [&dry_run=true] and the options of chapterv import",
		{ "import", "#import", "File", "Job", 200, "/v1/imports?file=vendors.csv&dry_run=true&rejects=true",
			"id,name,kind,country\nfenwhistle,Fenwhistle AB,service-provider,SE\nhollowmere,Hollowmere "
			"Ltd,sheep,GB\n" } },
	{ "GET", "/v1/imports/{id}", HTTP_NO_BODY, http_get_import, HTTP_AS_JSON, HTTP_READ,
		"An import (a number) or a job (job-1): its state, its report",
		{ "getImport", "", NULL, "ImportOrJob", 200, "/v1/imports/1", NULL } },
	{ "GET", "/v1/imports/{id}/plan", HTTP_NO_BODY, http_get_plan, HTTP_AS_JSON, HTTP_READ,
		"The plan of a job with dry_run=true, as JSON, text/csv or text/plain",
		{ "getPlan", "", NULL, "Report", 200, "/v1/imports/job-1/plan", NULL } },
	{ "GET", "/v1/imports/{id}/rejects", HTTP_NO_BODY, http_get_rejects, HTTP_AS_JSON, HTTP_READ,
		"The refused rows of a job with rejects=true, to be mended",
		{ "getRejects", "", NULL, "#csv", 200, "/v1/imports/job-1/rejects", NULL } },
	{ "POST", "/v1/imports/{id}/apply", HTTP_NO_BODY, http_apply_plan, HTTP_AS_JSON, HTTP_WRITE,
		"Apply exactly the plan of a job",
		{ "applyPlan", "", NULL, "Job", 201, "/v1/imports/job-1/apply", NULL } },
	{ "POST", "/v1/imports/{id}/undo", HTTP_NO_BODY, http_undo_import, HTTP_AS_JSON, HTTP_WRITE,
		"Take an import back: [?reason=]",
		{ "undoImport", "reason", NULL, "Job", 200, "/v1/imports/24/undo?reason=another%20file", NULL } },
	{ "DELETE", "/v1/imports/{id}", HTTP_NO_BODY, http_delete_job, HTTP_AS_JSON, HTTP_WRITE,
		"Stop a job that waits or runs, forget one that is over",
		{ "forgetJob", "", NULL, "Job", 200, "/v1/imports/job-1", NULL } },
	RECORDS("parties", "Party", "quillmarsh", "country=IE",
		"{\"id\": \"quillmarsh\", " SAMPLE_PARTY "}", "{\"id\": \"quillmarsh\", " SAMPLE_PARTY
		", \"status\": \"under-review\"}",
		"{\"website\": \"https://quillmarsh.example\"}", "2026-12-31", HTTP_READ, HTTP_WRITE),
	RECORDS("transfers", "Transfer", "ie-quillmarsh", "importer=brackenvault",
		"{\"id\": \"ie-quillmarsh\", " SAMPLE_LEG "}", "{\"id\": \"ie-quillmarsh\", " SAMPLE_LEG
		", \"data\": \"non-hr\"}",
		"{\"purposes\": \"backups\"}", "2026-12-31", HTTP_READ, HTTP_WRITE),
	RECORDS("safeguards", "Safeguard", "scc-quillmarsh", "importer=brackenvault",
		"{\"id\": \"scc-quillmarsh\", " SAMPLE_CLAUSES "}",
		"{\"id\": \"scc-quillmarsh\", " SAMPLE_CLAUSES ", \"flags\": \"annex-i;annex-ii\"}",
		"{\"document\": \"contracts/quillmarsh.pdf\"}", "2026-12-31", HTTP_READ, HTTP_WRITE),
	RECORDS("certifications", "Certification", "1", "framework=dpf-eu-us",
		"{\"importer\": \"saltmarten\", \"framework\": \"dpf-eu-us\", \"from\": \"2026-10-01\", \"covers\": "
		"\"non-hr\"}",
		"{\"importer\": \"tessellark-us\", \"framework\": \"privacy-shield-eu-us\", \"from\": \"2016-11-21\", "
		"\"covers\": \"non-hr\", \"status\": \"lapsed\", \"source\": \"public list, read once more\"}",
		"{\"checked_on\": \"2020-11-25\"}", "2020-11-21", HTTP_READ, HTTP_WRITE),
	RECORDS("assessments", "Assessment", "1", "outcome=adequate",
		"{" SAMPLE_TIA ", \"outcome\": \"adequate\"}",
		"{\"exporter\": \"tessellark-ie\", \"importer\": \"coppertern\", \"country\": \"US\", \"dated\": "
		"\"2020-11-30\", "
		"\"outcome\": \"adequate-with-measures\", \"measures\": \"encryption\"}",
		"{\"document\": \"tia/coppertern-us-2020.pdf\"}", "2022-11-30", HTTP_READ, HTTP_WRITE),
	{ "GET", "/v1/parties/{id}/history", HTTP_NO_BODY, http_get_history, HTTP_AS_JSON, HTTP_READ,
		"All that was ever recorded about a party, and when it became known: [?on=] [&known_at=]",
		{ "getHistory", "on known_at", NULL, "History", 200, "/v1/parties/brackenvault/history", NULL } },
	{ "GET", "/v1/parties/{id}/chain", HTTP_NO_BODY, http_get_chain, HTTP_AS_JSON, HTTP_READ,
		"Who is behind whom, each transfer with what covers it, weakest first: [?on=] [&known_at=] [&data=]",
		{ "getChain", "on known_at data", NULL, "Chain", 200, "/v1/parties/brackenvault/chain?on=2026-03-10",
			NULL } },
};

const struct http_route_table http_routes_facts = { route, CV_LEN(route) };

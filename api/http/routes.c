#include "api/http/routes.h"

#include "api/http/http.h"
#include "api/http/access/rights.h"

#include <stdio.h>
#include <string.h>

/* The resources of one kind of record: its example, and the bodies of a new one, of all of it, of a part of it. */
#define RECORDS(plural, Name, id, filter, new, whole, part, day, needs_read, needs_write) \
	{ "GET", "/v1/" plural, HTTP_NO_BODY, http_get_records, HTTP_AS_JSON, needs_read, \
		"The " plural ": [?COLUMN=VALUE] [&on=] [&known_at=] [&limit=] [&cursor=] [&fields=]; text/csv too", \
		{ "list" Name, "#list", NULL, "#list", 200, "/v1/" plural "?" filter "&limit=5", NULL } }, \
	{ "GET", "/v1/" plural "/{id}", HTTP_NO_BODY, http_get_record, HTTP_AS_JSON, needs_read, \
		"One of the " plural ": [?on=] [&known_at=] [&fields=]", \
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
			part } }, \
	{ "POST", "/v1/" plural "/{id}/end", HTTP_JSON_BODY, http_end_record, HTTP_AS_JSON, needs_write, \
		"End it from a day on: {\"on\": day} [?reason=], If-Match", \
		{ "end" Name, "reason", "End", "#record", 200, "/v1/" plural "/" id "/end", "{\"on\": \"" day "\"}" } }

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
		{ "undoImport", "reason", NULL, "Job", 200, "/v1/imports/20/undo?reason=another%20file", NULL } },
	{ "DELETE", "/v1/imports/{id}", HTTP_NO_BODY, http_delete_job, HTTP_AS_JSON, HTTP_WRITE,
		"Stop a job that waits or runs, forget one that is over",
		{ "forgetJob", "", NULL, "Job", 200, "/v1/imports/job-1", NULL } },
	RECORDS("parties", "Party", "quillmarsh", "country=IE",
		"{\"id\": \"quillmarsh\", " SAMPLE_PARTY "}", "{\"id\": \"quillmarsh\", " SAMPLE_PARTY
		", \"status\": \"active\"}",
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
		"All that was ever recorded about a party, and when it became known",
		{ "getHistory", "", NULL, "History", 200, "/v1/parties/brackenvault/history", NULL } },
	{ "GET", "/v1/parties/{id}/chain", HTTP_NO_BODY, http_get_chain, HTTP_AS_JSON, HTTP_READ,
		"Who is behind whom, each transfer with what covers it, weakest first: [?on=] [&known_at=] [&data=]",
		{ "getChain", "on known_at data", NULL, "Chain", 200, "/v1/parties/brackenvault/chain?on=2026-03-10",
			NULL } },
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
	{ "GET", "/", HTTP_NO_BODY, http_get_page, HTTP_AS_PAGE, HTTP_READ,
		"The question as a form, the answer as a page",
		{ "getPage", "to from on known_at data", NULL, "#html", 200, "/?to=brackenvault&on=2020-07-20",
			NULL } },
	{ "GET", "/login", HTTP_NO_BODY, http_get_login, HTTP_AS_PAGE, HTTP_FREE,
		"Log in with the link that chapterv login prints, or out",
		{ "getLogin", "code", NULL, "#html", 200, "/login", NULL } },
	{ "POST", "/login", HTTP_FORM_BODY, http_post_login, HTTP_AS_PAGE, HTTP_FREE,
		"The link becomes a session: code=",
		{ NULL } },
	{ "POST", "/logout", HTTP_NO_BODY, http_post_logout, HTTP_AS_PAGE, HTTP_FREE, "End the session",
		{ NULL } },
	{ "GET", "/problems", HTTP_NO_BODY, http_get_problems, HTTP_AS_PAGE, HTTP_READ,
		"What can go wrong, each under its own word",
		{ "getProblems", "", NULL, "#html", 200, "/problems", NULL } },
	{ "GET", "/style.css", HTTP_NO_BODY, http_get_style, HTTP_AS_PAGE, HTTP_FREE, "How the pages look",
		{ NULL } },
};

const struct http_route *http_routes(size_t *ret_n)
{
	*ret_n = CV_LEN(route);
	return route;
}

bool http_route_kind(const struct http_route *r, enum reg_kind *ret)
{
	char plural[32];

	if (!cv_starts(r->path, "/v1/"))
		return false;
	snprintf(plural, sizeof(plural), "%.*s", (int)strcspn(r->path + 4, "/"), r->path + 4);
	return reg_kind_parse(plural, ret);
}

/* "{id}" fits one segment, whatever is in it; the rest must be the same. */
static bool fits(const char *pattern, const char *path)
{
	for (; *pattern; pattern++, path++) {
		if (*pattern == '{') {
			size_t n = strcspn(path, "/");

			if (n == 0)
				return false;
			pattern = strchr(pattern, '}');
			path += n - 1;
		} else if (*pattern != *path) {
			return false;
		}
	}
	return *path == '\0';
}

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
		if (!fits(route[i].path, path))
			continue;
		if (serves(&route[i], method))
			return &route[i];
		allow_add(ret_allow, route[i].method);
		allow_add(ret_allow, strcmp(route[i].method, "GET") == 0 ? ", HEAD, " : ", ");
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
		cv_str_printf(out, "%-6s %-24s %-10s %s\n", route[i].method, route[i].path,
			http_needs_word(route[i].needs), route[i].help);
}

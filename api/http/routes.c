#include "api/http/routes.h"

#include "api/http/http.h"
#include "api/http/access/rights.h"

#include <stdio.h>
#include <string.h>

/* The resources of one kind of record. */
#define RECORDS(plural) \
	{ "GET",  "/v1/" plural, HTTP_NO_BODY, http_get_records, HTTP_AS_JSON, HTTP_READ, \
		"The " plural ": [?COLUMN=VALUE] [&on=] [&known_at=] [&limit=] [&cursor=] [&fields=]; text/csv too" }, \
	{ "GET",  "/v1/" plural "/{id}", HTTP_NO_BODY, http_get_record, HTTP_AS_JSON, HTTP_READ, \
		"One of the " plural ": [?on=] [&known_at=] [&fields=]" }, \
	{ "POST", "/v1/" plural, HTTP_JSON_BODY, http_post_record, HTTP_AS_JSON, HTTP_WRITE, \
		"Create one of the " plural ": [?reason=]" }, \
	{ "PUT",  "/v1/" plural "/{id}", HTTP_JSON_BODY, http_put_record, HTTP_AS_JSON, HTTP_WRITE, \
		"Correct it, the body being all of it: [?reason=], If-Match" }, \
	{ "PATCH", "/v1/" plural "/{id}", HTTP_PATCH_BODY, http_patch_record, HTTP_AS_JSON, HTTP_WRITE, \
		"Correct what the body names (RFC 7396): [?reason=], If-Match" }, \
	{ "POST", "/v1/" plural "/{id}/end", HTTP_JSON_BODY, http_end_record, HTTP_AS_JSON, HTTP_WRITE, \
		"End it, {\"on\": day}: [?reason=], If-Match" }

static const struct http_route route[] = {
	{ "GET",  "/v1/mechanism", HTTP_NO_BODY, http_get_mechanism, HTTP_AS_JSON, HTTP_READ,
		"Which mechanism covers the transfer: ?to= [&from=] [&on=DATE] [&known_at=] [&data=hr|non-hr|any]" },
	{ "POST", "/v1/mechanism:batch", HTTP_JSON_BODY, http_post_batch, HTTP_AS_JSON, HTTP_READ,
		"The same for many at once: {\"questions\": [{\"to\": ...}, ...]}" },
	{ "POST", "/v1/check",     HTTP_JSON_BODY, http_post_check,  HTTP_AS_JSON, HTTP_READ,
		"Decide hypothetical cases: one object, an array of them, or {\"cases\": [...]}" },
	{ "GET",  "/v1/imports",   HTTP_NO_BODY, http_get_imports,   HTTP_AS_JSON, HTTP_READ,
		"What was imported, newest first, and the jobs: [?before=ID] [&limit=N]" },
	{ "POST", "/v1/imports",   HTTP_FILE_BODY, http_post_import, HTTP_AS_JSON, HTTP_WRITE,
		"Import a file, the body as it is: [?file=NAME] [&dry_run=true] and the options of chapterv import" },
	{ "GET",  "/v1/imports/{id}", HTTP_NO_BODY, http_get_import, HTTP_AS_JSON, HTTP_READ,
		"An import (a number) or a job (job-1): its state, its report" },
	{ "GET",  "/v1/imports/{id}/plan", HTTP_NO_BODY, http_get_plan, HTTP_AS_JSON, HTTP_READ,
		"The plan of a job with dry_run=true, as JSON, text/csv or text/plain" },
	{ "GET",  "/v1/imports/{id}/rejects", HTTP_NO_BODY, http_get_rejects, HTTP_AS_JSON, HTTP_READ,
		"The refused rows of a job with rejects=true, to be mended" },
	{ "POST", "/v1/imports/{id}/apply", HTTP_NO_BODY, http_apply_plan, HTTP_AS_JSON, HTTP_WRITE,
		"Apply exactly the plan of a job" },
	{ "POST", "/v1/imports/{id}/undo", HTTP_NO_BODY, http_undo_import, HTTP_AS_JSON, HTTP_WRITE,
		"Take an import back" },
	{ "DELETE", "/v1/imports/{id}", HTTP_NO_BODY, http_delete_job, HTTP_AS_JSON, HTTP_WRITE,
		"Stop a job that waits or runs, forget one that is over" },
	RECORDS("parties"), RECORDS("transfers"), RECORDS("safeguards"), RECORDS("certifications"),
	RECORDS("assessments"),
	{ "GET",  "/v1/parties/{id}/history", HTTP_NO_BODY, http_get_history, HTTP_AS_JSON, HTTP_READ,
		"All that was ever recorded about a party, and when it became known" },
	{ "GET",  "/v1/parties/{id}/chain", HTTP_NO_BODY, http_get_chain, HTTP_AS_JSON, HTTP_READ,
		"Who is behind whom, each transfer with what covers it, weakest first: [?on=] [&known_at=]" },
	{ "GET",  "/v1/log",       HTTP_NO_BODY, http_get_log,       HTTP_AS_JSON, HTTP_AUDIT,
		"Every change, entry by entry: [?from=N] [&count=N]" },
	{ "GET",  "/v1/log/root",  HTTP_NO_BODY, http_get_root,      HTTP_AS_JSON, HTTP_AUDIT,
		"The root of the tree over the log: [?size=N]" },
	{ "GET",  "/v1/log/consistency", HTTP_NO_BODY, http_get_consistency, HTTP_AS_JSON, HTTP_AUDIT,
		"Proof that an earlier log is the beginning of this one: ?since=N [&size=N]" },
	{ "GET",  "/v1/log/{entry}/proof", HTTP_NO_BODY, http_get_inclusion, HTTP_AS_JSON, HTTP_AUDIT,
		"Proof that an entry is in the log: [?size=N]" },
	{ "GET",  "/v1/health",    HTTP_NO_BODY, http_get_health,    HTTP_AS_JSON, HTTP_FREE,
		"Is it up, on which law and which register" },
	{ "GET",  "/",             HTTP_NO_BODY, http_get_page,      HTTP_AS_PAGE, HTTP_READ,
		"The question as a form, the answer as a page" },
	{ "GET",  "/login",        HTTP_NO_BODY, http_get_login,     HTTP_AS_PAGE, HTTP_FREE,
		"Log in with the link that chapterv login prints, or out" },
	{ "POST", "/login",        HTTP_FORM_BODY, http_post_login,  HTTP_AS_PAGE, HTTP_FREE,
		"The link becomes a session: code=" },
	{ "POST", "/logout",       HTTP_NO_BODY, http_post_logout,   HTTP_AS_PAGE, HTTP_FREE, "End the session" },
	{ "GET",  "/problems",     HTTP_NO_BODY, http_get_problems,  HTTP_AS_PAGE, HTTP_READ,
		"What can go wrong, each under its own word" },
	{ "GET",  "/style.css",    HTTP_NO_BODY, http_get_style,     HTTP_AS_PAGE, HTTP_FREE, "How the pages look" },
};

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

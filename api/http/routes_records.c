/*
 * Routes: the records that the desks work with, as they are on file.
 *
 * Who may: what is said of the person who asks, and what was answered, is for those who decide and those who audit.
 * What a desk does step by step has routes of its own; here records are put right by whoever may. An override, a
 * reply and a delivery are evidence of a decision, of an answer, of a sending: only those who decide file or correct
 * one by hand.
 */
#include "api/http/route_tables.h"

#define SAMPLE_AGREEMENT \
	"\"party\": \"quillmarsh\", \"own\": \"tessellark-ie\", \"kind\": \"data-processing\", " \
	"\"signed\": \"2026-08-20\""
#define SAMPLE_INQUIRY \
	"\"received\": \"2026-11-16\", \"asked_by\": \"customer\", \"about_party\": \"plumewire\", " \
	"\"language\": \"de\", \"state\": \"open\""
#define ON_FILE_INQUIRY \
	"\"received\": \"2026-11-02\", \"asked_by\": \"data-subject\", \"asker\": \"Ilka Fenwright\", " \
	"\"contact\": \"ilka.fenwright@example.org\", \"about_party\": \"brackenvault\", \"language\": \"en\", " \
	"\"state\": \"open\""
#define SAMPLE_REPLY \
	"\"inquiry\": \"2026-0001\", \"given\": \"2026-11-20\", \"given_by\": \"privacy team\", \"audience\": " \
	"\"data-subject\", \"on\": \"2026-11-20\""
#define SAMPLE_CHECK "\"item\": \"agreement\", \"state\": \"done\""
#define SAMPLE_NOTICE \
	"\"direction\": \"incoming\", \"vendor\": \"plumewire\", \"change\": \"added\", " \
	"\"subject_name\": \"Hollowmere Ltd\", \"country\": \"GB\", \"announced\": \"2026-11-10\", " \
	"\"deadline\": \"2026-12-10\", \"state\": \"announced\""
#define ON_FILE_NOTICE \
	"\"direction\": \"incoming\", \"vendor\": \"brackenvault\", \"change\": \"added\", " \
	"\"subject_name\": \"Rookmere Analytics Ltd\", \"replaces\": \"dunlinbyte\", \"country\": \"GB\", " \
	"\"announced\": \"2026-10-30\", \"effective\": \"2026-12-15\", \"deadline\": \"2026-11-29\", " \
	"\"state\": \"announced\""
#define SAMPLE_DELIVERY \
	"\"notice\": \"2026-0001\", \"customer\": \"larkrise\", \"contract\": \"dpa-larkrise\", \"state\": \"sent\""
#define SAMPLE_OBJECTION \
	"\"id\": \"larkrise-1\", \"notice\": \"2026-0001\", \"customer\": \"larkrise\", \"received\": \"2026-11-18\""
#define SAMPLE_OVERRIDE \
	"\"id\": \"films\", \"party\": \"ombrelune\", \"gate\": \"approval\", \"reason\": \"one film, no names\", " \
	"\"granted_by\": \"Data Protection Officer\", \"granted\": \"2026-11-20\", \"expires\": \"2027-02-20\""

static const struct http_route route[] = {
	RECORDS("contracts", "Contract", "dpa-quillmarsh", "kind=data-processing",
		"{\"id\": \"dpa-quillmarsh\", " SAMPLE_AGREEMENT "}",
		"{\"id\": \"dpa-quillmarsh\", " SAMPLE_AGREEMENT ", \"notice_days\": \"30\"}",
		"{\"document\": \"contracts/dpa-quillmarsh.pdf\"}", "2027-12-31", HTTP_READ, HTTP_WRITE),
	RECORDS_KEPT("inquiries", "Inquiry", "2026-0001", "state=open",
		"{" SAMPLE_INQUIRY "}", "{" ON_FILE_INQUIRY ", \"assigned\": \"privacy team\"}",
		"{\"assigned\": \"hanna\"}", HTTP_AUDIT, HTTP_DECIDE),
	RECORDS_KEPT("replies", "Reply", "2026-0001-1", "inquiry=2026-0001",
		"{" SAMPLE_REPLY "}", "{" SAMPLE_REPLY ", \"language\": \"en\"}",
		"{\"source\": \"sent by post\"}", HTTP_AUDIT, HTTP_DECIDE),
	RECORDS_KEPT("checks", "Check", "1", "party=brackenvault",
		"{\"party\": \"quillmarsh\", " SAMPLE_CHECK "}",
		"{\"party\": \"brackenvault\", " SAMPLE_CHECK ", \"day\": \"2026-11-03\", \"who\": \"privacy team\"}",
		"{\"document\": \"contracts/dpa-brackenvault.pdf\"}", HTTP_READ, HTTP_WRITE),
	RECORDS_KEPT("notices", "Notice", "2026-0001", "state=announced",
		"{" SAMPLE_NOTICE "}", "{" ON_FILE_NOTICE "}",
		"{\"note\": \"by e-mail\"}", HTTP_READ, HTTP_WRITE),
	RECORDS_KEPT("deliveries", "Delivery", "1", "notice=2026-0001",
		"{" SAMPLE_DELIVERY "}", "{" SAMPLE_DELIVERY ", \"sent\": \"2026-11-04T08:00:00.000Z\"}",
		"{\"days\": \"14\"}", HTTP_READ, HTTP_DECIDE),
	RECORDS_KEPT("objections", "Objection", "larkrise-1", "customer=larkrise",
		"{" SAMPLE_OBJECTION "}", "{" SAMPLE_OBJECTION ", \"reason\": \"no other provider before April\"}",
		"{\"note\": \"asked by telephone what would help\"}", HTTP_READ, HTTP_WRITE),
	RECORDS("overrides", "Override", "films", "party=saltmarten",
		"{" SAMPLE_OVERRIDE "}", "{" SAMPLE_OVERRIDE ", \"source\": \"minutes\"}",
		"{\"source\": \"minutes of 20 November\"}", "2026-12-31", HTTP_READ, HTTP_DECIDE),
	{ "GET", "/v1/calendar", HTTP_NO_BODY, http_get_calendar, HTTP_AS_JSON, HTTP_READ,
		"Every deadline on file: [?on=] [&within=90d]",
		{ "getCalendar", "day within", NULL, "Calendar", 200, "/v1/calendar?on=2026-11-23&within=60d", NULL } },
	{ "GET", "/v1/calendar.ics", HTTP_NO_BODY, http_get_feed, HTTP_AS_JSON, HTTP_READ,
		"The same to subscribe to, by a secret address too: [?key=]",
		{ "subscribeCalendar", "", NULL, "#ics", 200, "/v1/calendar.ics", NULL }, .secret = true },
};

const struct http_route_table http_routes_records = { route, CV_LEN(route) };

/*
 * Routes: what the desk for notices does. Preparing is for who writes; announcing, deciding, overriding and what makes
 * a change begin or stop are for who decides. Nothing is sent from here: that is for the command line alone.
 */
#include "api/http/desk/notices.h"
#include "api/http/route_tables.h"

#define SHOWN "/v1/notices/2026-0300"
#define WRITTEN "id subject subject_name replaces country what mechanism effective note"

static const struct http_route route[] = {
	{ "POST", "/v1/notices:draft", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_WRITE,
		"Write a notice to our customers: what is not said is filled in from the register [?reason=]",
		{ "draftNotice", "reason", "NoticeDraft", "Notice", 201, "/v1/notices:draft",
			"{\"id\": \"2026-0300\", \"change\": \"added\", \"subject\": \"saltmarten\", \"what\": \"log "
			"analysis\", "
			"\"effective\": \"2027-03-01\"}" },
		http_notice_draft, WRITTEN " change!" },
	{ "POST", "/v1/notices:receive", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_WRITE,
		"Record what a vendor announces: our last day to object is counted by its contract [?reason=]",
		{ "receiveNotice", "reason", "NoticeReceived", "Notice", 201, "/v1/notices:receive",
			"{\"id\": \"2026-0301\", \"vendor\": \"brackenvault\", \"change\": \"added\", "
			"\"subject_name\": \"Sedgewren Ltd\", "
			"\"country\": \"IN\", \"what\": \"support\", \"mechanism\": \"scc-2021-m3\", \"effective\": "
			"\"2027-02-01\"}" },
		http_notice_receive, WRITTEN " change! vendor! announced deadline source" },
	{ "GET", "/v1/notices/{id}/standing", HTTP_NO_BODY, http_get_standing, HTTP_AS_JSON, HTTP_READ,
		"All about one: who is told, by when they may object, what is in the way, what a vendor's would mean: "
		"[?on=]",
		{ "getStanding", "on", NULL, "Standing", 200, SHOWN "/standing", NULL } },
	{ "GET", "/v1/notices/{id}/letter", HTTP_NO_BODY, http_get_letter, HTTP_AS_JSON, HTTP_READ,
		"The letter to a customer, as it was or would be announced: [?customer=] [&format=text|html|json] "
		"[&on=]",
		{ "getLetter", "customer letter_format on", NULL, "#text", 200,
			SHOWN "/letter?customer=larkrise&format=text", NULL } },
	{ "POST", "/v1/notices/{id}/announce", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_DECIDE,
		"Announce it: deadlines are counted, letters frozen and put into the outbox; on a day that is over "
		"only "
		"where the reason says how customers were told on it, and their letters count as sent [?reason=]",
		{ "announceNotice", "reason", "OnADay", "#record", 200,
			SHOWN "/announce?reason=told+through+the+portal", "{\"on\": \"2026-11-20\"}" },
		http_notice_announce, "on" },
	{ "POST", "/v1/notices/{id}/object", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_WRITE,
		"Record the objection of a customer, to a change that began before its time, too [?reason=]",
		{ "objectToNotice", "reason", "NoticeObjection", "Objection", 201, SHOWN "/object",
			"{\"customer\": \"larkrise\", \"received\": \"2026-11-23\", \"reason\": \"no other provider "
			"before April\"}" },
		http_notice_object, "customer! received reason" },
	{ "POST", "/v1/notices/{id}/agree", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_WRITE,
		"Record that a customer agrees, where its silence would be a refusal [?reason=]",
		{ "agreeToNotice", "reason", "NoticeConsent", "Objection", 201, SHOWN "/agree",
			"{\"customer\": \"larkrise\", \"received\": \"2026-11-21\"}" },
		http_notice_agree, "customer! received" },
	{ "POST", "/v1/objections/{id}/settle", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_WRITE,
		"Settle an objection: withdrawn, workaround or exit [?reason=]",
		{ "settleObjection", "reason", "Settlement", "#record", 200,
			"/v1/objections/2026-0300.larkrise.2026-11-23-d68feed8/settle",
			"{\"outcome\": \"workaround\", \"on\": \"2026-11-23\", \"note\": \"kept in Ireland until "
			"April\"}" },
		http_objection_settle, "outcome! on note" },
	{ "POST", "/v1/notices/{id}/override", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_DECIDE,
		"Let it become effective before its time, until a day, with a reason [?reason=]",
		{ "overrideNotice", "reason", "DeadlineOverride", "Override", 201, SHOWN "/override",
			"{\"reason\": \"the provider before closes on 1 December\", \"expires\": \"2027-01-01\"}" },
		http_notice_override, "reason! expires!" },
	{ "POST", "/v1/notices/{id}/effective", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_DECIDE,
		"It becomes effective: refused while customers may object or an objection is open [?reason=]",
		{ "makeNoticeEffective", "reason", "OnADay", "#record", 200, SHOWN "/effective", "{}" },
		http_notice_effective, "on" },
	{ "POST", "/v1/notices/{id}/decide", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_DECIDE,
		"Accept what a vendor announces, or object [?reason=]",
		{ "decideNotice", "reason", "NoticeDecision", "#record", 200, "/v1/notices/2026-0301/decide",
			"{\"decision\": \"objected\", \"note\": \"no assessment for India\"}" },
		http_notice_decide, "decision! on note" },
	{ "POST", "/v1/notices/{id}/withdraw", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_DECIDE,
		"It does not happen [?reason=]",
		{ "withdrawNotice", "reason", "NoticeWithdrawal", "#record", 200, "/v1/notices/2026-0301/withdraw",
			"{\"reason\": \"the vendor keeps its provider\"}" },
		http_notice_withdraw, "reason!" },
};

const struct http_route_table http_routes_notices = { route, CV_LEN(route) };

/* Routes: inquiries answered. Reading them is for those who decide and those who audit, as the records are. */
#include "api/http/desk/inquiries.h"
#include "api/http/route_tables.h"

#define INQUIRY "/v1/inquiries/2026-0001"

static const struct http_route route[] = {
	{ "GET", "/v1/inquiries/{id}/due", HTTP_NO_BODY, http_get_inquiry_due, HTTP_AS_JSON, HTTP_AUDIT,
		"By when it is to be answered, and by what law: [?on=]",
		{ "getInquiryDue", "on", NULL, "InquiryDue", 200, INQUIRY "/due?on=2026-11-23", NULL } },
	{ "POST", "/v1/inquiries/{id}/identity", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_DECIDE,
		"Proof of identity was asked for (the time stands still), came, or is not needed: [?reason=]",
		{ "setInquiryIdentity", "reason", "InquiryIdentity", "Inquiry", 200, INQUIRY "/identity",
			"{\"identity\": \"not-needed\"}" },
		http_inquiry_identity, "identity! on" },
	{ "POST", "/v1/inquiries/{id}/extend", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_DECIDE,
		"The asker was told that it takes longer, and why: [?reason=]",
		{ "extendInquiry", "reason", "InquiryExtension", "Inquiry", 200, INQUIRY "/extend",
			"{\"reason\": \"the contracts of three hosts are being read\"}" },
		http_inquiry_extend, "reason! on" },
	{ "POST", "/v1/inquiries/{id}/assign", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_DECIDE,
		"Who works on it: [?reason=]",
		{ "assignInquiry", "reason", "InquiryAssignment", "Inquiry", 200, INQUIRY "/assign",
			"{\"assigned\": \"hanna\"}" },
		http_inquiry_assign, "assigned!" },
	{ "GET", "/v1/inquiries/{id}/draft", HTTP_NO_BODY, http_get_inquiry_draft, HTTP_AS_JSON, HTTP_AUDIT,
		"The answer, written from the register, as JSON, text/plain or text/html; changes nothing: "
		"[?audience=] "
		"[&language=] [&format=json|text|html] [&on=]",
		{ "draftInquiry", "audience language draft_format on_letter", NULL, "InquiryDraft", 200,
			INQUIRY "/draft?language=de&format=json", NULL } },
	{ "POST", "/v1/inquiries/{id}/answer", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_DECIDE,
		"Answer it, as drafted or in words of one's own; kept with the register's state: [?reason=]",
		{ "answerInquiry", "reason", "InquiryAnswer", "Reply", 201, INQUIRY "/answer",
			"{\"language\": \"en\"}" },
		http_inquiry_answer, "audience language letter on" },
	{ "GET", "/v1/inquiries/{id}/replay", HTTP_NO_BODY, http_get_inquiry_replay, HTTP_AS_JSON, HTTP_AUDIT,
		"Derive the last answer again, and say what would be different today and why: [?on=]",
		{ "replayInquiry", "on", NULL, "InquiryReplay", 200, INQUIRY "/replay?on=2026-11-23", NULL } },
	{ "POST", "/v1/inquiries/{id}/reopen", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_DECIDE,
		"The asker is not satisfied with the answer: open again: [?reason=]",
		{ "reopenInquiry", "reason", "InquiryReopening", "Inquiry", 200, INQUIRY "/reopen", "{}" },
		http_inquiry_reopen, "" },
	{ "POST", "/v1/inquiries/{id}/close", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_DECIDE,
		"Close it: answered, or without an answer and why: [?reason=]",
		{ "closeInquiry", "reason", "InquiryClosing", "Inquiry", 200, INQUIRY "/close",
			"{\"outcome\": \"withdrawn\", \"note\": \"by telephone\"}" },
		http_inquiry_close, "outcome note on" },
};

const struct http_route_table http_routes_inquiries = { route, CV_LEN(route) };

/* Routes: bringing a vendor in. */
#include "api/http/desk/onboarding.h"
#include "api/http/route_tables.h"

static const struct http_route route[] = {
	{ "POST", "/v1/onboarding/check", HTTP_JSON_BODY, http_post_vendor_check, HTTP_AS_JSON, HTTP_READ,
		"What a vendor would need that is not on file yet, cheapest first, leg by leg",
		{ "checkVendor", "", "VendorCheck", "VendorNeeds", 200, "/v1/onboarding/check",
			"{\"country\": \"IN\", \"role\": \"processor\", \"data\": \"non-hr\", "
			"\"sub_processors\": [{\"name\": \"Hollowmere Ltd\", \"country\": \"US\"}]}" } },
	{ "GET", "/v1/onboarding", HTTP_NO_BODY, http_get_vendors, HTTP_AS_JSON, HTTP_READ,
		"Vendors, where they stand and what wants attention: [?attention=true] [&status=] [&within=DAYS] "
		"[&on=] [&known_at=] [&limit=] [&cursor=]",
		{ "listVendors", "attention status soon on known_at limit cursor", NULL, "Vendors", 200,
			"/v1/onboarding?attention=true&limit=5", NULL } },
	{ "GET", "/v1/onboarding/{id}", HTTP_NO_BODY, http_get_vendor, HTTP_AS_JSON, HTTP_READ,
		"The gate of a vendor, condition by condition, its checklist and overrides: [?on=] [&known_at=] "
		"[&within=DAYS]",
		{ "getVendor", "on known_at soon", NULL, "Vendor", 200, "/v1/onboarding/saltmarten", NULL } },
	{ "POST", "/v1/onboarding/{id}/checklist", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_WRITE,
		"An item of the checklist seen to, with its evidence: [?reason=]",
		{ "checkItem", "reason", "ChecklistItem", "Check", 200, "/v1/onboarding/saltmarten/checklist",
			"{\"item\": \"security\", \"state\": \"done\", \"document\": \"audits/saltmarten-2026.pdf\"}" },
		http_vendor_item, "item! state! day document sha256 note" },
	{ "POST", "/v1/onboarding/{id}/override", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_DECIDE,
		"Open the gate all the same, with a reason and until a day: [?reason=]",
		{ "overrideGate", "reason", "GateOverride", "Override", 201, "/v1/onboarding/saltmarten/override",
			"{\"reason\": \"clauses are at the signatory\", \"expires\": \"2027-03-01\"}" },
		http_vendor_override, "reason! expires! granted" },
	{ "POST", "/v1/overrides/{id}/revoke", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_DECIDE,
		"Take an override back: [?reason=]",
		{ "revokeOverride", "reason", "OnDay", "Override", 200, "/v1/overrides/saltmarten-1/revoke", "{}" },
		http_vendor_revoke, "on" },
	{ "POST", "/v1/parties/{id}/status", HTTP_JSON_BODY, http_proceed, HTTP_AS_JSON, HTTP_WRITE,
		"Move a vendor along the table of moves, to approved and active through its gate: [?reason=]",
		{ "moveVendor", "reason", "StatusMove", "Party", 200, "/v1/parties/ombrelune/status",
			"{\"status\": \"under-review\"}" },
		http_vendor_status, "status! on" },
};

const struct http_route_table http_routes_onboarding = { route, CV_LEN(route) };

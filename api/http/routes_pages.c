/* Routes: pages for people. */
#include "api/http/route_tables.h"

static const struct http_route route[] = {
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

const struct http_route_table http_routes_pages = { route, CV_LEN(route) };

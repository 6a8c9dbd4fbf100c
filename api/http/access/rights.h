/* What each role may do: one table, by the class of a route. */
#ifndef API_HTTP_RIGHTS_H
#define API_HTTP_RIGHTS_H

#include "api/http/wire/request.h"
#include "registry/access.h"

bool http_may(enum reg_role role, enum http_needs needs);
/* Whoever sent the request; where nobody was asked who they are, everybody may. */
bool http_allowed(const struct http_request *q, enum http_needs needs);
/* "read", "write", "decide", "audit", "administer", "nothing" */
const char *http_needs_word(enum http_needs needs);
/* The roles that may: "procurement, dpo or admin"; appended to out. */
void http_needs_roles(enum http_needs needs, struct cv_str *out);

#endif

/*
 * The document at /v1/openapi.json (OpenAPI 3.1), made from the route table, from the table of kinds, and from
 * schemas.json, so that it cannot say anything else than the server does. Private to the room.
 */
#ifndef API_HTTP_OPENAPI_H
#define API_HTTP_OPENAPI_H

#include "api/http/wire/request.h"
#include "registry/core/jsonw.h"
#include "registry/registry.h"

/* A literal that is JSON already. */
#define HTTP_RAW(j, text) cv_json_raw(j, text, sizeof(text) - 1)

/* The whole document, with the public list where it is published; appended to out. */
void http_openapi(bool publishes, struct cv_str *out);

/* The parameters of a route (params.c), as items of an open array. */
void http_openapi_params(const struct http_route *r, struct cv_json *j);

/* Has it Last-Modified, and takes If-Modified-Since? */
bool http_openapi_dated(const struct http_route *r);

/* The body of a route and its answers, as members of an open object; the answers that are problems (exchange.c). */
void http_openapi_body(const struct http_route *r, struct cv_json *j);
void http_openapi_answers(const struct http_route *r, struct cv_json *j);
void http_openapi_problems(struct cv_json *j);

/*
 * The schemas of a kind: the record, a new one, a part of one, a page of a list; members of an open object (kinds.c).
 */
void http_openapi_kind(enum reg_kind kind, struct cv_json *j);
/* "Party", of parties. */
void http_openapi_name(enum reg_kind kind, char ret[32]);

/* {"$ref": "#/components/schemas/NAME"} */
void http_openapi_ref(struct cv_json *j, const char *before, const char *name);

#endif

/*
 * Answers packed with gzip (RFC 9110, 8.4; RFC 1952), where a client takes that and it is worth it.
 */
#ifndef API_HTTP_PACK_H
#define API_HTTP_PACK_H

#include "api/http/wire/reply.h"

/* Is an answer of that type and size packed for those who take it? */
bool http_pack_worth(enum http_type type, size_t len);
/* Does Accept-Encoding take gzip (or *) with a weight above nothing? */
bool http_pack_wanted(struct http_request *q);
/* In place. False: it stays as it is (no memory). */
bool http_pack(struct cv_str *body);

#endif

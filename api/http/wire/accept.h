/* Which of several forms a request would rather have (RFC 9110, 12.5.1). */
#ifndef API_HTTP_ACCEPT_H
#define API_HTTP_ACCEPT_H

#include "api/http/wire/request.h"

/*
 * The index of the media type that the field Accept gives the most weight to; of those it gives the same the one it
 * names more exactly, then the one it names first. 0 where it says nothing, or takes none of them: the first is as good
 * as a refusal then, and better for a person. The answer says that it varies by that field.
 */
size_t http_accept(struct http_request *q, const char *const *type, size_t n);

#endif

/*
 * Answers packed with gzip (RFC 9110, 8.4; RFC 1952), where a client takes that and it is worth it.
 */
#ifndef API_HTTP_PACK_H
#define API_HTTP_PACK_H

#include "api/http/wire/reply.h"
#include "api/http/wire/spool.h"

/* Is an answer of that type and size packed for those who take it? */
bool http_pack_worth(enum http_type type, size_t len);
/* The weight of an item of Accept in thousandths; 1000 where it says none or says it wrongly (RFC 9110, 12.4.2). */
int http_weight(const char *item, size_t len);
/* Does Accept-Encoding take gzip (or *) with a weight above nothing, and not below that of identity? */
bool http_pack_wanted(struct http_request *q);
/* In place. False: it stays as it is (no memory). */
bool http_pack(struct cv_str *body);
/* Several as one, appended to out. False: no memory; what is in out then is of no use. */
bool http_pack_pieces(const struct MHD_IoVec *piece, unsigned n, struct cv_str *out);
/* The first size bytes of a file. False: there is no room for it, or the file cannot be read. */
bool http_pack_file(int fd, uint64_t size, struct http_spool *to);

#endif

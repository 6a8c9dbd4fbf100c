/*
 * The first look at a request: framing and header fields that libmicrohttpd lets through and a proxy may read
 * otherwise than we do (request smuggling). Refuses; never repairs.
 */
#ifndef API_HTTP_GUARD_H
#define API_HTTP_GUARD_H

#include "api/http/wire/reply.h"

#include <stdint.h>

enum { HTTP_FIELDS_SEEN_MAX = 64, HTTP_FIELDS_BYTES_MAX = 8 * 1024 };

struct http_framing {
	bool has_body;   /* one is announced */
	bool chunked;
	size_t bytes;    /* of names and values of header fields */
	uint64_t length; /* stated length, 0 if none */
	const char *host; /* value of Host, NULL: none (HTTP/1.0); lives as long as the request */
	size_t host_len;
	bool json;       /* Content-Type is application/json, in UTF-8 if it says */
	bool form;       /* Content-Type is application/x-www-form-urlencoded, whatever its parameters */
	bool patch;      /* Content-Type is application/merge-patch+json */
	bool table;      /* Content-Type is text/csv or text/tab-separated-values, whatever its parameters */
};

struct http_refusal {
	enum http_fault fault;
	const char *why; /* NULL: nothing is wrong */
};

CV_MUST struct http_refusal http_guard_method(const char *method);
/* Of the header fields, and what version they may have. */
CV_MUST struct http_refusal http_guard(struct MHD_Connection *mhd, const char *version, struct http_framing *ret);

#endif

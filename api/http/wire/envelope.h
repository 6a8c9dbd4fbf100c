/*
 * Envelopes: responses of the library that are used again.
 *
 * To make a response with its header fields, and to take it apart again, costs more than to find an answer that was
 * given before. Most answers differ in three things only: the body, its length, the id of the request. So a thread
 * keeps one room for a body, and for each length a response that points to it, with all its header fields; a further
 * answer of that length is copied into the room, and has its id put in.
 *
 * The room is taken until the answer is sent: while a slow reader keeps it, answers go without an envelope. Bounded:
 * HTTP_ENVELOPES responses of under a kilobyte.
 */
#ifndef API_HTTP_ENVELOPE_H
#define API_HTTP_ENVELOPE_H

#include "api/http/wire/request.h"

enum { HTTP_ENVELOPES = 1024, HTTP_ENVELOPE_ROOM = 4096 };

struct http_envelope {
	struct MHD_Response *response; /* NULL: none yet */
	size_t len;                    /* of its body */
	char *id;                      /* of a request, in its header */
	size_t id_len;
};

/* Of a thread (own.h); {0} at first. */
struct http_rack {
	bool taken;
	char room[HTTP_ENVELOPE_ROOM];
	struct http_envelope envelope[HTTP_ENVELOPES];
};

void http_rack_end(struct http_rack *rack);

/* Adds the header fields of q's answer to r, the id of the request among them. */
typedef enum MHD_Result http_dress_fn(struct http_request *q, struct MHD_Response *r);
/*
 * A response to q with a copy of a text as its body, which is in rack->room; dress is asked where there is none of its
 * length, and must add the same fields to every one. It stays the rack's, and the rack is taken. NULL: there is none to
 * be had, the answer is sent without.
 */
struct MHD_Response *http_envelope_take(
	struct http_rack *rack, struct http_request *q, const char *text, size_t len, http_dress_fn *dress);
/* The answer of q is sent, or never will be: the rack it took, if any, is free again. */
void http_envelope_back(struct http_request *q);

#endif

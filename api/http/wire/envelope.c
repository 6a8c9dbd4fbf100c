#include "api/http/wire/envelope.h"

#include <string.h>

static void discard(struct http_envelope *e)
{
	if (e->response)
		MHD_destroy_response(e->response);
	*e = (struct http_envelope){ 0 };
}

void http_rack_end(struct http_rack *rack)
{
	for (size_t i = 0; i < HTTP_ENVELOPES; i++)
		discard(&rack->envelope[i]);
}

/*
 * The library has a copy of its own of each header field, and tells where: as long as the text stays as long, it can
 * be written over. That it is what is sent, test_envelope.py sees.
 */
static bool make(struct http_envelope *e, char *room, size_t len, struct http_request *q, http_dress_fn *dress)
{
	discard(e);
	e->response = MHD_create_response_from_buffer(len, room, MHD_RESPMEM_PERSISTENT);
	if (e->response && dress(q, e->response) == MHD_YES)
		e->id = (char *)(uintptr_t)MHD_get_response_header(e->response, "X-Request-Id");
	if (e->id == NULL) {
		discard(e);
		return false;
	}
	e->len = len;
	e->id_len = strlen(e->id);
	return true;
}

struct MHD_Response *http_envelope_take(
	struct http_rack *rack, struct http_request *q, const char *text, size_t len, http_dress_fn *dress)
{
	struct http_envelope *e = &rack->envelope[len % HTTP_ENVELOPES];

	if (rack->taken || len == 0 || len > HTTP_ENVELOPE_ROOM)
		return NULL;
	if ((e->response == NULL || e->len != len || e->id_len != strlen(q->id)) &&
		!make(e, rack->room, len, q, dress))
		return NULL;
	memcpy(e->id, q->id, e->id_len);
	memcpy(rack->room, text, len);
	rack->taken = true;
	q->rack = rack;
	return e->response;
}

void http_envelope_back(struct http_request *q)
{
	if (q->rack)
		q->rack->taken = false;
	q->rack = NULL;
}

#include "api/http/wire/pack.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

enum {
	WORTH = 8 * 1024,      /* bytes; what is smaller goes out in a few packets anyway */
	GZIP_WINDOW = 15 + 16, /* zlib's way of saying gzip, with the largest window */
	LEVEL = 1,	       /* most of the gain for little of the time */
	MEMORY = 8,
};

bool http_pack_worth(enum http_type type, size_t len)
{
	return len >= WORTH &&
		(type == HTTP_JSON || type == HTTP_HTML || type == HTTP_CSS || type == HTTP_CSV || type == HTTP_TEXT);
}

/* ";q=0", ";q=0.000": not at all. */
static bool refused(const char *item, size_t len)
{
	const char *q = memchr(item, ';', len), *end = item + len;

	while (q && q < end && (*q == ';' || *q == ' ' || *q == '\t'))
		q++;
	if (q == NULL || end - q < 3 || (*q | 0x20) != 'q' || q[1] != '=')
		return false;
	for (q += 2; q < end; q++)
		if (*q != '0' && *q != '.')
			return false;
	return true;
}

bool http_pack_wanted(struct http_request *q)
{
	const char *field = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "Accept-Encoding"), *item;
	bool any = false;
	size_t len;

	while (field && (item = cv_next(&field, ',', &len)) != NULL) {
		size_t n = strcspn(item, "; \t,");

		n = n > len ? len : n;
		if (n == 4 && strncasecmp(item, "gzip", 4) == 0)
			return !refused(item, len);
		if (n == 1 && *item == '*')
			any = !refused(item, len);
	}
	return any;
}

bool http_pack(struct cv_str *body)
{
	z_stream z = { .next_in = (unsigned char *)body->data, .avail_in = (unsigned)body->len };
	struct cv_str packed = { 0 };
	size_t room;
	bool good;

	if (body->len > UINT32_MAX / 2 ||
		deflateInit2(&z, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	room = deflateBound(&z, body->len);
	good = cv_str_room(&packed, room + 1);
	if (good) {
		z.next_out = (unsigned char *)packed.data;
		z.avail_out = (unsigned)room;
		good = deflate(&z, Z_FINISH) == Z_STREAM_END;
		packed.len = room - z.avail_out;
	}
	deflateEnd(&z);
	if (!good) {
		cv_str_finish(&packed);
		return false;
	}
	cv_str_finish(body);
	*body = packed;
	return true;
}

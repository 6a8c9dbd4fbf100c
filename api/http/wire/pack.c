#include "api/http/wire/pack.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <zlib.h>

enum {
	WORTH = 8 * 1024,      /* bytes; what is smaller goes out in a few packets anyway */
	GZIP_WINDOW = 15 + 16, /* zlib's way of saying gzip, with the largest window */
	LEVEL = 1,	       /* most of the gain for little of the time */
	MEMORY = 8,
	PIECE = 32 * 1024,
};

bool http_pack_worth(enum http_type type, size_t len)
{
	return len >= WORTH &&
		(type == HTTP_JSON || type == HTTP_HTML || type == HTTP_CSS || type == HTTP_CSV || type == HTTP_TEXT ||
		type == HTTP_SHEET || type == HTTP_SVG || type == HTTP_XML || type == HTTP_TAR);
}

int http_weight(const char *item, size_t len)
{
	const char *q = memchr(item, ';', len), *end = item + len;
	int all = 0, place = 100;

	while (q && q < end && (*q == ';' || *q == ' ' || *q == '\t'))
		q++;
	if (q == NULL || end - q < 3 || (*q | 0x20) != 'q' || q[1] != '=' || (q[2] != '0' && q[2] != '1'))
		return 1000;
	all = (q[2] - '0') * 1000;
	for (q += 4; q < end && *q >= '0' && *q <= '9' && place > 0; q++, place /= 10)
		all += (*q - '0') * place;
	return all < 1000 ? all : 1000;
}

static bool named(const char *item, size_t len, const char *name)
{
	size_t n = 0;

	while (n < len && item[n] != ';' && item[n] != ' ' && item[n] != '\t')
		n++;
	return strlen(name) == n && strncasecmp(item, name, n) == 0;
}

bool http_pack_wanted(struct http_request *q)
{
	const char *field = MHD_lookup_connection_value(q->mhd, MHD_HEADER_KIND, "Accept-Encoding"), *item;
	int gzip = -1, any = 0, plain = 0;
	size_t len;

	while (field && (item = cv_next(&field, ',', &len)) != NULL) {
		if (named(item, len, "gzip") || named(item, len, "x-gzip"))
			gzip = http_weight(item, len);
		else if (named(item, len, "*"))
			any = http_weight(item, len);
		else if (named(item, len, "identity"))
			plain = http_weight(item, len);
	}
	if (gzip < 0)
		gzip = any;
	return gzip > 0 && gzip >= plain;
}

/* ---- packing --------------------------------------------------------------------------------------------------- */

/* False: there is no room for it. */
typedef bool sink_fn(void *ctx, const char *data, size_t len);

static bool sink_text(void *ctx, const char *data, size_t len)
{
	struct cv_str *s = ctx;

	cv_str_add(s, data, len);
	return !s->failed;
}

static bool sink_spool(void *ctx, const char *data, size_t len)
{
	struct http_spool *s = ctx;

	http_spool_add(s, data, len);
	return s->failed == CV_OK;
}

static bool feed(z_stream *z, const char *data, size_t len, int flush, sink_fn *sink, void *ctx)
{
	char buf[PIECE];

	z->next_in = (unsigned char *)(uintptr_t)data;
	z->avail_in = (unsigned)len;
	do {
		z->next_out = (unsigned char *)buf;
		z->avail_out = sizeof(buf);
		if (deflate(z, flush) == Z_STREAM_ERROR)
			return false;
		if (z->avail_out < sizeof(buf) && !sink(ctx, buf, sizeof(buf) - z->avail_out))
			return false;
	} while (z->avail_out == 0);
	return true;
}

static bool begin(z_stream *z)
{
	*z = (z_stream){ 0 };
	return deflateInit2(z, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY) == Z_OK;
}

bool http_pack_pieces(const struct MHD_IoVec *piece, unsigned n, struct cv_str *out)
{
	z_stream z;
	bool good;

	if (!begin(&z))
		return false;
	good = true;
	for (unsigned i = 0; good && i < n; i++)
		good = piece[i].iov_len <= INT32_MAX &&
			feed(&z, piece[i].iov_base, piece[i].iov_len, Z_NO_FLUSH, sink_text, out);
	good = good && feed(&z, "", 0, Z_FINISH, sink_text, out);
	deflateEnd(&z);
	return good;
}

bool http_pack(struct cv_str *body)
{
	struct MHD_IoVec all = { body->data, body->len };
	struct cv_str packed = { 0 };

	if (!http_pack_pieces(&all, 1, &packed)) {
		cv_str_finish(&packed);
		return false;
	}
	cv_str_finish(body);
	*body = packed;
	return true;
}

bool http_pack_file(int fd, uint64_t size, struct http_spool *to)
{
	char buf[PIECE];
	z_stream z;
	bool good;

	if (!begin(&z))
		return false;
	good = true;
	for (uint64_t at = 0; good && at < size;) {
		uint64_t want = size - at < sizeof(buf) ? size - at : sizeof(buf);
		ssize_t n = pread(fd, buf, (size_t)want, (off_t)at);

		good = n > 0 && feed(&z, buf, (size_t)n, Z_NO_FLUSH, sink_spool, to);
		at += n > 0 ? (uint64_t)n : 0;
	}
	good = good && feed(&z, "", 0, Z_FINISH, sink_spool, to);
	deflateEnd(&z);
	return good;
}

/*
 * Bytes become UTF-8, piece by piece: UTF-16 by its mark or its NULs, Windows-1252 when the first bytes beyond ASCII are not UTF-8. The
 * converting itself is iconv's.
 */
#include "import/input.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

const char *imp_encoding_name(enum imp_encoding e)
{
	static const char *const name[] = { "UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252" };

	return name[e];
}

static enum cv_err take(struct imp_decoder *d, enum imp_encoding e, struct cv_error *err)
{
	iconv_t cd = iconv_open("UTF-8", imp_encoding_name(e));

	if (cd == (iconv_t)-1 && errno == ENOMEM)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	if (cd == (iconv_t)-1)
		return cv_fail(err, CV_E_SYSTEM, "the system cannot convert %s", imp_encoding_name(e));
	d->encoding = e;
	d->settled = true;
	d->iconv = cd;
	return CV_OK;
}

/* In Latin text of UTF-16 every other byte is NUL. */
static bool wide(const char *head, size_t len, size_t nul_at)
{
	size_t look = len < 512 ? len & ~(size_t)1 : 512, nuls = 0, others = 0;

	for (size_t i = 0; i < look; i += 2) {
		nuls += head[i + nul_at] == '\0';
		others += head[i + 1 - nul_at] == '\0';
	}
	return nuls * 4 > look && others == 0;
}

enum cv_err imp_decoder_begin(struct imp_decoder *d, const char *head, size_t len, struct cv_error *err)
{
	*d = (struct imp_decoder){ .line = 1 };
	if (len >= 2 && memcmp(head, "\xFF\xFE", 2) == 0)
		return take(d, IMP_UTF16LE, err);
	if (len >= 2 && memcmp(head, "\xFE\xFF", 2) == 0)
		return take(d, IMP_UTF16BE, err);
	if (wide(head, len, 1))
		return take(d, IMP_UTF16LE, err);
	if (wide(head, len, 0))
		return take(d, IMP_UTF16BE, err);
	return CV_OK;
}

void imp_decoder_finish(struct imp_decoder *d)
{
	if (d->iconv)
		iconv_close((iconv_t)d->iconv);
	cv_str_finish(&d->out);
}

static void count_lines(struct imp_decoder *d, const char *text, size_t len)
{
	for (const char *p = text, *end = text + len; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
		d->line++;
}

static enum cv_err keep_rest(struct imp_decoder *d, const char *text, size_t len, struct cv_error *err)
{
	if (len > sizeof(d->rest))
		return cv_fail(err, CV_E_CSV, "line %zu is not %s", d->line, imp_encoding_name(d->encoding));
	memcpy(d->rest, text, len);
	d->n_rest = len;
	return CV_OK;
}

/* ---- with iconv ---- */

static enum cv_err not_so(const struct imp_decoder *d, const char *at, size_t left, struct cv_error *err)
{
	unsigned char byte = left ? (unsigned char)*at : 0;

	if (d->encoding == IMP_WINDOWS_1252)
		return cv_fail(err, CV_E_CSV,
			"line %zu holds the byte %02X, which is neither UTF-8 nor Windows-1252: save the file as \"CSV UTF-8\"",
			d->line, byte);
	return cv_fail(err, CV_E_CSV, "line %zu is damaged %s (half a character): save the file as \"CSV UTF-8\"",
		d->line, imp_encoding_name(d->encoding));
}

static enum cv_err convert(struct imp_decoder *d, const char *text, size_t len, bool last, struct cv_error *err)
{
	char *from = (char *)(uintptr_t)text, made[4096];
	size_t left = len;

	while (left > 0) {
		char *to = made;
		size_t room = sizeof(made), rc = iconv((iconv_t)d->iconv, &from, &left, &to, &room);
		int why = errno;

		cv_str_add(&d->out, made, (size_t)(to - made));
		count_lines(d, made, (size_t)(to - made));
		if (rc != (size_t)-1 || why == E2BIG)
			continue;
		if (why == EINVAL && !last)
			return keep_rest(d, from, left, err);
		return not_so(d, from, left, err);
	}
	return CV_OK;
}

/* What a piece cut is put in front of the next one. */
static enum cv_err convert_piece(struct imp_decoder *d, const char *piece, size_t len, bool last, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str whole = { 0 };

	if (d->n_rest == 0)
		return convert(d, piece, len, last, err);
	cv_str_add(&whole, d->rest, d->n_rest);
	cv_str_add(&whole, piece, len);
	d->n_rest = 0;
	return whole.failed ? cv_fail(err, CV_E_NOMEM, "out of memory")
			    : convert(d, cv_str_text(&whole), whole.len, last, err);
}

/* ---- UTF-8, until bytes say otherwise ---- */

static size_t ascii(const char *text, size_t len)
{
	size_t i = 0;

	for (; i + 8 <= len; i += 8) {
		uint64_t eight;

		memcpy(&eight, text + i, 8);
		if (eight & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < len && !((unsigned char)text[i] & 0x80))
		i++;
	return i;
}

/* Bytes at the end that may be the beginning of a character. */
static size_t cut(const char *text, size_t len)
{
	for (size_t n = 1; n <= 3 && n <= len; n++) {
		unsigned char c = (unsigned char)text[len - n];

		if (c < 0x80)
			return 0;
		if (c >= 0xC0)
			return n < (c >= 0xF0 ? 4u : c >= 0xE0 ? 3u : 2u) ? n : 0;
	}
	return 0;
}

static size_t beyond(const char *text, size_t len)
{
	size_t i = 0;

	while (i < len && ((unsigned char)text[i] & 0x80))
		i++;
	return i;
}

static enum cv_err mixed(struct imp_decoder *d, const char *text, size_t len, struct cv_error *err)
{
	size_t line = d->line;

	for (size_t at = 0; at < len;) { /* the line at fault */
		const char *end = memchr(text + at, '\n', len - at);
		size_t n = end ? (size_t)(end - text) + 1 - at : len - at;

		if (!cv_utf8_valid(text + at, n))
			break;
		at += n;
		line++;
	}
	return cv_fail(err, CV_E_CSV,
		"line %zu holds bytes that are not UTF-8, in a file that is UTF-8 before it: it was put together from "
		"two encodings; save it as \"CSV UTF-8\"",
		line);
}

/* The first bytes beyond ASCII settle it: UTF-8, or Windows-1252. */
static enum cv_err settle(
	struct imp_decoder *d, const char *text, size_t len, bool last, bool *ret_utf8, struct cv_error *err)
{
	size_t first = ascii(text, len), run = beyond(text + first, len - first);

	*ret_utf8 = true;
	if (first == len)
		return CV_OK;
	if (!last && first + run == len)
		run -= cut(text + first, run);
	if (run == 0 || cv_utf8_valid(text + first, run)) {
		d->settled = run > 0;
		return CV_OK;
	}
	*ret_utf8 = false;
	return take(d, IMP_WINDOWS_1252, err);
}

static enum cv_err utf8_piece(struct imp_decoder *d, const char *text, size_t len, bool last, struct cv_error *err)
{
	size_t whole = len - (last ? 0 : cut(text, len));
	bool utf8 = true;

	if (!d->settled)
		TRY(settle(d, text, len, last, &utf8, err));
	if (!utf8)
		return convert(d, text, len, last, err);
	if (d->settled && !cv_utf8_valid(text, whole))
		return mixed(d, text, whole, err);
	cv_str_add(&d->out, text, whole);
	count_lines(d, text, whole);
	return keep_rest(d, text + whole, len - whole, err);
}

static enum cv_err utf8(struct imp_decoder *d, const char *piece, size_t len, bool last, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str whole = { 0 };

	if (d->n_rest == 0)
		return utf8_piece(d, piece, len, last, err);
	cv_str_add(&whole, d->rest, d->n_rest);
	cv_str_add(&whole, piece, len);
	d->n_rest = 0;
	return whole.failed ? cv_fail(err, CV_E_NOMEM, "out of memory")
			    : utf8_piece(d, cv_str_text(&whole), whole.len, last, err);
}

enum cv_err imp_decode(struct imp_decoder *d, const char *piece, size_t len, bool last, const char **ret,
	size_t *ret_len, struct cv_error *err)
{
	cv_str_clear(&d->out);
	if (d->encoding == IMP_UTF8)
		TRY(utf8(d, piece, len, last, err));
	else
		TRY(convert_piece(d, piece, len, last, err));
	if (last && d->n_rest > 0)
		return not_so(d, d->rest, d->n_rest, err);
	*ret = cv_str_text(&d->out);
	*ret_len = d->out.len;
	return d->out.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

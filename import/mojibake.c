/*
 * Text that went through the wrong encoding: UTF-8 read byte by byte as Windows-1250, Windows-1252 or Latin-1. Two or three odd
 * characters then stand for one, and turned back into bytes they are UTF-8 of a plain European letter or of punctuation.
 */
#include "import/inside.h"

#include <stdint.h>
#include <string.h>

/* What the bytes 0x80 to 0xff mean; Latin-1 is Windows-1252 with the gaps left as they are. */
static const uint16_t cp1250[128] = {
	0x20ac,
	0x0081,
	0x201a,
	0x0083,
	0x201e,
	0x2026,
	0x2020,
	0x2021,
	0x0088,
	0x2030,
	0x0160,
	0x2039,
	0x015a,
	0x0164,
	0x017d,
	0x0179,
	0x0090,
	0x2018,
	0x2019,
	0x201c,
	0x201d,
	0x2022,
	0x2013,
	0x2014,
	0x0098,
	0x2122,
	0x0161,
	0x203a,
	0x015b,
	0x0165,
	0x017e,
	0x017a,
	0x00a0,
	0x02c7,
	0x02d8,
	0x0141,
	0x00a4,
	0x0104,
	0x00a6,
	0x00a7,
	0x00a8,
	0x00a9,
	0x015e,
	0x00ab,
	0x00ac,
	0x00ad,
	0x00ae,
	0x017b,
	0x00b0,
	0x00b1,
	0x02db,
	0x0142,
	0x00b4,
	0x00b5,
	0x00b6,
	0x00b7,
	0x00b8,
	0x0105,
	0x015f,
	0x00bb,
	0x013d,
	0x02dd,
	0x013e,
	0x017c,
	0x0154,
	0x00c1,
	0x00c2,
	0x0102,
	0x00c4,
	0x0139,
	0x0106,
	0x00c7,
	0x010c,
	0x00c9,
	0x0118,
	0x00cb,
	0x011a,
	0x00cd,
	0x00ce,
	0x010e,
	0x0110,
	0x0143,
	0x0147,
	0x00d3,
	0x00d4,
	0x0150,
	0x00d6,
	0x00d7,
	0x0158,
	0x016e,
	0x00da,
	0x0170,
	0x00dc,
	0x00dd,
	0x0162,
	0x00df,
	0x0155,
	0x00e1,
	0x00e2,
	0x0103,
	0x00e4,
	0x013a,
	0x0107,
	0x00e7,
	0x010d,
	0x00e9,
	0x0119,
	0x00eb,
	0x011b,
	0x00ed,
	0x00ee,
	0x010f,
	0x0111,
	0x0144,
	0x0148,
	0x00f3,
	0x00f4,
	0x0151,
	0x00f6,
	0x00f7,
	0x0159,
	0x016f,
	0x00fa,
	0x0171,
	0x00fc,
	0x00fd,
	0x0163,
	0x02d9,
};

static const uint16_t cp1252_low[32] = {
	0x20ac,
	0x0081,
	0x201a,
	0x0192,
	0x201e,
	0x2026,
	0x2020,
	0x2021,
	0x02c6,
	0x2030,
	0x0160,
	0x2039,
	0x0152,
	0x008d,
	0x017d,
	0x008f,
	0x0090,
	0x2018,
	0x2019,
	0x201c,
	0x201d,
	0x2022,
	0x2013,
	0x2014,
	0x02dc,
	0x2122,
	0x0161,
	0x203a,
	0x0153,
	0x009d,
	0x017e,
	0x0178,
};

/* One character of valid UTF-8. */
static uint32_t decode(const char *s, size_t *ret_len)
{
	const unsigned char *p = (const unsigned char *)s;

	if (p[0] < 0x80) {
		*ret_len = 1;
		return p[0];
	}
	if (p[0] < 0xe0) {
		*ret_len = 2;
		return (uint32_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
	}
	if (p[0] < 0xf0) {
		*ret_len = 3;
		return (uint32_t)(p[0] & 0x0f) << 12 | (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f);
	}
	*ret_len = 4;
	return 0x10000; /* beyond the plane that matters here */
}

/* The byte that was read as this character, 0 where there is none above 0x7f. */
static unsigned byte_1250(uint32_t c)
{
	for (unsigned i = 0; i < CV_LEN(cp1250); i++)
		if (cp1250[i] == c)
			return i + 0x80;
	return 0;
}

static unsigned byte_1252(uint32_t c)
{
	for (unsigned i = 0; i < CV_LEN(cp1252_low); i++)
		if (cp1252_low[i] == c)
			return i + 0x80;
	return c >= 0x80 && c <= 0xff ? c : 0;
}

static bool continues(unsigned byte)
{
	return byte >= 0x80 && byte <= 0xbf;
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/*
 * Do the characters at s stand for one that was taken apart? Returns how many bytes of s; *ret_bytes are the original.
 * A capital before a closing quote looks alike ("\xc3\x84\xe2\x80\x9c"): punctuation counts only where a letter follows.
 */
static size_t taken_apart(const char *s, size_t len, unsigned (*byte)(uint32_t), char bytes[4])
{
	unsigned b[3] = { 0, 0, 0 };
	uint32_t c[3] = { 0, 0, 0 };
	size_t at = 0, end[3] = { 0, 0, 0 };

	for (size_t i = 0; i < 3 && at < len; i++) {
		size_t n;

		c[i] = decode(s + at, &n);
		b[i] = byte(c[i]);
		at += n;
		end[i] = at;
	}
	for (size_t i = 0; i < 3; i++)
		bytes[i] = (char)(unsigned char)b[i];
	bytes[3] = '\0';
	if (b[0] == 0xe2 && (b[1] == 0x80 || b[1] == 0x82) && continues(b[2]))
		return end[2];
	bytes[2] = '\0';
	if (b[0] < 0xc2 || b[0] > 0xc5 || !continues(b[1]) || (b[0] == 0xc2 && b[1] < 0xa0))
		return 0;
	if (c[1] >= 0x2010 && c[1] <= 0x203a && !(end[1] < len && letter(s[end[1]])))
		return 0;
	return end[1];
}

/* Where the first that was taken apart stands; len: nowhere. */
static size_t first(const char *text, size_t len, unsigned (*byte)(uint32_t))
{
	size_t i = 0;

	while (i < len) {
		char bytes[4];
		size_t n = 1;

		if ((unsigned char)text[i] >= 0x80) {
			if (taken_apart(text + i, len - i, byte, bytes) > 0)
				return i;
			decode(text + i, &n);
		}
		i += n;
	}
	return len;
}

static bool repair(const char *text, size_t len, unsigned (*byte)(uint32_t), struct cv_str *repaired)
{
	size_t start = repaired->len, from = first(text, len, byte);

	if (from >= len)
		return false;
	cv_str_add(repaired, text, from);
	for (size_t i = from; i < len;) {
		char bytes[4];
		size_t n = (unsigned char)text[i] < 0x80 ? 0 : taken_apart(text + i, len - i, byte, bytes);

		if (n > 0) {
			cv_str_puts(repaired, bytes);
		} else {
			decode(text + i, &n);
			cv_str_add(repaired, text + i, n);
		}
		i += n;
	}
	if (!cv_utf8_valid(cv_str_text(repaired) + start, repaired->len - start)) {
		repaired->len = start;
		if (repaired->data)
			repaired->data[start] = '\0';
		return false;
	}
	return true;
}

bool imp_mojibake(const char *text, size_t len, struct cv_str *repaired)
{
	if (cv_ascii(text, len) || !cv_utf8_valid(text, len))
		return false;
	return repair(text, len, byte_1252, repaired) || repair(text, len, byte_1250, repaired);
}

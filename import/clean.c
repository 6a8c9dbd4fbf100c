/* Cells of lists that were copied from web pages. */
#include "import/list.h"

#include <stdint.h>
#include <string.h>

static const struct {
	const char *name;
	uint32_t c;
} entities[] = {
	{ "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' }, { "nbsp", 0xa0 }, { "ndash", 0x2013 },
	{ "mdash", 0x2014 }, { "rsquo", 0x2019 }, { "lsquo", 0x2018 }, { "ldquo", 0x201c }, { "rdquo", 0x201d },
	{ "eacute", 0xe9 }, { "egrave", 0xe8 }, { "agrave", 0xe0 }, { "ccedil", 0xe7 }, { "auml", 0xe4 }, { "ouml", 0xf6 },
	{ "uuml", 0xfc }, { "Auml", 0xc4 }, { "Ouml", 0xd6 }, { "Uuml", 0xdc }, { "szlig", 0xdf }, { "oslash", 0xf8 },
	{ "aring", 0xe5 }, { "reg", 0xae }, { "trade", 0x2122 }, { "copy", 0xa9 }, { "zwnj", 0x200c }, { "zwj", 0x200d },
	{ "shy", 0xad },
};

static bool invisible(uint32_t c)
{
	return (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xfeff || c == 0xad;
}

static bool blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0xa0 || c == 0x2007 || c == 0x202f || c == 0x3000;
}

static uint32_t number(const char *p, size_t len)
{
	unsigned base = len > 0 && (*p == 'x' || *p == 'X') ? 16 : 10;
	uint32_t c = 0;

	for (size_t i = base == 16; i < len; i++) {
		unsigned digit = p[i] >= '0' && p[i] <= '9' ? (unsigned)(p[i] - '0')
			: (p[i] | 0x20) >= 'a' && (p[i] | 0x20) <= 'f' ? (unsigned)((p[i] | 0x20) - 'a') + 10 : 99;

		if (digit >= base || c > 0x10ffff)
			return 0;
		c = c * base + digit;
	}
	return c >= 0x20 && c != 0x7f && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff) ? c : 0;
}

/* "&amp;", "&#39;", "&#x27;": the character, and how long it is written; 0: none. */
static uint32_t entity(const char *p, size_t *ret_len)
{
	size_t len = strcspn(p + 1, "; &");

	if (p[1 + len] != ';' || len < 2 || len > 8)
		return 0;
	*ret_len = len + 2;
	if (p[1] == '#')
		return number(p + 2, len - 1);
	for (size_t i = 0; i < CV_LEN(entities); i++)
		if (strlen(entities[i].name) == len && memcmp(entities[i].name, p + 1, len) == 0)
			return entities[i].c;
	return 0;
}

/* "<br />", "</div>": how long; 0: a less-than sign. */
static size_t tag(const char *p)
{
	size_t len = strcspn(p + 1, "<>");
	char first = p[1] == '/' ? p[2] : p[1];

	return p[1 + len] == '>' && ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z')) ? len + 2 : 0;
}

static uint32_t decode(const char *s, size_t *ret_len)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t n = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	uint32_t c = n == 1 ? p[0] : p[0] & (0xffu >> (n + 1));

	for (size_t i = 1; i < n; i++)
		c = c << 6 | (p[i] & 0x3f);
	*ret_len = n;
	return c;
}

static void encode(uint32_t c, struct cv_str *out)
{
	if (c < 0x80) {
		cv_str_putc(out, (char)c);
		return;
	}
	if (c >= 0x10000)
		cv_str_putc(out, (char)(0xf0 | c >> 18));
	if (c >= 0x800)
		cv_str_putc(out, (char)(c >= 0x10000 ? 0x80 | (c >> 12 & 0x3f) : 0xe0 | c >> 12));
	cv_str_putc(out, (char)(c >= 0x800 ? 0x80 | (c >> 6 & 0x3f) : 0xc0 | c >> 6));
	cv_str_putc(out, (char)(0x80 | (c & 0x3f)));
}

/* The text must be UTF-8, as every cell is. */
void imp_clean(const char *text, struct cv_str *out)
{
	size_t start = out->len;
	bool gap = false;

	for (const char *p = text; *p;) {
		size_t len = *p == '<' ? tag(p) : 0;
		uint32_t c = ' ';

		if (len == 0) {
			c = *p == '&' ? entity(p, &len) : 0;
			if (c == 0)
				c = decode(p, &len);
		}
		p += len;
		if (invisible(c))
			continue;
		if (blank(c)) {
			gap = true;
			continue;
		}
		if (gap && out->len > start)
			cv_str_putc(out, ' ');
		gap = false;
		encode(c, out);
	}
}

void imp_plain(const char *text, struct cv_str *out)
{
	for (const char *p = text; *p;) {
		size_t len = 0;
		uint32_t c = *p == '&' ? entity(p, &len) : 0;

		if (c == 0)
			c = decode(p, &len);
		p += len;
		if (!invisible(c))
			encode(blank(c) && c != '\t' && c != '\r' && c != '\n' ? ' ' : c, out);
	}
}

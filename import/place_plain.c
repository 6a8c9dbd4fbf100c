/* A location cell as plain text: what web pages, keyboards and typography add is taken off. */
#include "import/words.h"

#include "registry/core/country.h"

#include <stdint.h>
#include <string.h>

static const struct {
	const char *entity, *text;
} entities[] = {
	{ "&amp;", "&" },
	{ "&nbsp;", " " },
	{ "&lt;", "<" },
	{ "&gt;", ">" },
	{ "&quot;", "\"" },
	{ "&apos;", "'" },
	{ "&rsquo;", "'" },
	{ "&ndash;", "-" },
	{ "&mdash;", " - " },
	{ "&shy;", "" },
	{ "&zwnj;", "" },
	{ "&bull;", "," },
	{ "&middot;", "," },
	{ "&szlig;", "\xc3\x9f" },
};

/* "&ocirc;": the letter; accents are folded away anyhow. 0: it is none. */
static size_t letter_entity(const char *p, size_t len, struct cv_str *out)
{
	static const char *const accents[] = { "acute;", "grave;", "circ;", "uml;", "tilde;", "ring;", "cedil;",
		"slash;", "caron;" };

	for (size_t i = 0; len > 2 && i < CV_LEN(accents); i++) {
		size_t n = strlen(accents[i]);

		if (n + 2 <= len && memcmp(p + 2, accents[i], n) == 0) {
			cv_str_putc(out, p[1]);
			return n + 2;
		}
	}
	return 0;
}

static void put_utf8(uint32_t c, struct cv_str *out)
{
	static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	unsigned char text[4];

	for (size_t i = n; i-- > 1; c >>= 6)
		text[i] = (unsigned char)(0x80 | (c & 0x3f));
	text[0] = (unsigned char)(n == 1 ? c : lead[n] | c);
	cv_str_add(out, (const char *)text, n);
}

/* "&#8211;", "&#x2013;": the character. 0: it is none. */
static size_t numeric_entity(const char *p, size_t len, struct cv_str *out)
{
	const size_t digits = 7;
	bool hex = len > 2 && (p[2] == 'x' || p[2] == 'X');
	size_t first = hex ? 3 : 2, i = first;
	uint32_t c = 0;

	if (len < 4 || p[1] != '#')
		return 0;
	for (; i < len && i < first + digits; i++) {
		char d = (char)(p[i] | 0x20); /* small */
		uint32_t value = p[i] >= '0' && p[i] <= '9' ? (uint32_t)(p[i] - '0')
			: d >= 'a' && d <= 'f'		    ? (uint32_t)(d - 'a' + 10)
							    : 16;

		if (value >= (hex ? 16u : 10u))
			break;
		c = c * (hex ? 16 : 10) + value;
	}
	if (i == first || i >= len || p[i] != ';' || c < 0x20 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	put_utf8(c, out);
	return i + 1;
}

/* Tags inside of a line; all others part what stands before and behind. */
static const char *const inline_tags[] = { "a", "b", "i", "u", "em", "strong", "span", "font", "small", "sup", "sub",
	"abbr", "wbr" };

static size_t tag_length(const char *p, size_t len, bool *ret_parts)
{
	const char *end, *name = p + 1;
	size_t n = 0;

	if (len < 3)
		return 0;
	name += *name == '/';
	while (name + n < p + len && ((name[n] >= 'a' && name[n] <= 'z') || (name[n] >= 'A' && name[n] <= 'Z')))
		n++;
	end = memchr(p, '>', len);
	if (n == 0 || end == NULL)
		return 0;
	*ret_parts = true;
	for (size_t i = 0; i < CV_LEN(inline_tags); i++)
		if (strlen(inline_tags[i]) == n && strncasecmp(inline_tags[i], name, n) == 0)
			*ret_parts = false;
	return (size_t)(end - p) + 1;
}

static void strip_html(const char *text, size_t len, struct cv_str *out)
{
	for (size_t i = 0; i < len;) {
		bool parts = false;
		size_t skip = text[i] == '<' ? tag_length(text + i, len - i, &parts) : 0;

		if (parts)
			cv_str_putc(out, '\n');
		for (size_t e = 0; skip == 0 && text[i] == '&' && e < CV_LEN(entities); e++) {
			size_t n = strlen(entities[e].entity);

			if (n <= len - i && memcmp(text + i, entities[e].entity, n) == 0) {
				cv_str_puts(out, entities[e].text);
				skip = n;
			}
		}
		if (skip == 0 && text[i] == '&')
			skip = numeric_entity(text + i, len - i, out);
		if (skip == 0 && text[i] == '&')
			skip = letter_entity(text + i, len - i, out);
		if (skip == 0)
			cv_str_putc(out, text[skip++ + i]);
		i += skip;
	}
}

/* ---- characters ---- */

static uint32_t decode(const char *s, size_t len, size_t *ret_len)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t n = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	uint32_t c = n == 1 ? p[0] : p[0] & (0xffu >> (n + 1));

	if (n > len)
		n = len;
	for (size_t i = 1; i < n; i++)
		c = c << 6 | (p[i] & 0x3f);
	*ret_len = n;
	return c;
}

static bool invisible(uint32_t c)
{
	return c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
		(c >= 0x2060 && c <= 0x2064) || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff || c >= 0xe0000;
}

enum { FLAG_A = 0x1f1e6, FLAG_Z = 0x1f1ff };

/* A flag is the name of its country, an entry of its own. */
static void put_flag(uint32_t a, uint32_t b, struct cv_str *out)
{
	char code[3] = { (char)('A' + (a - FLAG_A)), (char)('A' + (b - FLAG_A)), '\0' };
	const char *name = cv_country_name(code);

	cv_str_printf(out, ",%s,", name ? name : cv_streq(code, "EU") ? code : "");
}

static bool is_letter(const char *s, size_t n)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };

	cv_fold(s, n, &folded);
	return folded.len > 0;
}

/* Accents and vowel signs that stand behind their letter. */
static bool is_mark(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36f) || (c >= 0x591 && c <= 0x5c7) || (c >= 0x610 && c <= 0x61a) ||
		(c >= 0x64b && c <= 0x65f) || c == 0x670 || (c >= 0x6d6 && c <= 0x6ed) || (c >= 0x900 && c <= 0xdff) ||
		(c >= 0xe31 && c <= 0xe4e) || c == 0x3099;
}

static void put_wide(uint32_t c, const char *s, size_t n, struct cv_str *out)
{
	if (invisible(c))
		return;
	if (c >= 0xff01 && c <= 0xff5e)
		cv_str_putc(out, (char)(c - 0xfee0));
	else if (c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f || c == 0x3000)
		cv_str_putc(out, ' ');
	else if (c >= 0x2010 && c <= 0x2013)
		cv_str_putc(out, '-');
	else if (c == 0x2014 || c == 0x2015 || c == 0x2192)
		cv_str_puts(out, " - ");
	else if (c == 0xb4 || c == 0x2018 || c == 0x2019 || c == 0x2bc)
		cv_str_putc(out, '\'');
	else if (c == 0xb2 || c == 0xb3 || c == 0xb9 || (c >= 0x2070 && c <= 0x2079)) /* notes */
		cv_str_putc(out, ' ');
	else if (c == 0x3002)
		cv_str_puts(out, ". ");
	else if (is_mark(c) || is_letter(s, n))
		cv_str_add(out, s, n);
	else
		cv_str_putc(out, ',');
}

static void plain_characters(const char *s, size_t len, struct cv_str *out)
{
	for (size_t i = 0, n; i < len; i += n) {
		uint32_t c = decode(s + i, len - i, &n);

		if (c < 0x80) {
			cv_str_putc(out, (char)c);
			continue;
		}
		if (c >= FLAG_A && c <= FLAG_Z && i + n < len) {
			size_t more;
			uint32_t second = decode(s + i + n, len - i - n, &more);

			if (second >= FLAG_A && second <= FLAG_Z) {
				put_flag(c, second, out);
				n += more;
				continue;
			}
		}
		put_wide(c, s + i, n, out);
	}
}

/* ---- addresses ---- */

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* "datadoghq.eu", "https://...", "x@y.z": letters or digits around a dot, small letters after it. */
static bool is_address(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '@' || (s[i] == ':' && i + 2 < n && s[i + 1] == '/' && s[i + 2] == '/'))
			return true;
		if (s[i] == '.' && i > 1 && i + 2 < n && is_alpha(s[i - 1]) && s[i + 1] >= 'a' && s[i + 1] <= 'z')
			return true;
	}
	return false;
}

static void drop_addresses(const char *text, size_t len, struct cv_str *out)
{
	for (size_t i = 0; i < len;) {
		size_t n = 0;

		while (i + n < len && !is_space(text[i + n]) && text[i + n] != '(' && text[i + n] != ')')
			n++;
		if (n > 0 && !is_address(text + i, n))
			cv_str_add(out, text + i, n);
		i += n;
		if (i < len)
			cv_str_putc(out, text[i++]);
	}
}

void imp_place_plain(const char *text, size_t len, struct cv_str *out)
{
	struct cv_str lines = { 0 }, plain = { 0 };

	strip_html(text, len, &lines);
	plain_characters(cv_str_text(&lines), lines.len, &plain);
	drop_addresses(cv_str_text(&plain), plain.len, out);
	out->failed |= lines.failed || plain.failed;
	cv_str_finish(&lines);
	cv_str_finish(&plain);
}

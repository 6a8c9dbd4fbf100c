#include "registry/core/jsonw.h"

#include <string.h>

static void lead(struct cv_json *j)
{
	if (!j->first)
		cv_str_putc(j->out, ',');
	j->first = false;
}

void cv_json_open(struct cv_json *j, char bracket)
{
	lead(j);
	cv_str_putc(j->out, bracket);
	j->first = true;
}

void cv_json_close(struct cv_json *j, char bracket)
{
	cv_str_putc(j->out, bracket);
	j->first = false;
}

/* One byte that cannot stand as it is: control characters, DEL, quote, backslash, and '<' because of HTML. */
static void escape(struct cv_str *out, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	char esc[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };

	if (c == '"' || c == '\\')
		cv_str_add(out, (char[]){ '\\', (char)c }, 2);
	else if (c == '\n')
		cv_str_add(out, "\\n", 2);
	else
		cv_str_add(out, esc, sizeof(esc));
}

static void quoted(struct cv_str *out, const char *text)
{
	static const bool special[256] = {
		[0] = 1, [1] = 1, [2] = 1, [3] = 1, [4] = 1, [5] = 1, [6] = 1, [7] = 1, [8] = 1, [9] = 1, [10] = 1, [11] = 1, [12] = 1,
		[13] = 1, [14] = 1, [15] = 1, [16] = 1, [17] = 1, [18] = 1, [19] = 1, [20] = 1, [21] = 1, [22] = 1, [23] = 1, [24] = 1,
		[25] = 1, [26] = 1, [27] = 1, [28] = 1, [29] = 1, [30] = 1, [31] = 1, ['"'] = 1, ['<'] = 1, ['\\'] = 1, [0x7f] = 1,
	};
	const char *run = text, *p = text;

	cv_str_putc(out, '"');
	for (;;) {
		while (!special[(unsigned char)*p])
			p++;
		cv_str_add(out, run, (size_t)(p - run));
		if (*p == '\0')
			break;
		escape(out, (unsigned char)*p++);
		run = p;
	}
	cv_str_putc(out, '"');
}

void cv_json_key(struct cv_json *j, const char *key)
{
	lead(j);
	quoted(j->out, key);
	cv_str_putc(j->out, ':');
	j->first = true;
}

void cv_json_text(struct cv_json *j, const char *text)
{
	if (text == NULL) {
		cv_json_null(j);
		return;
	}
	lead(j);
	quoted(j->out, text);
}

static void integer(struct cv_str *out, int64_t v)
{
	char digits[24];
	size_t i = sizeof(digits);
	uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	do
		digits[--i] = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (v < 0)
		digits[--i] = '-';
	cv_str_add(out, digits + i, sizeof(digits) - i);
}

void cv_json_int(struct cv_json *j, int64_t v)
{
	lead(j);
	integer(j->out, v);
}

void cv_json_bool(struct cv_json *j, bool v)
{
	lead(j);
	cv_str_puts(j->out, v ? "true" : "false");
}

void cv_json_null(struct cv_json *j)
{
	lead(j);
	cv_str_puts(j->out, "null");
}

void cv_json_kv(struct cv_json *j, const char *key, const char *text)
{
	cv_json_key(j, key);
	cv_json_text(j, text);
}

void cv_json_kv_int(struct cv_json *j, const char *key, int64_t v)
{
	cv_json_key(j, key);
	cv_json_int(j, v);
}

void cv_json_kv_opt(struct cv_json *j, const char *key, const char *text)
{
	cv_json_kv(j, key, text && *text ? text : NULL);
}

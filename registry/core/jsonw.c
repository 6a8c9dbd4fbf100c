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

static void quoted(struct cv_str *out, const char *text)
{
	static const char hex[] = "0123456789abcdef";
	const char *run = text, *p;

	cv_str_putc(out, '"');
	for (p = text; *p; p++) {
		unsigned char c = (unsigned char)*p;
		char esc[7] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15], '\0' };

		if (c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != 0x7f)
			continue;
		cv_str_add(out, run, (size_t)(p - run));
		run = p + 1;
		if (c == '"' || c == '\\') {
			cv_str_putc(out, '\\');
			cv_str_putc(out, (char)c);
		} else if (c == '\n') {
			cv_str_puts(out, "\\n");
		} else {
			cv_str_puts(out, esc);
		}
	}
	cv_str_add(out, run, (size_t)(p - run));
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

void cv_json_int(struct cv_json *j, int64_t v)
{
	lead(j);
	cv_str_printf(j->out, "%lld", (long long)v);
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

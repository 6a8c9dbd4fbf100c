#include "registry/core/jsonw.h"

#include <string.h>

/* ---- escapes: control characters, DEL, quote, backslash, and '<' because of HTML ---------------------------------- */

static bool special(unsigned char c)
{
	return c < 0x20 || c == 0x7f || c == '"' || c == '\\' || c == '<';
}

/* Sixteen bytes are looked at in one step; both compilers make one instruction of each comparison. */
typedef unsigned char sixteen __attribute__((vector_size(16)));
typedef uint64_t two __attribute__((vector_size(16)));

static bool any_special(const char *p, size_t n)
{
	sixteen seen = { 0 };
	two both;

	for (size_t i = 0; i < n; i += sizeof(seen)) {
		sixteen x;

		memcpy(&x, p + i, sizeof(x));
		seen |= (sixteen)((x < 0x20) | (x == '"') | (x == '<') | (x == '\\') | (x == 0x7f));
	}
	both = (two)seen;
	return (both[0] | both[1]) != 0;
}

/* Bytes that c takes; they are written to end, backwards, and the new end is returned. */
static char *escape(char *end, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";

	if (!special(c)) {
		*--end = (char)c;
	} else if (c == '"' || c == '\\' || c == '\n') {
		*--end = c == '\n' ? 'n' : (char)c;
		*--end = '\\';
	} else {
		end -= 6;
		memcpy(end, (char[]){ '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] }, 6);
	}
	return end;
}

/* Escape what was appended from `from` on, where it stands. */
static void escape_in_place(struct cv_str *out, size_t from)
{
	size_t len = out->len, more = 0;
	char *end;

	for (size_t i = from; i < len; i++) {
		char room[6];

		more += (size_t)(room + sizeof(room) - escape(room + sizeof(room), (unsigned char)out->data[i])) - 1;
	}
	if (!cv_str_room(out, more))
		return;
	out->len += more;
	end = out->data + out->len;
	*end = '\0';
	while (len > from)
		end = escape(end, (unsigned char)out->data[--len]);
}

/* ---- values --------------------------------------------------------------------------------------------------- */

void cv_json_open(struct cv_json *j, char bracket)
{
	cv_json_raw(j, &bracket, 1);
	j->first = true;
}

void cv_json_close(struct cv_json *j, char bracket)
{
	cv_str_putc(j->out, bracket);
	j->first = false;
}

void cv_json_begin(struct cv_json *j)
{
	cv_json_raw(j, "\"", 1);
	j->text = j->out->len;
}

/* Escape and close what stands from j->text on. The last step of looking goes beyond its end: there must be room. */
static void finish(struct cv_json *j)
{
	struct cv_str *out = j->out;
	char *end = out->data + out->len;

	memset(end, ' ', sizeof(sixteen));
	if (any_special(out->data + j->text, out->len - j->text)) {
		escape_in_place(out, j->text);
		cv_str_putc(out, '"');
		return;
	}
	end[0] = '"';
	end[1] = '\0';
	out->len++;
}

void cv_json_end(struct cv_json *j)
{
	if (!cv_str_room(j->out, sizeof(sixteen)))
		return;
	if (j->out->len > j->text) {
		finish(j);
		return;
	}
	j->out->len--; /* the quote */
	cv_str_puts(j->out, "null");
}

/* A comma where one is due, the token, and the opening quote of a text of length n that is sure of its room, or NULL. */
static char *open_text(struct cv_json *j, const char *token, size_t len, size_t n)
{
	char *at;

	if (!cv_str_room(j->out, len + n + 2 + sizeof(sixteen)))
		return NULL;
	at = j->out->data + j->out->len;
	*at = ',';
	at += !j->first;
	j->first = false;
	memcpy(at, token, len);
	at += len;
	*at++ = '"';
	return at;
}

void cv_json_after(struct cv_json *j, const char *token, size_t len, const char *text)
{
	size_t n = text ? strlen(text) : 0;
	char *at;

	if (text == NULL) {
		cv_json_raw(j, token, len);
		cv_str_puts(j->out, "null");
		return;
	}
	at = open_text(j, token, len, n);
	if (at == NULL)
		return;
	memcpy(at, text, n);
	j->text = (size_t)(at - j->out->data);
	j->out->len = j->text + n;
	finish(j);
}

void cv_json_word(struct cv_json *j, const char *token, size_t len, const char *word)
{
	size_t n = strlen(word);
	char *at = open_text(j, token, len, n);

	if (at == NULL)
		return;
	memcpy(at, word, n);
	at[n] = '"';
	at[n + 1] = '\0';
	j->out->len = (size_t)(at + n + 1 - j->out->data);
}

void cv_json_text(struct cv_json *j, const char *text)
{
	cv_json_after(j, "", 0, text);
}

void cv_json_key(struct cv_json *j, const char *key)
{
	cv_json_text(j, key);
	cv_str_putc(j->out, ':');
	j->first = true;
}

void cv_json_int(struct cv_json *j, int64_t v)
{
	cv_json_raw(j, "", 0);
	cv_str_int(j->out, v);
}

void cv_json_bool(struct cv_json *j, bool v)
{
	cv_json_raw(j, v ? "true" : "false", v ? 4 : 5);
}

void cv_json_null(struct cv_json *j)
{
	cv_json_raw(j, "null", 4);
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

/*
 * JSON out: a streaming writer into a cv_str. Commas and escapes are its business; order is the caller's.
 * '<' is written as \u003c so that the text may stand inside HTML.
 */
#ifndef CORE_JSONW_H
#define CORE_JSONW_H

#include "registry/core/text.h"

#include <stdint.h>

struct cv_json {
	struct cv_str *out;
	bool first;  /* nothing written yet at this level */
	size_t text; /* where the text between cv_json_begin() and cv_json_end() starts in out */
};

static inline struct cv_json cv_json_to(struct cv_str *out)
{
	return (struct cv_json){ .out = out, .first = true };
}

/* As it is, after a comma where one is due. */
static inline void cv_json_raw(struct cv_json *j, const char *token, size_t len)
{
	char *at;

	if (!cv_str_room(j->out, len + 1))
		return;
	at = j->out->data + j->out->len;
	*at = ',';
	at += !j->first;
	j->first = false;
	memcpy(at, token, len);
	at[len] = '\0';
	j->out->len = (size_t)(at + len - j->out->data);
}

void cv_json_open(struct cv_json *j, char bracket);  /* '{' or '[' as the next value */
void cv_json_close(struct cv_json *j, char bracket); /* '}' or ']' */
void cv_json_key(struct cv_json *j, const char *key);
void cv_json_text(struct cv_json *j, const char *text); /* NULL writes null */
void cv_json_int(struct cv_json *j, int64_t v);
void cv_json_bool(struct cv_json *j, bool v);
void cv_json_null(struct cv_json *j);

/*
 * With a key that is a literal without anything to escape. The word of CV_JSON_WORD() has nothing to escape either:
 * one of this program's own, a day.
 */
#define CV_JSON_AS_KEY(literal) "\"" literal "\":", sizeof("\"" literal "\":") - 1
#define CV_JSON_KEY(j, literal) (cv_json_raw(j, CV_JSON_AS_KEY(literal)), (void)((j)->first = true))
#define CV_JSON_TEXT(j, literal, text) cv_json_after(j, CV_JSON_AS_KEY(literal), text)
#define CV_JSON_WORD(j, literal, word) cv_json_word(j, CV_JSON_AS_KEY(literal), word)
void cv_json_after(struct cv_json *j, const char *token, size_t len, const char *text);
void cv_json_word(struct cv_json *j, const char *token, size_t len, const char *word);

/*
 * A text that is put together in place: whatever is appended to j->out in between, unescaped. cv_json_end() escapes it
 * there, and writes null where nothing was appended.
 */
void cv_json_begin(struct cv_json *j);
void cv_json_end(struct cv_json *j);

/* key and value in one */
void cv_json_kv(struct cv_json *j, const char *key, const char *text); /* NULL writes null */
void cv_json_kv_int(struct cv_json *j, const char *key, int64_t v);
/* key and a text that is null when empty */
void cv_json_kv_opt(struct cv_json *j, const char *key, const char *text);

#endif

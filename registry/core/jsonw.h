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
	bool first; /* nothing written yet at this level */
};

static inline struct cv_json cv_json_to(struct cv_str *out)
{
	return (struct cv_json){ out, true };
}

void cv_json_open(struct cv_json *j, char bracket);  /* '{' or '[' as the next value */
void cv_json_close(struct cv_json *j, char bracket); /* '}' or ']' */
void cv_json_key(struct cv_json *j, const char *key);
void cv_json_text(struct cv_json *j, const char *text); /* NULL writes null */
void cv_json_int(struct cv_json *j, int64_t v);
void cv_json_bool(struct cv_json *j, bool v);
void cv_json_null(struct cv_json *j);

/* key and value in one */
void cv_json_kv(struct cv_json *j, const char *key, const char *text); /* NULL writes null */
void cv_json_kv_int(struct cv_json *j, const char *key, int64_t v);
/* key and a text that is null when empty */
void cv_json_kv_opt(struct cv_json *j, const char *key, const char *text);

#endif

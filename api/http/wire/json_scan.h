/*
 * A strict look at a JSON text before cJSON reads it: cJSON takes much that is not JSON, and much that is not for us.
 * Pure; allocates nothing but the pointer.
 */
#ifndef API_HTTP_JSON_SCAN_H
#define API_HTTP_JSON_SCAN_H

#include "registry/core/text.h"

enum {
	HTTP_JSON_DEPTH_MAX = 32,
	HTTP_JSON_KEYS_MAX = 64,       /* members of one object */
	HTTP_JSON_VALUES_MAX = 32768,  /* values in all */
};

/*
 * Is text[0..len) exactly one JSON value (RFC 8259) in UTF-8, with no NUL in any string, no lone surrogate, within the
 * limits? Fails: E_JSON, E_TOO_BIG; the message names line and column, ret_pointer gets the JSON pointer (RFC 6901) of
 * the value that was being read.
 */
CV_MUST enum cv_err http_json_scan(const char *text, size_t len, struct cv_str *ret_pointer, struct cv_error *err);

/* Append "/" and one segment of a JSON pointer. */
void http_pointer_put(struct cv_str *out, const char *key, size_t len);

#endif

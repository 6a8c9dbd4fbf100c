/* Secrets: made, and hashed. Private to the room. */
#ifndef REGISTRY_SECRET_H
#define REGISTRY_SECRET_H

#include "registry/access.h"

enum { REG_DIGEST_TEXT = 2 * REG_HASH + 1 };

#define REG_TOKEN_PREFIX "cv_"
#define REG_LOGIN_PREFIX "cvl_"
#define REG_SESSION_PREFIX "cvs_"
#define REG_FEED_PREFIX "cvk_"

/* prefix and 32 random bytes in base64url, and the hash of the whole in hex. */
void reg_secret_make(const char *prefix, char ret[REG_SECRET_TEXT], char ret_digest[REG_DIGEST_TEXT]);
/* The hash of a text that may be one; false: it is none, whatever it says. */
CV_MUST bool reg_secret_hash(const char *prefix, const char *text, struct reg_hash *ret);
void reg_digest_text(const struct reg_hash *h, char ret[REG_DIGEST_TEXT]);
CV_MUST bool reg_digest_parse(const char *text, struct reg_hash *ret);
/* The hash of the calendar's secret; *ret_there false: there is none. */
CV_MUST enum cv_err reg_feed_load(struct reg *r, bool *ret_there, struct reg_hash *ret, struct cv_error *err);

#endif

/* The secret address of the calendar: a setting that holds its hash. */
#include "registry/reg.h"
#include "registry/secret.h"

#include <sodium.h>
#include <stdlib.h>

#define SETTING "calendar/secret"

enum cv_err reg_feed_load(struct reg *r, bool *ret_there, struct reg_hash *ret, struct cv_error *err)
{
	char *digest = NULL;

	TRY(reg_setting(r, SETTING, &digest, err));
	*ret_there = reg_digest_parse(digest, ret); /* what cannot be read lets nobody in */
	free(digest);
	return CV_OK;
}

enum cv_err reg_feed_secret_there(struct reg *r, bool *ret, struct cv_error *err)
{
	struct reg_hash h;

	return reg_feed_load(r, ret, &h, err);
}

enum cv_err reg_feed_secret_new(struct reg *r, char ret_secret[REG_SECRET_TEXT], struct cv_error *err)
{
	char digest[REG_DIGEST_TEXT];

	reg_secret_make(REG_FEED_PREFIX, ret_secret, digest);
	return reg_set(r, SETTING, digest, err);
}

enum cv_err reg_feed_secret_revoke(struct reg *r, struct cv_error *err)
{
	bool there;

	TRY(reg_feed_secret_there(r, &there, err));
	if (!there)
		return cv_fail(err, CV_E_NOT_FOUND, "the calendar has no secret address");
	return reg_set(r, SETTING, "", err);
}

bool reg_access_feed(const struct reg_access *a, const char *secret)
{
	struct reg_hash given;

	return a->feed && reg_secret_hash(REG_FEED_PREFIX, secret, &given) &&
		sodium_memcmp(given.byte, a->feed_digest.byte, REG_HASH) == 0;
}

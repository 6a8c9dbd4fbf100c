/* The routes of the desk that brings vendors in. */
#ifndef API_HTTP_ONBOARDING_H
#define API_HTTP_ONBOARDING_H

#include "api/http/wire/request.h"
#include "api/subs.h"
#include "registry/desk/need.h"

enum {
	HTTP_VENDORS_DEFAULT = 100,
	HTTP_VENDORS_MAX = 1000,
	HTTP_VENDORS_LOOKED = 5000
}; /* of a page; parties looked at */

enum MHD_Result http_get_vendors(struct http_request *q);
enum MHD_Result http_get_vendor(struct http_request *q);
enum MHD_Result http_post_vendor_check(struct http_request *q);

enum cv_err http_vendor_status(struct http_change *c, struct reg *r, const struct http_members *in);
enum cv_err http_vendor_item(struct http_change *c, struct reg *r, const struct http_members *in);
enum cv_err http_vendor_override(struct http_change *c, struct reg *r, const struct http_members *in);
enum cv_err http_vendor_revoke(struct http_change *c, struct reg *r, const struct http_members *in);

/* What a body of POST /v1/onboarding/check says (check_body.c). */
struct http_need {
	struct reg_need_in in;
	struct api_subs subs;
	size_t left;
	struct cv_str pointer; /* to what is wrong */
};
void http_need_finish(struct http_need *n);
/*
 * in.on: the day where the body says none. v: for parties named, and for ours where nobody is.
 * Fails: E_JSON, E_VALUE ... with the pointer.
 */
CV_MUST enum cv_err http_need_read(
	struct http_need *n, const struct reg_view *v, const char *text, size_t len, struct cv_error *err);

#endif

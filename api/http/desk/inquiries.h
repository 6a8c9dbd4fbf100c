/* The routes of the desk for inquiries. */
#ifndef API_HTTP_INQUIRIES_H
#define API_HTTP_INQUIRIES_H

#include "api/http/wire/request.h"

enum MHD_Result http_get_inquiry_draft(struct http_request *q);
enum MHD_Result http_get_inquiry_replay(struct http_request *q);
enum MHD_Result http_get_inquiry_due(struct http_request *q);

enum cv_err http_inquiry_answer(struct http_change *c, struct reg *r, const struct http_members *in);
enum cv_err http_inquiry_close(struct http_change *c, struct reg *r, const struct http_members *in);
enum cv_err http_inquiry_extend(struct http_change *c, struct reg *r, const struct http_members *in);
enum cv_err http_inquiry_identity(struct http_change *c, struct reg *r, const struct http_members *in);
enum cv_err http_inquiry_assign(struct http_change *c, struct reg *r, const struct http_members *in);
enum cv_err http_inquiry_reopen(struct http_change *c, struct reg *r, const struct http_members *in);

#endif

/*
 * POST /v1/imports while its body arrives: everything that can be refused is refused before the body is read.
 */
#ifndef API_HTTP_UPLOAD_H
#define API_HTTP_UPLOAD_H

#include "api/http/wire/guard.h"
#include "api/http/jobs/jobs.h"

struct http_upload {
	struct http_jobs *js;
	struct http_order *order;
	struct http_spool *file;
	bool entered;        /* it has a slot */
	uint64_t swallowed;  /* bytes that came after it was refused */
};

/*
 * May this request change the register? Not when imports are closed, nor for a page of another site. why NULL: it may.
 */
CV_MUST struct http_refusal http_upload_allowed(struct http_request *q);
/* The header is complete: refuse and end the connection, or take what comes. */
CV_MUST enum MHD_Result http_upload_begin(struct http_request *q, const struct http_framing *f);
/* More of the body. MHD_NO: more than anybody needs who has been refused. */
CV_MUST enum MHD_Result http_upload_take(struct http_request *q, const char *data, size_t size);
void http_upload_free(struct http_upload *up); /* NULL is fine */

/*
 * What the query of POST /v1/imports says: the options of the command line by name, '_' for '-', and file, rejects.
 * Fails: E_USAGE, E_VALUE, E_DATE, E_NOMEM; err->field is the name of the parameter.
 */
CV_MUST enum cv_err http_order_read(const char *query, cv_day today, struct http_order *ret, struct cv_error *err);
/* Only the reason, of an order that takes nothing else. Fails: E_USAGE, E_VALUE. */
CV_MUST enum cv_err http_order_reason(const char *query, struct http_order *ret, struct cv_error *err);

#endif

/* A table that is written into a file without a name and sent from there. Private to the room. */
#ifndef API_HTTP_REPORTS_SHEET_H
#define API_HTTP_REPORTS_SHEET_H

#include "api/http/wire/request.h"
#include "reports/sink.h"

/*
 * Writes what fn gives to a sink of text/csv, and answers with it; e: what came before, not CV_OK: answers with that.
 * One at a time (E_BUSY).
 */
typedef enum cv_err http_table_fn(const void *ctx, struct rep_sink *s, struct cv_error *err);
CV_MUST enum MHD_Result http_send_table(struct http_request *q, http_table_fn *fn, const void *ctx);

#endif

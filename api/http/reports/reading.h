/* Where a report of the server reads: the views in memory, and short looks at the file. */
#ifndef API_HTTP_REPORTS_READING_H
#define API_HTTP_REPORTS_READING_H

#include "api/http/live.h"
#include "api/http/wire/spool.h"
#include "reports/tables.h"

struct http_reading {
	struct http_live *live;
	struct http_view *view; /* once a report wanted it; of one moment */
	bool begun;             /* some of the file was read */
};

/* g must outlive it; give g->view to http_view_drop(). */
struct rep_door http_reading_door(struct http_reading *g);
/* A rep_write_fn: ctx is a struct http_spool. */
CV_MUST enum cv_err http_spool_write(void *ctx, const char *data, size_t len, struct cv_error *err);

#endif

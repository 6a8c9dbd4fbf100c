/*
 * The public list as it is served: read once for each state of the register and each day, then only copied out.
 *
 * What strangers ask for is kept written out and packed, at most HTTP_COPIES of it, so that asking often costs little
 * and holds little.
 */
#ifndef API_HTTP_SHELF_H
#define API_HTTP_SHELF_H

#include "api/http/live.h"
#include "api/http/wire/reply.h"
#include "reports/public/publish.h"

enum { HTTP_COPIES = 64, HTTP_COPY_MAX = 1024 * 1024, HTTP_TAG_TEXT = 40 }; /* copies; bytes of one; of its ETag */

/* One form of the list, written out; shared. */
struct http_copy {
	char *key; /* what was asked for */
	struct http_text *text;
	struct http_text *packed; /* NULL: not worth it */
	char tag[HTTP_TAG_TEXT];  /* ETag of the text; that of the packed one has "-gzip" in it */
	char packed_tag[HTTP_TAG_TEXT];
};

/* What may be published of one view on one day. */
struct http_issue {
	atomic_int refs;
	struct http_view *view;
	cv_day today;
	struct rep_public *facts;
	struct rep_public_changes changes;
	struct reg_hash digest;
	int64_t since_ms; /* nothing on it is older */
	struct http_copy copy[HTTP_COPIES];
	pthread_mutex_t lock; /* copy */
};

struct http_shelf {
	bool open;		 /* is the list published at all? */
	pthread_mutex_t lock;	 /* issue */
	pthread_mutex_t reading; /* held by whoever reads the next one */
	struct http_issue *issue;
};

void http_shelf_begin(struct http_shelf *s, bool open);
void http_shelf_end(struct http_shelf *s);

/* The issue of now. Owns: http_issue_drop(). Fails: E_BUSY, E_STORE, E_NOMEM. */
CV_MUST enum cv_err http_shelf_now(
	struct http_shelf *s, struct http_live *live, struct http_issue **ret, struct cv_error *err);
void http_issue_drop(struct http_issue **i); /* for CV_AUTO; NULL is fine */

struct http_wanted_copy {
	enum rep_public_form form;
	cv_day on;
	struct rep_public_filter filter;
};
/* Written out, or as it was kept; the texts are references of the caller's: http_copy_finish(ret). */
CV_MUST enum cv_err http_issue_copy(
	struct http_issue *i, const struct http_wanted_copy *w, struct http_copy *ret, struct cv_error *err);
void http_copy_finish(struct http_copy *c);

#endif

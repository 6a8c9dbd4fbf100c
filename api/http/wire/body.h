/*
 * A record out of a JSON body: the columns of its kind as texts or null, "extra" for the columns that are not
 * known here, "number" where the record has one. Read whole: everything that is wrong with it is found at once.
 */
#ifndef API_HTTP_BODY_H
#define API_HTTP_BODY_H

#include "registry/registry.h"

/* What is wrong, as the array "errors" of a problem: [{"pointer": "/country", "detail": "..."}, ...] */
struct http_errors {
	struct cv_str json; /* "" while nothing is */
	size_t n;           /* beyond HTTP_ERRORS_MAX only counted */
	const char *at;     /* pointer of what the members are of; NULL: of the body itself */
};
enum { HTTP_ERRORS_MAX = 1000 };
void http_errors_add(struct http_errors *es, const char *pointer, const char *detail);
/* The same for a member of what es->at points to, whose name is no pointer yet. "": that itself. */
void http_errors_member(struct http_errors *es, const char *member, const char *detail);
/* The array is complete. Then its text, which lives as long as es. */
const char *http_errors_end(struct http_errors *es);
void http_errors_finish(struct http_errors *es);

enum http_deed {
	HTTP_CREATE,
	HTTP_REPLACE, /* what is not said is empty */
	HTTP_MERGE,   /* RFC 7396: what is not said stays, null takes away */
	HTTP_END,     /* {"on": day} */
	HTTP_PROCEED, /* a procedure of the desks: what its route says (change.h) */
	HTTP_DEED_COUNT
};

/* Is it the name of a member that is shown with a record and worked out, so that no body changes it? */
bool http_worked_out(enum reg_kind kind, const char *name);
/*
 * What a new record of a kind says in a column that every one needs, where the body says nothing, as on the command
 * line; NULL: nothing. today: as a day is written.
 */
const char *http_begins_as(enum reg_kind kind, const char *column, const char *today);

/* A record that stands alone, with its texts. */
struct http_record {
	struct reg_record rec;
	int64_t n;
	struct cv_arena texts;
};
CV_MUST enum cv_err http_record_copy(const struct reg_version *v, struct http_record *ret, struct cv_error *err);
void http_record_finish(struct http_record *r);

/*
 * The day of a body {"on": day}; "" where it has none. For the note of a change; what is wrong with it is said
 * elsewhere.
 */
void http_end_day(const char *text, size_t len, char ret[CV_DAY_TEXT]);

/*
 * The record that a body makes of what is on file (now; NULL for HTTP_CREATE, on the day today). Whether it can be
 * filed beside the others is not looked at: reg_put(). Fails: E_JSON, E_TOO_BIG (es has the pointer), E_NOMEM. What
 * else is wrong is only in es; ret is complete where nothing is. Owns: http_record_finish(ret), in any case; ret must
 * be {0}.
 */
CV_MUST enum cv_err http_record_read(const struct law_pack *p, enum reg_kind kind, enum http_deed deed,
	const char *text, size_t len, const struct http_record *now, cv_day today, struct http_record *ret,
	struct http_errors *es, struct cv_error *err);

#endif

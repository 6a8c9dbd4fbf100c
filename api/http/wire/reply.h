/*
 * Replies: the only code that queues a response. Answering and leaving are one statement:
 * every function here is must-use and returns what the handler returns.
 */
#ifndef API_HTTP_REPLY_H
#define API_HTTP_REPLY_H

#include "api/http/wire/request.h"
#include "registry/core/jsonw.h"
#include "registry/registry.h"

#include <stdatomic.h>

/* What can be wrong with a request before anybody reads its meaning. The word is the fragment of the problem type. */
#define HTTP_FAULTS(X) /* code, status, word, sentence */ \
	X(MALFORMED,    400, "malformed-request", "the request is not well-formed HTTP") \
	X(TOKEN_NEEDED, 401, "login-needed", "this server answers those it knows") \
	X(TOKEN_BAD,    401, "invalid-token", "the token or session is not good, or no longer") \
	X(LINK_BAD,     403, "invalid-link", "the log-in link is not good, or no longer") \
	X(ADDRESS_BAD,  403, "invalid-address", "the secret address is not good, or no longer") \
	X(ROLE,         403, "role-needed", "whoever asks may not do this") \
	X(GUESSED,      429, "too-many-failures", "too many tries failed, wait before the next") \
	X(ORIGIN,       403, "foreign-origin", "a page of another site may not ask for this") \
	X(CLOSED,       403, "imports-closed", "this server takes no imports and no changes") \
	X(NO_PATH,      404, "no-such-path", "there is nothing at this path") \
	X(METHOD,       405, "method-not-allowed", "this path does not take that method") \
	X(STALE,        412, "precondition-failed", "the record is no longer what the field If-Match says") \
	X(BODY_BIG,     413, "body-too-large", "the body is larger than this server takes") \
	X(TARGET_BIG,   414, "target-too-long", "the address is longer than this server takes") \
	X(MEDIA,        415, "media-type", "the body is of another type than this path takes") \
	X(EXPECTATION,  417, "expectation", "only the expectation 100-continue is known") \
	X(MISDIRECTED,  421, "misdirected-request", "this server does not answer for that host") \
	X(INVALID,      422, "invalid-record", "the body is no record that can be filed") \
	X(KEY_REUSED,   422, "idempotency-key-reused", "the Idempotency-Key came with another request before") \
	X(UNCONDITIONAL, 428, "precondition-required", "a change must say in If-Match which version it is about") \
	X(HEADERS_BIG,  431, "headers-too-large", "there are more header fields than this server takes") \
	X(CROWDED,      503, "too-many-imports", "there are as many imports at work as this server takes, try again") \
	X(UNKNOWN,      501, "not-implemented", "that method or transfer coding is not known here") \
	X(VERSION,      505, "http-version", "only HTTP/1.0 and HTTP/1.1 are spoken here")

enum http_fault {
#define X(code, status, word, text) HTTP_##code,
	HTTP_FAULTS(X)
#undef X
	HTTP_FAULT_COUNT
};

/* A refusal, for a program (RFC 9457) or for a person. */
struct http_problem {
	int status;
	const char *word;      /* "E_DATE", "no-such-path" */
	const char *title;
	const char *detail;
	const char *parameter; /* the parameter or member at fault, or "" */
	const char *pointer;   /* JSON pointer into the body, or "" */
	const char *errors;    /* all that is wrong with a body, as a JSON array; or NULL */
	const char *allow;     /* methods, for 405, or NULL */
	const char *challenge; /* WWW-Authenticate, for 401, or NULL */
	const struct reg_answer *candidates; /* NULL, or whose candidates are meant */
};

/* HTTP_SHEET: a page that stands by itself, with its style in it. */
enum http_type { HTTP_JSON, HTTP_PROBLEM, HTTP_HTML, HTTP_CSS, HTTP_CSV, HTTP_TEXT, HTTP_XLSX, HTTP_SHEET, HTTP_TAR,
	HTTP_CALENDAR, HTTP_JSONLD, HTTP_ATOM, HTTP_SVG, HTTP_XML, HTTP_NOTHING };

/* A text that several answers send at once, and that may be let go of while they do. */
struct http_text {
	struct cv_str text;
	atomic_int refs;
};
/* One reference to what was in *text, which is left empty. NULL when out of memory. */
struct http_text *http_text_new(struct cv_str *text);
struct http_text *http_text_take(struct http_text *t); /* one more; NULL is fine */
void http_text_drop(struct http_text **t);             /* for CV_AUTO; NULL is fine */

/* What an answer may have beside its body. */
struct http_more {
	const char *location, *retry, *cookie, *etag, *link; /* header fields, or NULL */
	const char *packed_etag;      /* of the same body packed; NULL: what has a tag is sent as it is */
	const char *disposition;      /* what it is called where it is kept, or NULL */
	const char *modified;         /* Last-Modified, or NULL; with it whoever asked may keep the answer */
	struct http_text *part;       /* NULL, or what is sent behind q->out */
	const char *tail;             /* with a part: what is sent behind that; lives for ever */
	bool packed;                  /* the part is packed already */
	const char *cache, *vary;     /* header fields of what everybody may keep, or NULL */
};
/*
 * Of 304, what is in q->out and the part are not sent: the length is that of the answer it stands for (RFC 9110, 8.6).
 * With neither nothing is said of it, and the connection ends.
 */
CV_MUST enum MHD_Result http_send_more(
	struct http_request *q, int status, enum http_type type, const struct http_more *more);
/* Answer with the first size bytes of an open file, which stays the caller's; of more the fields alone. */
CV_MUST enum MHD_Result http_send_file(struct http_request *q, enum http_type type, int fd, uint64_t size);
CV_MUST enum MHD_Result http_send_file_more(
	struct http_request *q, enum http_type type, int fd, uint64_t size, const struct http_more *more);

/*
 * What the field Accept asks for of what there is (accept.h): HTTP_JSON, HTTP_TEXT or HTTP_CSV; HTTP_JSON where it
 * says nothing.
 */
enum http_type http_wanted(struct http_request *q);

/* Answer with what is in q->out. */
CV_MUST enum MHD_Result http_send(struct http_request *q, int status, enum http_type type);
/* JSON that is kept elsewhere. */
struct http_kept {
	const char *text;
	size_t len;
	const char *instant; /* goes over the one that stands at `at` in a copy of it; NULL: it stays as it is */
	size_t at;
};
/* Answer with a copy of that; q->out must be empty. */
CV_MUST enum MHD_Result http_send_kept(struct http_request *q, const struct http_kept *k);
/* Answer with a problem in the form of the route: problem+json, or the page. */
CV_MUST enum MHD_Result http_send_problem(struct http_request *q, const struct http_problem *p);
CV_MUST enum MHD_Result http_fault(struct http_request *q, enum http_fault f, const char *detail);
/* The same with all that is wrong with a body: a JSON array, or NULL. */
CV_MUST enum MHD_Result http_fault_with(
	struct http_request *q, enum http_fault f, const char *detail, const char *errors);
/* A failure, as cv_err_http() has it. What is our fault is told to the operator, not to the caller. */
CV_MUST enum MHD_Result http_fail(struct http_request *q, enum cv_err e, const struct cv_error *err);
/* What is our fault is told to the operator, once; about: the id of a request, or a job. */
void http_log_fault(struct http_server *s, const char *about, enum cv_err e, const struct cv_error *err);
/* The members of a problem, into an object that is open. */
void http_problem_json(const struct http_problem *p, struct cv_json *j);
/* All of it, with the id of its request. */
void http_problem_body(const struct http_problem *p, const char *id, struct cv_str *out);
struct http_problem http_problem_as(enum http_fault f, const char *detail);
/* The same as data. Keeps pointers into err. */
struct http_problem http_problem_of(enum cv_err e, const struct cv_error *err);
/* 405 with the methods that the path does take. */
CV_MUST enum MHD_Result http_not_allowed(struct http_request *q, const char *methods, const char *detail);
/* For http_send_problem(): answer with what is in q->out, and with the header fields that go with p. */
CV_MUST enum MHD_Result http_send_refusal(struct http_request *q, const struct http_problem *p, enum http_type type);
/* The library's own MHD_queue_response() (library.c); for reply.c. */
CV_MUST enum MHD_Result http_queue(struct MHD_Connection *mhd, unsigned status, struct MHD_Response *r);
/* 204 with the methods of a path. */
CV_MUST enum MHD_Result http_send_allow(struct http_request *q, const char *methods);

/* "/problems#" word; title; everything a problem of this program can be. */
typedef void http_problem_fn(void *ctx, int status, const char *word, const char *title);
void http_each_problem(http_problem_fn *fn, void *ctx);

/* Told to the operator, at most a few lines a minute. */
void http_log(struct http_server *s, const char *fmt, ...) CV_PRINTF(2, 3);

#endif

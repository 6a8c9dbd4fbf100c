/*
 * A request on its way through: target, route, body, and the buffer of its answer.
 */
#ifndef API_HTTP_REQUEST_H
#define API_HTTP_REQUEST_H

#include "api/http/wire/later.h"
#include "registry/core/text.h"

#include <microhttpd.h>
#include <stdint.h>

struct http_server;
struct http_request;
struct http_conn;
struct http_upload;
struct http_spool;
struct http_rack;
struct http_change;
struct http_members;
struct reg;

enum {
	HTTP_TARGET_MAX = 2048,         /* bytes of path and query; longer: 414 */
	HTTP_BODY_MAX = 1024 * 1024,    /* bytes of a body; longer: 413 */
	HTTP_SWALLOW_MAX = 1024 * 1024, /* bytes of a body without stated length read on beyond that, to say so */
	HTTP_KEEP_MAX = 64 * 1024,      /* bytes of buffers a quiet connection keeps */
	HTTP_ID_TEXT = 65,              /* bytes of a request id with NUL */
};

/* Answers and leaves: the result is what libmicrohttpd wants back. */
typedef enum MHD_Result http_handler(struct http_request *q);

enum http_form { HTTP_AS_JSON, HTTP_AS_PAGE, HTTP_AS_LIST }; /* in which form errors are told */
enum http_body { HTTP_NO_BODY, HTTP_JSON_BODY, HTTP_PATCH_BODY, HTTP_FILE_BODY, HTTP_FORM_BODY };
/*
 * A procedure: what a desk does with what is on file, within an open change, in the writer's thread (records/change.h).
 */
typedef enum cv_err http_procedure(struct http_change *c, struct reg *r, const struct http_members *in);
/*
 * The class of a route: what whoever asks must be allowed to (rights.c). HTTP_FREE: also those of
 * whom nothing is known.
 */
enum http_needs { HTTP_READ, HTTP_WRITE, HTTP_DECIDE, HTTP_AUDIT, HTTP_ADMINISTER, HTTP_FREE, HTTP_NEEDS_COUNT };
enum http_by { HTTP_BY_NOBODY, HTTP_BY_TOKEN, HTTP_BY_SESSION, HTTP_BY_PROXY, HTTP_BY_ADDRESS };

/* What the document at /v1/openapi.json says of a route beside that (openapi/document.c). */
struct http_spec {
	const char *id;      /* operationId; NULL: not in the document */
	const char *query;   /* names of parameters (openapi/params.c), a blank between, "!"
		behind those that must be there */
	const char *takes, *gives; /* schemas of body and answer; NULL: none */
	int status;          /* of success */
	const char *example; /* a request that works on the sample register: path and query */
	const char *sends;   /* its body */
};

struct http_route {
	const char *method; /* "GET" (HEAD too), "POST", "PUT", "PATCH", "DELETE" */
	const char *path;   /* "{id}" stands for one segment */
	enum http_body body;
	http_handler *fn;
	enum http_form form;
	enum http_needs needs;
	const char *help;
	struct http_spec spec;
	http_procedure *proceed; /* what it does; NULL: it is no procedure */
	const char *members;     /* of its body: http_members_read() */
	bool secret;             /* whoever has its secret address (?key=) may, too */
	bool published;          /* is there only where the server was started with --public */
};

struct http_request {
	struct http_server *srv;
	struct MHD_Connection *mhd;
	struct http_conn *conn;
	const struct http_route *route;
	char id[HTTP_ID_TEXT];            /* for the answer and the log */
	char method[12];
	int status;                       /* answered; 0: not yet */
	uint64_t bytes;                   /* of the answer's body, before it is packed */
	int64_t began;                    /* ticks, where there is an access log */
	size_t target_len;                /* as sent */
	char *query;                      /* in target, behind the '?'; "" for none. The path before it ends in NUL */
	enum http_by by;                  /* nobody: nobody was asked */
	char who[65];                     /* whose token or session it is, or "" */
	int role;                         /* enum reg_role, where somebody is known */
	const char *denied;               /* why it may not, or NULL */
	int denied_as;                    /* enum http_fault */
	bool unsure;                      /* it is denied, but who may do what could not be looked up just now */
	int retry;                        /* seconds to wait before the next try, 0: not said */
	bool begun;                       /* its request line is there, and it is not over */
	bool seen;                        /* header looked at */
	bool close;                       /* this answer ends the connection */
	bool too_big;
	bool chosen;                      /* the field Accept was asked which form it should have */
	struct cv_str body;               /* what was uploaded */
	struct http_upload *upload;       /* the same, of HTTP_FILE_BODY; NULL: none */
	struct http_change *change;       /* what it changes, while it is being done and answered; NULL: nothing */
	struct http_spool *sheet;         /* a table that is being sent; NULL: none */
	struct http_rack *rack;           /* what its answer is sent with (envelope.h); NULL: nothing */
	struct http_later_turn later;     /* it could not be answered at once */
	struct cv_str out;                /* the answer; lives until it is sent */
	/* at the end, so that what each request needs lies together */
	char target[HTTP_TARGET_MAX + 1]; /* as sent, nothing decoded; "" when too long */
	char why[224];                    /* room for denied */
};

/* A request begins on a connection that was used before: nothing of the last one is left. */
void http_request_begin(struct http_request *q, const char *target);
/* Let go of an upload that nobody took over, of a change that is done, and of a table that was sent. */
void http_request_forget(struct http_request *q);

/* libmicrohttpd's callbacks (request.c); cls is the server. */
void *http_on_target(void *cls, const char *target, struct MHD_Connection *mhd);
enum MHD_Result http_on_request(void *cls, struct MHD_Connection *mhd, const char *url, const char *method,
	const char *version, const char *upload, size_t *upload_size, void **ctx);
void http_on_done(void *cls, struct MHD_Connection *mhd, void **ctx, enum MHD_RequestTerminationCode why);
void http_on_connection(void *cls, struct MHD_Connection *mhd, void **ctx, enum MHD_ConnectionNotificationCode what);

#endif

/*
 * The records of the register as resources, each kind under its name: /v1/parties, /v1/transfers, ... /v1/overrides;
 * the tables of routes say who may read and who may file which (routes_facts.c, routes_records.c). The names of a
 * record's members are the columns of its CSV; its values are the cells, null where one is empty.
 *
 * A list comes in pages. The cursor of a page holds the change up to which the first page knew, so that all pages
 * of a list show one moment, and a piece of the list is read at a time: nobody waits for whoever reads slowly.
 */
#ifndef API_HTTP_RECORDS_H
#define API_HTTP_RECORDS_H

#include "api/http/live.h"
#include "api/http/wire/reply.h"
#include "registry/pages.h"

enum {
	HTTP_LIST_DEFAULT = 100,
	HTTP_LIST_MAX = 1000,
	HTTP_LIST_BYTES = 4 * 1024 * 1024, /* of a page; one that is full ends before its limit */
	HTTP_LIST_LOOKED = 20000,          /* records looked at for one; a page that finds little ends, too */
	HTTP_CURSOR_MAX = 48,
	HTTP_ETAG_MAX = 48,
};

/* Which records, as known when, and how much of them. */
struct http_asked {
	enum reg_kind kind;
	char id[HTTP_TARGET_MAX + 1]; /* of one, decoded */
	bool has_known_at;
	char known_at[CV_INSTANT_TEXT];
	cv_day on;                    /* CV_DAY_NONE: whenever */
	uint32_t fields;              /* rep_record_json() */
	int limit;                    /* 0: not said */
	bool overdue;                 /* of inquiries: only those whose day is past */
	int due_within;               /* only those due within so many days, the overdue too; -1: whenever */
	int64_t seq, after;           /* of a cursor; seq -1: there was none */
	uint32_t sum;                 /* over all that says which records */
	struct cv_str text;           /* filters, in canonical form, each with a NUL behind it */
	size_t want[REG_COLUMNS_MAX]; /* where in text, counted from 1; 0: every value */
	struct cv_str folded;         /* part of a name, folded; "": every name */
	struct http_standing *stand;  /* only those that stand so (stand.c); NULL: however they stand */
	struct http_view *view;       /* the register that it is asked of, where that is needed: http_asked_ready() */
	uint8_t *meant;               /* by party of the view: names.c */
};

/* The kind of a path "/v1/parties...". */
enum reg_kind http_kind_of(const struct http_request *q);
/* The {id} of a path, decoded. Fails: E_USAGE. */
CV_MUST enum cv_err http_id_of(const struct http_request *q, char ret[HTTP_TARGET_MAX + 1], struct cv_error *err);
/*
 * Read path and query; list: of several. Fails: E_USAGE, E_VALUE, E_DATE, E_COUNTRY, E_UNKNOWN_WORD, naming the
 * parameter. Owns: http_asked_finish(ret), in any case; ret must be {0}.
 */
CV_MUST enum cv_err http_asked_read(
	const struct http_request *q, bool list, struct http_asked *ret, struct cv_error *err);
void http_asked_finish(struct http_asked *a);
/*
 * Before a list is read: the register that its first page showed, in memory, for what a record alone does not say; then
 * a->seq is known. Fails as http_live_at(), E_NOMEM.
 */
CV_MUST enum cv_err http_asked_ready(struct http_live *l, struct http_asked *a, struct cv_error *err);
/* The day on which overrides count and time is left: that asked about, else today. */
cv_day http_asked_day(const struct http_asked *a);
/* Is the record among those asked for? */
bool http_asked_fits(const struct http_asked *a, const struct reg_version *v);
/* The address of the page behind the record numbered after, in the form of the field Link; appended to out. */
void http_next_page(const struct http_request *q, const struct http_asked *a, int64_t after, struct cv_str *out);

/* ---- what is worked out beside the columns (beside.c) ---- */

enum { HTTP_BESIDE = 1 << 28 }; /* beside the fields of rep_record_json() */

struct http_override {
	struct http_override *next;
	const char *party, *id, *reason, *by;
	cv_day until;
};
struct http_beside {
	struct cv_arena arena;
	cv_day on;
	struct http_override *first; /* of parties */
	const char *party;           /* only of that one; NULL: of all */
	const struct law_pack *pack; /* of inquiries: whose law says when they are due */
	char *home;
};
/*
 * Of parties the overrides that count on the day, as known at a change (INT64_MAX: now); of inquiries what the time
 * follows from; of other kinds nothing. id: of the record, NULL: of all. b must be {0}; give it to http_beside_finish()
 * in any case. Keeps: id.
 */
CV_MUST enum cv_err http_beside_read(struct http_beside *b, struct reg *r, enum reg_kind kind, int64_t seq, cv_day on,
	const char *id, struct cv_error *err);
void http_beside_finish(struct http_beside *b);
/* Is the record among those asked for by what is worked out? */
bool http_beside_fits(const struct http_asked *a, const struct http_beside *b, const struct reg_version *v);
/* A record as the register shows it: rep_record_json(), and what is worked out beside it. */
void http_record_json(const struct reg_version *v, uint32_t fields, const struct http_beside *b, struct cv_json *j);

/* The entity tag of a representation, quotes included: the version, and a hash of what is said about it. */
void http_etag(const struct reg_version *v, const struct cv_str *body, char ret[HTTP_ETAG_MAX]);
/* Is tag in the value of If-Match or If-None-Match? weak: a tag that is marked as weak will do. */
bool http_etag_in(const char *field, const char *tag, bool weak);

/*
 * ?q= (names.c): part of a name or alias, folded: that of the party itself, or of a party that the record names, as it
 * was called then; of a notice also the name that was written. Only where the kind has one of these.
 */
bool http_names(enum reg_kind kind);
CV_MUST enum cv_err http_names_ready(struct http_asked *a, struct cv_error *err);
bool http_names_fit(const struct http_asked *a, const struct reg_record *rec);

/*
 * ?outcome= and ?mechanism= (stand.c): how a transfer stands on the day, or the worst of those into a party. value: the
 * two texts, NULL where not said. Only where the kind has no such column. Fails: E_USAGE, E_UNKNOWN_WORD.
 */
bool http_stands(enum reg_kind kind);
CV_MUST enum cv_err http_stand_read(const struct law_pack *p, const char *outcome, const char *mechanism,
	const char *data, struct http_asked *a, struct cv_error *err);
void http_stand_ready(struct http_asked *a); /* the day is settled */
bool http_stand_fits(const struct http_asked *a, const struct reg_version *v);
/* What went wrong while records were looked at. */
CV_MUST enum cv_err http_stand_failed(const struct http_asked *a, struct cv_error *err);
void http_stand_say(const struct http_asked *a, struct cv_str *out); /* what is asked for, for the sum over it */
void http_stand_finish(struct http_asked *a);

/* Is the whole of what is there asked for? CSV has no pages, and every column. Fails: E_USAGE, naming the parameter. */
CV_MUST enum cv_err http_sheet_whole(const struct http_asked *a, struct cv_error *err);
/* A record as CSV: the header, and its line in a list (sheet.c). Appended to out. */
CV_MUST enum cv_err http_sheet_of_one(const struct reg_version *v, struct cv_str *out, struct cv_error *err);
/* Answer with all that is asked for as CSV (sheet.c). */
CV_MUST enum MHD_Result http_send_sheet(struct http_request *q, struct http_asked *a);

#endif

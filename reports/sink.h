/*
 * Tables out: a table says what it is about and its columns, then gives its rows; a format writes them. Every report
 * goes this way, and whatever else is a list of work.
 *
 *	static const struct rep_column column[] = {
 *		{ "id", REP_T_TEXT, "of the transfer" }, { "since", REP_T_DAY, "first day" },
 *	};
 *	TRY(rep_sink_new(REP_CSV, NULL, write, ctx, &s, err));       the caller frees it in any case
 *	TRY(rep_begin(s, &about, column, CV_LEN(column), err));
 *	TRY(rep_row(s, (const char *[]){ "t-1", "2024-03-01" }, err));   as often as there are rows
 *	TRY(rep_end(s, err));
 *
 * The same table gives the same bytes, on any machine: no format looks at a clock, a name of a file or a locale.
 */
#ifndef REPORTS_SINK_H
#define REPORTS_SINK_H

#include "registry/core/day.h"
#include "registry/core/text.h"

/* Called with finished pieces of output; anything but CV_OK stops. */
typedef enum cv_err rep_write_fn(void *ctx, const char *data, size_t len, struct cv_error *err);

/* What a cell holds. It is handed over as text in any case; "" is "not known". */
enum rep_type {
	REP_T_TEXT,
	REP_T_DAY,    /* YYYY-MM-DD: a real date in a spreadsheet */
	REP_T_NUMBER, /* a whole number, digits with or without a minus */
	REP_T_YESNO,  /* yes or no: true or false in JSON */
	REP_T_LIST,   /* texts with ';' between them: an array in JSON */
};

struct rep_column {
	const char *name;   /* in CSV and JSON: "valid_until"; people read it as "valid until" */
	enum rep_type type;
	const char *help;   /* one line: what stands in it */
};

/* What a table is about. The texts live until rep_end(). "", CV_DAY_NONE, NULL: not to be said. */
struct rep_about {
	const char *name;     /* "coverage": also the name of the sheet */
	const char *title;    /* for people: "What covers each transfer" */
	cv_day on;            /* the day it speaks of */
	const char *known_at; /* instant of the last change it knows of */
	int64_t seq;          /* number of that change */
	const char *law_pack; /* version of the law it rests on */
	const char *filters;  /* what was asked for: "country US, outcome not-covered" */
	const char *note;     /* a sentence about the whole: totals, what it leaves out; read at rep_end() */
	const char *picture;  /* markup, for a format that shows pictures: an element <svg> */
};

enum rep_format { REP_CSV, REP_JSON, REP_XLSX, REP_HTML, REP_FORMAT_COUNT };
const char *rep_type_name(enum rep_type t);     /* "text", "day", "number", "yes-no", "list" */
const char *rep_format_name(enum rep_format f); /* "csv" */
const char *rep_format_type(enum rep_format f); /* "text/csv; charset=utf-8; header=present" */
bool rep_format_parse(const char *name, enum rep_format *ret);

struct rep_sink;

/*
 * tmpdir: where XLSX may put what it has so far, in files without a name; NULL: where the system has such files.
 * Fails: E_NOMEM. Owns: rep_sink_free().
 */
CV_MUST enum cv_err rep_sink_new(enum rep_format f, const char *tmpdir, rep_write_fn *fn, void *ctx,
	struct rep_sink **ret, struct cv_error *err);
void rep_sink_free(struct rep_sink *s); /* NULL is fine */

/* about and column are kept until rep_end(); it may be given a note until then. Fails, as the next two: E_NOMEM, E_FILE, what fn returned. */
CV_MUST enum cv_err rep_begin(struct rep_sink *s, const struct rep_about *about, const struct rep_column *column,
	size_t n_columns, struct cv_error *err);
/* Does it show the picture of what it is about? Only then is it worth drawing one. */
bool rep_shows_pictures(const struct rep_sink *s);
/* One text for each column, none of them NULL; they need not live longer than the call. */
CV_MUST enum cv_err rep_row(struct rep_sink *s, const char *const *cell, struct cv_error *err);
CV_MUST enum cv_err rep_end(struct rep_sink *s, struct cv_error *err);

/*
 * Whoever reads slowly must not hold up a writer: while the sink is held, rows are only gathered in memory, so that fn
 * is not called inside a transaction. rep_release() hands them on. rep_gathered(): the bytes that wait.
 */
void rep_hold(struct rep_sink *s);
CV_MUST enum cv_err rep_release(struct rep_sink *s, struct cv_error *err);
size_t rep_gathered(const struct rep_sink *s);
/* Rows written so far. */
int64_t rep_rows(const struct rep_sink *s);

#endif

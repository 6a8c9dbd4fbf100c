/*
 * CSV in and out (RFC 4180), one reader for the law pack, the cases and every import.
 *
 * libcsv does the parsing, held to strict mode and to limits; on top come the line number of each row (libcsv
 * has none), a cap on cells and columns, text checks, and knowing which cells were quoted.
 */
#ifndef CORE_CSV_H
#define CORE_CSV_H

#include "registry/core/text.h"

enum {
	CV_CSV_CELL_MAX = 1024 * 1024,    /* bytes of one cell */
	CV_CSV_ROW_MAX = 4 * 1024 * 1024, /* bytes of all cells of one row */
	CV_CSV_COLUMNS_MAX = 512,         /* cells of one row */
};

struct cv_cell {
	const char *text; /* NUL-terminated, valid UTF-8, no control characters but TAB, LF, CR */
	size_t len;
};

struct cv_row {
	size_t line;  /* physical line the row begins on; the first line of the file is 1 */
	size_t n;     /* cells */
	const struct cv_cell *cell;
	bool gap;     /* a blank line stands above it */
};

/* Called per row; cells live until it returns. Anything but CV_OK stops the reading and is passed up. */
typedef enum cv_err cv_row_fn(void *ctx, const struct cv_row *row, struct cv_error *err);

struct cv_csv;

/* delim is ',' ';' '\t' or '|'. Owns: cv_csv_destroy(). NULL when out of memory. */
struct cv_csv *cv_csv_create(char delim, cv_row_fn *fn, void *ctx);
/*
 * Feed the next bytes; a UTF-8 byte order mark at the start is skipped.
 * Fails: E_CSV (line and column named, err->line set), E_TOO_BIG, E_NOMEM, or what fn returned.
 */
CV_MUST enum cv_err cv_csv_feed(struct cv_csv *c, const char *data, size_t len, struct cv_error *err);
CV_MUST enum cv_err cv_csv_end(struct cv_csv *c, struct cv_error *err);
void cv_csv_destroy(struct cv_csv *c);

/* All of it at once. */
CV_MUST enum cv_err cv_csv_read(const char *data, size_t len, char delim, cv_row_fn *fn, void *ctx,
	struct cv_error *err);

/*
 * Append one cell, preceded by a comma unless it is the first. A cell that a spreadsheet would run as a formula
 * (first character = + - @ TAB CR LF, or their full-width forms) is prefixed with an apostrophe, and so is one that
 * begins with apostrophes followed by such a character, so that cv_csv_restore() is exact. Rows end in CRLF.
 */
void cv_csv_put(struct cv_str *out, bool first, const char *text);
void cv_csv_end_row(struct cv_str *out);
/* The way back in: drops the apostrophe that cv_csv_put() added, if there is one. Points into text. */
const char *cv_csv_restore(const char *text);

#endif

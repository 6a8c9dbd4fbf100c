/*
 * From bytes to rows: what the file is, what separates its cells, its header and its rows. Private to the room.
 */
#ifndef IMPORT_TABLE_H
#define IMPORT_TABLE_H

#include "registry/core/arena.h"
#include "registry/core/csv.h"

/* {0}, then imp_table_read(), then imp_table_finish() in any case. Cells live as long as the table. */
struct imp_table {
	char delimiter;
	struct cv_row head;
	struct cv_row *row; /* those below the header; blank ones too */
	size_t n_rows, cap;
	struct cv_arena arena;
};

/* Is it text that may be a CSV file? Fails: E_TOO_BIG, E_CSV saying what the file is instead and what to do. */
CV_MUST enum cv_err imp_bytes_check(const char *data, size_t len, struct cv_error *err);

/* The one of , ; TAB | that splits the first rows most evenly; a comma where none does. */
CV_MUST enum cv_err imp_delimiter(const char *data, size_t len, char *ret, struct cv_error *err);

/* Fails: E_CSV (a quote out of place, no rows below the header), E_TOO_BIG, E_NOMEM. */
CV_MUST enum cv_err imp_table_read(const char *data, size_t len, struct imp_table *ret, struct cv_error *err);
void imp_table_finish(struct imp_table *t);

/*
 * Was this text UTF-8 that was read as Windows-1250, Windows-1252 or Latin-1 and written again ("NiezaleĹĽny")?
 * If so, *repaired (appended to) is what it must have been.
 */
bool imp_mojibake(const char *text, size_t len, struct cv_str *repaired);

/* Room for one more of n things in a growing array. */
CV_MUST enum cv_err imp_grow(void **array, size_t *cap, size_t n, size_t size, struct cv_error *err);

#endif

/*
 * A table of a law pack taken apart into cells, spoiled in one place, and put together again.
 */
#ifndef TESTS_UNIT_DEFECT_H
#define TESTS_UNIT_DEFECT_H

#include "registry/core/csv.h"

enum { TABLE_CELLS = 64, TABLE_ROWS = 400 };

struct table {
	char *cell[TABLE_ROWS][TABLE_CELLS]; /* row 0 is the header; row i stands on line i + 1 */
	size_t n[TABLE_ROWS], n_rows;
};

/* Owns: table_destroy(). Out of memory ends the test. */
struct table *table_apart(const struct cv_str *text);
void table_together(const struct table *t, struct cv_str *out); /* every cell in quotes, rows end in LF */
void table_destroy(struct table *t);

enum how {
	CELL,    /* the column of the row gets this value */
	AGAIN,   /* the row stands once more at the end, its column with this value */
	ADD_CELL, CUT_CELL, DROP_ROW,
	ADD_COLUMN, NAME_COLUMN, DROP_COLUMN, /* header and all rows */
	BARE,    /* only the header is left */
	TEXT,    /* the file is this text */
	BYTE,    /* the first byte of the row becomes this one */
	GONE,    /* the file is not there */
};

struct defect {
	const char *file, *row, *column, *value;
	const char *word; /* stands in the finding */
	enum how how;
	size_t line;      /* where it is found; 0: on the row itself */
};

extern const struct defect defects[];
extern const size_t n_defects;

/* Puts the defect in (TEXT, BYTE and GONE change nothing here); returns the row it is about. */
size_t table_spoil(struct table *t, const struct defect *d);

#endif

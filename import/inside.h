/* Inside of the import: a file being read. Private to the room. */
#ifndef IMPORT_INSIDE_H
#define IMPORT_INSIDE_H

#include "import/import.h"
#include "registry/core/csv.h"

enum { IMP_LIST = REG_KIND_COUNT }; /* beside enum reg_kind: a foreign list */
enum { IMP_M_EXPORTER = 1 << 27, IMP_M_HOSTING = 1 << 28 }; /* beside enum imp_meaning: who discloses; a place of storage */

/* What a column of the file is. */
struct imp_column {
	char *header;     /* as written */
	int field;        /* canonical kinds: index of the column, -1: unknown, kept as extra */
	unsigned meaning; /* foreign lists: enum imp_meaning */
};

struct imp_reading {
	struct reg *r;
	const struct imp_options *opt;
	struct imp_report *rep;
	int kind; /* enum reg_kind or IMP_LIST */
	struct imp_column column[CV_CSV_COLUMNS_MAX];
	size_t n_columns;
	size_t header_line;
	bool header_seen;
	bool given[REG_COLUMNS_MAX]; /* canonical: the file has that column */
	int64_t import;
	char exporter[80];  /* foreign lists: whose list it is, "" not said */
	struct cv_str cell[REG_COLUMNS_MAX], extra;
	struct imp_seen *seen; /* keys of this file, to tell a repeated row */
	struct imp_later *later; /* parties whose parent comes further down in the file */
	size_t n_later;
	bool own_named, several_own; /* foreign lists: whose list it is was taken from the register; could not be */
};

/* Look at the first bytes: text, and which delimiter. Fails: E_CSV saying what the file is instead. */
CV_MUST enum cv_err imp_look(const char *data, size_t len, const struct imp_options *opt, const struct law_pack *p,
	char *ret_delim, struct cv_error *err);
/* The header row: kind and columns. */
CV_MUST enum cv_err imp_header(struct imp_reading *g, const struct cv_row *row, struct cv_error *err);
/* How many of the cells are headers that mean something here. */
size_t imp_header_score(const struct imp_options *opt, const struct cv_row *row);
/* One row of a canonical kind, of a foreign list. A row that is wrong is noted as refused and CV_OK returned. */
CV_MUST enum cv_err imp_canonical_row(struct imp_reading *g, const struct cv_row *row, struct cv_error *err);
CV_MUST enum cv_err imp_list_row(struct imp_reading *g, const struct cv_row *row, struct cv_error *err);
/* The parents that were not on file when their row was read, now that all rows were. */
CV_MUST enum cv_err imp_settle_parents(struct imp_reading *g, struct cv_error *err);
void imp_later_finish(struct imp_reading *g);
/* Note a refused row; the reason is copied. */
CV_MUST enum cv_err imp_refuse(struct imp_reading *g, size_t line, const char *column, const char *reason,
	struct cv_error *err);
/* Pass on what stops the whole import; note and swallow what is only wrong with this row. */
CV_MUST enum cv_err imp_row_error(struct imp_reading *g, size_t line, enum cv_err e, const struct cv_error *row_err,
	struct cv_error *err);
/* Was this text UTF-8 that was read as another encoding and written again? Then *repaired (appended to) is what it must have been. */
bool imp_mojibake(const char *text, size_t len, struct cv_str *repaired);
bool imp_blank_row(const struct cv_row *row);
/* Line on which this key stood before in this file, or 0 and it is remembered. */
CV_MUST enum cv_err imp_seen(struct imp_reading *g, const char *key, size_t line, size_t *ret_before, struct cv_error *err);
void imp_seen_finish(struct imp_seen *s);
/* name US value RS, the form of reg_record.extra */
void imp_add_extra(struct cv_str *extra, const char *name, const char *value);

#endif

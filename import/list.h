/*
 * A foreign list: each row says something about a party; what all rows say together becomes facts (a party, a leg for each country, a
 * claim for each mechanism), and the facts are applied at the end: only what is missing on file is added. Private to the room.
 */
#ifndef IMPORT_LIST_H
#define IMPORT_LIST_H

#include "import/inside.h"

enum { IMP_WHERE_MAX = 4 * IMP_PLACES_MAX, IMP_NOTES_MAX = 100 };

struct imp_where {
	char code[3];
	const char *place; /* storage, processing, establishment */
	bool inferred;
};

/* What one row says. Texts are cleaned. */
struct imp_said {
	struct cv_str party, exporter, purpose, service, role, data, subjects, retention, website, contact;
	struct cv_str location;  /* as written: of the cells that say where */
	struct cv_str mechanism; /* as written: of the cells with a claim */
	struct imp_where where[IMP_WHERE_MAX];
	size_t n_where;
	bool located;            /* a cell other than the entity's country says where */
	bool open;               /* and names no country for certain */
	bool worldwide;
	char seat[3];            /* the entity's country, where just one is named for certain */
	char importer_role[16];  /* "" not said */
	struct imp_claims claims;
	const char *extra[CV_CSV_COLUMNS_MAX]; /* by column: kept as written; NULL: none */
	size_t n_read, n_left;   /* cells understood; kept as written only */
};

void imp_said_finish(struct imp_said *s);
/* Fails: E_NOMEM. *s must be {0}; it points into the row. */
CV_MUST enum cv_err imp_row_say(const struct imp_reading *g, const struct cv_row *row, struct imp_said *s,
	struct cv_error *err);

/* One line, HTML tags and entities resolved, zero-width characters gone, blanks single; appended to out. */
void imp_clean(const char *text, struct cv_str *out);

/* ---- facts ---- */

struct imp_fact {
	enum reg_kind kind;
	char *cell[REG_COLUMNS_MAX]; /* NULL: nothing said */
	char **extra;                /* by column of the file; NULL: none at all */
	size_t importer,
		exporter; /* of legs and claims: number of a party fact; exporter 0: the one of the whole list */
	size_t line;                 /* that spoke of it first */
	char *id;                    /* of a party, once it is known */
	char *why;                   /* refused, and its rows with it */
	size_t first_filed; /* of a party: what is on file with it as importer; number in imp_list.filed, 0: none */
};

struct imp_touch { /* row r spoke of fact f */
	size_t row, fact;
};

struct imp_list_row {
	size_t line;
	enum reg_effect effect;
	bool refused, skipped;
};

struct imp_filed { /* a leg or a claim on file */
	enum reg_kind kind;
	int64_t n;
	char *id, *exporter, *country, *place, *mechanism; /* mechanism: of a claim, else "" */
	size_t next;
};

struct imp_list {
	struct imp_fact *fact; /* number n is fact[n - 1] */
	size_t n_facts, facts_cap;
	struct imp_keys *keys;
	struct imp_touch *touch;
	size_t n_touches, touches_cap;
	struct imp_list_row *row;
	size_t n_rows, rows_cap;
	struct imp_filed *filed; /* number n is filed[n - 1] */
	size_t n_filed, filed_cap;
	struct imp_keys *ids;  /* party id -> fact */
	size_t n_read, n_left; /* cells */
	size_t n_notes;
	size_t n_columns;      /* of the file */
	bool no_exporter;      /* a leg or claim has nobody as exporter */
};

/* What a row says becomes facts. Fails: E_NOMEM. */
CV_MUST enum cv_err imp_list_gather(struct imp_reading *g, const struct imp_said *s, size_t row, struct cv_error *err);
/* After the last row: what several rows say in one cell becomes one text, the same in whatever order they stood. Fails: E_NOMEM. */
CV_MUST enum cv_err imp_list_join(struct imp_reading *g, struct cv_error *err);
/* What is on file about the parties of the list. */
CV_MUST enum cv_err imp_list_filed(struct imp_reading *g, struct cv_error *err);
/* The leg or claim on file that this one is, or 0; *ret_done: it says all that this one says. */
size_t imp_list_match(const struct imp_list *l, const struct reg_record *rec, size_t importer, bool *ret_done);
/* The facts into the register. */
CV_MUST enum cv_err imp_list_apply(struct imp_reading *g, struct cv_error *err);
/* A line for the person; after a hundred only counted. */
void imp_list_note(struct imp_reading *g, const char *fmt, ...) CV_PRINTF(2, 3);

#endif

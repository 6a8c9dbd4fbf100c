/*
 * Inside of the import: a file being read. Private to the room.
 *
 * bytes -> rows -> (canonical kinds) one record each, put at once; (foreign lists) facts gathered from all rows, applied at the end.
 */
#ifndef IMPORT_INSIDE_H
#define IMPORT_INSIDE_H

#include "import/import.h"

enum { IMP_LIST = REG_KIND_COUNT, IMP_DPF }; /* beside enum reg_kind: a foreign list; that of the DPF */
enum { IMP_MAPS_MAX = 64, IMP_DAY_MAX = 40 /* bytes of a cell that may be a day */ };
enum {
	IMP_NONE = -1,
	IMP_EXPORTER = -2,
	IMP_IGNORED = -3
}; /* beside the columns of a kind: unknown; list: whose list; left out */

/* What a column of the file is. */
struct imp_column {
	char *header;     /* as written, without blanks around */
	int field;        /* canonical kinds: index of the column; IMP_NONE: unknown, kept as extra; IMP_DPF: enum imp_dpf_column */
	unsigned meaning; /* foreign lists: enum imp_meaning */
	bool unnamed;	  /* its header is empty */
};

struct imp_parent { /* a party whose parent comes further down in the file */
	char *id, *parent;
	size_t line;
	enum reg_effect effect;
};

/* Days of the file that can be read two ways, and those that show which way is meant. */
struct imp_order {
	size_t unclear, line;	     /* how many; where the first of them stands */
	char text[IMP_DAY_MAX];	     /* and what it says */
	uint64_t columns;	     /* bit: a column of the kind that has one */
	size_t day_line, month_line; /* of the first that begins with the day, the month; 0: none */
	char day_text[IMP_DAY_MAX], month_text[IMP_DAY_MAX];
	size_t months; /* "03/2024": how many */
};

struct imp_rejected { /* what is wrong with a row; several of one line are of one row */
	size_t line, n;
	char *column, *reason;
};

struct imp_rejects {
	struct imp_rejected *all;
	size_t n, cap;
};
void imp_rejects_finish(struct imp_rejects *r);
/* In the order of the file, so that imp_known_reject() finds them. */
void imp_rejects_sort(struct imp_rejects *r);

struct imp_held { /* a row that may be a footnote */
	struct cv_row row;
	char *bytes; /* of its cells */
};

struct imp_reading {
	struct reg *r;           /* NULL: a list that is only looked at (preview.c) */
	const struct law_pack *pack;
	imp_listed_fn *listed;   /* its rows go there, and nowhere else; NULL: an import */
	void *listed_ctx;
	const struct imp_options *opt;
	struct imp_report *rep;
	int kind; /* enum reg_kind, IMP_LIST or IMP_DPF */
	struct imp_column column[CV_CSV_COLUMNS_MAX];
	size_t n_columns;
	size_t header_line;
	bool header_seen;
	size_t rows;                 /* below the header, blank ones left out */
	bool given[REG_COLUMNS_MAX]; /* canonical: the file has that column */
	int64_t import;
	struct cv_str cell[REG_COLUMNS_MAX], extra;
	struct imp_parent *parent;
	size_t n_parents, parents_cap;
	size_t n_conflicts;
	char exporter[80];           /* foreign lists: whose list it is, "" not said */
	char source[176];            /* the source's name in the register: of a list, with whose it is */
	struct imp_map map[IMP_MAPS_MAX]; /* given and remembered */
	size_t n_maps;
	char *remembered;            /* text of the remembered ones */
	struct cv_str stop;          /* why it would not be applied, known before the plan is made */
	struct imp_held *held;
	size_t n_held, held_cap, held_bytes;
	size_t n_titles, n_mended; /* lines above the header; cells put right */
	bool keep_rejects;
	struct imp_rejects rejects;	 /* of this reading, where --rejects takes them */
	const struct imp_rejects *known; /* rows that an earlier reading refused: left out of this one */
	bool of_rejects;		 /* the file is one that --rejects wrote */
	bool late;			 /* a row was refused after some of it was recorded: read again without it */
	struct imp_order order;
	size_t steps;
	struct cv_str tidy;
	struct imp_list *list;
	struct imp_twins *twins;
	struct imp_dpf *dpf;
};

/* Is what the file begins with text? Fails: E_CSV saying what the file is instead and what to do. */
CV_MUST enum cv_err imp_bytes_check(const char *data, size_t len, struct cv_error *err);
/*
 * Read the input from its start and give every row to fn; encodings become UTF-8 on the way. Fills rep->encoding, and rep->sha256 with
 * the hash of the bytes as they came. Fails: E_CSV, E_TOO_BIG, E_FILE, E_STOPPED, E_NOMEM, or what fn returned.
 */
CV_MUST enum cv_err imp_rows(struct imp_input *in, const struct imp_options *opt, struct imp_report *rep, cv_row_fn *fn,
	void *ctx, struct cv_error *err);
/* The rows a second time, as they came the first. */
CV_MUST enum cv_err imp_rows_again(struct imp_input *in, const struct imp_options *opt, struct imp_report *rep,
	cv_row_fn *fn, void *ctx, struct cv_error *err);
/*
 * Was this text UTF-8 that was read as Windows-1250, Windows-1252 or Latin-1 and written again? If so, *repaired (appended to) is what
 * it must have been.
 */
bool imp_mojibake(const char *text, size_t len, struct cv_str *repaired);
/* Which of , ; TAB | separates the cells, and the line of the header (0: there is nothing). */
CV_MUST enum cv_err imp_look(const char *data, size_t len, const struct imp_options *opt, char *ret_delim,
	size_t *ret_header, struct cv_error *err);

/* ---- what stands around the table (around.c) ---- */

/* A line above the header: named and left out. */
void imp_title(struct imp_reading *g, const struct cv_row *row);
/* May it be a footnote? Then it is kept until the next row, or the end of the file, tells. */
CV_MUST enum cv_err imp_hold(struct imp_reading *g, const struct cv_row *row, bool *ret_held, struct cv_error *err);
/* The rows that were kept to fn; at the end of the file footnotes among them are named, counted as skipped and left
 * out. */
CV_MUST enum cv_err imp_release(struct imp_reading *g, bool end, cv_row_fn *fn, struct cv_error *err);
void imp_held_finish(struct imp_reading *g);
/* Empty cells beyond the header are dropped, and with opt->repair text that was encoded twice is put right, before fn
 * has the row. */
CV_MUST enum cv_err imp_mended(struct imp_reading *g, const struct cv_row *row, cv_row_fn *fn, struct cv_error *err);

/* ---- cells as people write them (meant.c, days.c) ---- */

enum imp_day_read { IMP_NO_DAY, IMP_DAY, IMP_MONTH, IMP_TWO_WAYS };
/* "2024-03-12", "12 Mar 2024", "12.03.2024", "March 2024" (*ret is its first day), "03/04/2024" (as order says). */
enum imp_day_read imp_day_read(const char *text, enum imp_days order, cv_day *ret);
/* -1: can only begin with the day, 1: with the month, 0: says neither. */
int imp_day_order(const char *text);
/*
 * What a cell means: entities resolved, zero-width characters gone, no-break spaces blanks, days as YYYY-MM-DD. *text
 * may point into g->tidy. Fails: E_DATE where it can be read two ways, E_NOMEM.
 */
CV_MUST enum cv_err imp_meant(
	struct imp_reading *g, enum reg_kind kind, int field, size_t line, const char **text, struct cv_error *err);
/* Entities resolved, zero-width characters gone, odd blanks plain; appended to out. The text must be UTF-8. */
void imp_plain(const char *text, struct cv_str *out);
/* After the last row: what the days that can be read two ways mean. */
CV_MUST enum cv_err imp_ask_order(struct imp_reading *g, struct cv_error *err);

/* ---- refused rows (rejects.c) ---- */

CV_MUST enum cv_err imp_reject(
	struct imp_reading *g, size_t line, const char *column, const char *reason, struct cv_error *err);
/* Was the row refused by an earlier reading? Then it is noted as refused once more. */
CV_MUST enum cv_err imp_known_reject(struct imp_reading *g, size_t line, bool *ret, struct cv_error *err);
/* All refused rows to opt->reject, in the order of the file, which is read again. */
CV_MUST enum cv_err imp_rejects_write(struct imp_reading *g, struct imp_input *in, struct cv_error *err);
/* Is it a column that imp_rejects_write() adds? */
bool imp_is_reject_column(const char *header);
#define IMP_REJECT_LINE "chapterv_line"
#define IMP_REJECT_REASON "chapterv_reason"
/* From the first row to the last, to whoever takes rows of that kind (file.c). */
CV_MUST enum cv_err imp_reading_rows(struct imp_reading *g, struct imp_input *in, struct cv_error *err);
void imp_reading_finish(struct imp_reading *g);
/* One row of a list that is only looked at. */
CV_MUST enum cv_err imp_list_look_at(struct imp_reading *g, const struct cv_row *row, struct cv_error *err);
/* The header row: kind and columns. */
CV_MUST enum cv_err imp_header(struct imp_reading *g, const struct cv_row *row, struct cv_error *err);
/* How many of the cells are headers that mean something here. */
size_t imp_header_score(const struct imp_options *opt, const struct cv_row *row);
/* Does it say that those named are receivers? Of several columns of names, that one is the party's. */
bool imp_header_receiver(const char *header);

/* One row of a canonical kind. A row that is wrong is noted as refused and CV_OK returned. */
CV_MUST enum cv_err imp_canonical_row(struct imp_reading *g, const struct cv_row *row, struct cv_error *err);
/* After the last row: the parents that had to wait. */
CV_MUST enum cv_err imp_canonical_end(struct imp_reading *g, struct cv_error *err);
void imp_canonical_finish(struct imp_reading *g);
/* One row of a foreign list; after the last row, what they say together; counts the rows. */
CV_MUST enum cv_err imp_list_row(struct imp_reading *g, const struct cv_row *row, struct cv_error *err);
CV_MUST enum cv_err imp_list_end(struct imp_reading *g, struct cv_error *err);
void imp_list_finish(struct imp_list *l);

/* What a file name is an edition of: without folder, ending, dates and numbers. */
void imp_source_name(const char *file, char *ret, size_t size);
/* The columns that were named by hand for the source before go into own->map; the given ones win. Notes say so. */
CV_MUST enum cv_err imp_maps_recall(struct imp_reading *g, struct imp_options *own, struct cv_error *err);
/* Remember the columns that were named by hand and worked. */
CV_MUST enum cv_err imp_maps_keep(struct imp_reading *g, struct cv_error *err);
/* A party that moved takes along the transfers that counted because it was established where it was. */
CV_MUST enum cv_err imp_follow(struct imp_reading *g, struct cv_error *err);
/* What an edition of the source ended by leaving it out goes on when this one has it again. */
CV_MUST enum cv_err imp_revive(struct imp_reading *g, struct cv_error *err);
/* Where a record of that kind says that it ended, "" nowhere. */
const char *imp_end_column(enum reg_kind kind);
/* With opt->complete: what is absent from the file ends. Fails: E_STOPPED where more than opt->max_ended would. */
CV_MUST enum cv_err imp_complete(struct imp_reading *g, struct cv_error *err);
/* One of many things done after the reading, of: 0 not known. Now and then it is told, and looked whether to stop.
 * Fails: E_STOPPED. */
CV_MUST enum cv_err imp_step(struct imp_reading *g, const char *doing, size_t done, size_t of, struct cv_error *err);
/* May that many of the live ones end? The stop is kept for a dry run. what: their name. Fails: E_STOPPED. */
CV_MUST enum cv_err imp_may_end(
	struct imp_reading *g, const char *what, size_t absent, size_t live, struct cv_error *err);
/* Note what stood in conflict with the row just put. */
void imp_note_conflicts(struct imp_reading *g, size_t line);
/* The list of the Data Privacy Framework. Is this its header row? How many of the cells are its columns? */
bool imp_dpf_recognise(const struct imp_options *opt, const struct cv_row *row);
size_t imp_dpf_score(const struct imp_options *opt, const struct cv_row *row);
/* Has the header what such a list needs? names: the columns, for the message. Fails: E_CSV. */
CV_MUST enum cv_err imp_dpf_check(const struct imp_options *opt, const struct cv_row *row, const char *names,
	struct cv_error *err);
/* The field that the next column of g is, and a field that --map names; IMP_IGNORED, or IMP_NONE. */
int imp_dpf_field_of(const struct imp_reading *g, const char *header);
int imp_dpf_field(const char *field);
/* Once the columns are known; then row by row; after the last row, what they say together; counts the rows. */
CV_MUST enum cv_err imp_dpf_begin(struct imp_reading *g, struct cv_error *err);
CV_MUST enum cv_err imp_dpf_row(struct imp_reading *g, const struct cv_row *row, struct cv_error *err);
CV_MUST enum cv_err imp_dpf_end(struct imp_reading *g, struct cv_error *err);
void imp_dpf_finish(struct imp_dpf *d);

/* Once the kind is known: the answers to questions about names. Fails: E_USAGE. */
CV_MUST enum cv_err imp_twins_begin(struct imp_reading *g, struct cv_error *err);
void imp_twins_finish(struct imp_twins *t);

/* Keep a question for the person; the texts are copied. */
CV_MUST enum cv_err imp_ask(struct imp_reading *g, size_t line, const char *text, const char *evidence,
	const char *meanwhile, const char *answers, struct cv_error *err);
/* Keep for the person what is wrong with a row; the reason is copied. Whoever calls counts the row as refused. */
CV_MUST enum cv_err imp_defect(struct imp_reading *g, size_t line, const char *column, const char *reason,
	struct cv_error *err);
/* In the order of the file. */
void imp_refusals_sort(struct imp_report *rep);
/* Pass on what stops the whole import; keep and swallow what is only wrong with this row. */
CV_MUST enum cv_err imp_row_defect(struct imp_reading *g, size_t line, enum cv_err e, const struct cv_error *row_err,
	struct cv_error *err);
/* As many cells as the header, all of them text as it was meant? If not, the defects are kept and *ret_good is false. */
CV_MUST enum cv_err imp_row_shape(
	struct imp_reading *g, const struct cv_row *row, bool *ret_good, struct cv_error *err);
bool imp_blank_cell(const struct cv_cell *cell);
bool imp_blank_row(const struct cv_row *row);

/* Texts, each with a number (not 0). */
struct imp_keys;
/* The number kept under key; 0: there was none, and n is kept now. */
CV_MUST enum cv_err imp_key(
	struct imp_keys **keys, const char *key, size_t n, size_t *ret_before, struct cv_error *err);
size_t imp_key_of(const struct imp_keys *k, const char *key); /* 0: none */
void imp_keys_finish(struct imp_keys *k);

/* Is it the name of a column of that kind, however it is written? */
bool imp_is_column(enum reg_kind kind, const char *header);
/* name US value RS, the form of reg_record.extra */
void imp_add_extra(struct cv_str *extra, const char *name, const char *value);
/* Room for one more of n things in a growing array. */
CV_MUST enum cv_err imp_grow(void **array, size_t *cap, size_t n, size_t size, struct cv_error *err);

#endif

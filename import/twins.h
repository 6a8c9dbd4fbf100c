/*
 * Names that are alike, in a file and on file: who is meant, what is asked, and what was answered. Private to the room.
 *
 * twins.c         whom a name means, and the question about two names
 * twin_answers.c  --same and --distinct
 * twin_rows.c     rows of canonical parties
 * twin_lists.c    names in a foreign list
 */
#ifndef IMPORT_TWINS_H
#define IMPORT_TWINS_H

#include "import/inside.h"

struct imp_reply { /* an answer that came with this import; a and b may be the other way round than given */
	const char *a, *b;
	bool same;
	bool a_seen, b_seen; /* the file has that name */
	bool filed;	     /* b was on file before */
	char *a_id, *b_id;   /* whose name it is, NULL: not known yet */
};

struct imp_later { /* a row of a party that is called otherwise: it only counts where the party has no row of its own */
	size_t line;
	char *name;
	char *id;     /* of the party, NULL: as the answer says */
	size_t reply; /* number of the answer, 0: none */
	bool ask;
	char *cell[REG_COLUMNS_MAX]; /* NULL: not said */
	char *extra;
};

struct imp_spelling { /* a name in a foreign list, as written there */
	char *text;
	char *key;    /* the same for all spellings of a party */
	char seat[3]; /* where the list says it is established, "" not said */
	size_t line;
	bool ask;     /* taken as the same as the first of that key, or the one on file; nobody said so */
	bool on_file; /* key is that of the party `who` */
	bool several; /* `who` are several parties on file, "a, b" */
	char *who;
	size_t next;	   /* spelling of the same key */
	size_t next_alike; /* first of another key that folds alike */
};

struct imp_twins {
	struct imp_reply *reply; /* number n is reply[n - 1] */
	size_t n_replies;
	struct imp_later *later;
	size_t n_later, later_cap;
	struct imp_spelling *spelling; /* number n is spelling[n - 1] */
	size_t n_spellings, spellings_cap;
	struct imp_keys *texts, *keys, *folded; /* -> number of a spelling */
	struct cv_str id;			/* of the row being put */
	size_t n_notes;
};

/* ---- whom a name means ---- */

enum imp_who { IMP_NOBODY, IMP_PARTY, IMP_SEVERAL };

struct imp_met {
	enum imp_who who;
	char *id;   /* IMP_SEVERAL: "a, b"; owned: imp_met_finish() */
	bool exact; /* it is spelled so on file */
	bool ask;   /* it only folds alike, and nobody said that it is the same */
};
void imp_met_finish(struct imp_met *m);
/* country: of the row, "" not known. */
CV_MUST enum cv_err imp_meet(
	struct imp_reading *g, const char *name, const char *country, struct imp_met *ret, struct cv_error *err);

/* ---- questions ---- */

struct imp_twin { /* the name in the file that is asked about */
	size_t line;
	const char *name, *country;
	const char *id; /* NULL: taken as the same as the other */
	const char *parent;
	bool own;
};
/* more: ids of others that are alike, too, ", x, y", or "". */
CV_MUST enum cv_err imp_twin_ask(struct imp_reading *g, const struct imp_twin *t, const struct reg_alike *other,
	const char *more, struct cv_error *err);
/* The party is new: is one on file that is like it? */
CV_MUST enum cv_err imp_twin_look(struct imp_reading *g, const struct imp_twin *t, struct cv_error *err);
/* A line for the person; the first hundred. */
void imp_twin_note(struct imp_reading *g, const char *fmt, ...) CV_PRINTF(2, 3);

/* ---- answers ---- */

/* The file has that name. */
void imp_twin_seen(struct imp_reading *g, const char *name);
/* The answer that the name means another, 0: none. */
size_t imp_twin_reply(const struct imp_reading *g, const char *name);
/* Were the two said to be two, with this import? */
bool imp_twin_told_apart(const struct imp_reading *g, const char *one, const char *other);
/* A party of that name is about to be put, and has been. */
CV_MUST enum cv_err imp_twin_before(struct imp_reading *g, const char *name, struct cv_error *err);
CV_MUST enum cv_err imp_twin_known(struct imp_reading *g, const char *name, const char *id, struct cv_error *err);
/* After all names: answers that name nobody are refused, the others remembered. */
CV_MUST enum cv_err imp_twin_answers_end(struct imp_reading *g, struct cv_error *err);

/* ---- canonical parties ---- */

/*
 * Whose row it is: without an id in it the party is found by its name, and the id is set. *ret_later: the party is called otherwise; the
 * row is kept until the end.
 */
CV_MUST enum cv_err imp_twin_row(
	struct imp_reading *g, struct reg_record *rec, size_t line, bool *ret_later, struct cv_error *err);
/* After it was put. parent: as in the row, NULL or "" none. */
CV_MUST enum cv_err imp_twin_row_done(struct imp_reading *g, const struct reg_record *rec, const char *id,
	const char *parent, size_t line, enum reg_effect effect, struct cv_error *err);
/* After the last row: the rows that were kept. */
CV_MUST enum cv_err imp_twin_rows_end(struct imp_reading *g, struct cv_error *err);

/* ---- foreign lists ---- */

/*
 * The name of a party as one row has it: what is the same for all its spellings (appended to key), and the name to be recorded (lives as
 * long as the reading). seat: "" not said.
 */
CV_MUST enum cv_err imp_twin_spelling(struct imp_reading *g, const char *name, const char *seat, size_t line,
	struct cv_str *key, const char **ret_name, struct cv_error *err);
/* Before the party is put: its id; *ret_on_file: it is there. Fails: E_AMBIGUOUS. */
CV_MUST enum cv_err imp_twin_settle(
	struct imp_reading *g, const char *name, struct cv_str *id, bool *ret_on_file, struct cv_error *err);
CV_MUST enum cv_err imp_twin_settled(
	struct imp_reading *g, const char *name, const char *id, enum reg_effect effect, struct cv_error *err);

#endif

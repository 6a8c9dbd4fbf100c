/*
 * The store: a database opened defensively, statements by name, one transaction at a time. The only room with SQL.
 *
 * A struct db belongs to one thread at a time. Errors are cv_err; after any error inside a transaction the
 * transaction is over:
 * roll back, never continue.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "registry/core/text.h"

#include <stdint.h>

enum db_mode { DB_READ, DB_WRITE, DB_CREATE };

struct db;

/*
 * Fails: E_FILE, E_NOT_OURS (the file is left as it is), E_NEWER, E_READONLY, E_BUSY, E_FULL, E_STORE, E_NOMEM.
 * DB_CREATE makes the file and brings the schema up to date, DB_WRITE brings it up to date, DB_READ wants it up to
 * date.
 */
CV_MUST enum cv_err db_open(const char *path, enum db_mode mode, struct db **ret, struct cv_error *err);
void db_close(struct db *db);
const char *db_path(const struct db *db);
/* From another thread: what is being looked up ends with a failure. */
void db_interrupt(struct db *db);
/* How long to wait for the lock of another process before E_BUSY; 5000 ms unless said otherwise. */
void db_patience(struct db *db, int ms);
/*
 * Pages held in memory: with much, 48 MiB of them, for a change that touches most of the register; else 2 MiB. With
 * much, those who read are shut out only while the change is committed, however large it is (calm_sqlite.h).
 */
void db_room(struct db *db, bool much);

CV_MUST enum cv_err db_begin(struct db *db, struct cv_error *err);      /* takes the write lock at once */
CV_MUST enum cv_err db_begin_read(struct db *db, struct cv_error *err); /* one snapshot for several statements */
CV_MUST enum cv_err db_commit(struct db *db, struct cv_error *err);
/*
 * Several changes, one commit: between these two db_begin(), db_commit() and db_rollback() are about one of them, and
 * what is committed is on the disk when the group is. Where the commit of the group fails, nothing of any of them is
 * there.
 */
CV_MUST enum cv_err db_group_begin(struct db *db, struct cv_error *err);
CV_MUST enum cv_err db_group_commit(struct db *db, struct cv_error *err);
void db_rollback(struct db *db);                                        /* harmless when nothing is open */
bool db_in_transaction(const struct db *db);
/* Look through the whole file for damage; what was found is appended to said. */
CV_MUST enum cv_err db_check(struct db *db, struct cv_str *said, struct cv_error *err);

/* ---- statements: statements.c holds the text of each ---- */

enum { DB_KINDS = 13 };

enum db_stmt {
	DB_SEQ_LAST,
	DB_SEQ_AT,
	DB_CHANGE_ADD,
	DB_CHANGE_LAST_AT,
	DB_CHANGE_AT,
	DB_SETTING_GET,
	DB_SETTING_GET_AT,
	DB_SETTING_CLOSE,
	DB_SETTING_ADD,
	DB_SETTING_DROP,
	DB_SETTING_MADE,
	DB_SETTING_BEFORE,
	DB_SETTING_LIKE,
	DB_IMPORT_LAST,
	DB_IMPORT_ADD,
	DB_IMPORT_COUNTS,
	DB_IMPORT_ALL,
	DB_IMPORT_PAGE,
	DB_IMPORT_OF_SOURCE,
	DB_IMPORT_UNDONE,
	DB_CHANGE_SINCE,
	DB_PARTY_IS,
	/* registry/access/requests.c */
	DB_REQUEST_FIND,
	DB_REQUEST_ADD,
	DB_REQUEST_DROP,
	/* the log: registry/log/derive.c, log.c, log_read.c, seal.c, verify.c */
	DB_CHANGE_HEAD,
	DB_CHANGE_HEADS,
	DB_OTHERS_FROM,
	DB_SETTING_LOG,
	DB_IMPORT_LOG,
	DB_UNDONE_LOG,
	DB_ERASED_LOG,
	DB_ENTRY_SIZE,
	DB_ENTRY_LAST_CHANGE,
	DB_ENTRY_ADD,
	DB_ENTRY_FROM,
	DB_LEAF_FROM,
	DB_TREE_ADD,
	DB_TREE_FROM,
	DB_TREE_COUNT,
	DB_UNSEALED,
	DB_SEAL,
	DB_ERASED_ADD,
	/* who may: registry/access/token.c, login.c, access.c */
	DB_TOKEN_ADD,
	DB_TOKEN_CURRENT,
	DB_TOKEN_END,
	DB_TOKEN_ALL,
	DB_TOKEN_LOG,
	DB_TOKEN_USED,
	DB_LOGIN_ADD,
	DB_LOGIN_GET,
	DB_LOGIN_DROP,
	DB_LOGIN_OLD,
	DB_LOGIN_OF,
	DB_SESSION_ADD,
	DB_SESSION_ALL,
	DB_SESSION_DROP,
	DB_SESSION_OLD,
	DB_SESSION_OF,
	DB_NAME_CLEAR,
	DB_NAME_ADD,
	DB_NAMES_OF,
	DB_NAMES_COUNT,
	DB_NAMES_ALL,
	DB_NAMED_ALL,
	DB_NAME_FIND,
	DB_NAME_STEM,
	DB_NAME_OF,
	DB_NAME_MAIN,
	/* the parties whose answers a change may turn: registry/reach.c */
	DB_TOUCHED_CREATE,
	DB_TOUCHED_CLEAR,
	DB_TOUCHED_PARTIES,
	DB_TOUCHED_TRANSFERS,
	DB_TOUCHED_SAFEGUARDS,
	DB_TOUCHED_CERTIFICATIONS,
	DB_TOUCHED_ASSESSMENTS,
	DB_TOUCHED_BY_ALL,
	DB_TOUCHED_DOWN,
	DB_TOUCHED_COUNT,
	DB_TOUCHED_NEXT,
	DB_NEAR_CREATE,
	DB_NEAR_CLEAR,
	DB_NEAR_ADD,
	DB_NEAR_PARTY,
	DB_NEAR_DOWN,
	DB_NEAR_UP,
	DB_NEAR_SIGNERS,
	DB_NEAR_ASSESSORS,
	DB_NEAR_COUNT,
	DB_LEGS_BEFORE, DB_PARTY_MOVED, DB_LEGS_INTO,
	/* the desk for notices: registry/desk/notice_*.c, outbox.c */
	DB_PUBLISHED_ANY,
	DB_PUBLISHED_TOUCHED,
	DB_NOTICE_IDS,
	DB_NOTICES_ABOUT,
	DB_NOTICES_GAVE_WAY,
	DB_NOTICE_NAMED,
	DB_DELIVERIES_OF,
	DB_DELIVERIES_ALL,
	DB_OBJECTIONS_OF,
	DB_OVERRIDES_OF,
	/* who stands on a party, beside what the change itself recorded: registry/undo.c */
	DB_STANDS_ON,
	DB_RESTS_ON,
	DB_FACT_LAST,			       /* + kind */
	DB_FACT_GET = DB_FACT_LAST + DB_KINDS, /* + kind: current version by key */
	DB_FACT_ADD = DB_FACT_GET + DB_KINDS,
	DB_FACT_CLOSE = DB_FACT_ADD + DB_KINDS,
	DB_FACT_DROP = DB_FACT_CLOSE + DB_KINDS,      /* a version of the open change, replaced before anyone saw it */
	DB_FACT_EACH = DB_FACT_DROP + DB_KINDS,	      /* as known at a change, in order of n */
	/* the same with the columns of a view only: n, extra, and those of the record, which say their names */
	DB_FACT_VIEW = DB_FACT_EACH + DB_KINDS,
	DB_FACT_MADE = DB_FACT_VIEW + DB_KINDS,	      /* what a change recorded */
	DB_FACT_NOW = DB_FACT_MADE + DB_KINDS, /* the current version of n */
	DB_FACT_BEFORE = DB_FACT_NOW + DB_KINDS,    /* the version of n that a change superseded */
	DB_FACT_CLOSED = DB_FACT_BEFORE + DB_KINDS,   /* what a change ended without a new version */
	DB_FACT_AT = DB_FACT_CLOSED + DB_KINDS, /* the version of n that a change recorded */
	DB_FACT_SUPERSEDED = DB_FACT_AT + DB_KINDS, /* 1 where a change superseded any */
	DB_FACT_ABOUT = DB_FACT_SUPERSEDED + DB_KINDS, /* the numbers of all that ever named a party */
	DB_FACT_HISTORY = DB_FACT_ABOUT + DB_KINDS,
		/* all versions of n; behind the columns: the source that recorded it */
	DB_FACT_OF_SOURCE = DB_FACT_HISTORY + DB_KINDS, /* current facts that imports of a source recorded or changed */
	DB_FACT_NEAR = DB_FACT_OF_SOURCE + DB_KINDS,  /* as known at a change, about the parties that are near */
	DB_FACT_PAGE = DB_FACT_NEAR + DB_KINDS,	      /* as DB_FACT_EACH, behind a number, so many */
	DB_FACT_THEN = DB_FACT_PAGE + DB_KINDS,	      /* as known at a change, by key */
	DB_FACT_ERASE = DB_FACT_THEN + DB_KINDS, /* the personal columns of a version */
	DB_FACT_EXTRA = DB_FACT_ERASE + DB_KINDS, /* as DB_FACT_PAGE, of those that have unknown columns */
	/* current keys between two texts, the longest and then the last first */
	DB_FACT_NUMBERS = DB_FACT_EXTRA + DB_KINDS,
	/* of changes from one to another, by change and n: recorded; superseded or ended; ended, no new version */
	DB_FACT_MADE_FROM = DB_FACT_NUMBERS + DB_KINDS,
	DB_FACT_CLOSED_FROM = DB_FACT_MADE_FROM + DB_KINDS,
	DB_FACT_GONE_FROM = DB_FACT_CLOSED_FROM + DB_KINDS,
	/* the numbers of what was recorded, superseded or ended after a change */
	DB_FACT_MADE_AFTER = DB_FACT_GONE_FROM + DB_KINDS,
	DB_FACT_CLOSED_AFTER = DB_FACT_MADE_AFTER + DB_KINDS,
	DB_STMT_COUNT = DB_FACT_CLOSED_AFTER + DB_KINDS
};

extern const char *const db_sql[DB_STMT_COUNT];

/* Columns that come before the record's own in DB_FACT_GET, _EACH (results) and _ADD (parameters, 1-based). */
enum { DB_C_N, DB_C_KEY, DB_C_KNOWN_FROM, DB_C_KNOWN_UNTIL, DB_C_IMPORT, DB_C_LINE, DB_C_EXTRA, DB_C_SEALED,
	DB_C_FIRST };
/* Of DB_FACT_VIEW. */
enum { DB_V_N, DB_V_EXTRA, DB_V_FIRST };

/* Results of DB_NAME_FIND, _STEM and _OF. */
enum { DB_N_ID, DB_N_NAME, DB_N_ALIASES, DB_N_COUNTRY, DB_N_PARENT, DB_N_OWN, DB_N_IMPORT, DB_N_LINE, DB_N_N,
	DB_N_MAIN };

struct db_q; /* a statement being used; belongs to the db */

/* The statement, reset and with nothing bound. NULL on failure with *err filled. */
struct db_q *db_use(struct db *db, int stmt, struct cv_error *err);
/* Was it used since the last db_begin()? */
bool db_used(const struct db *db, int stmt);
/* Parameters count from 1. Text is not copied: it must live until the statement is done. NULL binds NULL. */
void db_bind_text(struct db_q *q, int i, const char *text);
void db_bind_int(struct db_q *q, int i, int64_t v);
/* ret_row: true when a row is there, false at the end (the statement is then reset). */
CV_MUST enum cv_err db_step(struct db_q *q, bool *ret_row, struct cv_error *err);
/* Run to the end. */
CV_MUST enum cv_err db_run(struct db_q *q, struct cv_error *err);
void db_done(struct db_q *q);
/* fn for every row of a statement whose parameters are bound; what fn returns beside CV_OK ends it and is returned. */
typedef enum cv_err db_row_fn(void *ctx, struct db_q *q, struct cv_error *err);
CV_MUST enum cv_err db_each(struct db_q *q, db_row_fn *fn, void *ctx, struct cv_error *err);
/* Results count from 0. Text lives until the next step; NULL reads as "". */
const char *db_text(struct db_q *q, int i);
int64_t db_int(struct db_q *q, int i);
/* How many results there are, and what one is called: "exporter". */
int db_columns(struct db_q *q);
const char *db_column(struct db_q *q, int i);
/* Bytes, not copied when bound; read: false unless there are exactly n of them. */
void db_bind_blob(struct db_q *q, int i, const void *data, size_t n);
bool db_blob(struct db_q *q, int i, void *ret, size_t n);

struct db_migration {
	int number;
	const char *name;
	const char *sql;
};
extern const struct db_migration db_migrations[];
extern const int db_n_migrations;

#endif

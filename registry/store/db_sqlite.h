/* Inside of the SQLite store. */
#ifndef STORE_DB_SQLITE_H
#define STORE_DB_SQLITE_H

#include "registry/store/db.h"

#include <sqlite3.h>

struct db_q {
	struct db *db;
	sqlite3_stmt *s;
	int failed; /* of a bind, reported by the next step */
	uint64_t turn; /* of the db, when it was last used */
};

/* Ways back. They are made ready when the register is opened: where memory is short they must work first of all. */
enum db_back { DB_BACK_ALL, DB_BACK_TO_ONE, DB_BACK_RELEASE, DB_BACKS };

struct db {
	sqlite3 *h;
	sqlite3_stmt *back[DB_BACKS];
	char *path;
	bool group, open; /* several transactions are one for the disk; one of them is open */
	bool torn; /* the disk failed since the last rollback */
	int patience_ms; /* for the lock of another process */
	uint64_t turn; /* grows with each transaction that writes; from 1 on */
	struct db_q q[DB_STMT_COUNT];
};

enum { DB_APPLICATION_ID = 0x43485635 }; /* "CHV5" in the file's header: the file is ours */
#define DB_MARK_AS_OURS "PRAGMA application_id = 1128814133"

enum cv_err db_error(struct db *db, int rc, const char *doing, struct cv_error *err);
CV_MUST enum cv_err db_exec(struct db *db, const char *sql, const char *doing, struct cv_error *err);
/*
 * Wait for the lock of another in short steps: SQLite's own waiting comes to a tenth of a second between two looks,
 * and misses the moments that a process that writes again and again leaves.
 */
void db_wait_in_steps(struct db *db);
CV_MUST enum cv_err db_ways_back(struct db *db, struct cv_error *err);
/* Bring the schema up to date, or say that it cannot be. */
CV_MUST enum cv_err db_migrate(struct db *db, enum db_mode mode, struct cv_error *err);
/* First value of a query; 0 when there is none. */
CV_MUST enum cv_err db_ask_int(struct db *db, const char *sql, int64_t *ret, struct cv_error *err);

#endif

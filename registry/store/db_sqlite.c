/* SQLite behind db.h: transactions and statements. Opening is in open_sqlite.c. */
#include "registry/store/db_sqlite.h"

#include "registry/store/calm_sqlite.h"

#include <stdlib.h>
#include <string.h>

enum cv_err db_error(struct db *db, int rc, const char *doing, struct cv_error *err)
{
	db->torn |= (rc & 0xff) == SQLITE_FULL || (rc & 0xff) == SQLITE_IOERR;
	switch (rc & 0xff) {
	case SQLITE_BUSY: case SQLITE_LOCKED:
		return cv_fail(err, CV_E_BUSY, "%s: another program is writing to the register; try again", doing);
	case SQLITE_FULL:
		return cv_fail(err, CV_E_FULL, "%s: the disk is full; nothing was written", doing);
	case SQLITE_READONLY: case SQLITE_PERM:
		return cv_fail(err, CV_E_READONLY, "%s: '%s' cannot be written (read-only file, folder or disk)",
			doing, db->path);
	case SQLITE_NOMEM:
		return cv_fail(err, CV_E_NOMEM, "%s: out of memory", doing);
	case SQLITE_NOTADB:
		return cv_fail(err, CV_E_NOT_OURS, "'%s' is not a database; it was left as it is", db->path);
	case SQLITE_CANTOPEN:
		return cv_fail(err, CV_E_FILE, "%s: '%s' cannot be opened or its journal not written: look at the "
			"permissions of "
			"the file and its folder", doing, db->path);
	case SQLITE_IOERR:
		return cv_fail(err, CV_E_STORE, "%s: '%s' or its journal could not be read or written (code %d): "
			"look at the disk "
			"and the permissions of both", doing, db->path, rc);
	case SQLITE_CORRUPT:
		return cv_fail(err, CV_E_STORE, "%s: '%s' is damaged: bring back a copy of it", doing, db->path);
	default:
		return cv_fail(err, CV_E_STORE, "%s: %s (code %d)", doing, db->h ?
			sqlite3_errmsg(db->h) : sqlite3_errstr(rc), rc);
	}
}

enum cv_err db_exec(struct db *db, const char *sql, const char *doing, struct cv_error *err)
{
	int rc = sqlite3_exec(db->h, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? CV_OK : db_error(db, rc, doing, err);
}

enum cv_err db_begin(struct db *db, struct cv_error *err)
{
	db->turn++;
	if (!db->group)
		return db_exec(db, "BEGIN IMMEDIATE", "beginning a change", err);
	if (!db_in_transaction(db)) /* outside of one, a savepoint would be a transaction of its own */
		return cv_fail(err, CV_E_STORE, "the changes were given up by the database; nothing was written");
	TRY(db_exec(db, "SAVEPOINT one", "beginning a change", err));
	db->open = true;
	return CV_OK;
}

enum cv_err db_group_begin(struct db *db, struct cv_error *err)
{
	TRY(db_exec(db, "BEGIN IMMEDIATE", "beginning a change", err));
	db->group = true;
	db->open = false;
	return CV_OK;
}

enum cv_err db_begin_read(struct db *db, struct cv_error *err)
{
	return db_exec(db, "BEGIN", "reading", err);
}

bool db_in_transaction(const struct db *db)
{
	return !sqlite3_get_autocommit(db->h);
}

/*
 * A statement that was not stepped to its end holds the lock on the file beyond the transaction, and shuts out every
 * other program that writes, for as long as this one has nothing else to do.
 */
static void let_all_go(struct db *db)
{
	for (size_t i = 0; i < CV_LEN(db->q); i++)
		if (db->q[i].s)
			sqlite3_reset(db->q[i].s);
}

enum cv_err db_commit(struct db *db, struct cv_error *err)
{
	let_all_go(db);
	if (!db_in_transaction(db)) /* the engine ended it behind our back: nothing of it is there */
		return cv_fail(err, CV_E_STORE, "the change was given up by the database; nothing was written");
	if (!db->group)
		return db_exec(db, "COMMIT", "writing the change", err);
	TRY(db_exec(db, "RELEASE one", "writing the change", err));
	db->open = false;
	return CV_OK;
}

enum cv_err db_group_commit(struct db *db, struct cv_error *err)
{
	enum cv_err e;

	db->group = db->open = false;
	e = db_commit(db, err);
	if (e != CV_OK)
		db_rollback(db);
	return e;
}

enum cv_err db_ways_back(struct db *db, struct cv_error *err)
{
	static const char *const sql[DB_BACKS] = { "ROLLBACK", "ROLLBACK TO one", "RELEASE one" };

	for (int i = 0; i < DB_BACKS; i++) {
		int rc = sqlite3_prepare_v3(db->h, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &db->back[i], NULL);

		if (rc != SQLITE_OK)
			return db_error(db, rc, "opening the register", err);
	}
	return CV_OK;
}

static bool go_back(struct db *db, enum db_back way)
{
	int rc;

	db_calm_gives_up(db->h, way == DB_BACK_ALL);
	rc = sqlite3_step(db->back[way]);
	sqlite3_reset(db->back[way]);
	db_calm_gives_up(db->h, false);
	return rc == SQLITE_DONE;
}

/*
 * Where the disk failed in the middle of writing, SQLite leaves the journal to whoever reads next: that is us, so that
 * what we say was not written is not in the file.
 */
static void mend(struct db *db)
{
	if (!db->torn || db_in_transaction(db))
		return;
	db->torn = false;
	(void)sqlite3_exec(db->h, "SELECT 1 FROM sqlite_master LIMIT 1", NULL, NULL, NULL);
}

/* What cannot be taken out of a group alone takes the whole group with it. */
void db_rollback(struct db *db)
{
	let_all_go(db);
	if (db_in_transaction(db)) {
		if (!db->group || (db->open && !(go_back(db, DB_BACK_TO_ONE) && go_back(db, DB_BACK_RELEASE))))
			(void)go_back(db, DB_BACK_ALL);
		db->open = false;
	}
	mend(db);
}

enum cv_err db_check(struct db *db, struct cv_str *said, struct cv_error *err)
{
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(db->h, "PRAGMA integrity_check(10)", -1, &s, NULL);

	while (rc == SQLITE_OK || rc == SQLITE_ROW) {
		const char *text;

		rc = sqlite3_step(s);
		text = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(s, 0) : NULL;
		if (text && strcmp(text, "ok") != 0)
			cv_str_printf(said, "%s%s", said->len ? "; " : "", text);
	}
	sqlite3_finalize(s);
	if ((rc & 0xff) == SQLITE_CORRUPT) {
		cv_str_puts(said, "it cannot be read to its end");
		rc = SQLITE_DONE;
	}
	return rc == SQLITE_DONE ? CV_OK : db_error(db, rc, "looking through the register", err);
}

/* ---- statements ---- */

struct db_q *db_use(struct db *db, int stmt, struct cv_error *err)
{
	struct db_q *q = &db->q[stmt];

	q->db = db;
	q->failed = SQLITE_OK;
	q->turn = db->turn;
	if (q->s == NULL) {
		int rc = sqlite3_prepare_v3(db->h, db_sql[stmt], -1, SQLITE_PREPARE_PERSISTENT, &q->s, NULL);

		if (rc != SQLITE_OK) {
			(void)db_error(db, rc, "preparing a statement", err);
			return NULL;
		}
	} else {
		sqlite3_reset(q->s);
		sqlite3_clear_bindings(q->s);
	}
	return q;
}

bool db_used(const struct db *db, int stmt)
{
	return db->turn > 0 && db->q[stmt].turn == db->turn;
}

void db_bind_text(struct db_q *q, int i, const char *text)
{
	int rc = text ? sqlite3_bind_text(q->s, i, text, -1, SQLITE_STATIC) : sqlite3_bind_null(q->s, i);

	if (rc != SQLITE_OK)
		q->failed = rc;
}

void db_bind_int(struct db_q *q, int i, int64_t v)
{
	int rc = sqlite3_bind_int64(q->s, i, v);

	if (rc != SQLITE_OK)
		q->failed = rc;
}

enum cv_err db_step(struct db_q *q, bool *ret_row, struct cv_error *err)
{
	int rc = q->failed != SQLITE_OK ? q->failed : sqlite3_step(q->s);
	enum cv_err e;

	*ret_row = rc == SQLITE_ROW;
	if (rc == SQLITE_ROW)
		return CV_OK;
	e = rc == SQLITE_DONE ? CV_OK : db_error(q->db, rc, "using the register", err);
	sqlite3_reset(q->s);
	return e;
}

enum cv_err db_run(struct db_q *q, struct cv_error *err)
{
	bool row = true;

	while (row)
		TRY(db_step(q, &row, err));
	return CV_OK;
}

void db_done(struct db_q *q)
{
	sqlite3_reset(q->s);
}

enum cv_err db_each(struct db_q *q, db_row_fn *fn, void *ctx, struct cv_error *err)
{
	enum cv_err e = CV_OK;
	bool row = true;

	while (e == CV_OK && row) {
		TRY(db_step(q, &row, err));
		if (row)
			e = fn(ctx, q, err);
	}
	db_done(q);
	return e;
}

const char *db_text(struct db_q *q, int i)
{
	const char *text = (const char *)sqlite3_column_text(q->s, i);

	return text ? text : "";
}

int64_t db_int(struct db_q *q, int i)
{
	return sqlite3_column_int64(q->s, i);
}

int db_columns(struct db_q *q)
{
	return sqlite3_column_count(q->s);
}

const char *db_column(struct db_q *q, int i)
{
	const char *name = sqlite3_column_name(q->s, i);

	return name ? name : "";
}

void db_bind_blob(struct db_q *q, int i, const void *data, size_t n)
{
	int rc = sqlite3_bind_blob64(q->s, i, data, n, SQLITE_STATIC);

	if (rc != SQLITE_OK)
		q->failed = rc;
}

bool db_blob(struct db_q *q, int i, void *ret, size_t n)
{
	const void *data = sqlite3_column_blob(q->s, i);

	if (data == NULL || (size_t)sqlite3_column_bytes(q->s, i) != n)
		return false;
	memcpy(ret, data, n);
	return true;
}

/* Steps of a millisecond, after twenty of five; the time is counted in steps. */
static int wait_a_step(void *ctx, int before)
{
	const struct db *db = ctx;
	int waited = before < 20 ? before : 20 + 5 * (before - 20);

	if (waited >= db->patience_ms)
		return 0;
	sqlite3_sleep(before < 20 ? 1 : 5);
	return 1;
}

void db_wait_in_steps(struct db *db)
{
	sqlite3_busy_handler(db->h, wait_a_step, db);
}

void db_patience(struct db *db, int ms)
{
	db->patience_ms = ms;
}

void db_room(struct db *db, bool much)
{
	/* a hint: with less the same is done, only slower */
	(void)sqlite3_exec(db->h, much ? "PRAGMA cache_size = -49152" : "PRAGMA cache_size = -2000", NULL, NULL, NULL);
	db_keep_calm(db->h, much, db->patience_ms);
}

void db_close(struct db *db)
{
	if (db == NULL)
		return;
	for (int i = 0; i < DB_STMT_COUNT; i++)
		sqlite3_finalize(db->q[i].s);
	for (int i = 0; i < DB_BACKS; i++)
		sqlite3_finalize(db->back[i]);
	sqlite3_close(db->h);
	free(db->path);
	free(db);
}

const char *db_path(const struct db *db)
{
	return db->path;
}

void db_interrupt(struct db *db)
{
	sqlite3_interrupt(db->h);
}

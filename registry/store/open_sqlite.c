/*
 * Opening: defensive settings, each read back, and whose file it is. SQLite's defaults are for compatibility; these
 * are for a register. Journal mode TRUNCATE with synchronous FULL: any process may write, and nothing acknowledged is
 * lost; WAL is left alone because SQLite before 3.51.3 can corrupt it when another connection checkpoints.
 */
#include "registry/store/db_sqlite.h"

#include "registry/core/text.h"
#include "registry/store/calm_sqlite.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { BUSY_MS = 5000 };

enum cv_err db_ask_int(struct db *db, const char *sql, int64_t *ret, struct cv_error *err)
{
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(db->h, sql, -1, &s, NULL);

	*ret = 0;
	if (rc == SQLITE_OK) {
		rc = sqlite3_step(s);
		if (rc == SQLITE_ROW)
			*ret = sqlite3_column_int64(s, 0);
	}
	sqlite3_finalize(s);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? CV_OK : db_error(db, rc, "opening the register", err);
}

static enum cv_err switches(struct db *db, struct cv_error *err)
{
	static const struct {
		int op, value;
	} want[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 }, { SQLITE_DBCONFIG_ENABLE_FKEY, 1 }, { SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 }, { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 }, { SQLITE_DBCONFIG_ENABLE_TRIGGER, 1 },
	};

	for (size_t i = 0; i < CV_LEN(want); i++) {
		int got = -1;

		if (sqlite3_db_config(db->h, want[i].op, want[i].value, &got) != SQLITE_OK || got != want[i].value)
			return cv_fail(err, CV_E_STORE, "the database library refused the setting %d", want[i].op);
	}
	return CV_OK;
}

static void limits(struct db *db)
{
	sqlite3_limit(db->h, SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024);
	sqlite3_limit(db->h, SQLITE_LIMIT_SQL_LENGTH, 64 * 1024);
	sqlite3_limit(db->h, SQLITE_LIMIT_VARIABLE_NUMBER, 256);
	sqlite3_limit(db->h, SQLITE_LIMIT_EXPR_DEPTH, 50);
	sqlite3_limit(db->h, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(db->h, SQLITE_LIMIT_TRIGGER_DEPTH, 10);
	db->patience_ms = BUSY_MS;
	db_wait_in_steps(db);
}

static enum cv_err pragma(struct db *db, const char *set, const char *get, const char *want, struct cv_error *err)
{
	sqlite3_stmt *s = NULL;
	bool took = false;
	int rc;

	TRY(db_exec(db, set, "opening the register", err));
	rc = sqlite3_prepare_v2(db->h, get, -1, &s, NULL);
	if (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		const char *got = (const char *)sqlite3_column_text(s, 0);

		took = got && cv_streq(got, want);
		rc = got ? SQLITE_ROW : SQLITE_NOMEM;
	}
	sqlite3_finalize(s);
	if (rc != SQLITE_ROW)
		return db_error(db, rc, "opening the register", err);
	if (!took)
		return cv_fail(err, CV_E_STORE, "the setting '%s' did not take; the register was not opened", set);
	return CV_OK;
}

static enum cv_err pragmas(struct db *db, struct cv_error *err)
{
	TRY(pragma(db, "PRAGMA synchronous = FULL", "PRAGMA synchronous", "2", err));
	TRY(pragma(db, "PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1", err));
	TRY(pragma(db, "PRAGMA mmap_size = 0", "PRAGMA mmap_size", "0", err));
	TRY(pragma(db, "PRAGMA temp_store = FILE", "PRAGMA temp_store", "1", err));
	return pragma(db, "PRAGMA journal_mode = TRUNCATE", "PRAGMA journal_mode", "truncate", err);
}

/* Ours, empty, or somebody else's? Looked at before any setting that could write. */
static enum cv_err whose(struct db *db, enum db_mode mode, bool *ret_empty, struct cv_error *err)
{
	int64_t id, tables;

	TRY(db_ask_int(db, "PRAGMA application_id", &id, err));
	TRY(db_ask_int(db, "SELECT count(*) FROM sqlite_master", &tables, err));
	*ret_empty = id == 0 && tables == 0;
	if (id == DB_APPLICATION_ID || (*ret_empty && mode == DB_CREATE))
		return CV_OK;
	if (*ret_empty)
		return cv_fail(err, CV_E_NOT_OURS, "'%s' is empty: it holds no register yet; import something first",
			db->path);
	return cv_fail(err, CV_E_NOT_OURS, "'%s' is a database of another program; it was left as it is", db->path);
}

static enum cv_err check_path(const char *path, enum db_mode mode, struct cv_error *err)
{
	struct stat st;

	if (stat(path, &st) == 0) {
		if (!S_ISREG(st.st_mode))
			return cv_fail(err, CV_E_FILE, "'%s' is not a file", path);
		return CV_OK;
	}
	if (errno == ENOENT && mode == DB_CREATE)
		return CV_OK;
	if (errno == ENOENT)
		return cv_fail(err, CV_E_FILE, "there is no register at '%s': import something first (chapterv "
			"import FILE), "
			"or name another one with --db", path);
	return cv_fail(err, CV_E_FILE, "'%s' cannot be looked at: %s", path, strerror(errno));
}

static enum cv_err set_up(struct db *db, enum db_mode mode, struct cv_error *err)
{
	bool empty;

	sqlite3_extended_result_codes(db->h, 1);
	TRY(switches(db, err));
	limits(db);
	TRY(db_ways_back(db, err));
	TRY(whose(db, mode, &empty, err));
	TRY(pragmas(db, err));
	if (mode != DB_READ && sqlite3_db_readonly(db->h, "main") == 1)
		return cv_fail(err, CV_E_READONLY, "'%s' cannot be written (read-only file, folder or disk)", db->path);
	TRY(db_migrate(db, mode, err));
	return mode == DB_READ ? pragma(db, "PRAGMA query_only = ON", "PRAGMA query_only", "1", err) : CV_OK;
}

enum cv_err db_open(const char *path, enum db_mode mode, struct db **ret, struct cv_error *err)
{
	/* a reader too: what a killed writer left half done is rolled back by whoever opens the file next */
	static const int flags[] = { SQLITE_OPEN_READWRITE, SQLITE_OPEN_READWRITE,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE };
	const char *calm = db_calm();
	struct db *db;
	enum cv_err e;
	int rc;

	TRY(check_path(path, mode, err));
	db = calm ? calloc(1, sizeof(*db)) : NULL;
	if (db == NULL || (db->path = cv_strdup(path)) == NULL) {
		free(db);
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	}
	rc = sqlite3_open_v2(path, &db->h, flags[mode] | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, calm);
	e = rc == SQLITE_OK ? set_up(db, mode, err) : db_error(db, rc, "opening the register", err);
	if (e != CV_OK) {
		db_close(db);
		return e;
	}
	*ret = db;
	return CV_OK;
}

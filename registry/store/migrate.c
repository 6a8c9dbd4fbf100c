/* Schema: numbered files, each applied once in one transaction, remembered with its checksum. */
#include "registry/store/db_sqlite.h"

#include <sodium.h>
#include <string.h>

static void checksum(const char *text, char hex[65])
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(digest, (const unsigned char *)text, strlen(text));
	sodium_bin2hex(hex, 65, digest, sizeof(digest));
}

static enum cv_err note_migration(struct db *db, const struct db_migration *m, struct cv_error *err)
{
	char hex[65];
	char *sql;
	enum cv_err e;

	checksum(m->sql, hex);
	sql = sqlite3_mprintf(
		"INSERT INTO schema_version(version, name, checksum) VALUES (%d, %Q, %Q)", m->number, m->name, hex);
	if (sql == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	e = db_exec(db, sql, "bringing the register up to date", err);
	sqlite3_free(sql);
	return e;
}

static enum cv_err apply(struct db *db, const struct db_migration *m, struct cv_error *err)
{
	TRY(db_exec(db, m->sql, "bringing the register up to date", err));
	return note_migration(db, m, err);
}

static enum cv_err version(struct db *db, int64_t *ret, struct cv_error *err)
{
	int64_t tables;

	*ret = 0;
	TRY(db_ask_int(db, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'",
		&tables, err));
	return tables ? db_ask_int(db, "SELECT max(version) FROM schema_version", ret, err) : CV_OK;
}

/* A schema file that was changed after it was applied would leave two registers of one number. */
static enum cv_err check_applied(struct db *db, int64_t upto, struct cv_error *err)
{
	for (int64_t i = 0; i < upto; i++) {
		char hex[65];
		char *sql;
		int64_t same;
		enum cv_err e;

		checksum(db_migrations[i].sql, hex);
		sql = sqlite3_mprintf("SELECT count(*) FROM schema_version WHERE version = %d AND checksum = %Q",
			db_migrations[i].number, hex);
		if (sql == NULL)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		e = db_ask_int(db, sql, &same, err);
		sqlite3_free(sql);
		if (e != CV_OK)
			return e;
		if (same != 1)
			return cv_fail(err, CV_E_NOT_OURS,
				"'%s' was made with another form of schema file %s: use the chapterv "
				"that made it",
				db->path, db_migrations[i].name);
	}
	return CV_OK;
}

static enum cv_err apply_all(struct db *db, int64_t from, struct cv_error *err)
{
	if (from == 0) { /* the mark that the file is ours comes and goes with the first schema */
		TRY(db_exec(db, DB_MARK_AS_OURS, "making the register", err));
		TRY(db_exec(db,
			"CREATE TABLE IF NOT EXISTS schema_version(version INTEGER NOT NULL PRIMARY KEY, name TEXT "
			"NOT NULL, "
			"checksum TEXT NOT NULL) STRICT",
			"making the register", err));
	}
	for (int64_t i = from; i < db_n_migrations; i++)
		TRY(apply(db, &db_migrations[i], err));
	return CV_OK;
}

enum cv_err db_migrate(struct db *db, enum db_mode mode, struct cv_error *err)
{
	int64_t have;
	enum cv_err e;

	TRY(version(db, &have, err));
	if (have > db_n_migrations)
		return cv_fail(err, CV_E_NEWER,
			"'%s' was written by a newer chapterv (schema %lld, this one knows %d): use that one", db->path,
			(long long)have, db_n_migrations);
	TRY(check_applied(db, have, err));
	if (have == db_n_migrations)
		return CV_OK;
	if (mode == DB_READ)
		return cv_fail(err, CV_E_STORE, "'%s' has an older schema: open it once for writing", db->path);
	TRY(db_begin(db, err));
	e = version(db, &have, err); /* another process may have been first */
	if (e == CV_OK && have < db_n_migrations)
		e = apply_all(db, have, err);
	if (e == CV_OK)
		e = db_commit(db, err);
	if (e != CV_OK)
		db_rollback(db);
	return e;
}

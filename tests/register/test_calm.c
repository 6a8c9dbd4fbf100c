/*
 * A large change beside who reads: until the commit readers see what was there, and never wait; afterwards there is
 * what a database in memory holds after the same statements. Killed, rolled back or refused on the way, the file is to
 * the byte what it was.
 */
#include "registry/store/calm_sqlite.h"

#include "tests/register/chance.h"
#include "tests/register/deeds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { ROUNDS = 40, DEEDS = 120, PATIENCE_MS = 50 };

static char path[64];

static sqlite3 *opened(const char *name, const char *vfs)
{
	sqlite3 *h;

	assert_int_equal(sqlite3_open_v2(name, &h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs), SQLITE_OK);
	deeds_do(h, "PRAGMA journal_mode = TRUNCATE");
	deeds_do(h, "PRAGMA synchronous = FULL");
	deeds_do(h, "PRAGMA temp_store = FILE");
	deeds_do(h, "PRAGMA cache_size = 10"); /* pages: nearly all is written before the commit */
	return h;
}

/* A number over all that is there. */
static int sum(sqlite3 *h, int64_t *ret)
{
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(h, "SELECT k, length(v), hex(substr(v, 1, 8)) FROM t ORDER BY k", -1, &s, NULL);
	uint64_t all = 1469598103934665603u;

	while (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		const char *p = (const char *)sqlite3_column_text(s, 2);

		all = (all ^ (uint64_t)sqlite3_column_int64(s, 0)) * 1099511628211u;
		all = (all ^ (uint64_t)sqlite3_column_int64(s, 1)) * 1099511628211u;
		for (; *p; p++)
			all = (all ^ (unsigned char)*p) * 1099511628211u;
		rc = SQLITE_OK;
	}
	sqlite3_finalize(s);
	*ret = (int64_t)all;
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int64_t summed(sqlite3 *h)
{
	int64_t ret;

	assert_int_equal(sum(h, &ret), SQLITE_OK);
	return ret;
}

static void sound(sqlite3 *h)
{
	sqlite3_stmt *s;

	assert_int_equal(sqlite3_prepare_v2(h, "PRAGMA integrity_check", -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(s, 0), "ok");
	sqlite3_finalize(s);
}

static unsigned char *bytes(size_t *n)
{
	FILE *f = fopen(path, "rb");
	unsigned char *all;
	long len;

	assert_non_null(f);
	fseek(f, 0, SEEK_END);
	len = ftell(f);
	rewind(f);
	all = malloc((size_t)len + 1);
	assert_non_null(all);
	assert_int_equal(fread(all, 1, (size_t)len, f), (size_t)len);
	fclose(f);
	*n = (size_t)len;
	return all;
}

static void deed(char sql[256])
{
	uint32_t k = chance_any(3000);

	switch (chance_any(8)) {
	case 0: case 1: case 2:
		snprintf(sql, 256, "INSERT OR REPLACE INTO t SELECT value, zeroblob(%u) || hex(value * %u) FROM "
			"(WITH RECURSIVE c(value) AS "
			"(SELECT %u UNION ALL SELECT value + 1 FROM c LIMIT %u) SELECT * FROM c)",
			1 + chance_any(9), 1 + chance_any(9999), k, 1 + chance_any(200));
		break;
	case 3:
		snprintf(sql, 256, "INSERT OR REPLACE INTO t VALUES(%u, hex(zeroblob(%u)))", k, chance_any(20000));
		break;
	case 4:
		snprintf(sql, 256, "UPDATE t SET v = v || '%u' WHERE k BETWEEN %u AND %u", chance_any(1000), k,
			k + chance_any(300));
		break;
	case 5:
		snprintf(sql, 256, "DELETE FROM t WHERE k BETWEEN %u AND %u", k, k + chance_any(100));
		break;
	case 6:
		snprintf(sql, 256, "SAVEPOINT s");
		break;
	default:
		snprintf(sql, 256, "%s", chance_any(2) ? "ROLLBACK TO s" : "RELEASE s");
		break;
	}
}

/* The same in both; reader: NULL, or who must see nothing of it, and never be shut out. */
static void change(sqlite3 *h, sqlite3 *model, sqlite3 *reader, int n)
{
	int64_t before = reader ? summed(reader) : 0, seen;
	char sql[256];

	deeds_do(h, "BEGIN IMMEDIATE");
	deeds_do(model, "BEGIN IMMEDIATE");
	for (int i = 0; i < n; i++) {
		int rc;

		deed(sql);
		rc = deeds_try(h, sql);
		assert_int_equal(deeds_try(model, sql), rc); /* there may be no such savepoint */
		if (reader && i % 8 == 0) {
			assert_int_equal(sum(reader, &seen), SQLITE_OK);
			assert_int_equal(seen, before);
		}
	}
}

static void begin(sqlite3 **h, sqlite3 **model)
{
	snprintf(path, sizeof(path), "/tmp/chapterv-calm-XXXXXX");
	close(mkstemp(path));
	*h = opened(path, db_calm());
	*model = opened(":memory:", NULL);
	deeds_do(*h, "CREATE TABLE t(k INTEGER PRIMARY KEY, v TEXT); CREATE INDEX t_v ON t(v, k)");
	deeds_do(*model, "CREATE TABLE t(k INTEGER PRIMARY KEY, v TEXT)");
	db_keep_calm(*h, true, PATIENCE_MS);
}

static void finish(sqlite3 *h, sqlite3 *model)
{
	char journal[80];

	sqlite3_close(h);
	sqlite3_close(model);
	snprintf(journal, sizeof(journal), "%s-journal", path);
	unlink(path);
	unlink(journal);
}

static void commits_and_goes_back(void **unused)
{
	sqlite3 *h, *model, *reader;

	(void)unused;
	begin(&h, &model);
	reader = opened(path, NULL);
	for (int round = 0; round < ROUNDS; round++) {
		uint32_t how = chance_any(4);

		chance_seed((uint64_t)round * 977 + 5);
		change(h, model, reader, 1 + (int)chance_any(DEEDS));
		db_calm_gives_up(h, how == 0);
		deeds_do(h, how < 2 ? "ROLLBACK" : "COMMIT");
		db_calm_gives_up(h, false);
		deeds_do(model, how < 2 ? "ROLLBACK" : "COMMIT");
		assert_int_equal(summed(h), summed(model));
		assert_int_equal(summed(reader), summed(model));
		sound(reader);
	}
	sqlite3_close(reader);
	finish(h, model);
}

static void is_killed(void **unused)
{
	sqlite3 *h, *model;

	(void)unused;
	begin(&h, &model);
	chance_seed(1);
	change(h, model, NULL, DEEDS);
	deeds_do(h, "COMMIT");
	deeds_do(model, "COMMIT");
	for (int round = 0; round < ROUNDS; round++) {
		size_t n, m;
		unsigned char *was = bytes(&n), *is;
		int64_t before = summed(h);
		pid_t child;
		int status;

		sqlite3_close(h);
		child = fork();
		if (child == 0) {
			sqlite3 *own = opened(path, db_calm());

			db_keep_calm(own, true, PATIENCE_MS);
			chance_seed((uint64_t)round + 77);
			change(own, model, NULL, 1 + (int)chance_any(DEEDS));
			_exit(0); /* nothing is closed */
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(status, 0);
		h = opened(path, round % 2 ? db_calm() : NULL);
		assert_int_equal(summed(h), before);
		sound(h);
		is = bytes(&m);
		assert_int_equal(n, m);
		assert_memory_equal(was, is, n);
		free(was);
		free(is);
	}
	finish(h, model);
}

static void waits_for_who_reads(void **unused)
{
	sqlite3 *h, *model, *reader;
	sqlite3_stmt *s;
	int64_t before;

	(void)unused;
	begin(&h, &model);
	chance_seed(3);
	change(h, model, NULL, DEEDS);
	deeds_do(h, "COMMIT");
	deeds_do(model, "COMMIT");
	before = summed(h);
	reader = opened(path, NULL);
	assert_int_equal(sqlite3_prepare_v2(reader, "SELECT k FROM t", -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	change(h, model, NULL, DEEDS);
	assert_int_equal(deeds_try(h, "COMMIT"), SQLITE_BUSY);
	assert_false(sqlite3_get_autocommit(h));
	sqlite3_finalize(s);
	assert_int_equal(summed(h), summed(model)); /* what it sees itself; it can still be committed */
	deeds_do(h, "COMMIT");
	deeds_do(model, "COMMIT");
	assert_int_equal(summed(reader), summed(model));
	assert_int_not_equal(summed(reader), before);
	sound(reader);
	sqlite3_close(reader);
	finish(h, model);
}

/* Without it readers are shut out: else the others above would show nothing. */
static void without_it_readers_wait(void **unused)
{
	sqlite3 *h, *model, *reader;
	int64_t seen;

	(void)unused;
	begin(&h, &model);
	chance_seed(3);
	change(h, model, NULL, DEEDS);
	deeds_do(h, "COMMIT");
	deeds_do(model, "COMMIT");
	reader = opened(path, NULL);
	db_keep_calm(h, false, 0);
	change(h, model, NULL, DEEDS);
	assert_int_equal(sum(reader, &seen), SQLITE_BUSY);
	deeds_do(h, "ROLLBACK");
	sqlite3_close(reader);
	finish(h, model);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commits_and_goes_back),
		cmocka_unit_test(is_killed),
		cmocka_unit_test(waits_for_who_reads),
		cmocka_unit_test(without_it_readers_wait),
	};

	return cmocka_run_group_tests_name("a large change beside who reads", tests, NULL, NULL);
}

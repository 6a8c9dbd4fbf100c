#include "tests/register/power_load.h"

#include "registry/store/calm_sqlite.h"

#include "tests/register/chance.h"
#include "tests/register/deeds.h"
#include "tests/register/power_disk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { PATIENCE_MS = 4 };

struct power_commit power_commits[POWER_COMMITS];
size_t power_n_commits;

static uint64_t fold(uint64_t all, const unsigned char *p, int n)
{
	for (int i = 0; i < n; i++)
		all = (all ^ p[i]) * 1099511628211u;
	return (all ^ (uint64_t)n) * 1099511628211u;
}

static int sum_rows(sqlite3 *h, const char *table, uint64_t *all)
{
	char sql[160];
	sqlite3_stmt *s = NULL;
	int rc;

	snprintf(sql, sizeof(sql), "SELECT * FROM \"%s\"", table);
	rc = sqlite3_prepare_v2(h, sql, -1, &s, NULL);
	if (rc == SQLITE_OK)
		while ((rc = sqlite3_step(s)) == SQLITE_ROW)
			for (int i = 0; i < sqlite3_column_count(s); i++) {
				const unsigned char *text = sqlite3_column_blob(s, i);

				*all = fold(*all, text, text ? sqlite3_column_bytes(s, i) : 0);
			}
	sqlite3_finalize(s);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int power_sum(sqlite3 *h, uint64_t *ret)
{
	static const char tables[] = "SELECT name FROM sqlite_master WHERE type = 'table' AND "
		"sql NOT LIKE 'CREATE VIRTUAL %' ORDER BY name"; /* what is in those is in tables too */
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(h, tables, -1, &s, NULL);

	*ret = 0;
	while (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		*ret = fold(*ret ^ 14695981039346656037u, sqlite3_column_text(s, 0), sqlite3_column_bytes(s, 0));
		rc = sum_rows(h, (const char *)sqlite3_column_text(s, 0), ret);
	}
	sqlite3_finalize(s);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static uint64_t summed(sqlite3 *h)
{
	uint64_t ret;

	assert_int_equal(power_sum(h, &ret), SQLITE_OK);
	return ret;
}

void power_acknowledged(size_t began, uint64_t sum)
{
	assert_true(power_n_commits < POWER_COMMITS);
	power_commits[power_n_commits++] = (struct power_commit){ .began = began, .done = disk_done(), .sum = sum };
}

void power_begin(const char *path)
{
	power_n_commits = 0;
	disk_begin(path);
}

static void acknowledged(sqlite3 *h, const char *sql)
{
	size_t began = disk_done();

	deeds_do(h, sql);
	assert_true(sqlite3_get_autocommit(h));
	power_acknowledged(began, summed(h));
}

static sqlite3 *connected(const char *path)
{
	sqlite3 *h;

	assert_int_equal(sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, db_calm()), SQLITE_OK);
	deeds_do(h, "PRAGMA journal_mode = TRUNCATE");
	deeds_do(h, "PRAGMA synchronous = FULL");
	deeds_do(h, "PRAGMA temp_store = FILE");
	deeds_do(h, "PRAGMA cache_size = 10"); /* pages: nearly all of a large change is written before the commit */
	return h;
}

static sqlite3 *begun(const char *path, uint64_t seed)
{
	sqlite3 *h;

	chance_seed(seed);
	power_begin(path);
	h = connected(path);
	deeds_do(h, "BEGIN IMMEDIATE; CREATE TABLE t(k INTEGER PRIMARY KEY, v TEXT); CREATE INDEX t_v ON t(v, k)");
	acknowledged(h, "COMMIT");
	return h;
}

static void insert_many(sqlite3 *h, uint32_t from, uint32_t n)
{
	char sql[256];

	snprintf(sql, sizeof(sql), "WITH RECURSIVE c(k) AS (SELECT %u UNION ALL SELECT k + 1 FROM c LIMIT %u) "
		"INSERT OR REPLACE INTO t SELECT k, hex(k * %u) || hex(zeroblob(%u)) FROM c",
		from, n, 1 + chance_any(9999), chance_any(60));
	deeds_do(h, sql);
}

/* much: how many rows a part of the change may touch. */
static void deed(sqlite3 *h, uint32_t much)
{
	uint32_t k = chance_any(much * 10);
	char sql[256];

	switch (chance_any(8)) {
	case 0: case 1:
		insert_many(h, k, 1 + chance_any(much));
		return;
	case 2:
		snprintf(sql, sizeof(sql), "INSERT OR REPLACE INTO t VALUES(%u, hex(zeroblob(%u)))", k,
			chance_any(much * 30));
		break;
	case 3: case 4:
		snprintf(sql, sizeof(sql), "UPDATE t SET v = v || '%u' WHERE k BETWEEN %u AND %u",
			chance_any(1000), k, k + chance_any(much));
		break;
	case 5:
		snprintf(sql, sizeof(sql), "DELETE FROM t WHERE k BETWEEN %u AND %u", k, k + chance_any(much / 2));
		break;
	case 6:
		snprintf(sql, sizeof(sql), "SAVEPOINT s");
		break;
	default:
		snprintf(sql, sizeof(sql), "%s", chance_any(2) ? "ROLLBACK TO s" : "RELEASE s");
		if (deeds_try(h, sql) != SQLITE_OK) /* there may be no such savepoint */
			assert_string_equal(sqlite3_errmsg(h), "no such savepoint: s");
		return;
	}
	deeds_do(h, sql);
}

static void change(sqlite3 *h, bool calm, int deeds, uint32_t much)
{
	db_keep_calm(h, calm, PATIENCE_MS);
	deeds_do(h, "BEGIN IMMEDIATE");
	for (int i = 0; i < deeds; i++)
		deed(h, much);
}

static void rolled_back(sqlite3 *h, bool gives_up)
{
	uint64_t want = power_commits[power_n_commits - 1].sum;

	db_calm_gives_up(h, gives_up);
	deeds_do(h, "ROLLBACK");
	db_calm_gives_up(h, false);
	assert_true(summed(h) == want);
}

static int written(sqlite3 *h)
{
	int n, most;

	assert_int_equal(sqlite3_db_status(h, SQLITE_DBSTATUS_CACHE_WRITE, &n, &most, 0), SQLITE_OK);
	return n;
}

void power_many_small(const char *path, uint64_t seed)
{
	sqlite3 *h = begun(path, seed * 31 + 1);

	for (int i = 0; i < 200; i++) {
		if (i % 50 == 49) {
			sqlite3_close(h);
			h = connected(path);
		}
		change(h, chance_any(2), 1 + (int)chance_any(4), 6);
		acknowledged(h, "COMMIT");
	}
	sqlite3_close(h);
}

/* It fills the memory it has many times, with pages that were there and with new ones. */
void power_one_large(const char *path, uint64_t seed)
{
	sqlite3 *h = begun(path, seed * 31 + 2);
	int before;

	deeds_do(h, "BEGIN IMMEDIATE");
	insert_many(h, 1, 2500);
	acknowledged(h, "COMMIT");
	before = written(h);
	change(h, true, 30, 300);
	insert_many(h, 2000, 1500);
	assert_true(written(h) > before + 400); /* else it shows nothing */
	acknowledged(h, "COMMIT");
	sqlite3_close(h);
}

/* The commit waits for who reads, and no longer than it was told; then it is given up, or done when they are. */
static void refused(sqlite3 *h, const char *path)
{
	sqlite3 *reader = connected(path);
	sqlite3_stmt *s;
	bool gives_up = chance_any(2);

	change(h, true, 12, 150);
	insert_many(h, chance_any(3000), 300);
	assert_int_equal(sqlite3_prepare_v2(reader, "SELECT k FROM t", -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	assert_int_equal(deeds_try(h, "COMMIT"), SQLITE_BUSY);
	assert_false(sqlite3_get_autocommit(h));
	if (gives_up)
		rolled_back(h, true);
	sqlite3_finalize(s);
	if (!gives_up)
		acknowledged(h, "COMMIT");
	assert_true(summed(reader) == power_commits[power_n_commits - 1].sum);
	sqlite3_close(reader);
}

void power_of_all_kinds(const char *path, uint64_t seed)
{
	sqlite3 *h = begun(path, seed * 31 + 3);

	deeds_do(h, "BEGIN IMMEDIATE");
	insert_many(h, 1, 1000);
	acknowledged(h, "COMMIT");
	for (int i = 0; i < 24; i++) {
		bool large = chance_any(2);

		if (i % 4 == 3) {
			refused(h, path);
			continue;
		}
		change(h, large || chance_any(2), large ? 12 : 3, large ? 150 : 6);
		if (chance_any(3))
			acknowledged(h, "COMMIT");
		else
			rolled_back(h, chance_any(2));
	}
	sqlite3_close(h);
}

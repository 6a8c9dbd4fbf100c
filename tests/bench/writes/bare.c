/*
 * The yardstick of writes: the statements that one POST /v1/parties with an Idempotency-Key takes, with the same
 * settings, one commit after the other, and nothing else.
 *
 *     bare REGISTER N        REGISTER was made by chapterv; prints seconds
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const text[] = {
	"BEGIN IMMEDIATE",
	"SELECT max(seq) FROM change",
	"SELECT at FROM change WHERE seq = (SELECT max(seq) FROM change)",
	"SELECT method, path, body, status, kind, n, seq FROM request WHERE who = 'http' AND request_key = ?1 AND at "
	">= ''",
	"SELECT n FROM party WHERE key = ?1 AND known_until IS NULL",
	"SELECT * FROM (SELECT p.id, p.country, p.name, m.n FROM party_name m JOIN party p ON p.n = m.n AND"
	" p.known_until IS NULL WHERE m.folded = ?1 ORDER BY m.n LIMIT 12)",
	"SELECT max(n) FROM party",
	"INSERT INTO change(seq, at, who, via, note, reason) VALUES (?2, '2026-01-01T00:00:00.000Z', 'http', 'http', "
	"'POST', '')",
	"INSERT INTO party VALUES (?2, ?1, ?2, NULL, 0, 0, '', ?1, ?1, '', 'service-provider', '', 'DE', '', '', '', "
	"'', '', '',"
	" '', '', '', '')",
	"INSERT INTO party_name(folded, n, main) VALUES (?1, ?2, 1)",
	"SELECT max(i) + 1 FROM entry",
	"INSERT INTO entry(i, seq, subject, leaf) VALUES (?2, ?2, ?1, zeroblob(32))",
	"INSERT INTO request(who, request_key, at, method, path, body, status, kind, n, seq) VALUES ('http', ?1,"
	" '2026-01-01T00:00:00.000Z', 'POST', '/v1/parties', zeroblob(32), 201, 'party', ?2, ?2)",
	"DELETE FROM request WHERE at < ''",
	"COMMIT",
};

enum { STATEMENTS = sizeof(text) / sizeof(*text) };

static void run(sqlite3 *db, sqlite3_stmt *s, const char *name, int n)
{
	int rc;

	if (sqlite3_bind_parameter_count(s) >= 1)
		sqlite3_bind_text(s, 1, name, -1, SQLITE_STATIC);
	if (sqlite3_bind_parameter_count(s) >= 2)
		sqlite3_bind_int(s, 2, n);
	do
		rc = sqlite3_step(s);
	while (rc == SQLITE_ROW);
	if (rc != SQLITE_DONE) {
		fprintf(stderr, "%s: %s\n", sqlite3_sql(s), sqlite3_errmsg(db));
		exit(2);
	}
	sqlite3_reset(s);
}

int main(int argc, char **argv)
{
	int n = argc == 3 ? (int)strtol(argv[2], NULL, 10) : 0;
	sqlite3_stmt *s[STATEMENTS];
	struct timespec a, b;
	sqlite3 *db;

	if (n <= 0 || sqlite3_open(argv[1], &db) != SQLITE_OK)
		return 2;
	sqlite3_exec(db, "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON", NULL,
		NULL, NULL);
	for (int i = 0; i < STATEMENTS; i++) {
		if (sqlite3_prepare_v2(db, text[i], -1, &s[i], NULL) != SQLITE_OK) {
			fprintf(stderr, "%s: %s\n", text[i], sqlite3_errmsg(db));
			return 2;
		}
	}
	clock_gettime(CLOCK_MONOTONIC, &a);
	for (int k = 0; k < n; k++) {
		char name[32];

		snprintf(name, sizeof(name), "bare-%d", k);
		for (int i = 0; i < STATEMENTS; i++)
			run(db, s[i], name, 1000000 + k);
	}
	clock_gettime(CLOCK_MONOTONIC, &b);
	printf("%.6f\n", (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9);
	return 0;
}

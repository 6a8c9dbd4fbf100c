/*
 * One decision against one prepared SQLite primary-key SELECT in the same run. Prints a table; asserts nothing.
 * A decision is law_decide() of a parsed case: what the server does for each leg of an answer.
 */
#include "registry/law/law.h"

#include <sqlite3.h>
#include <stdio.h>
#include <time.h>

enum { DECISIONS = 2000000, SELECTS = 500000, ROWS = 100000, ROUNDS = 5 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static sqlite3_stmt *prepared(sqlite3 **db)
{
	sqlite3_stmt *s = NULL;

	sqlite3_open(":memory:", db);
	sqlite3_exec(*db,
		"CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, country TEXT); WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL"
		" SELECT x + 1 FROM c WHERE x < 100000) INSERT INTO t SELECT x, 'party ' || x, 'US' FROM c",
		NULL, NULL, NULL);
	sqlite3_prepare_v2(*db, "SELECT name, country FROM t WHERE id = ?", -1, &s, NULL);
	return s;
}

static double selects(sqlite3_stmt *s)
{
	double start = now();

	for (unsigned i = 0; i < SELECTS; i++) {
		sqlite3_bind_int(s, 1, (int)(i * 7919u % ROWS) + 1);
		if (sqlite3_step(s) != SQLITE_ROW)
			return -1;
		(void)sqlite3_column_text(s, 0);
		sqlite3_reset(s);
	}
	return (now() - start) / SELECTS;
}

static double decisions(const struct law_pack *p, const struct law_case *c)
{
	static struct law_decision d;
	double start = now();

	for (int i = 0; i < DECISIONS; i++)
		law_decide(p, &c->leg[0], (cv_day){ c->on.n + i % 2 }, &d);
	return (now() - start) / DECISIONS;
}

int main(void)
{
	static const struct {
		const char *what;
		struct law_case_in in;
	} table[] = {
		{ "adequacy, nothing on file",
			{ "DE", "controller", "", "JP", "processor", "service-provider", "any",
				"appi-business-operator", "", "2024-06-01" } },
		{ "framework, clauses behind it",
			{ "DE", "controller", "", "US", "processor", "service-provider", "non-hr", "",
				"dpf-eu-us active 2023-08-01.. non-hr; scc-2021-m2 signed 2022-11-01; tia 2022-11-01",
				"2024-09-15" } },
		{ "UK extension and addendum",
			{ "GB", "controller", "", "US", "processor", "service-provider", "non-hr", "",
				"dpf-eu-us active 2023-08-01.. non-hr; dpf-uk-extension active 2023-10-12.. non-hr; scc-2021-m2 signed 2022-11-01; "
				"uk-addendum signed 2022-11-01; tia 2022-11-01",
				"2024-09-15" } },
		{ "nothing covers",
			{ "FR", "controller", "", "IN", "processor", "service-provider", "any", "",
				"scc-2010-c2p signed 2015-03-01; tia 2021-01-15", "2023-06-01" } },
	};
	const struct law_pack *p = law_builtin(NULL);
	sqlite3 *db;
	sqlite3_stmt *s = prepared(&db);

	printf("%-32s %12s %12s %8s   (best of %d)\n", "case", "decision ns", "SELECT ns", "ratio", ROUNDS);
	for (size_t i = 0; p && s && i < sizeof(table) / sizeof(table[0]); i++) {
		static struct law_case c;
		struct cv_error err = { 0 };
		double d = 1, q = 1;

		if (law_case_parse(p, &table[i].in, &c, &err) != CV_OK) {
			fprintf(stderr, "%s\n", err.msg);
			return 1;
		}
		for (int r = 0; r < ROUNDS; r++) {
			double one = decisions(p, &c), other = selects(s);

			d = one < d ? one : d;
			q = other < q ? other : q;
		}
		printf("%-32s %12.0f %12.0f %8.1f\n", table[i].what, d * 1e9, q * 1e9, q / d);
	}
	sqlite3_finalize(s);
	sqlite3_close(db);
	return 0;
}

/*
 * How the store finds what is near a few parties: by them. An import asks that for every few hundred parties it
 * touched, so a plan that goes through all records of a kind makes it slower with every record on file.
 */
#include "registry/registry.h"
#include "registry/store/db.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static sqlite3 *opened(char folder[64], char path[96])
{
	struct cv_error err = { 0 };
	const struct law_pack *p = law_builtin(&err);
	struct reg *r = NULL;
	sqlite3 *h = NULL;

	snprintf(folder, 64, "/tmp/chapterv-test-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(path, 96, "%s/register.db", folder);
	assert_non_null(p);
	assert_int_equal(reg_open(path, REG_CREATE, p, &r, &err), CV_OK);
	reg_close(r);
	assert_int_equal(sqlite3_open(path, &h), SQLITE_OK);
	assert_int_equal(sqlite3_exec(h, db_sql[DB_NEAR_CREATE], NULL, NULL, NULL), SQLITE_OK);
	return h;
}

/* Does a step of the plan go through all of something that is not the few parties themselves? */
static bool goes_through_all(sqlite3 *h, const char *sql)
{
	char *text = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql);
	sqlite3_stmt *s = NULL;
	bool all = false;

	assert_non_null(text);
	assert_int_equal(sqlite3_prepare_v2(h, text, -1, &s, NULL), SQLITE_OK);
	while (sqlite3_step(s) == SQLITE_ROW) {
		const char *step = (const char *)sqlite3_column_text(s, 3);
		bool scans = strncmp(step, "SCAN ", 5) == 0 && strncmp(step, "SCAN near", 9) != 0;

		if (scans || strstr(step, "known_from<"))
			print_message("%s\n\t%s\n", step, sql);
		all |= scans || strstr(step, "known_from<") != NULL;
	}
	sqlite3_finalize(s);
	sqlite3_free(text);
	return all;
}

static void what_is_near_a_few_parties_is_found_by_them(void **state)
{
	char folder[64], path[96];
	sqlite3 *h = opened(folder, path);

	CV_UNUSED(state);
	for (int k = 0; k < DB_KINDS; k++)
		assert_false(goes_through_all(h, db_sql[DB_FACT_NEAR + k]));
	assert_false(goes_through_all(h, db_sql[DB_NEAR_DOWN]));
	assert_false(goes_through_all(h, db_sql[DB_NEAR_UP]));
	assert_false(goes_through_all(h, db_sql[DB_NEAR_SIGNERS]));
	assert_false(goes_through_all(h, db_sql[DB_NEAR_ASSESSORS]));
	assert_true(goes_through_all(h, db_sql[DB_FACT_EACH])); /* this one reads all: the test can tell */
	sqlite3_close(h);
	unlink(path);
	rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_near_a_few_parties_is_found_by_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "tests/register/deeds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static uint64_t state;

void deeds_seed(uint64_t seed)
{
	state = seed;
}

uint32_t deeds_any(uint32_t n)
{
	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(state >> 33) % n;
}

int deeds_try(sqlite3 *h, const char *sql)
{
	return sqlite3_exec(h, sql, NULL, NULL, NULL);
}

void deeds_do(sqlite3 *h, const char *sql)
{
	int rc = deeds_try(h, sql);

	if (rc != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(h));
}

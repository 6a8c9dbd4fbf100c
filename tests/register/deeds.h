/* Deeds in SQL, for tests of what is below the register. */
#ifndef TESTS_REGISTER_DEEDS_H
#define TESTS_REGISTER_DEEDS_H

#include <sqlite3.h>

/* The code of the result. */
int deeds_try(sqlite3 *h, const char *sql);
/* Or the test fails. */
void deeds_do(sqlite3 *h, const char *sql);

#endif

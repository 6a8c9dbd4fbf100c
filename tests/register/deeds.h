/* Random deeds in SQL, the same for the same seed; for tests of what is below the register. */
#ifndef TESTS_REGISTER_DEEDS_H
#define TESTS_REGISTER_DEEDS_H

#include <sqlite3.h>
#include <stdint.h>

void deeds_seed(uint64_t seed);
uint32_t deeds_any(uint32_t n); /* below n */
/* The code of the result. */
int deeds_try(sqlite3 *h, const char *sql);
/* Or the test fails. */
void deeds_do(sqlite3 *h, const char *sql);

#endif

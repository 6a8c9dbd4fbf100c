/*
 * What is written while the power may go (power_disk.h), as the register is: in the journal mode TRUNCATE, synchronous
 * FULL, through calm_sqlite.h, with less memory than a large change needs.
 */
#ifndef TESTS_POWER_LOAD_H
#define TESTS_POWER_LOAD_H

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>

enum { POWER_COMMITS = 512 };

/* Of the disk's record: the entries from began on, up to done, are the commit; then it was acknowledged. */
struct power_commit {
	size_t began, done;
	uint64_t sum; /* of what is there after it */
};

/* Of the workload that ran last, in their order. One that was refused, or rolled back, is not there. */
extern struct power_commit power_commits[POWER_COMMITS];
extern size_t power_n_commits;

void power_begin(const char *path);
/* sum: of what is there now. */
void power_acknowledged(size_t began, uint64_t sum);

/* Each begins with an empty record, and no file. */
void power_many_small(const char *path, uint64_t seed);
void power_one_large(const char *path, uint64_t seed);
/* With rollbacks, and large changes whose commit is refused because somebody reads. */
void power_of_all_kinds(const char *path, uint64_t seed);
/* A register: made, imported into and an import undone, again and again, by who does that in the program. */
void power_register(const char *path, uint64_t seed);

/* A number over all that is there; 0: no table. Returns a code of SQLite's. */
int power_sum(sqlite3 *h, uint64_t *ret);

#endif

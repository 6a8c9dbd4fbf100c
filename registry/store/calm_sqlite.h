/*
 * A large change beside those who read.
 *
 * A change that needs more memory than SQLite was given is written into the file before its commit, and from the first
 * such page on SQLite shuts out whoever reads, until the change is over: for minutes, where a million rows are
 * imported. Between SQLite and the operating system stands this: while a connection is told to keep calm, it takes the
 * exclusive lock only at the commit, when everything is worked out. Until then
 *
 * - pages behind the end that the file had go into the file: nobody reads further than its first page says, and the
 *   journal, which is on the disk before them, says to which length the file is cut back;
 * - pages that others may be reading go into a file without a name, and into this one at the commit.
 *
 * The journal is SQLite's own: whoever is killed on the way is rolled back as ever.
 */
#ifndef STORE_CALM_SQLITE_H
#define STORE_CALM_SQLITE_H

#include <sqlite3.h>
#include <stdbool.h>

/* The name to give to sqlite3_open_v2(); NULL: out of memory. */
const char *db_calm(void);
/*
 * Of the transactions that the connection begins from now on. patience_ms: how long the commit waits for those who are
 * reading, before SQLITE_BUSY.
 */
void db_keep_calm(sqlite3 *h, bool calm, int patience_ms);
/*
 * The open transaction is about to be rolled back, all of it: nothing of it is in the file, and nobody need be waited
 * for to write back what is there. False: it was not rolled back after all.
 */
void db_calm_gives_up(sqlite3 *h, bool give_up);

#endif

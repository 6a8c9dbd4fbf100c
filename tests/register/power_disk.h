/*
 * A disk whose power is cut.
 *
 * It stands below everything else as the system's own VFS: the file named at disk_begin() and its journal are real
 * files, and of every write, truncation, sync, creation and deletion of the two there is a record. disk_cut() makes of
 * its first n entries what a disk may hold when the power goes right after them: all that was synced, and of the rest
 * of each file any part, as SQLite assumes it of a disk:
 *
 * - each write is kept, lost, or kept in some of its sectors of 512 bytes (none beside them is harmed);
 * - a truncation is kept or lost;
 * - where a write beyond the end is lost, the file may have grown all the same, by anything;
 * - a name is there, or gone, for certain only when the folder was synced since: the first sync of a journal that was
 *   opened to be created does that, and a deletion that is asked to.
 */
#ifndef TESTS_POWER_DISK_H
#define TESTS_POWER_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Before anything else asks for the system's VFS. */
void disk_register(void);
/* From an empty record on, and neither path nor its journal: they are removed. */
void disk_begin(const char *path);
/* How many entries there are. */
size_t disk_done(void);
/* The first entry from n on that is a sync; disk_done() if there is none. */
size_t disk_next_sync(size_t n);
/*
 * What is left of the first n entries, into 'to' and its journal; n: not less than the last time. Is there something in
 * the journal? The same seed leaves the same.
 */
bool disk_cut(size_t n, uint64_t seed, const char *to);
/* Frees the record. */
void disk_end(void);

#endif

/* The record of the disk whose power is cut (power_disk.h), between what writes it and what reads it. */
#ifndef TESTS_POWER_RECORD_H
#define TESTS_POWER_RECORD_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

enum { DISK_FILES = 64, DISK_NONE = -1 };
enum disk_name { DISK_MAIN, DISK_JOURNAL, DISK_NAMES };
enum disk_kind { DISK_WRITTEN, DISK_TRUNCATED, DISK_SYNCED, DISK_CREATED, DISK_DELETED };

struct disk_entry {
	enum disk_kind kind;
	enum disk_name name;
	int file;         /* the one that has the name from then on, or had it */
	bool folder;      /* synced with it */
	sqlite3_int64 at; /* of a truncation: the new length */
	int n;
	unsigned char *data;
};

struct disk_record {
	char path[DISK_NAMES][128];
	struct disk_entry *all;
	size_t n, room;
	int named[DISK_NAMES], files;
};

extern struct disk_record disk_record;

/* p, or with room for more than n things of that size. */
void *disk_roomier(void *p, size_t n, size_t *room, size_t size);
/* What was made of the record so far is forgotten. */
void disk_forget_cuts(void);

#endif

/* What a disk may hold when its power is cut. */
#include "tests/register/power_disk.h"

#include "tests/register/power_record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { SECTOR = 512 };

struct image {
	unsigned char *p;
	size_t n, room;
};

/* What is certain to be there after the first 'at' entries, and which of them are not in it. */
static struct {
	size_t at, *open, n_open, room;
	struct image file[DISK_FILES];
	int named[DISK_NAMES];
} safe;

static uint64_t state;

static uint32_t any(uint32_t n)
{
	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(state >> 33) % n;
}

void disk_forget_cuts(void)
{
	for (int i = 0; i < DISK_FILES; i++)
		free(safe.file[i].p);
	free(safe.open);
	memset(&safe, 0, sizeof(safe));
	for (int i = 0; i < DISK_NAMES; i++)
		safe.named[i] = DISK_NONE;
}

static void grow(struct image *m, size_t n)
{
	if (n <= m->n)
		return;
	m->p = disk_roomier(m->p, n, &m->room, 1);
	memset(m->p + m->n, 0, n - m->n);
	m->n = n;
}

static void put(struct image *m, const struct disk_entry *e, int from, int n)
{
	grow(m, (size_t)(e->at + from + n));
	memcpy(m->p + e->at + from, e->data + from, (size_t)n);
}

/* All of it. */
static void apply(struct image file[], int named[DISK_NAMES], const struct disk_entry *e)
{
	switch (e->kind) {
	case DISK_WRITTEN:
		put(&file[e->file], e, 0, e->n);
		break;
	case DISK_TRUNCATED:
		grow(&file[e->file], (size_t)e->at);
		file[e->file].n = (size_t)e->at;
		break;
	case DISK_CREATED: case DISK_DELETED:
		named[e->name] = e->file;
		break;
	case DISK_SYNCED:
		break;
	}
}

static bool of_folder(const struct disk_entry *e)
{
	return e->kind == DISK_CREATED || e->kind == DISK_DELETED;
}

static void sync_all(const struct disk_entry *by)
{
	size_t left = 0;

	for (size_t i = 0; i < safe.n_open; i++) {
		const struct disk_entry *e = &disk_record.all[safe.open[i]];

		if (of_folder(e) ? by->folder : by->kind == DISK_SYNCED && e->file == by->file)
			apply(safe.file, safe.named, e);
		else
			safe.open[left++] = safe.open[i];
	}
	safe.n_open = left;
}

static void advance(size_t n)
{
	for (; safe.at < n; safe.at++) {
		const struct disk_entry *e = &disk_record.all[safe.at];

		if (e->kind != DISK_SYNCED) {
			safe.open = disk_roomier(safe.open, safe.n_open + 1, &safe.room, sizeof(*safe.open));
			safe.open[safe.n_open++] = safe.at;
		}
		if (e->folder || e->kind == DISK_SYNCED)
			sync_all(e);
	}
}

static void torn(struct image *m, const struct disk_entry *e)
{
	for (int from = 0, n; from < e->n; from += n) {
		n = SECTOR - (int)((e->at + from) % SECTOR);
		n = n < e->n - from ? n : e->n - from;
		if (any(2))
			put(m, e, from, n);
	}
}

static void grown_by_anything(struct image *m, const struct disk_entry *e)
{
	size_t was = m->n;

	grow(m, (size_t)(e->at + e->n));
	for (; was < m->n; was++)
		m->p[was] = (unsigned char)any(256);
}

/* kept: how many of 16 are. */
static void perhaps(struct image file[], int named[DISK_NAMES], const struct disk_entry *e, uint32_t kept)
{
	if (any(16) < kept)
		apply(file, named, e);
	else if (kept > 0 && e->kind == DISK_WRITTEN && any(2))
		torn(&file[e->file], e);
	else if (kept > 0 && e->kind == DISK_WRITTEN && any(4) == 0)
		grown_by_anything(&file[e->file], e);
}

static void leave(const char *path, const struct image *m)
{
	FILE *f;

	unlink(path);
	if (m == NULL)
		return;
	f = fopen(path, "wb");
	assert_non_null(f);
	if (m->n)
		assert_int_equal(fwrite(m->p, 1, m->n, f), m->n);
	assert_int_equal(fclose(f), 0);
}

bool disk_cut(size_t n, uint64_t seed, const char *to)
{
	static const uint32_t luck[] = { 0, 1, 8, 15, 16 };
	struct image left[DISK_FILES] = { 0 };
	uint32_t kept[DISK_NAMES];
	int named[DISK_NAMES];
	char journal[160];
	bool ret;

	assert_true(n >= safe.at && n <= disk_record.n);
	advance(n);
	state = seed * 7919 + n;
	for (int i = 0; i < DISK_NAMES; i++) {
		named[i] = safe.named[i];
		kept[i] = luck[any(sizeof(luck) / sizeof(luck[0]))];
	}
	for (int i = 0; i < disk_record.files; i++) {
		grow(&left[i], safe.file[i].n);
		if (safe.file[i].n)
			memcpy(left[i].p, safe.file[i].p, safe.file[i].n);
	}
	for (size_t i = 0; i < safe.n_open; i++)
		perhaps(left, named, &disk_record.all[safe.open[i]], kept[disk_record.all[safe.open[i]].name]);
	snprintf(journal, sizeof(journal), "%s-journal", to);
	leave(to, named[DISK_MAIN] == DISK_NONE ? NULL : &left[named[DISK_MAIN]]);
	leave(journal, named[DISK_JOURNAL] == DISK_NONE ? NULL : &left[named[DISK_JOURNAL]]);
	ret = named[DISK_JOURNAL] != DISK_NONE && left[named[DISK_JOURNAL]].n > 0;
	for (int i = 0; i < disk_record.files; i++)
		free(left[i].p);
	return ret;
}

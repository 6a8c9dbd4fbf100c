#include "tests/register/power_disk.h"

#include "tests/register/power_record.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct disk_file {
	sqlite3_file base;
	sqlite3_file *real;
	enum disk_name name;
	int file;
	bool folder;
};

static sqlite3_vfs disk_vfs, *real_vfs;

struct disk_record disk_record;

void *disk_roomier(void *p, size_t n, size_t *room, size_t size)
{
	if (n <= *room)
		return p;
	*room = n * 2;
	p = realloc(p, *room * size);
	assert_non_null(p);
	return p;
}

/* ---- the record ------------------------------------------------------------------------------------------------ */

static struct disk_entry *note(enum disk_kind kind, enum disk_name name, int file)
{
	disk_record.all = disk_roomier(disk_record.all, disk_record.n + 1, &disk_record.room, sizeof(*disk_record.all));
	disk_record.all[disk_record.n] = (struct disk_entry){ .kind = kind, .name = name, .file = file };
	return &disk_record.all[disk_record.n++];
}

static sqlite3_file *real_of(sqlite3_file *f)
{
	return ((struct disk_file *)f)->real;
}

static struct disk_entry *note_of(sqlite3_file *f, enum disk_kind kind)
{
	return note(kind, ((struct disk_file *)f)->name, ((struct disk_file *)f)->file);
}

static int disk_write(sqlite3_file *f, const void *data, int n, sqlite3_int64 at)
{
	struct disk_entry *e = note_of(f, DISK_WRITTEN);

	e->at = at;
	e->n = n;
	e->data = malloc((size_t)n);
	assert_non_null(e->data);
	memcpy(e->data, data, (size_t)n);
	return real_of(f)->pMethods->xWrite(real_of(f), data, n, at);
}

static int disk_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	note_of(f, DISK_TRUNCATED)->at = size;
	return real_of(f)->pMethods->xTruncate(real_of(f), size);
}

static int disk_sync(sqlite3_file *f, int flags)
{
	struct disk_file *own = (struct disk_file *)f;

	(void)flags; /* the real file need not outlive anything */
	note_of(f, DISK_SYNCED)->folder = own->folder;
	own->folder = false;
	return SQLITE_OK;
}

static int disk_close(sqlite3_file *f)
{
	return real_of(f)->pMethods->xClose(real_of(f));
}

static int disk_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
	return real_of(f)->pMethods->xRead(real_of(f), to, n, at);
}

static int disk_size(sqlite3_file *f, sqlite3_int64 *ret)
{
	return real_of(f)->pMethods->xFileSize(real_of(f), ret);
}

static int disk_lock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xLock(real_of(f), level);
}

static int disk_unlock(sqlite3_file *f, int level)
{
	return real_of(f)->pMethods->xUnlock(real_of(f), level);
}

static int disk_reserved(sqlite3_file *f, int *ret)
{
	return real_of(f)->pMethods->xCheckReservedLock(real_of(f), ret);
}

static int disk_control(sqlite3_file *f, int op, void *arg)
{
	return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
}

static int disk_sector(sqlite3_file *f)
{
	return real_of(f)->pMethods->xSectorSize(real_of(f));
}

static int disk_device(sqlite3_file *f)
{
	(void)f;
	return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods disk_methods = {
	.iVersion = 1, /* no memory that is shared, and no map: not in this journal mode */
	.xClose = disk_close,
	.xRead = disk_read,
	.xWrite = disk_write,
	.xTruncate = disk_truncate,
	.xSync = disk_sync,
	.xFileSize = disk_size,
	.xLock = disk_lock,
	.xUnlock = disk_unlock,
	.xCheckReservedLock = disk_reserved,
	.xFileControl = disk_control,
	.xSectorSize = disk_sector,
	.xDeviceCharacteristics = disk_device,
};

static int name_of(const char *path)
{
	for (int i = 0; path && i < DISK_NAMES; i++)
		if (strcmp(path, disk_record.path[i]) == 0)
			return i;
	return DISK_NONE;
}

static int disk_open(sqlite3_vfs *v, const char *path, sqlite3_file *file, int flags, int *ret_flags)
{
	struct disk_file *f = (struct disk_file *)file;
	int name = name_of(path), rc;

	(void)v;
	if (name == DISK_NONE)
		return real_vfs->xOpen(real_vfs, path, file, flags, ret_flags);
	memset(f, 0, sizeof(*f));
	f->real = (sqlite3_file *)(f + 1);
	rc = real_vfs->xOpen(real_vfs, path, f->real, flags, ret_flags);
	if (rc != SQLITE_OK)
		return rc;
	if (disk_record.named[name] == DISK_NONE) {
		assert_true(disk_record.files < DISK_FILES);
		disk_record.named[name] = disk_record.files++;
		(void)note(DISK_CREATED, (enum disk_name)name, disk_record.named[name]);
	}
	f->base.pMethods = &disk_methods;
	f->name = (enum disk_name)name;
	f->file = disk_record.named[name];
	f->folder = name == DISK_JOURNAL && (flags & SQLITE_OPEN_CREATE);
	return SQLITE_OK;
}

static int disk_delete(sqlite3_vfs *v, const char *path, int sync_folder)
{
	int name = name_of(path);

	(void)v;
	if (name != DISK_NONE && disk_record.named[name] != DISK_NONE) {
		note(DISK_DELETED, (enum disk_name)name, DISK_NONE)->folder = sync_folder;
		disk_record.named[name] = DISK_NONE;
	}
	return real_vfs->xDelete(real_vfs, path, 0);
}

void disk_register(void)
{
	real_vfs = sqlite3_vfs_find(NULL);
	assert_non_null(real_vfs);
	disk_vfs = *real_vfs; /* the rest of it needs no file */
	disk_vfs.pNext = NULL;
	disk_vfs.zName = "power";
	disk_vfs.szOsFile = (int)sizeof(struct disk_file) + real_vfs->szOsFile;
	disk_vfs.xOpen = disk_open;
	disk_vfs.xDelete = disk_delete;
	assert_int_equal(sqlite3_vfs_register(&disk_vfs, 1), SQLITE_OK);
}

void disk_begin(const char *path)
{
	disk_end();
	snprintf(disk_record.path[DISK_MAIN], sizeof(disk_record.path[DISK_MAIN]), "%s", path);
	snprintf(disk_record.path[DISK_JOURNAL], sizeof(disk_record.path[DISK_JOURNAL]), "%s-journal", path);
	for (int i = 0; i < DISK_NAMES; i++) {
		disk_record.named[i] = DISK_NONE;
		unlink(disk_record.path[i]);
	}
}

void disk_end(void)
{
	for (size_t i = 0; i < disk_record.n; i++)
		free(disk_record.all[i].data);
	free(disk_record.all);
	memset(&disk_record, 0, sizeof(disk_record));
	disk_forget_cuts();
}

size_t disk_done(void)
{
	return disk_record.n;
}

size_t disk_next_sync(size_t n)
{
	while (n < disk_record.n && disk_record.all[n].kind != DISK_SYNCED)
		n++;
	return n;
}

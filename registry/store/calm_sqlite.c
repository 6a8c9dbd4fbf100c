#include "registry/store/calm_sqlite.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	ORDER = 0x43485635, /* of db_keep_calm(), db_calm_gives_up(): SQLite's own are small numbers */
	STEP_MS = 2,
};

struct order {
	bool about_giving_up, give_up, calm;
	int patience_ms;
};

struct calm_file {
	sqlite3_file base;
	sqlite3_file *real;  /* the operating system's, behind this one in memory */
	sqlite3_file *apart; /* what readers must not see yet, each page at its place; NULL: nothing */
	unsigned char *held; /* a bit for each page that is apart; NULL: none is */
	sqlite3_int64 end;   /* of the file, when the lock was claimed */
	int page;            /* bytes; 0: not known yet */
	int lock;            /* that we really have */
	int patience_ms;
	bool calm;
	bool claimed;        /* SQLite believes to have the exclusive lock */
	bool giving_up, grown;
};

static sqlite3_vfs calm_vfs;

static struct calm_file *of(sqlite3_file *f)
{
	return (struct calm_file *)f;
}

static sqlite3_vfs *system_vfs(void)
{
	return calm_vfs.pAppData;
}

/* ---- pages that are apart -------------------------------------------------------------------------------------- */

static bool is_held(const struct calm_file *f, sqlite3_int64 at)
{
	sqlite3_int64 n;

	if (f->held == NULL || at >= f->end || f->giving_up)
		return false;
	n = at / f->page;
	return f->held[n / 8] >> (n % 8) & 1;
}

static void let_go(struct calm_file *f)
{
	if (f->apart)
		(void)f->apart->pMethods->xClose(f->apart);
	free(f->apart);
	free(f->held);
	f->apart = NULL;
	f->held = NULL;
}

static void over(struct calm_file *f)
{
	let_go(f);
	f->claimed = f->giving_up = f->grown = false;
}

static int open_apart(struct calm_file *f)
{
	enum { FLAGS = SQLITE_OPEN_TEMP_DB | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE |
		SQLITE_OPEN_DELETEONCLOSE };
	sqlite3_vfs *v = system_vfs();
	int rc;

	f->held = calloc(1, (size_t)(f->end / f->page / 8 + 1));
	f->apart = calloc(1, (size_t)v->szOsFile);
	if (f->held == NULL || f->apart == NULL) {
		free(f->apart);
		f->apart = NULL;
		let_go(f);
		return SQLITE_NOMEM;
	}
	rc = v->xOpen(v, NULL, f->apart, FLAGS, NULL);
	if (rc != SQLITE_OK) {
		free(f->apart);
		f->apart = NULL;
		let_go(f);
	}
	return rc;
}

static int put_apart(struct calm_file *f, const void *data, sqlite3_int64 at)
{
	sqlite3_int64 n = at / f->page;
	int rc = f->held ? SQLITE_OK : open_apart(f);

	if (rc == SQLITE_OK)
		rc = f->apart->pMethods->xWrite(f->apart, data, f->page, at);
	if (rc == SQLITE_OK)
		f->held[n / 8] |= (unsigned char)(1 << (n % 8));
	return rc;
}

static int bring_back(struct calm_file *f)
{
	void *page = f->held ? malloc((size_t)f->page) : NULL;
	int rc = f->held && page == NULL ? SQLITE_NOMEM : SQLITE_OK;

	for (sqlite3_int64 at = 0; page && rc == SQLITE_OK && at < f->end; at += f->page) {
		if (!is_held(f, at))
			continue;
		rc = f->apart->pMethods->xRead(f->apart, page, f->page, at);
		if (rc == SQLITE_OK)
			rc = f->real->pMethods->xWrite(f->real, page, f->page, at);
	}
	free(page);
	return rc;
}

/* ---- the lock -------------------------------------------------------------------------------------------------- */

static int claim(struct calm_file *f)
{
	int rc = f->real->pMethods->xFileSize(f->real, &f->end);

	f->claimed = rc == SQLITE_OK;
	f->page = 0;
	return rc;
}

static int lock_patiently(struct calm_file *f)
{
	int rc = f->real->pMethods->xLock(f->real, SQLITE_LOCK_EXCLUSIVE);

	for (int waited = 0; rc == SQLITE_BUSY && waited < f->patience_ms; waited += STEP_MS) {
		sqlite3_sleep(STEP_MS);
		rc = f->real->pMethods->xLock(f->real, SQLITE_LOCK_EXCLUSIVE);
	}
	if (rc == SQLITE_OK)
		f->lock = SQLITE_LOCK_EXCLUSIVE;
	return rc;
}

/*
 * From here on it is as SQLite believes it to be. What is behind the old end goes to the disk before the lock is taken:
 * of a million new rows that is nearly all of it.
 */
static int settle(struct calm_file *f)
{
	int rc = SQLITE_OK;

	if (!f->claimed || f->giving_up)
		return SQLITE_OK;
	if (f->grown)
		rc = f->real->pMethods->xSync(f->real, SQLITE_SYNC_NORMAL);
	if (rc == SQLITE_OK)
		rc = lock_patiently(f);
	if (rc != SQLITE_OK)
		return rc;
	f->claimed = false; /* where it breaks off in the middle, the journal is written back into the file itself */
	rc = bring_back(f);
	over(f);
	return rc;
}

static int calm_lock(sqlite3_file *file, int level)
{
	struct calm_file *f = of(file);
	int rc;

	if (level == SQLITE_LOCK_EXCLUSIVE && f->claimed)
		return SQLITE_OK;
	if (level == SQLITE_LOCK_EXCLUSIVE && f->calm && f->lock == SQLITE_LOCK_RESERVED)
		return claim(f);
	rc = f->real->pMethods->xLock(f->real, level);
	if (rc == SQLITE_OK && level > f->lock)
		f->lock = level;
	return rc;
}

/* What was not brought back by then was of a change that failed: the journal is there, and has the rest. */
static int calm_unlock(sqlite3_file *file, int level)
{
	struct calm_file *f = of(file);

	over(f);
	f->lock = level < f->lock ? level : f->lock;
	return f->real->pMethods->xUnlock(f->real, level);
}

static int calm_reserved(sqlite3_file *file, int *ret)
{
	return of(file)->real->pMethods->xCheckReservedLock(of(file)->real, ret);
}

/* ---- reading and writing --------------------------------------------------------------------------------------- */

static int calm_read(sqlite3_file *file, void *to, int size, sqlite3_int64 at)
{
	struct calm_file *f = of(file);

	/* SQLite reads within a page */
	if (f->claimed && f->held && is_held(f, at))
		return f->apart->pMethods->xRead(f->apart, to, size, at);
	return f->real->pMethods->xRead(f->real, to, size, at);
}

static int calm_write(sqlite3_file *file, const void *data, int size, sqlite3_int64 at)
{
	struct calm_file *f = of(file);
	int rc = SQLITE_OK;

	if (f->claimed && f->page == 0)
		f->page = size;
	if (f->claimed && at < f->end) {
		if (f->giving_up)
			return SQLITE_OK; /* as it was: it never became anything else */
		if (size == f->page && at % f->page == 0)
			return put_apart(f, data, at);
		rc = settle(f);
	}
	f->grown |= f->claimed;
	return rc == SQLITE_OK ? f->real->pMethods->xWrite(f->real, data, size, at) : rc;
}

static int calm_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	struct calm_file *f = of(file);
	int rc = f->claimed && size < f->end ? settle(f) : SQLITE_OK;

	return rc == SQLITE_OK ? f->real->pMethods->xTruncate(f->real, size) : rc;
}

static int calm_sync(sqlite3_file *file, int flags)
{
	int rc = settle(of(file));

	return rc == SQLITE_OK ? of(file)->real->pMethods->xSync(of(file)->real, flags) : rc;
}

static int calm_size(sqlite3_file *file, sqlite3_int64 *ret)
{
	return of(file)->real->pMethods->xFileSize(of(file)->real, ret);
}

/* ---- the rest -------------------------------------------------------------------------------------------------- */

static int obey(struct calm_file *f, const struct order *o)
{
	if (o->about_giving_up) {
		f->giving_up = f->claimed && o->give_up;
	} else {
		f->calm = o->calm;
		f->patience_ms = o->patience_ms;
	}
	return SQLITE_OK;
}

static int calm_control(sqlite3_file *file, int op, void *arg)
{
	struct calm_file *f = of(file);

	if (op == ORDER)
		return obey(f, arg);
	return f->real->pMethods->xFileControl(f->real, op, arg);
}

static int calm_close(sqlite3_file *file)
{
	over(of(file));
	return of(file)->real->pMethods->xClose(of(file)->real);
}

static int calm_sector(sqlite3_file *file)
{
	return of(file)->real->pMethods->xSectorSize(of(file)->real);
}

/* Several pages in one go, on file systems that can, would be a way past all this. */
static int calm_device(sqlite3_file *file)
{
	return of(file)->real->pMethods->xDeviceCharacteristics(of(file)->real) & ~SQLITE_IOCAP_BATCH_ATOMIC;
}

/* A register that another program left in the mode WAL is to be opened, and brought back from it. */
static int calm_shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **ret)
{
	return of(file)->real->pMethods->xShmMap(of(file)->real, region, size, extend, ret);
}

static int calm_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
	return of(file)->real->pMethods->xShmLock(of(file)->real, offset, n, flags);
}

static void calm_shm_barrier(sqlite3_file *file)
{
	of(file)->real->pMethods->xShmBarrier(of(file)->real);
}

static int calm_shm_unmap(sqlite3_file *file, int remove)
{
	return of(file)->real->pMethods->xShmUnmap(of(file)->real, remove);
}

static const sqlite3_io_methods calm_methods = {
	.iVersion = 2, /* 3 would be a map of the file, which is off */
	.xClose = calm_close,
	.xRead = calm_read,
	.xWrite = calm_write,
	.xTruncate = calm_truncate,
	.xSync = calm_sync,
	.xFileSize = calm_size,
	.xLock = calm_lock,
	.xUnlock = calm_unlock,
	.xCheckReservedLock = calm_reserved,
	.xFileControl = calm_control,
	.xSectorSize = calm_sector,
	.xDeviceCharacteristics = calm_device,
	.xShmMap = calm_shm_map,
	.xShmLock = calm_shm_lock,
	.xShmBarrier = calm_shm_barrier,
	.xShmUnmap = calm_shm_unmap,
};

/* Only the register: its journal and what is for a moment are the system's. */
static int calm_open(sqlite3_vfs *v, const char *name, sqlite3_file *file, int flags, int *ret_flags)
{
	sqlite3_vfs *sys = v->pAppData;
	struct calm_file *f = of(file);
	int rc;

	if (!(flags & SQLITE_OPEN_MAIN_DB))
		return sys->xOpen(sys, name, file, flags, ret_flags);
	memset(f, 0, sizeof(*f));
	f->real = (sqlite3_file *)(f + 1);
	rc = sys->xOpen(sys, name, f->real, flags, ret_flags);
	if (f->real->pMethods)
		f->base.pMethods = &calm_methods;
	return rc;
}

static void name_it(void)
{
	sqlite3_vfs *sys = sqlite3_vfs_find(NULL);

	if (sys == NULL)
		return;
	calm_vfs = *sys; /* the rest of it needs no file, and takes either of the two */
	calm_vfs.pNext = NULL;
	calm_vfs.zName = "chapterv";
	calm_vfs.pAppData = sys;
	calm_vfs.szOsFile = (int)sizeof(struct calm_file) + sys->szOsFile;
	calm_vfs.xOpen = calm_open;
	if (sqlite3_vfs_register(&calm_vfs, 0) != SQLITE_OK)
		calm_vfs.zName = NULL;
}

const char *db_calm(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	(void)pthread_once(&once, name_it);
	return calm_vfs.zName;
}

void db_keep_calm(sqlite3 *h, bool calm, int patience_ms)
{
	(void)sqlite3_file_control(h, "main", ORDER, &(struct order){ .calm = calm, .patience_ms = patience_ms });
}

void db_calm_gives_up(sqlite3 *h, bool give_up)
{
	(void)sqlite3_file_control(h, "main", ORDER, &(struct order){ .about_giving_up = true, .give_up = give_up });
}

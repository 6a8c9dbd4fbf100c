/*
 * Loaded before the program (LD_PRELOAD) to let something fail at a chosen moment. What is chosen stands in the environment:
 *
 *   FAULT_ALLOC=K     the K-th allocation fails, once
 *   FAULT_SITES=FILE  no fault: for each allocation the hash of its call stack (8 bytes) goes to FILE, in order
 *   FAULT_KILL=K      the process is killed (SIGKILL) at the K-th write, cut, sync or removal of a file; of a write half is done
 *   FAULT_OPS=FILE    no fault: the number of those operations goes to FILE when the process ends
 *   FAULT_HAND=FILE   what is to fail stands in FILE, as struct hand has it, and changes while the program runs
 *
 * Works where the program finds malloc() by name in a library: in plain builds, and with a sanitizer that is itself a library.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

int backtrace(void **ret, int max); /* execinfo.h, which is glibc's */

enum { DEPTH = 32, EARLY = 4 * 1024 };

static void *(*next_malloc)(size_t);
static void *(*next_calloc)(size_t, size_t);
static void *(*next_realloc)(void *, size_t);
static void (*next_free)(void *);
static ssize_t (*next_pwrite)(int, const void *, size_t, off_t);
static int (*next_ftruncate)(int, off_t);
static int (*next_fdatasync)(int);
static int (*next_fsync)(int);
static int (*next_unlink)(const char *);

static int (*next_clock_gettime)(clockid_t, struct timespec *);
static int (*next_epoll_ctl)(int, int, int, struct epoll_event *);

/* Numbers of eight bytes in the hand of the test. */
static struct hand {
	atomic_llong one_of;      /* one of so many allocations fails, 0: none */
	atomic_llong sync_after;  /* so many syncs more are done, */
	atomic_llong sync_errors; /* then so many fail with EIO */
	atomic_llong ahead_ms;    /* so far the clock on the wall is ahead of what it is */
	atomic_llong failed;      /* counted here: allocations and syncs that failed */
	atomic_llong late_ms;     /* so much later the first thread takes a file out of a set of epoll */
} no_hand, *hand = &no_hand;

static atomic_long allocations, operations;
static long fail_at, kill_at;
static int sites = -1;
static bool ready;
static _Thread_local bool inside; /* backtrace() and dlsym() may allocate themselves */
static int (*next_getpwuid)(uid_t, struct passwd *, char *, size_t, struct passwd **);
static _Alignas(16) char early[EARLY];
static size_t early_used;

/* A function pointer out of dlsym() without a cast that ISO C does not know. */
static void find(void *ret, const char *name)
{
	void *found = dlsym(RTLD_NEXT, name);

	memcpy(ret, &found, sizeof(found));
}

static long number(const char *variable)
{
	const char *text = getenv(variable);

	return text ? strtol(text, NULL, 10) : 0;
}

/* Other libraries allocate before our start(): at the first call. */
static bool found_next(void)
{
	static bool looking;

	if (next_malloc == NULL && !looking) {
		looking = true;
		find(&next_free, "free");
		find(&next_realloc, "realloc");
		find(&next_calloc, "calloc");
		find(&next_malloc, "malloc");
	}
	return next_malloc != NULL;
}

static void take_hand(const char *path)
{
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	void *there = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof(*hand), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	if (there != MAP_FAILED)
		hand = there;
	else if (path)
		_exit(122);
	if (fd >= 0)
		close(fd);
}

__attribute__((constructor)) static void start(void)
{
	void *frame[DEPTH];
	const char *path = getenv("FAULT_SITES");

	inside = true;
	(void)found_next();
	find(&next_pwrite, "pwrite64");
	find(&next_ftruncate, "ftruncate64");
	find(&next_fdatasync, "fdatasync");
	find(&next_fsync, "fsync");
	find(&next_unlink, "unlink");
	find(&next_getpwuid, "getpwuid_r");
	find(&next_clock_gettime, "clock_gettime");
	find(&next_epoll_ctl, "epoll_ctl");
	take_hand(getenv("FAULT_HAND"));
	fail_at = number("FAULT_ALLOC");
	kill_at = number("FAULT_KILL");
	if (path) {
		(void)backtrace(frame, DEPTH); /* loads what it needs */
		sites = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
	}
	unsetenv("LD_PRELOAD"); /* children are not ours */
	inside = false;
	ready = true;
}

__attribute__((destructor)) static void end(void)
{
	const char *path = getenv("FAULT_OPS");
	FILE *f = path ? fopen(path, "w") : NULL;

	if (f == NULL)
		return;
	fprintf(f, "%ld\n", atomic_load(&operations));
	fclose(f);
}

/* ---- allocations ---- */

/* Where in its library each caller lies: the same stack has the same hash in every process. */
static void note_site(void)
{
	void *frame[DEPTH];
	uint64_t hash = 14695981039346656037u;
	int n;

	inside = true;
	n = backtrace(frame, DEPTH);
	for (int i = 1; i < n; i++) {
		uintptr_t at = (uintptr_t)frame[i];
		Dl_info of;

		if (dladdr(frame[i], &of) != 0)
			at -= (uintptr_t)of.dli_fbase;
		hash = (hash ^ at) * 1099511628211u;
	}
	if (write(sites, &hash, sizeof(hash)) != (ssize_t)sizeof(hash))
		_exit(120);
	inside = false;
}

/* One of so many, at random: the same ones over and over would be the same place of the program. */
static bool unlucky(void)
{
	static _Thread_local uint32_t dice;
	long long one_of = atomic_load_explicit(&hand->one_of, memory_order_relaxed);

	if (one_of <= 0)
		return false;
	if (dice == 0)
		dice = (uint32_t)gettid() * 2654435761u | 1;
	dice ^= dice << 13;
	dice ^= dice >> 17;
	dice ^= dice << 5;
	if (dice % (uint32_t)one_of != 0)
		return false;
	atomic_fetch_add(&hand->failed, 1);
	return true;
}

static bool fails(void)
{
	if (!ready || inside)
		return false;
	if (sites >= 0)
		note_site();
	if (atomic_fetch_add(&allocations, 1) + 1 != fail_at && !unlucky())
		return false;
	errno = ENOMEM;
	return true;
}

/* Before the next malloc() is known: a little memory of our own. */
static void *from_early(size_t n)
{
	size_t at = early_used;

	n = (n + 15) & ~(size_t)15;
	if (n > EARLY - at)
		_exit(121);
	early_used += n;
	return early + at;
}

static bool is_early(const void *p)
{
	return (const char *)p >= early && (const char *)p < early + EARLY;
}

void *malloc(size_t n)
{
	if (!found_next())
		return from_early(n);
	return fails() ? NULL : next_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	if (!found_next())
		return from_early(n * size);
	return fails() ? NULL : next_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	if (!found_next() || is_early(p))
		_exit(121); /* nobody does: only dlsym() allocates so early, and does not grow it */
	return fails() ? NULL : next_realloc(p, n);
}

void free(void *p)
{
	if (p && !is_early(p) && next_free)
		next_free(p);
}

/* The name service of glibc 2.36 itself dies of a failed allocation: none fails in there. */
int getpwuid_r(uid_t uid, struct passwd *pw, char *buf, size_t n, struct passwd **ret)
{
	int rc;

	inside = true;
	rc = next_getpwuid(uid, pw, buf, n, ret);
	inside = false;
	return rc;
}

/* ---- files ---- */

static bool dies(void)
{
	return ready && atomic_fetch_add(&operations, 1) + 1 == kill_at;
}

static void die(void)
{
	(void)kill(getpid(), SIGKILL);
	for (;;)
		(void)pause();
}

ssize_t pwrite64(int fd, const void *data, size_t n, off_t at)
{
	if (dies()) {
		(void)!next_pwrite(fd, data, n / 2, at);
		die();
	}
	return next_pwrite(fd, data, n, at);
}

int ftruncate64(int fd, off_t size)
{
	if (dies())
		die();
	return next_ftruncate(fd, size);
}

static bool sync_fails(void)
{
	if (atomic_load(&hand->sync_errors) <= 0 || atomic_fetch_sub(&hand->sync_after, 1) > 0)
		return false;
	atomic_fetch_sub(&hand->sync_errors, 1);
	atomic_fetch_add(&hand->failed, 1);
	errno = EIO;
	return true;
}

int fdatasync(int fd)
{
	if (dies())
		die();
	return sync_fails() ? -1 : next_fdatasync(fd);
}

int fsync(int fd)
{
	if (dies())
		die();
	return sync_fails() ? -1 : next_fsync(fd);
}

int unlink(const char *path)
{
	if (dies())
		die();
	return next_unlink(path);
}

/* ---- the clock ---- */

int clock_gettime(clockid_t clock, struct timespec *ret)
{
	long long ahead = atomic_load_explicit(&hand->ahead_ms, memory_order_relaxed);
	int rc;

	if (next_clock_gettime == NULL)
		find(&next_clock_gettime, "clock_gettime");
	rc = next_clock_gettime(clock, ret);
	if (rc == 0 && clock == CLOCK_REALTIME)
		ret->tv_sec += ahead / 1000;
	return rc;
}

/* ---- sets of files ---- */

int epoll_ctl(int set, int op, int fd, struct epoll_event *event)
{
	long long late = atomic_load_explicit(&hand->late_ms, memory_order_relaxed);

	if (op == EPOLL_CTL_DEL && late > 0 && gettid() == getpid())
		usleep((useconds_t)late * 1000);
	return next_epoll_ctl(set, op, fd, event);
}

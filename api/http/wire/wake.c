#include "api/http/wire/wake.h"

#include "api/http/server.h"
#include "api/http/wire/guard.h"

#include <assert.h>
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <sys/epoll.h>

static_assert(2 * (HTTP_TARGET_MAX + HTTP_SMALL + 4 * HTTP_FIELDS_SEEN_MAX) < HTTP_CONNECTION_MEMORY,
	"a small request does not fill the buffer");

typedef int wait_fn(int set, struct epoll_event *event, int n, int ms);

static wait_fn *kernel;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static _Thread_local uint64_t wake; /* 0: nobody counts them */
static _Thread_local uint64_t asked;

static void find(void)
{
	*(void **)&kernel = dlsym(RTLD_NEXT, "epoll_wait");
}

/* The library's way to wait, which finds this one first (library.c says how). Nothing else here uses epoll. */
int epoll_wait(int set, struct epoll_event *event, int n, int ms)
{
	int rc = -1;

	pthread_once(&once, find);
	errno = ENOSYS;
	if (kernel)
		rc = kernel(set, event, n, ms);
	wake++;
	return rc;
}

void http_wake_begin(struct http_wake *w)
{
	if (w->last == wake)
		w->ask_always = true;
	w->waited = wake != 0 && w->last != 0 && !w->ask_always;
	w->last = wake;
}

void http_wake_more(struct http_wake *w)
{
	w->last = wake;
}

void http_wake_large(struct http_wake *w)
{
	w->ask_always = true;
}

bool http_wake_ask(const struct http_wake *w)
{
	if (w->waited && asked == wake)
		return false;
	asked = wake;
	return true;
}

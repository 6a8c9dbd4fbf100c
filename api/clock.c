#include "api/clock.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY_MS = 86400000, JUMP_MS = 1000, STRAY_MS = 20, BELIEVED_MS = 60 * 60 * 1000 };

static bool stopped;
static int64_t stopped_ms;
static atomic_llong ahead_ms = INT64_MIN; /* of the clock that is never set; INT64_MIN: not looked at yet */
static atomic_llong jumped_ms;            /* since when the clock is elsewhere, by the one never set; 0: it is not */

static int two(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

enum cv_err api_clock_start(struct cv_error *err)
{
	const char *now = getenv("CHAPTERV_NOW");
	char t[CV_INSTANT_TEXT];
	cv_day day;

	(void)api_steady_ms();
	if (now == NULL || *now == '\0')
		return CV_OK;
	if (!cv_instant_parse(now, t) || !cv_day_parse(t, CV_DAY_TEXT - 1, &day))
		return cv_fail_at(err, CV_E_VALUE, "CHAPTERV_NOW",
			"CHAPTERV_NOW is \"%s\"; it must be an instant like 2026-11-23T10:00:00Z", now);
	/* YYYY-MM-DDTHH:MM:SS.mmmZ */
	stopped_ms = (int64_t)day.n * DAY_MS + two(t + 11) * 3600000 + two(t + 14) * 60000 + two(t + 17) * 1000 +
		two(t + 20) * 10 + (t[22] - '0');
	stopped = true;
	return CV_OK;
}

int64_t api_now_ms(void)
{
	struct timespec t;

	if (stopped)
		return stopped_ms;
	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Goes on while the machine sleeps, other than that of ticks. */
static int64_t since_boot_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool believed(int64_t off, int64_t passed_ms)
{
	long long since = atomic_load(&jumped_ms);

	return (off >= -JUMP_MS && off <= JUMP_MS) || (since != 0 && passed_ms - since > BELIEVED_MS);
}

static bool strays(int64_t off)
{
	return off < -STRAY_MS || off > STRAY_MS;
}

int64_t api_steady_ms(void)
{
	int64_t now = api_now_ms(), passed = since_boot_ms(), ahead = atomic_load(&ahead_ms);

	if (stopped)
		return now;
	if (ahead == INT64_MIN || believed(now - passed - ahead, passed)) {
		/* not at each millisecond between the two: threads would take the line of memory from each other */
		if (ahead == INT64_MIN || strays(now - passed - ahead))
			atomic_store(&ahead_ms, now - passed);
		if (atomic_load(&jumped_ms) != 0)
			atomic_store(&jumped_ms, 0);
		return now;
	}
	if (atomic_load(&jumped_ms) == 0)
		atomic_store(&jumped_ms, passed);
	return passed + ahead;
}

cv_day api_today(void)
{
	int64_t ms = api_now_ms(), days = ms / DAY_MS;

	return (cv_day){ (int32_t)(ms % DAY_MS < 0 ? days - 1 : days) };
}

int64_t api_ticks_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

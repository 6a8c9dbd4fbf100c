#include "api/clock.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY_MS = 86400000 };

static bool stopped;
static int64_t stopped_ms;

static int two(const char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

enum cv_err api_clock_start(struct cv_error *err)
{
	const char *now = getenv("CHAPTERV_NOW");
	char t[CV_INSTANT_TEXT];
	cv_day day;

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

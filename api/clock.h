/*
 * The clock, read nowhere else. CHAPTERV_NOW=2026-11-23T10:00:00Z in the environment stops it there, for tests.
 */
#ifndef API_CLOCK_H
#define API_CLOCK_H

#include "registry/core/day.h"

/* Reads the environment, once, before any other thread runs. Fails: E_VALUE when CHAPTERV_NOW is no instant. */
CV_MUST enum cv_err api_clock_start(struct cv_error *err);
/* Milliseconds since 1970-01-01T00:00Z. Any thread. */
int64_t api_now_ms(void);
/* Milliseconds of a clock that is never set, nor stopped by CHAPTERV_NOW: for how long something takes. Any thread. */
int64_t api_ticks_ms(void);
/*
 * The same as now, but for jumps: where the clock is set by more than a second, this one goes on as it was for an
 * hour, and follows then. What is good for eight hours, or until a day, ends neither early nor late by it, and what
 * has ended stays so. Any thread.
 */
int64_t api_steady_ms(void);
/* The UTC day of now. */
cv_day api_today(void);

#endif

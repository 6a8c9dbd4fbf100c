/* A vendor, ourselves and customers, for the tests of notices. The clock of the desk stands on 2026-01-01. */
#ifndef TESTS_NOTICES_H
#define TESTS_NOTICES_H

#include "tests/desk/desk.h"

#include "registry/desk/notice.h"

#include <stdio.h>
#include <string.h>

static inline cv_day day(const char *text)
{
	cv_day d = CV_DAY_NONE;

	assert_true(cv_day_parse(text, strlen(text), &d));
	return d;
}

static inline void assert_day(cv_day d, const char *text)
{
	char buf[CV_DAY_TEXT];

	assert_string_equal(cv_day_text(d, buf), text);
}

/* The clock stands on that day, or later. */
static inline void today(struct desk *d, const char *text)
{
	int64_t ms = (int64_t)day(text).n * 86400000;

	if (d->clock_ms < ms)
		d->clock_ms = ms;
}

#define OURS(d) desk_file(d, REG_PARTIES, "id=we", "name=We Ltd", "kind=affiliate", "country=IE", "own=yes")
#define VENDOR(d, attributes) \
	desk_file(d, REG_PARTIES, "id=host", "name=Host Inc.", "kind=service-provider", "country=US", \
		"service=hosting", attributes)
#define LEG(d, id, country, ...) \
	desk_file(d, REG_TRANSFERS, "id=" id, "exporter=we", "importer=host", "country=" country, __VA_ARGS__)

struct seen {
	size_t n;
	char text[512]; /* "2026-0001 draft added US 2026-03-01" of the last one */
};

static inline enum cv_err see(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct seen *s = ctx;
	const char *const *cell = v->record.cell;

	CV_UNUSED(err);
	s->n++;
	snprintf(s->text, sizeof(s->text), "%s %s %s %s %s", cell[REG_N_ID], cell[REG_N_STATE], cell[REG_N_CHANGE],
		cell[REG_N_COUNTRY], cell[REG_N_EFFECTIVE]);
	return CV_OK;
}

static inline void assert_notices(struct desk *d, size_t n, const char *last)
{
	struct cv_error err = { 0 };
	struct seen s = { 0 };

	assert_int_equal(reg_each(d->r, REG_NOTICES, CV_DAY_NONE, NULL, see, &s, &err), CV_OK);
	assert_string_equal(s.text, last);
	assert_int_equal(s.n, n);
}

#endif

#include "tests/desk/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int desk_set_up(void **state)
{
	struct desk *d = calloc(1, sizeof(*d));
	struct cv_error err = { 0 };

	d->clock_ms = INT64_C(1767225600000); /* 2026-01-01 */
	snprintf(d->folder, sizeof(d->folder), "/tmp/chapterv-desk-XXXXXX");
	assert_non_null(mkdtemp(d->folder));
	snprintf(d->path, sizeof(d->path), "%s/register.db", d->folder);
	d->p = law_builtin(&err);
	assert_non_null(d->p);
	assert_int_equal(reg_open(d->path, REG_CREATE, d->p, &d->r, &err), CV_OK);
	*state = d;
	return 0;
}

int desk_tear_down(void **state)
{
	struct desk *d = *state;

	reg_close(d->r);
	unlink(d->path);
	rmdir(d->folder);
	free(d);
	return 0;
}

static void begin(struct desk *d, bool closed)
{
	struct reg_actor a = { "tester", "test", d->clock_ms += 60000, NULL, closed };
	struct cv_error err = { 0 };

	assert_int_equal(reg_begin(d->r, &a, "", &err), CV_OK);
}

void desk_begin(struct desk *d)
{
	begin(d, false);
}

void desk_begin_closed(struct desk *d)
{
	begin(d, true);
}

void desk_commit(struct desk *d)
{
	struct cv_error err = { 0 };
	int64_t seq = 0;

	assert_int_equal(reg_commit(d->r, &seq, &err), CV_OK);
	assert_true(seq > 0);
}

/* Canonical cells, as every door makes them. */
static enum cv_err fill(
	struct desk *d, struct reg_record *rec, struct cv_str *cell, const char *given, struct cv_error *err)
{
	const char *equals = strchr(given, '=');
	char name[32];
	int i;

	assert_non_null(equals);
	snprintf(name, sizeof(name), "%.*s", (int)(equals - given), given);
	i = reg_column_index(rec->kind, name);
	if (i < 0)
		fail_msg("no column %s", name);
	TRY(reg_cell(d->p, rec->kind, i, equals + 1, strlen(equals + 1), &cell[i], err));
	rec->cell[i] = cv_str_text(&cell[i]);
	return CV_OK;
}

enum cv_err desk_put(struct desk *d, enum reg_kind kind, struct cv_error *err, ...)
{
	struct reg_record rec = { .kind = kind };
	struct cv_str cell[REG_COLUMNS_MAX] = { 0 };
	enum reg_effect effect;
	enum cv_err e = CV_OK;
	const char *given;
	va_list more;

	va_start(more, err);
	while (e == CV_OK && (given = va_arg(more, const char *)))
		e = fill(d, &rec, cell, given, err);
	va_end(more);
	if (e == CV_OK)
		e = reg_put(d->r, &rec, (struct reg_source){ 0 }, &effect, NULL, err);
	for (size_t i = 0; i < REG_COLUMNS_MAX; i++)
		cv_str_finish(&cell[i]);
	return e;
}

#include "tests/register/power_load.h"

#include "import/import.h"

#include "tests/register/power_disk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ROUNDS = 6 };

static const struct reg_actor who = { .who = "somebody", .via = "cli", .now_ms = INT64_C(1795000000000) };

static void must(enum cv_err e, const struct cv_error *err)
{
	if (e != CV_OK)
		fail_msg("%s", err->msg);
}

/* Looked at from beside: the register is open. */
static void noted(const char *path, size_t began)
{
	size_t done = disk_done();
	uint64_t sum;
	sqlite3 *h;

	assert_int_equal(sqlite3_open_v2(path, &h, SQLITE_OPEN_READONLY, "unix"), SQLITE_OK);
	assert_int_equal(power_sum(h, &sum), SQLITE_OK);
	sqlite3_close(h);
	assert_int_equal(disk_done(), done);
	power_acknowledged(began, sum);
}

static void import_some(struct reg *r, uint64_t round)
{
	struct imp_options opt = { .name = "parties.csv", .max_ended = 50, .today = cv_day_from_civil(2026, 11, 23) };
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	struct imp_report rep = { 0 };
	struct cv_error err = { 0 };
	struct imp_input *in;

	cv_str_puts(&text, "id,name,kind,country,own\nours,Ours Ireland Ltd,affiliate,IE,yes\n");
	for (unsigned i = 0; i < 40; i++)
		cv_str_printf(&text, "p%u,Party %u of edition %u,service-provider,%s,no\n", i, i,
			(unsigned)(i % 3 ? round : 0), (i + round) % 2 ? "US" : "NO");
	must(imp_input_memory(text.data, text.len, &in, &err), &err);
	must(imp_file(r, in, &opt, &who, &rep, &err), &err);
	imp_input_close(in);
	imp_report_finish(&rep);
}

void power_register(const char *path, uint64_t seed)
{
	struct cv_error err = { 0 };
	const struct law_pack *law = law_builtin(&err);
	struct reg *r;

	power_begin(path);
	must(reg_open(path, REG_CREATE, law, &r, &err), &err);
	noted(path, 0);
	for (uint64_t round = 0; round < ROUNDS; round++) {
		struct reg_undone undone;
		size_t began = disk_done();
		int64_t id;

		import_some(r, seed + round);
		noted(path, began);
		if (round % 3 != 2)
			continue;
		must(reg_import_of_source(r, "parties", &id, &err), &err);
		began = disk_done();
		must(reg_undo_whole(r, &who, id, &undone, &err), &err);
		noted(path, began);
		reg_close(r);
		must(reg_open(path, REG_CREATE, law, &r, &err), &err);
	}
	reg_close(r);
}

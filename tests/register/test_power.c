/*
 * The power is cut while the register is written: whatever of it the disk kept, SQLite brings it back to the last
 * change that was acknowledged, or to the one whose commit was under way. 1,000 cuts of each workload;
 * CHAPTERV_LONG=yes: 10,000. CHAPTERV_SEED: other workloads, and other cuts.
 */
#include "tests/register/power_disk.h"
#include "tests/register/power_load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { CUTS = 1000, CUTS_LONG = 10000 };

static char folder[64], path[96], left[96];
static uint64_t seed, state;

static uint32_t any(uint32_t n)
{
	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(state >> 33) % n;
}

static int numbers(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Anywhere; where the most is not certain yet, before a sync; in the middle of a commit. */
static void choose(size_t *cut, size_t n)
{
	state = seed;
	for (size_t i = 0; i < n; i++) {
		const struct power_commit *c = &power_commits[any((uint32_t)power_n_commits)];

		cut[i] = any((uint32_t)disk_done() + 1);
		if (i % 3 == 1)
			cut[i] = disk_next_sync(cut[i]);
		else if (i % 3 == 2)
			cut[i] = c->began + any((uint32_t)(c->done - c->began) + 1);
	}
	qsort(cut, n, sizeof(*cut), numbers);
}

static const char *integrity(sqlite3 *h, char said[256])
{
	sqlite3_stmt *s = NULL;

	if (sqlite3_prepare_v2(h, "PRAGMA integrity_check", -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
		snprintf(said, 256, "%s", (const char *)sqlite3_column_text(s, 0));
	else
		snprintf(said, 256, "%s", sqlite3_errmsg(h));
	sqlite3_finalize(s);
	return said;
}

/* Is the acknowledged one there, or the one under way (*early)? Whoever reads it first brings it back. */
static bool as_it_must(size_t cut, bool *early, char said[256])
{
	size_t acked = 0; /* how many */
	uint64_t is = 0;
	bool ret = false;
	sqlite3 *h;

	while (acked < power_n_commits && power_commits[acked].done <= cut)
		acked++;
	assert_int_equal(sqlite3_open_v2(left, &h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "unix"), SQLITE_OK);
	*early = false;
	if (power_sum(h, &is) != SQLITE_OK) {
		snprintf(said, 256, "it cannot be read: %s", sqlite3_errmsg(h));
	} else if (strcmp(integrity(h, said), "ok") == 0) {
		ret = is == (acked ? power_commits[acked - 1].sum : 0);
		*early = !ret && acked < power_n_commits && power_commits[acked].began < cut &&
			is == power_commits[acked].sum;
		snprintf(said, 256, "%zu were acknowledged, and it is neither that nor what was under way", acked);
	}
	sqlite3_close(h);
	return ret || *early;
}

static void holds(const char *name)
{
	size_t n = getenv("CHAPTERV_LONG") ? CUTS_LONG : CUTS, hot = 0, new = 0, bad = 0;
	size_t *cut = calloc(n, sizeof(*cut));

	assert_non_null(cut);
	choose(cut, n);
	for (size_t i = 0; i < n; i++) {
		char said[256];
		bool early;

		hot += disk_cut(cut[i], seed * 100003 + i, left);
		if (!as_it_must(cut[i], &early, said) && bad++ < 5)
			print_error("%s, seed %llu, cut %zu of %zu, after %zu of %zu writes: %s\n", name,
				(unsigned long long)seed, i, n, cut[i], disk_done(), said);
		new += early;
	}
	free(cut);
	print_message("%s: %zu commits, %zu writes, %zu cuts: %zu with a journal, %zu had what was under way, "
		"%zu lost or damaged\n", name, power_n_commits, disk_done(), n, hot, new, bad);
	assert_int_equal(bad, 0);
	assert_true(hot > n / 10); /* else it shows nothing */
}

static void many_small_changes(void **unused)
{
	(void)unused;
	power_many_small(path, seed);
	holds("many small changes");
}

static void one_large_change(void **unused)
{
	(void)unused;
	power_one_large(path, seed);
	holds("one large change");
}

static void changes_of_all_kinds(void **unused)
{
	(void)unused;
	power_of_all_kinds(path, seed);
	holds("changes of all kinds");
}

static void the_register_itself(void **unused)
{
	(void)unused;
	power_register(path, seed);
	holds("the register itself");
}

static int make_room(void **unused)
{
	const char *text = getenv("CHAPTERV_SEED");

	(void)unused;
	seed = text ? strtoull(text, NULL, 10) : 1;
	snprintf(folder, sizeof(folder), "/dev/shm/chapterv-power-XXXXXX"); /* what is synced there is so at once */
	if (mkdtemp(folder) == NULL) {
		snprintf(folder, sizeof(folder), "/tmp/chapterv-power-XXXXXX");
		assert_non_null(mkdtemp(folder));
	}
	snprintf(path, sizeof(path), "%s/written", folder);
	snprintf(left, sizeof(left), "%s/left", folder);
	disk_register();
	return 0;
}

static int clear_up(void **unused)
{
	const char *const files[] = { path, left };

	(void)unused;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		char journal[128];

		snprintf(journal, sizeof(journal), "%s-journal", files[i]);
		unlink(files[i]);
		unlink(journal);
	}
	rmdir(folder);
	disk_end();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(many_small_changes),
		cmocka_unit_test(one_large_change),
		cmocka_unit_test(changes_of_all_kinds),
		cmocka_unit_test(the_register_itself),
	};

	return cmocka_run_group_tests_name("the power is cut", tests, make_room, clear_up);
}

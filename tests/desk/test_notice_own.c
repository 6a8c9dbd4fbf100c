/* A draft that made itself gives way to what a file says, and follows the register while days go by. */
#include "tests/desk/notices.h"

#include "registry/imports.h"
#include "registry/pages.h"

#define DAY_MS (24 * 3600 * 1000LL)

/* Rows of one kind as an import of its own; its number, 0: refused. */
static int64_t bring(struct desk *d, enum reg_kind kind, const char *const (*row)[REG_COLUMNS_MAX], size_t n,
	enum cv_err expected)
{
	struct reg_import counts = { .file = "x.csv", .sha256 = "", .kind = reg_kind_info(kind)->plural };
	struct cv_error err = { 0 };
	enum cv_err e = CV_OK;
	int64_t id;

	desk_begin(d);
	assert_int_equal(reg_import_begin(d->r, "x", REG_BY_HAND, &id, &err), CV_OK);
	for (size_t i = 0; i < n && e == CV_OK; i++) {
		struct reg_record rec = { .kind = kind };
		enum reg_effect effect;

		for (size_t c = 0; c < reg_kind_info(kind)->n; c++)
			rec.cell[c] = row[i][c];
		e = reg_put(d->r, &rec, (struct reg_source){ id, (int64_t)i + 2 }, &effect, NULL, &err);
	}
	assert_int_equal(e, expected);
	if (e != CV_OK) {
		reg_rollback(d->r);
		return 0;
	}
	counts.id = id;
	counts.rows = counts.added = (int64_t)n;
	assert_int_equal(reg_import_end(d->r, &counts, &err), CV_OK);
	desk_commit(d);
	return id;
}

static const char *const legs[][REG_COLUMNS_MAX] = { { "a", "we", "host", "US", [13] = "2026-03-01" } };

#define NOTICE(id, direction, change, state, ...) \
	{ [REG_N_ID] = (id), [REG_N_DIRECTION] = (direction), [REG_N_CHANGE] = (change), \
		[REG_N_STATE] = (state), __VA_ARGS__ }

static const char *const told[][REG_COLUMNS_MAX] = { NOTICE("2026-0001", "outgoing", "added", "announced",
	[REG_N_SUBJECT] = "host", [REG_N_COUNTRY] = "US", [REG_N_ANNOUNCED] = "2025-12-01") };
static const char *const another[][REG_COLUMNS_MAX] = { NOTICE("2026-0001", "incoming", "added", "announced",
	[REG_N_VENDOR] = "host", [REG_N_SUBJECT_NAME] = "New Ltd", [REG_N_ANNOUNCED] = "2025-12-01") };
static const char *const dropped[][REG_COLUMNS_MAX] = { NOTICE("2026-0001", "outgoing", "added", "withdrawn",
	[REG_N_SUBJECT] = "host", [REG_N_COUNTRY] = "US", [REG_N_EFFECTIVE] = "2026-03-01") };

static void begin(struct desk *d)
{
	OURS(d);
	VENDOR(d, "attributes=published");
}

static void undo(struct desk *d, int64_t id)
{
	struct reg_actor a = { "tester", "test", d->clock_ms += 60000, NULL };
	struct cv_error err = { 0 };
	struct reg_undone done;

	if (reg_undo_whole(d->r, &a, id, &done, &err) != CV_OK)
		fail_msg("%s", err.msg);
}

static void a_file_takes_the_number_and_the_draft_takes_the_next(void **state)
{
	struct desk *d = *state;

	begin(d);
	LEG(d, "a", "US", "from=2026-03-01");
	assert_notices(d, 1, "2026-0001 draft added US 2026-03-01");
	(void)bring(d, REG_NOTICES, another, 1, CV_OK);
	assert_notices(d, 2, "2026-0002 draft added US 2026-03-01");
	LEG(d, "b", "IN", "from=2026-02-01"); /* it goes on following from where it began */
	assert_notices(d, 2, "2026-0002 draft added IN;US 2026-02-01");
}

static void what_had_the_number_then_is_found_as_of_then(void **state)
{
	struct cv_error err = { 0 };
	struct desk *d = *state;
	struct seen s = { 0 };
	int64_t then;
	bool found;

	begin(d);
	LEG(d, "a", "US", "from=2026-03-01");
	assert_int_equal(reg_seq(d->r, &then, &err), CV_OK);
	(void)bring(d, REG_NOTICES, another, 1, CV_OK);
	assert_int_equal(reg_get(d->r, REG_NOTICES, "2026-0001", then, see, &s, &found, &err), CV_OK);
	assert_string_equal(s.text, "2026-0001 draft added US 2026-03-01");
	assert_int_equal(reg_get(d->r, REG_NOTICES, "2026-0001", INT64_MAX, see, &s, &found, &err), CV_OK);
	assert_string_equal(s.text, "2026-0001 announced added  ");
}

static void what_a_file_told_needs_no_draft_whichever_comes_first(void **state)
{
	struct desk *d = *state;
	int64_t id;

	begin(d);
	LEG(d, "a", "US", "from=2026-03-01");
	id = bring(d, REG_NOTICES, told, 1, CV_OK);
	assert_notices(d, 1, "2026-0001 announced added US ");
	undo(d, id);
	assert_notices(d, 1, "2026-0001 draft added US 2026-03-01");
	LEG(d, "b", "IN", "from=2026-02-01");
	assert_notices(d, 1, "2026-0001 draft added IN;US 2026-02-01");
}

static void the_notice_first(void **state)
{
	struct desk *d = *state;

	begin(d);
	(void)bring(d, REG_NOTICES, told, 1, CV_OK);
	(void)bring(d, REG_TRANSFERS, legs, 1, CV_OK);
	assert_notices(d, 1, "2026-0001 announced added US ");
}

static void what_somebody_wrote_into_does_not_give_way(void **state)
{
	const char *cell[REG_COLUMNS_MAX] = { [REG_N_WHAT] = "backups" }, *id;
	struct desk *d = *state;
	struct cv_error err = { 0 };

	begin(d);
	LEG(d, "a", "US", "from=2026-03-01");
	desk_begin(d);
	assert_int_equal(reg_notice_draft(d->r, "2026-0001", cell, &id, &err), CV_OK);
	desk_commit(d);
	(void)bring(d, REG_NOTICES, told, 1, CV_E_MOVE);
	assert_notices(d, 1, "2026-0001 draft added US 2026-03-01");
}

static void nor_does_one_with_an_objection(void **state)
{
	struct desk *d = *state;

	begin(d);
	desk_file(d, REG_PARTIES, "id=shop", "name=Shop BV", "kind=customer");
	LEG(d, "a", "US", "from=2026-03-01");
	desk_file(d, REG_OBJECTIONS, "notice=2026-0001", "customer=shop", "received=2026-01-02");
	(void)bring(d, REG_NOTICES, told, 1, CV_E_MOVE);
}

static void a_word_alone_announces_nothing(void **state)
{
	static const char *const word[][REG_COLUMNS_MAX] = {
		{ [REG_N_ID] = "2026-0001", [REG_N_STATE] = "announced" },
	};
	struct desk *d = *state;

	begin(d);
	LEG(d, "a", "US", "from=2026-03-01");
	(void)bring(d, REG_NOTICES, word, 1, CV_E_MOVE);
	assert_notices(d, 1, "2026-0001 draft added US 2026-03-01");
}

static void one_that_a_file_withdrew_is_not_made_again(void **state)
{
	struct desk *d = *state;

	begin(d);
	(void)bring(d, REG_NOTICES, dropped, 1, CV_OK);
	(void)bring(d, REG_TRANSFERS, legs, 1, CV_OK);
	assert_notices(d, 1, "2026-0001 withdrawn added US 2026-03-01");
	LEG(d, "b", "IN", "from=2026-05-01"); /* of this country nobody said anything */
	assert_notices(d, 2, "2026-0002 draft updated IN;US 2026-05-01");
}

static void but_what_begins_later_is_told(void **state)
{
	static const char *const later[][REG_COLUMNS_MAX] = { { "a", "we", "host", "US", [13] = "2026-03-02" } };
	struct desk *d = *state;

	begin(d);
	(void)bring(d, REG_NOTICES, dropped, 1, CV_OK);
	(void)bring(d, REG_TRANSFERS, later, 1, CV_OK);
	assert_notices(d, 2, "2026-0002 draft added US 2026-03-02");
}

static void who_is_used_until_an_announced_end_was_told_of(void **state)
{
	static const char *const both[][REG_COLUMNS_MAX] = {
		NOTICE("2025-0001", "outgoing", "added", "effective", [REG_N_SUBJECT] = "host", [REG_N_COUNTRY] = "US",
			[REG_N_ANNOUNCED] = "2025-02-01", [REG_N_EFFECTIVE] = "2025-03-01"),
		NOTICE("2026-0001", "outgoing", "removed", "announced", [REG_N_SUBJECT] = "host",
			[REG_N_COUNTRY] = "US", [REG_N_ANNOUNCED] = "2026-01-01", [REG_N_EFFECTIVE] = "2026-02-01"),
	};
	static const char *const used[][REG_COLUMNS_MAX] = { { "a", "we", "host", "US", [13] = "2025-03-01" } };
	struct desk *d = *state;

	begin(d);
	(void)bring(d, REG_NOTICES, both, 2, CV_OK);
	(void)bring(d, REG_TRANSFERS, used, 1, CV_OK);
	assert_notices(d, 2, "2026-0001 announced removed US 2026-02-01");
	d->clock_ms += 40 * DAY_MS; /* it was to be over by now, and begins again */
	LEG(d, "a", "US", "from=2025-03-01", "until=2026-02-01");
	LEG(d, "b", "US", "from=2026-03-01");
	assert_notices(d, 3, "2026-0002 draft added US 2026-03-01");
}

static void a_draft_follows_though_what_it_was_made_of_is_over(void **state)
{
	struct desk *d = *state;

	begin(d);
	LEG(d, "a", "IN", "from=2026-01-10", "until=2026-02-01");
	assert_notices(d, 1, "2026-0001 draft added IN 2026-01-10");
	d->clock_ms += 60 * DAY_MS;
	LEG(d, "b", "JP", "from=2026-03-15");
	assert_notices(d, 1, "2026-0001 draft added JP 2026-03-15");
}

#define T(f) cmocka_unit_test_setup_teardown(f, desk_set_up, desk_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_file_takes_the_number_and_the_draft_takes_the_next),
		T(what_had_the_number_then_is_found_as_of_then),
		T(what_a_file_told_needs_no_draft_whichever_comes_first),
		T(the_notice_first),
		T(what_somebody_wrote_into_does_not_give_way),
		T(nor_does_one_with_an_objection),
		T(a_word_alone_announces_nothing),
		T(one_that_a_file_withdrew_is_not_made_again),
		T(but_what_begins_later_is_told),
		T(who_is_used_until_an_announced_end_was_told_of),
		T(a_draft_follows_though_what_it_was_made_of_is_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

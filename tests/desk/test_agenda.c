/* The agenda where there is much of it; spans in words; ids that are numbers of a year. */
#include "tests/desk/desk.h"

#include "registry/desk/agenda.h"

#include <stdio.h>
#include <string.h>

enum { MANY = REG_AGENDA_MAX + 5000, ON = 20000 }; /* ON: 2024-10-04 */

static void spans_are_days_or_weeks(void **state)
{
	static const struct {
		const char *text;
		int days;
	} good[] = { { "1", 1 }, { "90d", 90 }, { "12w", 84 }, { "36500d", 36500 }, { "5214w", 36498 } };
	static const char *const bad[] = { "", "d", "0", "0d", "-1", "90 d", "90m", "90dd", "36501", "5215w",
		"999999", "1e3" };
	int days;

	CV_UNUSED(state);
	for (size_t i = 0; i < CV_LEN(good); i++) {
		assert_true(reg_days_parse(good[i].text, &days));
		assert_int_equal(days, good[i].days);
	}
	days = 7;
	for (size_t i = 0; i < CV_LEN(bad); i++)
		if (reg_days_parse(bad[i], &days) || days != 7)
			fail_msg("%s is taken for %d days", bad[i], days);
}

/* A contract that ends on a day, as if it came from the register. */
static void take(struct reg_agenda *a, int64_t n, cv_day ended)
{
	struct reg_version v = { .n = n, .record = { .kind = REG_CONTRACTS } };
	struct cv_error err = { 0 };
	char day[CV_DAY_TEXT], id[24];

	snprintf(id, sizeof(id), "c%lld", (long long)n);
	for (size_t i = 0; i < REG_COLUMNS_MAX; i++)
		v.record.cell[i] = "";
	v.record.cell[reg_column_index(REG_CONTRACTS, "id")] = id;
	v.record.cell[reg_column_index(REG_CONTRACTS, "party")] = "vendor";
	v.record.cell[reg_column_index(REG_CONTRACTS, "kind")] = "services";
	v.record.cell[reg_column_index(REG_CONTRACTS, "ended")] = cv_day_text(ended, day);
	assert_int_equal(reg_agenda_take(a, &v, &err), CV_OK);
}

static struct reg_view *view_of(struct desk *d)
{
	struct reg_view *v = NULL;
	struct cv_error err = { 0 };

	desk_file(d, REG_PARTIES, "id=vendor", "name=Vendor Inc", "country=US");
	assert_int_equal(reg_view_load(d->r, NULL, &v, &err), CV_OK);
	return v;
}

static void of_too_many_the_nearest_are_kept_and_the_others_counted(void **state)
{
	struct reg_view *v = view_of(*state);
	struct reg_agenda a = { 0 };
	struct cv_error err = { 0 };

	reg_agenda_begin(&a, v, (cv_day){ ON }, CV_DAY_EVER);
	for (int i = 0; i < MANY; i++) /* each on a day of its own, the far ones first */
		take(&a, i, (cv_day){ ON + MANY - 1 - i });
	assert_int_equal(reg_agenda_end(&a, &err), CV_OK);
	assert_int_equal(a.n, REG_AGENDA_MAX);
	assert_int_equal(a.left_out, MANY - REG_AGENDA_MAX);
	for (size_t i = 0; i < a.n; i++)
		assert_int_equal(a.row[i].day.n, ON + (int)i);
	assert_string_equal(a.row[0].text, "the contract with Vendor Inc ends");
	reg_agenda_finish(&a);
	assert_null(a.row);
	reg_view_destroy(v);
}

static void the_span_is_half_open_and_days_that_are_not_on_file_are_none(void **state)
{
	struct reg_view *v = view_of(*state);
	struct reg_agenda a = { 0 };
	struct cv_error err = { 0 };

	reg_agenda_begin(&a, v, (cv_day){ ON }, (cv_day){ ON + 10 });
	for (int i = -2; i < 13; i++)
		take(&a, i + 3, (cv_day){ ON + i });
	take(&a, 99, CV_DAY_NONE);
	assert_int_equal(reg_agenda_end(&a, &err), CV_OK);
	assert_int_equal(a.n, 10);
	assert_int_equal(a.row[0].day.n, ON);
	assert_int_equal(a.row[9].day.n, ON + 9);
	assert_int_equal(a.overdue, 0);
	reg_agenda_finish(&a);
	reg_view_destroy(v);
}

/* The id that an inquiry received on that day gets. */
static void numbered(struct desk *d, const char *received, const char *id, const char *want)
{
	struct reg_record rec = { .kind = REG_INQUIRIES, .extra = "" };
	struct reg_source by_hand = { 0, 0 };
	struct cv_error err = { 0 };
	enum reg_effect effect;
	const char *got;

	rec.cell[reg_column_index(REG_INQUIRIES, "id")] = id;
	rec.cell[reg_column_index(REG_INQUIRIES, "received")] = received;
	rec.cell[reg_column_index(REG_INQUIRIES, "asked_by")] = "customer";
	rec.cell[reg_column_index(REG_INQUIRIES, "state")] = "open";
	assert_int_equal(reg_put(d->r, &rec, by_hand, &effect, &got, &err), CV_OK);
	assert_string_equal(got, want);
	assert_int_equal(effect, REG_ADDED);
}

static void an_inquiry_gets_the_next_number_of_its_year_within_one_change_too(void **state)
{
	struct desk *d = *state;

	d->clock_ms += INT64_C(364) * 24 * 3600 * 1000; /* 2026-12-31 */
	desk_begin(d);
	numbered(d, "2026-01-01", "", "2026-0001");
	numbered(d, "2026-12-31", "", "2026-0002");
	numbered(d, "2025-12-31", "", "2025-0001");
	numbered(d, "2026-01-01", "2026-9998", "2026-9998");
	numbered(d, "2026-01-01", "", "2026-9999");
	numbered(d, "2026-01-01", "", "2026-10000");
	numbered(d, "2026-01-01", "2026-12345678901", "2026-12345678901"); /* longer than a number we give */
	numbered(d, "2026-01-01", "2026-10001-x", "2026-10001-x");
	numbered(d, "2026-01-01", "", "2026-10001");
	desk_commit(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spans_are_days_or_weeks),
		cmocka_unit_test_setup_teardown(
			of_too_many_the_nearest_are_kept_and_the_others_counted, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(
			the_span_is_half_open_and_days_that_are_not_on_file_are_none, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(an_inquiry_gets_the_next_number_of_its_year_within_one_change_too,
			desk_set_up, desk_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

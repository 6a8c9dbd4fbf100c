/* By when an inquiry is to be answered: month ends, leap years, extension, pause, regimes. */
#include "registry/desk/due.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static cv_day day(const char *text)
{
	cv_day d = CV_DAY_NONE;

	if (*text)
		assert_true(cv_day_parse(text, strlen(text), &d));
	return d;
}

static void assert_day(cv_day got, const char *want)
{
	char text[CV_DAY_TEXT];

	assert_string_equal(cv_day_text(got, text), want);
}

static void months(void **state)
{
	static const struct {
		const char *from;
		int n;
		const char *want;
	} row[] = {
		{ "2026-01-31", 1, "2026-02-28" },
		{ "2024-01-31", 1, "2024-02-29" },
		{ "2024-01-29", 1, "2024-02-29" },
		{ "2023-01-29", 1, "2023-02-28" },
		{ "2000-01-31", 1, "2000-02-29" },
		{ "2100-01-31", 1, "2100-02-28" },
		{ "2026-03-31", 1, "2026-04-30" },
		{ "2026-02-28", 1, "2026-03-28" },
		{ "2026-12-31", 2, "2027-02-28" },
		{ "2023-12-31", 2, "2024-02-29" },
		{ "2026-12-15", 1, "2027-01-15" },
		{ "2026-11-30", 3, "2027-02-28" },
		{ "2026-01-31", 3, "2026-04-30" },
		{ "2026-01-15", 12, "2027-01-15" },
		{ "2024-02-29", 12, "2025-02-28" },
		{ "2026-03-31", -1, "2026-02-28" },
		{ "2026-01-15", -1, "2025-12-15" },
		{ "2026-01-15", -13, "2024-12-15" },
		{ "2026-05-31", 0, "2026-05-31" },
		{ "", 1, "" },
	};

	(void)state;
	for (size_t i = 0; i < CV_LEN(row); i++)
		assert_day(reg_add_months(day(row[i].from), row[i].n), row[i].want);
	assert_day(reg_add_days(day("2024-02-28"), 2), "2024-03-01");
}

/* An inquiry, as columns and values, on a day. */
struct inquiry {
	const char *received, *country, *asked, *proven, *extended, *state, *identity;
};

static struct reg_due due(struct inquiry q, const char *on)
{
	const struct law_pack *p = law_builtin(NULL);
	struct reg_record rec = { .kind = REG_INQUIRIES };
	const struct {
		const char *column, *value;
	} cell[] = { { "received", q.received }, { "country", q.country }, { "identity_asked", q.asked },
		{ "identity_proven", q.proven }, { "extended", q.extended }, { "state", q.state ? q.state : "open" },
		{ "identity",
			q.identity	   ? q.identity
				: q.proven ? "proven"
				: q.asked  ? "unproven"
					   : "" } };
	struct reg_due d;

	assert_non_null(p);
	for (size_t i = 0; i < CV_LEN(cell); i++)
		rec.cell[reg_column_index(REG_INQUIRIES, cell[i].column)] = cell[i].value ? cell[i].value : "";
	reg_due_on(p, "IE", &rec, day(on), &d);
	return d;
}

static void one_month(void **state)
{
	struct reg_due d = due((struct inquiry){ .received = "2026-01-31" }, "2026-02-20");

	(void)state;
	assert_day(d.due, "2026-02-28");
	assert_day(d.first, "2026-03-02");
	assert_day(d.latest, "2026-03-02"); /* 28 February is a Saturday */
	assert_int_equal(d.left, 8);
	assert_false(d.overdue);
	assert_false(reg_due_within(&d, 7));
	assert_true(reg_due_within(&d, 8));
	d = due((struct inquiry){ .received = "2024-01-31" }, "2024-02-29");
	assert_day(d.due, "2024-02-29");
	assert_int_equal(d.left, 0);
	assert_false(d.overdue); /* the last day is a day to answer on */
	d = due((struct inquiry){ .received = "2024-01-31" }, "2024-03-01");
	assert_true(d.overdue);
	assert_int_equal(d.left, -1);
	assert_true(reg_due_within(&d, 0));
	d = due((struct inquiry){ .received = "2024-01-31", .state = "answered" }, "2024-03-01");
	assert_false(d.overdue);
	assert_false(d.open);
	assert_false(reg_due_within(&d, 30));
}

static void extension(void **state)
{
	struct inquiry q = { .received = "2026-01-31", .extended = "2026-02-28" };
	struct reg_due d = due(q, "2026-02-28");

	(void)state;
	assert_true(d.extended);
	assert_day(d.due, "2026-04-30"); /* three months from receipt, not two from 28 February */
	assert_day(d.first, "2026-03-02");
	d = due(q, "2026-02-27"); /* it was not told yet */
	assert_false(d.extended);
	assert_day(d.due, "2026-02-28");
	q.extended = "2026-03-02"; /* told on the Monday: in time */
	d = due(q, "2026-03-02");
	assert_true(d.extended);
	q.extended = "2026-03-03";
	d = due(q, "2026-03-03");
	assert_true(d.told_too_late);
	assert_false(d.extended);
	assert_day(d.due, "2026-02-28");
	assert_true(d.overdue);
	d = due((struct inquiry){ .received = "2023-11-30", .extended = "2023-12-10" }, "2023-12-10");
	assert_day(d.due, "2024-02-29");
}

static void a_pause(void **state)
{
	struct inquiry q = { .received = "2026-03-02", .asked = "2026-03-05" };
	struct reg_due d = due(q, "2026-05-20");

	(void)state;
	assert_true(d.paused);
	assert_day(d.due, "");
	assert_day(d.since, "2026-03-05");
	assert_int_equal(d.paused_days, 76);
	assert_false(d.overdue);
	assert_false(reg_due_within(&d, 400));
	d = due(q, "2026-03-04"); /* before it was asked for */
	assert_false(d.paused);
	assert_day(d.due, "2026-04-02");
	q.proven = "2026-03-15";
	d = due(q, "2026-03-20");
	assert_false(d.paused);
	assert_int_equal(d.paused_days, 10);
	assert_day(d.due, "2026-04-12");
	d = due(q, "2026-03-14"); /* the proof had not come */
	assert_true(d.paused);
	q.extended = "2026-04-10"; /* within the first time, because that stood still */
	d = due(q, "2026-04-11");
	assert_true(d.extended);
	assert_day(d.due, "2026-06-12");
}

static void no_pause(void **state)
{
	struct reg_due d = due((struct inquiry){ .received = "2026-03-02", .asked = "2026-04-03" }, "2026-04-10");

	(void)state;
	assert_false(d.paused); /* asked for when the time was over */
	assert_true(d.overdue);
	assert_day(d.due, "2026-04-02");
	d = due((struct inquiry){ .received = "2026-03-02", .asked = "2026-03-10", .identity = "not-needed" },
		"2026-03-12");
	assert_false(d.paused);
	d = due((struct inquiry){ .received = "2026-03-02", .identity = "unproven" }, "2026-03-12");
	assert_false(d.paused); /* nobody asked for proof */
	assert_day(d.due, "2026-04-02");
}

static void regimes(void **state)
{
	struct inquiry q = { .received = "2026-01-31", .country = "CH", .asked = "2026-02-05", .proven = "2026-02-10" };

	(void)state;
	assert_day(due((struct inquiry){ .received = "2026-01-31", .country = "CH" }, "2026-02-01").due, "2026-03-02");
	assert_day(due(q, "2026-02-11").due, "2026-03-07");
	q.country = "GB"; /* there the proof begins the month anew */
	assert_day(due(q, "2026-02-11").due, "2026-03-10");
	q.received = "2024-05-31";
	q.asked = "2024-06-03";
	q.proven = "2024-08-31";
	assert_day(due(q, "2024-09-01").due, "2024-09-30");
	assert_day(due((struct inquiry){ .received = "2026-01-31", .country = "US" }, "2026-02-01").due, "2026-02-28");
	assert_string_equal(
		due((struct inquiry){ .received = "2026-01-31", .country = "US" }, "2026-02-01").term->regime, "");
	assert_string_equal(due((struct inquiry){ .received = "2026-01-31" }, "2026-02-01").term->regime, "EU");
	assert_string_equal(
		due((struct inquiry){ .received = "2020-12-30", .country = "GB" }, "2021-01-05").term->regime, "EU");
	assert_string_equal(
		due((struct inquiry){ .received = "2021-01-04", .country = "GB" }, "2021-01-05").term->regime, "UK");
	assert_string_equal(due((struct inquiry){ .received = "2018-05-24" }, "2018-05-25").term->regime, "");
}

/* A time that ends on a Saturday or Sunday lasts until the Monday; one that stood still, or was extended, as well. */
static void weekends(void **state)
{
	static const struct {
		const char *received, *due, *latest;
	} row[] = {
		{ "2026-10-27", "2026-11-27", "2026-11-27" }, /* a Friday */
		{ "2026-10-28", "2026-11-28", "2026-11-30" },
		{ "2026-10-29", "2026-11-29", "2026-11-30" },
		{ "2026-10-30", "2026-11-30", "2026-11-30" }, /* a Monday */
		{ "2026-01-29", "2026-02-28", "2026-03-02" }, /* the month is shorter, and its last day a Saturday */
		{ "2021-12-25", "2022-01-25", "2022-01-25" }, /* received on a holiday: that changes nothing */
		{ "2021-11-25", "2021-12-25", "2021-12-27" }, /* the 27th would be no holiday everywhere */
	};
	struct inquiry q = { .received = "2026-09-29", .extended = "2026-10-20" };
	struct reg_due d;

	(void)state;
	for (size_t i = 0; i < CV_LEN(row); i++) {
		d = due((struct inquiry){ .received = row[i].received }, "2026-03-01");
		assert_day(d.due, row[i].due);
		assert_day(d.latest, row[i].latest);
	}
	assert_day(due(q, "2026-10-20").due, "2026-12-29"); /* from receipt, not from the Monday a month later */
	q = (struct inquiry){ .received = "2026-10-12", .asked = "2026-11-01", .proven = "2026-12-10" };
	assert_int_equal(due(q, "2026-12-10").paused_days, 39); /* longer than the time itself */
	assert_day(due(q, "2026-12-10").due, "2026-12-21");
	q = (struct inquiry){ .received = "2026-10-28", .asked = "2026-11-30" };
	assert_true(due(q, "2026-11-30").paused); /* the Monday is a day of the time */
	q.asked = "2026-12-01";
	assert_false(due(q, "2026-12-01").paused);
	q = (struct inquiry){ .received = "2026-10-28", .extended = "2026-11-30" };
	assert_day(due(q, "2026-11-30").due, "2027-01-28"); /* told on the Monday: in time */
}

/* Proof that was asked for before the question came in stops nothing that did not run yet. */
static void proof_asked_for_before_it_came_in(void **state)
{
	struct inquiry q = { .received = "2026-11-20", .asked = "2026-11-01", .proven = "2026-11-22" };
	struct reg_due d = due(q, "2026-11-23");

	(void)state;
	assert_int_equal(d.paused_days, 2);
	assert_day(d.due, "2026-12-22");
	q.proven = "2026-11-10"; /* the proof was there already */
	d = due(q, "2026-11-23");
	assert_int_equal(d.paused_days, 0);
	assert_false(d.paused);
	assert_day(d.due, "2026-12-20");
}

/* Proof that is asked for within the extension stops the time as well; it moves nothing that was over before. */
static void a_pause_within_the_extension(void **state)
{
	static const struct {
		struct inquiry q;
		const char *on, *first, *due, *latest;
		int stood;
	} row[] = {
		{ { "2026-01-31", "", "2026-03-20", "2026-03-30", "2026-02-28" }, "2026-03-31", "2026-03-02",
			"2026-05-10", "2026-05-11", 10 }, /* 30 April and ten days: a Sunday */
		{ { "2026-01-31", "", "2026-04-30", "2026-05-31", "2026-03-02" }, "2026-06-01", "2026-03-02",
			"2026-05-31", "2026-06-01", 31 }, /* asked for on the last day of all */
		{ { "2023-11-30", "", "2024-02-20", "2024-03-01", "2023-12-10" }, "2024-03-02", "2024-01-01",
			"2024-03-10", "2024-03-11", 10 }, /* across 29 February */
		{ { "2022-11-30", "", "2023-02-20", "2023-03-01", "2022-12-10" }, "2023-03-02", "2022-12-30",
			"2023-03-09", "2023-03-09", 9 }, /* the same where there is none */
		{ { "2023-11-29", "", "2024-02-29", "2024-02-29", "2023-12-29" }, "2024-03-01", "2023-12-29",
			"2024-02-29", "2024-02-29", 0 }, /* it came on the day it was asked for */
		{ { "2025-11-30", "", "2026-03-02", "2026-03-12", "2025-12-10" }, "2026-03-13", "2025-12-30",
			"2026-03-10", "2026-03-10", 10 }, /* the last day is a Saturday: the Monday counts */
		{ { "2026-01-31", "CH", "2026-04-15", "2026-04-25", "2026-03-02" }, "2026-04-26", "2026-03-02",
			"2026-05-11", "2026-05-11", 10 }, /* 90 days and ten */
	};
	struct inquiry q = row[0].q;
	struct reg_due d;

	(void)state;
	for (size_t i = 0; i < CV_LEN(row); i++) {
		d = due(row[i].q, row[i].on);
		assert_true(d.extended);
		assert_false(d.paused);
		assert_int_equal(d.paused_days, row[i].stood);
		assert_day(d.first, row[i].first);
		assert_day(d.due, row[i].due);
		assert_day(d.latest, row[i].latest);
	}
	d = due(q, "2026-03-29"); /* the proof has not come */
	assert_true(d.paused);
	assert_day(d.since, "2026-03-20");
	assert_int_equal(d.paused_days, 9);
	assert_day(d.due, "");
	assert_day(d.first, "2026-03-02");
	assert_false(d.overdue);
	q.proven = NULL;
	d = due(q, "2027-03-20"); /* nor a year later */
	assert_true(d.paused);
	assert_false(d.overdue);
	assert_int_equal(d.paused_days, 365);
	d = due(q, "2026-03-19"); /* it was not asked for yet */
	assert_false(d.paused);
	assert_day(d.due, "2026-04-30");
}

/* The pause was before, and the extension was told because of it; or both at once. */
static void a_pause_and_then_the_extension(void **state)
{
	struct inquiry q = { "2024-01-31", "", "2024-02-20", "2024-03-10", "2024-03-19" };
	struct reg_due d = due(q, "2024-03-19");

	(void)state;
	assert_day(d.first, "2024-03-19"); /* 29 February and 19 days */
	assert_true(d.extended);
	assert_day(d.due, "2024-05-19"); /* 30 April and 19 days: a Sunday */
	assert_day(d.latest, "2024-05-20");
	q.extended = "2024-03-20";
	d = due(q, "2024-03-20");
	assert_true(d.told_too_late);
	assert_day(d.due, "2024-03-19");
	assert_true(d.overdue);
	q.extended = "2024-03-01"; /* told while the time stood still, which goes on */
	q.proven = "2024-06-01";
	assert_true(due(q, "2024-05-31").paused);
	d = due(q, "2024-06-01");
	assert_true(d.extended);
	assert_int_equal(d.paused_days, 102);
	assert_day(d.due, "2024-08-10"); /* 30 April and 102 days: a Saturday */
	assert_day(d.latest, "2024-08-12");
}

/* What does not count gives nothing: an extension that was told too late, proof asked for once all is over. */
static void no_pause_once_it_is_over(void **state)
{
	struct inquiry q = { "2026-01-31", "", "2026-05-01", NULL, "2026-02-28" };
	struct reg_due d = due(q, "2026-05-02");

	(void)state;
	assert_false(d.paused);
	assert_true(d.overdue);
	assert_day(d.due, "2026-04-30");
	q = (struct inquiry){ "2026-01-31", "", "2026-03-20", NULL, "2026-03-03" }; /* told a day too late */
	d = due(q, "2026-03-25");
	assert_true(d.told_too_late);
	assert_false(d.paused);
	assert_true(d.overdue);
	assert_day(d.due, "2026-02-28");
	q.extended = NULL; /* or not at all */
	assert_false(due(q, "2026-03-25").paused);
	q = (struct inquiry){ "2026-01-31", "", "2026-03-20", NULL, "2026-02-28" };
	q.identity = "not-needed";
	d = due(q, "2026-03-25");
	assert_false(d.paused);
	assert_day(d.due, "2026-04-30");
}

/* Where the proof begins the time anew, it does so within the extension, which is kept. */
static void anew_within_the_extension(void **state)
{
	struct inquiry q = { "2026-01-31", "GB", "2026-03-20", "2026-03-31", "2026-02-20" };
	struct reg_due d = due(q, "2026-03-25");

	(void)state;
	assert_true(d.paused);
	assert_true(d.extended);
	d = due(q, "2026-04-01");
	assert_true(d.extended);
	assert_day(d.due, "2026-06-30"); /* three months from the proof */
	q.extended = "2026-03-03"; /* too late: the month was over when proof was asked for */
	d = due(q, "2026-04-01");
	assert_true(d.told_too_late);
	assert_day(d.due, "2026-02-28");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(months),
		cmocka_unit_test(one_month),
		cmocka_unit_test(extension),
		cmocka_unit_test(a_pause),
		cmocka_unit_test(no_pause),
		cmocka_unit_test(regimes),
		cmocka_unit_test(weekends),
		cmocka_unit_test(proof_asked_for_before_it_came_in),
		cmocka_unit_test(a_pause_within_the_extension),
		cmocka_unit_test(a_pause_and_then_the_extension),
		cmocka_unit_test(no_pause_once_it_is_over),
		cmocka_unit_test(anew_within_the_extension),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

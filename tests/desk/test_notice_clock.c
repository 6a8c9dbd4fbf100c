/* The objection clock: which days count for one customer. */
#include "tests/desk/notices.h"

static void the_columns_are_those_of_the_kinds(void **state)
{
	static const struct {
		enum reg_kind kind;
		int column;
		const char *name;
	} at[] = { { REG_NOTICES, REG_N_ID, "id" }, { REG_NOTICES, REG_N_MECHANISM, "mechanism" },
		{ REG_NOTICES, REG_N_STATE, "state" }, { REG_NOTICES, REG_N_SOURCE, "source" },
		{ REG_DELIVERIES, REG_D_NOTICE, "notice" }, { REG_DELIVERIES, REG_D_STATE, "state" },
		{ REG_DELIVERIES, REG_D_SOURCE, "source" }, { REG_OBJECTIONS, REG_O_ID, "id" },
		{ REG_OBJECTIONS, REG_O_OUTCOME, "outcome" }, { REG_OBJECTIONS, REG_O_SOURCE, "source" },
		{ REG_OVERRIDES, REG_V_ID, "id" }, { REG_OVERRIDES, REG_V_EXPIRES, "expires" },
		{ REG_OVERRIDES, REG_V_SOURCE, "source" } };

	CV_UNUSED(state);
	for (size_t i = 0; i < CV_LEN(at); i++)
		assert_int_equal(reg_column_index(at[i].kind, at[i].name), at[i].column);
}

/* ---- the clock --------------------------------------------------------------------------------------------------- */

/* days: to object, of notice; -1: not said */
#define TERM(days, ahead) ((struct reg_notice_term){ .processing = true, .objection_days = days, .notice_days = ahead })
#define STRICT(days, ahead) \
	((struct reg_notice_term){ .processing = true, .objection_days = days, .notice_days = ahead, .refusal = true })
#define OTHER(days) ((struct reg_notice_term){ .objection_days = days, .notice_days = -1, .refusal = true })

static void without_a_contract_the_default_counts(void **state)
{
	struct reg_clock k;

	CV_UNUSED(state);
	reg_notice_clock(NULL, 0, 30, 30, day("2026-11-02"), &k);
	assert_day(k.deadline, "2026-12-02");
	assert_day(k.first, "2026-12-03");
	assert_int_equal(k.binding, 0);
	assert_false(k.refusal);
}

static void a_contract_beats_the_default_either_way(void **state)
{
	struct reg_notice_term longer = TERM(45, -1), shorter = TERM(7, -1), none = TERM(-1, -1);
	struct reg_clock k;

	CV_UNUSED(state);
	reg_notice_clock(&longer, 1, 30, 30, day("2026-11-02"), &k);
	assert_day(k.deadline, "2026-12-17");
	assert_int_equal(k.binding, 0);
	reg_notice_clock(&shorter, 1, 30, 30, day("2026-11-02"), &k);
	assert_day(k.deadline, "2026-11-09");
	reg_notice_clock(&none, 1, 30, 30, day("2026-11-02"), &k);
	assert_day(k.deadline, "2026-12-02");
	assert_int_equal(k.binding, 1); /* none: whose language counts is the contract's all the same */
	assert_int_equal(k.speaks, 0);
}

static void of_several_contracts_the_earliest_date_binds(void **state)
{
	struct reg_notice_term t[] = { TERM(30, -1), TERM(10, -1), TERM(-1, -1), TERM(14, -1) };
	struct reg_clock k;

	CV_UNUSED(state);
	reg_notice_clock(t, CV_LEN(t), 5, 0, day("2026-11-02"), &k);
	assert_day(k.deadline, "2026-11-12");
	assert_int_equal(k.binding, 1);
}

static void beside_a_processing_agreement_others_say_nothing(void **state)
{
	struct reg_notice_term t[] = { OTHER(3), TERM(20, -1) };
	struct reg_clock k;

	CV_UNUSED(state);
	reg_notice_clock(t, 2, 30, 0, day("2026-11-02"), &k);
	assert_day(k.deadline, "2026-11-22");
	assert_false(k.refusal);
	reg_notice_clock(t, 1, 30, 0, day("2026-11-02"), &k); /* alone it counts */
	assert_day(k.deadline, "2026-11-05");
	assert_true(k.refusal);
}

static void days_are_counted_and_months_are_not(void **state)
{
	static const struct {
		const char *from;
		int64_t days;
		const char *to;
	} row[] = { { "2026-01-31", 30, "2026-03-02" }, { "2028-01-31", 30, "2028-03-01" },
		{ "2026-12-31", 1, "2027-01-01" }, { "2026-02-28", 1, "2026-03-01" }, { "2028-02-28", 1, "2028-02-29" },
		{ "2026-11-02", 0, "2026-11-02" } };
	struct reg_clock k;

	CV_UNUSED(state);
	for (size_t i = 0; i < CV_LEN(row); i++) {
		struct reg_notice_term t = TERM(row[i].days, -1);

		reg_notice_clock(&t, 1, 99, 0, day(row[i].from), &k);
		assert_day(k.deadline, row[i].to);
		assert_int_equal(k.first.n, k.deadline.n + 1);
	}
}

static void the_longest_notice_counts_and_one_refusal_is_enough(void **state)
{
	struct reg_notice_term t[] = { TERM(10, 60), STRICT(-1, 20) };
	struct reg_clock k;

	CV_UNUSED(state);
	reg_notice_clock(t, 2, 30, 30, day("2026-11-02"), &k);
	assert_day(k.deadline, "2026-11-12");
	assert_day(k.first, "2027-01-01");
	assert_true(k.refusal);
}

#define T(f) cmocka_unit_test_setup_teardown(f, desk_set_up, desk_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_columns_are_those_of_the_kinds),
		cmocka_unit_test(without_a_contract_the_default_counts),
		cmocka_unit_test(a_contract_beats_the_default_either_way),
		cmocka_unit_test(of_several_contracts_the_earliest_date_binds),
		cmocka_unit_test(beside_a_processing_agreement_others_say_nothing),
		cmocka_unit_test(days_are_counted_and_months_are_not),
		cmocka_unit_test(the_longest_notice_counts_and_one_refusal_is_enough),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

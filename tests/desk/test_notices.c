/* Notices announced, objected to, overridden; and those of vendors. */
#include "tests/desk/notices.h"

/* ---- announced --------------------------------------------------------------------------------------------------- */

static enum cv_err letter(void *ctx, const struct reg_notice_facts *f, struct cv_str *out, struct cv_error *err)
{
	CV_UNUSED(ctx);
	CV_UNUSED(err);
	cv_str_printf(out, "To %s of %s", f->told->name, f->told->own);
	return CV_OK;
}

/* Two customers: 14 days; 45 days of notice and a silence that is no consent. */
static void announced(struct desk *d)
{
	struct cv_error err = { 0 };

	OURS(d);
	VENDOR(d, "attributes=published");
	desk_file(d, REG_PARTIES, "id=ann", "name=Ann Ltd", "kind=customer");
	desk_file(d, REG_PARTIES, "id=bob", "name=Bob Ltd", "kind=customer");
	desk_file(d, REG_CONTRACTS, "id=ann-dpa", "party=ann", "kind=data-processing", "direction=customer",
		"authorisation=general", "objection_days=14", "notice_days=0");
	desk_file(d, REG_CONTRACTS, "id=bob-dpa", "party=bob", "kind=data-processing", "direction=customer",
		"authorisation=specific", "objection_days=20", "notice_days=45");
	LEG(d, "a", "US", "from=2026-03-01");
	desk_begin(d);
	assert_int_equal(reg_notice_announce(d->r, "2026-0001", day("2026-01-01"), letter, NULL, &err), CV_OK);
	for (int64_t n = 1; n <= 2; n++)
		assert_int_equal(reg_parcel_mark(d->r, n, "sent", "", &err), CV_OK);
	desk_commit(d);
}

static enum cv_err effective(struct desk *d, const char *on, struct cv_error *err)
{
	enum cv_err e;

	*err = (struct cv_error){ 0 };
	today(d, on);
	desk_begin(d);
	e = reg_notice_effective(d->r, "2026-0001", day(on), err);
	if (e == CV_OK)
		desk_commit(d);
	reg_rollback(d->r);
	return e;
}

#define DO(d, call) \
	do { \
		struct cv_error do_err_ = { 0 }; \
		desk_begin(d); \
		if ((call) != CV_OK) \
			fail_msg("%s", do_err_.msg); \
		desk_commit(d); \
	} while (0)

static void announcing_counts_every_customer(void **state)
{
	struct desk *d = *state;
	struct reg_notice n = { 0 };
	struct cv_error err = { 0 };
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };

	announced(d);
	assert_int_equal(reg_notice_load(d->r, "2026-0001", day("2026-01-10"), &n, &err), CV_OK);
	assert_int_equal(n.n_told, 2);
	assert_string_equal(n.told[0].customer, "ann");
	assert_day(n.told[0].deadline, "2026-01-15");
	assert_false(n.told[0].refusal);
	assert_day(n.told[1].deadline, "2026-01-21");
	assert_true(n.told[1].refusal);
	assert_day(n.deadline, "2026-01-21"); /* the latest */
	assert_day(n.first, "2026-02-15");
	assert_int_equal(n.n_blocks, 2);
	assert_int_equal(reg_notice_letter(d->r, n.told[0].n, &text, &err), CV_OK);
	assert_string_equal(cv_str_text(&text), "To Ann Ltd of We Ltd");
	reg_notice_finish(&n);
}

static void nothing_becomes_effective_before_its_time(void **state)
{
	struct desk *d = *state;
	struct cv_error err;
	const char *id;

	announced(d);
	assert_int_equal(effective(d, "2026-01-15", &err), CV_E_MOVE); /* the last day is a day to object on */
	assert_non_null(strstr(err.msg, "Ann Ltd may object until 2026-01-15"));
	assert_non_null(strstr(err.msg, "Bob Ltd may object until 2026-01-21"));
	assert_int_equal(effective(d, "2026-01-22", &err), CV_E_MOVE);
	assert_non_null(strstr(err.msg, "Bob Ltd must be told longer before: the change may begin on 2026-02-15"));
	assert_int_equal(effective(d, "2026-02-15", &err), CV_E_MOVE);
	assert_non_null(strstr(err.msg, "Bob Ltd has not agreed"));
	DO(d, reg_notice_agree(d->r, "2026-0001", "bob", day("2026-02-01"), &id, &do_err_));
	assert_int_equal(effective(d, "2026-02-14", &err), CV_E_MOVE);
	assert_int_equal(effective(d, "2026-02-15", &err), CV_OK);
	assert_int_equal(effective(d, "2026-02-16", &err), CV_E_MOVE); /* once */
}

static void an_open_objection_stops_it_until_it_is_settled(void **state)
{
	struct desk *d = *state;
	struct cv_error err;
	char objection[80];
	const char *id;

	announced(d);
	today(d, "2026-01-07");
	DO(d, reg_notice_agree(d->r, "2026-0001", "bob", day("2026-01-02"), &id, &do_err_));
	desk_begin(d);
	assert_int_equal(reg_notice_object(d->r, "2026-0001", "Ann Ltd", day("2026-01-05"), "no US", &id, &err), CV_OK);
	snprintf(objection, sizeof(objection), "%s", id);
	desk_commit(d);
	assert_int_equal(effective(d, "2026-03-01", &err), CV_E_MOVE);
	assert_non_null(strstr(err.msg, "the objection of Ann Ltd of 2026-01-05 is open"));
	desk_begin(d);
	err = (struct cv_error){ 0 };
	assert_int_equal(
		reg_notice_settle(d->r, objection, "open", day("2026-01-06"), "x", "", &err), CV_E_UNKNOWN_WORD);
	assert_int_equal(reg_notice_settle(d->r, objection, "exit", day("2026-01-04"), "x", "", &err), CV_E_VALUE);
	assert_int_equal(
		reg_notice_settle(d->r, objection, "workaround", day("2026-01-06"), "x", "EU region", &err), CV_OK);
	assert_int_equal(reg_notice_settle(d->r, objection, "exit", day("2026-01-07"), "x", "", &err), CV_E_MOVE);
	desk_commit(d);
	assert_int_equal(effective(d, "2026-03-01", &err), CV_OK);
}

static void what_is_recorded_has_happened(void **state)
{
	const char *cell[REG_COLUMNS_MAX] = { [REG_N_VENDOR] = "host",
		[REG_N_CHANGE] = "added",
		[REG_N_SUBJECT] = "Never Heard Of Ltd" },
		   *id;
	struct desk *d = *state;
	struct cv_error err = { 0 };
	cv_day tomorrow = day("2026-01-02");

#define TO_COME(call, column) \
	do { \
		err = (struct cv_error){ 0 }; \
		desk_begin(d); \
		assert_int_equal(call, CV_E_VALUE); \
		reg_rollback(d->r); \
		assert_string_equal(err.field, column); \
		assert_non_null(strstr(err.msg, "2026-01-02 is a day to come: today is 2026-01-01")); \
	} while (0)
	announced(d);
	TO_COME(reg_notice_effective(d->r, "2026-0001", tomorrow, &err), "effective");
	TO_COME(reg_notice_object(d->r, "2026-0001", "ann", tomorrow, "", &id, &err), "received");
	TO_COME(reg_notice_agree(d->r, "2026-0001", "bob", tomorrow, &id, &err), "received");
	desk_file(d, REG_OBJECTIONS, "id=o", "notice=2026-0001", "customer=ann", "received=2026-01-01");
	TO_COME(reg_notice_settle(d->r, "o", "exit", tomorrow, "x", "", &err), "closed");
	cell[REG_N_ANNOUNCED] = "2026-01-02";
	TO_COME(reg_notice_receive(d->r, cell, &id, &err), "announced");
	cell[REG_N_ANNOUNCED] = NULL;
	DO(d, reg_notice_receive(d->r, cell, &id, &do_err_));
	TO_COME(reg_notice_decide(d->r, "2026-0002", true, tomorrow, "x", "", &err), "decided");
	LEG(d, "b", "IN", "from=2026-06-01");
	TO_COME(reg_notice_announce(d->r, "2026-0003", tomorrow, letter, NULL, &err), "announced");
}

static void what_is_announced_has_its_day(void **state)
{
	struct desk *d = *state;
	struct cv_error err = { 0 };

	OURS(d);
	desk_begin(d);
	assert_int_equal(desk_put(d, REG_NOTICES, &err, "id=2026-0007", "direction=outgoing", "change=added",
				 "subject_name=Host Inc.", "state=announced", NULL),
		CV_E_VALUE);
	reg_rollback(d->r);
	assert_string_equal(err.field, "announced");
}

static void an_override_counts_until_it_expires(void **state)
{
	struct desk *d = *state;
	struct cv_error err;
	const char *id;

	announced(d);
	desk_begin(d);
	err = (struct cv_error){ 0 };
	assert_int_equal(reg_notice_override(d->r, "2026-0001", "", day("2026-01-10"), "dpo", &id, &err), CV_E_VALUE);
	assert_string_equal(err.field, "reason");
	assert_int_equal(
		reg_notice_override(d->r, "2026-0001", "why", day("2026-01-01"), "dpo", &id, &err), CV_E_VALUE);
	assert_string_equal(err.field, "expires");
	assert_int_equal(reg_notice_override(d->r, "2026-0001", "outage", day("2026-01-10"), "dpo", &id, &err), CV_OK);
	desk_commit(d);
	assert_int_equal(effective(d, "2026-01-10", &err), CV_E_MOVE);
	assert_int_equal(effective(d, "2026-01-09", &err), CV_OK);
}

static void what_was_announced_is_not_drafted_again(void **state)
{
	struct desk *d = *state;

	announced(d);
	LEG(d, "b", "US", "from=2026-03-01", "data=hr");
	assert_notices(d, 1, "2026-0001 announced added US 2026-03-01");
	VENDOR(d, "attributes=");
	assert_notices(d, 2, "2026-0002 draft removed US 2026-01-01"); /* off the list is told */
	VENDOR(d, "attributes=published");
	assert_notices(d, 1, "2026-0001 announced added US 2026-03-01");
}

static void who_was_not_told_cannot_object(void **state)
{
	struct desk *d = *state;
	struct cv_error err = { 0 };
	const char *id;

	announced(d);
	desk_begin(d);
	assert_int_equal(reg_notice_object(d->r, "2026-0001", "host", day("2026-01-05"), "", &id, &err), CV_E_VALUE);
	assert_string_equal(err.field, "customer");
	assert_int_equal(reg_notice_object(d->r, "2026-0001", "ann", day("2025-12-31"), "", &id, &err), CV_E_VALUE);
	assert_string_equal(err.field, "received");
	assert_int_equal(reg_notice_object(d->r, "2026-0009", "ann", day("2026-01-05"), "", &id, &err), CV_E_NOT_FOUND);
	reg_rollback(d->r);
}

static void a_delivery_goes_only_where_it_may(void **state)
{
	static const char *const word[] = { "queued", "sending", "sent", "failed" };
	static const char *const may[] = { ".ys.", "y.sf", "....", ".ys." }; /* rows: from; any letter: allowed */
	struct desk *d = *state;
	struct cv_error err = { 0 };

	announced(d);
	for (size_t from = 0; from < CV_LEN(word); from++)
		for (size_t to = 0; to < CV_LEN(word); to++) {
			char state_of[32];
			enum cv_err e;

			snprintf(state_of, sizeof(state_of), "state=%s", word[from]);
			desk_begin(d);
			assert_int_equal(
				desk_put(d, REG_DELIVERIES, &err, "notice=2026-0001", "customer=ann", state_of, NULL),
				CV_OK);
			e = reg_parcel_mark(d->r, 1, word[to], "", &err);
			reg_rollback(d->r);
			if (e != (may[from][to] == '.' ? CV_E_CONFLICT : CV_OK))
				fail_msg("%s -> %s: %s", word[from], word[to], cv_err_name(e));
		}
}

/* ---- of a vendor ------------------------------------------------------------------------------------------------- */

static void our_deadline_is_that_of_the_contract(void **state)
{
	const char *cell[REG_COLUMNS_MAX] = { [REG_N_VENDOR] = "host",
		[REG_N_CHANGE] = "added",
		[REG_N_SUBJECT] = "Never Heard Of Ltd",
		[REG_N_COUNTRY] = "IN",
		[REG_N_EFFECTIVE] = "2026-01-20" },
		   *id;
	struct desk *d = *state;
	struct reg_notice n = { 0 };
	struct cv_error err = { 0 };

	OURS(d);
	VENDOR(d, "attributes=");
	DO(d,
		reg_notice_receive(
			d->r, cell, &id, &do_err_)); /* no contract says: not beyond the day before it happens */
	assert_int_equal(reg_notice_load(d->r, "2026-0001", day("2026-01-01"), &n, &err), CV_OK);
	assert_day(n.deadline, "2026-01-19");
	assert_string_equal(n.subject, "Never Heard Of Ltd");
	assert_int_equal(n.duty, REG_DUTY_DECIDE);
	reg_notice_finish(&n);
	desk_file(d, REG_CONTRACTS, "id=x", "party=host", "kind=data-processing", "direction=vendor",
		"objection_days=30");
	DO(d, reg_notice_receive(d->r, cell, &id, &do_err_));
	assert_int_equal(reg_notice_load(d->r, "2026-0002", day("2026-01-01"), &n, &err), CV_OK);
	assert_day(n.deadline, "2026-01-31");
	reg_notice_finish(&n);
	cell[REG_N_DEADLINE] = "2026-01-08";
	DO(d, reg_notice_receive(d->r, cell, &id, &do_err_));
	assert_int_equal(reg_notice_load(d->r, "2026-0003", day("2026-01-01"), &n, &err), CV_OK);
	assert_day(n.deadline, "2026-01-08");
	reg_notice_finish(&n);
}

/* A file or a correction can give a draft a day: it was announced to nobody all the same. */
static void a_draft_with_a_day_is_told_to_everybody(void **state)
{
	struct desk *d = *state;
	struct reg_notice n = { 0 };
	struct cv_error err = { 0 };

	OURS(d);
	desk_file(d, REG_PARTIES, "id=ann", "name=Ann Ltd", "kind=customer");
	desk_file(d, REG_NOTICES, "id=2026-0007", "direction=outgoing", "change=added", "subject_name=Host Inc.",
		"state=draft", "announced=2025-11-01");
	DO(d, reg_notice_announce(d->r, "2026-0007", day("2026-01-01"), letter, NULL, &do_err_));
	assert_int_equal(reg_notice_load(d->r, "2026-0007", day("2026-01-01"), &n, &err), CV_OK);
	assert_int_equal(n.n_told, 1);
	assert_string_equal(n.told[0].customer, "ann");
	assert_string_equal(n.told[0].state, "queued");
	assert_day(n.told[0].deadline, "2026-01-31");
	reg_notice_finish(&n);
}

#define T(f) cmocka_unit_test_setup_teardown(f, desk_set_up, desk_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(announcing_counts_every_customer),
		T(nothing_becomes_effective_before_its_time),
		T(an_open_objection_stops_it_until_it_is_settled),
		T(what_is_recorded_has_happened),
		T(what_is_announced_has_its_day),
		T(an_override_counts_until_it_expires),
		T(what_was_announced_is_not_drafted_again),
		T(who_was_not_told_cannot_object),
		T(a_delivery_goes_only_where_it_may),
		T(our_deadline_is_that_of_the_contract),
		T(a_draft_with_a_day_is_told_to_everybody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

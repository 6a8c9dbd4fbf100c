/* The table of moves: what is on file goes only where the table leads, whoever asks. */
#include "tests/desk/desk.h"

#include "registry/desk/moves.h"
#include "registry/imports.h"

#include <stdio.h>
#include <string.h>

/* Every pair of words of a column, compared with what the table says in its own words. */
static void every_pair_is_allowed_or_refused_as_the_table_says(void **state)
{
	static const char *const words[] = { "proposed", "under-review", "approved", "active", "suspended", "ended" };
	/* y: changing the word; d: at the desk; .: never. Rows: from, columns: to. */
	static const char *const wanted[] = {
		".y...y", /* proposed */
		"y.d..y", /* under-review */
		".y.dyy", /* approved */
		".y..yy", /* active */
		".y.d.y", /* suspended */
		"y.....", /* ended */
	};

	CV_UNUSED(state);
	for (size_t from = 0; from < CV_LEN(words); from++)
		for (size_t to = 0; to < CV_LEN(words); to++) {
			const struct reg_step *s = reg_step_find(REG_PARTIES, words[from], words[to]);
			char is = s == NULL ? '.' : s->command ? 'd' : 'y';

			if (is != wanted[from][to])
				fail_msg("%s -> %s: %c", words[from], words[to], is);
		}
}

static void every_row_has_words_of_its_column_and_both_names_of_its_procedure(void **state)
{
	const struct reg_step *s;

	CV_UNUSED(state);
	for (size_t i = 0; (s = reg_step_at(i)); i++) {
		int column = reg_column_index(s->kind, s->column);
		const char *all = reg_kind_info(s->kind)->column[column].words;

		assert_true(column >= 0);
		assert_non_null(strstr(all, s->to));
		assert_null(reg_step_find(s->kind, s->to, s->to)); /* to stay is no step */
		assert_true((s->command == NULL) == (s->route == NULL));
	}
}

static enum cv_err to(struct desk *d, const char *status, struct cv_error *err)
{
	char cell[64];
	enum cv_err e;

	snprintf(cell, sizeof(cell), "status=%s", status);
	desk_begin(d);
	*err = (struct cv_error){ 0 };
	e = desk_put(d, REG_PARTIES, err, "id=acme", "name=Acme Ltd", cell, NULL);
	if (e == CV_OK)
		desk_commit(d);
	reg_rollback(d->r);
	return e;
}

static void a_wrong_move_names_column_move_and_what_is_allowed(void **state)
{
	struct desk *d = *state;
	struct cv_error err;

	desk_file(d, REG_PARTIES, "id=acme", "name=Acme Ltd", "kind=service-provider", "status=proposed");
	assert_int_equal(to(d, "suspended", &err), CV_E_MOVE);
	assert_string_equal(err.field, "status");
	assert_string_equal(err.msg,
		"status cannot go from proposed to suspended; from proposed it can go to: under-review, ended");
	assert_int_equal(to(d, "under-review", &err), CV_OK);
	assert_int_equal(to(d, "approved", &err), CV_E_MOVE);
	assert_non_null(strstr(err.msg, "chapterv onboard move ID approved"));
	assert_non_null(strstr(err.msg, "POST /v1/parties/{id}/status"));
	assert_int_equal(to(d, "ended", &err), CV_OK);
	assert_int_equal(to(d, "active", &err), CV_E_MOVE);
	assert_int_equal(to(d, "proposed", &err), CV_OK);
}

static void the_desk_may_and_its_leave_ends_with_the_change(void **state)
{
	struct desk *d = *state;
	struct cv_error err = { 0 };

	desk_file(d, REG_PARTIES, "id=acme", "name=Acme Ltd", "status=under-review");
	desk_begin(d);
	reg_desk(d->r, true);
	assert_int_equal(desk_put(d, REG_PARTIES, &err, "id=acme", "name=Acme Ltd", "status=approved", NULL), CV_OK);
	assert_int_equal(desk_put(d, REG_PARTIES, &err, "id=acme", "name=Acme Ltd", "status=active", NULL), CV_OK);
	desk_commit(d);
	assert_int_equal(to(d, "suspended", &err), CV_OK);
	assert_int_equal(to(d, "active", &err), CV_E_MOVE);
}

static void who_is_no_vendor_has_no_gate(void **state)
{
	struct desk *d = *state;

	desk_file(d, REG_PARTIES, "id=a", "name=A Ltd", "kind=partner", "status=proposed");
	desk_file(d, REG_PARTIES, "id=a", "name=A Ltd", "status=active");
	desk_file(d, REG_PARTIES, "id=b", "name=B Ltd", "own=yes", "status=ended");
	desk_file(d, REG_PARTIES, "id=b", "name=B Ltd", "status=active");
}

static void who_may_not_decide_files_a_vendor_before_the_gate(void **state)
{
	struct desk *d = *state;
	struct cv_error err = { 0 };

	desk_begin_closed(d);
	assert_int_equal(desk_put(d, REG_PARTIES, &err, "id=n", "name=N", "status=active", NULL), CV_E_MOVE);
	assert_non_null(strstr(err.msg, "begins as proposed or under-review"));
	assert_int_equal(desk_put(d, REG_PARTIES, &err, "id=n", "name=N", "status=proposed", NULL), CV_OK);
	assert_int_equal(
		desk_put(d, REG_PARTIES, &err, "id=p", "name=P", "kind=partner", "status=active", NULL), CV_OK);
	/* what was a partner and becomes a vendor begins, too */
	assert_int_equal(desk_put(d, REG_PARTIES, &err, "id=p", "name=P", "kind=advisor", NULL), CV_E_MOVE);
	desk_commit(d);
	desk_file(d, REG_PARTIES, "id=m", "name=M", "status=active"); /* the next change is open again */
}

static void put_is(struct desk *d, enum cv_err wanted, const char *cell, const char *other)
{
	struct cv_error err = { 0 };
	enum cv_err e;

	desk_begin(d);
	e = desk_put(d, REG_PARTIES, &err, "id=acme", "name=Acme Ltd", cell, other, NULL);
	if (e != wanted)
		fail_msg("%s %s: %s", cell, other ? other : "", err.msg);
	if (e == CV_OK)
		desk_commit(d);
	reg_rollback(d->r);
}

static void a_word_that_is_taken_away_is_not_forgotten(void **state)
{
	struct desk *d = *state;

	desk_file(d, REG_PARTIES, "id=acme", "name=Acme Ltd", "status=proposed");
	put_is(d, CV_OK, "status=", NULL);
	put_is(d, CV_E_MOVE, "status=active", NULL);
	put_is(d, CV_E_MOVE, "status=approved", NULL);
	put_is(d, CV_OK, "status=under-review", NULL);
	put_is(d, CV_OK, "status=", NULL);
	put_is(d, CV_E_MOVE, "status=approved", NULL);
	put_is(d, CV_OK, "status=ended", NULL);
	put_is(d, CV_OK, "status=", NULL);
	put_is(d, CV_E_MOVE, "status=active", NULL);
	/* a status somebody decided stays where it can be seen */
	desk_file(d, REG_PARTIES, "id=old", "name=Old Ltd", "status=active");
	for (size_t i = 0; i < 2; i++) {
		struct cv_error err = { 0 };

		desk_begin(d);
		assert_int_equal(desk_put(d, REG_PARTIES, &err, "id=old", "name=Old Ltd", "status=", NULL), CV_E_MOVE);
		assert_non_null(strstr(err.msg, "cannot be taken away"));
		reg_rollback(d->r);
		if (i == 0)
			desk_file(d, REG_PARTIES, "id=old", "name=Old Ltd", "status=suspended");
	}
}

static void the_first_word_of_one_that_is_known_may_be_any(void **state)
{
	struct desk *d = *state;

	desk_file(d, REG_PARTIES, "id=acme", "name=Acme Ltd", "kind=service-provider");
	put_is(d, CV_OK, "status=active", NULL);
}

static void another_kind_is_no_way_around(void **state)
{
	struct desk *d = *state;

	desk_file(d, REG_PARTIES, "id=acme", "name=Acme Ltd", "kind=partner", "status=active");
	put_is(d, CV_E_MOVE, "kind=service-provider", "status=approved");
	put_is(d, CV_OK, "kind=service-provider", "status=");
	put_is(d, CV_E_MOVE, "status=approved", NULL);
	put_is(d, CV_OK, "status=proposed", NULL);
	put_is(d, CV_OK, "kind=partner", "status=active"); /* it has no gate now */
	put_is(d, CV_E_MOVE, "kind=advisor", NULL);	   /* it stands where it stood: proposed */
	put_is(d, CV_OK, "kind=advisor", "status=under-review");
	put_is(d, CV_OK, "own=yes", "status=active");
	put_is(d, CV_E_MOVE, "own=no", NULL);
	desk_file(d, REG_PARTIES, "id=long", "name=Long Ltd", "kind=partner", "status=active");
	/* its kind was wrong: it was a vendor in use all the time, as one that is new may come in */
	desk_file(d, REG_PARTIES, "id=long", "name=Long Ltd", "kind=advisor", "status=active");
}

static void who_may_not_decide_files_no_decision(void **state)
{
	struct desk *d = *state;
	struct cv_error err = { 0 };

	desk_file(d, REG_PARTIES, "id=acme", "name=Acme Ltd", "status=active");
	desk_begin_closed(d);
	assert_int_equal(
		desk_put(d, REG_CHECKS, &err, "party=acme", "item=decision", "state=done", NULL), CV_E_MOVE);
	assert_string_equal(err.field, "item");
	assert_int_equal(desk_put(d, REG_CHECKS, &err, "party=acme", "item=records", "state=done", NULL), CV_OK);
	desk_commit(d);
	desk_file(d, REG_CHECKS, "party=acme", "item=decision", "state=done");
}

static void the_other_tables_hold_as_well(void **state)
{
	struct desk *d = *state;
	struct cv_error err = { 0 };

	desk_file(d, REG_PARTIES, "id=cust", "name=Customer AG", "kind=customer");
	desk_file(d, REG_INQUIRIES, "id=2026-0001", "received=2026-01-01", "asked_by=customer", "state=open");
	desk_file(d, REG_NOTICES, "id=2026-0001", "direction=outgoing", "change=added", "state=draft");
	desk_file(d, REG_NOTICES, "id=2026-0002", "direction=incoming", "change=added", "state=announced");
	desk_file(
		d, REG_OBJECTIONS, "id=o", "notice=2026-0001", "customer=cust", "received=2026-01-03", "outcome=open");
	desk_begin(d);
	assert_int_equal(desk_put(d, REG_INQUIRIES, &err, "id=2026-0001", "received=2026-01-01", "asked_by=customer",
				 "state=answered", NULL),
		CV_E_MOVE);
	assert_non_null(strstr(err.msg, "chapterv inquiry answer"));
	assert_int_equal(desk_put(d, REG_NOTICES, &err, "id=2026-0001", "direction=outgoing", "change=added",
				 "state=effective", NULL),
		CV_E_MOVE);
	assert_non_null(strstr(err.msg, "from draft it can go to: announced, withdrawn"));
	assert_int_equal(desk_put(d, REG_NOTICES, &err, "id=2026-0002", "direction=incoming", "change=added",
				 "state=draft", NULL),
		CV_E_MOVE);
	assert_int_equal(desk_put(d, REG_OBJECTIONS, &err, "id=o", "notice=2026-0001", "customer=cust",
				 "received=2026-01-03", "outcome=exit", NULL),
		CV_OK);
	assert_int_equal(desk_put(d, REG_OBJECTIONS, &err, "id=o", "notice=2026-0001", "customer=cust",
				 "received=2026-01-03", "outcome=withdrawn", NULL),
		CV_E_MOVE);
	assert_non_null(strstr(err.msg, "from exit it can go to: nothing"));
	desk_commit(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_pair_is_allowed_or_refused_as_the_table_says),
		cmocka_unit_test(every_row_has_words_of_its_column_and_both_names_of_its_procedure),
		cmocka_unit_test_setup_teardown(
			a_wrong_move_names_column_move_and_what_is_allowed, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(
			the_desk_may_and_its_leave_ends_with_the_change, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(who_is_no_vendor_has_no_gate, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(
			who_may_not_decide_files_a_vendor_before_the_gate, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(
			a_word_that_is_taken_away_is_not_forgotten, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(
			the_first_word_of_one_that_is_known_may_be_any, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(another_kind_is_no_way_around, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(who_may_not_decide_files_no_decision, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(the_other_tables_hold_as_well, desk_set_up, desk_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

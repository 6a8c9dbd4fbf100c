/* Drafts that make themselves, and follow the register. */
#include "tests/desk/notices.h"

#include "registry/imports.h"

static void who_is_not_on_the_list_makes_no_draft(void **state)
{
	struct desk *d = *state;

	OURS(d);
	VENDOR(d, "attributes=");
	LEG(d, "a", "US", "from=2026-03-01");
	assert_notices(d, 0, "");
}

static void a_transfer_that_is_to_begin_makes_one(void **state)
{
	struct desk *d = *state;

	OURS(d);
	VENDOR(d, "attributes=published");
	assert_notices(d, 0, "");
	LEG(d, "a", "US", "from=2026-03-01");
	assert_notices(d, 1, "2026-0001 draft added US 2026-03-01");
}

static void what_covers_it_may_come_later(void **state)
{
	struct desk *d = *state;
	struct reg_notice n = { 0 };
	struct cv_error err = { 0 };

	OURS(d);
	VENDOR(d, "attributes=published");
	LEG(d, "a", "US", "from=2026-03-01", "importer_role=processor");
	desk_file(d, REG_SAFEGUARDS, "exporter=we", "importer=host", "mechanism=scc-2021-m2", "signed=2025-12-01");
	desk_file(d, REG_ASSESSMENTS, "exporter=we", "importer=host", "country=US", "dated=2025-12-01",
		"outcome=adequate");
	assert_int_equal(reg_notice_load(d->r, "2026-0001", day("2026-01-01"), &n, &err), CV_OK);
	assert_string_equal(n.row.cell[REG_N_MECHANISM], "scc-2021-m2");
	reg_notice_finish(&n);
}

static void being_put_on_the_list_makes_one(void **state)
{
	struct desk *d = *state;

	OURS(d);
	VENDOR(d, "attributes=");
	LEG(d, "a", "US", "from=2025-03-01");
	VENDOR(d, "attributes=lgpd;published");
	assert_notices(d, 1, "2026-0001 draft added US 2025-03-01");
}

static void what_is_over_makes_none(void **state)
{
	struct desk *d = *state;

	OURS(d);
	VENDOR(d, "attributes=published");
	LEG(d, "a", "US", "from=2025-03-01", "until=2025-09-01");
	assert_notices(d, 0, "");
}

static void several_changes_are_one_draft_and_it_follows(void **state)
{
	struct desk *d = *state;

	OURS(d);
	VENDOR(d, "attributes=published");
	LEG(d, "a", "US", "from=2026-03-01");
	LEG(d, "b", "IN", "from=2026-02-01");
	assert_notices(d, 1, "2026-0001 draft added IN;US 2026-02-01");
	LEG(d, "b", "IN", "from=2026-02-01", "until=2026-02-02"); /* still to take place */
	LEG(d, "a", "US", "from=2026-04-01");
	assert_notices(d, 1, "2026-0001 draft added IN;US 2026-02-01");
}

static void what_is_taken_back_takes_its_draft_back(void **state)
{
	struct desk *d = *state;

	OURS(d);
	VENDOR(d, "attributes=published");
	LEG(d, "a", "US", "from=2026-03-01");
	VENDOR(d, "attributes=");
	assert_notices(d, 0, "");
	VENDOR(d, "attributes=published");
	assert_notices(d, 1, "2026-0002 draft added US 2026-03-01"); /* a number is given once */
}

/* A vendor of whom customers were told, in use since long. */
static void told(struct desk *d)
{
	struct cv_error err = { 0 };

	OURS(d);
	VENDOR(d, "attributes=published");
	LEG(d, "a", "US", "from=2024-03-01", "purposes=hosting");
	desk_begin(d);
	assert_int_equal(reg_notice_withdraw(d->r, "2026-0001", "told long ago", &err), CV_OK);
	desk_commit(d);
}

static void another_country_is_told_and_another_transfer_there_is_not(void **state)
{
	struct desk *d = *state;

	told(d);
	LEG(d, "b", "US", "from=2026-03-01", "purposes=hosting", "data=hr");
	assert_notices(d, 1, "2026-0001 withdrawn added US 2024-03-01");
	LEG(d, "c", "IN", "from=2026-05-01", "purposes=hosting");
	assert_notices(d, 2, "2026-0002 draft updated IN;US 2026-05-01");
}

static void another_use_is_told(void **state)
{
	struct desk *d = *state;

	told(d);
	LEG(d, "b", "US", "from=2026-06-01", "purposes=hosting;support");
	assert_notices(d, 2, "2026-0002 draft updated US 2026-06-01");
	LEG(d, "a", "US", "from=2024-03-01", "purposes=hosting of files"); /* a correction, no other use */
	assert_notices(d, 2, "2026-0002 draft updated US 2026-06-01");
}

static void an_end_is_told(void **state)
{
	struct desk *d = *state;

	told(d);
	LEG(d, "a", "US", "from=2024-03-01", "until=2026-07-01", "purposes=hosting");
	assert_notices(d, 2, "2026-0002 draft removed US 2026-07-01");
	LEG(d, "a", "US", "from=2024-03-01", "until=2026-08-01", "purposes=hosting");
	assert_notices(d, 2, "2026-0002 draft removed US 2026-08-01");
}

static void a_party_that_ended_is_told(void **state)
{
	struct desk *d = *state;

	told(d);
	desk_file(d, REG_PARTIES, "id=host", "name=Host Inc.", "status=ended");
	assert_notices(d, 2, "2026-0002 draft removed US 2026-01-01");
}

static void what_a_person_wrote_stays(void **state)
{
	const char *cell[REG_COLUMNS_MAX] = { [REG_N_WHAT] = "backups, encrypted", [REG_N_EFFECTIVE] = "2026-09-01" },
		   *id;
	struct desk *d = *state;
	struct reg_notice n = { 0 };
	struct cv_error err = { 0 };

	OURS(d);
	VENDOR(d, "attributes=published");
	LEG(d, "a", "US", "from=2026-03-01");
	desk_begin(d);
	assert_int_equal(reg_notice_draft(d->r, "2026-0001", cell, &id, &err), CV_OK);
	desk_commit(d);
	LEG(d, "b", "IN", "from=2026-02-01");
	assert_notices(d, 1, "2026-0001 draft added IN;US 2026-09-01");
	assert_int_equal(reg_notice_load(d->r, "2026-0001", day("2026-01-01"), &n, &err), CV_OK);
	assert_string_equal(n.row.cell[REG_N_WHAT], "backups, encrypted");
	reg_notice_finish(&n);
}

static void one_written_by_hand_is_followed_and_never_taken_back(void **state)
{
	const char *cell[REG_COLUMNS_MAX] = { [REG_N_CHANGE] = "added", [REG_N_SUBJECT] = "Host Inc." }, *id;
	struct desk *d = *state;
	struct cv_error err = { 0 };

	OURS(d);
	VENDOR(d, "attributes=published");
	desk_begin(d);
	assert_int_equal(reg_notice_draft(d->r, "", cell, &id, &err), CV_OK);
	assert_string_equal(id, "2026-0001");
	desk_commit(d);
	assert_notices(d, 1, "2026-0001 draft added  ");
	LEG(d, "a", "US", "from=2026-03-01");
	assert_notices(d, 1, "2026-0001 draft added US 2026-03-01");
	VENDOR(d, "attributes=");
	assert_notices(d, 1, "2026-0001 draft added US 2026-03-01");
}

/* ---- undo -------------------------------------------------------------------------------------------------------- */

/* One row as an import of its own; its number. */
static int64_t import(struct desk *d, enum reg_kind kind, const char *const *row)
{
	struct reg_record rec = { .kind = kind };
	struct reg_import counts = { .file = "x.csv", .sha256 = "", .kind = reg_kind_info(kind)->plural };
	struct cv_error err = { 0 };
	enum reg_effect effect;
	int64_t id;

	desk_begin(d);
	assert_int_equal(reg_import_begin(d->r, "x", REG_BY_HAND, &id, &err), CV_OK);
	for (size_t i = 0; i < reg_kind_info(kind)->n; i++)
		rec.cell[i] = row[i];
	assert_int_equal(reg_put(d->r, &rec, (struct reg_source){ id, 2 }, &effect, NULL, &err), CV_OK);
	counts.id = id;
	counts.rows = counts.added = 1;
	assert_int_equal(reg_import_end(d->r, &counts, &err), CV_OK);
	desk_commit(d);
	return id;
}

static enum cv_err undo(struct desk *d, int64_t id, struct cv_error *err)
{
	struct reg_actor a = { "tester", "test", d->clock_ms += 60000, NULL };
	struct reg_undone done;

	return reg_undo_whole(d->r, &a, id, &done, err);
}

static const char *const us[REG_COLUMNS_MAX] = { "a", "we", "host", "US", [13] = "2026-03-01" };
static const char *const in[REG_COLUMNS_MAX] = { "b", "we", "host", "IN", [13] = "2026-04-01" };

static void an_import_that_is_undone_takes_its_draft_along(void **state)
{
	struct desk *d = *state;
	struct cv_error err = { 0 };
	int64_t first;

	OURS(d);
	VENDOR(d, "attributes=published");
	first = import(d, REG_TRANSFERS, us);
	assert_notices(d, 1, "2026-0001 draft added US 2026-03-01");
	assert_int_equal(undo(d, first, &err), CV_OK);
	assert_notices(d, 0, "");
}

static void a_draft_is_in_nobodys_way(void **state)
{
	const char *cell[REG_COLUMNS_MAX] = { [REG_N_NOTE] = "ask legal" }, *id;
	struct desk *d = *state;
	struct cv_error err = { 0 };
	int64_t first, second;

	OURS(d);
	VENDOR(d, "attributes=published");
	first = import(d, REG_TRANSFERS, us);
	second = import(d, REG_TRANSFERS, in);
	assert_notices(d, 1, "2026-0001 draft added IN;US 2026-03-01");
	desk_begin(d);
	assert_int_equal(reg_notice_draft(d->r, "2026-0001", cell, &id, &err), CV_OK);
	desk_commit(d);
	assert_int_equal(undo(d, first, &err), CV_OK);
	assert_notices(d, 1, "2026-0001 draft added IN 2026-04-01");
	assert_int_equal(undo(d, second, &err), CV_OK);
	assert_notices(d, 1, "2026-0001 withdrawn added IN 2026-04-01");
}

/* A vendor of so many of us: where the last one lets it work counts as well as where the first one does. */
static void every_transfer_counts_however_many_there_are(void **state)
{
	enum { MANY = 70 };
	struct desk *d = *state;
	char id[16];

	OURS(d);
	VENDOR(d, "attributes=published");
	desk_begin(d);
	for (int i = 0; i < MANY; i++) {
		struct cv_error err = { 0 };

		snprintf(id, sizeof(id), "id=t%d", i);
		assert_int_equal(desk_put(d, REG_TRANSFERS, &err, id, "exporter=we", "importer=host", "country=US",
					 "from=2026-03-01", NULL),
			CV_OK);
	}
	desk_commit(d);
	assert_notices(d, 1, "2026-0001 draft added US 2026-03-01");
	LEG(d, "last", "IN", "from=2026-04-01");
	assert_notices(d, 1, "2026-0001 draft added IN;US 2026-03-01");
}

#define T(f) cmocka_unit_test_setup_teardown(f, desk_set_up, desk_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(who_is_not_on_the_list_makes_no_draft),
		T(a_transfer_that_is_to_begin_makes_one),
		T(what_covers_it_may_come_later),
		T(being_put_on_the_list_makes_one),
		T(what_is_over_makes_none),
		T(several_changes_are_one_draft_and_it_follows),
		T(what_is_taken_back_takes_its_draft_back),
		T(another_country_is_told_and_another_transfer_there_is_not),
		T(another_use_is_told),
		T(an_end_is_told),
		T(a_party_that_ended_is_told),
		T(what_a_person_wrote_stays),
		T(one_written_by_hand_is_followed_and_never_taken_back),
		T(an_import_that_is_undone_takes_its_draft_along),
		T(a_draft_is_in_nobodys_way),
		T(every_transfer_counts_however_many_there_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What wants attention, and the gate, of vendors that more transfers hang on than a walk shows. */
#include "tests/desk/vendor.h"

#include <stdio.h>

enum { MANY = 10050 }; /* more than a walk behind somebody shows */

/* So many transfers that are none, and behind them one that nothing covers: of one change. */
static void file_many(struct desk *d, const char *exporter, const char *importer)
{
	struct cv_error err = { 0 };
	char id[24], from[24];

	desk_begin(d);
	for (int i = 0; i < MANY; i++) {
		snprintf(id, sizeof(id), "id=m%05d", i);
		snprintf(from, sizeof(from), "from=2026-02-%02d", 1 + i % 28);
		if (desk_put(d, REG_TRANSFERS, &err, id, exporter, importer, "country=FR", from, NULL) != CV_OK)
			fail_msg("%s", err.msg);
	}
	assert_int_equal(desk_put(d, REG_TRANSFERS, &err, "id=us", exporter, importer, "country=US", "from=2026-03-01",
				 NULL),
		CV_OK);
	desk_commit(d);
}

static void file_vendor_in_use(struct desk *d)
{
	desk_file(d, REG_PARTIES, "id=ie", "name=Example Ireland Ltd", "kind=affiliate", "country=IE", "own=yes");
	desk_file(
		d, REG_PARTIES, "id=v", "name=Vendor SA", "kind=service-provider", "country=FR", "status=active");
}

/* The list is whole however many transfers lead to a vendor. */
static void none_of_ten_thousand_transfers_to_it_is_left_out(void **state)
{
	struct desk *d = *state;

	file_vendor_in_use(d);
	file_many(d, "exporter=ie", "importer=v");
	vendor_wants(d, "2026-04-01", "NOT_COVERED 2026-03-01");
	vendor_holds(d, "2026-04-01", "....");
}

/* And on from it: a gate that looks at all of them opens once all of them are covered. */
static void none_of_ten_thousand_transfers_behind_it_is_left_out(void **state)
{
	struct desk *d = *state;
	struct cv_error err = { 0 };

	file_vendor_in_use(d);
	desk_file(d, REG_TRANSFERS, "id=t", "exporter=ie", "importer=v", "country=FR", "from=2026-02-01");
	desk_file(d, REG_PARTIES, "id=sub", "name=Sub SA", "kind=service-provider", "country=FR");
	file_many(d, "exporter=v", "importer=sub");
	vendor_wants(d, "2026-04-01", "NOT_COVERED 2026-03-01");
	vendor_holds(d, "2026-04-01", "..s.");
	desk_begin(d);
	assert_int_equal(desk_put(d, REG_TRANSFERS, &err, "id=us", "until=2026-03-20", NULL), CV_OK);
	desk_commit(d);
	vendor_wants(d, "2026-04-01", "");
	vendor_holds(d, "2026-04-01", "t.s.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			none_of_ten_thousand_transfers_to_it_is_left_out, desk_set_up, desk_tear_down),
		cmocka_unit_test_setup_teardown(
			none_of_ten_thousand_transfers_behind_it_is_left_out, desk_set_up, desk_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What if some law ended: a pack without it is sound whatever ends, and nothing else in it moves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "registry/law/pack.h"
#include "registry/law/whatif.h"

static const struct law_pack *pack;

static int begin(void **state)
{
	(void)state;
	pack = law_builtin(NULL);
	return pack == NULL;
}

static cv_day day(const char *text)
{
	cv_day d = CV_DAY_NONE;

	assert_true(cv_day_parse(text, strlen(text), &d));
	return d;
}

static struct law_ending *ending(cv_day on)
{
	struct law_ending *e = NULL;

	assert_int_equal(law_ending_new(pack, on, &e, NULL), CV_OK);
	return e;
}

/* Everything there is, one at a time, on days on which much stands. */
static void test_sound_whatever_ends(void **state)
{
	static const char *const days[] = { "2010-06-01", "2020-07-16", "2021-09-27", "2026-11-23" };
	size_t ended = 0;

	(void)state;
	for (size_t i = 0; i < pack->n_mechs; i++) {
		struct law_ending *e = ending(day(days[i % CV_LEN(days)]));
		struct law_pack *before = NULL, *after = NULL;
		struct cv_error err = { 0 };

		if (law_ending_mechanism(e, pack->mech[i].slug, &err) == CV_OK) {
			assert_int_equal(law_ending_packs(e, &before, &after, &err), CV_OK);
			assert_int_equal(after->n_mechs, pack->n_mechs);
			assert_string_equal(after->mech[i].slug, pack->mech[i].slug);
			ended++;
		}
		law_pack_destroy(before);
		law_pack_destroy(after);
		law_ending_free(e);
	}
	assert_true(ended > 50);
}

static void test_adequacy_of_every_country(void **state)
{
	size_t ended = 0;

	(void)state;
	for (size_t i = 0; i < pack->n_adequacy; i++) {
		const char *code = law_place_code(pack, pack->adequacy[i].place);
		struct law_ending *e;
		struct law_pack *before = NULL, *after = NULL;

		if (i > 0 && pack->adequacy[i].place == pack->adequacy[i - 1].place)
			continue;
		e = ending(pack->adequacy[i].span.until.n == CV_DAY_EVER.n ? day("2026-11-23")
									    : pack->adequacy[i].span.until);
		if (law_ending_adequacy(e, code, NULL) == CV_OK) {
			assert_int_equal(law_ending_packs(e, &before, &after, NULL), CV_OK);
			ended++;
		}
		law_pack_destroy(before);
		law_pack_destroy(after);
		law_ending_free(e);
	}
	assert_true(ended > 30);
}

/* On the day on which it did end there is a pack in which it stands, and on no other. */
static void test_the_day_itself(void **state)
{
	static const struct {
		const char *slug, *on;
		enum law_end_state state;
		bool before;
	} row[] = {
		{ "privacy-shield-eu-us", "2020-07-15", LAW_END_BEFORE_TIME, false },
		{ "privacy-shield-eu-us", "2020-07-16", LAW_END_THAT_DAY, true },
		{ "privacy-shield-eu-us", "2020-07-17", LAW_END_OVER, false },
		{ "safe-harbor-eu-us", "2015-10-06", LAW_END_THAT_DAY, true },
		{ "dpf-eu-us", "2023-07-10", LAW_END_NOT_BEGUN, false },
		{ "dpf-eu-us", "2023-07-11", LAW_END_BEFORE_TIME, false },
		{ "scc-2010-c2p", "2022-12-28", LAW_END_THAT_DAY, true },
	};

	(void)state;
	for (size_t i = 0; i < CV_LEN(row); i++) {
		struct law_ending *e = ending(day(row[i].on));
		struct law_pack *before = NULL, *after = NULL;
		const struct law_ended *item;
		law_mech m;

		assert_int_equal(law_ending_mechanism(e, row[i].slug, NULL), CV_OK);
		assert_int_equal(law_ending_mechanism(e, row[i].slug, NULL), CV_OK); /* twice is once */
		assert_int_equal(law_ending_items(e, &item), 1);
		assert_int_equal(item[0].state, row[i].state);
		assert_int_equal(law_ending_packs(e, &before, &after, NULL), CV_OK);
		assert_int_equal(before != NULL, row[i].before);
		assert_true(law_mech_parse(pack, row[i].slug, strlen(row[i].slug), &m));
		assert_true(law_ending_mech(e, m));
		if (before)
			assert_true(before->mech[m].alive_until.n > day(row[i].on).n);
		assert_int_equal(after->mech[m].alive_until.n <= day(row[i].on).n, row[i].state != LAW_END_NOT_BEGUN);
		law_pack_destroy(before);
		law_pack_destroy(after);
		law_ending_free(e);
	}
}

static void test_what_cannot_end(void **state)
{
	struct law_ending *e = ending(day("2026-11-23"));
	struct cv_error err = { 0 };

	(void)state;
	assert_int_equal(law_ending_mechanism(e, "eea-internal", &err), CV_E_VALUE);
	assert_int_equal(law_ending_mechanism(e, "scc-art3-2-importer", &err), CV_E_VALUE); /* never adopted */
	assert_int_equal(law_ending_mechanism(e, "", &err), CV_E_NOT_FOUND);
	assert_int_equal(law_ending_mechanism(e, "*", &err), CV_E_NOT_FOUND);
	assert_int_equal(law_ending_mechanism(e, "safe-harbor", &err), CV_E_VALUE); /* a family, over for long */
	assert_int_equal(law_ending_adequacy(e, "IN", &err), CV_E_NOT_FOUND);
	assert_int_equal(law_ending_adequacy(e, "atlantis", &err), CV_E_COUNTRY);
	assert_int_equal(law_ending_adequacy(e, "XX:JP", &err), CV_E_VALUE);
	assert_string_equal(err.field, "end_adequacy");
	law_ending_free(e);
	law_ending_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound_whatever_ends),
		cmocka_unit_test(test_adequacy_of_every_country),
		cmocka_unit_test(test_the_day_itself),
		cmocka_unit_test(test_what_cannot_end),
	};

	return cmocka_run_group_tests(tests, begin, NULL);
}

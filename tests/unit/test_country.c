/* Countries by code and by name; names that none has for itself. */
#include "registry/core/country.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void countries(void **state)
{
	(void)state;
	assert_true(cv_country_code("DE", 2));
	assert_true(cv_country_code("XK", 2));
	assert_false(cv_country_code("UK", 2));
	assert_false(cv_country_code("EU", 2));
	assert_string_equal(cv_country_name("IN"), "India");
	assert_string_equal(cv_country_by_name("deutschland"), "DE");
	assert_string_equal(cv_country_by_name("united states of america"), "US");
	assert_null(cv_country_by_name("nowhere"));
	assert_string_equal(cv_country_alpha3("USA", 3), "US");
	assert_string_equal(cv_country_name_in("US", "en"), "United States");
	assert_string_equal(cv_country_name_in("GB", "de"), "Vereinigtes Königreich");
	assert_string_equal(cv_country_name_in("US", "fr"), "États-Unis");
	assert_string_equal(cv_country_name_in("AX", "fr"), "Îles Åland");
	assert_string_equal(cv_country_name_in("XK", "de"), "Kosovo");
	assert_null(cv_country_name_in("UK", "de"));
}

static void names_that_countries_share(void **state)
{
	static const char *const congo[] = { "congo", "kongo", "\xD0\xBA\xD0\xBE\xD0\xBD\xD0\xB3\xD0\xBE" };
	struct cv_str out = { 0 };

	(void)state;
	for (size_t i = 0; i < CV_LEN(congo); i++) {
		assert_null(cv_country_by_name(congo[i]));
		assert_string_equal(cv_country_shared(congo[i]), "CG CD");
	}
	assert_null(cv_country_by_name("korea"));
	assert_string_equal(cv_country_by_name("democratic republic of the congo"), "CD");
	assert_string_equal(cv_country_by_name("republic of the congo"), "CG");
	assert_string_equal(cv_country_by_name("georgia"), "GE");
	assert_string_equal(cv_country_shared("georgia"), "GE US-GA");
	assert_null(cv_country_shared("germany"));
	assert_false(cv_country_choices("Georgia", 7, &out));
	assert_true(cv_country_choices("KONGO", 5, &out));
	assert_string_equal(cv_str_text(&out), "CG (Republic of the Congo) or CD (Democratic Republic of the Congo)");
	cv_str_finish(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(countries),
		cmocka_unit_test(names_that_countries_share),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

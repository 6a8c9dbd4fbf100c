/* How long it counts whose token a connection showed (access/known.h). */
#include "api/http/access/known.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { LIST = 3, THEN = 1000000 };

static const struct reg_holder holder = { .until_ms = THEN + 400, .who = "gateway", .role = REG_ROLE_READER };
static const struct reg_holder lasting = { .until_ms = INT64_MAX, .who = "gateway", .role = REG_ROLE_READER };

static void of_that_list_and_token_only(void **state)
{
	struct http_known k = { 0 };

	assert_false(http_known_is(&k, LIST, "", THEN));
	http_known_keep(&k, LIST, "cv_secret", &lasting, THEN);
	assert_string_equal(k.who, "gateway");
	assert_true(http_known_is(&k, LIST, "cv_secret", THEN));
	assert_false(http_known_is(&k, LIST + 1, "cv_secret", THEN));
	assert_false(http_known_still(&k, LIST + 1, THEN));
	assert_false(http_known_is(&k, LIST, "cv_secreT", THEN));
	assert_false(http_known_is(&k, LIST, "cv_secre", THEN));
	http_known_forget(&k);
	assert_false(http_known_is(&k, LIST, "cv_secret", THEN));
}

static void for_a_moment_and_not_beyond_its_end(void **state)
{
	struct http_known k = { 0 };

	http_known_keep(&k, LIST, "cv_secret", &lasting, THEN);
	assert_true(http_known_still(&k, LIST, THEN + HTTP_KNOWN_MS - 1));
	assert_false(http_known_still(&k, LIST, THEN + HTTP_KNOWN_MS));
	assert_false(http_known_still(&k, LIST, THEN - 1)); /* the clock was set back */
	http_known_keep(&k, LIST, "cv_secret", &holder, THEN);
	assert_true(http_known_still(&k, LIST, THEN + 399));
	assert_false(http_known_still(&k, LIST, THEN + 400));
	assert_false(http_known_is(&k, LIST, "cv_secret", THEN + 400));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_that_list_and_token_only),
		cmocka_unit_test(for_a_moment_and_not_beyond_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

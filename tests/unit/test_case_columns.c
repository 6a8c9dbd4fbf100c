/* The columns of a case (law 1): what each takes, and how every refusal names the column and says why. */
#include "tests/unit/refusal.h"

static const struct law_pack *pack;

static const struct law_case_in plain = { .exporter_country = "DE",
	.exporter_role = "controller",
	.importer_country = "US",
	.importer_role = "processor",
	.importer_kind = "service-provider",
	.data = "non-hr",
	.as_of = "2024-03-01" };

static void a_case_is_taken(void **state)
{
	static struct law_case c;
	struct law_case_in in = plain;
	struct cv_error err = { 0 };

	(void)state;
	assert_int_equal(law_case_parse(pack, &in, &c, &err), CV_OK);
	assert_int_equal(c.n_legs, 1);
	assert_int_equal(c.n_tools, 0);
	assert_int_equal(c.on.n, cv_day_from_civil(2024, 3, 1).n);
	in = (struct law_case_in){ " UK ", "\tsub-processor\n", "gdpr-art3-2; public-authority",
		" US | IN|XK|io-epo|UK|US ", "joint-controller", "authority", " any ",
		"pipeda;group-member ; onward-from:adequacy", "tia 2022-01-01", " 2024-02-29 " };
	assert_int_equal(law_case_parse(pack, &in, &c, &err), CV_OK);
	assert_int_equal(c.n_legs, 6);
	assert_string_equal(law_place_code(pack, c.leg[0].exporter), "GB");
	assert_string_equal(law_place_code(pack, c.leg[2].importer), "XK");
	assert_string_equal(law_place_code(pack, c.leg[3].importer), "io-epo");
	assert_string_equal(law_place_code(pack, c.leg[4].importer), "GB");
	assert_int_equal(c.leg[5].importer, c.leg[0].importer); /* what is said twice is two legs */
	assert_int_equal(c.leg[5].importer_attrs, LAW_A_PIPEDA | LAW_A_GROUP_MEMBER);
	assert_int_equal(c.leg[5].exporter_attrs, LAW_X_ART3_2 | LAW_X_PUBLIC_AUTHORITY);
	assert_int_equal(c.leg[5].onward, LAW_ONWARD_ADEQUACY);
	assert_int_equal(c.leg[5].exporter_role, LAW_PROCESSOR);
	assert_int_equal(c.leg[5].importer_role, LAW_CONTROLLER);
	assert_ptr_equal(c.leg[5].tool, c.tools);
	assert_int_equal(c.leg[5].n_tools, 1);
}

static void onward_words(void **state)
{
	static const struct {
		const char *attr;
		enum law_onward onward;
	} table[] = { { "onward-from:adequacy", LAW_ONWARD_ADEQUACY }, { "onward-from:scc-2021", LAW_ONWARD_SCC },
		{ "onward-from:dpf-eu-us", LAW_ONWARD_FRAMEWORK },
		{ "onward-from:privacy-shield-eu-us", LAW_ONWARD_FRAMEWORK }, { "onward-from:bcr-c", LAW_ONWARD_OTHER },
		{ "onward-from:whatever", LAW_ONWARD_OTHER }, { "", LAW_ONWARD_NONE } };
	static struct law_case c;

	(void)state;
	for (size_t i = 0; i < CV_LEN(table); i++) {
		struct law_case_in in = plain;

		in.importer_attrs = table[i].attr;
		assert_int_equal(law_case_parse(pack, &in, &c, NULL), CV_OK);
		assert_int_equal(c.leg[0].onward, table[i].onward);
	}
}

#define AT(column) offsetof(struct law_case_in, column), #column

static const struct {
	size_t at;
	const char *column;
	struct refusal r;
} no_cells[] = {
	{ AT(exporter_country), { "", CV_E_VALUE, "exporter_country is empty: give an ISO 3166-1 code such as DE" } },
	{ AT(exporter_country), { "  ", CV_E_VALUE, "is empty" } },
	{ AT(exporter_country), { NULL, CV_E_VALUE, "is empty" } },
	{ AT(exporter_country), { "EU", CV_E_COUNTRY, "exporter_country 'EU' is not known: give an ISO 3166-1 code" } },
	{ AT(exporter_country), { "de", CV_E_COUNTRY, "'de' is not known" } },
	{ AT(exporter_country), { "DEU", CV_E_COUNTRY, "'DEU' is not known" } },
	{ AT(exporter_country), { "Germany", CV_E_COUNTRY, "'Germany' is not known" } },
	{ AT(exporter_country), { "ZZ", CV_E_COUNTRY, "'ZZ' is not known" } },
	{ AT(exporter_country), { "io-", CV_E_COUNTRY, "'io-' is not known" } },
	{ AT(exporter_country), { "io-EPO", CV_E_COUNTRY, "'io-EPO' is not known" } },
	{ AT(exporter_country), { "DE|FR", CV_E_COUNTRY, "'DE|FR' is not known" } },
	{ AT(exporter_country), { "DE\x01", CV_E_COUNTRY, "is not known" } },
	{ AT(exporter_country),
		{ "DE\x01"
		  "FR",
			CV_E_COUNTRY, "is not known" } },
	{ AT(exporter_role), { "", CV_E_VALUE, "exporter_role is empty: give controller or processor" } },
	{ AT(exporter_role), { NULL, CV_E_VALUE, "is empty" } },
	{ AT(exporter_role),
		{ "Controller", CV_E_UNKNOWN_WORD, "'Controller' is not known: give controller or processor" } },
	{ AT(exporter_role), { "controller\x01", CV_E_UNKNOWN_WORD, "is not known" } },
	{ AT(exporter_attrs),
		{ "art3-2", CV_E_UNKNOWN_WORD, "'art3-2' is not known: give gdpr-art3-2 or public-authority" } },
	{ AT(exporter_attrs), { "gdpr-art3-2;pipeda", CV_E_UNKNOWN_WORD, "'pipeda' is not known" } },
	{ AT(exporter_attrs), { "gdpr-art3-2,public-authority", CV_E_UNKNOWN_WORD, "is not known" } },
	{ AT(importer_country), { "", CV_E_VALUE, "importer_country is empty: give ISO 3166-1 codes joined by |" } },
	{ AT(importer_country), { NULL, CV_E_VALUE, "is empty" } },
	{ AT(importer_country), { " | ", CV_E_VALUE, "is empty" } },
	{ AT(importer_country),
		{ "US|", CV_E_VALUE, "'US|' names nothing on one side of a |: give ISO 3166-1 codes joined by |" } },
	{ AT(importer_country), { " |US", CV_E_VALUE, "names nothing on one side of a |" } },
	{ AT(importer_country), { "US| |IN", CV_E_VALUE, "'US| |IN' names nothing on one side of a |" } },
	{ AT(importer_country), { "US;IN", CV_E_COUNTRY, "'US;IN' is not known: give ISO 3166-1 codes joined by |" } },
	{ AT(importer_country), { "US|EMEA", CV_E_COUNTRY, "'EMEA' is not known" } },
	{ AT(importer_country), { "US|EU", CV_E_COUNTRY, "'EU' is not known" } },
	{ AT(importer_country), { "AN", CV_E_COUNTRY, "'AN' is not known" } },
	{ AT(importer_country),
		{ "US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US|US",
			CV_E_TOO_BIG, "more than 32 countries" } },
	{ AT(importer_role), { "", CV_E_VALUE, "importer_role is empty" } },
	{ AT(importer_role), { "recipient", CV_E_UNKNOWN_WORD, "'recipient' is not known" } },
	{ AT(importer_kind), { "", CV_E_VALUE, "importer_kind is empty" } },
	{ AT(importer_kind),
		{ "vendor", CV_E_UNKNOWN_WORD, "give affiliate, service-provider, advisor, partner or authority" } },
	{ AT(data), { "", CV_E_VALUE, "data is empty: give hr, non-hr or any" } },
	{ AT(data), { "HR", CV_E_UNKNOWN_WORD, "'HR' is not known" } },
	{ AT(data), { "hr+non-hr", CV_E_UNKNOWN_WORD, "'hr+non-hr' is not known" } },
	{ AT(importer_attrs), { "pipda", CV_E_UNKNOWN_WORD, "'pipda' is not known: give attributes such as" } },
	{ AT(importer_attrs), { "pipeda|lgpd", CV_E_UNKNOWN_WORD, "'pipeda|lgpd' is not known" } },
	{ AT(importer_attrs), { "public-authority", CV_E_UNKNOWN_WORD, "'public-authority' is not known" } },
	{ AT(importer_attrs), { "onward-from", CV_E_UNKNOWN_WORD, "'onward-from' is not known" } },
	{ AT(importer_attrs), { "onward-from:", CV_E_UNKNOWN_WORD, "'onward-from:' is not known" } },
	{ AT(safeguards), { "scc-2021-m5 signed 2022-01-01", CV_E_UNKNOWN_WORD, "'scc-2021-m5'" } },
	{ AT(as_of), { "", CV_E_VALUE, "as_of is empty: give a day written YYYY-MM-DD" } },
	{ AT(as_of), { NULL, CV_E_VALUE, "is empty" } },
	{ AT(as_of), { "2026-02-30", CV_E_DATE, "as_of '2026-02-30' is not a day of the calendar: write YYYY-MM-DD" } },
	{ AT(as_of), { "2026-2-3", CV_E_DATE, "is not a day" } },
	{ AT(as_of), { "1899-12-31", CV_E_DATE, "is not a day" } },
	{ AT(as_of), { "2026-01-01T00:00:00Z", CV_E_DATE, "is not a day" } },
	{ AT(as_of), { "2026-01-01\x01", CV_E_DATE, "is not a day" } },
};

static void bad_cells(void **state)
{
	static struct law_case c;

	(void)state;
	for (size_t i = 0; i < CV_LEN(no_cells); i++) {
		struct law_case_in in = plain;
		struct cv_error err = { 0 };

		memcpy((char *)&in + no_cells[i].at, &no_cells[i].r.text, sizeof(const char *));
		refused(law_case_parse(pack, &in, &c, &err), &err, no_cells[i].column, &no_cells[i].r);
	}
}

/* A cell may be a megabyte: what is said about it stays short, ends with the advice, and is text. */
static void over_long_cells(void **state)
{
	static struct law_case c;
	struct cv_str text = { 0 };

	(void)state;
	for (int i = 0; i < 100000; i++)
		cv_str_puts(&text, i % 2 ? "\xE2\x82\xAC" : "x");
	for (size_t i = 0; i < CV_LEN(no_cells); i++) {
		struct law_case_in in = plain;
		struct cv_error err = { 0 };
		const char *cell = cv_str_text(&text);

		memcpy((char *)&in + no_cells[i].at, &cell, sizeof(cell));
		assert_int_not_equal(law_case_parse(pack, &in, &c, &err), CV_OK);
		assert_string_equal(err.field, no_cells[i].column);
		assert_true(strlen(err.msg) < 600);
		assert_true(cv_text_clean(err.msg, strlen(err.msg)));
		if (!cv_streq(err.field, "safeguards"))
			assert_true(strstr(err.msg, "give ") || strstr(err.msg, "write "));
		else
			assert_non_null(strstr(err.msg, "where a mechanism slug"));
	}
	cv_str_finish(&text);
}

/* The first column at fault is named: who sends, who receives, when, on what, where to. */
static void one_column_at_a_time(void **state)
{
	static struct law_case c;
	struct law_case_in in = { "?", "?", "?", "?", "?", "?", "?", "?", "?", "?" };
	static const struct {
		const char *column, *good;
		size_t at;
	} order[] = {
		{ "exporter_country", "DE", offsetof(struct law_case_in, exporter_country) },
		{ "exporter_role", "controller", offsetof(struct law_case_in, exporter_role) },
		{ "exporter_attrs", "", offsetof(struct law_case_in, exporter_attrs) },
		{ "importer_role", "processor", offsetof(struct law_case_in, importer_role) },
		{ "importer_kind", "advisor", offsetof(struct law_case_in, importer_kind) },
		{ "data", "hr", offsetof(struct law_case_in, data) },
		{ "importer_attrs", "", offsetof(struct law_case_in, importer_attrs) },
		{ "as_of", "2024-03-01", offsetof(struct law_case_in, as_of) },
		{ "safeguards", "", offsetof(struct law_case_in, safeguards) },
		{ "importer_country", "US", offsetof(struct law_case_in, importer_country) },
	};

	(void)state;
	for (size_t i = 0; i < CV_LEN(order); i++) {
		struct cv_error err = { 0 };

		assert_int_not_equal(law_case_parse(pack, &in, &c, &err), CV_OK);
		assert_string_equal(err.field, order[i].column);
		memcpy((char *)&in + order[i].at, &order[i].good, sizeof(const char *));
	}
	assert_int_equal(law_case_parse(pack, &in, &c, NULL), CV_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_case_is_taken), cmocka_unit_test(onward_words), cmocka_unit_test(bad_cells),
		cmocka_unit_test(over_long_cells), cmocka_unit_test(one_column_at_a_time),
	};
	struct cv_error err = { 0 };

	pack = law_builtin(&err);
	return pack ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}

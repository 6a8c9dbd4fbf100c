/* The safeguards cell of a case (law 1): what each item may say, and how every refusal names it and says why. */
#include "tests/unit/refusal.h"

static const struct law_pack *pack;

static cv_day day(int y, int m, int d)
{
	return cv_day_from_civil(y, m, d);
}

/* ---- the safeguards cell: what is taken ---- */

static size_t tools(const char *text, struct law_tool *tool)
{
	struct cv_error err = { 0 };
	size_t n = 99;

	if (law_tools_parse(pack, text, tool, &n, &err) != CV_OK)
		fail_msg("'%s': %s", text, err.msg);
	return n;
}

static struct law_tool one(const char *text)
{
	struct law_tool tool[LAW_TOOLS_MAX];

	if (tools(text, tool) != 1)
		fail_msg("'%s' is not one item", text);
	return tool[0];
}

static void instruments(void **state)
{
	struct law_tool t = one("scc-2021-m2 signed 2022-01-31");

	(void)state;
	assert_int_equal(t.kind, LAW_INSTRUMENT);
	assert_string_equal(law_mech_slug(pack, t.mech), "scc-2021-m2");
	assert_int_equal(t.day.n, day(2022, 1, 31).n);
	assert_int_equal(t.flags, 0);
	assert_false(cv_day_known(t.changed));
	assert_false(cv_day_known(t.notified));
	assert_int_equal(t.active.until.n, CV_DAY_EVER.n);
	t = one("uk-addendum approved 2022-04-01 changed 2023-02-28 notified 2023-03-01 module m3 swiss-adapted");
	assert_int_equal(t.flags, LAW_T_APPROVED | LAW_T_M3 | LAW_T_SWISS);
	assert_int_equal(t.changed.n, day(2023, 2, 28).n);
	assert_int_equal(t.notified.n, day(2023, 3, 1).n);
	assert_int_equal(one("uk-addendum signed 2022-04-01 module m1").flags, LAW_T_M1);
	assert_int_equal(one("uk-addendum signed 2022-04-01 module m4").flags, LAW_T_M4);
	assert_int_equal(one("scc-2021-m2 signed 2024-02-29").day.n, day(2024, 2, 29).n);
}

static void certifications(void **state)
{
	struct law_tool t = one("dpf-eu-us active 2023-07-17.. non-hr");

	(void)state;
	assert_int_equal(t.kind, LAW_CERTIFICATION);
	assert_string_equal(law_mech_slug(pack, t.mech), "dpf-eu-us");
	assert_int_equal(t.flags, LAW_T_NON_HR);
	assert_int_equal(t.active.from.n, day(2023, 7, 17).n);
	assert_int_equal(t.active.until.n, CV_DAY_EVER.n);
	t = one("dpf-eu-us active 2023-07-17..2024-07-16 hr+non-hr"); /* both days included */
	assert_int_equal(t.active.until.n, day(2024, 7, 17).n);
	assert_int_equal(t.flags, LAW_T_HR | LAW_T_NON_HR);
	assert_int_equal(one("dpf-eu-us active 2023-07-17..2023-07-17 hr").active.until.n, day(2023, 7, 18).n);
}

static void the_other_kinds(void **state)
{
	struct law_tool t = one("tia 2022-05-01");
	law_place us;

	(void)state;
	assert_int_equal(t.kind, LAW_ASSESSMENT);
	assert_int_equal(t.place, LAW_NO_PLACE);
	assert_int_equal(t.review.n, CV_DAY_EVER.n);
	assert_true(law_place_parse(pack, "US", 2, &us));
	t = one("tia 2022-05-01 for US review 2023-05-01");
	assert_int_equal(t.place, us);
	assert_int_equal(t.review.n, day(2023, 5, 1).n);
	assert_int_equal(one("tia 2022-05-01 review 2023-05-01").review.n, day(2023, 5, 1).n);
	t = one("derogation art49-1-a occasional met");
	assert_int_equal(t.kind, LAW_DEROGATION);
	assert_int_equal(t.flags, LAW_T_OCCASIONAL | LAW_T_MET);
	assert_int_equal(one("derogation art49-1-a repetitive").flags, LAW_T_REPETITIVE);
	assert_int_equal(one("derogation art49-1-a occasional failed").flags, LAW_T_OCCASIONAL | LAW_T_FAILED);
	t = one("onward-contract 2021-06-01");
	assert_int_equal(t.kind, LAW_ONWARD_CONTRACT);
	assert_int_equal(t.day.n, day(2021, 6, 1).n);
	t = one("scc claimed");
	assert_int_equal(t.kind, LAW_CLAIM);
	assert_string_equal(law_family_slug(pack, t.family), "scc");
}

static void several_items(void **state)
{
	struct law_tool tool[LAW_TOOLS_MAX];
	struct cv_str text = { 0 };

	(void)state;
	assert_int_equal(tools("", tool), 0);
	assert_int_equal(tools("  ;; ; ", tool), 0);
	assert_int_equal(tools("scc-2021-m2 signed 2022-01-31; tia 2022-05-01", tool), 2);
	assert_int_equal(tool[0].record, 0);
	assert_int_equal(tool[1].record, 1);
	assert_int_equal(tools("tia  2022-05-01\tfor   US ;tia 2022-05-02;", tool), 2);
	assert_int_equal(tools("tia 2022-05-01\r\nfor US;\n\ntia 2022-05-02\n", tool), 2); /* a cell of several lines */
	for (int i = 0; i < LAW_TOOLS_MAX; i++)
		cv_str_puts(&text, "tia 2022-05-01;");
	assert_int_equal(tools(cv_str_text(&text), tool), LAW_TOOLS_MAX);
	cv_str_finish(&text);
}

/* ---- the safeguards cell: what is refused ---- */

static const struct refusal no_safeguards[] = {
	/* no such word */
	{ "scc-2021-m5 signed 2022-01-01", CV_E_UNKNOWN_WORD, "'scc-2021-m5' where a mechanism slug, a framework" },
	{ "SCC-2021-M2 signed 2022-01-01", CV_E_UNKNOWN_WORD, "'SCC-2021-M2' where" },
	{ "scc signed 2022-01-01", CV_E_UNKNOWN_WORD, "'scc' where a mechanism slug" },
	{ "signed 2022-01-01", CV_E_UNKNOWN_WORD, "'signed' where a mechanism slug" },
	{ "scc-2021-m2 concluded 2022-01-01", CV_E_UNKNOWN_WORD, "'concluded' where 'signed', 'approved' or 'active'" },
	{ "scc-2021-m2 2022-01-01", CV_E_UNKNOWN_WORD, "'2022-01-01' where 'signed'" },
	{ "scc-2021-m2,signed 2022-01-01", CV_E_UNKNOWN_WORD, "'scc-2021-m2,signed'" },
	{ "none", CV_E_UNKNOWN_WORD, "'none' where" },
	{ "scc-2021-m5 claimed", CV_E_UNKNOWN_WORD, "a family such as scc, dpf or bcr" },
	{ "scc-2021-m2 active 2022-01-01.. hr", CV_E_UNKNOWN_WORD, "'scc-2021-m2' where the slug of a framework" },
	{ "dpf active 2022-01-01.. hr", CV_E_UNKNOWN_WORD, "'dpf' where the slug of a framework" },
	{ "derogation scc-2021-m2 occasional", CV_E_UNKNOWN_WORD, "'scc-2021-m2' where the slug of a derogation" },
	{ "derogation consent occasional", CV_E_UNKNOWN_WORD, "'consent' where the slug of a derogation" },
	{ "derogation art49-1-a often", CV_E_UNKNOWN_WORD, "'often' where 'occasional' or 'repetitive'" },
	{ "uk-addendum signed 2022-04-01 module m5", CV_E_UNKNOWN_WORD, "'m5' where 'm1', 'm2', 'm3' or 'm4'" },
	{ "dpf-eu-us active 2023-07-17.. any", CV_E_UNKNOWN_WORD, "'any' where 'hr', 'non-hr' or 'hr+non-hr'" },
	{ "dpf-eu-us active 2023-07-17.. non-hr+hr", CV_E_UNKNOWN_WORD, "'non-hr+hr' where 'hr'" },
	{ "tia 2022-05-01 for EU", CV_E_UNKNOWN_WORD, "'EU' where a country code" },
	{ "tia 2022-05-01 for us", CV_E_UNKNOWN_WORD, "'us' where a country code" },
	{ "tia 2022-05-01 for ZZ", CV_E_UNKNOWN_WORD, "'ZZ' where a country code" },
	/* half of a pair */
	{ "scc-2021-m2", CV_E_UNKNOWN_WORD, "'scc-2021-m2' ends where 'signed', 'approved' or 'active'" },
	{ "scc-2021-m2 signed", CV_E_UNKNOWN_WORD, "ends where a day written YYYY-MM-DD" },
	{ "scc-2021-m2 signed 2022-01-01 changed", CV_E_UNKNOWN_WORD, "ends where a day" },
	{ "scc-2021-m2 signed 2022-01-01 notified", CV_E_UNKNOWN_WORD, "ends where a day" },
	{ "uk-addendum signed 2022-04-01 module", CV_E_UNKNOWN_WORD, "ends where 'm1'" },
	{ "scc-2021-m2 signed; 2022-01-01", CV_E_UNKNOWN_WORD, "'scc-2021-m2 signed' ends where a day" },
	{ "tia", CV_E_UNKNOWN_WORD, "'tia' ends where a day" },
	{ "tia 2022-05-01 for", CV_E_UNKNOWN_WORD, "ends where a country code" },
	{ "tia 2022-05-01 review", CV_E_UNKNOWN_WORD, "ends where a day" },
	{ "onward-contract", CV_E_UNKNOWN_WORD, "ends where a day" },
	{ "derogation", CV_E_UNKNOWN_WORD, "ends where the slug of a derogation" },
	{ "derogation art49-1-a", CV_E_UNKNOWN_WORD, "ends where 'occasional'" },
	{ "dpf-eu-us active", CV_E_UNKNOWN_WORD, "ends where a range of days" },
	{ "dpf-eu-us active 2023-07-17..", CV_E_UNKNOWN_WORD, "ends where 'hr'" },
	/* days */
	{ "scc-2021-m2 signed 2022-02-30", CV_E_DATE, "'2022-02-30' is not a day of the calendar" },
	{ "scc-2021-m2 signed 2023-02-29", CV_E_DATE, "'2023-02-29' is not a day" },
	{ "scc-2021-m2 signed 01.02.2022", CV_E_DATE, "'01.02.2022' is not a day" },
	{ "scc-2021-m2 signed 2022-1-1", CV_E_DATE, "YYYY-MM-DD" },
	{ "scc-2021-m2 signed on 2022-01-01", CV_E_DATE, "'on' is not a day" },
	{ "scc-2021-m2 signed 2022-01-01 changed 2022-13-01", CV_E_DATE, "'2022-13-01' is not a day" },
	{ "scc-2021-m2 signed 2022-01-01 notified soon", CV_E_DATE, "'soon' is not a day" },
	{ "tia yesterday", CV_E_DATE, "'yesterday' is not a day" },
	{ "tia 2022-05-01 review 2023-06-31", CV_E_DATE, "'2023-06-31' is not a day" },
	{ "onward-contract 2022-00-01", CV_E_DATE, "'2022-00-01' is not a day" },
	{ "dpf-eu-us active 2023-07-17 hr", CV_E_UNKNOWN_WORD, "'2023-07-17' where a range of days, D1.. or D1..D2" },
	{ "dpf-eu-us active ..2023-07-17 hr", CV_E_UNKNOWN_WORD, "a range of days" },
	{ "dpf-eu-us active 2023-07-17...2024-07-17 hr", CV_E_UNKNOWN_WORD, "a range of days" },
	{ "dpf-eu-us active 2023-02-30.. hr", CV_E_UNKNOWN_WORD, "'2023-02-30..' where a range of days" },
	{ "dpf-eu-us active 2023-07-17..2024-02-30 hr", CV_E_UNKNOWN_WORD, "a range of days" },
	{ "dpf-eu-us active 2023-07-17..2023-07-16 hr", CV_E_UNKNOWN_WORD, "a range that does not run backwards" },
	/* order, and too much of it */
	{ "scc-2021-m2 swiss-adapted signed 2022-01-01", CV_E_UNKNOWN_WORD, "'swiss-adapted' where 'signed'" },
	{ "scc-2021-m2 signed 2022-01-01 swiss-adapted changed 2022-02-01", CV_E_UNKNOWN_WORD,
		"words come in a fixed order" },
	{ "scc-2021-m2 signed 2022-01-01 notified 2022-02-01 changed 2022-02-01", CV_E_UNKNOWN_WORD,
		"'changed' where the end" },
	{ "scc-2021-m2 signed 2022-01-01 signed 2022-01-02", CV_E_UNKNOWN_WORD, "'signed' where the end of the item" },
	{ "tia 2022-05-01 review 2023-05-01 for US", CV_E_UNKNOWN_WORD, "'for' where the end" },
	{ "tia 2022-05-01, tia 2022-06-01", CV_E_DATE, "'2022-05-01,' is not a day" },
	{ "onward-contract 2022-01-01 US", CV_E_UNKNOWN_WORD, "'US' where the end" },
	{ "scc claimed 2022-01-01", CV_E_UNKNOWN_WORD, "'2022-01-01' where the end" },
	{ "derogation art49-1-a occasional met failed", CV_E_UNKNOWN_WORD, "'failed' where the end" },
	{ "tia 2022-05-01 for US review 2023-05-01 a b c d e f g h i j k", CV_E_UNKNOWN_WORD, "has too many words" },
	/* what no keyboard types */
	{ "scc-2021-m2\x01 signed 2022-01-01", CV_E_UNKNOWN_WORD, "where a mechanism slug" },
	{ "scc-2021-m2 signed 2022-01-01\x7f", CV_E_DATE, "is not a day" },
	{ "\xEF\xBB\xBF"
	  "scc-2021-m2 signed 2022-01-01",
		CV_E_UNKNOWN_WORD, "where a mechanism slug" },
	{ "scc-2021-m2\xC2\xA0"
	  "signed 2022-01-01",
		CV_E_UNKNOWN_WORD, "where a mechanism slug" },
	{ "scc\xE2\x80\x91"
	  "2021-m2 signed 2022-01-01",
		CV_E_UNKNOWN_WORD, "where a mechanism slug" },
};

static void bad_safeguards(void **state)
{
	struct law_tool tool[LAW_TOOLS_MAX];
	size_t n;

	(void)state;
	for (size_t i = 0; i < CV_LEN(no_safeguards); i++) {
		const struct refusal *r = &no_safeguards[i];
		struct cv_str second = { 0 };
		struct cv_error err = { 0 };

		refused(law_tools_parse(pack, r->text, tool, &n, &err), &err, "safeguards", r);
		cv_str_printf(&second, "tia 2022-05-01; %s", r->text); /* the item is named, not the cell */
		err = (struct cv_error){ 0 };
		refused(law_tools_parse(pack, cv_str_text(&second), tool, &n, &err), &err, "safeguards", r);
		assert_null(strstr(err.msg, "tia 2022-05-01;"));
		assert_int_equal(law_tools_parse(pack, r->text, tool, &n, NULL), r->code);
		cv_str_finish(&second);
	}
}

static void too_many_safeguards(void **state)
{
	static const struct refusal r = { "65 items", CV_E_TOO_BIG, "more than 64 safeguards" };
	struct law_tool tool[LAW_TOOLS_MAX];
	struct cv_error err = { 0 };
	struct cv_str text = { 0 };
	size_t n;

	(void)state;
	for (int i = 0; i <= LAW_TOOLS_MAX; i++)
		cv_str_puts(&text, "tia 2022-05-01;");
	refused(law_tools_parse(pack, cv_str_text(&text), tool, &n, &err), &err, "safeguards", &r);
	cv_str_finish(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(instruments), cmocka_unit_test(certifications), cmocka_unit_test(the_other_kinds),
		cmocka_unit_test(several_items), cmocka_unit_test(bad_safeguards),
		cmocka_unit_test(too_many_safeguards),
	};
	struct cv_error err = { 0 };

	pack = law_builtin(&err);
	return pack ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}

/* Whom the list of the Data Privacy Framework means, and what it leaves to a person. */
#include "tests/import/dpf_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- days ---- */

static void reads(const char *text, enum imp_days days, enum imp_dpf_read wanted, const char *day)
{
	char buf[CV_DAY_TEXT];
	cv_day d;
	enum imp_dpf_read got = imp_dpf_day(text, days, &d);

	if (got != wanted)
		fail_msg("'%s' gives %d", text, (int)got);
	if (wanted == IMP_DPF_DAY)
		assert_string_equal(cv_day_text(d, buf), day);
}

static void test_days(void **state)
{
	CV_UNUSED(state);
	reads("2023-07-17", IMP_DAYS_ASK, IMP_DPF_DAY, "2023-07-17");
	reads(" 2023-07-17T00:00:00.000Z", IMP_DAYS_ASK, IMP_DPF_DAY, "2023-07-17");
	reads("7/17/2023", IMP_DAYS_ASK, IMP_DPF_DAY, "2023-07-17");
	reads("7/17/2023 12:00:00 AM", IMP_DAYS_DMY, IMP_DPF_DAY, "2023-07-17");
	reads("17.07.2023", IMP_DAYS_ASK, IMP_DPF_DAY, "2023-07-17");
	reads("7/17/23", IMP_DAYS_ASK, IMP_DPF_DAY, "2023-07-17");
	reads("03/04/2024", IMP_DAYS_ASK, IMP_DPF_AMBIGUOUS, "");
	reads("03/04/2024", IMP_DAYS_MDY, IMP_DPF_DAY, "2024-03-04");
	reads("03/04/2024", IMP_DAYS_DMY, IMP_DPF_DAY, "2024-04-03");
	reads("04/04/2024", IMP_DAYS_ASK, IMP_DPF_DAY, "2024-04-04");
	reads("17 Jul 2023", IMP_DAYS_ASK, IMP_DPF_DAY, "2023-07-17");
	reads("July 17, 2023", IMP_DAYS_ASK, IMP_DPF_DAY, "2023-07-17");
	reads("17-Sept-23", IMP_DAYS_ASK, IMP_DPF_DAY, "2023-09-17");
	reads("45124", IMP_DAYS_ASK, IMP_DPF_DAY, "2023-07-17");
	reads("45124.5", IMP_DAYS_ASK, IMP_DPF_DAY, "2023-07-17");
	reads("", IMP_DAYS_ASK, IMP_DPF_EMPTY, "");
	reads(" N/A ", IMP_DAYS_ASK, IMP_DPF_EMPTY, "");
	reads("\xE2\x80\x93", IMP_DAYS_ASK, IMP_DPF_EMPTY, "");
	for (const char *const *bad = (const char *const[]){ "2026-02-30", "2/30/2026", "13/13/2024", "soon", "2023",
		     "90210", "7/17/2023x", "17 Juli 20230", "7-17/2023", "2023-7", "May", "1/1/0001", NULL };
		*bad; bad++)
		reads(*bad, IMP_DAYS_ASK, IMP_DPF_NO_DAY, "");
	assert_int_equal(imp_dpf_order("7/17/2023"), 1);
	assert_int_equal(imp_dpf_order("17/7/2023"), -1);
	assert_int_equal(imp_dpf_order("3/4/2024"), 0);
	assert_int_equal(imp_dpf_order("2024-17-03"), 0);
}

static void test_order_of_days(void **state)
{
	struct fixture *f = *state;
	struct cv_error err = { 0 };

	dpf_parties(f, "acme,\"Acme, Inc.\",,US,\n");
	assert_int_equal(
		dpf_take(f, HEADER "A,\"Acme, Inc.\",3/4/2024,,,EU-U.S. DPF,Active,No,Yes,\n", &err), CV_E_REFUSED);
	assert_string_equal(f->rep.refusal[0].column, "Install Date");
	assert_non_null(strstr(f->rep.refusal[0].reason, "--days"));
	dpf_list(f,
		"B,Beta LLC,7/17/2023,,,EU-U.S. DPF,Active,No,Yes,\n"
		"A,\"Acme, Inc.\",3/4/2024,,,EU-U.S. DPF,Active,No,Yes,\n");
	dpf_on_file(f, "acme dpf-eu-us non-hr 2024-03-04 - active 2026-03-02\n");
}

/* ---- who is meant ---- */

static void test_several_of_ours(void **state)
{
	struct fixture *f = *state;
	const char *row = "A,\"Acme, Inc.\",2023-07-17,,,EU-U.S. DPF,Active,No,Yes,\n";
	struct imp_answer answer[] = { { "ACME Inc", "acme-us", true }, { "Acme Inc.", "acme-2", false } };

	dpf_parties(f,
		"acme-us,Acme One,Acme Inc,US,\n"
		"acme-2,Acme Two,ACME INC.,US,\n");
	dpf_list(f, row);
	dpf_counts(f, 0, 0, 0, 1);
	dpf_asked(f, 1, "'Acme, Inc.' on the list could be acme-2 or acme-us");
	dpf_asked(f, 1, "--same 'Acme, Inc.=acme-2'");
	dpf_on_file(f, "");
	f->opt.answer = &answer[1];
	f->opt.n_answers = 1;
	dpf_list(f, row);
	dpf_on_file(f, "acme-us dpf-eu-us non-hr 2023-07-17 - active 2026-03-02\n");
	f->opt.answer = &answer[0];
	dpf_list(f, row);
	dpf_counts(f, 0, 0, 1, 0);
	assert_int_equal(f->rep.questions, 0);
}

static void test_another_country(void **state)
{
	struct fixture *f = *state;
	const char *rows = "G,Gamma GmbH,2023-07-17,,,EU-U.S. DPF,Active,No,Yes,\n"
			   "G,Gamma GmbH,2023-07-17,,,UK Extension,Active,No,Yes,\n";
	struct imp_answer answer = { "gamma gmbh", "gamma", true };

	dpf_parties(f, "gamma,Gamma GmbH,,DE,\n");
	dpf_list(f, rows);
	dpf_asked(f, 1, "participants are entities in US; gamma (Gamma GmbH) is on file in DE");
	dpf_counts(f, 0, 0, 0, 2);
	answer.same = false;
	f->opt.answer = &answer;
	f->opt.n_answers = 1;
	dpf_list(f, rows);
	assert_int_equal(f->rep.questions, 0);
	dpf_on_file(f, "");
	answer.same = true;
	dpf_list(f, rows);
	dpf_on_file(f,
		"gamma dpf-eu-us non-hr 2023-07-17 - active 2026-03-02\n"
		"gamma dpf-uk-extension non-hr 2023-10-12 - active 2026-03-02\n");
}

static void test_an_id_is_no_name(void **state)
{
	struct fixture *f = *state;

	dpf_parties(f, "box,Cardboard Ltd,,US,\n");
	dpf_list(f, "box,Box Storage LLC,2023-07-17,,,EU-U.S. DPF,Active,No,Yes,box\n");
	dpf_counts(f, 0, 0, 0, 1);
}

/* Covered entities: commas in names, forms that are no names, names that others begin with. */
static void test_covered(void **state)
{
	struct fixture *f = *state;

	dpf_parties(f,
		"acme,\"Acme, Inc.\",,US,\n"
		"beta,Beta LLC,,US,\n"
		"law,\"Smith, Jones & Co., LLP\",,US,\n"
		"smith,Smith,,US,\n"
		"inc,Inc.,,US,\n"
		"att,AT&T Test,,US,\n"
		"last,Last Of All,,,\n");
	dpf_list(f,
		"P,Parent Corp,2023-07-17,,,EU-U.S. DPF,Active,No,Yes,\"Foo Ltd., Acme, Inc., Beta LLC\"\n"
		"Q,Quiet Corp,2023-07-17,,,EU-U.S. DPF,Active,No,Yes,\"Inc., Delta LLC, , Ltd.\"\n");
	dpf_on_file(f,
		"acme dpf-eu-us non-hr 2023-07-17 - active 2026-03-02\n"
		"beta dpf-eu-us non-hr 2023-07-17 - active 2026-03-02\n");
	dpf_counts(f, 1, 0, 0, 1);
	assert_int_equal(f->rep.questions, 0);
	dpf_list(f,
		"P,Parent Corp,2023-07-17,,,Swiss-U.S. DPF,Active,Yes,No,\"Zed Inc.\n"
		"Smith, Jones & Co., LLP; AT&amp;T Test\n"
		"- Last of all\"\n");
	assert_int_equal(f->rep.questions, 2); /* acme and beta are no longer there */
	dpf_on_file(f,
		"acme dpf-eu-us non-hr 2023-07-17 - active 2026-03-02\n"
		"beta dpf-eu-us non-hr 2023-07-17 - active 2026-03-02\n"
		"att dpf-swiss-us hr 2024-09-15 - active 2026-03-02\n"
		"last dpf-swiss-us hr 2024-09-15 - active 2026-03-02\n"
		"law dpf-swiss-us hr 2024-09-15 - active 2026-03-02\n");
}

static void test_half_a_name(void **state)
{
	struct fixture *f = *state;

	dpf_parties(f,
		"smith,Smith,,US,\n"
		"plain,Plain,,US,\n");
	dpf_list(f,
		"P,Parent Corp,2023-07-17,,,EU-U.S. DPF,Active,No,Yes,\"Smith, Brown LLC\"\n"
		"R,Rest Corp,2023-07-17,,,EU-U.S. DPF,Active,No,Yes,\"Other, Plain, Third\"\n");
	dpf_asked(f, 1, "Is 'Smith' on the list our party smith?");
	dpf_asked(f, 1, "it may be a part only of the name that stands there: Smith, Brown LLC");
	dpf_on_file(f, "plain dpf-eu-us non-hr 2023-07-17 - active 2026-03-02\n");
}

static void test_public_names(void **state)
{
	struct fixture *f = *state;
	struct imp_answer answer = { "Atlas Health LLC", "atlas", true };
	const char *two = "Atlas,Atlas Maps Inc,2023-07-17,,,EU-U.S. DPF,Active,No,Yes,\n"
			  "Atlas,Atlas Health LLC,2023-08-01,,,EU-U.S. DPF,Active,Yes,Yes,\n";

	dpf_parties(f, "atlas,Atlas,,US,\n");
	dpf_list(f, two);
	dpf_asked(f, 1, "Is our party atlas 'Atlas Maps Inc' or 'Atlas Health LLC' on the list?");
	dpf_on_file(f, "");
	f->opt.answer = &answer;
	f->opt.n_answers = 1;
	dpf_list(f, two);
	assert_int_equal(f->rep.questions, 0);
	dpf_on_file(f, "atlas dpf-eu-us hr;non-hr 2023-08-01 - active 2026-03-02\n");
	f->opt.n_answers = 0;
	dpf_list(f, "Atlas,Atlas Maps Inc,2023-07-17,,,UK Extension to the EU-U.S. DPF,Active,No,Yes,\n");
	dpf_noted(f, "atlas is matched by the public name: 'Atlas' is 'Atlas Maps Inc' by its legal name");
	dpf_list(f,
		"Atlas,Atlas Maps Inc,2023-07-17,,,Swiss-U.S. DPF,Active,No,Yes,\n"
		"A,Atlas,2023-07-17,,,Swiss-U.S. DPF,Active,Yes,No,\n");
	dpf_on_file(f,
		"atlas dpf-eu-us hr;non-hr 2023-08-01 - active 2026-03-02\n"
		"atlas dpf-uk-extension non-hr 2023-10-12 - active 2026-03-02\n"
		"atlas dpf-swiss-us hr 2024-09-15 - active 2026-03-02\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days),
		IN_REGISTER(test_order_of_days),
		IN_REGISTER(test_several_of_ours),
		IN_REGISTER(test_another_country),
		IN_REGISTER(test_an_id_is_no_name),
		IN_REGISTER(test_covered),
		IN_REGISTER(test_half_a_name),
		IN_REGISTER(test_public_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

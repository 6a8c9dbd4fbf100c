/* Who relies on the Data Privacy Framework and is not on its list; and lists of another shape. */
#include "tests/import/dpf_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- who relies on it ---- */

static void relying(struct fixture *f)
{
	dpf_parties(f,
		"ours-ie,Ours Ltd,,IE,yes\n"
		"ours-uk,Ours UK Ltd,,GB,yes\n"
		"acme,\"Acme, Inc.\",,US,\n"
		"beta,Beta,,US,\n");
	dpf_certifications(f,
		"acme,dpf-eu-us,non-hr,2023-07-17,,active,2024-01-01\n"
		"acme,dpf-uk-extension,non-hr,2023-10-12,,active,2024-01-01\n");
	dpf_imports(f,
		"id,exporter,importer,country\n"
		"ie-acme-us,ours-ie,acme,US\n"
		"uk-acme-us,ours-uk,acme,US\n"
		"ie-acme-in,ours-ie,acme,IN\n"
		"any-beta-us,,beta,US\n");
	dpf_imports(f,
		"importer,mechanism,flags\n"
		"beta,dpf,claimed\n");
}

static void test_not_found(void **state)
{
	struct fixture *f = *state;

	relying(f);
	dpf_list(f,
		"Z,\"Beta, LLC\",2023-07-17,,,EU-U.S. DPF,Active,No,Yes,\n"
		"Y,Yew LLC,2023-07-17,,,EU-U.S. DPF,Active,No,Yes,\n");
	dpf_counts(f, 0, 0, 0, 2);
	assert_int_equal(f->rep.import, 0);
	dpf_asked(f, 2, "acme (Acme, Inc.) relies on the framework and is not found on the list");
	dpf_asked(f, 2, "2 transfers rest on it: ie-acme-us, uk-acme-us");
	dpf_asked(f, 2,
		"line 2 has 'Beta, LLC', which differs in the legal form only; 1 transfer rests on it: any-beta-us");
	dpf_asked(f, 2, "--same 'Beta, LLC=beta'");
	dpf_asked(f, 2, "the claim stays a claim");
	dpf_list(f, "A,\"Acme, Inc.\",2023-07-17,,,EU-U.S. DPF,Active,No,Yes,\n");
	dpf_asked(f, 2, "acme (Acme, Inc.) is on the list, but not for dpf-uk-extension: did that end?");
	dpf_asked(f, 2, "1 transfer rests on it: uk-acme-us");
	dpf_list(f,
		"A,\"Acme, Inc.\",2023-07-17,,2025-01-01,EU-U.S. DPF,Inactive,No,Yes,\n"
		"A,\"Acme, Inc.\",2023-07-17,,2025-01-01,UK Extension,Inactive,No,Yes,\n"
		"B,Beta,2023-07-17,,2025-01-01,Swiss-U.S. DPF,Lapsed,No,Yes,\n");
	dpf_noted(f,
		"acme is not active on the list for dpf-eu-us, dpf-uk-extension: 2 transfers rest on it: "
		"ie-acme-us, uk-acme-us");
	dpf_noted(f,
		"beta, said to take part, is not active on the list for dpf-swiss-us: 1 transfer rests on it: "
		"any-beta-us");
	assert_int_equal(f->rep.questions, 0);
}

static void test_complete(void **state)
{
	struct fixture *f = *state;
	const char *text = HEADER "A,\"Acme, Inc.\",2023-07-17,,,EU-U.S. DPF,Active,No,Yes,\n";
	struct cv_error err = { 0 };

	relying(f);
	f->opt.complete = true;
	f->opt.max_ended = 20;
	assert_int_equal(dpf_take(f, text, &err), CV_E_STOPPED);
	assert_non_null(strstr(err.msg, "1 of 2 current certifications (50 %) are absent"));
	f->opt.max_ended = 50;
	dpf_imports(f, text);
	assert_int_equal(f->rep.ended, 1);
	dpf_noted(f,
		"acme is absent from the full list for dpf-uk-extension, which ends: 1 transfer rests on "
		"it: uk-acme-us");
	dpf_asked(f, 1, "beta");
	dpf_on_file(f,
		"acme dpf-eu-us non-hr 2023-07-17 - active 2026-03-02\n"
		"acme dpf-uk-extension non-hr 2023-10-12 2026-03-02 lapsed 2026-03-02\n");
	dpf_days_later(f, 1);
	dpf_imports(f, text);
	assert_int_equal(f->rep.ended, 0);
	assert_int_equal(f->rep.import, 0);
}

/* Half a list is noticed without being told to, and a dry run says so beside its plan. */
static void test_half_a_list(void **state)
{
	struct fixture *f = *state;
	CV_AUTO(cv_str_finish) struct cv_str parties = { 0 }, list = { 0 };
	struct cv_error err = { 0 };

	for (char c = 'a'; c <= 'l'; c++) {
		cv_str_printf(&parties, "%c%c,%c%c Inc,,US,\n", c, c, c, c);
		cv_str_printf(&list, "%c,%c%c Inc,2023-07-17,,,EU-U.S. DPF,Active,No,Yes,\n", c, c, c);
	}
	dpf_parties(f, cv_str_text(&parties));
	dpf_list(f, cv_str_text(&list));
	dpf_days_later(f, 1);
	f->opt.complete = true;
	f->opt.max_ended = -1;
	cv_str_clear(&parties);
	cv_str_printf(&parties, HEADER "%.*s", (int)(strstr(list.data, "\nd,") + 1 - list.data), list.data);
	assert_int_equal(dpf_take(f, cv_str_text(&parties), &err), CV_E_STOPPED);
	assert_non_null(strstr(err.msg, "9 of 12 current certifications (75 %) are absent"));
	f->opt.dry_run = true;
	assert_int_equal(dpf_take(f, cv_str_text(&parties), &err), CV_E_STOPPED);
	assert_non_null(f->rep.plan);
	assert_int_equal(f->rep.ended, 9);
	f->opt.dry_run = false;
	f->opt.max_ended = 75;
	dpf_imports(f, cv_str_text(&parties));
	assert_int_equal(f->rep.ended, 9);
}

/* ---- the file ---- */

static void test_other_headers(void **state)
{
	struct fixture *f = *state;
	struct imp_map map = { "Ende", "until" };

	dpf_parties(f, "acme,\"Acme, Inc.\",,US,\n");
	dpf_imports(f,
		"Framework;NonHRData;Organization;HRData;PublicStatus;LegalName;InstallDate;Ende\n"
		"DPF-EU-US;TRUE;Acme;FALSE;active;ACME INC;45124;\n");
	assert_string_equal(f->rep.kind, "dpf-list");
	dpf_noted(f, "the column 'Ende' says nothing about a certification");
	dpf_on_file(f, "acme dpf-eu-us non-hr 2023-07-17 - active 2026-03-02\n");
	f->opt.map = &map;
	f->opt.n_maps = 1;
	f->opt.as = "dpf-list";
	dpf_imports(f,
		"Legal Name,Frameworks,Covered Data,Active Since,Ende\n"
		"Acme Inc,EU-US Data Privacy Framework; Swiss-US DPF,"
		"\"HR, Non-HR\",July 17 2023,2025-02-03\n"
		"Beta,?,?,?,?\n");
	dpf_on_file(f,
		"acme dpf-eu-us hr;non-hr 2023-07-17 2025-02-03 inactive 2026-03-02\n"
		"acme dpf-swiss-us hr;non-hr 2024-09-15 2025-02-03 inactive 2026-03-02\n");
}

static void refuses(struct fixture *f, const char *row, const char *column, const char *words)
{
	struct cv_error err = { 0 };
	char text[2048];

	snprintf(text, sizeof(text), HEADER "%s\n", row);
	assert_int_equal(dpf_take(f, text, &err), CV_E_REFUSED);
	assert_int_equal(f->rep.refused, 1);
	assert_int_equal(f->rep.refusal[0].line, 2);
	assert_string_equal(f->rep.refusal[0].column, column);
	if (strstr(f->rep.refusal[0].reason, words) == NULL)
		fail_msg("'%s'", f->rep.refusal[0].reason);
}

static void test_refused(void **state)
{
	struct fixture *f = *state;
	struct cv_error err = { 0 };

	dpf_parties(f, "acme,\"Acme, Inc.\",,US,\n");
	refuses(f, "A,Acme Inc,2023-07-17,,,Mars Framework,Active,No,Yes,", "Framework",
		"'Mars Framework' is no framework");
	refuses(f, "A,Acme Inc,2023-07-17,,,,Active,No,Yes,", "Framework", "no framework is named");
	refuses(f, "A,Acme Inc,2023-07-17,,,EU-U.S. DPF,Maybe,No,Yes,", "Status", "'Maybe' is no status");
	refuses(f, "A,Acme Inc,2023-07-17,,,EU-U.S. DPF,Active,Perhaps,Yes,", "HR Data", "neither Yes nor No");
	refuses(f, "A,Acme Inc,2023-02-30,,,EU-U.S. DPF,Active,No,Yes,", "Install Date", "not a day of the calendar");
	refuses(f, "A,Acme Inc,2023-07-17", "", "3 cells where the header has 10");
	dpf_list(f, "Z,Zed LLC,someday,,,Mars Framework,Maybe,Perhaps,Yes,\n"); /* not about us */
	dpf_counts(f, 0, 0, 0, 1);
	f->opt.as = "dpf-list";
	assert_int_equal(dpf_take(f,
				 "Company,Status\n"
				 "Acme Inc,Active\n",
				 &err),
		CV_E_CSV);
	assert_non_null(strstr(err.msg, "needs the column Framework"));
	assert_int_equal(dpf_take(f, HEADER, &err), CV_E_CSV);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_REGISTER(test_not_found),
		IN_REGISTER(test_complete),
		IN_REGISTER(test_half_a_list),
		IN_REGISTER(test_other_headers),
		IN_REGISTER(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What the list of the Data Privacy Framework makes of certifications on file. */
#include "tests/import/dpf_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- what becomes of certifications ---- */

static void test_same_file_later(void **state)
{
	struct fixture *f = *state;
	const char *rows =
		"A,\"Acme, Inc.\",7/17/2023,7/17/2026,,EU-U.S. DPF,Active - Re-certification under Review,No,Yes,\n"
		"Z,Zed LLC,7/17/2023,7/17/2025,8/1/2025,EU-U.S. DPF,Inactive,No,Yes,\n";
	int64_t seq, before;

	dpf_parties(f, "acme,\"Acme, Inc.\",,US,\n");
	dpf_list(f, rows);
	dpf_counts(f, 1, 0, 0, 1);
	assert_int_equal(reg_seq(f->r, &before, NULL), CV_OK);
	dpf_days_later(f, 3);
	dpf_list(f, rows);
	dpf_counts(f, 0, 0, 1, 1);
	assert_int_equal(reg_seq(f->r, &seq, NULL), CV_OK);
	assert_int_equal(seq, before);
	dpf_list(f,
		"Y,Yew LLC,7/17/2023,7/17/2025,8/1/2025,EU-U.S. DPF,Inactive,No,Yes,\n"
		"A,\"Acme, Inc.\",7/17/2023,7/17/2026,,EU-U.S. DPF,Active,No,Yes,\n");
	dpf_counts(f, 0, 1, 0, 1);
	dpf_on_file(f, "acme dpf-eu-us non-hr 2023-07-17 - active 2026-03-05\n");
	dpf_days_later(f, 1);
	dpf_list(f, rows); /* the older list again is no later proof */
	dpf_counts(f, 0, 0, 1, 1);
}

/* The first day begins anew with each re-certification, and a due day typed as the end is none. */
static void test_goes_on(void **state)
{
	struct fixture *f = *state;

	dpf_parties(f,
		"acme,\"Acme, Inc.\",,US,\n"
		"beta,Beta LLC,,US,\n"
		"old,Old Corp,,US,\n");
	dpf_certifications(f,
		"acme,dpf-eu-us,non-hr,2023-07-17,2026-07-17,active,2024-01-01\n"
		"beta,dpf-eu-us,non-hr,2023-09-01,,active,\n"
		"old,dpf-eu-us,non-hr,2023-09-01,2024-09-01,active,\n");
	dpf_list(f,
		"A,\"Acme, Inc.\",2025-07-16,2026-07-16,,EU-U.S. DPF,Active,Yes,Yes,\n"
		"B,Beta LLC,2016-08-01,2026-08-01,,EU-U.S. DPF,Active,No,Yes,\n"
		"O,Old Corp,2025-02-01,2026-02-01,,EU-U.S. DPF,Active,No,Yes,\n");
	dpf_on_file(f,
		"acme dpf-eu-us hr;non-hr 2023-07-17 - active 2026-03-02\n"
		"beta dpf-eu-us non-hr 2023-09-01 - active 2026-03-02\n"
		"old dpf-eu-us non-hr 2023-09-01 2024-09-01 active \n"
		"old dpf-eu-us non-hr 2025-02-01 - active 2026-03-02\n");
}

static void test_ends(void **state)
{
	struct fixture *f = *state;
	const char *rows = "A,\"Acme, Inc.\",2023-07-17,2025-07-17,2025-08-01,EU-U.S. DPF,Inactive,No,Yes,\n"
			   "B,Beta LLC,2023-08-01,2025-08-01,2025-03-01,EU-U.S. DPF,Inactive,No,Yes,\n"
			   "C,Cee Corp,2023-08-01,2025-08-01,,EU-U.S. DPF,Inactive,No,Yes,\n"
			   "D,Dee Corp,2016-09-01,2018-09-01,2018-09-02,EU-U.S. DPF,Inactive,No,Yes,\n"
			   "E,Eee Corp,2023-08-01,,2025-08-01,EU-U.S. DPF,Withdrawn,No,Yes,\n";
	const char *then = "acme dpf-eu-us non-hr 2023-07-17 2025-08-01 lapsed 2026-03-02\n"
			   "cee dpf-eu-us non-hr 2023-08-01 - inactive 2026-03-02\n"
			   "beta dpf-eu-us non-hr 2023-08-01 2025-03-01 withdrawn 2026-03-02\n"
			   "eee dpf-eu-us non-hr 2023-08-01 2025-08-01 withdrawn 2026-03-02\n";

	dpf_parties(f,
		"acme,\"Acme, Inc.\",,US,\n"
		"beta,Beta LLC,,US,\n"
		"cee,Cee Corp,,US,\n"
		"dee,Dee Corp,,US,\n"
		"eee,Eee Corp,,US,\n");
	dpf_certifications(f,
		"acme,dpf-eu-us,non-hr,2023-07-17,,active,2024-01-01\n"
		"cee,dpf-eu-us,non-hr,2023-08-01,,active,2024-01-01\n");
	dpf_list(f, rows);
	dpf_counts(f, 2, 2, 1, 0);
	dpf_noted(f, "acme is not active on the list for dpf-eu-us: no transfer on file rests on it");
	dpf_on_file(f, then);
	dpf_days_later(f, 9);
	dpf_list(f,
		"Z,Zed LLC,2023-07-17,,,EU-U.S. DPF,Active,No,Yes,\n"
		"E,Eee Corp,2023-08-01,,2025-08-01,EU-U.S. DPF,Withdrawn,No,Yes,\n"
		"C,Cee Corp,2023-08-01,2025-08-01,,EU-U.S. DPF,Inactive,No,Yes,\n"
		"A,\"Acme, Inc.\",2023-07-17,2025-07-17,2025-08-01,"
		"EU-U.S. DPF,Inactive,No,Yes,\n");
	dpf_counts(f, 0, 0, 3, 1);
	dpf_on_file(f, then);
}

static void test_comes_back(void **state)
{
	struct fixture *f = *state;

	dpf_parties(f,
		"acme,\"Acme, Inc.\",,US,\n"
		"beta,Beta LLC,,US,\n");
	dpf_certifications(f,
		"acme,dpf-eu-us,non-hr,2023-07-17,2025-08-01,lapsed,2025-09-01\n"
		"beta,dpf-eu-us,non-hr,2023-07-17,2025-08-01,lapsed,2025-09-01\n");
	dpf_list(f,
		"A,\"Acme, Inc.\",2025-10-01,2026-10-01,,EU-U.S. DPF,Active,No,Yes,\n"
		"B,Beta LLC,2023-07-17,2026-07-17,,EU-U.S. DPF,Active,No,Yes,\n");
	dpf_asked(f, 1, "Was beta under dpf-eu-us all the time?");
	dpf_asked(f, 1, "on file it ended on 2025-08-01, the list says active since 2023-07-17");
	dpf_on_file(f,
		"acme dpf-eu-us non-hr 2023-07-17 2025-08-01 lapsed 2025-09-01\n"
		"beta dpf-eu-us non-hr 2023-07-17 2025-08-01 lapsed 2025-09-01\n"
		"acme dpf-eu-us non-hr 2025-10-01 - active 2026-03-02\n"
		"beta dpf-eu-us non-hr 2026-03-02 - active 2026-03-02\n");
	dpf_list(f,
		"B,Beta LLC,2023-07-17,2026-07-17,,EU-U.S. DPF,Active,No,Yes,\n"
		"A,\"Acme, Inc.\",2025-10-01,2026-10-01,,EU-U.S. DPF,Active,No,Yes,\n");
	dpf_counts(f, 0, 0, 2, 0);
	assert_int_equal(f->rep.questions, 0);
}

static void test_history_beside(void **state)
{
	struct fixture *f = *state;
	const char *rows[] = { "A,\"Acme, Inc.\",2023-07-17,2024-07-17,2024-08-01,EU-U.S. DPF,Inactive,No,Yes,\n",
		"P,Parent Corp,2025-01-01,2027-01-01,,EU-U.S. DPF,Active,No,Yes,\"Acme, Inc.\"\n",
		"Q,Queen Corp,2025-03-01,2027-03-01,,EU-U.S. DPF,Active,Yes,No,\"Acme, Inc.\"\n" };
	const char *then = "acme dpf-eu-us non-hr 2023-07-17 2024-08-01 lapsed 2026-03-02\n"
			   "acme dpf-eu-us hr;non-hr 2025-01-01 - active 2026-03-02\n";
	char text[1024];

	dpf_parties(f, "acme,\"Acme, Inc.\",,US,\n");
	snprintf(text, sizeof(text), "%s%s%s", rows[2], rows[0], rows[1]);
	dpf_list(f, text);
	dpf_counts(f, 2, 0, 1, 0);
	dpf_on_file(f, then);
	snprintf(text, sizeof(text), "%s%s%s", rows[1], rows[2], rows[0]);
	dpf_list(f, text);
	dpf_counts(f, 0, 0, 3, 0);
	dpf_on_file(f, then);
}

static void test_contradictions(void **state)
{
	struct fixture *f = *state;
	const char *rows = "A,\"Acme, Inc.\",2023-07-17,,2025-01-01,EU-U.S. DPF,Active,No,Yes,\n"
			   "B,Beta LLC,2023-08-01,2025-08-01,2024-08-01,EU-U.S. DPF,Inactive,No,Yes,\n"
			   "C,Cee Corp,2023-08-01,2026-08-01,2026-06-01,EU-U.S. DPF,Active,No,Yes,\n";
	const char *then = "beta dpf-eu-us non-hr 2025-01-01 - withdrawn 2026-03-02\n"
			   "cee dpf-eu-us non-hr 2023-08-01 2026-06-01 active 2026-03-02\n";

	dpf_parties(f,
		"acme,\"Acme, Inc.\",,US,\n"
		"beta,Beta LLC,,US,\n"
		"cee,Cee Corp,,US,\n");
	dpf_certifications(f, "beta,dpf-eu-us,non-hr,2025-01-01,,active,2025-01-01\n");
	dpf_list(f, rows);
	dpf_asked(f, 2, "Is 'Acme, Inc.' active, or inactive since 2025-01-01?");
	dpf_asked(f, 2, "the list says inactive since 2024-08-01, but an entry on file began on 2025-01-01");
	dpf_on_file(f, then);
	dpf_list(f, rows);
	dpf_on_file(f, then);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_REGISTER(test_same_file_later),
		IN_REGISTER(test_goes_on),
		IN_REGISTER(test_ends),
		IN_REGISTER(test_comes_back),
		IN_REGISTER(test_history_beside),
		IN_REGISTER(test_contradictions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What is left of a name without its legal form and country. */
#include "registry/registry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const char *const acme[] = {
	"Acme",
	"ACME, Inc.",
	"Acme Incorporated",
	"Acme L.L.C.",
	"Acme LLC",
	"Acme Ltd",
	"Acme Limited",
	"Acme (UK) Ltd",
	"Acme UK Ltd.",
	"Acme (UK) Limited",
	"Acme GmbH",
	"Acme Deutschland GmbH",
	"Acme Germany GmbH",
	"Acme GmbH & Co. KG",
	"Acme AG",
	"Acme SE",
	"ACME S.A.",
	"Acme S/A",
	"Acme SAS",
	"Acme S.A.S.",
	"Acme SARL",
	"Acme S.à r.l.",
	"Acme Sàrl",
	"Acme B.V.",
	"Acme BV",
	"Acme N.V.",
	"Acme AB",
	"Acme AB (publ)",
	"Acme A/S",
	"Acme ApS",
	"Acme Oy",
	"Acme Oyj",
	"Acme Pty Ltd",
	"Acme (Pty) Ltd",
	"Acme Pte. Ltd.",
	"Acme Private Limited",
	"Acme India Private Limited",
	"Acme Pvt. Ltd.",
	"Acme K.K.",
	"Acme Japan K.K.",
	"Acme Sp. z o.o.",
	"Acme Polska Sp. z o.o.",
	"Acme S.r.l.",
	"Acme S.p.A.",
	"Acme Lda",
	"Acme, Unipessoal Lda.",
	"Acme d.o.o.",
	"Acme s.r.o.",
	"Acme a.s.",
	"Acme Kft.",
	"Acme Co., Ltd.",
	"Acme Corp.",
	"Acme Company",
	"Acme S.A. de C.V.",
	"Acme Ltda.",
	"Acme A.Ş.",
	"Acme OÜ",
	"UAB Acme",
	"SIA \"Acme\"",
	"PT Acme Indonesia Tbk",
	"Acme Inc. USA",
	"Acme, Inc. (United States)",
	"Acme株式会社",
	"株式会社Acme",
	"株式会社 Acme",
	"Acme 有限公司",
	"ООО «Acme»",
	"Acme FZ-LLC",
	"Acme EMEA SARL",
	"Acme United Kingdom Ltd",
	"Acme Sdn. Bhd.",
	"Acme plc",
	"Acme Public Limited Company",
	"Acme UG (haftungsbeschränkt)",
};

/* name, stem */
static const char *const other[][2] = {
	{ "Bank of Ireland plc", "bank of ireland" }, /* the country is part of the name */
	{ "Air India", "air india" },		      /* no legal form beside it */
	{ "Acme Germany", "acme germany" },
	{ "Limited", "limited" }, /* something must be left */
	{ "AB", "ab" },
	{ "Inc. Ltd", "inc" },
	{ "(Acme) Inc", "acme" },
	{ "Acme (open Inc", "acme open" },
	{ "Amazon Web Services, Inc. (AWS)", "amazon web services" },
	{ "SAS Institute Inc.", "sas institute" },
	{ "Acme 2 GmbH", "acme 2" },
	{ "Ørsted & Søn A/S", "orsted son" },
	{ "Acme Incident Ltd", "acme incident" }, /* words, not letters */
	{ "株式会社", "株式会社" },
	{ "", "" },
	{ "(UK)", "uk" },
	{ "---", "" },
};

static void check(const char *name, const char *stem)
{
	struct cv_str out = { 0 };

	reg_stem(name, strlen(name), &out);
	if (strcmp(cv_str_text(&out), stem) != 0)
		fail_msg("'%s' has the stem '%s', not '%s'", name, cv_str_text(&out), stem);
	cv_str_finish(&out);
}

static void test_forms(void **state)
{
	(void)state;
	for (size_t i = 0; i < CV_LEN(acme); i++)
		check(acme[i], "acme");
}

static void test_others(void **state)
{
	(void)state;
	for (size_t i = 0; i < CV_LEN(other); i++)
		check(other[i][0], other[i][1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_forms), cmocka_unit_test(test_others) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

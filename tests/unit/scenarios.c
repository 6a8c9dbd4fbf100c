#include "tests/unit/scenarios.h"

#define SIGNED "importer,mechanism,signed,changed,ended,flags,exporter,countries\n"
#define ENTRY "importer,framework,covers,from,until,status,checked_on\n"
#define TIA "importer,country,dated,outcome,review_by\n"
#define ON_FILE(...) { __VA_ARGS__ }
#define SAFE(rows) [REG_SAFEGUARDS] = SIGNED rows
#define CERT(rows) [REG_CERTIFICATIONS] = ENTRY rows
#define ASSESSED(rows) [REG_ASSESSMENTS] = TIA rows
#define FLOWS(rows) [REG_TRANSFERS] = "exporter,importer,country,data,from,until,exporter_role,importer_role\n" rows
#define CLAUSES "acme,scc-2021-m2,2022-01-01,,,,,\n"
#define ON "2024-05-01"

const struct scenario scenarios[] = {
	/* who sends */
	{ "nobody says who discloses", ON_FILE(FLOWS(",acme,US,non-hr,,,,\n")), NULL, "acme", NULL, ON, "needs-review",
		NULL, "EXPORTER_UNKNOWN", NULL },
	{ "the exporter's country is not on file",
		ON_FILE(FLOWS("nowhere,acme,US,non-hr,,,,\n"),
			[REG_PARTIES] = "id,name,country,own\nnowhere,Nowhere Corp,,yes\nacme,Acme Inc,US,\n"),
		NULL, "acme", NULL, ON, "needs-review", NULL, "EXPORTER_UNKNOWN", NULL },
	{ "our home says where we are", ON_FILE(FLOWS(",acme,US,non-hr,,,,\n")), "IE", "acme", NULL, ON, "not-covered",
		NULL, "NO_MECHANISM", NULL },
	{ "the question says which of us", ON_FILE(FLOWS(",acme,US,non-hr,,,,\n")), NULL, "acme", "own", ON,
		"not-covered", NULL, "NO_MECHANISM", NULL },
	{ "a party without a country asks", ON_FILE(NULL), NULL, "acme", "nowhere", ON, "needs-review", NULL,
		"EXPORTER_UNKNOWN", NULL },

	/* where to */
	{ "the country of the flow is not on file", ON_FILE(FLOWS("own,acme,,non-hr,,,,\n")), NULL, "acme", NULL, ON,
		"needs-review", NULL, "COUNTRY_UNKNOWN", NULL },
	{ "neither flow nor country is on file", ON_FILE(NULL), NULL, "nowhere", "DE", ON, "needs-review", NULL,
		"COUNTRY_UNKNOWN", NULL },
	{ "one place is known, one is not: the worst decides",
		ON_FILE(CERT("acme,dpf-eu-us,hr;non-hr,2023-10-01,,,\n"),
			FLOWS("own,acme,US,non-hr,,,,\nown,acme,,non-hr,,,,\n")),
		NULL, "acme", NULL, ON, "needs-review", NULL, "COUNTRY_UNKNOWN", NULL },
	{ "onward to an unknown place",
		ON_FILE(FLOWS("own,acme,US,non-hr,,,,\nacme,sub,,non-hr,,,processor,processor\n"),
			CERT("acme,dpf-eu-us,hr;non-hr,2023-10-01,,,\n")),
		NULL, "sub", NULL, ON, "needs-review", NULL, "COUNTRY_UNKNOWN", NULL },

	/* the way there */
	{ "nobody sends anything to the exporter", ON_FILE(FLOWS("acme,sub,IN,non-hr,,,processor,processor\n")), NULL,
		"sub", NULL, ON, "needs-review", NULL, "CHAIN_UNKNOWN", NULL },
	{ "what was sent to it ended before",
		ON_FILE(FLOWS("own,acme,US,non-hr,2020-01-01,2024-05-01,,\n"
			      "acme,sub,IN,non-hr,,,processor,processor\n")),
		NULL, "sub", NULL, ON, "needs-review", NULL, "CHAIN_UNKNOWN", NULL },
	{ "two who only send to each other", ON_FILE(FLOWS("acme,sub,IN,non-hr,,,,\nsub,acme,US,non-hr,,,,\n")), NULL,
		"sub", NULL, ON, "needs-review", NULL, "CHAIN_UNKNOWN", NULL },
	{ "from a certified importer, with a contract",
		ON_FILE(FLOWS("own,acme,US,non-hr,,,,\n"
			      "acme,sub,IN,non-hr,,,processor,processor\n"),
			CERT("acme,dpf-eu-us,hr;non-hr,2023-10-01,,,\n"),
			SAFE("sub,onward-contract,2023-11-01,,,,,\n")),
		NULL, "sub", NULL, ON, "covered", "onward-dpf", "", "safeguard/1" },
	{ "the same, the day of the contract not on file",
		ON_FILE(FLOWS("own,acme,US,non-hr,,,,\n"
			      "acme,sub,IN,non-hr,,,processor,processor\n"),
			CERT("acme,dpf-eu-us,hr;non-hr,2023-10-01,,,\n"), SAFE("sub,onward-contract,,,,,,\n")),
		NULL, "sub", NULL, ON, "needs-review", "onward-dpf", "SIGNED_DATE_UNKNOWN", "safeguard/1" },
	{ "the same, the contract ended",
		ON_FILE(FLOWS("own,acme,US,non-hr,,,,\n"
			      "acme,sub,IN,non-hr,,,processor,processor\n"),
			CERT("acme,dpf-eu-us,hr;non-hr,2023-10-01,,,\n"),
			SAFE("sub,onward-contract,2023-11-01,,2024-05-01,,,\n")),
		NULL, "sub", NULL, ON, "not-covered", NULL, "ONWARD_CONTRACT_MISSING", NULL },
	{ "from clauses, the next country found wanting",
		ON_FILE(FLOWS("own,acme,US,non-hr,,,,\n"
			      "acme,sub,IN,non-hr,,,processor,processor\n"),
			SAFE(CLAUSES "sub,onward-contract,2023-11-01,,,,,\n"),
			ASSESSED("acme,US,2023-01-01,adequate,\nsub,IN,2023-01-01,inadequate,\n")),
		NULL, "sub", NULL, ON, "not-covered", NULL, "TIA_NEGATIVE", NULL },
	{ "the same, the day of the contract not on file either",
		ON_FILE(FLOWS("own,acme,US,non-hr,,,,\n"
			      "acme,sub,IN,non-hr,,,processor,processor\n"),
			SAFE(CLAUSES "sub,onward-contract,,,,,,\n"),
			ASSESSED("acme,US,2023-01-01,adequate,\nsub,IN,2023-01-01,inadequate,\n")),
		NULL, "sub", NULL, ON, "not-covered", NULL, "TIA_NEGATIVE;SIGNED_DATE_UNKNOWN", NULL },
	{ "from binding corporate rules nothing is said",
		ON_FILE(FLOWS("own,acme,US,non-hr,,,,controller\n"
			      "acme,sub,IN,non-hr,,,processor,processor\n"),
			SAFE("acme,bcr-c,2022-01-01,,,approved,,\n"), ASSESSED("acme,US,2023-01-01,adequate,\n"),
			[REG_PARTIES] =
				"id,name,kind,country,own,attributes\nown,Own GmbH,affiliate,DE,yes,\n"
				"acme,Acme Inc,affiliate,US,,group-member\nsub,Sub Ltd,service-provider,IN,,\n"),
		NULL, "sub", NULL, ON, "needs-review", NULL, "ONWARD_BASIS_UNKNOWN", NULL },
	{ "from an adequate country its own law decides",
		ON_FILE(FLOWS("own,acme,NZ,non-hr,,,,\n"
			      "acme,sub,IN,non-hr,,,processor,processor\n"),
			[REG_PARTIES] =
				"id,name,kind,country,own,attributes\n"
				"own,Own GmbH,affiliate,DE,yes,\nacme,Acme Ltd,,NZ,,\nsub,Sub Ltd,,IN,,\n"),
		NULL, "sub", NULL, ON, "needs-review", "onward-adequate-law", "ONWARD_LOCAL_LAW", NULL },
	{ "a weak first link",
		ON_FILE(FLOWS("own,acme,US,non-hr,,,,\nacme,sub,IN,non-hr,,,processor,processor\n"),
			CERT("acme,dpf-eu-us,hr;non-hr,,,,\n"), SAFE("sub,onward-contract,2023-11-01,,,,,\n")),
		NULL, "sub", NULL, ON, "needs-review", "dpf-eu-us", "", "safeguard/1" },

	/* days of instruments */
	{ "clauses without a day",
		ON_FILE(SAFE("acme,scc-2021-m2,,,,,,\n"), ASSESSED("acme,US,2023-01-01,adequate,\n")), NULL, "acme",
		NULL, ON, "needs-review", "scc-2021-m2", "SIGNED_DATE_UNKNOWN", "safeguard/1" },
	{ "clauses without a day or an assessment", ON_FILE(SAFE("acme,scc-2021-m2,,,,,,\n")), NULL, "acme", NULL, ON,
		"needs-review", "scc-2021-m2", "SIGNED_DATE_UNKNOWN;TIA_MISSING", "safeguard/1" },
	{ "no day helps before the set was made", ON_FILE(SAFE("acme,scc-2021-m2,,,,,,\n")), NULL, "acme", NULL,
		"2021-06-26", "not-covered", NULL, "NOT_YET_IN_FORCE", NULL },
	{ "nor after it was repealed", ON_FILE(SAFE("acme,scc-2010-c2p,,,,,,\n")), NULL, "acme", NULL, ON,
		"not-covered", NULL, "SCC_SET_REPEALED", NULL },
	{ "the last day of clauses that were ended",
		ON_FILE(SAFE("acme,scc-2021-m2,2022-01-01,,2024-05-02,,,\n"),
			ASSESSED("acme,US,2023-01-01,adequate,\n")),
		NULL, "acme", NULL, ON, "covered", "scc-2021-m2", "", "safeguard/1" },
	{ "and the day after",
		ON_FILE(SAFE("acme,scc-2021-m2,2022-01-01,,2024-05-01,,,\n"),
			ASSESSED("acme,US,2023-01-01,adequate,\n")),
		NULL, "acme", NULL, ON, "not-covered", NULL, "SAFEGUARD_ENDED", NULL },
	{ "a derogation that was ended", ON_FILE(SAFE("acme,art49-1-b,2022-01-01,,2024-05-01,occasional;met,,\n")),
		NULL, "acme", NULL, ON, "not-covered", NULL, "SAFEGUARD_ENDED", NULL },
	{ "a national assessment that was ended",
		ON_FILE(SAFE("acme,dir-25-national-assessment,2010-01-01,,2012-01-01,approved,,\n")), NULL, "acme",
		NULL, "2013-01-01", "not-covered", NULL, "SAFEGUARD_ENDED", NULL },
	{ "clauses of somebody else, for elsewhere",
		ON_FILE(SAFE("acme,scc-2021-m2,2022-01-01,,,,sub,\n"
			     "acme,scc-2021-m2,2022-02-01,,,,,CA\n")),
		NULL, "acme", NULL, ON, "not-covered", NULL, "NO_MECHANISM", NULL },

	/* assessments */
	{ "the assessment found it wanting", ON_FILE(SAFE(CLAUSES), ASSESSED("acme,US,2023-01-01,inadequate,\n")), NULL,
		"acme", NULL, ON, "not-covered", NULL, "TIA_NEGATIVE", NULL },
	{ "the newest word counts: it is bad",
		ON_FILE(SAFE(CLAUSES),
			ASSESSED("acme,US,2022-01-01,adequate,\n"
				 "acme,US,2023-01-01,inadequate,\n")),
		NULL, "acme", NULL, ON, "not-covered", NULL, "TIA_NEGATIVE", NULL },
	{ "the newest word counts: it is good",
		ON_FILE(SAFE(CLAUSES),
			ASSESSED("acme,US,2023-01-01,inadequate,\n"
				 "acme,US,2023-06-01,adequate-with-measures,\n")),
		NULL, "acme", NULL, ON, "covered", "scc-2021-m2", "", "safeguard/1" },
	{ "a bad word about another country",
		ON_FILE(SAFE(CLAUSES),
			ASSESSED("acme,US,2022-01-01,adequate,\n"
				 "acme,CN,2023-01-01,inadequate,\n")),
		NULL, "acme", NULL, ON, "covered", "scc-2021-m2", "", "safeguard/1" },
	{ "a bad word of the day after",
		ON_FILE(SAFE(CLAUSES),
			ASSESSED("acme,US,2022-01-01,adequate,\n"
				 "acme,US,2024-05-02,inadequate,\n")),
		NULL, "acme", NULL, ON, "covered", "scc-2021-m2", "", "safeguard/1" },
	{ "no importer is named: it is about all", ON_FILE(SAFE(CLAUSES), ASSESSED(",US,2023-01-01,inadequate,\n")),
		NULL, "acme", NULL, ON, "not-covered", NULL, "TIA_NEGATIVE", NULL },
	{ "the review day has come", ON_FILE(SAFE(CLAUSES), ASSESSED("acme,US,2023-01-01,adequate,2024-05-01\n")), NULL,
		"acme", NULL, ON, "needs-review", "scc-2021-m2", "TIA_OUTDATED", "safeguard/1" },

	/* entries on a list */
	{ "an entry without its first day", ON_FILE(CERT("acme,dpf-eu-us,hr;non-hr,,,active,2024-01-01\n")), NULL,
		"acme", NULL, ON, "needs-review", "dpf-eu-us", "CERTIFICATION_UNVERIFIED", "certification/1" },
	{ "and one that is over all the same", ON_FILE(CERT("acme,dpf-eu-us,hr;non-hr,,2024-05-01,,\n")), NULL, "acme",
		NULL, ON, "not-covered", NULL, "CERTIFICATION_LAPSED", NULL },
	{ "an entry of which nobody says what it covers", ON_FILE(CERT("acme,dpf-eu-us,,2023-10-01,,,\n")), NULL,
		"acme", NULL, ON, "not-covered", NULL, "NON_HR_NOT_COVERED", NULL },
	{ "gone when the list was looked at, perhaps before",
		ON_FILE(CERT("acme,dpf-eu-us,non-hr,2023-10-01,,withdrawn,2024-06-01\n")), NULL, "acme", NULL, ON,
		"needs-review", "dpf-eu-us", "LIST_STATUS_UNKNOWN", "certification/1" },
	{ "gone since it was looked at", ON_FILE(CERT("acme,dpf-eu-us,non-hr,2023-10-01,,withdrawn,2024-05-01\n")),
		NULL, "acme", NULL, ON, "not-covered", NULL, "CERTIFICATION_LAPSED", NULL },

	/* claims */
	{ "somebody says clauses", ON_FILE(SAFE("acme,scc,,,,claimed,,\n")), NULL, "acme", NULL, ON, "needs-review",
		"scc", "CLAIM_UNVERIFIED", "safeguard/1" },
	{ "somebody says Privacy Shield, in 2024", ON_FILE(SAFE("acme,privacy-shield,,,,claimed,,\n")), NULL, "acme",
		NULL, ON, "not-covered", NULL, "CLAIM_DEAD", NULL },
	{ "somebody says more than we have on file",
		ON_FILE(SAFE("acme,scc,,,,claimed,,\n"), CERT("acme,dpf-eu-us,non-hr,2023-10-01,,,\n")), NULL, "acme",
		NULL, ON, "covered", "dpf-eu-us", "", "certification/1" },
	{ "a claim that was withdrawn", ON_FILE(SAFE("acme,scc,,,2024-05-01,claimed,,\n")), NULL, "acme", NULL, ON,
		"not-covered", NULL, "SAFEGUARD_ENDED", NULL },

	{ "somebody says clauses, and nobody who discloses",
		ON_FILE(FLOWS(",acme,US,non-hr,,,,\n"), SAFE("acme,scc,,,,claimed,,\n")), NULL, "acme", NULL, ON,
		"needs-review", NULL, "EXPORTER_UNKNOWN", NULL },
	{ "somebody says clauses, and nobody where to",
		ON_FILE(FLOWS("own,acme,,non-hr,,,,\n"), SAFE("acme,scc,,,,claimed,,\n")), NULL, "acme", NULL, ON,
		"needs-review", NULL, "COUNTRY_UNKNOWN", NULL },
	{ "a dead claim, and nobody says who discloses",
		ON_FILE(FLOWS(",acme,US,non-hr,,,,\n"), SAFE("acme,privacy-shield,,,,claimed,,\n")), NULL, "acme", NULL,
		ON, "needs-review", NULL, "EXPORTER_UNKNOWN", NULL },
	{ "a claim beside an onward contract",
		ON_FILE(FLOWS("own,acme,US,non-hr,,,,\n"
			      "acme,sub,IN,non-hr,,,processor,processor\n"),
			CERT("acme,dpf-eu-us,hr;non-hr,2023-10-01,,,\n"),
			SAFE("sub,onward-contract,2023-11-01,,,,,\nsub,scc,,,,claimed,,\n")),
		NULL, "sub", NULL, ON, "covered", "onward-dpf", "", "safeguard/1" },

	/* derogations, as the register keeps them */
	{ "a derogation with its conditions met", ON_FILE(SAFE("acme,art49-1-b,2022-01-01,,,occasional;met,,\n")), NULL,
		"acme", NULL, ON, "covered", "art49-1-b", "", "safeguard/1" },
	{ "one of which nothing is said", ON_FILE(SAFE("acme,art49-1-b,2022-01-01,,,,,\n")), NULL, "acme", NULL, ON,
		"needs-review", "art49-1-b", "DEROGATION_CONDITIONS_OPEN", "safeguard/1" },
};

const size_t n_scenarios = CV_LEN(scenarios);

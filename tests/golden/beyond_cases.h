/*
 * Reasons that no case can bring about, because only the register can state their facts. golden.c proves that the cases
 * bring about every other reason and none of these; tests/unit/test_facts.c that the register brings about each of
 * these.
 */
#ifndef TESTS_GOLDEN_BEYOND_CASES_H
#define TESTS_GOLDEN_BEYOND_CASES_H

#include "registry/law/law.h"

static const enum law_reason beyond_cases[] = {
	LAW_R_EXPORTER_UNKNOWN, LAW_R_COUNTRY_UNKNOWN, LAW_R_CHAIN_UNKNOWN, LAW_R_SIGNED_DATE_UNKNOWN,
	LAW_R_CERTIFICATION_UNVERIFIED, LAW_R_TIA_NEGATIVE, LAW_R_SAFEGUARD_ENDED, LAW_R_LIST_STATUS_UNKNOWN,
};

#endif

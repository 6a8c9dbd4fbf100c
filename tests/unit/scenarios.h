/* What is on file, a question about it, and the answer: for reasons that only the register can bring about. */
#ifndef TESTS_UNIT_SCENARIOS_H
#define TESTS_UNIT_SCENARIOS_H

#include "registry/registry.h"

struct scenario {
	const char *what;
	const char *file[REG_KIND_COUNT]; /* CSV of each kind, header first; NULL: PARTIES and FLOW, and nothing else */
	const char *home;                 /* setting of the register; NULL: none */
	const char *to, *from, *on;
	const char *outcome, *slug;       /* of the answer; slug NULL: none */
	const char *reasons;              /* of the leg that decides, joined by ';' */
	const char *record;               /* what it rests on; NULL: nothing on file */
};

/* Ours in Germany, and three of others: in the United States, in India, and nobody knows where. */
#define PARTIES "id,name,kind,country,own,attributes\n" \
	"own,Own GmbH,affiliate,DE,yes,\n" \
	"acme,Acme Inc,service-provider,US,,\n" \
	"sub,Sub Ltd,service-provider,IN,,\n" \
	"nowhere,Nowhere Corp,service-provider,,,\n"
#define FLOW "exporter,importer,country,data\nown,acme,US,non-hr\n"

extern const struct scenario scenarios[];
extern const size_t n_scenarios;

#endif

/*
 * A file of cases (columns as in cases, order free): each row parsed and decided.
 */
#ifndef TESTS_GOLDEN_CASE_FILE_H
#define TESTS_GOLDEN_CASE_FILE_H

#include "registry/core/csv.h"
#include "registry/law/law.h"

struct decided {
	const char *id, *why, *expected_outcome, *expected_mechanism, *expected_reasons; /* "" where the column is missing */
	size_t line;
	const struct law_case *c;
	const struct law_decision *d; /* one per leg */
	enum law_outcome outcome;     /* of the worst leg */
	const char *mechanism;        /* slugs of the legs joined by | */
	const char *reasons;          /* codes of a leg joined by ;, legs by | */
};

/* Called per case; all pointers live until it returns. False stops the reading. */
typedef bool decided_fn(void *ctx, const struct decided *one);

/* False when the file cannot be read, with a word on stderr; a case that does not parse counts as that too. */
bool decide_file(const struct law_pack *p, const char *path, decided_fn *fn, void *ctx);

#endif

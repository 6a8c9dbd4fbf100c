/*
 * Who is behind whom, in words.
 */
#ifndef REPORTS_CHAIN_H
#define REPORTS_CHAIN_H

#include "registry/behind.h"
#include "registry/core/jsonw.h"

struct rep_chain {
	const struct reg_view *view;
	uint32_t party;
	cv_day on;
	const char *known_at; /* as shown */
	const enum law_data *data; /* asked about; NULL: each transfer as recorded */
	const struct reg_chain *chain;
};

/* {"party", "name", "on", "known_at", "outcome", "edges": [{"record", "id", "exporter", ...}], "cut", ...} */
void rep_chain_json(const struct rep_chain *c, struct cv_json *j);
/* A line for each transfer. */
void rep_chain_text(const struct rep_chain *c, struct cv_str *out);

#endif

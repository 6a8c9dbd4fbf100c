/* Reports at the command line: what was asked, where it is read. Private to the room. */
#ifndef API_CLI_REPORT_H
#define API_CLI_REPORT_H

#include "api/cli/cli.h"
#include "api/cli/target.h"
#include "reports/tables.h"

struct cli_reading {
	struct reg *r;
	struct reg_view *view; /* once a report wanted it; of one instant */
};

/* g must outlive it. */
struct rep_door cli_reading_door(struct cli_reading *g);
void cli_reading_finish(struct cli_reading *g);
/* Filters, --known-at, today. False: said why not. */
CV_MUST bool cli_report_asked(struct cli *c, struct rep_asked *ret, char known_at[CV_INSTANT_TEXT]);
/* The bundle for an auditor; returns enum cli_exit. */
int cli_report_evidence(struct cli *c);

#endif

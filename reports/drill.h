/*
 * What a drill found: in words, as JSON, as a table of work.
 */
#ifndef REPORTS_DRILL_H
#define REPORTS_DRILL_H

#include "registry/core/jsonw.h"
#include "registry/drill/drill.h"
#include "reports/sink.h"

/* What the drill was about, as it is shown. */
struct rep_drill {
	const struct reg_drill *drill;
	const char *known_at; /* as shown */
	const char *pack;     /* name of the other law pack; NULL: something ends */
	size_t most;	      /* transfers that the JSON has at most, the first of the list; 0: all */
};

enum { REP_DRILL_SHOWN = 100 }; /* transfers that the text shows of each kind; the other formats have all */

void rep_drill_text(const struct rep_drill *d, size_t width, struct cv_str *out);
/* {"on", "ended": [...], "totals": {...}, "worklist": [{"priority", "transfer", ...}], ...} */
void rep_drill_json(const struct rep_drill *d, struct cv_json *j);
/* The work list as a table of any format. The sink is begun and ended. Fails: what the sink says. */
CV_MUST enum cv_err rep_drill_table(const struct rep_drill *d, struct rep_sink *s, struct cv_error *err);

#endif

/*
 * The desk that brings vendors in, as text and as JSON: where a vendor stands, its gate, what wants attention, what
 * it would need.
 */
#ifndef REPORTS_ONBOARD_H
#define REPORTS_ONBOARD_H

#include "registry/desk/need.h"
#include "registry/desk/vendor.h"
#include "reports/reports.h"

/* One vendor with all that is known of it at the desk. */
struct rep_vendor {
	const struct reg_view *view;
	uint32_t party;
	const struct reg_gate *gate;
	const struct reg_attentions *attention; /* its own */
};
void rep_vendor_json(const struct rep_vendor *t, struct cv_json *j);
void rep_vendor_text(const struct rep_vendor *t, struct cv_str *out);
/* Only the checklist, an item a line with its evidence. */
void rep_checklist_json(const struct reg_view *v, uint32_t party, struct cv_json *j); /* an array */
/* only: that item, and which are still open; -1: all of them. */
void rep_checklist_text(const struct reg_view *v, uint32_t party, int only, struct cv_str *out);

/* Many of them. */
struct rep_vendors {
	const struct reg_view *view;
	cv_day on;
	enum reg_status status;		  /* only these; REG_NO_STATUS: all vendors */
	bool attention;			  /* only those with something that nobody overrode */
	uint32_t first, end;		  /* parties of the view */
	size_t limit;			  /* at most so many; 0: all */
	const struct reg_attentions *all; /* of these parties */
};
/*
 * {"on", "vendors": [...], "next", "law_pack", "register_seq"}; next: the id of the party with which the next page
 * begins, null where nobody is left. Returns how many vendors it shows.
 */
size_t rep_vendors_json(const struct rep_vendors *t, struct cv_json *j);
size_t rep_vendors_text(const struct rep_vendors *t, struct cv_str *out);

/* ---- what would be needed: a vendor that is not on file -------------------------------------------------------- */

/*
 * Judges every leg (registry/desk/need.h) and writes what it finds. left: of ours, under none of the regimes. Fails
 * as reg_need().
 */
CV_MUST enum cv_err rep_need_json(
	const struct reg_need_in *in, size_t left, struct cv_json *j, enum law_outcome *ret, struct cv_error *err);
CV_MUST enum cv_err rep_need_text(
	const struct reg_need_in *in, size_t left, struct cv_str *out, enum law_outcome *ret, struct cv_error *err);

/* An override as an object; on: whether it counts then. */
void rep_override_json(const struct reg_view *v, const struct reg_override_v *o, cv_day on, struct cv_json *j);

#endif

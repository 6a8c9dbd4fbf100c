/* Inside of the view: how it is filled. Private to the room. */
#ifndef REGISTRY_VIEW_H
#define REGISTRY_VIEW_H

#include "registry/reg.h"

struct reg_name {
	const char *folded;
	uint32_t party;
};

struct reg_slot {
	uint32_t party; /* + 1; 0: free */
	uint32_t hash;	/* of its id: saves looking at most parties that are others */
};

struct reg_index {
	struct reg_slot *slot; /* by hash of the id, open addressing */
	uint32_t mask;
	struct reg_name *name; /* sorted by folded name */
	size_t n_names, cap;
};

struct reg_filling {
	struct reg *r;
	struct reg_view *v;
	struct reg_index *index;
	uint32_t cap_parties, cap_legs, cap_tools, cap_contracts, cap_checks, cap_overrides;
	const struct reg_kind_info *info;
	enum reg_kind kind;
	bool plain; /* without names */
	struct cv_str scratch;
};

CV_MUST enum cv_err reg_index_parties(struct reg_filling *g, struct cv_error *err);
/* A row of safeguards, certifications or assessments as the law is told it. */
void reg_tool_of(struct reg_filling *g, const struct reg_version *v, struct reg_tool_v *t);
/* Contracts, checks and overrides, and their end (desk/facts.c). */
CV_MUST enum cv_err reg_desk_fill(struct reg_filling *g, int stmt, struct cv_error *err);
void reg_desk_free(struct reg_view *v);
/* Where the relation stands, and whether it is a vendor's. */
void reg_desk_party(struct reg_party_v *p, const struct reg_version *v);
/* Cell of a version by column name. */
const char *reg_cell_of(const struct reg_version *v, const char *column);

#endif

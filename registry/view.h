/* Inside of the view: how it is filled, and what views of one register share. Private to the room. */
#ifndef REGISTRY_VIEW_H
#define REGISTRY_VIEW_H

#include "registry/reg.h"

#include <stdatomic.h>

/*
 * Arrays that are shared: one that did not change belongs to the old view and to the new one. {n elements of size}; not
 * zeroed; NULL when out of memory. Dropping NULL is harmless. Nobody writes into one that is shared.
 */
void *reg_array_new(size_t n, size_t size);
void *reg_array_keep(void *array);
void reg_array_drop(void *array);
/* Room for one more behind n, in an array that is not shared; NULL: none yet. */
bool reg_array_room(void **array, uint32_t n, uint32_t *cap, size_t size);

/* The texts of views that follow each other. What a follower adds, views before it do not look at. */
struct reg_texts {
	atomic_uint refs;
	struct cv_arena arena;
	struct cv_arena ids; /* of parties: near each other, because every row that is read is compared with some */
	size_t at_first;     /* bytes of both, when the first of the views was loaded */
};

struct reg_name {
	const char *folded;
	uint32_t party;
};

struct reg_slot {
	const char *id; /* NULL: free */
	uint32_t party;
	uint32_t hash; /* of its id: saves looking at most parties that are others */
};

struct reg_index {
	struct reg_texts *texts;
	bool unresolved;       /* something names a party that is not on file */
	struct reg_slot *slot; /* by hash of the id, open addressing */
	uint32_t mask;
	struct reg_name *name; /* sorted by folded name */
	uint32_t n_names, cap;
};

struct reg_filling;

enum { REG_SOON = 3, REG_SOON_ID = 72 };

/*
 * Parties that rows name and that are looked up a few rows later: each lookup goes from place to place in memory, and
 * what it will need is sent for while the next rows are read.
 */
struct reg_soon_name {
	uint32_t hash, at;
	char id[REG_SOON_ID];
};

struct reg_soon {
	void (*land)(struct reg_filling *g, uint32_t at, uint32_t party); /* party: as reg_named_by() */
	uint32_t n;							  /* so many came so far */
	struct reg_soon_name name[REG_SOON];
};

struct reg_filling {
	struct reg *r;
	struct reg_view *v;
	struct reg_index *index;
	uint32_t cap_parties, cap_legs, cap_tools, cap_contracts, cap_checks, cap_overrides;
	bool plain; /* without names */
	bool adrift; /* there are legs of which nobody on file is the importer */
	struct reg_soon soon;
	struct cv_str scratch;
};

/* An empty view that has the texts of another, or with NULL its own; g->v. False when out of memory. */
bool reg_view_empty(struct reg_filling *g, struct reg_texts *texts);
/* *ret the view, or where e is no success nothing of it is left. */
enum cv_err reg_view_filled(struct reg_filling *g, enum cv_err e, struct reg_view **ret);
/* Instant and home country of the change g->v->seq. */
CV_MUST enum cv_err reg_view_moment(struct reg_filling *g, struct cv_error *err);
/* All of it, as known at g->v->seq. stmt: DB_FACT_VIEW or DB_FACT_NEAR. */
CV_MUST enum cv_err reg_view_fill(struct reg_filling *g, int stmt, struct cv_error *err);

/* Rows as the view has them; a leg whose importer is REG_NOBODY goes to nobody who is on file, and is left out. */
CV_MUST enum cv_err reg_party_of(
	struct reg_filling *g, const struct reg_version *ver, struct reg_party_v *ret, struct cv_error *err);
CV_MUST enum cv_err reg_leg_taken(
	struct reg_filling *g, const struct reg_version *ver, struct reg_leg_v *ret, struct cv_error *err);
CV_MUST enum cv_err reg_tool_taken(
	struct reg_filling *g, const struct reg_version *ver, struct reg_tool_v *ret, struct cv_error *err);
/*
 * A row of safeguards, certifications or assessments as the law is told it, but for its importer, whose id is returned.
 */
const char *reg_tool_of(struct reg_filling *g, const struct reg_version *v, struct reg_tool_v *t);
/* Contracts, checks and overrides, and their end (desk/facts_view.c). */
CV_MUST enum cv_err reg_desk_fill(struct reg_filling *g, int stmt, struct cv_error *err);
void reg_desk_free(struct reg_view *v);
/* Where the relation stands, and whether it is a vendor's. */
void reg_desk_party(struct reg_party_v *p, const struct reg_version *v);
/* The party with that id, which something else names; REG_NOBODY for "", and where there is none. */
uint32_t reg_named_by(struct reg_filling *g, const char *id);
/* Which party that is, told to soon.land with `at`; reg_soon_all(): of all that were not told yet. */
void reg_soon_named(struct reg_filling *g, const char *id, uint32_t at);
void reg_soon_all(struct reg_filling *g);
/* Cell of a version by column name. */
const char *reg_cell_of(const struct reg_version *v, const char *column);
/* Copied to the texts; NULL when out of memory. */
const char *reg_view_text(struct reg_filling *g, const char *text, size_t len);
size_t reg_texts_size(const struct reg_texts *t);

/* Legs by importer; the parties' part of it is written anew. */
CV_MUST enum cv_err reg_group_legs(struct reg_view *v, struct cv_error *err);
/* Papers by importer, as they are told in order of kinds and numbers; the parties' part of it. */
CV_MUST enum cv_err reg_group_tools(struct reg_view *v, struct cv_error *err);
/* The parties' part of tools that are in order. */
void reg_count_tools(struct reg_view *v);
/* Of an importer certifications come first, then safeguards, then assessments, each by number. */
int reg_tool_order(const struct reg_tool_v *a, const struct reg_tool_v *b);

CV_MUST enum cv_err reg_index_parties(struct reg_filling *g, struct cv_error *err);
/*
 * Made of the index of the view before: the parties behind its own are new, those in renamed are called otherwise than
 * there.
 */
CV_MUST enum cv_err reg_index_follow(struct reg_filling *g, const struct reg_view *old, const uint32_t *renamed,
	size_t n_renamed, struct cv_error *err);

#endif

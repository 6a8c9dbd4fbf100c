/* What changed since a view was loaded, of the kinds that are in it: numbers of records. Private to the room. */
#ifndef REGISTRY_VIEW_CHANGED_H
#define REGISTRY_VIEW_CHANGED_H

#include "registry/view.h"

enum { REG_CHANGED_KINDS = 8, REG_CHANGED_TOOLS = 2, REG_CHANGED_DESK = 5 }; /* from there on: papers; the desk's */
extern const enum reg_kind reg_changed_kinds[REG_CHANGED_KINDS];

struct reg_changed_list {
	int64_t *n; /* in order, each once, after reg_changed_settle() */
	size_t len, cap;
};

struct reg_changed {
	struct reg *r;
	struct reg_changed_list of[REG_KIND_COUNT];
	size_t room; /* for more, before they are too many */
	bool many;   /* a large part changed; the lists are not complete */
};

/* {0}, and finished in any case. Inside a transaction. */
CV_MUST enum cv_err reg_changed_since(
	struct reg_changed *c, struct reg *r, const struct reg_view *old, struct cv_error *err);
void reg_changed_finish(struct reg_changed *c);
/* One more, to be settled after. */
CV_MUST enum cv_err reg_changed_note(struct reg_changed *c, enum reg_kind kind, int64_t n, struct cv_error *err);
void reg_changed_settle(struct reg_changed *c, enum reg_kind kind);
bool reg_changed_has(const struct reg_changed *c, enum reg_kind kind, int64_t n);
/* The current version; texts live until the next one of the kind is looked up, or all were. */
CV_MUST enum cv_err reg_changed_now(struct reg_changed *c, enum reg_kind kind, int64_t n, struct reg_version *ret,
	bool *ret_there, struct cv_error *err);
void reg_changed_done(struct reg_changed *c, enum reg_kind kind);

/* Contracts, checks and overrides: desk/facts_view.c. */
CV_MUST enum cv_err reg_desk_follow(
	struct reg_filling *g, const struct reg_view *old, struct reg_changed *c, struct cv_error *err);

#endif

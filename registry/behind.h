/*
 * Who is behind whom: the transfers to a receiver, and from there on, each with what covers it (GDPR art. 28(2) and
 * (4),
 * clause 9 of (EU) 2021/914: the chain of other processors).
 */
#ifndef REGISTRY_BEHIND_H
#define REGISTRY_BEHIND_H

#include "registry/registry.h"

enum { REG_BEHIND_MAX = 2000 }; /* legs of one chain */

struct reg_edge {
	uint32_t leg;	/* index in the view */
	unsigned depth; /* 0: into the party itself; 1: from it to others; ... */
	struct reg_standing stand;
};

struct reg_chain {
	struct reg_edge
		*edge; /* weakest first: not covered, needs review, covered, no transfer; then by depth and number */
	size_t n;
	bool more; /* cut at REG_BEHIND_MAX */
};

/*
 * Legs that take place on that day. A ring is walked once. Fails: E_NOMEM, what reg_stand() says. Owns:
 * reg_chain_finish(ret).
 */
CV_MUST enum cv_err reg_behind(
	const struct reg_view *v, uint32_t party, cv_day on, struct reg_chain *ret, struct cv_error *err);
void reg_chain_finish(struct reg_chain *c);

#endif

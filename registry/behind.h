/*
 * Who is behind whom: the transfers to a receiver, and from there on, each with what covers it (GDPR art. 28(2) and
 * (4), clause 9 of (EU) 2021/914: the chain of other processors).
 */
#ifndef REGISTRY_BEHIND_H
#define REGISTRY_BEHIND_H

#include "registry/standing.h"

enum {
	REG_BEHIND_MAX = 2000,	  /* transfers that one chain shows: the weakest of those met */
	REG_BEHIND_WALK = 10000, /* transfers met before the walk ends */
};

struct reg_edge {
	uint32_t leg;	/* index in the view */
	unsigned depth; /* 0: into the party itself; 1: from it to others; ... */
	struct reg_standing stand;
	struct law_reasons reasons;
};

struct reg_chain {
	struct reg_edge *edge; /* weakest first: not covered, needs review, covered, no transfer; then by depth */
	size_t n;
	size_t met;    /* transfers met: n, or more where only the weakest are shown */
	bool cut;      /* the walk ended at REG_BEHIND_WALK: there are others that nobody looked at */
	unsigned deep; /* the greatest depth met */
	bool ring;     /* among those met, data come back to somebody who passed them on */
	/* The worst there is; where the walk was cut, at least needs-review. Only with n > 0. */
	enum law_outcome outcome;
};

/*
 * Legs that take place on that day, for the kind of data asked about (NULL: each as recorded). Whoever is met again is
 * not walked from again. Fails: E_NOMEM, what reg_stand() says. Owns: reg_chain_finish(ret).
 */
CV_MUST enum cv_err reg_behind(const struct reg_view *v, uint32_t party, cv_day on, const enum law_data *data,
	struct reg_chain *ret, struct cv_error *err);
void reg_chain_finish(struct reg_chain *c);

#endif

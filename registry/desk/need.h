/*
 * What a vendor that is not on file yet would need: the decision over supposed facts, and what would make it covered
 * (GDPR art. 44 and following; the clause set and module per exporter; UK and Swiss additions; what a certification
 * would change), leg by leg down to the vendor's own processors (art. 28(4), law 6).
 */
#ifndef REGISTRY_NEED_H
#define REGISTRY_NEED_H

#include "registry/registry.h"

enum { REG_NEED_FROM_MAX = 256, REG_NEED_SUBS_MAX = 1000, REG_NEED_PLACES_MAX = 256 };

struct reg_need_from {
	uint32_t party;	  /* of the view, REG_NOBODY: a country only */
	const char *name; /* "" for a country */
	law_place country;
	uint8_t attrs; /* enum law_exporter_attr */
};

struct reg_need_sub { /* a processor of the vendor */
	const char *name;
	law_place country[REG_NEED_PLACES_MAX]; /* n 0: not known */
	size_t n_countries;
	const char *claims; /* families it claims, ';' between; "" none */
};

struct reg_need_in {
	const struct law_pack *pack;
	cv_day on;
	struct reg_need_from from[REG_NEED_FROM_MAX];
	size_t n_from;
	bool from_cut; /* there are more of ours than are looked at */
	law_place country[LAW_CASE_LEGS_MAX]; /* where it receives the data; the first is where it is established */
	size_t n_countries;
	enum law_role our_role, role; /* ours, and the vendor's */
	enum law_kind kind;
	enum law_data data;
	uint32_t attrs; /* what is known of the vendor: enum law_attr */
	const struct reg_need_sub *sub;
	size_t n_subs;
};

enum reg_need_part {
	REG_NEED_VENDOR,   /* from one of ours to the vendor */
	REG_NEED_ADDITION, /* should the data also leave from another regime: counts for nothing */
	REG_NEED_SUB,	   /* from the vendor to a processor of its own */
};

/* What an active entry on the lists of the destination would make of it. */
struct reg_need_certified {
	bool any; /* there is a scheme for this regime and country on that day */
	enum law_outcome outcome;
	law_mech mech;	       /* that would cover; LAW_NO_MECH: none */
	const char *framework; /* its name */
};

struct reg_need_leg {
	enum reg_need_part part;
	const struct reg_need_from *from; /* NULL: the vendor is the exporter */
	const struct reg_need_sub *sub;	  /* NULL: the vendor is the importer */
	law_regime addition;		  /* of an addition: its regime */
	/* Of a processor's leg: what the vendor would have the data under; LAW_NO_MECH: it is under a regime itself. */
	law_mech basis;
	/* Beside it: what would be cheaper for one of ours, but under which the law has no rule for passing data on. */
	law_mech cheaper;
	struct law_facts facts;
	struct law_decision decision;
	struct law_remedy remedy[LAW_REMEDIES_MAX];
	size_t n_remedies;
	struct reg_need_certified certified;
	/* The set and module made for these roles; LAW_NO_MECH: the receiver is under a regime itself. */
	law_mech clauses;
};

typedef enum cv_err reg_need_fn(void *ctx, const struct reg_need_leg *leg, struct cv_error *err);

/*
 * Every leg to fn, by part; the leg lives until fn returns. *ret: the worst outcome of the vendor's and its
 * processors' legs. Fails: E_VALUE (no exporter, no country), E_TOO_BIG (too many of them), E_NOMEM, what fn returned.
 */
CV_MUST enum cv_err reg_need(
	const struct reg_need_in *in, reg_need_fn *fn, void *ctx, enum law_outcome *ret, struct cv_error *err);

/* A country as a person writes it: a code or a name. False: it is none. */
bool reg_need_country(const struct law_pack *p, const char *text, law_place *ret);

/*
 * From whom, where nobody says it: every one of ours whose country has a regime that day, else the register's home. v
 * NULL: no register. Adds to in->from. *ret_left: how many of ours are under none of the regimes.
 */
void reg_need_ours(struct reg_need_in *in, const struct reg_view *v, size_t *ret_left);

/*
 * The module to be signed where that mechanism is or carries one: "scc-2021-m2" inside "uk-addendum". LAW_NO_MECH:
 * none.
 */
law_mech reg_need_module(const struct reg_need_in *in, const struct reg_need_leg *leg, law_mech m);

#endif

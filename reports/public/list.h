/*
 * The public list of sub-processors: what may be said of them to everybody, and nothing else.
 *
 * On it stand the parties with the attribute `published`. Of each of them, for each country: name, country, what it
 * does for us (service and purposes), which data, what the transfer rests on by the decision of that day, and since
 * when. Ids, aliases, contacts, identifiers, notes, sources, who discloses, and all that is on file about others stay
 * inside.
 *
 * A party is listed for the transfers to it in which it is a processor; one that is none in any, for all of them; one
 * without any transfer on file, for its own country from the day on which it was published. One that is only proposed
 * is nobody's business yet: it is not listed, but for transfers that were over before.
 *
 * Threads: what is loaded does not change and may be shared, together with the view that it was loaded for.
 */
#ifndef REPORTS_PUBLIC_LIST_H
#define REPORTS_PUBLIC_LIST_H

#include "registry/law/about.h"
#include "registry/registry.h"

struct rep_public;

/*
 * The setting that names us at the head of the list; where it is not set, the only party of ours that has none of
 * ours above it.
 */
#define REP_PUBLIC_NAME "public/name"

/*
 * Reads what may be published, as known at the change of the view, whatever was recorded since. Two or more short
 * reads for each party on the list; none for the others. history: also when each fact became known, for
 * rep_public_changes() (changes.h). Fails: E_STORE, E_BUSY, E_NOMEM. Owns: rep_public_destroy(*ret).
 */
CV_MUST enum cv_err rep_public_load(
	struct reg *r, const struct reg_view *v, bool history, struct rep_public **ret, struct cv_error *err);
void rep_public_destroy(struct rep_public *p); /* NULL is fine */
/* Who publishes; "" where nothing says. Lives as long as p. */
const char *rep_public_name(const struct rep_public *p);
/*
 * The same and where to reach us: name, address, e-mail as set (below), country of that party, else the home of the
 * register.
 */
struct rep_public_contact {
	const char *name, *address, *email; /* "" not said */
	const char *country;		    /* a code of two letters; "ZZ": not known */
};
#define REP_PUBLIC_ADDRESS "public/address"
#define REP_PUBLIC_CONTACT "public/contact"
struct rep_public_contact rep_public_contact(const struct rep_public *p);
/* The change of the view that it was loaded for. */
int64_t rep_public_seq(const struct rep_public *p);

/* One thing that a transfer in the row rests on. */
struct rep_public_mech {
	enum law_outcome outcome;
	law_mech mech;	      /* LAW_NO_MECH: nothing covers it, or a person must look */
	const char *slug;     /* "" */
	const char *words;    /* its name; "under review", "none" */
	const char *iri;      /* of DPV, "" none */
	const char *decision; /* DPV's term for the adequacy decision, "" none */
};
enum { REP_PUBLIC_MECHS_MAX = 8, REP_KEY_TEXT = 17 };

/* One party in one country. Texts live as long as the list they are in; "" is "not said". */
struct rep_public_row {
	char key[REP_KEY_TEXT]; /* 16 hex digits: the same for this party and country for ever, and says nothing else */
	const char *name, *folded; /* the second for sorting */
	const char *country;	   /* code */
	const char *country_name;
	law_place place;
	law_region region;
	const char *region_name; /* "EEA", "adequate": law_region_name() */
	const char *service;
	const char *purposes;  /* ';' between */
	const char *data;      /* categories, ';' between */
	const char *mechanism; /* in words, "; " between */
	const char *slugs;     /* of those that cover, ';' between */
	cv_day since;	       /* CV_DAY_NONE: not known */
	bool third;	       /* data go to a country that is a third one for the law of our home */
	size_t n_mechs;
	struct rep_public_mech mech[REP_PUBLIC_MECHS_MAX];
};

struct rep_public_list {
	cv_day on;
	size_t n;
	struct rep_public_row *row; /* by name, then country */
	struct cv_arena arena;
};

/*
 * The list of a day; v: the view it was loaded for. Fails: E_NOMEM, what reg_stand() says.
 * Owns: rep_public_list_finish(ret), in any case; ret must be {0}.
 */
CV_MUST enum cv_err rep_public_list(const struct rep_public *p, const struct reg_view *v, cv_day on,
	struct rep_public_list *ret, struct cv_error *err);
void rep_public_list_finish(struct rep_public_list *l);

/* What somebody wants to see of it. */
struct rep_public_filter {
	const char *region;  /* slug of a region: "eea", "adequate"; "" or NULL: all */
	const char *purpose; /* one of the purposes, or the service, compared folded; "" or NULL: all */
	law_region only;     /* what region means, once rep_public_region() has said so */
};
bool rep_public_wanted(const struct rep_public_filter *f, const struct rep_public_row *row);
/* "eea" or "EEA"; false where no region of the pack is called so. */
bool rep_public_region(const struct law_pack *p, const char *slug, law_region *ret);

/* The columns of the list as a table, the same in CSV, JSON and as a report; cell[] points into the row and since. */
enum { REP_PUBLIC_COLUMNS = 9 };
extern const char *const rep_public_column[REP_PUBLIC_COLUMNS]; /* "name", "country", ..., "since" */
void rep_public_cells(const struct rep_public_row *row, char since[CV_DAY_TEXT], const char *cell[REP_PUBLIC_COLUMNS]);

#endif

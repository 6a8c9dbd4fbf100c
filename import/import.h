/*
 * Text in: a CSV file becomes rows, rows become records, records land in the register whole or not at all.
 */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "registry/registry.h"

enum {
	IMP_FILE_MAX = 1024 * 1024 * 1024, /* bytes of one file */
	IMP_REFUSED_SHOWN = 1000,          /* refusals kept word for word; all are counted */
	IMP_PLACES_MAX = 64,               /* countries read from one cell */
};

/* ---- reading one cell of a foreign list ----------------------------------------------------------------------- */

/* What a location cell says. */
struct imp_place {
	char written[IMP_PLACES_MAX][3];  /* alpha-2 codes of countries that stand in the cell, in order, each once */
	size_t n_written;
	char inferred[IMP_PLACES_MAX][3]; /* codes that follow from a town, a province or a cloud region; disjoint from written */
	size_t n_inferred;
	const char *region[8];            /* "EU", "EEA", "EFTA", "GLOBAL", "NA", "APAC", ...: never countries */
	size_t n_regions;
	bool undecided;                   /* countries are named but not decided ("TBD (EU / US options)"): a careful reader records none */
};

/* Reads a location cell (any language of the lists). Never guesses: what is not understood is left out. */
void imp_place_read(const char *text, size_t len, struct imp_place *ret);

/* What a mechanism cell claims. */
struct imp_claims {
	const char *family[8]; /* "scc", "dpf", "privacy-shield", "safe-harbor", "bcr", "adequacy", "uk-idta", "uk-addendum", "derogation" */
	size_t n;
	bool none;             /* says that there is no transfer or no mechanism is needed */
};
void imp_claims_read(const char *text, size_t len, struct imp_claims *ret);

/* What a header means; several bits for a column that holds several things. */
enum imp_meaning {
	IMP_M_UNKNOWN = 0,
	IMP_M_PARTY = 1 << 0,
	IMP_M_PURPOSE = 1 << 1,        /* purpose */
	IMP_M_SERVICE = 1 << 2,        /* service */
	IMP_M_ROLE = 1 << 3,           /* role (free text: what it does for us) */
	IMP_M_PROCESSING = 1 << 4,     /* processing location */
	IMP_M_ENTITY = 1 << 5,         /* entity country */
	IMP_M_LOCATION = 1 << 6,       /* location (entity or processing not said) */
	IMP_M_MECHANISM = 1 << 7,
	IMP_M_DPA_LINK = 1 << 8,       /* dpa link or reference */
	IMP_M_DPA_STATUS = 1 << 9,
	IMP_M_CONTRACT = 1 << 10,
	IMP_M_DATA = 1 << 11,          /* data categories */
	IMP_M_SUBJECTS = 1 << 12,
	IMP_M_ADDED = 1 << 13,         /* date added */
	IMP_M_REVIEWED = 1 << 14,      /* date reviewed */
	IMP_M_DATE = 1 << 15,          /* date other */
	IMP_M_LINK = 1 << 16,          /* website / link */
	IMP_M_SECURITY = 1 << 17,      /* security / certification */
	IMP_M_RETENTION = 1 << 18,
	IMP_M_CONTACT = 1 << 19,       /* address / contact */
	IMP_M_CONDITION = 1 << 20,
	IMP_M_OWNERSHIP = 1 << 21,     /* ownership nationality */
	IMP_M_STATUS = 1 << 22,
	IMP_M_NOTES = 1 << 23,
	IMP_M_OWNER = 1 << 24,         /* internal owner */
	IMP_M_ROW_ID = 1 << 25,
	IMP_M_LIST_ATTR = 1 << 26,     /* dpf/safe-harbor attribute */
};
unsigned imp_header_read(const char *text, size_t len);

/* ---- importing a file ------------------------------------------------------------------------------------------ */

struct imp_map { /* --map 'Their column=field' */
	const char *column, *field;
};

struct imp_options {
	const char *name;        /* file name as shown and stored */
	const char *as;          /* kind ("parties", ..., "list"), NULL: recognised from the headers */
	const char *exporter;    /* party id that a foreign list belongs to, or NULL */
	const struct imp_map *map;
	size_t n_maps;
	bool dry_run;            /* everything is done and rolled back */
};

struct imp_refusal {
	size_t line;
	char column[64]; /* "" where the row as a whole is refused */
	char *reason;    /* sentence, with what to do */
};

struct imp_report {
	char kind[32];       /* what it was taken for */
	char delimiter;
	size_t read, added, updated, unchanged, refused, skipped; /* rows: read = the sum of the others, asserted */
	size_t parties, transfers, safeguards; /* records a foreign list's rows led to (added or updated) */
	struct imp_refusal *refusal;
	size_t n_refusals;
	struct cv_str notes; /* lines for the user: unknown columns kept, claims recorded, places left unread */
	int64_t import;      /* number of the import, 0: nothing changed */
	int64_t seq;         /* change it made, 0: none */
	char sha256[65];
};

/*
 * Import the bytes of a file. With any refused row: E_REFUSED, nothing written, report filled. ret must be {0}; give it to
 * imp_report_finish() in any case.
 */
CV_MUST enum cv_err imp_file(struct reg *r, const char *data, size_t len, const struct imp_options *opt,
	const struct reg_actor *actor, struct imp_report *ret, struct cv_error *err);
void imp_report_finish(struct imp_report *rep);

#endif

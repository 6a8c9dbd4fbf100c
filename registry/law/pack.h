/*
 * Inside of a law pack: the tables as text (for showing) and as typed rows (for deciding). Private to the room.
 */
#ifndef LAW_PACK_H
#define LAW_PACK_H

#include "registry/core/arena.h"
#include "registry/law/law.h"

enum {
	LAW_ALPHA2 = 26 * 26,     /* places 1..676 are the two-letter codes */
	LAW_PLACES_MAX = 1024,
	LAW_REGIMES_MAX = 8,
	LAW_MECHS_MAX = 1000,
	LAW_PACK_COLUMNS_MAX = 40,
	LAW_PACK_ROWS_MAX = 20000,
};

/* ---- tables as read ---- */

enum law_table_id {
	LAW_ADEQUACY, LAW_MEMBERSHIP, LAW_ALIASES, LAW_MECHANISMS, LAW_FRAMEWORKS, LAW_EVENTS,
	LAW_SCOPES, LAW_NONTRANSFERS, LAW_FAMILIES, LAW_REGIMES, LAW_PACK, LAW_TABLE_COUNT
};

struct law_row {
	size_t line;
	const char **cell; /* as many as the table has columns */
};

struct law_table {
	const char *file; /* "adequacy.csv" */
	size_t n_columns;
	const char *column[LAW_PACK_COLUMNS_MAX];
	struct law_row *row;
	size_t n_rows, cap;
};

extern const char *const law_table_file[LAW_TABLE_COUNT];

enum law_confidence { LAW_HIGH, LAW_MEDIUM, LAW_LOW };

/* The reading of a pack: where findings go, and the table and row being looked at. */
struct law_load {
	struct law_pack *p;
	struct cv_str *report;
	size_t findings;
	const struct law_table *t;
	const struct law_row *r;
	bool nomem;
};

void law_finding(struct law_load *l, const char *column, const char *fmt, ...) CV_PRINTF(3, 4);
void law_table_read(struct law_load *l, struct law_table *t, const struct law_file *f);
/* l->t as read: its columns, its empty cells, rows that stand twice. */
void law_check_table(struct law_load *l);
int law_column_of(const struct law_table *t, const char *name); /* -1: the table has no such column */
/* Cell of the current row by column name; "" where the table has no such column. */
const char *law_cell(struct law_load *l, const char *column);
/* The same where a dash in a column that may not be empty means that there is none: then "". */
const char *law_cell_said(struct law_load *l, const char *column);
/* A day cell; empty gives `empty`; a finding when it is no day. */
cv_day law_cell_day(struct law_load *l, const char *column, cv_day empty);
struct cv_span law_cell_span(struct law_load *l, const char *from, const char *until);
/* Index of the cell in a word list; a finding and -1 when it is not there. */
int law_cell_word(struct law_load *l, const char *column, const char *const *words, size_t n);
enum law_confidence law_cell_confidence(struct law_load *l);
law_mech law_cell_mech(struct law_load *l, const char *column); /* finding when unknown; LAW_NO_MECH when empty */
law_place law_cell_place(struct law_load *l, const char *column);
/* Bit mask of regimes named "EU|UK". */
uint32_t law_cell_regimes(struct law_load *l, const char *column);
law_regime law_cell_regime(struct law_load *l, const char *column); /* exactly one */
void law_no_mech(struct law_load *l, const char *column, const char *s, size_t n); /* the finding for an unknown slug */

/* ---- typed rows ---- */

enum law_family_kind { LAW_F_NOT_TRANSFER, LAW_F_ADEQUACY, LAW_F_SAFEGUARD, LAW_F_DEROGATION, LAW_F_ONWARD, LAW_F_CLAIM };
enum law_parties {
	LAW_P_ANY, LAW_P_C2C, LAW_P_C2P, LAW_P_P2P, LAW_P_P2C, LAW_P_GROUP, LAW_P_GROUP_PROCESSOR, LAW_P_PUBLIC,
	LAW_P_AS_ORIGINAL, LAW_P_BY_MODULE
};
enum law_status {
	LAW_S_IN_FORCE, LAW_S_EXPIRED, LAW_S_CLOSED, LAW_S_CONTESTED, LAW_S_NONE_APPROVED, LAW_S_NOT_OPERATIONAL,
	LAW_S_PLANNED, LAW_S_NOT_A_MECHANISM
};
enum law_permission { LAW_FREE, LAW_APPROVAL, LAW_NOTIFY };
enum { LAW_PARTIES_COUNT = LAW_P_BY_MODULE + 1, LAW_PERMISSION_COUNT = LAW_NOTIFY + 1 };

struct law_mech_row {
	const struct law_row *row;
	const char *slug, *name, *article, *instrument, *ground;
	uint32_t regimes;            /* bit per regime */
	enum law_family_kind family;
	enum law_parties parties;
	enum law_status status;
	enum law_permission permission;
	enum law_confidence confidence;
	struct cv_span fresh;        /* new contracts */
	cv_day alive_until;          /* existing contracts */
	cv_day tia_from;             /* CV_DAY_EVER: never */
	cv_day contested_from;       /* CV_DAY_EVER: not */
	cv_day permit_until;
	law_place permit[16];
	uint8_t n_permits;
	bool not_for_authority;
	bool consent;                /* ground of a derogation */
	bool general;                /* the general adequacy finding of its regime (its rows are in adequacy.csv) */
	int16_t framework;           /* index, -1 */
	uint16_t module;             /* LAW_T_M1.. : it is this module of a modular set */
	law_mech carrier[LAW_REGIMES_MAX]; /* the mechanism it counts as under another regime, LAW_NO_MECH */
	cv_day carried_from;         /* of a carrier: first day of the oldest set it carries */
	bool not_offered;            /* only states or public bodies can use it: never given as advice */
	bool takes_modules;          /* lives on a modular set of another regime: needs a module on file (the Addendum) */
};

struct law_adequacy_row {
	const struct law_row *row;
	law_place place;
	law_regime regime;
	uint8_t scope;
	enum law_confidence confidence;
	bool unverified, non_binding;
	int16_t framework; /* required certification, -1 */
	const char *instrument, *ended_by;
	struct cv_span span;
};

struct law_framework_row {
	const struct law_row *row;
	law_mech mech, carries_over, precondition;
	cv_day opens, efta_from; /* efta_from CV_DAY_NONE: never disputed */
	struct cv_span reliance;
	law_regime regime;
};

enum law_otherwise { LAW_SC_YES, LAW_SC_OPEN, LAW_SC_NO, LAW_SC_FRAMEWORK };
enum { LAW_SCOPE_ALTS = 4 };
struct law_scope_row {
	const struct law_row *row;
	const char *slug, *note;
	uint32_t yes[LAW_SCOPE_ALTS], no[LAW_SCOPE_ALTS]; /* alternatives of conjunctions */
	uint8_t n_yes, n_no;
	enum law_otherwise otherwise;
};

enum law_when {
	LAW_W_INTERNAL, LAW_W_BRIDGE, LAW_W_DOMESTIC, LAW_W_SAME_ENTITY, LAW_W_DATA_SUBJECT, LAW_W_TRANSIT,
	LAW_W_TO_OWN_CONTROLLER, LAW_W_PUBLICATION
};
struct law_nontransfer_row {
	const struct law_row *row;
	enum law_when when;
	law_regime regime;
	struct cv_span span;
	law_mech mech;
	bool settled;
};

struct law_family_row {
	const struct law_row *row;
	const char *slug;
	const char *note; /* what to find out and record, as a need: "look the entity up ..." */
	law_regime regime;
	law_mech mech[24];
	uint8_t n;
};

struct law_regime_row {
	const struct law_row *row;
	const char *name, *title, *rules;
	cv_day from, art3_2_from; /* art3_2_from CV_DAY_EVER: no reach beyond its territory */
	law_mech general[4];      /* general adequacy mechanisms, by date */
	uint8_t n_general;
};

enum law_event_flag { LAW_E_NONE, LAW_E_RISK, LAW_E_ASSESSMENT };

struct law_event_row {
	const struct law_row *row;
	cv_day day;
	enum law_event_flag flag;
	const char *affects, *note, *event, *instrument, *regime;
};

/* What membership makes of a place on some days. */
enum law_stand { LAW_INSIDE, LAW_BRIDGED, LAW_UNDER, LAW_EFTA };
struct law_stand_row {
	law_place place;
	uint8_t stand;
	law_regime regime;
	struct cv_span span;
	const struct law_row *row;
};

struct law_slice {
	uint16_t first, n;
};

struct law_edges {
	uint32_t first, n;
};

/*
 * The days on which something moves for a leg under a regime, by what the leg has to do with: parts of part_edge, each
 * ascending. A leg passes to another regime only on a day of its exporter or of_any.
 */
struct law_moves {
	struct law_edges of_any, of_place[LAW_PLACES_MAX], of_family[16];
	struct law_edges *of_mech; /* of an instrument, entry or derogation on file */
};

/* A safeguard that can be offered as a remedy under a regime. */
struct law_advice {
	law_mech mech, as;    /* what is signed, and what it counts as there */
	struct cv_span fresh; /* days on which it can be signed */
};

struct law_pack {
	struct cv_arena arena;
	struct law_table table[LAW_TABLE_COUNT];
	const char *version;

	struct law_regime_row regime[LAW_REGIMES_MAX];
	size_t n_regimes;
	struct law_mech_row *mech;
	size_t n_mechs;
	struct law_framework_row *framework;
	size_t n_frameworks;
	struct law_scope_row *scope;
	size_t n_scopes;
	struct law_adequacy_row *adequacy; /* by place, then in file order */
	size_t n_adequacy;
	struct law_slice adequacy_of[LAW_PLACES_MAX];
	struct law_stand_row *stand;       /* by place */
	size_t n_stands;
	struct law_slice stand_of[LAW_PLACES_MAX];
	struct law_nontransfer_row *rule; /* by regime, then in file order */
	size_t n_rules;
	struct law_slice rules_of[LAW_REGIMES_MAX];
	struct law_family_row *family;
	size_t n_families;
	const char *family_slug[16];       /* distinct families, in file order */
	size_t n_family_slugs;
	struct law_event_row *event;
	size_t n_events;

	const char *io[64]; /* ids of organisations that some row names; place LAW_ALPHA2 + 1 + i */
	size_t n_io;
	law_place io_unknown;
	law_place alias_of[LAW_ALPHA2 + 1];
	char code[LAW_ALPHA2 + 1][3]; /* the text of the two-letter places */
	uint16_t *mech_slot; /* open addressing, slug -> mech + 1 */
	size_t n_slots;

	cv_day *edge; /* every day on which some row begins or ends, ascending, each once */
	size_t n_edges;
	cv_day *part_edge;                            /* the same in the parts that moves tells */
	struct law_moves moves[LAW_REGIMES_MAX + 1]; /* by regime; last: where none is modelled */
	struct law_advice *advice; /* by regime and what the authority is asked for, then in file order */
	struct law_slice advice_of[LAW_REGIMES_MAX][LAW_PERMISSION_COUNT];
	uint16_t module_for[LAW_PARTIES_COUNT]; /* LAW_T_M1..: the modules made for them */
};

/* Is a row of `regime` among the bits? */
static inline bool law_in(uint32_t regimes, law_regime r)
{
	return r < 32 && (regimes >> r & 1);
}

bool law_stands(const struct law_pack *p, law_place place, enum law_stand stand, law_regime r, cv_day on);
law_regime law_regime_find(const struct law_pack *p, const char *s, size_t n); /* by name; LAW_NO_REGIME: none */
bool law_listed(const char *list, const char *word); /* "a;b" */
law_place law_io_place(struct law_pack *p, const char *s, size_t n, bool add);
law_place law_io_add(struct law_load *l, const char *column, const char *id);
void law_build(struct law_load *l); /* typed rows out of the tables */
void law_build_places(struct law_load *l);
void law_build_mechs(struct law_load *l);
void law_build_mech_ties(struct law_load *l);
bool law_derive(struct law_pack *p);	 /* order, edges, advice, once the tables are sound; false: out of memory */
void law_check_ties(struct law_load *l); /* what rows of one table, and of several, say about each other */

/* ---- cells of a case ---- */

/* As much of a cell as a message repeats: it may be a megabyte, and the advice comes after it. */
int law_shown(const char *s, size_t n);
bool law_blank(char c);

#endif

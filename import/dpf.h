/*
 * The list of participants in the Data Privacy Framework, as the Department of Commerce publishes it: one row per
 * participant and framework. A row that names a party on file is kept until the last row; all others are only counted.
 * Then what the rows say of one party and framework together becomes a certification, or the change of one. Private to
 * the room.
 */
#ifndef IMPORT_DPF_H
#define IMPORT_DPF_H

#include "import/inside.h"

enum imp_dpf_column {
	IMP_DPF_LEGAL,
	IMP_DPF_DISPLAY,
	IMP_DPF_COVERED,
	IMP_DPF_FRAMEWORK,
	IMP_DPF_STATUS,
	IMP_DPF_REASON,
	IMP_DPF_INSTALL,  /* first day of the entry; may begin anew with each re-certification */
	IMP_DPF_DUE,	  /* "Usage End Date": the next re-certification is due, nothing ends by itself */
	IMP_DPF_INACTIVE, /* first day on which it is no longer active */
	IMP_DPF_HR,
	IMP_DPF_NON_HR,
	IMP_DPF_DATA,  /* both in one column: "HR, Non-HR" */
	IMP_DPF_OTHER, /* of the list, of no use here: address, industries, links */
	IMP_DPF_COLUMN_COUNT
};

enum { IMP_DPF_FRAMEWORKS_MAX = 32 }; /* as many as a uint32_t has bits */
#define IMP_DPF_FAMILY "dpf"	      /* of claims: whoever claims it means a framework of this list */

/* How a row names a party, from weak to strong. */
enum imp_dpf_how { IMP_DPF_BY_DISPLAY, IMP_DPF_BY_COVERED, IMP_DPF_BY_LEGAL };

enum imp_dpf_day { IMP_DPF_FROM, IMP_DPF_DUE_DAY, IMP_DPF_UNTIL, IMP_DPF_DAYS };

/* A row that names a party on file. */
struct imp_dpf_row {
	size_t line;
	char *participant; /* legal name as written, else the public one */
	char *folded;	   /* of it, to tell participants apart */
	char *display;
	uint32_t frameworks; /* bit: number of imp_dpf.framework */
	bool active;
	const char *ended; /* of one that is not active: the word of a certification, NULL: not said why */
	bool data_said, hr, non_hr;
	char *text[IMP_DPF_DAYS];
	cv_day day[IMP_DPF_DAYS]; /* CV_DAY_NONE: not said */
	bool refused, used;
	enum reg_effect effect;
};

/* Row r names party p. */
struct imp_dpf_hit {
	size_t row, party;
	enum imp_dpf_how how;
	bool sure;  /* the user said so */
	char *name; /* as written */
	bool dropped;
	const char *id;		/* of the party */
	struct imp_dpf_row *at; /* the row, once there are no more of them */
};

/* A party that a row names, that relies on the framework, or that exports to one that does. */
struct imp_dpf_party {
	char *id, *name, *country;
	uint8_t exporter_attrs;
	uint32_t relies; /* frameworks of the list it has a current certification of, on file before the import */
	uint32_t listed; /* frameworks a row says something of */
	uint32_t active; /* active on the list */
	bool claims;	 /* somebody's list claims it without saying more */
	bool asked;	 /* whether a row means it is for the user to say */
	char *near;	 /* a name on the list that differs in the legal form only */
	size_t near_line;
};

struct imp_dpf_cert { /* a certification on file */
	size_t party; /* number: imp_dpf.party[n] */
	const char *id;
	uint32_t framework;
	struct cv_span span;
	char from[CV_DAY_TEXT], until[CV_DAY_TEXT], checked[CV_DAY_TEXT], status[16], covers[16];
	bool current; /* active today, by what was on file before */
};

struct imp_dpf_leg {
	char *id;
	size_t importer;
	size_t exporter; /* number + 1; 0: not said */
	char country[8];
};

struct imp_dpf {
	struct law_framework framework[IMP_DPF_FRAMEWORKS_MAX];
	size_t n_frameworks;
	char **answer;		      /* imp_options.answer[i].a, folded */
	uint32_t of_list;	      /* the frameworks of this list: those that a claim of its family means */
	int at[IMP_DPF_COLUMN_COUNT]; /* index of the column in the file, -1: none */
	struct imp_keys *parties, *near, *asked; /* id, core of a name, question -> number + 1 */
	struct imp_dpf_party *party;
	size_t n_parties, parties_cap;
	struct imp_dpf_row *row;
	size_t n_rows, rows_cap;
	struct imp_dpf_hit *hit;
	size_t n_hits, hits_cap;
	struct imp_dpf_cert *cert; /* by id of the party */
	size_t n_certs, certs_cap;
	struct imp_dpf_leg *leg;
	size_t n_legs, legs_cap;
	size_t month_first, day_first; /* dates in the file that can be read one way only */
	cv_day checked;		       /* the day this very file was first imported, else today */
	bool seen_before;
};

/* ---- words (dpf_words.c, dpf_terms.c) ---- */

enum { IMP_DPF_KEY = 48 };
/* Letters and digits only, small: "Non-HR Data" and "NonHRData" -> "nonhrdata". */
void imp_dpf_squeeze(const char *text, char ret[IMP_DPF_KEY]);
/* The column that a header means, IMP_IGNORED or IMP_NONE. */
int imp_dpf_header(const struct imp_options *opt, const char *header);
/* Which frameworks a cell names; what is not known goes to *ret_unknown (appended). */
uint32_t imp_dpf_frameworks(
	const struct imp_dpf *d, const struct law_pack *p, const char *text, struct cv_str *ret_unknown);
/* What a status says; *ret_ended: the word of a certification that a status or a reason gives, or NULL. */
CV_MUST bool imp_dpf_status(const char *text, bool *ret_active, const char **ret_ended);
CV_MUST bool imp_dpf_yes_no(const char *text, bool *ret);
/* "HR, Non-HR" */
CV_MUST bool imp_dpf_data(const char *text, bool *hr, bool *non_hr);
/* cv_fold() of it; NULL when out of memory. Owns: free(). */
char *imp_dpf_fold(const char *name);
/* Is it nothing but a legal form ("Inc.")? Does it end in one ("Beta LLC")? Texts are folded. */
bool imp_dpf_is_form(const char *folded);
bool imp_dpf_has_form(const char *folded);
/* The name without its legal forms: "acme inc" -> "acme". Cuts it in place. */
void imp_dpf_core(struct cv_str *folded);

/* ---- days (dpf_days.c) ---- */

enum imp_dpf_read { IMP_DPF_NO_DAY, IMP_DPF_EMPTY, IMP_DPF_DAY, IMP_DPF_AMBIGUOUS };
/*
 * ISO, 7/17/2023 (days says which comes first), 17 Jul 2023, July 17, 2023, a day number of a spreadsheet; a time behind
 * it is dropped.
 */
enum imp_dpf_read imp_dpf_day(const char *text, enum imp_days days, cv_day *ret);
/* -1: the day comes first for certain, 1: the month, 0: it shows nothing. */
int imp_dpf_order(const char *text);

/* ---- names (dpf_match.c, dpf_pieces.c) ---- */

struct imp_dpf_naming {
	struct imp_reading *g;
	size_t line;
	enum imp_dpf_how how;
	const char *cell; /* that the name stands in, for the question */
	bool clear;	  /* where the name begins and ends is certain */
};
/* One name becomes a hit or a question. *ret: it is that of some party, or of several. */
CV_MUST enum cv_err imp_dpf_take(struct imp_dpf_naming *m, const char *name, bool *ret, struct cv_error *err);
/* All names of a cell of covered entities (m->cell). */
CV_MUST enum cv_err imp_dpf_covered(struct imp_dpf_naming *m, struct cv_error *err);
/* The cell of that column, "" where the file has none; lives as long as the row. */
const char *imp_dpf_cell(const struct imp_dpf *d, const struct cv_row *row, enum imp_dpf_column c);
/* The parties that a row names become hits, questions what is not certain. *ret_any: there is a hit. */
CV_MUST enum cv_err imp_dpf_match(struct imp_reading *g, const struct cv_row *row, bool *ret_any, struct cv_error *err);
/* Number of the party of that id, taken in if it is new. */
CV_MUST enum cv_err imp_dpf_party(struct imp_dpf *d, const char *id, size_t *ret, struct cv_error *err);
/* Ask once, however many rows give cause. */
CV_MUST enum cv_err imp_dpf_ask(struct imp_reading *g, size_t line, const char *text, const char *evidence,
	const char *meanwhile, const char *answers, struct cv_error *err);

/* ---- the register before and after (dpf_filed.c, dpf_settle.c, dpf_groups.c, dpf_apply.c, dpf_put.c, dpf_report.c) ---- */

/* Before the first row: who relies on the framework today. */
CV_MUST enum cv_err imp_dpf_relying(struct imp_reading *g, struct cv_error *err);
/* After the last row: certifications, transfers and the facts of the parties that matter. */
CV_MUST enum cv_err imp_dpf_filed(struct imp_reading *g, struct cv_error *err);
/* Days of the rows; which hits hold. */
CV_MUST enum cv_err imp_dpf_settle(struct imp_reading *g, struct cv_error *err);
CV_MUST enum cv_err imp_dpf_apply(struct imp_reading *g, struct cv_error *err);
/* One party and one framework: the rows about it, and what is on file, kept up to date. */
struct imp_dpf_group {
	struct imp_reading *g;
	size_t party;
	uint32_t framework;
	const struct imp_dpf_hit **hit; /* those whose row names the framework, in order of their days */
	size_t n_hits;
	struct imp_dpf_cert *cert; /* with room for n_hits more */
	size_t n_certs;
};
CV_MUST enum cv_err imp_dpf_apply_group(struct imp_dpf_group *u, struct cv_error *err);
/* What becomes of a certification; NULL: stays as it is. */
struct imp_dpf_change {
	const char *from; /* of a new one */
	const char *until, *status, *covers, *source;
	cv_day due;
	int64_t line;
};
/* filed: the certification as it is on file, or (known false) room for a new one; it is what is on file then. */
CV_MUST enum cv_err imp_dpf_put(struct imp_reading *g, struct imp_dpf_cert *filed, bool known,
	const struct imp_dpf_change *c, enum reg_effect *ret, struct cv_error *err);
/* Who relies on the framework and is not found, or no longer active, and what rests on it. */
CV_MUST enum cv_err imp_dpf_report(struct imp_reading *g, struct cv_error *err);

#endif

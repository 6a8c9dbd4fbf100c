/*
 * Text in: a CSV file becomes rows, rows become records, records land in the register whole or not at all.
 */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "registry/core/csv.h"
#include "registry/imports.h"

enum {
	IMP_FILE_MAX = 1024 * 1024 * 1024, /* bytes of one file */
	IMP_REFUSED_SHOWN = 1000,          /* refusals kept word for word; all are counted */
	IMP_QUESTIONS_SHOWN = 1000,        /* questions kept word for word; all are counted */
	IMP_PLACES_MAX = 64,               /* countries read from one cell */
};

/* ---- reading one cell of a foreign list ----------------------------------------------------------------------- */

/* What a location cell says. */
struct imp_place {
	char written[IMP_PLACES_MAX][3];  /* alpha-2 codes of countries that stand in the cell, in order, each once */
	size_t n_written;
	char inferred[IMP_PLACES_MAX]
		     [3]; /* codes that follow from a town, a province or a cloud region; disjoint from written */
	size_t n_inferred;
	const char *region[8];            /* "EU", "EEA", "EFTA", "GLOBAL", "NA", "APAC", ...: never countries */
	size_t n_regions;
	bool undecided; /* countries are named but not decided ("TBD (EU / US options)"): a careful reader records none */
};

/* Reads a location cell (any language of the lists). Never guesses: what is not understood is left out. */
void imp_place_read(const char *text, size_t len, struct imp_place *ret);

/* What a mechanism cell claims. */
struct imp_claims {
	const char *family
		[8]; /* "scc", "dpf", "privacy-shield", "safe-harbor", "bcr", "adequacy", "uk-idta", "uk-addendum", "derogation" */
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

/*
 * The bytes of a file, for one import: a path, standard input, an open file or memory. Never more than a piece of it
 * is held.
 */
struct imp_input;
/* path "-" is standard input. Fails: E_FILE, E_TOO_BIG, E_NOMEM. Owns: imp_input_close(*ret). */
CV_MUST enum cv_err imp_input_open(const char *path, struct imp_input **ret, struct cv_error *err);
/* An open file, from its start; it stays open. Fails: E_FILE, E_TOO_BIG, E_NOMEM. */
CV_MUST enum cv_err imp_input_fd(int fd, struct imp_input **ret, struct cv_error *err);
/* data must outlive the input. */
CV_MUST enum cv_err imp_input_memory(const char *data, size_t len, struct imp_input **ret, struct cv_error *err);
void imp_input_close(struct imp_input *in);

struct imp_map { /* --map 'Their column=field' */
	const char *column, *field;
	bool remembered; /* from an earlier import of the source: the file may lack the column */
};

struct imp_answer { /* --same A=B, --distinct A=B: A a name in the file, B a party on file (id or name) or another name in the file */
	const char *a, *b;
	bool same;
};

enum imp_days { IMP_DAYS_ASK, IMP_DAYS_DMY, IMP_DAYS_MDY }; /* what 03/04/2024 means */

struct imp_progress {
	uint64_t bytes, of; /* of the file, or of what is done after the reading; of 0: not known */
	size_t rows;
	const char *doing;  /* "reading", "recording", "working out what it means", "writing" */
};
/* Called once it is known of which of our kinds the file is; what it returns is what the import fails with. */
typedef enum cv_err imp_kind_fn(void *ctx, enum reg_kind kind, struct cv_error *err);
/* Called now and then; true: give up (E_STOPPED, nothing written). */
typedef bool imp_progress_fn(void *ctx, const struct imp_progress *p);
/*
 * A refused row, cells as they were in the file (formula guard and all); header: the header row comes the same way
 * first, reason "". Called once all the rest is known to be good, just before it is written; never of a dry run.
 */
typedef enum cv_err imp_reject_fn(void *ctx, const struct cv_row *row, char delimiter, bool header, const char *reason,
	struct cv_error *err);

struct imp_options {
	const char *name;        /* file name as shown and stored */
	const char *as;          /* kind ("parties", ..., "list", "dpf-list"), NULL: recognised from the headers */
	const char *exporter;    /* party id that a foreign list belongs to, or NULL */
	const char
		*source; /* what the file is an edition of; NULL: the name without folder, ending, dates and numbers */
	const struct imp_map *map;
	size_t n_maps;
	const struct imp_answer *answer;
	size_t n_answers;
	bool dry_run;            /* the plan only */
	const char *apply;       /* hash of a plan: apply exactly that, or E_CONFLICT; NULL: whatever the plan is */
	enum reg_conflict on_conflict;
	bool complete;           /* the file is the whole truth for its scope: what is absent is ended */
	const char *scope;       /* "kind=service-provider", "all", NULL: what earlier imports of the source brought */
	int max_ended;           /* percent of the scope that may end */
	cv_day today;            /* the day things end on, and DPF entries are checked on */
	bool fail_on_loss;       /* stop when a transfer would lose cover */
	bool fail_on_questions;
	bool repair;             /* text that was encoded twice is put right instead of refused */
	enum imp_days days;
	imp_reject_fn *reject; /* --rejects: good rows go in, refused ones go here; NULL: one refused row refuses all */
	void *reject_ctx;
	imp_kind_fn *may_kind; /* NULL: any */
	void *may_ctx;
	imp_progress_fn *progress; /* NULL: none */
	void *progress_ctx;
};

struct imp_refusal {
	size_t line;
	char column[64]; /* "" where the row as a whole is refused */
	char *reason;    /* sentence, with what to do */
};

/* Something only a person can decide. Until then the import does what `meanwhile` says. */
struct imp_question {
	size_t line;      /* 0: no line in particular */
	char *text;       /* "Is 'Acme GmbH' the same legal entity as 'Acme Inc' (acme)?" */
	char *evidence;   /* "same name but for the legal form; DE here, US on file" */
	char *meanwhile;  /* "kept apart" */
	char *answers;    /* "--same 'Acme GmbH=acme' or --distinct 'Acme GmbH=acme'" */
};

/* ---- the plan: what an import means --------------------------------------------------------------------------- */

enum imp_act { IMP_ADDED, IMP_UPDATED, IMP_ENDED, IMP_ACTS };

struct imp_field {
	const char *column; /* lives for ever, but for columns that are none of ours: then "" */
	char *before, *after;
};

struct imp_change { /* of one record */
	enum imp_act act;
	enum reg_kind kind;
	int64_t n;
	size_t line;       /* of the file; 0: absent from it */
	char *id;          /* or key */
	char *importer, *exporter; /* ids of whom it is about, "" nobody in particular; of a party its own id and "" */
	char *mechanism;   /* that it is one of, "" none: a party, a transfer, an assessment */
	char *text;        /* "Acme, Inc. moves from IE to US" */
	char *effect;      /* "3 transfers lose cover (NO_MECHANISM)", "" none */
	struct imp_field *field;
	size_t n_fields;
};

enum imp_turned { IMP_LOSES, IMP_GAINS, IMP_OTHERWISE, IMP_NEW, IMP_OVER, IMP_TURNS };

struct imp_leg { /* a transfer whose outcome is another after the import */
	enum imp_turned how; /* loses cover; becomes covered; stands otherwise; is new; is over */
	int64_t n;
	char *id, *exporter, *importer, *exporter_name, *importer_name;
	char country[32];
	struct reg_standing was, is;
	bool explained;      /* a change says so in its effect */
};

enum { IMP_PLAN_MAX = 20000 }; /* changes, and transfers, that a plan holds word for word; all are counted */

struct imp_plan {
	char hash[64];     /* of file, register state and options: what --apply takes */
	int64_t seq;       /* last change before it */
	cv_day on;         /* outcomes are those of that day */
	bool detailed;     /* the changes are listed (not for a plain import of more than IMP_PLAN_MAX rows) */
	size_t count[REG_KIND_COUNT][IMP_ACTS];
	struct imp_change *change;
	size_t n_changes, changes_cap;
	size_t turns[IMP_TURNS];
	size_t new_uncovered, new_review; /* of the new ones: not covered, to be reviewed */
	bool new_left_out;    /* too many new transfers: their outcomes are not worked out */
	struct imp_leg *leg;
	size_t n_legs, legs_cap;
	char *summary;     /* one sentence a manager reads */
	char *stop;        /* why it would not be applied, NULL: it would */
};

/* "loses cover", "needs review", ... */
const char *imp_turned_word(enum imp_turned how);

/* ---- the report ----------------------------------------------------------------------------------------------- */

struct imp_report {
	char kind[32];       /* what it was taken for */
	char source[80];
	char encoding[16];   /* "UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252" */
	char delimiter;
	size_t header_line;  /* 0: the file has none */
	size_t read, added, updated, unchanged, refused, skipped; /* rows: read = the sum of the others, asserted */
	size_t followed;     /* transfers that moved with their importer; not rows */
	size_t ended;        /* records that are absent from a complete file and end; not rows */
	size_t revived;      /* records that ended by absence and go on; not rows */
	size_t drafts;       /* notices for customers that made themselves; a plan: that would */
	size_t parties, transfers, safeguards; /* records a foreign list's rows led to (added or updated) */
	struct imp_refusal *refusal;
	size_t n_refusals;
	struct imp_question *question;
	size_t n_questions, questions; /* kept word for word, and all */
	struct cv_str notes; /* lines for the user: unknown columns kept, claims recorded, places left unread */
	struct imp_plan *plan; /* what it means; NULL before it is worked out */
	int64_t import;      /* number of the import, 0: nothing changed */
	int64_t seq;         /* change it made, 0: none */
	char sha256[65];
};

/* ---- options by name: one reading of them for the command line and for HTTP ------------------------------------ */

enum { IMP_GIVEN_MAX = 64 };

/* What the pairs among the options are kept in. {0} is none; imp_given_finish() frees it, after the import. */
struct imp_given {
	struct imp_map map[IMP_GIVEN_MAX];
	struct imp_answer answer[IMP_GIVEN_MAX];
	struct cv_str text[2 * IMP_GIVEN_MAX];
	size_t n_texts;
};
void imp_given_finish(struct imp_given *g);

/*
 * The names of imp_option() in the order they are to be taken: the hash of a plan depends on it. Ends with NULL.
 * "--rejects" and the name of the file are the caller's business.
 */
extern const char *const imp_option_name[];
bool imp_option_repeats(const char *name); /* may it be given more than once? */
/*
 * Take one of them into opt, which began as imp_options_default(today) with its name set: "on-conflict" (on_conflict is
 * the same), "update". A switch takes NULL, "true" or "false". value must outlive opt, g must not move.
 * Fails: E_USAGE, E_DATE, E_NOMEM; err->field is the name, the message is to follow it ("write loss or questions").
 */
CV_MUST enum cv_err imp_option(struct imp_options *opt, struct imp_given *g, const char *name, const char *value,
	struct cv_error *err);
struct imp_options imp_options_default(cv_day today);
/* Once all are taken: do they go together? Fails: E_USAGE; err->field is the name of one of them. */
CV_MUST enum cv_err imp_options_check(const struct imp_options *opt, struct cv_error *err);

/* A refused row as it was, its line and the reason as two more cells (for the header their names); appended to out. */
void imp_reject_text(const struct cv_row *row, char delimiter, bool header, const char *reason, struct cv_str *out);

/* ---- importing it --------------------------------------------------------------------------------------------- */

/*
 * Import a file. With any refused row and no opt->reject: E_REFUSED, nothing written, report filled. ret must be {0};
 * give it to imp_report_finish() in any case.
 */
CV_MUST enum cv_err imp_file(struct reg *r, struct imp_input *in, const struct imp_options *opt,
	const struct reg_actor *actor, struct imp_report *ret, struct cv_error *err);
void imp_report_finish(struct imp_report *rep);

/* ---- only looking at a list of receivers ----------------------------------------------------------------------- */

struct imp_listed { /* what one row says; texts live until fn returns */
	size_t line;
	const char *party, *service;
	const char *location;             /* as written */
	char country[IMP_PLACES_MAX][3];  /* each once */
	size_t n;
	const struct imp_claims *claims;
};
typedef enum cv_err imp_listed_fn(void *ctx, const struct imp_listed *row, struct cv_error *err);

/*
 * Every row of a foreign list that names a party, read as an import reads it; no register is needed and nothing is
 * recorded. opt: name, map, repair, days count. ret (which must be {0}; imp_report_finish()) counts the rows and says
 * what was refused. Fails: as imp_file() before anything is recorded, what fn returned.
 */
CV_MUST enum cv_err imp_list_look(const struct law_pack *p, struct imp_input *in, const struct imp_options *opt,
	imp_listed_fn *fn, void *ctx, struct imp_report *ret, struct cv_error *err);

/* ---- in words ------------------------------------------------------------------------------------------------- */

/*
 * Appended to out; the plan must be there. Text for people, CSV for spreadsheets (what, line, kind, id, column,
 * before, after, meaning).
 */
void imp_plan_text(const struct imp_report *rep, const struct imp_options *opt, struct cv_str *out);
void imp_plan_csv(const struct imp_report *rep, struct cv_str *out);
/* What a plain import did to transfers, and the questions it leaves; nothing where there is nothing to say. */
void imp_effect_text(const struct imp_report *rep, struct cv_str *out);
/* Counts, plan, refusals, questions, notes: one JSON object. */
void imp_report_json(const struct imp_report *rep, bool dry_run, struct cv_str *out);
struct cv_json;
/* One import of the list of imports; what undoing it did. */
void imp_import_json(const struct reg_import *i, struct cv_json *j);
void imp_import_members(const struct reg_import *i, struct cv_json *j); /* into an object that is open */
void imp_undone_json(const struct reg_undone *u, struct cv_json *j);

#endif

/*
 * The register: what is on file, with two clocks, and the one question it answers.
 *
 * First clock: when a thing was true (from, until, signed, ... inside the records).
 * Second clock: when we knew it. Every change has a sequence number and a UTC instant; a record version is known
 * from the change that recorded it until the change that superseded it. Nothing is overwritten or deleted.
 *
 * Threads: a struct reg belongs to one thread at a time; a struct reg_view is immutable and may be shared.
 */
#ifndef REGISTRY_REGISTRY_H
#define REGISTRY_REGISTRY_H

#include "registry/core/arena.h"
#include "registry/law/law.h"

/* ---- kinds of record: one table drives CSV, JSON, checks and storage ----------------------------------------- */

/* The facts that answers rest on, then the work of the desks: each kind names only kinds before it. */
enum reg_kind {
	REG_PARTIES, REG_TRANSFERS, REG_SAFEGUARDS, REG_CERTIFICATIONS, REG_ASSESSMENTS,
	REG_CONTRACTS, REG_INQUIRIES, REG_REPLIES, REG_CHECKS, REG_NOTICES, REG_DELIVERIES, REG_OBJECTIONS,
	REG_OVERRIDES,
	REG_KIND_COUNT
};

enum reg_type {
	REG_TEXT,      /* free text, one cell */
	REG_PERSONAL,  /* the same, about a person: can be erased for good */
	REG_LIST,      /* free texts joined by ';' */
	REG_ID,        /* a readable, stable id: [a-z0-9][a-z0-9._-]{0,63} */
	REG_PARTY,     /* the id of a party on file (a name or alias that only one party has is turned into its id) */
	REG_COUNTRY,   /* one country: code, alias or name in; code out */
	REG_COUNTRIES, /* several joined by ';' */
	REG_DAY,
	REG_YESNO,
	REG_WORD,      /* one of `words` */
	REG_WORDS,     /* several of `words` joined by ';' */
	REG_MECHANISM, /* mechanism slug; family slug with flag `claimed`; onward-contract */
	REG_FRAMEWORK, /* mechanism slug that is a framework */
	REG_ATTRS,     /* of a party: law attributes, gdpr-art3-2, public-authority, published; joined by ';' */
	REG_NUMBER,    /* 0 to 999999999999, no leading zeros */
	REG_INSTANT,   /* YYYY-MM-DDTHH:MM:SS.mmmZ */
	REG_DIGEST,    /* SHA-256, 64 small hex digits */
	REG_RECORD,    /* the id of a record of the kind `words` ("inquiries") */
	REG_LONG,      /* text of up to 128 KiB */
	REG_LETTER,    /* the same, about a person: can be erased for good */
};

/* The attribute of a party that stands on our public list of sub-processors. */
#define REG_PUBLISHED "published"

/* The item of a checklist that is none to be seen to: that the vendor was approved, by whom and on what. */
#define REG_DECISION "decision"

struct reg_column {
	const char *name;
	enum reg_type type;
	bool required;
	const char *words; /* "a|b|c" for REG_WORD, REG_WORDS; the kind for REG_RECORD; else NULL */
	const char *help;  /* one line: meaning and form */
};

enum { REG_COLUMNS_MAX = 24 };

struct reg_kind_info {
	const char *plural;   /* "parties": the name of the kind in commands, files and paths */
	const char *singular; /* "party": in record references, "certification/12" */
	size_t n;
	const struct reg_column *column; /* in the order of DESIGN section 7 */
	/* Names of columns, "" where there is none. */
	const char *first, *last; /* it holds from this day on, and no longer on this one */
	const char *end;          /* what ending one record fills */
	const char *complete;     /* what an import fills where a record is absent from a complete file */
};

const struct reg_kind_info *reg_kind_info(enum reg_kind kind);
bool reg_kind_parse(const char *name, enum reg_kind *ret);                 /* "parties" */
bool reg_is_personal(const struct reg_column *c);
int reg_column_index(enum reg_kind kind, const char *name);                /* -1: none */

/* ---- a record: one row of a kind ----------------------------------------------------------------------------- */

/*
 * Cells are text in canonical form; "" is "not known". NULL, only on the way into reg_put(), is "not said": what is on file stays.
 * Memory belongs to whoever made the record.
 * extra: columns this program does not know, kept: name US value RS name US value ... (0x1f, 0x1e), or "". On the way into
 * reg_put() a name with an empty value is taken away, a name that is not there stays as it is.
 */
struct reg_record {
	enum reg_kind kind;
	const char *cell[REG_COLUMNS_MAX];
	const char *extra;
};

/* Where a version came from. */
struct reg_source {
	int64_t import; /* import number, 0: none (typed or by request) */
	int64_t line;   /* line in its file, 0: none */
};

/* A version on file. */
struct reg_version {
	int64_t n;                /* the fact's own number within its kind, stable over its versions */
	int64_t known_from;       /* change that recorded it */
	int64_t known_until;      /* change that superseded it; 0: still current */
	struct reg_source source;
	const char *key;          /* what makes it a fact of its own */
	const char *sealed;       /* salt or commitments of its personal cells: evidence.h */
	struct reg_record record;
};

/*
 * Bring one cell into canonical form, or say what is wrong (err->field = column). Looks at the pack only: parties are checked
 * by reg_put(). out is appended to. An empty cell stays empty (unless required: E_VALUE).
 */
CV_MUST enum cv_err reg_cell(const struct law_pack *p, enum reg_kind kind, int column, const char *text, size_t len,
	struct cv_str *out, struct cv_error *err);

/* ---- the register -------------------------------------------------------------------------------------------- */

struct reg;

enum reg_mode { REG_READ, REG_WRITE, REG_CREATE }; /* CREATE: write, and make the file if there is none */

/*
 * Fails: E_FILE (no such file, a directory, not readable), E_NOT_OURS, E_NEWER, E_READONLY, E_BUSY, E_STORE, E_NOMEM;
 * the message names the path and what to do. p must outlive the register. Owns: reg_close(*ret).
 */
CV_MUST enum cv_err reg_open(const char *path, enum reg_mode mode, const struct law_pack *p, struct reg **ret,
	struct cv_error *err);
void reg_close(struct reg *r);
const struct law_pack *reg_pack(const struct reg *r);
/* The number of the last change, 0 for an empty register. Cheap: used to see that another process wrote. */
CV_MUST enum cv_err reg_seq(struct reg *r, int64_t *ret, struct cv_error *err);
/* How long to wait for the lock of another process before E_BUSY; 5000 ms unless said otherwise. */
void reg_patience(struct reg *r, int ms);
/* Settings kept in the register: "home" (country code). "" when not set; owned by caller: free(). */
CV_MUST enum cv_err reg_setting(struct reg *r, const char *key, char **ret, struct cv_error *err);

/* Who changes the register, through which door, when. now_ms: milliseconds since 1970, from api/. */
struct reg_actor {
	const char *who; /* login name, token name */
	const char *via; /* "cli", "http" */
	int64_t now_ms;
	const char *reason; /* why, kept with the change; NULL: not said */
	bool closed;     /* may not decide: a vendor that is new begins before the gate (desk/moves.h) */
};

/*
 * A change: begin takes the write lock (one writer at a time; waits up to 5 s, then E_BUSY) and a number; its instant
 * is now_ms, but not before the last one's. reg_commit() lands it whole, or nothing; without a record it leaves no trace.
 */
CV_MUST enum cv_err reg_begin(struct reg *r, const struct reg_actor *a, const char *note, struct cv_error *err);
CV_MUST enum cv_err reg_commit(struct reg *r, int64_t *ret_seq, struct cv_error *err);
void reg_rollback(struct reg *r); /* harmless when nothing is open */

CV_MUST enum cv_err reg_set(struct reg *r, const char *key, const char *value, struct cv_error *err);

enum reg_effect { REG_ADDED, REG_UPDATED, REG_UNCHANGED };

/*
 * Record one row. Cells must be canonical (reg_cell()); ids may be empty and are then made from the row, the same
 * row always giving the same id; but an inquiry, a reply and a notice get the next free number, and a file must say it.
 * A row that is on file with the same values changes nothing; with other values it supersedes. Checks what needs the
 * register: parties, names, spans, steps. ret_id (may be NULL) gets the id or key, the register's until the next call.
 */
CV_MUST enum cv_err reg_put(struct reg *r, const struct reg_record *rec, struct reg_source src,
	enum reg_effect *ret_effect, const char **ret_id, struct cv_error *err);

/*
 * As reg_put(), but nothing on file is overwritten: only cells and unknown columns that are empty are filled. For lists that others
 * publish: a field that one of us corrected stays corrected.
 */
CV_MUST enum cv_err reg_fill(struct reg *r, const struct reg_record *rec, struct reg_source src,
	enum reg_effect *ret_effect, const char **ret_id, struct cv_error *err);

/* The name of a party, appended to out; its id where there is none of that id. */
CV_MUST enum cv_err reg_party_name(struct reg *r, const char *id, struct cv_str *out, struct cv_error *err);

/*
 * The party that a text means among those current (within the open change): by id, else as answered (reg_same), else by folded name
 * or alias, where of several the only one that is spelled exactly so is meant.
 * Returns how many match (0, 1, 2 = several); ret_id as in reg_put(), filled for 1.
 */
CV_MUST enum cv_err reg_find_party(struct reg *r, const char *text, int *ret_matches, const char **ret_id,
	struct cv_error *err);
/* An id that no party has, for one of that name: its slug, with -2, -3 ... where that is taken. ret_id as in reg_put(). */
CV_MUST enum cv_err reg_free_id(struct reg *r, const char *name, const char **ret_id, struct cv_error *err);

/* ---- names that are alike ---- */

/*
 * What is left of a name without its legal form (legal_forms.csv), the country beside that, and what stands in brackets, folded:
 * "ACME, Inc.", "Acme (UK) Ltd" and "Acme Deutschland GmbH" have the stem "acme". Not empty unless the folded name is. Appended to out.
 */
void reg_stem(const char *name, size_t len, struct cv_str *out);

struct reg_alike {
	int64_t n;
	const char *id, *name, *aliases, *country, *parent;
	bool own;
	bool by_alias;            /* an alias is alike, not the name */
	struct reg_source source; /* of the version on file */
};

/*
 * Parties whose name or alias has the folded form of a text; with stem, its stem. Of the first 12 by number, max by id, one
 * SELECT. With stem, the party that was put last may be left out. The texts live in the arena.
 */
CV_MUST enum cv_err reg_alike(struct reg *r, const char *name, bool stem, struct cv_arena *a, struct reg_alike *ret, size_t max,
	size_t *ret_n, struct cv_error *err);
/* The same of one party, by id. */
CV_MUST enum cv_err reg_party_named(struct reg *r, const char *id, struct cv_arena *a, struct reg_alike *ret, bool *ret_found,
	struct cv_error *err);

/*
 * What somebody answered about a name, exactly as spelled: the id of the party it means ("" nobody said; owned by caller: free()), and
 * whether it is another party than id. Free where nothing was ever answered.
 */
CV_MUST enum cv_err reg_same(struct reg *r, const char *name, char **ret_id, struct cv_error *err);
CV_MUST enum cv_err reg_distinct(struct reg *r, const char *name, const char *id, bool *ret, struct cv_error *err);
/* Inside a change: keep an answer; it takes the place of one that contradicts it. */
CV_MUST enum cv_err reg_remember_same(struct reg *r, const char *name, const char *id, struct cv_error *err);
CV_MUST enum cv_err reg_remember_distinct(struct reg *r, const char *name, const char *id, struct cv_error *err);

/*
 * Walk the records of a kind as known at an instant (NULL: now), in the order they were first recorded; with on known (cv_day_known) only
 * those that hold on that day (from/until, signed/ended; parties: all). The record lives until fn returns.
 */
typedef enum cv_err reg_version_fn(void *ctx, const struct reg_version *v, struct cv_error *err);
CV_MUST enum cv_err reg_each(struct reg *r, enum reg_kind kind, cv_day on, const char *known_at, reg_version_fn *fn,
	void *ctx, struct cv_error *err);

/* Settings whose name begins with prefix, in order of name. */
typedef enum cv_err reg_setting_fn(void *ctx, const char *name, const char *value, struct cv_error *err);
CV_MUST enum cv_err reg_settings(
	struct reg *r, const char *prefix, reg_setting_fn *fn, void *ctx, struct cv_error *err);

/* ---- the view: the register as known at one moment, typed, in memory ------------------------------------------ */

#define REG_NOBODY UINT32_MAX /* no party: exporter not said */

struct reg_party_v {
	const char *id, *name;
	const char *aliases;  /* as on file, ';' between */
	enum law_kind kind;
	law_place country;    /* LAW_NO_PLACE: not on file */
	bool own;
	uint32_t attrs;       /* enum law_attr, as an importer */
	uint8_t exporter_attrs;
	bool published;             /* REG_PUBLISHED */
	bool vendor;                /* it works for us and is none of us: desk/moves.h */
	uint8_t status;             /* enum reg_status: desk/vendor.h */
	uint32_t first_in, n_in;    /* legs into it: view->leg[view->leg_in[first_in + i]] */
	uint32_t first_tool, n_tools; /* safeguards, certifications, assessments with it as importer: view->tool[] */
	int64_t n;            /* "party/3" */
};

struct reg_leg_v {
	uint32_t exporter, importer; /* index of party; exporter may be REG_NOBODY */
	law_place country;           /* LAW_NO_PLACE: not known */
	enum law_role exporter_role : 2, importer_role : 2;
	enum law_data data : 3;
	struct cv_span span;
	const char *id;
	const char *place;           /* establishment, storage, ... */
	const char *source_text;     /* country as written when it could not be read, or "" */
	int64_t n;
};

/* One thing on file about an importer. */
struct reg_tool_v {
	struct law_tool tool;        /* tool.record: index of this in view->tool */
	uint32_t exporter;           /* who may rely on it; REG_NOBODY: any of ours (not said), certifications always */
	uint32_t importer;           /* REG_NOBODY: an assessment for every importer of that exporter */
	const char *countries;       /* of a safeguard: codes joined by ';', "" for all */
	enum reg_kind kind;
	int64_t n;                   /* "certification/12" */
};

struct reg_view {
	const struct law_pack *pack;
	int64_t seq;                 /* change up to which it knows */
	char at[CV_INSTANT_TEXT];    /* instant of that change, "" for an empty register */
	char home[32];                 /* home country, "" */
	struct reg_party_v *party;
	uint32_t n_parties;
	struct reg_leg_v *leg;
	uint32_t n_legs;
	uint32_t *leg_in;            /* legs grouped by importer, in order of record */
	struct reg_tool_v *tool;     /* by importer; those of nobody in particular last: tool[n_tools_bound..n_tools) */
	uint32_t n_tools, n_tools_bound;
	const struct reg_index *index; /* ids, folded names, aliases -> party */
	struct reg_desk_v *desk;     /* contracts, checks and overrides: desk/vendor.h */
};

/* Owns: reg_view_destroy(*ret). known_at NULL: everything known now. Does not keep r. */
CV_MUST enum cv_err reg_view_load(struct reg *r, const char *known_at, struct reg_view **ret, struct cv_error *err);
void reg_view_destroy(struct reg_view *v);
/* Party by exact id, or REG_NOBODY. */
uint32_t reg_view_party(const struct reg_view *v, const char *id);
/* Parties by folded name or alias: fills up to max indexes, returns how many there are. */
size_t reg_view_named(const struct reg_view *v, const char *text, uint32_t *ret, size_t max);

/* ---- the question and the answer ------------------------------------------------------------------------------ */

struct reg_question {
	const char *to;          /* party id, name or alias, or a country */
	const char *from;        /* the same; NULL or "": every exporter on file */
	cv_day on;
	const char *known_at;    /* text to show; the view was loaded for it */
	bool data_said;          /* false: each leg as recorded */
	enum law_data data;
};

struct reg_link { /* one step of the way the data take before this leg */
	uint32_t exporter, importer;
	law_place country;
	enum law_outcome outcome;
	law_mech mech;
	const char *slug;
};

enum { REG_PATH_MAX = 8, REG_ANSWER_LEGS_MAX = 512, REG_CANDIDATES_MAX = 20 };

/* Bytes for the arena of an answer (cv_arena_begin()) with which most need no more. */
enum { REG_ANSWER_ROOM = 16 * 1024 };

struct reg_answer_leg {
	uint32_t exporter;       /* party, or REG_NOBODY: hypothetical or not said */
	law_place exporter_country;
	uint32_t importer;       /* party, or REG_NOBODY: hypothetical */
	law_place country;
	const struct reg_leg_v *leg; /* record, or NULL: hypothetical */
	enum law_data data;
	struct law_facts facts;      /* tool points into tools */
	struct law_tool *tools;
	struct law_decision decision;
	enum law_outcome outcome;    /* of the leg alone, and with the way before it: the worst of both */
	cv_day valid_until;          /* CV_DAY_EVER: no change known */
	size_t n_path;
	struct reg_link path[REG_PATH_MAX];
};

/* Who may be meant by a name. */
struct reg_candidate {
	uint32_t party;    /* REG_NOBODY: the country itself */
	law_place country; /* of the party, LAW_NO_PLACE: not on file */
};

struct reg_answer {
	enum law_outcome outcome;
	law_mech mech;               /* of the leg that decides; LAW_NO_MECH: none */
	const char *slug;            /* what it is called, NULL: none */
	size_t decisive;             /* index of the leg that decides */
	cv_day valid_until;
	uint32_t to, from;           /* party or REG_NOBODY */
	law_place to_country, from_country;
	const struct reg_view *view;
	struct reg_question question;
	size_t n_legs;
	struct reg_answer_leg *leg;
	bool more_legs;              /* cut at REG_ANSWER_LEGS_MAX */
	size_t n_candidates;         /* with E_AMBIGUOUS */
	struct reg_candidate candidate[REG_CANDIDATES_MAX];
	const char *candidate_field; /* "to" or "from" */
	struct cv_arena arena;
};

/*
 * Answer. Fails: E_NOT_FOUND, E_AMBIGUOUS (ret->candidate filled), E_VALUE (no leg and nothing to suppose), E_NOMEM;
 * err->field is "to" or "from". ret must be {0} or finished, its arena may have begun; give it to reg_answer_finish() in
 * any case.
 * Keeps: pointers into v.
 */
CV_MUST enum cv_err reg_ask(const struct reg_view *v, const struct reg_question *q, struct reg_answer *ret,
	struct cv_error *err);
void reg_answer_finish(struct reg_answer *a);
/* "certification/12", "safeguard/3", "" for none: the record a tried mechanism rests on. */
void reg_answer_record(const struct reg_answer *a, const struct reg_answer_leg *leg, const struct law_tried *t,
	struct cv_str *out);

/* How one recorded leg stands on a day, over every way the data take to it. */
struct reg_standing {
	bool live;              /* takes place on that day; the rest is set only then */
	enum law_outcome outcome;
	const char *slug;       /* mechanism, NULL: none; lives as long as the pack */
	enum law_reason reason; /* the first of those that count; LAW_REASON_COUNT: none */
	cv_day valid_until;     /* CV_DAY_EVER: no change known */
};
CV_MUST enum cv_err reg_stand(
	const struct reg_view *v, uint32_t leg, cv_day on, struct reg_standing *ret, struct cv_error *err);

#endif

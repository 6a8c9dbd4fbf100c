/* Inside of the register. Private to the room. */
#ifndef REGISTRY_REG_H
#define REGISTRY_REG_H

#include "registry/filter.h"
#include "registry/imports.h"
#include "registry/pages.h"
#include "registry/store/db.h"

enum { REG_SEAL_TEXT = 33 };

struct reg_seen { /* by fact number: the line that spoke of it, 0: none */
	uint32_t *line;
	size_t cap;
};

enum reg_name_is { REG_NAME_ALIAS, REG_NAME_MAIN, REG_NAME_STEM }; /* party_name.main */

struct reg_waiting_name { /* on its way into the table of names */
	const char *folded;
	int64_t n;
	enum reg_name_is main;
};

struct reg_waiting {
	struct reg_waiting_name *name;
	size_t n, cap;
	size_t n_settled;         /* those behind are the names of the party put last */
	struct cv_arena text;
	struct reg_filter filter; /* names and numbers of those settled */
};

struct reg {
	struct db *db;
	const struct law_pack *pack;
	/* the open change; seq 0: none */
	int64_t seq;
	bool noted;               /* its row in the change table is written */
	bool roomy;               /* the store holds many pages for it */
	bool procedure;           /* a desk is at work: desk/moves.h */
	bool closed_gate;         /* who asks may not decide: desk/moves.h */
	bool records_only;        /* the last change that was committed recorded nothing else */
	char at[CV_INSTANT_TEXT];
	char who[128], via[32], note[256], reason[1024];
	int64_t last_n[REG_KIND_COUNT]; /* highest fact number, -1: not looked up yet */
	int64_t last_import;
	int same, distinct;       /* same.c: are there answers about names? 0: not looked up yet */
	char there[64][72];       /* names.c: ids of parties that are on file; "": none */
	struct cv_str id;         /* what reg_put() and reg_find_party() hand out */
	struct cv_str key, scratch, stem;
	struct reg_waiting waiting;
	/* the import that is going on, from reg_import_begin() to the end of the change */
	char source[176];
	enum reg_conflict on_conflict;
	bool once;                /* its rows are about one record each */
	struct reg_seen seen[REG_KIND_COUNT];
	struct reg_filter met;       /* names, and keys of the kinds that it has met all of: there were none before */
	bool met_all[REG_KIND_COUNT];
	unsigned char salts[1024]; /* randomness not used yet: salts_left bytes from the beginning */
	size_t salts_left;
	int64_t put_n, seen_before; /* of the last reg_put(): the fact, and the line that spoke of it before */
	struct cv_str conflicts;
};

/* Write the row of the open change, once, before the first thing it records. */
CV_MUST enum cv_err reg_note_change(struct reg *r, struct cv_error *err);
/* Walk all versions of a kind as known at a change, inside a read transaction the caller holds. */
CV_MUST enum cv_err reg_walk(struct reg *r, enum reg_kind kind, int64_t seq, reg_version_fn *fn, void *ctx,
	struct cv_error *err);
/*
 * The same over a statement of that shape: DB_FACT_EACH or DB_FACT_NEAR (+ kind); or DB_FACT_VIEW, of which the version
 * has its number, its extra, and the cells that a view holds; the others are "".
 */
CV_MUST enum cv_err reg_walk_by(struct reg *r, int stmt, enum reg_kind kind, int64_t seq, reg_version_fn *fn, void *ctx,
	struct cv_error *err);
/* The view of the parties that are near (reach.c), as known at a change; inside a transaction. Owns: reg_view_destroy(*ret). */
CV_MUST enum cv_err reg_view_near(struct reg *r, int64_t seq, struct reg_view **ret, struct cv_error *err);
/* The same of a party and all that its answers rest on, with everyone behind it: as it is in the open change. */
CV_MUST enum cv_err reg_view_behind(struct reg *r, const char *party, struct reg_view **ret, struct cv_error *err);
/*
 * Inside a transaction: that party alone is near; then those up the way and who signed or assessed, too. What is near
 * is that of the last call.
 */
CV_MUST enum cv_err reg_near_only(struct reg *r, const char *party, struct cv_error *err);
CV_MUST enum cv_err reg_near_more(struct reg *r, struct cv_error *err);
/* One number out of a statement that gives one row; 0 for NULL. */
CV_MUST enum cv_err reg_number(struct reg *r, int stmt, int64_t *ret, struct cv_error *err);
/* What makes a row a fact of its own: its id or the columns that identify it; appended to out. */
void reg_key(const struct reg_record *rec, const char *const *cell, struct cv_str *out);
/* A readable id for a transfer or safeguard that has none. */
void reg_made_id(enum reg_kind kind, const char *const *cell, struct cv_str *out);
/*
 * Are the ids of a kind numbers of a year (or of an inquiry)? Then within the open change the next free one, appended
 * to out. Not for an import (E_VALUE): a file that comes twice would bring everything twice.
 */
bool reg_is_numbered(enum reg_kind kind);
/* The largest number that current keys have behind that prefix, "2026-"; 0: none. */
CV_MUST enum cv_err reg_last_number(
	struct reg *r, enum reg_kind kind, const char *prefix, long *ret, struct cv_error *err);
CV_MUST enum cv_err reg_next_id(struct reg *r, enum reg_kind kind, const char *const *cell, bool import,
	struct cv_str *out, struct cv_error *err);
/*
 * Unknown columns, old and new, as one text in order of names; appended to out. A new value takes the place of the old one, an empty
 * one takes it away; with fill what is on file stays and only what is missing is added.
 */
void reg_merge_extra(const char *old, const char *more, bool fill, struct cv_str *out);
/* Versions in and out of the tables; undoing uses them too. */
CV_MUST enum cv_err reg_close_version(struct reg *r, enum reg_kind kind, const char *key, int64_t n, int64_t known_from,
	struct cv_error *err);
CV_MUST enum cv_err reg_next_number(struct reg *r, enum reg_kind kind, int64_t *ret, struct cv_error *err);
/* sealed: of the version before, "" where there is none. */
CV_MUST enum cv_err reg_add_version(struct reg *r, const struct reg_record *rec, const char *sealed, const char *key,
	int64_t n, struct reg_source src, struct cv_error *err);
void reg_forget_seen(struct reg *r);
/* The open change may touch most of the register: db_room(), until it is over. */
void reg_make_room(struct reg *r);
/* A version out of a statement that selects the columns of a kind; texts live until the next step. */
struct reg_version reg_version_of(struct db_q *q, enum reg_kind kind);
/* Every version out of such a statement, its parameters bound. */
CV_MUST enum cv_err reg_each_version(struct db_q *q, enum reg_kind kind, reg_version_fn *fn, void *ctx,
	struct cv_error *err);
/* From here on the change remembers which keys and names it brought into kinds that hold nothing yet. */
CV_MUST enum cv_err reg_met_begin(struct reg *r, struct cv_error *err);
void reg_meet_key(struct reg *r, enum reg_kind kind, const char *key);
/* False: surely no version has that key. */
bool reg_met_key(const struct reg *r, enum reg_kind kind, const char *key);
/* Names of a party as they are looked up by. fresh: it is new. name "": none any more. */
CV_MUST enum cv_err reg_index_names(struct reg *r, int64_t n, bool fresh, const char *name, const char *aliases,
	struct cv_error *err);
/*
 * To be called before a folded name is looked up in the table. *ret_none: surely no party has it. Without newest_too the names of the
 * party put last need not be there.
 */
CV_MUST enum cv_err reg_names_about(struct reg *r, const char *folded, bool newest_too, bool *ret_none,
	struct cv_error *err);
/* The names that wait go into the table: before the change ends. */
CV_MUST enum cv_err reg_names_write(struct reg *r, struct cv_error *err);
void reg_names_forget(struct reg *r);
/*
 * Are the names that party n is looked up by those of its record? With nothing waiting to be written; rows grows by how many are kept.
 */
CV_MUST enum cv_err reg_names_fit(struct reg *r, int64_t n, const char *name, const char *aliases, int64_t *rows, bool *ret,
	struct cv_error *err);
/* The refusal of a name that another party has. */
CV_MUST enum cv_err reg_check_twin(struct reg *r, const char *id, const char *name, const char *country,
	struct cv_error *err);

#endif

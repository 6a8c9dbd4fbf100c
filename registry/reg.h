/* Inside of the register. Private to the room. */
#ifndef REGISTRY_REG_H
#define REGISTRY_REG_H

#include "registry/imports.h"
#include "registry/store/db.h"

struct reg_seen { /* by fact number: the line that spoke of it, 0: none */
	uint32_t *line;
	size_t cap;
};

struct reg {
	struct db *db;
	const struct law_pack *pack;
	/* the open change; seq 0: none */
	int64_t seq;
	bool noted;               /* its row in the change table is written */
	char at[CV_INSTANT_TEXT];
	char who[128], via[32], note[256];
	int64_t last_n[REG_KIND_COUNT]; /* highest fact number, -1: not looked up yet */
	int64_t last_import;
	int same, distinct;       /* same.c: are there answers about names? 0: not looked up yet */
	struct cv_str id;         /* what reg_put() and reg_find_party() hand out */
	struct cv_str key, scratch;
	/* the import that is going on, from reg_import_begin() to the end of the change */
	char source[176];
	enum reg_conflict on_conflict;
	bool once;                /* its rows are about one record each */
	struct reg_seen seen[REG_KIND_COUNT];
	int64_t put_n, seen_before; /* of the last reg_put(): the fact, and the line that spoke of it before */
	struct cv_str conflicts;
};

/* Write the row of the open change, once, before the first thing it records. */
CV_MUST enum cv_err reg_note_change(struct reg *r, struct cv_error *err);
/* The change up to which is known at an instant (NULL: the last one). 0: nothing yet. */
CV_MUST enum cv_err reg_known(struct reg *r, const char *known_at, int64_t *ret_seq, struct cv_error *err);
/* Walk all versions of a kind as known at a change, inside a read transaction the caller holds. */
CV_MUST enum cv_err reg_walk(struct reg *r, enum reg_kind kind, int64_t seq, reg_version_fn *fn, void *ctx,
	struct cv_error *err);
/* The same over a statement of that shape: DB_FACT_EACH or DB_FACT_NEAR (+ kind). */
CV_MUST enum cv_err reg_walk_by(struct reg *r, int stmt, enum reg_kind kind, int64_t seq, reg_version_fn *fn, void *ctx,
	struct cv_error *err);
/* The view of the parties that are near (reach.c), as known at a change; inside a transaction. Owns: reg_view_destroy(*ret). */
CV_MUST enum cv_err reg_view_near(struct reg *r, int64_t seq, struct reg_view **ret, struct cv_error *err);
/* One number out of a statement that gives one row; 0 for NULL. */
CV_MUST enum cv_err reg_number(struct reg *r, int stmt, int64_t *ret, struct cv_error *err);
/* What makes a row a fact of its own: its id or the columns that identify it; appended to out. */
void reg_key(const struct reg_record *rec, const char *const *cell, struct cv_str *out);
/* A readable id for a transfer or safeguard that has none. */
void reg_made_id(enum reg_kind kind, const char *const *cell, struct cv_str *out);
/*
 * Unknown columns, old and new, as one text in order of names; appended to out. A new value takes the place of the old one, an empty
 * one takes it away; with fill what is on file stays and only what is missing is added.
 */
void reg_merge_extra(const char *old, const char *more, bool fill, struct cv_str *out);
/* Versions in and out of the tables; undoing uses them too. */
CV_MUST enum cv_err reg_close_version(struct reg *r, enum reg_kind kind, const char *key, int64_t n, int64_t known_from,
	struct cv_error *err);
CV_MUST enum cv_err reg_next_number(struct reg *r, enum reg_kind kind, int64_t *ret, struct cv_error *err);
CV_MUST enum cv_err reg_add_version(struct reg *r, const struct reg_record *rec, const char *key, int64_t n,
	struct reg_source src, struct cv_error *err);
void reg_forget_seen(struct reg *r);
/* A version out of a statement that selects the columns of a kind; texts live until the next step. */
struct reg_version reg_version_of(struct db_q *q, enum reg_kind kind);
/* Names of a party as they are looked up by; and the refusal of a name that another party has. */
CV_MUST enum cv_err reg_index_names(struct reg *r, const char *id, const char *name, const char *aliases,
	struct cv_error *err);
CV_MUST enum cv_err reg_check_twin(struct reg *r, const char *id, const char *name, const char *country,
	struct cv_error *err);

#endif

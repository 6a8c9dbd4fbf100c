/*
 * Imports as the register sees them: what came from where, what a change did and how far it reaches, and the way back.
 */
#ifndef REGISTRY_IMPORTS_H
#define REGISTRY_IMPORTS_H

#include "registry/registry.h"

struct reg_import {
	int64_t id;
	const char *file;   /* name as given */
	const char *sha256; /* hex */
	const char *kind;   /* "parties", ..., "list" */
	const char *source; /* what the file is an edition of */
	const char *who, *at;
	int64_t seq;        /* the change it made; 0: it changed nothing */
	int64_t rows, added, updated, unchanged, refused, skipped, ended;
	int64_t undone;     /* the change that undid it, 0: none */
	const char *undone_at, *undone_by;
};

/* A cell that was changed otherwise since the source of an import last recorded it, and now differs from what the source says. */
enum reg_conflict {
	/*
	 * changed by hand: as REG_STOP; by another import: as REG_UPDATE, or where the source says what it said before
	 * as REG_SKIP; reg_fill(): as REG_SKIP
	 */
	REG_BY_HAND,
	REG_STOP,    /* the row fails with E_CONFLICT */
	REG_SKIP,    /* what is on file is kept */
	REG_UPDATE,  /* the row's word is taken */
};

/*
 * Inside a change: an import begins; ret_id is its number, to be used in reg_source before the rows are put. The import ends
 * with the change.
 */
CV_MUST enum cv_err reg_import_begin(struct reg *r, const char *source, enum reg_conflict on_conflict, int64_t *ret_id,
	struct cv_error *err);
/* From here on. */
void reg_import_policy(struct reg *r, enum reg_conflict on_conflict);
/* From here on each row of the import is about another record: a second one that says something else is refused. */
void reg_once(struct reg *r, bool once);
/* After reg_put() or reg_fill(): the fact; the line of the import that spoke of it before (0: none); what was in conflict ("": nothing). */
int64_t reg_put_number(const struct reg *r);
int64_t reg_put_before(const struct reg *r);
const char *reg_put_conflicts(const struct reg *r);
/* The line of this import that spoke of a fact, 0: none; and saying so of one that needed no reg_put(). */
int64_t reg_seen(const struct reg *r, enum reg_kind kind, int64_t n);
CV_MUST enum cv_err reg_saw(struct reg *r, enum reg_kind kind, int64_t n, int64_t line, struct cv_error *err);
/* File name, hash, kind, counts of the import, written at the end of the change, if it changed anything. */
CV_MUST enum cv_err reg_import_end(struct reg *r, const struct reg_import *counts, struct cv_error *err);

typedef enum cv_err reg_import_fn(void *ctx, const struct reg_import *imp, struct cv_error *err);
CV_MUST enum cv_err reg_imports(struct reg *r, reg_import_fn *fn, void *ctx, struct cv_error *err);
/* Only that one; fn is not called when there is none. */
CV_MUST enum cv_err reg_import_get(struct reg *r, int64_t id, reg_import_fn *fn, void *ctx, struct cv_error *err);
/* The last of those before an import (0: of all), newest first, at most n of them. */
CV_MUST enum cv_err reg_imports_before(
	struct reg *r, int64_t before, int n, reg_import_fn *fn, void *ctx, struct cv_error *err);
/* The last import of a source that was not undone, 0: none. */
CV_MUST enum cv_err reg_import_of_source(struct reg *r, const char *source, int64_t *ret_id, struct cv_error *err);

/*
 * Inside a change: take back what an import recorded. Fails: E_NOT_FOUND, E_CONFLICT (undone already, or later changes stand on it: they
 * are named).
 */
struct reg_undone {
	int64_t import;
	int64_t closed, restored; /* records that are gone again; records that are what they were before */
	int64_t seq;              /* the change that undid it; of reg_undo(): 0, it is not over yet */
};
CV_MUST enum cv_err reg_undo(struct reg *r, int64_t import, struct reg_undone *ret, struct cv_error *err);
/* The same as a change of its own. */
CV_MUST enum cv_err reg_undo_whole(struct reg *r, const struct reg_actor *a, int64_t import, struct reg_undone *ret,
	struct cv_error *err);

/* ---- what a change did ---------------------------------------------------------------------------------------- */

/* before NULL: added; now NULL: ended without a new version (an import that was undone). Both live until fn returns. */
typedef enum cv_err reg_change_fn(
	void *ctx, const struct reg_version *now, const struct reg_version *before, struct cv_error *err);
/* All versions of one fact, the first first; fn is not called when there is none. */
CV_MUST enum cv_err reg_versions(
	struct reg *r, enum reg_kind kind, int64_t n, reg_version_fn *fn, void *ctx, struct cv_error *err);
/* By kind and number. seq: a change, the open one too. */
CV_MUST enum cv_err reg_changes(struct reg *r, int64_t seq, reg_change_fn *fn, void *ctx, struct cv_error *err);
/* Parties that the open change moved from one country to another, both known. */
struct reg_move {
	const char *party, *from, *to;
	int64_t line; /* of the import's file */
};
typedef enum cv_err reg_moved_fn(void *ctx, const struct reg_move *m, struct cv_error *err);
CV_MUST enum cv_err reg_moved(struct reg *r, reg_moved_fn *fn, void *ctx, struct cv_error *err);
/* The current transfers into a party; they may not be put while they are walked. */
CV_MUST enum cv_err reg_legs_into(
	struct reg *r, const char *party, reg_version_fn *fn, void *ctx, struct cv_error *err);

/* The number of the open change. */
int64_t reg_open_change(const struct reg *r);
/* Has the open change recorded anything? */
bool reg_changed(const struct reg *r);

struct reg_change_row {
	int64_t seq;
	const char *at, *who, *via, *note;
};
typedef enum cv_err reg_change_row_fn(void *ctx, const struct reg_change_row *c, struct cv_error *err);
/* The changes after one, at most 20. */
CV_MUST enum cv_err reg_change_log(
	struct reg *r, int64_t after, reg_change_row_fn *fn, void *ctx, struct cv_error *err);

/* The current records of a kind that imports of a source recorded or changed. */
CV_MUST enum cv_err reg_each_of_source(
	struct reg *r, enum reg_kind kind, const char *source, reg_version_fn *fn, void *ctx, struct cv_error *err);
/* A leg that the open change may have turned. The views hold it and what its answer rests on, nothing else. */
struct reg_turn {
	const struct reg_view *before, *after;
	uint32_t leg_before, leg_after; /* REG_NOBODY: was not, is no longer on file */
	struct reg_standing was, is;
};
typedef enum cv_err reg_turn_fn(void *ctx, const struct reg_turn *t, struct cv_error *err);
/*
 * Every leg whose answer the open change may turn, also those that came out the same. added_too: those too that were not on file before.
 * Memory does not grow with the register or the change.
 */
CV_MUST enum cv_err reg_turns(
	struct reg *r, cv_day on, bool added_too, reg_turn_fn *fn, void *ctx, struct cv_error *err);

#endif

/* From the tables to the entries of the log, and their leaves kept. Private to the room. */
#ifndef REGISTRY_LOG_H
#define REGISTRY_LOG_H

#include "registry/log/entry.h"

/* One thing that a change recorded, made anew from the tables. before, after NULL: nothing on that side. */
struct reg_made {
	const char *subject;
	const struct cv_str *before, *after;
	bool key_fits; /* the key that a new version is found by is that of its cells */
};
typedef enum cv_err reg_made_fn(void *ctx, const struct reg_made *m, struct cv_error *err);

/* All that a change recorded, in the order of its entries. */
CV_MUST enum cv_err reg_derive(struct reg *r, int64_t seq, reg_made_fn *fn, void *ctx, struct cv_error *err);

/* The same without the records: settings, imports, undoings, erasings, tokens. */
CV_MUST enum cv_err reg_derive_others(struct reg *r, int64_t seq, reg_made_fn *fn, void *ctx, struct cv_error *err);

/* The head of a change, its texts copied. Owns: reg_head_finish(). Fails: E_NOT_FOUND. */
struct reg_head {
	struct reg_change_head head;
	char *copy[5];
};
CV_MUST enum cv_err reg_head_load(struct reg *r, int64_t seq, struct reg_head *ret, struct cv_error *err);
void reg_head_finish(struct reg_head *h);

/* Salts for what earlier changes recorded before there were salts. */
CV_MUST enum cv_err reg_seal_old(struct reg *r, struct cv_error *err);

/* The tree as it is kept. */
struct reg_tree reg_kept_tree(struct reg *r);

/*
 * Before the commit: entries for the open change, and for changes of before there was a log. Everything is in the same transaction.
 */
CV_MUST enum cv_err reg_log_write(struct reg *r, struct cv_error *err);
/* Only the latter. */
CV_MUST enum cv_err reg_log_write_old(struct reg *r, struct cv_error *err);

#endif

/* From the tables to the entries of the log, and their leaves kept. Private to the room. */
#ifndef REGISTRY_LOG_H
#define REGISTRY_LOG_H

#include "registry/log/by_change.h"
#include "registry/log/entry.h"

/* One thing that a change recorded, made anew from the tables. before, after NULL: nothing on that side. */
struct reg_made {
	const char *subject;
	const struct cv_str *before, *after;
	bool key_fits; /* the key that a new version is found by is that of its cells */
};
typedef enum cv_err reg_made_fn(void *ctx, const struct reg_made *m, struct cv_error *err);

/* What was recorded, change by change. Owns: reg_deriving_end(), which may follow a failure. */
struct reg_deriving {
	struct reg *r;
	struct reg_by_change by;
	struct db_q *heads, *others; /* of the changes, of those that recorded what is no record (NULL: of one) */
	int64_t head_seq, others_seq;
	bool any_head, any_others;
	struct reg_head head;
	int64_t seq;
	reg_made_fn *fn;
	void *ctx;
	struct cv_str before, after, key;
	bool key_fits;
	char subject[REG_SUBJECT_MAX];
};
/* Nothing begun: may be ended. */
void reg_deriving_none(struct reg_deriving *ret);
/* The changes [from, until]; inside a transaction. */
CV_MUST enum cv_err reg_deriving_begin(
	struct reg *r, int64_t from, int64_t until, struct reg_deriving *ret, struct cv_error *err);
void reg_deriving_end(struct reg_deriving *d);
/* The head of a change goes to d->head; *ret_there false: there is none. seq grows from call to call. */
CV_MUST enum cv_err reg_derive_head(struct reg_deriving *d, int64_t seq, bool *ret_there, struct cv_error *err);
/* All that the change recorded, in the order of its entries; before it what is of changes that were not asked for. */
CV_MUST enum cv_err reg_derive(
	struct reg_deriving *d, int64_t seq, reg_made_fn *fn, void *ctx, struct cv_error *err);

/* Of one change what is no record: settings, imports, undoings, erasings, tokens. */
CV_MUST enum cv_err reg_derive_others(struct reg *r, int64_t seq, reg_made_fn *fn, void *ctx, struct cv_error *err);

/* Has the open change recorded anything of that kind? */
bool reg_recorded_others(const struct db *db);

/* The head of one change. ret: {0}, or one to be set again. Fails: E_NOT_FOUND. */
CV_MUST enum cv_err reg_head_load(struct reg *r, int64_t seq, struct reg_head *ret, struct cv_error *err);

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

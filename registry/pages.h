/*
 * Reading records a few at a time, or one alone: for whoever must not hold the register for long.
 */
#ifndef REGISTRY_PAGES_H
#define REGISTRY_PAGES_H

#include "registry/registry.h"

/* Does it hold on that day (from/until, signed/ended; parties: always; a day that is not known: always)? */
bool reg_holds(const struct reg_record *rec, cv_day on);
/* The change up to which is known at an instant (NULL: the last one). 0: nothing yet. */
CV_MUST enum cv_err reg_known(struct reg *r, const char *known_at, int64_t *ret_seq, struct cv_error *err);
/* The instant of a change. Fails: E_NOT_FOUND. */
CV_MUST enum cv_err reg_instant(struct reg *r, int64_t seq, char ret[CV_INSTANT_TEXT], struct cv_error *err);
/*
 * A piece of that walk: the records as known at a change, behind the number `after`, at most so many. Short, so that a
 * writer does not wait for whoever reads slowly; as nothing on file is altered, the pieces of one change fit together
 * whatever is recorded meanwhile.
 */
CV_MUST enum cv_err reg_page(struct reg *r, enum reg_kind kind, int64_t seq, int64_t after, int most,
	reg_version_fn *fn, void *ctx, struct cv_error *err);
/* The same of those only that have unknown columns. */
CV_MUST enum cv_err reg_page_extra(struct reg *r, enum reg_kind kind, int64_t seq, int64_t after, int most,
	reg_version_fn *fn, void *ctx, struct cv_error *err);
/*
 * One record as known at a change (INT64_MAX: now, with what the open change recorded): by id, or by number where the
 * kind has no ids. *ret_found: false where there is
 * none; fn is not called then.
 */
CV_MUST enum cv_err reg_get(struct reg *r, enum reg_kind kind, const char *id, int64_t seq, reg_version_fn *fn,
	void *ctx, bool *ret_found, struct cv_error *err);
/* By the record's number, of any kind. */
CV_MUST enum cv_err reg_get_numbered(struct reg *r, enum reg_kind kind, int64_t n, int64_t seq, reg_version_fn *fn,
	void *ctx, bool *ret_found, struct cv_error *err);
/*
 * reg_view_load() as known at the change of that number: several may have the same instant. Within an open change, too.
 */
CV_MUST enum cv_err reg_view_at(struct reg *r, int64_t seq, struct reg_view **ret, struct cv_error *err);
/* Has the kind ids? If not, its records are named by number. */
bool reg_kind_has_id(enum reg_kind kind);
/* The column that says from when on a record no longer holds; -1: none (parties). */
int reg_end_column(enum reg_kind kind);

#endif

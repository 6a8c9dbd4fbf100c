/* Inside of the desks: a record put together from texts, and what may be done to an inquiry. Private to the room. */
#ifndef REGISTRY_DESK_FILE_H
#define REGISTRY_DESK_FILE_H

#include "registry/desk/inquiry.h"

#include <stdlib.h>

/* Cells that are not said stay as they are on file. {.kind = ...}, then begin; finish in any case. */
struct reg_filing {
	enum reg_kind kind;
	struct reg *r;
	struct reg_record record;
	struct cv_arena arena;
};

CV_MUST enum cv_err reg_filing_begin(struct reg_filing *f, struct reg *r, struct cv_error *err);
/* Fails as reg_cell(), E_UNKNOWN_WORD where the kind has no such column. */
CV_MUST enum cv_err reg_file_text(struct reg_filing *f, const char *column, const char *text, struct cv_error *err);
cv_day reg_filed_day(const struct reg_filing *f, const char *column);
/* ret_n: the record's number; may be NULL. */
CV_MUST enum cv_err reg_filing_put(struct reg_filing *f, int64_t *ret_n, struct cv_error *err);
void reg_filing_finish(struct reg_filing *f);

/* Does its state allow the deed? Fails: E_CONFLICT. */
CV_MUST enum cv_err reg_inquiry_may(const struct reg_copy *q, const char *deed, struct cv_error *err);

#endif

/* Inside of reg_put(): a row on its way in. Private to the room. */
#ifndef REGISTRY_PUT_H
#define REGISTRY_PUT_H

#include "registry/reg.h"

/* The cells of the row, completed; text that was made for it lives in `made`. */
struct reg_putting {
	struct reg *r;
	const struct reg_kind_info *info;
	const struct reg_record *rec;
	struct reg_source src;
	const char *cell[REG_COLUMNS_MAX];
	const char *extra;
	char *made[REG_COLUMNS_MAX + 1];
	int64_t n, known_from;           /* of the version on file; n 0: none */
	char *old[REG_COLUMNS_MAX +
		1]; /* what is on file, once the row is known to differ from it; last: the unknown columns */
	char *sealed;                    /* of that: entry.h */
	bool fill;                       /* never overwrite: reg_fill() */
	struct cv_error *err;
};

/* The cell (REG_COLUMNS_MAX: the unknown columns) becomes a copy of text. */
CV_MUST enum cv_err reg_make(struct reg_putting *p, size_t column, const char *text);
/*
 * The row differs from what is on file: for each cell, which of the two stands (conflict.c). Fails: E_CONFLICT where a cell was changed
 * otherwise since the source last said something else and the import is to stop there.
 */
CV_MUST enum cv_err reg_settle(struct reg_putting *p);

#endif

/* A register in a folder of its own, for the tests of the desks. */
#ifndef TESTS_DESK_H
#define TESTS_DESK_H

#include "registry/registry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct desk {
	char folder[64], path[96];
	struct reg *r;
	const struct law_pack *p;
	int64_t clock_ms; /* of the next change */
};

int desk_set_up(void **state);
int desk_tear_down(void **state);

/* Opens a change of "tester" one minute after the last; closed: who may not decide. */
void desk_begin(struct desk *d);
void desk_begin_closed(struct desk *d);
/* Commits, and the change must have recorded something. */
void desk_commit(struct desk *d);
/* "column=value" texts, ended by NULL: one row, inside an open change. */
enum cv_err desk_put(struct desk *d, enum reg_kind kind, struct cv_error *err, ...);
/* The same as a change of its own, which must succeed. */
#define desk_file(d, kind, ...) \
	do { \
		struct cv_error file_err_ = { 0 }; \
		desk_begin(d); \
		if (desk_put(d, kind, &file_err_, __VA_ARGS__, NULL) != CV_OK) \
			fail_msg("%s", file_err_.msg); \
		desk_commit(d); \
	} while (0)

#endif

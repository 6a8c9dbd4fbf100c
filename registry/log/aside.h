/*
 * What verify looks at beside the log, each on a connection and a thread of its own: whether the file is sound, and
 * whether the names that parties are found by are those of their records. Private to the room.
 */
#ifndef REGISTRY_ASIDE_H
#define REGISTRY_ASIDE_H

#include "registry/reg.h"

#include <pthread.h>
#include <stdatomic.h>

struct reg_aside;
typedef enum cv_err reg_aside_fn(struct reg_aside *a, struct cv_error *err);

struct reg_aside {
	reg_aside_fn *look;
	struct reg *r;                 /* its own, or where there is none the one it was begun with */
	bool own, started;
	pthread_t thread;
	atomic_bool stop;
	struct cv_str wrong;           /* what is wrong, "": nothing */
	enum cv_err e;
	struct cv_error err;
};

reg_aside_fn reg_aside_file, reg_aside_names;

/* The register must be in a read transaction, so that all see one state. NULL when out of memory. */
struct reg_aside *reg_aside_begin(struct reg *r, reg_aside_fn *look);
/* Wait for it; wanted: else it is given up. NULL is fine, below too. */
void reg_aside_end(struct reg_aside *a, bool wanted);
void reg_aside_free(struct reg_aside *a);

#endif

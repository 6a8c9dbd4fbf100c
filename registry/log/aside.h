/*
 * What verify looks at beside the log, on a connection and a thread of its own: whether the file is sound, and whether the
 * names that parties are found by are those of their records. Private to the room.
 */
#ifndef REGISTRY_ASIDE_H
#define REGISTRY_ASIDE_H

#include "registry/reg.h"

#include <pthread.h>
#include <stdatomic.h>

struct reg_aside {
	struct reg *r;                 /* its own, or where there is none the one it was begun with */
	bool own, started;
	pthread_t thread;
	atomic_bool stop;
	struct cv_str damaged, names;  /* what is wrong, "": nothing */
	enum cv_err e;
	struct cv_error err;
};

/* The register must be in a read transaction, so that both see one state. NULL when out of memory. */
struct reg_aside *reg_aside_begin(struct reg *r);
/* Wait for it; wanted: else it is given up. */
void reg_aside_end(struct reg_aside *a, bool wanted);
void reg_aside_free(struct reg_aside *a); /* NULL is fine */

#endif

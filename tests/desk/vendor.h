/* The gate of the vendor "v" and what wants attention, for the tests that look at them on a day. */
#ifndef TESTS_DESK_VENDOR_H
#define TESTS_DESK_VENDOR_H

#include "tests/desk/desk.h"

#include "registry/desk/vendor.h"

/* A day that must be one. */
cv_day desk_day(const char *text);

struct vendor_looked {
	struct reg_view *v;
	uint32_t party;
	struct reg_gate gate;
	struct reg_attentions all;
};

/* Owns: vendor_done(ret). */
void vendor_look(struct desk *d, const char *on, struct vendor_looked *ret);
void vendor_done(struct vendor_looked *l);
/* Which conditions must be met on a day, as letters: t a s c, a dot where one is not. */
void vendor_holds(struct desk *d, const char *on, const char *wanted);
/* "CODE since" of all that must want attention, a comma between; in a bracket: overridden. */
void vendor_wants(struct desk *d, const char *on, const char *wanted);

#endif

/*
 * A drill: every transfer that takes place on a day, decided by the law as it is and by the law as it would be. Nothing
 * is changed by it: the other law is a pack in memory, the register a view.
 */
#ifndef REGISTRY_DRILL_H
#define REGISTRY_DRILL_H

#include "registry/law/whatif.h"
#include "registry/registry.h"

/* What the other law makes of a transfer; in the order in which they are listed. */
enum reg_drill_change {
	REG_LOSES,   /* it was covered, or no transfer, and is not any more */
	REG_WEAKENS, /* it needed review, and is not covered */
	REG_KEEPS,   /* another mechanism on file covers it */
	REG_GAINS,   /* it was not covered, and is */
};

/* What else is on file about it. */
enum reg_fallback {
	REG_FALLBACK_NONE,
	REG_FALLBACK_STALE,    /* something that would need something: an assessment, a newer set, a proof */
	REG_FALLBACK_IN_FORCE, /* something that covers */
};

struct reg_drill_leg {
	uint32_t leg; /* in the view */
	enum reg_drill_change change;
	enum reg_fallback fallback;
	enum law_outcome was, is;
	const char *slug_was, *slug_is;	     /* NULL: none; live as long as the drill and the pack of the view */
	struct law_reasons reasons;	     /* why it is not covered then */
	const char *fallback_slug;	     /* NULL: none */
	uint32_t fallback_tool;		     /* in the view; REG_NOBODY: none, or it rests on no record */
	struct law_reasons fallback_reasons; /* what speaks against it */
	uint32_t behind; /* the transfer before it on the way, which is what has to be mended; REG_NOBODY */
	const struct law_remedy *remedy; /* what would make it covered then, cheapest first */
	size_t n_remedies;
	uint32_t priority; /* 1, 2, ...: of its importer; 0: nothing to do */
};

struct reg_drill_totals {
	size_t live;	/* transfers that take place on the day */
	size_t decided; /* those of them whose answer could have changed */
	size_t loses, loses_none, loses_stale,
		loses_hr; /* of these: without any fallback, with a stale one; hr data too */
	size_t weakens, keeps, gains;
	size_t importers; /* who would have to be seen to: importers of those that lose */
};

struct reg_drill {
	const struct reg_view *view;
	cv_day on;
	const enum law_data *data; /* asked about; NULL: each as recorded */
	struct law_ending *ending; /* what ends; NULL: another pack */
	const struct law_pack *before, *after;
	struct law_pack *own_before, *own_after;
	struct reg_drill_totals totals;
	/*
	 * The work list. Who loses cover stands first: importers without any fallback before those with a stale one,
	 * then those that receive hr data, then those with the most transfers that lose; what is behind another
	 * importer by what is before it.
	 */
	struct reg_drill_leg *leg;
	size_t n, cap;
	struct cv_arena arena;
};

/*
 * What happens if that ends: takes over `ending`, which is of the view's pack and of the day, in any case. Where the
 * pack itself has it end on that day, a day on which it stands is what it is compared with. Fails: E_NOMEM, E_TOO_BIG
 * as reg_stand(). Keeps: v, data. Owns: reg_drill_finish(ret), in any case.
 */
CV_MUST enum cv_err reg_drill_ending(const struct reg_view *v, struct law_ending *ending, cv_day on,
	const enum law_data *data, struct reg_drill *ret, struct cv_error *err);
/* The same by another pack, which lives as long as the drill. Fails also: E_PACK (the register has something it does
 * not know). */
CV_MUST enum cv_err reg_drill_pack(const struct reg_view *v, const struct law_pack *pack, cv_day on,
	const enum law_data *data, struct reg_drill *ret, struct cv_error *err);
void reg_drill_finish(struct reg_drill *d);

const char *reg_drill_change_name(enum reg_drill_change c); /* "loses" */
const char *reg_fallback_name(enum reg_fallback f);	    /* "in-force" */

#endif

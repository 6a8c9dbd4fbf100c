/*
 * How every leg stands on a day, for whoever goes through all of them: reports, work lists.
 */
#ifndef REGISTRY_COVER_H
#define REGISTRY_COVER_H

#include "registry/standing.h"

enum { REG_FALLBACK_MAX = 6 };

/* Texts live as long as the view's pack. */
struct reg_cover {
	bool live;                  /* takes place on that day; the rest is set only then */
	enum law_outcome outcome;   /* over every way the data take to the leg: of the worst of them */
	law_regime regime;          /* LAW_NO_REGIME: none modelled */
	law_mech mech;              /* LAW_NO_MECH: none */
	const char *slug;           /* what it is called; NULL: none */
	struct law_reasons reasons; /* of the leg itself, empty where it is covered or no transfer */
	enum law_reason reason;     /* the first that tells something; LAW_REASON_COUNT: none */
	cv_day valid_until;         /* CV_DAY_EVER: no change known */
	size_t n_fallback;
	const char *fallback[REG_FALLBACK_MAX]; /* other mechanisms that cover it too, in order */
	bool weak;                  /* an earlier step of the way makes it worse than it is by itself: */
	struct reg_link link;       /* that step */
};

/*
 * As reg_view_load(), for whoever goes through all of it and looks nobody up by name: reg_view_named() finds nobody,
 * aliases are "". A third less memory.
 */
CV_MUST enum cv_err reg_view_load_plain(
	struct reg *r, const char *known_at, struct reg_view **ret, struct cv_error *err);

/*
 * Decisions are a pure function of pack, facts and day: legs of which the same facts are on file are decided once.
 * Belongs to one thread; v must outlive it. NULL when out of memory. Owns: reg_covers_free().
 */
struct reg_covers;
struct reg_covers *reg_covers_new(const struct reg_view *v, cv_day on);
void reg_covers_free(struct reg_covers *c); /* NULL is fine */
/* Of one leg, by index. Fails: E_NOMEM, E_TOO_BIG (too much on file about one importer). */
CV_MUST enum cv_err reg_cover(struct reg_covers *c, uint32_t leg, struct reg_cover *ret, struct cv_error *err);

/*
 * All that is to be said about one leg: an answer with a leg for every way the data take to it. Where it does not take
 * place on that day, an answer without legs. As reg_ask(): ret {0} or finished, to be finished in any case.
 */
CV_MUST enum cv_err reg_leg_answer(
	const struct reg_view *v, uint32_t leg, cv_day on, struct reg_answer *ret, struct cv_error *err);

#endif

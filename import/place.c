/*
 * What a location cell says. Never guesses: a name counts where it is written as a name, a two-letter code only where the whole cell
 * reads as a list of places, and what law, products, customers or a "not" have before them names no place at all.
 */
#include "import/place.h"

#include <string.h>

static bool has(char list[][3], size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (imp_same_code(list[i], code))
			return true;
	return false;
}

static void add_code(char list[][3], size_t *n, const char *code)
{
	if (*n < IMP_PLACES_MAX && !has(list, *n, code)) {
		memcpy(list[*n], code, 2);
		list[(*n)++][2] = '\0';
	}
}

static void add_region(struct imp_place *ret, const char *region)
{
	for (size_t i = 0; i < ret->n_regions; i++)
		if (cv_streq(ret->region[i], region))
			return;
	if (ret->n_regions < CV_LEN(ret->region))
		ret->region[ret->n_regions++] = region;
}

static void collect(const struct imp_cell *c, struct imp_place *ret)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct imp_found *f = &c->found[i];

		if (f->kind == IMP_F_REGION)
			add_region(ret, f->codes);
		else if (f->kind == IMP_F_COUNTRY && f->code[0] && !f->dropped && !c->undecided)
			add_code(ret->written, &ret->n_written, f->code);
	}
	for (size_t i = 0; i < c->n; i++) {
		const struct imp_found *f = &c->found[i];

		if ((f->kind == IMP_F_TOWN || f->kind == IMP_F_STATE || f->kind == IMP_F_CLOUD) && f->code[0] &&
			!f->dropped && !c->undecided && !has(ret->written, ret->n_written, f->code))
			add_code(ret->inferred, &ret->n_inferred, f->code);
	}
}

void imp_place_read(const char *text, size_t len, struct imp_place *ret)
{
	struct imp_cell c = { .n = 0 };

	*ret = (struct imp_place){ 0 };
	imp_words_split(text, len, &c.w);
	imp_place_find(&c);
	imp_place_ignore(&c);
	imp_place_settle_codes(&c);
	imp_place_settle_names(&c);
	imp_place_settle_list(&c);
	collect(&c, ret);
	ret->undecided = c.undecided;
}

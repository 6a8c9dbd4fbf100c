/* The certification schemes of a pack, for those who read a list of participants. */
#include "registry/law/pack.h"

/* The country whose adequacy finding asks for the certification. */
static law_place participants(const struct law_pack *p, size_t framework)
{
	for (size_t i = 0; i < p->n_adequacy; i++)
		if (p->adequacy[i].framework == (int16_t)framework)
			return p->adequacy[i].place;
	return LAW_NO_PLACE;
}

static const char *name(const struct law_pack *p, const struct law_row *r)
{
	const struct law_table *t = &p->table[LAW_FRAMEWORKS];

	for (size_t i = 0; i < t->n_columns; i++)
		if (cv_streq(t->column[i], "name"))
			return r->cell[i];
	return "";
}

bool law_framework_at(const struct law_pack *p, size_t i, struct law_framework *ret)
{
	const struct law_framework_row *f = p->framework;

	if (i >= p->n_frameworks)
		return false;
	f += i;
	*ret = (struct law_framework){ f->mech, name(p, f->row), f->regime, participants(p, i), f->reliance };
	return true;
}

bool law_family_has(const struct law_pack *p, uint16_t family, law_mech m)
{
	for (size_t i = 0; i < p->n_families; i++)
		for (size_t k = 0; cv_streq(p->family[i].slug, p->family_slug[family]) && k < p->family[i].n; k++)
			if (p->family[i].mech[k] == m)
				return true;
	return false;
}

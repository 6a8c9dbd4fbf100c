/*
 * Modules of a clause set, and regimes, for whoever advises: what is signed in the end, and from where data may
 * leave.
 */
#include "registry/law/modules.h"

#include "registry/law/pack.h"
#include "registry/law/rules.h"

const char *law_regime_title(const struct law_pack *p, law_regime r)
{
	return r < p->n_regimes ? p->regime[r].title : "";
}

law_regime law_regime_at(const struct law_pack *p, size_t i)
{
	return i < p->n_regimes ? (law_regime)i : LAW_NO_REGIME;
}

law_place law_regime_place(const struct law_pack *p, law_regime r, cv_day on)
{
	for (law_place place = 1; place <= LAW_ALPHA2; place++)
		if (p->code[place][0] && law_regime_of(p, place, 0, on) == r)
			return place;
	return LAW_NO_PLACE;
}

/* Does the mechanism bring such modules in: as an addendum, or as what the set counts as under that regime? */
static bool brings_in(const struct law_pack *p, law_mech m, law_regime r)
{
	if (p->mech[m].takes_modules)
		return true;
	for (size_t i = 0; i < p->n_mechs && r < p->n_regimes; i++)
		if (p->mech[i].module && p->mech[i].carrier[r] == m)
			return true;
	return false;
}

law_mech law_clauses_for(const struct law_pack *p, enum law_role exporter, enum law_role importer, cv_day on)
{
	struct law_facts f = { .exporter_role = exporter, .importer_role = importer };

	for (size_t i = 0; i < p->n_mechs; i++)
		if ((p->mech[i].module & p->module_for[law_pair(&f)]) && cv_span_has(p->mech[i].fresh, on))
			return (law_mech)i;
	return LAW_NO_MECH;
}

law_mech law_module_for(
	const struct law_pack *p, law_mech m, law_regime r, enum law_role exporter, enum law_role importer, cv_day on)
{
	if (m >= p->n_mechs)
		return LAW_NO_MECH;
	if (p->mech[m].module)
		return m;
	return brings_in(p, m, r) ? law_clauses_for(p, exporter, importer, on) : LAW_NO_MECH;
}

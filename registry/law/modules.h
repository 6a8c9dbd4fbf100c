/*
 * For whoever advises before anything is on file: from where data may leave, and which module of the clauses is
 * signed in the end (law 4, Decision (EU) 2021/914).
 */
#ifndef LAW_MODULES_H
#define LAW_MODULES_H

#include "registry/law/law.h"

const char *law_regime_title(const struct law_pack *p, law_regime r); /* in words; "" for none */
law_regime law_regime_at(const struct law_pack *p, size_t i);         /* the i-th; LAW_NO_REGIME behind the last */
/* A place whose exporters are under it on that day; LAW_NO_PLACE: none is. */
law_place law_regime_place(const struct law_pack *p, law_regime r, cv_day on);
/* The module of a modular set made for these roles that can be signed on that day; LAW_NO_MECH: none. */
law_mech law_clauses_for(const struct law_pack *p, enum law_role exporter, enum law_role importer, cv_day on);
/* The same where the mechanism is such a module, or carries one under that regime (the Addendum); else LAW_NO_MECH. */
law_mech law_module_for(
	const struct law_pack *p, law_mech m, law_regime r, enum law_role exporter, enum law_role importer, cv_day on);

#endif

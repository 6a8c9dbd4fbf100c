/* The steps of the decision, in the order they run. Private to the room. */
#ifndef LAW_RULES_H
#define LAW_RULES_H

#include "registry/law/pack.h"

/* One leg being decided: the question and the answer as it grows. */
struct law_leg {
	const struct law_pack *p;
	const struct law_facts *f;
	cv_day on;
	law_regime regime;
	struct law_decision *d;
	const struct law_tool *tia; /* looked up once: law_tia() */
	bool tia_known;
	const struct law_tool *tia_latest; /* the newest on file by the day, whatever it says; NULL: none */
	enum law_reason tia_reason; /* when tia is NULL: missing, outdated or negative */
};

/* The next entry of d->tried; verdict LAW_YES until a reason is added. Never NULL: the last one is reused past the cap. */
struct law_tried *law_try(struct law_leg *g, law_mech mech, int tool, int row);
/* A reason against it; NO beats OPEN. */
void law_against(struct law_tried *t, enum law_reason r);

void law_try_adequacy(struct law_leg *g);    /* law 3.3 */
void law_try_safeguards(struct law_leg *g);  /* law 3.4 */
void law_try_claim(struct law_leg *g, size_t tool);
/* The claims on file, where the decision does not come to weigh what is on file: they are shown and decide nothing. */
void law_show_claims(struct law_leg *g);
void law_try_derogations(struct law_leg *g); /* law 3.5 */
void law_decide_onward(struct law_leg *g);   /* law 6 */

/* law 3.4 of one instrument alone. */
void law_try_instrument(struct law_leg *g, size_t tool);
/* Could an instrument of that kind cover for these roles and parties, whatever its days? */
bool law_made_for(const struct law_facts *f, const struct law_mech_row *m);
/* The roles of exporter and importer: LAW_P_C2C to LAW_P_P2C. */
enum law_parties law_pair(const struct law_facts *f);
/* An assessment that counts for the leg's country on the day (law 3.4), or NULL with g->tia_reason. */
const struct law_tool *law_tia(struct law_leg *g);
/* What may be meant by a claim of that family; LAW_NO_REGIME: under the first regime that knows it. NULL: nothing. */
const struct law_family_row *law_claimed(const struct law_pack *p, uint16_t family, law_regime regime);
/* The general adequacy mechanism of the leg's regime for a day: its name in an answer. */
law_mech law_general(const struct law_pack *p, law_regime r, cv_day on);

static inline const struct law_mech_row *law_mech_of(const struct law_leg *g, law_mech m)
{
	return &g->p->mech[m];
}

#endif

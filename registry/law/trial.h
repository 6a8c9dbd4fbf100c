/*
 * A remedy being tried: the facts with something added or mended, and what that asks of a person. Private to the room.
 */
#ifndef LAW_TRIAL_H
#define LAW_TRIAL_H

#include "registry/law/needs.h"
#include "registry/law/rules.h"

/* On top of what is on file: something new, and what is wanted in each round of settling. */
enum { LAW_TRIAL_TOOLS_MAX = LAW_TOOLS_MAX + 1 + LAW_NEEDS_MAX };

struct law_trial {
	const struct law_pack *p;
	const struct law_facts *f;
	cv_day on;
	law_regime regime;
	struct law_facts facts; /* the changed copy */
	struct law_tool tool[LAW_TRIAL_TOOLS_MAX];
	struct law_remedy *ret;
	size_t n;
};

/* The facts as they are on file. */
void law_trial_reset(struct law_trial *t);
struct law_tool *law_trial_add(struct law_trial *t, enum law_tool_kind kind, law_mech mech);
/* An entry of that framework as old as reliance on it, for every kind of data; its index. */
size_t law_trial_add_entry(struct law_trial *t, law_mech m);
/* Each need once; a note is one that a table of the pack says. */
void law_trial_need(struct law_remedy *r, enum law_need_id need);
void law_trial_note(struct law_remedy *r, const char *note);
void law_trial_need_assessment(struct law_trial *t, enum law_reason why, struct law_remedy *r);
/* Mends what the rules say against a tool, and no more than that, until they say nothing; false when they go on. */
bool law_trial_settle_on_file(struct law_trial *t, const struct law_tried *tried, struct law_remedy *r);
bool law_trial_settle_new(struct law_trial *t, size_t tool, struct law_remedy *r);
/* Keep r if the changed facts are covered; of two ways to the same mechanism the one that asks for less. */
bool law_trial_keep(struct law_trial *t, struct law_remedy *r);
/* The same where only safeguards were added: adequacy asks for none, and did not cover before. */
void law_trial_keep_safeguard(struct law_trial *t, struct law_remedy *r);

#endif

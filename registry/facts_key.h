/*
 * The facts of a leg as a key: a decision is a pure function of pack, facts and day, and registers hold few kinds of
 * transfer many times over. Whoever goes through all of them remembers what equal facts were decided to be. Private to
 * the room.
 */
#ifndef REGISTRY_FACTS_KEY_H
#define REGISTRY_FACTS_KEY_H

#include "registry/law/law.h"

/*
 * What is on file about one leg is rarely more than a few things; where it is more, nothing is remembered. A decision
 * is remembered in the place that the hash of its facts points at, and forgotten when another one takes that place.
 */
enum { REG_KEY_TOOLS = 6, REG_KEY_PLACES = 8192 };

/* All of a tool that a decision looks at, without the holes of the structure. */
struct reg_tool_key {
	uint16_t kind, flags, mech, family, place, unused[3];
	int32_t day, changed, notified, review, from, until;
};

struct reg_facts_key {
	uint16_t exporter, importer;
	uint8_t exporter_role, importer_role, importer_kind, data;
	uint32_t importer_attrs;
	uint8_t exporter_attrs, onward, n_tools, used;
	struct reg_tool_key tool[REG_KEY_TOOLS]; /* only n_tools of them are written */
};

/* False: there is more on file than a key takes. *ret_place: of REG_KEY_PLACES. */
bool reg_facts_key(const struct law_facts *f, struct reg_facts_key *ret, uint32_t *ret_place);
/* b: made by it; a: too, or zeroed. */
bool reg_facts_key_same(const struct reg_facts_key *a, const struct reg_facts_key *b);

#endif

#include "registry/facts_key.h"

#include <stddef.h>
#include <string.h>

_Static_assert(sizeof(struct reg_tool_key) == 40 && offsetof(struct reg_facts_key, tool) == 16, "a key has no holes");

static size_t size_of(const struct reg_facts_key *k)
{
	return offsetof(struct reg_facts_key, tool) + k->n_tools * sizeof(k->tool[0]);
}

static uint32_t place_of(const struct reg_facts_key *k)
{
	uint64_t h = 0, part;
	size_t n = size_of(k);

	for (size_t i = 0; i < n; i += sizeof(part)) {
		memcpy(&part, (const char *)k + i, sizeof(part));
		h = (h ^ part) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 32;
	}
	return (uint32_t)(h % REG_KEY_PLACES);
}

bool reg_facts_key(const struct law_facts *f, struct reg_facts_key *ret, uint32_t *ret_place)
{
	if (f->n_tools > REG_KEY_TOOLS)
		return false;
	ret->exporter = f->exporter;
	ret->importer = f->importer;
	ret->exporter_role = (uint8_t)f->exporter_role;
	ret->importer_role = (uint8_t)f->importer_role;
	ret->importer_kind = (uint8_t)f->importer_kind;
	ret->data = (uint8_t)f->data;
	ret->importer_attrs = f->importer_attrs;
	ret->exporter_attrs = f->exporter_attrs;
	ret->onward = (uint8_t)f->onward;
	ret->n_tools = (uint8_t)f->n_tools;
	ret->used = 1;
	for (size_t i = 0; i < f->n_tools; i++) {
		const struct law_tool *t = &f->tool[i];

		ret->tool[i] = (struct reg_tool_key){ .kind = (uint16_t)t->kind, .flags = t->flags, .mech = t->mech,
			.family = t->family, .place = t->place, .day = t->day.n, .changed = t->changed.n,
			.notified = t->notified.n, .review = t->review.n, .from = t->active.from.n,
			.until = t->active.until.n };
	}
	*ret_place = place_of(ret);
	return true;
}

bool reg_facts_key_same(const struct reg_facts_key *a, const struct reg_facts_key *b)
{
	return memcmp(a, b, size_of(b)) == 0;
}

/* Finding a party in a view: by id, by folded name or alias, by the beginning of a name. */
#include "registry/view.h"

#include <stdlib.h>
#include <string.h>

/* Eight bytes at a time: every row that is read names parties. */
static uint32_t hash(const char *s, size_t len)
{
	uint64_t h = len, part;

	for (; len >= sizeof(part); s += sizeof(part), len -= sizeof(part)) {
		memcpy(&part, s, sizeof(part));
		h = (h ^ part) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 32;
	}
	part = 0;
	memcpy(&part, s, len);
	h = (h ^ part) * UINT64_C(0x9e3779b97f4a7c15);
	h = (h ^ h >> 32) * UINT64_C(0xd6e8feb86659fd93);
	return (uint32_t)(h >> 32);
}

/* ---- names ---- */

struct names {
	struct reg_name *name;
	uint32_t n, cap;
};

static bool add_name(struct reg_filling *g, struct names *to, const char *text, size_t n, uint32_t party)
{
	const char *folded;

	cv_str_clear(&g->scratch);
	cv_fold(text, n, &g->scratch);
	if (g->scratch.failed)
		return false;
	if (g->scratch.len == 0)
		return true;
	if (!reg_array_room((void **)&to->name, to->n, &to->cap, sizeof(*to->name)))
		return false;
	folded = reg_view_text(g, g->scratch.data, g->scratch.len);
	to->name[to->n++] = (struct reg_name){ folded, party };
	return folded != NULL;
}

/* The name and the aliases of a party. */
static bool add_names(struct reg_filling *g, struct names *to, uint32_t party)
{
	const struct reg_party_v *p = &g->v->party[party];
	size_t n;

	if (!add_name(g, to, p->name, strlen(p->name), party))
		return false;
	for (const char *a = p->aliases, *w; (w = cv_next(&a, ';', &n));)
		if (!add_name(g, to, w, n, party))
			return false;
	return true;
}

static int by_name(const void *a, const void *b)
{
	const struct reg_name *x = a, *y = b;
	int c = strcmp(x->folded, y->folded);

	return c ? c : (x->party > y->party) - (x->party < y->party);
}

static void sort(struct names *all)
{
	if (all->n > 1)
		qsort(all->name, all->n, sizeof(*all->name), by_name);
}

static void take_names(struct reg_index *ix, const struct names *all)
{
	ix->name = all->name;
	ix->n_names = all->n;
	ix->cap = all->cap;
}

/* ---- ids ---- */

static void put_slot(struct reg_index *ix, const struct reg_view *v, uint32_t party)
{
	uint32_t h = hash(v->party[party].id, strlen(v->party[party].id)), at = h & ix->mask;

	while (ix->slot[at].id)
		at = (at + 1) & ix->mask;
	ix->slot[at] = (struct reg_slot){ v->party[party].id, party, h };
}

static bool new_slots(struct reg_index *ix, const struct reg_view *v)
{
	uint32_t size = 64;

	while (size < 2 * v->n_parties + 2)
		size *= 2;
	ix->slot = reg_array_new(size, sizeof(*ix->slot));
	if (ix->slot == NULL)
		return false;
	memset(ix->slot, 0, size * sizeof(*ix->slot));
	ix->mask = size - 1;
	for (uint32_t i = 0; i < v->n_parties; i++)
		put_slot(ix, v, i);
	return true;
}

enum cv_err reg_index_parties(struct reg_filling *g, struct cv_error *err)
{
	struct names all = { 0 };
	bool good = new_slots(g->index, g->v);

	for (uint32_t i = 0; good && !g->plain && i < g->v->n_parties; i++)
		good = add_names(g, &all, i);
	take_names(g->index, &all);
	if (!good)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	sort(&all);
	return CV_OK;
}

/* ---- following ---- */

static bool follow_slots(struct reg_index *ix, const struct reg_view *v, const struct reg_view *old)
{
	size_t size = (size_t)old->index->mask + 1;

	if (v->n_parties == old->n_parties) {
		ix->slot = reg_array_keep(old->index->slot);
		ix->mask = old->index->mask;
		return true;
	}
	if (size < 2 * (size_t)v->n_parties + 2)
		return new_slots(ix, v);
	ix->slot = reg_array_new(size, sizeof(*ix->slot));
	if (ix->slot == NULL)
		return false;
	memcpy(ix->slot, old->index->slot, size * sizeof(*ix->slot));
	ix->mask = old->index->mask;
	for (uint32_t i = old->n_parties; i < v->n_parties; i++)
		put_slot(ix, v, i);
	return true;
}

static bool among(const uint32_t *list, size_t n, uint32_t party)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == party)
			return true;
	return false;
}

/* Those of the old view, without the parties that are called otherwise now; then the new ones, in their places. */
static bool merge_names(struct names *all, const struct names *fresh, const struct reg_index *old,
	const uint32_t *renamed, size_t n_renamed)
{
	uint32_t n = 0, behind;

	all->cap = old->n_names + fresh->n;
	all->name = reg_array_new(all->cap, sizeof(*all->name));
	if (all->name == NULL)
		return false;
	if (n_renamed == 0 && old->n_names > 0)
		memcpy(all->name, old->name, old->n_names * sizeof(*all->name));
	for (uint32_t i = 0; n_renamed > 0 && i < old->n_names; i++)
		if (!among(renamed, n_renamed, old->name[i].party))
			all->name[n++] = old->name[i];
	behind = n_renamed ? n : old->n_names;
	all->n = behind + fresh->n;
	for (uint32_t i = fresh->n; i-- > 0;) {
		uint32_t lo = 0, hi = behind;

		while (lo < hi) {
			uint32_t mid = lo + (hi - lo) / 2;

			if (by_name(&all->name[mid], &fresh->name[i]) < 0)
				lo = mid + 1;
			else
				hi = mid;
		}
		memmove(&all->name[lo + i + 1], &all->name[lo], (behind - lo) * sizeof(*all->name));
		all->name[lo + i] = fresh->name[i];
		behind = lo;
	}
	return true;
}

enum cv_err reg_index_follow(struct reg_filling *g, const struct reg_view *old, const uint32_t *renamed,
	size_t n_renamed, struct cv_error *err)
{
	struct reg_index *ix = g->index;
	struct names fresh = { 0 }, all = { 0 };
	bool good = follow_slots(ix, g->v, old);

	ix->unresolved = old->index->unresolved;
	for (size_t i = 0; good && i < n_renamed; i++)
		good = add_names(g, &fresh, renamed[i]);
	for (uint32_t i = old->n_parties; good && i < g->v->n_parties; i++)
		good = add_names(g, &fresh, i);
	if (good && fresh.n == 0 && n_renamed == 0) {
		all = (struct names){ reg_array_keep(old->index->name), old->index->n_names, old->index->cap };
	} else if (good) {
		sort(&fresh);
		good = merge_names(&all, &fresh, old->index, renamed, n_renamed);
	}
	reg_array_drop(fresh.name);
	take_names(ix, &all);
	return good ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* ---- finding ---- */

/*
 * Likely the one that is meant. What is on file about it is wanted next, and sent for meanwhile; while a view is being
 * filled, its parties may know of more than is there yet.
 */
static void send_for_facts(const struct reg_view *v, const struct reg_party_v *p)
{
	if (v->leg_in && p->n_in > 0)
		__builtin_prefetch(&v->leg_in[p->first_in]);
	if (v->tool && p->n_tools > 0)
		__builtin_prefetch(&v->tool[p->first_tool]);
}

uint32_t reg_view_party(const struct reg_view *v, const char *id)
{
	const struct reg_index *ix = v->index;
	uint32_t h = hash(id, strlen(id));

	for (uint32_t at = h & ix->mask; ix->slot[at].id; at = (at + 1) & ix->mask) {
		if (ix->slot[at].hash != h)
			continue;
		send_for_facts(v, &v->party[ix->slot[at].party]);
		if (cv_streq(ix->slot[at].id, id))
			return ix->slot[at].party;
	}
	return REG_NOBODY;
}

/* ---- soon ---- */

/* The first in the table whose id has the hash; NULL: none. */
static const struct reg_slot *likely(const struct reg_index *ix, uint32_t h)
{
	for (uint32_t at = h & ix->mask; ix->slot[at].id; at = (at + 1) & ix->mask)
		if (ix->slot[at].hash == h)
			return &ix->slot[at];
	return NULL;
}

static void land(struct reg_filling *g, const struct reg_soon_name *name)
{
	const struct reg_slot *slot = likely(g->index, name->hash);

	g->soon.land(g, name->at,
		slot && cv_streq(slot->id, name->id) ? slot->party : reg_named_by(g, name->id));
}

/* Of the last its place in the table is sent for, of the one before it the id that stands there. */
static void send_for(const struct reg_filling *g, const struct reg_soon *s)
{
	const struct reg_slot *slot;

	__builtin_prefetch(&g->index->slot[s->name[(s->n - 1) % REG_SOON].hash & g->index->mask]);
	slot = s->n > 1 ? likely(g->index, s->name[(s->n - 2) % REG_SOON].hash) : NULL;
	if (slot)
		__builtin_prefetch(slot->id);
}

void reg_soon_named(struct reg_filling *g, const char *id, uint32_t at)
{
	struct reg_soon *s = &g->soon;
	struct reg_soon_name *name = &s->name[s->n % REG_SOON];
	size_t len = strlen(id);

	if (len == 0 || len >= sizeof(name->id)) {
		s->land(g, at, reg_named_by(g, id));
		return;
	}
	if (s->n >= REG_SOON)
		land(g, name);
	memcpy(name->id, id, len + 1);
	name->hash = hash(id, len);
	name->at = at;
	s->n++;
	send_for(g, s);
}

void reg_soon_all(struct reg_filling *g)
{
	struct reg_soon *s = &g->soon;

	for (uint32_t i = s->n < REG_SOON ? 0 : s->n - REG_SOON; i < s->n; i++)
		land(g, &s->name[i % REG_SOON]);
	s->n = 0;
}

/* ---- by name ---- */

static size_t first_not_before(const struct reg_index *ix, const char *folded)
{
	size_t lo = 0, hi = ix->n_names;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (strcmp(ix->name[mid].folded, folded) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Every party among the names from `at` on that pass the test, each once. */
static size_t collect(
	const struct reg_index *ix, size_t at, const char *text, size_t n, bool whole, uint32_t *ret, size_t max)
{
	size_t found = 0;

	for (; at < ix->n_names && strncmp(ix->name[at].folded, text, n) == 0; at++) {
		bool seen = false;

		if (whole && ix->name[at].folded[n] != '\0')
			break; /* longer names sort after */
		for (size_t i = 0; i < found && i < max; i++)
			seen |= ret[i] == ix->name[at].party;
		if (seen)
			continue;
		if (found < max)
			ret[found] = ix->name[at].party;
		found++;
		if (found > 4 * max)
			break; /* many more than anyone would list */
	}
	return found;
}

/* Exact folded names first; else names of which the text is the beginning, up to a word's end: "acme" for "Acme, Inc.". */
size_t reg_view_named(const struct reg_view *v, const char *text, uint32_t *ret, size_t max)
{
	struct cv_str folded = { 0 };
	size_t found = 0;

	cv_fold(text, strlen(text), &folded);
	if (folded.len > 0 && !folded.failed) {
		found = collect(
			v->index, first_not_before(v->index, folded.data), folded.data, folded.len, true, ret, max);
		if (found == 0) {
			cv_str_putc(&folded, ' ');
			if (!folded.failed)
				found = collect(v->index, first_not_before(v->index, folded.data), folded.data,
					folded.len, false, ret, max);
		}
	}
	cv_str_finish(&folded);
	return found;
}

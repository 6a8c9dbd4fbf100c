/* Finding a party in a view: by id, by folded name or alias, by the beginning of a name. */
#include "registry/view.h"

#include <stdlib.h>
#include <string.h>

static uint32_t hash(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

static bool add_name(struct reg_filling *g, const char *text, size_t n, uint32_t party)
{
	struct reg_index *ix = g->index;
	char *folded;

	cv_str_clear(&g->scratch);
	cv_fold(text, n, &g->scratch);
	if (g->scratch.failed)
		return false;
	if (g->scratch.len == 0)
		return true;
	if (ix->n_names == ix->cap) {
		size_t cap = ix->cap ? 2 * ix->cap : 256;
		struct reg_name *more = realloc(ix->name, cap * sizeof(*more));

		if (more == NULL)
			return false;
		ix->name = more;
		ix->cap = cap;
	}
	folded = cv_arena_text(&g->v->arena, g->scratch.data, g->scratch.len);
	ix->name[ix->n_names++] = (struct reg_name){ folded, party };
	return folded != NULL;
}

static int by_name(const void *a, const void *b)
{
	const struct reg_name *x = a, *y = b;
	int c = strcmp(x->folded, y->folded);

	return c ? c : (x->party > y->party) - (x->party < y->party);
}

enum cv_err reg_index_parties(struct reg_filling *g, struct cv_error *err)
{
	struct reg_index *ix = g->index;
	struct reg_view *v = g->v;
	uint32_t size = 64;
	size_t n;

	while (size < 2 * v->n_parties + 2)
		size *= 2;
	ix->slot = calloc(size, sizeof(*ix->slot));
	if (ix->slot == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	ix->mask = size - 1;
	for (uint32_t i = 0; i < v->n_parties; i++) {
		uint32_t h = hash(v->party[i].id), at = h & ix->mask;

		while (ix->slot[at].party)
			at = (at + 1) & ix->mask;
		ix->slot[at] = (struct reg_slot){ i + 1, h };
		if (g->plain)
			continue;
		if (!add_name(g, v->party[i].name, strlen(v->party[i].name), i))
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		for (const char *p = v->party[i].aliases, *w; (w = cv_next(&p, ';', &n));)
			if (!add_name(g, w, n, i))
				return cv_fail(err, CV_E_NOMEM, "out of memory");
	}
	if (ix->n_names > 1)
		qsort(ix->name, ix->n_names, sizeof(*ix->name), by_name);
	return CV_OK;
}

/* Likely the one that is meant. What is on file about it is wanted next and rarely in the cache: it is sent for meanwhile. */
static bool is_party(const struct reg_view *v, const struct reg_party_v *p, const char *id)
{
	if (p->n_in > 0)
		__builtin_prefetch(&v->leg_in[p->first_in]);
	if (p->n_tools > 0)
		__builtin_prefetch(&v->tool[p->first_tool]);
	return cv_streq(p->id, id);
}

uint32_t reg_view_party(const struct reg_view *v, const char *id)
{
	const struct reg_index *ix = v->index;

	uint32_t h = hash(id);

	for (uint32_t at = h & ix->mask; ix->slot[at].party; at = (at + 1) & ix->mask)
		if (ix->slot[at].hash == h && is_party(v, &v->party[ix->slot[at].party - 1], id))
			return ix->slot[at].party - 1;
	return REG_NOBODY;
}

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

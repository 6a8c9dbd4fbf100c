/* Transfers gathered into processing activities. */
#include "reports/tables/processing.h"

#include <stdlib.h>
#include <string.h>

/* ---- sets ------------------------------------------------------------------------------------------------------ */

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

void rep_set_sort(struct rep_set *s)
{
	size_t n = 0;

	if (s->sorted == s->n)
		return;
	qsort(s->item, s->n, sizeof(*s->item), by_number);
	for (size_t i = 0; i < s->n; i++)
		if (i == 0 || s->item[i] != s->item[n - 1])
			s->item[n++] = s->item[i];
	s->n = s->sorted = n;
}

bool rep_set_has(const struct rep_set *s, uint64_t item)
{
	return s->n > 0 && bsearch(&item, s->item, s->n, sizeof(item), by_number) != NULL;
}

bool rep_set_add(struct rep_set *s, uint64_t item)
{
	if (s->n > 0 && s->item[s->n - 1] == item)
		return true;
	if (s->n == s->cap)
		rep_set_sort(s);
	if (2 * s->n >= s->cap) {
		size_t cap = s->cap ? 2 * s->cap : 8;
		uint64_t *more = realloc(s->item, cap * sizeof(*more));

		if (more == NULL)
			return false;
		s->item = more;
		s->cap = cap;
	}
	s->item[s->n++] = item;
	return true;
}

void rep_set_finish(struct rep_set *s)
{
	free(s->item);
	*s = (struct rep_set){ 0 };
}

/* ---- activities ------------------------------------------------------------------------------------------------ */

static uint64_t hash(uint32_t who, const char *const text[REP_ACTIVITY_TEXTS])
{
	uint64_t h = UINT64_C(1469598103934665603) ^ who;

	for (size_t i = 0; i < REP_ACTIVITY_TEXTS; i++) {
		for (const char *p = text[i]; *p; p++)
			h = (h ^ (unsigned char)*p) * UINT64_C(1099511628211);
		h = (h ^ 0x1f) * UINT64_C(1099511628211);
	}
	return h ^ h >> 31;
}

static bool same(const struct rep_activity *a, uint32_t who, const char *const text[REP_ACTIVITY_TEXTS])
{
	for (size_t i = 0; i < REP_ACTIVITY_TEXTS; i++)
		if (!cv_streq(a->text[i], text[i]))
			return false;
	return a->who == who;
}

static void enter(struct rep_activities *g, size_t i)
{
	size_t at = hash(g->activity[i].who, g->activity[i].text) & (g->n_slots - 1);

	while (g->slot[at])
		at = (at + 1) & (g->n_slots - 1);
	g->slot[at] = (uint32_t)i + 1;
}

static bool room(struct rep_activities *g)
{
	size_t cap = g->cap ? 2 * g->cap : 64;
	struct rep_activity *more;

	if (g->n < g->cap)
		return true;
	more = realloc(g->activity, cap * sizeof(*more));
	if (more == NULL)
		return false;
	g->activity = more;
	g->cap = cap;
	free(g->slot);
	g->n_slots = 2 * cap;
	g->slot = calloc(g->n_slots, sizeof(*g->slot));
	for (size_t i = 0; g->slot && i < g->n; i++)
		enter(g, i);
	return g->slot != NULL;
}

struct rep_activity *rep_activity_of(struct rep_activities *g, uint32_t who, const char *const text[REP_ACTIVITY_TEXTS])
{
	struct rep_activity *a;
	size_t at;

	if (!room(g))
		return NULL;
	at = hash(who, text) & (g->n_slots - 1);
	for (; g->slot[at]; at = (at + 1) & (g->n_slots - 1))
		if (same(&g->activity[g->slot[at] - 1], who, text))
			return &g->activity[g->slot[at] - 1];
	a = &g->activity[g->n];
	*a = (struct rep_activity){ .who = who };
	for (size_t i = 0; i < REP_ACTIVITY_TEXTS; i++) {
		a->text[i] = cv_arena_text(&g->arena, text[i], strlen(text[i]));
		if (a->text[i] == NULL)
			return NULL;
	}
	enter(g, g->n++);
	return a;
}

static int by_text(const void *a, const void *b, void *ctx)
{
	const struct rep_activity *x = a, *y = b;
	int c = strcmp(rep_party_id(ctx, x->who), rep_party_id(ctx, y->who));

	for (size_t i = 0; c == 0 && i < REP_ACTIVITY_TEXTS; i++)
		c = strcmp(x->text[i], y->text[i]);
	return c;
}

void rep_activities_sort(struct rep_activities *g, const struct reg_view *v)
{
	if (g->n > 1)
		qsort_r(g->activity, g->n, sizeof(*g->activity), by_text, (void *)(uintptr_t)v);
}

void rep_activities_finish(struct rep_activities *g)
{
	for (size_t i = 0; i < g->n; i++) {
		rep_set_finish(&g->activity[i].recipients);
		rep_set_finish(&g->activity[i].countries);
		rep_set_finish(&g->activity[i].cover);
		rep_set_finish(&g->activity[i].controllers);
	}
	free(g->activity);
	free(g->slot);
	cv_arena_finish(&g->arena);
}

/* ---- cover ----------------------------------------------------------------------------------------------------- */

uint64_t rep_covered(const struct reg_leg_v *l, const struct reg_cover *c)
{
	uint64_t mech = c->outcome == LAW_COVERED ? c->mech : LAW_NO_MECH;
	uint64_t reason = c->outcome == LAW_COVERED ? (uint64_t)LAW_REASON_COUNT : (uint64_t)c->reason;

	return (uint64_t)l->country << 48 | (uint64_t)c->outcome << 40 | mech << 16 | reason;
}

static void between(struct cv_str *out, size_t begin)
{
	if (out->len > begin)
		cv_str_putc(out, ';');
}

/* What stands between two ';' holds none itself. */
static void item(struct cv_str *out, const char *text)
{
	for (; *text; text++)
		cv_str_putc(out, *text == ';' ? ',' : *text);
}

void rep_set_names(const struct reg_view *v, const struct rep_set *s, size_t from, size_t most, struct cv_str *out)
{
	size_t begin = out->len;

	for (size_t i = from; i < s->n && i - from < most; i++) {
		between(out, begin);
		item(out, rep_party_name(v, (uint32_t)s->item[i]));
	}
}

static const char *place(const struct law_pack *p, uint64_t which)
{
	return which == LAW_NO_PLACE ? "country not known" : rep_place_name(p, (law_place)which);
}

void rep_set_places(const struct law_pack *p, const struct rep_set *s, struct cv_str *out)
{
	size_t begin = out->len;

	for (size_t i = 0; i < s->n; i++) {
		between(out, begin);
		item(out, place(p, s->item[i]));
	}
}

void rep_set_cover(const struct law_pack *p, const struct rep_set *s, bool only_open, struct cv_str *out)
{
	size_t begin = out->len;

	for (size_t i = 0; i < s->n; i++) {
		enum law_outcome o = (enum law_outcome)(s->item[i] >> 40 & 0xff);
		law_mech mech = (law_mech)(s->item[i] >> 16 & 0xffff);
		enum law_reason reason = (enum law_reason)(s->item[i] & 0xffff);

		if ((o == LAW_COVERED) == only_open)
			continue;
		between(out, begin);
		item(out, place(p, s->item[i] >> 48));
		cv_str_puts(out, ": ");
		if (o == LAW_COVERED) {
			item(out, law_mech_name(p, mech));
			cv_str_printf(out, " (%s)", law_mech_slug(p, mech));
		} else {
			cv_str_puts(out, law_outcome_name(o));
			if (reason < LAW_REASON_COUNT)
				cv_str_printf(out, " (%s)", law_reason_name(reason));
		}
	}
}

/* What a view is made of: arrays that views share, legs and papers by importer; the beginning and the end of one. */
#include "registry/view.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum { SENT_FOR = 6 }; /* so many moves before they are made */

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* ---- arrays ---- */

struct shared {
	atomic_uint refs;
	alignas(max_align_t) unsigned char data[];
};

static struct shared *of(void *array)
{
	return (void *)((unsigned char *)array - offsetof(struct shared, data));
}

void *reg_array_new(size_t n, size_t size)
{
	struct shared *s = malloc(sizeof(*s) + n * size);

	if (s == NULL)
		return NULL;
	atomic_init(&s->refs, 1);
	return s->data;
}

void *reg_array_keep(void *array)
{
	if (array)
		atomic_fetch_add_explicit(&of(array)->refs, 1, memory_order_relaxed);
	return array;
}

void reg_array_drop(void *array)
{
	if (array && atomic_fetch_sub_explicit(&of(array)->refs, 1, memory_order_acq_rel) == 1)
		free(of(array));
}

bool reg_array_room(void **array, uint32_t n, uint32_t *cap, size_t size)
{
	uint32_t more = *cap ? 2 * *cap : 64;
	struct shared *s;

	if (n < *cap)
		return true;
	s = realloc(*array ? of(*array) : NULL, sizeof(*s) + more * size);
	if (s == NULL)
		return false;
	if (*array == NULL)
		atomic_init(&s->refs, 1);
	*array = s->data;
	*cap = more;
	return true;
}

/* ---- grouping by importer ---- */

enum cv_err reg_group_legs(struct reg_view *v, struct cv_error *err)
{
	uint32_t at = 0;

	v->leg_in = reg_array_new(v->n_legs, sizeof(*v->leg_in));
	if (v->leg_in == NULL)
		return nomem(err);
	for (uint32_t i = 0; i < v->n_parties; i++)
		v->party[i].n_in = 0;
	for (uint32_t i = 0; i < v->n_legs; i++)
		v->party[v->leg[i].importer].n_in++;
	for (uint32_t i = 0; i < v->n_parties; i++) {
		v->party[i].first_in = at;
		at += v->party[i].n_in;
		v->party[i].n_in = 0;
	}
	for (uint32_t i = 0; i < v->n_legs; i++) {
		struct reg_party_v *p = &v->party[v->leg[i].importer];

		v->leg_in[p->first_in + p->n_in++] = i;
	}
	return CV_OK;
}

void reg_count_tools(struct reg_view *v)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < v->n_parties; i++)
		v->party[i].n_tools = 0;
	for (uint32_t i = 0; i < v->n_tools; i++)
		if (v->tool[i].importer != REG_NOBODY)
			v->party[v->tool[i].importer].n_tools++;
	for (uint32_t i = 0; i < v->n_parties; i++) {
		v->party[i].first_tool = at;
		at += v->party[i].n_tools;
	}
	v->n_tools_bound = at;
}

/*
 * Each tool to the place it has, in place: there may be many. Where one goes is known well before it goes there, so
 * that what is there is sent for meanwhile.
 */
static void arrange(struct reg_tool_v *tool, uint32_t *place, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		struct reg_tool_v moved = tool[i];
		uint32_t to = place[i], soon = to;

		for (int k = 0; k < SENT_FOR; k++)
			soon = place[soon];
		while (to != i) {
			struct reg_tool_v there = tool[to];
			uint32_t next = place[to];

			soon = place[soon];
			__builtin_prefetch(&tool[soon], 1);
			tool[to] = moved;
			moved = there;
			place[to] = to;
			to = next;
		}
		tool[i] = moved;
		place[i] = i;
	}
}

enum cv_err reg_group_tools(struct reg_view *v, struct cv_error *err)
{
	uint32_t *place = malloc((v->n_tools ? v->n_tools : 1) * sizeof(*place)), at;

	if (place == NULL)
		return nomem(err);
	reg_count_tools(v);
	at = v->n_tools_bound;
	for (uint32_t i = 0; i < v->n_parties; i++)
		v->party[i].n_tools = 0;
	for (uint32_t i = 0; i < v->n_tools; i++) {
		uint32_t who = v->tool[i].importer;

		place[i] = who == REG_NOBODY ? at++ : v->party[who].first_tool + v->party[who].n_tools++;
	}
	arrange(v->tool, place, v->n_tools);
	free(place);
	return CV_OK;
}

static int rank(enum reg_kind kind)
{
	return kind == REG_CERTIFICATIONS ? 0 : kind == REG_SAFEGUARDS ? 1 : 2;
}

int reg_tool_order(const struct reg_tool_v *a, const struct reg_tool_v *b)
{
	if (a->importer != b->importer) /* REG_NOBODY is the highest */
		return a->importer < b->importer ? -1 : 1;
	if (a->kind != b->kind)
		return rank(a->kind) - rank(b->kind);
	return (a->n > b->n) - (a->n < b->n);
}

/* ---- beginning and end ---- */

static struct reg_texts *texts_new(void)
{
	struct reg_texts *t = calloc(1, sizeof(*t));

	if (t)
		atomic_init(&t->refs, 1);
	return t;
}

static void texts_drop(struct reg_texts *t)
{
	if (t == NULL || atomic_fetch_sub_explicit(&t->refs, 1, memory_order_acq_rel) > 1)
		return;
	cv_arena_finish(&t->arena);
	cv_arena_finish(&t->ids);
	free(t);
}

size_t reg_texts_size(const struct reg_texts *t)
{
	return t->arena.total + t->ids.total;
}

bool reg_view_empty(struct reg_filling *g, struct reg_texts *texts)
{
	g->v = calloc(1, sizeof(*g->v));
	g->index = calloc(1, sizeof(*g->index));
	if (g->v)
		g->v->index = g->index;
	if (g->index) {
		if (texts)
			atomic_fetch_add_explicit(&texts->refs, 1, memory_order_relaxed);
		g->index->texts = texts ? texts : texts_new();
	}
	if (g->v && g->index && g->index->texts) {
		g->v->pack = g->r->pack;
		return true;
	}
	if (g->v == NULL && g->index) {
		texts_drop(g->index->texts);
		free(g->index);
	}
	reg_view_destroy(g->v);
	g->v = NULL;
	return false;
}

enum cv_err reg_view_filled(struct reg_filling *g, enum cv_err e, struct reg_view **ret)
{
	cv_str_finish(&g->scratch);
	if (e == CV_OK)
		*ret = g->v;
	else
		reg_view_destroy(g->v);
	return e;
}

void reg_view_destroy(struct reg_view *v)
{
	struct reg_index *ix;

	if (v == NULL)
		return;
	ix = (struct reg_index *)(uintptr_t)v->index;
	if (ix) {
		reg_array_drop(ix->slot);
		reg_array_drop(ix->name);
		texts_drop(ix->texts);
		free(ix);
	}
	reg_desk_free(v);
	reg_array_drop(v->party);
	reg_array_drop(v->leg);
	reg_array_drop(v->leg_in);
	reg_array_drop(v->tool);
	free(v);
}

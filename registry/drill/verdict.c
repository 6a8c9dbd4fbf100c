/*
 * One leg under both laws. What is decided out of equal facts is decided once: registers hold few kinds of transfer,
 * many times over.
 */
#include "registry/drill/inside.h"

#include <stdlib.h>
#include <string.h>

enum { KEY_MAX = 64 + LAW_TOOLS_MAX * 48, SLOTS_FIRST = 1024 };

/* A verdict, where tools are counted within the facts. */
struct verdict {
	const char *key;
	size_t len;
	uint32_t hash;
	bool told;
	struct reg_drill_leg is; /* leg, behind, fallback_tool and priority are those of the leg */
	int fallback;		 /* index of the tool within the facts, -1: none */
};

struct reg_verdicts {
	struct verdict *slot;
	size_t n_slots, n;
	char key[KEY_MAX];
	size_t len;
};

void reg_verdicts_free(struct reg_verdicts *m)
{
	if (m == NULL)
		return;
	free(m->slot);
	free(m);
}

/* ---- the facts as a key ---------------------------------------------------------------------------------------- */

static void put(struct reg_verdicts *m, const void *data, size_t n)
{
	memcpy(m->key + m->len, data, n);
	m->len += n;
}

#define PUT(m, value) put(m, &(value), sizeof(value))

static void put_tool(struct reg_verdicts *m, const struct law_tool *t)
{
	unsigned char kind = (unsigned char)t->kind;

	PUT(m, kind);
	PUT(m, t->mech);
	PUT(m, t->family);
	PUT(m, t->place);
	PUT(m, t->flags);
	PUT(m, t->day);
	PUT(m, t->changed);
	PUT(m, t->notified);
	PUT(m, t->review);
	PUT(m, t->active.from);
	PUT(m, t->active.until);
}

static uint32_t make_key(struct reg_verdicts *m, const struct law_facts *f)
{
	unsigned char small[] = { (unsigned char)f->exporter_role, (unsigned char)f->importer_role,
		(unsigned char)f->importer_kind, (unsigned char)f->data, (unsigned char)f->onward, f->exporter_attrs };
	uint64_t h = UINT64_C(14695981039346656037);
	uint64_t part;
	size_t i = 0;

	m->len = 0;
	put(m, small, sizeof(small));
	PUT(m, f->exporter);
	PUT(m, f->importer);
	PUT(m, f->importer_attrs);
	for (size_t k = 0; k < f->n_tools; k++)
		put_tool(m, &f->tool[k]);
	for (; i + 8 <= m->len; i += 8) {
		memcpy(&part, m->key + i, 8);
		h = (h ^ part) * UINT64_C(1099511628211);
		h ^= h >> 29;
	}
	for (; i < m->len; i++)
		h = (h ^ (unsigned char)m->key[i]) * UINT64_C(1099511628211);
	return (uint32_t)(h ^ h >> 32);
}

static bool grow(struct reg_verdicts *m)
{
	size_t n = m->n_slots ? 4 * m->n_slots : SLOTS_FIRST;
	struct verdict *slot = calloc(n, sizeof(*slot));

	if (slot == NULL)
		return false;
	for (size_t i = 0; i < m->n_slots; i++) {
		size_t at = m->slot[i].hash & (n - 1);

		if (m->slot[i].key == NULL)
			continue;
		while (slot[at].key)
			at = (at + 1) & (n - 1);
		slot[at] = m->slot[i];
	}
	free(m->slot);
	m->slot = slot;
	m->n_slots = n;
	return true;
}

/* The slot of the key that was made, empty or not; NULL: out of memory. */
static struct verdict *find(struct reg_verdicts *m, uint32_t hash)
{
	size_t at;

	if (2 * m->n >= m->n_slots && !grow(m))
		return NULL;
	for (at = hash & (m->n_slots - 1); m->slot[at].key; at = (at + 1) & (m->n_slots - 1))
		if (m->slot[at].hash == hash && m->slot[at].len == m->len &&
			memcmp(m->slot[at].key, m->key, m->len) == 0)
			break;
	return &m->slot[at];
}

/* ---- what it comes to ------------------------------------------------------------------------------------------ */

/* Nothing that anybody could make good again on this transfer. */
static bool no_fallback(const struct law_reasons *r)
{
	static const enum law_reason never[] = { LAW_R_WRONG_REGIME, LAW_R_WRONG_DESTINATION, LAW_R_NOT_A_MECHANISM,
		LAW_R_NOT_ADOPTED, LAW_R_NOT_YET_IN_FORCE, LAW_R_NOT_YET_SIGNED, LAW_R_CERTIFICATION_NOT_BEGUN,
		LAW_R_FRAMEWORK_ENDED };

	for (size_t i = 0; i < CV_LEN(never); i++)
		if (law_reason_in(r, never[i]))
			return true;
	return false;
}

static int reasons_of(const struct law_tried *t)
{
	return __builtin_popcountll(t->reasons.bit[0]) + __builtin_popcountll(t->reasons.bit[1]);
}

static bool ends(const struct reg_drilling *g, const struct law_tried *t)
{
	return g->d->ending && (law_ending_mech(g->d->ending, t->mech) || law_ending_mech(g->d->ending, t->base));
}

/* Of what is on file and does not cover, what lacks least. */
static const struct law_tried *stale(const struct reg_drilling *g, const struct law_decision *d)
{
	const struct law_tried *best = NULL;

	for (size_t i = 0; i < d->n_tried; i++) {
		const struct law_tried *t = &d->tried[i];

		if (t->tool < 0 || t->verdict == LAW_YES || ends(g, t) || no_fallback(&t->reasons))
			continue;
		if (best == NULL || t->verdict > best->verdict ||
			(t->verdict == best->verdict && reasons_of(t) < reasons_of(best)))
			best = t;
	}
	return best;
}

static bool good(enum law_outcome o)
{
	return o <= LAW_COVERED;
}

/* False: nothing to tell. */
static bool changed(struct reg_drill_leg *ret)
{
	bool same_slug = ret->slug_was && ret->slug_is ? cv_streq(ret->slug_was, ret->slug_is)
						       : ret->slug_was == ret->slug_is;

	if (good(ret->was) != good(ret->is))
		ret->change = good(ret->was) ? REG_LOSES : REG_GAINS;
	else if (good(ret->was) && !same_slug)
		ret->change = REG_KEEPS;
	else if (ret->was == LAW_NEEDS_REVIEW && ret->is == LAW_NOT_COVERED)
		ret->change = REG_WEAKENS;
	else
		return false;
	return true;
}

static enum cv_err remedies(const struct reg_drilling *g, const struct reg_answer_leg *l, struct reg_drill_leg *ret)
{
	struct law_remedy found[LAW_REMEDIES_MAX], *kept;
	size_t n = law_remedies(g->after->pack, &l->facts, g->d->on, &l->decision, found);

	kept = cv_arena_room(&g->d->arena, (n + 1) * sizeof(*kept));
	if (kept == NULL)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	memcpy(kept, found, n * sizeof(*kept));
	ret->remedy = kept;
	ret->n_remedies = n;
	return CV_OK;
}

/* The step before the leg that is at least as weak as the leg itself. */
static const struct reg_link *weak_link(const struct reg_answer_leg *l)
{
	for (size_t i = 0; i < l->n_path; i++)
		if (!good(l->path[i].outcome) && l->path[i].outcome >= l->decision.outcome)
			return &l->path[i];
	return NULL;
}

static uint32_t leg_of(const struct reg_drilling *g, const struct reg_link *link)
{
	const struct reg_view *v = g->before;
	const struct reg_party_v *p = &v->party[link->importer];

	for (uint32_t i = 0; i < p->n_in; i++) {
		uint32_t leg = v->leg_in[p->first_in + i];

		if (v->leg[leg].exporter == link->exporter && cv_span_has(v->leg[leg].span, g->d->on) &&
			g->after->leg[leg].country == link->country)
			return leg;
	}
	return REG_NOBODY;
}

/* What is left on file, and what would help. */
static enum cv_err after_that(
	const struct reg_drilling *g, const struct reg_answer *a, struct reg_drill_leg *ret, int *ret_fallback)
{
	const struct reg_answer_leg *l = &a->leg[a->decisive];
	const struct reg_link *link = weak_link(l);
	const struct law_tried *t = NULL;

	*ret_fallback = -1;
	ret->reasons = l->decision.reasons;
	if (good(ret->is)) {
		ret->fallback = REG_FALLBACK_IN_FORCE;
		ret->fallback_slug = ret->slug_is;
		if (l->decision.decisive >= 0)
			t = &l->decision.tried[l->decision.decisive];
	} else if (link) {
		ret->behind = leg_of(g, link);
		return CV_OK;
	} else {
		t = stale(g, &l->decision);
		if (t) {
			ret->fallback = REG_FALLBACK_STALE;
			ret->fallback_slug = law_tried_slug(g->after->pack, &l->facts, t);
			ret->fallback_reasons = t->reasons;
		}
		TRY(remedies(g, l, ret));
	}
	if (t && t->tool >= 0) {
		*ret_fallback = t->tool;
		ret->fallback_tool = l->tools[t->tool].record;
	}
	return CV_OK;
}

/* ---- deciding -------------------------------------------------------------------------------------------------- */

struct one {
	struct reg_answer a;
	struct reg_asking g;
};

static void begin(const struct reg_drilling *g, const struct reg_view *v, uint32_t leg, struct one *o)
{
	o->a = (struct reg_answer){ .view = v, .question = g->q, .to = v->leg[leg].importer, .from = REG_NOBODY };
	o->g = (struct reg_asking){ .v = v,
		.q = &g->q,
		.a = &o->a,
		.to = { v->leg[leg].importer, v->leg[leg].country, true },
		.from = { REG_NOBODY, LAW_NO_PLACE, false },
		.today_only = true,
		.err = g->err };
}

static enum cv_err judge(const struct reg_drilling *g, const struct reg_view *v, uint32_t leg, struct one *o)
{
	begin(g, v, leg, o);
	TRY(reg_judge_chain(&o->g, &v->leg[leg]));
	reg_conclude(&o->a);
	return CV_OK;
}

static enum cv_err both(
	struct reg_drilling *g, uint32_t leg, struct reg_drill_leg *ret, bool *ret_told, int *ret_fallback)
{
	struct one was, is;
	enum cv_err e = judge(g, g->before, leg, &was);

	*ret_told = false;
	*ret_fallback = -1;
	if (e == CV_OK) {
		ret->was = was.a.outcome;
		ret->slug_was = was.a.slug;
	}
	reg_answer_finish(&was.a);
	if (e != CV_OK)
		return e;
	e = judge(g, g->after, leg, &is);
	if (e == CV_OK) {
		ret->is = is.a.outcome;
		ret->slug_is = is.a.slug;
		*ret_told = changed(ret);
		if (*ret_told)
			e = after_that(g, &is.a, ret, ret_fallback);
	}
	reg_answer_finish(&is.a);
	return e;
}

static enum cv_err keep(struct reg_drilling *g, struct verdict *at, uint32_t hash, const struct reg_drill_leg *is,
	bool told, int fallback)
{
	char *key = cv_arena_room(&g->d->arena, g->memo->len);

	if (key == NULL)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	memcpy(key, g->memo->key, g->memo->len);
	*at = (struct verdict){ key, g->memo->len, hash, told, *is, fallback };
	g->memo->n++;
	return CV_OK;
}

/* A leg from one of ours: its own facts are all it rests on. */
static enum cv_err direct(struct reg_drilling *g, uint32_t leg, struct reg_drill_leg *ret, bool *ret_told)
{
	char room[16 * 1024];
	struct reg_leg_in in;
	struct law_facts f;
	struct verdict *at;
	uint32_t hash = 0, record = REG_NOBODY;
	struct one o;
	int fallback;
	enum cv_err e;

	begin(g, g->before, leg, &o);
	cv_arena_begin(&o.a.arena, room, sizeof(room));
	in = reg_leg_of(&o.g, &g->before->leg[leg]);
	e = reg_facts(&o.g, &in, &f);
	if (e == CV_OK)
		hash = make_key(g->memo, &f);
	at = e == CV_OK ? find(g->memo, hash) : NULL;
	if (at && at->key && at->fallback >= 0)
		record = f.tool[at->fallback].record;
	reg_answer_finish(&o.a);
	TRY(e);
	if (at == NULL)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	if (at->key) {
		*ret = at->is;
		ret->fallback_tool = record;
		*ret_told = at->told;
		return CV_OK;
	}
	TRY(both(g, leg, ret, ret_told, &fallback));
	return keep(g, at, hash, ret, *ret_told, fallback);
}

enum cv_err reg_drill_one(struct reg_drilling *g, uint32_t leg, struct reg_drill_leg *ret, bool *ret_told)
{
	const struct reg_leg_v *l = &g->before->leg[leg];
	int fallback;

	*ret = (struct reg_drill_leg){ .fallback_tool = REG_NOBODY, .behind = REG_NOBODY };
	if (g->memo == NULL)
		g->memo = calloc(1, sizeof(*g->memo));
	if (g->memo == NULL)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	if (l->exporter == REG_NOBODY || g->before->party[l->exporter].own)
		TRY(direct(g, leg, ret, ret_told));
	else
		TRY(both(g, leg, ret, ret_told, &fallback));
	ret->leg = leg;
	return CV_OK;
}

/*
 * A view out of the one before it: only what changed since is read. Where a change does more than to add records and
 * to say something else about those that are there, the view is loaded as a whole: when parties were taken away, or
 * appear among others, or one appears that something on file named already.
 */
#include "registry/follow.h"
#include "registry/view.h"
#include "registry/view_changed.h"

#include <stdlib.h>
#include <string.h>

enum { TEXTS_GROW = 1 << 20 }; /* bytes of texts, and half of those that were loaded, before all are loaded anew */

struct following {
	struct reg_filling g;
	const struct reg_view *old;
	struct reg_changed changed;
	bool whole; /* it has to be loaded as a whole */
	uint32_t *renamed;
	size_t n_renamed;
};

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* ---- parties ---- */

static uint32_t party_numbered(const struct reg_view *v, uint32_t n_parties, int64_t n)
{
	uint32_t lo = 0, hi = n_parties;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (v->party[mid].n < n)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Where a transfer is to the place of establishment, its country is the importer's. */
static enum cv_err moved(struct following *f, const struct reg_party_v *p, struct cv_error *err)
{
	for (uint32_t i = 0; i < p->n_in; i++)
		TRY(reg_changed_note(&f->changed, REG_TRANSFERS, f->old->leg[f->old->leg_in[p->first_in + i]].n, err));
	return CV_OK;
}

static enum cv_err altered(struct following *f, uint32_t at, struct reg_party_v *fresh, struct cv_error *err)
{
	struct reg_party_v *p = &f->g.v->party[at];

	if (!cv_streq(p->id, fresh->id))
		f->whole = true;
	if (!cv_streq(p->name, fresh->name) || !cv_streq(p->aliases, fresh->aliases))
		f->renamed[f->n_renamed++] = at;
	if (p->country != fresh->country)
		TRY(moved(f, p, err));
	fresh->first_in = p->first_in;
	fresh->n_in = p->n_in;
	fresh->first_tool = p->first_tool;
	fresh->n_tools = p->n_tools;
	*p = *fresh;
	return CV_OK;
}

static enum cv_err party(struct following *f, int64_t n, struct cv_error *err)
{
	struct reg_view *v = f->g.v;
	uint32_t at = party_numbered(f->old, f->old->n_parties, n);
	bool known = at < f->old->n_parties && f->old->party[at].n == n, there;
	struct reg_party_v fresh;
	struct reg_version ver;

	TRY(reg_changed_now(&f->changed, REG_PARTIES, n, &ver, &there, err));
	if (!known && !there)
		return CV_OK; /* came and went */
	if (!there || (!known && (at < f->old->n_parties || f->old->index->unresolved))) {
		f->whole = true;
		return CV_OK;
	}
	TRY(reg_party_of(&f->g, &ver, &fresh, err));
	if (known)
		return altered(f, at, &fresh, err);
	fresh.first_in = f->old->n_legs; /* behind all others, where nothing is grouped anew */
	fresh.first_tool = f->old->n_tools_bound;
	v->party[v->n_parties++] = fresh;
	return CV_OK;
}

static enum cv_err parties(struct following *f, struct cv_error *err)
{
	const struct reg_changed_list *l = &f->changed.of[REG_PARTIES];
	struct reg_view *v = f->g.v;

	v->party = reg_array_new(f->old->n_parties + l->len, sizeof(*v->party));
	f->renamed = malloc((l->len + 1) * sizeof(*f->renamed));
	if (v->party == NULL || f->renamed == NULL)
		return nomem(err);
	v->n_parties = f->old->n_parties;
	if (v->n_parties > 0)
		memcpy(v->party, f->old->party, v->n_parties * sizeof(*v->party));
	for (size_t i = 0; i < l->len && !f->whole && !f->changed.many; i++)
		TRY(party(f, l->n[i], err));
	reg_changed_done(&f->changed, REG_PARTIES);
	reg_changed_settle(&f->changed, REG_TRANSFERS);
	return f->whole || f->changed.many ? CV_OK : reg_index_follow(&f->g, f->old, f->renamed, f->n_renamed, err);
}

/* ---- legs ---- */

struct merging {
	const struct reg_view *old;
	struct reg_leg_v *to;
	uint32_t n, from; /* written; of the old ones, looked at */
	bool same;        /* the same legs into the same parties */
};

static void take_old(struct merging *m, uint32_t until)
{
	if (until > m->from)
		memcpy(&m->to[m->n], &m->old->leg[m->from], (until - m->from) * sizeof(*m->to));
	m->n += until - m->from;
	m->from = until;
}

static uint32_t leg_numbered(const struct reg_view *v, uint32_t from, int64_t n)
{
	uint32_t lo = from, hi = v->n_legs;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (v->leg[mid].n < n)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static enum cv_err leg(struct following *f, struct merging *m, int64_t n, struct cv_error *err)
{
	const struct reg_leg_v *before = NULL;
	struct reg_version ver;
	bool there;

	take_old(m, leg_numbered(m->old, m->from, n));
	if (m->from < m->old->n_legs && m->old->leg[m->from].n == n)
		before = &m->old->leg[m->from++];
	TRY(reg_changed_now(&f->changed, REG_TRANSFERS, n, &ver, &there, err));
	if (there) {
		TRY(reg_leg_taken(&f->g, &ver, &m->to[m->n], err));
		there = m->to[m->n].importer != REG_NOBODY;
	}
	m->same = m->same && there == (before != NULL) && (!there || before->importer == m->to[m->n].importer);
	m->n += there;
	return CV_OK;
}

static enum cv_err legs(struct following *f, struct cv_error *err)
{
	const struct reg_changed_list *l = &f->changed.of[REG_TRANSFERS];
	struct merging m = { .old = f->old, .same = true };
	struct reg_view *v = f->g.v;

	if (l->len == 0) {
		v->leg = reg_array_keep(f->old->leg);
		v->n_legs = f->old->n_legs;
	} else {
		v->leg = m.to = reg_array_new(f->old->n_legs + l->len, sizeof(*m.to));
		if (m.to == NULL)
			return nomem(err);
		for (size_t i = 0; i < l->len; i++)
			TRY(leg(f, &m, l->n[i], err));
		reg_changed_done(&f->changed, REG_TRANSFERS);
		take_old(&m, f->old->n_legs);
		v->n_legs = m.n;
	}
	if (!m.same)
		return reg_group_legs(v, err);
	v->leg_in = reg_array_keep(f->old->leg_in);
	return CV_OK;
}

/* ---- papers ---- */

static int tools_in_order(const void *a, const void *b)
{
	return reg_tool_order(a, b);
}

static enum cv_err fresh_tools(struct following *f, struct reg_tool_v *ret, size_t *ret_n, struct cv_error *err)
{
	for (size_t k = REG_CHANGED_TOOLS; k < REG_CHANGED_DESK; k++) {
		const struct reg_changed_list *l = &f->changed.of[reg_changed_kinds[k]];

		for (size_t i = 0; i < l->len; i++) {
			struct reg_version ver;
			bool there;

			TRY(reg_changed_now(&f->changed, reg_changed_kinds[k], l->n[i], &ver, &there, err));
			if (there)
				TRY(reg_tool_taken(&f->g, &ver, &ret[(*ret_n)++], err));
		}
		reg_changed_done(&f->changed, reg_changed_kinds[k]);
	}
	if (*ret_n > 1)
		qsort(ret, *ret_n, sizeof(*ret), tools_in_order);
	return CV_OK;
}

static void merge_tools(struct following *f, const struct reg_tool_v *fresh, size_t n_fresh)
{
	struct reg_view *v = f->g.v;
	size_t i = 0;

	v->n_tools = 0;
	for (uint32_t o = 0; o < f->old->n_tools; o++) {
		const struct reg_tool_v *t = &f->old->tool[o];

		if (reg_changed_has(&f->changed, t->kind, t->n))
			continue;
		while (i < n_fresh && reg_tool_order(&fresh[i], t) < 0)
			v->tool[v->n_tools++] = fresh[i++];
		v->tool[v->n_tools++] = *t;
	}
	while (i < n_fresh)
		v->tool[v->n_tools++] = fresh[i++];
}

static enum cv_err tools(struct following *f, struct cv_error *err)
{
	struct reg_view *v = f->g.v;
	size_t n = 0, n_fresh = 0;
	struct reg_tool_v *fresh;
	enum cv_err e;

	for (size_t k = REG_CHANGED_TOOLS; k < REG_CHANGED_DESK; k++)
		n += f->changed.of[reg_changed_kinds[k]].len;
	if (n == 0) {
		v->tool = reg_array_keep(f->old->tool);
		v->n_tools = f->old->n_tools;
		v->n_tools_bound = f->old->n_tools_bound;
		return CV_OK;
	}
	fresh = malloc(n * sizeof(*fresh));
	v->tool = reg_array_new(f->old->n_tools + n, sizeof(*v->tool));
	e = fresh && v->tool ? fresh_tools(f, fresh, &n_fresh, err) : nomem(err);
	if (e == CV_OK) {
		merge_tools(f, fresh, n_fresh);
		reg_count_tools(v);
	}
	free(fresh);
	return e;
}

/* ---- all ---- */

/* The same register: the change that the old view knows last is there, of the same instant. */
static enum cv_err same_line(struct following *f, bool *ret, struct cv_error *err)
{
	struct db_q *q = db_use(f->g.r->db, DB_CHANGE_AT, err);
	bool row;

	*ret = f->old->seq == 0;
	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, f->old->seq);
	TRY(db_step(q, &row, err));
	if (row)
		*ret = cv_streq(db_text(q, 0), f->old->at);
	db_done(q);
	return CV_OK;
}

static bool texts_grew(const struct reg_texts *t)
{
	return reg_texts_size(t) > t->at_first + t->at_first / 2 + TEXTS_GROW;
}

static enum cv_err follow(struct following *f, struct cv_error *err)
{
	const struct reg_view *old = f->old;
	bool same;

	TRY(same_line(f, &same, err));
	f->whole = !same || f->g.v->seq < old->seq || texts_grew(old->index->texts);
	if (f->whole)
		return CV_OK;
	TRY(reg_changed_since(&f->changed, f->g.r, old, err));
	if (!f->changed.many)
		TRY(parties(f, err));
	f->whole |= f->changed.many;
	if (f->whole)
		return CV_OK;
	TRY(reg_view_moment(&f->g, err));
	TRY(legs(f, err));
	TRY(tools(f, err));
	return reg_desk_follow(&f->g, old, &f->changed, err);
}

static enum cv_err follow_or_load(struct following *f, struct cv_error *err)
{
	int64_t seq;

	TRY(reg_seq(f->g.r, &seq, err));
	f->g.v->seq = seq;
	TRY(follow(f, err));
	if (!f->whole)
		return CV_OK;
	reg_view_destroy(f->g.v);
	if (!reg_view_empty(&f->g, NULL))
		return nomem(err);
	f->g.v->seq = seq;
	return reg_view_fill(&f->g, DB_FACT_VIEW, err);
}

enum cv_err reg_view_follow(struct reg *r, const struct reg_view *old, struct reg_view **ret, struct cv_error *err)
{
	struct following f = { .g = { .r = r }, .old = old };
	enum cv_err e;

	if (!reg_view_empty(&f.g, old->index->texts))
		return nomem(err);
	e = db_begin_read(r->db, err);
	if (e == CV_OK)
		e = follow_or_load(&f, err);
	db_rollback(r->db);
	reg_changed_finish(&f.changed);
	free(f.renamed);
	return reg_view_filled(&f.g, e, ret);
}

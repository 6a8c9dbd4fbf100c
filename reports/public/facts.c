/* What may be published, read at one change of the register. */
#include "reports/public/facts.h"

#include "registry/desk/vendor.h"
#include "registry/pages.h"
#include "registry/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

void rep_public_key(const char *id, const char *what, char ret[REP_KEY_TEXT])
{
	char text[2 * CV_MSG_MAX];
	struct reg_hash hash;
	int len = snprintf(text, sizeof(text), "public list\n%s\n%s", id, what);

	reg_tree_leaf(text, len < 0 ? 0 : strlen(text), &hash);
	for (int i = 0; i < (REP_KEY_TEXT - 1) / 2; i++)
		snprintf(ret + (size_t)(2 * i), 3, "%02x", hash.byte[i]);
}

/* ---- since when something is on file ---------------------------------------------------------------------------- */

struct looked {
	int column;
	const char *word; /* NULL: the whole cell counts */
	const char *cell; /* as it is now; NULL: not read yet */
	struct cv_str now;
	bool same;
	int64_t from;
};

static bool has_word(const char *list, const char *word)
{
	size_t n;

	for (const char *q = list, *w; (w = cv_next(&q, ';', &n));)
		if (strlen(word) == n && memcmp(w, word, n) == 0)
			return true;
	return false;
}

static enum cv_err look(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct looked *l = ctx;
	const char *cell = v->record.cell[l->column];

	CV_UNUSED(err);
	if (l->cell == NULL) {
		cv_str_puts(&l->now, cell);
		l->cell = cv_str_text(&l->now);
	}
	l->same = l->word ? has_word(cell, l->word) : cv_streq(cell, l->cell);
	if (l->same)
		l->from = v->known_from;
	return CV_OK;
}

static void looked_finish(struct looked *l)
{
	cv_str_finish(&l->now);
}

enum cv_err rep_public_since(struct reg *r, enum reg_kind kind, int64_t n, int64_t seq, const char *column,
	const char *word, char ret[CV_INSTANT_TEXT], struct cv_error *err)
{
	CV_AUTO(looked_finish) struct looked l = { .column = reg_column_index(kind, column), .word = word };
	bool found = true;

	ret[0] = '\0';
	for (int64_t at = seq; at > 0; at = l.from - 1) {
		l.same = false;
		TRY(reg_get_numbered(r, kind, n, at, look, &l, &found, err));
		if (!found || !l.same)
			break;
	}
	return l.from > 0 ? reg_instant(r, l.from, ret, err) : CV_OK;
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

struct reading {
	struct reg *r;
	const struct reg_view *v;
	struct rep_public *p;
	struct rep_public_party *party;
	struct rep_public_leg *leg;
};

static const char *keep(struct rep_public *p, const char *text)
{
	return *text ? cv_arena_text(&p->arena, text, strlen(text)) : "";
}

static const char *cell(const struct reg_version *v, const char *column)
{
	return v->record.cell[reg_column_index(v->record.kind, column)];
}

static enum cv_err take_party(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct reading *g = ctx;

	g->party->service = keep(g->p, cell(v, "service"));
	return g->party->service ? CV_OK : nomem(err);
}

static enum cv_err take_leg(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct reading *g = ctx;

	g->leg->purposes = keep(g->p, cell(v, "purposes"));
	g->leg->data = keep(g->p, cell(v, "data_categories"));
	return g->leg->purposes && g->leg->data ? CV_OK : nomem(err);
}

/* ---- is it used yet? -------------------------------------------------------------------------------------------- */

struct stood {
	enum reg_status status;
	int64_t from; /* the change at which that became known */
};

static enum cv_err take_status(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct stood *s = ctx;

	CV_UNUSED(err);
	if (!reg_status_parse(cell(v, "status"), &s->status))
		s->status = REG_NO_STATUS;
	s->from = v->known_from;
	return CV_OK;
}

/* One that is only proposed, or looked at before it was ever used, gets nothing yet. */
static enum cv_err before_use(struct reading *g, bool *ret, struct cv_error *err)
{
	const struct reg_party_v *p = &g->v->party[g->party->party];
	struct stood s = { (enum reg_status)p->status, g->p->seq + 1 };
	bool found = true;

	while (found && s.status == REG_UNDER_REVIEW && s.from > 1)
		TRY(reg_get_numbered(g->r, REG_PARTIES, p->n, s.from - 1, take_status, &s, &found, err));
	*ret = p->status == REG_PROPOSED || (p->status == REG_UNDER_REVIEW && s.status >= REG_PROPOSED &&
		s.status <= REG_APPROVED);
	return CV_OK;
}

/*
 * Of the transfers to it those in which it is a processor; all of them where it is none in any. Before it is used they
 * are a plan, but for those that were over before.
 */
static enum cv_err choose_legs(struct reading *g, struct cv_error *err)
{
	const struct reg_view *v = g->v;
	const struct reg_party_v *p = &v->party[g->party->party];
	size_t processing = 0;
	bool planned;

	TRY(before_use(g, &planned, err));
	for (uint32_t i = 0; i < p->n_in; i++)
		processing += v->leg[v->leg_in[p->first_in + i]].importer_role == LAW_PROCESSOR;
	g->party->leg = cv_arena_alloc(&g->p->arena, (p->n_in + 1) * sizeof(*g->party->leg));
	if (g->party->leg == NULL)
		return nomem(err);
	for (uint32_t i = 0; i < p->n_in; i++) {
		uint32_t leg = v->leg_in[p->first_in + i];

		if ((processing == 0 || v->leg[leg].importer_role == LAW_PROCESSOR) &&
			(!planned || cv_day_known(v->leg[leg].span.until)))
			g->party->leg[g->party->n_legs++] = (struct rep_public_leg){ leg, "", "", "", "" };
	}
	return CV_OK;
}

static enum cv_err read_leg(struct reading *g, struct cv_error *err)
{
	const struct reg_leg_v *l = &g->v->leg[g->leg->leg];
	bool found;

	TRY(reg_get_numbered(g->r, REG_TRANSFERS, l->n, g->p->seq, take_leg, g, &found, err));
	if (!g->p->history)
		return CV_OK;
	TRY(rep_public_since(g->r, REG_TRANSFERS, l->n, g->p->seq, "from", NULL, g->leg->began, err));
	if (!cv_day_known(l->span.until))
		return CV_OK;
	return rep_public_since(g->r, REG_TRANSFERS, l->n, g->p->seq, "until", NULL, g->leg->ended, err);
}

static enum cv_err read_party(struct reading *g, struct cv_error *err)
{
	const struct reg_party_v *p = &g->v->party[g->party->party];
	bool found;

	g->party->service = "";
	TRY(reg_get_numbered(g->r, REG_PARTIES, p->n, g->p->seq, take_party, g, &found, err));
	TRY(choose_legs(g, err));
	if (g->p->history || g->party->n_legs == 0)
		TRY(rep_public_since(
			g->r, REG_PARTIES, p->n, g->p->seq, "attributes", REG_PUBLISHED, g->party->published, err));
	for (size_t i = 0; i < g->party->n_legs; i++) {
		g->leg = &g->party->leg[i];
		TRY(read_leg(g, err));
	}
	return CV_OK;
}

static enum cv_err read_parties(struct reading *g, struct cv_error *err)
{
	const struct reg_view *v = g->v;
	size_t n = 0;

	for (uint32_t i = 0; i < v->n_parties; i++)
		n += v->party[i].published;
	g->p->party = cv_arena_alloc(&g->p->arena, (n + 1) * sizeof(*g->p->party));
	if (g->p->party == NULL)
		return nomem(err);
	for (uint32_t i = 0; i < v->n_parties; i++) {
		if (!v->party[i].published)
			continue;
		g->party = &g->p->party[g->p->n++];
		g->party->party = i;
		TRY(read_party(g, err));
	}
	return CV_OK;
}

/* ---- who publishes ---------------------------------------------------------------------------------------------- */

static enum cv_err note_parent(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	CV_UNUSED(err);
	*(bool *)ctx = *cell(v, "parent") == '\0';
	return CV_OK;
}

static const char *code_of(struct reading *g, law_place place)
{
	const char *code = law_place_code(g->v->pack, place);

	return strlen(code) == 2 ? code : "";
}

/* The only party of ours with nobody above it; where there are several, none is named unasked. */
static enum cv_err top_party(struct reading *g, struct cv_error *err)
{
	size_t tops = 0;

	for (uint32_t i = 0; i < g->v->n_parties && tops < 2; i++) {
		const struct reg_party_v *p = &g->v->party[i];
		bool found, top = false;

		if (!p->own)
			continue;
		TRY(reg_get_numbered(g->r, REG_PARTIES, p->n, g->p->seq, note_parent, &top, &found, err));
		tops += top;
		if (!top)
			continue;
		g->p->us.name = tops == 1 ? keep(g->p, p->name) : "";
		g->p->us.country = tops == 1 ? code_of(g, p->country) : "";
	}
	return g->p->us.name ? CV_OK : nomem(err);
}

static enum cv_err said(struct reading *g, const char *setting, const char **ret, struct cv_error *err)
{
	char *text = NULL;

	TRY(reg_setting(g->r, setting, &text, err));
	if (*text)
		*ret = keep(g->p, text);
	free(text);
	return *ret ? CV_OK : nomem(err);
}

static enum cv_err read_us(struct reading *g, struct cv_error *err)
{
	struct rep_public_contact *us = &g->p->us;
	law_place home = LAW_NO_PLACE;

	*us = (struct rep_public_contact){ "", "", "", "" };
	TRY(top_party(g, err));
	TRY(said(g, REP_PUBLIC_NAME, &us->name, err));
	TRY(said(g, REP_PUBLIC_ADDRESS, &us->address, err));
	TRY(said(g, REP_PUBLIC_CONTACT, &us->email, err));
	if (*us->country == '\0' && law_place_parse(g->v->pack, g->v->home, strlen(g->v->home), &home))
		us->country = code_of(g, home);
	if (*us->country == '\0')
		us->country = "ZZ";
	return CV_OK;
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

enum cv_err rep_public_load(
	struct reg *r, const struct reg_view *v, bool history, struct rep_public **ret, struct cv_error *err)
{
	struct rep_public *p = calloc(1, sizeof(*p));
	struct reading g = { .r = r, .v = v, .p = p };
	enum cv_err e;

	if (p == NULL)
		return nomem(err);
	p->seq = v->seq;
	p->history = history;
	e = read_us(&g, err);
	if (e == CV_OK)
		e = read_parties(&g, err);
	if (e == CV_OK && history)
		e = rep_public_notices(r, v, p, err);
	if (e != CV_OK) {
		rep_public_destroy(p);
		return e;
	}
	*ret = p;
	return CV_OK;
}

void rep_public_destroy(struct rep_public *p)
{
	if (p == NULL)
		return;
	cv_arena_finish(&p->arena);
	free(p);
}

const char *rep_public_name(const struct rep_public *p)
{
	return p->us.name;
}

struct rep_public_contact rep_public_contact(const struct rep_public *p)
{
	return p->us;
}

int64_t rep_public_seq(const struct rep_public *p)
{
	return p->seq;
}

/* Which change turned which transfer, and the sentence for the manager. */
#include "import/plan.h"

#include <stdlib.h>
#include <string.h>

const char *imp_turned_word(enum imp_turned how)
{
	static const char *const word[IMP_TURNS] = { [IMP_LOSES] = "loses cover", [IMP_GAINS] = "becomes covered",
		[IMP_OTHERWISE] = "stands otherwise", [IMP_NEW] = "is new", [IMP_OVER] = "is over" };

	return how < IMP_TURNS ? word[how] : "";
}

/* ---- legs by who takes part in them ---- */

struct chains {
	struct imp_keys *keys;      /* "i" importer, "e" exporter, "n" number -> first leg */
	size_t *next[2];            /* by leg: the next of the same importer, exporter; 0: none */
};

static enum cv_err chain(struct chains *c, int which, const char *key, size_t leg, struct cv_error *err)
{
	size_t first;

	/* the first leg stays the head of its chain; further ones are put behind it */
	TRY(imp_key(&c->keys, key, leg + 1, &first, err));
	if (first) {
		c->next[which][leg] = c->next[which][first - 1];
		c->next[which][first - 1] = leg + 1;
	}
	return CV_OK;
}

static enum cv_err build(const struct imp_plan *p, struct chains *c, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str key = { 0 };

	for (size_t i = 0; i < 2; i++) {
		c->next[i] = calloc(p->n_legs + 1, sizeof(size_t));
		if (c->next[i] == NULL)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
	}
	for (size_t i = 0; i < p->n_legs; i++) {
		for (int which = 0; which < 2; which++) {
			cv_str_clear(&key);
			cv_str_printf(&key, "%c%s", which ? 'e' : 'i', which ? p->leg[i].exporter : p->leg[i].importer);
			if (key.failed)
				return cv_fail(err, CV_E_NOMEM, "out of memory");
			TRY(chain(c, which, cv_str_text(&key), i, err));
		}
	}
	return CV_OK;
}

/* ---- the effect of one change ---- */

enum { GROUPS_MAX = 8 };

struct group {
	enum imp_turned how;
	enum law_outcome outcome;
	enum law_reason reason;
	const char *slug;
	size_t n;
};

struct effect {
	struct group group[GROUPS_MAX];
	size_t n, more;
};

static void count(struct effect *e, const struct imp_leg *l)
{
	for (size_t i = 0; i < e->n; i++) {
		struct group *g = &e->group[i];

		if (g->how == l->how && g->outcome == l->is.outcome && g->reason == l->is.reason &&
			(g->slug == l->is.slug || (g->slug && l->is.slug && cv_streq(g->slug, l->is.slug)))) {
			g->n++;
			return;
		}
	}
	if (e->n == GROUPS_MAX)
		e->more++;
	else
		e->group[e->n++] = (struct group){ l->how, l->is.outcome, l->is.reason, l->is.slug, 1 };
}

static void why(const struct group *g, struct cv_str *out)
{
	if (g->outcome == LAW_COVERED && g->slug)
		cv_str_printf(out, " (%s)", g->slug);
	else if (g->outcome == LAW_NEEDS_REVIEW && g->how != IMP_NEW && g->how != IMP_OTHERWISE)
		cv_str_printf(out, " (needs review%s%s)", g->reason < LAW_REASON_COUNT ? ", " : "",
			g->reason < LAW_REASON_COUNT ? law_reason_name(g->reason) : "");
	else if (g->reason < LAW_REASON_COUNT)
		cv_str_printf(out, " (%s)", law_reason_name(g->reason));
}

static void say(const struct group *g, struct cv_str *out)
{
	static const char *const one[IMP_TURNS] = { "loses cover", "becomes covered", "stands otherwise", "is new",
		"is over" };
	static const char *const many[IMP_TURNS] = { "lose cover", "become covered", "stand otherwise", "are new",
		"are over" };
	static const char *const state[] = { [LAW_COVERED] = "covered", [LAW_NO_TRANSFER] = "no transfer in law",
		[LAW_NEEDS_REVIEW] = "to be reviewed", [LAW_NOT_COVERED] = "not covered" };

	cv_str_printf(out, "%s%zu transfer%s %s", out->len ? "; " : "", g->n, g->n == 1 ? "" : "s",
		(g->n == 1 ? one : many)[g->how]);
	if (g->how == IMP_NEW || g->how == IMP_OTHERWISE)
		cv_str_printf(out, ": %s", state[g->outcome]);
	if (g->how != IMP_OVER)
		why(g, out);
}

static bool about(const struct imp_change *c, const struct imp_leg *l)
{
	switch (c->kind) {
	case REG_PARTIES: return cv_streq(c->id, l->importer) || cv_streq(c->id, l->exporter);
	case REG_TRANSFERS: return c->n == l->n;
	default: return (*c->importer == '\0' || cv_streq(c->importer, l->importer)) &&
		(*c->exporter == '\0' || cv_streq(c->exporter, l->exporter));
	}
}

static bool is_mechanism(const struct imp_change *c, const struct reg_standing *s)
{
	return s->live && s->slug && cv_streq(c->mechanism, s->slug);
}

/* Of an importer's mechanisms it is the one the answer rested on, or rests on now. */
static bool turned_it(const struct imp_change *c, const struct imp_leg *l)
{
	return *c->mechanism == '\0' || is_mechanism(c, &l->was) || is_mechanism(c, &l->is);
}

/* What no mechanism explains by itself is told of every change that is about the leg: one framework may hang on
 * another. */
static void take(struct effect *e, const struct imp_change *c, struct imp_leg *l, bool rest)
{
	if (!about(c, l) || (rest ? l->explained : !turned_it(c, l)))
		return;
	count(e, l);
	l->explained |= !rest;
}

static enum cv_err gather(struct imp_plan *p, const struct chains *ch, const struct imp_change *c, bool rest,
	struct effect *e, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str key = { 0 };

	if (*c->importer == '\0') { /* an assessment for every importer */
		for (size_t i = 0; i < p->n_legs; i++)
			take(e, c, &p->leg[i], rest);
		return CV_OK;
	}
	for (int which = 0; which < (c->kind == REG_PARTIES ? 2 : 1); which++) {
		cv_str_clear(&key);
		cv_str_printf(&key, "%c%s", which ? 'e' : 'i', c->importer);
		if (key.failed)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		for (size_t i = imp_key_of(ch->keys, cv_str_text(&key)); i; i = ch->next[which][i - 1])
			take(e, c, &p->leg[i - 1], rest);
	}
	return CV_OK;
}

static enum cv_err explain(
	struct imp_plan *p, const struct chains *ch, struct imp_change *c, bool rest, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	struct effect e = { .n = 0 };
	char *copy;

	TRY(gather(p, ch, c, rest, &e, err));
	if (e.n == 0)
		return CV_OK;
	cv_str_puts(&text, c->effect);
	for (size_t i = 0; i < e.n; i++)
		say(&e.group[i], &text);
	if (e.more)
		cv_str_printf(&text, "; and %zu more", e.more);
	copy = text.failed ? NULL : cv_strdup(cv_str_text(&text));
	if (copy == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	free(c->effect);
	c->effect = copy;
	return CV_OK;
}

enum cv_err imp_plan_effects(struct imp_plan *p, struct cv_error *err)
{
	struct chains ch = { NULL, { NULL, NULL } };
	enum cv_err e = build(p, &ch, err);

	for (int rest = 0; rest < 2; rest++)
		for (size_t i = 0; i < p->n_changes && e == CV_OK; i++)
			e = explain(p, &ch, &p->change[i], rest, err);
	imp_keys_finish(ch.keys);
	free(ch.next[0]);
	free(ch.next[1]);
	return e;
}

/* ---- the sentence ---- */

static void counted(struct cv_str *out, size_t n, const char *one, const char *many, const char *what)
{
	if (n > 0)
		cv_str_printf(out, "%s%zu %s %s", out->len ? ", " : "", n, n == 1 ? one : many, what);
}

enum cv_err imp_plan_summary(struct imp_plan *p, struct cv_error *err)
{
	static const char *const did[IMP_ACTS] = { "added", "updated", "ended" };
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };

	for (int k = 0; k < REG_KIND_COUNT; k++)
		for (int a = 0; a < IMP_ACTS; a++)
			counted(&out, p->count[k][a], reg_kind_info((enum reg_kind)k)->singular,
				reg_kind_info((enum reg_kind)k)->plural, did[a]);
	if (out.len == 0)
		cv_str_puts(&out, "nothing changes");
	counted(&out, p->turns[IMP_LOSES], "transfer", "transfers",
		p->turns[IMP_LOSES] == 1 ? "loses cover" : "lose cover");
	counted(&out, p->turns[IMP_GAINS], "transfer", "transfers",
		p->turns[IMP_GAINS] == 1 ? "becomes covered" : "become covered");
	counted(&out, p->turns[IMP_OTHERWISE], "transfer", "transfers",
		p->turns[IMP_OTHERWISE] == 1 ? "stands otherwise" : "stand otherwise");
	counted(&out, p->turns[IMP_OVER], "transfer", "transfers", p->turns[IMP_OVER] == 1 ? "is over" : "are over");
	counted(&out, p->new_uncovered, "new transfer", "new transfers",
		p->new_uncovered == 1 ? "is not covered" : "are not covered");
	counted(&out, p->new_review, "new transfer", "new transfers",
		p->new_review == 1 ? "needs review" : "need review");
	p->summary = out.failed ? NULL : cv_strdup(cv_str_text(&out));
	return p->summary ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

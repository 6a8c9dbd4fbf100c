/* The plan of an import: what the open change recorded, and how the transfers stand before and after it. */
#include "import/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

void imp_plan_finish(struct imp_plan *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->n_changes; i++) {
		struct imp_change *c = &p->change[i];
		char *const text[] = { c->id, c->importer, c->exporter, c->mechanism, c->text, c->effect };

		for (size_t k = 0; k < CV_LEN(text); k++)
			free(text[k]);
		for (size_t k = 0; k < c->n_fields; k++) {
			free(c->field[k].before);
			free(c->field[k].after);
		}
		free(c->field);
	}
	for (size_t i = 0; i < p->n_legs; i++) {
		struct imp_leg *l = &p->leg[i];
		char *const text[] = { l->id, l->exporter, l->importer, l->exporter_name, l->importer_name };

		for (size_t k = 0; k < CV_LEN(text); k++)
			free(text[k]);
	}
	free(p->change);
	free(p->leg);
	free(p->summary);
	free(p->stop);
	free(p);
}

/* ---- changes ---- */

struct planning {
	struct imp_reading *g;
	struct imp_plan *p;
};

static const char *cell(const struct reg_version *v, const char *column)
{
	int i = reg_column_index(v->record.kind, column);

	return i < 0 ? "" : v->record.cell[i];
}

/* The unknown columns, to be read by a person. */
static char *readable(const char *extra)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };

	for (const char *p = extra; *p; p++) {
		if (*p == '\x1f')
			cv_str_puts(&out, ": ");
		else if (*p == '\x1e')
			cv_str_puts(&out, "; ");
		else
			cv_str_putc(&out, *p);
	}
	return out.failed ? NULL : cv_strdup(cv_str_text(&out));
}

static bool add_field(struct imp_change *c, const char *column, char *before, char *after)
{
	struct imp_field *more = realloc(c->field, (c->n_fields + 1) * sizeof(*more));

	if (more)
		c->field = more;
	if (more == NULL || before == NULL || after == NULL) {
		free(before);
		free(after);
		return false;
	}
	c->field[c->n_fields++] = (struct imp_field){ column, before, after };
	return true;
}

static bool add_fields(struct imp_change *c, const struct reg_version *now, const struct reg_version *before)
{
	const struct reg_kind_info *info = reg_kind_info(c->kind);
	const char *extra = before ? before->record.extra : "";
	bool good = true;

	for (size_t i = 0; i < info->n && good; i++) {
		const char *old = before ? before->record.cell[i] : "", *new = now->record.cell[i];

		if (!cv_streq(old, new))
			good = add_field(c, info->column[i].name, cv_strdup(old), cv_strdup(new));
	}
	if (good && !cv_streq(extra, now->record.extra))
		good = add_field(c, "", readable(extra), readable(now->record.extra));
	return good;
}

static enum cv_err add_change(struct planning *s, enum imp_act act, const struct reg_version *now,
	const struct reg_version *before, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 };
	struct imp_plan *p = s->p;
	void *changes = p->change;
	struct imp_change *c;
	bool party = now->record.kind == REG_PARTIES;

	TRY(imp_grow(&changes, &p->changes_cap, p->n_changes, sizeof(*p->change), err));
	p->change = changes;
	c = &p->change[p->n_changes++];
	*c = (struct imp_change){ .act = act,
		.kind = now->record.kind,
		.n = now->n,
		.line = (size_t)now->source.line,
		.id = cv_strdup(now->record.cell[0]),
		.importer = cv_strdup(party ? now->record.cell[0] : cell(now, "importer")),
		.exporter = cv_strdup(cell(now, "exporter")),
		.mechanism = cv_strdup(cell(now, now->record.kind == REG_CERTIFICATIONS ? "framework" : "mechanism")) };
	if (c->id == NULL || c->importer == NULL || c->exporter == NULL || c->mechanism == NULL || !add_fields(c, now, before))
		return nomem(err);
	TRY(imp_change_words(s->g, c, now, before, &text, err));
	c->text = text.failed ? NULL : cv_strdup(cv_str_text(&text));
	c->effect = cv_strdup("");
	return c->text && c->effect ? CV_OK : nomem(err);
}

static enum cv_err on_change(
	void *ctx, const struct reg_version *now, const struct reg_version *before, struct cv_error *err)
{
	struct planning *s = ctx;
	enum imp_act act;

	TRY(imp_step(s->g, "working out what it means", 0, 0, err));
	if (now == NULL)
		return CV_OK;
	act = now->source.line == 0 ? IMP_ENDED : before ? IMP_UPDATED : IMP_ADDED;
	s->p->count[now->record.kind][act]++;
	return s->p->n_changes < IMP_PLAN_MAX ? add_change(s, act, now, before, err) : CV_OK;
}

/* ---- transfers ---- */

static bool good(const struct reg_standing *s)
{
	return s->outcome == LAW_COVERED || s->outcome == LAW_NO_TRANSFER;
}

static bool same_name(const char *a, const char *b)
{
	return a == b || (a && b && cv_streq(a, b));
}

static enum imp_turned how(const struct reg_turn *t)
{
	bool was = t->was.live, is = t->is.live;

	if (!was || !is)
		return was ? IMP_OVER : is ? IMP_NEW : IMP_TURNS;
	if (good(&t->was) != good(&t->is))
		return good(&t->is) ? IMP_GAINS : IMP_LOSES;
	return t->was.outcome == t->is.outcome && same_name(t->was.slug, t->is.slug) ? IMP_TURNS : IMP_OTHERWISE;
}

static enum cv_err keep_leg(struct imp_plan *p, const struct reg_turn *t, enum imp_turned turned, struct cv_error *err)
{
	const struct reg_view *v = t->leg_after == REG_NOBODY ? t->before : t->after;
	const struct reg_leg_v *l = &v->leg[t->leg_after == REG_NOBODY ? t->leg_before : t->leg_after];
	const struct reg_party_v *from = l->exporter == REG_NOBODY ? NULL : &v->party[l->exporter],
				 *to = &v->party[l->importer];
	void *legs = p->leg;
	struct imp_leg *k;

	TRY(imp_grow(&legs, &p->legs_cap, p->n_legs, sizeof(*p->leg), err));
	p->leg = legs;
	k = &p->leg[p->n_legs++];
	*k = (struct imp_leg){ .how = turned,
		.n = l->n,
		.id = cv_strdup(l->id),
		.exporter = cv_strdup(from ? from->id : ""),
		.importer = cv_strdup(to->id),
		.exporter_name = cv_strdup(from ? from->name : ""),
		.importer_name = cv_strdup(to->name),
		.was = t->was,
		.is = t->is };
	snprintf(k->country, sizeof(k->country), "%s",
		l->country == LAW_NO_PLACE ? "" : law_place_code(v->pack, l->country));
	return k->id && k->exporter && k->importer && k->exporter_name && k->importer_name ? CV_OK : nomem(err);
}

static enum cv_err on_turn(void *ctx, const struct reg_turn *t, struct cv_error *err)
{
	struct planning *s = ctx;
	enum imp_turned turned = how(t);

	TRY(imp_step(s->g, "working out what it means", 0, 0, err));
	if (turned == IMP_TURNS)
		return CV_OK;
	s->p->turns[turned]++;
	s->p->new_uncovered += turned == IMP_NEW && t->is.outcome == LAW_NOT_COVERED;
	s->p->new_review += turned == IMP_NEW && t->is.outcome == LAW_NEEDS_REVIEW;
	return s->p->n_legs < IMP_PLAN_MAX ? keep_leg(s->p, t, turned, err) : CV_OK;
}

/* ---- the whole ---- */

/* The changes of a large plain import are counted by its rows. */
static void count_rows(struct imp_plan *p, const struct imp_report *rep)
{
	enum reg_kind kind;

	if (!reg_kind_parse(rep->kind, &kind))
		return;
	p->count[kind][IMP_ADDED] = rep->added;
	p->count[kind][IMP_UPDATED] = rep->updated;
}

static enum cv_err why_stopped(struct imp_reading *g, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str why = { 0 };
	struct imp_plan *p = g->rep->plan;

	cv_str_puts(&why, cv_str_text(&g->stop));
	if (g->opt->fail_on_loss && p->turns[IMP_LOSES])
		cv_str_printf(&why, "%s%zu transfer%s would lose cover", why.len ? "; " : "", p->turns[IMP_LOSES],
			p->turns[IMP_LOSES] == 1 ? "" : "s");
	if (g->opt->fail_on_questions && g->rep->questions)
		cv_str_printf(&why, "%s%zu question%s not answered", why.len ? "; " : "", g->rep->questions,
			g->rep->questions == 1 ? " is" : "s are");
	if (why.failed)
		return nomem(err);
	if (why.len > 0 && (p->stop = cv_strdup(cv_str_text(&why))) == NULL)
		return nomem(err);
	return CV_OK;
}

enum cv_err imp_plan_make(struct imp_reading *g, int64_t seq, struct cv_error *err)
{
	const struct imp_report *rep = g->rep;
	struct imp_plan *p = calloc(1, sizeof(*p));
	struct planning s = { g, p };

	if (p == NULL)
		return nomem(err);
	imp_plan_finish(g->rep->plan);
	g->rep->plan = p;
	p->seq = seq;
	p->on = g->opt->today;
	p->detailed = g->opt->dry_run || rep->added + rep->updated + rep->ended <= IMP_PLAN_MAX;
	TRY(imp_plan_hash(g, seq, p->hash, sizeof(p->hash), err));
	if (reg_changed(g->r) && p->detailed)
		TRY(reg_changes(g->r, reg_open_change(g->r), on_change, &s, err));
	else
		count_rows(p, rep);
	p->new_left_out = !p->detailed || p->count[REG_TRANSFERS][IMP_ADDED] > IMP_PLAN_MAX;
	TRY(reg_turns(g->r, p->on, !p->new_left_out, on_turn, &s, err));
	TRY(imp_plan_effects(p, err));
	TRY(imp_plan_summary(p, err));
	return why_stopped(g, err);
}

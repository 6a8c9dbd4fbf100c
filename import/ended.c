/*
 * --complete: the file is the whole truth for its scope, so what is on file there and absent from it ends today. Nothing is deleted:
 * a party gets the status ended, a transfer, a safeguard and a certification their last day.
 */
#include "import/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GUARD_DEFAULT = 50, GUARD_FROM = 10 }; /* without --max-ended: half of a scope of ten or more */

struct ending { /* a record that ends, as on file */
	enum reg_kind kind;
	char *cell[REG_COLUMNS_MAX];
};

struct completing {
	struct imp_reading *g;
	enum reg_kind main;          /* the kind the guard counts */
	enum reg_kind kind;          /* being walked */
	int scope_column;            /* -1: none */
	struct cv_str scope_value;
	size_t live, absent;         /* of the main kind, in scope */
	struct ending *e;
	size_t n, cap;
	struct imp_keys *going;      /* ids of parties that end */
	struct imp_keys *used;       /* ids of parties that a transfer which goes on still names */
	char today[CV_DAY_TEXT];
};

static const char *cell(const struct reg_version *v, const char *column)
{
	int i = reg_column_index(v->record.kind, column);

	return i < 0 ? "" : v->record.cell[i];
}

const char *imp_end_column(enum reg_kind kind)
{
	return reg_kind_info(kind)->complete;
}

static bool over(const struct completing *c, const struct reg_version *v)
{
	const char *end = cell(v, imp_end_column(v->record.kind));

	return v->record.kind == REG_PARTIES ? cv_streq(end, "ended") : *end && strcmp(end, c->today) <= 0;
}

static enum cv_err end_it(struct completing *c, const struct reg_version *v, struct cv_error *err)
{
	void *e = c->e;
	size_t before;

	TRY(imp_grow(&e, &c->cap, c->n, sizeof(*c->e), err));
	c->e = e;
	c->e[c->n] = (struct ending){ .kind = v->record.kind };
	for (size_t i = 0; i < reg_kind_info(v->record.kind)->n; i++) {
		c->e[c->n].cell[i] = cv_strdup(v->record.cell[i]);
		if (c->e[c->n].cell[i] == NULL) {
			c->n++;
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		}
	}
	c->n++;
	return v->record.kind == REG_PARTIES ? imp_key(&c->going, v->record.cell[0], 1, &before, err) : CV_OK;
}

static bool in_scope(const struct completing *c, const struct reg_version *v)
{
	return c->scope_column < 0 || cv_streq(v->record.cell[c->scope_column], cv_str_text(&c->scope_value));
}

/* Of the main kind: in scope, still going on, not in the file. */
static enum cv_err look(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct completing *c = ctx;

	if (over(c, v) || !in_scope(c, v))
		return CV_OK;
	c->live++;
	if (reg_seen(c->g->r, v->record.kind, v->n))
		return CV_OK;
	c->absent++;
	return end_it(c, v, err);
}

/* ---- who brought it ---- */

struct bringing {
	struct completing *c;
	bool found, ours;
};

static enum cv_err look_at_import(void *ctx, const struct reg_import *i, struct cv_error *err)
{
	struct bringing *b = ctx;

	CV_UNUSED(err);
	b->found = i->undone == 0;
	b->ours = cv_streq(i->source, b->c->g->source);
	return CV_OK;
}

static enum cv_err look_at_version(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct bringing *b = ctx;

	if (b->found)
		return CV_OK;
	b->found = v->source.import == 0; /* by hand */
	return b->found ? CV_OK : reg_import_get(b->c->g->r, v->source.import, look_at_import, b, err);
}

/* A list ends only what it brought itself: of what was on file before, it says no more than that it knows it. */
static enum cv_err end_ours(struct completing *c, const struct reg_version *v, struct cv_error *err)
{
	struct bringing b = { c, false, false };

	TRY(reg_versions(c->g->r, v->record.kind, v->n, look_at_version, &b, err));
	return b.ours ? end_it(c, v, err) : CV_OK;
}

/* ---- a list: its transfers and claims, then parties that nothing is left of ---- */

static enum cv_err look_leg(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct completing *c = ctx;
	bool claim = v->record.kind == REG_SAFEGUARDS;

	if (over(c, v) || reg_seen(c->g->r, v->record.kind, v->n) ||
		(claim && strstr(cell(v, "flags"), "claimed") == NULL))
		return CV_OK;
	return cv_streq(cell(v, "exporter"), c->g->exporter) || *c->g->exporter == '\0' ? end_ours(c, v, err) : CV_OK;
}

static bool ends(const struct completing *c, const char *id)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->e[i].kind == REG_TRANSFERS && cv_streq(c->e[i].cell[0], id))
			return true;
	return false;
}

static enum cv_err note_used(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct completing *c = ctx;
	size_t before;

	if (over(c, v) || ends(c, v->record.cell[0]))
		return CV_OK;
	TRY(imp_key(&c->used, cell(v, "importer"), 1, &before, err));
	return *cell(v, "exporter") ? imp_key(&c->used, cell(v, "exporter"), 1, &before, err) : CV_OK;
}

static enum cv_err look_unused(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct completing *c = ctx;

	if (over(c, v) || cv_streq(cell(v, "own"), "yes"))
		return CV_OK;
	c->live++;
	if (reg_seen(c->g->r, REG_PARTIES, v->n))
		return CV_OK;
	c->absent++;
	return imp_key_of(c->used, v->record.cell[0]) ? CV_OK : end_ours(c, v, err);
}

static enum cv_err whole_list(struct completing *c, struct cv_error *err)
{
	struct reg *r = c->g->r;
	const char *source = c->g->source;

	TRY(reg_each_of_source(r, REG_TRANSFERS, source, look_leg, c, err));
	TRY(reg_each_of_source(r, REG_SAFEGUARDS, source, look_leg, c, err));
	TRY(reg_each(r, REG_TRANSFERS, CV_DAY_NONE, NULL, note_used, c, err));
	return reg_each_of_source(r, REG_PARTIES, source, look_unused, c, err);
}

/* ---- a party that ends takes its transfers with it ---- */

static enum cv_err look_behind(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct completing *c = ctx;

	if (over(c, v) ||
		(imp_key_of(c->going, cell(v, "importer")) == 0 && imp_key_of(c->going, cell(v, "exporter")) == 0))
		return CV_OK;
	return end_it(c, v, err);
}

/* ---- the scope ---- */

static enum cv_err parse_scope(struct completing *c, struct cv_error *err)
{
	const char *scope = c->g->opt->scope, *eq = scope ? strchr(scope, '=') : NULL;
	char name[64];

	c->scope_column = -1;
	if (scope == NULL || cv_streq(scope, "all"))
		return CV_OK;
	if (eq && (size_t)(eq - scope) < sizeof(name)) {
		memcpy(name, scope, (size_t)(eq - scope));
		name[eq - scope] = '\0';
		c->scope_column = reg_column_index(c->main, name);
	}
	if (c->scope_column >= 0)
		return reg_cell(
			reg_pack(c->g->r), c->main, c->scope_column, eq + 1, strlen(eq + 1), &c->scope_value, err);
	return cv_fail_at(err, CV_E_USAGE, "scope",
		"'%.60s' is no scope of %s: write all, or a column and its value such as kind=service-provider", scope,
		reg_kind_info(c->main)->plural);
}

static enum cv_err find(struct completing *c, struct cv_error *err)
{
	struct imp_reading *g = c->g;
	int64_t earlier;

	if (g->opt->scope) {
		TRY(reg_each(g->r, c->main, CV_DAY_NONE, NULL, look, c, err));
		if (c->live == 0)
			cv_str_printf(&g->rep->notes, "none of the %s on file is in the scope %s: nothing to end\n",
				reg_kind_info(c->main)->plural, g->opt->scope);
	} else {
		TRY(reg_import_of_source(g->r, g->source, &earlier, err));
		if (earlier == 0)
			cv_str_printf(&g->rep->notes,
				"nothing was imported from %s before: nothing to end (--scope names another scope)\n",
				g->source);
		if (g->kind == IMP_LIST)
			return whole_list(c, err);
		TRY(reg_each_of_source(g->r, c->main, g->source, look, c, err));
	}
	return c->main == REG_PARTIES && c->n > 0
		? reg_each(g->r, REG_TRANSFERS, CV_DAY_NONE, NULL, look_behind, c, err)
		: CV_OK;
}

enum cv_err imp_may_end(struct imp_reading *g, const char *what, size_t absent, size_t live, struct cv_error *err)
{
	int most = g->opt->max_ended;
	size_t percent = live ? (100 * absent + live - 1) / live : 0;

	if (most < 0 && live < GUARD_FROM)
		return CV_OK;
	if (most < 0)
		most = GUARD_DEFAULT;
	if (percent <= (size_t)most)
		return CV_OK;
	cv_str_printf(&g->stop,
		"%zu of %zu %s (%zu %%) are absent from the file and would end, more than %d %%: is the file whole? If so, say "
		"--max-ended %zu",
		absent, live, what, percent, most, percent);
	if (g->opt->dry_run) /* the plan shows them */
		return CV_OK;
	return cv_fail_at(err, CV_E_STOPPED, "max-ended", "%s; nothing was written", cv_str_text(&g->stop));
}

/* ---- ending ---- */

/* The last day must lie after the first one: what began today or later is over the day after it began. */
static void last_day(const struct completing *c, const struct ending *e, char ret[CV_DAY_TEXT])
{
	const char *from = e->cell[reg_column_index(e->kind, reg_kind_info(e->kind)->first)];
	cv_day day;

	memcpy(ret, c->today, CV_DAY_TEXT);
	if (strcmp(from, c->today) >= 0 && cv_day_parse(from, strlen(from), &day)) {
		day.n++;
		cv_day_text(day, ret);
	}
}

static enum cv_err write_end(struct completing *c, const struct ending *e, struct cv_error *err)
{
	struct reg_record rec = { .kind = e->kind, .extra = "" };
	struct reg_source src = { c->g->import, 0 };
	char day[CV_DAY_TEXT];
	enum reg_effect effect;

	for (size_t i = 0; i < reg_kind_info(e->kind)->n; i++)
		rec.cell[i] = e->cell[i];
	if (e->kind == REG_PARTIES) {
		rec.cell[reg_column_index(e->kind, "status")] = "ended";
	} else {
		last_day(c, e, day);
		rec.cell[reg_column_index(e->kind, imp_end_column(e->kind))] = day;
	}
	TRY(reg_put(c->g->r, &rec, src, &effect, NULL, err));
	c->g->rep->ended += effect != REG_UNCHANGED;
	return CV_OK;
}

static enum cv_err complete(struct completing *c, struct cv_error *err)
{
	TRY(parse_scope(c, err));
	TRY(find(c, err));
	TRY(imp_may_end(c->g, reg_kind_info(c->main)->plural, c->absent, c->live, err));
	reg_once(c->g->r, false);
	reg_import_policy(c->g->r, REG_UPDATE); /* that it ends is what --complete says */
	for (size_t i = 0; i < c->n; i++) {
		TRY(imp_step(c->g, "recording", i, c->n, err));
		TRY(write_end(c, &c->e[i], err));
	}
	return CV_OK;
}

enum cv_err imp_complete(struct imp_reading *g, struct cv_error *err)
{
	struct completing c = { .g = g,
		.main = g->kind >= 0 && g->kind < REG_KIND_COUNT ? (enum reg_kind)g->kind : REG_PARTIES };
	enum cv_err e;

	if (g->opt->complete && g->of_rejects)
		return cv_fail_at(err, CV_E_USAGE, "complete",
			"the rows that --rejects wrote are not the whole truth: import them without --complete");
	if (!g->opt->complete || g->kind == IMP_DPF) /* what is absent from that list: dpf_settle.c */
		return CV_OK;
	if (*imp_end_column(c.main) == '\0')
		return cv_fail_at(
			err, CV_E_USAGE, "complete", "%s have no end: --complete does not go with them", g->rep->kind);
	if (g->rep->refused > 0) {
		cv_str_printf(&g->rep->notes, "nothing ends: %zu row%s refused, and what %s about is not known\n",
			g->rep->refused, g->rep->refused == 1 ? " is" : "s are",
			g->rep->refused == 1 ? "it is" : "they are");
		return CV_OK;
	}
	cv_day_text(g->opt->today, c.today);
	e = complete(&c, err);
	for (size_t i = 0; i < c.n; i++)
		for (size_t k = 0; k < REG_COLUMNS_MAX; k++)
			free(c.e[i].cell[k]);
	free(c.e);
	cv_str_finish(&c.scope_value);
	imp_keys_finish(c.going);
	imp_keys_finish(c.used);
	return e;
}

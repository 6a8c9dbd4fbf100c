/* What no view holds and lint asks about, read a piece at a time. */
#include "registry/lint/inside.h"

#include "registry/core/array.h"
#include "registry/pages.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE = 1000 };

struct reading {
	struct reg_linting *g;
	enum reg_kind kind;
	int64_t last;
	int looked;
	reg_version_fn *fn;
};

static enum cv_err nomem(const struct reg_linting *g)
{
	return cv_fail(g->err, CV_E_NOMEM, "out of memory");
}

static const char *cell(const struct reg_version *v, const char *column)
{
	return v->record.cell[reg_column_index(v->record.kind, column)];
}

static cv_day day(const struct reg_version *v, const char *column, cv_day unknown)
{
	const char *text = cell(v, column);
	cv_day d = unknown;

	return cv_day_parse(text, strlen(text), &d) ? d : unknown;
}

static const char *keep(struct reg_linting *g, const char *text)
{
	return *text ? cv_arena_text(&g->lint->arena, text, strlen(text)) : "";
}

/* ---- the kinds ------------------------------------------------------------------------------------------------- */

static enum cv_err take_party(struct reg_linting *g, const struct reg_version *v)
{
	uint32_t i = reg_view_party(g->v, cell(v, "id"));
	const char *status = cell(v, "status");
	struct reg_lint_party *p;

	if (i == REG_NOBODY)
		return CV_OK;
	p = &g->party[i];
	p->parent = keep(g, cell(v, "parent"));
	p->website = keep(g, cell(v, "website"));
	if (cv_streq(status, "active") || cv_streq(status, "approved"))
		p->status = REG_LP_IN_USE;
	else if (cv_streq(status, "suspended") || cv_streq(status, "ended"))
		p->status = REG_LP_ENDED;
	return p->parent && p->website ? CV_OK : nomem(g);
}

static enum cv_err take_entry(struct reg_linting *g, const struct reg_version *v)
{
	if (!cv_grow(&g->entry, g->n_entries, &g->cap_entries, sizeof(*g->entry)))
		return nomem(g);
	g->entry[g->n_entries++] = (struct reg_lint_entry){ v->n, day(v, "checked_on", CV_DAY_NONE) };
	return CV_OK;
}

static enum cv_err take_contract(struct reg_linting *g, const struct reg_version *v)
{
	cv_day signed_on = day(v, "signed", CV_DAY_NONE);

	if (!cv_streq(cell(v, "direction"), "customer"))
		return CV_OK;
	if (!g->has_customers || signed_on.n < g->first_customer.n)
		g->first_customer = signed_on;
	g->has_customers = true;
	return CV_OK;
}

static enum cv_err take_notice(struct reg_linting *g, const struct reg_version *v)
{
	const char *state = cell(v, "state"), *subject = cell(v, "subject");
	uint32_t i = reg_view_party(g->v, subject);

	if (i != REG_NOBODY && cv_streq(cell(v, "direction"), "outgoing") && cv_streq(cell(v, "change"), "added") &&
		(cv_streq(state, "announced") || cv_streq(state, "effective")))
		g->party[i].announced = true;
	return CV_OK;
}

static enum cv_err take_override(struct reg_linting *g, const struct reg_version *v)
{
	struct reg_lint_override *o;
	cv_day revoked = day(v, "revoked", CV_DAY_EVER), expires = day(v, "expires", CV_DAY_EVER);

	if (!cv_grow(&g->override, g->n_overrides, &g->cap_overrides, sizeof(*g->override)))
		return nomem(g);
	o = &g->override[g->n_overrides];
	*o = (struct reg_lint_override){ .n = v->n,
		.party = reg_view_party(g->v, cell(v, "party")),
		.id = keep(g, cell(v, "id")),
		.gate = keep(g, cell(v, "gate")),
		.span = { day(v, "granted", CV_DAY_NONE), revoked.n < expires.n ? revoked : expires },
		.revoked = revoked.n <= g->on.n };
	if (o->id == NULL || o->gate == NULL)
		return nomem(g);
	g->n_overrides += o->party != REG_NOBODY;
	return CV_OK;
}

/* ---- the walk -------------------------------------------------------------------------------------------------- */

static enum cv_err take(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct reading *r = ctx;

	CV_UNUSED(err);
	r->looked++;
	r->last = v->n;
	switch (r->kind) {
	case REG_PARTIES: return take_party(r->g, v);
	case REG_CERTIFICATIONS: return take_entry(r->g, v);
	case REG_CONTRACTS: return take_contract(r->g, v);
	case REG_NOTICES: return take_notice(r->g, v);
	case REG_OVERRIDES: return take_override(r->g, v);
	default: return CV_OK;
	}
}

static enum cv_err piece(void *ctx, struct reg *r, struct cv_error *err)
{
	struct reading *at = ctx;

	at->looked = 0;
	return reg_page(r, at->kind, at->g->v->seq, at->last, PIECE, take, at, err);
}

#define DISTINCT "import.distinct/"

/* As answered now: an answer is no fact, it has no day. */
static enum cv_err take_answer(void *ctx, const char *name, const char *value, struct cv_error *err)
{
	struct reg_linting *g = ctx;
	const char *text;

	CV_UNUSED(err);
	if (*value == '\0')
		return CV_OK;
	text = keep(g, name + sizeof(DISTINCT) - 1);
	if (text == NULL || !cv_grow(&g->distinct, g->n_distinct, &g->cap_distinct, sizeof(*g->distinct)))
		return nomem(g);
	g->distinct[g->n_distinct++] = text;
	return CV_OK;
}

static enum cv_err answers(void *ctx, struct reg *r, struct cv_error *err)
{
	return reg_settings(r, DISTINCT, take_answer, ctx, err);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

enum cv_err reg_lint_gather(struct reg_linting *g)
{
	static const enum reg_kind kind[] = { REG_PARTIES, REG_CERTIFICATIONS, REG_CONTRACTS, REG_NOTICES,
		REG_OVERRIDES };
	const struct reg_lint_door *door = &g->asked->door;

	g->party = calloc((size_t)g->v->n_parties + 1, sizeof(*g->party));
	if (g->party == NULL)
		return nomem(g);
	for (uint32_t i = 0; i < g->v->n_parties; i++)
		g->party[i].parent = g->party[i].website = "";
	for (size_t i = 0; i < CV_LEN(kind); i++) {
		struct reading r = { .g = g, .kind = kind[i] };

		do
			TRY(door->look(door->ctx, piece, &r, g->err));
		while (r.looked == PIECE);
	}
	TRY(door->look(door->ctx, answers, g, g->err));
	if (g->n_distinct > 1)
		qsort(g->distinct, g->n_distinct, sizeof(*g->distinct), by_text);
	return CV_OK;
}

void reg_lint_gathered_free(struct reg_linting *g)
{
	free(g->party);
	free(g->entry);
	free(g->override);
	free(g->distinct);
}

/* ---- the door of one who holds it alone ---- */

static enum cv_err look(void *ctx, reg_lint_look_fn *fn, void *arg, struct cv_error *err)
{
	return fn(arg, ctx, err);
}

struct reg_lint_door reg_lint_door(struct reg *r)
{
	return (struct reg_lint_door){ look, r };
}

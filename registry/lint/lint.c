/* The table of rules, and the run through them. */
#include "registry/lint/inside.h"

#include "registry/core/array.h"

#include <stdlib.h>
#include <string.h>

static const struct reg_lint_rule own[REG_LINT_OWN_COUNT] = {
#define X(code, severity, help) { #code, REG_##severity, help },
	REG_LINT_RULES(X)
#undef X
};

/* What is on file is asked about by all groups; the baseline comes last, it is about what they found. */
static enum cv_err (*const group[])(
	struct reg_linting *g) = { reg_lint_legs, reg_lint_names, reg_lint_desks, reg_lint_uses, reg_lint_baseline };

bool reg_lint_rule_at(size_t i, struct reg_lint_rule *ret)
{
	if (i < LAW_REASON_COUNT) {
		*ret = (struct reg_lint_rule){ law_reason_name((enum law_reason)i), REG_ERROR,
			law_reason_meaning((enum law_reason)i) };
		return true;
	}
	if (i - LAW_REASON_COUNT >= REG_LINT_OWN_COUNT)
		return false;
	*ret = own[i - LAW_REASON_COUNT];
	return true;
}

static const char *const severity_name[] = { [REG_NOTE] = "note", [REG_WARNING] = "warning", [REG_ERROR] = "error" };

const char *reg_severity_name(enum reg_severity s)
{
	return severity_name[s];
}

bool reg_severity_parse(const char *text, enum reg_severity *ret)
{
	for (size_t i = 0; i < CV_LEN(severity_name); i++) {
		if (cv_streq(severity_name[i], text)) {
			*ret = (enum reg_severity)i;
			return true;
		}
	}
	return false;
}

/* ---- findings -------------------------------------------------------------------------------------------------- */

static const char *keep(struct reg_linting *g, const char *text)
{
	return *text ? cv_arena_text(&g->lint->arena, text, strlen(text)) : "";
}

enum cv_err reg_lint_found(struct reg_linting *g, const struct reg_lint_found *f)
{
	CV_AUTO(cv_str_finish) struct cv_str record = { 0 };
	struct reg_lint_rule rule = { 0 };
	struct reg_finding *to;

	(void)!reg_lint_rule_at(f->rule, &rule);
	if (f->kind == REG_KIND_COUNT)
		cv_str_puts(&record, f->record);
	else
		cv_str_printf(&record, "%s/%lld", reg_kind_info(f->kind)->singular, (long long)f->n);
	if (!cv_grow(&g->lint->finding, g->lint->n, &g->lint->cap, sizeof(*g->lint->finding)) || record.failed || g->what.failed || g->remedy.failed)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	to = &g->lint->finding[g->lint->n];
	*to = (struct reg_finding){ .code = rule.code,
		.severity = f->severity,
		.record = keep(g, cv_str_text(&record)),
		.id = keep(g, f->id ? f->id : ""),
		.party = f->party == REG_NOBODY ? "" : g->v->party[f->party].id,
		.what = keep(g, cv_str_text(&g->what)),
		.remedy = keep(g, cv_str_text(&g->remedy)),
		.since = f->since,
		.rule = f->rule };
	if (f->reasons)
		to->reasons = *f->reasons;
	cv_str_clear(&g->what);
	cv_str_clear(&g->remedy);
	if (!to->record || !to->id || !to->what || !to->remedy)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	g->lint->n++;
	return CV_OK;
}

struct reg_lint_found reg_lint_about(enum reg_lint_own code, enum reg_kind kind, int64_t n)
{
	return (struct reg_lint_found){ .rule = REG_L_RULE(code),
		.severity = own[code].severity,
		.kind = kind,
		.n = n,
		.party = REG_NOBODY,
		.since = CV_DAY_NONE };
}

/* ---- days and words -------------------------------------------------------------------------------------------- */

static cv_day years_on(cv_day d, int years)
{
	int year, month, dom;

	if (!cv_day_known(d))
		return d;
	cv_day_civil(d, &year, &month, &dom);
	if (month == 2 && dom == 29)
		dom = 28;
	return cv_day_from_civil(year + years, month, dom);
}

cv_day reg_lint_year_before(cv_day d)
{
	return years_on(d, -1);
}

cv_day reg_lint_year_after(cv_day d)
{
	return years_on(d, 1);
}

void reg_lint_remedy(struct reg_linting *g, const struct law_facts *f, const struct law_decision *d)
{
	struct law_remedy r[LAW_REMEDIES_MAX];

	if (law_remedies(g->v->pack, f, g->on, d, r) == 0)
		return;
	cv_str_printf(&g->remedy, "%s: ", law_mech_slug(g->v->pack, r[0].mech));
	for (size_t i = 0; i < r[0].n_needs; i++) {
		cv_str_puts(&g->remedy, i ? "; " : "");
		law_need(&r[0], i, &g->remedy);
	}
	if (g->remedy.len > 0 && cv_str_text(&g->remedy)[g->remedy.len - 1] != '.') /* some say a sentence */
		cv_str_putc(&g->remedy, '.');
}

const char *reg_lint_name_of(const struct reg_linting *g, uint32_t party)
{
	return party == REG_NOBODY ? "our organisation" : g->v->party[party].name;
}

/* ---- the run --------------------------------------------------------------------------------------------------- */

/* In the order in which they were found, which is that of the records. */
static enum cv_err order(struct reg_lint *l, struct cv_error *err)
{
	struct reg_finding *sorted = malloc((l->n + 1) * sizeof(*sorted));
	size_t n = 0;

	if (sorted == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	for (int s = REG_ERROR; s >= REG_NOTE; s--)
		for (size_t i = 0; i < l->n; i++)
			if (l->finding[i].severity == (enum reg_severity)s)
				sorted[n++] = l->finding[i];
	free(l->finding);
	l->finding = sorted;
	l->cap = l->n + 1;
	for (size_t i = 0; i < l->n; i++) {
		if (l->finding[i].accepted)
			l->accepted++;
		else
			l->count[l->finding[i].severity]++;
	}
	return CV_OK;
}

static enum cv_err run(struct reg_linting *g)
{
	TRY(reg_lint_gather(g));
	for (size_t i = 0; i < CV_LEN(group); i++)
		TRY(group[i](g));
	return order(g->lint, g->err);
}

enum cv_err reg_lint(const struct reg_lint_asked *asked, struct reg_lint *ret, struct cv_error *err)
{
	struct reg_linting g = { .asked = asked, .v = asked->view, .on = asked->on, .lint = ret, .err = err };
	enum cv_err e;

	*ret = (struct reg_lint){ .parties = asked->view->n_parties };
	e = run(&g);
	reg_lint_gathered_free(&g);
	cv_str_finish(&g.what);
	cv_str_finish(&g.remedy);
	return e;
}

void reg_lint_finish(struct reg_lint *l)
{
	free(l->finding);
	cv_arena_finish(&l->arena);
	*l = (struct reg_lint){ 0 };
}

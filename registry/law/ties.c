/* What rows may not say beside each other: overlapping days, references that lead nowhere or in a circle. */
#include "registry/law/pack.h"

#include <stdlib.h>
#include <string.h>

static bool spans_meet(struct cv_span a, struct cv_span b)
{
	return a.from.n < b.until.n && b.from.n < a.until.n;
}

/* Two general findings for one destination may not hold on one day; special ones (PNR, frameworks) may stand beside. */
static bool is_general(const struct law_pack *p, const struct law_adequacy_row *a)
{
	return a->framework < 0 && p->n_scopes > 0 && p->scope[a->scope].otherwise != LAW_SC_NO;
}

static void check_overlaps(struct law_load *l)
{
	struct law_pack *p = l->p;

	l->t = &p->table[LAW_ADEQUACY];
	for (size_t i = 0; i < p->n_adequacy; i++) {
		const struct law_adequacy_row *a = &p->adequacy[i];

		for (size_t j = i + 1; j < p->n_adequacy && p->adequacy[j].place == a->place; j++) {
			const struct law_adequacy_row *b = &p->adequacy[j];
			bool both_general = is_general(p, a) && is_general(p, b);
			bool one_framework = a->framework >= 0 && a->framework == b->framework;

			if (a->regime == b->regime && (both_general || one_framework) && spans_meet(a->span, b->span)) {
				l->r = b->row;
				law_finding(l, "in_force_from",
					"overlaps line %zu, one destination and regime with two findings on one day: "
					"end one before the other begins",
					a->row->line);
			}
		}
	}
}

static void check_adequacy(struct law_load *l)
{
	const struct law_pack *p = l->p;

	l->t = &p->table[LAW_ADEQUACY];
	for (size_t i = 0; i < p->n_adequacy; i++) {
		const struct law_adequacy_row *a = &p->adequacy[i];

		l->r = a->row;
		if (a->framework < 0 && *law_cell(l, "requires_certification"))
			law_finding(l, "requires_certification", "'%s' is not in frameworks.csv: add its row there",
				law_cell(l, "requires_certification"));
		else if (a->framework >= 0 && p->framework[a->framework].regime != a->regime)
			law_finding(l, "requires_certification",
				"'%s' is a framework of another regime: name one of this row's",
				law_cell(l, "requires_certification"));
	}
	check_overlaps(l);
}

/* ---- membership ---- */

/* The kinds that say where a place belongs, beside the law kinds that regimes.csv names. */
static const char *const kinds[] = { "eu-member", "eea-efta", "eu-territory", "eu-transition", "tca-bridge",
	"eu-institution", "not-eu-not-eea" };

struct member {
	struct cv_span span;
	law_place place;
	law_regime law_of; /* LAW_NO_REGIME: a kind of membership */
	const struct law_row *row;
};

static bool is_kind(const char *word, size_t n)
{
	for (size_t i = 0; i < CV_LEN(kinds); i++)
		if (strlen(kinds[i]) == n && memcmp(kinds[i], word, n) == 0)
			return true;
	return false;
}

static const char *regime_cell(struct law_load *l, law_regime r, const char *column)
{
	struct law_load at = *l;

	at.t = &l->p->table[LAW_REGIMES];
	at.r = l->p->regime[r].row;
	return law_cell(&at, column);
}

static law_regime law_of_kind(struct law_load *l, const char *kind)
{
	for (law_regime r = 0; r < l->p->n_regimes; r++)
		if (law_listed(regime_cell(l, r, "law"), kind))
			return r;
	return LAW_NO_REGIME;
}

static int by_place(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	if (x->place != y->place)
		return (int)x->place - (int)y->place;
	return (x->row->line > y->row->line) - (x->row->line < y->row->line);
}

static void check_members(struct law_load *l, const struct member *m, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t j = i + 1; j < n && m[j].place == m[i].place; j++) {
			if (m[i].law_of != m[j].law_of || !spans_meet(m[i].span, m[j].span))
				continue;
			l->r = m[j].row;
			law_finding(l, "from",
				"overlaps line %zu, one country with two %s on a day: end one before the other begins",
				m[i].row->line, m[i].law_of == LAW_NO_REGIME ? "memberships" : "laws of one regime");
		}
	}
}

static void check_membership(struct law_load *l)
{
	const struct law_table *t = l->t = &l->p->table[LAW_MEMBERSHIP];
	struct member *m = calloc(t->n_rows + 1, sizeof(*m));

	if (m == NULL) {
		l->nomem = true;
		return;
	}
	for (size_t i = 0; i < t->n_rows; i++) {
		const char *kind;

		l->r = &t->row[i];
		kind = law_cell(l, "kind");
		m[i] = (struct member){ law_cell_span(l, "from", "until"), law_cell_place(l, "country"),
			law_of_kind(l, kind), l->r };
		if (m[i].law_of == LAW_NO_REGIME && !is_kind(kind, strlen(kind)))
			law_finding(l, "kind",
				"'%s' is neither a kind of membership nor a law that regimes.csv names: correct it",
				kind);
	}
	qsort(m, t->n_rows, sizeof(*m), by_place);
	check_members(l, m, t->n_rows);
	free(m);
}

static bool some_row_has(const struct law_load *l, const char *kind, size_t n)
{
	struct law_load at = *l;
	const struct law_table *t = at.t = &l->p->table[LAW_MEMBERSHIP];

	for (size_t i = 0; i < t->n_rows; i++) {
		const char *has;

		at.r = &t->row[i];
		has = law_cell(&at, "kind");
		if (strlen(has) == n && memcmp(has, kind, n) == 0)
			return true;
	}
	return false;
}

static void check_regimes(struct law_load *l)
{
	l->t = &l->p->table[LAW_REGIMES];
	for (law_regime r = 0; r < l->p->n_regimes; r++) {
		size_t n;

		l->r = l->p->regime[r].row;
		for (const char *q = law_cell(l, "law"), *w; (w = cv_next(&q, ';', &n));)
			if (!some_row_has(l, w, n))
				law_finding(l, "law",
					"no row of membership.csv has the kind '%.*s': correct it or add one", (int)n,
					w);
		for (const char *q = law_cell(l, "inside"), *w; (w = cv_next(&q, ';', &n));)
			if (!is_kind(w, n))
				law_finding(l, "inside", "'%.*s' is no kind of membership: write one such as eu-member",
					(int)n, w);
	}
}

/* ---- frameworks ---- */

static void check_reference(struct law_load *l, const char *column, law_mech to)
{
	if (to != LAW_NO_MECH && l->p->mech[to].framework < 0)
		law_finding(l, column, "'%s' is not in frameworks.csv: add its row, or name one that is",
			l->p->mech[to].slug);
}

/* Preconditions are followed to their end when an answer is made: they must have one. */
static void check_circle(struct law_load *l, const struct law_framework_row *f)
{
	const struct law_pack *p = l->p;
	law_mech m = f->precondition;

	for (size_t steps = 0; m != LAW_NO_MECH && p->mech[m].framework >= 0; steps++) {
		if (m == f->mech || steps > p->n_frameworks) {
			law_finding(l, "precondition",
				"leads back to '%s': a framework cannot be its own condition, remove it",
				law_mech_slug(p, f->mech));
			return;
		}
		m = p->framework[p->mech[m].framework].precondition;
	}
}

static void check_frameworks(struct law_load *l)
{
	const struct law_pack *p = l->p;

	l->t = &p->table[LAW_FRAMEWORKS];
	for (size_t i = 0; i < p->n_frameworks; i++) {
		const struct law_framework_row *f = &p->framework[i];
		const struct law_mech_row *m = &p->mech[f->mech];

		l->r = f->row;
		if (m->family != LAW_F_ADEQUACY || !law_in(m->regimes, f->regime))
			law_finding(l, "slug",
				"'%s' is no adequacy mechanism of this regime in mechanisms.csv: correct one of them",
				m->slug);
		check_reference(l, "carries_over", f->carries_over);
		check_reference(l, "precondition", f->precondition);
		if (f->carries_over != LAW_NO_MECH && f->carries_over == f->mech)
			law_finding(
				l, "carries_over", "names the framework itself: name the older one, or leave it empty");
		check_circle(l, f);
	}
}

/* ---- rules ---- */

/* The rows are tried as they stand: an order that runs backwards says something else than what happens. */
static void check_order(struct law_load *l)
{
	const struct law_table *t = l->t = &l->p->table[LAW_NONTRANSFERS];
	unsigned long last = 0;

	for (size_t i = 0; i < t->n_rows; i++) {
		const char *text;
		unsigned long order;
		size_t n;

		l->r = &t->row[i];
		text = law_cell(l, "order");
		n = strspn(text, "0123456789");
		if (n == 0 || n > 6 || text[n] != '\0') {
			law_finding(l, "order", "'%s' is no whole number: write one", text);
			continue;
		}
		order = strtoul(text, NULL, 10);
		if (order < last)
			law_finding(l, "order",
				"%lu stands below %lu: put the rows in the order in which they are tried", order, last);
		last = order;
	}
}

void law_check_ties(struct law_load *l)
{
	check_membership(l);
	check_regimes(l);
	check_order(l);
	check_frameworks(l);
	if (l->findings == 0) /* else a framework that is not there would be blamed on the rows that need it */
		check_adequacy(l);
}

/* Typed rows of the smaller tables, and what may not stand side by side. */
#include "registry/law/pack.h"

#include <stdlib.h>
#include <string.h>

static const char *const confidences[] = { "high", "medium", "low" };

static void *rows(struct law_load *l, enum law_table_id id, size_t size)
{
	void *p = cv_arena_alloc(&l->p->arena, (l->p->table[id].n_rows + 1) * size);

	l->t = &l->p->table[id];
	if (p == NULL)
		l->nomem = true;
	return p;
}

static void build_regimes(struct law_load *l)
{
	const struct law_table *t = l->t = &l->p->table[LAW_REGIMES];

	for (size_t i = 0; i < t->n_rows; i++) {
		l->r = &t->row[i];
		if (i >= LAW_REGIMES_MAX) {
			law_finding(l, "", "more than %d regimes", LAW_REGIMES_MAX);
			return;
		}
		l->p->regime[l->p->n_regimes++] = (struct law_regime_row){
			.row = l->r,
			.name = law_cell(l, "regime"),
			.title = law_cell(l, "name"),
			.rules = law_cell(l, "authority_words"),
			.from = law_cell_day(l, "from", CV_DAY_NONE),
			.art3_2_from = law_cell_day(l, "art3_2_from", CV_DAY_EVER),
		};
	}
}

static law_regime one_regime(struct law_load *l)
{
	uint32_t bits = law_cell_regimes(l, "regime");

	for (law_regime r = 0; r < l->p->n_regimes; r++)
		if (law_in(bits, r))
			return r;
	return LAW_NO_REGIME;
}

static law_mech named_framework(struct law_load *l, const char *text)
{
	size_t n = strcspn(text, " ");
	law_mech m;

	return law_mech_parse(l->p, text, n, &m) ? m : LAW_NO_MECH;
}

static void build_frameworks(struct law_load *l)
{
	struct law_framework_row *f = l->p->framework = rows(l, LAW_FRAMEWORKS, sizeof(*f));

	for (size_t i = 0; !l->nomem && i < l->t->n_rows; i++, f++) {
		l->r = &l->t->row[i];
		*f = (struct law_framework_row){
			.row = l->r,
			.mech = law_cell_mech(l, "slug"),
			.regime = one_regime(l),
			.opens = law_cell_day(l, "certification_opens", CV_DAY_NONE),
			.reliance = law_cell_span(l, "reliance_from", "reliance_until"),
			.efta_from = law_cell_day(l, "eea_efta_from", CV_DAY_NONE),
			.carries_over = law_cell_mech(l, "carries_over"),
			.precondition = named_framework(l, law_cell(l, "precondition")),
		};
		l->p->n_frameworks = i + 1;
		if (f->mech != LAW_NO_MECH && l->p->mech[f->mech].framework >= 0)
			law_finding(l, "slug", "this framework stands in the table already");
		else if (f->mech != LAW_NO_MECH)
			l->p->mech[f->mech].framework = (int16_t)i;
	}
}

static void read_alternatives(struct law_load *l, const char *column, uint32_t *alt, uint8_t *ret_n)
{
	size_t len, part_len;

	for (const char *p = law_cell(l, column), *w; (w = cv_next(&p, '|', &len));) {
		char text[256];
		uint32_t bits = 0;
		enum law_onward onward;

		if (*ret_n >= LAW_SCOPE_ALTS || len >= sizeof(text)) {
			law_finding(l, column, "more than %d alternatives", LAW_SCOPE_ALTS);
			return;
		}
		memcpy(text, w, len);
		text[len] = '\0';
		for (const char *q = text, *a; (a = cv_next(&q, '+', &part_len));)
			if (!law_attr_parse(NULL, a, part_len, &bits, &onward))
				law_finding(l, column, "'%.*s' is no attribute", (int)part_len, a);
		alt[(*ret_n)++] = bits;
	}
}

static void build_scopes(struct law_load *l)
{
	static const char *const words[] = { "yes", "open", "no", "framework" };
	struct law_scope_row *s = l->p->scope = rows(l, LAW_SCOPES, sizeof(*s));

	for (size_t i = 0; !l->nomem && i < l->t->n_rows && i < 255; i++, s++) {
		int w;

		l->r = &l->t->row[i];
		w = law_cell_word(l, "otherwise", words, CV_LEN(words));
		*s = (struct law_scope_row){ .row = l->r, .slug = law_cell(l, "scope"), .note = law_cell(l, "note"),
			.otherwise = w < 0 ? LAW_SC_NO : (enum law_otherwise)w };
		read_alternatives(l, "yes", s->yes, &s->n_yes);
		read_alternatives(l, "no", s->no, &s->n_no);
		l->p->n_scopes = i + 1;
	}
}

static int scope_of(struct law_load *l)
{
	const char *slug = law_cell(l, "scope");

	for (size_t i = 0; i < l->p->n_scopes; i++)
		if (cv_streq(l->p->scope[i].slug, slug))
			return (int)i;
	law_finding(l, "scope", "no scope '%s' in scopes.csv", slug);
	return 0;
}

static int by_place(const void *a, const void *b)
{
	const struct law_adequacy_row *x = a, *y = b;

	return x->place != y->place ? (int)x->place - (int)y->place : (x->row > y->row) - (x->row < y->row);
}

static void build_adequacy(struct law_load *l)
{
	struct law_pack *p = l->p;
	struct law_adequacy_row *a = p->adequacy = rows(l, LAW_ADEQUACY, sizeof(*a));

	for (size_t i = 0; !l->nomem && i < l->t->n_rows; i++, a++) {
		const char *status;
		law_mech need;
		int c;

		l->r = &l->t->row[i];
		status = law_cell(l, "legal_status");
		need = law_cell_mech(l, "requires_certification");
		c = law_cell_word(l, "confidence", confidences, CV_LEN(confidences));
		*a = (struct law_adequacy_row){
			.row = l->r,
			.instrument = law_cell(l, "instrument_id"),
			.ended_by = law_cell(l, "ended_by"),
			.place = law_cell_place(l, "destination"),
			.regime = one_regime(l),
			.scope = (uint8_t)scope_of(l),
			.confidence = c < 0 ? LAW_LOW : (enum law_confidence)c,
			.unverified = cv_streq(status, "unverified"),
			.non_binding = cv_streq(status, "non-binding-list"),
			.span = law_cell_span(l, "in_force_from", "in_force_until"),
			.framework = need == LAW_NO_MECH ? -1 : p->mech[need].framework,
		};
		p->n_adequacy = i + 1;
		if (need != LAW_NO_MECH && a->framework < 0)
			law_finding(l, "requires_certification", "'%s' is not in frameworks.csv", p->mech[need].slug);
		if (p->n_scopes > 0 && (p->scope[a->scope].otherwise == LAW_SC_FRAMEWORK) != (need != LAW_NO_MECH))
			law_finding(l, "requires_certification", "scope %s and a required certification go together",
				p->scope[a->scope].slug);
	}
	if (l->nomem)
		return;
	qsort(p->adequacy, p->n_adequacy, sizeof(*p->adequacy), by_place);
	for (size_t i = p->n_adequacy; i-- > 0;) {
		p->adequacy_of[p->adequacy[i].place].first = (uint16_t)i;
		p->adequacy_of[p->adequacy[i].place].n++;
	}
}

static void build_rules(struct law_load *l)
{
	static const char *const whens[] = { "internal", "bridge", "domestic", "same-legal-entity", "data-subject-direct",
		"transit-only", "processor-to-own-controller", "publication" };
	static const char *const yes_no[] = { "no", "yes" };
	struct law_nontransfer_row *n = l->p->rule = rows(l, LAW_NONTRANSFERS, sizeof(*n));

	for (size_t i = 0; !l->nomem && i < l->t->n_rows; i++, n++) {
		int when, settled;

		l->r = &l->t->row[i];
		when = law_cell_word(l, "when", whens, CV_LEN(whens));
		settled = law_cell_word(l, "settled", yes_no, CV_LEN(yes_no));
		*n = (struct law_nontransfer_row){ .row = l->r, .when = when < 0 ? LAW_W_INTERNAL : (enum law_when)when,
			.regime = one_regime(l), .span = law_cell_span(l, "from", "until"), .mech = law_cell_mech(l, "slug"),
			.settled = settled == 1 };
		l->p->n_rules = i + 1;
		if (n->settled && n->mech == LAW_NO_MECH)
			law_finding(l, "slug", "a settled rule needs a slug");
	}
}

static void note_family(struct law_load *l, const char *slug)
{
	struct law_pack *p = l->p;

	for (size_t i = 0; i < p->n_family_slugs; i++)
		if (cv_streq(p->family_slug[i], slug))
			return;
	if (p->n_family_slugs < CV_LEN(p->family_slug))
		p->family_slug[p->n_family_slugs++] = slug;
	else
		law_finding(l, "family", "more than %zu families", CV_LEN(p->family_slug));
}

static void build_families(struct law_load *l)
{
	struct law_family_row *f = l->p->family = rows(l, LAW_FAMILIES, sizeof(*f));

	for (size_t i = 0; !l->nomem && i < l->t->n_rows; i++, f++) {
		size_t len;

		l->r = &l->t->row[i];
		*f = (struct law_family_row){ .row = l->r, .slug = law_cell(l, "family"), .regime = one_regime(l) };
		l->p->n_families = i + 1;
		note_family(l, f->slug);
		for (const char *q = law_cell(l, "slugs"), *w; (w = cv_next(&q, ';', &len));) {
			law_mech m;

			if (!law_mech_parse(l->p, w, len, &m))
				law_finding(l, "slugs", "no mechanism '%.*s' in mechanisms.csv", (int)len, w);
			else if (f->n < CV_LEN(f->mech))
				f->mech[f->n++] = m;
		}
	}
}

static void build_events(struct law_load *l)
{
	struct law_event_row *e = l->p->event = rows(l, LAW_EVENTS, sizeof(*e));

	for (size_t i = 0; !l->nomem && i < l->t->n_rows; i++, e++) {
		l->r = &l->t->row[i];
		law_cell_word(l, "confidence", confidences, CV_LEN(confidences));
		*e = (struct law_event_row){ .row = l->r, .day = law_cell_day(l, "date", CV_DAY_NONE),
			.affects = law_cell(l, "affects"), .flag = law_cell(l, "flag"), .note = law_cell(l, "flag_note"),
			.event = law_cell(l, "event"), .instrument = law_cell(l, "instrument"), .regime = law_cell(l, "regime") };
		l->p->n_events = i + 1;
		if (*e->note == '\0')
			e->note = e->event;
		if (!cv_day_known(e->day))
			law_finding(l, "date", "an event needs its day");
	}
}

static void read_version(struct law_load *l)
{
	const struct law_table *t = l->t = &l->p->table[LAW_PACK];

	l->p->version = "unnamed";
	for (size_t i = 0; i < t->n_rows; i++) {
		l->r = &t->row[i];
		if (cv_streq(law_cell(l, "key"), "version"))
			l->p->version = law_cell(l, "value");
	}
}

static bool spans_meet(struct cv_span a, struct cv_span b)
{
	return a.from.n < b.until.n && b.from.n < a.until.n;
}

/* Two general findings for one destination may not hold on one day; special ones (PNR, frameworks) may stand beside. */
static bool is_general(const struct law_pack *p, const struct law_adequacy_row *a)
{
	return a->framework < 0 && p->n_scopes > 0 && p->scope[a->scope].otherwise != LAW_SC_NO;
}

static void check_adequacy_overlaps(struct law_load *l)
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
				law_finding(l, "in_force_from", "overlaps line %zu: one destination, one regime, two findings on one day",
					a->row->line);
			}
		}
	}
}

static void check_membership_overlaps(struct law_load *l)
{
	const struct law_table *t = l->t = &l->p->table[LAW_MEMBERSHIP];
	struct law_load quiet = *l;
	struct cv_str nowhere = { 0 };

	quiet.report = &nowhere; /* the days were reported when the rows were built */
	for (size_t i = 0; i < t->n_rows; i++) {
		for (size_t j = i + 1; j < t->n_rows; j++) {
			const char *country, *kind;
			struct cv_span a;

			quiet.r = &t->row[i];
			country = law_cell(&quiet, "country");
			kind = law_cell(&quiet, "kind");
			a = law_cell_span(&quiet, "from", "until");
			quiet.r = &t->row[j];
			if (!cv_streq(law_cell(&quiet, "country"), country) || !cv_streq(law_cell(&quiet, "kind"), kind))
				continue;
			if (spans_meet(a, law_cell_span(&quiet, "from", "until"))) {
				l->r = &t->row[j];
				law_finding(l, "from", "overlaps line %zu: the same country and kind on one day", t->row[i].line);
			}
		}
	}
	cv_str_finish(&nowhere);
}

void law_check_overlaps(struct law_load *l)
{
	check_adequacy_overlaps(l);
	check_membership_overlaps(l);
}

void law_build(struct law_load *l)
{
	read_version(l);
	build_regimes(l);
	law_build_mechs(l);
	if (l->nomem)
		return;
	build_frameworks(l);
	law_build_mech_ties(l);
	law_build_places(l);
	build_scopes(l);
	build_adequacy(l);
	build_rules(l);
	build_families(l);
	build_events(l);
}

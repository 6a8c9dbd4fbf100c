/* Typed rows of the smaller tables. */
#include "registry/law/pack.h"

#include <stdlib.h>
#include <string.h>

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
			law_finding(l, "", "more than %d regimes: this program takes no more", LAW_REGIMES_MAX);
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

/* "dpf-eu-us active at the same time" names a framework, "FTC or DoT jurisdiction" none: slugs have small letters. */
static law_mech named_framework(struct law_load *l, const char *column)
{
	const char *text = law_cell(l, column);
	size_t n = strcspn(text, " ");
	law_mech m = LAW_NO_MECH;

	if (!law_mech_parse(l->p, text, n, &m) && memchr(text, '-', n) &&
		strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") >= n)
		law_no_mech(l, column, text, n);
	return m;
}

static void build_frameworks(struct law_load *l)
{
	struct law_framework_row *f = l->p->framework = rows(l, LAW_FRAMEWORKS, sizeof(*f));

	for (size_t i = 0; !l->nomem && i < l->t->n_rows; i++, f++) {
		l->r = &l->t->row[i];
		law_cell_confidence(l);
		*f = (struct law_framework_row){
			.row = l->r,
			.mech = law_cell_mech(l, "slug"),
			.regime = law_cell_regime(l, "regime"),
			.opens = law_cell_day(l, "certification_opens", CV_DAY_NONE),
			.reliance = law_cell_span(l, "reliance_from", "reliance_until"),
			.efta_from = law_cell_day(l, "eea_efta_from", CV_DAY_NONE),
			.carries_over = law_cell_mech(l, "carries_over"),
			.precondition = named_framework(l, "precondition"),
		};
		l->p->n_frameworks = i + 1;
		if (f->mech != LAW_NO_MECH)
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
			law_finding(l, column, "more than %d alternatives, or one too long: write another scope",
				LAW_SCOPE_ALTS);
			return;
		}
		memcpy(text, w, len);
		text[len] = '\0';
		for (const char *q = text, *a; (a = cv_next(&q, '+', &part_len));)
			if (!law_attr_parse(NULL, a, part_len, &bits, &onward))
				law_finding(l, column,
					"'%.*s' is no attribute of an importer: write one such as public-body",
					(int)part_len, a);
		alt[(*ret_n)++] = bits;
	}
}

static void build_scopes(struct law_load *l)
{
	static const char *const words[] = { "yes", "open", "no", "framework" };
	struct law_scope_row *s = l->p->scope = rows(l, LAW_SCOPES, sizeof(*s));

	for (size_t i = 0; !l->nomem && i < l->t->n_rows; i++, s++) {
		int w;

		l->r = &l->t->row[i];
		if (i >= UINT8_MAX) {
			law_finding(l, "", "more than %d scopes: this program takes no more", UINT8_MAX);
			return;
		}
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
	law_finding(l, "scope", "no scope '%s' in scopes.csv: correct it or add its row there", slug);
	return -1;
}

static int by_place(const void *a, const void *b)
{
	const struct law_adequacy_row *x = a, *y = b;

	return x->place != y->place ? (int)x->place - (int)y->place : (x->row > y->row) - (x->row < y->row);
}

static void build_adequacy(struct law_load *l)
{
	static const char *const statuses[] = { "binding", "non-binding-list", "unverified" };
	struct law_pack *p = l->p;
	struct law_adequacy_row *a = p->adequacy = rows(l, LAW_ADEQUACY, sizeof(*a));

	for (size_t i = 0; !l->nomem && i < l->t->n_rows; i++, a++) {
		law_mech need;
		int status, scope;

		l->r = &l->t->row[i];
		status = law_cell_word(l, "legal_status", statuses, CV_LEN(statuses));
		need = law_cell_mech(l, "requires_certification");
		scope = scope_of(l);
		*a = (struct law_adequacy_row){
			.row = l->r,
			.instrument = law_cell(l, "instrument_id"),
			.ended_by = law_cell(l, "ended_by"),
			.place = law_cell_place(l, "destination"),
			.regime = law_cell_regime(l, "regime"),
			.scope = (uint8_t)(scope < 0 ? 0 : scope),
			.confidence = law_cell_confidence(l),
			.unverified = status == 2,
			.non_binding = status == 1,
			.span = law_cell_span(l, "in_force_from", "in_force_until"),
			.framework = need == LAW_NO_MECH ? -1 : p->mech[need].framework,
		};
		p->n_adequacy = i + 1;
		if (scope >= 0 &&
			(p->scope[scope].otherwise == LAW_SC_FRAMEWORK) !=
				(*law_cell(l, "requires_certification") != '\0'))
			law_finding(l, "requires_certification",
				"scope %s and a required certification go together: give both or neither",
				p->scope[scope].slug);
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
		*n = (struct law_nontransfer_row){ .row = l->r,
			.when = when < 0 ? LAW_W_INTERNAL : (enum law_when)when,
			.regime = law_cell_regime(l, "regime"),
			.span = law_cell_span(l, "from", "until"),
			.mech = law_cell_mech(l, "slug"),
			.settled = settled == 1 };
		l->p->n_rules = i + 1;
		if (n->settled && *law_cell(l, "slug") == '\0')
			law_finding(l, "slug",
				"a settled rule needs a slug: name the mechanism, or write no under settled");
		else if (n->settled && n->mech != LAW_NO_MECH &&
			(l->p->mech[n->mech].family != LAW_F_NOT_TRANSFER ||
				!law_in(l->p->mech[n->mech].regimes, n->regime)))
			law_finding(l, "slug",
				"'%s' is no not-a-transfer of this regime in mechanisms.csv: name one that is",
				l->p->mech[n->mech].slug);
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
		law_finding(l, "family", "more than %zu families: this program takes no more", CV_LEN(p->family_slug));
}

static void build_families(struct law_load *l)
{
	struct law_family_row *f = l->p->family = rows(l, LAW_FAMILIES, sizeof(*f));

	for (size_t i = 0; !l->nomem && i < l->t->n_rows; i++, f++) {
		size_t len;

		l->r = &l->t->row[i];
		*f = (struct law_family_row){
			.row = l->r,
			.slug = law_cell(l, "family"),
			.note = law_cell(l, "note"),
			.regime = law_cell_regime(l, "regime"),
		};
		l->p->n_families = i + 1;
		note_family(l, f->slug);
		for (const char *q = law_cell(l, "slugs"), *w; (w = cv_next(&q, ';', &len));) {
			law_mech m;

			if (!law_mech_parse(l->p, w, len, &m))
				law_no_mech(l, "slugs", w, len);
			else if (f->n < CV_LEN(f->mech))
				f->mech[f->n++] = m;
			else
				law_finding(l, "slugs", "more than %zu mechanisms: this program takes no more",
					CV_LEN(f->mech));
		}
	}
}

/* A slug, or the beginning of some slugs and '*'. */
static bool names_mechanism(const struct law_pack *p, const char *s, size_t n)
{
	law_mech m;

	if (n == 0 || s[n - 1] != '*')
		return law_mech_parse(p, s, n, &m);
	for (size_t i = 0; i < p->n_mechs; i++)
		if (strncmp(p->mech[i].slug, s, n - 1) == 0)
			return true;
	return false;
}

/* Only flagged events are kept, and only what such a one names is looked up: the others tell a story. */
static void check_event(struct law_load *l, struct law_event_row *e)
{
	static const char *const flags[] = {
		[LAW_E_NONE] = "", [LAW_E_RISK] = "risk", [LAW_E_ASSESSMENT] = "assessment"
	};
	int flag = law_cell_word(l, "flag", flags, CV_LEN(flags));
	law_place place;
	size_t len;

	law_cell_confidence(l);
	e->flag = flag < 0 ? LAW_E_NONE : (enum law_event_flag)flag;
	if (law_regime_find(l->p, e->regime, strlen(e->regime)) == LAW_NO_REGIME &&
		!law_place_parse(l->p, e->regime, strlen(e->regime), &place))
		law_finding(l, "regime",
			"'%s' is neither a regime of regimes.csv nor a country code: write one of them", e->regime);
	if (e->flag != LAW_E_RISK)
		return;
	for (const char *q = e->affects, *w; (w = cv_next(&q, ';', &len));)
		if (!names_mechanism(l->p, w, len))
			law_no_mech(l, "affects", w, len);
}

static void build_events(struct law_load *l)
{
	struct law_event_row *e = l->p->event = rows(l, LAW_EVENTS, sizeof(*e));

	for (size_t i = 0; !l->nomem && i < l->t->n_rows; i++) {
		l->r = &l->t->row[i];
		*e = (struct law_event_row){ .row = l->r,
			.day = law_cell_day(l, "date", CV_DAY_NONE),
			.affects = law_cell(l, "affects"),
			.note = law_cell(l, "flag_note"),
			.event = law_cell(l, "event"),
			.instrument = law_cell_said(l, "instrument"),
			.regime = law_cell(l, "regime") };
		if (*e->note == '\0')
			e->note = e->event;
		check_event(l, e);
		if (e->flag != LAW_E_NONE)
			e = &l->p->event[++l->p->n_events];
	}
}

static void read_version(struct law_load *l)
{
	const struct law_table *t = l->t = &l->p->table[LAW_PACK];

	for (size_t i = 0; i < t->n_rows; i++) {
		l->r = &t->row[i];
		if (cv_streq(law_cell(l, "key"), "version"))
			l->p->version = law_cell(l, "value");
	}
	l->r = NULL;
	if (l->p->version == NULL)
		law_finding(l, "key",
			"no row has the key version: add one, so that an answer can say which law it rests on");
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

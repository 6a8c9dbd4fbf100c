/* Mechanisms: the rows of mechanisms.csv, typed, and how they hang together. */
#include "registry/law/pack.h"

#include <stdlib.h>
#include <string.h>

static const char *const families[] = { "not-a-transfer", "adequacy", "appropriate-safeguard", "derogation", "onward",
	"claim" };
static const char *const parties[] = { "any", "c2c", "c2p", "p2p", "p2c", "group", "group-processor", "public-bodies",
	"as-original", "by-module" };
static const char *const statuses[] = { "in-force", "expired", "closed-to-new", "contested", "none-approved",
	"approved-not-operational", "planned", "not-a-mechanism" };
static const char *const grounds[] = { "", "consent", "contract", "contract-in-interest", "public-interest",
	"vital-interests", "public-register", "legal-claims", "compelling-interests", "made-public", "several" };
static const char *const authorities[] = { "", "no", "yes" };

static uint32_t hash(const char *s, size_t n)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)s[i]) * 16777619u;
	return h;
}

bool law_mech_parse(const struct law_pack *p, const char *s, size_t n, law_mech *ret)
{
	if (p->n_slots == 0)
		return false;
	for (size_t i = hash(s, n) & (p->n_slots - 1);; i = (i + 1) & (p->n_slots - 1)) {
		uint16_t m = p->mech_slot[i];

		if (m == 0)
			return false;
		if (strlen(p->mech[m - 1].slug) == n && memcmp(p->mech[m - 1].slug, s, n) == 0) {
			*ret = (law_mech)(m - 1);
			return true;
		}
	}
}

static void index_slug(struct law_pack *p, law_mech m)
{
	const char *slug = p->mech[m].slug;
	size_t i;

	for (i = hash(slug, strlen(slug)) & (p->n_slots - 1); p->mech_slot[i]; i = (i + 1) & (p->n_slots - 1))
		;
	p->mech_slot[i] = (uint16_t)(m + 1);
}

static void read_permits(struct law_load *l, struct law_mech_row *m)
{
	size_t len;

	m->permit_until = law_cell_day(l, "permit_until", CV_DAY_NONE);
	for (const char *p = law_cell(l, "permit_countries"), *w; (w = cv_next(&p, ';', &len));) {
		law_place place;

		if (!law_place_parse(l->p, w, len, &place))
			law_finding(l, "permit_countries",
				"'%.*s' is no country code: give ISO 3166-1 codes joined by ;", (int)len, w);
		else if (m->n_permits < CV_LEN(m->permit))
			m->permit[m->n_permits++] = place;
		else
			law_finding(l, "permit_countries", "more than %zu countries: this program takes no more",
				CV_LEN(m->permit));
	}
	if ((m->n_permits > 0) != cv_day_known(m->permit_until))
		law_finding(l, "permit_until", "goes together with permit_countries: give both or neither");
}

/* The first word of needs_authorisation decides: law 3.4. */
static enum law_permission permission(const char *text)
{
	if (cv_starts(text, "yes"))
		return LAW_APPROVAL;
	return cv_starts(text, "notify") ? LAW_NOTIFY : LAW_FREE;
}

static void read_mech(struct law_load *l, struct law_mech_row *m)
{
	int family = law_cell_word(l, "family", families, CV_LEN(families));
	int who = law_cell_word(l, "parties", parties, CV_LEN(parties));
	int status = law_cell_word(l, "status", statuses, CV_LEN(statuses));
	int ground = law_cell_word(l, "ground", grounds, CV_LEN(grounds));
	int authority = law_cell_word(l, "public_authority", authorities, CV_LEN(authorities));

	*m = (struct law_mech_row){
		.row = l->r,
		.slug = law_cell(l, "slug"),
		.name = law_cell(l, "name"),
		.article = law_cell_said(l, "article"),
		.instrument = law_cell_said(l, "instrument"),
		.ground = law_cell(l, "ground"),
		.regimes = law_cell_regimes(l, "regime"),
		.family = family < 0 ? LAW_F_CLAIM : (enum law_family_kind)family,
		.parties = who < 0 ? LAW_P_ANY : (enum law_parties)who,
		.status = status < 0 ? LAW_S_NOT_A_MECHANISM : (enum law_status)status,
		.confidence = law_cell_confidence(l),
		.permission = permission(law_cell(l, "needs_authorisation")),
		.fresh = law_cell_span(l, "valid_for_new_contracts_from", "valid_for_new_contracts_until"),
		.alive_until = law_cell_day(l, "valid_for_existing_until", CV_DAY_EVER),
		.tia_from = law_cell_day(l, "needs_tia_from", CV_DAY_EVER),
		.contested_from = law_cell_day(l, "contested_from", CV_DAY_EVER),
		.not_for_authority = authority == 1,
		.consent = ground == 1,
		.framework = -1,
	};
	read_permits(l, m);
	if (m->alive_until.n < m->fresh.until.n)
		law_finding(
			l, "valid_for_existing_until", "lies before the end for new contracts: correct one of them");
	if (m->contested_from.n >= m->alive_until.n && m->contested_from.n != CV_DAY_EVER.n)
		law_finding(l, "contested_from", "lies after the end of the mechanism: correct one of them");
	for (size_t i = 0; i < LAW_REGIMES_MAX; i++)
		m->carrier[i] = LAW_NO_MECH;
}

void law_build_mechs(struct law_load *l)
{
	struct law_pack *p = l->p;
	const struct law_table *t = &p->table[LAW_MECHANISMS];

	l->t = t;
	for (p->n_slots = 64; p->n_slots < 4 * t->n_rows;)
		p->n_slots *= 2;
	p->mech = cv_arena_alloc(&p->arena, (t->n_rows + 1) * sizeof(*p->mech));
	p->mech_slot = cv_arena_alloc(&p->arena, p->n_slots * sizeof(*p->mech_slot));
	if (p->mech == NULL || p->mech_slot == NULL) {
		l->nomem = true;
		return;
	}
	for (size_t i = 0; i < t->n_rows; i++) {
		l->r = &t->row[i];
		if (i >= LAW_MECHS_MAX) {
			law_finding(l, "", "more than %d mechanisms: this program takes no more", LAW_MECHS_MAX);
			return;
		}
		read_mech(l, &p->mech[i]);
		p->n_mechs = i + 1;
		index_slug(p, (law_mech)i);
	}
}

/* ---- ties between mechanisms, found in the data ---- */

/* "2004/915/EC (amending 2001/497/EC)" is the instrument 2004/915/EC. */
static bool names_instrument(const char *text, const char *instrument)
{
	size_t len = strcspn(instrument, ";,");
	const char *bracket = strstr(instrument, " (");

	if (bracket && bracket != instrument && (size_t)(bracket - instrument) < len)
		len = (size_t)(bracket - instrument);
	if (len < 4)
		return false;
	for (const char *p = text; *p; p++)
		if (strncmp(p, instrument, len) == 0)
			return true;
	return false;
}

static law_regime first_regime(uint32_t bits)
{
	law_regime r = 0;

	while (!(bits >> r & 1))
		r++;
	return r;
}

/* A module of a set is one of several safeguards with the same instrument, its slug ending in -m1 to -m4. */
static uint16_t module_of(const struct law_pack *p, const struct law_mech_row *m)
{
	size_t len = strlen(m->slug);
	const char *end = m->slug + (len > 3 ? len - 3 : 0);
	size_t twins = 0;

	if (m->family != LAW_F_SAFEGUARD || end[0] != '-' || end[1] != 'm' || end[2] < '1' || end[2] > '4')
		return 0;
	for (size_t i = 0; i < p->n_mechs; i++)
		twins += cv_streq(p->mech[i].instrument, m->instrument);
	return (uint16_t)(twins > 1 ? LAW_T_M1 << (end[2] - '1') : 0);
}

static void tie_carried(struct law_pack *p, law_mech c)
{
	struct law_mech_row *carrier = &p->mech[c];
	law_regime r = first_regime(carrier->regimes);

	carrier->carried_from = CV_DAY_EVER;
	for (size_t i = 0; i < p->n_mechs; i++) {
		struct law_mech_row *m = &p->mech[i];

		if (m->parties == LAW_P_AS_ORIGINAL || m->parties == LAW_P_BY_MODULE)
			continue; /* another regime's carrier is no set that anybody signs */
		if (m->family != LAW_F_SAFEGUARD || law_in(m->regimes, r) || !names_instrument(carrier->instrument, m->instrument))
			continue;
		m->carrier[r] = c;
		if (m->fresh.from.n < carrier->carried_from.n)
			carrier->carried_from = m->fresh.from;
	}
}

static void never_offer(struct law_load *l)
{
	size_t n;

	for (const char *q = law_cell(l, "not_offered"), *w; (w = cv_next(&q, ';', &n));) {
		law_mech m;

		if (law_mech_parse(l->p, w, n, &m))
			l->p->mech[m].not_offered = true;
		else
			law_no_mech(l, "not_offered", w, n);
	}
}

void law_build_mech_ties(struct law_load *l)
{
	struct law_pack *p = l->p;

	for (size_t i = 0; i < p->n_mechs; i++) {
		struct law_mech_row *m = &p->mech[i];

		if (m->parties == LAW_P_AS_ORIGINAL || m->parties == LAW_P_BY_MODULE)
			tie_carried(p, (law_mech)i);
		m->module = module_of(p, m);
		m->takes_modules = false;
		m->general = m->family == LAW_F_ADEQUACY && cv_streq(m->instrument, "see adequacy.csv");
		for (law_regime r = 0; m->general && r < p->n_regimes; r++)
			if (law_in(m->regimes, r) && p->regime[r].n_general < CV_LEN(p->regime[r].general))
				p->regime[r].general[p->regime[r].n_general++] = (law_mech)i;
	}
	l->t = &p->table[LAW_REGIMES];
	for (law_regime r = 0; r < p->n_regimes; r++) {
		law_mech addendum;

		l->r = p->regime[r].row;
		addendum = law_cell_mech(l, "addendum");
		if (addendum != LAW_NO_MECH)
			p->mech[addendum].takes_modules = true;
		never_offer(l);
	}
}

const char *law_mech_slug(const struct law_pack *p, law_mech m)
{
	return m == LAW_NO_MECH ? "none" : p->mech[m].slug;
}

const char *law_mech_name(const struct law_pack *p, law_mech m)
{
	return m == LAW_NO_MECH ? "no mechanism" : p->mech[m].name;
}

bool law_mech_is_framework(const struct law_pack *p, law_mech m)
{
	return m != LAW_NO_MECH && p->mech[m].framework >= 0;
}

bool law_mech_is_derogation(const struct law_pack *p, law_mech m)
{
	return m != LAW_NO_MECH && p->mech[m].family == LAW_F_DEROGATION;
}

bool law_mech_is_onward(const struct law_pack *p, law_mech m)
{
	return m != LAW_NO_MECH && p->mech[m].family == LAW_F_ONWARD;
}

/* Law 6: from a framework, from the modular set (or what stands on it), from adequacy, or from anything else. */
enum law_onward law_onward_of(const struct law_pack *p, law_mech m)
{
	const struct law_mech_row *row;

	if (m == LAW_NO_MECH)
		return LAW_ONWARD_OTHER;
	row = &p->mech[m];
	if (row->framework >= 0)
		return LAW_ONWARD_FRAMEWORK;
	if (row->general)
		return LAW_ONWARD_ADEQUACY;
	return row->module || row->takes_modules || row->parties == LAW_P_BY_MODULE ? LAW_ONWARD_SCC : LAW_ONWARD_OTHER;
}

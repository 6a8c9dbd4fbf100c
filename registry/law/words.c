/* The fixed words: roles, kinds, attributes, outcomes, reasons. */
#include "registry/law/pack.h"

#include "registry/law/reasons.h"

#include <string.h>

static const char *const outcomes[] = { "no-transfer", "covered", "needs-review", "not-covered" };
static const char *const verdicts[] = { "no", "open", "yes" };
static const char *const roles[] = { "controller", "processor" };
static const char *const kinds[] = { "affiliate", "service-provider", "advisor", "partner", "authority" };
static const char *const datas[] = { "any", "hr", "non-hr" };
static const char *const attrs[] = {
#define X(id, word) word,
	LAW_IMPORTER_ATTRS(X)
#undef X
};
static const struct {
	const char *name;
	enum law_verdict whose;
	const char *meaning;
} reasons[LAW_REASON_COUNT] = {
#define X(id, whose) [LAW_R_##id] = { #id, LAW_##whose, LAW_MEANING_##id },
	LAW_REASONS(X)
#undef X
};

const char *law_reason_name(enum law_reason r)
{
	return reasons[r].name;
}

const char *law_reason_meaning(enum law_reason r)
{
	return reasons[r].meaning;
}

enum law_verdict law_reason_whose(enum law_reason r)
{
	return reasons[r].whose;
}

const char *law_outcome_name(enum law_outcome o)
{
	return outcomes[o];
}

const char *law_verdict_name(enum law_verdict v)
{
	return verdicts[v];
}

const char *law_role_name(enum law_role r)
{
	return roles[r];
}

const char *law_kind_name(enum law_kind k)
{
	return kinds[k];
}

const char *law_data_name(enum law_data d)
{
	return datas[d];
}

const char *law_attr_name(enum law_attr_bit bit)
{
	return attrs[bit];
}

static bool is(const char *word, const char *s, size_t n)
{
	return strlen(word) == n && memcmp(word, s, n) == 0;
}

static int find(const char *const *words, size_t count, const char *s, size_t n)
{
	for (size_t i = 0; i < count; i++)
		if (is(words[i], s, n))
			return (int)i;
	return -1;
}

bool law_role_parse(const char *s, size_t n, enum law_role *ret)
{
	int i = find(roles, CV_LEN(roles), s, n);

	if (is("joint-controller", s, n))
		i = LAW_CONTROLLER;
	else if (is("sub-processor", s, n))
		i = LAW_PROCESSOR;
	if (i < 0)
		return false;
	*ret = (enum law_role)i;
	return true;
}

bool law_kind_parse(const char *s, size_t n, enum law_kind *ret)
{
	int i = find(kinds, CV_LEN(kinds), s, n);

	if (i < 0)
		return false;
	*ret = (enum law_kind)i;
	return true;
}

bool law_data_parse(const char *s, size_t n, enum law_data *ret)
{
	int i = find(datas, CV_LEN(datas), s, n);

	if (i < 0)
		return false;
	*ret = (enum law_data)i;
	return true;
}

/* What stands behind "onward-from:" (law 6); any word is allowed, an unknown one is "anything else". */
static enum law_onward onward_from(const struct law_pack *p, const char *s, size_t n)
{
	law_mech m;

	if (is("adequacy", s, n))
		return LAW_ONWARD_ADEQUACY;
	if (p && law_mech_parse(p, s, n, &m) && p->mech[m].framework >= 0)
		return LAW_ONWARD_FRAMEWORK;
	for (size_t i = 0; p && i < p->n_mechs; i++) { /* a set by its common stem: scc-2021 for scc-2021-m1 to -m4 */
		const char *slug = p->mech[i].slug;

		if (p->mech[i].module && strlen(slug) == n + 3 && memcmp(slug, s, n) == 0)
			return LAW_ONWARD_SCC;
	}
	return LAW_ONWARD_OTHER;
}

bool law_attr_parse(const struct law_pack *p, const char *s, size_t n, uint32_t *bits, enum law_onward *onward)
{
	static const char prefix[] = "onward-from:";
	int i = find(attrs, CV_LEN(attrs), s, n);

	if (i >= 0) {
		*bits |= UINT32_C(1) << i;
		return true;
	}
	if (p == NULL || n <= sizeof(prefix) - 1 || memcmp(s, prefix, sizeof(prefix) - 1) != 0)
		return false;
	if (*onward == LAW_ONWARD_NONE)
		*onward = onward_from(p, s + sizeof(prefix) - 1, n - (sizeof(prefix) - 1));
	return true;
}

bool law_exporter_attr_parse(const char *s, size_t n, uint8_t *bits)
{
	if (is("gdpr-art3-2", s, n))
		*bits |= LAW_X_ART3_2;
	else if (is("public-authority", s, n))
		*bits |= LAW_X_PUBLIC_AUTHORITY;
	else
		return false;
	return true;
}

bool law_family_parse(const struct law_pack *p, const char *s, size_t n, uint16_t *ret)
{
	int i = find(p->family_slug, p->n_family_slugs, s, n);

	if (i < 0)
		return false;
	*ret = (uint16_t)i;
	return true;
}

const char *law_family_slug(const struct law_pack *p, uint16_t family)
{
	return p->family_slug[family];
}

law_regime law_regime_find(const struct law_pack *p, const char *s, size_t n)
{
	for (law_regime r = 0; r < p->n_regimes; r++)
		if (is(p->regime[r].name, s, n))
			return r;
	return LAW_NO_REGIME;
}

const char *law_regime_name(const struct law_pack *p, law_regime r)
{
	return r == LAW_NO_REGIME ? "" : p->regime[r].name;
}

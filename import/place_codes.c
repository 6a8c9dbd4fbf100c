/* Codes of two letters beside towns and countries: "Boston, MA", "Milano (MI)", "Toronto, CA", "US (CA, VA)". */
#include "import/place.h"

#include "registry/core/country.h"

#include <stdlib.h>
#include <string.h>

bool imp_same_code(const char *a, const char *b)
{
	return a[0] == b[0] && a[1] == b[1];
}

static int code_cmp(const void *key, const void *row)
{
	return memcmp(key, row, 5);
}

bool imp_subdivision(const char *country, const char *letters)
{
	char code[6] = { country[0], country[1], '-', letters[0], letters[1], '\0' };

	return bsearch(code, imp_subdivisions, imp_n_subdivisions, sizeof(*imp_subdivisions), code_cmp) != NULL;
}

/* ---- the countries of a name ---- */

static const char *next_code(const char *p)
{
	p += strcspn(p, " ");
	return *p ? p + 1 : NULL;
}

static const char *first_code(const char *codes)
{
	if (codes[0] == '?')
		return codes + 2;
	return codes[0] ? codes : NULL;
}

bool imp_codes_country(const char *codes, const char *country)
{
	for (const char *p = first_code(codes); p; p = next_code(p))
		if (imp_same_code(p, country))
			return true;
	return false;
}

const char *imp_codes_only(const char *codes)
{
	const char *only = first_code(codes);

	for (const char *p = only; p; p = next_code(p))
		if (!imp_same_code(p, only))
			return "";
	return only ? only : "";
}

const char *imp_codes_subdivision(const char *codes, const char *letters, bool named)
{
	const char *found = "";

	for (const char *p = first_code(codes); p; p = next_code(p)) {
		bool fits = p[2] == '-' ? named && imp_same_code(p + 3, letters)
					: !named && imp_subdivision(p, letters);

		if (fits && found[0] && !imp_same_code(found, p))
			return "";
		if (fits)
			found = p;
	}
	return found;
}

/* ---- neighbours ---- */

char imp_found_parted(const struct imp_cell *c, size_t i)
{
	const struct imp_found *f = &c->found[i], *before = f - (i > 0);
	int segments;

	if (i == 0)
		return 0;
	segments = f->segment - c->w.word[before->end - 1].segment;
	return segments == 0 ? ' ' : segments == 1 ? c->w.segment[f->segment].parts : 0;
}

bool imp_found_attached(const struct imp_cell *c, size_t i)
{
	char parted = imp_found_parted(c, i);

	if (parted == ',' && i + 1 < c->n && imp_found_parted(c, i + 1) == ':') /* "EU: Frankfurt, US: Virginia" */
		return false;
	return parted && strchr(" ,(-:/", parted);
}

/* ---- a code and what stands before it ---- */

static bool number_behind(const struct imp_words *w, const struct imp_found *f)
{
	size_t i = f->end;

	return i < w->n && w->word[i].segment == f->segment && w->word[i].number && strlen(w->word[i].folded) >= 5;
}

static void settle(struct imp_found *f, enum imp_found_kind kind, const char *country)
{
	f->kind = kind;
	memcpy(f->code, country, 2);
}

/* Town or state, then a code: the country of the place, or a subdivision of a country that has such a place. */
static bool settle_behind_place(struct imp_found *place, struct imp_found *f, char parted)
{
	const char *named = imp_codes_subdivision(place->codes, f->own, true);
	const char *other = imp_codes_subdivision(place->codes, f->own, false);
	bool country = imp_codes_country(place->codes, f->own), state = imp_subdivision("US", f->own);

	if (country && (named[0] || other[0])) { /* "Ontario, CA" */
		place->dropped = f->dropped = true;
	} else if (country) {
		settle(f, IMP_F_COUNTRY, f->own);
		memcpy(place->code, f->own, 2);
	} else if (named[0] || other[0]) {
		settle(f, IMP_F_STATE, named[0] ? named : other);
		memcpy(place->code, f->code, 2);
	} else if (state && !cv_country_code(f->own, 2)) { /* "Prague, OK" */
		settle(f, IMP_F_STATE, "US");
		place->dropped = true;
	} else if (parted == '/') {
		return false; /* a list */
	} else {
		place->dropped = state;
		f->dropped = true;
	}
	return true;
}

/* A country written out, then a code: the same, or a subdivision, which may be meant; "Lebanon, NH" is a town. */
static bool settle_behind_country(struct imp_found *country, struct imp_found *f, char parted)
{
	bool namesake = strchr(country->codes, ' ') && imp_codes_country(country->codes, "US") &&
		imp_subdivision("US", f->own);

	if (imp_same_code(country->code, f->own)) {
		settle(f, IMP_F_COUNTRY, f->own);
	} else if (country->code[0] == '\0' && imp_codes_country(country->codes, f->own)) { /* "Georgia (GE)" */
		settle(f, IMP_F_COUNTRY, f->own);
		memcpy(country->code, f->own, 2);
	} else if (namesake && strchr(", ", parted)) {
		country->dropped = true;
		settle(f, IMP_F_STATE, "US");
		f->dropped = cv_country_code(f->own, 2) && !imp_codes_subdivision(country->codes, f->own, true)[0];
	} else if (parted == ' ' && imp_subdivision(country->code, f->own)) { /* "DE-BE" */
		f->dropped = true;
	} else {
		return false;
	}
	return true;
}

static bool settle_behind(struct imp_cell *c, size_t i)
{
	struct imp_found *f = &c->found[i], *before = &c->found[i - (i > 0)];
	char parted = imp_found_parted(c, i);

	if (!imp_found_attached(c, i) || before->dropped)
		return false;
	if (before->kind == IMP_F_STATE && before->own[0]) { /* "Toronto, ON, CA" */
		if (imp_same_code(before->code, f->own))
			settle(f, IMP_F_COUNTRY, f->own);
		return f->kind == IMP_F_COUNTRY;
	}
	if (before->kind == IMP_F_TOWN || before->kind == IMP_F_STATE)
		return settle_behind_place(before, f, parted);
	if (before->kind == IMP_F_COUNTRY)
		return settle_behind_country(before, f, parted);
	if (before->kind == IMP_F_CODE && parted == ' ' && c->w.word[f->first].hyphen &&
		imp_subdivision(before->own, f->own)) {
		settle(before, IMP_F_COUNTRY, before->own);
		f->dropped = true;
		return true;
	}
	return false;
}

/* "DE (Frankfurt)", "CA - San Francisco" */
static bool settle_ahead(struct imp_cell *c, size_t i)
{
	struct imp_found *f = &c->found[i], *place = f + 1;
	const char *named;

	if (i + 1 == c->n || !imp_found_attached(c, i + 1) || (place->kind != IMP_F_TOWN && place->kind != IMP_F_STATE))
		return false;
	named = imp_codes_subdivision(place->codes, f->own, true);
	if (named[0] == '\0' && !imp_codes_country(place->codes, f->own))
		named = imp_codes_subdivision(place->codes, f->own, false);
	if (named[0]) {
		settle(f, IMP_F_STATE, named);
		memcpy(place->code, named, 2);
		return true;
	}
	if (!imp_codes_country(place->codes, f->own))
		return false;
	settle(f, IMP_F_COUNTRY, f->own);
	memcpy(place->code, f->own, 2);
	return true;
}

void imp_place_settle_codes(struct imp_cell *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct imp_found *f = &c->found[i];

		if (f->kind != IMP_F_CODE)
			continue;
		if (f->own[0] == '\0') { /* "Dublin, IRL" */
			if (i > 0 && imp_found_attached(c, i) && imp_codes_country(f[-1].codes, f->code))
				f->kind = IMP_F_COUNTRY;
			continue;
		}
		if (i + 1 < c->n && imp_found_parted(c, i + 1) == ':' &&
			settle_ahead(c, i)) /* "NL: Amsterdam, DE: Frankfurt" */
			continue;
		if (settle_behind(c, i) || settle_ahead(c, i))
			continue;
		if (number_behind(&c->w, f) && imp_subdivision("US", f->own)) /* "CA 95014" */
			settle(f, IMP_F_STATE, "US");
	}
}

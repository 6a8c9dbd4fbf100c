/* What is known among the words of a location cell. A name counts where it is written as a name and not as a part of another one. */
#include "import/place.h"

#include "registry/core/country.h"

#include <stdlib.h>
#include <string.h>

static int known_cmp(const void *key, const void *row)
{
	return strcmp(key, ((const struct imp_known_place *)row)->folded);
}

static const struct imp_known_place *known(const char *folded)
{
	return bsearch(folded, imp_known_places, imp_n_known_places, sizeof(*imp_known_places), known_cmp);
}

/* "Ireland1": the number of a note. */
static void drop_note(char *phrase)
{
	size_t len = strlen(phrase), letters = len;

	while (letters > 0 && phrase[letters - 1] >= '0' && phrase[letters - 1] <= '9')
		letters--;
	if (letters > 4 && len - letters <= 2 && phrase[letters - 1] != ' ')
		phrase[letters] = '\0';
}

/* As known(), for the words [i, i + k): "St." is "Saint", and a zone of a cloud region ("1a", "-b") is the region. */
static const struct imp_known_place *known_phrase(const struct imp_words *w, size_t i, size_t k)
{
	char phrase[IMP_PHRASE_WORDS * IMP_WORD_MAX + 8];
	const struct imp_known_place *p;
	size_t len;

	if (!imp_words_phrase(w, i, k, phrase))
		return NULL;
	p = known(phrase);
	len = strlen(phrase);
	if (!p && cv_starts(phrase, "st ")) {
		memmove(phrase + 5, phrase + 2, len - 1);
		memcpy(phrase, "saint", 5);
		p = known(phrase);
	} else if (!p && k > 1 && phrase[len - 1] >= 'a' && phrase[len - 1] <= 'f' && phrase[len - 2] >= '1' &&
		phrase[len - 2] <= '9') {
		phrase[len - 1] = '\0';
		p = known(phrase);
		p = p && p->kind == IMP_PLACE_cloud ? p : NULL;
	} else if (!p) {
		drop_note(phrase);
		p = strlen(phrase) < len ? known(phrase) : NULL;
		p = p && p->kind == IMP_PLACE_country ? p : NULL;
	}
	return p;
}

/* ---- where a phrase may run ---- */

/*
 * Phrases stay in their segment. Names of countries may hold an "and" or a comma ("Bosnia and Herzegovina", "Korea, Republic of",
 * "Virgin Islands (U.S.)"); behind a comma or a bracket nothing of weight may follow.
 */
static bool crosses(const struct imp_words *w, size_t i, size_t k, bool *ret_allowed)
{
	const struct imp_word *last = &w->word[i + k - 1];
	bool crossing = false, marks = false;

	*ret_allowed = !w->word[i].joins && !last->joins;
	for (size_t n = i + 1; n < i + k; n++) {
		if (w->word[n].joins) {
			crossing = true;
		} else if (w->word[n].segment != w->word[i].segment) {
			char parts = w->segment[w->word[n].segment].parts;

			crossing = true;
			marks |= !strchr("&+", parts) && w->word[n].segment != w->word[n - 1].segment;
			*ret_allowed &= strchr(",()-&+", parts) != NULL;
		}
	}
	for (size_t n = i + k; marks && n < w->n && w->word[n].segment == last->segment; n++)
		*ret_allowed &= imp_word_neutral(&w->word[n]);
	return crossing;
}

/* Only words that change nothing beside [i, i + k) in its segment. */
static bool alone(const struct imp_words *w, size_t i, size_t k)
{
	const struct imp_segment *s = &w->segment[w->word[i].segment];
	bool code = k == 1 && w->word[i].two;

	for (size_t n = s->first; n < s->end; n++)
		if ((n < i || n >= i + k) && !imp_word_neutral(&w->word[n]) && !(code && w->word[n].two))
			return false;
	return true;
}

static bool in_segment(const struct imp_words *w, size_t i, int segment)
{
	return i < w->n && w->word[i].segment == segment && !w->word[i].joins;
}

/*
 * A word with a capital that nothing is known of, or no more than that some town far from the place beside it is called so: a part of
 * somebody's name.
 */
static bool unknown_name(const struct imp_words *w, size_t i, bool capitals, const char *beside)
{
	const unsigned of_names = IMP_R_spoils | IMP_R_tail;
	const struct imp_word *v = &w->word[i];

	if (v->known || !v->capital || (v->roles & ~of_names) != 0 || v->number || (v->upper && !capitals) ||
		v->folded[1] == '\0')
		return false;
	for (size_t k = 1; k <= IMP_PHRASE_WORDS && i + k <= w->n; k++) {
		const struct imp_known_place *p = known_phrase(w, i, k);

		if (p && !(p->codes[0] == '?' && beside && !imp_codes_country(p->codes, beside)))
			return false;
	}
	return true;
}

/* "New Jersey", "Bank of Ireland", "Franco-German": the words before make it a part of another name. */
static bool spoiled_before(const struct imp_words *w, size_t i)
{
	int segment = w->word[i].segment;
	size_t p = i;

	if (p == 0 || !in_segment(w, --p, segment))
		return false;
	if (w->word[p].roles & IMP_R_spoils || (w->word[i].hyphen && unknown_name(w, p, false, NULL)))
		return true;
	if ((w->word[p].roles & (IMP_R_link | IMP_R_of)) == IMP_R_link && p > 0 && in_segment(w, p - 1, segment))
		p--;
	if (!(w->word[p].roles & IMP_R_of) || p == 0 || !in_segment(w, p - 1, segment))
		return false;
	return w->word[p - 1].roles & IMP_R_spoils || unknown_name(w, p - 1, true, NULL);
}

/* "Texas Instruments", "Jordan & Sons", "Jordan, Inc.": the words behind do. */
static bool spoiled_behind(const struct imp_words *w, size_t i, size_t k, const char *codes)
{
	const struct imp_word *v = &w->word[i];
	int segment = w->word[i + k - 1].segment;
	const struct imp_segment *next = &w->segment[segment + 1];
	size_t j = i + k;
	bool first = w->segment[v->segment].first == i, long_capitals = v->upper && strlen(v->folded) > 3;

	if (in_segment(w, j, segment)) {
		if (w->word[j].roles & IMP_R_form && first && !w->word[j].two &&
			(w->word[j].capital || strlen(w->word[j].folded) > 2)) /* not "as", "se" */
			return true;
		if (w->word[j].hyphen && v->upper && !long_capitals)
			return false;
		while (in_segment(w, j + 1, segment) && w->word[j].capital && !w->word[j].upper &&
			w->word[j].roles & IMP_R_setting)
			j++; /* "Ohio State University" */
		return unknown_name(w, j, long_capitals, codes) ||
			(j > i + k && w->word[j].capital && w->word[j].roles & IMP_R_spoils);
	}
	if (!first || segment + 1 >= w->segments)
		return false;
	if (w->word[next->first].roles & IMP_R_tail && strchr("&+", next->parts))
		return true;
	if (next->parts == '&' && unknown_name(w, next->first, long_capitals, NULL))
		return true;
	return next->parts == ',' && next->end == next->first + 1 && w->word[next->first].roles & IMP_R_form &&
		!w->word[next->first].two;
}

/* "Marks & Jersey" */
static bool spoiled(const struct imp_words *w, size_t i, size_t k, const char *codes)
{
	const struct imp_segment *s = &w->segment[w->word[i].segment];

	if (s->first == i && s->parts == '&' && w->word[i].segment > 0 && unknown_name(w, s[-1].end - 1, false, NULL))
		return true;
	return spoiled_before(w, i) || spoiled_behind(w, i, k, codes);
}

/* ---- what may be read ---- */

static bool all_upper(const struct imp_words *w, size_t i, size_t k)
{
	for (size_t n = i; n < i + k; n++)
		if (!w->word[n].upper && !w->word[n].number)
			return false;
	return true;
}

static bool has_role(const struct imp_words *w, unsigned role)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->word[i].roles & role)
			return true;
	return false;
}

static bool site_near(const struct imp_words *w, size_t i, size_t k)
{
	for (size_t n = i > 3 ? i - 3 : 0; n < i + k + 3; n++)
		if (in_segment(w, n, w->word[i].segment) && (n < i || n >= i + k) && w->word[n].roles & IMP_R_site)
			return true;
	return false;
}

/* A name: with a capital, long enough to be no chance, not a part of another. Small ones wait for the rest of the cell. */
static bool name_allowed(const struct imp_words *w, size_t i, size_t k, enum imp_place_kind kind, struct imp_found *f)
{
	f->small = true;
	for (size_t n = i; n < i + k; n++)
		f->small &= !w->word[n].capital; /* "the Netherlands" */
	if (f->small && (!f->alone || (k == 1 && strlen(w->word[i].folded) < 4)))
		return false;
	if (!f->alone && k == 1 && strlen(w->word[i].folded) < 4 && (unsigned char)w->word[i].folded[0] < 0x80)
		return false;
	if (strchr(f->codes, ' ') || kind == IMP_PLACE_town || kind == IMP_PLACE_weak)
		if (i > 0 && in_segment(w, i - 1, f->segment) && w->word[i - 1].capital &&
			w->word[i - 1].roles & IMP_R_direction)
			return false;
	return !spoiled(w, i, k, f->codes);
}

/* "en-US" */
static bool is_locale(const struct imp_words *w, size_t i)
{
	const struct imp_word *before = &w->word[i - (i > 0)];

	return w->word[i].hyphen && i > 0 && !before->capital && strlen(before->folded) == 2;
}

static bool abbreviation_allowed(const struct imp_words *w, size_t i, size_t k, struct imp_found *f)
{
	f->abbreviation = true;
	if (is_locale(w, i))
		return false;
	if (all_upper(w, i, k))
		return !spoiled(w, i, k, f->codes);
	f->small = true; /* "Usa" */
	return f->alone && k == 1 && strlen(w->word[i].folded) == 3 && imp_same_code(f->codes, "US");
}

static bool region_allowed(const struct imp_words *w, size_t i, size_t k)
{
	size_t len = strlen(w->word[i].folded);

	return k > 1 || len > 4 || all_upper(w, i, k) || (len == 4 && w->word[i].capital);
}

static bool allowed(const struct imp_words *w, size_t i, size_t k, const struct imp_known_place *p, struct imp_found *f)
{
	switch (p->kind) {
	case IMP_PLACE_country:
	case IMP_PLACE_town:
	case IMP_PLACE_state: return name_allowed(w, i, k, p->kind, f);
	case IMP_PLACE_weak: return f->alone && name_allowed(w, i, k, p->kind, f);
	case IMP_PLACE_abbr: return abbreviation_allowed(w, i, k, f);
	case IMP_PLACE_entry:
		f->abbreviation = true;
		return f->alone && all_upper(w, i, k) && !spoiled(w, i, k, f->codes);
	case IMP_PLACE_region: return region_allowed(w, i, k);
	case IMP_PLACE_region_entry: return f->alone && all_upper(w, i, k);
	case IMP_PLACE_cloud:
	case IMP_PLACE_named: return !has_role(w, IMP_R_otherclouds);
	case IMP_PLACE_azure: return has_role(w, IMP_R_azure);
	case IMP_PLACE_adjective: return w->word[i].capital && site_near(w, i, k) && !spoiled_before(w, i);
	case IMP_PLACE_adjective_small: return site_near(w, i, k) && !spoiled_before(w, i);
	case IMP_PLACE_never: return false;
	}
	return false;
}

/* ---- finding ---- */

static void put(struct imp_cell *c, const struct imp_found *f)
{
	if (c->n < CV_LEN(c->found))
		c->found[c->n++] = *f;
	for (size_t i = f->first; i < f->end; i++)
		c->w.word[i].known = true;
}

static bool take_phrase(struct imp_cell *c, size_t i, size_t k)
{
	static const enum imp_found_kind as[] = { [IMP_PLACE_town] = IMP_F_TOWN,
		[IMP_PLACE_state] = IMP_F_STATE,
		[IMP_PLACE_region] = IMP_F_REGION,
		[IMP_PLACE_region_entry] = IMP_F_REGION,
		[IMP_PLACE_cloud] = IMP_F_CLOUD,
		[IMP_PLACE_azure] = IMP_F_CLOUD,
		[IMP_PLACE_adjective_small] = IMP_F_NOTHING };
	const struct imp_words *w = &c->w;
	struct imp_found f = { .first = i, .end = i + k, .segment = w->word[i].segment };
	const struct imp_known_place *p;
	bool fits, crossing = crosses(w, i, k, &fits);

	if (!fits)
		return false;
	p = known_phrase(w, i, k);
	if (p == NULL || (crossing && p->kind != IMP_PLACE_country))
		return false;
	if (p->kind == IMP_PLACE_never)
		return true;
	f.codes = p->codes;
	f.alone = alone(w, i, k);
	if (!allowed(w, i, k, p, &f)) /* "New York Life" is not York either */
		return k > 1 &&
			(p->kind == IMP_PLACE_country || p->kind == IMP_PLACE_town || p->kind == IMP_PLACE_state);
	f.kind = as[p->kind] ? as[p->kind] : IMP_F_COUNTRY;
	if (p->kind == IMP_PLACE_named && !w->word[i].capital) /* "us-east" is but a code */
		f.kind = IMP_F_CLOUD;
	if (f.kind != IMP_F_REGION && p->codes[0] != '?')
		memcpy(f.code, p->codes, 2);
	put(c, &f);
	return true;
}

/* A code of two letters, or one of three that nobody takes for a word. */
static bool take_code(struct imp_cell *c, size_t i)
{
	struct imp_word *v = &c->w.word[i];
	struct imp_found f = {
		.kind = IMP_F_CODE, .first = i, .end = i + 1, .segment = v->segment, .alone = alone(&c->w, i, 1)
	};
	char letters[4] = "";

	if (v->joins || !(v->two || v->three) || is_locale(&c->w, i))
		return false;
	for (size_t n = 0; n < 3 && v->folded[n]; n++)
		letters[n] = (char)(v->folded[n] - 'a' + 'A');
	if (v->three) {
		const char *code = cv_country_alpha3(letters, 3);

		if (code == NULL || !f.alone || known(v->folded))
			return false;
		memcpy(f.code, code, 2);
	} else {
		memcpy(f.own, letters, 2);
	}
	f.codes = "";
	put(c, &f);
	return true;
}

void imp_place_find(struct imp_cell *c)
{
	for (size_t i = 0; i < c->w.n;) {
		size_t k = IMP_PHRASE_WORDS;

		while (k > 0 && (i + k > c->w.n || !take_phrase(c, i, k)))
			k--;
		if (k == 0)
			k = take_code(c, i) || true;
		i += k;
	}
}

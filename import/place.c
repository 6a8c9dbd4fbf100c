/*
 * What a location cell says. Never guesses: a name counts where it is written as a name, a two-letter code only where the whole cell
 * reads as a list of places, and what law, products, customers or a "not" have before them names no place at all.
 */
#include "import/place_data.h"
#include "import/words.h"

#include "registry/core/country.h"

#include <stdlib.h>
#include <string.h>

enum { PHRASE_WORDS = 5 };

enum found_kind { NOTHING, COUNTRY, TOWN, STATE, REGION, CLOUD, CODE, PERHAPS_STATE };

/* What stands at a place of the cell. */
struct found {
	enum found_kind kind;
	char code[3];
	const char *region;
	int segment;
	bool comma;
	bool shared; /* a town with namesakes */
	bool dropped;
};

struct cell {
	struct imp_words w;
	struct found found[IMP_WORDS_MAX];
	size_t n;
	bool undecided;
};

/* ---- what does ---- */

static int known_cmp(const void *key, const void *row)
{
	return strcmp(key, ((const struct imp_known_place *)row)->folded);
}

static const struct imp_known_place *known(const char *folded)
{
	return bsearch(folded, imp_known_places, imp_n_known_places, sizeof(*imp_known_places), known_cmp);
}

/* Words that are a country's name in some language and something else in many cells: only where they stand alone. */
static const char *const weak[] = { "island", "jordan", "jersey", "chad", "guinea", "mali", "niger", "man", "salvador", "congo",
	"dominica", "samoa", "sudan", "male", "nauru", "polen", "polska", "turkey", "china", "cuba", "cook", "virgin", "martin", "lucia",
	"helena", "christmas", "granada", "palau", "tonga", "bo", "oman", "georgia", "grenada", "lebanon", "panama", "peru", "malta" };
/* Names that two countries, or a country and a state of another, share: unread. */
static const char *const two_countries[] = { "georgia", "congo", "korea", "samoa americana" };
/* Towns that have a namesake elsewhere: before another country's name they are that country's. */
static const char *const shared_towns[] = { "san jose", "athens", "rome", "paris", "dublin", "london", "manchester", "vienna", "moscow",
	"guadalajara", "barcelona", "hyderabad", "saint petersburg", "lima", "milan", "berlin", "cairo", "lagos", "porto", "geneva",
	"warsaw", "sofia", "hamburg", "boston", "richmond", "colombo", "lille", "victoria", "cardiff", "oxford", "bonn", "basel" };
/* "New Jersey", "Bank of China", "Air France": the word before makes it another thing. */
static const char *const spoilers[] = { "new", "bank", "air", "royal", "federal", "american", "british", "deutsche", "nova", "west",
	"little", "mike" };
/* Among the weak, those that are weak only behind such words and in running text with small letters. */
static const char *const strong_enough[] = { "china", "polen", "polska" };

static bool spoiled(const struct imp_words *w, size_t i)
{
	if (i == 0 || w->word[i - 1].segment != w->word[i].segment)
		return false;
	if (cv_streq(w->word[i - 1].folded, "of") && i > 1)
		return imp_word_is(w->word[i - 2].folded, spoilers, CV_LEN(spoilers));
	return imp_word_is(w->word[i - 1].folded, spoilers, CV_LEN(spoilers));
}

static bool country_allowed(const struct imp_words *w, size_t i, size_t k, const char *folded)
{
	bool alone = imp_segment_size(w, w->word[i].segment) == k;

	if (imp_word_is(folded, two_countries, CV_LEN(two_countries)))
		return false;
	if (alone)
		return w->word[i].capital || (w->n == k && strlen(folded) > 3);
	if (!w->word[i].capital || strlen(folded) < 4 || spoiled(w, i))
		return false;
	return k > 1 || !imp_word_is(folded, weak, CV_LEN(weak)) || imp_word_is(folded, strong_enough, CV_LEN(strong_enough));
}

static bool abbreviation_allowed(const struct imp_words *w, size_t i, size_t k, const char *folded)
{
	for (size_t n = 0; n < k; n++)
		if (!w->word[i + n].upper)
			return cv_streq(folded, "etats unis");
	/* VS is Dutch for the United States and the British "versus": only as an entry of its own */
	return !cv_streq(folded, "vs") || imp_segment_size(w, w->word[i].segment) == k;
}

static bool table_allowed(const struct imp_words *w, size_t i, size_t k, const struct imp_known_place *p)
{
	switch (p->kind) {
	case IMP_PLACE_abbr: return abbreviation_allowed(w, i, k, p->folded);
	case IMP_PLACE_region: return strlen(p->folded) > 4 || w->word[i].upper;
	case IMP_PLACE_town: case IMP_PLACE_state: return w->word[i].capital && !spoiled(w, i);
	case IMP_PLACE_cloud: return true;
	}
	return false;
}

static void put(struct cell *c, enum found_kind kind, const char *code, const char *region, size_t word)
{
	struct found *f = &c->found[c->n++];

	*f = (struct found){ .kind = kind, .region = region, .segment = c->w.word[word].segment, .comma = c->w.word[word].comma };
	if (code)
		memcpy(f->code, code, 2);
}

static bool take_phrase(struct cell *c, size_t i, size_t k, const char *folded)
{
	static const enum found_kind as[] = { [IMP_PLACE_town] = TOWN, [IMP_PLACE_state] = STATE, [IMP_PLACE_region] = REGION,
		[IMP_PLACE_cloud] = CLOUD, [IMP_PLACE_abbr] = COUNTRY };
	const struct imp_known_place *p = known(folded);
	const char *code;

	if (p && table_allowed(&c->w, i, k, p)) {
		put(c, as[p->kind], p->kind == IMP_PLACE_region ? NULL : p->code, p->kind == IMP_PLACE_region ? p->code : NULL, i);
		c->found[c->n - 1].shared = imp_word_is(folded, shared_towns, CV_LEN(shared_towns));
		return true;
	}
	if (cv_streq(folded, two_countries[0])) { /* the state, when a town stands before it */
		put(c, PERHAPS_STATE, "US", NULL, i);
		return true;
	}
	code = cv_country_by_name(folded);
	if (code && country_allowed(&c->w, i, k, folded)) {
		put(c, COUNTRY, code, NULL, i);
		return true;
	}
	return false;
}

/* The longest phrase that begins at word i; returns the words it takes, 0 for none. */
static size_t take_longest(struct cell *c, size_t i)
{
	struct imp_words *w = &c->w;

	for (size_t k = PHRASE_WORDS; k > 0; k--) {
		char folded[PHRASE_WORDS * IMP_WORD_MAX];
		size_t len = 0, n;

		for (n = 0; n < k && i + n < w->n && !w->word[i + n].ignored && w->word[i + n].segment == w->word[i].segment; n++) {
			size_t word_len = strlen(w->word[i + n].folded);

			if (n > 0)
				folded[len++] = ' ';
			memcpy(folded + len, w->word[i + n].folded, word_len);
			len += word_len;
		}
		folded[len] = '\0';
		if (n == k && take_phrase(c, i, k, folded))
			return k;
	}
	if (w->word[i].two && imp_segment_size(w, w->word[i].segment) == 1) {
		char code[3] = { (char)(w->word[i].folded[0] - 32), (char)(w->word[i].folded[1] - 32), '\0' };

		put(c, CODE, code, NULL, i);
		return 1;
	}
	return 0;
}

/* ---- sense of the whole ---- */

static const char us_states[] = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH "
	"OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC ";
static const char ca_provinces[] = "ON QC BC AB MB SK NS NB NL PE ";

static bool listed(const char *codes, const char *code)
{
	for (const char *p = codes; *p; p += 3)
		if (memcmp(p, code, 2) == 0)
			return true;
	return false;
}

static struct found *before(struct cell *c, size_t i)
{
	struct found *f = &c->found[i];

	return i > 0 && f->comma && c->found[i - 1].segment == f->segment - 1 ? &c->found[i - 1] : NULL;
}

static bool same_code(const struct found *a, const struct found *b)
{
	return memcmp(a->code, b->code, 2) == 0;
}

/* "Town, XX": the country of the town, or a state, which moves the town. */
static void settle_code_after(struct found *town, struct found *f)
{
	bool state = listed(us_states, f->code), province = listed(ca_provinces, f->code);

	if (town->kind == COUNTRY && (cv_country_code(f->code, 2) || !(state || province)))
		return; /* two countries side by side; but "Lebanon, NH" is a town */
	if (town->kind == TOWN && same_code(town, f)) {
		f->kind = COUNTRY;
	} else if (state || province) {
		town->dropped = true;
		memcpy(f->code, state ? "US" : "CA", 2);
		f->kind = STATE;
	}
}

static void settle_towns(struct cell *c)
{
	for (size_t i = 1; i < c->n; i++) {
		struct found *f = &c->found[i], *town = before(c, i);

		if (town == NULL || (town->kind != TOWN && town->kind != COUNTRY))
			continue;
		if (f->kind == CODE) {
			settle_code_after(town, f);
			continue;
		}
		if (town->kind == COUNTRY) { /* "Taiwan, China" is the one, not both */
			if (f->kind == COUNTRY && cv_streq(f->code, "CN") && strstr("TW HK MO ", town->code))
				f->dropped = true;
			continue;
		}
		if ((f->kind == STATE || f->kind == PERHAPS_STATE) && !same_code(town, f))
			town->dropped = true;
		if (f->kind == COUNTRY && !same_code(town, f) && (town->shared || strstr("US CA AU ", f->code)))
			town->dropped = true;
	}
}

/* Two-letter codes count where every entry of the cell was understood: then it is a list of places. */
static void settle_codes(struct cell *c)
{
	bool all = true, region = false;

	for (int s = 0; s < c->w.segments; s++) {
		bool understood = imp_segment_size(&c->w, s) == 0;

		for (size_t i = 0; i < c->n; i++)
			understood |= c->found[i].segment == s;
		for (size_t i = 0; i < c->w.n; i++)
			understood |= c->w.word[i].segment == s && c->w.word[i].ignored;
		all &= understood;
	}
	for (size_t i = 0; i < c->n; i++)
		region |= c->found[i].kind == REGION;
	for (size_t i = 0; i < c->n; i++) {
		struct found *f = &c->found[i];
		bool towns_state = before(c, i) && before(c, i)->kind == STATE;

		if (f->kind != CODE)
			continue;
		if (cv_streq(f->code, "NA") && (region || c->n == 1)) { /* North America, or not available */
			f->kind = region ? REGION : NOTHING;
			f->region = "NA";
		} else if (all && !towns_state && cv_country_code(f->code, 2)) {
			f->kind = COUNTRY;
		} else {
			f->kind = NOTHING;
		}
	}
}

static bool has(char list[][3], size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (memcmp(list[i], code, 2) == 0)
			return true;
	return false;
}

static void add_code(char list[][3], size_t *n, const char *code)
{
	if (*n < IMP_PLACES_MAX && !has(list, *n, code)) {
		memcpy(list[*n], code, 2);
		list[(*n)++][2] = '\0';
	}
}

static void add_region(struct imp_place *ret, const char *region)
{
	for (size_t i = 0; i < ret->n_regions; i++)
		if (cv_streq(ret->region[i], region))
			return;
	if (ret->n_regions < CV_LEN(ret->region))
		ret->region[ret->n_regions++] = region;
}

static void collect(const struct cell *c, struct imp_place *ret)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct found *f = &c->found[i];

		if (f->kind == REGION)
			add_region(ret, f->region);
		else if (f->kind == COUNTRY && !f->dropped && !c->undecided)
			add_code(ret->written, &ret->n_written, f->code);
	}
	for (size_t i = 0; i < c->n; i++) {
		const struct found *f = &c->found[i];

		if ((f->kind == TOWN || f->kind == STATE || f->kind == CLOUD) && !f->dropped && !c->undecided &&
			!has(ret->written, ret->n_written, f->code))
			add_code(ret->inferred, &ret->n_inferred, f->code);
	}
}

void imp_place_read(const char *text, size_t len, struct imp_place *ret)
{
	struct cell c;

	*ret = (struct imp_place){ 0 };
	c.n = 0;
	imp_words_split(text, len, &c.w);
	c.undecided = imp_words_ignore(&c.w);
	for (size_t i = 0; i < c.w.n;) {
		size_t used = c.w.word[i].ignored ? 0 : take_longest(&c, i);

		i += used ? used : 1;
	}
	settle_towns(&c);
	settle_codes(&c);
	collect(&c, ret);
	ret->undecided = c.undecided;
}

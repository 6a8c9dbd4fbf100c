/* Places: codes, aliases, organisations, and what membership makes of them on a day (law 3.1, 3.2). */
#include "registry/law/pack.h"

#include "registry/core/country.h"

#include <stdlib.h>
#include <string.h>

law_place law_io_place(struct law_pack *p, const char *s, size_t n, bool add)
{
	for (size_t i = 0; i < p->n_io; i++)
		if (strlen(p->io[i]) == n && memcmp(p->io[i], s, n) == 0)
			return (law_place)(LAW_ALPHA2 + 1 + i);
	if (!add || p->n_io == CV_LEN(p->io))
		return (law_place)(LAW_ALPHA2 + 1 + CV_LEN(p->io)); /* an organisation no row names: law 1 */
	p->io[p->n_io] = cv_arena_text(&p->arena, s, n);
	if (p->io[p->n_io] == NULL)
		return LAW_NO_PLACE;
	return (law_place)(LAW_ALPHA2 + 1 + p->n_io++);
}

law_place law_io_add(struct law_load *l, const char *column, const char *id)
{
	law_place place = law_io_place(l->p, id, strlen(id), true);

	if (place == LAW_NO_PLACE)
		l->nomem = true;
	else if (place == l->p->io_unknown)
		law_finding(l, column, "'%s' is one organisation more than the %zu this program takes", id,
			CV_LEN(l->p->io));
	return place;
}

static bool io_id(const char *s, size_t n)
{
	if (n < 4 || n >= CV_COUNTRY_MAX || memcmp(s, "io-", 3) != 0)
		return false;
	for (size_t i = 3; i < n; i++)
		if (!((s[i] >= 'a' && s[i] <= 'z') || (s[i] >= '0' && s[i] <= '9') || s[i] == '-'))
			return false;
	return true;
}

static law_place alpha2(const char *s)
{
	return (law_place)((s[0] - 'A') * 26 + (s[1] - 'A') + 1);
}

static bool two_capitals(const char *s, size_t n)
{
	return n == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z';
}

bool law_place_parse(const struct law_pack *p, const char *s, size_t n, law_place *ret)
{
	if (io_id(s, n)) {
		*ret = law_io_place((struct law_pack *)(uintptr_t)p, s, n, false);
		return true;
	}
	if (!two_capitals(s, n))
		return false;
	if (p->alias_of[alpha2(s)] != LAW_NO_PLACE) {
		*ret = p->alias_of[alpha2(s)];
		return true;
	}
	if (!cv_country_code(s, n))
		return false;
	*ret = alpha2(s);
	return true;
}

const char *law_place_code(const struct law_pack *p, law_place place)
{
	if (place <= LAW_ALPHA2)
		return p->code[place];
	return place - LAW_ALPHA2 - 1u < p->n_io ? p->io[place - LAW_ALPHA2 - 1] : "io-other";
}

bool law_country(const struct law_pack *p, const char *s, size_t n, char *ret, size_t size)
{
	law_place place;
	const char *code = s;

	if (!law_place_parse(p, s, n, &place))
		return false;
	if (place <= LAW_ALPHA2) {
		code = law_place_code(p, place);
		n = 2;
	}
	if (n >= size)
		return false;
	memcpy(ret, code, n);
	ret[n] = '\0';
	return true;
}

/* ---- standing ---- */

bool law_stands(const struct law_pack *p, law_place place, enum law_stand stand, law_regime r, cv_day on)
{
	struct law_slice s = p->stand_of[place];

	for (size_t i = s.first; i < (size_t)s.first + s.n; i++) {
		const struct law_stand_row *row = &p->stand[i];

		if (row->stand == stand && row->regime == r && cv_span_has(row->span, on))
			return true;
	}
	return false;
}

law_regime law_regime_of(const struct law_pack *p, law_place exporter, uint8_t exporter_attrs, cv_day on)
{
	struct law_slice s = p->stand_of[exporter];
	law_regime first = LAW_NO_REGIME;

	for (size_t i = s.first; i < (size_t)s.first + s.n; i++)
		if (p->stand[i].stand == LAW_UNDER && p->stand[i].regime < first && cv_span_has(p->stand[i].span, on))
			first = p->stand[i].regime;
	if (first != LAW_NO_REGIME)
		return first;
	if (exporter_attrs & LAW_X_ART3_2)
		for (law_regime r = 0; r < p->n_regimes; r++)
			if (on.n >= p->regime[r].art3_2_from.n)
				return r;
	return LAW_NO_REGIME;
}

bool law_listed(const char *list, const char *word)
{
	size_t len;

	for (const char *p = list, *w; (w = cv_next(&p, ';', &len));)
		if (strlen(word) == len && memcmp(w, word, len) == 0)
			return true;
	return false;
}

static void add(struct law_load *l, law_place place, enum law_stand stand, law_regime r, struct cv_span span)
{
	struct law_pack *p = l->p;

	if (span.from.n >= span.until.n)
		return;
	if (p->n_stands < (size_t)LAW_PACK_ROWS_MAX)
		p->stand[p->n_stands++] = (struct law_stand_row){ place, (uint8_t)stand, r, span, l->r };
	else
		law_finding(l, "", "more memberships than the %d this program takes", LAW_PACK_ROWS_MAX);
}

static bool has_law_rows(const struct law_load *l, const char *country, const char *laws)
{
	const struct law_table *t = &l->p->table[LAW_MEMBERSHIP];
	struct law_load probe = *l;

	probe.t = t;
	for (size_t i = 0; i < t->n_rows; i++) {
		probe.r = &t->row[i];
		if (cv_streq(law_cell(&probe, "country"), country) && law_listed(laws, law_cell(&probe, "kind")))
			return true;
	}
	return false;
}

/*
 * For a regime: a place is inside on the days its law applied there, or, where no such rows exist (territories,
 * institutions), on the days of its membership row. It is under the regime as an exporter on the same days from the
 * regime's own beginning, unless the row names a law of its own (institutions have one).
 */
static void stand_of_row(struct law_load *l, law_regime r, law_place place, struct cv_span span)
{
	const struct law_regime_row *g = &l->p->regime[r];
	struct law_load at = *l;
	const char *kind = law_cell(l, "kind"), *country = law_cell(l, "country"), *laws, *inside;
	struct cv_span under = span;
	bool is_law;

	at.t = &l->p->table[LAW_REGIMES];
	at.r = g->row;
	laws = law_cell(&at, "law");
	inside = law_cell(&at, "inside");
	is_law = law_listed(laws, kind);
	if (under.from.n < g->from.n)
		under.from = g->from;
	if (cv_streq(kind, "tca-bridge") && *inside)
		add(l, place, LAW_BRIDGED, r, span);
	if (cv_streq(kind, "eea-efta") && law_listed(inside, kind))
		add(l, place, LAW_EFTA, r, span);
	if (is_law) {
		add(l, place, LAW_UNDER, r, under);
		if (*inside)
			add(l, place, LAW_INSIDE, r, span);
	} else if (law_listed(inside, kind) && !has_law_rows(l, country, laws)) {
		add(l, place, LAW_INSIDE, r, span);
		if (*law_cell(l, "law") == '\0')
			add(l, place, LAW_UNDER, r, under);
	}
}

static int by_place(const void *a, const void *b)
{
	const struct law_stand_row *x = a, *y = b;

	return x->place != y->place ? (int)x->place - (int)y->place : (x->span.from.n > y->span.from.n) -
		(x->span.from.n < y->span.from.n);
}

static void build_aliases(struct law_load *l)
{
	l->t = &l->p->table[LAW_ALIASES];
	for (size_t i = 0; i < l->t->n_rows; i++) {
		const char *alias;
		law_place to;

		l->r = &l->t->row[i];
		alias = law_cell(l, "alias");
		to = law_cell_place(l, "code");
		if (!two_capitals(alias, strlen(alias)))
			law_finding(l, "alias", "'%s' is not two capital letters: write it so", alias);
		else if (cv_country_code(alias, 2))
			law_finding(l, "alias", "'%s' is a country code of its own: remove the row", alias);
		else
			l->p->alias_of[alpha2(alias)] = to;
	}
}

void law_build_places(struct law_load *l)
{
	struct law_pack *p = l->p;
	const struct law_table *t = &p->table[LAW_MEMBERSHIP];

	for (int i = 0; i < LAW_ALPHA2; i++) {
		p->code[i + 1][0] = (char)('A' + i / 26);
		p->code[i + 1][1] = (char)('A' + i % 26);
	}
	build_aliases(l);
	p->stand = malloc(LAW_PACK_ROWS_MAX * sizeof(*p->stand));
	if (p->stand == NULL) {
		l->nomem = true;
		return;
	}
	l->t = t;
	for (size_t i = 0; i < t->n_rows; i++) {
		struct cv_span span;
		law_place place;

		l->r = &t->row[i];
		law_cell_confidence(l);
		place = law_cell_place(l, "country");
		span = law_cell_span(l, "from", "until");
		for (law_regime r = 0; r < p->n_regimes; r++)
			stand_of_row(l, r, place, span);
	}
	qsort(p->stand, p->n_stands, sizeof(*p->stand), by_place);
	for (size_t i = p->n_stands; i-- > 0;) {
		p->stand_of[p->stand[i].place].first = (uint16_t)i;
		p->stand_of[p->stand[i].place].n++;
	}
}

/* Rows become facts: several rows of one name are one party, several of one country one leg. */
#include "import/list.h"
#include "import/twins.h"

#include <stdlib.h>
#include <string.h>

/* Is text one of the entries of list, or the whole of it? */
static bool in_list(const char *list, const char *text, const char *between)
{
	size_t len = strlen(text), gap = strlen(between);

	for (const char *p = list; (p = strstr(p, text)) != NULL; p++) {
		bool begins = p == list || ((size_t)(p - list) >= gap && memcmp(p - gap, between, gap) == 0);

		if (begins && (p[len] == '\0' || strncmp(p + len, between, gap) == 0))
			return true;
	}
	return false;
}

enum { JOINED_MAX = 64 * 1024 }; /* bytes of what many rows say together in one cell */

#define PIECES "\x1e" /* what rows say of one cell, while they are gathered: each once, in order of the alphabet */

static size_t piece(const char *p)
{
	return strcspn(p, PIECES);
}

static const char *after(const char *p)
{
	size_t n = piece(p);

	return p + n + (p[n] != '\0');
}

static int compared(const char *p, const char *text)
{
	size_t n = piece(p), len = strlen(text);
	int c = memcmp(p, text, n < len ? n : len);

	return c ? c : (n > len) - (n < len);
}

static void put_piece(struct cv_str *out, const char *text, size_t len, const char *between)
{
	cv_str_puts(out, out->len ? between : "");
	cv_str_add(out, text, len);
}

static enum cv_err take(char **to, struct cv_str *text, struct cv_error *err)
{
	if (text->failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	free(*to);
	*to = text->data;
	*text = (struct cv_str){ 0 };
	return CV_OK;
}

static enum cv_err add(char **to, const char *text, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str all = { 0 };
	bool done = false;

	if (*text == '\0')
		return CV_OK;
	if (*to && strlen(*to) > JOINED_MAX)
		return cv_fail(err, CV_E_TOO_BIG,
			"the rows about one party say more than %d bytes in one column ('%.40s...'): leave that "
			"column out (--map 'Their column=ignore') or split the list",
			JOINED_MAX, *to);
	for (const char *p = *to; p && *p; p = after(p)) {
		int c = compared(p, text);

		if (c == 0)
			return CV_OK;
		if (c > 0 && !done)
			put_piece(&all, text, strlen(text), PIECES);
		done |= c > 0;
		put_piece(&all, p, piece(p), PIECES);
	}
	if (!done)
		put_piece(&all, text, strlen(text), PIECES);
	return take(to, &all, err);
}

/* One cell of what the rows said; what stands in another one already is left out. */
static enum cv_err join(char **to, const char *between, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str all = { 0 };

	if (*to == NULL || strchr(*to, *PIECES) == NULL)
		return CV_OK;
	for (const char *p = *to; *p; p = after(p)) {
		CV_AUTO(cv_str_finish) struct cv_str one = { 0 };
		bool elsewhere = false;

		cv_str_add(&one, p, piece(p));
		for (const char *q = *to; *q && !elsewhere; q = after(q)) {
			CV_AUTO(cv_str_finish) struct cv_str other = { 0 };

			cv_str_add(&other, q, piece(q));
			all.failed |= other.failed;
			elsewhere = q != p && in_list(cv_str_text(&other), cv_str_text(&one), between);
		}
		all.failed |= one.failed;
		if (!elsewhere)
			put_piece(&all, cv_str_text(&one), one.len, between);
	}
	return take(to, &all, err);
}

/* Lists are joined, texts too, words keep what was said first. */
static enum cv_err say(struct imp_fact *f, const char *column, const char *text, struct cv_error *err)
{
	int i = reg_column_index(f->kind, column);
	enum reg_type type = reg_kind_info(f->kind)->column[i].type;

	return f->cell[i] == NULL || type == REG_LIST || type == REG_TEXT || type == REG_PERSONAL
		? add(&f->cell[i], text, err)
		: CV_OK;
}

static enum cv_err say_once(struct imp_fact *f, const char *column, const char *text, struct cv_error *err)
{
	int i = reg_column_index(f->kind, column);

	return f->cell[i] ? CV_OK : add(&f->cell[i], text, err);
}

/* Extras are by column of the file; one more place, behind them, is for the location as written. */
static enum cv_err say_extra(
	const struct imp_reading *g, struct imp_fact *f, size_t column, const char *text, struct cv_error *err)
{
	if (f->extra == NULL)
		f->extra = calloc(g->n_columns + 1, sizeof(*f->extra));
	if (f->extra == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return add(&f->extra[column], text, err);
}

static enum cv_err say_extras(
	const struct imp_reading *g, struct imp_fact *f, const struct imp_said *s, struct cv_error *err)
{
	for (size_t i = 0; i < g->n_columns; i++)
		if (s->extra[i])
			TRY(say_extra(g, f, i, s->extra[i], err));
	return CV_OK;
}

/* ---- finding or making a fact ---- */

static enum cv_err touch(struct imp_list *l, size_t row, size_t fact, struct cv_error *err)
{
	void *touches = l->touch;

	TRY(imp_grow(&touches, &l->touches_cap, l->n_touches, sizeof(*l->touch), err));
	l->touch = touches;
	l->touch[l->n_touches++] = (struct imp_touch){ row, fact };
	return CV_OK;
}

static enum cv_err fact_of(
	struct imp_list *l, enum reg_kind kind, const struct cv_str *key, size_t row, size_t *ret, struct cv_error *err)
{
	void *facts = l->fact;

	if (key->failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	TRY(imp_key(&l->keys, cv_str_text(key), l->n_facts + 1, ret, err));
	if (*ret == 0) {
		TRY(imp_grow(&facts, &l->facts_cap, l->n_facts, sizeof(*l->fact), err));
		l->fact = facts;
		l->fact[l->n_facts++] = (struct imp_fact){ .kind = kind, .line = l->row[row].line };
		*ret = l->n_facts;
	}
	return touch(l, row, *ret, err);
}

/* seat: the country it is established in, "" not said */
static enum cv_err party_fact(
	struct imp_reading *g, const char *name, const char *seat, size_t row, size_t *ret, struct cv_error *err)
{
	struct imp_list *l = g->list;
	CV_AUTO(cv_str_finish) struct cv_str key = { 0 };
	const char *shown;
	struct imp_fact *f;

	cv_str_puts(&key, "party ");
	TRY(imp_twin_spelling(g, name, seat, l->row[row].line, &key, &shown, err));
	TRY(fact_of(l, REG_PARTIES, &key, row, ret, err));
	f = &l->fact[*ret - 1];
	TRY(say_once(f, "name", shown, err));
	return say_once(f, "kind", "service-provider", err);
}

/* ---- what the row says of each ---- */

static const char *first_of(const struct cv_str *a, const struct cv_str *b, const struct cv_str *c)
{
	return a->len ? a->data : b->len ? b->data : cv_str_text(c);
}

static enum cv_err about_party(struct imp_reading *g, const struct imp_said *s, size_t party, struct cv_error *err)
{
	struct imp_fact *f = &g->list->fact[party - 1];
	const char *country = f->cell[reg_column_index(REG_PARTIES, "country")];

	if (s->exporter.len == 0) { /* else the row is about the leg between the two */
		TRY(say(f, "service", first_of(&s->service, &s->role, &s->purpose), err));
		TRY(say_once(f, "website", cv_str_text(&s->website), err));
		TRY(say(f, "contact", cv_str_text(&s->contact), err));
		TRY(say_extras(g, f, s, err));
	}
	if (country && s->seat[0] && !cv_streq(country, s->seat))
		imp_list_note(g,
			"'%s' is said to be established in %s and in %s: %s is kept; if they are two legal entities, give them "
			"two names",
			cv_str_text(&s->party), country, s->seat, country);
	return say_once(f, "country", s->seat, err);
}

static enum cv_err about_leg(struct imp_reading *g, const struct imp_said *s, size_t leg, const char *country,
	const char *place, struct cv_error *err)
{
	struct imp_fact *f = &g->list->fact[leg - 1];
	bool between = s->exporter.len > 0;

	TRY(say_once(f, "country", country, err));
	TRY(say_once(f, "place", place, err));
	TRY(say_once(f, "exporter_role", between ? "processor" : "controller", err));
	TRY(say_once(f, "importer_role", s->importer_role[0] ? s->importer_role : "processor", err));
	TRY(say(f, "purposes", first_of(&s->purpose, &s->service, &s->role), err));
	TRY(say(f, "data_categories", cv_str_text(&s->data), err));
	TRY(say(f, "data_subjects", cv_str_text(&s->subjects), err));
	TRY(say(f, "retention", cv_str_text(&s->retention), err));
	if (between)
		TRY(say_extras(g, f, s, err));
	return say_extra(g, f, g->n_columns, cv_str_text(&s->location), err);
}

static enum cv_err add_leg(struct imp_reading *g, const struct imp_said *s, size_t row, size_t party, size_t exporter,
	const struct imp_where *w, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str key = { 0 };
	const char *place = w ? w->place : s->located ? "processing" : s->location.len ? "establishment" : "";
	size_t leg;

	cv_str_printf(&key, "leg %zu %zu %s %s", exporter, party, w ? w->code : "", place);
	TRY(fact_of(g->list, REG_TRANSFERS, &key, row, &leg, err));
	g->list->fact[leg - 1].importer = party;
	g->list->fact[leg - 1].exporter = exporter;
	return about_leg(g, s, leg, w ? w->code : "", place, err);
}

static enum cv_err add_legs(struct imp_reading *g, const struct imp_said *s, size_t row, size_t party, size_t exporter,
	struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str inferred = { 0 };
	size_t line = g->list->row[row].line;

	for (size_t i = 0; i < s->n_where; i++) {
		if (s->where[i].inferred)
			cv_str_printf(&inferred, "%s%s", inferred.len ? ", " : "", s->where[i].code);
		TRY(add_leg(g, s, row, party, exporter, &s->where[i], err));
	}
	if (inferred.len > 0)
		imp_list_note(g, "line %zu: %s follows from a town, a province or a cloud region in '%.120s'", line,
			inferred.data, cv_str_text(&s->location));
	if (s->n_where > 0 && !s->open)
		return CV_OK;
	if (s->location.len > 0)
		imp_list_note(g,
			"line %zu: no country is named for certain in '%.120s': the transfer is kept without one", line,
			cv_str_text(&s->location));
	return add_leg(g, s, row, party, exporter, NULL, err);
}

static enum cv_err add_claims(struct imp_reading *g, const struct imp_said *s, size_t row, size_t party,
	size_t exporter, struct cv_error *err)
{
	for (size_t i = 0; i < s->claims.n; i++) {
		CV_AUTO(cv_str_finish) struct cv_str key = { 0 };
		struct imp_fact *f;
		size_t claim;

		cv_str_printf(&key, "claim %zu %zu %s", exporter, party, s->claims.family[i]);
		TRY(fact_of(g->list, REG_SAFEGUARDS, &key, row, &claim, err));
		f = &g->list->fact[claim - 1];
		f->importer = party;
		f->exporter = exporter;
		TRY(say_once(f, "mechanism", s->claims.family[i], err));
		TRY(say_once(f, "flags", "claimed", err));
		TRY(say(f, "note", cv_str_text(&s->mechanism), err));
	}
	return CV_OK;
}

enum cv_err imp_list_gather(struct imp_reading *g, const struct imp_said *s, size_t row, struct cv_error *err)
{
	size_t party, exporter = 0;

	g->list->n_read += s->n_read;
	g->list->n_left += s->n_left;
	if (s->exporter.len > 0)
		TRY(party_fact(g, cv_str_text(&s->exporter), "", row, &exporter, err));
	TRY(party_fact(g, cv_str_text(&s->party), s->seat, row, &party, err));
	TRY(about_party(g, s, party, err));
	if (party == exporter) {
		imp_list_note(g, "line %zu: '%s' is named as its own receiver: no transfer", g->list->row[row].line,
			cv_str_text(&s->party));
		return CV_OK;
	}
	TRY(add_legs(g, s, row, party, exporter, err));
	return add_claims(g, s, row, party, exporter, err);
}

/* ---- once all rows are gathered ---- */

enum cv_err imp_list_join(struct imp_reading *g, struct cv_error *err)
{
	for (size_t k = 0; k < g->list->n_facts; k++) {
		struct imp_fact *f = &g->list->fact[k];
		const struct reg_kind_info *info = reg_kind_info(f->kind);

		for (size_t i = 0; i < info->n; i++)
			TRY(join(&f->cell[i], info->column[i].type == REG_LIST ? ";" : "; ", err));
		for (size_t i = 0; f->extra && i <= g->n_columns; i++)
			TRY(join(&f->extra[i], "; ", err));
	}
	return CV_OK;
}

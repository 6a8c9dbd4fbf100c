#include "registry/law/pack.h"

#include "registry/core/csv.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const law_table_file[LAW_TABLE_COUNT] = {
	[LAW_ADEQUACY] = "adequacy.csv", [LAW_MEMBERSHIP] = "membership.csv", [LAW_ALIASES] = "aliases.csv",
	[LAW_MECHANISMS] = "mechanisms.csv", [LAW_FRAMEWORKS] = "frameworks.csv", [LAW_EVENTS] = "events.csv",
	[LAW_SCOPES] = "scopes.csv", [LAW_NONTRANSFERS] = "nontransfers.csv", [LAW_FAMILIES] = "families.csv",
	[LAW_REGIMES] = "regimes.csv", [LAW_PACK] = "pack.csv",
};

/* Columns without which a table says nothing; others may be missing and are then empty. */
static const char *const required[LAW_TABLE_COUNT] = {
	[LAW_ADEQUACY] = "regime|destination|instrument_id|scope|requires_certification|in_force_from|in_force_until|source|"
		"confidence|legal_status",
	[LAW_MEMBERSHIP] = "country|name|kind|from|until|law|source|confidence",
	[LAW_ALIASES] = "alias|code",
	[LAW_MECHANISMS] = "slug|regime|family|name|article|instrument|parties|valid_for_new_contracts_from|"
		"valid_for_new_contracts_until|valid_for_existing_until|needs_tia_from|needs_authorisation|status|source|confidence|"
		"permit_countries|permit_until|contested_from|ground|public_authority",
	[LAW_FRAMEWORKS] = "slug|regime|name|instrument|certification_opens|reliance_from|reliance_until|precondition|source|"
		"confidence|carries_over|eea_efta_from",
	[LAW_EVENTS] = "date|regime|event|instrument|effect|affects|source|confidence",
	[LAW_SCOPES] = "scope|yes|no|otherwise|note",
	[LAW_NONTRANSFERS] = "order|when|regime|from|until|slug|settled|note|source",
	[LAW_FAMILIES] = "family|regime|slugs|note",
	[LAW_REGIMES] = "regime|name|law|from|inside|art3_2_from|authority_words|note|source",
	[LAW_PACK] = "key|value",
};

void law_finding(struct law_load *l, const char *column, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	l->findings++;
	cv_str_printf(l->report, "%s:%zu: ", l->t->file, l->r ? l->r->line : 1);
	if (column && *column)
		cv_str_printf(l->report, "column %s: ", column);
	cv_str_printf(l->report, "%s\n", text);
}

struct reading {
	struct law_load *l;
	struct law_table *t;
	bool header_seen;
};

static enum cv_err take_header(struct reading *g, const struct cv_row *row)
{
	if (row->n > LAW_PACK_COLUMNS_MAX)
		law_finding(g->l, "", "more than %d columns", LAW_PACK_COLUMNS_MAX);
	for (size_t i = 0; i < row->n && i < LAW_PACK_COLUMNS_MAX; i++) {
		g->t->column[i] = cv_arena_text(&g->l->p->arena, row->cell[i].text, row->cell[i].len);
		if (g->t->column[i] == NULL)
			return CV_E_NOMEM;
		g->t->n_columns = i + 1;
	}
	g->header_seen = true;
	return CV_OK;
}

static enum cv_err take_row(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct reading *g = ctx;
	struct law_table *t = g->t;
	struct law_row at = { row->line, NULL };

	g->l->r = &at;
	if (!g->header_seen)
		return take_header(g, row);
	if (row->n != t->n_columns) {
		law_finding(g->l, "", "%zu cells where the header has %zu", row->n, t->n_columns);
		return CV_OK;
	}
	if (t->n_rows >= LAW_PACK_ROWS_MAX)
		return cv_fail(err, CV_E_TOO_BIG, "more than %d rows", LAW_PACK_ROWS_MAX);
	if (t->n_rows == t->cap) {
		size_t cap = t->cap ? 2 * t->cap : 64;
		struct law_row *more = realloc(t->row, cap * sizeof(*more));

		if (more == NULL)
			return CV_E_NOMEM;
		t->row = more;
		t->cap = cap;
	}
	at.cell = cv_arena_alloc(&g->l->p->arena, t->n_columns * sizeof(*at.cell));
	if (at.cell == NULL)
		return CV_E_NOMEM;
	for (size_t i = 0; i < row->n; i++) {
		at.cell[i] = cv_arena_text(&g->l->p->arena, row->cell[i].text, row->cell[i].len);
		if (at.cell[i] == NULL)
			return CV_E_NOMEM;
	}
	t->row[t->n_rows++] = at;
	return CV_OK;
}

static int column_of(const struct law_table *t, const char *name, size_t len)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (strlen(t->column[i]) == len && memcmp(t->column[i], name, len) == 0)
			return (int)i;
	return -1;
}

bool law_table_read(struct law_load *l, struct law_table *t, const struct law_file *f)
{
	struct reading g = { l, t, false };
	struct cv_error err = { 0 };
	enum cv_err e;
	size_t len, before = l->findings;

	l->t = t;
	l->r = NULL;
	e = cv_csv_read(f->data, f->len, ',', take_row, &g, &err);
	l->r = NULL;
	if (e == CV_E_NOMEM) {
		l->nomem = true;
		return false;
	}
	if (e != CV_OK)
		law_finding(l, "", "%s", err.msg);
	for (const char *p = required[t - l->p->table], *w; (w = cv_next(&p, '|', &len));)
		if (column_of(t, w, len) < 0)
			law_finding(l, "", "the column %.*s is missing", (int)len, w);
	return l->findings == before;
}

const char *law_cell(struct law_load *l, const char *column)
{
	int i = column_of(l->t, column, strlen(column));

	return i < 0 ? "" : l->r->cell[i];
}

cv_day law_cell_day(struct law_load *l, const char *column, cv_day empty)
{
	const char *text = law_cell(l, column);
	cv_day d = empty;

	if (*text && !cv_day_parse(text, strlen(text), &d))
		law_finding(l, column, "'%s' is not a day of the calendar (YYYY-MM-DD)", text);
	return d;
}

struct cv_span law_cell_span(struct law_load *l, const char *from, const char *until)
{
	struct cv_span s = { law_cell_day(l, from, CV_DAY_NONE), law_cell_day(l, until, CV_DAY_EVER) };

	if (s.from.n >= s.until.n)
		law_finding(l, until, "ends on %s, not after its beginning on %s", law_cell(l, until), law_cell(l, from));
	return s;
}

int law_cell_word(struct law_load *l, const char *column, const char *const *words, size_t n)
{
	const char *text = law_cell(l, column);

	for (size_t i = 0; i < n; i++)
		if (cv_streq(words[i], text))
			return (int)i;
	law_finding(l, column, "'%s' is not a word known here", text);
	return -1;
}

law_mech law_cell_mech(struct law_load *l, const char *column)
{
	const char *text = law_cell(l, column);
	law_mech m = LAW_NO_MECH;

	if (*text && !law_mech_parse(l->p, text, strlen(text), &m))
		law_finding(l, column, "no mechanism '%s' in mechanisms.csv", text);
	return m;
}

law_place law_cell_place(struct law_load *l, const char *column)
{
	const char *text = law_cell(l, column);
	law_place place = LAW_NO_PLACE;

	if (cv_starts(text, "io-"))
		return law_io_place(l->p, text, strlen(text), true);
	if (!law_place_parse(l->p, text, strlen(text), &place))
		law_finding(l, column, "'%s' is neither an ISO 3166-1 code nor an io- id", text);
	return place;
}

uint32_t law_cell_regimes(struct law_load *l, const char *column)
{
	uint32_t bits = 0;
	size_t len;

	for (const char *p = law_cell(l, column), *w; (w = cv_next(&p, '|', &len));) {
		size_t i;

		for (i = 0; i < l->p->n_regimes; i++)
			if (strlen(l->p->regime[i].name) == len && memcmp(l->p->regime[i].name, w, len) == 0)
				break;
		if (i < l->p->n_regimes)
			bits |= UINT32_C(1) << i;
		else
			law_finding(l, column, "no regime '%.*s' in regimes.csv", (int)len, w);
	}
	if (bits == 0)
		law_finding(l, column, "no regime is named");
	return bits;
}

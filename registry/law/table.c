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

/* A finding is one line, however long the cell it quotes: what is too long loses its middle. */
static void put_line(struct cv_str *out, const char *text, size_t len)
{
	enum { HEAD = 240, TAIL = 200 };
	size_t head = len, tail = len;

	if (len > HEAD + TAIL + 5) {
		for (head = HEAD; head > 0 && ((unsigned char)text[head] & 0xC0) == 0x80;)
			head--;
		for (tail = len - TAIL; tail < len && ((unsigned char)text[tail] & 0xC0) == 0x80;)
			tail++;
	}
	for (size_t i = 0; i < len; i++) {
		if (i == head && i < tail) {
			cv_str_puts(out, " ... ");
			i = tail;
		}
		cv_str_putc(out, (unsigned char)text[i] < 0x20 ? ' ' : text[i]);
	}
}

void law_finding(struct law_load *l, const char *column, const char *fmt, ...)
{
	char *text = NULL;
	int len;
	va_list ap;

	va_start(ap, fmt);
	len = vasprintf(&text, fmt, ap);
	va_end(ap);
	l->findings++;
	if (len < 0) {
		l->nomem = true;
		return;
	}
	cv_str_printf(l->report, "%s:%zu: ", l->t->file, l->r ? l->r->line : 1);
	if (column && *column) {
		cv_str_puts(l->report, "column ");
		put_line(l->report, column, strlen(column));
		cv_str_puts(l->report, ": ");
	}
	put_line(l->report, text, (size_t)len);
	cv_str_putc(l->report, '\n');
	free(text);
}

struct reading {
	struct law_load *l;
	struct law_table *t;
	bool header_seen;
};

static enum cv_err take_header(struct reading *g, const struct cv_row *row)
{
	if (row->n > LAW_PACK_COLUMNS_MAX)
		law_finding(g->l, "", "more than %d columns: remove those that are not of this table",
			LAW_PACK_COLUMNS_MAX);
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
		law_finding(g->l, "",
			"%zu cells where the header has %zu: one for each column, in quotes what holds a comma",
			row->n, t->n_columns);
		return CV_OK;
	}
	if (t->n_rows >= LAW_PACK_ROWS_MAX)
		return cv_fail(err, CV_E_TOO_BIG, "more than %d rows: split off what is not law", LAW_PACK_ROWS_MAX);
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

void law_table_read(struct law_load *l, struct law_table *t, const struct law_file *f)
{
	struct reading g = { l, t, false };
	struct cv_error err = { 0 };
	struct law_row at = { 0 };
	enum cv_err e;

	l->t = t;
	l->r = NULL;
	e = cv_csv_read(f->data, f->len, ',', take_row, &g, &err);
	l->r = NULL;
	if (e == CV_E_NOMEM) {
		l->nomem = true;
		return;
	}
	if (e != CV_OK) {
		at.line = err.line ? err.line : 1;
		l->r = &at;
		law_finding(l, "", "%s", err.msg);
		l->r = NULL;
		return; /* what was read is a part: nothing can be said about the rest */
	}
	law_check_table(l);
}

const char *law_cell(struct law_load *l, const char *column)
{
	int i = law_column_of(l->t, column);

	return i < 0 ? "" : l->r->cell[i];
}

const char *law_cell_said(struct law_load *l, const char *column)
{
	const char *text = law_cell(l, column);

	return cv_streq(text, "-") ? "" : text;
}

cv_day law_cell_day(struct law_load *l, const char *column, cv_day empty)
{
	const char *text = law_cell(l, column);
	cv_day d = empty;

	if (*text && !cv_day_parse(text, strlen(text), &d))
		law_finding(l, column, "'%s' is not a day of the calendar: write YYYY-MM-DD", text);
	return d;
}

struct cv_span law_cell_span(struct law_load *l, const char *from, const char *until)
{
	struct cv_span s = { law_cell_day(l, from, CV_DAY_NONE), law_cell_day(l, until, CV_DAY_EVER) };

	if (s.from.n >= s.until.n)
		law_finding(l, until,
			"ends on %s, not after its beginning on %s: correct one of them (until is the first day after)",
			law_cell(l, until), law_cell(l, from));
	return s;
}

int law_cell_word(struct law_load *l, const char *column, const char *const *words, size_t n)
{
	const char *text = law_cell(l, column);

	for (size_t i = 0; i < n; i++)
		if (cv_streq(words[i], text))
			return (int)i;
	CV_AUTO(cv_str_finish) struct cv_str list = { 0 };

	for (size_t i = 0; i < n; i++)
		cv_str_printf(&list, "%s%s", i == 0 ? "" : i + 1 < n ? ", " : " or ", *words[i] ? words[i] : "nothing");
	law_finding(l, column, "'%s' is not known here: write %s", text, cv_str_text(&list));
	l->nomem |= list.failed;
	return -1;
}

enum law_confidence law_cell_confidence(struct law_load *l)
{
	static const char *const words[] = { "high", "medium", "low" };
	int i = law_cell_word(l, "confidence", words, CV_LEN(words));

	return i < 0 ? LAW_LOW : (enum law_confidence)i;
}

void law_no_mech(struct law_load *l, const char *column, const char *s, size_t n)
{
	law_finding(
		l, column, "no mechanism '%.*s' in mechanisms.csv: correct the slug or add its row there", (int)n, s);
}

law_mech law_cell_mech(struct law_load *l, const char *column)
{
	const char *text = law_cell(l, column);
	law_mech m = LAW_NO_MECH;

	if (*text && !law_mech_parse(l->p, text, strlen(text), &m))
		law_no_mech(l, column, text, strlen(text));
	return m;
}

law_place law_cell_place(struct law_load *l, const char *column)
{
	const char *text = law_cell(l, column);
	law_place place = LAW_NO_PLACE;

	if (!law_place_parse(l->p, text, strlen(text), &place))
		law_finding(l, column,
			"'%s' is no country: give an ISO 3166-1 code such as DE, or an io- id in small letters", text);
	else if (cv_starts(text, "io-"))
		return law_io_add(l, column, text);
	return place;
}

static void no_regime(struct law_load *l, const char *column, const char *s, size_t n)
{
	law_finding(l, column, "no regime '%.*s' in regimes.csv: correct it or add its row there", (int)n, s);
}

uint32_t law_cell_regimes(struct law_load *l, const char *column)
{
	uint32_t bits = 0;
	size_t len, before = l->findings;

	for (const char *p = law_cell(l, column), *w; (w = cv_next(&p, '|', &len));) {
		law_regime r = law_regime_find(l->p, w, len);

		if (r != LAW_NO_REGIME)
			bits |= UINT32_C(1) << r;
		else
			no_regime(l, column, w, len);
	}
	if (bits == 0 && l->findings == before)
		law_finding(l, column, "no regime is named: write one of regimes.csv");
	return bits;
}

law_regime law_cell_regime(struct law_load *l, const char *column)
{
	const char *text = law_cell(l, column);
	law_regime r = law_regime_find(l->p, text, strlen(text));

	if (r == LAW_NO_REGIME && strchr(text, '|'))
		law_finding(l, column, "'%s' names several: write a row for each regime", text);
	else if (r == LAW_NO_REGIME)
		no_regime(l, column, text, strlen(text));
	return r;
}

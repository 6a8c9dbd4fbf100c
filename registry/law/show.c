/* The pack as text or JSON: every row with its file and line, its source and its confidence. */
#include "registry/law/pack.h"

#include "registry/core/jsonw.h"

#include <string.h>

struct showing {
	const struct law_pack *p;
	cv_day on;
	struct cv_str *out;
	struct cv_json *j; /* NULL: text */
	size_t shown;
};

static void show_row(struct showing *s, const struct law_table *t, const struct law_row *r)
{
	s->shown++;
	if (s->j) {
		cv_json_open(s->j, '{');
		cv_json_kv(s->j, "file", t->file);
		cv_json_kv_int(s->j, "line", (int64_t)r->line);
		for (size_t i = 0; i < t->n_columns; i++)
			cv_json_kv_opt(s->j, t->column[i], r->cell[i]);
		cv_json_close(s->j, '}');
		return;
	}
	cv_str_printf(s->out, "%s:%zu\n", t->file, r->line);
	for (size_t i = 0; i < t->n_columns; i++)
		if (*r->cell[i])
			cv_str_printf(s->out, "  %-30s %s\n", t->column[i], r->cell[i]);
	cv_str_putc(s->out, '\n');
}

static bool wanted(const struct showing *s, struct cv_span span)
{
	return !cv_day_known(s->on) || cv_span_has(span, s->on);
}

static const char *cell(const struct law_table *t, const struct law_row *r, const char *column)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (cv_streq(t->column[i], column))
			return r->cell[i];
	return "";
}

/* Rows whose column names this word, alone or in a ';' list; a trailing '*' in the list is a stem. */
static void rows_naming(struct showing *s, enum law_table_id id, const char *column, const char *word)
{
	const struct law_table *t = &s->p->table[id];

	for (size_t i = 0; i < t->n_rows; i++) {
		size_t n;

		for (const char *q = cell(t, &t->row[i], column), *w; (w = cv_next(&q, ';', &n));) {
			bool stem = n > 1 && w[n - 1] == '*';

			if (stem ? strncmp(w, word, n - 1) == 0 : strlen(word) == n && memcmp(w, word, n) == 0) {
				show_row(s, t, &t->row[i]);
				break;
			}
		}
	}
}

static void show_place(struct showing *s, law_place place)
{
	const struct law_table *t = &s->p->table[LAW_MEMBERSHIP];
	struct law_slice a = s->p->adequacy_of[place];
	const char *code = law_place_code(s->p, place);

	for (size_t i = 0; i < t->n_rows; i++) {
		struct cv_span span = { CV_DAY_NONE, CV_DAY_EVER };
		const char *from = cell(t, &t->row[i], "from"), *until = cell(t, &t->row[i], "until");

		if (!cv_streq(cell(t, &t->row[i], "country"), code))
			continue;
		(void)!cv_day_parse(from, strlen(from), &span.from);
		(void)!cv_day_parse(until, strlen(until), &span.until);
		if (wanted(s, span))
			show_row(s, t, &t->row[i]);
	}
	for (size_t i = a.first; i < (size_t)a.first + a.n; i++)
		if (wanted(s, s->p->adequacy[i].span))
			show_row(s, &s->p->table[LAW_ADEQUACY], s->p->adequacy[i].row);
	rows_naming(s, LAW_EVENTS, "affects", code);
}

static void show_mech(struct showing *s, law_mech m)
{
	const struct law_mech_row *row = &s->p->mech[m];

	show_row(s, &s->p->table[LAW_MECHANISMS], row->row);
	if (row->framework >= 0)
		show_row(s, &s->p->table[LAW_FRAMEWORKS], s->p->framework[row->framework].row);
	for (size_t i = 0; row->framework >= 0 && i < s->p->n_adequacy; i++)
		if (s->p->adequacy[i].framework == row->framework && wanted(s, s->p->adequacy[i].span))
			show_row(s, &s->p->table[LAW_ADEQUACY], s->p->adequacy[i].row);
	rows_naming(s, LAW_EVENTS, "affects", row->slug);
}

static void show_summary(struct showing *s)
{
	const struct law_table *about = &s->p->table[LAW_PACK];

	for (size_t i = 0; i < about->n_rows; i++)
		show_row(s, about, &about->row[i]);
	if (s->j)
		return;
	for (size_t i = 0; i < LAW_TABLE_COUNT; i++)
		cv_str_printf(s->out, "%-18s %4zu rows\n", s->p->table[i].file, s->p->table[i].n_rows);
	cv_str_puts(s->out, "\nMechanisms (law show SLUG for one):\n");
	for (size_t i = 0; i < s->p->n_mechs; i++) {
		const struct law_mech_row *m = &s->p->mech[i];
		bool in = wanted(s, (struct cv_span){ m->fresh.from, m->alive_until });

		if (in)
			cv_str_printf(s->out, "  %-32s %-8s %s\n", m->slug, cell(&s->p->table[LAW_MECHANISMS], m->row, "regime"), m->name);
	}
}

enum cv_err law_show(const struct law_pack *p, const char *what, cv_day on, bool json, struct cv_str *out,
	struct cv_error *err)
{
	struct cv_json j = cv_json_to(out);
	struct showing s = { .p = p, .on = on, .out = out, .j = json ? &j : NULL };
	law_place place;
	law_mech m;

	if (json)
		cv_json_open(&j, '[');
	if (what == NULL || *what == '\0')
		show_summary(&s);
	else if (law_mech_parse(p, what, strlen(what), &m))
		show_mech(&s, m);
	else if (law_place_parse(p, what, strlen(what), &place))
		show_place(&s, place);
	else
		return cv_fail_at(err, CV_E_NOT_FOUND, "what", "'%s' is neither a mechanism slug nor a country code", what);
	if (json) {
		cv_json_close(&j, ']');
		cv_str_putc(out, '\n');
	} else if (s.shown == 0) {
		cv_str_printf(out, "No row of the law pack names %s%s.\n", what, cv_day_known(on) ? " on that day" : "");
	}
	return out->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

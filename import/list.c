/* A foreign list from its first row to its last. */
#include "import/list.h"

#include <stdlib.h>
#include <string.h>

void imp_list_finish(struct imp_list *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->n_facts; i++) {
		for (size_t k = 0; k < REG_COLUMNS_MAX; k++)
			free(l->fact[i].cell[k]);
		for (size_t k = 0; l->fact[i].extra && k <= l->n_columns; k++)
			free(l->fact[i].extra[k]);
		free(l->fact[i].extra);
		free(l->fact[i].why);
		free(l->fact[i].id);
	}
	for (size_t i = 0; i < l->n_filed; i++) {
		struct imp_filed *f = &l->filed[i];
		char *const text[] = { f->id, f->exporter, f->country, f->place, f->mechanism };

		for (size_t k = 0; k < CV_LEN(text); k++)
			free(text[k]);
	}
	imp_keys_finish(l->keys);
	imp_keys_finish(l->ids);
	free(l->fact);
	free(l->touch);
	free(l->row);
	free(l->filed);
	free(l);
}

static enum cv_err add_row(struct imp_reading *g, size_t line, struct cv_error *err)
{
	void *rows;

	if (g->list == NULL && (g->list = calloc(1, sizeof(*g->list))) == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	g->list->n_columns = g->n_columns;
	rows = g->list->row;
	TRY(imp_grow(&rows, &g->list->rows_cap, g->list->n_rows, sizeof(*g->list->row), err));
	g->list->row = rows;
	g->list->row[g->list->n_rows++] = (struct imp_list_row){ .line = line, .effect = REG_UNCHANGED };
	return CV_OK;
}

enum cv_err imp_list_row(struct imp_reading *g, const struct cv_row *row, struct cv_error *err)
{
	CV_AUTO(imp_said_finish) struct imp_said s = { 0 };
	struct cv_error row_err = { 0 };
	struct imp_list_row *r;
	enum cv_err e;
	bool good;

	TRY(add_row(g, row->line, err));
	r = &g->list->row[g->list->n_rows - 1];
	TRY(imp_row_shape(g, row, &good, err));
	r->refused = !good;
	if (!good)
		return CV_OK;
	TRY(imp_row_say(g, row, &s, err));
	r->skipped = s.party.len == 0;
	if (!r->skipped) {
		e = imp_list_gather(g, &s, g->list->n_rows - 1, &row_err);
		return e == CV_OK ? CV_OK : cv_fail(err, e, "line %zu: %s", row->line, row_err.msg);
	}
	imp_list_note(g, "line %zu: names no party: skipped", row->line);
	return CV_OK;
}

/* ---- at the end ---- */

static void note_kept(struct imp_reading *g)
{
	CV_AUTO(cv_str_finish) struct cv_str names = { 0 };

	for (size_t i = 0; i < g->n_columns; i++) {
		bool kept = false;

		for (size_t k = 0; !kept && k < g->list->n_facts; k++)
			kept = g->list->fact[k].extra && g->list->fact[k].extra[i];
		if (kept)
			cv_str_printf(&names, "%s%s", names.len ? ", " : "", g->column[i].header);
	}
	if (names.len > 0)
		cv_str_printf(&g->rep->notes, "kept as written: %s\n", names.data);
}

static void note_exporter(struct imp_reading *g)
{
	if (g->list->no_exporter)
		cv_str_puts(&g->rep->notes, "whose list this is, is not said, so the exporter stays open: say --exporter ID\n");
	else if (*g->exporter && g->opt->exporter == NULL)
		cv_str_printf(&g->rep->notes, "exporter: %s, the only party that is our own\n", g->exporter);
}

static void note_claims(struct imp_reading *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->list->n_facts; i++)
		n += g->list->fact[i].kind == REG_SAFEGUARDS;
	if (n > 0)
		cv_str_printf(&g->rep->notes, "%zu mechanism%s only claimed by the list: shown, but %s nothing until put on file\n", n,
			n == 1 ? " is" : "s are", n == 1 ? "it covers" : "they cover");
}

static void count_rows(struct imp_reading *g)
{
	struct imp_report *rep = g->rep;

	for (size_t i = 0; i < g->list->n_rows; i++) {
		const struct imp_list_row *r = &g->list->row[i];

		if (r->refused)
			rep->refused++;
		else if (r->skipped)
			rep->skipped++;
		else if (r->effect == REG_ADDED)
			rep->added++;
		else if (r->effect == REG_UPDATED)
			rep->updated++;
		else
			rep->unchanged++;
	}
}

enum cv_err imp_list_end(struct imp_reading *g, struct cv_error *err)
{
	if (g->list == NULL)
		return CV_OK;
	TRY(imp_list_join(g, err));
	TRY(imp_list_apply(g, err));
	count_rows(g);
	if (g->list->n_notes > IMP_NOTES_MAX)
		cv_str_printf(&g->rep->notes, "and %zu more notes of this kind\n", g->list->n_notes - IMP_NOTES_MAX);
	note_exporter(g);
	note_claims(g);
	note_kept(g);
	cv_str_printf(&g->rep->notes, "cells: %zu understood, %zu kept as written\n", g->list->n_read, g->list->n_left);
	return g->rep->notes.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

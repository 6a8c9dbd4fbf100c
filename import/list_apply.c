/* Facts into the register: what is missing is added, nothing is overwritten. */
#include "import/list.h"
#include "import/twins.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void imp_list_note(struct imp_reading *g, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	if (g->list->n_notes++ >= IMP_NOTES_MAX)
		return;
	va_start(ap, fmt);
	if (vsnprintf(text, sizeof(text), fmt, ap) >= 0)
		cv_str_printf(&g->rep->notes, "%s\n", text);
	va_end(ap);
}

/* ---- one fact as a record ---- */

struct applying {
	struct imp_reading *g;
	struct imp_fact *f;
	struct reg_record rec;
	struct cv_str cell[REG_COLUMNS_MAX], extra, source, id;
};

static void finish(struct applying *a)
{
	for (size_t i = 0; i < REG_COLUMNS_MAX; i++)
		cv_str_finish(&a->cell[i]);
	cv_str_finish(&a->extra);
	cv_str_finish(&a->source);
	cv_str_finish(&a->id);
}

/* A column of theirs that is called like one of ours would be taken for it on the way back. */
static void add_extra(struct applying *a, const char *name, const char *value)
{
	CV_AUTO(cv_str_finish) struct cv_str other = { 0 };

	if (!imp_is_column(a->f->kind, name)) {
		imp_add_extra(&a->extra, name, value);
		return;
	}
	cv_str_printf(&other, "%s (list)", name);
	imp_add_extra(&a->extra, cv_str_text(&other), value);
}

/* What does not fit into a cell of ours is kept beside it as written. */
static enum cv_err make_cells(struct applying *a, struct cv_error *err)
{
	const struct reg_kind_info *info = reg_kind_info(a->f->kind);

	for (size_t i = 0; i < info->n; i++) {
		const char *text = a->f->cell[i] ? a->f->cell[i] : "";
		enum cv_err e = *text
			? reg_cell(reg_pack(a->g->r), a->f->kind, (int)i, text, strlen(text), &a->cell[i], err)
			: CV_OK;

		if (e != CV_OK && (cv_err_fault(e) != CV_CALLER || info->column[i].required))
			return e;
		if (e != CV_OK) {
			imp_list_note(
				a->g, "line %zu: %s is too long: kept as written", a->f->line, info->column[i].name);
			add_extra(a, info->column[i].name, text);
			cv_str_clear(&a->cell[i]);
		}
		a->rec.cell[i] = cv_str_text(&a->cell[i]);
	}
	return CV_OK;
}

static void make_extra(struct applying *a)
{
	size_t n = a->g->n_columns;

	for (size_t i = 0; a->f->extra && i < n; i++)
		if (a->f->extra[i])
			add_extra(a, a->g->column[i].header, a->f->extra[i]);
	if (a->f->extra && a->f->extra[n])
		imp_add_extra(&a->extra, "location", a->f->extra[n]);
	a->rec.extra = cv_str_text(&a->extra);
}

static void set(struct applying *a, const char *column, const char *text)
{
	a->rec.cell[reg_column_index(a->rec.kind, column)] = text;
}

static enum cv_err start(struct applying *a, struct cv_error *err)
{
	a->rec.kind = a->f->kind;
	TRY(make_cells(a, err));
	make_extra(a);
	cv_str_printf(&a->source, "%s, line %zu", a->g->opt->name, a->f->line);
	set(a, "source", cv_str_text(&a->source));
	return a->extra.failed || a->source.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

static enum cv_err put(struct applying *a, enum reg_effect *effect, const char **ret_id, struct cv_error *err)
{
	struct reg_source src = { a->g->import, (int64_t)a->f->line };

	TRY(reg_fill(a->g->r, &a->rec, src, effect, ret_id, err));
	imp_note_conflicts(a->g, a->f->line);
	return CV_OK;
}

/* ---- parties ---- */

static enum cv_err put_party(struct applying *a, enum reg_effect *effect, struct cv_error *err)
{
	const char *name = a->f->cell[reg_column_index(REG_PARTIES, "name")], *id;
	bool on_file;
	size_t before;

	TRY(imp_twin_settle(a->g, name, &a->id, &on_file, err));
	a->rec.cell[0] = cv_str_text(&a->id);
	if (on_file) {
		set(a, "name", NULL); /* as we spell it */
		set(a, "source", ""); /* it is known from elsewhere */
	}
	TRY(put(a, effect, &id, err));
	a->f->id = cv_strdup(id);
	if (a->f->id == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	TRY(imp_twin_settled(a->g, name, a->f->id, *effect, err));
	return imp_key(&a->g->list->ids, a->f->id, (size_t)(a->f - a->g->list->fact) + 1, &before, err);
}

/* ---- legs and claims ---- */

/* The same claim always gets the same id, so that it is known again when it has become more than a claim. */
static void claim_id(struct applying *a, const char *exporter, const char *importer)
{
	const char *family = a->rec.cell[reg_column_index(REG_SAFEGUARDS, "mechanism")];
	CV_AUTO(cv_str_finish) struct cv_str identity = { 0 };
	unsigned char digest[crypto_hash_sha256_BYTES];

	cv_str_printf(&identity, "%s|%s|%s", exporter, importer, family);
	crypto_hash_sha256(digest, (const unsigned char *)cv_str_text(&identity), identity.len);
	cv_str_printf(&a->id, "claim-%s-%.32s-%02x%02x%02x%02x", family, importer, digest[0], digest[1], digest[2],
		digest[3]);
	a->id.failed |= identity.failed;
	a->rec.cell[0] = cv_str_text(&a->id);
}

static enum cv_err put_between(struct applying *a, enum reg_effect *effect, struct cv_error *err)
{
	struct imp_list *l = a->g->list;
	const struct imp_fact *importer = &l->fact[a->f->importer - 1];
	const struct imp_fact *exporter = a->f->exporter ? &l->fact[a->f->exporter - 1] : NULL;
	const char *from = exporter ? exporter->id : a->g->exporter;
	size_t filed;
	bool done;

	*effect = REG_UNCHANGED;
	if (importer->why || (exporter && exporter->why) || cv_streq(from, importer->id))
		return CV_OK; /* refused with its party; ourselves are no receiver */
	l->no_exporter |= *from == '\0';
	set(a, "exporter", from);
	set(a, "importer", importer->id);
	if (a->f->kind == REG_SAFEGUARDS)
		claim_id(a, from, importer->id);
	filed = imp_list_match(l, &a->rec, imp_key_of(l->ids, importer->id), &done);
	if (filed && done)
		return reg_saw(a->g->r, a->f->kind, l->filed[filed - 1].n, (int64_t)a->f->line, err);
	if (filed) {
		a->rec.cell[0] = l->filed[filed - 1].id;
		set(a, "source", "");
	}
	return put(a, effect, NULL, err);
}

/* ---- all of them ---- */

static void count(struct imp_report *rep, enum reg_kind kind)
{
	rep->parties += kind == REG_PARTIES;
	rep->transfers += kind == REG_TRANSFERS;
	rep->safeguards += kind == REG_SAFEGUARDS;
}

static enum cv_err apply(struct imp_reading *g, size_t fact, enum reg_effect *effect, struct cv_error *err)
{
	struct applying a = { .g = g, .f = &g->list->fact[fact] };
	struct cv_error row_err = { 0 };
	enum cv_err e = start(&a, &row_err);

	if (e == CV_OK)
		e = a.f->kind == REG_PARTIES ? put_party(&a, effect, &row_err) : put_between(&a, effect, &row_err);
	finish(&a);
	if (e == CV_OK)
		return CV_OK;
	*effect = REG_UNCHANGED;
	if (cv_err_fault(e) == CV_CALLER) {
		g->list->fact[fact].why = cv_strdup(row_err.msg);
		return g->list->fact[fact].why ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
	}
	if (err)
		*err = row_err;
	return e;
}

static enum cv_err apply_kind(struct imp_reading *g, enum reg_kind kind, enum reg_effect *effect, struct cv_error *err)
{
	for (size_t i = 0; i < g->list->n_facts; i++) {
		if (g->list->fact[i].kind != kind)
			continue;
		TRY(imp_step(g, "recording", i, g->list->n_facts, err));
		TRY(apply(g, i, &effect[i], err));
		if (effect[i] != REG_UNCHANGED)
			count(g->rep, kind);
	}
	return CV_OK;
}

/* A row has the effect of the facts it spoke of, and is refused with one of them. */
static enum cv_err settle_rows(struct imp_reading *g, const enum reg_effect *effect, struct cv_error *err)
{
	struct imp_list *l = g->list;

	for (size_t i = 0; i < l->n_touches; i++) {
		struct imp_list_row *row = &l->row[l->touch[i].row];
		size_t fact = l->touch[i].fact - 1;

		if (effect[fact] < row->effect)
			row->effect = effect[fact];
		if (l->fact[fact].why == NULL)
			continue;
		TRY(imp_defect(g, row->line, "", l->fact[fact].why, err));
		g->late = true;
		row->refused = true;
	}
	return CV_OK;
}

static enum cv_err apply_all(struct imp_reading *g, enum reg_effect *effect, struct cv_error *err)
{
	TRY(apply_kind(g, REG_PARTIES, effect, err));
	TRY(imp_list_filed(g, err));
	TRY(apply_kind(g, REG_TRANSFERS, effect, err));
	TRY(apply_kind(g, REG_SAFEGUARDS, effect, err));
	TRY(settle_rows(g, effect, err));
	return imp_twin_answers_end(g, err);
}

enum cv_err imp_list_apply(struct imp_reading *g, struct cv_error *err)
{
	enum reg_effect *effect = calloc(g->list->n_facts + 1, sizeof(*effect));
	enum cv_err e;

	if (effect == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	e = apply_all(g, effect, err);
	free(effect);
	return e;
}

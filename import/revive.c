/*
 * What ended because it was absent from an edition of the source, and stands in this one again, goes on: its absence
 * was all that spoke for the end. A party takes the transfers along that ended with it.
 */
#include "import/inside.h"

#include <stdlib.h>
#include <string.h>

struct back {
	enum reg_kind kind;
	int64_t n, line;
};

struct reviving {
	struct imp_reading *g;
	bool ended; /* an earlier import of the source ended something */
	enum reg_kind kind;
	struct back *back;
	size_t n, cap;
	struct imp_keys *parties; /* ids of those that are back -> line + 1 */
	char *cell[REG_COLUMNS_MAX];
	char *end; /* what stood in the end's column before it ended */
	size_t begin; /* vendors that begin again */
};

static const char *cell(const struct reg_version *v, const char *column)
{
	int i = reg_column_index(v->record.kind, column);

	return i < 0 ? "" : v->record.cell[i];
}

static enum cv_err look_at_import(void *ctx, const struct reg_import *i, struct cv_error *err)
{
	struct reviving *r = ctx;

	CV_UNUSED(err);
	r->ended |= i->ended > 0 && i->undone == 0 && cv_streq(i->source, r->g->source);
	return CV_OK;
}

/* ---- which ---- */

/* The line of this file that brings it back, 0: none. */
static int64_t line_of(const struct reviving *r, const struct reg_version *v)
{
	int64_t line = reg_seen(r->g->r, v->record.kind, v->n);
	size_t party;

	if (line || v->record.kind != REG_TRANSFERS || r->g->kind != REG_PARTIES)
		return line;
	party = imp_key_of(r->parties, cell(v, "importer"));
	return party ? (int64_t)party : (int64_t)imp_key_of(r->parties, cell(v, "exporter"));
}

static enum cv_err look(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct reviving *r = ctx;
	void *back = r->back;
	int64_t line;
	size_t before;

	if (v->source.line != 0 || v->source.import == 0 || v->source.import == r->g->import)
		return CV_OK;
	line = line_of(r, v);
	if (line == 0)
		return CV_OK;
	TRY(imp_grow(&back, &r->cap, r->n, sizeof(*r->back), err));
	r->back = back;
	r->back[r->n++] = (struct back){ v->record.kind, v->n, line };
	return v->record.kind == REG_PARTIES ? imp_key(&r->parties, v->record.cell[0], (size_t)line, &before, err)
					     : CV_OK;
}

/* A row that has a status took its party back itself. */
struct row_back {
	int64_t import;
	bool absent, back; /* as the version before this import has it; and as this one has */
};

static enum cv_err look_at_row(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct row_back *b = ctx;
	bool ended = cv_streq(cell(v, imp_end_column(REG_PARTIES)), "ended");

	CV_UNUSED(err);
	if (v->source.import == b->import)
		b->back = b->absent && !ended;
	else
		b->absent = ended && v->source.import != 0 && v->source.line == 0;
	return CV_OK;
}

static enum cv_err look_row(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct reviving *r = ctx;
	struct row_back b = { .import = r->g->import };
	size_t before;

	if (v->source.import != r->g->import)
		return CV_OK;
	TRY(reg_versions(r->g->r, REG_PARTIES, v->n, look_at_row, &b, err));
	if (!b.back)
		return CV_OK;
	r->g->rep->revived++;
	return imp_key(&r->parties, v->record.cell[0], (size_t)v->source.line, &before, err);
}

/* ---- as it was ---- */

static bool keep(char **to, const char *text)
{
	free(*to);
	*to = cv_strdup(text);
	return *to != NULL;
}

/* The last version with a line is what it was before; what changed since stays, but for the end. */
static enum cv_err look_back(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct reviving *r = ctx;
	bool good = true;

	for (size_t i = 0; i < reg_kind_info(r->kind)->n && good; i++)
		good = keep(&r->cell[i], v->record.cell[i]);
	if (good && (v->source.line != 0 || v->source.import == 0))
		good = keep(&r->end, cell(v, imp_end_column(r->kind)));
	return good ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

static enum cv_err go_on(struct reviving *r, const struct back *b, struct cv_error *err)
{
	struct reg_record rec = { .kind = b->kind, .extra = "" };
	struct reg_source src = { r->g->import, b->line };
	struct cv_error why = { 0 };
	enum reg_effect effect;
	enum cv_err e;

	r->kind = b->kind;
	TRY(reg_versions(r->g->r, b->kind, b->n, look_back, r, err));
	for (size_t i = 0; i < reg_kind_info(b->kind)->n; i++)
		rec.cell[i] = r->cell[i];
	rec.cell[reg_column_index(b->kind, imp_end_column(b->kind))] = r->end ? r->end : "";
	e = reg_put(r->g->r, &rec, src, &effect, NULL, &why);
	if (e == CV_E_MOVE && b->kind == REG_PARTIES) { /* who imports may not decide that it is in use again */
		rec.cell[reg_column_index(b->kind, imp_end_column(b->kind))] = "proposed";
		r->begin++;
		e = reg_put(r->g->r, &rec, src, &effect, NULL, &why);
	}
	if (e != CV_OK) {
		*err = why;
		return e;
	}
	r->g->rep->revived += effect != REG_UNCHANGED;
	return CV_OK;
}

static enum cv_err revive(struct reviving *r, struct cv_error *err)
{
	static const enum reg_kind order[] = { REG_PARTIES, REG_TRANSFERS, REG_SAFEGUARDS, REG_CERTIFICATIONS };

	if (r->g->rep->updated > 0)
		TRY(reg_each_of_source(r->g->r, REG_PARTIES, r->g->source, look_row, r, err));
	for (size_t i = 0; i < CV_LEN(order); i++)
		TRY(reg_each_of_source(r->g->r, order[i], r->g->source, look, r, err));
	reg_once(r->g->r, false);
	reg_import_policy(r->g->r, REG_UPDATE);
	for (size_t i = 0; i < r->n; i++)
		TRY(go_on(r, &r->back[i], err));
	reg_import_policy(r->g->r, r->g->opt->on_conflict);
	return CV_OK;
}

enum cv_err imp_revive(struct imp_reading *g, struct cv_error *err)
{
	struct reviving r = { .g = g };
	enum cv_err e;

	if (g->kind == IMP_DPF)
		return CV_OK;
	TRY(reg_imports(g->r, look_at_import, &r, err));
	e = r.ended ? revive(&r, err) : CV_OK;
	for (size_t i = 0; i < REG_COLUMNS_MAX; i++)
		free(r.cell[i]);
	free(r.end);
	free(r.back);
	imp_keys_finish(r.parties);
	if (e == CV_OK && g->rep->revived)
		cv_str_printf(&g->rep->notes,
			"%zu record%s ended because absent from an earlier edition, and %s again: no longer ended\n",
			g->rep->revived, g->rep->revived == 1 ? "" : "s",
			g->rep->revived == 1 ? "stands in this one" : "stand in this one");
	if (e == CV_OK && r.begin)
		cv_str_printf(&g->rep->notes,
			"%zu of them begin%s again as proposed: that they are in use is for the data protection officer "
			"to say\n",
			r.begin, r.begin == 1 ? "s" : "");
	return e;
}

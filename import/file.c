/* imp_file(): bytes -> rows -> records -> the register, whole or not at all. */
#include "import/inside.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum cv_err refused(const struct imp_report *rep, struct cv_error *err)
{
	const struct imp_refusal *first = &rep->refusal[0];

	return cv_fail_at(err, CV_E_REFUSED, first->column, "%zu of %zu rows are refused, so nothing was written; the first: line %zu%s%s: %s",
		rep->refused, rep->read, first->line, *first->column ? ", column " : "", first->column, first->reason);
}

/* Whose list it is: as said, else the only own party, else nobody in particular. */
struct owner {
	char id[80];
	int n;
};

static enum cv_err count_own(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct owner *o = ctx;

	(void)err;
	if (cv_streq(v->record.cell[reg_column_index(REG_PARTIES, "own")], "yes") && o->n++ == 0)
		snprintf(o->id, sizeof(o->id), "%s", v->record.cell[0]);
	return CV_OK;
}

static enum cv_err settle_exporter(struct imp_reading *g, struct cv_error *err)
{
	struct owner own = { 0 };
	const char *id;
	int matches;

	if (g->kind != IMP_LIST && g->opt->exporter)
		return cv_fail_at(err, CV_E_USAGE, "exporter", "--exporter says whose list a list is; %s name their exporter in each row",
			g->rep->kind);
	if (g->kind != IMP_LIST)
		return CV_OK;
	if (g->opt->exporter) {
		TRY(reg_find_party(g->r, g->opt->exporter, &matches, &id, err));
		if (matches != 1)
			return cv_fail_at(err, matches ? CV_E_AMBIGUOUS : CV_E_NOT_FOUND, "exporter", "the exporter '%s' is %s%s",
				g->opt->exporter, matches ? "more than one party: " : "no party on file: import the party first",
				matches ? id : "");
		snprintf(g->exporter, sizeof(g->exporter), "%s", id);
		return CV_OK;
	}
	TRY(reg_each(g->r, REG_PARTIES, CV_DAY_NONE, NULL, count_own, &own, err));
	if (own.n == 1)
		memcpy(g->exporter, own.id, sizeof(g->exporter));
	return CV_OK;
}

static enum cv_err on_row(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct imp_reading *g = ctx;

	if (imp_blank_row(row)) {
		if (g->header_seen) {
			g->rep->read++;
			g->rep->skipped++;
		}
		return CV_OK;
	}
	if (!g->header_seen) {
		TRY(imp_header(g, row, err));
		return settle_exporter(g, err);
	}
	g->rep->read++;
	g->rows++;
	if (g->kind == IMP_DPF)
		return imp_dpf_row(g, row, err);
	return g->kind == IMP_LIST ? imp_list_row(g, row, err) : imp_canonical_row(g, row, err);
}

static enum cv_err end_rows(struct imp_reading *g, struct cv_error *err)
{
	if (g->kind == IMP_DPF)
		return imp_dpf_end(g, err);
	return g->kind == IMP_LIST ? imp_list_end(g, err) : imp_canonical_end(g, err);
}

static enum cv_err note_import(struct imp_reading *g, struct cv_error *err)
{
	const struct imp_report *rep = g->rep;
	struct reg_import counts = { .id = g->import, .file = g->opt->name, .sha256 = rep->sha256, .kind = rep->kind,
		.rows = (int64_t)rep->read, .added = (int64_t)rep->added, .updated = (int64_t)rep->updated,
		.unchanged = (int64_t)rep->unchanged, .refused = (int64_t)rep->refused, .skipped = (int64_t)rep->skipped };

	return reg_import_end(g->r, &counts, err);
}

static enum cv_err read_rows(struct imp_reading *g, struct imp_input *in, struct cv_error *err)
{
	TRY(reg_import_begin(g->r, g->opt->name, g->rep->sha256, "", &g->import, err));
	TRY(imp_rows(in, g->opt, g->rep, on_row, g, err));
	if (g->rows == 0 || (g->kind != IMP_DPF && g->rep->read == g->rep->skipped))
		return cv_fail(err, CV_E_CSV, "the file has a header (line %zu) and no rows below it: there is nothing to import", g->header_line);
	TRY(end_rows(g, err));
	return g->rep->refused ? refused(g->rep, err) : note_import(g, err);
}

static enum cv_err import_all(struct imp_reading *g, struct imp_input *in, const struct reg_actor *actor, struct cv_error *err)
{
	struct imp_report *rep = g->rep;
	enum cv_err e;

	TRY(reg_begin(g->r, actor, g->opt->name, err));
	e = read_rows(g, in, err);
	if (e == CV_OK && !g->opt->dry_run)
		e = reg_commit(g->r, &rep->seq, err);
	reg_rollback(g->r);
	if (rep->seq)
		rep->import = g->import;
	assert(e != CV_OK || rep->read == rep->added + rep->updated + rep->unchanged + rep->refused + rep->skipped);
	return e;
}

enum cv_err imp_file(struct reg *r, struct imp_input *in, const struct imp_options *opt, const struct reg_actor *actor,
	struct imp_report *ret, struct cv_error *err)
{
	struct imp_reading *g;
	enum cv_err e;

	g = calloc(1, sizeof(*g));
	if (g == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	g->r = r;
	g->opt = opt;
	g->rep = ret;
	e = import_all(g, in, actor, err);
	for (size_t i = 0; i < g->n_columns; i++)
		free(g->column[i].header);
	for (size_t i = 0; i < REG_COLUMNS_MAX; i++)
		cv_str_finish(&g->cell[i]);
	cv_str_finish(&g->extra);
	imp_keys_finish(g->seen);
	imp_canonical_finish(g);
	imp_list_finish(g->list);
	imp_dpf_finish(g->dpf);
	free(g);
	return e;
}

void imp_report_finish(struct imp_report *rep)
{
	for (size_t i = 0; i < rep->n_refusals; i++)
		free(rep->refusal[i].reason);
	free(rep->refusal);
	for (size_t i = 0; i < rep->n_questions; i++) {
		free(rep->question[i].text);
		free(rep->question[i].evidence);
		free(rep->question[i].meanwhile);
		free(rep->question[i].answers);
	}
	free(rep->question);
	cv_str_finish(&rep->notes);
	*rep = (struct imp_report){ 0 };
}

/* imp_file(): bytes -> rows -> records -> the register, whole or not at all. */
#include "import/input.h"
#include "import/plan.h"
#include "registry/desk/notice.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { READINGS_MAX = 32, STEPS_BETWEEN = 256 };

static enum cv_err refused(const struct imp_report *rep, struct cv_error *err)
{
	const struct imp_refusal *first = &rep->refusal[0];

	return cv_fail_at(err, CV_E_REFUSED, first->column,
		"%zu of %zu rows are refused, so nothing was written; the first: line %zu%s%s: %s", rep->refused,
		rep->read, first->line, *first->column ? ", column " : "", first->column, first->reason);
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
		return cv_fail_at(err, CV_E_USAGE, "exporter",
			"--exporter says whose list a list is; %s name their exporter in each row", g->rep->kind);
	if (g->kind != IMP_LIST)
		return CV_OK;
	if (g->opt->exporter) {
		TRY(reg_find_party(g->r, g->opt->exporter, &matches, &id, err));
		if (matches != 1)
			return cv_fail_at(err, matches ? CV_E_AMBIGUOUS : CV_E_NOT_FOUND, "exporter",
				"the exporter '%s' is %s%s", g->opt->exporter,
				matches ? "more than one party: " : "no party on file: import the party first",
				matches ? id : "");
		snprintf(g->exporter, sizeof(g->exporter), "%s", id);
		return CV_OK;
	}
	TRY(reg_each(g->r, REG_PARTIES, CV_DAY_NONE, NULL, count_own, &own, err));
	if (own.n == 1)
		memcpy(g->exporter, own.id, sizeof(g->exporter));
	return CV_OK;
}

static enum cv_err begin(struct imp_reading *g, const struct cv_row *row, struct cv_error *err)
{
	TRY(imp_header(g, row, err));
	if (g->listed)
		return CV_OK;
	if (g->opt->may_kind && g->kind >= 0 && g->kind < REG_KIND_COUNT)
		TRY(g->opt->may_kind(g->opt->may_ctx, (enum reg_kind)g->kind, err));
	TRY(settle_exporter(g, err));
	snprintf(g->source, sizeof(g->source), "%s%s%s", g->rep->source, *g->exporter ? "@" : "", g->exporter);
	TRY(reg_import_begin(g->r, g->source, g->opt->on_conflict, &g->import, err));
	reg_once(g->r, g->kind >= 0 && g->kind < REG_KIND_COUNT);
	return imp_twins_begin(g, err);
}

static enum cv_err by_kind(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct imp_reading *g = ctx;

	if (g->listed)
		return imp_list_look_at(g, row, err);
	if (g->kind == IMP_DPF)
		return imp_dpf_row(g, row, err);
	return g->kind == IMP_LIST ? imp_list_row(g, row, err) : imp_canonical_row(g, row, err);
}

static enum cv_err take_row(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct imp_reading *g = ctx;
	bool refused_before;

	g->rep->read++;
	g->rows++;
	TRY(imp_known_reject(g, row->line, &refused_before, err));
	return refused_before ? CV_OK : imp_mended(g, row, by_kind, err);
}

static enum cv_err take_header(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	return begin(ctx, row, err);
}

static enum cv_err on_row(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct imp_reading *g = ctx;
	bool held;

	if (imp_blank_row(row)) {
		if (g->header_seen) {
			g->rep->read++;
			g->rep->skipped++;
		}
		return CV_OK;
	}
	if (!g->header_seen && row->line < g->rep->header_line) {
		imp_title(g, row);
		return CV_OK;
	}
	if (!g->header_seen)
		return imp_mended(g, row, take_header, err);
	TRY(imp_hold(g, row, &held, err));
	if (held)
		return CV_OK;
	TRY(imp_release(g, false, take_row, err));
	return take_row(g, row, err);
}

static enum cv_err end_rows(struct imp_reading *g, struct cv_error *err)
{
	enum cv_err e = g->kind == IMP_DPF ? imp_dpf_end(g, err)
		: g->kind == IMP_LIST	   ? imp_list_end(g, err)
					   : imp_canonical_end(g, err);

	imp_refusals_sort(g->rep);
	return e;
}

static enum cv_err note_import(struct imp_reading *g, struct cv_error *err)
{
	const struct imp_report *rep = g->rep;
	struct reg_import counts = { .id = g->import,
		.file = g->opt->name,
		.sha256 = rep->sha256,
		.kind = rep->kind,
		.rows = (int64_t)rep->read,
		.added = (int64_t)rep->added,
		.updated = (int64_t)rep->updated,
		.unchanged = (int64_t)rep->unchanged,
		.refused = (int64_t)rep->refused,
		.skipped = (int64_t)rep->skipped,
		.ended = (int64_t)rep->ended };

	return reg_import_end(g->r, &counts, err);
}

/* With refused rows a plan is still made, to be read; only --rejects applies the rest of the file. */
static bool stops_at_refused(const struct imp_reading *g)
{
	return g->rep->refused > 0 && g->opt->reject == NULL;
}

enum cv_err imp_reading_rows(struct imp_reading *g, struct imp_input *in, struct cv_error *err)
{
	TRY(imp_rows(in, g->opt, g->rep, on_row, g, err));
	return imp_release(g, true, take_row, err);
}

static enum cv_err read_rows(struct imp_reading *g, struct imp_input *in, struct cv_error *err)
{
	TRY(imp_reading_rows(g, in, err));
	if (!g->header_seen || g->rows == 0 || (g->kind != IMP_DPF && g->rep->read == g->rep->skipped))
		return cv_fail(err, CV_E_CSV,
			"the file has a header (line %zu) and no rows below it: there is nothing to import",
			g->header_line);
	TRY(end_rows(g, err));
	if (stops_at_refused(g) && !g->opt->dry_run)
		return refused(g->rep, err);
	if (g->late && g->keep_rejects)
		return cv_fail(err, CV_E_REFUSED, "to be read again");
	TRY(imp_follow(g, err));
	TRY(imp_revive(g, err));
	TRY(imp_complete(g, err));
	TRY(imp_maps_keep(g, err));
	return note_import(g, err);
}

static bool give_up(const struct imp_reading *g, const char *doing)
{
	struct imp_progress p = { .rows = g->rep->read, .doing = doing };

	return g->opt->progress && g->opt->progress(g->opt->progress_ctx, &p);
}

enum cv_err imp_step(struct imp_reading *g, const char *doing, size_t done, size_t of, struct cv_error *err)
{
	struct imp_progress p = { .bytes = done, .of = of, .rows = g->rep->read, .doing = doing };

	if (++g->steps % STEPS_BETWEEN == 0 && g->opt->progress && g->opt->progress(g->opt->progress_ctx, &p))
		return cv_fail(err, CV_E_STOPPED, "stopped; nothing was written");
	return CV_OK;
}

static enum cv_err plan(struct imp_reading *g, int64_t seq, struct cv_error *err)
{
	const struct imp_report *rep = g->rep;
	enum cv_err e;

	if (give_up(g, "working out what it means"))
		return cv_fail(err, CV_E_STOPPED, "stopped; nothing was written");
	e = imp_plan_make(g, seq, err);
	if (e != CV_OK) { /* half a plan is none */
		imp_plan_finish(g->rep->plan);
		g->rep->plan = NULL;
		return e;
	}
	if (stops_at_refused(g))
		return refused(rep, err);
	if (rep->plan->stop)
		return cv_fail(err, CV_E_STOPPED, "%s; nothing was written", rep->plan->stop);
	return imp_plan_fits(g, rep->plan->hash, err);
}

/* What became of drafts that make themselves. */
static enum cv_err say_drafts(struct imp_reading *g, int64_t seq, struct cv_error *err)
{
	size_t gone;

	TRY(reg_notice_drafted(g->r, seq, &g->rep->drafts, err));
	if (g->kind != REG_NOTICES)
		return CV_OK;
	TRY(reg_notice_replaced(g->r, seq, &gone, err));
	if (gone > 0)
		cv_str_printf(&g->rep->notes, "%zu draft notice%s that had made %s %s way to the file\n", gone,
			gone == 1 ? "" : "s", gone == 1 ? "itself" : "themselves",
			g->opt->dry_run ? (gone == 1 ? "gives" : "give") : "gave");
	return CV_OK;
}

/* What the end of the change makes is made for the plan, too, and goes with it. */
static enum cv_err plan_drafts(struct imp_reading *g, struct cv_error *err)
{
	if (!reg_changed(g->r))
		return CV_OK;
	TRY(reg_notice_note(g->r, err));
	return say_drafts(g, reg_open_change(g->r), err);
}

static enum cv_err import_all(
	struct imp_reading *g, struct imp_input *in, const struct reg_actor *actor, struct cv_error *err)
{
	struct imp_report *rep = g->rep;
	enum cv_err e;
	int64_t seq;

	TRY(reg_begin(g->r, actor, g->opt->name, err));
	seq = reg_open_change(g->r) - 1;
	e = imp_plan_moved(g, seq, err);
	if (e == CV_OK)
		e = read_rows(g, in, err);
	if (e == CV_OK)
		e = plan(g, seq, err);
	if (e == CV_OK && give_up(g, "writing"))
		e = cv_fail(err, CV_E_STOPPED, "stopped; nothing was written");
	if (e == CV_OK && g->keep_rejects && !g->opt->dry_run)
		e = imp_rejects_write(g, in, err);
	if (e == CV_OK && cv_str_ran_out())
		e = cv_fail(err, CV_E_NOMEM, "out of memory; nothing was written");
	if (e == CV_OK)
		e = g->opt->dry_run ? plan_drafts(g, err) : reg_commit(g->r, &rep->seq, err);
	if (e == CV_OK && rep->seq)
		e = say_drafts(g, rep->seq, err);
	reg_rollback(g->r);
	if (rep->seq)
		rep->import = g->import;
	assert(e != CV_OK || rep->read == rep->added + rep->updated + rep->unchanged + rep->refused + rep->skipped);
	return e;
}

static enum cv_err prepare(struct imp_reading *g, struct imp_options *own, struct cv_error *err)
{
	struct imp_report *rep = g->rep;

	if (own->source)
		snprintf(rep->source, sizeof(rep->source), "%s", own->source);
	else
		imp_source_name(own->name, rep->source, sizeof(rep->source));
	return imp_maps_recall(g, own, err);
}

void imp_reading_finish(struct imp_reading *g)
{
	for (size_t i = 0; i < g->n_columns; i++)
		free(g->column[i].header);
	for (size_t i = 0; i < REG_COLUMNS_MAX; i++)
		cv_str_finish(&g->cell[i]);
	cv_str_finish(&g->extra);
	cv_str_finish(&g->stop);
	cv_str_finish(&g->tidy);
	imp_held_finish(g);
	free(g->held);
	imp_rejects_finish(&g->rejects);
	imp_canonical_finish(g);
	imp_list_finish(g->list);
	imp_twins_finish(g->twins);
	imp_dpf_finish(g->dpf);
	free(g->remembered);
	free(g);
}

/* One reading of the file. *again: rows were refused by halves; rejects then holds them, to be left out of the next. */
static enum cv_err read_once(struct reg *r, struct imp_input *in, const struct imp_options *opt,
	const struct reg_actor *actor, struct imp_rejects *rejects, bool *again, struct imp_report *ret,
	struct cv_error *err)
{
	struct imp_options own = *opt;
	struct imp_reading *g;
	enum cv_err e;

	g = calloc(1, sizeof(*g));
	if (g == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	g->r = r;
	g->pack = reg_pack(r);
	g->opt = &own;
	g->rep = ret;
	g->keep_rejects = opt->reject != NULL;
	g->known = rejects;
	e = prepare(g, &own, err);
	if (e == CV_OK)
		e = import_all(g, in, actor, err);
	*again = e == CV_E_REFUSED && g->late && g->keep_rejects;
	if (*again) {
		imp_rejects_finish(rejects);
		*rejects = g->rejects;
		g->rejects = (struct imp_rejects){ NULL, 0, 0 };
		imp_rejects_sort(rejects);
	}
	imp_reading_finish(g);
	return e;
}

enum cv_err imp_file(struct reg *r, struct imp_input *in, const struct imp_options *opt, const struct reg_actor *actor,
	struct imp_report *ret, struct cv_error *err)
{
	struct imp_rejects rejects = { NULL, 0, 0 };
	bool again = false;
	enum cv_err e = opt->reject ? imp_input_keep(in, opt, err) : CV_OK;

	for (int i = 0; e == CV_OK && i < READINGS_MAX; i++) {
		e = read_once(r, in, opt, actor, &rejects, &again, ret, err);
		if (!again)
			break;
		imp_report_finish(ret);
		e = imp_input_again(in, err);
	}
	if (e == CV_OK && again)
		e = cv_fail(err, CV_E_CSV,
			"refused rows hang on refused rows more than %d deep: mend the first of them; nothing was written",
			READINGS_MAX);
	imp_rejects_finish(&rejects);
	return e;
}

void imp_note_conflicts(struct imp_reading *g, size_t line)
{
	const char *text = reg_put_conflicts(g->r);

	if (*text && g->n_conflicts++ < 100)
		cv_str_printf(&g->rep->notes, "line %zu: %s\n", line, text);
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
	imp_plan_finish(rep->plan);
	cv_str_finish(&rep->notes);
	*rep = (struct imp_report){ 0 };
}

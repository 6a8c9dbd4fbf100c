/* The list of the Data Privacy Framework from its header to its last row. */
#include "import/dpf.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- the header ---- */

static uint32_t columns(const struct imp_options *opt, const struct cv_row *row)
{
	uint32_t seen = 0;

	for (size_t i = 0; i < row->n; i++) {
		int c = imp_dpf_header(opt, row->cell[i].text);

		if (c >= 0)
			seen |= UINT32_C(1) << c;
	}
	return seen;
}

static bool has(uint32_t seen, enum imp_dpf_column c)
{
	return seen >> c & 1;
}

size_t imp_dpf_score(const struct imp_options *opt, const struct cv_row *row)
{
	uint32_t seen = columns(opt, row);
	size_t n = 0;

	for (int c = 0; c < IMP_DPF_OTHER; c++)
		n += has(seen, (enum imp_dpf_column)c);
	return n;
}

/* A list of vendors may have a framework and a status too: one column must be there that only this list has. */
bool imp_dpf_recognise(const struct imp_options *opt, const struct cv_row *row)
{
	uint32_t seen = columns(opt, row);

	return (has(seen, IMP_DPF_LEGAL) || has(seen, IMP_DPF_DISPLAY)) && has(seen, IMP_DPF_FRAMEWORK) &&
		(has(seen, IMP_DPF_STATUS) || has(seen, IMP_DPF_INACTIVE)) &&
		(has(seen, IMP_DPF_COVERED) || has(seen, IMP_DPF_INACTIVE) || has(seen, IMP_DPF_DUE) ||
			has(seen, IMP_DPF_INSTALL) || has(seen, IMP_DPF_NON_HR));
}

enum cv_err imp_dpf_check(
	const struct imp_options *opt, const struct cv_row *row, const char *names, struct cv_error *err)
{
	uint32_t seen = columns(opt, row);
	const char *missing = NULL, *field = NULL;

	if (!has(seen, IMP_DPF_STATUS) && !has(seen, IMP_DPF_INACTIVE)) {
		missing = "Status";
		field = "status";
	}
	if (!has(seen, IMP_DPF_FRAMEWORK)) {
		missing = "Framework";
		field = "framework";
	}
	if (!has(seen, IMP_DPF_LEGAL) && !has(seen, IMP_DPF_DISPLAY)) {
		missing = "Legal Name";
		field = "legal_name";
	}
	return missing == NULL
		? CV_OK
		: cv_fail_at(err, CV_E_CSV, missing,
			  "line %zu: the list of participants needs the column %s; the file has %s: name it with "
			  "--map 'Their column=%s'",
			  row->line, missing, names, field);
}

/* "Organization" beside "Public Display Name": the first counts. The same header twice is a mistake. */
int imp_dpf_field_of(const struct imp_reading *g, const char *header)
{
	int c = imp_dpf_header(g->opt, header);

	for (size_t i = 0; c >= 0 && i + 1 < g->n_columns; i++)
		if (g->column[i].field == c && strcasecmp(g->column[i].header, header) != 0)
			return IMP_NONE;
	return c;
}

static void settle_columns(struct imp_reading *g)
{
	struct imp_dpf *d = g->dpf;

	for (size_t c = 0; c < IMP_DPF_COLUMN_COUNT; c++)
		d->at[c] = -1;
	for (size_t i = 0; i < g->n_columns; i++) {
		int c = g->column[i].field;

		if (c >= 0 && d->at[c] < 0)
			d->at[c] = (int)i;
		else if (c == IMP_NONE)
			cv_str_printf(&g->rep->notes, "the column '%s' says nothing about a certification: left out\n",
				g->column[i].header);
	}
}

static void settle_frameworks(struct imp_reading *g)
{
	const struct law_pack *p = reg_pack(g->r);
	struct imp_dpf *d = g->dpf;
	uint16_t family;
	bool claimed = law_family_parse(p, IMP_DPF_FAMILY, strlen(IMP_DPF_FAMILY), &family);

	for (; d->n_frameworks < IMP_DPF_FRAMEWORKS_MAX &&
		law_framework_at(p, d->n_frameworks, &d->framework[d->n_frameworks]);
		d->n_frameworks++)
		if (claimed && law_family_has(p, family, d->framework[d->n_frameworks].mech))
			d->of_list |= UINT32_C(1) << d->n_frameworks;
}

static enum cv_err fold_answers(struct imp_reading *g, struct cv_error *err)
{
	g->dpf->answer = calloc(g->opt->n_answers + 1, sizeof(*g->dpf->answer)); /* ends in NULL */
	if (g->dpf->answer == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	for (size_t i = 0; i < g->opt->n_answers; i++) {
		g->dpf->answer[i] = imp_dpf_fold(g->opt->answer[i].a);
		if (g->dpf->answer[i] == NULL)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
	}
	return CV_OK;
}

enum cv_err imp_dpf_begin(struct imp_reading *g, struct cv_error *err)
{
	g->dpf = calloc(1, sizeof(*g->dpf));
	if (g->dpf == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	settle_columns(g);
	settle_frameworks(g);
	TRY(fold_answers(g, err));
	if (g->dpf->of_list == 0)
		return cv_fail(err, CV_E_PACK,
			"the law pack has no framework of the family %s: load one that has, then import the list",
			IMP_DPF_FAMILY);
	return imp_dpf_relying(g, err);
}

/* ---- the end ---- */

/* The day of the check: that of the first import of this very file, so that the same file again is no later proof. */
static enum cv_err find_before(void *ctx, const struct reg_import *i, struct cv_error *err)
{
	struct imp_reading *g = ctx;
	cv_day day;

	CV_UNUSED(err);
	if (!g->dpf->seen_before && cv_streq(i->kind, g->rep->kind) && cv_streq(i->sha256, g->rep->sha256) &&
		strlen(i->at) >= CV_DAY_TEXT - 1 && cv_day_parse(i->at, CV_DAY_TEXT - 1, &day)) {
		g->dpf->seen_before = true;
		g->dpf->checked = day;
	}
	return CV_OK;
}

static void count_rows(struct imp_reading *g)
{
	struct imp_report *rep = g->rep;

	for (size_t i = 0; i < g->dpf->n_rows; i++) {
		const struct imp_dpf_row *r = &g->dpf->row[i];

		if (r->refused)
			continue; /* counted when it was */
		if (!r->used)
			rep->skipped++;
		else if (r->effect == REG_ADDED)
			rep->added++;
		else if (r->effect == REG_UPDATED)
			rep->updated++;
		else
			rep->unchanged++;
	}
}

static void note_matches(struct imp_reading *g)
{
	const struct imp_dpf *d = g->dpf;
	size_t rows = 0, parties = 0;

	for (size_t i = 0; i < d->n_rows; i++)
		rows += d->row[i].used;
	for (size_t i = 0; i < d->n_parties; i++)
		parties += d->party[i].listed != 0;
	cv_str_printf(&g->rep->notes, "%zu of %zu entries are about %zu %s on file; the others are left out\n", rows,
		g->rows, parties, parties == 1 ? "party" : "parties");
}

enum cv_err imp_dpf_end(struct imp_reading *g, struct cv_error *err)
{
	g->dpf->checked = g->opt->today;
	TRY(reg_imports(g->r, find_before, g, err));
	TRY(imp_dpf_filed(g, err));
	TRY(imp_dpf_settle(g, err));
	TRY(imp_dpf_apply(g, err));
	count_rows(g);
	note_matches(g);
	TRY(imp_dpf_report(g, err));
	return g->rep->notes.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

/* ---- memory ---- */

static void finish_rows(struct imp_dpf *d)
{
	for (size_t i = 0; i < d->n_rows; i++) {
		free(d->row[i].participant);
		free(d->row[i].folded);
		free(d->row[i].display);
		for (size_t k = 0; k < IMP_DPF_DAYS; k++)
			free(d->row[i].text[k]);
	}
	free(d->row);
}

static void finish_parties(struct imp_dpf *d)
{
	for (size_t i = 0; i < d->n_parties; i++) {
		free(d->party[i].id);
		free(d->party[i].name);
		free(d->party[i].country);
		free(d->party[i].near);
	}
	free(d->party);
}

void imp_dpf_finish(struct imp_dpf *d)
{
	if (d == NULL)
		return;
	finish_rows(d);
	finish_parties(d);
	for (size_t i = 0; i < d->n_hits; i++)
		free(d->hit[i].name);
	for (size_t i = 0; i < d->n_legs; i++)
		free(d->leg[i].id);
	for (char **a = d->answer; a && *a; a++)
		free(*a);
	free(d->answer);
	free(d->hit);
	free(d->cert);
	free(d->leg);
	imp_keys_finish(d->parties);
	imp_keys_finish(d->near);
	imp_keys_finish(d->asked);
	free(d);
}

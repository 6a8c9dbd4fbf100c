/* One row of the participant list: kept when it names a party on file, else counted. */
#include "import/dpf.h"
#include "import/list.h"

#include <stdlib.h>
#include <string.h>

static const enum imp_dpf_column day_column[IMP_DPF_DAYS] = { IMP_DPF_INSTALL, IMP_DPF_DUE, IMP_DPF_INACTIVE };

static enum cv_err refuse(struct imp_reading *g, struct imp_dpf_row *r, enum imp_dpf_column c,
	const struct cv_error *why, struct cv_error *err)
{
	int at = g->dpf->at[c];

	r->refused = true;
	return imp_defect(g, r->line, at < 0 ? "" : g->column[at].header, why->msg, err);
}

static enum cv_err read_frameworks(struct imp_reading *g, struct imp_dpf_row *r, const char *text, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str unknown = { 0 };
	struct cv_error why;

	r->frameworks = imp_dpf_frameworks(g->dpf, reg_pack(g->r), text, &unknown);
	if (unknown.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	if (r->frameworks && unknown.len == 0)
		return CV_OK;
	if (unknown.len == 0)
		cv_fail(&why, CV_E_VALUE,
			"no framework is named: write which one '%.80s' takes part in, as the list calls it",
			r->participant);
	else
		cv_fail(&why, CV_E_UNKNOWN_WORD,
			"'%.120s' is no framework of the law pack: write its slug, such as %s, or load a law pack "
			"that has it",
			unknown.data, law_mech_slug(reg_pack(g->r), g->dpf->framework[g->dpf->n_frameworks - 1].mech));
	return refuse(g, r, IMP_DPF_FRAMEWORK, &why, err);
}

/* A file without the column of the status says it by the day on which an entry became inactive. */
static enum cv_err read_status(
	struct imp_reading *g, struct imp_dpf_row *r, const struct cv_row *row, struct cv_error *err)
{
	const char *status = imp_dpf_cell(g->dpf, row, IMP_DPF_STATUS);
	struct cv_error why;
	const char *reason;
	bool active;
	cv_day day;

	if (g->dpf->at[IMP_DPF_STATUS] < 0) {
		r->active = imp_dpf_day(r->text[IMP_DPF_UNTIL], IMP_DAYS_MDY, &day) == IMP_DPF_EMPTY;
	} else if (!imp_dpf_status(status, &r->active, &r->ended)) {
		cv_fail(&why, CV_E_UNKNOWN_WORD,
			"'%.80s' is no status that is known: write Active or Inactive (Lapsed or Withdrawn where that "
			"is known)",
			status);
		return refuse(g, r, IMP_DPF_STATUS, &why, err);
	}
	if (!r->active && r->ended == NULL &&
		imp_dpf_status(imp_dpf_cell(g->dpf, row, IMP_DPF_REASON), &active, &reason))
		r->ended = reason;
	return CV_OK;
}

static enum cv_err one_kind(struct imp_reading *g, struct imp_dpf_row *r, const struct cv_row *row,
	enum imp_dpf_column c, bool *ret, struct cv_error *err)
{
	struct cv_error why;

	if (g->dpf->at[c] < 0)
		return CV_OK;
	r->data_said = true;
	if (imp_dpf_yes_no(imp_dpf_cell(g->dpf, row, c), ret))
		return CV_OK;
	cv_fail(&why, CV_E_UNKNOWN_WORD, "'%.80s' is neither Yes nor No", imp_dpf_cell(g->dpf, row, c));
	return refuse(g, r, c, &why, err);
}

static enum cv_err read_data(
	struct imp_reading *g, struct imp_dpf_row *r, const struct cv_row *row, struct cv_error *err)
{
	struct cv_error why;

	TRY(one_kind(g, r, row, IMP_DPF_HR, &r->hr, err));
	TRY(one_kind(g, r, row, IMP_DPF_NON_HR, &r->non_hr, err));
	if (g->dpf->at[IMP_DPF_DATA] < 0)
		return CV_OK;
	r->data_said = true;
	if (imp_dpf_data(imp_dpf_cell(g->dpf, row, IMP_DPF_DATA), &r->hr, &r->non_hr))
		return CV_OK;
	cv_fail(&why, CV_E_UNKNOWN_WORD, "'%.80s' names other kinds of data than HR and Non-HR: write these",
		imp_dpf_cell(g->dpf, row, IMP_DPF_DATA));
	return refuse(g, r, IMP_DPF_DATA, &why, err);
}

/* Days are read when the whole file is known: only then it is certain whether the month or the day comes first. */
static enum cv_err keep_days(
	struct imp_reading *g, struct imp_dpf_row *r, const struct cv_row *row, struct cv_error *err)
{
	for (size_t i = 0; i < IMP_DPF_DAYS; i++) {
		const char *text = imp_dpf_cell(g->dpf, row, day_column[i]);
		struct cv_error why;
		cv_day day;

		r->day[i] = CV_DAY_NONE;
		r->text[i] = cv_strdup(text);
		if (r->text[i] == NULL)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		if (imp_dpf_day(text, IMP_DAYS_ASK, &day) != IMP_DPF_NO_DAY)
			continue;
		cv_fail(&why, CV_E_DATE, "'%.80s' is not a day of the calendar: write YYYY-MM-DD", text);
		TRY(refuse(g, r, day_column[i], &why, err));
	}
	return CV_OK;
}

static void note_order(struct imp_dpf *d, const struct cv_row *row)
{
	for (size_t i = 0; i < IMP_DPF_DAYS; i++) {
		int order = imp_dpf_order(imp_dpf_cell(d, row, day_column[i]));

		d->month_first += order > 0;
		d->day_first += order < 0;
	}
}

static char *name(const struct imp_dpf *d, const struct cv_row *row, enum imp_dpf_column c)
{
	CV_AUTO(cv_str_finish) struct cv_str clean = { 0 };

	imp_clean(imp_dpf_cell(d, row, c), &clean);
	return clean.failed ? NULL : cv_strdup(cv_str_text(&clean));
}

static enum cv_err keep(struct imp_reading *g, const struct cv_row *row, struct cv_error *err)
{
	struct imp_dpf *d = g->dpf;
	bool legal = *imp_dpf_cell(d, row, IMP_DPF_LEGAL) != '\0';
	void *rows = d->row;
	struct imp_dpf_row *r;

	TRY(imp_grow(&rows, &d->rows_cap, d->n_rows, sizeof(*d->row), err));
	d->row = rows;
	r = &d->row[d->n_rows++];
	*r = (struct imp_dpf_row){ .line = row->line,
		.effect = REG_UNCHANGED,
		.participant = name(d, row, legal ? IMP_DPF_LEGAL : IMP_DPF_DISPLAY),
		.display = name(d, row, IMP_DPF_DISPLAY) };
	r->folded = r->participant ? imp_dpf_fold(r->participant) : NULL;
	if (r->folded == NULL || r->display == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	TRY(keep_days(g, r, row, err));
	TRY(read_frameworks(g, r, imp_dpf_cell(d, row, IMP_DPF_FRAMEWORK), err));
	TRY(read_status(g, r, row, err));
	TRY(read_data(g, r, row, err));
	g->rep->refused += r->refused;
	return CV_OK;
}

enum cv_err imp_dpf_row(struct imp_reading *g, const struct cv_row *row, struct cv_error *err)
{
	bool good, any;

	TRY(imp_row_shape(g, row, &good, err));
	if (!good) {
		g->rep->refused++;
		return CV_OK;
	}
	note_order(g->dpf, row);
	TRY(imp_dpf_match(g, row, &any, err));
	if (any)
		return keep(g, row, err);
	g->rep->skipped++;
	return CV_OK;
}

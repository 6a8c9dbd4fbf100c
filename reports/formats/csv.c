/* Rows as CSV (RFC 4180), with nothing beside them: what is read by other programs, and imported again. */
#include "reports/formats/format.h"

#include "registry/core/csv.h"

static enum cv_err begin(struct rep_sink *s, struct cv_error *err)
{
	CV_UNUSED(err);
	for (size_t i = 0; i < s->n; i++)
		cv_csv_put(&s->out, i == 0, s->column[i].name);
	cv_csv_end_row(&s->out);
	return CV_OK;
}

static enum cv_err row(struct rep_sink *s, const char *const *cell, struct cv_error *err)
{
	CV_UNUSED(err);
	for (size_t i = 0; i < s->n; i++)
		cv_csv_put(&s->out, i == 0, cell[i]);
	cv_csv_end_row(&s->out);
	return CV_OK;
}

static enum cv_err end(struct rep_sink *s, struct cv_error *err)
{
	CV_UNUSED(s);
	CV_UNUSED(err);
	return CV_OK;
}

const struct rep_format_fns rep_csv_fns = { begin, row, end, NULL };

/* What all formats share: rows are gathered and handed on in pieces. */
#include "reports/formats/format.h"

#include <stdlib.h>

enum { PIECE = 64 * 1024 };

static const struct {
	const char *name, *type;
	const struct rep_format_fns *fns;
} format[REP_FORMAT_COUNT] = {
	[REP_CSV] = { "csv", "text/csv; charset=utf-8; header=present", &rep_csv_fns },
	[REP_JSON] = { "json", "application/json", &rep_json_fns },
	[REP_XLSX] = { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &rep_xlsx_fns },
	[REP_HTML] = { "html", "text/html; charset=utf-8", &rep_html_fns },
};

const char *rep_type_name(enum rep_type t)
{
	static const char *const word[] = { "text", "day", "number", "yes-no", "list" };

	return word[t];
}

const char *rep_format_name(enum rep_format f)
{
	return format[f].name;
}

const char *rep_format_type(enum rep_format f)
{
	return format[f].type;
}

bool rep_format_parse(const char *name, enum rep_format *ret)
{
	for (int f = 0; f < REP_FORMAT_COUNT; f++) {
		if (cv_streq(format[f].name, name)) {
			*ret = (enum rep_format)f;
			return true;
		}
	}
	return false;
}

enum cv_err rep_sink_new(
	enum rep_format f, const char *tmpdir, rep_write_fn *fn, void *ctx, struct rep_sink **ret, struct cv_error *err)
{
	struct rep_sink *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	s->fns = format[f].fns;
	s->tmpdir = tmpdir;
	s->fn = fn;
	s->ctx = ctx;
	s->json = cv_json_to(&s->out);
	*ret = s;
	return CV_OK;
}

void rep_sink_free(struct rep_sink *s)
{
	if (s == NULL)
		return;
	if (s->fns->finish)
		s->fns->finish(s);
	cv_str_finish(&s->out);
	free(s);
}

static enum cv_err hand_on(struct rep_sink *s, size_t when, struct cv_error *err)
{
	enum cv_err e;

	if (s->out.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	if (s->held || s->out.len == 0 || s->out.len < when)
		return CV_OK;
	e = s->fn(s->ctx, s->out.data, s->out.len, err);
	cv_str_clear(&s->out);
	return e;
}

enum cv_err rep_begin(struct rep_sink *s, const struct rep_about *about, const struct rep_column *column,
	size_t n_columns, struct cv_error *err)
{
	s->about = about;
	s->column = column;
	s->n = n_columns;
	TRY(s->fns->begin(s, err));
	return hand_on(s, PIECE, err);
}

enum cv_err rep_row(struct rep_sink *s, const char *const *cell, struct cv_error *err)
{
	TRY(s->fns->row(s, cell, err));
	s->rows++;
	return s->out.len < PIECE && !s->out.failed ? CV_OK : hand_on(s, PIECE, err);
}

enum cv_err rep_end(struct rep_sink *s, struct cv_error *err)
{
	s->held = false;
	TRY(s->fns->end(s, err));
	return hand_on(s, 0, err);
}

void rep_hold(struct rep_sink *s)
{
	s->held = true;
}

enum cv_err rep_release(struct rep_sink *s, struct cv_error *err)
{
	s->held = false;
	return hand_on(s, PIECE, err);
}

size_t rep_gathered(const struct rep_sink *s)
{
	return s->out.len;
}

int64_t rep_rows(const struct rep_sink *s)
{
	return s->rows;
}

void rep_about_line(const struct rep_about *a, struct cv_str *out)
{
	char day[CV_DAY_TEXT];

	if (*cv_day_text(a->on, day))
		cv_str_printf(out, "on %s, ", day);
	if (a->known_at && *a->known_at)
		cv_str_printf(out, "as known at %s (change %lld), ", a->known_at, (long long)a->seq);
	if (a->law_pack && *a->law_pack)
		cv_str_printf(out, "law pack %s, ", a->law_pack);
	if (a->filters && *a->filters)
		cv_str_printf(out, "only %s, ", a->filters);
	if (out->len >= 2) {
		out->len -= 2;
		out->data[out->len] = '\0';
	}
}

bool rep_shows_pictures(const struct rep_sink *s)
{
	return s->fns == &rep_html_fns;
}

#include "api/http/reports/sheet.h"

#include "api/http/server.h"
#include "api/http/wire/spool.h"

static const enum http_type type_of[REP_FORMAT_COUNT] = {
	[REP_CSV] = HTTP_CSV,
	[REP_JSON] = HTTP_JSON,
	[REP_XLSX] = HTTP_XLSX,
	[REP_HTML] = HTTP_SHEET,
};

enum cv_err http_form_read(struct http_request *q, const char *format, enum http_form_of *ret,
	enum rep_format *ret_format, struct cv_error *err)
{
	enum http_type wanted;

	*ret = HTTP_FORM_TABLE;
	*ret_format = REP_CSV;
	if (format && cv_streq(format, "text")) {
		*ret = HTTP_FORM_TEXT;
	} else if (format) {
		if (!rep_format_parse(format, ret_format))
			return cv_fail_at(
				err, CV_E_UNKNOWN_WORD, "format", "\"format\" must be json, text, csv, xlsx or html");
		*ret = *ret_format == REP_JSON ? HTTP_FORM_JSON : HTTP_FORM_TABLE;
	} else {
		wanted = http_wanted(q);
		if (wanted != HTTP_CSV)
			*ret = wanted == HTTP_TEXT ? HTTP_FORM_TEXT : HTTP_FORM_JSON;
	}
	return CV_OK;
}

static enum cv_err put(void *ctx, const char *data, size_t len, struct cv_error *err)
{
	struct http_spool *s = ctx;

	http_spool_add(s, data, len);
	if (s->failed != CV_OK && err)
		*err = s->err;
	return s->failed;
}

static enum cv_err write_table(
	struct http_request *q, enum rep_format format, http_table_fn *fn, const void *ctx, struct cv_error *err)
{
	struct rep_sink *sink = NULL;
	enum cv_err e;

	q->sheet = http_spool_new(&q->srv->sheets);
	if (q->sheet == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	e = rep_sink_new(format, q->srv->sheets.folder, put, q->sheet, &sink, err);
	if (e == CV_OK)
		e = fn(ctx, sink, err);
	rep_sink_free(sink);
	return e;
}

enum MHD_Result http_send_table(struct http_request *q, enum rep_format format, http_table_fn *fn, const void *ctx)
{
	struct cv_error err = { 0 };
	enum cv_err e;

	if (atomic_flag_test_and_set(&q->srv->sheet_at_work)) {
		e = cv_fail(&err, CV_E_BUSY, "another table is being written out; try again");
	} else {
		e = write_table(q, format, fn, ctx, &err);
		atomic_flag_clear(&q->srv->sheet_at_work);
	}
	if (e != CV_OK)
		return http_fail(q, e, &err);
	if (q->sheet->fd >= 0)
		return http_send_file(q, type_of[format], q->sheet->fd, q->sheet->size);
	cv_str_add(&q->out, cv_str_text(&q->sheet->head), q->sheet->head.len);
	return http_send(q, MHD_HTTP_OK, type_of[format]);
}

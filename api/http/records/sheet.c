/*
 * Records as CSV: what chapterv report writes, of those that are asked for. It is written into a file without a
 * name, a piece of the register at a time, and sent from there: nothing is held open for a slow reader. One is
 * written at a time.
 */
#include "api/http/records/records.h"

#include "api/http/server.h"
#include "api/http/wire/spool.h"
#include "reports/reports.h"

enum { PIECE = 1000 };

struct sheet {
	struct http_asked asked; /* a copy of what is asked for; texts are the request's */
	struct http_beside beside;
	struct rep_csv *csv;
	reg_version_fn *fn;
	int64_t last;
	int looked;
};

static void csv_free(struct rep_csv **w)
{
	rep_csv_free(*w);
}

static enum cv_err put(void *ctx, const char *data, size_t len, struct cv_error *err)
{
	struct http_spool *s = ctx;

	http_spool_add(s, data, len);
	if (s->failed != CV_OK && err)
		*err = s->err;
	return s->failed;
}

static enum cv_err one(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct sheet *s = ctx;

	s->looked++;
	s->last = v->n;
	if (!http_asked_fits(&s->asked, v) || !http_beside_fits(&s->asked, &s->beside, v))
		return CV_OK;
	return s->fn(s->csv, v, err);
}

static enum cv_err piece(void *ctx, struct reg *r, struct cv_error *err)
{
	struct sheet *s = ctx;

	if (s->asked.seq < 0)
		TRY(reg_known(r, s->asked.has_known_at ? s->asked.known_at : NULL, &s->asked.seq, err));
	s->looked = 0;
	if (s->asked.kind == REG_INQUIRIES && s->beside.pack == NULL)
		TRY(http_beside_read(
			&s->beside, r, s->asked.kind, s->asked.seq, http_asked_day(&s->asked), NULL, err));
	TRY(reg_page(r, s->asked.kind, s->asked.seq, s->last, PIECE, one, s, err));
	return http_stand_failed(&s->asked, err);
}

static enum cv_err every(struct http_live *l, struct sheet *s, reg_version_fn *fn, struct cv_error *err)
{
	bool begun = s->fn != NULL;

	s->fn = fn;
	s->last = 0;
	do {
		TRY((begun ? http_live_read_on : http_live_read)(l, piece, s, err));
		begun = true;
	} while (s->looked == PIECE);
	return CV_OK;
}

static void sheet_finish(struct sheet *s)
{
	http_beside_finish(&s->beside);
}

static enum cv_err write_sheet(struct http_request *q, struct http_asked *a, struct cv_error *err)
{
	CV_AUTO(csv_free) struct rep_csv *csv = NULL;
	CV_AUTO(sheet_finish) struct sheet s = { 0 };

	q->sheet = http_spool_new(&q->srv->sheets);
	csv = q->sheet ? rep_csv_new(a->kind, put, q->sheet) : NULL;
	if (csv == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	TRY(http_asked_ready(&q->srv->live, a, err));
	s = (struct sheet){ .asked = *a, .csv = csv };
	TRY(every(&q->srv->live, &s, rep_csv_note, err));
	rep_csv_header(csv);
	TRY(every(&q->srv->live, &s, rep_csv_row, err));
	return rep_csv_end(csv, err);
}

static enum cv_err put_text(void *ctx, const char *data, size_t len, struct cv_error *err)
{
	cv_str_add(ctx, data, len);
	return ((struct cv_str *)ctx)->failed ? cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM)) : CV_OK;
}

enum cv_err http_sheet_of_one(const struct reg_version *v, struct cv_str *out, struct cv_error *err)
{
	CV_AUTO(csv_free) struct rep_csv *csv = rep_csv_new(v->record.kind, put_text, out);

	if (csv == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	TRY(rep_csv_note(csv, v, err));
	rep_csv_header(csv);
	TRY(rep_csv_row(csv, v, err));
	return rep_csv_end(csv, err);
}

enum cv_err http_sheet_whole(const struct http_asked *a, struct cv_error *err)
{
	const char *param = a->fields ? "fields" : a->limit ? "limit" : a->seq >= 0 ? "cursor" : NULL;

	if (param == NULL)
		return CV_OK;
	return cv_fail_at(
		err, CV_E_USAGE, param, "\"%s\" goes with JSON: text/csv is sent whole, with every column", param);
}

enum MHD_Result http_send_sheet(struct http_request *q, struct http_asked *a)
{
	struct cv_error err = { 0 };
	enum cv_err e = http_sheet_whole(a, &err);

	if (e == CV_OK && atomic_flag_test_and_set(&q->srv->sheet_at_work)) {
		e = cv_fail(&err, CV_E_BUSY, "another table is being written out; try again");
	} else if (e == CV_OK) {
		e = write_sheet(q, a, &err);
		atomic_flag_clear(&q->srv->sheet_at_work);
	}
	if (e != CV_OK)
		return http_fail(q, e, &err);
	if (q->sheet->fd >= 0)
		return http_send_file(q, HTTP_CSV, q->sheet->fd, q->sheet->size);
	cv_str_add(&q->out, cv_str_text(&q->sheet->head), q->sheet->head.len);
	return http_send(q, MHD_HTTP_OK, HTTP_CSV);
}

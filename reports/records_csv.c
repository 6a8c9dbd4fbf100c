/* Records of a kind as CSV that imports again with no change. */
#include "reports/reports.h"

#include "registry/core/csv.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE = 64 * 1024 };

struct rep_csv {
	const struct reg_kind_info *info;
	char **extra; /* names of the unknown columns, in order of first appearance */
	size_t n_extras, extras_cap;
	struct cv_str out;
	rep_write_fn *fn;
	void *ctx;
};

bool rep_extra_next(const char **p, struct cv_str *name, struct cv_str *value)
{
	const char *us = strchr(*p, '\x1f'), *rs;

	if (us == NULL)
		return false;
	rs = us + strcspn(us, "\x1e");
	cv_str_clear(name);
	cv_str_clear(value);
	cv_str_add(name, *p, (size_t)(us - *p));
	cv_str_add(value, us + 1, (size_t)(rs - us - 1));
	*p = *rs ? rs + 1 : rs;
	return true;
}

static bool is_noted(const struct rep_csv *w, const char *name)
{
	for (size_t i = 0; i < w->n_extras; i++)
		if (cv_streq(w->extra[i], name))
			return true;
	return false;
}

static enum cv_err note(struct rep_csv *w, const char *name, struct cv_error *err)
{
	size_t cap = w->extras_cap ? 2 * w->extras_cap : 32;
	char **more = w->n_extras < w->extras_cap ? w->extra : realloc(w->extra, cap * sizeof(*more));

	if (more == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	if (w->n_extras == w->extras_cap)
		w->extras_cap = cap;
	w->extra = more;
	w->extra[w->n_extras] = cv_strdup(name);
	return w->extra[w->n_extras++] ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

enum cv_err rep_csv_note(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct rep_csv *w = ctx;
	struct cv_str name = { 0 }, value = { 0 };
	enum cv_err e = CV_OK;

	for (const char *p = v->record.extra; e == CV_OK && rep_extra_next(&p, &name, &value);)
		if (!is_noted(w, cv_str_text(&name)))
			e = note(w, cv_str_text(&name), err);
	cv_str_finish(&name);
	cv_str_finish(&value);
	return e;
}

/* Another process may have written between the two walks: no column of its rows is dropped in silence. */
static enum cv_err check_extras(const struct rep_csv *w, const char *extra, struct cv_error *err)
{
	struct cv_str name = { 0 }, value = { 0 };
	bool good = true;

	for (const char *p = extra; good && rep_extra_next(&p, &name, &value);)
		good = is_noted(w, cv_str_text(&name));
	cv_str_finish(&name);
	cv_str_finish(&value);
	return good ? CV_OK : cv_fail(err, CV_E_CONFLICT, "the register has changed while it was being written out: try again");
}

static void put_extras(struct rep_csv *w, const char *extra)
{
	struct cv_str name = { 0 }, value = { 0 };

	for (size_t i = 0; i < w->n_extras; i++) {
		bool found = false;

		for (const char *p = extra; !found && rep_extra_next(&p, &name, &value);)
			found = cv_streq(cv_str_text(&name), w->extra[i]);
		cv_csv_put(&w->out, false, found ? cv_str_text(&value) : "");
	}
	w->out.failed |= name.failed || value.failed;
	cv_str_finish(&name);
	cv_str_finish(&value);
}

static enum cv_err flush(struct rep_csv *w, size_t when, struct cv_error *err)
{
	enum cv_err e;

	if (w->out.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	if (w->out.len < when)
		return CV_OK;
	e = w->fn(w->ctx, cv_str_text(&w->out), w->out.len, err);
	cv_str_clear(&w->out);
	return e;
}

enum cv_err rep_csv_row(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct rep_csv *w = ctx;

	TRY(check_extras(w, v->record.extra, err));
	for (size_t i = 0; i < w->info->n; i++)
		cv_csv_put(&w->out, i == 0, v->record.cell[i]);
	put_extras(w, v->record.extra);
	cv_csv_end_row(&w->out);
	return flush(w, PIECE, err);
}

void rep_csv_header(struct rep_csv *w)
{
	for (size_t i = 0; i < w->info->n; i++)
		cv_csv_put(&w->out, i == 0, w->info->column[i].name);
	for (size_t i = 0; i < w->n_extras; i++)
		cv_csv_put(&w->out, false, w->extra[i]);
	cv_csv_end_row(&w->out);
}

enum cv_err rep_csv_end(struct rep_csv *w, struct cv_error *err)
{
	return flush(w, 0, err);
}

struct rep_csv *rep_csv_new(enum reg_kind kind, rep_write_fn *fn, void *ctx)
{
	struct rep_csv *w = calloc(1, sizeof(*w));

	if (w == NULL)
		return NULL;
	w->info = reg_kind_info(kind);
	w->fn = fn;
	w->ctx = ctx;
	return w;
}

void rep_csv_free(struct rep_csv *w)
{
	if (w == NULL)
		return;
	for (size_t i = 0; i < w->n_extras; i++)
		free(w->extra[i]);
	free(w->extra);
	cv_str_finish(&w->out);
	free(w);
}

/* Inside of a sink: what a format does. Private to the room. */
#ifndef REPORTS_FORMATS_FORMAT_H
#define REPORTS_FORMATS_FORMAT_H

#include "registry/core/jsonw.h"
#include "reports/sink.h"

struct rep_format_fns {
	enum cv_err (*begin)(struct rep_sink *s, struct cv_error *err);
	enum cv_err (*row)(struct rep_sink *s, const char *const *cell, struct cv_error *err);
	enum cv_err (*end)(struct rep_sink *s, struct cv_error *err);
	void (*finish)(struct rep_sink *s); /* whatever happened before; NULL: nothing to do */
};

struct rep_sink {
	const struct rep_format_fns *fns;
	const char *tmpdir;
	rep_write_fn *fn;
	void *ctx;
	const struct rep_about *about;
	const struct rep_column *column;
	size_t n;
	int64_t rows;
	bool held;
	struct cv_str out;   /* what a format appends to; handed on from time to time */
	struct cv_json json; /* of the JSON format: appends to out */
	void *own;           /* of the XLSX format */
};

extern const struct rep_format_fns rep_csv_fns, rep_json_fns, rep_xlsx_fns, rep_html_fns;

/* "on 2024-06-01, as known at 2026-11-23T10:00:00.000Z (change 20), law pack 2026-11-23": what of it there is. */
void rep_about_line(const struct rep_about *a, struct cv_str *out);

#endif

#include "tests/golden/case_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum column {
	ID,
	EXPORTER_COUNTRY,
	EXPORTER_ROLE,
	EXPORTER_ATTRS,
	IMPORTER_COUNTRY,
	IMPORTER_ROLE,
	IMPORTER_KIND,
	DATA,
	IMPORTER_ATTRS,
	SAFEGUARDS,
	AS_OF,
	OUTCOME,
	MECHANISM,
	REASONS,
	WHY,
	COLUMNS
};

static const char *const column_name[COLUMNS] = {
	[ID] = "id",
	[EXPORTER_COUNTRY] = "exporter_country",
	[EXPORTER_ROLE] = "exporter_role",
	[EXPORTER_ATTRS] = "exporter_attrs",
	[IMPORTER_COUNTRY] = "importer_country",
	[IMPORTER_ROLE] = "importer_role",
	[IMPORTER_KIND] = "importer_kind",
	[DATA] = "data",
	[IMPORTER_ATTRS] = "importer_attrs",
	[SAFEGUARDS] = "safeguards",
	[AS_OF] = "as_of",
	[OUTCOME] = "expected_outcome",
	[MECHANISM] = "expected_mechanism",
	[REASONS] = "expected_reasons",
	[WHY] = "why",
};

struct reading {
	const struct law_pack *p;
	const char *path;
	decided_fn *fn;
	void *ctx;
	bool header_seen;
	int at[COLUMNS]; /* where the column stands in the file, -1: nowhere */
	size_t n_columns;
	struct law_case c;
	struct law_decision d[LAW_CASE_LEGS_MAX];
	struct cv_str mechanism, reasons;
};

static enum cv_err take_header(struct reading *g, const struct cv_row *row)
{
	g->n_columns = row->n;
	for (int k = 0; k < COLUMNS; k++) {
		g->at[k] = -1;
		for (size_t i = 0; i < row->n; i++)
			if (cv_streq(row->cell[i].text, column_name[k]))
				g->at[k] = (int)i;
	}
	g->header_seen = true;
	return CV_OK;
}

static const char *cell(const struct reading *g, const struct cv_row *row, enum column k)
{
	return g->at[k] < 0 ? "" : row->cell[g->at[k]].text;
}

static void add_reasons(const struct law_reasons *set, struct cv_str *out)
{
	bool first = true;

	for (int r = 0; r < LAW_REASON_COUNT; r++) {
		if (!law_reason_in(set, (enum law_reason)r))
			continue;
		cv_str_printf(out, "%s%s", first ? "" : ";", law_reason_name((enum law_reason)r));
		first = false;
	}
}

/* Decides every leg; returns the outcome of the worst (law 2). */
static enum law_outcome decide_legs(struct reading *g)
{
	enum law_outcome worst = LAW_NO_TRANSFER;

	cv_str_clear(&g->mechanism);
	cv_str_clear(&g->reasons);
	for (size_t i = 0; i < g->c.n_legs; i++) {
		const struct law_facts *f = &g->c.leg[i];
		struct law_decision *d = &g->d[i];

		law_decide(g->p, f, g->c.on, d);
		if (d->outcome > worst)
			worst = d->outcome;
		if (i > 0) {
			cv_str_putc(&g->mechanism, '|');
			cv_str_putc(&g->reasons, '|');
		}
		cv_str_puts(&g->mechanism,
			d->decisive >= 0 ? law_tried_slug(g->p, f, &d->tried[d->decisive])
					 : law_mech_slug(g->p, d->mech));
		add_reasons(&d->reasons, &g->reasons);
	}
	return worst;
}

static enum cv_err take_row(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct reading *g = ctx;
	struct law_case_in in;
	struct decided one;

	if (!g->header_seen)
		return take_header(g, row);
	if (row->n != g->n_columns)
		return cv_fail(
			err, CV_E_CSV, "line %zu: %zu cells where the header has %zu", row->line, row->n, g->n_columns);
	in = (struct law_case_in){ cell(g, row, EXPORTER_COUNTRY), cell(g, row, EXPORTER_ROLE),
		cell(g, row, EXPORTER_ATTRS), cell(g, row, IMPORTER_COUNTRY), cell(g, row, IMPORTER_ROLE),
		cell(g, row, IMPORTER_KIND), cell(g, row, DATA), cell(g, row, IMPORTER_ATTRS), cell(g, row, SAFEGUARDS),
		cell(g, row, AS_OF) };
	if (law_case_parse(g->p, &in, &g->c, err) != CV_OK) {
		fprintf(stderr, "%s:%zu: ", g->path, row->line);
		return err->code;
	}
	one = (struct decided){ .id = cell(g, row, ID),
		.why = cell(g, row, WHY),
		.expected_outcome = cell(g, row, OUTCOME),
		.expected_mechanism = cell(g, row, MECHANISM),
		.expected_reasons = cell(g, row, REASONS),
		.line = row->line,
		.c = &g->c,
		.d = g->d };
	one.outcome = decide_legs(g);
	one.mechanism = cv_str_text(&g->mechanism);
	one.reasons = cv_str_text(&g->reasons);
	return g->fn(g->ctx, &one) ? CV_OK : cv_fail(err, CV_E_SYSTEM, "stopped");
}

static bool slurp(const char *path, struct cv_str *out)
{
	FILE *f = fopen(path, "rb");
	char buf[65536];
	size_t n;
	bool ok;

	if (f == NULL)
		return false;
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0)
		cv_str_add(out, buf, n);
	ok = !ferror(f) && !out->failed;
	fclose(f);
	return ok;
}

bool decide_file(const struct law_pack *p, const char *path, decided_fn *fn, void *ctx)
{
	struct reading *g = calloc(1, sizeof(*g));
	struct cv_str text = { 0 };
	struct cv_error err = { 0 };
	bool ok = false;

	if (g == NULL || !slurp(path, &text)) {
		fprintf(stderr, "%s: cannot be read\n", path);
		goto out;
	}
	g->p = p;
	g->path = path;
	g->fn = fn;
	g->ctx = ctx;
	ok = cv_csv_read(text.data, text.len, ',', take_row, g, &err) == CV_OK;
	if (!ok)
		fprintf(stderr, "%s: %s\n", path, err.msg);
out:
	if (g) {
		cv_str_finish(&g->mechanism);
		cv_str_finish(&g->reasons);
	}
	free(g);
	cv_str_finish(&text);
	return ok;
}

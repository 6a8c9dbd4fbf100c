#include "api/cli/check.h"

#include "reports/reports.h"

#include <string.h>

enum { FLUSH_AT = 64 * 1024 };

/* In the order of struct law_case_in, which take_case() fills from them. */
static const char *const input_name[CLI_CHECK_INPUTS] = {
	"exporter_country", "exporter_role", "exporter_attrs", "importer_country", "importer_role", "importer_kind",
	"data", "importer_attrs", "safeguards", "as_of",
};
enum { EXPORTER_ATTRS = 2 };

static const char *const added_name[] = { "outcome", "mechanism", "reasons" };

/* ---- the header ----------------------------------------------------------------------------------------------- */

static bool same(const struct cv_cell *cell, const char *name)
{
	const char *p = cell->text, *w;
	size_t n;

	w = cv_next(&p, '\x01', &n); /* without the blanks around it */
	return w && strlen(name) == n && memcmp(w, name, n) == 0;
}

/* The column of that name, -1: none, -2: two of them. */
static int find(const struct cv_row *row, const char *name)
{
	int found = -1;

	for (size_t i = 0; i < row->n; i++)
		if (same(&row->cell[i], name))
			found = found == -1 ? (int)i : -2;
	return found;
}

static enum cv_err place(const struct cv_row *row, const char *name, bool required, int *ret, struct cv_error *err)
{
	*ret = find(row, name);
	if (*ret == -2)
		return cv_fail(err, CV_E_CSV, "line %zu: the column %s is there twice", row->line, name);
	if (*ret == -1 && required)
		return cv_fail(err, CV_E_CSV, "line %zu: the column %s is missing (a comma must separate the columns)",
			row->line, name);
	return CV_OK;
}

static void write_header(struct cli_check *k, const struct cv_row *row)
{
	bool first = true;

	for (size_t i = 0; i < row->n; i++) {
		if (k->ours[i])
			continue;
		cv_csv_put(&k->c->out, first, cv_csv_restore(row->cell[i].text));
		first = false;
	}
	for (size_t i = 0; i < CV_LEN(added_name); i++)
		cv_csv_put(&k->c->out, false, added_name[i]);
	cv_csv_end_row(&k->c->out);
}

static enum cv_err header(struct cli_check *k, const struct cv_row *row, struct cv_error *err)
{
	k->header_seen = true;
	k->n_columns = row->n;
	for (size_t i = 0; i < CLI_CHECK_INPUTS; i++)
		TRY(place(row, input_name[i], i != EXPORTER_ATTRS, &k->input[i], err));
	TRY(place(row, "id", false, &k->id, err));
	TRY(place(row, "expected_outcome", false, &k->expected_outcome, err));
	TRY(place(row, "expected_mechanism", false, &k->expected_mechanism, err));
	for (size_t i = 0; i < row->n; i++)
		for (size_t a = 0; a < CV_LEN(added_name); a++)
			k->ours[i] |= same(&row->cell[i], added_name[a]);
	k->compare = k->expected_outcome >= 0;
	k->rows = !cli_has(k->c, "json") && (!k->compare || cli_has(k->c, "csv"));
	k->j = cv_json_to(&k->c->out);
	if (k->rows)
		write_header(k, row);
	if (cli_has(k->c, "json")) {
		cv_json_open(&k->j, '{');
		cv_json_key(&k->j, "results");
		cv_json_open(&k->j, '[');
	}
	return CV_OK;
}

/* ---- a row ---------------------------------------------------------------------------------------------------- */

static const char *cell(const struct cv_row *row, int column)
{
	return column < 0 ? "" : cv_csv_restore(row->cell[column].text);
}

static void unread(struct cli_check *k, const struct cv_row *row, const struct cv_error *err)
{
	if (++k->unread > CLI_CHECK_SHOWN)
		return;
	if (err->field[0])
		cli_say(k->c, "%s:%zu: column %s: %s", k->path, row->line, err->field, err->msg);
	else
		cli_say(k->c, "%s:%zu: %s", k->path, row->line, err->msg);
}

static bool take_case(struct cli_check *k, const struct cv_row *row)
{
	struct cv_error err;
	struct law_case_in in = {
		.exporter_country = cell(row, k->input[0]), .exporter_role = cell(row, k->input[1]),
		.exporter_attrs = cell(row, k->input[2]), .importer_country = cell(row, k->input[3]),
		.importer_role = cell(row, k->input[4]), .importer_kind = cell(row, k->input[5]),
		.data = cell(row, k->input[6]), .importer_attrs = cell(row, k->input[7]),
		.safeguards = cell(row, k->input[8]), .as_of = cell(row, k->input[9]),
	};

	err.field[0] = err.msg[0] = '\0';
	if (law_case_parse(k->pack, &in, &k->k, &err) == CV_OK)
		return true;
	unread(k, row, &err);
	return false;
}

static void write_row(struct cli_check *k, const struct cv_row *row, enum law_outcome outcome)
{
	bool first = true;

	for (size_t i = 0; i < row->n; i++) {
		if (k->ours[i])
			continue;
		cv_csv_put(&k->c->out, first, cv_csv_restore(row->cell[i].text));
		first = false;
	}
	cv_csv_put(&k->c->out, false, law_outcome_name(outcome));
	cv_csv_put(&k->c->out, false, cv_str_text(&k->mechanism));
	cv_csv_put(&k->c->out, false, cv_str_text(&k->reasons));
	cv_csv_end_row(&k->c->out);
}

static void compare(struct cli_check *k, const struct cv_row *row, enum law_outcome outcome)
{
	const char *want = cell(row, k->expected_outcome), *mech = cell(row, k->expected_mechanism);
	const char *id = cell(row, k->id);
	bool outcome_same = cv_streq(want, law_outcome_name(outcome));
	bool mech_same = *mech == '\0' || cv_streq(mech, cv_str_text(&k->mechanism));

	if (*want == '\0') {
		k->unexpected++;
		return;
	}
	if (outcome_same && mech_same) {
		k->passed++;
		return;
	}
	if (++k->differing > CLI_CHECK_SHOWN)
		return;
	cli_say(k->c, "%s:%zu: %s%sexpected %s %s, found %s %s %s", k->path, row->line, id, *id ? ": " : "", want, mech,
		law_outcome_name(outcome), cv_str_text(&k->mechanism), cv_str_text(&k->reasons));
}

static void decide(struct cli_check *k, const struct cv_row *row)
{
	enum law_outcome outcome;

	cv_str_clear(&k->mechanism);
	cv_str_clear(&k->reasons);
	for (size_t i = 0; i < k->k.n_legs; i++)
		law_decide(k->pack, &k->k.leg[i], k->k.on, &k->d[i]);
	outcome = rep_case_cells(k->pack, &k->k, k->d, &k->mechanism, &k->reasons);
	if (k->rows)
		write_row(k, row, outcome);
	else if (cli_has(k->c, "json"))
		rep_case_json(k->pack, &k->k, k->d, &k->j);
	if (k->compare)
		compare(k, row, outcome);
}

enum cv_err cli_check_row(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct cli_check *k = ctx;
	struct cv_error bad = { 0 };

	if (!k->header_seen)
		return header(k, row, err);
	k->cases++;
	if (row->n != k->n_columns) {
		(void)cv_fail(&bad, CV_E_CSV, "%zu cells, but %zu columns are named in the first line", row->n,
			k->n_columns);
		unread(k, row, &bad);
		return CV_OK;
	}
	if (!take_case(k, row))
		return CV_OK;
	decide(k, row);
	if (k->mechanism.failed || k->reasons.failed)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	if (k->c->out.len >= FLUSH_AT && !cli_flush(k->c))
		return cv_fail(err, CV_E_FILE, "the output could not be written");
	return CV_OK;
}

static void counts(struct cli_check *k, struct cv_str *out)
{
	cv_str_printf(out, "%zu passed, %zu failed", k->passed, k->differing);
	if (k->unexpected > 0)
		cv_str_printf(out, ", %zu without expectation", k->unexpected);
	if (k->unread > 0)
		cv_str_printf(out, ", %zu not read", k->unread);
}

void cli_check_end(struct cli_check *k)
{
	CV_AUTO(cv_str_finish) struct cv_str line = { 0 };

	if (cli_has(k->c, "json")) {
		cv_json_close(&k->j, ']');
		if (k->compare) {
			cv_json_kv_int(&k->j, "passed", (int64_t)k->passed);
			cv_json_kv_int(&k->j, "failed", (int64_t)k->differing);
		}
		cv_json_kv_int(&k->j, "not_read", (int64_t)k->unread);
		cv_json_close(&k->j, '}');
		cv_str_putc(&k->c->out, '\n');
		return;
	}
	if (!k->compare)
		return;
	counts(k, &line);
	if (k->rows) {
		cli_say(k->c, "%s", cv_str_text(&line));
		return;
	}
	cv_str_puts(&k->c->out, cv_str_text(&line));
	cv_str_putc(&k->c->out, '\n');
}

/* Lint as a page of text, as JSON, as a table. */
#include "reports/lint/lint.h"

#include "reports/words.h"
#include "registry/core/csv.h"

#include <stdio.h>

void rep_lint_step(const struct reg_finding *f, struct cv_str *out)
{
	struct law_decision d = { .reasons = f->reasons };

	if (*f->remedy)
		cv_str_puts(out, f->remedy);
	else if (law_reason_any(&f->reasons))
		rep_next_step(out, &d);
}

size_t rep_lint_failing(const struct rep_lint *l)
{
	size_t n = 0;

	for (int s = REG_ERROR; s >= (int)l->fail_on; s--)
		n += l->lint->count[s];
	return n;
}

/* ---- text ------------------------------------------------------------------------------------------------------ */

static void one(const struct reg_finding *f, size_t width, struct cv_str *line, struct cv_str *out)
{
	char day[CV_DAY_TEXT];

	cv_str_printf(out, "%-8s %s  %s", reg_severity_name(f->severity), f->code, f->record);
	if (*f->id)
		cv_str_printf(out, " (%s)", f->id);
	if (*cv_day_text(f->since, day))
		cv_str_printf(out, "  since %s", day);
	cv_str_putc(out, '\n');
	rep_wrap(out, "         ", f->what, width);
	cv_str_clear(line);
	rep_lint_step(f, line);
	rep_wrap(out, "         Do: ", cv_str_text(line), width);
	out->failed |= line->failed;
}

static void count(struct cv_str *out, size_t n, const char *what)
{
	cv_str_printf(out, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

static void totals(const struct rep_lint *l, struct cv_str *out)
{
	char day[CV_DAY_TEXT];

	count(out, l->lint->count[REG_ERROR], "error");
	cv_str_puts(out, ", ");
	count(out, l->lint->count[REG_WARNING], "warning");
	cv_str_puts(out, ", ");
	count(out, l->lint->count[REG_NOTE], "note");
	if (l->baseline)
		cv_str_printf(out, ", %zu accepted by the baseline", l->lint->accepted);
	cv_str_printf(out, "; %zu transfers that take place on %s and %zu parties were looked at.", l->lint->transfers,
		cv_day_text(l->on, day), l->lint->parties);
}

void rep_lint_text(const struct rep_lint *l, size_t width, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str line = { 0 };

	for (size_t i = 0; i < l->lint->n; i++)
		if (l->lint->finding[i].accepted == NULL)
			one(&l->lint->finding[i], width, &line, out);
	if (out->len > 0)
		cv_str_putc(out, '\n');
	cv_str_clear(&line);
	totals(l, &line);
	rep_wrap(out, "", cv_str_text(&line), width);
	out->failed |= line.failed;
}

/* ---- JSON ------------------------------------------------------------------------------------------------------ */

static void finding(const struct reg_finding *f, struct cv_json *j)
{
	char day[CV_DAY_TEXT];

	cv_json_open(j, '{');
	cv_json_kv(j, "code", f->code);
	cv_json_kv(j, "severity", reg_severity_name(f->severity));
	cv_json_kv(j, "record", f->record);
	cv_json_kv_opt(j, "id", f->id);
	cv_json_kv_opt(j, "party", f->party);
	cv_json_kv_opt(j, "since", cv_day_text(f->since, day));
	cv_json_kv(j, "message", f->what);
	cv_json_key(j, "remedy");
	cv_json_begin(j);
	rep_lint_step(f, j->out);
	cv_json_end(j);
	cv_json_key(j, "reasons");
	cv_json_open(j, '[');
	for (enum law_reason r = rep_reason_first(&f->reasons); r < LAW_REASON_COUNT;
		r = rep_reason_next(&f->reasons, r))
		cv_json_text(j, law_reason_name(r));
	cv_json_close(j, ']');
	cv_json_kv(j, "accepted", f->accepted);
	cv_json_close(j, '}');
}

void rep_lint_json(const struct rep_lint *l, struct cv_json *j)
{
	size_t shown = l->most && l->lint->n > l->most ? l->most : l->lint->n;
	char day[CV_DAY_TEXT];

	cv_json_open(j, '{');
	cv_json_kv(j, "on", cv_day_text(l->on, day));
	cv_json_kv(j, "known_at", l->known_at);
	cv_json_key(j, "clean");
	cv_json_bool(j, rep_lint_failing(l) == 0);
	cv_json_key(j, "counts");
	cv_json_open(j, '{');
	cv_json_kv_int(j, "error", (int64_t)l->lint->count[REG_ERROR]);
	cv_json_kv_int(j, "warning", (int64_t)l->lint->count[REG_WARNING]);
	cv_json_kv_int(j, "note", (int64_t)l->lint->count[REG_NOTE]);
	cv_json_kv_int(j, "accepted", (int64_t)l->lint->accepted);
	cv_json_close(j, '}');
	cv_json_kv_int(j, "transfers", (int64_t)l->lint->transfers);
	cv_json_kv_int(j, "parties", (int64_t)l->lint->parties);
	cv_json_key(j, "findings");
	cv_json_open(j, '[');
	for (size_t i = 0; i < shown; i++)
		finding(&l->lint->finding[i], j);
	cv_json_close(j, ']');
	cv_json_kv_int(j, "left_out", (int64_t)(l->lint->n - shown));
	cv_json_kv(j, "law_pack", law_pack_version(l->view->pack));
	cv_json_kv_int(j, "register_seq", l->view->seq);
	cv_json_close(j, '}');
}

/* ---- the table, and the baseline -------------------------------------------------------------------------------- */

static const struct rep_column column[] = {
	{ "severity", REP_T_TEXT, "error, warning, note" },
	{ "code", REP_T_TEXT, "which rule" },
	{ "record", REP_T_TEXT, "which record" },
	{ "id", REP_T_TEXT, "id of that record" },
	{ "party", REP_T_TEXT, "id of the party it is about" },
	{ "since", REP_T_DAY, "since when it is so" },
	{ "message", REP_T_TEXT, "what is wrong" },
	{ "remedy", REP_T_TEXT, "what to do first" },
	{ "reasons", REP_T_LIST, "reason codes of the law, all of them" },
	{ "accepted", REP_T_TEXT, "by the baseline: why" },
};

static enum cv_err row(const struct reg_finding *f, struct rep_sink *s, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str step = { 0 };
	CV_AUTO(cv_str_finish) struct cv_str codes = { 0 };
	char day[CV_DAY_TEXT];

	rep_lint_step(f, &step);
	for (enum law_reason r = rep_reason_first(&f->reasons); r < LAW_REASON_COUNT;
		r = rep_reason_next(&f->reasons, r))
		cv_str_printf(&codes, "%s%s", codes.len ? ";" : "", law_reason_name(r));
	if (step.failed || codes.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return rep_row(s,
		(const char *[]){ reg_severity_name(f->severity), f->code, f->record, f->id, f->party,
			cv_day_text(f->since, day), f->what, cv_str_text(&step), cv_str_text(&codes),
			f->accepted ? f->accepted : "" },
		err);
}

enum cv_err rep_lint_table(const struct rep_lint *l, struct rep_sink *s, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str note = { 0 };
	struct rep_about about = { .name = "lint",
		.title = "Defects of the register",
		.on = l->on,
		.known_at = l->view->at,
		.seq = l->view->seq,
		.law_pack = law_pack_version(l->view->pack) };

	totals(l, &note);
	if (note.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	about.note = cv_str_text(&note);
	TRY(rep_begin(s, &about, column, CV_LEN(column), err));
	for (size_t i = 0; i < l->lint->n; i++)
		TRY(row(&l->lint->finding[i], s, err));
	return rep_end(s, err);
}

void rep_lint_baseline(
	const struct rep_lint *l, const char *reason, const char *expires, const char *by, struct cv_str *out)
{
	for (size_t i = 0; i < l->lint->n; i++) {
		const struct reg_finding *f = &l->lint->finding[i];

		if (f->accepted || cv_starts(f->record, "baseline/"))
			continue;
		cv_csv_put(out, true, f->code);
		cv_csv_put(out, false, f->record);
		cv_csv_put(out, false, reason);
		cv_csv_put(out, false, expires);
		cv_csv_put(out, false, by);
		cv_csv_end_row(out);
	}
}

/*
 * From what is on file to the answer: reasons that only the register can bring about (law 3.4, 6; a case has no words
 * for them), each through reg_ask() on a register of its own.
 */
#include "registry/core/csv.h"
#include "tests/golden/beyond_cases.h"
#include "tests/unit/scenarios.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const struct law_pack *pack;
static struct law_reasons reached;
static size_t wrong;

/* ---- a register with rows in it ---- */

struct filling {
	struct reg *r;
	enum reg_kind kind;
	int column[REG_COLUMNS_MAX];
	size_t n;
};

static enum cv_err put_row(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct filling *g = ctx;
	struct reg_record rec = { .kind = g->kind };
	struct cv_str cell[REG_COLUMNS_MAX] = { 0 };
	enum reg_effect effect;
	enum cv_err e = CV_OK;

	assert_true(row->n <= REG_COLUMNS_MAX && (row->line == 1 || row->n == g->n));
	if (row->line == 1) {
		g->n = row->n;
		for (size_t i = 0; i < row->n; i++)
			assert_true((g->column[i] = reg_column_index(g->kind, row->cell[i].text)) >= 0);
		return CV_OK;
	}
	for (size_t i = 0; e == CV_OK && i < row->n; i++) {
		if (row->cell[i].len == 0)
			continue;
		e = reg_cell(pack, g->kind, g->column[i], row->cell[i].text, row->cell[i].len, &cell[i], err);
		rec.cell[g->column[i]] = cv_str_text(&cell[i]);
	}
	if (e == CV_OK)
		e = reg_put(g->r, &rec, (struct reg_source){ 0, (int64_t)row->line }, &effect, NULL, err);
	for (size_t i = 0; i < row->n; i++)
		cv_str_finish(&cell[i]);
	return e;
}

static void put(struct reg *r, enum reg_kind kind, const char *csv)
{
	struct filling g = { .r = r, .kind = kind };
	struct cv_error err = { 0 };

	if (csv && cv_csv_read(csv, strlen(csv), ',', put_row, &g, &err) != CV_OK)
		fail_msg("%s: %s\n%s", reg_kind_info(kind)->plural, err.msg, csv);
}

static struct reg_view *filed(const struct scenario *s, const char *path)
{
	static const char *const standard[REG_KIND_COUNT] = { [REG_PARTIES] = PARTIES, [REG_TRANSFERS] = FLOW };
	struct reg_actor who = { "tester", "test", INT64_C(1714521600000) };
	struct cv_error err = { 0 };
	struct reg_view *v;
	struct reg *r;

	assert_int_equal(reg_open(path, REG_CREATE, pack, &r, &err), CV_OK);
	assert_int_equal(reg_begin(r, &who, "", &err), CV_OK);
	for (int k = 0; k < REG_KIND_COUNT; k++)
		put(r, (enum reg_kind)k, s->file[k] ? s->file[k] : standard[k]);
	if (s->home)
		assert_int_equal(reg_set(r, "home", s->home, &err), CV_OK);
	assert_int_equal(reg_commit(r, NULL, &err), CV_OK);
	assert_int_equal(reg_view_load(r, NULL, &v, &err), CV_OK);
	reg_close(r);
	return v;
}

/* ---- one question ---- */

static void reasons_text(const struct law_reasons *set, struct cv_str *out)
{
	for (int r = 0; r < LAW_REASON_COUNT; r++) {
		if (!law_reason_in(set, (enum law_reason)r))
			continue;
		cv_str_printf(out, "%s%s", out->len ? ";" : "", law_reason_name((enum law_reason)r));
		law_reason_add(&reached, (enum law_reason)r);
	}
}

/* All that is wrong is said, not only the first. */
static void expect(const struct scenario *s, const char *what, const char *want, const char *got)
{
	if (cv_streq(want ? want : "none", got ? got : "none"))
		return;
	print_error("%s: %s: wanted '%s', got '%s'\n", s->what, what, want ? want : "none", got ? got : "none");
	wrong++;
}

/* What only the register can state has its remedy too. */
static void need_said(const struct scenario *s, const struct law_decision *d, enum law_reason r, const char *begins,
	const struct law_remedy *remedy, size_t n)
{
	if (!law_reason_in(&d->reasons, r))
		return;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < remedy[i].n_needs; k++)
			if (strncmp(remedy[i].need[k], begins, strlen(begins)) == 0)
				return;
	fail_msg("%s: %s, and no remedy says '%s'", s->what, law_reason_name(r), begins);
}

/* Whatever the reason, it is said in words, and every remedy is proved by law_remedies() itself. */
static void in_words(const struct scenario *s, const struct reg_answer_leg *l, cv_day on)
{
	struct law_remedy remedy[LAW_REMEDIES_MAX];
	struct cv_str text = { 0 };
	size_t n;

	for (size_t i = 0; i < l->decision.n_tried; i++) {
		cv_str_clear(&text);
		law_because(pack, &l->facts, on, &l->decision.tried[i], &text);
		if (text.len == 0)
			fail_msg("%s: a mechanism tried without a sentence", s->what);
	}
	cv_str_clear(&text);
	law_rule_because(pack, &l->facts, on, &l->decision, &text);
	if (l->decision.n_tried == 0 && text.len == 0)
		fail_msg("%s: an answer without a sentence", s->what);
	n = law_remedies(pack, &l->facts, on, &l->decision, remedy);
	if (n > 0 && l->decision.outcome == LAW_COVERED)
		fail_msg("%s: a remedy where nothing is wrong", s->what);
	need_said(s, &l->decision, LAW_R_SIGNED_DATE_UNKNOWN, "find out on which day", remedy, n);
	need_said(s, &l->decision, LAW_R_TIA_NEGATIVE, "add measures", remedy, n);
	cv_str_finish(&text);
}

/* A claim shows in every answer that has to weigh anything. */
static void claims_shown(const struct scenario *s, const struct reg_answer_leg *l)
{
	for (size_t i = 0; l->outcome != LAW_NO_TRANSFER && i < l->facts.n_tools; i++) {
		bool shown = l->facts.tool[i].kind != LAW_CLAIM;

		for (size_t k = 0; !shown && k < l->decision.n_tried; k++)
			shown = l->decision.tried[k].tool == (int)i;
		if (!shown)
			fail_msg("%s: a claim is on file and the answer does not show it", s->what);
	}
}

static void ask(const struct scenario *s, const struct reg_view *v)
{
	struct reg_question q = { .to = s->to, .from = s->from };
	struct cv_str reasons = { 0 }, record = { 0 };
	struct cv_error err = { 0 };
	const struct reg_answer_leg *l;
	struct reg_answer a = { 0 };

	assert_true(cv_day_parse(s->on, strlen(s->on), &q.on));
	if (reg_ask(v, &q, &a, &err) != CV_OK)
		fail_msg("%s: %s", s->what, err.msg);
	l = &a.leg[a.decisive];
	reasons_text(&l->decision.reasons, &reasons);
	if (l->decision.decisive >= 0)
		reg_answer_record(&a, l, &l->decision.tried[l->decision.decisive], &record);
	expect(s, "outcome", s->outcome, law_outcome_name(a.outcome));
	expect(s, "mechanism", s->slug, a.slug);
	expect(s, "reasons", s->reasons, cv_str_text(&reasons));
	expect(s, "record", s->record ? s->record : "", cv_str_text(&record));
	if (a.valid_until.n <= q.on.n)
		fail_msg("%s: the answer ends on the day asked or before", s->what);
	in_words(s, l, q.on);
	claims_shown(s, l);
	cv_str_finish(&reasons);
	cv_str_finish(&record);
	reg_answer_finish(&a);
}

static void every_scenario(void **state)
{
	char folder[] = "/tmp/chapterv-facts-XXXXXX", path[64];

	(void)state;
	assert_non_null(mkdtemp(folder));
	for (size_t i = 0; i < n_scenarios; i++) {
		struct reg_view *v;

		snprintf(path, sizeof(path), "%s/%zu.db", folder, i);
		v = filed(&scenarios[i], path);
		unlink(path);
		ask(&scenarios[i], v);
		reg_view_destroy(v);
	}
	rmdir(folder);
	assert_int_equal(wrong, 0);
}

/* golden.c proves the same of the cases for every other reason: together none is without a test. */
static void every_reason_beyond_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < CV_LEN(beyond_cases); i++)
		if (!law_reason_in(&reached, beyond_cases[i]))
			fail_msg("no scenario has the reason %s", law_reason_name(beyond_cases[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_scenario), cmocka_unit_test(every_reason_beyond_cases),
	};
	struct cv_error err = { 0 };

	pack = law_builtin(&err);
	return pack ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}

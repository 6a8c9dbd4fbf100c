/* Since when: by the facts of the law, by how a transfer stands, by what is on file. */
#include "registry/lint/inside.h"

#include "registry/pages.h"

enum { STEPS_MAX = 64 };

cv_day reg_lint_since(const struct reg_linting *g, const struct law_facts *f, cv_day from, enum law_outcome outcome)
{
	const struct law_pack *p = g->v->pack;
	bool unbroken = false;
	cv_day begun = CV_DAY_NONE;

	for (cv_day day = from; day.n <= g->on.n;) {
		struct law_decision d;
		bool same;

		law_decide(p, f, day, &d);
		same = d.outcome == outcome;
		if (same && !unbroken)
			begun = day;
		unbroken = same;
		day = law_next_change(p, f, day, &d);
	}
	return unbroken ? begun : CV_DAY_NONE;
}

static bool as_today(const struct reg_standing *then, const struct reg_standing *today)
{
	if (!then->live || (then->outcome > LAW_COVERED) != (today->outcome > LAW_COVERED))
		return false;
	return today->outcome > LAW_COVERED || cv_streq(then->slug ? then->slug : "", today->slug ? today->slug : "");
}

enum cv_err reg_lint_stood_since(const struct reg_linting *g, uint32_t leg, cv_day *ret)
{
	cv_day day = g->v->leg[leg].span.from, begun = CV_DAY_NONE;
	struct reg_standing today, then;
	bool unbroken = false;

	*ret = CV_DAY_NONE;
	TRY(reg_stand(g->v, leg, g->on, &today, g->err));
	for (int i = 0; day.n <= g->on.n; i++) {
		bool same;

		if (i == STEPS_MAX)
			return CV_OK;
		TRY(reg_stand(g->v, leg, day, &then, g->err));
		same = as_today(&then, &today);
		if (same && !unbroken)
			begun = day;
		unbroken = same;
		if (!then.live || !cv_day_known(then.valid_until) || then.valid_until.n <= day.n)
			break;
		day = then.valid_until;
	}
	if (unbroken)
		*ret = begun;
	return CV_OK;
}

/* ---- on file ---------------------------------------------------------------------------------------------------- */

/* Back through the versions of a record, as long as these cells are what they are. */
struct back {
	enum reg_kind kind;
	int64_t n, seq, known_from;
	const char *const *column;
	struct cv_str is, was;
	cv_day day;
	bool same;
};

static enum cv_err compare(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct back *b = ctx;

	cv_str_clear(&b->was);
	for (size_t i = 0; b->column[i]; i++)
		cv_str_printf(&b->was, "%s\n", v->record.cell[reg_column_index(v->record.kind, b->column[i])]);
	if (b->is.len == 0)
		cv_str_puts(&b->is, cv_str_text(&b->was));
	if (b->is.failed || b->was.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	b->same = cv_streq(cv_str_text(&b->is), cv_str_text(&b->was));
	if (b->same)
		b->known_from = v->known_from;
	return CV_OK;
}

static enum cv_err go_back(void *ctx, struct reg *r, struct cv_error *err)
{
	struct back *b = ctx;
	char at[CV_INSTANT_TEXT];
	int64_t seq = b->seq;

	for (int i = 0; i < STEPS_MAX && seq > 0; i++) {
		bool found;

		b->same = false;
		TRY(reg_get_numbered(r, b->kind, b->n, seq, compare, b, &found, err));
		if (!found || !b->same)
			break;
		seq = b->known_from - 1;
	}
	if (b->known_from == 0)
		return CV_OK;
	TRY(reg_instant(r, b->known_from, at, err));
	(void)!cv_day_parse(at, 10, &b->day);
	return CV_OK;
}

enum cv_err reg_lint_filed_since(
	struct reg_linting *g, enum reg_kind kind, int64_t n, const char *const *column, cv_day *ret)
{
	const struct reg_lint_door *door = &g->asked->door;
	struct back b = { .kind = kind, .n = n, .seq = g->v->seq, .column = column, .day = CV_DAY_NONE };
	enum cv_err e = door->look(door->ctx, go_back, &b, g->err);

	cv_str_finish(&b.is);
	cv_str_finish(&b.was);
	*ret = b.day;
	return e;
}

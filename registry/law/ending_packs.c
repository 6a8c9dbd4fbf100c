/*
 * A copy of the pack in which something ended on a day, and one in which it still stands on that day, where the pack
 * itself has it end then. The law is data: rows are changed as text and read again like any other pack.
 */
#include "registry/law/ending.h"

#include <string.h>

struct copying {
	const struct law_ending *e;
	bool kept; /* the copy in which it stands on the day */
	struct cv_str text[LAW_TABLE_COUNT];
};

/* What stands in a cell of a day on which something ends; NULL: as it is. */
static const char *end_cell(const struct copying *c, const char *text, cv_day from, const char *on)
{
	cv_day until = CV_DAY_EVER;

	(void)!cv_day_parse(text, strlen(text), &until);
	if (from.n >= c->e->on.n)
		return NULL;
	if (c->kept)
		return until.n == c->e->on.n ? "" : NULL;
	return until.n > c->e->on.n ? on : NULL;
}

static const char *mech_cell(const struct copying *c, const char *column, const char *text, size_t row, const char *on)
{
	const struct law_mech_row *m = &c->e->p->mech[row];

	if (!c->e->mech[row] || m->general)
		return NULL;
	if (cv_streq(column, "valid_for_new_contracts_until") || cv_streq(column, "valid_for_existing_until"))
		return end_cell(c, text, m->fresh.from, on);
	if (cv_streq(column, "contested_from") && !c->kept && m->contested_from.n >= c->e->on.n)
		return ""; /* it may not be contested after its end */
	return NULL;
}

/* Which row of the table is the typed one? They are sorted otherwise. */
static const struct law_adequacy_row *adequacy_at(const struct law_ending *e, const struct law_row *row)
{
	for (size_t i = 0; i < e->p->n_adequacy; i++)
		if (e->p->adequacy[i].row == row)
			return e->row[i] ? &e->p->adequacy[i] : NULL;
	return NULL;
}

static const char *adequacy_cell(
	const struct copying *c, const char *column, const char *text, const struct law_adequacy_row *a, const char *on)
{
	if (a == NULL)
		return NULL;
	if (cv_streq(column, "in_force_until"))
		return end_cell(c, text, a->span.from, on);
	if (cv_streq(column, "ended_by") && !c->kept && a->span.from.n < c->e->on.n && a->span.until.n > c->e->on.n)
		return "as supposed in a drill";
	return NULL;
}

/*
 * Reliance on a framework ends with the finding that asks for it. Its list need not: what is built on an entry of it
 * under another regime goes on (law 8.1). So its own days stay, but where it has to stand once more.
 */
static const char *framework_cell(
	const struct copying *c, const char *column, const char *text, size_t row, const char *on)
{
	const struct law_framework_row *f = &c->e->p->framework[row];

	if (!c->kept || !c->e->mech[f->mech] || !cv_streq(column, "reliance_until"))
		return NULL;
	return end_cell(c, text, f->reliance.from, on);
}

static void put(struct cv_str *out, bool first, const char *text)
{
	cv_str_puts(out, first ? "\"" : ",\"");
	for (; *text; text++) {
		if (*text == '"')
			cv_str_putc(out, '"');
		cv_str_putc(out, *text);
	}
	cv_str_putc(out, '"');
}

static void copy_row(struct copying *c, size_t table, size_t i, const char *on)
{
	const struct law_table *t = &c->e->p->table[table];
	const struct law_adequacy_row *a = table == LAW_ADEQUACY ? adequacy_at(c->e, &t->row[i]) : NULL;

	for (size_t k = 0; k < t->n_columns; k++) {
		const char *text = t->row[i].cell[k], *other = NULL;

		if (table == LAW_MECHANISMS)
			other = mech_cell(c, t->column[k], text, i, on);
		else if (table == LAW_ADEQUACY)
			other = adequacy_cell(c, t->column[k], text, a, on);
		else if (table == LAW_FRAMEWORKS)
			other = framework_cell(c, t->column[k], text, i, on);
		put(&c->text[table], k == 0, other ? other : text);
	}
	cv_str_puts(&c->text[table], "\r\n");
}

static enum cv_err copy(struct copying *c, struct law_pack **ret, struct cv_error *err)
{
	struct law_file file[LAW_TABLE_COUNT];
	char on[CV_DAY_TEXT];
	enum cv_err e = CV_OK;

	cv_day_text(c->e->on, on);
	for (size_t table = 0; table < LAW_TABLE_COUNT; table++) {
		const struct law_table *t = &c->e->p->table[table];

		for (size_t k = 0; k < t->n_columns; k++)
			put(&c->text[table], k == 0, t->column[k]);
		cv_str_puts(&c->text[table], "\r\n");
		for (size_t i = 0; i < t->n_rows; i++)
			copy_row(c, table, i, on);
		file[table] = (struct law_file){ law_table_file[table], cv_str_text(&c->text[table]),
			c->text[table].len };
		if (c->text[table].failed)
			e = cv_fail(err, CV_E_NOMEM, "out of memory");
	}
	if (e == CV_OK)
		e = law_pack_load(file, CV_LEN(file), ret, NULL, err);
	for (size_t table = 0; table < LAW_TABLE_COUNT; table++)
		cv_str_finish(&c->text[table]);
	return e;
}

enum cv_err law_ending_packs(
	const struct law_ending *e, struct law_pack **ret_before, struct law_pack **ret_after, struct cv_error *err)
{
	struct copying c = { .e = e };
	bool that_day = false;
	enum cv_err kept;

	*ret_before = *ret_after = NULL;
	for (size_t i = 0; i < e->n; i++)
		that_day |= e->item[i].state == LAW_END_THAT_DAY;
	if (that_day) {
		c.kept = true;
		kept = copy(&c, ret_before, err);
		/* Where another finding begins on the day on which this one ends, both cannot hold: then it is as it
		 * is. */
		if (kept != CV_OK && kept != CV_E_PACK)
			return kept;
		c = (struct copying){ .e = e };
	}
	TRY(copy(&c, ret_after, err));
	return CV_OK;
}

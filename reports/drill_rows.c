/* The work list of a drill as a table, and what its forms share. */
#include "reports/drill_words.h"

#include "reports/words.h"

#include <string.h>

/* ---- words ----------------------------------------------------------------------------------------------------- */

void rep_leg_record(const struct reg_view *v, uint32_t leg, struct cv_str *out)
{
	cv_str_puts(out, "transfer/");
	cv_str_int(out, v->leg[leg].n);
}

void rep_tool_record(const struct reg_view *v, uint32_t tool, struct cv_str *out)
{
	if (tool == REG_NOBODY)
		return;
	cv_str_puts(out, reg_kind_info(v->tool[tool].kind)->singular);
	cv_str_putc(out, '/');
	cv_str_int(out, v->tool[tool].n);
}

const char *rep_slug_or_null(const char *slug)
{
	return slug && !cv_streq(slug, "none") ? slug : NULL;
}

void rep_codes(const struct law_reasons *set, struct cv_str *out)
{
	const char *sep = "";

	for (enum law_reason r = rep_reason_first(set); r < LAW_REASON_COUNT; r = rep_reason_next(set, r)) {
		cv_str_puts(out, sep);
		cv_str_puts(out, law_reason_name(r));
		sep = ";";
	}
}

void rep_needs(const struct law_remedy *r, struct cv_str *out)
{
	for (size_t i = 0; i < r->n_needs; i++) {
		cv_str_puts(out, i ? "; " : "");
		law_need(r, i, out);
	}
}

void rep_drill_step(const struct reg_drill *d, const struct reg_drill_leg *l, struct cv_str *out)
{
	struct law_decision facts = { .reasons = l->reasons };

	if (l->change > REG_WEAKENS)
		return;
	if (l->behind != REG_NOBODY) {
		cv_str_puts(out, "Mend ");
		rep_leg_record(d->view, l->behind, out);
		cv_str_printf(out, " (%s) first: the data come that way.", d->view->leg[l->behind].id);
	} else if (l->n_remedies == 0) {
		rep_next_step(out, &facts);
	}
}

static void transfers(struct cv_str *out, size_t n, const char *one, const char *many)
{
	cv_str_printf(out, "%zu transfer%s %s", n, n == 1 ? "" : "s", n == 1 ? one : many);
}

void rep_drill_summary(const struct reg_drill *d, struct cv_str *out)
{
	const struct reg_drill_totals *t = &d->totals;

	transfers(out, t->loses, "loses cover", "lose cover");
	if (t->loses > 0)
		cv_str_printf(out, " (%zu without a fallback, %zu with a stale one)", t->loses_none, t->loses_stale);
	cv_str_puts(out, ", ");
	transfers(out, t->keeps, "keeps it by a fallback in force", "keep it by a fallback in force");
	if (t->weakens > 0)
		cv_str_printf(out, ", %zu that needed review would not be covered", t->weakens);
	if (t->gains > 0)
		cv_str_printf(out, ", %zu would gain it", t->gains);
	cv_str_printf(out, "; %zu take place on that day.", t->live);
}

/* ---- the table ------------------------------------------------------------------------------------------------- */

static const struct rep_column column[] = {
	{ "priority", REP_T_NUMBER, "1 first: of the importer" },
	{ "change", REP_T_TEXT, "loses, weakens (it needed review and would not be covered), keeps, gains" },
	{ "fallback", REP_T_TEXT, "none, stale (on file, and would need something), in-force" },
	{ "transfer", REP_T_TEXT, "id of the transfer" },
	{ "record", REP_T_TEXT, "its number" },
	{ "exporter", REP_T_TEXT, "id of who discloses; empty: our organisation, entity not said" },
	{ "importer", REP_T_TEXT, "id of who receives" },
	{ "importer_name", REP_T_TEXT, "its name" },
	{ "country", REP_T_TEXT, "where the data go" },
	{ "data", REP_T_TEXT, "hr, non-hr, any" },
	{ "outcome_before", REP_T_TEXT, "by the law as it is" },
	{ "mechanism_before", REP_T_TEXT, "by the law as it is" },
	{ "outcome", REP_T_TEXT, "then" },
	{ "mechanism", REP_T_TEXT, "then" },
	{ "reasons", REP_T_LIST, "why it is not covered then" },
	{ "fallback_mechanism", REP_T_TEXT, "what else is on file" },
	{ "fallback_record", REP_T_TEXT, "where that is on file" },
	{ "fallback_reasons", REP_T_LIST, "what speaks against it" },
	{ "remedy", REP_T_TEXT, "what would cover it then: the cheapest" },
	{ "needs", REP_T_TEXT, "what that asks for" },
	{ "other_remedies", REP_T_LIST, "what would cover it too, cheapest first" },
	{ "override_until", REP_T_DAY, "who receives or passes on is used by an override of its gate until then" },
	{ "override", REP_T_TEXT, "its id, whose, by whom and why" },
};

enum {
	PRIORITY,
	CHANGE,
	FALLBACK,
	TRANSFER,
	RECORD,
	EXPORTER,
	IMPORTER,
	IMPORTER_NAME,
	COUNTRY,
	DATA,
	OUTCOME_BEFORE,
	MECHANISM_BEFORE,
	OUTCOME,
	MECHANISM,
	REASONS,
	FALLBACK_MECHANISM,
	FALLBACK_RECORD,
	FALLBACK_REASONS,
	REMEDY,
	NEEDS,
	OTHER_REMEDIES,
	OVERRIDE_UNTIL,
	OVERRIDE,
	COLUMNS
};
_Static_assert(CV_LEN(column) == COLUMNS, "a column without its number");

/* What has to be put together, one after the other in a buffer; cells are set when it no longer grows. */
struct made {
	struct cv_str text;
	size_t at[COLUMNS];
};

static void end_of(struct made *m, int cell)
{
	m->at[cell] = m->text.len + 1;
	cv_str_putc(&m->text, '\0');
}

static void make(const struct reg_drill *d, const struct reg_drill_leg *l, struct made *m)
{
	const struct reg_leg_v *leg = &d->view->leg[l->leg];
	const struct reg_override_v *o = rep_override_of(d->view, leg->exporter, leg->importer, d->on);
	char day[CV_DAY_TEXT];

	cv_str_clear(&m->text);
	if (l->priority > 0)
		cv_str_int(&m->text, l->priority);
	end_of(m, PRIORITY);
	rep_leg_record(d->view, l->leg, &m->text);
	end_of(m, RECORD);
	if (l->is > LAW_COVERED)
		rep_codes(&l->reasons, &m->text);
	end_of(m, REASONS);
	rep_tool_record(d->view, l->fallback_tool, &m->text);
	end_of(m, FALLBACK_RECORD);
	rep_codes(&l->fallback_reasons, &m->text);
	end_of(m, FALLBACK_REASONS);
	if (l->n_remedies > 0)
		rep_needs(&l->remedy[0], &m->text);
	rep_drill_step(d, l, &m->text);
	end_of(m, NEEDS);
	for (size_t i = 1; i < l->n_remedies; i++)
		cv_str_printf(&m->text, "%s%s", i > 1 ? ";" : "", law_mech_slug(d->after, l->remedy[i].mech));
	end_of(m, OTHER_REMEDIES);
	if (o)
		cv_str_puts(&m->text, cv_day_text(reg_override_over(o), day));
	end_of(m, OVERRIDE_UNTIL);
	if (o)
		rep_override_cell(&m->text, d->view, o);
	end_of(m, OVERRIDE);
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static void fill(
	const struct reg_drill *d, const struct reg_drill_leg *l, const struct made *m, const char *cell[COLUMNS])
{
	static const int put[] = { PRIORITY, RECORD, REASONS, FALLBACK_RECORD, FALLBACK_REASONS, NEEDS,
		OTHER_REMEDIES, OVERRIDE_UNTIL, OVERRIDE };
	const struct reg_view *v = d->view;
	const struct reg_leg_v *leg = &v->leg[l->leg];
	size_t begin = 0;

	for (size_t i = 0; i < CV_LEN(put); i++) {
		cell[put[i]] = cv_str_text(&m->text) + begin;
		begin = m->at[put[i]];
	}
	cell[CHANGE] = reg_drill_change_name(l->change);
	cell[FALLBACK] = reg_fallback_name(l->fallback);
	cell[TRANSFER] = leg->id;
	cell[EXPORTER] = leg->exporter == REG_NOBODY ? "" : v->party[leg->exporter].id;
	cell[IMPORTER] = v->party[leg->importer].id;
	cell[IMPORTER_NAME] = v->party[leg->importer].name;
	cell[COUNTRY] = leg->country == LAW_NO_PLACE ? "" : law_place_code(v->pack, leg->country);
	cell[DATA] = law_data_name(d->data ? *d->data : leg->data);
	cell[OUTCOME_BEFORE] = law_outcome_name(l->was);
	cell[MECHANISM_BEFORE] = or_empty(rep_slug_or_null(l->slug_was));
	cell[OUTCOME] = law_outcome_name(l->is);
	cell[MECHANISM] = or_empty(rep_slug_or_null(l->slug_is));
	cell[FALLBACK_MECHANISM] = or_empty(rep_slug_or_null(l->fallback_slug));
	cell[REMEDY] = l->n_remedies > 0 ? law_mech_slug(d->after, l->remedy[0].mech) : "";
}

static enum cv_err rows(const struct rep_drill *d, struct rep_sink *s, struct made *m, struct cv_error *err)
{
	const char *cell[COLUMNS];

	for (size_t i = 0; i < d->drill->n; i++) {
		make(d->drill, &d->drill->leg[i], m);
		if (m->text.failed)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		fill(d->drill, &d->drill->leg[i], m, cell);
		TRY(rep_row(s, cell, err));
	}
	return CV_OK;
}

enum cv_err rep_drill_table(const struct rep_drill *d, struct rep_sink *s, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str title = { 0 };
	CV_AUTO(cv_str_finish) struct cv_str note = { 0 };
	const struct law_ended *item;
	size_t n = d->drill->ending ? law_ending_items(d->drill->ending, &item) : 0;
	struct rep_about about = { .name = "drill",
		.on = d->drill->on,
		.known_at = d->drill->view->at,
		.seq = d->drill->view->seq,
		.law_pack = law_pack_version(d->drill->view->pack) };
	struct made m = { .text = { 0 } };
	enum cv_err e;

	cv_str_puts(&title, d->pack ? "What another law pack would change: " : "What ends with ");
	if (d->pack)
		cv_str_puts(&title, d->pack);
	for (size_t i = 0; i < n; i++)
		cv_str_printf(&title, "%s%s%s", i ? ", " : "", item[i].mech == LAW_NO_MECH ? "adequacy of " : "",
			item[i].slug);
	rep_drill_summary(d->drill, &note);
	about.title = cv_str_text(&title);
	about.note = cv_str_text(&note);
	if (title.failed || note.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	TRY(rep_begin(s, &about, column, COLUMNS, err));
	e = rows(d, s, &m, err);
	cv_str_finish(&m.text);
	return e == CV_OK ? rep_end(s, err) : e;
}

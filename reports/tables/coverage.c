/* What covers each transfer on a day, and until when; what else would. */
#include "reports/tables/inside.h"

#include "registry/cover.h"
#include "reports/words.h"

#include <stdlib.h>

static const struct rep_column column[] = {
	{ "transfer", REP_T_TEXT, "its id" },
	{ "exporter", REP_T_TEXT, "who discloses; empty: our organisation, entity not said" },
	{ "exporter_name", REP_T_TEXT, "" },
	{ "importer", REP_T_TEXT, "who receives" },
	{ "importer_name", REP_T_TEXT, "" },
	{ "country", REP_T_TEXT, "where the data go" },
	{ "place", REP_T_TEXT, "why that country counts" },
	{ "exporter_role", REP_T_TEXT, "" },
	{ "importer_role", REP_T_TEXT, "" },
	{ "data", REP_T_TEXT, "kind of data" },
	{ "regime", REP_T_TEXT, "whose rules apply to the exporter on that day" },
	{ "outcome", REP_T_TEXT, "covered, not-covered, needs-review, no-transfer" },
	{ "mechanism", REP_T_TEXT, "what it rests on, or would" },
	{ "fallback", REP_T_LIST, "what covers it too" },
	{ "reason", REP_T_TEXT, "reason code: chapterv reasons lists them" },
	{ "reasons", REP_T_LIST, "all of them" },
	{ "valid_until", REP_T_DAY, "the day on which this changes by itself; empty: none is known" },
	{ "weakest_link", REP_T_TEXT, "the step before it that makes it worse than it is by itself" },
	{ "override_until", REP_T_DAY, "who receives or passes on is used by an override of its gate until then" },
	{ "override", REP_T_TEXT, "its id, whose, by whom and why" },
};

bool rep_cover_wanted(const struct rep_run *x, const struct reg_cover *c)
{
	if (!c->live || (x->want.by_outcome && c->outcome != x->want.outcome))
		return false;
	return *x->want.mechanism == '\0' || (c->slug && cv_streq(c->slug, x->want.mechanism));
}

const char *rep_cover_slug(const struct reg_cover *c)
{
	return c->slug && c->mech != LAW_NO_MECH ? c->slug : c->slug && !cv_streq(c->slug, "none") ? c->slug : "";
}

const char *rep_cover_reason(const struct reg_cover *c)
{
	return c->reason < LAW_REASON_COUNT ? law_reason_name(c->reason) : "";
}

void rep_cover_fallback(const struct reg_cover *c, struct cv_str *out)
{
	for (size_t i = 0; i < c->n_fallback; i++) {
		if (i > 0)
			cv_str_putc(out, ';');
		cv_str_puts(out, c->fallback[i]);
	}
}

void rep_cover_reasons(const struct law_reasons *set, struct cv_str *out)
{
	size_t begin = out->len;

	for (enum law_reason r = law_reason_from(set, 0); r < LAW_REASON_COUNT; r = law_reason_from(set, (int)r + 1)) {
		if (out->len > begin)
			cv_str_putc(out, ';');
		cv_str_puts(out, law_reason_name(r));
	}
}

void rep_cover_link(const struct reg_view *v, const struct reg_link *l, struct cv_str *out)
{
	cv_str_puts(out, l->exporter == REG_NOBODY ? "us" : v->party[l->exporter].id);
	cv_str_puts(out, " > ");
	cv_str_puts(out, l->importer == REG_NOBODY ? "" : v->party[l->importer].id);
	cv_str_printf(out, " (%s)", l->country == LAW_NO_PLACE ? "country not known" : rep_place_code(v, l->country));
}

static enum cv_err put(struct rep_run *x, const struct reg_leg_v *l, const struct reg_cover *c, struct cv_str *text,
	struct cv_error *err)
{
	const struct reg_view *v = x->view;
	const struct reg_override_v *o = rep_override_of(v, l->exporter, l->importer, x->on);
	char until[CV_DAY_TEXT], over[CV_DAY_TEXT] = "";
	size_t link, reasons, override;

	cv_str_clear(text);
	rep_cover_fallback(c, text);
	cv_str_putc(text, '\0');
	link = text->len;
	if (c->weak)
		rep_cover_link(v, &c->link, text);
	cv_str_putc(text, '\0');
	reasons = text->len;
	rep_cover_reasons(&c->reasons, text);
	cv_str_putc(text, '\0');
	override = text->len;
	if (o)
		rep_override_cell(text, v, o);
	cv_str_putc(text, '\0');
	if (text->failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return rep_row(x->sink,
		(const char *[]){ l->id, rep_party_id(v, l->exporter), rep_party_name(v, l->exporter),
			v->party[l->importer].id, v->party[l->importer].name, rep_place_code(v, l->country), l->place,
			law_role_name(l->exporter_role), law_role_name(l->importer_role), law_data_name(l->data),
			law_regime_name(v->pack, c->regime), law_outcome_name(c->outcome), rep_cover_slug(c),
			text->data, rep_cover_reason(c), text->data + reasons, cv_day_text(c->valid_until, until),
			text->data + link, o ? cv_day_text(reg_override_over(o), over) : "", text->data + override },
		err);
}

static enum cv_err each(struct rep_run *x, struct reg_covers *covers, struct cv_str *text, struct cv_error *err)
{
	for (uint32_t i = 0; i < x->view->n_legs; i++) {
		struct reg_cover c;

		if (!rep_leg_wanted(x, &x->view->leg[i]))
			continue;
		TRY(reg_cover(covers, i, &c, err));
		if (rep_cover_wanted(x, &c))
			TRY(put(x, &x->view->leg[i], &c, text, err));
	}
	return CV_OK;
}

/* ---- the map --------------------------------------------------------------------------------------------------- */

struct counted {
	struct rep_map_country *country;
	size_t n, cap;
};

static struct rep_map_country *country_of(struct counted *all, const char *code)
{
	for (size_t i = 0; i < all->n; i++)
		if (cv_streq(all->country[i].code, code))
			return &all->country[i];
	if (all->n == all->cap) {
		size_t cap = all->cap ? 2 * all->cap : 64;
		struct rep_map_country *more = realloc(all->country, cap * sizeof(*more));

		if (more == NULL)
			return NULL;
		all->country = more;
		all->cap = cap;
	}
	all->country[all->n] = (struct rep_map_country){ .code = code };
	return &all->country[all->n++];
}

/* Only where it is shown: the transfers are looked at a second time for it, because it stands above them. */
static enum cv_err draw(struct rep_run *x, struct reg_covers *covers, struct counted *all, struct cv_error *err)
{
	for (uint32_t i = 0; i < x->view->n_legs; i++) {
		struct rep_map_country *c;
		struct reg_cover cover;

		if (!rep_leg_wanted(x, &x->view->leg[i]))
			continue;
		TRY(reg_cover(covers, i, &cover, err));
		if (!rep_cover_wanted(x, &cover))
			continue;
		c = country_of(all, rep_place_code(x->view, x->view->leg[i].country));
		if (c == NULL)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		c->n[cover.outcome]++;
	}
	rep_run_map(x, all->country, all->n);
	return CV_OK;
}

static enum cv_err map(struct rep_run *x, struct reg_covers *covers, struct cv_error *err)
{
	struct counted all = { 0 };
	enum cv_err e = rep_shows_pictures(x->sink) ? draw(x, covers, &all, err) : CV_OK;

	free(all.country);
	return e;
}

static enum cv_err run(struct rep_run *x, struct cv_error *err)
{
	struct reg_covers *covers = reg_covers_new(x->view, x->on);
	struct cv_str text = { 0 };
	enum cv_err e = covers ? map(x, covers, err) : cv_fail(err, CV_E_NOMEM, "out of memory");

	if (e == CV_OK)
		e = rep_run_begin(x, column, CV_LEN(column), err);
	if (e == CV_OK)
		e = each(x, covers, &text, err);
	cv_str_finish(&text);
	reg_covers_free(covers);
	return e;
}

const struct rep_report rep_coverage = {
	.name = "coverage",
	.title = "What covers each transfer",
	.help = "every transfer of a day: outcome, mechanism, fallback, reason, until when",
	.column = column,
	.n_columns = CV_LEN(column),
	.takes = REP_LEG_FILTERS,
	.kind = REG_KIND_COUNT,
	.needs_view = true,
	.run = run,
};

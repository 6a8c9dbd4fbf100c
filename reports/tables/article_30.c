/*
 * The records of processing activities, as an authority asks for them: of a controller GDPR art. 30(1), of a processor
 * art. 30(2). One row for each activity; transfers with the same purposes, people, data and time limits are one.
 */
#include "reports/tables/processing.h"

#include <stdlib.h>
#include <string.h>

/* So many recipients stand in one row; what has more goes on in another one. */
enum { RECIPIENTS = 400 };

static const struct rep_column controller_column[] = {
	{ "controller", REP_T_TEXT, "empty: our organisation, entity not said" },
	{ "controller_name", REP_T_TEXT, "art. 30(1)(a)" },
	{ "country", REP_T_TEXT, "where it is established" },
	{ "contact", REP_T_TEXT, "for data protection questions" },
	{ "purposes", REP_T_LIST, "art. 30(1)(b)" },
	{ "legal_basis", REP_T_LIST, "of each purpose" },
	{ "data_subjects", REP_T_LIST, "art. 30(1)(c)" },
	{ "data_categories", REP_T_LIST, "art. 30(1)(c)" },
	{ "recipient_kinds", REP_T_LIST, "art. 30(1)(d)" },
	{ "recipients", REP_T_LIST, "art. 30(1)(d), by name" },
	{ "third_countries", REP_T_LIST, "art. 30(1)(e)" },
	{ "safeguards", REP_T_LIST, "what covers the transfers there" },
	{ "not_covered", REP_T_LIST, "what is not covered or must be looked at" },
	{ "retention", REP_T_TEXT, "art. 30(1)(f)" },
	{ "transfers", REP_T_NUMBER, "on file, of this activity" },
};

static const struct rep_column processor_column[] = {
	{ "processor", REP_T_TEXT, "" },
	{ "processor_name", REP_T_TEXT, "art. 30(2)(a)" },
	{ "country", REP_T_TEXT, "where it is established" },
	{ "contact", REP_T_TEXT, "for data protection questions" },
	{ "controllers", REP_T_LIST, "on whose behalf: art. 30(2)(a)" },
	{ "processing", REP_T_LIST, "categories of processing: art. 30(2)(b)" },
	{ "data_categories", REP_T_LIST, "" },
	{ "recipients", REP_T_LIST, "other processors, by name" },
	{ "third_countries", REP_T_LIST, "art. 30(2)(c)" },
	{ "safeguards", REP_T_LIST, "what covers the transfers there" },
	{ "not_covered", REP_T_LIST, "what is not covered or must be looked at" },
	{ "transfers", REP_T_NUMBER, "on file, of this processing" },
};

struct recording {
	struct rep_run *x;
	struct reg_covers *covers;
	struct rep_activities activities;
	bool processor;
	uint32_t leg;	      /* of the view, beside the record that is read */
	const char **contact; /* of each party of ours */
	struct cv_str cell[9];
};

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

static bool is_ours(const struct reg_view *v, uint32_t party)
{
	return party == REG_NOBODY || v->party[party].own;
}

/* ---- gathering ------------------------------------------------------------------------------------------------- */

static enum cv_err note_contact(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct recording *g = ctx;
	uint32_t party = reg_view_party(g->x->view, v->record.cell[0]);
	const char *contact = v->record.cell[reg_column_index(REG_PARTIES, "contact")];

	if (party == REG_NOBODY || !g->x->view->party[party].own || *contact == '\0')
		return CV_OK;
	g->contact[party] = cv_arena_text(&g->activities.arena, contact, strlen(contact));
	return g->contact[party] ? CV_OK : nomem(err);
}

static const char *cell(const struct reg_version *v, const char *column)
{
	return v->record.cell[reg_column_index(REG_TRANSFERS, column)];
}

static bool add_cover(struct rep_activity *a, const struct reg_leg_v *l, const struct reg_cover *c)
{
	if (c->outcome == LAW_NO_TRANSFER)
		return true;
	return rep_set_add(&a->countries, l->country) && rep_set_add(&a->cover, rep_covered(l, c));
}

static enum cv_err disclosed(struct recording *g, const struct reg_leg_v *l, const struct reg_version *v,
	const struct reg_cover *c, struct cv_error *err)
{
	const char *of_controller[] = { cell(v, "purposes"), cell(v, "legal_basis"), cell(v, "data_subjects"),
		cell(v, "data_categories"), cell(v, "retention") };
	const char *of_processor[] = { cell(v, "purposes"), "", "", cell(v, "data_categories"), "" };
	struct rep_activity *a = rep_activity_of(
		&g->activities, l->exporter, g->processor ? of_processor : of_controller);

	if (a == NULL || !rep_set_add(&a->recipients, l->importer) || !add_cover(a, l, c))
		return nomem(err);
	a->kinds |= 1U << g->x->view->party[l->importer].kind;
	a->transfers++;
	return CV_OK;
}

/* What comes in to one of ours that works for others: on whose behalf, and what for. */
static enum cv_err taken_in(
	struct recording *g, const struct reg_leg_v *l, const struct reg_version *v, struct cv_error *err)
{
	const char *text[] = { cell(v, "purposes"), "", "", cell(v, "data_categories"), "" };
	struct rep_activity *a = rep_activity_of(&g->activities, l->importer, text);

	return a && rep_set_add(&a->controllers, l->exporter) ? CV_OK : nomem(err);
}

static enum cv_err one(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct recording *g = ctx;
	const struct reg_view *view = g->x->view;
	enum law_role role = g->processor ? LAW_PROCESSOR : LAW_CONTROLLER;
	const struct reg_leg_v *l;
	struct reg_cover c;

	while (g->leg < view->n_legs && view->leg[g->leg].n < v->n)
		g->leg++;
	if (g->leg == view->n_legs || view->leg[g->leg].n != v->n)
		return CV_OK;
	l = &view->leg[g->leg];
	if (!rep_leg_wanted(g->x, l))
		return CV_OK;
	TRY(reg_cover(g->covers, g->leg, &c, err));
	if (!rep_cover_wanted(g->x, &c))
		return CV_OK;
	if (is_ours(view, l->exporter) && l->exporter_role == role)
		TRY(disclosed(g, l, v, &c, err));
	if (g->processor && is_ours(view, l->importer) && l->importer_role == LAW_PROCESSOR)
		return taken_in(g, l, v, err);
	return CV_OK;
}

/* Whoever gives data to a processor of ours is behind all that it passes on. */
static enum cv_err add_controllers(struct recording *g, struct rep_activity *a, struct cv_error *err)
{
	const struct reg_view *v = g->x->view;
	const struct reg_party_v *p = a->who == REG_NOBODY ? NULL : &v->party[a->who];

	for (uint32_t i = 0; p && a->controllers.n == 0 && i < p->n_in; i++) {
		const struct reg_leg_v *l = &v->leg[v->leg_in[p->first_in + i]];

		if (cv_span_has(l->span, g->x->on) && l->importer_role == LAW_PROCESSOR &&
			!rep_set_add(&a->controllers, l->exporter))
			return nomem(err);
	}
	return CV_OK;
}

/* ---- rows ------------------------------------------------------------------------------------------------------ */

static void kinds(uint32_t set, struct cv_str *out)
{
	size_t begin = out->len;

	for (int k = LAW_AFFILIATE; k <= LAW_AUTHORITY; k++) {
		if (!(set >> k & 1))
			continue;
		cv_str_puts(out, out->len > begin ? ";" : "");
		cv_str_puts(out, law_kind_name((enum law_kind)k));
	}
}

static enum cv_err put(struct recording *g, struct rep_activity *a, size_t from, struct cv_error *err)
{
	const struct law_pack *p = g->x->pack;
	const struct reg_view *v = g->x->view;
	const struct reg_party_v *who = a->who == REG_NOBODY ? NULL : &v->party[a->who];
	const char *country = who ? rep_place_code(v, who->country) : "";
	const char *contact = who && g->contact[a->who] ? g->contact[a->who] : "", *id = rep_party_id(v, a->who),
		   *name = rep_party_name(v, a->who);
	struct cv_str *c = g->cell;
	bool failed = false;
	char n[24];

	for (size_t i = 0; i < CV_LEN(g->cell); i++)
		cv_str_clear(&c[i]);
	kinds(a->kinds, &c[0]);
	rep_set_names(v, &a->recipients, from, RECIPIENTS, &c[1]);
	rep_set_places(p, &a->countries, &c[2]);
	rep_set_cover(p, &a->cover, false, &c[3]);
	rep_set_cover(p, &a->cover, true, &c[4]);
	rep_set_names(v, &a->controllers, 0, RECIPIENTS, &c[5]);
	for (size_t i = 0; i < CV_LEN(g->cell); i++)
		failed |= c[i].failed;
	if (failed)
		return nomem(err);
	rep_number((int64_t)a->transfers, n);
	if (g->processor)
		return rep_row(g->x->sink,
			(const char *[]){ id, name, country, contact, cv_str_text(&c[5]), a->text[0], a->text[3],
				cv_str_text(&c[1]), cv_str_text(&c[2]), cv_str_text(&c[3]), cv_str_text(&c[4]), n },
			err);
	return rep_row(g->x->sink,
		(const char *[]){ id, name, country, contact, a->text[0], a->text[1], a->text[2], a->text[3],
			cv_str_text(&c[0]), cv_str_text(&c[1]), cv_str_text(&c[2]), cv_str_text(&c[3]),
			cv_str_text(&c[4]), a->text[4], n },
		err);
}

static enum cv_err put_all(struct recording *g, struct rep_activity *a, struct cv_error *err)
{
	size_t from = 0;

	TRY(add_controllers(g, a, err));
	rep_set_sort(&a->recipients);
	rep_set_sort(&a->countries);
	rep_set_sort(&a->cover);
	rep_set_sort(&a->controllers);
	do {
		TRY(put(g, a, from, err));
		from += RECIPIENTS;
	} while (from < a->recipients.n);
	return CV_OK;
}

static enum cv_err write_all(struct recording *g, struct cv_error *err)
{
	if (g->x->want.personal)
		TRY(rep_records(g->x, REG_PARTIES, note_contact, g, err));
	TRY(rep_records(g->x, REG_TRANSFERS, one, g, err));
	rep_activities_sort(&g->activities, g->x->view);
	TRY(rep_run_begin(g->x, g->x->report->column, g->x->report->n_columns, err));
	for (size_t i = 0; i < g->activities.n; i++)
		TRY(put_all(g, &g->activities.activity[i], err));
	rep_run_note(g->x, "%s is not in this register: add it to the record.",
		g->processor ? "The description of security measures (art. 30(2)(d))"
			     : "The description of security measures (art. 30(1)(g))");
	return CV_OK;
}

static enum cv_err run(struct rep_run *x, struct cv_error *err)
{
	struct recording g = { .x = x,
		.covers = reg_covers_new(x->view, x->on),
		.processor = cv_streq(x->report->column[0].name, "processor"),
		.contact = calloc((size_t)x->view->n_parties + 1, sizeof(*g.contact)) };
	enum cv_err e = g.covers && g.contact ? write_all(&g, err) : nomem(err);

	for (size_t i = 0; i < CV_LEN(g.cell); i++)
		cv_str_finish(&g.cell[i]);
	rep_activities_finish(&g.activities);
	free(g.contact);
	reg_covers_free(g.covers);
	return e;
}

const struct rep_report rep_article_30_controller = {
	.name = "article-30-controller",
	.title = "Record of processing activities of the controller (GDPR art. 30(1))",
	.help = "what we do as controller: purposes, people, recipients, third countries, safeguards",
	.column = controller_column,
	.n_columns = CV_LEN(controller_column),
	.takes = REP_LEG_FILTERS | 1U << REP_BY_PERSONAL,
	.kind = REG_KIND_COUNT,
	.needs_view = true,
	.run = run,
};

const struct rep_report rep_article_30_processor = {
	.name = "article-30-processor",
	.title = "Record of processing activities of the processor (GDPR art. 30(2))",
	.help = "what we do for others: controllers, processing, third countries, safeguards",
	.column = processor_column,
	.n_columns = CV_LEN(processor_column),
	.takes = REP_LEG_FILTERS | 1U << REP_BY_PERSONAL,
	.kind = REG_KIND_COUNT,
	.needs_view = true,
	.run = run,
};

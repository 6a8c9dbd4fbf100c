/*
 * The list of those that work for us and that we publish: parties with the attribute `published`. Only what is chosen
 * for publication stands here: no contact, no internal party, no note.
 */
#include "reports/tables/processing.h"

#include <stdlib.h>
#include <string.h>

static const struct rep_column column[] = {
	{ "name", REP_T_TEXT, "of the legal entity" },
	{ "country", REP_T_TEXT, "where it is established" },
	{ "service", REP_T_TEXT, "what it does for us" },
	{ "purposes", REP_T_LIST, "what data go to it for" },
	{ "data_categories", REP_T_LIST, "" },
	{ "processing_countries", REP_T_LIST, "where it receives data" },
	{ "mechanisms", REP_T_LIST, "what covers that" },
	{ "since", REP_T_DAY, "the first day, where it is on file" },
	{ "website", REP_T_TEXT, "" },
};

struct listed {
	uint32_t party;
	const char *service, *website;
	bool active; /* by its status */
	bool ever;   /* a transfer to it is on file, of any day */
	bool live;   /* one takes place on that day */
	cv_day since;
	struct cv_str purposes, categories;
	struct rep_set countries;
	const char *mechanism[16];
	size_t n_mechanisms;
};

struct listing {
	struct rep_run *x;
	struct reg_covers *covers;
	struct listed *listed;
	size_t n, cap;
	uint32_t *of; /* by party: index + 1 in listed */
	uint32_t leg; /* of the view, beside the record that is read */
	struct cv_arena arena;
};

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

static bool has(const char *list, const char *word)
{
	size_t n, len = strlen(word);

	for (const char *p = list, *w; (w = cv_next(&p, ';', &n));)
		if (n == len && memcmp(w, word, n) == 0)
			return true;
	return false;
}

static void add_items(struct cv_str *to, const char *list)
{
	size_t n;

	for (const char *p = list, *w; (w = cv_next(&p, ';', &n));) {
		char item[256];

		if (n >= sizeof(item))
			continue;
		memcpy(item, w, n);
		item[n] = '\0';
		if (has(cv_str_text(to), item))
			continue;
		cv_str_puts(to, to->len ? ";" : "");
		cv_str_puts(to, item);
	}
}

/* ---- who ------------------------------------------------------------------------------------------------------- */

static const char *cell(const struct reg_version *v, const char *column_name)
{
	return v->record.cell[reg_column_index(v->record.kind, column_name)];
}

static enum cv_err note_party(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct listing *g = ctx;
	const char *service = cell(v, "service"), *website = cell(v, "website"), *status = cell(v, "status");
	uint32_t party = reg_view_party(g->x->view, cell(v, "id"));
	struct listed *l;

	if (party == REG_NOBODY || !has(cell(v, "attributes"), REG_PUBLISHED))
		return CV_OK;
	if (g->n == g->cap) {
		size_t cap = g->cap ? 2 * g->cap : 64;
		struct listed *more = realloc(g->listed, cap * sizeof(*more));

		if (more == NULL)
			return nomem(err);
		g->listed = more;
		g->cap = cap;
	}
	l = &g->listed[g->n++];
	*l = (struct listed){ .party = party,
		.since = CV_DAY_EVER,
		.active = *status == '\0' || cv_streq(status, "active"),
		.service = cv_arena_text(&g->arena, service, strlen(service)),
		.website = cv_arena_text(&g->arena, website, strlen(website)) };
	g->of[party] = (uint32_t)g->n;
	return l->service && l->website ? CV_OK : nomem(err);
}

/* ---- what and where -------------------------------------------------------------------------------------------- */

static void add_mechanism(struct listed *l, const char *slug)
{
	for (size_t i = 0; i < l->n_mechanisms; i++)
		if (cv_streq(l->mechanism[i], slug))
			return;
	if (*slug && l->n_mechanisms < CV_LEN(l->mechanism))
		l->mechanism[l->n_mechanisms++] = slug;
}

static enum cv_err note_transfer(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct listing *g = ctx;
	const struct reg_view *view = g->x->view;
	const struct reg_leg_v *leg;
	struct reg_cover c;
	struct listed *l;

	while (g->leg < view->n_legs && view->leg[g->leg].n < v->n)
		g->leg++;
	if (g->leg == view->n_legs || view->leg[g->leg].n != v->n || g->of[view->leg[g->leg].importer] == 0)
		return CV_OK;
	leg = &view->leg[g->leg];
	l = &g->listed[g->of[leg->importer] - 1];
	l->ever = true;
	TRY(reg_cover(g->covers, g->leg, &c, err));
	if (!c.live)
		return CV_OK;
	l->live = true;
	if (cv_day_known(leg->span.from) && leg->span.from.n < l->since.n)
		l->since = leg->span.from;
	add_items(&l->purposes, cell(v, "purposes"));
	add_items(&l->categories, cell(v, "data_categories"));
	if (c.outcome <= LAW_COVERED)
		add_mechanism(l, rep_cover_slug(&c));
	return rep_set_add(&l->countries, leg->country) ? CV_OK : nomem(err);
}

/* ---- rows ------------------------------------------------------------------------------------------------------ */

static int by_name(const void *a, const void *b, void *ctx)
{
	const struct reg_view *v = ctx;
	const struct reg_party_v *x = &v->party[((const struct listed *)a)->party],
				 *y = &v->party[((const struct listed *)b)->party];
	int c = strcmp(x->name, y->name);

	return c ? c : strcmp(x->id, y->id);
}

static enum cv_err put(struct listing *g, struct listed *l, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str countries = { 0 }, mechanisms = { 0 };
	const struct reg_party_v *p = &g->x->view->party[l->party];
	char since[CV_DAY_TEXT];

	rep_set_sort(&l->countries);
	if (*g->x->want.country && !rep_set_has(&l->countries, g->x->want.place))
		return CV_OK;
	for (size_t i = 0; i < l->countries.n; i++) {
		cv_str_puts(&countries, i ? ";" : "");
		cv_str_puts(&countries, rep_place_code(g->x->view, (law_place)l->countries.item[i]));
	}
	for (size_t i = 0; i < l->n_mechanisms; i++) {
		cv_str_puts(&mechanisms, i ? ";" : "");
		cv_str_puts(&mechanisms, l->mechanism[i]);
	}
	if (countries.failed || mechanisms.failed || l->purposes.failed || l->categories.failed)
		return nomem(err);
	return rep_row(g->x->sink,
		(const char *[]){ p->name, rep_place_code(g->x->view, p->country), l->service,
			cv_str_text(&l->purposes), cv_str_text(&l->categories), cv_str_text(&countries),
			cv_str_text(&mechanisms), cv_day_text(l->since, since), l->website },
		err);
}

/* Whoever receives on that day; and who is in use though no transfer to it was ever put on file. */
static bool stands(const struct listed *l)
{
	return l->live || (!l->ever && l->active);
}

static enum cv_err write_all(struct listing *g, struct cv_error *err)
{
	TRY(rep_records(g->x, REG_PARTIES, note_party, g, err));
	TRY(rep_records(g->x, REG_TRANSFERS, note_transfer, g, err));
	if (g->n > 1)
		qsort_r(g->listed, g->n, sizeof(*g->listed), by_name, (void *)(uintptr_t)g->x->view);
	TRY(rep_run_begin(g->x, column, CV_LEN(column), err));
	for (size_t i = 0; i < g->n; i++)
		if (stands(&g->listed[i]))
			TRY(put(g, &g->listed[i], err));
	if (g->n == 0)
		rep_run_note(g->x, "No party is marked for publication: give it the attribute \"%s\".", REG_PUBLISHED);
	return CV_OK;
}

static enum cv_err run(struct rep_run *x, struct cv_error *err)
{
	struct listing g = { .x = x,
		.covers = reg_covers_new(x->view, x->on),
		.of = calloc((size_t)x->view->n_parties + 1, sizeof(*g.of)) };
	enum cv_err e = g.covers && g.of ? write_all(&g, err) : nomem(err);

	for (size_t i = 0; i < g.n; i++) {
		cv_str_finish(&g.listed[i].purposes);
		cv_str_finish(&g.listed[i].categories);
		rep_set_finish(&g.listed[i].countries);
	}
	free(g.listed);
	free(g.of);
	reg_covers_free(g.covers);
	cv_arena_finish(&g.arena);
	return e;
}

const struct rep_report rep_subprocessors = {
	.name = "subprocessors",
	.title = "Sub-processors",
	.help = "those that work for us and that we publish, with countries and mechanisms",
	.column = column,
	.n_columns = CV_LEN(column),
	.takes = 1U << REP_BY_ON | 1U << REP_BY_COUNTRY,
	.kind = REG_KIND_COUNT,
	.needs_view = true,
	.run = run,
};

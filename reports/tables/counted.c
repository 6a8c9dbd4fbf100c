/* by-country and by-mechanism: the transfers of a day, counted. */
#include "reports/tables/inside.h"

#include <stdlib.h>
#include <string.h>

/* What is counted under one country or one mechanism. */
struct counted {
	const char *key; /* code, slug; "" for none */
	const char *name;
	size_t legs, importers, fallback_for, outcome[LAW_NOT_COVERED + 1];
	cv_day next;	 /* the first day on which one of them changes by itself */
	size_t n_others; /* by country: mechanisms; by mechanism: countries */
	size_t cap_others;
	const char **other;
	uint32_t last_importer; /* legs are gone through importer by importer */
};

struct counting {
	struct rep_run *x;
	struct reg_covers *covers;
	bool by_country;
	struct counted *group;
	size_t n, cap;
};

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* There are few countries and few mechanisms: looking through them is quick enough. Not found: added. */
static struct counted *group_of(struct counting *g, const char *key, const char *name)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->group[i].key == key || cv_streq(g->group[i].key, key))
			return &g->group[i];
	if (g->n == g->cap) {
		size_t cap = g->cap ? 2 * g->cap : 64;
		struct counted *more = realloc(g->group, cap * sizeof(*more));

		if (more == NULL)
			return NULL;
		g->group = more;
		g->cap = cap;
	}
	g->group[g->n] = (struct counted){ .key = key, .name = name, .next = CV_DAY_EVER, .last_importer = REG_NOBODY };
	return &g->group[g->n++];
}

static bool add_other(struct counted *c, const char *other)
{
	if (*other == '\0')
		return true;
	for (size_t i = 0; i < c->n_others; i++)
		if (c->other[i] == other || cv_streq(c->other[i], other))
			return true;
	if (c->n_others == c->cap_others) {
		size_t cap = c->cap_others ? 2 * c->cap_others : 8;
		const char **more = realloc(c->other, cap * sizeof(*more));

		if (more == NULL)
			return false;
		c->other = more;
		c->cap_others = cap;
	}
	c->other[c->n_others++] = other;
	return true;
}

static const char *mechanism_name(const struct counting *g, const struct reg_cover *c)
{
	return c->mech == LAW_NO_MECH ? "" : law_mech_name(g->x->pack, c->mech);
}

static enum cv_err count(struct counting *g, const struct reg_leg_v *l, const struct reg_cover *c, struct cv_error *err)
{
	const char *code = rep_place_code(g->x->view, l->country), *slug = rep_cover_slug(c);
	struct counted *in = g->by_country ? group_of(g, code, rep_place_name(g->x->pack, l->country))
					   : group_of(g, slug, mechanism_name(g, c));

	if (in == NULL || !add_other(in, g->by_country ? slug : code))
		return nomem(err);
	in->legs++;
	in->outcome[c->outcome]++;
	in->importers += in->last_importer != l->importer;
	in->last_importer = l->importer;
	if (c->valid_until.n < in->next.n)
		in->next = c->valid_until;
	for (size_t i = 0; !g->by_country && i < c->n_fallback; i++) {
		law_mech m = LAW_NO_MECH;

		(void)!law_mech_parse(g->x->pack, c->fallback[i], strlen(c->fallback[i]), &m);
		in = group_of(g, c->fallback[i], m == LAW_NO_MECH ? "" : law_mech_name(g->x->pack, m));
		if (in == NULL)
			return nomem(err);
		in->fallback_for++;
	}
	return CV_OK;
}

/* Importer by importer, so that importers can be counted. */
static enum cv_err count_all(struct counting *g, struct cv_error *err)
{
	const struct reg_view *v = g->x->view;

	for (uint32_t i = 0; i < v->n_legs; i++) {
		uint32_t leg = v->leg_in[i];
		struct reg_cover c;

		if (!rep_leg_wanted(g->x, &v->leg[leg]))
			continue;
		TRY(reg_cover(g->covers, leg, &c, err));
		if (rep_cover_wanted(g->x, &c))
			TRY(count(g, &v->leg[leg], &c, err));
	}
	return CV_OK;
}

/* ---- rows ------------------------------------------------------------------------------------------------------ */

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct counted *)a)->key, ((const struct counted *)b)->key);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *worst(const struct counted *c)
{
	for (int o = LAW_NOT_COVERED; o >= LAW_NO_TRANSFER; o--)
		if (c->outcome[o] > 0)
			return law_outcome_name((enum law_outcome)o);
	return "";
}

static enum cv_err put(struct counting *g, struct counted *c, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str others = { 0 };
	char n[7][24], next[CV_DAY_TEXT];

	if (c->n_others > 1)
		qsort(c->other, c->n_others, sizeof(*c->other), by_text);
	for (size_t i = 0; i < c->n_others; i++) {
		cv_str_puts(&others, i ? ";" : "");
		cv_str_puts(&others, c->other[i]);
	}
	if (others.failed)
		return nomem(err);
	rep_number((int64_t)c->legs, n[0]);
	rep_number((int64_t)c->importers, n[1]);
	rep_number((int64_t)c->outcome[LAW_COVERED], n[2]);
	rep_number((int64_t)c->outcome[LAW_NOT_COVERED], n[3]);
	rep_number((int64_t)c->outcome[LAW_NEEDS_REVIEW], n[4]);
	rep_number((int64_t)c->outcome[LAW_NO_TRANSFER], n[5]);
	rep_number((int64_t)c->fallback_for, n[6]);
	cv_day_text(c->next, next);
	if (g->by_country)
		return rep_row(g->x->sink,
			(const char *[]){ c->key, c->name, worst(c), n[0], n[1], n[2], n[3], n[4], n[5],
				cv_str_text(&others), next },
			err);
	return rep_row(g->x->sink,
		(const char *[]){
			c->key, c->name, n[0], n[1], n[2], n[3], n[4], n[5], n[6], cv_str_text(&others), next },
		err);
}

static enum cv_err draw(struct counting *g, struct cv_error *err)
{
	struct rep_map_country *c = calloc(g->n + 1, sizeof(*c));

	if (c == NULL)
		return nomem(err);
	for (size_t i = 0; i < g->n; i++) {
		c[i].code = g->group[i].key;
		memcpy(c[i].n, g->group[i].outcome, sizeof(c[i].n));
	}
	rep_run_map(g->x, c, g->n);
	free(c);
	return CV_OK;
}

static enum cv_err write_all(struct counting *g, const struct rep_column *column, size_t n, struct cv_error *err)
{
	TRY(count_all(g, err));
	if (g->n > 1)
		qsort(g->group, g->n, sizeof(*g->group), by_key);
	if (g->by_country && rep_shows_pictures(g->x->sink))
		TRY(draw(g, err));
	TRY(rep_run_begin(g->x, column, n, err));
	for (size_t i = 0; i < g->n; i++)
		TRY(put(g, &g->group[i], err));
	return CV_OK;
}

static enum cv_err run(struct rep_run *x, struct cv_error *err)
{
	struct counting g = { .x = x,
		.covers = reg_covers_new(x->view, x->on),
		.by_country = cv_streq(x->report->column[0].name, "country") };
	enum cv_err e = g.covers ? write_all(&g, x->report->column, x->report->n_columns, err) : nomem(err);

	for (size_t i = 0; i < g.n; i++)
		free(g.group[i].other);
	free(g.group);
	reg_covers_free(g.covers);
	return e;
}

static const struct rep_column country_column[] = {
	{ "country", REP_T_TEXT, "empty: not known" },
	{ "country_name", REP_T_TEXT, "" },
	{ "outcome", REP_T_TEXT, "the worst of its transfers" },
	{ "transfers", REP_T_NUMBER, "" },
	{ "importers", REP_T_NUMBER, "different receivers" },
	{ "covered", REP_T_NUMBER, "" },
	{ "not_covered", REP_T_NUMBER, "" },
	{ "needs_review", REP_T_NUMBER, "" },
	{ "no_transfer", REP_T_NUMBER, "no transfer to a third country" },
	{ "mechanisms", REP_T_LIST, "what they rest on, or would" },
	{ "next_change", REP_T_DAY, "the first day on which one of them changes by itself" },
};

static const struct rep_column mechanism_column[] = {
	{ "mechanism", REP_T_TEXT, "empty: nothing is on file" },
	{ "mechanism_name", REP_T_TEXT, "" },
	{ "transfers", REP_T_NUMBER, "that rest on it, or would" },
	{ "importers", REP_T_NUMBER, "different receivers" },
	{ "covered", REP_T_NUMBER, "" },
	{ "not_covered", REP_T_NUMBER, "" },
	{ "needs_review", REP_T_NUMBER, "" },
	{ "no_transfer", REP_T_NUMBER, "no transfer to a third country" },
	{ "fallback_for", REP_T_NUMBER, "transfers that it covers too" },
	{ "countries", REP_T_LIST, "" },
	{ "next_change", REP_T_DAY, "the first day on which one of them changes by itself" },
};

const struct rep_report rep_by_country = {
	.name = "by-country",
	.title = "Transfers by country",
	.help = "each country: how many transfers, how they stand, on what they rest",
	.column = country_column,
	.n_columns = CV_LEN(country_column),
	.takes = REP_LEG_FILTERS,
	.kind = REG_KIND_COUNT,
	.needs_view = true,
	.run = run,
};

const struct rep_report rep_by_mechanism = {
	.name = "by-mechanism",
	.title = "Transfers by mechanism",
	.help = "each mechanism: how many transfers rest on it, and where",
	.column = mechanism_column,
	.n_columns = CV_LEN(mechanism_column),
	.takes = REP_LEG_FILTERS,
	.kind = REG_KIND_COUNT,
	.needs_view = true,
	.run = run,
};

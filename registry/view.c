/* The register as known at one moment, typed, in memory. */
#include "registry/view.h"

#include "registry/columns.h"
#include "registry/cover.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *reg_cell_of(const struct reg_version *v, const char *column)
{
	return v->record.cell[reg_column_index(v->record.kind, column)];
}

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

static law_place place_of(const struct reg_view *v, const char *code)
{
	law_place place = LAW_NO_PLACE;

	return *code && law_place_parse(v->pack, code, strlen(code), &place) ? place : LAW_NO_PLACE;
}

static cv_day day_of(const char *text, cv_day unknown)
{
	cv_day d = unknown;

	return cv_day_parse(text, strlen(text), &d) ? d : unknown;
}

/* ---- parties ---- */

static void read_attributes(struct reg_party_v *p, const char *list)
{
	enum law_onward onward = LAW_ONWARD_OTHER;
	size_t n;

	for (const char *q = list, *w; (w = cv_next(&q, ';', &n));) {
		(void)!law_attr_parse(NULL, w, n, &p->attrs, &onward);
		(void)!law_exporter_attr_parse(w, n, &p->exporter_attrs);
		p->published |= n == sizeof(REG_PUBLISHED) - 1 && memcmp(w, REG_PUBLISHED, n) == 0;
	}
}

const char *reg_view_text(struct reg_filling *g, const char *text, size_t len)
{
	return len ? cv_arena_text(&g->index->texts->arena, text, len) : "";
}

static const char *keep(struct reg_filling *g, const char *text)
{
	return reg_view_text(g, text, strlen(text));
}

uint32_t reg_named_by(struct reg_filling *g, const char *id)
{
	uint32_t party = *id ? reg_view_party(g->v, id) : REG_NOBODY;

	g->index->unresolved |= *id && party == REG_NOBODY;
	return party;
}

enum cv_err reg_party_of(
	struct reg_filling *g, const struct reg_version *ver, struct reg_party_v *p, struct cv_error *err)
{
	const char *const *cell = ver->record.cell, *kind = cell[REG_AT_PARTY_KIND], *id = cell[REG_AT_PARTY_ID];

	*p = (struct reg_party_v){ .id = cv_arena_text(&g->index->texts->ids, id, strlen(id)),
		.name = keep(g, cell[REG_AT_PARTY_NAME]),
		.aliases = g->plain ? "" : keep(g, cell[REG_AT_PARTY_ALIASES]),
		.kind = LAW_SERVICE_PROVIDER,
		.country = place_of(g->v, cell[REG_AT_PARTY_COUNTRY]),
		.own = cv_streq(cell[REG_AT_PARTY_OWN], "yes"),
		.n = ver->n };
	if (p->id == NULL || p->name == NULL || p->aliases == NULL)
		return nomem(err);
	(void)!law_kind_parse(kind, strlen(kind), &p->kind);
	read_attributes(p, cell[REG_AT_PARTY_ATTRIBUTES]);
	reg_desk_party(p, ver);
	return CV_OK;
}

static enum cv_err take_party(void *ctx, const struct reg_version *ver, struct cv_error *err)
{
	struct reg_filling *g = ctx;
	struct reg_view *v = g->v;

	if (!reg_array_room((void **)&v->party, v->n_parties, &g->cap_parties, sizeof(*v->party)))
		return nomem(err);
	TRY(reg_party_of(g, ver, &v->party[v->n_parties], err));
	v->n_parties++;
	return CV_OK;
}

/* ---- legs ---- */

/* What a list said where the country could not be read: kept under the extra name "location". */
static const char *location_text(struct reg_filling *g, const char *extra)
{
	static const char name[] = "location\x1f";

	for (const char *p = extra; p; p = strchr(p, '\x1e') ? strchr(p, '\x1e') + 1 : NULL)
		if (cv_starts(p, name))
			return reg_view_text(g, p + sizeof(name) - 1, strcspn(p + sizeof(name) - 1, "\x1e"));
	return "";
}

/* Who receives it is known; until then nothing but its country may be of them. */
static void leg_to(struct reg_filling *g, struct reg_leg_v *l, uint32_t importer)
{
	l->importer = importer;
	if (importer == REG_NOBODY)
		g->adrift = true; /* nobody receives it: nothing to answer */
	else if (l->country == LAW_NO_PLACE && cv_streq(l->place, "establishment") && *l->source_text == '\0')
		l->country = g->v->party[importer].country; /* where the importer is established is what counts */
}

/* All but who receives it. */
static enum cv_err leg_of(
	struct reg_filling *g, const struct reg_version *ver, struct reg_leg_v *l, struct cv_error *err)
{
	static const char *const places[] = { "", "establishment", "storage", "processing", "support-access",
		"logging" };
	enum law_role by = LAW_CONTROLLER, to = LAW_PROCESSOR;
	enum law_data kind = LAW_ANY_DATA;
	const char *const *cell = ver->record.cell, *role_x = cell[REG_AT_TRANSFER_EXPORTER_ROLE],
			  *role_i = cell[REG_AT_TRANSFER_IMPORTER_ROLE], *data = cell[REG_AT_TRANSFER_DATA];

	*l = (struct reg_leg_v){ .exporter = reg_named_by(g, cell[REG_AT_TRANSFER_EXPORTER]),
		.importer = REG_NOBODY,
		.country = place_of(g->v, cell[REG_AT_TRANSFER_COUNTRY]),
		.span = { day_of(cell[REG_AT_TRANSFER_FROM], CV_DAY_NONE),
			day_of(cell[REG_AT_TRANSFER_UNTIL], CV_DAY_EVER) },
		.id = keep(g, cell[REG_AT_TRANSFER_ID]),
		.place = "",
		.source_text = location_text(g, ver->record.extra),
		.n = ver->n };
	(void)!law_role_parse(role_x, strlen(role_x), &by);
	(void)!law_role_parse(role_i, strlen(role_i), &to);
	(void)!law_data_parse(data, strlen(data), &kind);
	l->exporter_role = by;
	l->importer_role = to;
	l->data = kind;
	for (size_t i = 0; i < CV_LEN(places); i++)
		if (cv_streq(places[i], cell[REG_AT_TRANSFER_PLACE]))
			l->place = places[i];
	return l->id && l->source_text ? CV_OK : nomem(err);
}

enum cv_err reg_leg_taken(
	struct reg_filling *g, const struct reg_version *ver, struct reg_leg_v *l, struct cv_error *err)
{
	TRY(leg_of(g, ver, l, err));
	leg_to(g, l, reg_named_by(g, ver->record.cell[REG_AT_TRANSFER_IMPORTER]));
	return CV_OK;
}

static void leg_lands(struct reg_filling *g, uint32_t at, uint32_t importer)
{
	leg_to(g, &g->v->leg[at], importer);
}

static enum cv_err take_leg(void *ctx, const struct reg_version *ver, struct cv_error *err)
{
	struct reg_filling *g = ctx;
	struct reg_view *v = g->v;

	if (!reg_array_room((void **)&v->leg, v->n_legs, &g->cap_legs, sizeof(*v->leg)))
		return nomem(err);
	TRY(leg_of(g, ver, &v->leg[v->n_legs], err));
	reg_soon_named(g, ver->record.cell[REG_AT_TRANSFER_IMPORTER], v->n_legs++);
	return CV_OK;
}

static enum cv_err fill_legs(struct reg_filling *g, int stmt, struct cv_error *err)
{
	struct reg_view *v = g->v;
	uint32_t n = 0;

	g->soon.land = leg_lands;
	TRY(reg_walk_by(g->r, stmt, REG_TRANSFERS, v->seq, take_leg, g, err));
	reg_soon_all(g);
	if (!g->adrift)
		return CV_OK;
	for (uint32_t i = 0; i < v->n_legs; i++)
		if (v->leg[i].importer != REG_NOBODY)
			v->leg[n++] = v->leg[i];
	v->n_legs = n;
	return CV_OK;
}

/* ---- papers ---- */

static enum cv_err tool_of(struct reg_filling *g, const struct reg_version *ver, struct reg_tool_v *t,
	const char **ret_importer, struct cv_error *err)
{
	*t = (struct reg_tool_v){
		.kind = ver->record.kind, .exporter = REG_NOBODY, .importer = REG_NOBODY, .countries = "", .n = ver->n
	};
	*ret_importer = reg_tool_of(g, ver, t);
	return t->countries ? CV_OK : nomem(err);
}

enum cv_err reg_tool_taken(
	struct reg_filling *g, const struct reg_version *ver, struct reg_tool_v *t, struct cv_error *err)
{
	const char *importer;

	TRY(tool_of(g, ver, t, &importer, err));
	t->importer = reg_named_by(g, importer);
	return CV_OK;
}

static void tool_lands(struct reg_filling *g, uint32_t at, uint32_t importer)
{
	g->v->tool[at].importer = importer;
}

static enum cv_err take_tool(void *ctx, const struct reg_version *ver, struct cv_error *err)
{
	struct reg_filling *g = ctx;
	struct reg_view *v = g->v;
	const char *importer;

	if (!reg_array_room((void **)&v->tool, v->n_tools, &g->cap_tools, sizeof(*v->tool)))
		return nomem(err);
	TRY(tool_of(g, ver, &v->tool[v->n_tools], &importer, err));
	reg_soon_named(g, importer, v->n_tools++);
	return CV_OK;
}

static enum cv_err fill_tools(struct reg_filling *g, int stmt, struct cv_error *err)
{
	static const enum reg_kind kinds[] = { REG_CERTIFICATIONS, REG_SAFEGUARDS, REG_ASSESSMENTS };

	g->soon.land = tool_lands;
	for (size_t i = 0; i < CV_LEN(kinds); i++)
		TRY(reg_walk_by(g->r, stmt, kinds[i], g->v->seq, take_tool, g, err));
	reg_soon_all(g);
	return CV_OK;
}

/* ---- loading ---- */

enum cv_err reg_view_moment(struct reg_filling *g, struct cv_error *err)
{
	struct db_q *q = db_use(g->r->db, DB_CHANGE_AT, err);
	bool row;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, g->v->seq);
	TRY(db_step(q, &row, err));
	if (row)
		snprintf(g->v->at, sizeof(g->v->at), "%s", db_text(q, 0));
	db_done(q);
	q = db_use(g->r->db, DB_SETTING_GET_AT, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, "home");
	db_bind_int(q, 2, g->v->seq);
	TRY(db_step(q, &row, err));
	if (row)
		snprintf(g->v->home, sizeof(g->v->home), "%s", db_text(q, 0));
	db_done(q);
	return CV_OK;
}

enum cv_err reg_view_fill(struct reg_filling *g, int stmt, struct cv_error *err)
{
	int64_t seq = g->v->seq;

	TRY(reg_view_moment(g, err));
	TRY(reg_walk_by(g->r, stmt, REG_PARTIES, seq, take_party, g, err));
	TRY(reg_index_parties(g, err));
	TRY(fill_legs(g, stmt, err));
	TRY(fill_tools(g, stmt, err));
	TRY(reg_desk_fill(g, stmt, err));
	g->index->texts->at_first = reg_texts_size(g->index->texts);
	TRY(reg_group_legs(g->v, err));
	return reg_group_tools(g->v, err);
}

static enum cv_err load(struct reg *r, const char *known_at, bool plain, struct reg_view **ret, struct cv_error *err)
{
	struct reg_filling g = { .r = r, .plain = plain };
	enum cv_err e;

	if (!reg_view_empty(&g, NULL))
		return nomem(err);
	e = db_begin_read(r->db, err);
	if (e == CV_OK)
		e = reg_known(r, known_at, &g.v->seq, err);
	if (e == CV_OK)
		e = reg_view_fill(&g, DB_FACT_VIEW, err);
	db_rollback(r->db);
	return reg_view_filled(&g, e, ret);
}

enum cv_err reg_view_at(struct reg *r, int64_t seq, struct reg_view **ret, struct cv_error *err)
{
	struct reg_filling g = { .r = r };
	bool own = !db_in_transaction(r->db);
	enum cv_err e;

	if (!reg_view_empty(&g, NULL))
		return nomem(err);
	g.v->seq = seq;
	e = own ? db_begin_read(r->db, err) : CV_OK;
	if (e == CV_OK)
		e = reg_view_fill(&g, DB_FACT_VIEW, err);
	if (own)
		db_rollback(r->db);
	return reg_view_filled(&g, e, ret);
}

enum cv_err reg_view_load(struct reg *r, const char *known_at, struct reg_view **ret, struct cv_error *err)
{
	return load(r, known_at, false, ret, err);
}

enum cv_err reg_view_load_plain(struct reg *r, const char *known_at, struct reg_view **ret, struct cv_error *err)
{
	return load(r, known_at, true, ret, err);
}

enum cv_err reg_view_near(struct reg *r, int64_t seq, struct reg_view **ret, struct cv_error *err)
{
	struct reg_filling g = { .r = r };

	if (!reg_view_empty(&g, NULL))
		return nomem(err);
	g.v->seq = seq;
	return reg_view_filled(&g, reg_view_fill(&g, DB_FACT_NEAR, err), ret);
}

/* The register as known at one moment, typed, in memory. */
#include "registry/view.h"

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
	const char *kind = reg_cell_of(ver, "kind");

	*p = (struct reg_party_v){ .id = keep(g, reg_cell_of(ver, "id")),
		.name = keep(g, reg_cell_of(ver, "name")),
		.aliases = g->plain ? "" : keep(g, reg_cell_of(ver, "aliases")),
		.kind = LAW_SERVICE_PROVIDER,
		.country = place_of(g->v, reg_cell_of(ver, "country")),
		.own = cv_streq(reg_cell_of(ver, "own"), "yes"),
		.n = ver->n };
	if (p->id == NULL || p->name == NULL || p->aliases == NULL)
		return nomem(err);
	(void)!law_kind_parse(kind, strlen(kind), &p->kind);
	read_attributes(p, reg_cell_of(ver, "attributes"));
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

enum cv_err reg_leg_taken(
	struct reg_filling *g, const struct reg_version *ver, struct reg_leg_v *l, struct cv_error *err)
{
	static const char *const places[] = { "", "establishment", "storage", "processing", "support-access",
		"logging" };
	struct reg_view *v = g->v;
	enum law_role by = LAW_CONTROLLER, to = LAW_PROCESSOR;
	enum law_data kind = LAW_ANY_DATA;
	const char *role_x = reg_cell_of(ver, "exporter_role"), *role_i = reg_cell_of(ver, "importer_role"),
		*data = reg_cell_of(ver, "data"), *id = reg_cell_of(ver, "id"), *place = reg_cell_of(ver, "place");

	*l = (struct reg_leg_v){ .exporter = reg_named_by(g, reg_cell_of(ver, "exporter")),
		.importer = reg_named_by(g, reg_cell_of(ver, "importer")),
		.country = place_of(v, reg_cell_of(ver, "country")),
		.span = { day_of(reg_cell_of(ver, "from"), CV_DAY_NONE),
			day_of(reg_cell_of(ver, "until"), CV_DAY_EVER) },
		.id = "",
		.place = "",
		.n = ver->n };
	if (l->importer == REG_NOBODY)
		return CV_OK; /* nobody receives it: nothing to answer */
	l->id = keep(g, id);
	(void)!law_role_parse(role_x, strlen(role_x), &by);
	(void)!law_role_parse(role_i, strlen(role_i), &to);
	(void)!law_data_parse(data, strlen(data), &kind);
	l->exporter_role = by;
	l->importer_role = to;
	l->data = kind;
	for (size_t i = 0; i < CV_LEN(places); i++)
		if (cv_streq(places[i], place))
			l->place = places[i];
	l->source_text = location_text(g, ver->record.extra);
	if (l->country == LAW_NO_PLACE && cv_streq(l->place, "establishment") && l->source_text &&
		*l->source_text == '\0')
		l->country = v->party[l->importer].country; /* where the importer is established is what counts */
	return l->id && l->source_text ? CV_OK : nomem(err);
}

static enum cv_err take_leg(void *ctx, const struct reg_version *ver, struct cv_error *err)
{
	struct reg_filling *g = ctx;
	struct reg_view *v = g->v;

	if (!reg_array_room((void **)&v->leg, v->n_legs, &g->cap_legs, sizeof(*v->leg)))
		return nomem(err);
	TRY(reg_leg_taken(g, ver, &v->leg[v->n_legs], err));
	v->n_legs += v->leg[v->n_legs].importer != REG_NOBODY;
	return CV_OK;
}

enum cv_err reg_tool_taken(
	struct reg_filling *g, const struct reg_version *ver, struct reg_tool_v *t, struct cv_error *err)
{
	*t = (struct reg_tool_v){
		.kind = ver->record.kind, .exporter = REG_NOBODY, .importer = REG_NOBODY, .countries = "", .n = ver->n
	};
	reg_tool_of(g, ver, t);
	return t->countries ? CV_OK : nomem(err);
}

static enum cv_err take_tool(void *ctx, const struct reg_version *ver, struct cv_error *err)
{
	struct reg_filling *g = ctx;
	struct reg_view *v = g->v;

	if (!reg_array_room((void **)&v->tool, v->n_tools, &g->cap_tools, sizeof(*v->tool)))
		return nomem(err);
	TRY(reg_tool_taken(g, ver, &v->tool[v->n_tools], err));
	v->n_tools++;
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
	TRY(reg_walk_by(g->r, stmt, REG_TRANSFERS, seq, take_leg, g, err));
	TRY(reg_walk_by(g->r, stmt, REG_CERTIFICATIONS, seq, take_tool, g, err));
	TRY(reg_walk_by(g->r, stmt, REG_SAFEGUARDS, seq, take_tool, g, err));
	TRY(reg_walk_by(g->r, stmt, REG_ASSESSMENTS, seq, take_tool, g, err));
	TRY(reg_desk_fill(g, stmt, err));
	g->index->texts->at_first = g->index->texts->arena.total;
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
		e = reg_view_fill(&g, DB_FACT_EACH, err);
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
		e = reg_view_fill(&g, DB_FACT_EACH, err);
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

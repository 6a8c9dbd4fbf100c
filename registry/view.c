/* The register as known at one moment, typed, in memory. */
#include "registry/view.h"

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

/* Room for one more: doubles the array. */
static bool room(void **array, uint32_t n, uint32_t *cap, size_t size)
{
	uint32_t more = *cap ? 2 * *cap : 64;
	void *p;

	if (n < *cap)
		return true;
	p = realloc(*array, more * size);
	if (p == NULL)
		return false;
	*array = p;
	*cap = more;
	return true;
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

static const char *keep(struct reg_filling *g, const char *text)
{
	return *text ? cv_arena_text(&g->v->arena, text, strlen(text)) : "";
}

static enum cv_err take_party(void *ctx, const struct reg_version *ver, struct cv_error *err)
{
	struct reg_filling *g = ctx;
	struct reg_view *v = g->v;
	const char *kind = reg_cell_of(ver, "kind");
	struct reg_party_v *p;

	if (!room((void **)&v->party, v->n_parties, &g->cap_parties, sizeof(*v->party)))
		return nomem(err);
	p = &v->party[v->n_parties];
	*p = (struct reg_party_v){ .id = keep(g, reg_cell_of(ver, "id")),
		.name = keep(g, reg_cell_of(ver, "name")),
		.aliases = g->plain ? "" : keep(g, reg_cell_of(ver, "aliases")),
		.kind = LAW_SERVICE_PROVIDER,
		.country = place_of(v, reg_cell_of(ver, "country")),
		.own = cv_streq(reg_cell_of(ver, "own"), "yes"),
		.n = ver->n };
	if (p->id == NULL || p->name == NULL || p->aliases == NULL)
		return nomem(err);
	(void)!law_kind_parse(kind, strlen(kind), &p->kind);
	read_attributes(p, reg_cell_of(ver, "attributes"));
	reg_desk_party(p, ver);
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
			return cv_arena_text(&g->v->arena, p + sizeof(name) - 1, strcspn(p + sizeof(name) - 1, "\x1e"));
	return "";
}

static enum cv_err take_leg(void *ctx, const struct reg_version *ver, struct cv_error *err)
{
	static const char *const places[] = { "", "establishment", "storage", "processing", "support-access",
		"logging" };
	struct reg_filling *g = ctx;
	struct reg_view *v = g->v;
	enum law_role by = LAW_CONTROLLER, to = LAW_PROCESSOR;
	enum law_data kind = LAW_ANY_DATA;
	const char *role_x = reg_cell_of(ver, "exporter_role"), *role_i = reg_cell_of(ver, "importer_role"),
		*data = reg_cell_of(ver, "data"), *exporter = reg_cell_of(ver, "exporter"),
		*place = reg_cell_of(ver, "place");
	struct reg_leg_v *l;

	if (!room((void **)&v->leg, v->n_legs, &g->cap_legs, sizeof(*v->leg)))
		return nomem(err);
	l = &v->leg[v->n_legs];
	*l = (struct reg_leg_v){ .exporter = *exporter ? reg_view_party(v, exporter) : REG_NOBODY,
		.importer = reg_view_party(v, reg_cell_of(ver, "importer")),
		.country = place_of(v, reg_cell_of(ver, "country")),
		.span = { day_of(reg_cell_of(ver, "from"), CV_DAY_NONE),
			day_of(reg_cell_of(ver, "until"), CV_DAY_EVER) },
		.id = keep(g, reg_cell_of(ver, "id")),
		.place = "",
		.n = ver->n };
	if (l->importer == REG_NOBODY)
		return CV_OK; /* nobody receives it: nothing to answer */
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
	if (l->id == NULL || l->source_text == NULL)
		return nomem(err);
	v->n_legs++;
	return CV_OK;
}

static enum cv_err take_tool(void *ctx, const struct reg_version *ver, struct cv_error *err)
{
	struct reg_filling *g = ctx;
	struct reg_view *v = g->v;
	struct reg_tool_v *t;

	if (!room((void **)&v->tool, v->n_tools, &g->cap_tools, sizeof(*v->tool)))
		return nomem(err);
	t = &v->tool[v->n_tools];
	*t = (struct reg_tool_v){
		.kind = ver->record.kind, .exporter = REG_NOBODY, .importer = REG_NOBODY, .countries = "", .n = ver->n
	};
	reg_tool_of(g, ver, t);
	if (t->countries == NULL)
		return nomem(err);
	v->n_tools++;
	return CV_OK;
}

/* ---- grouping by importer ---- */

static enum cv_err group_legs(struct reg_view *v, struct cv_error *err)
{
	uint32_t at = 0;

	v->leg_in = calloc(v->n_legs ? v->n_legs : 1, sizeof(*v->leg_in));
	if (v->leg_in == NULL)
		return nomem(err);
	for (uint32_t i = 0; i < v->n_legs; i++)
		v->party[v->leg[i].importer].n_in++;
	for (uint32_t i = 0; i < v->n_parties; i++) {
		v->party[i].first_in = at;
		at += v->party[i].n_in;
		v->party[i].n_in = 0;
	}
	for (uint32_t i = 0; i < v->n_legs; i++) {
		struct reg_party_v *p = &v->party[v->leg[i].importer];

		v->leg_in[p->first_in + p->n_in++] = i;
	}
	return CV_OK;
}

/* Each tool to the place it has, in place: there may be many. */
static void arrange(struct reg_tool_v *tool, uint32_t *place, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		while (place[i] != i) {
			uint32_t to = place[i];
			struct reg_tool_v moved = tool[to];

			tool[to] = tool[i];
			tool[i] = moved;
			place[i] = place[to];
			place[to] = to;
		}
	}
}

static enum cv_err group_tools(struct reg_view *v, struct cv_error *err)
{
	uint32_t *place = malloc((v->n_tools ? v->n_tools : 1) * sizeof(*place)), at = 0;

	if (place == NULL)
		return nomem(err);
	for (uint32_t i = 0; i < v->n_tools; i++)
		if (v->tool[i].importer != REG_NOBODY)
			v->party[v->tool[i].importer].n_tools++;
	for (uint32_t i = 0; i < v->n_parties; i++) {
		v->party[i].first_tool = at;
		at += v->party[i].n_tools;
		v->party[i].n_tools = 0;
	}
	v->n_tools_bound = at;
	for (uint32_t i = 0; i < v->n_tools; i++) {
		uint32_t who = v->tool[i].importer;

		place[i] = who == REG_NOBODY ? at++ : v->party[who].first_tool + v->party[who].n_tools++;
	}
	arrange(v->tool, place, v->n_tools);
	free(place);
	return CV_OK;
}

/* ---- loading ---- */

static enum cv_err read_moment(struct reg_filling *g, struct cv_error *err)
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

static enum cv_err fill(struct reg_filling *g, int stmt, struct cv_error *err)
{
	int64_t seq = g->v->seq;

	TRY(read_moment(g, err));
	TRY(reg_walk_by(g->r, stmt, REG_PARTIES, seq, take_party, g, err));
	TRY(reg_index_parties(g, err));
	TRY(reg_walk_by(g->r, stmt, REG_TRANSFERS, seq, take_leg, g, err));
	TRY(reg_walk_by(g->r, stmt, REG_CERTIFICATIONS, seq, take_tool, g, err));
	TRY(reg_walk_by(g->r, stmt, REG_SAFEGUARDS, seq, take_tool, g, err));
	TRY(reg_walk_by(g->r, stmt, REG_ASSESSMENTS, seq, take_tool, g, err));
	TRY(reg_desk_fill(g, stmt, err));
	TRY(group_legs(g->v, err));
	return group_tools(g->v, err);
}

static struct reg_view *empty(struct reg_filling *g)
{
	struct reg_view *v = calloc(1, sizeof(*v));

	g->v = v;
	if (v == NULL)
		return NULL;
	v->pack = g->r->pack;
	g->index = cv_arena_alloc(&v->arena, sizeof(*g->index));
	v->index = g->index;
	if (g->index)
		return v;
	reg_view_destroy(v);
	return NULL;
}

static enum cv_err filled(struct reg_filling *g, enum cv_err e, struct reg_view **ret)
{
	cv_str_finish(&g->scratch);
	if (e == CV_OK)
		*ret = g->v;
	else
		reg_view_destroy(g->v);
	return e;
}

static enum cv_err load(struct reg *r, const char *known_at, bool plain, struct reg_view **ret, struct cv_error *err)
{
	struct reg_filling g = { .r = r, .plain = plain };
	enum cv_err e;

	if (empty(&g) == NULL)
		return nomem(err);
	e = db_begin_read(r->db, err);
	if (e == CV_OK)
		e = reg_known(r, known_at, &g.v->seq, err);
	if (e == CV_OK)
		e = fill(&g, DB_FACT_EACH, err);
	db_rollback(r->db);
	return filled(&g, e, ret);
}

enum cv_err reg_view_at(struct reg *r, int64_t seq, struct reg_view **ret, struct cv_error *err)
{
	struct reg_filling g = { .r = r };
	bool own = !db_in_transaction(r->db);
	enum cv_err e;

	if (empty(&g) == NULL)
		return nomem(err);
	g.v->seq = seq;
	e = own ? db_begin_read(r->db, err) : CV_OK;
	if (e == CV_OK)
		e = fill(&g, DB_FACT_EACH, err);
	if (own)
		db_rollback(r->db);
	return filled(&g, e, ret);
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

	if (empty(&g) == NULL)
		return nomem(err);
	g.v->seq = seq;
	return filled(&g, fill(&g, DB_FACT_NEAR, err), ret);
}

void reg_view_destroy(struct reg_view *v)
{
	if (v == NULL)
		return;
	if (v->index) {
		free(v->index->slot);
		free(v->index->name);
	}
	free(v->party);
	free(v->leg);
	free(v->leg_in);
	free(v->tool);
	reg_desk_free(v);
	cv_arena_finish(&v->arena);
	free(v);
}

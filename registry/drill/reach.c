/*
 * Which legs an ending could change: those with something on file that has to do with it, those to a country whose
 * finding of adequacy ends, and those behind one of these, because what one leg rests on decides what the next one
 * needs.
 */
#include "registry/drill/inside.h"

#include <stdlib.h>

struct reaching {
	const struct reg_view *v;
	const struct law_ending *e;
	cv_day on;
	unsigned char *leg; /* 1: it could change */
	unsigned char
		*party; /* bits: what is on file about it and has to do with the ending; do such data come to it? */
};

enum { BY_TOOL = 1, BY_CERTIFICATION = 2, REACHED = 4 };

static void tools(struct reaching *g)
{
	const struct reg_view *v = g->v;
	bool all = false;

	for (uint32_t i = v->n_tools_bound; i < v->n_tools; i++)
		all |= law_ending_tool(g->e, &v->tool[i].tool);
	for (uint32_t i = 0; i < v->n_tools_bound; i++)
		if (law_ending_tool(g->e, &v->tool[i].tool))
			g->party[v->tool[i].importer] |= v->tool[i].tool.kind == LAW_CERTIFICATION ? BY_CERTIFICATION
												   : BY_TOOL;
	for (uint32_t i = 0; all && i < v->n_parties; i++)
		g->party[i] |= BY_TOOL;
}

static bool passes_on(const struct reaching *g, const struct reg_leg_v *l)
{
	return l->exporter != REG_NOBODY && !g->v->party[l->exporter].own;
}

/* True: one more that others may be behind. */
static bool look(struct reaching *g, uint32_t i)
{
	const struct reg_leg_v *l = &g->v->leg[i];
	unsigned char bits = g->party[l->importer];
	bool hit = bits & BY_TOOL;

	if (!cv_span_has(l->span, g->on))
		return false;
	if (!hit && l->country != LAW_NO_PLACE)
		hit = law_ending_place(g->e, l->country) ||
			((bits & BY_CERTIFICATION) && law_certified_place(g->v->pack, l->country));
	hit = hit || (passes_on(g, l) && (g->party[l->exporter] & REACHED));
	if (!hit)
		return false;
	g->leg[i] = 1;
	g->party[l->importer] |= REACHED;
	return !(bits & REACHED);
}

enum cv_err reg_drill_reach(
	const struct reg_view *v, const struct law_ending *e, cv_day on, unsigned char **ret, struct cv_error *err)
{
	struct reaching g = { v, e, on, NULL, NULL };
	bool more = false;

	*ret = NULL;
	if (e == NULL)
		return CV_OK;
	g.leg = calloc((size_t)v->n_legs + 1, 1);
	g.party = calloc((size_t)v->n_parties + 1, 1);
	if (g.leg == NULL || g.party == NULL) {
		free(g.leg);
		free(g.party);
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	}
	tools(&g);
	for (uint32_t i = 0; i < v->n_legs; i++)
		more |= look(&g, i);
	while (more) {
		more = false;
		for (uint32_t i = 0; i < v->n_legs; i++)
			if (!g.leg[i] && passes_on(&g, &v->leg[i]))
				more |= look(&g, i);
	}
	free(g.party);
	*ret = g.leg;
	return CV_OK;
}

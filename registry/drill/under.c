/* A view as another pack sees it: what the view holds as numbers of its own pack is looked up again by its word. */
#include "registry/drill/inside.h"

#include <stdlib.h>
#include <string.h>

struct seeing {
	const struct reg_view *v;
	const struct law_pack *pack;
	struct cv_error *err;
};

static law_place place(const struct seeing *s, law_place p)
{
	const char *code = p == LAW_NO_PLACE ? "" : law_place_code(s->v->pack, p);
	law_place ret = LAW_NO_PLACE;

	return *code && law_place_parse(s->pack, code, strlen(code), &ret) ? ret : LAW_NO_PLACE;
}

static enum cv_err unknown(const struct seeing *s, const struct reg_tool_v *t, const char *slug)
{
	return cv_fail_at(s->err, CV_E_PACK, "pack", "the pack has no '%s', and %s/%lld of the register rests on it",
		slug, reg_kind_info(t->kind)->singular, (long long)t->n);
}

static enum cv_err tool(const struct seeing *s, struct reg_tool_v *t)
{
	const char *slug;

	t->tool.place = place(s, t->tool.place);
	if (t->tool.kind == LAW_CLAIM) {
		slug = law_family_slug(s->v->pack, t->tool.family);
		return law_family_parse(s->pack, slug, strlen(slug), &t->tool.family) ? CV_OK : unknown(s, t, slug);
	}
	if (t->tool.mech == LAW_NO_MECH)
		return CV_OK;
	slug = law_mech_slug(s->v->pack, t->tool.mech);
	if (!law_mech_parse(s->pack, slug, strlen(slug), &t->tool.mech))
		return unknown(s, t, slug);
	if (t->tool.kind == LAW_CERTIFICATION && !law_mech_is_framework(s->pack, t->tool.mech))
		return unknown(s, t, slug); /* it is there, and no framework */
	return CV_OK;
}

static void *copy_of(const void *array, size_t n, size_t size)
{
	void *p = malloc((n + 1) * size);

	if (p && n > 0)
		memcpy(p, array, n * size);
	return p;
}

static enum cv_err see(const struct seeing *s, struct reg_view *w)
{
	for (uint32_t i = 0; i < w->n_parties; i++)
		w->party[i].country = place(s, w->party[i].country);
	for (uint32_t i = 0; i < w->n_legs; i++)
		w->leg[i].country = place(s, w->leg[i].country);
	for (uint32_t i = 0; i < w->n_tools; i++)
		TRY(tool(s, &w->tool[i]));
	return CV_OK;
}

enum cv_err reg_under(
	const struct reg_view *v, const struct law_pack *pack, struct reg_view **ret, struct cv_error *err)
{
	struct seeing s = { v, pack, err };
	struct reg_view *w = malloc(sizeof(*w));
	enum cv_err e;

	if (w == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	*w = *v;
	w->pack = pack;
	w->party = copy_of(v->party, v->n_parties, sizeof(*v->party));
	w->leg = copy_of(v->leg, v->n_legs, sizeof(*v->leg));
	w->tool = copy_of(v->tool, v->n_tools, sizeof(*v->tool));
	if (w->party && w->leg && w->tool)
		e = see(&s, w);
	else
		e = cv_fail(err, CV_E_NOMEM, "out of memory");
	if (e == CV_OK)
		*ret = w;
	else
		reg_under_free(w);
	return e;
}

void reg_under_free(struct reg_view *w)
{
	if (w == NULL)
		return;
	free(w->party);
	free(w->leg);
	free(w->tool);
	free(w);
}

/* The body of POST /v1/onboarding/check: a flat object, but for lists of countries, exporters and processors. */
#include "api/http/desk/onboarding.h"

#include "api/http/wire/json_scan.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

static void destroy(cJSON **j)
{
	cJSON_Delete(*j);
}

void http_need_finish(struct http_need *n)
{
	api_subs_finish(&n->subs);
	cv_str_finish(&n->pointer);
}

struct reading {
	struct http_need *n;
	const struct reg_view *v;
	struct cv_error *err;
};

/* What is wrong with a member; index < 0: with the member itself. */
static enum cv_err wrong(struct reading *g, enum cv_err e, const char *member, int index, const char *text)
{
	char number[16];

	cv_str_clear(&g->n->pointer);
	http_pointer_put(&g->n->pointer, member, strlen(member));
	snprintf(number, sizeof(number), "%d", index);
	if (index >= 0)
		http_pointer_put(&g->n->pointer, number, strlen(number));
	return cv_fail_at(g->err, e, member, "%s", text);
}

static bool text_of(const cJSON *j, const char **ret)
{
	if (!cJSON_IsString(j) || !cv_text_clean(j->valuestring, strlen(j->valuestring)))
		return false;
	*ret = j->valuestring;
	return true;
}

/* ---- words ------------------------------------------------------------------------------------------------------ */

static enum cv_err take_word(struct reading *g, const char *name, const char *text)
{
	struct reg_need_in *in = &g->n->in;
	enum law_onward onward = LAW_ONWARD_NONE;
	size_t len = strlen(text), n;
	bool good = true;

	if (cv_streq(name, "role"))
		good = law_role_parse(text, len, &in->role);
	else if (cv_streq(name, "as"))
		good = law_role_parse(text, len, &in->our_role);
	else if (cv_streq(name, "kind"))
		good = law_kind_parse(text, len, &in->kind);
	else if (cv_streq(name, "data"))
		good = law_data_parse(text, len, &in->data);
	else if (cv_streq(name, "on") && !cv_day_parse(text, len, &in->on))
		return wrong(g, CV_E_DATE, name, -1, "a day of the calendar, written YYYY-MM-DD");
	for (const char *q = cv_streq(name, "attributes") ? text : "", *w; good && (w = cv_next(&q, ';', &n));)
		good = law_attr_parse(in->pack, w, n, &in->attrs, &onward) && onward == LAW_ONWARD_NONE;
	return good ? CV_OK : wrong(g, CV_E_UNKNOWN_WORD, name, -1, "not one of the words that are known here");
}

/* ---- countries and exporters ------------------------------------------------------------------------------------ */

static enum cv_err take_country(struct reading *g, const char *name, int i, const char *text)
{
	struct reg_need_in *in = &g->n->in;

	if (in->n_countries == CV_LEN(in->country))
		return wrong(g, CV_E_TOO_BIG, name, i, "more countries than are looked at");
	if (!reg_need_country(in->pack, text, &in->country[in->n_countries]))
		return wrong(g, CV_E_COUNTRY, name, i, cv_err_text(CV_E_COUNTRY));
	in->n_countries++;
	return CV_OK;
}

static enum cv_err take_from(struct reading *g, const char *name, int i, const char *text)
{
	struct reg_need_in *in = &g->n->in;
	struct reg_need_from f = { .party = reg_view_party(g->v, text), .name = "" };

	if (in->n_from == CV_LEN(in->from))
		return wrong(g, CV_E_TOO_BIG, name, i, "more exporters than are looked at");
	if (f.party != REG_NOBODY) {
		f.name = g->v->party[f.party].name;
		f.country = g->v->party[f.party].country;
		f.attrs = g->v->party[f.party].exporter_attrs;
	} else if (!reg_need_country(in->pack, text, &f.country)) {
		return wrong(g, CV_E_NOT_FOUND, name, i, "neither the id of a party on file nor a country");
	}
	if (f.country == LAW_NO_PLACE)
		return wrong(g, CV_E_VALUE, name, i, "where that party is established is not on file");
	in->from[in->n_from++] = f;
	return CV_OK;
}

typedef enum cv_err take_fn(struct reading *g, const char *name, int i, const char *text);

/* One text, or an array of them. */
static enum cv_err texts(struct reading *g, const cJSON *m, take_fn *take)
{
	const cJSON *j;
	const char *text;
	int i = 0;

	if (text_of(m, &text))
		return take(g, m->string, -1, text);
	if (!cJSON_IsArray(m))
		return wrong(g, CV_E_JSON, m->string, -1, "must be a text or an array of texts");
	cJSON_ArrayForEach(j, m)
	{
		if (!text_of(j, &text))
			return wrong(g, CV_E_JSON, m->string, i, "must be a text");
		TRY(take(g, m->string, i++, text));
	}
	return CV_OK;
}

/* ---- processors ------------------------------------------------------------------------------------------------- */

static enum cv_err take_sub(struct reading *g, const char *member, int i, const cJSON *j)
{
	const char *name = NULL, *country = "", *mechanism = "";
	CV_AUTO(cv_str_finish) struct cv_str claims = { 0 };
	struct imp_claims read = { 0 };
	law_place place = LAW_NO_PLACE;
	const cJSON *m;

	if (!cJSON_IsObject(j))
		return wrong(g, CV_E_JSON, member, i, "must be an object with name and country");
	cJSON_ArrayForEach(m, j)
	{
		const char **to = cv_streq(m->string, "name") ? &name
			: cv_streq(m->string, "country")      ? &country
			: cv_streq(m->string, "mechanism")    ? &mechanism
							      : NULL;

		if (to == NULL || (!text_of(m, to) && !cJSON_IsNull(m)))
			return wrong(g, CV_E_JSON, member, i, "takes name, country and mechanism, each a text");
	}
	if (name == NULL || *name == '\0')
		return wrong(g, CV_E_JSON, member, i, "the name is missing");
	if (*country && !reg_need_country(g->n->in.pack, country, &place))
		return wrong(g, CV_E_COUNTRY, member, i, cv_err_text(CV_E_COUNTRY));
	imp_claims_read(mechanism, strlen(mechanism), &read);
	for (size_t k = 0; k < read.n; k++)
		cv_str_printf(&claims, "%s%s", k ? ";" : "", read.family[k]);
	return api_subs_add(&g->n->subs, g->n->in.pack, name, *country ? law_place_code(g->n->in.pack, place) : "",
		cv_str_text(&claims), g->err);
}

static enum cv_err take_subs(struct reading *g, const cJSON *m)
{
	struct imp_input *in = NULL;
	const char *text;
	const cJSON *j;
	enum cv_err e;
	int i = 0;

	if (cJSON_IsArray(m)) {
		cJSON_ArrayForEach(j, m) TRY(take_sub(g, m->string, i++, j));
		return CV_OK;
	}
	if (!text_of(m, &text))
		return wrong(g, CV_E_JSON, m->string, -1,
			"must be an array of objects, or the list itself as CSV in one text");
	TRY(imp_input_memory(text, strlen(text), &in, g->err));
	e = api_subs_read(&g->n->subs, g->n->in.pack, in, "sub_processors", g->err);
	imp_input_close(in);
	if (e != CV_OK)
		http_pointer_put(&g->n->pointer, m->string, strlen(m->string));
	return e;
}

/* ---- all of it -------------------------------------------------------------------------------------------------- */

static bool is_word(const char *name)
{
	static const char *const words[] = { "role", "as", "kind", "data", "attributes", "on" };

	for (size_t i = 0; i < CV_LEN(words); i++)
		if (cv_streq(words[i], name))
			return true;
	return false;
}

static enum cv_err member(struct reading *g, const cJSON *m)
{
	const char *text;

	if (cv_streq(m->string, "country"))
		return texts(g, m, take_country);
	if (cv_streq(m->string, "from"))
		return texts(g, m, take_from);
	if (cv_streq(m->string, "sub_processors"))
		return take_subs(g, m);
	if (!is_word(m->string))
		return wrong(g, CV_E_JSON, m->string, -1,
			"not known here; known: country, from, role, as, kind, data, attributes, on, sub_processors");
	if (!text_of(m, &text))
		return wrong(g, CV_E_JSON, m->string, -1, "must be a text");
	return take_word(g, m->string, text);
}

enum cv_err http_need_read(
	struct http_need *n, const struct reg_view *v, const char *text, size_t len, struct cv_error *err)
{
	CV_AUTO(destroy) cJSON *root = NULL;
	struct reading g = { n, v, err };
	const cJSON *m;

	n->in.pack = v->pack;
	n->in.our_role = LAW_CONTROLLER;
	n->in.role = LAW_PROCESSOR;
	n->in.kind = LAW_SERVICE_PROVIDER;
	n->in.data = LAW_ANY_DATA;
	TRY(http_json_scan(text, len, &n->pointer, err));
	root = cJSON_ParseWithLengthOpts(text, len + 1, NULL, 1);
	if (root == NULL)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM)); /* it is JSON: the scan says so */
	if (!cJSON_IsObject(root))
		return cv_fail(err, CV_E_JSON, "the body must be an object");
	cv_str_clear(&n->pointer);
	cJSON_ArrayForEach(m, root) TRY(member(&g, m));
	n->in.sub = n->subs.sub;
	n->in.n_subs = n->subs.n;
	if (n->in.n_from == 0)
		reg_need_ours(&n->in, v, &n->left);
	return CV_OK;
}

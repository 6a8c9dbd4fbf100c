/* onboard check: what a vendor would need that is not on file yet. */
#include "api/cli/onboard.h"

#include "api/clock.h"
#include "api/subs.h"
#include "reports/onboard.h"

#include <string.h>

struct asking {
	struct reg_need_in in;
	struct api_subs subs;
	struct reg_view *view; /* NULL: there is no register, and none is needed */
	size_t left;
};

static void finish(struct asking *a)
{
	api_subs_finish(&a->subs);
	reg_view_destroy(a->view);
}

/* ---- what was said ---------------------------------------------------------------------------------------------- */

static bool words_said(struct cli *c, struct reg_need_in *in)
{
	const char *role = cli_value(c, "role"), *kind = cli_value(c, "kind"), *data = cli_value(c, "data"),
		   *as = cli_value(c, "as");
	enum law_onward onward = LAW_ONWARD_NONE;
	size_t n;

	if (role && !law_role_parse(role, strlen(role), &in->role))
		return cli_usage(c, "--role \"%s\" is neither controller nor processor", role), false;
	if (as && !law_role_parse(as, strlen(as), &in->our_role))
		return cli_usage(c, "--as \"%s\" is neither controller nor processor", as), false;
	if (kind && !law_kind_parse(kind, strlen(kind), &in->kind))
		return cli_usage(c, "--kind \"%s\" is none of affiliate, service-provider, advisor, partner, authority",
			       kind),
		       false;
	if (data && !law_data_parse(data, strlen(data), &in->data))
		return cli_usage(c, "--data \"%s\" is none of hr, non-hr, any", data), false;
	for (const char *q = cli_value(c, "attributes"), *w; q && (w = cv_next(&q, ';', &n));)
		if (!law_attr_parse(in->pack, w, n, &in->attrs, &onward) || onward != LAW_ONWARD_NONE)
			return cli_usage(c, "--attributes: \"%.*s\" is no attribute of a receiver", (int)n, w), false;
	return true;
}

static bool countries_said(struct cli *c, struct reg_need_in *in)
{
	const char *text;
	struct cv_error err = { 0 };

	for (size_t i = 0; (text = cli_value_at(c, "country", i)); i++) {
		CV_AUTO(cv_str_finish) struct cv_str code = { 0 };
		int column = reg_column_index(REG_TRANSFERS, "country");

		if (in->n_countries == CV_LEN(in->country))
			return cli_usage(c, "--country: at most %zu", CV_LEN(in->country)), false;
		if (reg_cell(in->pack, REG_TRANSFERS, column, text, strlen(text), &code, &err) != CV_OK ||
			code.len == 0 ||
			!law_place_parse(in->pack, code.data, code.len, &in->country[in->n_countries++]))
			return cli_usage(c, "--country \"%s\": %s", text, err.msg[0] ? err.msg : "no country"), false;
	}
	if (in->n_countries == 0)
		return cli_usage(c, "where would the vendor receive the data? --country CODE"), false;
	return true;
}

/* ---- from whom -------------------------------------------------------------------------------------------------- */

static enum cv_err one_from(struct asking *a, const char *text, struct cv_error *err)
{
	struct reg_need_from f = { .party = REG_NOBODY, .name = "" };

	if (a->view && reg_view_party(a->view, text) == REG_NOBODY && reg_need_country(a->in.pack, text, &f.country)) {
		a->in.from[a->in.n_from++] = f;
		return CV_OK;
	}
	if (a->view == NULL) {
		if (!reg_need_country(a->in.pack, text, &f.country))
			return cv_fail_at(err, CV_E_NOT_FOUND, "from",
				"'%.60s' is no country, and there is no register with parties", text);
		a->in.from[a->in.n_from++] = f;
		return CV_OK;
	}
	TRY(cli_party(a->view, text, &f.party, err));
	f.name = a->view->party[f.party].name;
	f.country = a->view->party[f.party].country;
	f.attrs = a->view->party[f.party].exporter_attrs;
	if (f.country == LAW_NO_PLACE)
		return cv_fail_at(
			err, CV_E_VALUE, "from", "where %s is established is not on file", a->view->party[f.party].id);
	a->in.from[a->in.n_from++] = f;
	return CV_OK;
}

static enum cv_err from_whom(struct cli *c, struct asking *a, struct cv_error *err)
{
	const char *text;

	for (size_t i = 0; (text = cli_value_at(c, "from", i)); i++) {
		if (i == CV_LEN(a->in.from))
			return cv_fail_at(err, CV_E_TOO_BIG, "from", "at most %zu exporters", CV_LEN(a->in.from));
		TRY(one_from(a, text, err));
	}
	if (a->in.n_from == 0)
		reg_need_ours(&a->in, a->view, &a->left);
	return CV_OK;
}

/* ---- its processors --------------------------------------------------------------------------------------------- */

static void input_close(struct imp_input **in)
{
	imp_input_close(*in);
}

static enum cv_err processors(struct cli *c, struct asking *a, struct cv_error *err)
{
	CV_AUTO(input_close) struct imp_input *in = NULL;
	const char *path = cli_value(c, "sub-processors");
	enum cv_err e;

	if (path == NULL)
		return CV_OK;
	TRY(imp_input_open(path, &in, err));
	e = api_subs_read(&a->subs, a->in.pack, in, path, err);
	a->in.sub = a->subs.sub;
	a->in.n_subs = a->subs.n;
	if (a->subs.notes.len > 0)
		cli_say(c, "%.*s", (int)a->subs.notes.len - 1, a->subs.notes.data);
	return e;
}

/* ---- the answer ------------------------------------------------------------------------------------------------- */

/* A register is looked at where there is one: whose exporters, where they are. */
static enum cv_err look_at_register(struct cli *c, struct asking *a, struct cv_error *err)
{
	CV_AUTO(cli_reg_close) struct reg *r = NULL;
	enum cv_err e = cli_open(c, REG_READ, &r, err);

	if (e == CV_E_FILE && cli_has(c, "from") && !cli_has(c, "db"))
		return CV_OK;
	TRY(e);
	return reg_view_load(r, NULL, &a->view, err);
}

static enum cv_err answer(struct cli *c, struct asking *a, enum law_outcome *ret, struct cv_error *err)
{
	struct cv_json j = cv_json_to(&c->out);

	TRY(look_at_register(c, a, err));
	TRY(from_whom(c, a, err));
	TRY(processors(c, a, err));
	if (!cli_has(c, "json"))
		return rep_need_text(&a->in, a->left, &c->out, ret, err);
	TRY(rep_need_json(&a->in, a->left, &j, ret, err));
	cv_str_putc(&c->out, '\n');
	return CV_OK;
}

int cli_onboard_check(struct cli *c)
{
	CV_AUTO(finish)
	struct asking a = { .in = { .on = api_today(),
				    .our_role = LAW_CONTROLLER,
				    .role = LAW_PROCESSOR,
				    .kind = LAW_SERVICE_PROVIDER,
				    .data = LAW_ANY_DATA } };
	enum law_outcome outcome = LAW_NOT_COVERED;
	struct cv_error err = { 0 };

	a.in.pack = cli_pack(c);
	if (a.in.pack == NULL || !cli_day(c, "on", &a.in.on) || !words_said(c, &a.in) || !countries_said(c, &a.in))
		return CLI_FAILED;
	if (answer(c, &a, &outcome, &err) != CV_OK) {
		cv_str_clear(&c->out);
		return cli_fail_err(c, &err);
	}
	return outcome <= LAW_COVERED ? CLI_YES : CLI_NO;
}

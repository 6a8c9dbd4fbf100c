/* A whole case, column by column: its roles, its attributes, its day, its countries (law 1). */
#include "registry/law/case.h"

#include "registry/law/pack.h"

#include <string.h>

static const char *text_of(const char *s)
{
	return s ? s : "";
}

/* The cell without blanks around it. */
static const char *trimmed(const char *s, size_t *ret_len)
{
	const char *w = text_of(s);

	while (law_blank(*w))
		w++;
	for (*ret_len = strlen(w); *ret_len > 0 && law_blank(w[*ret_len - 1]);)
		--*ret_len;
	return w;
}

static enum cv_err empty(struct cv_error *err, const char *field, const char *allowed)
{
	return cv_fail_at(err, CV_E_VALUE, field, "%s is empty: give %s", field, allowed);
}

static enum cv_err unknown(struct cv_error *err, const char *field, const char *s, size_t n, const char *allowed)
{
	if (n == 0)
		return empty(err, field, allowed);
	return cv_fail_at(
		err, CV_E_UNKNOWN_WORD, field, "%s '%.*s' is not known: give %s", field, law_shown(s, n), s, allowed);
}

static enum cv_err no_country(struct cv_error *err, const char *field, const char *s, size_t n, const char *allowed)
{
	if (n == 0)
		return empty(err, field, allowed);
	return cv_fail_at(err, CV_E_COUNTRY, field, "%s '%.*s' is not known: give %s", field, law_shown(s, n), s, allowed);
}

/* A case that is being read, a column after the other. */
struct reading {
	const struct law_pack *p;
	const struct law_case_in *in;
	struct law_case *c;
	struct law_facts common; /* to all legs */
	struct cv_error *err;
};

static enum cv_err read_exporter_country(struct reading *g)
{
	size_t n;
	const char *s = trimmed(g->in->exporter_country, &n);

	if (!law_place_parse(g->p, s, n, &g->common.exporter))
		return no_country(g->err, "exporter_country", s, n, "an ISO 3166-1 code such as DE");
	return CV_OK;
}

static enum cv_err read_exporter_role(struct reading *g)
{
	size_t n;
	const char *s = trimmed(g->in->exporter_role, &n);

	if (!law_role_parse(s, n, &g->common.exporter_role))
		return unknown(g->err, "exporter_role", s, n, "controller or processor");
	return CV_OK;
}

static enum cv_err read_exporter_attrs(struct reading *g)
{
	size_t n;

	for (const char *q = text_of(g->in->exporter_attrs), *w; (w = cv_next(&q, ';', &n));)
		if (!law_exporter_attr_parse(w, n, &g->common.exporter_attrs))
			return unknown(g->err, "exporter_attrs", w, n, "gdpr-art3-2 or public-authority");
	return CV_OK;
}

static enum cv_err read_importer_role(struct reading *g)
{
	size_t n;
	const char *s = trimmed(g->in->importer_role, &n);

	if (!law_role_parse(s, n, &g->common.importer_role))
		return unknown(g->err, "importer_role", s, n, "controller or processor");
	return CV_OK;
}

static enum cv_err read_importer_kind(struct reading *g)
{
	size_t n;
	const char *s = trimmed(g->in->importer_kind, &n);

	if (!law_kind_parse(s, n, &g->common.importer_kind))
		return unknown(g->err, "importer_kind", s, n,
			"affiliate, service-provider, advisor, partner or authority");
	return CV_OK;
}

static enum cv_err read_data(struct reading *g)
{
	size_t n;
	const char *s = trimmed(g->in->data, &n);

	if (!law_data_parse(s, n, &g->common.data))
		return unknown(g->err, "data", s, n, "hr, non-hr or any");
	return CV_OK;
}

static enum cv_err read_importer_attrs(struct reading *g)
{
	size_t n;

	for (const char *q = text_of(g->in->importer_attrs), *w; (w = cv_next(&q, ';', &n));)
		if (!law_attr_parse(g->p, w, n, &g->common.importer_attrs, &g->common.onward))
			return unknown(
				g->err, "importer_attrs", w, n, "attributes such as pipeda, lgpd or group-member");
	return CV_OK;
}

static enum cv_err read_as_of(struct reading *g)
{
	size_t n;
	const char *s = trimmed(g->in->as_of, &n);

	if (n == 0)
		return empty(g->err, "as_of", "a day written YYYY-MM-DD");
	if (!cv_day_parse(s, n, &g->c->on))
		return cv_fail_at(g->err, CV_E_DATE, "as_of",
			"as_of '%.*s' is not a day of the calendar: write YYYY-MM-DD", law_shown(s, n), s);
	return CV_OK;
}

static enum cv_err read_safeguards(struct reading *g)
{
	return law_tools_parse(g->p, text_of(g->in->safeguards), g->c->tools, &g->c->n_tools, g->err);
}

/* Last: a leg has what is common to all. */
static enum cv_err read_legs(struct reading *g)
{
	struct law_case *c = g->c;
	size_t n, bars = 0;

	for (const char *q = text_of(g->in->importer_country), *w; (w = cv_next(&q, '|', &n));) {
		struct law_facts *leg;

		if (c->n_legs == LAW_CASE_LEGS_MAX)
			return cv_fail_at(g->err, CV_E_TOO_BIG, "importer_country",
				"more than %d countries: write several cases", LAW_CASE_LEGS_MAX);
		leg = &c->leg[c->n_legs++];
		*leg = g->common;
		leg->tool = c->tools;
		leg->n_tools = c->n_tools;
		if (!law_place_parse(g->p, w, n, &leg->importer))
			return no_country(g->err, "importer_country", w, n, "ISO 3166-1 codes joined by |");
	}
	if (c->n_legs == 0)
		return empty(g->err, "importer_country", "ISO 3166-1 codes joined by |");
	for (const char *q = g->in->importer_country; *q; q++)
		bars += *q == '|';
	if (bars + 1 != c->n_legs) { /* a country left out is no leg less: it would pass for covered */
		const char *s = trimmed(g->in->importer_country, &n);

		return cv_fail_at(g->err, CV_E_VALUE, "importer_country",
			"importer_country '%.*s' names nothing on one side of a |: give ISO 3166-1 codes joined by |",
			law_shown(s, n), s);
	}
	return CV_OK;
}

enum cv_err law_case_parse_all(const struct law_pack *p, const struct law_case_in *in, struct law_case *ret,
	law_wrong_fn *each, void *ctx, struct cv_error *err)
{
	static enum cv_err (*const column[])(struct reading *g) = { read_exporter_country, read_exporter_role,
		read_exporter_attrs, read_importer_role, read_importer_kind, read_data, read_importer_attrs, read_as_of,
		read_safeguards, read_legs };
	struct cv_error own;
	struct reading g = { .p = p, .in = in, .c = ret, .err = &own };
	enum cv_err first = CV_OK;

	ret->n_legs = ret->n_tools = 0;
	for (size_t i = 0; i < CV_LEN(column); i++) {
		enum cv_err e;

		own = (struct cv_error){ 0 };
		e = column[i](&g);
		if (e == CV_OK)
			continue;
		if (first == CV_OK && err)
			*err = own;
		if (first == CV_OK)
			first = e;
		if (each == NULL)
			break;
		each(ctx, &own);
	}
	return first;
}

enum cv_err law_case_parse(
	const struct law_pack *p, const struct law_case_in *in, struct law_case *ret, struct cv_error *err)
{
	return law_case_parse_all(p, in, ret, NULL, NULL, err);
}

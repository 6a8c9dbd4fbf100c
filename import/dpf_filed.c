/* What is on file about the Data Privacy Framework: who relies on it, and which transfers rest on that. */
#include "import/dpf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *cell(const struct reg_record *rec, const char *column)
{
	return rec->cell[reg_column_index(rec->kind, column)];
}

static cv_day day(const char *text, cv_day unknown)
{
	cv_day d = unknown;

	return cv_day_parse(text, strlen(text), &d) ? d : unknown;
}

static int framework(const struct imp_reading *g, const char *slug)
{
	law_mech m;

	if (!law_mech_parse(reg_pack(g->r), slug, strlen(slug), &m))
		return -1;
	for (size_t i = 0; i < g->dpf->n_frameworks; i++)
		if (g->dpf->framework[i].mech == m)
			return (int)i;
	return -1;
}

static bool on_file_active(const struct reg_record *rec)
{
	const char *status = cell(rec, "status");

	return *status == '\0' || cv_streq(status, "active");
}

static bool current(const struct imp_reading *g, const struct reg_record *rec, const char *from, const char *until)
{
	struct cv_span span = { day(cell(rec, from), CV_DAY_NONE), day(cell(rec, until), CV_DAY_EVER) };

	return cv_span_has(span, g->opt->today);
}

/* ---- before the rows: who relies on it ---- */

static enum cv_err relying_cert(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct imp_reading *g = ctx;
	int f = framework(g, cell(&v->record, "framework"));
	size_t party;

	if (f < 0 || !(g->dpf->of_list >> f & 1) || !on_file_active(&v->record) ||
		!current(g, &v->record, "from", "until"))
		return CV_OK;
	TRY(imp_dpf_party(g->dpf, cell(&v->record, "importer"), &party, err));
	g->dpf->party[party].relies |= UINT32_C(1) << f;
	return CV_OK;
}

static enum cv_err claim(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct imp_reading *g = ctx;
	size_t party;

	if (!cv_streq(cell(&v->record, "mechanism"), IMP_DPF_FAMILY) || !current(g, &v->record, "signed", "ended"))
		return CV_OK;
	TRY(imp_dpf_party(g->dpf, cell(&v->record, "importer"), &party, err));
	g->dpf->party[party].claims = true;
	return CV_OK;
}

static enum cv_err add_near(struct imp_dpf *d, size_t party, const char *name, size_t len, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str core = { 0 };
	size_t before;

	cv_fold(name, len, &core);
	if (core.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	imp_dpf_core(&core);
	if (core.len == 0)
		return CV_OK;
	return imp_key(&d->near, core.data, party + 1, &before, err);
}

static enum cv_err names(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct imp_reading *g = ctx;
	size_t n = imp_key_of(g->dpf->parties, v->record.cell[0]), len;
	const char *name = cell(&v->record, "name");

	if (n == 0)
		return CV_OK;
	TRY(add_near(g->dpf, n - 1, name, strlen(name), err));
	for (const char *p = cell(&v->record, "aliases"), *w; (w = cv_next(&p, ';', &len));)
		TRY(add_near(g->dpf, n - 1, w, len, err));
	return CV_OK;
}

enum cv_err imp_dpf_relying(struct imp_reading *g, struct cv_error *err)
{
	TRY(reg_each(g->r, REG_CERTIFICATIONS, CV_DAY_NONE, NULL, relying_cert, g, err));
	TRY(reg_each(g->r, REG_SAFEGUARDS, CV_DAY_NONE, NULL, claim, g, err));
	return g->dpf->n_parties ? reg_each(g->r, REG_PARTIES, CV_DAY_NONE, NULL, names, g, err) : CV_OK;
}

/* ---- after the rows ---- */

static enum cv_err keep_cert(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct imp_reading *g = ctx;
	struct imp_dpf *d = g->dpf;
	const struct reg_record *rec = &v->record;
	size_t party = imp_key_of(d->parties, cell(rec, "importer"));
	int f = framework(g, cell(rec, "framework"));
	void *certs = d->cert;
	struct imp_dpf_cert *c;

	if (party == 0 || f < 0)
		return CV_OK;
	TRY(imp_grow(&certs, &d->certs_cap, d->n_certs, sizeof(*d->cert), err));
	d->cert = certs;
	c = &d->cert[d->n_certs++];
	*c = (struct imp_dpf_cert){ .party = party - 1,
		.id = d->party[party - 1].id,
		.framework = (uint32_t)f,
		.current = on_file_active(rec) && current(g, rec, "from", "until"),
		.span = { day(cell(rec, "from"), CV_DAY_NONE), day(cell(rec, "until"), CV_DAY_EVER) } };
	snprintf(c->from, sizeof(c->from), "%s", cell(rec, "from"));
	snprintf(c->until, sizeof(c->until), "%s", cell(rec, "until"));
	snprintf(c->checked, sizeof(c->checked), "%s", cell(rec, "checked_on"));
	snprintf(c->status, sizeof(c->status), "%s", cell(rec, "status"));
	snprintf(c->covers, sizeof(c->covers), "%s", cell(rec, "covers"));
	return CV_OK;
}

/* A transfer of today to someone who relies on the framework. */
static enum cv_err keep_leg(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct imp_reading *g = ctx;
	struct imp_dpf *d = g->dpf;
	const struct reg_record *rec = &v->record;
	size_t importer = imp_key_of(d->parties, cell(rec, "importer")), exporter = 0;
	void *legs = d->leg;
	struct imp_dpf_leg *l;

	if (importer == 0 || !(d->party[importer - 1].relies || d->party[importer - 1].claims) ||
		!current(g, rec, "from", "until"))
		return CV_OK;
	if (*cell(rec, "exporter"))
		TRY(imp_dpf_party(d, cell(rec, "exporter"), &exporter, err));
	TRY(imp_grow(&legs, &d->legs_cap, d->n_legs, sizeof(*d->leg), err));
	d->leg = legs;
	l = &d->leg[d->n_legs++];
	*l = (struct imp_dpf_leg){ .id = cv_strdup(rec->cell[0]),
		.importer = importer - 1,
		.exporter = *cell(rec, "exporter") ? exporter + 1 : 0 };
	snprintf(l->country, sizeof(l->country), "%s", cell(rec, "country"));
	return l->id ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

static enum cv_err keep_party(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct imp_reading *g = ctx;
	size_t n = imp_key_of(g->dpf->parties, v->record.cell[0]), len;
	struct imp_dpf_party *p;

	if (n == 0)
		return CV_OK;
	p = &g->dpf->party[n - 1];
	free(p->name);
	free(p->country);
	p->name = cv_strdup(cell(&v->record, "name"));
	p->country = cv_strdup(cell(&v->record, "country"));
	for (const char *q = cell(&v->record, "attributes"), *w; (w = cv_next(&q, ';', &len));)
		(void)!law_exporter_attr_parse(w, len, &p->exporter_attrs);
	return p->name && p->country ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

static int by_party(const void *a, const void *b)
{
	const struct imp_dpf_cert *x = a, *y = b;

	return x->party != y->party ? strcmp(x->id, y->id) : strcmp(x->from, y->from);
}

enum cv_err imp_dpf_filed(struct imp_reading *g, struct cv_error *err)
{
	if (g->dpf->n_parties == 0)
		return CV_OK;
	TRY(reg_each(g->r, REG_CERTIFICATIONS, CV_DAY_NONE, NULL, keep_cert, g, err));
	if (g->dpf->n_certs > 0)
		qsort(g->dpf->cert, g->dpf->n_certs, sizeof(*g->dpf->cert), by_party);
	TRY(reg_each(g->r, REG_TRANSFERS, CV_DAY_NONE, NULL, keep_leg, g, err));
	return reg_each(g->r, REG_PARTIES, CV_DAY_NONE, NULL, keep_party, g, err);
}

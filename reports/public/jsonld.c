/*
 * The public list in the terms of the W3C Data Privacy Vocabulary: https://w3id.org/dpv, with its context in the
 * document.
 */
#include "reports/public/forms.h"

#include "registry/core/jsonw.h"

#include <string.h>

#define RAW(j, text) cv_json_raw(j, text, sizeof(text) - 1)

static void context(struct cv_json *j)
{
	RAW(j,
		"\"@context\":{\"dpv\":\"https://w3id.org/dpv#\",\"loc\":\"https://w3id.org/dpv/loc#\","
		"\"dct\":\"http://purl.org/dc/terms/\",\"dcat\":\"http://www.w3.org/ns/dcat#\","
		"\"xsd\":\"http://www.w3.org/2001/XMLSchema#\"}");
}

static void kv_date(struct cv_json *j, const char *key, cv_day day)
{
	char text[CV_DAY_TEXT];

	if (!cv_day_known(day))
		return;
	cv_json_key(j, key);
	cv_json_open(j, '{');
	cv_json_kv(j, "@type", "xsd:date");
	cv_json_kv(j, "@value", cv_day_text(day, text));
	cv_json_close(j, '}');
}

/* Things that have only a name of ours, of a class of DPV. */
static void things(struct cv_json *j, const char *key, const char *type, const char *list)
{
	size_t n;

	if (*list == '\0')
		return;
	cv_json_key(j, key);
	cv_json_open(j, '[');
	for (const char *q = list, *w; (w = cv_next(&q, ';', &n));) {
		cv_json_open(j, '{');
		cv_json_kv(j, "@type", type);
		cv_json_key(j, "dct:title");
		cv_json_begin(j);
		cv_str_add(j->out, w, n);
		cv_json_end(j);
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
}

static void kv_iri(struct cv_json *j, const char *key, const char *before, const char *iri)
{
	cv_json_key(j, key);
	cv_json_open(j, '{');
	cv_json_key(j, "@id");
	cv_json_begin(j);
	cv_str_printf(j->out, "%s%s", before, iri);
	cv_json_end(j);
	cv_json_close(j, '}');
}

/* DPV has places for what ISO 3166-1 knows. */
static bool placed(const struct rep_public_row *r)
{
	return strlen(r->country) == 2;
}

static void who(struct cv_json *j, const struct rep_public_row *r)
{
	cv_json_key(j, "dpv:hasDataProcessor");
	cv_json_open(j, '{');
	cv_json_kv(j, "@type", "dpv:DataSubProcessor");
	cv_json_kv(j, "dpv:hasName", r->name);
	if (*r->service)
		cv_json_kv(j, "dct:description", r->service);
	cv_json_close(j, '}');
}

/*
 * What covers it: each mechanism an instance of its term of DPV, with the adequacy decision of the place where there
 * is one. DPV has no term for what is missing beside them: that is said in words.
 */
static void bases(struct cv_json *j, const struct rep_public_row *r)
{
	cv_json_key(j, "dpv:hasLegalBasis");
	cv_json_open(j, '[');
	for (size_t i = 0; i < r->n_mechs; i++) {
		const struct rep_public_mech *m = &r->mech[i];

		if (m->mech == LAW_NO_MECH || *m->iri == '\0')
			continue;
		cv_json_open(j, '{');
		cv_json_kv(j, "@type", m->iri);
		cv_json_kv(j, "dct:title", m->words);
		cv_json_kv(j, "dct:identifier", m->slug);
		if (!rep_public_whole(r))
			cv_json_kv(j, "dct:description", "for some of the data only");
		if (*m->decision && !cv_streq(m->decision, m->iri))
			kv_iri(j, "dct:source", "", m->decision);
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
}

static void process(struct cv_json *j, const struct rep_public_row *r)
{
	cv_json_open(j, '{');
	cv_json_key(j, "@id");
	cv_json_begin(j);
	cv_str_printf(j->out, "#s-%s", r->key);
	cv_json_end(j);
	cv_json_kv(j, "@type", "dpv:PersonalDataProcess");
	who(j, r);
	if (placed(r))
		kv_iri(j, r->third ? "dpv:hasThirdCountry" : "dpv:hasCountry", "https://w3id.org/dpv/loc#", r->country);
	things(j, "dpv:hasPurpose", "dpv:Purpose", r->purposes);
	things(j, "dpv:hasPersonalData", "dpv:PersonalData", r->data);
	if (r->third)
		bases(j, r);
	if (*r->mechanism)
		cv_json_kv(j, "dct:abstract", r->mechanism);
	if (cv_day_known(r->since)) {
		cv_json_key(j, "dct:temporal");
		cv_json_open(j, '{');
		cv_json_kv(j, "@type", "dct:PeriodOfTime");
		kv_date(j, "dcat:startDate", r->since);
		cv_json_close(j, '}');
	}
	cv_json_close(j, '}');
}

void rep_public_jsonld(const struct rep_publication *p, struct cv_str *out)
{
	struct cv_json j = cv_json_to(out);

	cv_json_open(&j, '{');
	context(&j);
	cv_json_kv(&j, "@id", "#list");
	cv_json_kv(&j, "@type", "dpv:PublicRegisterOfEntities");
	cv_json_key(&j, "dct:title");
	cv_json_begin(&j);
	rep_public_title(p, out);
	cv_json_end(&j);
	kv_date(&j, "dct:valid", p->list->on);
	kv_date(&j, "dct:modified", rep_public_changed(p));
	if (*rep_public_name(p->facts)) {
		cv_json_key(&j, "dct:publisher");
		cv_json_open(&j, '{');
		cv_json_kv(&j, "@type", "dpv:LegalEntity");
		cv_json_kv(&j, "dpv:hasName", rep_public_name(p->facts));
		cv_json_close(&j, '}');
	}
	cv_json_key(&j, "dpv:hasPersonalDataProcess");
	cv_json_open(&j, '[');
	for (size_t i = 0; i < p->list->n; i++)
		if (rep_public_wanted(&p->filter, &p->list->row[i]))
			process(&j, &p->list->row[i]);
	cv_json_close(&j, ']');
	cv_json_close(&j, '}');
	cv_str_putc(out, '\n');
}

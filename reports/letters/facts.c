/* What a letter tells of each recipient, as on file: so that two answers can be compared. */
#include "reports/letters/gather.h"

#include <string.h>

static const char *day(struct rep_gathering *g, cv_day d)
{
	char text[CV_DAY_TEXT];

	return cv_day_known(d) ? rep_keep(g->d, cv_day_text(d, text)) : "";
}

static const char *recipient(struct rep_gathering *g, const struct rep_told *t)
{
	CV_UNUSED(g);
	return t->leg->importer_name;
}
static const char *country(struct rep_gathering *g, const struct rep_told *t)
{
	CV_UNUSED(g);
	return t->leg->country;
}
static const char *exporter(struct rep_gathering *g, const struct rep_told *t)
{
	CV_UNUSED(g);
	return t->leg->exporter_name;
}
static const char *service(struct rep_gathering *g, const struct rep_told *t)
{
	CV_UNUSED(g);
	return t->service;
}
static const char *since(struct rep_gathering *g, const struct rep_told *t)
{
	return day(g, t->since);
}
static const char *purposes(struct rep_gathering *g, const struct rep_told *t)
{
	CV_UNUSED(g);
	return t->purposes;
}
static const char *legal_basis(struct rep_gathering *g, const struct rep_told *t)
{
	CV_UNUSED(g);
	return t->legal_basis;
}
static const char *categories(struct rep_gathering *g, const struct rep_told *t)
{
	CV_UNUSED(g);
	return t->categories;
}
static const char *subjects(struct rep_gathering *g, const struct rep_told *t)
{
	CV_UNUSED(g);
	return t->subjects;
}
static const char *retention(struct rep_gathering *g, const struct rep_told *t)
{
	CV_UNUSED(g);
	return t->retention;
}
static const char *signed_on(struct rep_gathering *g, const struct rep_told *t)
{
	return day(g, t->signed_on);
}
static const char *approved_on(struct rep_gathering *g, const struct rep_told *t)
{
	return day(g, t->approved_on);
}
static const char *document(struct rep_gathering *g, const struct rep_told *t)
{
	CV_UNUSED(g);
	return t->document;
}
static const char *agreement(struct rep_gathering *g, const struct rep_told *t)
{
	return day(g, t->agreement);
}
static const char *why(struct rep_gathering *g, const struct rep_told *t)
{
	CV_UNUSED(g);
	return t->leg->outcome >= LAW_NEEDS_REVIEW ? t->words : "";
}

static const struct {
	const char *word, *name; /* of the vocabulary; as the register calls it */
	const char *(*text)(struct rep_gathering *g, const struct rep_told *t);
} fact[REP_FACTS] = {
	{ "recipient", "name", recipient },
	{ "country", "country", country },
	{ "exporters", "exporter", exporter },
	{ "service", "service", service },
	{ "since", "from", since },
	{ "purposes", "purposes", purposes },
	{ "legal_basis", "legal_basis", legal_basis },
	{ "categories", "data_categories", categories },
	{ "subjects", "data_subjects", subjects },
	{ "retention", "retention", retention },
	{ "signed", "signed", signed_on },
	{ "approved", "approved", approved_on },
	{ "document", "document", document },
	{ "agreement", "agreement", agreement },
	{ "why", "reason", why },
};

const char *rep_fact_name(size_t i)
{
	return fact[i].name;
}

void rep_note_facts(struct rep_gathering *g, const struct rep_template *t)
{
	for (size_t i = 0; i < g->n; i++)
		for (size_t k = 0; k < REP_FACTS; k++)
			g->d->leg[i].fact[k] =
				rep_template_says(t, fact[k].word) ? fact[k].text(g, &g->told[i]) : NULL;
}

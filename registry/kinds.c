/* The kinds of record: their columns, in the order of the CSV, with type, words and help. */
#include "registry/registry.h"

#include <string.h>

#define ROLES "controller|processor|joint-controller|sub-processor"

static const struct reg_column party[] = {
	{ "id", REG_ID, false, NULL, "readable and stable; made from the name when empty" },
	{ "name", REG_TEXT, true, NULL, "of the legal entity, in full" },
	{ "aliases", REG_LIST, false, NULL, "other names it is known by" },
	{ "kind", REG_WORD, false, "affiliate|service-provider|advisor|partner|authority", "what it is to us" },
	{ "advisor_type", REG_WORD, false, "lawyer|banker|auditor|insurer|other", "of an advisor" },
	{ "country", REG_COUNTRY, false, NULL, "where it is established" },
	{ "parent", REG_PARTY, false, NULL, "the company that controls it" },
	{ "own", REG_YESNO, false, NULL, "yes for our own entities" },
	{ "service", REG_TEXT, false, NULL, "what it does for us" },
	{ "status", REG_WORD, false, "proposed|under-review|approved|active|suspended|ended", "of the relation" },
	{ "website", REG_TEXT, false, NULL, "" },
	{ "contact", REG_PERSONAL, false, NULL, "for data protection questions" },
	{ "identifiers", REG_LIST, false, NULL, "LEI, VAT or registration numbers" },
	{ "attributes", REG_ATTRS, false, NULL, "facts the law asks about: pipeda, lgpd, group-member, public-body ..." },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

static const struct reg_column transfer[] = {
	{ "id", REG_ID, false, NULL, "made from the row when empty" },
	{ "exporter", REG_PARTY, false, NULL, "who discloses; empty: our organisation, entity not said" },
	{ "importer", REG_PARTY, true, NULL, "who receives" },
	{ "country", REG_COUNTRY, false, NULL, "where the data go; empty: not known" },
	{ "place", REG_WORD, false, "establishment|storage|processing|support-access|logging", "why that country counts" },
	{ "exporter_role", REG_WORD, false, ROLES, "controller unless said" },
	{ "importer_role", REG_WORD, false, ROLES, "processor unless said" },
	{ "data", REG_WORD, false, "hr|non-hr|any", "kind of data; any unless said" },
	{ "data_categories", REG_LIST, false, NULL, "" },
	{ "data_subjects", REG_LIST, false, NULL, "" },
	{ "purposes", REG_LIST, false, NULL, "" },
	{ "legal_basis", REG_LIST, false, NULL, "of each purpose" },
	{ "retention", REG_TEXT, false, NULL, "how long it is kept" },
	{ "from", REG_DAY, false, NULL, "first day" },
	{ "until", REG_DAY, false, NULL, "first day on which it no longer takes place" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

static const struct reg_column safeguard[] = {
	{ "id", REG_ID, false, NULL, "made from the row when empty" },
	{ "exporter", REG_PARTY, false, NULL, "who signed; empty: our organisation, entity not said" },
	{ "importer", REG_PARTY, true, NULL, "with whom" },
	{ "mechanism", REG_MECHANISM, true, NULL, "a slug of the law pack; a family (scc, dpf, bcr ...) with the flag claimed" },
	{ "signed", REG_DAY, false, NULL, "day it was concluded or approved" },
	{ "changed", REG_DAY, false, NULL, "day on which the processing changed" },
	{ "ended", REG_DAY, false, NULL, "first day on which it is no longer in force" },
	{ "flags", REG_WORDS, false, "claimed|approved|swiss-adapted|annex-i|annex-ii|annex-iii|docking|module-m1|module-m2|"
		"module-m3|module-m4|occasional|repetitive|met|failed", "see the manual" },
	{ "countries", REG_COUNTRIES, false, NULL, "only for these; empty: for all" },
	{ "document", REG_TEXT, false, NULL, "where it is kept" },
	{ "note", REG_TEXT, false, NULL, "" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

static const struct reg_column certification[] = {
	{ "importer", REG_PARTY, true, NULL, "the certified legal entity" },
	{ "framework", REG_FRAMEWORK, true, NULL, "a framework of the law pack: dpf-eu-us ..." },
	{ "covers", REG_WORDS, false, "hr|non-hr", "kinds of data the entry covers" },
	{ "from", REG_DAY, false, NULL, "first day the entry is active" },
	{ "until", REG_DAY, false, NULL, "first day it is no longer active" },
	{ "status", REG_WORD, false, "active|lapsed|withdrawn|inactive", "on the list" },
	{ "checked_on", REG_DAY, false, NULL, "day the list was looked at" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

static const struct reg_column assessment[] = {
	{ "exporter", REG_PARTY, false, NULL, "whose assessment; empty: our organisation" },
	{ "importer", REG_PARTY, false, NULL, "about whom; empty: every importer" },
	{ "country", REG_COUNTRY, false, NULL, "for which country; empty: every country" },
	{ "dated", REG_DAY, true, NULL, "day it was made" },
	{ "outcome", REG_WORD, false, "adequate|adequate-with-measures|inadequate", "what it found" },
	{ "measures", REG_LIST, false, NULL, "supplementary measures" },
	{ "review_by", REG_DAY, false, NULL, "first day on which it no longer counts" },
	{ "document", REG_TEXT, false, NULL, "where it is kept" },
	{ "source", REG_TEXT, false, NULL, "where this is known from" },
};

static const struct reg_kind_info kinds[REG_KIND_COUNT] = {
	[REG_PARTIES] = { "parties", "party", CV_LEN(party), party },
	[REG_TRANSFERS] = { "transfers", "transfer", CV_LEN(transfer), transfer },
	[REG_SAFEGUARDS] = { "safeguards", "safeguard", CV_LEN(safeguard), safeguard },
	[REG_CERTIFICATIONS] = { "certifications", "certification", CV_LEN(certification), certification },
	[REG_ASSESSMENTS] = { "assessments", "assessment", CV_LEN(assessment), assessment },
};

const struct reg_kind_info *reg_kind_info(enum reg_kind kind)
{
	return &kinds[kind];
}

bool reg_kind_parse(const char *name, enum reg_kind *ret)
{
	for (int k = 0; k < REG_KIND_COUNT; k++) {
		if (cv_streq(kinds[k].plural, name)) {
			*ret = (enum reg_kind)k;
			return true;
		}
	}
	return false;
}

int reg_column_index(enum reg_kind kind, const char *name)
{
	for (size_t i = 0; i < kinds[kind].n; i++)
		if (cv_streq(kinds[kind].column[i].name, name))
			return (int)i;
	return -1;
}

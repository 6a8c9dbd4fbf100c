/* What a header of a foreign list means, in the languages such lists are written in. */
#include "import/import.h"

#include <stdlib.h>
#include <string.h>

struct phrase {
	const char *text; /* folded, camelCase split */
	unsigned meaning;
};

/* Whole headers, sorted by text. */
static const struct phrase whole[] = {
	{ "acceptance evidence", IMP_M_DPA_STATUS },
	{ "account security", IMP_M_SECURITY },
	{ "activity", IMP_M_PURPOSE },
	{ "added", IMP_M_ADDED },
	{ "additional information", IMP_M_LINK },
	{ "address", IMP_M_CONTACT },
	{ "anbieter", IMP_M_PARTY },
	{ "applicable policies", IMP_M_LINK },
	{ "asp index", IMP_M_ROW_ID },
	{ "auftragsverarbeiter", IMP_M_PARTY },
	{ "beschreibung", IMP_M_PURPOSE },
	{ "bewaartermijn", IMP_M_RETENTION },
	{ "categories", IMP_M_SUBJECTS },
	{ "category", IMP_M_SERVICE },
	{ "city", IMP_M_CONTACT },
	{ "company", IMP_M_PARTY },
	{ "contact", IMP_M_CONTACT },
	{ "contact details", IMP_M_CONTACT },
	{ "contract", IMP_M_CONTRACT },
	{ "contrato", IMP_M_CONTRACT },
	{ "contrato base", IMP_M_CONTRACT },
	{ "corporate location", IMP_M_ENTITY },
	{ "country", IMP_M_LOCATION },
	{ "customer data involved", IMP_M_DATA },
	{ "data", IMP_M_DATA },
	{ "data exposure", IMP_M_DATA },
	{ "data involved", IMP_M_DATA },
	{ "data region", IMP_M_PROCESSING },
	{ "data types", IMP_M_DATA },
	{ "date added", IMP_M_ADDED },
	{ "datenkategorien", IMP_M_DATA },
	{ "datenort und garantie", IMP_M_LOCATION | IMP_M_MECHANISM },
	{ "datos", IMP_M_DATA },
	{ "deleted date", IMP_M_DATE },
	{ "department", IMP_M_OWNER },
	{ "description", IMP_M_PURPOSE },
	{ "details", IMP_M_LINK },
	{ "dienst", IMP_M_SERVICE },
	{ "doel", IMP_M_PURPOSE },
	{ "doorgiftemechanisme", IMP_M_MECHANISM },
	{ "dostawca", IMP_M_PARTY },
	{ "dpa", IMP_M_DPA_LINK },
	{ "dpa link", IMP_M_DPA_LINK },
	{ "dpa sccs", IMP_M_MECHANISM | IMP_M_DPA_LINK },
	{ "dpa status", IMP_M_DPA_STATUS },
	{ "dpa terms of processing", IMP_M_DPA_LINK },
	{ "duration", IMP_M_RETENTION },
	{ "ejerskab", IMP_M_OWNERSHIP },
	{ "empresa", IMP_M_PARTY },
	{ "encargado", IMP_M_PARTY },
	{ "engaged since", IMP_M_ADDED },
	{ "entity", IMP_M_PARTY },
	{ "entity country", IMP_M_ENTITY },
	{ "entity location", IMP_M_ENTITY },
	{ "entity name", IMP_M_PARTY },
	{ "entity type", IMP_M_SERVICE },
	{ "establishment", IMP_M_ENTITY },
	{ "eucountries", IMP_M_LIST_ATTR },
	{ "eucountries parsed", IMP_M_LIST_ATTR },
	{ "euprotection", IMP_M_LIST_ATTR },
	{ "evidence", IMP_M_NOTES },
	{ "fecha", IMP_M_ADDED },
	{ "finalidad", IMP_M_PURPOSE },
	{ "finalite", IMP_M_PURPOSE },
	{ "firma", IMP_M_PARTY },
	{ "formal", IMP_M_PURPOSE },
	{ "fornecedor", IMP_M_PARTY },
	{ "fornitore", IMP_M_PARTY },
	{ "fournisseur", IMP_M_PARTY },
	{ "from", IMP_M_ROW_ID },
	{ "from name", IMP_M_PARTY },
	{ "function", IMP_M_PURPOSE },
	{ "garantie", IMP_M_MECHANISM },
	{ "geographic location", IMP_M_LOCATION },
	{ "hosting country", IMP_M_PROCESSING },
	{ "hosting location", IMP_M_PROCESSING },
	{ "hrdata", IMP_M_LIST_ATTR },
	{ "id", IMP_M_ROW_ID },
	{ "industrysector", IMP_M_PURPOSE },
	{ "jurisdiction", IMP_M_LOCATION },
	{ "land", IMP_M_LOCATION },
	{ "last reviewed utc", IMP_M_REVIEWED },
	{ "last verified date", IMP_M_REVIEWED },
	{ "legal basis", IMP_M_MECHANISM },
	{ "leistung", IMP_M_SERVICE },
	{ "leverancier", IMP_M_PARTY },
	{ "leverandor", IMP_M_PARTY },
	{ "leverantor", IMP_M_PARTY },
	{ "lieferant", IMP_M_PARTY },
	{ "link", IMP_M_LINK },
	{ "localisation", IMP_M_LOCATION },
	{ "locatie", IMP_M_LOCATION },
	{ "location", IMP_M_LOCATION },
	{ "location notes", IMP_M_LOCATION | IMP_M_NOTES },
	{ "location of processing", IMP_M_PROCESSING },
	{ "location transfer", IMP_M_LOCATION | IMP_M_MECHANISM },
	{ "lokalizacja", IMP_M_LOCATION },
	{ "lokasjon", IMP_M_LOCATION },
	{ "lokation", IMP_M_LOCATION },
	{ "mechanism", IMP_M_MECHANISM },
	{ "name", IMP_M_PARTY },
	{ "nature and purpose of processing", IMP_M_PURPOSE },
	{ "navn", IMP_M_PARTY },
	{ "nazwa", IMP_M_PARTY },
	{ "nextcertification", IMP_M_DATE },
	{ "nom", IMP_M_PARTY },
	{ "nombre", IMP_M_PARTY },
	{ "note", IMP_M_NOTES },
	{ "notes", IMP_M_NOTES },
	{ "obszar przetwarzania", IMP_M_PROCESSING },
	{ "operator agreement status", IMP_M_DPA_STATUS },
	{ "org name", IMP_M_PARTY },
	{ "organisation", IMP_M_PARTY },
	{ "organization", IMP_M_PARTY },
	{ "orgverification", IMP_M_LIST_ATTR },
	{ "overforingsgrundlag", IMP_M_MECHANISM },
	{ "overforingsgrunnlag", IMP_M_MECHANISM },
	{ "owner", IMP_M_OWNER },
	{ "pais", IMP_M_LOCATION },
	{ "pays", IMP_M_LOCATION },
	{ "personal data", IMP_M_DATA },
	{ "personal data accessed", IMP_M_DATA },
	{ "personal data processed", IMP_M_DATA },
	{ "personal data that may be processed", IMP_M_DATA },
	{ "place of processing", IMP_M_PROCESSING },
	{ "placering", IMP_M_LOCATION },
	{ "planned purpose", IMP_M_PURPOSE },
	{ "policy url", IMP_M_LINK },
	{ "ppdate", IMP_M_DATE },
	{ "privacyprograms", IMP_M_SECURITY },
	{ "processor", IMP_M_PARTY },
	{ "proveedor", IMP_M_PARTY },
	{ "provider", IMP_M_PARTY },
	{ "provider entity country", IMP_M_PARTY | IMP_M_ENTITY },
	{ "provider information", IMP_M_LINK },
	{ "purpose", IMP_M_PURPOSE },
	{ "reason", IMP_M_PURPOSE },
	{ "recipient", IMP_M_PARTY },
	{ "recoursemech", IMP_M_LIST_ATTR },
	{ "region", IMP_M_LOCATION },
	{ "region default", IMP_M_PROCESSING },
	{ "related services", IMP_M_SERVICE },
	{ "retention", IMP_M_RETENTION },
	{ "revisado", IMP_M_REVIEWED },
	{ "rola", IMP_M_ROLE },
	{ "role", IMP_M_ROLE },
	{ "rolle", IMP_M_ROLE },
	{ "scc or idta status", IMP_M_MECHANISM },
	{ "service", IMP_M_SERVICE },
	{ "service category what they do", IMP_M_PURPOSE },
	{ "service provided", IMP_M_SERVICE },
	{ "service provider", IMP_M_PARTY },
	{ "services using cdn", IMP_M_SERVICE },
	{ "servicio", IMP_M_SERVICE },
	{ "servizio", IMP_M_SERVICE },
	{ "sign up date", IMP_M_ADDED },
	{ "signed verified", IMP_M_DPA_STATUS },
	{ "signupdate", IMP_M_ADDED },
	{ "sitz", IMP_M_ENTITY },
	{ "source url", IMP_M_LINK },
	{ "sous traitant", IMP_M_PARTY },
	{ "sous traitant ulterieur", IMP_M_PARTY },
	{ "standort", IMP_M_LOCATION },
	{ "state", IMP_M_CONTACT },
	{ "status", IMP_M_STATUS },
	{ "statutorybody", IMP_M_LIST_ATTR },
	{ "sub processor", IMP_M_PARTY },
	{ "sub processors", IMP_M_PARTY },
	{ "sub verwerker", IMP_M_PARTY },
	{ "subcontractor", IMP_M_PARTY },
	{ "subencargado", IMP_M_PARTY },
	{ "subject", IMP_M_SUBJECTS },
	{ "subprocessing activities", IMP_M_PURPOSE },
	{ "subprocessor", IMP_M_PARTY },
	{ "subprocessors", IMP_M_PARTY },
	{ "subverwerker", IMP_M_PARTY },
	{ "supplemental measures", IMP_M_SECURITY },
	{ "supplier", IMP_M_PARTY },
	{ "terms", IMP_M_DPA_LINK },
	{ "to", IMP_M_ROW_ID },
	{ "to name", IMP_M_PARTY },
	{ "transferinstrument", IMP_M_MECHANISM },
	{ "transfermechanismus", IMP_M_MECHANISM },
	{ "trigger", IMP_M_CONDITION },
	{ "type", IMP_M_SERVICE },
	{ "ubicacion", IMP_M_LOCATION },
	{ "underbitrade", IMP_M_PARTY },
	{ "underdatabehandler", IMP_M_PARTY },
	{ "underleverandor", IMP_M_PARTY },
	{ "unterauftragnehmer", IMP_M_PARTY },
	{ "unterauftragsverarbeiter", IMP_M_PARTY },
	{ "unternehmen", IMP_M_PARTY },
	{ "url", IMP_M_LINK },
	{ "usage and country", IMP_M_PURPOSE | IMP_M_LOCATION },
	{ "vendor", IMP_M_PARTY },
	{ "verarbeitungsort", IMP_M_PROCESSING },
	{ "verwerker", IMP_M_PARTY },
	{ "waarborg", IMP_M_MECHANISM },
	{ "website", IMP_M_LINK },
	{ "what it processes", IMP_M_PURPOSE },
	{ "when", IMP_M_DATE },
	{ "zip", IMP_M_CONTACT },
	{ "zweck", IMP_M_PURPOSE },
};

/* Words inside a longer header, the more telling first. */
static const struct phrase inside[] = {
	{ "transfer mechanism", IMP_M_MECHANISM }, { "transfermechanism", IMP_M_MECHANISM }, { "transfer tool", IMP_M_MECHANISM },
	{ "safeguard", IMP_M_MECHANISM }, { "garantien", IMP_M_MECHANISM }, { "legal basis for transfer", IMP_M_MECHANISM },
	{ "location of processing", IMP_M_PROCESSING }, { "country of processing", IMP_M_PROCESSING },
	{ "processing location", IMP_M_PROCESSING }, { "processing country", IMP_M_PROCESSING },
	{ "place of processing", IMP_M_PROCESSING }, { "hosting", IMP_M_PROCESSING }, { "data center", IMP_M_PROCESSING },
	{ "data centre", IMP_M_PROCESSING }, { "data location", IMP_M_PROCESSING }, { "cdn location", IMP_M_LOCATION },
	{ "country of establishment", IMP_M_ENTITY }, { "country of incorporation", IMP_M_ENTITY }, { "headquarter", IMP_M_ENTITY },
	{ "entity country", IMP_M_ENTITY }, { "corporate", IMP_M_ENTITY }, { "registered", IMP_M_ENTITY },
	{ "categories of data subject", IMP_M_SUBJECTS }, { "data subject", IMP_M_SUBJECTS }, { "betroffene", IMP_M_SUBJECTS },
	{ "categories of data", IMP_M_DATA }, { "data categor", IMP_M_DATA }, { "categories of personal", IMP_M_DATA },
	{ "personal data", IMP_M_DATA }, { "type of data", IMP_M_DATA }, { "types of data", IMP_M_DATA },
	{ "purpose", IMP_M_PURPOSE }, { "processing activit", IMP_M_PURPOSE }, { "description of", IMP_M_PURPOSE },
	{ "nature of", IMP_M_PURPOSE }, { "zweck", IMP_M_PURPOSE }, { "finalite", IMP_M_PURPOSE }, { "doeleinde", IMP_M_PURPOSE },
	{ "name of", IMP_M_PARTY }, { "subprocessor", IMP_M_PARTY }, { "sub processor", IMP_M_PARTY },
	{ "unterauftrag", IMP_M_PARTY }, { "sous traitant", IMP_M_PARTY }, { "subverwerker", IMP_M_PARTY },
	{ "company name", IMP_M_PARTY }, { "vendor name", IMP_M_PARTY }, { "supplier name", IMP_M_PARTY },
	{ "provider name", IMP_M_PARTY }, { "legal name", IMP_M_PARTY }, { "cdn provider", IMP_M_PARTY },
	{ "country", IMP_M_LOCATION }, { "location", IMP_M_LOCATION }, { "region", IMP_M_LOCATION },
	{ "retention", IMP_M_RETENTION }, { "services", IMP_M_SERVICE }, { "service", IMP_M_SERVICE },
	{ "website", IMP_M_LINK }, { "privacy policy", IMP_M_LINK }, { "note", IMP_M_NOTES }, { "comment", IMP_M_NOTES },
};

/* "transferMechanism" -> "transfer Mechanism", so that folding sees two words. */
static void split_camel(const char *text, size_t len, struct cv_str *out)
{
	for (size_t i = 0; i < len; i++) {
		bool lower = i > 0 && text[i - 1] >= 'a' && text[i - 1] <= 'z';

		if (lower && text[i] >= 'A' && text[i] <= 'Z')
			cv_str_putc(out, ' ');
		cv_str_putc(out, text[i]);
	}
}

static int by_text(const void *key, const void *phrase)
{
	return strcmp(key, ((const struct phrase *)phrase)->text);
}

/* The phrase begins at a word of the header. */
static bool has_words(const char *header, const char *phrase)
{
	for (const char *p = header; (p = strstr(p, phrase)); p++)
		if (p == header || p[-1] == ' ')
			return true;
	return false;
}

unsigned imp_header_read(const char *text, size_t len)
{
	struct cv_str split = { 0 }, folded = { 0 };
	const struct phrase *found = NULL;
	unsigned meaning = IMP_M_UNKNOWN;

	if (len == 1 && text[0] == '#')
		return IMP_M_ROW_ID;
	split_camel(text, len, &split);
	cv_fold(cv_str_text(&split), split.len, &folded);
	if (folded.len > 0)
		found = bsearch(folded.data, whole, CV_LEN(whole), sizeof(*whole), by_text);
	if (found)
		meaning = found->meaning;
	for (size_t i = 0; !found && folded.len > 0 && i < CV_LEN(inside); i++) {
		if (has_words(folded.data, inside[i].text)) {
			meaning = inside[i].meaning;
			break;
		}
	}
	cv_str_finish(&split);
	cv_str_finish(&folded);
	return meaning;
}

/* The columns of the participant list, as the Department names them and as others do. */
#include "import/dpf.h"

#include <string.h>

/* Letters and digits only, small: "Non-HR Data" and "NonHRData" -> "nonhrdata". */
void imp_dpf_squeeze(const char *text, char ret[IMP_DPF_KEY])
{
	size_t n = 0;

	for (const char *p = text; *p && n < IMP_DPF_KEY - 1; p++) {
		if (*p >= 'A' && *p <= 'Z')
			ret[n++] = (char)(*p - 'A' + 'a');
		else if ((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9'))
			ret[n++] = *p;
	}
	ret[n] = '\0';
}

static const struct {
	const char *key;
	enum imp_dpf_column column;
} headers[] = {
	{ "legalname", IMP_DPF_LEGAL },
	{ "organizationlegalname", IMP_DPF_LEGAL },
	{ "legalentity", IMP_DPF_LEGAL },
	{ "legalentityname", IMP_DPF_LEGAL },
	{ "organisationlegalname", IMP_DPF_LEGAL },
	{ "publicdisplayname", IMP_DPF_DISPLAY },
	{ "organizationpublicdisplayname", IMP_DPF_DISPLAY },
	{ "displayname", IMP_DPF_DISPLAY },
	{ "organizationname", IMP_DPF_DISPLAY },
	{ "organization", IMP_DPF_DISPLAY },
	{ "organisation", IMP_DPF_DISPLAY },
	{ "participant", IMP_DPF_DISPLAY },
	{ "participantname", IMP_DPF_DISPLAY },
	{ "company", IMP_DPF_DISPLAY },
	{ "companyname", IMP_DPF_DISPLAY },
	{ "name", IMP_DPF_DISPLAY },
	{ "coveredentities", IMP_DPF_COVERED },
	{ "othercoveredentities", IMP_DPF_COVERED },
	{ "coveredentity", IMP_DPF_COVERED },
	{ "coveredusentities", IMP_DPF_COVERED },
	{ "coveredsubsidiaries", IMP_DPF_COVERED },
	{ "framework", IMP_DPF_FRAMEWORK },
	{ "frameworks", IMP_DPF_FRAMEWORK },
	{ "program", IMP_DPF_FRAMEWORK },
	{ "frameworkname", IMP_DPF_FRAMEWORK },
	{ "dpfframework", IMP_DPF_FRAMEWORK },
	{ "status", IMP_DPF_STATUS },
	{ "publicstatus", IMP_DPF_STATUS },
	{ "participationstatus", IMP_DPF_STATUS },
	{ "certificationstatus", IMP_DPF_STATUS },
	{ "frameworkstatus", IMP_DPF_STATUS },
	{ "reason", IMP_DPF_REASON },
	{ "inactivereason", IMP_DPF_REASON },
	{ "reasonforinactivestatus", IMP_DPF_REASON },
	{ "installdate", IMP_DPF_INSTALL },
	{ "certificationdate", IMP_DPF_INSTALL },
	{ "activedate", IMP_DPF_INSTALL },
	{ "originalcertificationdate", IMP_DPF_INSTALL },
	{ "initialcertificationdate", IMP_DPF_INSTALL },
	{ "activesince", IMP_DPF_INSTALL },
	{ "activestartdate", IMP_DPF_INSTALL },
	{ "activefrom", IMP_DPF_INSTALL },
	{ "usageenddate", IMP_DPF_DUE },
	{ "nextcertificationduedate", IMP_DPF_DUE },
	{ "nextcertificationdate", IMP_DPF_DUE },
	{ "certificationduedate", IMP_DPF_DUE },
	{ "recertificationduedate", IMP_DPF_DUE },
	{ "duedate", IMP_DPF_DUE },
	{ "recertificationdue", IMP_DPF_DUE },
	{ "inactivestartdate", IMP_DPF_INACTIVE },
	{ "inactivedate", IMP_DPF_INACTIVE },
	{ "inactivesince", IMP_DPF_INACTIVE },
	{ "inactivefrom", IMP_DPF_INACTIVE },
	{ "dateinactive", IMP_DPF_INACTIVE },
	{ "hrdata", IMP_DPF_HR },
	{ "hr", IMP_DPF_HR },
	{ "humanresourcesdata", IMP_DPF_HR },
	{ "hrcovered", IMP_DPF_HR },
	{ "nonhrdata", IMP_DPF_NON_HR },
	{ "nonhr", IMP_DPF_NON_HR },
	{ "nonhumanresourcesdata", IMP_DPF_NON_HR },
	{ "nonhrcovered", IMP_DPF_NON_HR },
	{ "covereddata", IMP_DPF_DATA },
	{ "datacollected", IMP_DPF_DATA },
	{ "covereddatatypes", IMP_DPF_DATA },
	{ "datacovered", IMP_DPF_DATA },
	{ "typeofdata", IMP_DPF_DATA },
	{ "street", IMP_DPF_OTHER },
	{ "city", IMP_DPF_OTHER },
	{ "state", IMP_DPF_OTHER },
	{ "postalcode", IMP_DPF_OTHER },
	{ "zip", IMP_DPF_OTHER },
	{ "zipcode", IMP_DPF_OTHER },
	{ "address", IMP_DPF_OTHER },
	{ "country", IMP_DPF_OTHER },
	{ "industries", IMP_DPF_OTHER },
	{ "industry", IMP_DPF_OTHER },
	{ "privacypolicies", IMP_DPF_OTHER },
	{ "privacypolicy", IMP_DPF_OTHER },
	{ "publiclink", IMP_DPF_OTHER },
	{ "participantid", IMP_DPF_OTHER },
	{ "website", IMP_DPF_OTHER },
	{ "purpose", IMP_DPF_OTHER },
};

/* What --map may name. */
static const struct {
	const char *key;
	int field;
} fields[] = {
	{ "legalname", IMP_DPF_LEGAL },
	{ "displayname", IMP_DPF_DISPLAY },
	{ "coveredentities", IMP_DPF_COVERED },
	{ "framework", IMP_DPF_FRAMEWORK },
	{ "status", IMP_DPF_STATUS },
	{ "reason", IMP_DPF_REASON },
	{ "from", IMP_DPF_INSTALL },
	{ "installdate", IMP_DPF_INSTALL },
	{ "due", IMP_DPF_DUE },
	{ "usageenddate", IMP_DPF_DUE },
	{ "until", IMP_DPF_INACTIVE },
	{ "inactivestartdate", IMP_DPF_INACTIVE },
	{ "hrdata", IMP_DPF_HR },
	{ "nonhrdata", IMP_DPF_NON_HR },
	{ "covers", IMP_DPF_DATA },
	{ "ignore", IMP_IGNORED },
};

int imp_dpf_field(const char *field)
{
	char key[IMP_DPF_KEY];

	imp_dpf_squeeze(field, key);
	for (size_t i = 0; i < CV_LEN(fields); i++)
		if (cv_streq(fields[i].key, key))
			return fields[i].field;
	return IMP_NONE;
}

int imp_dpf_header(const struct imp_options *opt, const char *header)
{
	char key[IMP_DPF_KEY], theirs[IMP_DPF_KEY];

	imp_dpf_squeeze(header, key);
	for (size_t i = 0; i < opt->n_maps; i++) {
		imp_dpf_squeeze(opt->map[i].column, theirs);
		if (cv_streq(theirs, key))
			return imp_dpf_field(opt->map[i].field);
	}
	for (size_t i = 0; i < CV_LEN(headers); i++)
		if (cv_streq(headers[i].key, key))
			return headers[i].column == IMP_DPF_OTHER ? IMP_IGNORED : (int)headers[i].column;
	return IMP_NONE;
}

/* The words of the participant list, as the Department writes them and as others rewrite them. */
#include "import/dpf.h"

#include <string.h>

enum { KEY_LEN = 48 };

/* Letters and digits only, small: "Non-HR Data" and "NonHRData" -> "nonhrdata". */
static void squeeze(const char *text, char ret[KEY_LEN])
{
	size_t n = 0;

	for (const char *p = text; *p && n < KEY_LEN - 1; p++) {
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
	{ "legalname", IMP_DPF_LEGAL }, { "organizationlegalname", IMP_DPF_LEGAL }, { "legalentity", IMP_DPF_LEGAL },
	{ "legalentityname", IMP_DPF_LEGAL }, { "organisationlegalname", IMP_DPF_LEGAL },
	{ "publicdisplayname", IMP_DPF_DISPLAY }, { "organizationpublicdisplayname", IMP_DPF_DISPLAY },
	{ "displayname", IMP_DPF_DISPLAY }, { "organizationname", IMP_DPF_DISPLAY }, { "organization", IMP_DPF_DISPLAY },
	{ "organisation", IMP_DPF_DISPLAY }, { "participant", IMP_DPF_DISPLAY }, { "participantname", IMP_DPF_DISPLAY },
	{ "company", IMP_DPF_DISPLAY }, { "companyname", IMP_DPF_DISPLAY }, { "name", IMP_DPF_DISPLAY },
	{ "coveredentities", IMP_DPF_COVERED }, { "othercoveredentities", IMP_DPF_COVERED }, { "coveredentity", IMP_DPF_COVERED },
	{ "coveredusentities", IMP_DPF_COVERED }, { "coveredsubsidiaries", IMP_DPF_COVERED },
	{ "framework", IMP_DPF_FRAMEWORK }, { "frameworks", IMP_DPF_FRAMEWORK }, { "program", IMP_DPF_FRAMEWORK },
	{ "frameworkname", IMP_DPF_FRAMEWORK }, { "dpfframework", IMP_DPF_FRAMEWORK },
	{ "status", IMP_DPF_STATUS }, { "publicstatus", IMP_DPF_STATUS }, { "participationstatus", IMP_DPF_STATUS },
	{ "certificationstatus", IMP_DPF_STATUS }, { "frameworkstatus", IMP_DPF_STATUS },
	{ "reason", IMP_DPF_REASON }, { "inactivereason", IMP_DPF_REASON }, { "reasonforinactivestatus", IMP_DPF_REASON },
	{ "installdate", IMP_DPF_INSTALL }, { "certificationdate", IMP_DPF_INSTALL }, { "activedate", IMP_DPF_INSTALL },
	{ "originalcertificationdate", IMP_DPF_INSTALL }, { "initialcertificationdate", IMP_DPF_INSTALL },
	{ "activesince", IMP_DPF_INSTALL }, { "activestartdate", IMP_DPF_INSTALL }, { "activefrom", IMP_DPF_INSTALL },
	{ "usageenddate", IMP_DPF_DUE }, { "nextcertificationduedate", IMP_DPF_DUE }, { "nextcertificationdate", IMP_DPF_DUE },
	{ "certificationduedate", IMP_DPF_DUE }, { "recertificationduedate", IMP_DPF_DUE }, { "duedate", IMP_DPF_DUE },
	{ "recertificationdue", IMP_DPF_DUE },
	{ "inactivestartdate", IMP_DPF_INACTIVE }, { "inactivedate", IMP_DPF_INACTIVE }, { "inactivesince", IMP_DPF_INACTIVE },
	{ "inactivefrom", IMP_DPF_INACTIVE }, { "dateinactive", IMP_DPF_INACTIVE },
	{ "hrdata", IMP_DPF_HR }, { "hr", IMP_DPF_HR }, { "humanresourcesdata", IMP_DPF_HR }, { "hrcovered", IMP_DPF_HR },
	{ "nonhrdata", IMP_DPF_NON_HR }, { "nonhr", IMP_DPF_NON_HR }, { "nonhumanresourcesdata", IMP_DPF_NON_HR },
	{ "nonhrcovered", IMP_DPF_NON_HR },
	{ "covereddata", IMP_DPF_DATA }, { "datacollected", IMP_DPF_DATA }, { "covereddatatypes", IMP_DPF_DATA },
	{ "datacovered", IMP_DPF_DATA }, { "typeofdata", IMP_DPF_DATA },
	{ "street", IMP_DPF_OTHER }, { "city", IMP_DPF_OTHER }, { "state", IMP_DPF_OTHER }, { "postalcode", IMP_DPF_OTHER },
	{ "zip", IMP_DPF_OTHER }, { "zipcode", IMP_DPF_OTHER }, { "address", IMP_DPF_OTHER }, { "country", IMP_DPF_OTHER },
	{ "industries", IMP_DPF_OTHER }, { "industry", IMP_DPF_OTHER }, { "privacypolicies", IMP_DPF_OTHER },
	{ "privacypolicy", IMP_DPF_OTHER }, { "publiclink", IMP_DPF_OTHER }, { "participantid", IMP_DPF_OTHER },
	{ "website", IMP_DPF_OTHER }, { "purpose", IMP_DPF_OTHER },
};

/* What --map may name. */
static const struct {
	const char *key;
	int field;
} fields[] = {
	{ "legalname", IMP_DPF_LEGAL }, { "displayname", IMP_DPF_DISPLAY }, { "coveredentities", IMP_DPF_COVERED },
	{ "framework", IMP_DPF_FRAMEWORK }, { "status", IMP_DPF_STATUS }, { "reason", IMP_DPF_REASON }, { "from", IMP_DPF_INSTALL },
	{ "installdate", IMP_DPF_INSTALL }, { "due", IMP_DPF_DUE }, { "usageenddate", IMP_DPF_DUE }, { "until", IMP_DPF_INACTIVE },
	{ "inactivestartdate", IMP_DPF_INACTIVE }, { "hrdata", IMP_DPF_HR }, { "nonhrdata", IMP_DPF_NON_HR },
	{ "covers", IMP_DPF_DATA }, { "ignore", IMP_IGNORED },
};

int imp_dpf_field(const char *field)
{
	char key[KEY_LEN];

	squeeze(field, key);
	for (size_t i = 0; i < CV_LEN(fields); i++)
		if (cv_streq(fields[i].key, key))
			return fields[i].field;
	return IMP_NONE;
}

int imp_dpf_header(const struct imp_options *opt, const char *header)
{
	char key[KEY_LEN], theirs[KEY_LEN];

	squeeze(header, key);
	for (size_t i = 0; i < opt->n_maps; i++) {
		squeeze(opt->map[i].column, theirs);
		if (cv_streq(theirs, key))
			return imp_dpf_field(opt->map[i].field);
	}
	for (size_t i = 0; i < CV_LEN(headers); i++)
		if (cv_streq(headers[i].key, key))
			return headers[i].column == IMP_DPF_OTHER ? IMP_IGNORED : (int)headers[i].column;
	return IMP_NONE;
}

/* ---- frameworks ---- */

/* Beside the slugs and the names of the law pack, whose parts are read as below. */
static const struct {
	const char *words, *slug;
} short_names[] = {
	{ "dpf", "dpf-eu-us" }, { "eu us", "dpf-eu-us" }, { "us eu dpf", "dpf-eu-us" }, { "uk extension", "dpf-uk-extension" },
	{ "eu us dpf uk extension", "dpf-uk-extension" }, { "uk us data bridge", "dpf-uk-extension" }, { "uk us dpf", "dpf-uk-extension" },
	{ "uk", "dpf-uk-extension" }, { "uk extension to dpf", "dpf-uk-extension" }, { "swiss us", "dpf-swiss-us" },
	{ "swiss", "dpf-swiss-us" }, { "swiss dpf", "dpf-swiss-us" }, { "us swiss dpf", "dpf-swiss-us" },
};

static void replace(struct cv_str *s, const char *from, const char *to)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };
	size_t n = strlen(from);

	for (const char *p = cv_str_text(s); *p;) {
		if (strncmp(p, from, n) == 0) {
			cv_str_puts(&out, to);
			p += n;
		} else {
			cv_str_putc(&out, *p++);
		}
	}
	cv_str_clear(s);
	cv_str_puts(s, cv_str_text(&out));
	s->failed |= out.failed;
}

/* "UK Extension to the EU-U.S. Data Privacy Framework" -> "uk extension to eu us dpf", a blank on each side. */
static void framework_words(const char *text, size_t len, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };

	cv_fold(text, len, &folded);
	cv_str_printf(out, " %s ", cv_str_text(&folded));
	out->failed |= folded.failed;
	replace(out, " u s ", " us ");
	replace(out, " e u ", " eu ");
	replace(out, " u k ", " uk ");
	replace(out, " data privacy framework ", " dpf ");
	replace(out, " the ", " ");
	replace(out, " program ", " ");
	replace(out, " framework ", " ");
}

static bool same_words(const char *words, const char *name)
{
	CV_AUTO(cv_str_finish) struct cv_str other = { 0 };

	framework_words(name, strlen(name), &other);
	return !other.failed && cv_streq(words, cv_str_text(&other));
}

static int framework_of(const struct imp_dpf *d, const struct law_pack *p, const char *text, size_t len)
{
	CV_AUTO(cv_str_finish) struct cv_str words = { 0 };
	const char *slug = NULL;
	law_mech m = LAW_NO_MECH;

	framework_words(text, len, &words);
	for (size_t i = 0; slug == NULL && i < CV_LEN(short_names); i++)
		if (same_words(cv_str_text(&words), short_names[i].words))
			slug = short_names[i].slug;
	if (slug && !law_mech_parse(p, slug, strlen(slug), &m))
		return -1;
	if (slug == NULL && !law_mech_parse(p, text, len, &m))
		m = LAW_NO_MECH;
	for (size_t i = 0; i < d->n_frameworks; i++)
		if (d->framework[i].mech == m || (m == LAW_NO_MECH &&
			same_words(cv_str_text(&words), d->framework[i].name)))
			return (int)i;
	return -1;
}

uint32_t imp_dpf_frameworks(const struct imp_dpf *d, const struct law_pack *p, const char *text, struct cv_str *ret_unknown)
{
	uint32_t bits = 0;

	for (const char *s = text; *s;) {
		size_t len = strcspn(s, ";|,\n\r"), n = len;
		int i;

		while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
			n--;
		while (n > 0 && (*s == ' ' || *s == '\t')) {
			s++;
			n--;
			len--;
		}
		i = n > 0 ? framework_of(d, p, s, n) : -1;
		if (i >= 0)
			bits |= UINT32_C(1) << i;
		else if (n > 0)
			cv_str_printf(ret_unknown, "%s%.*s", ret_unknown->len ? "; " : "", (int)n, s);
		s += len;
		s += *s != '\0';
	}
	return bits;
}

/* ---- status and kinds of data ---- */

static const struct {
	const char *key;
	bool active;
	const char *ended;
} statuses[] = {
	{ "active", true, NULL }, { "activerecertificationunderreview", true, NULL }, { "current", true, NULL },
	{ "certified", true, NULL }, { "inactive", false, NULL }, { "notactive", false, NULL }, { "notcurrent", false, NULL },
	{ "lapsed", false, "lapsed" }, { "inactivelapsed", false, "lapsed" }, { "expired", false, "lapsed" },
	{ "certificationlapsed", false, "lapsed" }, { "failuretorecertify", false, "lapsed" },
	{ "withdrawn", false, "withdrawn" }, { "inactivewithdrawn", false, "withdrawn" }, { "withdrew", false, "withdrawn" },
	{ "inactivewithdrew", false, "withdrawn" }, { "voluntarywithdrawal", false, "withdrawn" },
	{ "voluntarilywithdrawn", false, "withdrawn" }, { "withdrawal", false, "withdrawn" },
	{ "removed", false, "inactive" }, { "inactiveremoved", false, "inactive" }, { "persistentfailuretocomply", false, "inactive" },
};

bool imp_dpf_status(const char *text, bool *ret_active, const char **ret_ended)
{
	char key[KEY_LEN];

	squeeze(text, key);
	for (size_t i = 0; i < CV_LEN(statuses); i++) {
		if (!cv_streq(statuses[i].key, key))
			continue;
		*ret_active = statuses[i].active;
		*ret_ended = statuses[i].ended;
		return true;
	}
	return false;
}

bool imp_dpf_yes_no(const char *text, bool *ret)
{
	static const char *const yes[] = { "yes", "y", "true", "1", "x", "covered", "included" };
	static const char *const no[] = { "no", "n", "false", "0", "", "na", "none", "null", "notcovered", "notincluded" };
	char key[KEY_LEN];

	squeeze(text, key);
	for (size_t i = 0; i < CV_LEN(yes); i++)
		if (cv_streq(yes[i], key))
			return *ret = true;
	*ret = false;
	for (size_t i = 0; i < CV_LEN(no); i++)
		if (cv_streq(no[i], key))
			return true;
	return false;
}

/* One kind of data, or both. */
static bool kind_of_data(const char *text, bool *hr, bool *non_hr)
{
	const int column = imp_dpf_header(&(struct imp_options){ 0 }, text);
	char key[KEY_LEN];
	bool both;

	squeeze(text, key);
	both = cv_streq(key, "both") || cv_streq(key, "hrandnonhr") || cv_streq(key, "hrandnonhrdata");
	if (*key == '\0')
		return true;
	*hr |= both || column == IMP_DPF_HR || cv_streq(key, "humanresources");
	*non_hr |= both || column == IMP_DPF_NON_HR || cv_streq(key, "nonhumanresources");
	return both || column == IMP_DPF_HR || column == IMP_DPF_NON_HR || cv_streq(key, "humanresources") ||
		cv_streq(key, "nonhumanresources");
}

bool imp_dpf_data(const char *text, bool *hr, bool *non_hr)
{
	bool none;

	if (imp_dpf_yes_no(text, &none) && !none)
		return true;
	for (const char *s = text; *s;) {
		size_t len = strcspn(s, ";|,/&\n\r");
		char item[64];

		if (len >= sizeof(item))
			return false;
		memcpy(item, s, len);
		item[len] = '\0';
		if (!kind_of_data(item, hr, non_hr))
			return false;
		s += len;
		s += *s != '\0';
	}
	return true;
}

/* What stands in the cells of the participant list: frameworks, statuses, kinds of data. */
#include "import/dpf.h"

#include <string.h>

/* ---- frameworks ---- */

/* Beside the slugs and the names of the law pack, whose parts are read as below. */
static const struct {
	const char *words, *slug;
} short_names[] = {
	{ "dpf", "dpf-eu-us" },
	{ "eu us", "dpf-eu-us" },
	{ "us eu dpf", "dpf-eu-us" },
	{ "uk extension", "dpf-uk-extension" },
	{ "eu us dpf uk extension", "dpf-uk-extension" },
	{ "uk us data bridge", "dpf-uk-extension" },
	{ "uk us dpf", "dpf-uk-extension" },
	{ "uk", "dpf-uk-extension" },
	{ "uk extension to dpf", "dpf-uk-extension" },
	{ "swiss us", "dpf-swiss-us" },
	{ "swiss", "dpf-swiss-us" },
	{ "swiss dpf", "dpf-swiss-us" },
	{ "us swiss dpf", "dpf-swiss-us" },
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

/* words.failed: out of memory, here or before. */
static bool same_words(struct cv_str *words, const char *name)
{
	CV_AUTO(cv_str_finish) struct cv_str other = { 0 };

	framework_words(name, strlen(name), &other);
	words->failed |= other.failed;
	return !words->failed && cv_streq(cv_str_text(words), cv_str_text(&other));
}

static int framework_of(const struct imp_dpf *d, const struct law_pack *p, const char *text, size_t len, bool *failed)
{
	CV_AUTO(cv_str_finish) struct cv_str words = { 0 };
	const char *known = NULL;

	framework_words(text, len, &words);
	for (size_t i = 0; known == NULL && i < CV_LEN(short_names); i++)
		if (same_words(&words, short_names[i].words))
			known = short_names[i].slug;
	for (size_t i = 0; i < d->n_frameworks; i++) {
		const char *slug = law_mech_slug(p, d->framework[i].mech);

		if (known ? cv_streq(known, slug)
			  : same_words(&words, slug) || same_words(&words, d->framework[i].name))
			return (int)i;
	}
	*failed |= words.failed;
	return -1;
}

uint32_t imp_dpf_frameworks(
	const struct imp_dpf *d, const struct law_pack *p, const char *text, struct cv_str *ret_unknown)
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
		i = n > 0 ? framework_of(d, p, s, n, &ret_unknown->failed) : -1;
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
	{ "active", true, NULL },
	{ "activerecertificationunderreview", true, NULL },
	{ "current", true, NULL },
	{ "certified", true, NULL },
	{ "inactive", false, NULL },
	{ "notactive", false, NULL },
	{ "notcurrent", false, NULL },
	{ "lapsed", false, "lapsed" },
	{ "inactivelapsed", false, "lapsed" },
	{ "expired", false, "lapsed" },
	{ "certificationlapsed", false, "lapsed" },
	{ "failuretorecertify", false, "lapsed" },
	{ "withdrawn", false, "withdrawn" },
	{ "inactivewithdrawn", false, "withdrawn" },
	{ "withdrew", false, "withdrawn" },
	{ "inactivewithdrew", false, "withdrawn" },
	{ "voluntarywithdrawal", false, "withdrawn" },
	{ "voluntarilywithdrawn", false, "withdrawn" },
	{ "withdrawal", false, "withdrawn" },
	{ "removed", false, "inactive" },
	{ "inactiveremoved", false, "inactive" },
	{ "persistentfailuretocomply", false, "inactive" },
};

bool imp_dpf_status(const char *text, bool *ret_active, const char **ret_ended)
{
	char key[IMP_DPF_KEY];

	imp_dpf_squeeze(text, key);
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
	static const char *const no[] = { "no", "n", "false", "0", "", "na", "none", "null", "notcovered",
		"notincluded" };
	char key[IMP_DPF_KEY];

	imp_dpf_squeeze(text, key);
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
	char key[IMP_DPF_KEY];
	bool both;

	imp_dpf_squeeze(text, key);
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

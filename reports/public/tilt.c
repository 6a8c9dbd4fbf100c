/*
 * The public list as a document of the Transparency Information Language and Toolkit (TILT): JSON with the members
 * that its schema asks for. What the list does not know is said to be elsewhere, never made up.
 */
#include "reports/public/forms.h"

#include "registry/core/jsonw.h"
#include "registry/tree.h"
#include "reports/reports.h"

#include <stdio.h>
#include <string.h>

#define RAW(j, text) cv_json_raw(j, text, sizeof(text) - 1)
#define ELSEWHERE "Not part of this list: see the privacy notice."

static void kv_day_time(struct cv_json *j, const char *key, cv_day day)
{
	char text[CV_DAY_TEXT];

	cv_json_key(j, key);
	cv_json_begin(j);
	cv_str_printf(j->out, "%sT00:00:00Z", cv_day_text(day, text));
	cv_json_end(j);
}

/* How often the list had changed by its day, and when first. */
static size_t version(const struct rep_publication *p, cv_day *ret_first)
{
	size_t n = 0;

	*ret_first = p->list->on;
	for (size_t i = 0; i < p->changes->n_days; i++) {
		if (p->changes->day[i].n > p->list->on.n)
			continue;
		n++;
		*ret_first = p->changes->day[i];
	}
	return n ? n : 1;
}

static void meta(const struct rep_publication *p, const struct cv_str *rest, struct cv_json *j)
{
	cv_day first, changed = rep_public_changed(p);
	char key[REP_KEY_TEXT], hex[2 * REG_HASH + 1];
	struct reg_hash hash;
	size_t n = version(p, &first);

	reg_hash_of(cv_str_text(rest), rest->len, &hash);
	rep_hash_hex(&hash, hex);
	rep_public_key(rep_public_name(p->facts), "tilt", key);
	cv_json_key(j, "meta");
	cv_json_open(j, '{');
	cv_json_kv(j, "_id", key);
	cv_json_kv(j, "name", rep_public_name(p->facts));
	kv_day_time(j, "created", first);
	kv_day_time(j, "modified", cv_day_known(changed) ? changed : p->list->on);
	cv_json_kv_int(j, "version", (int64_t)n);
	cv_json_kv(j, "language", "en");
	cv_json_kv(j, "status", p->list->on.n == p->today.n ? "active" : "inactive");
	cv_json_kv(j, "url", rep_public_path(REP_PUBLIC_PAGE));
	cv_json_kv(j, "_hash", hex);
	cv_json_close(j, '}');
}

static void person(struct cv_json *j, const char *key, const struct rep_public_contact *c, bool officer)
{
	cv_json_key(j, key);
	cv_json_open(j, '{');
	cv_json_kv(j, "name", officer ? "Data protection officer" : c->name);
	cv_json_kv(j, "address", c->address);
	cv_json_kv(j, "country", c->country);
	if (officer) {
		cv_json_kv(j, "email", c->email);
	} else {
		cv_json_key(j, "representative");
		cv_json_open(j, '{');
		cv_json_kv(j, "name", c->name);
		cv_json_kv(j, "email", c->email);
		cv_json_close(j, '}');
	}
	cv_json_close(j, '}');
}

/* ---- what is disclosed ------------------------------------------------------------------------------------------ */

static bool has(const char *list, const char *item, size_t len)
{
	size_t n;

	for (const char *q = list, *w; (w = cv_next(&q, ';', &n));)
		if (n == len && memcmp(w, item, len) == 0)
			return true;
	return false;
}

static void recipient(struct cv_json *j, const struct rep_public_row *r)
{
	cv_json_open(j, '{');
	cv_json_kv(j, "name", r->name);
	if (strlen(r->country) == 2)
		cv_json_kv(j, "country", r->country);
	cv_json_kv(j, "category", *r->service ? r->service : "sub-processor");
	cv_json_close(j, '}');
}

static void purposes(struct cv_json *j, const struct rep_publication *p, const char *category, size_t len)
{
	struct cv_str said = { 0 };
	size_t n;

	cv_json_key(j, "purposes");
	cv_json_open(j, '[');
	for (size_t i = 0; i < p->list->n; i++) {
		if (!has(p->list->row[i].data, category, len))
			continue;
		for (const char *q = p->list->row[i].purposes, *w; (w = cv_next(&q, ';', &n));) {
			if (has(cv_str_text(&said), w, n))
				continue;
			cv_str_printf(&said, "%s%.*s", said.len ? ";" : "", (int)n, w);
			cv_json_open(j, '{');
			cv_json_key(j, "purpose");
			cv_json_begin(j);
			cv_str_add(j->out, w, n);
			cv_json_end(j);
			cv_json_kv(j, "description", "");
			cv_json_close(j, '}');
		}
	}
	cv_json_close(j, ']');
	j->out->failed |= said.failed;
	cv_str_finish(&said);
}

static void category(struct cv_json *j, const struct rep_publication *p, const char *name, size_t len)
{
	char text[256], key[REP_KEY_TEXT];

	snprintf(text, sizeof(text), "%.*s", (int)len, name);
	rep_public_key(text, "category", key);
	cv_json_open(j, '{');
	cv_json_kv(j, "_id", key);
	cv_json_kv(j, "category", text);
	purposes(j, p, name, len);
	RAW(j, "\"legalBases\":[]");
	RAW(j, "\"legitimateInterests\":[]");
	cv_json_key(j, "recipients");
	cv_json_open(j, '[');
	for (size_t i = 0; i < p->list->n; i++)
		if (has(p->list->row[i].data, name, len))
			recipient(j, &p->list->row[i]);
	cv_json_close(j, ']');
	RAW(j, "\"storage\":[]");
	RAW(j,
		"\"nonDisclosure\":{\"legalRequirement\":false,\"contractualRegulation\":false,"
		"\"obligationToProvide\":false,\"consequences\":\"" ELSEWHERE "\"}");
	cv_json_close(j, '}');
}

static void disclosed(struct cv_json *j, const struct rep_publication *p)
{
	struct cv_str said = { 0 };
	size_t n;

	cv_json_key(j, "dataDisclosed");
	cv_json_open(j, '[');
	for (size_t i = 0; i < p->list->n; i++) {
		for (const char *q = p->list->row[i].data, *w; (w = cv_next(&q, ';', &n));) {
			if (n > 250 || has(cv_str_text(&said), w, n))
				continue;
			cv_str_printf(&said, "%s%.*s", said.len ? ";" : "", (int)n, w);
			category(j, p, w, n);
		}
	}
	cv_json_close(j, ']');
	j->out->failed |= said.failed;
	cv_str_finish(&said);
}

/* ---- transfers to third countries ------------------------------------------------------------------------------- */

/*
 * TILT speaks of countries, this list of recipients, of whom one may have what its neighbour lacks. So an entry is of
 * those in a country who rest on the same, and names them; what covers only some of the data does not count.
 */
struct guarantee {
	const char *family, *clauses; /* clauses: only of that claimed family; NULL: all */
};
static const struct guarantee adequacy = { "adequacy", NULL }, safeguards = { "appropriate-safeguard", NULL },
			      clauses = { "appropriate-safeguard", "scc" };

/* What of that sort the row rests on, in words, appended to out. */
static void words_of(
	const struct guarantee *g, const struct law_pack *pack, const struct rep_public_row *r, struct cv_str *out)
{
	uint16_t set = 0;
	bool sets = g->clauses && law_family_parse(pack, g->clauses, strlen(g->clauses), &set);

	for (size_t k = 0; k < r->n_mechs; k++) {
		const struct rep_public_mech *m = &r->mech[k];

		if (m->mech == LAW_NO_MECH || !cv_streq(law_mech_family(pack, m->mech), g->family) ||
			(sets && !law_family_has(pack, set, m->mech)))
			continue;
		cv_str_printf(out, "%s%s", out->len ? "; " : "", m->words);
	}
}

/* TILT knows countries of ISO 3166-1. */
static bool third(const struct rep_public_row *r)
{
	return r->third && strlen(r->country) == 2;
}

static bool alike(const struct rep_public_row *a, const struct rep_public_row *b)
{
	return third(a) && cv_streq(a->country, b->country) && cv_streq(a->mechanism, b->mechanism);
}

static void names(const struct rep_publication *p, const struct rep_public_row *of, struct cv_str *out)
{
	const char *before = "";

	for (size_t i = 0; i < p->list->n; i++) {
		if (!alike(&p->list->row[i], of))
			continue;
		cv_str_printf(out, "%s%s", before, p->list->row[i].name);
		before = "; ";
	}
}

static void guarantee(struct cv_json *j, const char *key, const struct rep_publication *p,
	const struct rep_public_row *r, const struct guarantee *g)
{
	struct cv_str words = { 0 }, other = { 0 }, all = { 0 };
	bool available;

	words_of(g, p->pack, r, &words);
	available = words.len > 0 && rep_public_whole(r);
	if (words.len > 0 && !available)
		cv_str_puts(&words, " for some of the data only");
	words_of(&adequacy, p->pack, r, &other);
	words_of(&safeguards, p->pack, r, &other);
	if (other.len == 0) /* neither of them: what there is instead */
		cv_str_puts(&words, r->mechanism);
	if (words.len > 0) {
		names(p, r, &all);
		cv_str_printf(&all, ": %s", cv_str_text(&words));
	}
	cv_json_key(j, key);
	cv_json_open(j, '{');
	cv_json_key(j, "available");
	cv_json_bool(j, available);
	cv_json_kv(j, "description", cv_str_text(&all));
	cv_json_close(j, '}');
	j->out->failed |= words.failed || other.failed || all.failed;
	cv_str_finish(&words);
	cv_str_finish(&other);
	cv_str_finish(&all);
}

static bool first_of(const struct rep_publication *p, size_t row)
{
	for (size_t i = 0; i < row; i++)
		if (alike(&p->list->row[i], &p->list->row[row]))
			return false;
	return true;
}

static void transfers(struct cv_json *j, const struct rep_publication *p)
{
	cv_json_key(j, "thirdCountryTransfers");
	cv_json_open(j, '[');
	for (size_t i = 0; i < p->list->n; i++) {
		const struct rep_public_row *r = &p->list->row[i];

		if (!third(r) || !first_of(p, i))
			continue;
		cv_json_open(j, '{');
		cv_json_kv(j, "country", r->country);
		guarantee(j, "adequacyDecision", p, r, &adequacy);
		guarantee(j, "appropriateGuarantees", p, r, &safeguards);
		guarantee(j, "standardDataProtectionClause", p, r, &clauses);
		cv_json_close(j, '}');
	}
	cv_json_close(j, ']');
}

/* What every document must have, and this list cannot say. */
static void rights(struct cv_json *j)
{
	static const struct {
		const char *key, *text;
	} right[] = {
		{ "rightToInformation", "GDPR art. 15. " ELSEWHERE },
		{ "rightToRectificationOrDeletion", "GDPR art. 16 and 17. " ELSEWHERE },
		{ "rightToDataPortability", "GDPR art. 20. " ELSEWHERE },
		{ "rightToWithdrawConsent", "GDPR art. 7(3). " ELSEWHERE },
		{ "rightToComplain", "GDPR art. 77. " ELSEWHERE },
	};

	RAW(j,
		"\"accessAndDataPortability\":{\"available\":true,\"description\":\"GDPR art. 15 and 20. " ELSEWHERE
		"\"}");
	RAW(j, "\"sources\":[]");
	for (size_t i = 0; i < CV_LEN(right); i++) {
		cv_json_key(j, right[i].key);
		cv_json_open(j, '{');
		cv_json_kv(j, "description", right[i].text);
		cv_json_close(j, '}');
	}
	RAW(j, "\"automatedDecisionMaking\":{}");
	RAW(j, "\"changesOfPurpose\":[]");
}

void rep_public_tilt(const struct rep_publication *p, struct cv_str *out)
{
	struct cv_str rest = { 0 };
	struct cv_json j = cv_json_to(&rest), all = cv_json_to(out);
	struct rep_public_contact c = rep_public_contact(p->facts);

	person(&j, "controller", &c, false);
	person(&j, "dataProtectionOfficer", &c, true);
	disclosed(&j, p);
	transfers(&j, p);
	rights(&j);
	cv_json_open(&all, '{');
	meta(p, &rest, &all);
	cv_json_raw(&all, cv_str_text(&rest), rest.len);
	cv_json_close(&all, '}');
	cv_str_putc(out, '\n');
	out->failed |= rest.failed;
	cv_str_finish(&rest);
}

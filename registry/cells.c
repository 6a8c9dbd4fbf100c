/* One cell into canonical form, or what is wrong with it: the same for a CSV row and a JSON body. */
#include "registry/registry.h"

#include "registry/core/country.h"

#include <stdlib.h>
#include <string.h>

enum { CELL_MAX = 8 * 1024, LONG_MAX_BYTES = 128 * 1024, ITEMS_MAX = 64, NUMBER_DIGITS = 12 };

struct cell {
	const struct law_pack *p;
	const struct reg_column *c;
	struct cv_str *out;
	struct cv_error *err;
};

static enum cv_err not_a_word(struct cell *k, const char *s, size_t n)
{
	return cv_fail_at(k->err, CV_E_UNKNOWN_WORD, k->c->name, "%s '%.*s' is not known: write one of %s", k->c->name, (int)n, s,
		k->c->words);
}

static bool same_word(const char *w, size_t wn, const char *s, size_t n)
{
	return wn == n && strncasecmp(w, s, n) == 0;
}

/* "joint-controller" and "sub-processor" are said of roles; the law knows the two. Other columns have other words. */
static const char *canonical_role(const char *w, size_t wn)
{
	if (same_word("joint-controller", strlen("joint-controller"), w, wn))
		return "controller";
	return same_word("sub-processor", strlen("sub-processor"), w, wn) ? "processor" : NULL;
}

static enum cv_err word(struct cell *k, const char *s, size_t n, char ret[64])
{
	const char *role;
	size_t wn;

	for (const char *q = k->c->words, *w; (w = cv_next(&q, '|', &wn));) {
		if (!same_word(w, wn, s, n))
			continue;
		memcpy(ret, w, wn);
		ret[wn] = '\0';
		role = canonical_role(w, wn);
		if (role)
			memcpy(ret, role, strlen(role) + 1); /* shorter than the word it stands for */
		return CV_OK;
	}
	return not_a_word(k, s, n);
}

static enum cv_err country(struct cell *k, const char *s, size_t n, char ret[64])
{
	CV_AUTO(cv_str_finish) struct cv_str choices = { 0 };
	struct cv_str folded = { 0 };
	const char *code;

	if (law_country(k->p, s, n, ret, 64))
		return CV_OK;
	if (n == 2) {
		char upper[2] = { (char)(s[0] & ~0x20), (char)(s[1] & ~0x20) };

		if (law_country(k->p, upper, 2, ret, 64))
			return CV_OK;
	}
	cv_fold(s, n, &folded);
	if (folded.failed)
		return cv_fail(k->err, CV_E_NOMEM, "out of memory");
	code = cv_country_by_name(cv_str_text(&folded));
	cv_str_finish(&folded);
	if (code && law_country(k->p, code, strlen(code), ret, 64))
		return CV_OK;
	if (cv_country_choices(s, n, &choices))
		return cv_fail_at(k->err, CV_E_COUNTRY, k->c->name, "%s '%.*s' is the name of more than one: write %s",
			k->c->name, (int)n, s, cv_str_text(&choices));
	return cv_fail_at(k->err, CV_E_COUNTRY, k->c->name,
		"%s '%.*s' is not known: write an ISO 3166-1 code such as DE, an io- id, or the country's name", k->c->name, (int)n, s);
}

static enum cv_err attribute(struct cell *k, const char *s, size_t n, char ret[64])
{
	uint32_t bits = 0;
	uint8_t exporter_bits = 0;
	enum law_onward onward = LAW_ONWARD_OTHER;

	bool known = n < 64 &&
		(same_word(REG_PUBLISHED, sizeof(REG_PUBLISHED) - 1, s, n) ||
			law_attr_parse(NULL, s, n, &bits, &onward) || law_exporter_attr_parse(s, n, &exporter_bits));

	if (!known)
		return cv_fail_at(k->err, CV_E_UNKNOWN_WORD, k->c->name,
			"attribute '%.*s' is not known: write pipeda, lgpd, group-member, public-body, published ... "
			"joined by ;", (int)n, s);
	memcpy(ret, s, n);
	ret[n] = '\0';
	return CV_OK;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* A list of words, countries or attributes: each once, in order of the alphabet. */
static enum cv_err sorted(struct cell *k, const char *s, enum cv_err (*one)(struct cell *, const char *, size_t, char[64]))
{
	char item[ITEMS_MAX][64];
	size_t n = 0, len;

	for (const char *q = s, *w; (w = cv_next(&q, ';', &len));) {
		if (n == ITEMS_MAX)
			return cv_fail_at(k->err, CV_E_TOO_BIG, k->c->name, "%s has more than %d entries", k->c->name, ITEMS_MAX);
		TRY(one(k, w, len, item[n]));
		n++;
	}
	qsort(item, n, sizeof(item[0]), by_text);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && cv_streq(item[i], item[i - 1]))
			continue;
		if (i > 0)
			cv_str_putc(k->out, ';');
		cv_str_puts(k->out, item[i]);
	}
	return CV_OK;
}

/* A list of texts: trimmed, each once, in the order given. */
static void listed(struct cell *k, const char *s)
{
	size_t len, start = k->out->len;

	for (const char *q = s, *w; (w = cv_next(&q, ';', &len));) {
		size_t seen_len;
		bool seen = false;

		for (const char *r = cv_str_text(k->out) + start, *v; !seen && (v = cv_next(&r, ';', &seen_len));)
			seen = seen_len == len && memcmp(v, w, len) == 0;
		if (seen)
			continue;
		if (k->out->len > start)
			cv_str_putc(k->out, ';');
		cv_str_add(k->out, w, len);
	}
}

static enum cv_err yes_no(struct cell *k, const char *s, size_t n)
{
	static const char *const yes[] = { "yes", "true", "1", "y" }, *const no[] = { "no", "false", "0", "n" };

	for (size_t i = 0; i < CV_LEN(yes); i++) {
		bool y = same_word(yes[i], strlen(yes[i]), s, n);

		if (y || same_word(no[i], strlen(no[i]), s, n)) {
			cv_str_puts(k->out, y ? "yes" : "no");
			return CV_OK;
		}
	}
	return cv_fail_at(k->err, CV_E_UNKNOWN_WORD, k->c->name, "%s '%.*s' is neither yes nor no", k->c->name, (int)n, s);
}

static enum cv_err identifier(struct cell *k, const char *s, size_t n)
{
	bool good = n <= 64 && ((s[0] >= 'a' && s[0] <= 'z') || (s[0] >= '0' && s[0] <= '9'));

	for (size_t i = 0; good && i < n; i++)
		good = (s[i] >= 'a' && s[i] <= 'z') || (s[i] >= '0' && s[i] <= '9') || strchr("._-", s[i]) != NULL;
	if (!good)
		return cv_fail_at(k->err, CV_E_VALUE, k->c->name,
			"%s '%.*s' is no id: use small letters, digits, . _ and -, at most 64, beginning with a letter or digit",
			k->c->name, (int)n, s);
	cv_str_add(k->out, s, n);
	return CV_OK;
}

static enum cv_err mechanism(struct cell *k, const char *s, size_t n)
{
	law_mech m;
	uint16_t family;
	bool known = law_mech_parse(k->p, s, n, &m);

	if (k->c->type == REG_FRAMEWORK)
		known = known && law_mech_is_framework(k->p, m);
	else
		known = known || law_family_parse(k->p, s, n, &family) || same_word("onward-contract", 15, s, n);
	if (!known)
		return cv_fail_at(k->err, CV_E_UNKNOWN_WORD, k->c->name, "%s '%.*s' is not known: see chapterv law show for the slugs",
			k->c->name, (int)n, s);
	cv_str_add(k->out, s, n);
	return CV_OK;
}

static enum cv_err day(struct cell *k, const char *s, size_t n)
{
	cv_day d;

	if (!cv_day_parse(s, n, &d))
		return cv_fail_at(k->err, CV_E_DATE, k->c->name, "%s '%.*s' is not a day of the calendar: write YYYY-MM-DD",
			k->c->name, (int)n, s);
	cv_str_add(k->out, s, n);
	return CV_OK;
}

static enum cv_err number(struct cell *k, const char *s, size_t n)
{
	if (strspn(s, "0123456789") < n || n > NUMBER_DIGITS || (n > 1 && *s == '0'))
		return cv_fail_at(k->err, CV_E_VALUE, k->c->name,
			"%s '%.*s' is no number: write it in digits, at most %d", k->c->name, (int)n, s, NUMBER_DIGITS);
	cv_str_add(k->out, s, n);
	return CV_OK;
}

static enum cv_err digest(struct cell *k, const char *s, size_t n)
{
	bool good = n == 64;

	for (size_t i = 0; good && i < n; i++)
		good = strchr("0123456789abcdef", s[i] | 0x20) != NULL && s[i] >= '0';
	if (!good)
		return cv_fail_at(k->err, CV_E_VALUE, k->c->name, "%s '%.*s' is no SHA-256: write its 64 hex digits",
			k->c->name, (int)n, s);
	for (size_t i = 0; i < n; i++)
		cv_str_putc(k->out, (char)(s[i] | 0x20));
	return CV_OK;
}

static enum cv_err instant(struct cell *k, const char *s, size_t n)
{
	char text[64], ret[CV_INSTANT_TEXT];
	bool good = n < sizeof(text);

	if (good) {
		memcpy(text, s, n);
		text[n] = '\0';
		good = cv_instant_parse(text, ret);
	}
	if (!good)
		return cv_fail_at(k->err, CV_E_DATE, k->c->name, "%s '%.*s' is no instant: write YYYY-MM-DDTHH:MM:SSZ",
			k->c->name, (int)n, s);
	cv_str_puts(k->out, ret);
	return CV_OK;
}

static enum cv_err by_type(struct cell *k, const char *s, size_t n)
{
	char one[64];

	switch (k->c->type) {
	case REG_TEXT: case REG_PERSONAL: case REG_LONG: case REG_LETTER: cv_str_add(k->out, s, n); return CV_OK;
	case REG_LIST: listed(k, s); return CV_OK;
	case REG_ID: return identifier(k, s, n);
	case REG_PARTY: cv_str_add(k->out, s, n); return CV_OK; /* who is meant is looked up by reg_put() */
	case REG_COUNTRY: TRY(country(k, s, n, one)); break;
	case REG_COUNTRIES: return sorted(k, s, country);
	case REG_DAY: return day(k, s, n);
	case REG_YESNO: return yes_no(k, s, n);
	case REG_WORD: TRY(word(k, s, n, one)); break;
	case REG_WORDS: return sorted(k, s, word);
	case REG_MECHANISM: case REG_FRAMEWORK: return mechanism(k, s, n);
	case REG_ATTRS: return sorted(k, s, attribute);
	case REG_NUMBER: return number(k, s, n);
	case REG_INSTANT: return instant(k, s, n);
	case REG_DIGEST: return digest(k, s, n);
	case REG_RECORD: return identifier(k, s, n); /* whether it is on file is looked up by reg_put() */
	}
	cv_str_puts(k->out, one);
	return CV_OK;
}

/* Is the text walked to its NUL? */
static bool walked(enum reg_type type)
{
	return type == REG_LIST || type == REG_COUNTRIES || type == REG_WORDS || type == REG_ATTRS;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

enum cv_err reg_cell(const struct law_pack *p, enum reg_kind kind, int column, const char *text, size_t len,
	struct cv_str *out, struct cv_error *err)
{
	const struct reg_column *c = &reg_kind_info(kind)->column[column];
	struct cell k = { p, c, out, err };
	char copy[CELL_MAX + 1];
	enum cv_err e;
	size_t most = c->type == REG_LONG || c->type == REG_LETTER ? LONG_MAX_BYTES : CELL_MAX;

	while (len > 0 && blank(*text)) {
		text++;
		len--;
	}
	while (len > 0 && blank(text[len - 1]))
		len--;
	if (len == 0)
		return c->required ? cv_fail_at(err, CV_E_VALUE, c->name, "%s is empty, but every row needs it", c->name) : CV_OK;
	if (len > most)
		return cv_fail_at(err, CV_E_TOO_BIG, c->name, "%s has more than %zu bytes", c->name, most);
	if (memchr(text, '\0', len) || !cv_text_clean(text, len))
		return cv_fail_at(err, CV_E_VALUE, c->name, "%s is not text (control characters or bytes that are not UTF-8)", c->name);
	if (walked(c->type)) {
		memcpy(copy, text, len);
		copy[len] = '\0';
		text = copy;
	}
	e = by_type(&k, text, len);
	if (e == CV_OK && out->failed)
		e = cv_fail(err, CV_E_NOMEM, "out of memory");
	return e;
}

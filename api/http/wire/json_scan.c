#include "api/http/wire/json_scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct step { /* where in a container we are */
	const char *key; /* NULL: in an array */
	size_t len, index;
};

struct scan {
	const char *text, *at, *end;
	size_t values, depth;
	struct step step[HTTP_JSON_DEPTH_MAX];
	struct cv_error *err;
};

void http_pointer_put(struct cv_str *out, const char *key, size_t len)
{
	cv_str_putc(out, '/');
	for (size_t i = 0; i < len; i++) {
		if (key[i] == '~')
			cv_str_puts(out, "~0");
		else if (key[i] == '/')
			cv_str_puts(out, "~1");
		else
			cv_str_putc(out, key[i]);
	}
}

static enum cv_err wrong(struct scan *s, enum cv_err code, const char *what)
{
	size_t line = 1, column = 1;

	for (const char *p = s->text; p < s->at; p++) {
		column = *p == '\n' ? 1 : column + 1;
		line += *p == '\n';
	}
	return cv_fail(s->err, code, "line %zu, column %zu: %s", line, column, what);
}

static void blanks(struct scan *s)
{
	while (s->at < s->end && (*s->at == ' ' || *s->at == '\t' || *s->at == '\n' || *s->at == '\r'))
		s->at++;
}

static bool next_is(struct scan *s, char c)
{
	if (s->at >= s->end || *s->at != c)
		return false;
	s->at++;
	return true;
}

/* The value of four hexadecimal digits at p, -1 if they are not there. */
static int four_hex(const struct scan *s, const char *p)
{
	static const char digit[] = "0123456789abcdef0123456789ABCDEF";
	int v = 0;

	if (s->end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		const char *d = memchr(digit, p[i], sizeof(digit) - 1);

		if (d == NULL)
			return -1;
		v = v * 16 + (int)(d - digit) % 16;
	}
	return v;
}

/* Behind "\u". */
static enum cv_err unicode(struct scan *s)
{
	int c = four_hex(s, s->at);

	if (c < 0)
		return wrong(s, CV_E_JSON, "\\u must be followed by four hexadecimal digits");
	if (c == 0)
		return wrong(s, CV_E_JSON, "\\u0000 is not text");
	s->at += 4;
	if (c < 0xd800 || c > 0xdfff)
		return CV_OK;
	if (c < 0xdc00 && s->end - s->at >= 6 && s->at[0] == '\\' && s->at[1] == 'u') {
		int low = four_hex(s, s->at + 2);

		if (low >= 0xdc00 && low <= 0xdfff) {
			s->at += 6;
			return CV_OK;
		}
	}
	return wrong(s, CV_E_JSON, "half of a surrogate pair stands alone");
}

/* Behind the opening quote. ret_len: bytes up to the closing one. */
static enum cv_err string(struct scan *s, size_t *ret_len)
{
	const char *start = s->at;

	while (s->at < s->end && *s->at != '"') {
		if ((unsigned char)*s->at < 0x20)
			return wrong(s, CV_E_JSON, "a control character in a string must be written as an escape");
		if (*s->at++ != '\\')
			continue;
		if (next_is(s, 'u'))
			TRY(unicode(s));
		else if (s->at < s->end && *s->at && strchr("\"\\/bfnrt", *s->at))
			s->at++;
		else
			return wrong(s, CV_E_JSON, "this escape is not known");
	}
	*ret_len = (size_t)(s->at - start);
	return next_is(s, '"') ? CV_OK : wrong(s, CV_E_JSON, "a string does not end");
}

static size_t digits(struct scan *s)
{
	const char *start = s->at;

	while (s->at < s->end && *s->at >= '0' && *s->at <= '9')
		s->at++;
	return (size_t)(s->at - start);
}

/*
 * Is the number kept as it is written? Whole ones up to 2^53; others of at most 15 digits that count, and no exponent
 * beyond the smallest and largest that a double has (RFC 8259, section 6).
 */
static bool exact(const char *text, size_t len)
{
	static const char most[] = "9007199254740992";
	bool whole = true;
	size_t n = 0, i = *text == '-';
	char digit[17] = "";

	for (; i < len && (text[i] | 0x20) != 'e'; i++) {
		whole &= text[i] != '.';
		if (text[i] == '.' || (n == 0 && text[i] == '0'))
			continue;
		if (n == 16)
			return false;
		digit[n++] = text[i];
	}
	if (i < len) /* "e400", "E-7" */
		return n <= 15 && labs(strtol(text + i + 1, NULL, 10)) <= 290;
	return whole ? n < 16 || strcmp(digit, most) <= 0 : n <= 15;
}

static enum cv_err number(struct scan *s)
{
	const char *start = s->at;
	bool ok;

	next_is(s, '-');
	ok = next_is(s, '0') || digits(s) > 0;
	if (ok && next_is(s, '.'))
		ok = digits(s) > 0;
	if (ok && (next_is(s, 'e') || next_is(s, 'E'))) {
		if (!next_is(s, '+'))
			next_is(s, '-');
		ok = digits(s) > 0;
	}
	if (!ok)
		return wrong(s, CV_E_JSON, "this is not a number as JSON writes them");
	return exact(start, (size_t)(s->at - start))
		? CV_OK
		: wrong(s, CV_E_JSON, "this number would be rounded: write it as a text, or with fewer digits");
}

static enum cv_err word(struct scan *s)
{
	static const char *const words[] = { "true", "false", "null" };

	for (size_t i = 0; i < CV_LEN(words); i++) {
		size_t n = strlen(words[i]);

		if ((size_t)(s->end - s->at) >= n && memcmp(s->at, words[i], n) == 0) {
			s->at += n;
			return CV_OK;
		}
	}
	return wrong(s, CV_E_JSON, s->at == s->end ? "a value is missing" : "no value begins like this");
}

static enum cv_err value(struct scan *s);

static enum cv_err member(struct scan *s, struct step *here)
{
	const char *key;
	size_t len;

	blanks(s);
	if (!next_is(s, '"'))
		return wrong(s, CV_E_JSON, "the name of a member must be a string");
	key = s->at;
	TRY(string(s, &len));
	if (here->index >= HTTP_JSON_KEYS_MAX)
		return wrong(s, CV_E_TOO_BIG, "an object has more than 64 members");
	here->key = key;
	here->len = len;
	blanks(s);
	if (!next_is(s, ':'))
		return wrong(s, CV_E_JSON, "a colon is missing");
	return value(s);
}

/* Behind the opening bracket. */
static enum cv_err container(struct scan *s, char close)
{
	struct step *here = &s->step[s->depth];

	if (s->depth == HTTP_JSON_DEPTH_MAX)
		return wrong(s, CV_E_JSON, "values are nested more than 32 deep");
	s->depth++;
	*here = (struct step){ 0 };
	blanks(s);
	if (!next_is(s, close)) {
		for (;; here->index++) {
			TRY(close == '}' ? member(s, here) : value(s));
			blanks(s);
			if (next_is(s, close))
				break;
			if (!next_is(s, ','))
				return wrong(s, CV_E_JSON, "a comma or the closing bracket is missing");
		}
	}
	s->depth--;
	return CV_OK;
}

static enum cv_err value(struct scan *s)
{
	size_t len;

	blanks(s);
	if (++s->values > HTTP_JSON_VALUES_MAX)
		return wrong(s, CV_E_TOO_BIG, "there are more than 32,768 values");
	if (next_is(s, '{'))
		return container(s, '}');
	if (next_is(s, '['))
		return container(s, ']');
	if (next_is(s, '"'))
		return string(s, &len);
	if (s->at < s->end && (*s->at == '-' || (*s->at >= '0' && *s->at <= '9')))
		return number(s);
	return word(s);
}

static void point(const struct scan *s, struct cv_str *out)
{
	for (size_t i = 0; i < s->depth; i++) {
		char index[24];

		if (s->step[i].key)
			http_pointer_put(out, s->step[i].key, s->step[i].len);
		else
			http_pointer_put(out, index, (size_t)snprintf(index, sizeof(index), "%zu", s->step[i].index));
	}
}

enum cv_err http_json_scan(const char *text, size_t len, struct cv_str *ret_pointer, struct cv_error *err)
{
	struct scan s = { .text = text, .at = text, .end = text + len, .err = err };
	enum cv_err e;

	if (len == 0)
		return cv_fail(err, CV_E_JSON, "the body is empty");
	if (!cv_utf8_valid(text, len))
		return cv_fail(err, CV_E_JSON, "the body is not UTF-8");
	e = value(&s);
	if (e == CV_OK) {
		blanks(&s);
		if (s.at < s.end)
			e = wrong(&s, CV_E_JSON, "something follows the value");
	}
	if (e != CV_OK)
		point(&s, ret_pointer);
	return e;
}

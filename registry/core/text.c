#include "registry/core/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static _Thread_local bool ran_out;

bool cv_str_ran_out(void)
{
	bool seen = ran_out;

	ran_out = false;
	return seen;
}

bool cv_str_grow(struct cv_str *s, size_t more)
{
	size_t cap = s->cap ? s->cap : 64;
	char *data;

	if (s->failed)
		return false;
	while (cap < s->len + more + 1)
		cap *= 2;
	data = realloc(s->data, cap);
	if (data == NULL) {
		s->failed = ran_out = true;
		return false;
	}
	s->data = data;
	s->cap = cap;
	return true;
}

void cv_str_finish(struct cv_str *s)
{
	free(s->data);
	*s = (struct cv_str){ 0 };
}

void cv_str_clear(struct cv_str *s)
{
	s->len = 0;
	if (s->data)
		s->data[0] = '\0';
}

void cv_str_int(struct cv_str *out, int64_t v)
{
	char digits[24];
	size_t i = sizeof(digits);
	uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	do
		digits[--i] = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (v < 0)
		digits[--i] = '-';
	cv_str_add(out, digits + i, sizeof(digits) - i);
}

void cv_str_printf(struct cv_str *s, const char *fmt, ...)
{
	va_list ap;
	int n;

	size_t left = s->failed || s->data == NULL ? 0 : s->cap - s->len;

	va_start(ap, fmt);
	n = vsnprintf(left ? s->data + s->len : NULL, left, fmt, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n < left) { /* it fitted into what there was */
		s->len += (size_t)n;
		return;
	}
	if (left)
		s->data[s->len] = '\0';
	if (n < 0 || !cv_str_room(s, (size_t)n))
		return;
	va_start(ap, fmt);
	vsnprintf(s->data + s->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	s->len += (size_t)n;
}

const char *cv_str_text(const struct cv_str *s)
{
	return s->data ? s->data : "";
}

/* To the end without looking up, so that many bytes are taken at once. */
bool cv_ascii(const char *data, size_t len)
{
	unsigned char all = 0;

	for (size_t i = 0; i < len; i++)
		all |= (unsigned char)data[i];
	return all < 0x80;
}

static bool printable(const char *data, size_t len)
{
	unsigned char others = 0;

	for (size_t i = 0; i < len; i++)
		others |= (unsigned char)((unsigned char)(data[i] - 0x20) >= 0x5f);
	return others == 0;
}

bool cv_utf8_valid(const char *data, size_t len)
{
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)data;
	utf8proc_int32_t c;

	if (cv_ascii(data, len))
		return true;
	while (len > 0) {
		utf8proc_ssize_t n;

		if (*p < 0x80) {
			p++;
			len--;
			continue;
		}
		n = utf8proc_iterate(p, (utf8proc_ssize_t)len, &c);
		if (n <= 0)
			return false;
		p += n;
		len -= (size_t)n;
	}
	return true;
}

void cv_utf8_mend(char *text)
{
	size_t left = strlen(text);
	char *to = text;

	if (cv_utf8_valid(text, left))
		return;
	for (const char *p = text; left > 0;) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)p, (utf8proc_ssize_t)left, &c);
		size_t step = n > 0 ? (size_t)n : 1;

		if (n > 0) {
			memmove(to, p, step);
			to += step;
		}
		p += step;
		left -= step;
	}
	*to = '\0';
}

bool cv_text_clean(const char *data, size_t len)
{
	if (printable(data, len))
		return true;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)data[i];

		if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
			return false;
	}
	return cv_utf8_valid(data, len);
}

/* Letters that have no decomposition although people type them without the stroke. */
static const struct {
	utf8proc_int32_t c;
	const char *as;
} spelled[] = {
	{ 0x00e6, "ae" }, { 0x00f8, "o" }, { 0x00df, "ss" }, { 0x0111, "d" }, { 0x00f0, "d" }, { 0x00fe, "th" },
	{ 0x0142, "l" },  { 0x0131, "i" }, { 0x0153, "oe" }, { 0x0127, "h" }, { 0x0167, "t" },
};

static void fold_char(utf8proc_int32_t c, struct cv_str *out, bool *gap)
{
	utf8proc_uint8_t enc[4];

	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_ME: case UTF8PROC_CATEGORY_CF:
		return; /* marks and zero-width characters vanish without a gap */
	case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ND: case UTF8PROC_CATEGORY_NL: case UTF8PROC_CATEGORY_NO:
		break;
	default:
		*gap = true;
		return;
	}
	if (*gap && out->len > 0 && out->data[out->len - 1] != ' ')
		cv_str_putc(out, ' ');
	*gap = false;
	for (size_t i = 0; i < CV_LEN(spelled); i++) {
		if (spelled[i].c == c) {
			cv_str_puts(out, spelled[i].as);
			return;
		}
	}
	cv_str_add(out, (const char *)enc, (size_t)utf8proc_encode_char(c, enc));
}

static bool fold_ascii(const char *text, size_t len, struct cv_str *out)
{
	bool gap = false;

	if (!cv_ascii(text, len))
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
			if (gap && out->len > 0 && out->data[out->len - 1] != ' ')
				cv_str_putc(out, ' ');
			gap = false;
			cv_str_putc(out, c);
		} else {
			gap = true;
		}
	}
	return true;
}

void cv_fold(const char *text, size_t len, struct cv_str *out)
{
	utf8proc_uint8_t *norm = NULL;
	utf8proc_ssize_t n;
	const utf8proc_uint8_t *p;
	bool gap = false;

	if (fold_ascii(text, len, out))
		return;
	n = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &norm,
		UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
	if (n < 0) {
		if (n == UTF8PROC_ERROR_NOMEM)
			out->failed = ran_out = true;
		return;
	}
	for (p = norm; n > 0;) {
		utf8proc_int32_t c;
		utf8proc_ssize_t used = utf8proc_iterate(p, n, &c);

		if (used <= 0)
			break;
		fold_char(c, out, &gap);
		p += used;
		n -= used;
	}
	free(norm);
}

void cv_slug(const char *text, size_t len, struct cv_str *out)
{
	struct cv_str folded = { 0 };
	bool gap = false;
	size_t start = out->len;

	cv_fold(text, len, &folded);
	out->failed |= folded.failed;
	for (size_t i = 0; i < folded.len; i++) {
		char c = folded.data[i];

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
			if (gap && out->len > start)
				cv_str_putc(out, '-');
			gap = false;
			cv_str_putc(out, c);
		} else {
			gap = true;
		}
	}
	cv_str_finish(&folded);
}

char *cv_strndup(const char *s, size_t n)
{
	char *copy;

	if (s == NULL)
		return NULL;
	copy = malloc(n + 1);
	if (copy == NULL)
		return NULL;
	memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *cv_strdup(const char *s)
{
	return s ? cv_strndup(s, strlen(s)) : NULL;
}

bool cv_streq(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

bool cv_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

const char *cv_next(const char **p, char sep, size_t *ret_len)
{
	for (const char *s = *p; *s;) {
		const char *end = strchr(s, sep), *last;

		if (end == NULL)
			end = s + strlen(s);
		*p = *end ? end + 1 : end;
		while (s < end && blank(*s))
			s++;
		for (last = end; last > s && blank(last[-1]);)
			last--;
		if (last > s) {
			*ret_len = (size_t)(last - s);
			return s;
		}
		s = *p;
	}
	return NULL;
}

bool cv_listed(const char *list, char sep, const char *word)
{
	size_t n;

	for (const char *p = list, *w; (w = cv_next(&p, sep, &n));)
		if (strlen(word) == n && memcmp(w, word, n) == 0)
			return true;
	return false;
}

/* What is left of a name without what only says which legal form it has and in which country. */
#include "registry/registry.h"

#include "registry/core/country.h"
#include "registry/core/marks.h"
#include "registry/names/stem.h"

#include <string.h>

enum { WORDS_MAX = 6 }; /* of one legal form or country */

static const struct reg_form *find(const char *text, size_t len)
{
	size_t lo = 0, hi = reg_n_forms;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = strncmp(reg_forms[mid].folded, text, len);

		if (c == 0 && reg_forms[mid].folded[len] == '\0')
			return &reg_forms[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

static bool is_form(const char *text, size_t len, unsigned where)
{
	const struct reg_form *f;

	if (!cv_marks_may(reg_form_marks, REG_FORM_MARKS, text, len))
		return false;
	f = find(text, len);
	return f && f->where & where;
}

/* A folded name that is being shortened from both ends. */
struct rest {
	char *text;
	size_t len;
};

/* Where the last `words` words begin; 0 when there is nothing before them. */
static size_t last_words(const struct rest *s, size_t words)
{
	size_t at = s->len;

	while (at > 0)
		if (s->text[--at] == ' ' && --words == 0)
			return at + 1;
	return 0;
}

static void cut_end(struct rest *s, size_t at)
{
	while (at > 0 && s->text[at - 1] == ' ')
		at--;
	s->len = at;
	s->text[at] = '\0';
}

static void cut_start(struct rest *s, size_t n)
{
	while (s->text[n] == ' ')
		n++;
	s->text += n;
	s->len -= n;
}

/* The longest legal form at the end, as where it begins; 0: none, or nothing before it. */
static size_t form_at_end(const struct rest *s)
{
	for (size_t words = WORDS_MAX; words > 0; words--) {
		size_t at = last_words(s, words);

		if (at > 0 && is_form(s->text + at, s->len - at, REG_FORM_end))
			return at;
	}
	return 0;
}

static bool cut_form(struct rest *s)
{
	size_t at = form_at_end(s);

	if (at > 0)
		cut_end(s, at);
	return at > 0;
}

static bool linked(const struct rest *s, size_t at)
{
	struct rest before = { s->text, at - 1 };
	size_t last = last_words(&before, 1);

	return is_form(s->text + last, before.len - last, REG_FORM_link);
}

/* A country or region at the end, if a legal form stood behind it or stands before it. */
static bool cut_place(struct rest *s, bool formed)
{
	for (size_t words = WORDS_MAX; words > 0; words--) {
		size_t at = last_words(s, words);
		struct rest before = { s->text, at ? at - 1 : 0 };

		if (at == 0 ||
			(!is_form(s->text + at, s->len - at, REG_FORM_place) &&
				cv_country_by_name(s->text + at) == NULL))
			continue;
		if (linked(s, at) || (!formed && form_at_end(&before) == 0))
			return false;
		cut_end(s, at);
		return true;
	}
	return false;
}

static bool cut_before(struct rest *s)
{
	size_t n = 0;

	for (size_t words = 0; words < WORDS_MAX && n < s->len; words++) {
		n += strcspn(s->text + n, " ");
		if (n < s->len && is_form(s->text, n, REG_FORM_start)) {
			cut_start(s, n);
			return true;
		}
		n++;
	}
	return false;
}

/* Scripts that are written without blanks. */
static bool cut_glued(struct rest *s)
{
	for (size_t i = 0; i < reg_n_forms; i++) {
		size_t n = strlen(reg_forms[i].folded);

		if (!(reg_forms[i].where & REG_FORM_glued) || n >= s->len)
			continue;
		if (memcmp(s->text, reg_forms[i].folded, n) == 0) {
			cut_start(s, n);
			return true;
		}
		if (memcmp(s->text + s->len - n, reg_forms[i].folded, n) == 0) {
			cut_end(s, s->len - n);
			return true;
		}
	}
	return false;
}

static bool ascii(const struct rest *s)
{
	for (size_t i = 0; i < s->len; i++)
		if ((unsigned char)s->text[i] >= 0x80)
			return false;
	return true;
}

static void shorten(struct rest *s)
{
	bool formed = false, plain = ascii(s);

	for (;;) {
		if (cut_form(s) || cut_before(s) || (!plain && cut_glued(s)))
			formed = true;
		else if (!cut_place(s, formed))
			return;
	}
}

/* The text without what stands in brackets, unless it begins with them or they are not closed. */
static void without_brackets(const char *name, size_t len, struct cv_str *out)
{
	for (size_t i = 0; i < len; i++) {
		if (name[i] == '(' || name[i] == '[') {
			const char *end = memchr(name + i, name[i] == '(' ? ')' : ']', len - i);

			if (out->len > 0 && end) {
				cv_str_putc(out, ' ');
				i = (size_t)(end - name);
				continue;
			}
		}
		cv_str_putc(out, name[i]);
	}
}

void reg_stem(const char *name, size_t len, struct cv_str *out)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 }, folded = { 0 };
	struct rest s;

	if (memchr(name, '(', len) || memchr(name, '[', len)) {
		without_brackets(name, len, &text);
		cv_fold(cv_str_text(&text), text.len, &folded);
	} else {
		cv_fold(name, len, &folded);
	}
	out->failed |= text.failed || folded.failed;
	if (folded.len == 0) {
		cv_fold(name, len, out);
		return;
	}
	s = (struct rest){ folded.data, folded.len };
	shorten(&s);
	cv_str_add(out, s.text, s.len);
}

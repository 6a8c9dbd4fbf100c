/*
 * Text: growing strings, UTF-8 checks, and the folded form that names are compared in.
 */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include "registry/core/err.h"

#include <stdint.h>
#include <string.h>

/*
 * A growing string. {0} is an empty one; cv_str_finish() frees it and leaves {0}.
 * Running out of memory sets `failed` and every later append is a no-op: check once, at the end.
 * data is NUL-terminated whenever len > 0.
 */
struct cv_str {
	char *data;
	size_t len, cap;
	bool failed;
};

void cv_str_finish(struct cv_str *s);
void cv_str_clear(struct cv_str *s); /* len = 0, memory kept */
bool cv_str_grow(struct cv_str *s, size_t more);

/* Is there room for `more` bytes and the NUL, now or after growing? Inline: adding a literal is one copy of known length. */
static inline bool cv_str_room(struct cv_str *s, size_t more)
{
	return (s->len + more < s->cap && !s->failed) || cv_str_grow(s, more);
}

static inline void cv_str_add(struct cv_str *s, const char *data, size_t len)
{
	if (len == 0 || !cv_str_room(s, len))
		return;
	memcpy(s->data + s->len, data, len);
	s->len += len;
	s->data[s->len] = '\0';
}

static inline void cv_str_puts(struct cv_str *s, const char *text)
{
	cv_str_add(s, text, strlen(text));
}

static inline void cv_str_putc(struct cv_str *s, char c)
{
	cv_str_add(s, &c, 1);
}

void cv_str_int(struct cv_str *s, int64_t v);
void cv_str_printf(struct cv_str *s, const char *fmt, ...) CV_PRINTF(2, 3);
const char *cv_str_text(const struct cv_str *s); /* never NULL; "" when empty */

/*
 * Has any string of this thread run out of memory since the last call? For readers that cannot say so themselves: a text read by
 * half must not be taken for what was written.
 */
bool cv_str_ran_out(void);

/* Nothing above 0x7f? */
bool cv_ascii(const char *data, size_t len);
/* Well-formed UTF-8 (no overlongs, no surrogates, nothing above U+10FFFF)? */
bool cv_utf8_valid(const char *data, size_t len);
/* Takes out of it what is no whole character: a text that was cut, or came from a command line, goes into JSON. */
void cv_utf8_mend(char *text);
/* Is it text a person could have typed: valid UTF-8, no NUL, no control character but TAB, LF, CR? */
bool cv_text_clean(const char *data, size_t len);

/*
 * The folded form in which names are compared: compatibility-decomposed, case-folded, marks and zero-width
 * characters dropped, a few letters that do not decompose spelled out (l with stroke, o with slash, ae, sharp s),
 * everything that is neither letter nor digit turned into one space, trimmed.
 *   "ACME, Inc." -> "acme inc"      "Zürich" -> "zurich"      "S.A.R.L." -> "s a r l"
 * Appends to out; invalid UTF-8 folds to nothing.
 */
void cv_fold(const char *text, size_t len, struct cv_str *out);

/* As cv_fold(), with '-' for the spaces and only a-z, 0-9 kept: a readable id. "" if nothing is left. */
void cv_slug(const char *text, size_t len, struct cv_str *out);

/* strdup() that is in C11 nowhere; NULL in, NULL out. Owns: the caller frees. */
char *cv_strdup(const char *s);
char *cv_strndup(const char *s, size_t n);
bool cv_streq(const char *a, const char *b);
bool cv_starts(const char *s, const char *prefix);

/*
 * Walk a list cell: next item of s split at sep, blanks trimmed, empty items skipped.
 * Usage: for (const char *p = s, *w; (w = cv_next(&p, ';', &n)); ) ... w[0..n)
 */
const char *cv_next(const char **p, char sep, size_t *ret_len);
/* Is the word one of the items of a list? */
bool cv_listed(const char *list, char sep, const char *word);

#endif

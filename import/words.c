#include "import/words.h"

#include <string.h>

/* ---- HTML and addresses ---- */

static const struct {
	const char *entity, *text;
} entities[] = {
	{ "&amp;", "&" }, { "&nbsp;", " " }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" },
	{ "&apos;", "'" }, { "&ndash;", "-" }, { "&mdash;", " - " },
};

static size_t tag_length(const char *p, size_t len)
{
	const char *end;

	if (*p != '<' || len < 3 || !((p[1] >= 'a' && p[1] <= 'z') || (p[1] >= 'A' && p[1] <= 'Z') || p[1] == '/'))
		return 0;
	end = memchr(p, '>', len);
	return end ? (size_t)(end - p) + 1 : 0;
}

static void strip_html(const char *text, size_t len, struct cv_str *out)
{
	for (size_t i = 0; i < len;) {
		size_t skip = tag_length(text + i, len - i);

		for (size_t e = 0; skip == 0 && e < CV_LEN(entities); e++) {
			size_t n = strlen(entities[e].entity);

			if (n <= len - i && memcmp(text + i, entities[e].entity, n) == 0) {
				cv_str_puts(out, entities[e].text);
				skip = n;
			}
		}
		if (skip > 0 && text[i] == '<')
			cv_str_putc(out, '\n');
		if (skip == 0)
			cv_str_putc(out, text[skip++ + i]);
		i += skip;
	}
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* "datadoghq.eu", "https://...", "x@y.z": letters or digits around a dot, small letters after it. */
static bool is_address(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '@' || (s[i] == ':' && i + 2 < n && s[i + 1] == '/' && s[i + 2] == '/'))
			return true;
		if (s[i] == '.' && i > 1 && i + 2 < n && is_letter(s[i - 1]) && s[i + 1] >= 'a' && s[i + 1] <= 'z')
			return true;
	}
	return false;
}

static void drop_addresses(const char *text, size_t len, struct cv_str *out)
{
	for (size_t i = 0; i < len;) {
		size_t n = 0;

		while (i + n < len && !is_space(text[i + n]) && text[i + n] != '(' && text[i + n] != ')')
			n++;
		if (n > 0 && !is_address(text + i, n))
			cv_str_add(out, text + i, n);
		i += n;
		if (i < len)
			cv_str_putc(out, text[i++]);
	}
}

/* ---- words ---- */

static const char *const joining[] = { "and", "or", "und", "oder", "et", "ou", "y", "og", "eller", "och", "en", "lub", "oraz",
	"sowie", "via", "with" };

static bool joins(const char *folded)
{
	for (size_t i = 0; i < CV_LEN(joining); i++)
		if (cv_streq(joining[i], folded))
			return true;
	return false;
}

/* Dutch "of" is "or" between abbreviations ("EU of VS") and English everywhere else ("Republic of ..."). */
static bool parts_here(const struct imp_words *w)
{
	const struct imp_word *last = &w->word[w->n - 1];

	if (last->upper)
		return false;
	return joins(last->folded) || (cv_streq(last->folded, "of") && w->n > 1 && last[-1].upper);
}

static bool in_word(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

/* Punctuation of several bytes: the en dash joins like a hyphen, the em dash and typographic marks part. */
static size_t wide_mark(const char *p, size_t len, bool *ret_parts)
{
	if (len < 3 || (unsigned char)p[0] != 0xe2 || (unsigned char)p[1] != 0x80)
		return 0;
	*ret_parts = (unsigned char)p[2] != 0x93 && (unsigned char)p[2] != 0x99;
	return 3;
}

static void note_word(struct imp_words *w, const char *s, size_t n, int segment, bool comma)
{
	struct imp_word *word = &w->word[w->n];
	struct cv_str folded = { 0 };

	*word = (struct imp_word){ .segment = segment, .comma = comma, .upper = true };
	cv_fold(s, n, &folded);
	if (folded.len == 0 || folded.len >= IMP_WORD_MAX) {
		cv_str_finish(&folded);
		return;
	}
	memcpy(word->folded, folded.data, folded.len + 1);
	cv_str_finish(&folded);
	for (size_t i = 0; i < n; i++)
		word->upper &= (s[i] >= 'A' && s[i] <= 'Z') || (unsigned char)s[i] >= 0x80;
	word->two = n == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z';
	word->capital = (s[0] >= 'A' && s[0] <= 'Z') || (unsigned char)s[0] >= 0x80;
	w->n++;
}

static void split(const char *s, size_t len, struct imp_words *w)
{
	int segment = 0;
	bool comma = false, fresh = true;

	for (size_t i = 0; i < len && w->n < IMP_WORDS_MAX;) {
		size_t n = 0, mark;
		bool parts = true;

		mark = wide_mark(s + i, len - i, &parts);
		while (mark == 0 && i + n < len && in_word(s[i + n])) {
			bool ignore;

			if (wide_mark(s + i + n, len - i - n, &ignore))
				break;
			n++;
		}
		if (n == 0) {
			char c = s[i];
			bool dot = c == '.' && w->n > 0 && strlen(w->word[w->n - 1].folded) > 2 && i + 1 < len && is_space(s[i + 1]);

			if (mark ? parts : (dot || strchr(",;/|+&()[]{}:\n\r", c) != NULL)) {
				if (!fresh)
					segment++;
				comma = c == ',' || (fresh && comma && is_space(c));
				fresh = true;
			}
			i += mark ? mark : 1;
			continue;
		}
		note_word(w, s + i, n, segment, comma);
		i += n;
		fresh = false;
		if (w->n > 0 && parts_here(w)) {
			w->n--; /* "and" parts like a comma and is no word of a place */
			segment++;
			comma = false;
			fresh = true;
		}
	}
	w->segments = segment + 1;
}

void imp_words_split(const char *text, size_t len, struct imp_words *ret)
{
	struct cv_str plain = { 0 }, words = { 0 };

	ret->n = 0;
	strip_html(text, len, &plain);
	drop_addresses(cv_str_text(&plain), plain.len, &words);
	split(cv_str_text(&words), words.len, ret);
	cv_str_finish(&plain);
	cv_str_finish(&words);
}

size_t imp_segment_size(const struct imp_words *w, int segment)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		n += w->word[i].segment == segment;
	return n;
}

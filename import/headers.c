/* What a header of a foreign list means: known as a whole, or by the words in it. */
#include "import/header_words.h"
#include "import/import.h"

#include <string.h>

/* "transferMechanism" -> "transfer Mechanism", so that folding sees two words. */
static void split_camel(const char *text, size_t len, struct cv_str *out)
{
	for (size_t i = 0; i < len; i++) {
		bool lower = i > 0 && text[i - 1] >= 'a' && text[i - 1] <= 'z';

		if (lower && text[i] >= 'A' && text[i] <= 'Z')
			cv_str_putc(out, ' ');
		cv_str_putc(out, text[i]);
	}
}

static bool is_whole(const char *header, const char *words)
{
	size_t len = strlen(header), n;

	for (const char *p = words, *w; (w = cv_next(&p, '|', &n));)
		if (n == len && memcmp(w, header, n) == 0)
			return true;
	return false;
}

/* The word begins at a word of the header. */
static bool has_word(const char *header, const char *word, size_t n)
{
	bool start = word[0] == '^', end = word[n - 1] == '$';

	word += start;
	n -= (size_t)start + end;
	for (const char *p = header; *p; p++) {
		if ((p == header || (p[-1] == ' ' && !start)) && strncmp(p, word, n) == 0 &&
			(!end || p[n] == ' ' || p[n] == '\0'))
			return true;
	}
	return false;
}

static bool has_any(const char *header, const char *words)
{
	size_t n;

	for (const char *p = words, *w; (w = cv_next(&p, '|', &n));)
		if (has_word(header, w, n))
			return true;
	return false;
}

static unsigned meaning_of(const char *header)
{
	for (const struct imp_header_words *h = imp_whole_headers; h->first; h++)
		if (is_whole(header, h->first))
			return h->meaning;
	for (const struct imp_header_words *h = imp_header_rules; h->first; h++)
		if (has_any(header, h->first) && (h->second == NULL || has_any(header, h->second)))
			return h->meaning;
	return IMP_M_UNKNOWN;
}

unsigned imp_header_read(const char *text, size_t len)
{
	CV_AUTO(cv_str_finish) struct cv_str split = { 0 };
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };

	if (len == 1 && text[0] == '#')
		return IMP_M_ROW_ID;
	split_camel(text, len, &split);
	cv_fold(cv_str_text(&split), split.len, &folded);
	return folded.len > 0 ? meaning_of(folded.data) : IMP_M_UNKNOWN;
}

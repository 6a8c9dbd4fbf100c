/* What a header of a foreign list means: known as a whole, or by the words in it. */
#include "import/header_words.h"
#include "import/inside.h"

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
		if ((p == header || (p[-1] == ' ' && !start)) && *p == *word && strncmp(p, word, n) == 0 &&
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

/* Of one thing a header names. */
static unsigned by_words(const char *header)
{
	for (const struct imp_header_words *h = imp_header_rules; h->first; h++)
		if (has_any(header, h->first) && (h->second == NULL || has_any(header, h->second)))
			return h->meaning;
	return IMP_M_UNKNOWN;
}

static unsigned whole(const char *header)
{
	for (const struct imp_header_words *h = imp_whole_headers; h->first; h++)
		if (is_whole(header, h->first))
			return h->meaning;
	return IMP_M_UNKNOWN;
}

/* Where the second of two things begins that stand side by side, "Ort und Garantie"; 0: there is but one. */
static size_t second_thing(const char *text, size_t len, size_t *ret_first)
{
	static const char *const between[] = { "/", "&", "+", ", ", " and ", " und ", " et ", " en ", " y ", " e ",
		" og ", " och ", " ja ", " i ", " a " };

	for (size_t b = 0; b < CV_LEN(between); b++) {
		size_t n = strlen(between[b]);

		for (size_t i = 1; i + n < len; i++) {
			if (memcmp(text + i, between[b], n) != 0)
				continue;
			*ret_first = i;
			return i + n;
		}
	}
	return 0;
}

static unsigned read_one(const char *text, size_t len)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };
	unsigned m;

	cv_fold(text, len, &folded);
	if (folded.len == 0)
		return IMP_M_UNKNOWN;
	m = whole(folded.data);
	return m != IMP_M_UNKNOWN ? m : by_words(folded.data);
}

/*
 * A header of two things. Its places count, whatever the other thing is; a name counts before what is named;
 * "Processing and storage location" is one thing. all: read as a whole.
 */
static unsigned of_two(const char *text, size_t len, unsigned all)
{
	const unsigned places = IMP_M_PROCESSING | IMP_M_ENTITY | IMP_M_LOCATION;
	size_t first = 0, second = second_thing(text, len, &first);
	unsigned a, b, either;

	if (second == 0)
		return all;
	a = read_one(text, first);
	b = read_one(text + second, len - second);
	either = a | b;
	if (a == IMP_M_PARTY && b & places)
		return IMP_M_PARTY | IMP_M_ENTITY;
	if ((a == IMP_M_PARTY || b == IMP_M_PARTY) && either & (IMP_M_SERVICE | IMP_M_PURPOSE))
		return IMP_M_PARTY;
	if (all == IMP_M_PROCESSING || all == IMP_M_ENTITY || !(either & places))
		return all;
	if (either & IMP_M_MECHANISM)
		return IMP_M_LOCATION | IMP_M_MECHANISM;
	return either & IMP_M_PURPOSE ? IMP_M_LOCATION | IMP_M_PURPOSE : all;
}

/* Which of several names is the receiver's: "Group entity | Sub-processor". */
bool imp_header_receiver(const char *header)
{
	static const char words[] = "subprocessor|sub processor|processor|unterauftrag|subunternehm|auftragsverarb|"
				    "subprozessor|sous traitant|subverwerker|sub verwerker|verwerker|subencargad|"
				    "encargad|subprocessad|subcontrat|sub responsab|underdatabehandl|databehandl|"
				    "underbitrad|alikasitt|podprocesor|podwykonaw|zpracovatel|subcontractor|"
				    "sub contractor";
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };

	cv_fold(header, strlen(header), &folded);
	return has_any(cv_str_text(&folded), words);
}

unsigned imp_header_read(const char *text, size_t len)
{
	unsigned m;

	CV_AUTO(cv_str_finish) struct cv_str split = { 0 };
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };

	if (len == 1 && text[0] == '#')
		return IMP_M_ROW_ID;
	split_camel(text, len, &split);
	cv_fold(cv_str_text(&split), split.len, &folded);
	if (folded.len == 0)
		return IMP_M_UNKNOWN;
	m = whole(folded.data);
	return m != IMP_M_UNKNOWN ? m : of_two(cv_str_text(&split), split.len, by_words(folded.data));
}

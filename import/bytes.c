/* What the file begins with: is it text? If not, say what it is. */
#include "import/inside.h"

#include <string.h>
#include <strings.h>

static const struct {
	const char *bytes;
	size_t len;
	const char *what;
} magic[] = {
	{ "PK\x03\x04", 4, "an Excel workbook or another zip archive" },
	{ "\xD0\xCF\x11\xE0", 4, "an old Excel or Word file" },
	{ "%PDF-", 5, "a PDF" },
	{ "\x1F\x8B", 2, "a gzip archive" },
	{ "SQLite format 3", 15, "an SQLite database" },
	{ "\x89PNG", 4, "a picture" },
	{ "\xFF\xD8\xFF", 3, "a picture" },
	{ "\x7F" "ELF", 4, "a program" },
	{ "{\\rtf", 5, "a rich text document" },
	{ "<!doctype html", 14, "a web page" },
	{ "<html", 5, "a web page" },
	{ "<?xml", 5, "XML" },
	{ "{\"", 2, "JSON" },
	{ "[{", 2, "JSON" },
};

static const char *by_magic(const char *data, size_t len)
{
	for (size_t i = 0; i < CV_LEN(magic); i++) {
		bool letters = magic[i].bytes[0] == '<';

		if (len < magic[i].len)
			continue;
		if (letters ? strncasecmp(data, magic[i].bytes, magic[i].len) == 0
			    : memcmp(data, magic[i].bytes, magic[i].len) == 0)
			return magic[i].what;
	}
	return NULL;
}

/* A NUL further down is told by the reader of rows, with line and column. */
static bool nul_in_first_line(const char *data, size_t len)
{
	const char *nul = memchr(data, '\0', len), *end = memchr(data, '\n', len);

	return nul && (end == NULL || nul < end);
}

enum cv_err imp_bytes_check(const char *data, size_t len, struct cv_error *err)
{
	const char *what;
	size_t first = 0;

	if (len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0)
		first = 3;
	while (first < len && strchr(" \t\r\n", data[first]) && data[first] != '\0')
		first++;
	if (first == len)
		return cv_fail(err, CV_E_CSV, "the file is empty: it needs a header row and rows below it");
	what = by_magic(data + first, len - first);
	if (what == NULL && nul_in_first_line(data + first, len - first))
		what = "binary data";
	if (what)
		return cv_fail(err, CV_E_CSV, "this is %s, not text: save the table as \"CSV UTF-8\" and import that",
			what);
	return CV_OK;
}

/* Is the file text? If not, say what it is. */
#include "import/inside.h"

#include <string.h>
#include <strings.h>

static const struct {
	const char *bytes;
	size_t len;
	const char *what;
} magic[] = {
	{ "\xFF\xFE", 2, "UTF-16 text" },
	{ "\xFE\xFF", 2, "UTF-16 text" },
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

/* Text in which every other byte is NUL is UTF-16 without its mark. */
static const char *by_nul(const char *data, size_t len)
{
	size_t look = len < 512 ? len : 512, at[2] = { 0, 0 };

	if (memchr(data, '\0', len) == NULL)
		return NULL;
	for (size_t i = 0; i < look; i++)
		at[i % 2] += data[i] == '\0';
	return at[0] * 4 > look || at[1] * 4 > look ? "UTF-16 text" : "binary data";
}

static enum cv_err bad_line(const char *data, size_t len, struct cv_error *err)
{
	size_t line = 1;

	while (len > 0) {
		const char *end = memchr(data, '\n', len);
		size_t n = end ? (size_t)(end - data) + 1 : len;

		if (!cv_utf8_valid(data, n))
			return cv_fail(err, CV_E_CSV, "line %zu is not UTF-8: the file was perhaps saved as Windows-1252 or "
				"Latin-1; save it as \"CSV UTF-8\"", line);
		if (!cv_text_clean(data, n))
			return cv_fail(err, CV_E_CSV, "line %zu holds control characters: this is not a text file, or it is a "
				"damaged one; save it as \"CSV UTF-8\"", line);
		data += n;
		len -= n;
		line++;
	}
	return CV_OK;
}

enum cv_err imp_bytes_check(const char *data, size_t len, struct cv_error *err)
{
	const char *what;
	size_t first = 0;

	if (len > IMP_FILE_MAX)
		return cv_fail(err, CV_E_TOO_BIG, "the file has %zu bytes; %d is the most that is taken: split it", len,
			IMP_FILE_MAX);
	if (len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0)
		first = 3;
	while (first < len && strchr(" \t\r\n", data[first]) && data[first] != '\0')
		first++;
	if (first == len)
		return cv_fail(err, CV_E_CSV, "the file is empty: it needs a header row and rows below it");
	what = by_magic(data + first, len - first);
	if (what == NULL)
		what = by_nul(data, len);
	if (what)
		return cv_fail(err, CV_E_CSV, "this is %s, not text in UTF-8: save the table as \"CSV UTF-8\" and import that",
			what);
	return cv_text_clean(data, len) ? CV_OK : bad_line(data, len, err);
}

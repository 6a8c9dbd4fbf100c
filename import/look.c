/* What the bytes are: text in which encoding, cells split by which character. */
#include "import/inside.h"

#include <string.h>

static const char delims[] = { ',', ';', '\t', '|' };

static enum cv_err check_text(const char *data, size_t len, struct cv_error *err)
{
	if (len == 0)
		return cv_fail(err, CV_E_CSV, "the file is empty");
	if (len >= 2 && ((data[0] == '\xFF' && data[1] == '\xFE') || (data[0] == '\xFE' && data[1] == '\xFF')))
		return cv_fail(err, CV_E_CSV, "the file is UTF-16: save it as CSV UTF-8 and import that");
	if (len >= 4 && ((data[1] == 0 && data[3] == 0) || (data[0] == 0 && data[2] == 0)))
		return cv_fail(err, CV_E_CSV, "the file is UTF-16: save it as CSV UTF-8 and import that");
	if (len >= 4 && memcmp(data, "PK\x03\x04", 4) == 0)
		return cv_fail(err, CV_E_CSV, "the file is a workbook or an archive, not CSV: save the sheet as CSV UTF-8");
	if (len >= 4 && memcmp(data, "%PDF", 4) == 0)
		return cv_fail(err, CV_E_CSV, "the file is a PDF, not CSV");
	for (size_t i = 0, line = 1; i < len; i++) {
		unsigned char c = (unsigned char)data[i];

		line += c == '\n';
		if (c == 0 || (c < 0x20 && c != '\t' && c != '\n' && c != '\r'))
			return cv_fail(err, CV_E_CSV, "line %zu: the file is not text (byte 0x%02x): it must be CSV in UTF-8", line, c);
	}
	return CV_OK;
}

static enum cv_err check_utf8(const char *data, size_t len, struct cv_error *err)
{
	size_t line = 1, start = 0;

	for (size_t i = 0; i <= len; i++) {
		if (i < len && data[i] != '\n')
			continue;
		if (!cv_utf8_valid(data + start, i - start))
			return cv_fail(err, CV_E_CSV, "line %zu: bytes that are not UTF-8: save the file as CSV UTF-8 and import that", line);
		start = i + 1;
		line++;
	}
	return CV_OK;
}

struct probe {
	const struct imp_options *opt;
	size_t score, columns;
	bool seen;
};

/* Stops after the first row with something in it. */
static enum cv_err first_row(void *ctx, const struct cv_row *row, struct cv_error *err)
{
	struct probe *p = ctx;

	if (imp_blank_row(row))
		return CV_OK;
	p->seen = true;
	p->columns = row->n;
	p->score = imp_header_score(p->opt, row);
	return CV_E_REFUSED;
}

enum cv_err imp_look(const char *data, size_t len, const struct imp_options *opt, const struct law_pack *p, char *ret_delim,
	struct cv_error *err)
{
	struct probe best = { 0 };
	bool seen = false;

	(void)p;
	TRY(check_text(data, len, err));
	TRY(check_utf8(data, len, err));
	*ret_delim = ',';
	for (size_t i = 0; i < CV_LEN(delims); i++) {
		struct probe now = { .opt = opt };

		(void)!cv_csv_read(data, len, delims[i], first_row, &now, NULL);
		seen |= now.seen;
		if (now.score > best.score || (now.score == best.score && now.columns > best.columns)) {
			best = now;
			*ret_delim = delims[i];
		}
	}
	return seen || len > 0 ? CV_OK : cv_fail(err, CV_E_CSV, "the file has no row");
}

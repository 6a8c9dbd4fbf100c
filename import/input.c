/* The bytes of a file, from wherever they come, as often as needed. */
#include "import/inside.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct imp_input {
	const char *data;
	size_t len;
	struct cv_str own;
};

static enum cv_err read_all(FILE *f, const char *path, struct cv_str *out, struct cv_error *err)
{
	char piece[65536];
	size_t n;

	while ((n = fread(piece, 1, sizeof(piece), f)) > 0) {
		cv_str_add(out, piece, n);
		if (out->len > IMP_FILE_MAX)
			return cv_fail(err, CV_E_TOO_BIG, "'%s' has more than %d bytes: split it", path, IMP_FILE_MAX);
	}
	if (ferror(f) && errno == EISDIR)
		return cv_fail(err, CV_E_FILE, "%s is a folder: name the file in it", path);
	if (ferror(f))
		return cv_fail(err, CV_E_FILE, "'%s' cannot be read: %s", path, strerror(errno));
	return out->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

enum cv_err imp_input_open(const char *path, struct imp_input **ret, struct cv_error *err)
{
	bool standard = cv_streq(path, "-");
	FILE *f = standard ? stdin : fopen(path, "rb");
	struct imp_input *in;
	enum cv_err e;

	if (f == NULL)
		return cv_fail(err, CV_E_FILE, "%s could not be opened: %s", path, strerror(errno));
	in = calloc(1, sizeof(*in));
	e = in ? read_all(f, path, &in->own, err) : cv_fail(err, CV_E_NOMEM, "out of memory");
	if (!standard)
		fclose(f);
	if (e != CV_OK) {
		imp_input_close(in);
		return e;
	}
	in->data = cv_str_text(&in->own);
	in->len = in->own.len;
	*ret = in;
	return CV_OK;
}

enum cv_err imp_input_memory(const char *data, size_t len, struct imp_input **ret, struct cv_error *err)
{
	struct imp_input *in = calloc(1, sizeof(*in));

	if (in == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	in->data = data;
	in->len = len;
	*ret = in;
	return CV_OK;
}

void imp_input_close(struct imp_input *in)
{
	if (in)
		cv_str_finish(&in->own);
	free(in);
}

enum cv_err imp_input_hash(struct imp_input *in, char ret[65], struct cv_error *err)
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	if (sodium_init() < 0)
		return cv_fail(err, CV_E_SYSTEM, "the hash library could not be started");
	crypto_hash_sha256(digest, (const unsigned char *)in->data, in->len);
	sodium_bin2hex(ret, 65, digest, sizeof(digest));
	return CV_OK;
}

enum cv_err imp_input_head(struct imp_input *in, size_t max, struct cv_str *out, struct cv_error *err)
{
	cv_str_add(out, in->data, in->len < max ? in->len : max);
	return out->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

enum cv_err imp_rows(struct imp_input *in, const struct imp_options *opt, struct imp_report *rep, cv_row_fn *fn, void *ctx,
	struct cv_error *err)
{
	TRY(imp_input_hash(in, rep->sha256, err));
	TRY(imp_bytes_check(in->data, in->len, err));
	TRY(imp_look(in->data, in->len, opt, &rep->delimiter, err));
	snprintf(rep->encoding, sizeof(rep->encoding), "UTF-8");
	return cv_csv_read(in->data, in->len, rep->delimiter, fn, ctx, err);
}

/* Pieces of a file -> text -> rows. */
#include "import/input.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reading {
	struct imp_input *in;
	const struct imp_options *opt;
	struct imp_report *rep;
	struct imp_decoder d;
	struct cv_csv *csv;
	crypto_hash_sha256_state hash;
};

/* What the file begins with: is it text, in which encoding, and what separates the cells? */
static enum cv_err look(struct reading *r, struct cv_error *err)
{
	const char *head, *text;
	size_t len, n;
	struct imp_decoder d;
	bool whole;
	enum cv_err e;

	TRY(imp_input_ahead(r->in, &head, &len, err));
	whole = len < IMP_PIECE;
	TRY(imp_decoder_begin(&d, head, len, err));
	e = d.encoding == IMP_UTF8 ? imp_bytes_check(head, len, err) : CV_OK;
	if (e == CV_OK)
		e = imp_decode(&d, head, len, whole, &text, &n, err);
	if (e == CV_OK && d.encoding != IMP_UTF8)
		e = imp_bytes_check(text, n, err);
	while (e == CV_OK && !whole && n > 0 && text[n - 1] != '\n') /* a line that the piece cut says nothing */
		n--;
	if (e == CV_OK)
		e = imp_look(text, n, r->opt, &r->rep->delimiter, &r->rep->header_line, err);
	imp_decoder_finish(&d);
	if (e == CV_OK)
		e = imp_decoder_begin(&r->d, head, len, err);
	return e;
}

static enum cv_err feed(struct reading *r, const char *piece, size_t len, struct cv_error *err)
{
	struct imp_progress p = { .rows = r->rep->read, .doing = "reading" };
	const char *text;
	size_t n;

	crypto_hash_sha256_update(&r->hash, (const unsigned char *)piece, len);
	TRY(imp_decode(&r->d, piece, len, imp_input_ended(r->in), &text, &n, err));
	TRY(cv_csv_feed(r->csv, text, n, err));
	imp_input_progress(r->in, &p.bytes, &p.of);
	if (r->opt->progress && r->opt->progress(r->opt->progress_ctx, &p))
		return cv_fail(err, CV_E_STOPPED, "stopped; nothing was written");
	return CV_OK;
}

static enum cv_err read_all(struct reading *r, struct cv_error *err)
{
	while (!imp_input_ended(r->in)) {
		const char *piece;
		size_t len;

		TRY(imp_input_next(r->in, &piece, &len, err));
		TRY(feed(r, piece, len, err));
	}
	return cv_csv_end(r->csv, err);
}

static void say_encoding(struct reading *r)
{
	snprintf(r->rep->encoding, sizeof(r->rep->encoding), "%s", imp_encoding_name(r->d.encoding));
	if (r->d.encoding != IMP_UTF8)
		cv_str_printf(&r->rep->notes, "the file is %s: read as that and kept as UTF-8\n", imp_encoding_name(r->d.encoding));
}

enum cv_err imp_rows(struct imp_input *in, const struct imp_options *opt, struct imp_report *rep, cv_row_fn *fn, void *ctx,
	struct cv_error *err)
{
	struct reading r = { .in = in, .opt = opt, .rep = rep };
	unsigned char digest[crypto_hash_sha256_BYTES];
	enum cv_err e;

	if (sodium_init() < 0)
		return cv_fail(err, CV_E_SYSTEM, "the hash library could not be started");
	crypto_hash_sha256_init(&r.hash);
	rep->delimiter = ',';
	e = look(&r, err);
	if (e == CV_OK) {
		r.csv = cv_csv_create(rep->delimiter, fn, ctx);
		e = r.csv ? read_all(&r, err) : cv_fail(err, CV_E_NOMEM, "out of memory");
	}
	crypto_hash_sha256_final(&r.hash, digest);
	sodium_bin2hex(rep->sha256, sizeof(rep->sha256), digest, sizeof(digest));
	if (e != CV_E_NOMEM)
		say_encoding(&r);
	cv_csv_destroy(r.csv);
	imp_decoder_finish(&r.d);
	return e;
}

enum cv_err imp_rows_again(struct imp_input *in, const struct imp_options *opt, struct imp_report *rep, cv_row_fn *fn,
	void *ctx, struct cv_error *err)
{
	struct reading r = { .in = in, .opt = opt, .rep = rep };
	const char *head;
	size_t len;
	enum cv_err e;

	crypto_hash_sha256_init(&r.hash);
	TRY(imp_input_again(in, err));
	TRY(imp_input_ahead(in, &head, &len, err));
	e = imp_decoder_begin(&r.d, head, len, err);
	if (e == CV_OK) {
		r.csv = cv_csv_create(rep->delimiter, fn, ctx);
		e = r.csv ? read_all(&r, err) : cv_fail(err, CV_E_NOMEM, "out of memory");
	}
	cv_csv_destroy(r.csv);
	imp_decoder_finish(&r.d);
	return e;
}

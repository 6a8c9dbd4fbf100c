/* Inside of the input: pieces of bytes, and pieces of text. Private to the room. */
#ifndef IMPORT_INPUT_H
#define IMPORT_INPUT_H

#include "import/inside.h"

enum { IMP_PIECE = 64 * 1024 };

/* The first piece, before anything was taken; it lives until the second imp_input_next(). */
CV_MUST enum cv_err imp_input_ahead(struct imp_input *in, const char **ret, size_t *ret_len, struct cv_error *err);
/* The next piece, once imp_input_ahead() was called; may be empty before the end. Lives until the next call. */
CV_MUST enum cv_err imp_input_next(struct imp_input *in, const char **ret, size_t *ret_len, struct cv_error *err);
bool imp_input_ended(const struct imp_input *in);
/* What cannot be read twice goes into a file without a name first. Before anything is taken. Fails: E_FILE, E_TOO_BIG,
 * E_STOPPED. */
CV_MUST enum cv_err imp_input_keep(struct imp_input *in, const struct imp_options *opt, struct cv_error *err);
/* From its start. Fails: E_FILE. */
CV_MUST enum cv_err imp_input_again(struct imp_input *in, struct cv_error *err);
void imp_input_progress(const struct imp_input *in, uint64_t *ret_taken, uint64_t *ret_size);

/* ---- bytes that become UTF-8 (encode.c) ---- */

enum imp_encoding { IMP_UTF8, IMP_UTF16LE, IMP_UTF16BE, IMP_WINDOWS_1252 };

struct imp_decoder {
	enum imp_encoding encoding;
	bool settled;      /* bytes beyond ASCII were seen, so the encoding is certain */
	void *iconv;
	char rest[4];      /* of a character that the piece cut */
	size_t n_rest;
	size_t line;       /* of the next byte */
	struct cv_str out; /* what the last piece became */
};

const char *imp_encoding_name(enum imp_encoding e);
/* By its mark, or by where the NULs stand; else UTF-8 until bytes say otherwise. Fails: E_SYSTEM, E_NOMEM. */
CV_MUST enum cv_err imp_decoder_begin(struct imp_decoder *d, const char *head, size_t len, struct cv_error *err);
/* The piece as UTF-8: *ret lives until the next call. last: nothing comes behind it. Fails: E_CSV naming the line. */
CV_MUST enum cv_err imp_decode(struct imp_decoder *d, const char *piece, size_t len, bool last, const char **ret, size_t *ret_len,
	struct cv_error *err);
void imp_decoder_finish(struct imp_decoder *d);

#endif

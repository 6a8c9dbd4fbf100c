/* What an entry of the log says, as the bytes that its leaf is the hash of. Private to the room. */
#ifndef REGISTRY_ENTRY_H
#define REGISTRY_ENTRY_H

#include "registry/evidence.h"
#include "registry/imports.h"
#include "registry/reg.h"

enum { REG_SUBJECT_MAX = 300, REG_COMMITMENT_TEXT = 7 + 2 * REG_HASH + 1 };

/* The change an entry belongs to: its texts, and what they make of the text of each of its entries. {0}: empty. */
struct reg_change_head {
	int64_t seq;
	const char *at, *who, *via, *note, *reason;
};
enum { REG_HEAD_TEXTS = 5 };
struct reg_head {
	struct reg_change_head head;
	struct cv_str text, frame;
	size_t cut[3]; /* of the frame: what stands between */
};
/*
 * The texts, in the order of reg_change_head, are copied; false when out of memory. May be set again.
 * Owns: reg_head_finish().
 */
bool reg_head_set(struct reg_head *h, int64_t seq, const char *const text[REG_HEAD_TEXTS]);
void reg_head_finish(struct reg_head *h);

/* {"after":...,"at":...,...} in the order RFC 8785 wants; appended to out. A side that is NULL or empty is null. */
void reg_entry_text(const struct reg_head *h, int64_t number, const char *subject, const struct cv_str *before,
	const struct cv_str *after, struct cv_str *out);
/* The sides; appended to out, which is cleared first. */
void reg_side_version(const struct reg_version *v, struct cv_str *out);
void reg_side_setting(const char *value, struct cv_str *out);
void reg_side_import(const struct reg_import *i, struct cv_str *out);
void reg_side_undoing(int64_t import, struct cv_str *out);
void reg_side_erasing(const char *column, struct cv_str *out);
void reg_side_token(const char *role, const char *digest, const char *expires, struct cv_str *out);

/* ---- sealing: personal columns are committed to, not said ---- */

/*
 * The hash is over salt, NUL, column, NUL, text. A salt for the personal cells of a record, in hex; "" where there is
 * nothing personal in it. before: what the version before had, "" where there is none.
 */
void reg_seal(struct reg *r, const struct reg_record *rec, const char *before, char ret[REG_SEAL_TEXT]);
/* "sha256:<hex>" of a personal cell under a salt. */
void reg_commitment(const char *salt, const char *column, const char *text, char ret[REG_COMMITMENT_TEXT]);
/* The kept commitment of a column that was erased; false: it was not. */
bool reg_erased(const char *sealed, const char *column, char ret[REG_COMMITMENT_TEXT]);

#endif

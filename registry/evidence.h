/*
 * Every change as evidence: the change log, what proves that it was not altered, and what a person may have erased from it.
 *
 * Each record version, setting, import and undoing that a change recorded is one entry: who, when, through which door, about what, before
 * and after, as canonical JSON (RFC 8785). Entries are the leaves of a Merkle tree (RFC 9162 section 2.1.1, SHA-256), written in the
 * transaction of the change. What an entry says is not kept a second time: it is made anew from the tables, so that a table that was
 * altered no longer fits its leaf. Entries of a change are in the order of the kinds, then of the records' numbers.
 *
 * A checkpoint (origin, size, root, signed with Ed25519; the signed note and checkpoint formats of C2SP) is meant to leave the machine:
 * without one outside nothing here is evidence against whoever administers this machine.
 */
#ifndef REGISTRY_EVIDENCE_H
#define REGISTRY_EVIDENCE_H

#include "registry/registry.h"
#include "registry/tree.h"

/* ---- reading the log ---- */

struct reg_entry {
	int64_t number; /* 0, 1, 2, ...: of the leaf */
	int64_t change;
	const char *at;
	const char *subject; /* "party/3", "setting/home", "import/4", "undoing/4", "token/wiki" */
	const char *text;    /* canonical JSON: the bytes of the leaf */
	size_t len;
	const char *who, *via, *note, *reason;
	const char *before, *after;  /* canonical JSON of the two sides: flat objects; NULL: nothing on that side */
	const struct reg_hash *leaf; /* as kept: equal to the hash of the text, unless somebody altered the tables */
};

typedef enum cv_err reg_entry_fn(void *ctx, const struct reg_entry *e, struct cv_error *err);

/* How many entries there are. */
CV_MUST enum cv_err reg_log_size(struct reg *r, int64_t *ret, struct cv_error *err);
/* The entries [from, until), those that are there. Texts live until fn returns. */
CV_MUST enum cv_err reg_log_walk(
	struct reg *r, int64_t from, int64_t until, reg_entry_fn *fn, void *ctx, struct cv_error *err);

/*
 * All that was ever recorded about a party (by id): its own versions, and those of the records that name it, in the order in which they
 * became known. number is -1, text and leaf are NULL. most: more steps than that are too many, 0: none are.
 * Fails: E_NOT_FOUND, E_TOO_BIG.
 */
CV_MUST enum cv_err reg_history(
	struct reg *r, const char *party, size_t most, reg_entry_fn *fn, void *ctx, struct cv_error *err);

/* Root and proofs over the first size entries, out of what is kept. Fails: E_NOT_FOUND where the log is shorter. */
CV_MUST enum cv_err reg_log_root(struct reg *r, int64_t size, struct reg_hash *ret, struct cv_error *err);
CV_MUST enum cv_err reg_log_inclusion(
	struct reg *r, int64_t entry, int64_t size, struct reg_proof *ret, struct cv_error *err);
CV_MUST enum cv_err reg_log_consistency(
	struct reg *r, int64_t then, int64_t now, struct reg_proof *ret, struct cv_error *err);

/*
 * What tells this register from all others, in letters and digits: the beginning of the hash of the first entry of
 * its log; "empty" as long as nothing was recorded.
 */
enum { REG_ORIGIN_TEXT = 17 };
CV_MUST enum cv_err reg_origin(struct reg *r, char ret[REG_ORIGIN_TEXT], struct cv_error *err);

/* ---- proving ---- */

struct reg_verified {
	int64_t size;	      /* entries that were made anew and fit */
	struct reg_hash root; /* over them */
	bool good;
	struct cv_str wrong; /* what does not fit first, in words: entry, change, record; "" where all is good */
};

typedef bool reg_verify_progress_fn(void *ctx, int64_t done, int64_t of); /* true: stop */

/*
 * Make every entry anew from the tables and compare it with its leaf; then the kept hashes of the tree, and the tables that are derived
 * from others. Fails: E_STOPPED, E_STORE (the file cannot be read at all), E_NOMEM. Owns: reg_verified_finish().
 */
CV_MUST enum cv_err reg_verify(
	struct reg *r, reg_verify_progress_fn *progress, void *ctx, struct reg_verified *ret, struct cv_error *err);
void reg_verified_finish(struct reg_verified *v);

/* ---- checkpoints ---- */

enum { REG_NAME_MAX = 128, REG_CHECKPOINT_MAX = 4096 }; /* bytes of a key's name, of a checkpoint */

struct reg_key {
	char name[REG_NAME_MAX]; /* also the origin of its checkpoints */
	unsigned char public_key[32];
	unsigned char secret[64]; /* all zero: only for looking at signatures */
};

/*
 * The signing key in a file of its own (mode 0600), which should not be where the register's backups are. create: where there is none,
 * make one of that name ("": a name is made up); NULL: there must be one. Fails: E_FILE, E_VALUE (not such a file, not such a name).
 */
CV_MUST enum cv_err reg_key_load(const char *path, const char *create, struct reg_key *ret, struct cv_error *err);
/* "name+hash+key", the public half, for whoever will look at checkpoints; and back. Fails: E_VALUE. */
void reg_key_public(const struct reg_key *k, struct cv_str *out);
CV_MUST enum cv_err reg_key_parse(const char *text, struct reg_key *ret, struct cv_error *err);
void reg_key_finish(struct reg_key *k);

struct reg_checkpoint {
	char origin[REG_NAME_MAX];
	int64_t size;
	struct reg_hash root;
};

/* The log as it stands, signed. Appends to out. */
CV_MUST enum cv_err reg_checkpoint_make(
	struct reg *r, const struct reg_key *k, struct reg_checkpoint *ret, struct cv_str *out, struct cv_error *err);
/* Reads one and looks at its signature. Fails: E_VALUE: not a checkpoint, signed by others only, altered. */
CV_MUST enum cv_err reg_checkpoint_read(
	const char *text, size_t len, const struct reg_key *k, struct reg_checkpoint *ret, struct cv_error *err);
/* Is the log still the one the checkpoint was made of, with more behind it? wrong (appended to): why not. */
CV_MUST enum cv_err reg_checkpoint_fits(
	struct reg *r, const struct reg_checkpoint *c, bool *ret, struct cv_str *wrong, struct cv_error *err);

/* ---- erasing ---- */

/*
 * Inside a change: what every version of a record says in its personal columns is gone for good; the log keeps
 * commitments (salted hashes whose salt is gone too) and goes on to verify. id: the key of the record, or its number
 * where the kind has no ids; of a party whatever means it.
 * Fails: E_NOT_FOUND, E_AMBIGUOUS, E_VALUE (it says nothing of that kind).
 */
CV_MUST enum cv_err reg_erase_personal(
	struct reg *r, enum reg_kind kind, const char *id, int64_t *ret_versions, struct cv_error *err);

#endif

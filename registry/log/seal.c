/*
 * Personal cells: the log commits to them instead of saying them, so that they can be erased and the log goes on to verify.
 *
 * A version keeps its salt; the commitment is the hash of salt, column and text, each behind the other with a NUL between. Erasing takes
 * the text and the salt away and leaves the commitment.
 */
#include "registry/log/log.h"

#include <nettle/sha2.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SALT = 16 };

static void hex_of(const unsigned char *data, size_t n, char *ret)
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		ret[2 * i] = hex[data[i] >> 4];
		ret[2 * i + 1] = hex[data[i] & 15];
	}
	ret[2 * n] = '\0';
}

/* Randomness is fetched for many salts at once. */
static void new_salt(struct reg *r, char ret[REG_SEAL_TEXT])
{
	if (r->salts_left < SALT) {
		randombytes_buf(r->salts, sizeof(r->salts));
		r->salts_left = sizeof(r->salts);
	}
	r->salts_left -= SALT;
	hex_of(r->salts + r->salts_left, SALT, ret);
}

void reg_seal(struct reg *r, const struct reg_record *rec, char ret[REG_SEAL_TEXT])
{
	const struct reg_kind_info *info = reg_kind_info(rec->kind);

	ret[0] = '\0';
	for (size_t i = 0; i < info->n; i++)
		if (info->column[i].type == REG_PERSONAL && *rec->cell[i]) {
			new_salt(r, ret);
			return;
		}
}

void reg_commitment(const char *salt, const char *column, const char *value, char ret[REG_COMMITMENT_TEXT])
{
	uint8_t digest[REG_HASH];
	struct sha256_ctx c;

	sha256_init(&c);
	sha256_update(&c, strlen(salt) + 1, (const uint8_t *)salt);
	sha256_update(&c, strlen(column) + 1, (const uint8_t *)column);
	sha256_update(&c, strlen(value), (const uint8_t *)value);
	sha256_digest(&c, sizeof(digest), digest);
	memcpy(ret, "sha256:", 7);
	hex_of(digest, sizeof(digest), ret + 7);
}

/* sealed, once something was erased: "contact=sha256:...;..." */
bool reg_erased(const char *sealed, const char *column, char ret[REG_COMMITMENT_TEXT])
{
	size_t n, len = strlen(column);

	for (const char *p = sealed, *w; (w = cv_next(&p, ';', &n));) {
		if (n != len + REG_COMMITMENT_TEXT || memcmp(w, column, len) != 0 || w[len] != '=')
			continue;
		memcpy(ret, w + len + 1, REG_COMMITMENT_TEXT - 1);
		ret[REG_COMMITMENT_TEXT - 1] = '\0';
		return true;
	}
	return false;
}

/* ---- changes of before there were salts ---- */

enum { BATCH = 256 };

struct unsealed {
	int64_t n, known_from;
};

static enum cv_err find_unsealed(struct reg *r, struct unsealed u[BATCH], size_t *ret_n, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_UNSEALED, err);
	bool row;

	*ret_n = 0;
	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, BATCH);
	for (;;) {
		TRY(db_step(q, &row, err));
		if (!row)
			return CV_OK;
		u[(*ret_n)++] = (struct unsealed){ db_int(q, 0), db_int(q, 1) };
	}
}

enum cv_err reg_seal_old(struct reg *r, struct cv_error *err)
{
	struct unsealed u[BATCH];
	size_t n;

	do {
		TRY(find_unsealed(r, u, &n, err));
		for (size_t i = 0; i < n; i++) {
			struct db_q *q = db_use(r->db, DB_SEAL, err);
			char salt[REG_SEAL_TEXT];

			if (q == NULL)
				return CV_E_STORE;
			new_salt(r, salt);
			db_bind_text(q, 1, salt);
			db_bind_int(q, 2, u[i].n);
			db_bind_int(q, 3, u[i].known_from);
			TRY(db_run(q, err));
		}
	} while (n == BATCH);
	return CV_OK;
}

/* ---- erasing ---- */

static enum cv_err erase_version(struct reg *r, int64_t n, int64_t known_from, const char *sealed, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_ERASE, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, sealed);
	db_bind_int(q, 2, n);
	db_bind_int(q, 3, known_from);
	return db_run(q, err);
}

/* The next version that still says something; none: *ret_n 0. */
static enum cv_err erase_next(struct reg *r, const char *party, int64_t *ret_n, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_TO_ERASE, err);
	char commitment[REG_COMMITMENT_TEXT], sealed[sizeof("contact=") + REG_COMMITMENT_TEXT];
	int64_t known_from;
	bool row;

	*ret_n = 0;
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, party);
	TRY(db_step(q, &row, err));
	if (!row)
		return CV_OK;
	reg_commitment(db_text(q, 2), "contact", db_text(q, 3), commitment);
	snprintf(sealed, sizeof(sealed), "contact=%s", commitment);
	*ret_n = db_int(q, 0);
	known_from = db_int(q, 1);
	db_done(q);
	return erase_version(r, *ret_n, known_from, sealed, err);
}

static enum cv_err note_erasing(struct reg *r, int64_t n, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_ERASED_ADD, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, r->seq);
	db_bind_text(q, 2, reg_kind_info(REG_PARTIES)->singular);
	db_bind_int(q, 3, n);
	db_bind_text(q, 4, "contact");
	return db_run(q, err);
}

enum cv_err reg_erase_personal(struct reg *r, const char *party, int64_t *ret_versions, struct cv_error *err)
{
	int64_t n, erased = 0;
	const char *id;
	int matches;

	*ret_versions = 0;
	TRY(reg_find_party(r, party, &matches, &id, err));
	if (matches != 1)
		return cv_fail_at(err, matches ? CV_E_AMBIGUOUS : CV_E_NOT_FOUND, "party", "'%s' is %s%s", party,
			matches ? "more than one party, write the id: " : "no party on file", matches ? id : "");
	TRY(reg_note_change(r, err));
	TRY(reg_log_write_old(r, err)); /* what is erased must have its leaf */
	for (;;) {
		TRY(erase_next(r, id, &n, err));
		if (n == 0)
			break;
		erased = n;
		++*ret_versions;
	}
	if (erased == 0)
		return cv_fail_at(
			err, CV_E_VALUE, "party", "no version of '%s' has a contact: there is nothing to erase", id);
	return note_erasing(r, erased, err);
}

/*
 * Personal cells: the log commits to them instead of saying them, so that they can be erased and the log goes on to
 * verify.
 *
 * A version keeps its salt; the commitment is the hash of salt, column and text, each behind the other with a NUL
 * between. Erasing takes the text and the salt away and leaves the commitment. The next version of a record has the
 * salt of the one before: what stays what it is must not look like a change in the log.
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

static bool is_salt(const char *sealed)
{
	return strlen(sealed) == (size_t)2 * SALT && strspn(sealed, "0123456789abcdef") == (size_t)2 * SALT;
}

void reg_seal(struct reg *r, const struct reg_record *rec, const char *before, char ret[REG_SEAL_TEXT])
{
	const struct reg_kind_info *info = reg_kind_info(rec->kind);

	ret[0] = '\0';
	for (size_t i = 0; i < info->n; i++)
		if (reg_is_personal(&info->column[i]) && *rec->cell[i]) {
			if (is_salt(before))
				memcpy(ret, before, 2 * SALT + 1);
			else
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

struct erasing {
	struct reg *r;
	enum reg_kind kind;
	int64_t n, known_from;   /* of the version at hand */
	struct cv_str sealed;    /* what stays of it */
	bool met[REG_COLUMNS_MAX]; /* columns that said something in any version */
};

/* "contact=sha256:...;..." for what the version says; false: it says nothing personal. */
static bool commit_to(struct erasing *g, const struct reg_version *v)
{
	const struct reg_kind_info *info = reg_kind_info(g->kind);
	bool any = false;

	cv_str_clear(&g->sealed);
	for (size_t i = 0; i < info->n; i++) {
		char commitment[REG_COMMITMENT_TEXT];

		if (!reg_is_personal(&info->column[i]) || *v->record.cell[i] == '\0')
			continue;
		reg_commitment(v->sealed, info->column[i].name, v->record.cell[i], commitment);
		cv_str_printf(&g->sealed, "%s%s=%s", any ? ";" : "", info->column[i].name, commitment);
		g->met[i] = any = true;
	}
	return any;
}

/* The next version that still says something; *ret false: none. */
static enum cv_err find_next(struct erasing *g, bool *ret, struct cv_error *err)
{
	struct db_q *q = db_use(g->r->db, DB_FACT_HISTORY + (int)g->kind, err);

	*ret = false;
	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, g->n);
	for (;;) {
		struct reg_version v;
		bool row;

		TRY(db_step(q, &row, err));
		if (!row)
			return CV_OK;
		v = reg_version_of(q, g->kind);
		if (!commit_to(g, &v))
			continue;
		g->known_from = v.known_from;
		db_done(q);
		*ret = true;
		return g->sealed.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
	}
}

static enum cv_err erase_version(struct erasing *g, struct cv_error *err)
{
	struct db_q *q = db_use(g->r->db, DB_FACT_ERASE + (int)g->kind, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, cv_str_text(&g->sealed));
	db_bind_int(q, 2, g->n);
	db_bind_int(q, 3, g->known_from);
	return db_run(q, err);
}

/* One row for the record: "asker;contact". */
static enum cv_err note_erasing(struct erasing *g, struct cv_error *err)
{
	const struct reg_kind_info *info = reg_kind_info(g->kind);
	struct db_q *q = db_use(g->r->db, DB_ERASED_ADD, err);

	if (q == NULL)
		return CV_E_STORE;
	cv_str_clear(&g->sealed);
	for (size_t i = 0; i < info->n; i++)
		if (g->met[i])
			cv_str_printf(&g->sealed, "%s%s", g->sealed.len ? ";" : "", info->column[i].name);
	if (g->sealed.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	db_bind_int(q, 1, g->r->seq);
	db_bind_text(q, 2, info->singular);
	db_bind_int(q, 3, g->n);
	db_bind_text(q, 4, cv_str_text(&g->sealed));
	return db_run(q, err);
}

static enum cv_err take_number(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct erasing *g = ctx;

	CV_UNUSED(err);
	g->n = v->n;
	return CV_OK;
}

static enum cv_err not_there(const char *singular, const char *id, struct cv_error *err)
{
	return cv_fail_at(err, CV_E_NOT_FOUND, singular, "there is no %s '%s' on file", singular, id);
}

/* The number of the record; a party may be named in any way that means one. */
static enum cv_err number_of(struct erasing *g, const char *id, struct cv_error *err)
{
	const char *singular = reg_kind_info(g->kind)->singular;
	struct db_q *q;
	int matches = 1;
	bool row;

	if (g->kind == REG_PARTIES) {
		const char *text = id;

		TRY(reg_find_party(g->r, text, &matches, &id, err));
		if (matches > 1)
			return cv_fail_at(err, CV_E_AMBIGUOUS, singular,
				"'%s' is more than one party, write the id: %s", text, id);
		if (matches == 0)
			return cv_fail_at(err, CV_E_NOT_FOUND, singular, "'%s' is no party on file", text);
	}
	if (!reg_kind_has_id(g->kind) && strspn(id, "0123456789") == strlen(id)) {
		TRY(reg_get(g->r, g->kind, id, INT64_MAX, take_number, g, &row, err));
		return row ? CV_OK : not_there(singular, id, err);
	}
	q = db_use(g->r->db, DB_FACT_GET + (int)g->kind, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, id);
	TRY(db_step(q, &row, err));
	if (!row)
		return not_there(singular, id, err);
	g->n = db_int(q, DB_C_N);
	db_done(q);
	return CV_OK;
}

static enum cv_err erase(struct erasing *g, const char *id, int64_t *ret_versions, struct cv_error *err)
{
	bool any;

	TRY(number_of(g, id, err));
	TRY(reg_note_change(g->r, err));
	TRY(reg_log_write_old(g->r, err)); /* what is erased must have its leaf */
	for (;;) {
		TRY(find_next(g, &any, err));
		if (!any)
			break;
		TRY(erase_version(g, err));
		++*ret_versions;
	}
	if (*ret_versions == 0)
		return cv_fail_at(err, CV_E_VALUE, reg_kind_info(g->kind)->singular,
			"no version of '%s' says anything about a person: there is nothing to erase", id);
	return note_erasing(g, err);
}

enum cv_err reg_erase_personal(
	struct reg *r, enum reg_kind kind, const char *id, int64_t *ret_versions, struct cv_error *err)
{
	struct erasing g = { .r = r, .kind = kind };
	enum cv_err e;

	*ret_versions = 0;
	e = erase(&g, id, ret_versions, err);
	cv_str_finish(&g.sealed);
	return e;
}

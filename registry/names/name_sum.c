#include "registry/names/name_sum.h"

#include <sodium.h>
#include <stdlib.h>

struct summing {
	const struct reg_names_key *key;
	struct reg_names_sum *ret;
	struct cv_str folded, stem, row;
	uint64_t *alias; /* hashes of the aliases of one party */
	size_t n, cap;
};

void reg_names_key(struct reg_names_key *ret)
{
	_Static_assert(sizeof(ret->byte) == crypto_shorthash_KEYBYTES, "a key of SipHash");
	crypto_shorthash_keygen(ret->byte);
}

static uint64_t hash(struct summing *s, const char *folded, size_t len, int64_t n, int64_t main)
{
	int64_t number[2] = { n, main };
	unsigned char out[crypto_shorthash_BYTES];
	uint64_t h;

	cv_str_clear(&s->row);
	cv_str_add(&s->row, (const char *)number, sizeof(number));
	cv_str_add(&s->row, folded, len);
	crypto_shorthash(out, (const unsigned char *)s->row.data, s->row.len, s->key->byte);
	memcpy(&h, out, sizeof(h));
	return h;
}

static void add(struct summing *s, uint64_t h)
{
	s->ret->sum += h;
	s->ret->rows++;
}

static int by_size(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static bool keep_alias(struct summing *s, uint64_t h)
{
	if (s->n == s->cap) {
		size_t cap = s->cap ? 2 * s->cap : 16;
		uint64_t *more = realloc(s->alias, cap * sizeof(*more));

		if (more == NULL)
			return false;
		s->alias = more;
		s->cap = cap;
	}
	s->alias[s->n++] = h;
	return true;
}

/* An alias that stands there twice is kept once. */
static bool aliases_of(struct summing *s, int64_t n, const char *aliases)
{
	size_t len;

	s->n = 0;
	for (const char *p = aliases, *w; (w = cv_next(&p, ';', &len));) {
		cv_str_clear(&s->folded);
		cv_fold(w, len, &s->folded);
		if (s->folded.len > 0 && !keep_alias(s, hash(s, s->folded.data, s->folded.len, n, REG_NAME_ALIAS)))
			return false;
	}
	if (s->n > 1)
		qsort(s->alias, s->n, sizeof(*s->alias), by_size);
	for (size_t i = 0; i < s->n; i++)
		if (i == 0 || s->alias[i] != s->alias[i - 1])
			add(s, s->alias[i]);
	return true;
}

/* The stem is kept where it differs from the folded name. */
static bool names_of(struct summing *s, int64_t n, const char *name, const char *aliases)
{
	cv_str_clear(&s->folded);
	cv_fold(name, strlen(name), &s->folded);
	cv_str_clear(&s->stem);
	reg_stem(name, strlen(name), &s->stem);
	if (s->folded.len > 0)
		add(s, hash(s, s->folded.data, s->folded.len, n, REG_NAME_MAIN));
	if (s->stem.len > 0 && !cv_streq(s->stem.data, cv_str_text(&s->folded)))
		add(s, hash(s, s->stem.data, s->stem.len, n, REG_NAME_STEM));
	return (*aliases == '\0' || aliases_of(s, n, aliases)) && !s->folded.failed && !s->stem.failed &&
		!s->row.failed;
}

static bool of_party(struct summing *s, struct db_q *q)
{
	return names_of(s, db_int(q, 0), db_text(q, 1), db_text(q, 2));
}

static bool as_kept(struct summing *s, struct db_q *q)
{
	const char *folded = db_text(q, 0);

	add(s, hash(s, folded, strlen(folded), db_int(q, 1), db_int(q, 2)));
	return !s->row.failed;
}

static enum cv_err sum(struct summing *s, struct db_q *q, bool (*row_of)(struct summing *, struct db_q *),
	const atomic_bool *stop, struct cv_error *err)
{
	for (;;) {
		bool row;

		TRY(db_step(q, &row, err));
		if (!row)
			return CV_OK;
		if (!row_of(s, q))
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		if (atomic_load_explicit(stop, memory_order_relaxed))
			return cv_fail(err, CV_E_STOPPED, "stopped");
	}
}

static enum cv_err sum_of(struct reg *r, int stmt, bool (*row_of)(struct summing *, struct db_q *),
	const struct reg_names_key *key, const atomic_bool *stop, struct reg_names_sum *ret, struct cv_error *err)
{
	struct summing s = { .key = key, .ret = ret };
	struct db_q *q = db_use(r->db, stmt, err);
	enum cv_err e;

	*ret = (struct reg_names_sum){ 0 };
	if (q == NULL)
		return CV_E_STORE;
	e = sum(&s, q, row_of, stop, err);
	db_done(q);
	cv_str_finish(&s.folded);
	cv_str_finish(&s.stem);
	cv_str_finish(&s.row);
	free(s.alias);
	return e;
}

enum cv_err reg_names_made(struct reg *r, const struct reg_names_key *key, const atomic_bool *stop,
	struct reg_names_sum *ret, struct cv_error *err)
{
	return sum_of(r, DB_NAMED_ALL, of_party, key, stop, ret, err);
}

enum cv_err reg_names_kept(struct reg *r, const struct reg_names_key *key, const atomic_bool *stop,
	struct reg_names_sum *ret, struct cv_error *err)
{
	return sum_of(r, DB_NAMES_ALL, as_kept, key, stop, ret, err);
}

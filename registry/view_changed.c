#include "registry/view_changed.h"

#include "registry/desk/vendor.h"

#include <stdlib.h>

enum { FEW = 256, PART = 8 }; /* so many records may have changed, and one in so many of those on file */

const enum reg_kind reg_changed_kinds[REG_CHANGED_KINDS] = { REG_PARTIES, REG_TRANSFERS, REG_CERTIFICATIONS,
	REG_SAFEGUARDS, REG_ASSESSMENTS, REG_CONTRACTS, REG_CHECKS, REG_OVERRIDES };

enum cv_err reg_changed_note(struct reg_changed *c, enum reg_kind kind, int64_t n, struct cv_error *err)
{
	struct reg_changed_list *l = &c->of[kind];

	if (c->room == 0) {
		c->many = true;
		return CV_OK;
	}
	c->room--;
	if (l->len == l->cap) {
		size_t cap = l->cap ? 2 * l->cap : 16;
		int64_t *more = realloc(l->n, cap * sizeof(*more));

		if (more == NULL)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
		l->n = more;
		l->cap = cap;
	}
	l->n[l->len++] = n;
	return CV_OK;
}

static enum cv_err note_all(
	struct reg_changed *c, enum reg_kind kind, int stmt, int64_t after, struct cv_error *err)
{
	struct db_q *q = db_use(c->r->db, stmt + (int)kind, err);
	enum cv_err e = CV_OK;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, after);
	for (bool row = true; row && e == CV_OK && !c->many;) {
		TRY(db_step(q, &row, err));
		if (row)
			e = reg_changed_note(c, kind, db_int(q, 0), err);
	}
	db_done(q);
	return e;
}

static int by_size(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void reg_changed_settle(struct reg_changed *c, enum reg_kind kind)
{
	struct reg_changed_list *l = &c->of[kind];
	size_t n = 0;

	if (l->len > 1)
		qsort(l->n, l->len, sizeof(*l->n), by_size);
	for (size_t i = 0; i < l->len; i++)
		if (i == 0 || l->n[i] != l->n[n - 1])
			l->n[n++] = l->n[i];
	l->len = n;
}

bool reg_changed_has(const struct reg_changed *c, enum reg_kind kind, int64_t n)
{
	const struct reg_changed_list *l = &c->of[kind];

	return l->len > 0 && n >= l->n[0] && n <= l->n[l->len - 1] &&
		bsearch(&n, l->n, l->len, sizeof(*l->n), by_size) != NULL;
}

enum cv_err reg_changed_since(
	struct reg_changed *c, struct reg *r, const struct reg_view *old, struct cv_error *err)
{
	size_t on_file = (size_t)old->n_parties + old->n_legs + old->n_tools + old->desk->n_contracts +
		old->desk->n_checks + old->desk->n_overrides;

	c->r = r;
	c->room = FEW + on_file / PART;
	for (size_t i = 0; i < REG_CHANGED_KINDS; i++) {
		enum reg_kind kind = reg_changed_kinds[i];

		TRY(note_all(c, kind, DB_FACT_MADE_AFTER, old->seq, err));
		TRY(note_all(c, kind, DB_FACT_CLOSED_AFTER, old->seq, err));
		reg_changed_settle(c, kind);
	}
	return CV_OK;
}

enum cv_err reg_changed_now(struct reg_changed *c, enum reg_kind kind, int64_t n, struct reg_version *ret,
	bool *ret_there, struct cv_error *err)
{
	struct db_q *q = db_use(c->r->db, DB_FACT_NOW + (int)kind, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, n);
	TRY(db_step(q, ret_there, err));
	if (*ret_there)
		*ret = reg_version_of(q, kind);
	return CV_OK;
}

void reg_changed_done(struct reg_changed *c, enum reg_kind kind)
{
	struct cv_error err;
	struct db_q *q = db_use(c->r->db, DB_FACT_NOW + (int)kind, &err);

	if (q)
		db_done(q);
}

void reg_changed_finish(struct reg_changed *c)
{
	for (int k = 0; k < REG_KIND_COUNT; k++)
		free(c->of[k].n);
}

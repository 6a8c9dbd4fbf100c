/* What was ever recorded about one party, along the second clock. */
#include "registry/log/log.h"

#include "registry/core/array.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One step: a version that became known, or one that was taken back and nothing put in its place. */
struct step {
	int64_t change;
	enum reg_kind kind;
	int64_t n;
	const char *before, *after; /* in the arena; NULL: nothing on that side */
};

struct telling {
	struct reg *r;
	struct cv_arena arena;
	struct step *step;
	size_t n, cap;
	int64_t *number; /* of the records of one kind */
	size_t numbers, numbers_cap;
	struct cv_str side;
	size_t most; /* steps; 0: any number */
	struct cv_error *err;
};

static enum cv_err nomem(struct telling *t)
{
	return cv_fail(t->err, CV_E_NOMEM, "out of memory");
}

static enum cv_err add(struct telling *t, struct step s)
{
	if (t->most > 0 && t->n == t->most)
		return cv_fail(t->err, CV_E_TOO_BIG,
			"there are more than %zu steps on file about it: chapterv history tells them all", t->most);
	if (!cv_grow(&t->step, t->n, &t->cap, sizeof(*t->step)))
		return nomem(t);
	t->step[t->n++] = s;
	return CV_OK;
}

static enum cv_err add_number(void *ctx, struct db_q *q, struct cv_error *err)
{
	struct telling *t = ctx;

	CV_UNUSED(err); /* it is t->err */
	if (!cv_grow(&t->number, t->numbers, &t->numbers_cap, sizeof(*t->number)))
		return nomem(t);
	t->number[t->numbers++] = db_int(q, 0);
	return CV_OK;
}

static enum cv_err numbers(struct telling *t, enum reg_kind kind, const char *party)
{
	struct db_q *q = db_use(t->r->db, DB_FACT_ABOUT + (int)kind, t->err);

	t->numbers = 0;
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, party);
	return db_each(q, add_number, t, t->err);
}

/* The versions of one record, in order; where the next does not follow at once, the one before was taken back. */
static enum cv_err versions(struct telling *t, enum reg_kind kind, int64_t n)
{
	struct db_q *q = db_use(t->r->db, DB_FACT_HISTORY + (int)kind, t->err);
	const char *last = NULL;
	int64_t until = 0;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, n);
	for (;;) {
		struct reg_version v;
		const char *text;
		bool row;

		TRY(db_step(q, &row, t->err));
		if (last && until && (!row || db_int(q, DB_C_KNOWN_FROM) != until)) {
			TRY(add(t, (struct step){ until, kind, n, last, NULL }));
			last = NULL;
		}
		if (!row)
			return CV_OK;
		v = reg_version_of(q, kind);
		reg_side_version(&v, &t->side);
		text = t->side.failed ? NULL : cv_arena_text(&t->arena, t->side.data, t->side.len);
		if (text == NULL)
			return nomem(t);
		TRY(add(t, (struct step){ v.known_from, kind, n, last, text }));
		last = text;
		until = v.known_until;
	}
}

static int in_order(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	if (x->change != y->change)
		return x->change < y->change ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->n < y->n ? -1 : x->n > y->n;
}

static enum cv_err give(struct telling *t, const struct step *s, reg_entry_fn *fn, void *ctx)
{
	char subject[REG_SUBJECT_MAX];
	struct reg_entry e = {
		.number = -1, .change = s->change, .subject = subject, .before = s->before, .after = s->after
	};
	struct reg_head h = { 0 };
	enum cv_err rc = reg_head_load(t->r, s->change, &h, t->err);

	if (rc == CV_OK) {
		snprintf(subject, sizeof(subject), "%s/%lld", reg_kind_info(s->kind)->singular, (long long)s->n);
		e.at = h.head.at;
		e.who = h.head.who;
		e.via = h.head.via;
		e.note = h.head.note;
		e.reason = h.head.reason;
		rc = fn(ctx, &e, t->err);
	}
	reg_head_finish(&h);
	return rc;
}

static enum cv_err tell(struct telling *t, const char *party, reg_entry_fn *fn, void *ctx)
{
	for (int k = 0; k < REG_KIND_COUNT; k++) {
		TRY(numbers(t, (enum reg_kind)k, party));
		if (k == REG_PARTIES && t->numbers == 0)
			return cv_fail_at(t->err, CV_E_NOT_FOUND, "party", "there was never a party '%s'", party);
		for (size_t i = 0; i < t->numbers; i++)
			TRY(versions(t, (enum reg_kind)k, t->number[i]));
	}
	qsort(t->step, t->n, sizeof(*t->step), in_order);
	for (size_t i = 0; i < t->n; i++)
		TRY(give(t, &t->step[i], fn, ctx));
	return CV_OK;
}

enum cv_err reg_history(
	struct reg *r, const char *party, size_t most, reg_entry_fn *fn, void *ctx, struct cv_error *err)
{
	struct telling t = { .r = r, .most = most, .err = err };
	bool own = !db_in_transaction(r->db);
	enum cv_err e = own ? db_begin_read(r->db, err) : CV_OK;

	if (e == CV_OK)
		e = tell(&t, party, fn, ctx);
	if (own)
		db_rollback(r->db);
	cv_arena_finish(&t.arena);
	free(t.step);
	free(t.number);
	cv_str_finish(&t.side);
	return e;
}

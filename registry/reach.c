/*
 * How far the open change reaches: every leg whose answer it may turn, before and after.
 *
 * An answer rests on the two parties, on what is on file about the importer, and on the way the data take to the exporter. So the
 * importers that the change spoke of are touched, and every importer further down from them. They are looked at in batches, each with
 * what is near it (the parties up the way, and who signed), so that memory does not grow with the register.
 */
#include "registry/reg.h"

#include <stdio.h>
#include <string.h>

enum { STEPS_MAX = 16 };

struct reaching {
	struct reg *r;
	cv_day on;
	bool added_too;
	reg_turn_fn *fn;
	void *ctx;
};

static enum cv_err run(struct reg *r, int stmt, int64_t seq, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, stmt, err);

	if (q == NULL)
		return CV_E_STORE;
	if (seq >= 0)
		db_bind_int(q, 1, seq);
	return db_run(q, err);
}

/* Repeat a statement that adds to a set until the set no longer grows. */
static enum cv_err close_over(struct reg *r, int stmt, int64_t seq, int count, struct cv_error *err)
{
	int64_t before = -1, now;

	TRY(reg_number(r, count, &now, err));
	for (int i = 0; i < STEPS_MAX && now > 0 && now != before; i++) {
		before = now;
		TRY(run(r, stmt, seq, err));
		TRY(reg_number(r, count, &now, err));
	}
	return CV_OK;
}

static enum cv_err touch(struct reg *r, struct cv_error *err)
{
	static const int by[] = { DB_TOUCHED_PARTIES, DB_TOUCHED_TRANSFERS, DB_TOUCHED_SAFEGUARDS,
		DB_TOUCHED_CERTIFICATIONS, DB_TOUCHED_ASSESSMENTS, DB_TOUCHED_BY_ALL };

	TRY(run(r, DB_TOUCHED_CREATE, -1, err));
	TRY(run(r, DB_NEAR_CREATE, -1, err));
	TRY(run(r, DB_TOUCHED_CLEAR, -1, err));
	for (size_t i = 0; i < CV_LEN(by); i++)
		TRY(run(r, by[i], r->seq, err));
	return close_over(r, DB_TOUCHED_DOWN, r->seq, DB_TOUCHED_COUNT, err);
}

/* ---- who is near ---- */

/* From those that are near up the way the data take to them, and to who signed and assessed. */
enum cv_err reg_near_more(struct reg *r, struct cv_error *err)
{
	TRY(close_over(r, DB_NEAR_UP, -1, DB_NEAR_COUNT, err));
	TRY(run(r, DB_NEAR_SIGNERS, -1, err));
	return run(r, DB_NEAR_ASSESSORS, -1, err);
}

enum cv_err reg_near_only(struct reg *r, const char *party, struct cv_error *err)
{
	struct db_q *q;

	TRY(run(r, DB_NEAR_CREATE, -1, err));
	TRY(run(r, DB_NEAR_CLEAR, -1, err));
	q = db_use(r->db, DB_NEAR_PARTY, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, party);
	return db_run(q, err);
}

/* ---- one batch ---- */

enum cv_err reg_view_behind(struct reg *r, const char *party, struct reg_view **ret, struct cv_error *err)
{
	TRY(reg_near_only(r, party, err));
	TRY(close_over(r, DB_NEAR_DOWN, -1, DB_NEAR_COUNT, err));
	TRY(reg_near_more(r, err));
	return reg_view_near(r, r->seq, ret, err);
}

static enum cv_err near(struct reg *r, const char *after, const char *upto, struct cv_error *err)
{
	struct db_q *q;

	TRY(run(r, DB_NEAR_CLEAR, -1, err));
	q = db_use(r->db, DB_NEAR_ADD, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, after);
	db_bind_text(q, 2, upto);
	TRY(db_run(q, err));
	return reg_near_more(r, err);
}

static bool in_batch(const struct reg_view *v, const struct reg_leg_v *l, const char *after, const char *upto)
{
	const char *id = v->party[l->importer].id;

	return strcmp(id, after) > 0 && strcmp(id, upto) <= 0;
}

static uint32_t next_leg(const struct reg_view *v, uint32_t i, const char *after, const char *upto)
{
	while (i < v->n_legs && !in_batch(v, &v->leg[i], after, upto))
		i++;
	return i;
}

static enum cv_err turn(struct reaching *g, const struct reg_view *before, uint32_t b, const struct reg_view *after,
	uint32_t a, struct cv_error *err)
{
	struct reg_turn t = { .before = before, .after = after, .leg_before = b, .leg_after = a };

	if (b == REG_NOBODY && !g->added_too)
		return CV_OK;
	if (b != REG_NOBODY)
		TRY(reg_stand(before, b, g->on, &t.was, err));
	if (a != REG_NOBODY)
		TRY(reg_stand(after, a, g->on, &t.is, err));
	return g->fn(g->ctx, &t, err);
}

/* Legs stand in the order of their numbers in both views. */
static enum cv_err both(struct reaching *g, const struct reg_view *before, const struct reg_view *after,
	const char *first, const char *last, struct cv_error *err)
{
	uint32_t b = next_leg(before, 0, first, last), a = next_leg(after, 0, first, last);

	while (b < before->n_legs || a < after->n_legs) {
		int64_t nb = b < before->n_legs ? before->leg[b].n : INT64_MAX,
			na = a < after->n_legs ? after->leg[a].n : INT64_MAX;

		TRY(turn(g, before, nb <= na ? b : REG_NOBODY, after, na <= nb ? a : REG_NOBODY, err));
		if (nb <= na)
			b = next_leg(before, b + 1, first, last);
		if (na <= nb)
			a = next_leg(after, a + 1, first, last);
	}
	return CV_OK;
}

static enum cv_err batch(struct reaching *g, const char *first, const char *last, struct cv_error *err)
{
	struct reg_view *before = NULL, *after = NULL;
	enum cv_err e;

	TRY(near(g->r, first, last, err));
	e = reg_view_near(g->r, g->r->seq - 1, &before, err);
	if (e == CV_OK)
		e = reg_view_near(g->r, g->r->seq, &after, err);
	if (e == CV_OK)
		e = both(g, before, after, first, last, err);
	reg_view_destroy(before);
	reg_view_destroy(after);
	return e;
}

static enum cv_err next_batch(struct reg *r, const char *after, char upto[80], struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_TOUCHED_NEXT, err);
	bool row;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, after);
	TRY(db_step(q, &row, err));
	snprintf(upto, 80, "%s", row ? db_text(q, 0) : "");
	db_done(q);
	return CV_OK;
}

static enum cv_err legs_before(struct reg *r, bool *ret, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_LEGS_BEFORE, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, r->seq);
	TRY(db_step(q, ret, err));
	db_done(q);
	return CV_OK;
}

enum cv_err reg_turns(struct reg *r, cv_day on, bool added_too, reg_turn_fn *fn, void *ctx, struct cv_error *err)
{
	struct reaching g = { r, on, added_too, fn, ctx };
	char first[80] = "", last[80];
	bool any = added_too;

	if (!r->noted)
		return CV_OK;
	if (!any)
		TRY(legs_before(r, &any, err));
	if (!any)
		return CV_OK;
	TRY(touch(r, err));
	for (;;) {
		TRY(next_batch(r, first, last, err));
		if (*last == '\0')
			return CV_OK;
		TRY(batch(&g, first, last, err));
		memcpy(first, last, sizeof(first));
	}
}

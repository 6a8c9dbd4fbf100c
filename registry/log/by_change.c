/*
 * The versions of all kinds by the change that made or closed them. Every table is read once, however many changes
 * there are: what a change made, what it superseded and what it only closed come in from three statements a kind, side
 * by side in one order.
 */
#include "registry/log/by_change.h"

static enum cv_err next(struct reg_stream *s, enum reg_kind kind, int column, struct cv_error *err)
{
	TRY(db_step(s->q, &s->row, err));
	if (!s->row)
		return CV_OK;
	s->v = reg_version_of(s->q, kind);
	s->seq = db_int(s->q, column);
	return CV_OK;
}

static enum cv_err next_made(struct reg_by_change *b, int k, struct cv_error *err)
{
	return next(&b->made[k], (enum reg_kind)k, DB_C_KNOWN_FROM, err);
}

static enum cv_err next_closed(struct reg_by_change *b, int k, struct cv_error *err)
{
	return next(&b->closed[k], (enum reg_kind)k, DB_C_KNOWN_UNTIL, err);
}

static enum cv_err next_gone(struct reg_by_change *b, int k, struct cv_error *err)
{
	return next(&b->gone[k], (enum reg_kind)k, DB_C_KNOWN_UNTIL, err);
}

/* Not all of it is zeroed: there is much, and a change of one record needs little. */
void reg_by_change_none(struct reg_by_change *ret)
{
	for (int k = 0; k < REG_KIND_COUNT; k++) {
		struct reg_stream *const all[] = { &ret->made[k], &ret->closed[k], &ret->gone[k] };

		for (size_t i = 0; i < CV_LEN(all); i++) {
			all[i]->q = NULL;
			all[i]->row = false;
		}
	}
}

bool reg_is_open(const struct reg *r, int64_t from, int64_t until)
{
	return r->seq > 0 && from == r->seq && until == r->seq;
}

static enum cv_err begin(struct reg_by_change *b, struct reg_stream *s, int stmt, struct cv_error *err)
{
	s->q = db_use(b->r->db, stmt, err);
	if (s->q == NULL)
		return CV_E_STORE;
	db_bind_int(s->q, 1, b->from);
	db_bind_int(s->q, 2, b->until);
	return CV_OK;
}

enum cv_err reg_by_change_begin(
	struct reg *r, int64_t from, int64_t until, struct reg_by_change *ret, struct cv_error *err)
{
	bool open = reg_is_open(r, from, until);

	reg_by_change_none(ret);
	ret->r = r;
	ret->from = from;
	ret->until = until;
	for (int k = 0; k < REG_KIND_COUNT; k++) {
		if (!open || db_used(r->db, DB_FACT_ADD + k)) {
			TRY(begin(ret, &ret->made[k], DB_FACT_MADE_FROM + k, err));
			TRY(next_made(ret, k, err));
		}
		if (open && !db_used(r->db, DB_FACT_CLOSE + k))
			continue;
		TRY(begin(ret, &ret->closed[k], DB_FACT_CLOSED_FROM + k, err));
		TRY(next_closed(ret, k, err));
		if (!ret->closed[k].row)
			continue;
		TRY(begin(ret, &ret->gone[k], DB_FACT_GONE_FROM + k, err));
		TRY(next_gone(ret, k, err));
	}
	return CV_OK;
}

void reg_by_change_end(struct reg_by_change *b)
{
	for (int k = 0; k < REG_KIND_COUNT; k++) {
		struct reg_stream *const all[] = { &b->made[k], &b->closed[k], &b->gone[k] };

		for (size_t i = 0; i < CV_LEN(all); i++)
			if (all[i]->q)
				db_done(all[i]->q);
	}
}

/* The version of n that the change superseded, if there is one. */
static enum cv_err superseded(
	struct reg_by_change *b, int k, int64_t seq, int64_t n, const struct reg_version **ret, struct cv_error *err)
{
	struct reg_stream *closed = &b->closed[k];

	while (closed->row && (closed->seq < seq || (closed->seq == seq && closed->v.n < n)))
		TRY(next_closed(b, k, err));
	*ret = closed->row && closed->seq == seq && closed->v.n == n ? &closed->v : NULL;
	return CV_OK;
}

static enum cv_err of_kind(
	struct reg_by_change *b, int k, int64_t seq, reg_change_fn *fn, void *ctx, struct cv_error *err)
{
	struct reg_stream *made = &b->made[k], *gone = &b->gone[k];

	while (made->row && made->seq <= seq) {
		const struct reg_version *before;

		TRY(superseded(b, k, made->seq, made->v.n, &before, err));
		TRY(fn(ctx, &made->v, before, err));
		TRY(next_made(b, k, err));
	}
	while (gone->row && gone->seq <= seq) {
		TRY(fn(ctx, NULL, &gone->v, err));
		TRY(next_gone(b, k, err));
	}
	return CV_OK;
}

enum cv_err reg_by_change_next(
	struct reg_by_change *b, int64_t seq, reg_change_fn *fn, void *ctx, struct cv_error *err)
{
	for (int k = 0; k < REG_KIND_COUNT; k++)
		TRY(of_kind(b, k, seq, fn, ctx, err));
	return CV_OK;
}

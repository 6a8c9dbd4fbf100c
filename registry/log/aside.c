#include "registry/log/aside.h"

#include "registry/names/name_sum.h"

#include <stdlib.h>

/* ---- the names ---- */

/*
 * The names of all parties on file, and those that are kept, are each added up, which takes no order, and compared.
 * Only where the sums differ is it looked for whose they are.
 */
static enum cv_err names_differ(struct reg_aside *a, bool *ret, struct cv_error *err)
{
	struct reg_names_sum made, kept;
	struct reg_names_key key;

	reg_names_key(&key);
	TRY(reg_names_made(a->r, &key, &a->stop, &made, err));
	TRY(reg_names_kept(a->r, &key, &a->stop, &kept, err));
	*ret = made.rows != kept.rows || made.sum != kept.sum;
	return CV_OK;
}

struct naming {
	struct reg_aside *a;
	int64_t rows;
};

static enum cv_err names_of(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct naming *n = ctx;
	bool good;

	if (atomic_load_explicit(&n->a->stop, memory_order_relaxed))
		return cv_fail(err, CV_E_STOPPED, "stopped");
	if (n->a->wrong.len > 0)
		return CV_OK;
	TRY(reg_names_fit(n->a->r, v->n, v->record.cell[1], v->record.cell[2], &n->rows, &good, err));
	if (!good)
		cv_str_printf(&n->a->wrong,
			"the names that party/%lld (%s) is looked up by are not those of its record", (long long)v->n,
			v->record.cell[0]);
	return CV_OK;
}

enum cv_err reg_aside_names(struct reg_aside *a, struct cv_error *err)
{
	struct naming n = { a, 0 };
	int64_t changes, kept;
	bool differ;

	TRY(names_differ(a, &differ, err));
	if (!differ)
		return CV_OK;
	TRY(reg_seq(a->r, &changes, err));
	TRY(reg_walk(a->r, REG_PARTIES, changes, names_of, &n, err));
	TRY(reg_number(a->r, DB_NAMES_COUNT, &kept, err));
	if (a->wrong.len == 0)
		cv_str_printf(&a->wrong, "%lld names are kept of parties that are not on file",
			(long long)(kept - n.rows));
	return CV_OK;
}

/* ---- the file ---- */

enum cv_err reg_aside_file(struct reg_aside *a, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str said = { 0 };

	TRY(db_check(a->r->db, &said, err));
	if (said.len > 0)
		cv_str_printf(&a->wrong, "the file is damaged: %s", said.data);
	return CV_OK;
}

/* ---- beside ---- */

static void *work(void *arg)
{
	struct reg_aside *a = arg;

	a->e = db_begin_read(a->r->db, &a->err);
	if (a->e == CV_OK)
		a->e = a->look(a, &a->err);
	db_rollback(a->r->db);
	return NULL;
}

struct reg_aside *reg_aside_begin(struct reg *r, reg_aside_fn *look)
{
	struct reg_aside *a = calloc(1, sizeof(*a));
	struct cv_error err = { 0 };

	if (a == NULL)
		return NULL;
	a->look = look;
	a->own = reg_open(db_path(r->db), REG_READ, r->pack, &a->r, &err) == CV_OK;
	if (a->own)
		a->started = pthread_create(&a->thread, NULL, work, a) == 0;
	else
		a->r = r;
	return a;
}

/* Without a thread it is looked at now. */
void reg_aside_end(struct reg_aside *a, bool wanted)
{
	if (a == NULL)
		return;
	atomic_store(&a->stop, !wanted);
	if (a->started && !wanted)
		db_interrupt(a->r->db);
	if (a->started)
		pthread_join(a->thread, NULL);
	else if (wanted && a->own)
		work(a);
	else if (wanted)
		a->e = a->look(a, &a->err);
}

void reg_aside_free(struct reg_aside *a)
{
	if (a == NULL)
		return;
	if (a->own)
		reg_close(a->r);
	cv_str_finish(&a->wrong);
	free(a);
}

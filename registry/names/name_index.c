/*
 * The names of parties as they are looked up by. A change that brings many parties brings their names in no order at all, so they wait
 * in memory, some at a time, and go into the table sorted. What waits under a name is written before that name is looked up.
 */
#include "registry/reg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WAITING_MAX = 128 * 1024, TEXT_MAX = 8 * 1024 * 1024 }; /* names, and bytes of them */
enum { WAITING_FILTER = 512 * 1024, MET_FILTER = 8 * 1024 * 1024 };
enum { A_NAME = 'n', A_NUMBER = '#' }; /* what goes into the filters, beside keys under their kind */

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* ---- what is surely not on file ---- */

enum cv_err reg_met_begin(struct reg *r, struct cv_error *err)
{
	bool any = false;

	if (r->met.word)
		return CV_OK;
	for (int k = 0; k < REG_KIND_COUNT; k++) {
		int64_t last;

		TRY(reg_number(r, DB_FACT_LAST + k, &last, err));
		r->met_all[k] = last == 0;
		any |= last == 0;
	}
	return any && !reg_filter_begin(&r->met, MET_FILTER) ? nomem(err) : CV_OK;
}

void reg_meet_key(struct reg *r, enum reg_kind kind, const char *key)
{
	if (r->met_all[kind])
		reg_filter_add(&r->met, (int)kind, key);
}

bool reg_met_key(const struct reg *r, enum reg_kind kind, const char *key)
{
	return !r->met_all[kind] || reg_filter_may(&r->met, (int)kind, key);
}

/* ---- what waits ---- */

static void number_text(int64_t n, char ret[24])
{
	snprintf(ret, 24, "%lld", (long long)n);
}

static void mark(
	struct reg_filter *f, const struct reg_waiting_name *name, void (*how)(struct reg_filter *, int, const char *))
{
	char number[24];

	how(f, A_NAME, name->folded);
	if (name->main != REG_NAME_MAIN)
		return;
	number_text(name->n, number);
	how(f, A_NUMBER, number);
}

/* The names of the party before the newest one are known from now on. */
static void settle(struct reg_waiting *w, struct reg *r)
{
	for (; w->n_settled < w->n; w->n_settled++) {
		const struct reg_waiting_name *name = &w->name[w->n_settled];

		mark(&w->filter, name, reg_filter_add);
		if (r->met_all[REG_PARTIES])
			reg_filter_add(&r->met, A_NAME, name->folded);
	}
}

static int in_order(const void *a, const void *b)
{
	const struct reg_waiting_name *x = a, *y = b;
	int c = strcmp(x->folded, y->folded);

	if (c == 0)
		c = (x->n > y->n) - (x->n < y->n);
	return c ? c : (x->main > y->main) - (x->main < y->main);
}

static enum cv_err write_one(struct reg *r, const struct reg_waiting_name *name, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_NAME_ADD, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_text(q, 1, name->folded);
	db_bind_int(q, 2, name->n);
	db_bind_int(q, 3, name->main);
	return db_run(q, err);
}

enum cv_err reg_names_write(struct reg *r, struct cv_error *err)
{
	struct reg_waiting *w = &r->waiting;

	if (w->n == 0)
		return CV_OK;
	settle(w, r);
	if (w->n > 1)
		qsort(w->name, w->n, sizeof(*w->name), in_order);
	for (size_t i = 0; i < w->n; i++)
		if (i == 0 || in_order(&w->name[i], &w->name[i - 1]) != 0)
			TRY(write_one(r, &w->name[i], err));
	for (size_t i = 0; i < w->n; i++)
		mark(&w->filter, &w->name[i], reg_filter_take_out);
	w->n = w->n_settled = 0;
	cv_arena_finish(&w->text);
	return CV_OK;
}

/* The filter stays for the next change, empty: it is larger than all that most changes need. */
void reg_names_forget(struct reg *r)
{
	struct reg_waiting *w = &r->waiting;

	for (size_t i = 0; i < w->n_settled; i++)
		mark(&w->filter, &w->name[i], reg_filter_take_out);
	free(w->name);
	cv_arena_finish(&w->text);
	*w = (struct reg_waiting){ .filter = w->filter };
	reg_filter_finish(&r->met);
	memset(r->met_all, 0, sizeof(r->met_all));
}

enum cv_err reg_names_about(struct reg *r, const char *folded, bool newest_too, bool *ret_none, struct cv_error *err)
{
	struct reg_waiting *w = &r->waiting;

	*ret_none = false;
	if (newest_too)
		settle(w, r);
	if (r->met_all[REG_PARTIES] && !reg_filter_may(&r->met, A_NAME, folded)) {
		*ret_none = true;
		return CV_OK;
	}
	return w->n > 0 && reg_filter_may(&w->filter, A_NAME, folded) ? reg_names_write(r, err) : CV_OK;
}

static enum cv_err wait(
	struct reg *r, int64_t n, const struct cv_str *folded, enum reg_name_is main, struct cv_error *err)
{
	struct reg_waiting *w = &r->waiting;
	const char *text;

	if (folded->failed)
		return nomem(err);
	if (folded->len == 0)
		return CV_OK;
	if (w->n == w->cap) {
		size_t cap = w->cap ? 2 * w->cap : 64;
		struct reg_waiting_name *more = realloc(w->name, cap * sizeof(*more));

		if (more == NULL)
			return nomem(err);
		w->name = more;
		w->cap = cap;
	}
	text = cv_arena_text(&w->text, folded->data, folded->len);
	if (text == NULL)
		return nomem(err);
	w->name[w->n++] = (struct reg_waiting_name){ text, n, main };
	return CV_OK;
}

/* ---- the names of a party ---- */

static enum cv_err clear(struct reg *r, int64_t n, struct cv_error *err)
{
	char number[24];
	struct db_q *q;

	number_text(n, number);
	if (r->waiting.n > 0 && reg_filter_may(&r->waiting.filter, A_NUMBER, number))
		TRY(reg_names_write(r, err));
	q = db_use(r->db, DB_NAME_CLEAR, err);
	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, n);
	return db_run(q, err);
}

static enum cv_err add_name(
	struct reg *r, int64_t n, const char *name, size_t len, enum reg_name_is main, struct cv_error *err)
{
	cv_str_clear(&r->scratch);
	cv_fold(name, len, &r->scratch);
	return wait(r, n, &r->scratch, main, err);
}

/* The stem is kept where it differs from the folded name, which else stands for it. */
static enum cv_err add_stem(struct reg *r, int64_t n, const char *name, struct cv_error *err)
{
	cv_str_clear(&r->stem);
	reg_stem(name, strlen(name), &r->stem);
	return cv_streq(cv_str_text(&r->stem), cv_str_text(&r->scratch)) ? CV_OK
									 : wait(r, n, &r->stem, REG_NAME_STEM, err);
}

enum cv_err reg_index_names(
	struct reg *r, int64_t n, bool fresh, const char *name, const char *aliases, struct cv_error *err)
{
	struct reg_waiting *w = &r->waiting;
	size_t len;

	settle(w, r);
	if (w->filter.word == NULL && !reg_filter_begin(&w->filter, WAITING_FILTER))
		return nomem(err);
	if (!fresh)
		TRY(clear(r, n, err));
	if (w->n >= WAITING_MAX || w->text.total >= TEXT_MAX)
		TRY(reg_names_write(r, err));
	TRY(add_name(r, n, name, strlen(name), REG_NAME_MAIN, err));
	TRY(add_stem(r, n, name, err));
	for (const char *p = aliases, *a; (a = cv_next(&p, ';', &len));)
		TRY(add_name(r, n, a, len, REG_NAME_ALIAS, err));
	return CV_OK;
}

/* ---- verifying ---- */

/* The same name twice is written once. */
static size_t next_other(const struct reg_waiting *w, size_t i)
{
	do
		i++;
	while (i < w->n && in_order(&w->name[i], &w->name[i - 1]) == 0);
	return i;
}

static enum cv_err same_names(struct reg *r, int64_t n, int64_t *rows, bool *ret, struct cv_error *err)
{
	struct reg_waiting *w = &r->waiting;
	struct db_q *q = db_use(r->db, DB_NAMES_OF, err);
	bool row = true;

	*ret = true;
	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, n);
	for (size_t i = 0; row; i = next_other(w, i)) {
		TRY(db_step(q, &row, err));
		*rows += row;
		if (row != (i < w->n) ||
			(row &&
				(!cv_streq(db_text(q, 0), w->name[i].folded) ||
					db_int(q, 1) != (int64_t)w->name[i].main)))
			*ret = false;
	}
	return CV_OK;
}

enum cv_err reg_names_fit(
	struct reg *r, int64_t n, const char *name, const char *aliases, int64_t *rows, bool *ret, struct cv_error *err)
{
	struct reg_waiting *w = &r->waiting;
	enum cv_err e = add_name(r, n, name, strlen(name), REG_NAME_MAIN, err);
	size_t len;

	if (e == CV_OK)
		e = add_stem(r, n, name, err);
	for (const char *p = aliases, *a; e == CV_OK && (a = cv_next(&p, ';', &len));)
		e = add_name(r, n, a, len, REG_NAME_ALIAS, err);
	if (w->n > 1)
		qsort(w->name, w->n, sizeof(*w->name), in_order);
	if (e == CV_OK)
		e = same_names(r, n, rows, ret, err);
	w->n = 0;
	cv_arena_finish(&w->text);
	return e;
}

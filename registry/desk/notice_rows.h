/* Inside of the desk for notices: rows in memory, customers and what was agreed with them. Private to the room. */
#ifndef REGISTRY_NOTICE_ROWS_H
#define REGISTRY_NOTICE_ROWS_H

#include "registry/desk/notice.h"
#include "registry/reg.h"

struct reg_rows {
	struct cv_arena *arena;
	struct reg_row *row;
	size_t n, cap;
};
/* A reg_version_fn: one more. */
CV_MUST enum cv_err reg_rows_add(void *rows, const struct reg_version *v, struct cv_error *err);
/* All that a statement of the shape of a kind gives for a text ($1; NULL: it takes none). */
CV_MUST enum cv_err reg_rows_by(
	struct reg *r, int stmt, enum reg_kind kind, const char *text, struct reg_rows *rows, struct cv_error *err);
/* The current one of that id; found by ret->n. */
CV_MUST enum cv_err reg_row_get(struct reg *r, enum reg_kind kind, const char *id, struct cv_arena *a,
	struct reg_row *ret, struct cv_error *err);

static inline cv_day reg_day_of(const char *cell)
{
	cv_day d = CV_DAY_NONE;

	return cv_day_parse(cell, strlen(cell), &d) ? d : CV_DAY_NONE;
}

/* The day of the open change. */
cv_day reg_desk_today(const struct reg *r);
/*
 * A day on which something happened is not one to come. said: what whoever told it calls it. Fails: E_VALUE, naming
 * the column.
 */
CV_MUST enum cv_err reg_desk_happened(
	const struct reg *r, const char *column, const char *said, cv_day d, struct cv_error *err);
/* A row of cells as a person writes them (NULL: what is on file stays): made canonical, then put. */
CV_MUST enum cv_err reg_desk_put(
	struct reg *r, enum reg_kind kind, const char *const *cell, const char **ret_id, struct cv_error *err);
/* A text of the arena; NULL when out of memory, said. */
CV_MUST enum cv_err reg_desk_keep(struct cv_arena *a, const char *text, const char **ret, struct cv_error *err);
/* The name of a party, "" for no id. */
CV_MUST enum cv_err reg_desk_name(
	struct reg *r, const char *id, struct cv_arena *a, const char **ret, struct cv_error *err);
/* Number of the year, "2026-0003", that no notice has or had. */
CV_MUST enum cv_err reg_notice_number(struct reg *r, cv_day today, char ret[24], struct cv_error *err);
/* A word of a list cell? */
bool reg_desk_has(const char *list, const char *word);

/* ---- customers ---- */

struct reg_customer {
	const char *id, *name, *contact; /* contact of the party */
	struct reg_notice_term *term;	 /* of every contract with it, whether in force or not */
	struct cv_span *in_force;	 /* when each of them is */
	size_t n;
	bool on_its_own; /* a customer though no contract was ever on file */
};

struct reg_own { /* one of ours */
	const char *id, *name, *contact;
};

struct reg_customers {
	struct cv_arena arena;
	struct reg_customer *customer; /* by id */
	size_t n;
	struct reg_own *own; /* ourselves, in the order of record */
	size_t n_own;
	char *sender; /* the setting desk/sender */
	int64_t objection_days, notice_days;
};

/*
 * Everybody with a contract as our customer, and every party of the kind customer: of all days, so that they are read
 * once for many notices. Owns: reg_customers_finish(ret), in any case; ret must be {0}.
 */
CV_MUST enum cv_err reg_customers_load(struct reg *r, struct reg_customers *ret, struct cv_error *err);
void reg_customers_finish(struct reg_customers *c);
const struct reg_customer *reg_customer_find(const struct reg_customers *c, const char *id);
/* Is it one on that day? One whose contracts are all over is not told. */
bool reg_customer_on(const struct reg_customer *c, cv_day on);
/* What one is told by an announcement on that day; texts in the arena. */
CV_MUST enum cv_err reg_customer_told(const struct reg_customers *all, const struct reg_customer *c, cv_day announced,
	struct cv_arena *a, struct reg_told *ret, struct cv_error *err);

/* reg_notice_load() of a row; customers NULL: not read yet. */
CV_MUST enum cv_err reg_notice_fill(struct reg *r, const struct reg_row *row, const struct reg_customers *customers,
	cv_day on, struct reg_notice *ret, struct cv_error *err);
/* Is it open on that day: not settled, or only after it? */
bool reg_objection_open(const struct reg_row *o, cv_day on);
/* What is in the way and what is to be done next, once all the rest is there. */
CV_MUST enum cv_err reg_notice_weigh(struct reg_notice *n, cv_day on, struct cv_error *err);
/* Is it in that state, as a deed must find it? Fails: E_MOVE. */
CV_MUST enum cv_err reg_notice_is(
	const struct reg_notice *n, const char *state, const char *deed, struct cv_error *err);
/* Load one that a deed is about, and must find in that state. */
CV_MUST enum cv_err reg_notice_in_state(struct reg *r, const char *id, const char *state, const char *deed,
	struct reg_notice *ret, struct cv_error *err);

#endif

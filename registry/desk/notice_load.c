/* A notice with all that belongs to it, as of a day. */
#include "registry/desk/notice_rows.h"

#include <stdlib.h>

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

static bool has_state(const struct reg_notice *n, const char *state)
{
	return cv_streq(n->row.cell[REG_N_STATE], state);
}

/* ---- whom it goes to ------------------------------------------------------------------------------------------- */

static enum cv_err would_be_told(const struct reg_customers *c, cv_day on, struct reg_notice *n, struct cv_error *err)
{
	n->told = cv_arena_alloc(&n->arena, (c->n ? c->n : 1) * sizeof(*n->told));
	if (n->told == NULL)
		return nomem(err);
	for (size_t i = 0; i < c->n; i++)
		if (reg_customer_on(&c->customer[i], on))
			TRY(reg_customer_told(c, &c->customer[i], on, &n->arena, &n->told[n->n_told++], err));
	return CV_OK;
}

/* What was told stays as it was; what the contract says beside the days is looked up. */
static enum cv_err was_told(struct reg *r, const struct reg_customers *c, const struct reg_row *d, struct reg_notice *n,
	struct cv_error *err)
{
	const struct reg_customer *who = reg_customer_find(c, d->cell[REG_D_CUSTOMER]);
	struct reg_told *t = &n->told[n->n_told++];
	long long days = strtoll(d->cell[REG_D_DAYS], NULL, 10);

	if (who && !reg_customer_on(who, n->announced))
		who = NULL;
	if (who)
		TRY(reg_customer_told(c, who, n->announced, &n->arena, t, err));
	else
		TRY(reg_desk_name(r, d->cell[REG_D_CUSTOMER], &n->arena, &t->name, err));
	t->n = d->n;
	t->customer = d->cell[REG_D_CUSTOMER];
	t->contract = d->cell[REG_D_CONTRACT];
	t->address = d->cell[REG_D_ADDRESS];
	t->language = *d->cell[REG_D_LANGUAGE] ? d->cell[REG_D_LANGUAGE] : "en";
	t->own = t->own ? t->own : "";
	t->days = days > REG_DAYS_MAX ? REG_DAYS_MAX : days;
	t->deadline = reg_day_of(d->cell[REG_D_DEADLINE]);
	t->state = d->cell[REG_D_STATE];
	t->sent = d->cell[REG_D_SENT];
	t->problem = d->cell[REG_D_PROBLEM];
	if (!cv_day_known(t->deadline))
		t->deadline = n->deadline;
	if (!who || t->first.n <= t->deadline.n)
		t->first = (cv_day){ t->deadline.n + 1 };
	return CV_OK;
}

static enum cv_err all_told(struct reg *r, const struct reg_customers *c, struct reg_notice *n, struct cv_error *err)
{
	struct reg_rows rows = { .arena = &n->arena };

	TRY(reg_rows_by(r, DB_DELIVERIES_OF, REG_DELIVERIES, n->row.cell[REG_N_ID], &rows, err));
	if (rows.n == 0 && has_state(n, "announced")) /* by a file, elsewhere: to whoever was a customer on that day */
		return would_be_told(c, n->announced, n, err);
	n->told = cv_arena_alloc(&n->arena, (rows.n ? rows.n : 1) * sizeof(*n->told));
	if (n->told == NULL)
		return nomem(err);
	for (size_t i = 0; i < rows.n; i++)
		TRY(was_told(r, c, &rows.row[i], n, err));
	return CV_OK;
}

/* ---- objections and overrides ---------------------------------------------------------------------------------- */

static bool is_settled(const struct reg_row *o)
{
	return *o->cell[REG_O_OUTCOME] && !cv_streq(o->cell[REG_O_OUTCOME], "open");
}

bool reg_objection_open(const struct reg_row *o, cv_day on)
{
	cv_day received = reg_day_of(o->cell[REG_O_RECEIVED]), closed = reg_day_of(o->cell[REG_O_CLOSED]);

	return !is_settled(o) || (received.n <= on.n && cv_day_known(closed) && on.n < closed.n);
}

static bool counts(const struct reg_row *o, cv_day on)
{
	cv_day granted = reg_day_of(o->cell[REG_V_GRANTED]), expires = reg_day_of(o->cell[REG_V_EXPIRES]),
	       revoked = reg_day_of(o->cell[REG_V_REVOKED]);

	return cv_streq(o->cell[REG_V_GATE], "objection-deadline") && granted.n <= on.n &&
		(!cv_day_known(expires) || on.n < expires.n) && (!cv_day_known(revoked) || on.n < revoked.n);
}

static enum cv_err beside(struct reg *r, cv_day on, struct reg_notice *n, struct cv_error *err)
{
	struct reg_rows objections = { .arena = &n->arena }, overrides = { .arena = &n->arena };

	TRY(reg_rows_by(r, DB_OBJECTIONS_OF, REG_OBJECTIONS, n->row.cell[REG_N_ID], &objections, err));
	TRY(reg_rows_by(r, DB_OVERRIDES_OF, REG_OVERRIDES, n->row.cell[REG_N_ID], &overrides, err));
	n->objection = objections.row;
	n->n_objections = objections.n;
	n->override = overrides.row;
	n->n_overrides = overrides.n;
	for (size_t i = 0; i < n->n_objections; i++)
		n->n_open += reg_objection_open(&n->objection[i], on);
	for (size_t i = 0; i < n->n_overrides && n->overridden == NULL; i++)
		if (counts(&n->override[i], on))
			n->overridden = &n->override[i];
	return CV_OK;
}

/* What a customer said by that day. */
static void answers(struct reg_notice *n, cv_day on)
{
	for (size_t i = 0; i < n->n_told; i++)
		for (size_t k = 0; k < n->n_objections; k++) {
			const struct reg_row *o = &n->objection[k];

			n->told[i].agreed |= cv_streq(o->cell[REG_O_CUSTOMER], n->told[i].customer) && is_settled(o) &&
				reg_day_of(o->cell[REG_O_CLOSED]).n <= on.n;
		}
}

/* ---- the notice ------------------------------------------------------------------------------------------------- */

static enum cv_err names(struct reg *r, struct reg_notice *n, struct cv_error *err)
{
	TRY(reg_desk_name(r, n->row.cell[REG_N_SUBJECT], &n->arena, &n->subject, err));
	if (*n->subject == '\0')
		n->subject = n->row.cell[REG_N_SUBJECT_NAME];
	TRY(reg_desk_name(r, n->row.cell[REG_N_VENDOR], &n->arena, &n->vendor, err));
	return reg_desk_name(r, n->row.cell[REG_N_REPLACES], &n->arena, &n->replaces, err);
}

enum cv_err reg_notice_fill(struct reg *r, const struct reg_row *row, const struct reg_customers *customers, cv_day on,
	struct reg_notice *ret, struct cv_error *err)
{
	struct reg_customers own = { 0 };
	bool over = cv_streq(row->cell[REG_N_STATE], "withdrawn"), told;
	enum cv_err e = CV_OK;

	ret->row.n = row->n;
	for (size_t i = 0; i < reg_kind_info(REG_NOTICES)->n; i++)
		TRY(reg_desk_keep(&ret->arena, row->cell[i], &ret->row.cell[i], err));
	ret->outgoing = cv_streq(row->cell[REG_N_DIRECTION], "outgoing");
	ret->announced = reg_day_of(row->cell[REG_N_ANNOUNCED]);
	ret->effective = reg_day_of(row->cell[REG_N_EFFECTIVE]);
	ret->deadline = reg_day_of(row->cell[REG_N_DEADLINE]);
	ret->latest = ret->first = ret->due = CV_DAY_NONE;
	told = cv_day_known(ret->announced) && !has_state(ret, "draft"); /* a day in a draft is nobody's */
	TRY(names(r, ret, err));
	TRY(beside(r, on, ret, err));
	if (!ret->outgoing || (over && !told))
		return reg_notice_weigh(ret, on, err);
	if (customers == NULL) {
		e = reg_customers_load(r, &own, err);
		customers = &own;
	}
	if (e == CV_OK)
		e = told ? all_told(r, customers, ret, err) : would_be_told(customers, on, ret, err);
	reg_customers_finish(&own);
	TRY(e);
	answers(ret, on);
	return reg_notice_weigh(ret, on, err);
}

enum cv_err reg_notice_load(struct reg *r, const char *id, cv_day on, struct reg_notice *ret, struct cv_error *err)
{
	struct reg_row row;

	TRY(reg_row_get(r, REG_NOTICES, id, &ret->arena, &row, err));
	if (row.n == 0)
		return cv_fail_at(
			err, CV_E_NOT_FOUND, "notice", "there is no notice '%.64s': see chapterv notice list", id);
	return reg_notice_fill(r, &row, NULL, on, ret, err);
}

void reg_notice_finish(struct reg_notice *n)
{
	cv_arena_finish(&n->arena);
	*n = (struct reg_notice){ 0 };
}

enum cv_err reg_notice_is(const struct reg_notice *n, const char *state, const char *deed, struct cv_error *err)
{
	if (has_state(n, state))
		return CV_OK;
	return cv_fail_at(err, CV_E_MOVE, "state", "notice %.64s cannot be %s: it is %s, not %s", n->row.cell[REG_N_ID],
		deed, has_state(n, "draft") ? "a draft" : n->row.cell[REG_N_STATE],
		cv_streq(state, "draft") ? "a draft" : state);
}

enum cv_err reg_notice_in_state(struct reg *r, const char *id, const char *state, const char *deed,
	struct reg_notice *ret, struct cv_error *err)
{
	TRY(reg_notice_load(r, id, reg_desk_today(r), ret, err));
	return reg_notice_is(ret, state, deed, err);
}

enum cv_err reg_notice_each(struct reg *r, cv_day on, reg_notice_fn *fn, void *ctx, struct cv_error *err)
{
	struct cv_arena arena = { 0 };
	struct reg_rows rows = { .arena = &arena };
	struct reg_customers customers = { 0 };
	bool loaded = false;
	enum cv_err e = reg_each(r, REG_NOTICES, CV_DAY_NONE, NULL, reg_rows_add, &rows, err);

	for (size_t i = 0; e == CV_OK && i < rows.n; i++) {
		struct reg_notice n = { 0 };
		bool ours = cv_streq(rows.row[i].cell[REG_N_DIRECTION], "outgoing");

		if (ours && !loaded)
			e = reg_customers_load(r, &customers, err);
		loaded |= ours;
		if (e == CV_OK)
			e = reg_notice_fill(r, &rows.row[i], ours ? &customers : NULL, on, &n, err);
		if (e == CV_OK)
			e = fn(ctx, &n, err);
		reg_notice_finish(&n);
	}
	reg_customers_finish(&customers);
	cv_arena_finish(&arena);
	return e;
}

enum cv_err reg_notice_letter(struct reg *r, int64_t delivery, struct cv_str *out, struct cv_error *err)
{
	struct cv_arena arena = { 0 };
	struct reg_rows rows = { .arena = &arena };
	bool found;
	enum cv_err e = reg_get_numbered(r, REG_DELIVERIES, delivery, INT64_MAX, reg_rows_add, &rows, &found, err);

	if (e == CV_OK && rows.n > 0)
		cv_str_puts(out, rows.row[0].cell[REG_D_LETTER]);
	if (e == CV_OK && (rows.n == 0 || *rows.row[0].cell[REG_D_LETTER] == '\0'))
		e = cv_fail_at(err, CV_E_NOT_FOUND, "letter",
			"there is no letter with this delivery: it was erased, or never written");
	cv_arena_finish(&arena);
	return e;
}

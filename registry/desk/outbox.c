/* The outbox: what is to be sent, was sent, or failed. */
#include "registry/desk/notice_rows.h"

#include <stdio.h>

/* ---- looking ---- */

/* Deliveries of one notice come together: it is looked up once. */
struct shown {
	struct reg *r;
	struct cv_arena arena;
	struct reg_row notice;
};

static enum cv_err one(struct shown *s, const struct reg_row *d, reg_parcel_fn *fn, void *ctx, struct cv_error *err)
{
	struct reg_parcel p = { .n = d->n,
		.notice = d->cell[REG_D_NOTICE],
		.customer = d->cell[REG_D_CUSTOMER],
		.address = d->cell[REG_D_ADDRESS],
		.language = *d->cell[REG_D_LANGUAGE] ? d->cell[REG_D_LANGUAGE] : "en",
		.state = d->cell[REG_D_STATE],
		.sent = d->cell[REG_D_SENT],
		.problem = d->cell[REG_D_PROBLEM],
		.deadline = reg_day_of(d->cell[REG_D_DEADLINE]) };

	if (s->notice.n == 0 || !cv_streq(s->notice.cell[REG_N_ID], p.notice))
		TRY(reg_row_get(s->r, REG_NOTICES, p.notice, &s->arena, &s->notice, err));
	TRY(reg_desk_name(s->r, p.customer, &s->arena, &p.name, err));
	p.announced = s->notice.n ? reg_day_of(s->notice.cell[REG_N_ANNOUNCED]) : CV_DAY_NONE;
	p.stopped = s->notice.n == 0 || cv_streq(s->notice.cell[REG_N_STATE], "withdrawn");
	return fn(ctx, &p, err);
}

enum cv_err reg_outbox(struct reg *r, const char *notice, reg_parcel_fn *fn, void *ctx, struct cv_error *err)
{
	struct shown s = { .r = r };
	struct reg_rows rows = { .arena = &s.arena };
	enum cv_err e = reg_rows_by(
		r, notice ? DB_DELIVERIES_OF : DB_DELIVERIES_ALL, REG_DELIVERIES, notice, &rows, err);

	for (size_t i = 0; e == CV_OK && i < rows.n; i++)
		e = one(&s, &rows.row[i], fn, ctx, err);
	cv_arena_finish(&s.arena);
	return e;
}

/* ---- what becomes of one ---- */

static bool may(const char *from, const char *to)
{
	static const char *const step[][2] = { { "queued", "sending" }, { "failed", "sending" }, { "sending", "sent" },
		{ "sending", "failed" }, { "sending", "queued" }, { "queued", "sent" }, { "failed", "sent" } };

	for (size_t i = 0; i < CV_LEN(step); i++)
		if (cv_streq(step[i][0], from) && cv_streq(step[i][1], to))
			return true;
	return false;
}

static enum cv_err mark(
	struct reg *r, int64_t delivery, const char *state, const char *sent, const char *problem, struct cv_error *err)
{
	struct cv_arena arena = { 0 };
	struct reg_rows rows = { .arena = &arena };
	const char *cell[REG_COLUMNS_MAX] = { 0 };
	bool found;
	enum cv_err e = reg_get_numbered(r, REG_DELIVERIES, delivery, INT64_MAX, reg_rows_add, &rows, &found, err);

	if (e == CV_OK && rows.n == 0)
		e = cv_fail_at(err, CV_E_NOT_FOUND, "delivery", "there is no delivery %lld", (long long)delivery);
	if (e == CV_OK && !may(rows.row[0].cell[REG_D_STATE], state))
		e = cv_fail_at(err, CV_E_CONFLICT, "state",
			"the letter to %.64s about notice %.64s is %s: it cannot become %s",
			rows.row[0].cell[REG_D_CUSTOMER], rows.row[0].cell[REG_D_NOTICE], rows.row[0].cell[REG_D_STATE],
			state);
	if (e == CV_OK) {
		cell[REG_D_NOTICE] = rows.row[0].cell[REG_D_NOTICE];
		cell[REG_D_CUSTOMER] = rows.row[0].cell[REG_D_CUSTOMER];
		cell[REG_D_STATE] = state;
		cell[REG_D_SENT] = sent;
		cell[REG_D_PROBLEM] = problem ? problem : "";
		e = reg_desk_put(r, REG_DELIVERIES, cell, NULL, err);
	}
	cv_arena_finish(&arena);
	return e;
}

enum cv_err reg_parcel_mark(
	struct reg *r, int64_t delivery, const char *state, const char *problem, struct cv_error *err)
{
	return mark(r, delivery, state, cv_streq(state, "sent") ? r->at : "", problem, err);
}

enum cv_err reg_parcel_by_hand(
	struct reg *r, int64_t delivery, cv_day on, cv_day announced, const char *how, struct cv_error *err)
{
	char sent[CV_INSTANT_TEXT], day[CV_DAY_TEXT];

	TRY(reg_desk_happened(r, "sent", "sent", on, err));
	if (cv_day_known(announced) && on.n < announced.n)
		return cv_fail_at(err, CV_E_VALUE, "sent",
			"the notice was announced on %s: no letter of it can have gone out before",
			cv_day_text(announced, day));
	snprintf(sent, sizeof(sent), "%sT00:00:00.000Z", cv_day_text(on, day));
	return mark(r, delivery, "sent", sent, how, err);
}

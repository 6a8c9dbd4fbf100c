/* A notice on its way: announced, effective, withdrawn, decided. */
#include "registry/desk/moves.h"
#include "registry/desk/notice_about.h"

#include <stdio.h>

/* What the deed writes beside the id; the states it sets are open to a desk only (moves.h). */
static enum cv_err write(struct reg *r, const char *id, const char **cell, struct cv_error *err)
{
	enum cv_err e;

	cell[REG_N_ID] = id;
	reg_desk(r, true);
	e = reg_desk_put(r, REG_NOTICES, cell, NULL, err);
	reg_desk(r, false);
	return e;
}

/* ---- announcing -------------------------------------------------------------------------------------------------- */

struct announcing {
	struct reg *r;
	struct reg_customers customers;
	struct reg_notice n;
	cv_day on;
	reg_letter_fn *letter;
	void *ctx;
	bool by_hand; /* it was told in another way, on a day that is over */
};

/* As it would be announced on the day: who is told, and when the change may begin at the earliest. */
static enum cv_err prepare(struct announcing *a, const char *id, struct cv_error *err)
{
	struct cv_arena arena = { 0 };
	struct reg_row row;
	enum cv_err e = reg_row_get(a->r, REG_NOTICES, id, &arena, &row, err);

	if (e == CV_OK && row.n == 0)
		e = cv_fail_at(
			err, CV_E_NOT_FOUND, "notice", "there is no notice '%.64s': see chapterv notice list", id);
	if (e == CV_OK)
		e = reg_customers_load(a->r, &a->customers, err);
	if (e == CV_OK)
		e = reg_notice_fill(a->r, &row, &a->customers, a->on, &a->n, err);
	cv_arena_finish(&arena);
	return e;
}

static void over(struct announcing *a)
{
	reg_customers_finish(&a->customers);
	reg_notice_finish(&a->n);
}

static struct reg_notice_facts facts_of(const struct announcing *a, const struct reg_told *t)
{
	return (struct reg_notice_facts){ .notice = &a->n,
		.told = t,
		.announced = a->on,
		.effective = cv_day_known(a->n.effective) ? a->n.effective : a->n.first };
}

static enum cv_err deliver(struct announcing *a, const struct reg_told *t, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str letter = { 0 }, how = { 0 };
	struct reg_notice_facts facts = facts_of(a, t);
	const char *cell[REG_COLUMNS_MAX] = { 0 };
	char days[24], deadline[CV_DAY_TEXT], announced[CV_DAY_TEXT], sent[CV_INSTANT_TEXT];

	TRY(a->letter(a->ctx, &facts, &letter, err));
	if (letter.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	snprintf(days, sizeof(days), "%lld", (long long)t->days);
	cell[REG_D_NOTICE] = a->n.row.cell[REG_N_ID];
	cell[REG_D_CUSTOMER] = t->customer;
	cell[REG_D_CONTRACT] = t->contract;
	cell[REG_D_ADDRESS] = t->address;
	cell[REG_D_LANGUAGE] = t->language;
	cell[REG_D_DAYS] = days;
	cell[REG_D_DEADLINE] = cv_day_text(t->deadline, deadline);
	cell[REG_D_STATE] = "queued";
	cell[REG_D_LETTER] = cv_str_text(&letter);
	if (!a->by_hand)
		return reg_desk_put(a->r, REG_DELIVERIES, cell, NULL, err);
	cv_str_printf(&how, "by hand: %s", a->r->reason);
	snprintf(sent, sizeof(sent), "%.10sT00:00:00.000Z", cv_day_text(a->on, announced));
	cell[REG_D_STATE] = "sent";
	cell[REG_D_SENT] = sent;
	cell[REG_D_PROBLEM] = cv_str_text(&how);
	return how.failed ? cv_fail(err, CV_E_NOMEM, "out of memory")
			  : reg_desk_put(a->r, REG_DELIVERIES, cell, NULL, err);
}

/*
 * The time of customers runs from the day of their letter: one that goes out today is of today. What was told on a day
 * that is over was told in another way, and whoever says so says how.
 */
static enum cv_err look_at_day(struct announcing *a, struct cv_error *err)
{
	cv_day today = reg_desk_today(a->r);
	char day[CV_DAY_TEXT], now[CV_DAY_TEXT];

	if (!cv_day_known(a->on))
		a->on = today;
	TRY(reg_desk_happened(a->r, "announced", "announced", a->on, err));
	a->by_hand = a->on.n < today.n;
	if (!a->by_hand || *a->r->reason)
		return CV_OK;
	return cv_fail_at(err, CV_E_VALUE, "announced",
		"announced %s is before today, %s: letters that go out now would leave customers fewer days than they "
		"were promised. Leave the day out; or, where they were told in another way on that day, give a reason "
		"that says how, and their letters count as sent",
		cv_day_text(a->on, day), cv_day_text(today, now));
}

/* Does the draft say nothing that covers the transfer? */
static bool uncovered(const struct reg_notice *n)
{
	const char *said = n->row.cell[REG_N_MECHANISM];

	return *said == '\0' || strstr(said, law_outcome_name(LAW_NOT_COVERED)) ||
		strstr(said, law_outcome_name(LAW_NEEDS_REVIEW));
}

/* By now it may be covered: the law may have changed, or what others on the way have on file. */
static enum cv_err covered_by(struct announcing *a, struct cv_error *err)
{
	cv_day on = a->n.effective.n > a->on.n ? a->n.effective : a->on;
	const char *now;

	if (*a->n.row.cell[REG_N_SUBJECT] == '\0' || cv_streq(a->n.row.cell[REG_N_CHANGE], "removed") ||
		!uncovered(&a->n))
		return CV_OK;
	TRY(reg_about_mechanism(a->r, a->n.row.cell[REG_N_SUBJECT], INT64_MAX, on, &a->n.arena, &now, err));
	if (*now)
		a->n.row.cell[REG_N_MECHANISM] = now;
	return CV_OK;
}

static enum cv_err announce(struct announcing *a, const char *id, struct cv_error *err)
{
	const char *cell[REG_COLUMNS_MAX] = { 0 };
	char announced[CV_DAY_TEXT], deadline[CV_DAY_TEXT], effective[CV_DAY_TEXT];
	cv_day last;

	TRY(look_at_day(a, err));
	TRY(prepare(a, id, err));
	if (!a->n.outgoing)
		return cv_fail_at(err, CV_E_CONFLICT, "direction",
			"notice %.64s came from a vendor: it is not ours to announce; decide about it", id);
	if (!cv_streq(a->n.row.cell[REG_N_STATE], "draft"))
		return cv_fail_at(err, CV_E_MOVE, "state", "notice %.64s cannot be announced: it is %s, not a draft",
			id, a->n.row.cell[REG_N_STATE]);
	last = cv_day_known(a->n.latest) ? a->n.latest : (cv_day){ a->on.n + (int32_t)a->customers.objection_days };
	if (!cv_day_known(a->n.first) || a->n.first.n <= last.n)
		a->n.first = (cv_day){ last.n + 1 };
	TRY(covered_by(a, err));
	cell[REG_N_MECHANISM] = a->n.row.cell[REG_N_MECHANISM];
	cell[REG_N_STATE] = "announced";
	cell[REG_N_ANNOUNCED] = cv_day_text(a->on, announced);
	cell[REG_N_DEADLINE] = cv_day_text(last, deadline);
	if (!cv_day_known(a->n.effective))
		cell[REG_N_EFFECTIVE] = cv_day_text(a->n.first, effective);
	TRY(write(a->r, id, cell, err));
	for (size_t i = 0; i < a->n.n_told; i++)
		TRY(deliver(a, &a->n.told[i], err));
	return CV_OK;
}

enum cv_err reg_notice_announce(
	struct reg *r, const char *id, cv_day on, reg_letter_fn *letter, void *ctx, struct cv_error *err)
{
	struct announcing a = { .r = r, .on = on, .letter = letter, .ctx = ctx };
	enum cv_err e = announce(&a, id, err);

	over(&a);
	return e;
}

/* ---- looking at a letter ------------------------------------------------------------------------------------------
 */

static enum cv_err preview(struct announcing *a, const char *id, const char *customer, const char **ret_language,
	struct cv_str *out, struct cv_error *err)
{
	static const char *const languages[] = { "en", "de", "fr" };
	const struct reg_told *t = NULL;
	struct reg_notice_facts facts;

	TRY(prepare(a, id, err));
	if (!a->n.outgoing)
		return cv_fail_at(err, CV_E_CONFLICT, "direction",
			"notice %.64s came from a vendor: it has no letters of ours", id);
	for (size_t i = 0; i < a->n.n_told && t == NULL; i++)
		if (*customer == '\0' || cv_streq(a->n.told[i].customer, customer))
			t = &a->n.told[i];
	if (t == NULL)
		return cv_fail_at(err, CV_E_NOT_FOUND, "customer",
			*customer ? "no letter of notice %.64s goes to '%.64s'"
				  : "no customer is told of notice %.64s%.0s: no contract with one is on file",
			id, customer);
	*ret_language = languages[0];
	for (size_t i = 0; i < CV_LEN(languages); i++)
		if (cv_streq(t->language, languages[i]))
			*ret_language = languages[i];
	if (t->n > 0)
		return reg_notice_letter(a->r, t->n, out, err);
	facts = facts_of(a, t);
	return a->letter(a->ctx, &facts, out, err);
}

enum cv_err reg_notice_preview(struct reg *r, const char *id, const char *customer, cv_day on, reg_letter_fn *letter,
	void *ctx, const char **ret_language, struct cv_str *out, struct cv_error *err)
{
	struct announcing a = { .r = r, .on = on, .letter = letter, .ctx = ctx };
	enum cv_err e = preview(&a, id, customer ? customer : "", ret_language, out, err);

	over(&a);
	return e;
}

/* ---- effective ------------------------------------------------------------------------------------------------------
 */

static enum cv_err in_the_way(const struct reg_notice *n, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str why = { 0 };

	for (size_t i = 0; i < n->n_blocks && i < 5; i++) {
		cv_str_puts(&why, i ? "; " : "");
		cv_str_puts(&why, n->block[i]);
	}
	if (n->n_blocks > 5)
		cv_str_printf(&why, "; and %zu more", n->n_blocks - 5);
	return cv_fail_at(err, CV_E_MOVE, "effective",
		"notice %.64s cannot become effective: %.1500s. Wait, settle what is open, or override it with a "
		"reason",
		n->row.cell[REG_N_ID], cv_str_text(&why));
}

static enum cv_err may_begin(const struct reg_notice *n, struct cv_error *err)
{
	const char *id = n->row.cell[REG_N_ID], *decision = n->row.cell[REG_N_DECISION];

	if (!cv_streq(n->row.cell[REG_N_STATE], "announced"))
		return cv_fail_at(err, CV_E_MOVE, "state",
			"notice %.64s cannot become effective: it is %s, not announced", id,
			cv_streq(n->row.cell[REG_N_STATE], "draft") ? "a draft" : n->row.cell[REG_N_STATE]);
	if (n->outgoing)
		return n->n_blocks > 0 && n->overridden == NULL ? in_the_way(n, err) : CV_OK;
	if (cv_streq(decision, "accepted") || n->overridden)
		return CV_OK;
	return cv_fail_at(err, CV_E_CONFLICT, "decision", "notice %.64s cannot become effective: %s", id,
		*decision ? "we objected; override it with a reason, or withdraw it"
			  : "nothing is decided about it: accept it, or object");
}

enum cv_err reg_notice_effective(struct reg *r, const char *id, cv_day on, struct cv_error *err)
{
	const char *cell[REG_COLUMNS_MAX] = { 0 };
	struct reg_notice n = { 0 };
	char day[CV_DAY_TEXT];
	enum cv_err e = reg_notice_load(r, id, on, &n, err);

	if (e == CV_OK)
		e = reg_desk_happened(r, "effective", "effective", on, err);
	if (e == CV_OK)
		e = may_begin(&n, err);
	/* a vendor may tell of what has begun already */
	if (e == CV_OK && n.outgoing && cv_day_known(n.announced) && on.n < n.announced.n)
		e = cv_fail_at(err, CV_E_VALUE, "effective", "notice %.64s was announced on %s, after that day", id,
			cv_day_text(n.announced, day));
	cell[REG_N_STATE] = "effective";
	cell[REG_N_EFFECTIVE] = cv_day_text(on, day);
	if (e == CV_OK)
		e = write(r, id, cell, err);
	reg_notice_finish(&n);
	return e;
}

/* ---- withdrawn, decided ---------------------------------------------------------------------------------------------
 */

enum cv_err reg_notice_withdraw(struct reg *r, const char *id, const char *reason, struct cv_error *err)
{
	const char *cell[REG_COLUMNS_MAX] = { 0 };
	struct reg_notice n = { 0 };
	const char *state;
	enum cv_err e;

	if (reason == NULL || *reason == '\0')
		return cv_fail_at(err, CV_E_VALUE, "reason", "a reason is missing: why the notice is withdrawn");
	e = reg_notice_load(r, id, reg_desk_today(r), &n, err);
	state = e == CV_OK ? n.row.cell[REG_N_STATE] : "";
	if (e == CV_OK && !cv_streq(state, "draft") && !cv_streq(state, "announced"))
		e = cv_fail_at(err, CV_E_MOVE, "state",
			"notice %.64s cannot be withdrawn: it is %s; a draft or an announced notice can be", id, state);
	cell[REG_N_STATE] = "withdrawn";
	cell[REG_N_NOTE] = reason;
	if (e == CV_OK)
		e = write(r, id, cell, err);
	reg_notice_finish(&n);
	return e;
}

enum cv_err reg_notice_decide(
	struct reg *r, const char *id, bool accept, cv_day on, const char *who, const char *note, struct cv_error *err)
{
	const char *cell[REG_COLUMNS_MAX] = { 0 };
	struct reg_notice n = { 0 };
	char day[CV_DAY_TEXT];
	enum cv_err e = reg_notice_in_state(r, id, "announced", "decided", &n, err);

	if (e == CV_OK && n.outgoing)
		e = cv_fail_at(err, CV_E_CONFLICT, "direction",
			"notice %.64s is ours: customers object to it; decide about what a vendor tells us", id);
	if (e == CV_OK)
		e = reg_desk_happened(r, "decided", "decided", on, err);
	if (e == CV_OK && on.n < n.announced.n)
		e = cv_fail_at(err, CV_E_VALUE, "decided", "notice %.64s came in on %s, after that day", id,
			cv_day_text(n.announced, day));
	cell[REG_N_DECISION] = accept ? "accepted" : "objected";
	cell[REG_N_DECIDED] = cv_day_text(on, day);
	cell[REG_N_DECIDED_BY] = who;
	if (note && *note)
		cell[REG_N_NOTE] = note;
	if (e == CV_OK)
		e = write(r, id, cell, err);
	reg_notice_finish(&n);
	return e;
}

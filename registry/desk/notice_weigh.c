/* What is in the way of a notice becoming effective, and what is to be done next, by when. */
#include "registry/desk/notice_rows.h"

static bool has_state(const struct reg_notice *n, const char *state)
{
	return cv_streq(n->row.cell[REG_N_STATE], state);
}

const char *reg_notice_duty_word(enum reg_notice_duty d)
{
	static const char *const word[REG_DUTY_COUNT] = { "", "announce", "send", "settle", "objections", "effective",
		"decide" };

	return word[d];
}

/* ---- the days of all customers together ---- */

static void days(struct reg_notice *n, cv_day on)
{
	cv_day first = CV_DAY_NONE;

	for (size_t i = 0; i < n->n_told; i++) {
		if (n->told[i].deadline.n > n->latest.n)
			n->latest = n->told[i].deadline;
		if (n->told[i].first.n > first.n)
			first = n->told[i].first;
	}
	if (n->n_told == 0)
		n->latest = n->deadline;
	if (cv_day_known(n->deadline) && n->deadline.n > n->latest.n)
		n->latest = n->deadline;
	if (cv_day_known(n->latest) && first.n <= n->latest.n)
		first = (cv_day){ n->latest.n + 1 };
	if (!cv_day_known(first) && has_state(n, "draft"))
		first = (cv_day){ on.n + REG_OBJECTION_DAYS + 1 };
	n->first = first;
}

/* ---- told when ---- */

static bool is_sent(const struct reg_told *t)
{
	return *t->state == '\0' || cv_streq(t->state, "sent");
}

/*
 * The days that a customer was promised begin when its letter goes out, whatever day the letter bears: a later one
 * moves the first day of the change. The day of its letter, as if what waits went out on this day; CV_DAY_NONE: not
 * known.
 */
static cv_day went_out(const struct reg_told *t, cv_day on)
{
	cv_day sent = CV_DAY_NONE;

	if (!is_sent(t))
		return on;
	if (strlen(t->sent) >= CV_DAY_TEXT - 1)
		(void)!cv_day_parse(t->sent, CV_DAY_TEXT - 1, &sent);
	return sent;
}

static void told_late(struct reg_notice *n, cv_day on)
{
	for (size_t i = 0; i < n->n_told; i++) {
		struct reg_told *t = &n->told[i];
		cv_day out = went_out(t, on);

		if (cv_day_known(out) && cv_day_known(n->announced) && out.n > n->announced.n)
			t->first.n += out.n - n->announced.n;
	}
}

/* ---- what is in the way ---- */

static void add(struct reg_notice *n, struct cv_str *line, struct cv_error *err, enum cv_err *e)
{
	if (*e == CV_OK && line->failed)
		*e = cv_fail(err, CV_E_NOMEM, "out of memory");
	if (*e == CV_OK)
		*e = reg_desk_keep(&n->arena, cv_str_text(line), &n->block[n->n_blocks], err);
	if (*e == CV_OK)
		n->n_blocks++;
	cv_str_clear(line);
}

static void about_days(const struct reg_told *t, cv_day on, struct cv_str *line)
{
	char day[CV_DAY_TEXT];

	if (on.n <= t->deadline.n)
		cv_str_printf(line, "%s may object until %s", t->name, cv_day_text(t->deadline, day));
	else if (!is_sent(t))
		cv_str_printf(line, "%s is not known to have been told: its letter is %s", t->name, t->state);
	else if (on.n < t->first.n)
		cv_str_printf(line, "%s must be told longer before: the change may begin on %s", t->name,
			cv_day_text(t->first, day));
	else if (t->refusal && !t->agreed)
		cv_str_printf(line, "%s has not agreed, and under its contract silence is no consent", t->name);
}

static const char *name_of(const struct reg_notice *n, const char *customer)
{
	for (size_t i = 0; i < n->n_told; i++)
		if (cv_streq(n->told[i].customer, customer))
			return n->told[i].name;
	return customer;
}

/* Else nobody is on file whom it was told, or the notice gave more time than the contracts. */
static bool anybody_has_until(const struct reg_notice *n, cv_day last)
{
	for (size_t i = 0; i < n->n_told; i++)
		if (n->told[i].deadline.n >= last.n)
			return true;
	return false;
}

static enum cv_err blocks(struct reg_notice *n, cv_day on, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str line = { 0 };
	enum cv_err e = CV_OK;
	char day[CV_DAY_TEXT];

	n->block = cv_arena_alloc(&n->arena, (n->n_told + n->n_objections + 2) * sizeof(*n->block));
	if (n->block == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	if (!cv_day_known(n->announced)) {
		cv_str_puts(&line,
			"the day on which customers were told is not on file: bring it in as announced, by an import "
			"of the notice or by correcting its record");
		add(n, &line, err, &e);
		return e;
	}
	for (size_t i = 0; e == CV_OK && i < n->n_told; i++) {
		about_days(&n->told[i], on, &line);
		if (line.len > 0)
			add(n, &line, err, &e);
	}
	if (e == CV_OK && cv_day_known(n->first) && on.n < n->first.n &&
		(n->n_blocks == 0 || (on.n <= n->latest.n && !anybody_has_until(n, n->latest)))) {
		cv_str_printf(&line, "the time to object ends on %s", cv_day_text(n->latest, day));
		add(n, &line, err, &e);
	}
	for (size_t i = 0; e == CV_OK && i < n->n_objections; i++) {
		const struct reg_row *o = &n->objection[i];

		if (!reg_objection_open(o, on))
			continue;
		cv_str_printf(&line, "the objection of %s of %s is open (%s)", name_of(n, o->cell[REG_O_CUSTOMER]),
			o->cell[REG_O_RECEIVED], o->cell[REG_O_ID]);
		add(n, &line, err, &e);
	}
	return e;
}

/* ---- what is to be done next ---- */

static cv_day later(cv_day a, cv_day b)
{
	return a.n > b.n ? a : b;
}

/* Announced on this day the change begins when it should; the days it takes are those of today. */
static void duty_of_draft(struct reg_notice *n, cv_day on)
{
	n->duty = REG_DUTY_ANNOUNCE;
	if (cv_day_known(n->effective) && cv_day_known(n->first))
		n->due = (cv_day){ n->effective.n - (n->first.n - on.n) };
}

static void duty_of_ours(struct reg_notice *n, cv_day on)
{
	size_t waiting = 0, silent = 0;

	for (size_t i = 0; i < n->n_told; i++) {
		waiting += !is_sent(&n->told[i]);
		silent += n->told[i].refusal && !n->told[i].agreed;
	}
	if (cv_day_known(n->latest) && on.n <= n->latest.n) {
		n->duty = waiting ? REG_DUTY_SEND : n->n_open ? REG_DUTY_SETTLE : REG_DUTY_OBJECTIONS;
		n->due = n->latest;
		return;
	}
	n->duty = waiting   ? REG_DUTY_SEND
		: n->n_open ? REG_DUTY_SETTLE
		: silent    ? REG_DUTY_OBJECTIONS
			    : REG_DUTY_EFFECTIVE;
	n->due = later(n->first, n->effective);
}

static void duty_of_theirs(struct reg_notice *n)
{
	const char *decision = n->row.cell[REG_N_DECISION];

	n->duty = *decision == '\0'		 ? REG_DUTY_DECIDE
		: cv_streq(decision, "accepted") ? REG_DUTY_EFFECTIVE
						 : REG_DUTY_SETTLE;
	n->due = *decision ? n->effective : n->deadline;
}

enum cv_err reg_notice_weigh(struct reg_notice *n, cv_day on, struct cv_error *err)
{
	n->block = NULL;
	n->n_blocks = 0;
	if (has_state(n, "announced"))
		told_late(n, on);
	if (n->outgoing)
		days(n, on);
	if (has_state(n, "draft")) {
		duty_of_draft(n, on);
		return CV_OK;
	}
	if (has_state(n, "effective") && n->outgoing && n->n_open > 0) {
		n->duty = REG_DUTY_SETTLE;
		n->due = n->latest;
	}
	if (!has_state(n, "announced"))
		return CV_OK;
	if (!n->outgoing) {
		duty_of_theirs(n);
		return CV_OK;
	}
	duty_of_ours(n, on);
	return blocks(n, on, err);
}

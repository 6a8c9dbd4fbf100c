/* Objections of customers, what became of them, and what is overridden. */
#include "registry/desk/notice_rows.h"

/* ---- who objects ---- */

static enum cv_err customer_of(
	struct reg *r, const struct reg_notice *n, const char *text, const struct reg_told **ret, struct cv_error *err)
{
	const char *id;
	int matches;

	if (text == NULL || *text == '\0')
		return cv_fail_at(err, CV_E_VALUE, "customer", "customer is missing: who it comes from");
	TRY(reg_find_party(r, text, &matches, &id, err));
	if (matches == 0)
		return cv_fail_at(err, CV_E_NOT_FOUND, "customer", "customer '%.200s' is no party on file", text);
	if (matches > 1)
		return cv_fail_at(
			err, CV_E_AMBIGUOUS, "customer", "customer '%.200s' could be %s: write the id", text, id);
	for (size_t i = 0; i < n->n_told; i++) {
		if (!cv_streq(n->told[i].customer, id))
			continue;
		*ret = &n->told[i];
		return CV_OK;
	}
	return cv_fail_at(err, CV_E_VALUE, "customer",
		"notice %.64s did not go to '%.64s': only who was told can answer it", n->row.cell[REG_N_ID], id);
}

static enum cv_err came_since(struct reg *r, const struct reg_notice *n, cv_day received, struct cv_error *err)
{
	char day[CV_DAY_TEXT];

	TRY(reg_desk_happened(r, "received", "received", received, err));
	if (received.n >= n->announced.n)
		return CV_OK;
	return cv_fail_at(err, CV_E_VALUE, "received",
		"notice %.64s was announced on %s: no answer can have come before", n->row.cell[REG_N_ID],
		cv_day_text(n->announced, day));
}

static enum cv_err ours(const struct reg_notice *n, struct cv_error *err)
{
	if (n->outgoing)
		return CV_OK;
	return cv_fail_at(err, CV_E_CONFLICT, "direction",
		"notice %.64s came from a vendor: to object to it, decide about it", n->row.cell[REG_N_ID]);
}

/* A second record of the same customer and day would be the first one, corrected. */
static enum cv_err twice(const struct reg_notice *n, const char *customer, const char *received, struct cv_error *err)
{
	for (size_t i = 0; i < n->n_objections; i++)
		if (cv_streq(n->objection[i].cell[REG_O_CUSTOMER], customer) &&
			cv_streq(n->objection[i].cell[REG_O_RECEIVED], received))
			return cv_fail_at(err, CV_E_CONFLICT, "received",
				"what %.64s answered on %s is on file already: %s", customer, received,
				n->objection[i].cell[REG_O_ID]);
	return CV_OK;
}

static enum cv_err object(struct reg *r, struct reg_notice *n, const char *customer, cv_day received, const char **cell,
	const char **ret_id, struct cv_error *err)
{
	const struct reg_told *who = NULL;
	char day[CV_DAY_TEXT];

	TRY(customer_of(r, n, customer, &who, err));
	TRY(came_since(r, n, received, err));
	cell[REG_O_NOTICE] = n->row.cell[REG_N_ID];
	cell[REG_O_CUSTOMER] = who->customer;
	cell[REG_O_RECEIVED] = cv_day_text(received, day);
	TRY(twice(n, who->customer, day, err));
	return reg_desk_put(r, REG_OBJECTIONS, cell, ret_id, err);
}

enum cv_err reg_notice_object(struct reg *r, const char *id, const char *customer, cv_day received, const char *reason,
	const char **ret_id, struct cv_error *err)
{
	const char *cell[REG_COLUMNS_MAX] = { 0 };
	struct reg_notice n = { 0 };
	enum cv_err e = reg_notice_load(r, id, reg_desk_today(r), &n, err);

	/* a change that was let begin sooner, by an override, is objected to all the same, and a person decides */
	if (e == CV_OK && !cv_streq(n.row.cell[REG_N_STATE], "effective"))
		e = reg_notice_is(&n, "announced", "objected to", err);
	if (e == CV_OK)
		e = ours(&n, err);
	cell[REG_O_REASON] = reason ? reason : "";
	cell[REG_O_OUTCOME] = "open";
	if (e == CV_OK)
		e = object(r, &n, customer, received, cell, ret_id, err);
	reg_notice_finish(&n);
	return e;
}

enum cv_err reg_notice_agree(
	struct reg *r, const char *id, const char *customer, cv_day received, const char **ret_id, struct cv_error *err)
{
	const char *cell[REG_COLUMNS_MAX] = { 0 };
	struct reg_notice n = { 0 };
	char day[CV_DAY_TEXT];
	enum cv_err e = reg_notice_in_state(r, id, "announced", "agreed to", &n, err);

	if (e == CV_OK)
		e = ours(&n, err);
	cell[REG_O_OUTCOME] = "withdrawn";
	cell[REG_O_CLOSED] = cv_day_text(received, day);
	cell[REG_O_CLOSED_BY] = r->who;
	cell[REG_O_NOTE] = "agrees";
	if (e == CV_OK)
		e = object(r, &n, customer, received, cell, ret_id, err);
	reg_notice_finish(&n);
	return e;
}

/* ---- settled ---- */

static bool settles(const char *outcome)
{
	return cv_streq(outcome, "withdrawn") || cv_streq(outcome, "workaround") || cv_streq(outcome, "exit");
}

static enum cv_err settle(struct reg *r, const struct reg_row *o, const char **cell, cv_day on, struct cv_error *err)
{
	cv_day received = reg_day_of(o->cell[REG_O_RECEIVED]);
	const char *was = o->cell[REG_O_OUTCOME];

	if (*was && !cv_streq(was, "open"))
		return cv_fail_at(err, CV_E_MOVE, "outcome", "objection %.64s was settled already: %s on %s",
			o->cell[REG_O_ID], was, o->cell[REG_O_CLOSED]);
	if (cv_day_known(received) && on.n < received.n)
		return cv_fail_at(err, CV_E_VALUE, "closed",
			"objection %.64s came in on %s: it cannot be settled before", o->cell[REG_O_ID],
			o->cell[REG_O_RECEIVED]);
	TRY(reg_desk_happened(r, "closed", "closed", on, err));
	return reg_desk_put(r, REG_OBJECTIONS, cell, NULL, err);
}

enum cv_err reg_notice_settle(struct reg *r, const char *objection, const char *outcome, cv_day on, const char *who,
	const char *note, struct cv_error *err)
{
	const char *cell[REG_COLUMNS_MAX] = { 0 };
	struct cv_arena arena = { 0 };
	struct reg_row row = { 0 };
	char day[CV_DAY_TEXT];
	enum cv_err e;

	if (outcome == NULL || !settles(outcome))
		return cv_fail_at(err, CV_E_UNKNOWN_WORD, "outcome",
			"outcome '%.40s' settles nothing: write withdrawn, workaround or exit", outcome ? outcome : "");
	e = reg_row_get(r, REG_OBJECTIONS, objection, &arena, &row, err);
	if (e == CV_OK && row.n == 0)
		e = cv_fail_at(err, CV_E_NOT_FOUND, "objection",
			"there is no objection '%.64s': chapterv notice show NOTICE lists them", objection);
	cell[REG_O_ID] = objection;
	cell[REG_O_OUTCOME] = outcome;
	cell[REG_O_CLOSED] = cv_day_text(on, day);
	cell[REG_O_CLOSED_BY] = who;
	if (note && *note)
		cell[REG_O_NOTE] = note;
	if (e == CV_OK)
		e = settle(r, &row, cell, on, err);
	cv_arena_finish(&arena);
	return e;
}

/* ---- overridden ---- */

static enum cv_err override(struct reg *r, const struct reg_notice *n, const char **cell, cv_day expires,
	const char **ret_id, struct cv_error *err)
{
	cv_day today = reg_desk_today(r);
	char granted[CV_DAY_TEXT], until[CV_DAY_TEXT];

	cell[REG_V_PARTY] = n->outgoing ? n->row.cell[REG_N_SUBJECT] : n->row.cell[REG_N_VENDOR];
	if (*cell[REG_V_PARTY] == '\0')
		return cv_fail_at(err, CV_E_VALUE, "subject",
			"an override is about a party on file: put %.200s on file and into the notice first",
			n->subject);
	if (expires.n <= today.n)
		return cv_fail_at(err, CV_E_VALUE, "expires",
			"expires must lie behind today: it is the first day on which the override no longer counts");
	cell[REG_V_GATE] = "objection-deadline";
	cell[REG_V_NOTICE] = n->row.cell[REG_N_ID];
	cell[REG_V_GRANTED] = cv_day_text(today, granted);
	cell[REG_V_EXPIRES] = cv_day_text(expires, until);
	return reg_desk_put(r, REG_OVERRIDES, cell, ret_id, err);
}

enum cv_err reg_notice_override(struct reg *r, const char *id, const char *reason, cv_day expires, const char *who,
	const char **ret_id, struct cv_error *err)
{
	const char *cell[REG_COLUMNS_MAX] = { 0 };
	struct reg_notice n = { 0 };
	enum cv_err e;

	if (reason == NULL || *reason == '\0')
		return cv_fail_at(err, CV_E_VALUE, "reason", "a reason is missing: why the change need not wait");
	e = reg_notice_in_state(r, id, "announced", "overridden", &n, err);
	cell[REG_V_REASON] = reason;
	cell[REG_V_GRANTED_BY] = who;
	if (e == CV_OK)
		e = override(r, &n, cell, expires, ret_id, err);
	reg_notice_finish(&n);
	return e;
}

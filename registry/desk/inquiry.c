/* Inquiries: opened, extended, paused, assigned, closed. */
#include "registry/desk/inquiry.h"

#include "registry/desk/file.h"

#include <string.h>

/* ---- what may become of one ---- */

/* The states themselves go the way of moves.c; this is what may be done in which of them. */
static const struct {
	const char *deed, *from; /* states, " or " between */
	const char *done;
} allowed[] = {
	{ "assign", "open or answered", "be assigned" },
	{ "extend", "open", "be extended" },
	{ "identity", "open", "have proof of identity recorded" },
	{ "answer", "open or answered", "be answered" },
	{ "close", "open or answered", "be closed" },
	{ "reopen", "answered", "be reopened" },
};

enum cv_err reg_inquiry_may(const struct reg_copy *q, const char *deed, struct cv_error *err)
{
	const char *state = reg_copied(q, "state"), *closed = reg_copied(q, "closed");
	size_t i = 0;

	while (i + 1 < CV_LEN(allowed) && !cv_streq(allowed[i].deed, deed))
		i++;
	if (*state && strstr(allowed[i].from, state))
		return CV_OK;
	if (cv_streq(state, "closed"))
		return cv_fail(err, CV_E_CONFLICT,
			"%s was closed on %s: nothing is done to it any more; open another one", reg_copied(q, "id"),
			closed);
	return cv_fail(err, CV_E_CONFLICT, "%s is %s: only one that is %s can %s", reg_copied(q, "id"), state,
		allowed[i].from, allowed[i].done);
}

static enum cv_err not_to_come(const char *column, cv_day d, cv_day today, struct cv_error *err)
{
	char day[CV_DAY_TEXT], now[CV_DAY_TEXT];

	if (d.n <= today.n)
		return CV_OK;
	return cv_fail_at(err, CV_E_VALUE, column, "%s %s is a day to come: today is %s", column, cv_day_text(d, day),
		cv_day_text(today, now));
}

static enum cv_err not_before(const char *column, cv_day d, const char *other, cv_day first, struct cv_error *err)
{
	char day[CV_DAY_TEXT], then[CV_DAY_TEXT];

	if (!cv_day_known(first) || d.n >= first.n)
		return CV_OK;
	return cv_fail_at(err, CV_E_VALUE, column, "%s %s is before %s, %s", column, cv_day_text(d, day), other,
		cv_day_text(first, then));
}

/* ---- opened ---- */

/* Only the deeds that follow fill these. */
static bool is_later(const char *column)
{
	static const char *const later[] = { "id", "state", "closed", "outcome", "extended", "extension_reason",
		"identity_proven" };

	for (size_t i = 0; i < CV_LEN(later); i++)
		if (cv_streq(later[i], column))
			return true;
	return false;
}

static bool is_said(const struct reg_said *said, size_t n, const char *column)
{
	for (size_t i = 0; i < n; i++)
		if (cv_streq(said[i].column, column))
			return said[i].value && *said[i].value;
	return false;
}

enum cv_err reg_inquiry_open(struct reg *r, const struct reg_said *said, size_t n, cv_day today,
	char ret_id[REG_DESK_ID], int64_t *ret_n, struct cv_error *err)
{
	CV_AUTO(reg_filing_finish) struct reg_filing f = { .kind = REG_INQUIRIES };
	char day[CV_DAY_TEXT];
	cv_day received;
	int year, month, dom;

	TRY(reg_filing_begin(&f, r, err));
	TRY(reg_file_text(&f, "received", cv_day_text(today, day), err));
	TRY(reg_file_text(&f, "language", "en", err));
	TRY(reg_file_text(&f, "identity", "not-needed", err));
	TRY(reg_file_text(&f, "state", "open", err));
	if (!is_said(said, n, "asked_by"))
		return cv_fail_at(err, CV_E_VALUE, "asked_by",
			"asked_by is missing: data-subject, customer, authority or colleague");
	for (size_t i = 0; i < n; i++) {
		if (said[i].value == NULL || *said[i].value == '\0')
			continue;
		if (is_later(said[i].column))
			return cv_fail_at(err, CV_E_VALUE, said[i].column, "%s is not said when an inquiry is opened",
				said[i].column);
		TRY(reg_file_text(&f, said[i].column, said[i].value, err));
	}
	received = reg_filed_day(&f, "received");
	TRY(not_to_come("received", received, today, err));
	if (is_said(said, n, "identity_asked")) {
		cv_day asked = reg_filed_day(&f, "identity_asked");

		TRY(not_to_come("identity_asked", asked, today, err));
		TRY(not_before("identity_asked", asked, "received", received, err));
		TRY(reg_file_text(&f, "identity", "unproven", err));
	}
	cv_day_civil(received, &year, &month, &dom);
	TRY(reg_desk_number(r, REG_INQUIRIES, year, ret_id, err));
	TRY(reg_file_text(&f, "id", ret_id, err));
	return reg_filing_put(&f, ret_n, err);
}

/* ---- and after ---- */

static enum cv_err begin(struct reg_filing *f, struct reg *r, const struct reg_copy *q, struct cv_error *err)
{
	TRY(reg_filing_begin(f, r, err));
	return reg_file_text(f, "id", reg_copied(q, "id"), err);
}

enum cv_err reg_inquiry_assign(struct reg *r, const struct reg_copy *q, const char *who, struct cv_error *err)
{
	CV_AUTO(reg_filing_finish) struct reg_filing f = { .kind = REG_INQUIRIES };

	TRY(reg_inquiry_may(q, "assign", err));
	if (*who == '\0')
		return cv_fail_at(err, CV_E_VALUE, "assigned", "who works on it is missing");
	TRY(begin(&f, r, q, err));
	TRY(reg_file_text(&f, "assigned", who, err));
	return reg_filing_put(&f, NULL, err);
}

static enum cv_err home_of(struct reg *r, struct cv_str *out, struct cv_error *err)
{
	char *home = NULL;

	TRY(reg_setting(r, "home", &home, err));
	cv_str_puts(out, home);
	free(home);
	return out->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

enum cv_err reg_inquiry_extend(
	struct reg *r, const struct reg_copy *q, cv_day told, const char *reason, cv_day today, struct cv_error *err)
{
	CV_AUTO(reg_filing_finish) struct reg_filing f = { .kind = REG_INQUIRIES };
	CV_AUTO(cv_str_finish) struct cv_str home = { 0 };
	char day[CV_DAY_TEXT], last[CV_DAY_TEXT];
	struct reg_due due;

	TRY(reg_inquiry_may(q, "extend", err));
	if (*reg_copied(q, "extended"))
		return cv_fail(err, CV_E_CONFLICT, "%s was extended on %s already; that is possible once",
			reg_copied(q, "id"), reg_copied(q, "extended"));
	if (reason == NULL || *reason == '\0')
		return cv_fail_at(err, CV_E_VALUE, "extension_reason",
			"why is missing: the asker is told the reason for the delay (GDPR art. 12(3))");
	TRY(not_to_come("extended", told, today, err));
	TRY(not_before("extended", told, "received", reg_copied_day(q, "received"), err));
	TRY(home_of(r, &home, err));
	reg_due_on(reg_pack(r), cv_str_text(&home), &q->record, today, &due);
	if (!due.paused && told.n > due.first.n)
		return cv_fail_at(err, CV_E_CONFLICT, "extended",
			"%s is too late: the asker had to be told by %s (%s). Answer it now", cv_day_text(told, day),
			cv_day_text(due.first, last), due.term->source);
	TRY(begin(&f, r, q, err));
	TRY(reg_file_text(&f, "extended", cv_day_text(told, day), err));
	TRY(reg_file_text(&f, "extension_reason", reason, err));
	return reg_filing_put(&f, NULL, err);
}

enum cv_err reg_inquiry_identity(
	struct reg *r, const struct reg_copy *q, const char *what, cv_day day, cv_day today, struct cv_error *err)
{
	CV_AUTO(reg_filing_finish) struct reg_filing f = { .kind = REG_INQUIRIES };
	bool asked = cv_streq(what, "asked"), proven = cv_streq(what, "proven");
	const char *column = asked ? "identity_asked" : "identity_proven";
	char text[CV_DAY_TEXT];

	TRY(reg_inquiry_may(q, "identity", err));
	if (!asked && !proven && !cv_streq(what, "not-needed"))
		return cv_fail_at(err, CV_E_UNKNOWN_WORD, "identity",
			"'%.40s' is not known here: write asked, proven or not-needed", what);
	if (asked && *reg_copied(q, "identity_asked") && !cv_streq(reg_copied(q, "identity"), "not-needed"))
		return cv_fail(
			err, CV_E_CONFLICT, "proof was asked for on %s already", reg_copied(q, "identity_asked"));
	TRY(not_to_come(column, day, today, err));
	TRY(not_before(column, day, "received", reg_copied_day(q, "received"), err));
	if (proven)
		TRY(not_before(column, day, "identity_asked", reg_copied_day(q, "identity_asked"), err));
	TRY(begin(&f, r, q, err));
	TRY(reg_file_text(&f, "identity", asked ? "unproven" : what, err));
	if (asked || proven)
		TRY(reg_file_text(&f, column, cv_day_text(day, text), err));
	if (asked) /* anew: what was proven before is not what is asked for */
		TRY(reg_file_text(&f, "identity_proven", "", err));
	return reg_filing_put(&f, NULL, err);
}

enum cv_err reg_inquiry_close(struct reg *r, const struct reg_copy *q, const char *outcome, const char *note,
	cv_day day, cv_day today, struct cv_error *err)
{
	CV_AUTO(reg_filing_finish) struct reg_filing f = { .kind = REG_INQUIRIES };
	bool answered = cv_streq(reg_copied(q, "state"), "answered"), said = note && *note;
	char text[CV_DAY_TEXT];

	TRY(reg_inquiry_may(q, "close", err));
	if (outcome == NULL || *outcome == '\0') {
		if (!answered)
			return cv_fail_at(err, CV_E_VALUE, "outcome",
				"%s is open: answer it first, or say how it ends: refused, withdrawn, "
				"not-identified or duplicate",
				reg_copied(q, "id"));
		outcome = "answered";
	}
	TRY(begin(&f, r, q, err));
	TRY(reg_file_text(&f, "outcome", outcome, err));
	if (cv_streq(outcome, "answered") && !answered)
		return cv_fail_at(
			err, CV_E_CONFLICT, "outcome", "%s is open: answer it first", reg_copied(q, "id"));
	if ((cv_streq(outcome, "refused") || cv_streq(outcome, "not-identified")) && !said && !*reg_copied(q, "note"))
		return cv_fail_at(err, CV_E_VALUE, "note",
			"why is missing: the asker is told why nothing is done (GDPR art. 12(4)), and it is kept");
	TRY(not_to_come("closed", day, today, err));
	TRY(not_before("closed", day, "received", reg_copied_day(q, "received"), err));
	if (said)
		TRY(reg_file_text(&f, "note", note, err));
	TRY(reg_file_text(&f, "state", "closed", err));
	TRY(reg_file_text(&f, "closed", cv_day_text(day, text), err));
	return reg_filing_put(&f, NULL, err);
}

enum cv_err reg_inquiry_reopen(struct reg *r, const struct reg_copy *q, struct cv_error *err)
{
	CV_AUTO(reg_filing_finish) struct reg_filing f = { .kind = REG_INQUIRIES };

	TRY(reg_inquiry_may(q, "reopen", err));
	TRY(begin(&f, r, q, err));
	TRY(reg_file_text(&f, "state", "open", err));
	return reg_filing_put(&f, NULL, err);
}

/*
 * The agenda (registry/desk/agenda.h) as text, as JSON and as a calendar that calendar programs subscribe to.
 */
#ifndef REPORTS_AGENDA_H
#define REPORTS_AGENDA_H

#include "registry/core/jsonw.h"
#include "registry/desk/agenda.h"

/* A line for each deadline: what is overdue first. */
void rep_agenda_text(const struct reg_agenda *a, struct cv_str *out);
/* {"on", "until" (null: no end), "overdue", "left_out", "change", "deadlines": [...]}, as one JSON value. */
void rep_agenda_json(const struct reg_agenda *a, struct cv_json *j);

/*
 * iCalendar (RFC 5545, RFC 7986): all-day events that take up no time. The same register on the same day gives the
 * same bytes: DTSTAMP is the instant of the last change that the view knows. The UID of a deadline stays what it is
 * for as long as its record lives, also when the day moves. origin: what tells this register from others, letters,
 * digits, '.' and '-'. Appended to out.
 * Fails: E_NOMEM.
 */
CV_MUST enum cv_err rep_agenda_ical(
	const struct reg_agenda *a, const char *origin, struct cv_str *out, struct cv_error *err);

#endif

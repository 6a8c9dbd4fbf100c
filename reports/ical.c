/* The agenda as iCalendar, by libical. */
#include "reports/agenda.h"

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PRODUCT "-//chapterv//register of transfers//EN"
#define TITLE "Transfers of personal data: deadlines"
#define ABOUT "What is to be done by when, what ends, and what then changes, as the register has it."

enum { REFRESH_HOURS = 6, STAMP_TEXT = 17, UID_TEXT = 160 };

static void destroy(icalcomponent **c)
{
	if (*c)
		icalcomponent_free(*c);
}

/* NULL was what libical had no memory for. */
static bool put(icalcomponent *c, icalproperty *p)
{
	if (p)
		icalcomponent_add_property(c, p);
	return p != NULL;
}

/* A date is to be marked as one: RFC 5545, 3.8.2.4. */
static bool put_day(icalcomponent *c, cv_day day)
{
	int y, m, d;
	struct icaltimetype t = icaltime_null_date();

	cv_day_civil(day, &y, &m, &d);
	t.year = y;
	t.month = m;
	t.day = d;
	t.is_date = 1;
	return put(c, icalproperty_new_dtstart(t));
}

static bool put_x(icalcomponent *c, const char *name, const char *value)
{
	icalproperty *p = icalproperty_new_x(value);

	if (p)
		icalproperty_set_x_name(p, name);
	return put(c, p);
}

/* The instant of the last change, to the second: "20261123T100000Z". */
static struct icaltimetype stamp(const struct reg_view *v)
{
	char text[STAMP_TEXT];
	size_t n = 0;

	for (const char *p = v->at; *p && *p != '.' && n + 2 < sizeof(text); p++)
		if (*p != '-' && *p != ':')
			text[n++] = *p;
	text[n] = '\0';
	if (n > 0)
		memcpy(text + n, "Z", 2);
	return icaltime_from_string(n > 0 ? text : "19700101T000000Z");
}

static bool put_what(icalcomponent *c, const struct reg_deadline *d)
{
	CV_AUTO(cv_str_finish) struct cv_str summary = { 0 }, more = { 0 };
	char since[CV_DAY_TEXT];

	cv_str_printf(&summary, "%s%s: %s", d->overdue ? "Overdue: " : "", reg_deadline_title(d->what), d->text);
	cv_str_printf(&more, "On file as %s.", d->subject);
	if (cv_day_known(d->since))
		cv_str_printf(&more, " Since %s.", cv_day_text(d->since, since));
	if (summary.failed || more.failed)
		return false;
	return put(c, icalproperty_new_summary(summary.data)) && put(c, icalproperty_new_description(more.data)) &&
		put(c, icalproperty_new_categories(reg_deadline_word(d->what)));
}

static bool put_event(icalcomponent *calendar, const struct reg_deadline *d, const char *origin, struct icaltimetype at)
{
	icalcomponent *e = icalcomponent_new(ICAL_VEVENT_COMPONENT);
	char uid[UID_TEXT];

	if (e == NULL)
		return false;
	icalcomponent_add_component(calendar, e); /* which owns it */
	snprintf(uid, sizeof(uid), "%s.%s.%lld%s%s@%.64s", reg_deadline_word(d->what),
		reg_kind_info(d->kind)->singular, (long long)d->n, *d->mark ? "." : "", d->mark, origin);
	return put(e, icalproperty_new_uid(uid)) && put(e, icalproperty_new_dtstamp(at)) && put_day(e, d->day) &&
		put_what(e, d) && put(e, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
}

/* No LAST-MODIFIED: what is overdue changes with the day, without anything being recorded. */
static bool put_head(icalcomponent *c, const char *origin)
{
	struct icaldurationtype hours = icaldurationtype_from_int(REFRESH_HOURS * 3600);
	icalproperty *refresh = icalproperty_new_refreshinterval(hours);
	char uid[UID_TEXT], span[16];

	/* the value is a duration only where it says so: RFC 7986, 5.7 */
	if (refresh)
		icalproperty_add_parameter(refresh, icalparameter_new_value(ICAL_VALUE_DURATION));
	snprintf(uid, sizeof(uid), "calendar@%.64s", origin);
	snprintf(span, sizeof(span), "PT%dH", REFRESH_HOURS);
	return put(c, icalproperty_new_version("2.0")) && put(c, icalproperty_new_prodid(PRODUCT)) &&
		put(c, icalproperty_new_calscale("GREGORIAN")) &&
		put(c, icalproperty_new_method(ICAL_METHOD_PUBLISH)) && put(c, icalproperty_new_uid(uid)) &&
		put(c, icalproperty_new_name(TITLE)) && put(c, icalproperty_new_description(ABOUT)) &&
		put(c, refresh) && put_x(c, "X-WR-CALNAME", TITLE) && put_x(c, "X-PUBLISHED-TTL", span);
}

enum cv_err rep_agenda_ical(const struct reg_agenda *a, const char *origin, struct cv_str *out, struct cv_error *err)
{
	CV_AUTO(destroy) icalcomponent *calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
	struct icaltimetype at = stamp(a->view);
	bool good = calendar && put_head(calendar, origin);
	char *text;

	for (size_t i = 0; good && i < a->n; i++)
		good = put_event(calendar, &a->row[i], origin, at);
	text = good ? icalcomponent_as_ical_string_r(calendar) : NULL;
	if (text)
		cv_str_puts(out, text);
	free(text);
	return text && !out->failed ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

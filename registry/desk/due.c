/* By when an inquiry is to be answered. */
#include "registry/desk/terms.h"

#include <string.h>

static int last_of_month(int year, int month)
{
	return cv_day_from_civil(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1).n -
		cv_day_from_civil(year, month, 1).n;
}

cv_day reg_add_months(cv_day d, int n)
{
	int year, month, dom, last;

	if (!cv_day_known(d))
		return d;
	cv_day_civil(d, &year, &month, &dom);
	month += n - 1; /* from 0 */
	year += month / 12;
	month %= 12;
	if (month < 0) {
		month += 12;
		year--;
	}
	last = last_of_month(year, month + 1);
	return cv_day_from_civil(year, month + 1, dom < last ? dom : last);
}

cv_day reg_add_days(cv_day d, int n)
{
	return cv_day_known(d) ? (cv_day){ d.n + n } : d;
}

const struct reg_term *reg_term_of(const struct law_pack *p, const char *country, const char *home, cv_day received)
{
	const char *code = *country ? country : home, *regime = "";
	law_place place;

	if (*code && law_place_parse(p, code, strlen(code), &place))
		regime = law_regime_name(p, law_regime_of(p, place, 0, received));
	for (int own = 0; own < 2; own++, regime = "")
		for (size_t i = 0; i < reg_n_terms; i++)
			if (cv_streq(reg_terms[i].regime, regime) && cv_span_has(reg_terms[i].held, received))
				return &reg_terms[i];
	return &reg_terms[reg_n_terms - 1];
}

static const char *text_of(const struct reg_record *rec, const char *column)
{
	const char *text = rec->cell[reg_column_index(REG_INQUIRIES, column)];

	return text ? text : "";
}

/* What had not happened yet on the day asked about has not happened. */
static cv_day day_by(const struct reg_record *rec, const char *column, cv_day on)
{
	const char *text = text_of(rec, column);
	cv_day d = CV_DAY_NONE;

	if (!cv_day_parse(text, strlen(text), &d) || d.n > on.n)
		return CV_DAY_NONE;
	return d;
}

/* 0 on a Monday: 1970-01-01 was a Thursday. */
static int weekday(cv_day d)
{
	return ((d.n + 3) % 7 + 7) % 7;
}

/* Until when it lasts where its last day is a Saturday or Sunday, and that moves it. */
static cv_day working(const struct reg_term *t, cv_day d)
{
	int w = weekday(d);

	return cv_day_known(d) && t->moves && w > 4 ? (cv_day){ d.n + 7 - w } : d;
}

/* The last day of a time that begins on from, by the calendar. */
static cv_day end_of(const struct reg_term *t, cv_day from, bool extended)
{
	int months = (t->months ? t->amount : 0) + (extended && t->more_months ? t->more : 0);
	int days = (t->months ? 0 : t->amount) + (extended && !t->more_months ? t->more : 0);

	return reg_add_days(reg_add_months(from, months), days);
}

static cv_day later(cv_day a, cv_day b)
{
	return a.n > b.n ? a : b;
}

/*
 * The last day on which asking for proof stops the time: that of the first time, or of the extension where the asker
 * was told of it within the first. What is asked for once the time is over does not bring it back.
 */
static cv_day last_to_ask(const struct reg_due *d, cv_day told)
{
	cv_day first = working(d->term, end_of(d->term, d->received, false));

	return cv_day_known(told) && told.n <= first.n ? working(d->term, end_of(d->term, d->received, true)) : first;
}

/* Proof of identity, and what it does to the time. */
struct pause {
	cv_day from;   /* the time is counted from here */
	bool extended; /* it was asked for within the extension: the first time was over, and is not moved */
};

/* The time runs from the receipt: what was asked for or proven before stops nothing until then. */
static void identity(const struct reg_record *rec, cv_day on, cv_day told, struct reg_due *d, struct pause *p)
{
	cv_day asked = day_by(rec, "identity_asked", on), proven = day_by(rec, "identity_proven", on);

	if (!cv_day_known(asked) || cv_streq(text_of(rec, "identity"), "not-needed") ||
		asked.n > last_to_ask(d, told).n)
		return;
	p->extended = asked.n > working(d->term, end_of(d->term, d->received, false)).n;
	d->since = later(asked, d->received);
	d->paused = d->open && !cv_day_known(proven);
	if (!d->paused && !cv_day_known(proven))
		return; /* it was answered or closed: nothing stands still any more */
	if (!d->paused && proven.n < asked.n)
		return;
	proven = later(proven, d->received);
	d->paused_days = (d->paused ? on.n : proven.n) - d->since.n;
	if (d->term->restarts && !d->paused) {
		p->from = proven;
		d->paused_days = proven.n - d->received.n;
	}
}

void reg_due_on(
	const struct law_pack *p, const char *home, const struct reg_record *rec, cv_day on, struct reg_due *ret)
{
	cv_day told = day_by(rec, "extended", on);
	struct pause stop = { .extended = false };
	int still;

	*ret = (struct reg_due){
		.received = CV_DAY_NONE, .first = CV_DAY_NONE, .due = CV_DAY_NONE, .latest = CV_DAY_NONE,
		.since = CV_DAY_NONE
	};
	if (!cv_day_parse(text_of(rec, "received"), strlen(text_of(rec, "received")), &ret->received))
		return;
	ret->open = cv_streq(text_of(rec, "state"), "open");
	ret->term = reg_term_of(p, text_of(rec, "country"), home, ret->received);
	stop.from = ret->received;
	identity(rec, on, told, ret, &stop);
	still = stop.from.n == ret->received.n ? ret->paused_days : 0;
	ret->first = working(ret->term, reg_add_days(end_of(ret->term, stop.from, false), stop.extended ? 0 : still));
	if (cv_day_known(told)) {
		ret->told_too_late = told.n > ret->first.n;
		ret->extended = !ret->told_too_late;
	}
	ret->due = reg_add_days(end_of(ret->term, stop.from, ret->extended), still);
	ret->latest = working(ret->term, ret->due);
	if (ret->paused) {
		ret->due = ret->latest = CV_DAY_NONE;
		return;
	}
	ret->left = ret->due.n - on.n;
	ret->overdue = ret->open && ret->left < 0;
}

bool reg_due_within(const struct reg_due *d, int days)
{
	return d->open && cv_day_known(d->due) && d->left <= days;
}

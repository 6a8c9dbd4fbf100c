/*
 * By when an inquiry is to be answered, as a function of its record and a day.
 *
 * Sources: GDPR art. 12(3) (one month, two more where needed, told within the first), art. 12(6) (proof of identity);
 * Regulation (EEC, Euratom) 1182/71 art. 3 (the day of the event does not count; a period in months ends on the day
 * of the same number, where there is none on the last of the month); UK GDPR art. 12A; Swiss DPO art. 18. How long,
 * and what a pause does, is data: registry/desk/terms.csv, a row for a regime and the days on which it held.
 *
 * The last day is that of the calendar: whoever keeps to it is never late. Where it is a Saturday, a Sunday or a
 * holiday the law gives until the next working day (1182/71 art. 3(4); EDPB Guidelines 01/2022 para. 159; ICO; Swiss
 * SR 173.110.3): that is said beside it, and what is told or asked for on that Monday is in time. Holidays are those
 * of a place and are not on file.
 */
#ifndef REGISTRY_DESK_DUE_H
#define REGISTRY_DESK_DUE_H

#include "registry/registry.h"

/* The same day so many months later (n may be negative); where that month has none, its last. Unknown stays unknown. */
cv_day reg_add_months(cv_day d, int n);
cv_day reg_add_days(cv_day d, int n);

/* How long there is. Lives as long as the program. */
struct reg_term {
	const char *regime;  /* "" : where the law of the country and day sets nothing */
	struct cv_span held; /* of the day of receipt */
	int amount;
	bool months;         /* else days */
	int more;            /* beside the amount, once the asker was told */
	bool more_months;
	bool restarts;       /* proof of identity begins the time anew; else the time stands still until it comes */
	bool moves;          /* one that ends on a Saturday or Sunday lasts until the Monday behind it */
	const char *source, *note;
};

/* The term for whoever asks from that country ("": home) on that day. Never NULL. */
const struct reg_term *reg_term_of(const struct law_pack *p, const char *country, const char *home, cv_day received);

struct reg_due {
	const struct reg_term *term;
	cv_day received;     /* CV_DAY_NONE: not readable; then nothing else is set */
	cv_day first;        /* last day on which the asker may be told of an extension: that of a week, as latest */
	cv_day due;          /* last day to answer; CV_DAY_NONE while paused */
	cv_day latest;       /* the same, or the Monday after a last day at the end of a week */
	bool open;           /* neither answered nor closed on that day */
	bool paused;         /* proof of identity was asked for and has not come */
	cv_day since;        /* of a pause, the first day */
	int paused_days;     /* that the pauses added, up to that day */
	bool extended;
	bool told_too_late;  /* extended after the first time had run out: it does not count */
	int left;            /* days until due, negative: overdue by so many; 0 on the last day. Not set while paused */
	bool overdue;        /* open, and the last day is past */
};

/*
 * Of a record of the kind inquiries, on a day: what was asked for, proven or extended later does not count yet. state
 * answered or closed: open is false, the rest is as if it were not.
 */
void reg_due_on(const struct law_pack *p, const char *home, const struct reg_record *rec, cv_day on,
	struct reg_due *ret);
/* Open, not paused, and due within so many days, the overdue among them. */
bool reg_due_within(const struct reg_due *d, int days);

#endif

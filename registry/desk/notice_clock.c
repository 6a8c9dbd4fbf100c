/* The objection clock: which days count for one customer. */
#include "registry/desk/notice.h"

/* Where there is an agreement of art. 28(3), what else was signed with the customer says nothing about other
 * processors. */
static bool any_processing(const struct reg_notice_term *term, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (term[i].processing)
			return true;
	return false;
}

static int64_t within(int64_t days)
{
	return days < 0 ? 0 : days > REG_DAYS_MAX ? REG_DAYS_MAX : days;
}

static cv_day after(cv_day d, int64_t days)
{
	return (cv_day){ d.n + (int32_t)within(days) };
}

void reg_notice_clock(const struct reg_notice_term *term, size_t n, int64_t objection_days, int64_t notice_days,
	cv_day announced, struct reg_clock *ret)
{
	bool only_processing = any_processing(term, n);
	int64_t ahead = -1;

	*ret = (struct reg_clock){ .days = objection_days, .binding = n, .speaks = n };
	for (size_t i = 0; i < n; i++) {
		if (only_processing && !term[i].processing)
			continue;
		if (ret->speaks == n)
			ret->speaks = i;
		ret->refusal |= term[i].refusal;
		if (term[i].notice_days > ahead)
			ahead = term[i].notice_days;
		if (term[i].objection_days >= 0 && (ret->binding == n || term[i].objection_days < ret->days)) {
			ret->days = term[i].objection_days;
			ret->binding = ret->speaks = i;
		}
	}
	ret->days = within(ret->days);
	ret->deadline = after(announced, ret->days);
	ret->first = after(announced, ahead < 0 ? notice_days : ahead);
	if (ret->first.n <= ret->deadline.n)
		ret->first.n = ret->deadline.n + 1;
}

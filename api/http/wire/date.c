#include "api/http/wire/date.h"

#include "registry/core/text.h"

#include <stdio.h>
#include <string.h>

enum { DAY_MS = 24 * 3600 * 1000 };

static const char *const weekday[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue",
	"Wed" }; /* 1970-01-01 was a Thursday */
static const char *const month[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
	"Dec" };

char *http_date_text(int64_t ms, char buf[HTTP_DATE_TEXT])
{
	cv_day day = { (int32_t)(ms / DAY_MS) };
	int y, m, d, s = (int)(ms % DAY_MS / 1000);
	char text[96];

	cv_day_civil(day, &y, &m, &d);
	snprintf(text, sizeof(text), "%s, %02d %s %04d %02d:%02d:%02d GMT", weekday[day.n % 7], d, month[m - 1], y,
		s / 3600, s / 60 % 60, s % 60);
	memcpy(buf, text, HTTP_DATE_TEXT - 1);
	buf[HTTP_DATE_TEXT - 1] = '\0';
	return buf;
}

static int two(const char *p)
{
	return (p[0] - '0') * 10 + p[1] - '0';
}

/* Shape first, then by writing it again: a weekday that does not fit, or a 31 June, is no date. */
bool http_date_parse(const char *text, int64_t *ret_ms)
{
	static const char shape[] = "aaa, 00 aaa 0000 00:00:00 GMT";
	char again[HTTP_DATE_TEXT];
	int64_t ms;
	size_t m = 0;

	if (strlen(text) != sizeof(shape) - 1)
		return false;
	for (size_t i = 0; shape[i]; i++)
		if (shape[i] == '0' ? text[i] < '0' || text[i] > '9' : shape[i] != 'a' && shape[i] != text[i])
			return false;
	while (m < CV_LEN(month) && strncmp(text + 8, month[m], 3) != 0)
		m++;
	if (m == CV_LEN(month) || two(text + 12) < 19)
		return false;
	ms = (int64_t)cv_day_from_civil(two(text + 12) * 100 + two(text + 14), (int)m + 1, two(text + 5)).n * DAY_MS;
	ms += ((int64_t)(two(text + 17) * 60 + two(text + 20)) * 60 + two(text + 23)) * 1000;
	if (ms < 0 || !cv_streq(http_date_text(ms, again), text))
		return false;
	*ret_ms = ms;
	return true;
}

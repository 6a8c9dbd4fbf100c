#include "registry/core/day.h"

#include <stdio.h>
#include <string.h>

enum { YEAR_FIRST = 1900, YEAR_LAST = 2199, DAY_MS = 86400000, FRACTION_MAX = 9 };

static bool leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int month_days(int y, int m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return m == 2 && leap(y) ? 29 : days[m - 1];
}

/* Days before 1 March of year y, counted in 400-year eras so that leap days fall at a year's end. */
cv_day cv_day_from_civil(int year, int month, int dom)
{
	int y = month <= 2 ? year - 1 : year;
	int era = (y >= 0 ? y : y - 399) / 400;
	int yoe = y - era * 400;
	int doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dom - 1;
	int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return (cv_day){ era * 146097 + doe - 719468 };
}

/*
 * The other way: the century, then the year in it, then the month, each by a straight line through its beginnings.
 * Counted from 1 March of the year -32800, so that nothing is negative.
 */
void cv_day_civil(cv_day d, int *ret_year, int *ret_month, int *ret_dom)
{
	enum { ERAS = 82, YEARS = 400 * ERAS, DAYS = 719468 + 146097 * ERAS };
	uint32_t quarters = 4 * ((uint32_t)d.n + DAYS) + 3, century = quarters / 146097;
	uint32_t left = (quarters % 146097) | 3, year = left / 1461, doy = left % 1461 / 4;
	uint32_t line = 2141 * doy + 197913, month = line >> 16;
	bool next = doy >= 306; /* January and February are of the year after */

	*ret_dom = (int)((line & 0xffff) / 2141) + 1;
	*ret_month = (int)(next ? month - 12 : month);
	*ret_year = (int)(100 * century + year) - YEARS + next;
}

static bool digits(const char *s, size_t n, int *ret)
{
	int v = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		v = v * 10 + (s[i] - '0');
	}
	*ret = v;
	return true;
}

bool cv_day_parse(const char *text, size_t len, cv_day *ret_day)
{
	int y, m, d;

	if (len != 10 || text[4] != '-' || text[7] != '-')
		return false;
	if (!digits(text, 4, &y) || !digits(text + 5, 2, &m) || !digits(text + 8, 2, &d))
		return false;
	if (y < YEAR_FIRST || y > YEAR_LAST || m < 1 || m > 12 || d < 1 || d > month_days(y, m))
		return false;
	*ret_day = cv_day_from_civil(y, m, d);
	return true;
}

static void two(char *p, int v)
{
	unsigned n = (unsigned)v % 100;

	p[0] = (char)('0' + n / 10);
	p[1] = (char)('0' + n % 10);
}

char *cv_day_text(cv_day d, char buf[CV_DAY_TEXT])
{
	int y, m, dom;

	if (!cv_day_known(d)) {
		buf[0] = '\0';
		return buf;
	}
	cv_day_civil(d, &y, &m, &dom);
	two(buf, y / 100);
	two(buf + 2, y % 100);
	buf[4] = buf[7] = '-';
	two(buf + 5, m);
	two(buf + 8, dom);
	buf[10] = '\0';
	return buf;
}

/* ":SS" and ".f" as far as they are there, in ms. */
static bool seconds(const char **p, int *ret)
{
	int s = 0, ms = 0, n = 0;

	if (**p == ':') {
		if (!digits(*p + 1, 2, &s) || s > 59)
			return false;
		*p += 3;
		if (**p == '.')
			for (++*p; **p >= '0' && **p <= '9' && n < FRACTION_MAX; ++*p, n++)
				ms += n < 3 ? (**p - '0') * (n == 0 ? 100 : n == 1 ? 10 : 1) : 0;
		if (n == 0 && (*p)[-1] == '.')
			return false;
	}
	*ret = s * 1000 + ms;
	return true;
}

/* Minutes that the clock of "Z" or "+02:00" is ahead of UTC. */
static bool offset(const char *p, int *ret)
{
	int h, m;

	*ret = 0;
	if (*p == 'Z')
		return p[1] == '\0';
	if ((*p != '+' && *p != '-') || !digits(p + 1, 2, &h) || p[3] != ':' || !digits(p + 4, 2, &m) || p[6] || h > 14 ||
		m > 59)
		return false;
	*ret = (h * 60 + m) * (*p == '-' ? -1 : 1);
	return true;
}

bool cv_instant_parse(const char *text, char ret_instant[CV_INSTANT_TEXT])
{
	const char *p;
	char buf[CV_INSTANT_TEXT];
	int h, m, ms, ahead;
	cv_day day;

	if (strlen(text) < 10 || !cv_day_parse(text, 10, &day))
		return false;
	if (text[10] == '\0') {
		snprintf(ret_instant, CV_INSTANT_TEXT, "%.10sT23:59:59.999Z", text);
		return true;
	}
	if (text[10] != 'T' || !digits(text + 11, 2, &h) || text[13] != ':' || !digits(text + 14, 2, &m) || h > 23 || m > 59)
		return false;
	p = text + 16;
	if (!seconds(&p, &ms) || !offset(p, &ahead))
		return false;
	cv_instant_text((int64_t)day.n * DAY_MS + (int64_t)(h * 60 + m - ahead) * 60000 + ms, buf);
	if (!cv_day_parse(buf, 10, &day))
		return false;
	memcpy(ret_instant, buf, sizeof(buf));
	return true;
}

char *cv_instant_text(int64_t ms, char buf[CV_INSTANT_TEXT])
{
	int64_t days = ms >= 0 ? ms / DAY_MS : -((-ms + DAY_MS - 1) / DAY_MS);
	int rest = (int)(ms - days * DAY_MS);

	cv_day_text((cv_day){ (int32_t)days }, buf);
	buf[10] = 'T';
	two(buf + 11, rest / 3600000);
	buf[13] = ':';
	two(buf + 14, rest / 60000 % 60);
	buf[16] = ':';
	two(buf + 17, rest / 1000 % 60);
	buf[19] = '.';
	buf[20] = (char)('0' + rest / 100 % 10);
	two(buf + 21, rest % 100);
	buf[23] = 'Z';
	buf[24] = '\0';
	return buf;
}

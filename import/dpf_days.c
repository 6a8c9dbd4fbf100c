/* Days of the participant list: as the workbook shows them, as spreadsheets write CSV, as people rewrite them. */
#include "import/dpf.h"

#include <string.h>

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static const char *blanks(const char *p)
{
	while (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')
		p++;
	return p;
}

/* A number of at most `most` digits; *ret_digits 0: there is none. */
static const char *number(const char *p, int most, int *ret, int *ret_digits)
{
	*ret = 0;
	for (*ret_digits = 0; digit(*p) && *ret_digits < most; (*ret_digits)++)
		*ret = 10 * *ret + (*p++ - '0');
	return p;
}

/* Nothing, or a time of day, follows. */
static bool ends(const char *p)
{
	if (*p == 'T' || *p == ',')
		p++;
	p = blanks(p);
	if (*p == '\0')
		return true;
	return digit(*p) && strspn(p, "0123456789:.+-ZAPMapm \t") == strlen(p) && strchr(p, ':') != NULL;
}

static bool civil(int year, int month, int dom, cv_day *ret)
{
	int y, m, d;

	if (year < 1900 || year > 2199 || month < 1 || month > 12 || dom < 1 || dom > 31)
		return false;
	*ret = cv_day_from_civil(year, month, dom);
	cv_day_civil(*ret, &y, &m, &d);
	return y == year && m == month && d == dom;
}

static int full_year(int year, int digits)
{
	return digits == 4 ? year : digits == 2 ? 2000 + year : 0;
}

static const char *month_name(const char *p, int *ret)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	char word[4] = "";
	size_t n = 0;
	const char *at;

	for (; letter(p[n]); n++)
		if (n < 3)
			word[n] = (char)(p[n] | 0x20);
	at = n >= 3 ? strstr(names, word) : NULL;
	*ret = at && (at - names) % 3 == 0 ? (int)(at - names) / 3 + 1 : 0;
	return p + n + (p[n] == '.');
}

/* Three numbers with one separator: in the order they stand. */
static bool three(const char *text, int n[3], int digits[3])
{
	const char *p = number(blanks(text), 4, &n[0], &digits[0]);
	char sep = *p;

	if (digits[0] == 0 || (sep != '/' && sep != '.' && sep != '-'))
		return false;
	p = number(p + 1, 2, &n[1], &digits[1]);
	if (digits[1] == 0 || *p != sep)
		return false;
	p = number(p + 1, 4, &n[2], &digits[2]);
	return digits[2] > 0 && !digit(*p) && ends(p);
}

static bool year_last(const int n[3], const int digits[3])
{
	return digits[0] <= 2 && full_year(n[2], digits[2]) > 0;
}

int imp_dpf_order(const char *text)
{
	int n[3], digits[3];

	if (!three(text, n, digits) || !year_last(n, digits))
		return 0;
	if (n[0] > 12 && n[0] <= 31 && n[1] <= 12)
		return -1;
	return n[1] > 12 && n[1] <= 31 && n[0] <= 12;
}

static enum imp_dpf_read numbers(const int n[3], const int digits[3], enum imp_days days, cv_day *ret)
{
	int year = full_year(n[2], digits[2]);

	if (digits[0] == 4)
		return civil(n[0], n[1], n[2], ret) ? IMP_DPF_DAY : IMP_DPF_NO_DAY;
	if (!year_last(n, digits))
		return IMP_DPF_NO_DAY;
	if (n[0] <= 12 && n[1] <= 12 && n[0] != n[1] && days == IMP_DAYS_ASK)
		return IMP_DPF_AMBIGUOUS;
	if (n[0] > 12 || (n[1] <= 12 && days == IMP_DAYS_DMY))
		return civil(year, n[1], n[0], ret) ? IMP_DPF_DAY : IMP_DPF_NO_DAY;
	return civil(year, n[0], n[1], ret) ? IMP_DPF_DAY : IMP_DPF_NO_DAY;
}

/* "17 Jul 2023", "17-Jul-23", "July 17, 2023" */
static enum imp_dpf_read with_name(const char *p, cv_day *ret)
{
	int month, dom, year, digits;

	p = blanks(p);
	if (letter(*p)) {
		p = month_name(p, &month);
		p = number(blanks(p), 2, &dom, &digits);
	} else {
		p = number(p, 2, &dom, &digits);
		p = month_name(blanks(p + (*p == '-')), &month);
	}
	if (month == 0 || digits == 0)
		return IMP_DPF_NO_DAY;
	p = number(blanks(p + (*p == ',' || *p == '-')), 4, &year, &digits);
	return !digit(*p) && ends(p) && civil(full_year(year, digits), month, dom, ret) ? IMP_DPF_DAY : IMP_DPF_NO_DAY;
}

/* Days since 1899-12-30, as a spreadsheet keeps them; what it adds behind the point is the time of day. */
static bool spreadsheet_number(const char *text, cv_day *ret)
{
	int n, digits;
	const char *p = number(blanks(text), 5, &n, &digits);

	if (digits != 5 || n < 36526 || n > 73050) /* 2000 to 2099: anything else is some other number */
		return false;
	p += *p == '.' ? 1 + strspn(p + 1, "0123456789") : 0;
	*ret = (cv_day){ cv_day_from_civil(1899, 12, 30).n + n };
	return *blanks(p) == '\0';
}

static bool says_nothing(const char *text)
{
	static const char *const nothing[] = { "", "-", "--", "n/a", "na", "none", "null", "not applicable",
		"\xE2\x80\x93", "\xE2\x80\x94" };
	size_t len = strlen(text);

	while (len > 0 && strchr(" \t\r\n", text[len - 1]))
		len--;
	for (size_t i = 0; i < CV_LEN(nothing); i++)
		if (strlen(nothing[i]) == len && strncasecmp(nothing[i], text, len) == 0)
			return true;
	return false;
}

enum imp_dpf_read imp_dpf_day(const char *text, enum imp_days days, cv_day *ret)
{
	int n[3], digits[3];

	*ret = CV_DAY_NONE;
	text = blanks(text);
	if (says_nothing(text))
		return IMP_DPF_EMPTY;
	if (three(text, n, digits))
		return numbers(n, digits, days, ret);
	if (spreadsheet_number(text, ret))
		return IMP_DPF_DAY;
	return with_name(text, ret);
}

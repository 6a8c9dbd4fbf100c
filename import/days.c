/*
 * Days as people write them, in the languages of the lists. Never guessed: 03/04/2024 is two days until somebody says
 * which; a year of two digits and the number of a spreadsheet are none.
 */
#include "import/inside.h"

#include <string.h>

/* Folded; each word of a month stands between bars. */
static const char *const months[12] = {
	"|jan|january|januar|janner|janvier|janv|enero|ene|gennaio|gen|januari|janeiro|stycznia|styczen|sty|leden|ledna|ianuarie|tammikuu|",
	"|feb|february|februar|fevrier|fevr|fev|febrero|febbraio|februari|fevereiro|lutego|luty|lut|unor|unora|februarie|helmikuu|",
	"|mar|march|marz|mrz|mars|marzo|maart|mrt|marts|marco|marca|marzec|brezen|brezna|martie|maaliskuu|",
	"|apr|april|avril|avr|abril|abr|aprile|kwietnia|kwiecien|kwi|duben|dubna|aprilie|huhtikuu|",
	"|may|mai|mayo|maggio|mag|mei|maj|maio|maja|kveten|kvetna|toukokuu|",
	"|jun|june|juni|juin|junio|giugno|giu|junho|czerwca|czerwiec|cze|cerven|cervna|iunie|kesakuu|",
	"|jul|july|juli|juillet|juil|julio|luglio|lug|julho|lipca|lipiec|lip|cervenec|cervence|iulie|heinakuu|",
	"|aug|august|aout|agosto|ago|augustus|augusti|sierpnia|sierpien|sie|srpen|srpna|elokuu|",
	"|sep|sept|september|septembre|septiembre|settembre|set|setembro|wrzesnia|wrzesien|wrz|zari|septembrie|syyskuu|",
	"|oct|october|okt|oktober|octobre|octubre|ottobre|ott|outubro|out|pazdziernika|pazdziernik|paz|rijen|rijna|octombrie|lokakuu|",
	"|nov|november|novembre|noviembre|novembro|listopada|listopad|lis|listopadu|noiembrie|marraskuu|",
	"|dec|december|dez|dezember|decembre|diciembre|dic|dicembre|desember|des|dezembro|grudnia|grudzien|gru|prosinec|decembrie|joulukuu|",
};
static const char idle[] = "|of|the|de|del|di|den|der|le|el|"; /* "1 de marzo de 2024" */
static const char ordinal[] = "|st|nd|rd|th|er|re|o|a|e|";     /* "1st", "1er" */

static bool is_in(const char *words, const char *w, size_t n)
{
	for (const char *p = words; (p = strchr(p, '|')) != NULL && p[1]; p++)
		if (strncmp(p + 1, w, n) == 0 && p[1 + n] == '|')
			return true;
	return false;
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

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *number(const char *p, int *ret, int *ret_digits)
{
	*ret = 0;
	for (*ret_digits = 0; digit(*p) && *ret_digits < 5; (*ret_digits)++)
		*ret = 10 * *ret + (*p++ - '0');
	return p;
}

/* Nothing, or a time of day, follows. */
static bool ends(const char *p)
{
	if (*p == 'T' || *p == ',')
		p++;
	p += strspn(p, " ");
	if (*p == '\0')
		return true;
	return digit(*p) && strspn(p, "0123456789:.+-ZAPMapm ") == strlen(p) && strchr(p, ':') != NULL;
}

/* ---- numbers ---- */

struct numbers {
	int n[3], digits[3], count;
	char between;
};

/* Two or three numbers with one separator. */
static bool numbers(const char *text, struct numbers *ret)
{
	const char *p = text;

	*ret = (struct numbers){ .count = 0 };
	for (;;) {
		p = number(p, &ret->n[ret->count], &ret->digits[ret->count]);
		if (ret->digits[ret->count] == 0)
			return false;
		ret->count++;
		if (ret->count == 3 || *p == '\0' || strchr("/.-", *p) == NULL ||
			(ret->count == 2 && *p != ret->between))
			break;
		ret->between = *p++;
		p += ret->between == '.' ? strspn(p, " ") : 0; /* "12. 3. 2024" */
	}
	return ret->count > 1 && ends(p);
}

static bool short_ones(const struct numbers *k, int a, int b)
{
	return k->digits[a] <= 2 && k->digits[b] <= 2;
}

static enum imp_day_read of_two(const struct numbers *k, cv_day *ret)
{
	int year = k->digits[0] == 4 ? 0 : 1;

	if (k->digits[year] != 4 || k->digits[1 - year] > 2)
		return IMP_NO_DAY;
	return civil(k->n[year], k->n[1 - year], 1, ret) ? IMP_MONTH : IMP_NO_DAY;
}

static enum imp_day_read of_three(const struct numbers *k, enum imp_days order, cv_day *ret)
{
	int a = k->n[0], b = k->n[1];
	bool good;

	if (k->digits[0] == 4)
		return short_ones(k, 1, 2) && civil(a, b, k->n[2], ret) ? IMP_DAY : IMP_NO_DAY;
	if (k->digits[2] != 4 || !short_ones(k, 0, 1))
		return IMP_NO_DAY;
	if (k->between == '.')
		order = IMP_DAYS_DMY; /* with dots the day comes first everywhere */
	if (order == IMP_DAYS_ASK && a <= 12 && b <= 12 && a != b)
		return civil(k->n[2], a, b, ret) ? IMP_TWO_WAYS : IMP_NO_DAY;
	good = a > 12 || (b <= 12 && order == IMP_DAYS_DMY) ? civil(k->n[2], b, a, ret) : civil(k->n[2], a, b, ret);
	return good ? IMP_DAY : IMP_NO_DAY;
}

int imp_day_order(const char *text)
{
	struct numbers k;

	if (!numbers(text, &k) || k.count != 3 || k.between == '.' || k.digits[2] != 4 || !short_ones(&k, 0, 1))
		return 0;
	if (k.n[0] > 12 && k.n[0] <= 31 && k.n[1] <= 12)
		return -1;
	return k.n[1] > 12 && k.n[1] <= 31 && k.n[0] <= 12;
}

/* ---- words ---- */

struct words {
	int dom, month, year;
};

static bool month_word(const char *w, size_t n, int *ret)
{
	for (int i = 0; i < 12; i++) {
		if (!is_in(months[i], w, n))
			continue;
		if (*ret)
			return false;
		*ret = i + 1;
		return true;
	}
	return is_in(idle, w, n);
}

static bool take_word(struct words *k, const char *w, size_t n)
{
	int value, digits;
	const char *p = number(w, &value, &digits);
	size_t rest = n - (size_t)digits;

	if (digits == 0)
		return month_word(w, n, &k->month);
	if (rest > 0 && !is_in(ordinal, p, rest))
		return false;
	if (digits == 4 && rest == 0 && k->year == 0) {
		k->year = value;
		return true;
	}
	if (digits > 2 || k->dom)
		return false;
	k->dom = value;
	return value > 0;
}

/* "12 Mar 2024", "12-Mar-2024", "March 12th, 2024", "1er mars 2024", "Mar 2024" */
static enum imp_day_read with_name(const char *text, cv_day *ret)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };
	struct words k = { 0, 0, 0 };
	size_t n;

	cv_fold(text, strlen(text), &folded);
	for (const char *p = cv_str_text(&folded), *w; (w = cv_next(&p, ' ', &n));)
		if (!take_word(&k, w, n))
			return IMP_NO_DAY;
	if (k.month == 0 || k.year == 0 || !civil(k.year, k.month, k.dom ? k.dom : 1, ret))
		return IMP_NO_DAY;
	return k.dom ? IMP_DAY : IMP_MONTH;
}

enum imp_day_read imp_day_read(const char *text, enum imp_days order, cv_day *ret)
{
	struct numbers k;

	*ret = CV_DAY_NONE;
	if (numbers(text, &k))
		return k.count == 2 ? of_two(&k, ret) : of_three(&k, order, ret);
	return with_name(text, ret);
}

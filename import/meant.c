/* Cells of the register's own kinds, as people write them. */
#include "import/inside.h"

#include <stdio.h>
#include <string.h>

enum { TOLD_MAX = 20 };

/* Entities, zero-width characters and odd blanks; until nothing changes, so that what was read once is read the same
 * again. */
static bool tidy(struct imp_reading *g, const char **text)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };
	size_t len = strlen(*text);

	imp_plain(*text, &out);
	while (!out.failed && out.len != len) {
		len = out.len;
		cv_str_clear(&g->tidy);
		cv_str_add(&g->tidy, cv_str_text(&out), out.len);
		cv_str_clear(&out);
		imp_plain(cv_str_text(&g->tidy), &out);
	}
	cv_str_clear(&g->tidy);
	cv_str_add(&g->tidy, cv_str_text(&out), out.len);
	*text = cv_str_text(&g->tidy);
	return !out.failed && !g->tidy.failed;
}

/* May hold an entity, or a character that is not seen. */
static bool odd(const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p; p++)
		if (*p == '&' || *p >= 0x80)
			return true;
	return false;
}

/* Every column of ours, in our order: a report wrote it, and nothing in it is to be put right. */
static bool exported(const struct imp_reading *g, enum reg_kind kind)
{
	size_t n = reg_kind_info(kind)->n;

	for (size_t i = 0; i < n; i++)
		if (i >= g->n_columns || g->column[i].field != (int)i)
			return false;
	return true;
}

/* ---- days ---- */

/* A month without a day: an end counts from its first day, all else from its last, so that nothing is covered before
 * that is certain. */
static bool counts_from_first(enum reg_kind kind, const char *column)
{
	return (kind == REG_TRANSFERS && cv_streq(column, "from")) ||
		(kind == REG_SAFEGUARDS && cv_streq(column, "ended")) ||
		(kind == REG_CERTIFICATIONS && cv_streq(column, "until")) || cv_streq(column, "review_by");
}

static cv_day last_of(cv_day first)
{
	int year, month, dom;
	cv_day day;

	cv_day_civil(first, &year, &month, &dom);
	day = cv_day_from_civil(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1);
	day.n--;
	return day;
}

static void note_order(struct imp_order *o, const char *text, size_t line)
{
	int order = imp_day_order(text);

	if (order < 0 && o->day_line == 0) {
		o->day_line = line;
		snprintf(o->day_text, sizeof(o->day_text), "%s", text);
	} else if (order > 0 && o->month_line == 0) {
		o->month_line = line;
		snprintf(o->month_text, sizeof(o->month_text), "%s", text);
	}
}

/* "3 April 2024" */
static void in_words(cv_day day, char ret[32])
{
	static const char *const name[] = { "January", "February", "March", "April", "May", "June", "July", "August",
		"September", "October", "November", "December" };
	int year, month, dom;

	cv_day_civil(day, &year, &month, &dom);
	snprintf(ret, 32, "%d %s %d", dom, name[month - 1], year);
}

static enum cv_err two_ways(struct imp_reading *g, const char *text, int field, size_t line, struct cv_error *err)
{
	const struct reg_column *c = &reg_kind_info((enum reg_kind)g->kind)->column[field];
	struct imp_order *o = &g->order;
	char day_first[32], month_first[32];
	cv_day day;

	if (o->unclear++ == 0) {
		o->line = line;
		snprintf(o->text, sizeof(o->text), "%s", text);
	}
	o->columns |= UINT64_C(1) << field;
	(void)imp_day_read(text, IMP_DAYS_DMY, &day);
	in_words(day, day_first);
	(void)imp_day_read(text, IMP_DAYS_MDY, &day);
	in_words(day, month_first);
	return cv_fail_at(err, CV_E_DATE, c->name,
		"%s '%s' may be %s or %s: say --dates dmy or --dates mdy, or write YYYY-MM-DD", c->name, text,
		day_first, month_first);
}

static void note_month(
	struct imp_reading *g, const char *text, const char *column, const char *day, bool first, size_t line)
{
	if (g->order.months++ < TOLD_MAX)
		cv_str_printf(&g->rep->notes, "line %zu, column %s: '%s' names no day: taken as %s, its %s day\n", line,
			column, text, day, first ? "first" : "last");
}

static enum cv_err day(
	struct imp_reading *g, enum reg_kind kind, int field, size_t line, const char **text, struct cv_error *err)
{
	const char *column = reg_kind_info(kind)->column[field].name;
	char said[IMP_DAY_MAX], iso[CV_DAY_TEXT];
	size_t len;
	cv_day d;

	while (**text == ' ' || **text == '\t' || **text == '\r' || **text == '\n')
		(*text)++;
	len = strlen(*text);
	while (len > 0 && strchr(" \t\r\n", (*text)[len - 1]))
		len--;
	if (len == 0 || len >= sizeof(said) || cv_day_parse(*text, len, &d))
		return CV_OK;
	memcpy(said, *text, len);
	said[len] = '\0';
	note_order(&g->order, said, line);
	switch (imp_day_read(said, g->opt->days, &d)) {
	case IMP_NO_DAY: /* reg_cell() says so */
		return cv_str_ran_out() ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
	case IMP_TWO_WAYS: return two_ways(g, said, field, line, err);
	case IMP_DAY: break;
	case IMP_MONTH:
		if (!counts_from_first(kind, column))
			d = last_of(d);
		note_month(g, said, column, cv_day_text(d, iso), counts_from_first(kind, column), line);
	}
	cv_str_clear(&g->tidy);
	cv_str_puts(&g->tidy, cv_day_text(d, iso));
	*text = cv_str_text(&g->tidy);
	return g->tidy.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

enum cv_err imp_meant(
	struct imp_reading *g, enum reg_kind kind, int field, size_t line, const char **text, struct cv_error *err)
{
	if (odd(*text) && !exported(g, kind) && !tidy(g, text))
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return reg_kind_info(kind)->column[field].type == REG_DAY ? day(g, kind, field, line, text, err) : CV_OK;
}

enum cv_err imp_ask_order(struct imp_reading *g, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 }, why = { 0 };
	const struct imp_order *o = &g->order;
	size_t columns = 0;

	if (o->months > TOLD_MAX)
		cv_str_printf(&g->rep->notes, "and %zu more that name no day\n", o->months - TOLD_MAX);
	if (o->unclear == 0)
		return CV_OK;
	cv_str_printf(&text, "Does '%s' begin with the day or with the month? %zu cell%s can be read both ways, in",
		o->text, o->unclear, o->unclear == 1 ? "" : "s");
	for (size_t i = 0; i < reg_kind_info((enum reg_kind)g->kind)->n; i++)
		if (o->columns >> i & 1)
			cv_str_printf(&text, "%s %s", columns++ ? "," : "",
				reg_kind_info((enum reg_kind)g->kind)->column[i].name);
	if (o->day_line)
		cv_str_printf(&why, "'%s' in line %zu begins with the day", o->day_text, o->day_line);
	if (o->month_line)
		cv_str_printf(&why, "%s'%s' in line %zu begins with the month", o->day_line ? ", but " : "",
			o->month_text, o->month_line);
	if (why.len == 0)
		cv_str_puts(&why, "no day of the file shows which");
	if (text.failed || why.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return imp_ask(g, o->line, cv_str_text(&text), cv_str_text(&why), "the rows are refused",
		"--dates dmy (day first) or --dates mdy (month first)", err);
}

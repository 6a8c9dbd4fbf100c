/* The agenda: rows, their order, and the two ways to fill it. */
#include "registry/desk/agenda_rows.h"

#include "registry/core/array.h"
#include "registry/pages.h"

#include <stdlib.h>
#include <string.h>

static const char *const words[][2] = {
#define X(code, word, title) { word, title },
	REG_DEADLINES(X)
#undef X
};

const char *reg_deadline_word(enum reg_deadline_what w)
{
	return words[w][0];
}

const char *reg_deadline_title(enum reg_deadline_what w)
{
	return words[w][1];
}

bool reg_days_parse(const char *text, int *ret)
{
	enum { DIGITS_MAX = 5, MOST = 36500 };
	size_t digits = strspn(text, "0123456789");
	bool weeks = cv_streq(text + digits, "w");
	long days;

	if (digits == 0 || digits > DIGITS_MAX || !(weeks || text[digits] == '\0' || cv_streq(text + digits, "d")))
		return false;
	days = strtol(text, NULL, 10) * (weeks ? 7 : 1);
	if (days < 1 || days > MOST)
		return false;
	*ret = (int)days;
	return true;
}

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* ---- cells ---- */

const char *reg_due_cell(const struct reg_version *v, const char *column)
{
	return v->record.cell[reg_column_index(v->record.kind, column)];
}

cv_day reg_due_day(const struct reg_version *v, const char *column)
{
	const char *text = reg_due_cell(v, column);
	cv_day day = CV_DAY_NONE;

	(void)!cv_day_parse(text, strlen(text), &day);
	return day;
}

bool reg_due_is(const struct reg_version *v, const char *column, const char *word)
{
	return cv_streq(reg_due_cell(v, column), word);
}

/* ---- rows ---- */

bool reg_agenda_wants(const struct reg_agenda *a, cv_day day, bool task)
{
	return cv_day_known(day) && day.n < a->until.n && (task || day.n >= a->on.n);
}

/* The text becomes one line: names may have been typed over several. */
static const char *take_line(struct reg_agenda *a)
{
	const char *text;

	for (size_t i = 0; i < a->line.len; i++)
		if ((unsigned char)a->line.data[i] < 0x20 || a->line.data[i] == 0x7f)
			a->line.data[i] = ' ';
	text = a->line.failed ? NULL : cv_arena_text(&a->arena, cv_str_text(&a->line), a->line.len);
	cv_str_clear(&a->line);
	return text;
}

static enum cv_err add(struct reg_agenda *a, const struct reg_due_row *d, enum reg_kind kind, int64_t n, const char *id,
	size_t *ret_row, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str subject = { 0 };
	const char *text = take_line(a);
	struct reg_deadline *row;

	if (ret_row)
		*ret_row = REG_NO_ROW;
	if (!reg_agenda_wants(a, d->day, d->task))
		return CV_OK;
	if (a->n == REG_AGENDA_MET) {
		a->left_out++;
		return CV_OK;
	}
	if (!cv_grow(&a->row, a->n, &a->cap, sizeof(*a->row)))
		return nomem(err);
	if (id)
		cv_str_printf(&subject, "%s/%s", reg_kind_info(kind)->singular, id);
	else
		cv_str_printf(&subject, "%s/%lld", reg_kind_info(kind)->singular, (long long)n);
	row = &a->row[a->n];
	*row = (struct reg_deadline){ .what = d->what,
		.day = d->day,
		.overdue = d->task && (d->day.n < a->on.n || d->what == REG_DL_ATTENTION),
		.kind = kind,
		.n = n,
		.text = text,
		.since = d->since };
	row->subject = cv_arena_text(&a->arena, cv_str_text(&subject), subject.len);
	row->party = cv_arena_text(&a->arena, d->party, strlen(d->party));
	row->mark = d->mark ? cv_arena_text(&a->arena, d->mark, strlen(d->mark)) : "";
	if (subject.failed || !row->text || !row->subject || !row->party || !row->mark)
		return nomem(err);
	if (ret_row)
		*ret_row = a->n;
	a->n++;
	return CV_OK;
}

enum cv_err reg_agenda_add(struct reg_agenda *a, const struct reg_due_row *d, const struct reg_version *v,
	size_t *ret_row, struct cv_error *err)
{
	const char *id = reg_kind_has_id(v->record.kind) ? v->record.cell[0] : NULL;

	return add(a, d, v->record.kind, v->n, id, ret_row, err);
}

enum cv_err reg_agenda_add_leg(
	struct reg_agenda *a, const struct reg_due_row *d, const struct reg_leg_v *leg, struct cv_error *err)
{
	return add(a, d, REG_TRANSFERS, leg->n, leg->id, NULL, err);
}

enum cv_err reg_agenda_add_of(struct reg_agenda *a, const struct reg_due_row *d, enum reg_kind kind, int64_t n,
	const char *id, struct cv_error *err)
{
	return add(a, d, kind, n, id, NULL, err);
}

void reg_agenda_name(struct reg_agenda *a, const char *id)
{
	uint32_t p = *id ? reg_view_party(a->view, id) : REG_NOBODY;

	cv_str_puts(&a->line, p != REG_NOBODY ? a->view->party[p].name : *id ? id : "somebody who is not on file");
}

bool reg_agenda_receives(const struct reg_agenda *a, const char *id, cv_day on)
{
	const struct reg_view *v = a->view;
	uint32_t p = reg_view_party(v, id);

	for (uint32_t i = 0; p != REG_NOBODY && i < v->party[p].n_in; i++)
		if (v->leg[v->leg_in[v->party[p].first_in + i]].span.until.n > on.n)
			return true;
	return false;
}

enum cv_err reg_agenda_assessed(struct reg_agenda *a, struct reg_assessed s, struct cv_error *err)
{
	if (!cv_grow(&a->assessed, a->n_assessed, &a->cap_assessed, sizeof(*a->assessed)))
		return nomem(err);
	a->assessed[a->n_assessed++] = s;
	return CV_OK;
}

enum cv_err reg_agenda_told(struct reg_agenda *a, struct reg_told_of told, struct cv_error *err)
{
	told.notice = cv_arena_text(&a->arena, told.notice, strlen(told.notice));
	if (told.notice == NULL || !cv_grow(&a->told, a->n_told, &a->cap_told, sizeof(*a->told)))
		return nomem(err);
	a->told[a->n_told++] = told;
	return CV_OK;
}

struct reg_told_of *reg_agenda_told_of(const struct reg_agenda *a, const char *notice)
{
	for (size_t i = 0; i < a->n_told; i++)
		if (cv_streq(a->told[i].notice, notice))
			return &a->told[i];
	return NULL;
}

/* ---- the whole ---- */

static int in_order(const void *x, const void *y)
{
	const struct reg_deadline *a = x, *b = y;

	if (a->day.n != b->day.n)
		return a->day.n < b->day.n ? -1 : 1;
	if (a->what != b->what)
		return a->what < b->what ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->n < b->n ? -1 : a->n > b->n;
}

static int by_whom(const struct reg_assessed *a, const struct reg_assessed *b)
{
	if (a->importer != b->importer)
		return a->importer < b->importer ? -1 : 1;
	if (a->exporter != b->exporter)
		return a->exporter < b->exporter ? -1 : 1;
	return a->country < b->country ? -1 : a->country > b->country;
}

static int by_whom_then_day(const void *x, const void *y)
{
	const struct reg_assessed *a = x, *b = y;
	int c = by_whom(a, b);

	return c ? c : a->dated.n < b->dated.n ? -1 : a->dated.n > b->dated.n;
}

/* Reviews of assessments that were made anew since, and past ones that nobody relies on, go. */
static void drop_reviews(struct reg_agenda *a)
{
	size_t kept = 0;

	for (size_t i = 0; i < a->n_assessed; i++) {
		const struct reg_assessed *s = &a->assessed[i];
		bool last = i + 1 == a->n_assessed || by_whom(s, s + 1) != 0;

		if (s->row != REG_NO_ROW && (!last || (a->row[s->row].overdue && !s->needed)))
			a->row[s->row].text = NULL;
	}
	for (size_t i = 0; i < a->n; i++)
		if (a->row[i].text)
			a->row[kept++] = a->row[i];
	a->n = kept;
}

/* Of too many those that lie nearest; they are in order of their days. */
static void keep_nearest(struct reg_agenda *a)
{
	size_t lo = 0, hi = a->n;

	while (hi - lo > REG_AGENDA_MAX)
		if (a->on.n - a->row[lo].day.n > a->row[hi - 1].day.n - a->on.n)
			lo++;
		else
			hi--;
	a->left_out += a->n - (hi - lo);
	memmove(a->row, a->row + lo, (hi - lo) * sizeof(*a->row));
	a->n = hi - lo;
}

void reg_agenda_begin(struct reg_agenda *a, const struct reg_view *v, cv_day on, cv_day until)
{
	a->view = v;
	a->on = on;
	a->until = until;
}

enum cv_err reg_agenda_end(struct reg_agenda *a, struct cv_error *err)
{
	if (a->n_assessed > 0)
		qsort(a->assessed, a->n_assessed, sizeof(*a->assessed), by_whom_then_day);
	TRY(reg_agenda_outbox(a, err));
	TRY(reg_agenda_legs(a, err));
	TRY(reg_agenda_vendors(a, err));
	drop_reviews(a);
	if (a->n > 0)
		qsort(a->row, a->n, sizeof(*a->row), in_order);
	for (size_t i = 0; i < a->n; i++)
		a->overdue += a->row[i].overdue;
	if (a->n > REG_AGENDA_MAX)
		keep_nearest(a);
	return CV_OK;
}

enum cv_err reg_agenda(
	struct reg *r, const struct reg_view *v, cv_day on, cv_day until, struct reg_agenda *ret, struct cv_error *err)
{
	enum reg_kind kind;

	reg_agenda_begin(ret, v, on, until);
	for (size_t i = 0; reg_agenda_kind(i, &kind); i++)
		TRY(reg_page(r, kind, v->seq, 0, INT32_MAX, reg_agenda_take, ret, err));
	TRY(reg_agenda_drafts(ret, r, err));
	return reg_agenda_end(ret, err);
}

void reg_agenda_finish(struct reg_agenda *a)
{
	free(a->row);
	free(a->assessed);
	free(a->told);
	cv_str_finish(&a->line);
	cv_arena_finish(&a->arena);
	*a = (struct reg_agenda){ 0 };
}

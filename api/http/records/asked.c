/* What a request for records asks for: path, filters, clocks, page. */
#include "api/http/records/records.h"

#include "api/clock.h"
#include "api/http/wire/body.h"
#include "api/http/wire/input.h"
#include "api/http/server.h"
#include "registry/evidence.h"
#include "reports/reports.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * The parameters beside the columns, which follow: one record takes the first few, every list two more, those whose
 * records have a name or name a party one more, those that the law says something about two more, inquiries instead of
 * these two those about time, and parties all.
 */
enum { P_ON, P_KNOWN_AT, P_FIELDS, P_OF_ONE, P_LIMIT = P_OF_ONE, P_CURSOR, P_OF_LISTS, P_NAME = P_OF_LISTS,
	P_OF_NAMED, P_OUTCOME = P_OF_NAMED, P_MECHANISM, P_OF_LEGS, P_DATA = P_OF_LEGS, P_COLUMNS };
static const char *const own_param[P_COLUMNS] = { "on", "known_at", "fields", "limit", "cursor", "q", "outcome",
	"mechanism", "data" };
static const char *const time_param[] = { "overdue", "due_within" }; /* in the place of outcome and mechanism */

enum { DUE_WITHIN_MAX = 3660 }; /* days */

enum reg_kind http_kind_of(const struct http_request *q)
{
	const char *name = q->target + sizeof("/v1/") - 1;
	size_t len = strcspn(name, "/");

	for (int k = 0; k < REG_KIND_COUNT; k++) {
		const char *plural = reg_kind_info((enum reg_kind)k)->plural;

		if (strlen(plural) == len && memcmp(plural, name, len) == 0)
			return (enum reg_kind)k;
	}
	return REG_KIND_COUNT; /* no route leads here */
}

static enum cv_err take_id(void *ctx, const char *name, const char *value, struct cv_error *err)
{
	char *id = ctx;

	CV_UNUSED(value);
	CV_UNUSED(err);
	memcpy(id, name, strlen(name) + 1);
	return CV_OK;
}

enum cv_err http_id_of(const struct http_request *q, char ret[HTTP_TARGET_MAX + 1], struct cv_error *err)
{
	const char *id = q->target + sizeof("/v1/") - 1;
	char raw[HTTP_TARGET_MAX + 1], buf[HTTP_TARGET_MAX + 1];
	size_t len;

	id += strcspn(id, "/") + 1;
	len = strcspn(id, "/");
	if (memchr(id, '+', len) || memchr(id, '&', len) || memchr(id, '=', len)) {
		ret[0] = '\0'; /* in no id, and the decoder of queries would read something else in them */
		return CV_OK;
	}
	memcpy(raw, id, len);
	raw[len] = '\0';
	TRY(http_query_each(raw, buf, take_id, ret, err));
	return cv_text_clean(ret, strlen(ret)) ? CV_OK : cv_fail(err, CV_E_USAGE, "the path has an id that is no text");
}

/* ---- one parameter after the other ----------------------------------------------------------------------------- */

/* Long nonsense is not repeated: cut, it might no longer be UTF-8. */
static const char *shown(const char *text)
{
	return strlen(text) <= 40 ? text : "(too long)";
}

static enum cv_err read_clocks(const char *const *value, struct http_asked *a, struct cv_error *err)
{
	const char *on = value[P_ON], *known_at = value[P_KNOWN_AT];

	a->on = CV_DAY_NONE;
	if (on && !cv_day_parse(on, strlen(on), &a->on))
		return cv_fail_at(err, CV_E_DATE, "on",
			"\"on\" must be a day of the calendar, written YYYY-MM-DD, not \"%s\"", shown(on));
	a->has_known_at = known_at != NULL;
	if (known_at && !cv_instant_parse(known_at, a->known_at))
		return cv_fail_at(err, CV_E_DATE, "known_at",
			"\"known_at\" must be a day (YYYY-MM-DD, its end is meant) or an instant in UTC "
			"(2026-11-23T10:00:00Z), not \"%s\"",
			shown(known_at));
	return CV_OK;
}

static enum cv_err read_fields(const char *text, struct http_asked *a, struct cv_error *err)
{
	size_t len;

	for (const char *p = text, *w; p && (w = cv_next(&p, ',', &len)) != NULL;) {
		char name[32];
		int column;

		snprintf(name, sizeof(name), "%.*s", len < sizeof(name) ? (int)len : 0, w);
		column = reg_column_index(a->kind, name);
		if (cv_streq(name, "number"))
			a->fields |= REP_NUMBER;
		else if (cv_streq(name, "extra"))
			a->fields |= REP_EXTRA;
		else if (http_worked_out(a->kind, name))
			a->fields |= HTTP_BESIDE;
		else if (column >= 0)
			a->fields |= 1U << column;
		else
			return cv_fail_at(err, CV_E_VALUE, "fields", "\"fields\" names '%.*s', which %s do not have",
				len < 40 ? (int)len : 0, w, reg_kind_info(a->kind)->plural);
	}
	return CV_OK;
}

static enum cv_err read_limit(const char *text, struct http_asked *a, struct cv_error *err)
{
	size_t digits = text ? strspn(text, "0123456789") : 0;

	if (text == NULL)
		return CV_OK;
	a->limit = digits > 0 && digits < 6 && text[digits] == '\0' ? (int)strtol(text, NULL, 10) : 0;
	if (a->limit < 1 || a->limit > HTTP_LIST_MAX)
		return cv_fail_at(err, CV_E_VALUE, "limit", "\"limit\" must be a number from 1 to %d, not \"%s\"",
			HTTP_LIST_MAX, shown(text));
	return CV_OK;
}

static enum cv_err read_time(const char *overdue, const char *within, struct http_asked *a, struct cv_error *err)
{
	size_t digits = within ? strspn(within, "0123456789") : 0;

	a->overdue = overdue && cv_streq(overdue, "yes");
	a->due_within = digits > 0 && digits < 5 && within[digits] == '\0' ? (int)strtol(within, NULL, 10) : -1;
	if (overdue && !a->overdue && !cv_streq(overdue, "no"))
		return cv_fail_at(err, CV_E_UNKNOWN_WORD, "overdue", "\"overdue\" must be yes or no");
	if (within && (a->due_within < 0 || a->due_within > DUE_WITHIN_MAX))
		return cv_fail_at(err, CV_E_VALUE, "due_within", "\"due_within\" must be a number of days from 0 to %d",
			DUE_WITHIN_MAX);
	return CV_OK;
}

static enum cv_err read_filters(
	const struct law_pack *p, const char *const *value, struct http_asked *a, struct cv_error *err)
{
	const struct reg_kind_info *info = reg_kind_info(a->kind);

	for (size_t i = 0; i < info->n; i++) {
		const char *text = value[P_COLUMNS + i];

		if (text == NULL)
			continue;
		a->want[i] = a->text.len + 1;
		TRY(reg_cell(p, a->kind, (int)i, text, strlen(text), &a->text, err));
		cv_str_putc(&a->text, '\0');
	}
	if (value[P_NAME]) {
		cv_fold(value[P_NAME], strlen(value[P_NAME]), &a->folded);
		if (a->folded.len == 0)
			return cv_fail_at(err, CV_E_VALUE, "q", "\"q\" has neither a letter nor a digit");
	}
	return a->text.failed || a->folded.failed ? cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM)) : CV_OK;
}

/* ---- cursors --------------------------------------------------------------------------------------------------- */

static enum cv_err add_up(struct http_asked *a, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str all = { 0 };
	struct reg_hash h;

	cv_str_printf(&all, "%d %d %s %s\n", (int)a->kind, a->on.n, a->has_known_at ? a->known_at : "",
		cv_str_text(&a->folded));
	if (a->overdue || a->due_within >= 0)
		cv_str_printf(&all, "time %d %d\n", a->overdue, a->due_within);
	http_stand_say(a, &all);
	for (size_t i = 0; i < CV_LEN(a->want); i++)
		if (a->want[i])
			cv_str_printf(&all, "%zu %s\n", i, a->text.data + a->want[i] - 1);
	if (all.failed)
		return cv_fail(err, CV_E_NOMEM, "%s", cv_err_text(CV_E_NOMEM));
	reg_tree_leaf(all.data, all.len, &h);
	memcpy(&a->sum, h.byte, sizeof(a->sum));
	return CV_OK;
}

static bool part(const char **p, char end, uint64_t *ret)
{
	size_t n = strspn(*p, "0123456789abcdef");

	if (n == 0 || n > 15 || (*p)[n] != end)
		return false;
	*ret = strtoull(*p, NULL, 16);
	*p += n + (end != '\0');
	return true;
}

static enum cv_err read_cursor(const char *text, struct http_asked *a, struct cv_error *err)
{
	uint64_t seq, after, sum;

	a->seq = -1;
	if (text == NULL)
		return CV_OK;
	if (!part(&text, '.', &seq) || !part(&text, '.', &after) || !part(&text, '\0', &sum))
		return cv_fail_at(
			err, CV_E_VALUE, "cursor", "\"cursor\" is none that a list gave: follow the address of Link");
	if (sum != a->sum)
		return cv_fail_at(err, CV_E_VALUE, "cursor",
			"\"cursor\" is of a list with other filters: begin that one without");
	a->seq = (int64_t)seq;
	a->after = (int64_t)after;
	return CV_OK;
}

/* ---- all of it ------------------------------------------------------------------------------------------------- */

static size_t params_of(enum reg_kind kind)
{
	if (kind == REG_PARTIES)
		return P_COLUMNS;
	if (http_stands(kind) || kind == REG_INQUIRIES)
		return P_OF_LEGS;
	return http_names(kind) ? P_OF_NAMED : P_OF_LISTS;
}

static enum cv_err read_query(const struct http_request *q, bool list, struct http_asked *a, struct cv_error *err)
{
	const struct reg_kind_info *info = reg_kind_info(a->kind);
	const char *name[P_COLUMNS + REG_COLUMNS_MAX], *value[P_COLUMNS + REG_COLUMNS_MAX] = { NULL };
	size_t own = params_of(a->kind);
	bool timed = a->kind == REG_INQUIRIES;
	char buf[HTTP_TARGET_MAX + 1];

	a->due_within = -1;
	for (size_t i = 0; i < own; i++)
		name[i] = timed && i >= P_OF_NAMED ? time_param[i - P_OF_NAMED] : own_param[i];
	for (size_t i = 0; i < info->n; i++)
		name[own + i] = info->column[i].name;
	TRY(http_query_read(q->query, name, list ? own + info->n : P_OF_ONE, buf, value, err));
	if (own < P_COLUMNS) { /* columns may be called so */
		memmove(value + P_COLUMNS, value + own, info->n * sizeof(*value));
		for (size_t i = own; i < P_COLUMNS; i++)
			value[i] = NULL;
	}
	if (timed) {
		TRY(read_time(value[P_OUTCOME], value[P_MECHANISM], a, err));
		value[P_OUTCOME] = value[P_MECHANISM] = NULL;
	}
	if (value[P_OUTCOME] || value[P_MECHANISM])
		TRY(http_stand_read(
			q->srv->pack, value[P_OUTCOME], value[P_MECHANISM], value[P_DATA], a, err));
	else if (value[P_DATA])
		return cv_fail_at(err, CV_E_USAGE, "data",
			"the parameter \"data\" says for which data \"outcome\" or \"mechanism\" is meant: "
			"give one of them");
	TRY(read_clocks(value, a, err));
	TRY(read_fields(value[P_FIELDS], a, err));
	TRY(read_limit(value[P_LIMIT], a, err));
	TRY(read_filters(q->srv->pack, value, a, err));
	TRY(add_up(a, err));
	return read_cursor(value[P_CURSOR], a, err);
}

enum cv_err http_asked_read(const struct http_request *q, bool list, struct http_asked *ret, struct cv_error *err)
{
	ret->kind = http_kind_of(q);
	if (!list)
		TRY(http_id_of(q, ret->id, err));
	return read_query(q, list, ret, err);
}

cv_day http_asked_day(const struct http_asked *a)
{
	return cv_day_known(a->on) ? a->on : (cv_day){ (int32_t)(api_now_ms() / (24 * 3600 * 1000)) };
}

void http_asked_finish(struct http_asked *a)
{
	cv_str_finish(&a->text);
	cv_str_finish(&a->folded);
	http_stand_finish(a);
	http_view_drop(&a->view);
	free(a->meant);
}

/* ---- the register that it is asked of --------------------------------------------------------------------------- */

struct instant {
	int64_t seq;
	char at[CV_INSTANT_TEXT];
};

static enum cv_err read_instant(void *ctx, struct reg *r, struct cv_error *err)
{
	struct instant *i = ctx;

	return reg_instant(r, i->seq, i->at, err);
}

/* The first page: now, or as asked. A later one: what the first one showed. */
static enum cv_err view_of(struct http_live *l, struct http_asked *a, struct cv_error *err)
{
	struct instant i = { .seq = a->seq };

	if (a->seq < 0 && a->has_known_at)
		return http_live_at(l, a->known_at, &a->view, err);
	a->view = http_live_now(l);
	if (a->seq < 0 || a->view->v->seq == a->seq)
		return CV_OK;
	http_view_drop(&a->view);
	TRY(http_live_read(l, read_instant, &i, err));
	return http_live_at(l, i.at, &a->view, err);
}

enum cv_err http_asked_ready(struct http_live *l, struct http_asked *a, struct cv_error *err)
{
	bool by_party = a->folded.len > 0 && a->kind != REG_PARTIES;

	if (a->stand == NULL && !by_party)
		return CV_OK;
	http_stand_ready(a);
	TRY(view_of(l, a, err));
	if (a->seq < 0)
		a->seq = a->view->v->seq;
	return by_party ? http_names_ready(a, err) : CV_OK;
}

/* ---- is it among them? ----------------------------------------------------------------------------------------- */

static bool has_item(const char *list, const char *item, size_t len)
{
	size_t n;

	for (const char *p = list, *w; (w = cv_next(&p, ';', &n)) != NULL;)
		if (n == len && memcmp(w, item, n) == 0)
			return true;
	return false;
}

static bool has_all(enum reg_type type, const char *cell, const char *want)
{
	size_t len;

	if (cv_streq(cell, want))
		return true;
	if (type != REG_LIST && type != REG_COUNTRIES && type != REG_WORDS && type != REG_ATTRS)
		return false;
	for (const char *p = want, *w; (w = cv_next(&p, ';', &len)) != NULL;)
		if (!has_item(cell, w, len))
			return false;
	return true;
}

bool http_asked_fits(const struct http_asked *a, const struct reg_version *v)
{
	const struct reg_record *rec = &v->record;
	const struct reg_kind_info *info = reg_kind_info(rec->kind);

	for (size_t i = 0; i < info->n; i++)
		if (a->want[i] && !has_all(info->column[i].type, rec->cell[i], a->text.data + a->want[i] - 1))
			return false;
	return reg_holds(rec, a->on) && (a->folded.len == 0 || http_names_fit(a, rec)) &&
		http_stand_fits(a, v);
}

/* ---- the page behind ------------------------------------------------------------------------------------------- */

/* The query without its cursor, with nothing in it that would end the address in a field Link. */
static void put_query(const char *query, struct cv_str *out)
{
	for (const char *p = query; *p;) {
		size_t len = strcspn(p, "&");

		for (size_t i = 0; i < len && !cv_starts(p, "cursor="); i++) {
			if (strchr("<>\"", p[i]))
				cv_str_printf(out, "%%%02X", (unsigned char)p[i]);
			else
				cv_str_putc(out, p[i]);
			if (i + 1 == len)
				cv_str_putc(out, '&');
		}
		p += len + (p[len] == '&');
	}
}

void http_next_page(const struct http_request *q, const struct http_asked *a, int64_t after, struct cv_str *out)
{
	cv_str_printf(out, "%s?", q->target);
	put_query(q->query, out);
	cv_str_printf(
		out, "cursor=%llx.%llx.%x", (unsigned long long)a->seq, (unsigned long long)after, (unsigned)a->sum);
}

/* Records of the desk as rows in memory, and back. */
#include "registry/desk/notice_rows.h"

#include <stdio.h>
#include <stdlib.h>

static enum cv_err nomem(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

static enum cv_err row_of(struct cv_arena *a, const struct reg_version *v, struct reg_row *ret, struct cv_error *err)
{
	*ret = (struct reg_row){ .n = v->n, .known_from = v->known_from, .import = v->source.import };
	for (size_t i = 0; i < reg_kind_info(v->record.kind)->n; i++)
		TRY(reg_desk_keep(a, v->record.cell[i], &ret->cell[i], err));
	return CV_OK;
}

enum cv_err reg_rows_add(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct reg_rows *rows = ctx;

	if (rows->n == rows->cap) {
		size_t cap = rows->cap ? 2 * rows->cap : 16;
		struct reg_row *more = cv_arena_room(rows->arena, cap * sizeof(*more));

		if (more == NULL)
			return nomem(err);
		if (rows->n > 0)
			memcpy(more, rows->row, rows->n * sizeof(*more));
		rows->row = more;
		rows->cap = cap;
	}
	return row_of(rows->arena, v, &rows->row[rows->n++], err);
}

enum cv_err reg_rows_by(
	struct reg *r, int stmt, enum reg_kind kind, const char *text, struct reg_rows *rows, struct cv_error *err)
{
	struct db_q *q = db_use(r->db, stmt, err);

	if (q == NULL)
		return CV_E_STORE;
	if (text)
		db_bind_text(q, 1, text);
	return reg_each_version(q, kind, reg_rows_add, rows, err);
}

enum cv_err reg_row_get(struct reg *r, enum reg_kind kind, const char *id, struct cv_arena *a, struct reg_row *ret,
	struct cv_error *err)
{
	struct reg_rows rows = { .arena = a };
	bool found;

	*ret = (struct reg_row){ 0 };
	TRY(reg_get(r, kind, id, INT64_MAX, reg_rows_add, &rows, &found, err));
	if (rows.n > 0)
		*ret = rows.row[0];
	return CV_OK;
}

enum cv_err reg_desk_keep(struct cv_arena *a, const char *text, const char **ret, struct cv_error *err)
{
	*ret = text && *text ? cv_arena_text(a, text, strlen(text)) : "";
	return *ret ? CV_OK : nomem(err);
}

enum cv_err reg_desk_name(struct reg *r, const char *id, struct cv_arena *a, const char **ret, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str name = { 0 };

	*ret = "";
	if (*id == '\0')
		return CV_OK;
	TRY(reg_party_name(r, id, &name, err));
	return name.failed ? nomem(err) : reg_desk_keep(a, cv_str_text(&name), ret, err);
}

cv_day reg_desk_today(const struct reg *r)
{
	cv_day d = CV_DAY_NONE;

	(void)!cv_day_parse(r->at, CV_DAY_TEXT - 1, &d);
	return d;
}

enum cv_err reg_desk_happened(
	const struct reg *r, const char *column, const char *said, cv_day d, struct cv_error *err)
{
	cv_day today = reg_desk_today(r);
	char day[CV_DAY_TEXT], now[CV_DAY_TEXT];

	if (d.n <= today.n)
		return CV_OK;
	return cv_fail_at(err, CV_E_VALUE, column,
		"%s %s is a day to come: today is %s. Record it once it has happened", said, cv_day_text(d, day),
		cv_day_text(today, now));
}

bool reg_desk_has(const char *list, const char *word)
{
	size_t n;

	for (const char *q = list, *w; (w = cv_next(&q, ';', &n));)
		if (strlen(word) == n && memcmp(w, word, n) == 0)
			return true;
	return false;
}

enum cv_err reg_desk_put(
	struct reg *r, enum reg_kind kind, const char *const *cell, const char **ret_id, struct cv_error *err)
{
	struct reg_record rec = { .kind = kind };
	struct cv_str text[REG_COLUMNS_MAX] = { 0 };
	enum reg_effect effect;
	enum cv_err e = CV_OK;

	for (size_t i = 0; e == CV_OK && i < reg_kind_info(kind)->n; i++) {
		if (cell[i] == NULL)
			continue;
		if (*cell[i])
			e = reg_cell(r->pack, kind, (int)i, cell[i], strlen(cell[i]), &text[i], err);
		if (e == CV_OK && text[i].failed)
			e = nomem(err);
		rec.cell[i] = cv_str_text(&text[i]);
	}
	if (e == CV_OK)
		e = reg_put(r, &rec, (struct reg_source){ 0, 0 }, &effect, ret_id, err);
	for (size_t i = 0; i < REG_COLUMNS_MAX; i++)
		cv_str_finish(&text[i]);
	return e;
}

enum cv_err reg_notice_number(struct reg *r, cv_day today, char ret[24], struct cv_error *err)
{
	struct db_q *q = db_use(r->db, DB_NOTICE_IDS, err);
	char from[8], upto[8];
	long last = 0;
	int year, month, dom;
	bool row;

	if (q == NULL)
		return CV_E_STORE;
	cv_day_civil(today, &year, &month, &dom);
	snprintf(from, sizeof(from), "%04d-", year % 10000);
	snprintf(upto, sizeof(upto), "%04d.", year % 10000); /* the byte behind '-' */
	db_bind_text(q, 1, from);
	db_bind_text(q, 2, upto);
	for (;;) {
		long n;
		char *end;

		TRY(db_step(q, &row, err));
		if (!row)
			break;
		n = strtol(db_text(q, 0) + strlen(from), &end, 10);
		if (*end == '\0' && n > last && n < 100000000)
			last = n;
	}
	snprintf(ret, 24, "%s%04ld", from, last + 1);
	return CV_OK;
}

enum cv_err reg_desk_days(struct reg *r, const char *setting, int64_t unless, int64_t *ret, struct cv_error *err)
{
	char *text = NULL, *end;
	bool good;

	TRY(reg_setting(r, setting, &text, err));
	*ret = *text ? strtoll(text, &end, 10) : unless;
	good = *text == '\0' || (*end == '\0' && *text >= '0' && *text <= '9' && *ret <= REG_DAYS_MAX);
	free(text);
	return good ? CV_OK
		    : cv_fail_at(err, CV_E_VALUE, setting, "the setting %s must be a number of days, 0 to %d", setting,
			      REG_DAYS_MAX);
}

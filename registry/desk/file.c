/* Records of the desks: put together, copied, numbered. */
#include "registry/desk/file.h"

#include "registry/imports.h"
#include "registry/pages.h"
#include "registry/reg.h"

#include <stdio.h>
#include <string.h>

/* ---- put together ---- */

enum cv_err reg_filing_begin(struct reg_filing *f, struct reg *r, struct cv_error *err)
{
	CV_UNUSED(err);
	f->r = r;
	f->record = (struct reg_record){ .kind = f->kind };
	return CV_OK;
}

void reg_filing_finish(struct reg_filing *f)
{
	cv_arena_finish(&f->arena);
}

enum cv_err reg_file_text(struct reg_filing *f, const char *column, const char *text, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str out = { 0 };
	int i = reg_column_index(f->kind, column);
	char *copy;

	if (i < 0)
		return cv_fail_at(err, CV_E_UNKNOWN_WORD, column, "%s is no column of %s", column,
			reg_kind_info(f->kind)->plural);
	TRY(reg_cell(reg_pack(f->r), f->kind, i, text, strlen(text), &out, err));
	copy = out.failed ? NULL : cv_arena_text(&f->arena, cv_str_text(&out), out.len);
	if (copy == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	f->record.cell[i] = copy;
	return CV_OK;
}

cv_day reg_filed_day(const struct reg_filing *f, const char *column)
{
	const char *text = f->record.cell[reg_column_index(f->kind, column)];
	cv_day d = CV_DAY_NONE;

	if (text && cv_day_parse(text, strlen(text), &d))
		return d;
	return CV_DAY_NONE;
}

enum cv_err reg_filing_put(struct reg_filing *f, int64_t *ret_n, struct cv_error *err)
{
	struct reg_source typed = { 0, 0 };
	enum reg_effect effect;

	TRY(reg_put(f->r, &f->record, typed, &effect, NULL, err));
	if (ret_n)
		*ret_n = reg_put_number(f->r);
	return CV_OK;
}

/* ---- copied ---- */

enum cv_err reg_copy_of(const struct reg_version *v, struct cv_arena *a, struct reg_copy *ret, struct cv_error *err)
{
	*ret = (struct reg_copy){
		.record = { .kind = v->record.kind, .extra = "" }, .n = v->n, .known_from = v->known_from
	};
	for (size_t i = 0; i < reg_kind_info(v->record.kind)->n; i++) {
		const char *text = v->record.cell[i] ? v->record.cell[i] : "";

		ret->record.cell[i] = cv_arena_text(a, text, strlen(text));
		if (ret->record.cell[i] == NULL)
			return cv_fail(err, CV_E_NOMEM, "out of memory");
	}
	ret->record.extra = cv_arena_text(a, v->record.extra, strlen(v->record.extra));
	return ret->record.extra ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

const char *reg_copied(const struct reg_copy *c, const char *column)
{
	return c->record.cell[reg_column_index(c->record.kind, column)];
}

cv_day reg_copied_day(const struct reg_copy *c, const char *column)
{
	const char *text = reg_copied(c, column);
	cv_day d = CV_DAY_NONE;

	return cv_day_parse(text, strlen(text), &d) ? d : CV_DAY_NONE;
}

/* ---- found ---- */

struct finding {
	const char *text; /* the number, or the id of the inquiry whose reply is looked for */
	struct cv_arena *a;
	struct reg_copy *ret;
	size_t n;
	char ids[256];
};

static enum cv_err take(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct finding *f = ctx;

	f->n++;
	return reg_copy_of(v, f->a, f->ret, err);
}

/* The number at the end of "2026-0007"; -1: it is no such id. */
static int64_t number_of(const char *id)
{
	char *end;
	long n;

	if (strspn(id, "0123456789") != 4 || id[4] != '-' || id[5] < '0' || id[5] > '9')
		return -1;
	n = strtol(id + 5, &end, 10);
	return *end == '\0' && n >= 0 && n < 1000000000 ? n : -1;
}

static enum cv_err take_numbered(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct finding *f = ctx;
	const char *id = v->record.cell[0];
	size_t len = strlen(f->ids);

	if (number_of(id) != strtol(f->text, NULL, 10))
		return CV_OK;
	snprintf(f->ids + len, sizeof(f->ids) - len, "%s%s", len ? ", " : "", id);
	return take(ctx, v, err);
}

enum cv_err reg_inquiry_find(
	struct reg *r, const char *text, struct cv_arena *a, struct reg_copy *ret, struct cv_error *err)
{
	struct finding f = { .text = text, .a = a, .ret = ret };
	size_t len = strlen(text);
	bool found;

	TRY(reg_get(r, REG_INQUIRIES, text, INT64_MAX, take, &f, &found, err));
	if (found)
		return CV_OK;
	if (len > 0 && len <= 9 && strspn(text, "0123456789") == len)
		TRY(reg_each(r, REG_INQUIRIES, CV_DAY_NONE, NULL, take_numbered, &f, err));
	if (f.n == 0)
		return cv_fail_at(err, CV_E_NOT_FOUND, "id", "there is no inquiry '%.64s'", text);
	if (f.n > 1)
		return cv_fail_at(err, CV_E_AMBIGUOUS, "id", "'%s' could be %s: write the whole id", text, f.ids);
	return CV_OK;
}

enum cv_err reg_inquiry_then(
	struct reg *r, const struct reg_copy *reply, struct cv_arena *a, struct reg_copy *ret, struct cv_error *err)
{
	struct finding f = { .a = a, .ret = ret };
	const char *id = reg_copied(reply, "inquiry");
	bool found;

	TRY(reg_get(r, REG_INQUIRIES, id, reply->known_from, take, &f, &found, err));
	return found ? CV_OK : cv_fail_at(err, CV_E_NOT_FOUND, "inquiry", "there is no inquiry '%.64s'", id);
}

static enum cv_err take_reply(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	struct finding *f = ctx;

	if (!cv_streq(v->record.cell[reg_column_index(REG_REPLIES, "inquiry")], f->text))
		return CV_OK;
	return take(ctx, v, err);
}

enum cv_err reg_reply_find(
	struct reg *r, const char *text, struct cv_arena *a, struct reg_copy *ret, struct cv_error *err)
{
	struct finding f = { .a = a, .ret = ret };
	struct reg_copy inquiry;
	bool found;

	TRY(reg_get(r, REG_REPLIES, text, INT64_MAX, take, &f, &found, err));
	if (found)
		return CV_OK;
	TRY(reg_inquiry_find(r, text, a, &inquiry, err));
	f.text = reg_copied(&inquiry, "id");
	TRY(reg_each(r, REG_REPLIES, CV_DAY_NONE, NULL, take_reply, &f, err));
	return f.n > 0 ? CV_OK
		       : cv_fail(err, CV_E_NOT_FOUND, "%s was not answered: there is nothing to derive again", f.text);
}

/* ---- numbered ---- */

enum cv_err reg_desk_number(struct reg *r, enum reg_kind kind, int year, char ret[REG_DESK_ID], struct cv_error *err)
{
	char prefix[16];
	long last;

	snprintf(prefix, sizeof(prefix), "%04d-", year);
	TRY(reg_last_number(r, kind, prefix, &last, err));
	snprintf(ret, REG_DESK_ID, "%s%04d", prefix, (int)last + 1); /* of nine digits at most */
	return CV_OK;
}

/* What is wrong with rows, kept for the person; and the keys a file has named so far. */
#include "import/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum cv_err imp_refuse(struct imp_reading *g, size_t line, const char *column, const char *reason, struct cv_error *err)
{
	struct imp_report *rep = g->rep;
	struct imp_refusal *more;

	rep->refused++;
	if (rep->n_refusals >= IMP_REFUSED_SHOWN)
		return CV_OK;
	more = realloc(rep->refusal, (rep->n_refusals + 1) * sizeof(*more));
	if (more == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	rep->refusal = more;
	more = &rep->refusal[rep->n_refusals];
	*more = (struct imp_refusal){ .line = line, .reason = cv_strdup(reason) };
	if (more->reason == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	snprintf(more->column, sizeof(more->column), "%s", column);
	rep->n_refusals++;
	return CV_OK;
}

/* The column as the file calls it, where --map gave it another name. */
static const char *their_name(const struct imp_reading *g, const char *field)
{
	for (size_t i = 0; g->kind != IMP_LIST && i < g->n_columns; i++)
		if (g->column[i].field >= 0 &&
			cv_streq(reg_kind_info((enum reg_kind)g->kind)->column[g->column[i].field].name, field))
			return g->column[i].header;
	return field;
}

enum cv_err imp_row_error(struct imp_reading *g, size_t line, enum cv_err e, const struct cv_error *row_err,
	struct cv_error *err)
{
	if (cv_err_fault(e) != CV_CALLER) {
		if (err)
			*err = *row_err;
		return e;
	}
	return imp_refuse(g, line, their_name(g, row_err->field), row_err->msg, err);
}

bool imp_blank_row(const struct cv_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (strspn(row->cell[i].text, " \t\r\n") != row->cell[i].len)
			return false;
	return true;
}

void imp_add_extra(struct cv_str *extra, const char *name, const char *value)
{
	if (extra->len > 0)
		cv_str_putc(extra, '\x1e');
	cv_str_puts(extra, name);
	cv_str_putc(extra, '\x1f');
	cv_str_puts(extra, value);
}

/* ---- keys seen in this file: open addressing over copies ---- */

struct imp_seen {
	size_t n, cap;
	struct {
		char *key;
		size_t line;
	} *slot;
};

static size_t hash(const char *s)
{
	size_t h = 1469598103934665603u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	return h;
}

static size_t find(const struct imp_seen *s, const char *key)
{
	size_t i = hash(key) & (s->cap - 1);

	while (s->slot[i].key && !cv_streq(s->slot[i].key, key))
		i = (i + 1) & (s->cap - 1);
	return i;
}

static bool grow(struct imp_seen *s)
{
	struct imp_seen more = { .n = s->n, .cap = s->cap ? 2 * s->cap : 1024 };

	more.slot = calloc(more.cap, sizeof(*more.slot));
	if (more.slot == NULL)
		return false;
	for (size_t i = 0; i < s->cap; i++)
		if (s->slot[i].key)
			more.slot[find(&more, s->slot[i].key)] = s->slot[i];
	free(s->slot);
	*s = more;
	return true;
}

enum cv_err imp_seen(struct imp_reading *g, const char *key, size_t line, size_t *ret_before, struct cv_error *err)
{
	size_t i;

	if (g->seen == NULL)
		g->seen = calloc(1, sizeof(*g->seen));
	if (g->seen == NULL || (2 * g->seen->n >= g->seen->cap && !grow(g->seen)))
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	i = find(g->seen, key);
	*ret_before = g->seen->slot[i].key ? g->seen->slot[i].line : 0;
	if (*ret_before)
		return CV_OK;
	g->seen->slot[i].key = cv_strdup(key);
	g->seen->slot[i].line = line;
	if (g->seen->slot[i].key == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	g->seen->n++;
	return CV_OK;
}

void imp_seen_finish(struct imp_seen *s)
{
	for (size_t i = 0; s && i < s->cap; i++)
		free(s->slot[i].key);
	if (s)
		free(s->slot);
	free(s);
}

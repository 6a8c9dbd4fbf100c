/*
 * Two say different things of one cell: the row that comes in, and what is on file. What the row's source said last tells whether
 * somebody else changed the cell since.
 */
#include "registry/put.h"

#include <stdlib.h>
#include <string.h>

/* What the source said last, who said last what stands in each cell, and whether that was the source. */
struct base {
	bool there;
	char *cell[REG_COLUMNS_MAX + 1]; /* when the source last recorded the fact */
	char *now[REG_COLUMNS_MAX + 1];
	struct {
		int64_t seq, import, line;
		bool ours;
	} by[REG_COLUMNS_MAX + 1];
};

static void finish(struct base *b)
{
	for (size_t i = 0; i < CV_LEN(b->cell); i++) {
		free(b->cell[i]);
		free(b->now[i]);
	}
}

static bool replace(char **to, const char *text)
{
	free(*to);
	*to = cv_strdup(text);
	return *to != NULL;
}

static bool take_cell(struct base *b, size_t i, const char *text, struct db_q *q, bool ours)
{
	bool same = b->now[i] && cv_streq(b->now[i], text);

	/* what others changed and the source left as it was is not the source's word */
	if (ours && (!same || b->cell[i] == NULL) && !replace(&b->cell[i], text))
		return false;
	if (same)
		return true;
	b->by[i].seq = db_int(q, DB_C_KNOWN_FROM);
	b->by[i].import = db_int(q, DB_C_IMPORT);
	b->by[i].line = db_int(q, DB_C_LINE);
	b->by[i].ours = ours;
	return replace(&b->now[i], text);
}

static bool take_version(struct reg_putting *p, struct base *b, struct db_q *q)
{
	bool ours = cv_streq(db_text(q, DB_C_FIRST + (int)p->info->n), p->r->source), good = true;

	for (size_t i = 0; i < p->info->n && good; i++)
		good = take_cell(b, i, db_text(q, DB_C_FIRST + (int)i), q, ours);
	b->there |= ours;
	return good && take_cell(b, REG_COLUMNS_MAX, db_text(q, DB_C_EXTRA), q, ours);
}

static enum cv_err load(struct reg_putting *p, struct base *b)
{
	struct db_q *q = db_use(p->r->db, DB_FACT_HISTORY + (int)p->rec->kind, p->err);
	bool row;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, p->n);
	for (;;) {
		TRY(db_step(q, &row, p->err));
		if (!row)
			return CV_OK;
		if (take_version(p, b, q))
			continue;
		db_done(q);
		return cv_fail(p->err, CV_E_NOMEM, "out of memory");
	}
}

/* "by import 3, line 7, in change 5" */
static void who(const struct base *b, size_t i, struct cv_str *out)
{
	if (b->by[i].import)
		cv_str_printf(out, "import %lld, line %lld", (long long)b->by[i].import, (long long)b->by[i].line);
	else
		cv_str_puts(out, "hand");
	cv_str_printf(out, " in change %lld", (long long)b->by[i].seq);
}

static enum cv_err stop(struct reg_putting *p, const struct base *b, size_t i)
{
	CV_AUTO(cv_str_finish) struct cv_str by = { 0 };
	const char *name = p->info->column[i].name;

	who(b, i, &by);
	return cv_fail_at(p->err, CV_E_CONFLICT, name,
		"%s was changed from '%.120s' to '%.120s' by %s, after the last import of this source; "
		"the file says '%.120s': --on-conflict update takes the file's word, --on-conflict skip keeps what is on file",
		name, b->cell[i], p->old[i], cv_str_text(&by), p->cell[i]);
}

static void note(struct reg_putting *p, const struct base *b, size_t i, bool kept)
{
	struct cv_str *out = &p->r->conflicts;
	const char *name = p->info->column[i].name;

	cv_str_printf(out, "%s%s of %s was changed to '%.120s' by ", out->len ? "; " : "", name,
		cv_str_text(&p->r->key), p->old[i]);
	who(b, i, out);
	if (kept)
		cv_str_printf(out, ": kept, the file's '%.120s' left out%s", p->cell[i],
			p->r->on_conflict == REG_BY_HAND ? " (--on-conflict update takes it)" : "");
	else
		cv_str_printf(out, ": the file's '%.120s' takes its place", p->cell[i]);
}

/* The cell is the row's word, or p->old[i]. */
static enum cv_err settle_cell(struct reg_putting *p, const struct base *b, size_t i, bool *ret_keep)
{
	bool otherwise = b->there && !cv_streq(b->cell[i], p->old[i]), hand = b->by[i].import == 0;
	enum reg_conflict policy = p->r->on_conflict;

	*ret_keep = false;
	if (p->fill && *p->old[i] == '\0')
		return CV_OK;
	if (!otherwise) {
		*ret_keep = p->fill && (!b->by[i].ours || *p->cell[i] == '\0');
		return CV_OK;
	}
	if (policy == REG_BY_HAND && !hand && cv_streq(p->cell[i], b->cell[i]))
		policy = REG_SKIP; /* the source says what it said before: only the other import knows something new */
	if (policy == REG_BY_HAND)
		policy = p->fill ? REG_SKIP : hand ? REG_STOP : REG_UPDATE;
	if (policy == REG_STOP)
		return stop(p, b, i);
	*ret_keep = policy == REG_SKIP || (p->fill && *p->cell[i] == '\0');
	if (*p->cell[i] || !p->fill)
		note(p, b, i, *ret_keep);
	return CV_OK;
}

static bool unsaid(const struct reg_putting *p, size_t i)
{
	return p->rec->cell[i] == NULL && p->made[i] == NULL;
}

static enum cv_err settle_cells(struct reg_putting *p, const struct base *b)
{
	for (size_t i = 0; i < p->info->n; i++) {
		bool keep = unsaid(p, i);

		if (!keep && !cv_streq(p->cell[i], p->old[i]))
			TRY(settle_cell(p, b, i, &keep));
		if (keep)
			p->cell[i] = p->old[i];
	}
	return CV_OK;
}

static enum cv_err settle_extra(struct reg_putting *p, const struct base *b)
{
	CV_AUTO(cv_str_finish) struct cv_str merged = { 0 };
	const char *old = p->old[REG_COLUMNS_MAX], *more = p->rec->extra ? p->rec->extra : "";
	bool follow = b->by[REG_COLUMNS_MAX].ours;

	reg_merge_extra(old, more, p->fill && !follow, &merged);
	return merged.failed ? cv_fail(p->err, CV_E_NOMEM, "out of memory")
			     : reg_make(p, REG_COLUMNS_MAX, cv_str_text(&merged));
}

enum cv_err reg_settle(struct reg_putting *p)
{
	struct base b = { 0 };
	enum cv_err e = CV_OK;

	if (p->src.import && *p->r->source)
		e = load(p, &b);
	if (e == CV_OK)
		e = settle_cells(p, &b);
	if (e == CV_OK)
		e = settle_extra(p, &b);
	finish(&b);
	return e;
}

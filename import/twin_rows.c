/* Rows of canonical parties: whose row it is, by id or by name. */
#include "import/twins.h"

#include <stdlib.h>
#include <string.h>

enum { PARTY_ID = 0, PARTY_NAME = 1 };

static const char *cell(const struct reg_record *rec, const char *column)
{
	const char *text = rec->cell[reg_column_index(REG_PARTIES, column)];

	return text ? text : "";
}

static void see(struct imp_reading *g, const struct reg_record *rec)
{
	const struct reg_kind_info *info = reg_kind_info(rec->kind);

	for (size_t i = 0; i < info->n; i++)
		if (rec->cell[i] &&
			(info->column[i].type == REG_PARTY || (rec->kind == REG_PARTIES && i == PARTY_NAME)))
			imp_twin_seen(g, rec->cell[i]);
}

/* ---- rows that wait ---- */

static char *copy(const char *text, bool *good)
{
	char *c = cv_strdup(text);

	*good &= c != NULL || text == NULL;
	return c;
}

static enum cv_err wait(struct imp_reading *g, const struct reg_record *rec, size_t line, const char *id, size_t reply,
	bool ask, struct cv_error *err)
{
	struct imp_twins *t = g->twins;
	void *later = t->later;
	struct imp_later *l;
	bool good = true;

	TRY(imp_grow(&later, &t->later_cap, t->n_later, sizeof(*t->later), err));
	t->later = later;
	l = &t->later[t->n_later++];
	*l = (struct imp_later){ .line = line, .reply = reply, .ask = ask };
	l->name = copy(rec->cell[PARTY_NAME], &good);
	l->id = copy(id, &good);
	l->extra = copy(rec->extra, &good);
	for (size_t i = 0; i < REG_COLUMNS_MAX; i++)
		l->cell[i] = copy(rec->cell[i], &good);
	return good ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* A row with an id is about that party, unless somebody said that the name means another and the id is new. */
static enum cv_err with_id(
	struct imp_reading *g, const struct reg_record *rec, size_t line, bool *ret_later, struct cv_error *err)
{
	CV_AUTO(cv_arena_finish) struct cv_arena arena = { 0 };
	CV_AUTO(imp_met_finish) struct imp_met same = { 0 };
	size_t reply = imp_twin_reply(g, rec->cell[PARTY_NAME]);
	const char *id = rec->cell[PARTY_ID];
	bool found, unknown = reply && g->twins->reply[reply - 1].b_id == NULL;
	struct reg_alike p;

	TRY(reg_same(g->r, rec->cell[PARTY_NAME], &same.id, err));
	if (reply == 0 && *same.id == '\0')
		return CV_OK;
	TRY(reg_party_named(g->r, id, &arena, &p, &found, err));
	if (found && reply)
		imp_twin_note(g, "line %zu: '%s' has the id %s, which is on file: the row stays about that party", line,
			rec->cell[PARTY_NAME], id);
	if (found)
		return CV_OK;
	*ret_later = true;
	return wait(g, rec, line, *same.id && !unknown ? same.id : NULL, reply, false, err);
}

static enum cv_err several(const char *name, const char *ids, struct cv_error *err)
{
	return cv_fail_at(err, CV_E_AMBIGUOUS, "name", "'%s' could be %s: write the id", name, ids);
}

static enum cv_err by_name(
	struct imp_reading *g, struct reg_record *rec, size_t line, bool *ret_later, struct cv_error *err)
{
	CV_AUTO(imp_met_finish) struct imp_met m = { 0 };
	const char *name = rec->cell[PARTY_NAME], *id;
	size_t reply = imp_twin_reply(g, name);

	*ret_later = reply && g->twins->reply[reply - 1].b_id == NULL;
	if (*ret_later)
		return wait(g, rec, line, NULL, reply, false, err);
	TRY(imp_meet(g, name, cell(rec, "country"), &m, err));
	if (m.who == IMP_SEVERAL)
		return several(name, m.id, err);
	*ret_later = m.who == IMP_PARTY && !m.exact;
	if (*ret_later)
		return wait(g, rec, line, m.id, 0, m.ask, err);
	id = m.id;
	if (m.who == IMP_NOBODY)
		TRY(reg_free_id(g->r, name, &id, err));
	cv_str_clear(&g->twins->id);
	cv_str_puts(&g->twins->id, id);
	rec->cell[PARTY_ID] = cv_str_text(&g->twins->id);
	return g->twins->id.failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

enum cv_err imp_twin_row(
	struct imp_reading *g, struct reg_record *rec, size_t line, bool *ret_later, struct cv_error *err)
{
	*ret_later = false;
	if (g->twins->n_replies > 0)
		see(g, rec);
	if (rec->kind != REG_PARTIES || rec->cell[PARTY_NAME] == NULL)
		return CV_OK;
	if (rec->cell[PARTY_ID] && *rec->cell[PARTY_ID])
		TRY(with_id(g, rec, line, ret_later, err));
	else
		TRY(by_name(g, rec, line, ret_later, err));
	return *ret_later ? CV_OK : imp_twin_before(g, rec->cell[PARTY_NAME], err);
}

enum cv_err imp_twin_row_done(struct imp_reading *g, const struct reg_record *rec, const char *id, const char *parent,
	size_t line, enum reg_effect effect, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str own_id = { 0 };
	struct imp_twin t = { .line = line,
		.name = rec->cell[PARTY_NAME],
		.country = cell(rec, "country"),
		.parent = parent,
		.own = cv_streq(cell(rec, "own"), "yes") };

	if (rec->kind != REG_PARTIES || t.name == NULL || (effect != REG_ADDED && g->twins->n_replies == 0))
		return CV_OK;
	cv_str_puts(&own_id, id); /* it lives in the register until the next call */
	if (own_id.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	t.id = own_id.data;
	TRY(imp_twin_known(g, t.name, t.id, err));
	return effect == REG_ADDED ? imp_twin_look(g, &t, err) : CV_OK;
}

/* ---- after the last row ---- */

static int by_name_and_line(const void *a, const void *b)
{
	const struct imp_later *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	return c ? c : (x->line > y->line) - (x->line < y->line);
}

static int by_line(const void *a, const void *b)
{
	const struct imp_question *x = a, *y = b;

	return x->line != y->line ? (x->line > y->line) - (x->line < y->line) : strcmp(x->text, y->text);
}

/* The party is called otherwise on file, and stays so. */
static enum cv_err put(struct imp_reading *g, const struct imp_later *l, const char *id, struct cv_error *err)
{
	struct reg_record rec = { .kind = REG_PARTIES, .extra = l->extra };
	struct reg_source src = { g->import, (int64_t)l->line };
	enum reg_effect effect;

	for (size_t i = 0; i < REG_COLUMNS_MAX; i++)
		rec.cell[i] = l->cell[i];
	rec.cell[PARTY_ID] = id;
	rec.cell[PARTY_NAME] = NULL;
	TRY(reg_put(g->r, &rec, src, &effect, NULL, err));
	imp_note_conflicts(g, l->line);
	g->rep->updated += effect != REG_UNCHANGED;
	g->rep->unchanged += effect == REG_UNCHANGED;
	return CV_OK;
}

static enum cv_err put_or_skip(
	struct imp_reading *g, const struct imp_later *l, const struct reg_alike *p, struct cv_error *err)
{
	int64_t before = reg_seen(g->r, REG_PARTIES, p->n);
	struct cv_error row_err = { 0 };
	enum cv_err e;

	if (before) {
		g->rep->skipped++;
		imp_twin_note(g,
			"line %zu: '%s' is taken as '%s' (%s), which line %lld is about: nothing else is taken from it",
			l->line, l->name, p->name, p->id, (long long)before);
		return CV_OK;
	}
	e = put(g, l, p->id, &row_err);
	if (e == CV_OK)
		return CV_OK;
	g->late = true;
	g->rep->refused++;
	return imp_row_defect(g, l->line, e, &row_err, err);
}

static enum cv_err end_row(struct imp_reading *g, const struct imp_later *l, struct cv_error *err)
{
	CV_AUTO(cv_arena_finish) struct cv_arena arena = { 0 };
	const char *id = l->id ? l->id : g->twins->reply[l->reply - 1].b_id;
	const char *own_id = l->cell[PARTY_ID] ? l->cell[PARTY_ID] : "";
	struct imp_twin t = { .line = l->line, .name = l->name };
	struct reg_alike p;
	bool found = false;

	if (id)
		TRY(reg_party_named(g->r, id, &arena, &p, &found, err));
	if (!found) { /* the party was refused: so is the import */
		g->late = true;
		g->rep->refused++;
		return imp_defect(g, l->line, "name", "the party that it is the same as is not there", err);
	}
	if (*own_id) /* other files may know it by that id */
		TRY(reg_remember_same(g->r, own_id, id, err));
	t.country = l->cell[reg_column_index(REG_PARTIES, "country")];
	t.country = t.country ? t.country : "";
	if (l->ask)
		TRY(imp_twin_ask(g, &t, &p, "", err));
	return put_or_skip(g, l, &p, err);
}

enum cv_err imp_twin_rows_end(struct imp_reading *g, struct cv_error *err)
{
	struct imp_twins *t = g->twins;

	TRY(imp_twin_answers_end(g, err));
	if (t->n_later > 1)
		qsort(t->later, t->n_later, sizeof(*t->later), by_name_and_line);
	for (size_t i = 0; i < t->n_later; i++)
		TRY(end_row(g, &t->later[i], err));
	if (t->n_later > 0 && g->rep->n_questions > 1)
		qsort(g->rep->question, g->rep->n_questions, sizeof(*g->rep->question), by_line);
	return CV_OK;
}

/*
 * Undoing an import: what it recorded is superseded by what stood there before. Nothing is deleted; a later change that stands on what the
 * import recorded stops it.
 */
#include "registry/desk/moves.h"
#include "registry/desk/notice_own.h"
#include "registry/reg.h"

#include <stdio.h>
#include <string.h>

struct undoing {
	struct reg *r;
	struct reg_import imp;
	struct cv_str in_the_way;
	size_t n_in_the_way;
	int64_t n_closed, n_restored;
};

/* "transfer/12 (import 5, line 3)" */
static void name_it(struct undoing *u, const char *kind, int64_t n, int64_t import, int64_t line, int64_t seq)
{
	char what[64];

	snprintf(what, sizeof(what), "%s/%lld (", kind, (long long)n);
	if (strstr(cv_str_text(&u->in_the_way), what) || u->n_in_the_way++ >= 5)
		return;
	cv_str_printf(&u->in_the_way, "%s%s/%lld (", u->in_the_way.len ? ", " : "", kind, (long long)n);
	if (import)
		cv_str_printf(&u->in_the_way, "import %lld, line %lld", (long long)import, (long long)line);
	else
		cv_str_printf(&u->in_the_way, "change %lld", (long long)seq);
	cv_str_putc(&u->in_the_way, ')');
}

/*
 * The version that is current of a fact the import recorded; *ret_ours: it is the import's word (also when something later was undone and
 * the import's word was put back).
 */
static enum cv_err current(struct undoing *u, enum reg_kind kind, int64_t n, struct db_q **ret, bool *ret_there,
	bool *ret_ours, struct cv_error *err)
{
	struct db_q *q = db_use(u->r->db, DB_FACT_NOW + (int)kind, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, n);
	TRY(db_step(q, ret_there, err));
	*ret_ours = *ret_there && db_int(q, DB_C_IMPORT) == u->imp.id;
	*ret = q;
	return CV_OK;
}

/* ---- does a later change stand on it? ---- */

/* What the import brought may not go while others name it. */
static enum cv_err named_by_others(struct undoing *u, enum reg_kind kind, const char *id, struct cv_error *err)
{
	struct db_q *q = db_use(u->r->db, kind == REG_PARTIES ? DB_STANDS_ON : DB_RESTS_ON, err);
	bool row;

	if (q == NULL)
		return CV_E_STORE;
	if (kind == REG_PARTIES) {
		db_bind_text(q, 1, id);
		db_bind_int(q, 2, u->imp.id);
	} else {
		db_bind_text(q, 1, reg_kind_info(kind)->plural);
		db_bind_text(q, 2, id);
		db_bind_int(q, 3, u->imp.id);
	}
	for (;;) {
		TRY(db_step(q, &row, err));
		if (!row)
			return CV_OK;
		name_it(u, db_text(q, 0), db_int(q, 1), db_int(q, 2), db_int(q, 3), db_int(q, 4));
	}
}

/* A draft that made itself follows the register, at the end of this change too; nobody was told of it. */
static bool follows(struct db_q *q, enum reg_kind kind)
{
	return kind == REG_NOTICES && *db_text(q, DB_C_FIRST + REG_N_ANNOUNCED) == '\0' &&
		cv_streq(db_text(q, DB_C_FIRST + REG_N_SOURCE), REG_BY_ITSELF);
}

static enum cv_err look(
	void *ctx, const struct reg_version *now, const struct reg_version *before, struct cv_error *err)
{
	struct undoing *u = ctx;
	struct db_q *q;
	bool there, ours;

	if (now == NULL)
		return CV_OK;
	TRY(current(u, now->record.kind, now->n, &q, &there, &ours, err));
	if (there && !ours && !follows(q, now->record.kind))
		name_it(u, reg_kind_info(now->record.kind)->singular, now->n, db_int(q, DB_C_IMPORT),
			db_int(q, DB_C_LINE), db_int(q, DB_C_KNOWN_FROM));
	db_done(q);
	return ours && before == NULL && reg_kind_has_id(now->record.kind)
		? named_by_others(u, now->record.kind, now->record.cell[0], err)
		: CV_OK;
}

/* ---- back to what stood there ---- */

static enum cv_err restore(struct undoing *u, const char *key, const struct reg_version *before, struct cv_error *err)
{
	const struct reg_record *rec = &before->record;

	u->n_restored++;
	if (rec->kind == REG_PARTIES)
		TRY(reg_check_twin(u->r, rec->cell[0], rec->cell[1], rec->cell[5], err));
	TRY(reg_add_version(u->r, rec, before->sealed, key, before->n, before->source, err));
	return rec->kind == REG_PARTIES ? reg_index_names(u->r, before->n, false, rec->cell[1], rec->cell[2], err)
					: CV_OK;
}

/* A draft notice that gave way to what the import brought. */
static enum cv_err draft_back(struct undoing *u, const struct reg_version *before, struct cv_error *err)
{
	bool back = false;

	if (before->record.kind == REG_NOTICES)
		TRY(reg_notice_comes_back(u->r, before, &back, err));
	return back ? restore(u, before->key, before, err) : CV_OK;
}

static enum cv_err take_back(
	void *ctx, const struct reg_version *now, const struct reg_version *before, struct cv_error *err)
{
	struct undoing *u = ctx;
	CV_AUTO(cv_str_finish) struct cv_str key = { 0 };
	int64_t known_from;
	struct db_q *q;
	bool there, ours;

	if (now == NULL)
		return draft_back(u, before, err);
	if (before)
		TRY(reg_step_back_check(u->r, now->record.kind, now->record.cell, before->record.cell, err));
	TRY(current(u, now->record.kind, now->n, &q, &there, &ours, err));
	cv_str_puts(&key, there ? db_text(q, DB_C_KEY) : "");
	known_from = there ? db_int(q, DB_C_KNOWN_FROM) : 0;
	db_done(q);
	if (key.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	if (!ours)
		return CV_OK;
	TRY(reg_close_version(u->r, now->record.kind, cv_str_text(&key), now->n, known_from, err));
	if (before)
		return restore(u, cv_str_text(&key), before, err);
	u->n_closed++;
	return now->record.kind == REG_PARTIES ? reg_index_names(u->r, now->n, false, "", "", err) : CV_OK;
}

/* What the import remembered (columns, twins) is forgotten with it, unless it was said again since. */
static enum cv_err settings_back(struct undoing *u, struct cv_error *err)
{
	struct reg *r = u->r;
	struct db_q *q = db_use(r->db, DB_SETTING_MADE, err);
	CV_AUTO(cv_str_finish) struct cv_str names = { 0 };
	bool row;

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, u->imp.seq);
	for (;;) {
		TRY(db_step(q, &row, err));
		if (!row)
			break;
		cv_str_add(&names, db_text(q, 0), strlen(db_text(q, 0)) + 1);
	}
	if (names.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	for (const char *name = names.data; name && name < names.data + names.len; name += strlen(name) + 1) {
		CV_AUTO(cv_str_finish) struct cv_str old = { 0 };

		q = db_use(r->db, DB_SETTING_BEFORE, err);
		if (q == NULL)
			return CV_E_STORE;
		db_bind_text(q, 1, name);
		db_bind_int(q, 2, u->imp.seq);
		TRY(db_step(q, &row, err));
		if (row)
			cv_str_puts(&old, db_text(q, 0));
		db_done(q);
		TRY(reg_set(r, name, cv_str_text(&old), err));
	}
	return CV_OK;
}

static enum cv_err mark_undone(struct undoing *u, struct cv_error *err)
{
	struct db_q *q = db_use(u->r->db, DB_IMPORT_UNDONE, err);

	if (q == NULL)
		return CV_E_STORE;
	db_bind_int(q, 1, u->imp.id);
	db_bind_int(q, 2, u->r->seq);
	return db_run(q, err);
}

/* ---- the import ---- */

static enum cv_err take_import(void *ctx, const struct reg_import *i, struct cv_error *err)
{
	struct undoing *u = ctx;

	CV_UNUSED(err);
	u->imp = *i;
	u->imp.file = u->imp.sha256 = u->imp.kind = u->imp.who = u->imp.at = u->imp.source =
		NULL; /* they live until the next step */
	u->imp.undone_at = u->imp.undone_by = NULL;
	return CV_OK;
}

static enum cv_err undo(struct undoing *u, int64_t import, struct cv_error *err)
{
	TRY(reg_import_get(u->r, import, take_import, u, err));
	if (u->imp.id == 0)
		return cv_fail_at(err, CV_E_NOT_FOUND, "import", "there is no import %lld: see chapterv imports",
			(long long)import);
	if (u->imp.undone)
		return cv_fail_at(err, CV_E_CONFLICT, "import", "import %lld was undone already, in change %lld",
			(long long)import, (long long)u->imp.undone);
	TRY(reg_changes(u->r, u->imp.seq, look, u, err));
	if (u->n_in_the_way)
		return cv_fail_at(err, CV_E_CONFLICT, "import",
			"import %lld cannot be undone: later changes stand on it: %s%s; undo those "
			"first, or correct the records themselves",
			(long long)import, cv_str_text(&u->in_the_way), u->n_in_the_way > 5 ? " and more" : "");
	TRY(reg_note_change(u->r, err));
	TRY(reg_changes(u->r, u->imp.seq, take_back, u, err));
	TRY(settings_back(u, err));
	return mark_undone(u, err);
}

enum cv_err reg_undo(struct reg *r, int64_t import, struct reg_undone *ret, struct cv_error *err)
{
	struct undoing u = { .r = r };
	enum cv_err e;

	reg_make_room(r);
	e = undo(&u, import, err);
	cv_str_finish(&u.in_the_way);
	*ret = (struct reg_undone){ .import = import, .closed = u.n_closed, .restored = u.n_restored };
	return e;
}

enum cv_err reg_undo_whole(
	struct reg *r, const struct reg_actor *a, int64_t import, struct reg_undone *ret, struct cv_error *err)
{
	char note[64];
	enum cv_err e;

	snprintf(note, sizeof(note), "undo of import %lld", (long long)import);
	TRY(reg_begin(r, a, note, err));
	e = reg_undo(r, import, ret, err);
	if (e == CV_OK)
		e = reg_commit(r, &ret->seq, err);
	reg_rollback(r);
	return e;
}

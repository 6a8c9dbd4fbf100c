/*
 * Nobody arrives behind the gate but through it: random walks of rows, imports, undoings, moves and overrides, by who
 * may decide and who may not. A vendor is behind it only by a move while the gate was open, which is then a decision on
 * file; or because whoever decides brought it into the register so, as the first thing that was ever said of it.
 */
#include "tests/desk/desk.h"

#include "registry/desk/moves.h"
#include "registry/desk/vendor.h"
#include "registry/imports.h"
#include "registry/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Only a few parties are at work at a time: walks of them are long enough to go round, and begin again with others. */
enum { STEPS = 360, AT_WORK = 3, EACH = 12, PARTIES = STEPS / EACH + AT_WORK };
enum { SAID_MAX = 4096, DAY_MS = 24 * 3600 * 1000 };

static const char *const kinds[] = { "service-provider", "advisor", "partner", "customer", "" };
static const char *const owns[] = { "no", "no", "no", "yes", "" };
static const char *const steps[] = { "under-review", "approved", "active", "suspended", "active" };
static const char *const words[] = { "", "proposed", "under-review", "approved", "active", "suspended", "ended" };
#define PICK(array) ((array)[next(w) % CV_LEN(array)])

struct said {
	int party;
	int64_t import; /* 0: by hand */
	bool undone;
	bool vendor, in_use; /* of a vendor; and that it is in use, as whatever it is */
};

struct walk {
	struct desk *d;
	uint32_t seed;
	char ids[PARTIES][16];
	int first; /* of those at work */
	struct said said[SAID_MAX];
	size_t n_said;
	bool was[PARTIES], is[PARTIES]; /* behind the gate, before and after the step */
	bool before[1024][PARTIES];	/* before an import, by its number */
	bool decided[PARTIES]; /* it passed the gate once */
	int arrived, brought, refused, undone;
};

static uint32_t next(struct walk *w)
{
	w->seed = w->seed * 1664525u + 1013904223u;
	return w->seed >> 8;
}

/* One of those at work. */
static int some(struct walk *w)
{
	return w->first + (int)(next(w) % AT_WORK);
}

static bool behind(const struct walk *w, const struct reg_view *v, int party)
{
	uint32_t p = reg_view_party(v, w->ids[party]);

	return p != REG_NOBODY && v->party[p].vendor &&
		(v->party[p].status == REG_APPROVED || v->party[p].status == REG_ACTIVE);
}

static void look(struct walk *w, struct reg_view **ret)
{
	struct cv_error err = { 0 };

	assert_int_equal(reg_view_load(w->d->r, NULL, ret, &err), CV_OK);
	for (int i = 0; i < PARTIES; i++)
		w->is[i] = behind(w, *ret, i);
}

/*
 * May it arrive so, by who decides: nothing was said of it yet, or it was behind the gate when it last was a vendor, or
 * it was in use as something else and never was one.
 */
static bool may_be_brought(const struct walk *w, int party)
{
	bool any = false, vendor = false, in_use = false, as_other = false;

	for (size_t i = 0; i < w->n_said; i++) {
		const struct said *s = &w->said[i];

		if (s->party != party || s->undone)
			continue;
		any = true;
		vendor |= s->vendor;
		if (s->vendor)
			in_use = s->in_use;
		else
			as_other = s->in_use;
	}
	return !any || (vendor ? in_use : as_other);
}

/* ---- one row ---- */

static enum cv_err on_file(void *ctx, const struct reg_version *v, struct cv_error *err)
{
	const char *word = v->record.cell[reg_column_index(REG_PARTIES, "status")];
	struct said *s = ctx;

	CV_UNUSED(err);
	s->undone = *word == '\0'; /* it says nothing */
	s->vendor = reg_is_vendor(&v->record);
	s->in_use = (cv_streq(word, "approved") || cv_streq(word, "active"));
	return CV_OK;
}

/* What is on file of a party after something was recorded, in the open change, counts as said. */
static void note(struct walk *w, int party, int64_t import)
{
	struct said s = { .party = party, .import = import };
	struct cv_error err = { 0 };
	bool found;

	assert_int_equal(reg_get(w->d->r, REG_PARTIES, w->ids[party], INT64_MAX, on_file, &s, &found, &err), CV_OK);
	assert_true(found && w->n_said < SAID_MAX);
	if (!s.undone)
		w->said[w->n_said++] = s;
}

static enum cv_err row(struct walk *w, int party, int64_t import)
{
	struct reg_record rec = { .kind = REG_PARTIES };
	const char *id = w->ids[party];
	struct cv_error err = { 0 };
	enum reg_effect effect;
	enum cv_err e;

	rec.cell[0] = id;
	rec.cell[1] = id;
	if (next(w) % 2)
		rec.cell[reg_column_index(REG_PARTIES, "kind")] = PICK(kinds);
	if (next(w) % 3 == 0)
		rec.cell[reg_column_index(REG_PARTIES, "own")] = PICK(owns);
	if (next(w) % 4)
		rec.cell[reg_column_index(REG_PARTIES, "status")] = PICK(words);
	e = reg_put(w->d->r, &rec, (struct reg_source){ import, import ? party + 2 : 0 }, &effect, NULL, &err);
	if (e != CV_OK) {
		assert_int_equal(e, CV_E_MOVE);
		return e;
	}
	if (effect != REG_UNCHANGED)
		note(w, party, import);
	return CV_OK;
}

static void open_change(struct walk *w, bool closed)
{
	w->d->clock_ms += (int64_t)(next(w) % 3) * DAY_MS;
	if (closed)
		desk_begin_closed(w->d);
	else
		desk_begin(w->d);
}

static void keep(struct walk *w, enum cv_err e, size_t said_before)
{
	struct cv_error err = { 0 };

	if (e == CV_OK)
		assert_int_equal(reg_commit(w->d->r, NULL, &err), CV_OK);
	else
		w->n_said = said_before;
	w->refused += e != CV_OK;
	reg_rollback(w->d->r);
}

static void by_hand(struct walk *w, bool closed)
{
	size_t said = w->n_said;

	open_change(w, closed);
	keep(w, row(w, some(w), 0), said);
}

static void import(struct walk *w, bool closed)
{
	struct reg_import counts = { .file = "f.csv", .sha256 = "00", .kind = "parties", .rows = PARTIES };
	int first = some(w), n = 1 + (int)(next(w) % AT_WORK);
	struct cv_error err = { 0 };
	size_t said = w->n_said;
	enum cv_err e = CV_OK;
	int64_t id = 0;

	open_change(w, closed);
	assert_int_equal(reg_import_begin(w->d->r, "f", REG_UPDATE, &id, &err), CV_OK);
	assert_true(id < (int64_t)CV_LEN(w->before));
	counts.id = id;
	memcpy(w->before[id], w->was, sizeof(w->was));
	for (int i = first; i < w->first + AT_WORK && n-- > 0 && e == CV_OK; i++)
		e = row(w, i, id);
	if (e == CV_OK)
		assert_int_equal(reg_import_end(w->d->r, &counts, &err), CV_OK);
	keep(w, e, said);
}

/* ---- the ways back ---- */

static enum cv_err last_one(void *ctx, const struct reg_import *i, struct cv_error *err)
{
	int64_t *last = ctx;

	CV_UNUSED(err);
	if (!i->undone && i->id > *last)
		*last = i->id;
	return CV_OK;
}

/* Returns the import that is undone, 0: none was. */
static int64_t undo(struct walk *w, bool closed)
{
	struct reg_undone done;
	struct cv_error err = { 0 };
	int64_t last = 0;
	enum cv_err e;

	assert_int_equal(reg_imports(w->d->r, last_one, &last, &err), CV_OK);
	if (last == 0)
		return 0;
	open_change(w, closed);
	e = reg_undo(w->d->r, last, &done, &err);
	keep(w, e, w->n_said);
	if (e != CV_OK)
		return 0;
	for (size_t i = 0; i < w->n_said; i++)
		w->said[i].undone |= w->said[i].import == last;
	w->undone++;
	return last;
}

/* ---- the desk ---- */

static cv_day today(const struct walk *w)
{
	return (cv_day){ (int32_t)(w->d->clock_ms / DAY_MS) };
}

static void override(struct walk *w, const char *id)
{
	struct cv_error err = { 0 };
	int64_t n;
	enum cv_err e;

	open_change(w, false);
	e = reg_vendor_override(
		w->d->r, id, "a test", "maria", today(w), (cv_day){ today(w).n + 4 }, &n, &err);
	keep(w, e, w->n_said);
}

static int move(struct walk *w, bool closed)
{
	int party = some(w);
	const char *word = PICK(steps);
	struct cv_error err = { 0 };
	int64_t n;
	enum cv_err e;

	if (next(w) % 2)
		override(w, w->ids[party]);
	open_change(w, closed);
	e = reg_vendor_move(w->d->r, w->ids[party], word, (cv_day){ today(w).n - (int)(next(w) % 2) }, &n, &err);
	if (e == CV_OK)
		note(w, party, 0);
	keep(w, e, w->n_said);
	return e == CV_OK ? party : -1;
}

/* ---- what holds ---- */

static void through_the_gate(struct walk *w, const struct reg_view *v, int party)
{
	struct reg_gate gate = { 0 };
	struct cv_error err = { 0 };

	assert_int_equal(reg_gate_look(v, reg_view_party(v, w->ids[party]), today(w), &gate, &err), CV_OK);
	assert_true(gate.open);
	assert_non_null(reg_decision_of(v, reg_view_party(v, w->ids[party])));
	reg_gate_finish(&gate);
	w->decided[party] = true;
	w->arrived++;
}

static void step(struct walk *w)
{
	bool closed = next(w) % 2, may[PARTIES];
	struct reg_view *v = NULL;
	uint32_t deed = next(w) % 8;
	int64_t undone = 0;
	int moved = -1;

	memcpy(w->was, w->is, sizeof(w->was));
	for (int i = 0; i < PARTIES; i++)
		may[i] = may_be_brought(w, i);
	if (deed < 2)
		by_hand(w, closed);
	else if (deed < 4)
		import(w, closed);
	else if (deed < 6)
		moved = move(w, closed);
	else
		undone = undo(w, closed);
	look(w, &v);
	for (int i = 0; i < PARTIES; i++) {
		if (!w->is[i] || w->was[i])
			continue;
		if (i == moved) {
			through_the_gate(w, v, i);
			continue;
		}
		assert_false(closed);
		if (undone) {
			assert_true(w->before[undone][i]);
			continue;
		}
		assert_true(may[i]);
		assert_true(reg_undecided(v, reg_view_party(v, w->ids[i])) || w->decided[i]);
		w->brought++;
	}
	reg_view_destroy(v);
}

static void nobody_arrives_behind_the_gate_but_through_it(void **state)
{
	const char *seed = getenv("CHAPTERV_SEED");
	struct walk *w = calloc(1, sizeof(*w));

	assert_non_null(w);
	w->d = *state;
	w->seed = seed ? (uint32_t)strtoul(seed, NULL, 10) : 20180525;
	for (int i = 0; i < PARTIES; i++)
		snprintf(w->ids[i], sizeof(w->ids[i]), "p%d", i);
	for (int i = 0; i < STEPS; i++) {
		w->first = i / EACH;
		step(w);
	}
	if (w->arrived == 0 || w->brought == 0 || w->refused < STEPS / 20 || w->undone == 0)
		fail_msg("a walk that meets nothing: %d arrived, %d were brought, %d refused, %d undone", w->arrived,
			w->brought, w->refused, w->undone);
	free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			nobody_arrives_behind_the_gate_but_through_it, desk_set_up, desk_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* --same and --distinct: checked, obeyed, remembered. */
#include "import/twins.h"

#include <stdlib.h>
#include <string.h>

static const char *option(const struct imp_reply *r)
{
	return r->same ? "same" : "distinct";
}

static enum cv_err keep_id(char **to, const char *id, struct cv_error *err)
{
	free(*to);
	*to = cv_strdup(id);
	return *to ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* ---- whom the two sides name ---- */

struct side {
	struct cv_arena arena;
	struct reg_alike party; /* id NULL: none */
	bool exact;		/* by its id, or by its name spelled so */
	int matches;
};

static void finish_side(struct side *s)
{
	cv_arena_finish(&s->arena);
}

static enum cv_err look(struct imp_reading *g, const char *text, struct side *s, struct cv_error *err)
{
	const char *id;
	bool found = false;

	TRY(reg_find_party(g->r, text, &s->matches, &id, err));
	if (s->matches == 1)
		TRY(reg_party_named(g->r, id, &s->arena, &s->party, &found, err));
	s->exact = found && (cv_streq(text, s->party.id) || cv_streq(text, s->party.name));
	return CV_OK;
}

static enum cv_err bad(const struct imp_reply *r, struct cv_error *err, const char *what, const char *text)
{
	return cv_fail_at(err, CV_E_USAGE, option(r), "--%s '%s=%s': %s%s%s", option(r), r->a, r->b, what,
		*text ? " " : "", text);
}

/*
 * The name on the left is one that nobody has yet, or that is to mean another from now on. Where only the left side is on file it was
 * meant the other way round.
 */
static enum cv_err settle(struct imp_reading *g, struct imp_reply *r, struct cv_error *err)
{
	CV_AUTO(finish_side) struct side a = { 0 }, b = { 0 };

	TRY(look(g, r->a, &a, err));
	TRY(look(g, r->b, &b, err));
	if (b.matches > 1)
		return bad(r, err, "on the right are several parties; write the id of one:", r->b);
	if (a.exact && (b.matches == 0 || (!b.exact && cv_streq(a.party.id, b.party.id)))) {
		const char *left = r->a;

		r->a = r->b;
		r->b = left;
		return keep_id(&r->b_id, a.party.id, err);
	}
	if (b.matches == 1 && a.exact && cv_streq(a.party.id, b.party.id) && !r->same)
		return bad(r, err, "that is the name of that very party", "");
	if (a.exact && cv_streq(a.party.name, r->a))
		TRY(keep_id(&r->a_id, a.party.id, err));
	return b.matches == 1 ? keep_id(&r->b_id, b.party.id, err) : CV_OK;
}

/* ---- answers that contradict each other ---- */

static bool same_other(const struct imp_reply *x, const struct imp_reply *y)
{
	return x->b_id && y->b_id ? cv_streq(x->b_id, y->b_id) : cv_streq(x->b, y->b);
}

static bool contradict(const struct imp_reply *x, const struct imp_reply *y)
{
	if (x->same && y->same)
		return (cv_streq(x->a, y->a) && !same_other(x, y)) || (cv_streq(x->a, y->b) && cv_streq(x->b, y->a));
	return x->same != y->same &&
		((cv_streq(x->a, y->a) && same_other(x, y)) || (cv_streq(x->a, y->b) && cv_streq(x->b, y->a)));
}

/* a = b, b = c, c = a: all of them would mean another. */
static bool goes_round(const struct imp_reading *g, const struct imp_reply *r)
{
	const char *name = r->b;

	for (size_t steps = 0; r->same && steps <= g->twins->n_replies; steps++) {
		size_t next = imp_twin_reply(g, name);

		if (next == 0)
			return false;
		name = g->twins->reply[next - 1].b;
	}
	return r->same;
}

static enum cv_err check(struct imp_reading *g, size_t n, struct cv_error *err)
{
	const struct imp_reply *r = &g->twins->reply[n];

	for (size_t i = 0; i < n; i++)
		if (contradict(r, &g->twins->reply[i]))
			return bad(r, err, "another answer says otherwise", "");
	if (goes_round(g, r))
		return bad(r, err, "the answers go round in a circle", "");
	return CV_OK;
}

/* ---- remembering ---- */

static enum cv_err remember_same(struct imp_reading *g, const struct imp_reply *r, struct cv_error *err)
{
	CV_AUTO(imp_met_finish) struct imp_met was = { 0 };
	bool distinct;

	if (r->a_id && cv_streq(r->a_id, r->b_id))
		return CV_OK; /* its own name */
	TRY(reg_same(g->r, r->a, &was.id, err));
	TRY(reg_distinct(g->r, r->a, r->b_id, &distinct, err));
	if (*was.id && !cv_streq(was.id, r->b_id))
		imp_twin_note(g, "'%s' was answered to mean %s: from now on it means %s", r->a, was.id, r->b_id);
	if (distinct)
		imp_twin_note(g, "'%s' was answered to be another than %s: from now on it is the same", r->a, r->b_id);
	return reg_remember_same(g->r, r->a, r->b_id, err);
}

static enum cv_err remember_distinct(struct imp_reading *g, const char *a, const char *id, struct cv_error *err)
{
	CV_AUTO(imp_met_finish) struct imp_met was = { 0 };

	TRY(reg_same(g->r, a, &was.id, err));
	if (*was.id && cv_streq(was.id, id))
		imp_twin_note(g, "'%s' was answered to mean %s: from now on it is another", a, id);
	return reg_remember_distinct(g->r, a, id, err);
}

static enum cv_err remember(struct imp_reading *g, const struct imp_reply *r, struct cv_error *err)
{
	return r->same ? remember_same(g, r, err) : remember_distinct(g, r->a, r->b_id, err);
}

enum cv_err imp_twins_begin(struct imp_reading *g, struct cv_error *err)
{
	const struct imp_options *o = g->opt;
	struct imp_twins *t = calloc(1, sizeof(*t));
	bool in_file = g->kind == REG_PARTIES || g->kind == IMP_LIST;

	g->twins = t;
	if (t)
		t->reply = calloc(o->n_answers + 1, sizeof(*t->reply));
	if (t == NULL || t->reply == NULL)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	for (size_t i = 0; i < o->n_answers; i++) {
		struct imp_reply *r = &t->reply[t->n_replies++];

		*r = (struct imp_reply){ .a = o->answer[i].a, .b = o->answer[i].b, .same = o->answer[i].same };
		if (*r->a == '\0' || *r->b == '\0' || cv_streq(r->a, r->b))
			return bad(r, err, "write two names, or a name and the id of a party", "");
		TRY(settle(g, r, err));
		TRY(check(g, i, err));
		if (!in_file && r->b_id == NULL)
			return bad(r, err, "no party on file has this id or name:", r->b);
	}
	for (size_t i = 0; i < t->n_replies; i++) {
		t->reply[i].filed = t->reply[i].b_id != NULL;
		if (t->reply[i].filed)
			TRY(remember(g, &t->reply[i], err));
	}
	return CV_OK;
}

/* ---- while names come in ---- */

void imp_twin_seen(struct imp_reading *g, const char *name)
{
	for (size_t i = 0; i < g->twins->n_replies; i++) {
		struct imp_reply *r = &g->twins->reply[i];

		r->a_seen |= cv_streq(r->a, name);
		r->b_seen |= cv_streq(r->b, name);
	}
}

size_t imp_twin_reply(const struct imp_reading *g, const char *name)
{
	for (size_t i = 0; i < g->twins->n_replies; i++)
		if (g->twins->reply[i].same && cv_streq(g->twins->reply[i].a, name))
			return i + 1;
	return 0;
}

bool imp_twin_told_apart(const struct imp_reading *g, const char *one, const char *other)
{
	for (size_t i = 0; i < g->twins->n_replies; i++) {
		const struct imp_reply *r = &g->twins->reply[i];

		if (!r->same &&
			((cv_streq(r->a, one) && cv_streq(r->b, other)) ||
				(cv_streq(r->a, other) && cv_streq(r->b, one))))
			return true;
	}
	return false;
}

/* Whichever of two comes second is remembered to be another than the first, so that the register takes it. */
enum cv_err imp_twin_before(struct imp_reading *g, const char *name, struct cv_error *err)
{
	for (size_t i = 0; i < g->twins->n_replies; i++) {
		const struct imp_reply *r = &g->twins->reply[i];

		if (!r->same && r->b_id && cv_streq(r->a, name))
			TRY(remember_distinct(g, name, r->b_id, err));
		else if (!r->same && r->a_id && cv_streq(r->b, name))
			TRY(remember_distinct(g, name, r->a_id, err));
	}
	return CV_OK;
}

enum cv_err imp_twin_known(struct imp_reading *g, const char *name, const char *id, struct cv_error *err)
{
	for (size_t i = 0; i < g->twins->n_replies; i++) {
		struct imp_reply *r = &g->twins->reply[i];

		if (cv_streq(r->a, name) && !r->same)
			TRY(keep_id(&r->a_id, id, err));
		if (cv_streq(r->b, name) && r->b_id == NULL)
			TRY(keep_id(&r->b_id, id, err));
	}
	return CV_OK;
}

/* ---- after all names ---- */

/* A party that has the name itself stays with all that is about it. */
static enum cv_err note_left(struct imp_reading *g, const struct imp_reply *r, struct cv_error *err)
{
	CV_AUTO(finish_side) struct side s = { 0 };
	bool found;

	if (!r->same || r->a_id == NULL || cv_streq(r->a_id, r->b_id))
		return CV_OK;
	TRY(reg_party_named(g->r, r->a_id, &s.arena, &s.party, &found, err));
	if (!found)
		return CV_OK;
	if (s.party.source.import && s.party.source.import != g->import)
		imp_twin_note(g,
			"'%s' is on file as %s, too, since import %lld: it stays as it is; 'chapterv undo %lld' takes that import back",
			r->a, r->a_id, (long long)s.party.source.import, (long long)s.party.source.import);
	else
		imp_twin_note(g, "'%s' is on file as %s, too: it stays as it is", r->a, r->a_id);
	return CV_OK;
}

static enum cv_err end(struct imp_reading *g, struct imp_reply *r, struct cv_error *err)
{
	/* rows that were refused may have named it; they stop the import anyway */
	bool excused = g->rep->n_refusals > 0 && g->opt->reject == NULL;

	if (r->b_id == NULL && excused)
		return CV_OK;
	if (r->b_id == NULL || (!r->filed && !r->b_seen && !excused))
		return bad(r, err, "nobody on file or in the file has this id or name:", r->b);
	if (!r->a_seen && !excused)
		return bad(r, err, "the file does not have the name", r->a);
	TRY(remember(g, r, err));
	return note_left(g, r, err);
}

enum cv_err imp_twin_answers_end(struct imp_reading *g, struct cv_error *err)
{
	for (size_t i = 0; i < g->twins->n_replies; i++)
		TRY(end(g, &g->twins->reply[i], err));
	return CV_OK;
}

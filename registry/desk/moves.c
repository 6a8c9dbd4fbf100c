/* The table of moves, and reg_put() held to it. */
#include "registry/desk/moves.h"

#include "registry/reg.h"

static const struct reg_step table[] = {
	/*
	 * A vendor. Taken up again from anywhere, because facts change; ended from anywhere; back from the end only
	 * to the beginning. Both ways into use pass the gate: whoever was suspended may lack cover for the very
	 * reason.
	 */
	{ REG_PARTIES, "status", "proposed|approved|active|suspended", "under-review", NULL, NULL },
	{ REG_PARTIES, "status", "under-review|ended", "proposed", NULL, NULL },
	{ REG_PARTIES, "status", "under-review", "approved", "chapterv onboard move ID approved",
		"POST /v1/parties/{id}/status" },
	{ REG_PARTIES, "status", "approved|suspended", "active", "chapterv onboard move ID active",
		"POST /v1/parties/{id}/status" },
	{ REG_PARTIES, "status", "active|approved", "suspended", NULL, NULL },
	{ REG_PARTIES, "status", "proposed|under-review|approved|active|suspended", "ended", NULL, NULL },

	{ REG_INQUIRIES, "state", "open", "answered", "chapterv inquiry answer ID", "POST /v1/inquiries/{id}/answer" },
	{ REG_INQUIRIES, "state", "open|answered", "closed", NULL, NULL },
	{ REG_INQUIRIES, "state", "answered", "open", NULL, NULL }, /* not satisfied with the answer */

	{ REG_NOTICES, "state", "draft", "announced", "chapterv notice announce ID", "POST /v1/notices/{id}/announce" },
	{ REG_NOTICES, "state", "announced", "effective", "chapterv notice effective ID",
		"POST /v1/notices/{id}/effective" },
	{ REG_NOTICES, "state", "draft|announced", "withdrawn", NULL, NULL },

	{ REG_OBJECTIONS, "outcome", "open", "withdrawn", NULL, NULL },
	{ REG_OBJECTIONS, "outcome", "open", "workaround", NULL, NULL },
	{ REG_OBJECTIONS, "outcome", "open", "exit", NULL, NULL },
};

/* Behind the gate, or kept from use by somebody who decided it. */
#define DECIDED "approved|active|suspended"

static bool one_of(const char *words, const char *word)
{
	size_t n;

	for (const char *p = words, *w; (w = cv_next(&p, '|', &n));)
		if (strlen(word) == n && memcmp(w, word, n) == 0)
			return true;
	return false;
}

const struct reg_step *reg_step_at(size_t i)
{
	return i < CV_LEN(table) ? &table[i] : NULL;
}

const struct reg_step *reg_step_find(enum reg_kind kind, const char *from, const char *to)
{
	for (size_t i = 0; i < CV_LEN(table); i++)
		if (table[i].kind == kind && cv_streq(table[i].to, to) && one_of(table[i].from, from))
			return &table[i];
	return NULL;
}

void reg_steps_from(enum reg_kind kind, const char *from, struct cv_str *out)
{
	size_t n = 0;

	for (size_t i = 0; i < CV_LEN(table); i++) {
		if (table[i].kind != kind || !one_of(table[i].from, from))
			continue;
		cv_str_puts(out, n++ ? ", " : "");
		cv_str_puts(out, table[i].to);
	}
	if (n == 0)
		cv_str_puts(out, "nothing");
}

/* ---- whom it is about ------------------------------------------------------------------------------------------ */

static bool vendor(const char *const *cell)
{
	const char *kind = cell[reg_column_index(REG_PARTIES, "kind")],
		   *own = cell[reg_column_index(REG_PARTIES, "own")];

	/* a kind not said is none of the others: leaving it out is no way around the gate */
	return !cv_streq(own ? own : "", "yes") &&
		(kind == NULL || *kind == '\0' || one_of("service-provider|advisor", kind));
}

bool reg_is_vendor(const struct reg_record *party)
{
	return vendor(party->cell);
}

void reg_desk(struct reg *r, bool procedure)
{
	r->procedure = procedure;
}

/* ---- the check ------------------------------------------------------------------------------------------------- */

static enum cv_err no_such_step(
	enum reg_kind kind, const char *column, const char *from, const char *to, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str next = { 0 };

	reg_steps_from(kind, from, &next);
	return cv_fail_at(err, CV_E_MOVE, column, "%s cannot go from %s to %s; from %s it can go to: %s", column, from,
		to, from, cv_str_text(&next));
}

static enum cv_err only_at_the_desk(const struct reg_step *s, const char *from, struct cv_error *err)
{
	return cv_fail_at(err, CV_E_MOVE, s->column,
		"%s does not go from %s to %s by changing the word, because more belongs to it: %s, or %s", s->column,
		from, s->to, s->command, s->route);
}

/* What comes in as new from somebody who may not decide begins before the gate. */
static enum cv_err beginning(struct reg *r, const char *to, struct cv_error *err)
{
	if (!r->closed_gate || r->procedure || !one_of(DECIDED, to))
		return CV_OK;
	return cv_fail_at(err, CV_E_MOVE, "status",
		"a vendor begins as proposed or under-review; that it is %s is for the data protection officer to say: "
		"file it as proposed, then POST /v1/parties/{id}/status",
		to);
}

/* "" where it begins. */
static const char *word_before(enum reg_kind kind, size_t column, const char *const *old)
{
	if (old == NULL || (kind == REG_PARTIES && !vendor(old)))
		return "";
	return old[column] ? old[column] : "";
}

static const char *column_of(enum reg_kind kind)
{
	for (size_t i = 0; i < CV_LEN(table); i++)
		if (table[i].kind == kind)
			return table[i].column;
	return NULL;
}

enum cv_err reg_step_check(
	struct reg *r, enum reg_kind kind, const char *const *old, const char *const *now, struct cv_error *err)
{
	const char *column = column_of(kind), *from, *to;
	const struct reg_step *s;
	int i = column ? reg_column_index(kind, column) : -1;

	if (i < 0 || (kind == REG_PARTIES && !vendor(now)))
		return CV_OK;
	from = word_before(kind, (size_t)i, old);
	to = now[i] ? now[i] : "";
	if (cv_streq(from, to) || *to == '\0')
		return CV_OK;
	if (*from == '\0')
		return kind == REG_PARTIES ? beginning(r, to, err) : CV_OK;
	s = reg_step_find(kind, from, to);
	if (s == NULL)
		return no_such_step(kind, column, from, to, err);
	return s->command == NULL || r->procedure ? CV_OK : only_at_the_desk(s, from, err);
}

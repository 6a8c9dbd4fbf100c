/* Words of a location cell that name no place: law, products, customers, what a "not" takes back, what was or will be. */
#include "import/place.h"

#include <string.h>

static bool has(const struct imp_word *v, unsigned roles)
{
	return (v->roles & roles) != 0;
}

static bool one_of(const char *folded, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (cv_streq(list[i], folded))
			return true;
	return false;
}

/* The word belongs to something known; a code alone is not. */
static bool named_at(const struct imp_cell *c, size_t word)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->found[i].kind != IMP_F_CODE && word >= c->found[i].first && word < c->found[i].end)
			return true;
	return false;
}

static bool found_at(const struct imp_cell *c, size_t word)
{
	for (size_t i = 0; i < c->n; i++)
		if (word >= c->found[i].first && word < c->found[i].end)
			return true;
	return false;
}

/* ---- names ---- */

/* A word that names something, as "Street" does: with a capital, nothing known of it, or a legal form. */
static bool name_word(const struct imp_words *w, size_t i, const struct imp_segment *s)
{
	const struct imp_word *v = &w->word[i];

	return i >= s->first && i < s->end && v->capital && !v->known && !v->number &&
		(has(v, IMP_R_proper) || (v->roles & ~(unsigned)(IMP_R_form | IMP_R_spoils | IMP_R_tail)) == 0);
}

/* "No. 5", "NE 36th Street", "85 Old Street", "13 bis Rue", "Oak Drive" (Czech "earlier"): a part of a name. */
static bool in_name(const struct imp_words *w, size_t i)
{
	const struct imp_word *v = &w->word[i];
	const struct imp_segment *s = &w->segment[v->segment];
	bool number_before = i > s->first && v[-1].number, number_behind = i + 1 < s->end && v[1].number;

	if (number_behind && (v->two || cv_streq(v->folded, "no")))
		return true;
	if (!has(v, IMP_R_proper))
		return false;
	if (name_word(w, i + 1, s))
		return v->capital || number_before;
	return v->capital && i > s->first && (number_before || name_word(w, i - 1, s));
}

/* ---- reach ---- */

static void ignore(struct imp_words *w, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++)
		w->word[i].ignored = true;
}

/* A segment of places only, as in a list. */
static bool all_places(const struct imp_cell *c, const struct imp_segment *s)
{
	for (size_t i = s->first; i < s->end; i++)
		if (!found_at(c, i) && !imp_word_neutral(&c->w.word[i]))
			return false;
	return true;
}

/* To the end of the segment and over the list that goes on behind it; links: the marks that may stand in the list. */
static void ignore_list(struct imp_cell *c, size_t from, const char *links)
{
	struct imp_words *w = &c->w;
	int segment = w->word[from].segment;
	const struct imp_segment *s = &w->segment[segment];

	ignore(w, from, s->end);
	while (++segment < w->segments) {
		const struct imp_segment *next = &w->segment[segment];

		if (next->clause != s->clause || !strchr(links, next->parts) || has(&w->word[next->first], IMP_R_but) ||
			(!strchr("&+", next->parts) && !all_places(c, next)))
			return;
		ignore(w, next->first, next->end);
	}
}

/* Back to the start of the segment and over the list that goes before it. */
static void ignore_back(struct imp_cell *c, int segment, size_t end)
{
	struct imp_words *w = &c->w;

	ignore(w, w->segment[segment].first, end);
	for (; segment > 0 && strchr("/&+,", w->segment[segment].parts); segment--) {
		const struct imp_segment *before = &w->segment[segment - 1];

		if (before->clause != w->segment[segment].clause ||
			(!strchr("&+", w->segment[segment].parts) && !all_places(c, before)))
			return;
		ignore(w, before->first, before->end);
	}
}

/* The words before, to the preposition: "for US customers". */
static void ignore_before(struct imp_words *w, size_t at, size_t most)
{
	for (size_t k = 0; k < most && at-- > 0 && w->word[at].segment == w->word[at + 1].segment &&
		!has(&w->word[at], IMP_R_link);
		k++)
		w->word[at].ignored = true;
}

/* ---- law and people ---- */

/* The segment is the beginning of a name of law that goes on: "EU-US and Swiss-US DPF". */
static bool begins_law(const struct imp_words *w, int segment)
{
	static const char *const europe[] = { "eu", "ue", "swiss" };
	const struct imp_segment *s = &w->segment[segment];

	for (size_t i = s->first; i < s->end; i++)
		if (!has(&w->word[i], IMP_R_lawjoin))
			return false;
	return one_of(w->word[s->first].folded, europe, CV_LEN(europe)) ||
		(segment > 0 && strchr(",&+", s->parts) && begins_law(w, segment - 1));
}

static void ignore_law(struct imp_cell *c, size_t head)
{
	struct imp_words *w = &c->w;
	bool act = has(&w->word[head], IMP_R_act);
	int segment = w->word[head].segment;
	size_t i = head;

	w->word[head].ignored = true;
	while (i > w->segment[segment].first &&
		(has(&w->word[i - 1], IMP_R_lawjoin | IMP_R_law) || (act && w->word[i - 1].capital)))
		w->word[--i].ignored = true;
	if (act && head + 1 < w->n && has(&w->word[head + 1], IMP_R_of))
		ignore_list(c, head, "&+");
	while (i < head && i == w->segment[segment].first && segment > 0 && strchr(",&+/", w->segment[segment].parts) &&
		begins_law(w, segment - 1)) {
		i = w->segment[--segment].first;
		ignore(w, i, w->segment[segment].end);
	}
}

/* "for US customers", "customers in the US" */
static void ignore_people(struct imp_cell *c, size_t at)
{
	ignore_before(&c->w, at, 3);
	c->w.word[at].ignored = true;
	if (at + 2 < c->w.n && has(&c->w.word[at + 1], IMP_R_link) &&
		c->w.word[at + 2].segment <= c->w.word[at].segment + 1)
		ignore_list(c, at + 2, "/&+,");
}

/* ---- negation and time ---- */

/* Until the end of the clause, with the brackets in it, or a "but". */
static void ignore_clause(struct imp_words *w, size_t from, int clause)
{
	for (size_t i = from; i < w->n; i++) {
		int here = w->segment[w->word[i].segment].clause;

		if (has(&w->word[i], IMP_R_but) && here == clause)
			return;
		if (imp_clause_within(w, here, clause))
			w->word[i].ignored = true;
	}
}

/* Nothing but these words in the segment: it speaks of what stands before. */
static bool only(const struct imp_words *w, const struct imp_segment *s, unsigned roles)
{
	for (size_t i = s->first; i < s->end; i++)
		if (!has(&w->word[i], roles) && !w->word[i].number)
			return false;
	return true;
}

/*
 * "Data never leave Germany", "verlassen Deutschland nicht": what stands behind the verb is where they are. Only
 * what is said after that is taken back. Returns whether the segment says so.
 */
static bool stays(struct imp_cell *c, size_t at)
{
	struct imp_words *w = &c->w;
	const struct imp_segment *s = &w->segment[w->word[at].segment];
	size_t i = s->first, end;

	while (i < s->end && !has(&w->word[i], IMP_R_leave))
		i++;
	for (end = i + 1; end < s->end && (imp_word_neutral(&w->word[end]) || found_at(c, end)) && end != at;)
		if (found_at(c, end++) && (end == s->end || !found_at(c, end)))
			break;
	if (i >= s->end)
		return false;
	ignore_clause(w, end, s->clause);
	return true;
}

static void ignore_not(struct imp_cell *c, size_t at)
{
	struct imp_words *w = &c->w;
	const struct imp_word *v = &w->word[at];
	const struct imp_segment *s = &w->segment[v->segment];

	if (v->two && at + 1 >= s->end)
		return;					 /* Norway, Nebraska */
	if (at + 1 < s->end && w->word[at + 1].hyphen) { /* "non-EU" */
		ignore(w, at, at + 2);
		return;
	}
	if (stays(c, at))
		return;
	if (at > s->first)
		ignore_back(c, v->segment, at);
	else if (v->segment > 0 && only(w, s, IMP_R_not | IMP_R_used | IMP_R_link))
		ignore_back(c, v->segment - 1, s[-1].end);
	ignore_clause(w, at, s->clause);
}

static void ignore_past(struct imp_cell *c, size_t at)
{
	static const char *const toward[] = { "to", "nach", "vers", "naar", "til", "till", "a" };
	struct imp_words *w = &c->w;
	int segment = w->word[at].segment;
	const struct imp_segment *s = &w->segment[segment];

	if (at > s->first)
		ignore_back(c, segment, at);
	else if (segment > 0 && strchr("(-:,", s->parts) && !(segment + 1 < w->segments && s[1].parts == ':') &&
		only(w, s, IMP_R_past | IMP_R_setting | IMP_R_link | IMP_R_used))
		ignore_back(c, segment - 1, s[-1].end);
	for (size_t i = at + 1; i < s->end; i++)
		if (one_of(w->word[i].folded, toward, CV_LEN(toward))) {
			ignore(w, at, i);
			return;
		}
	ignore_list(c, at, "/&+,:");
}

/* "CONTACT US", "Contact US": the pronoun. */
static bool pronoun(const struct imp_words *w, size_t i)
{
	const struct imp_word *v = &w->word[i], *before = v - 1;

	return v->upper && cv_streq(v->folded, "us") && i > 0 && before->segment == v->segment &&
		has(before, IMP_R_asks) && (before->upper || !has(before, IMP_R_link));
}

/* "Example EU Cloud" is a product. */
static bool product(const struct imp_words *w, size_t i)
{
	return i >= 2 && cv_streq(w->word[i].folded, "cloud") && w->word[i - 1].upper && w->word[i - 2].capital &&
		w->word[i - 2].segment == w->word[i].segment && w->word[i - 1].segment == w->word[i].segment;
}

static void drop_ignored(struct imp_cell *c)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->n; i++) {
		bool ignored = false;

		for (size_t k = c->found[i].first; k < c->found[i].end; k++)
			ignored |= c->w.word[k].ignored;
		if (!ignored)
			c->found[kept++] = c->found[i];
	}
	c->n = kept;
}

void imp_place_ignore(struct imp_cell *c)
{
	struct imp_words *w = &c->w;

	for (size_t i = 0; i < w->n; i++) {
		const struct imp_word *v = &w->word[i];

		if ((named_at(c, i) && !pronoun(w, i)) || in_name(w, i))
			continue;
		c->undecided |= has(v, IMP_R_undecided);
		if (has(v, IMP_R_law))
			ignore_law(c, i);
		if (has(v, IMP_R_people))
			ignore_people(c, i);
		if (has(v, IMP_R_measure))
			ignore_before(w, i, 2);
		if (product(w, i) || pronoun(w, i))
			w->word[i - product(w, i)].ignored = true;
		if (has(v, IMP_R_not))
			ignore_not(c, i);
		if (has(v, IMP_R_without))
			ignore_clause(w, i, w->segment[v->segment].clause);
		if (has(v, IMP_R_outside))
			ignore_list(c, i, "/&+,");
		if (has(v, IMP_R_past))
			ignore_past(c, i);
	}
	drop_ignored(c);
}

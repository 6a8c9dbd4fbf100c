/* Who receives the data, in the words of a letter: grouped by what is told of them. */
#include "reports/letters/gather.h"

#include <string.h>

/* ---- small things --------------------------------------------------------------------------------------------- */

void rep_say_day(struct rep_saying *y, struct rep_scope *s, const char *name, cv_day d)
{
	cv_str_clear(&y->tmp);
	rep_letter_day(y->lang, d, &y->tmp);
	rep_scope_text(s, name, cv_str_text(&y->tmp));
}

static void say_list(struct rep_saying *y, struct rep_scope *s, const char *name, const char *list)
{
	cv_str_clear(&y->tmp);
	rep_letter_say(y->w, y->lang, list ? list : "", &y->tmp);
	rep_scope_text(s, name, cv_str_text(&y->tmp));
}

const char *rep_word_in(const struct rep_table *t, const char *key, const char *lang, size_t column)
{
	const char *const *row = rep_table_find(t, key, lang);

	return row ? row[column] : "";
}

/* ---- recipients ---- */

static bool same_group(const struct rep_saying *y, const struct rep_told *a, const struct rep_told *b);

/* Exactly the same, or what is called the same: module two and module three are both standard clauses. */
static bool same_safeguard(const struct rep_saying *y, const char *a, const char *b)
{
	return cv_streq(a, b) ||
		(!y->g->names_mechanisms &&
			cv_streq(rep_word_in(&y->w->mechanisms, a, y->lang, 2),
				rep_word_in(&y->w->mechanisms, b, y->lang, 2)));
}

/*
 * What one bullet says: transfers to one recipient in one country, told in the same words. To whom mechanisms are
 * named, those of different ones are told apart.
 */
static bool same_bullet(const struct rep_saying *y, const struct rep_told *a, const struct rep_told *b)
{
	if (!same_safeguard(y, a->leg->mechanism, b->leg->mechanism))
		return false;
	return cv_streq(a->leg->importer, b->leg->importer) && cv_streq(a->leg->country, b->leg->country) &&
		a->passed_on == b->passed_on && same_group(y, a, b);
}

/* Add the items of a list that are not there yet. */
static void unite(struct cv_str *all, const char *list)
{
	size_t len, have;

	for (const char *p = list ? list : "", *item; (item = cv_next(&p, ';', &len));) {
		bool there = false;

		for (const char *q = cv_str_text(all), *old; (old = cv_next(&q, ';', &have));)
			there = there || (have == len && memcmp(old, item, len) == 0);
		if (!there) {
			cv_str_puts(all, all->len ? ";" : "");
			cv_str_add(all, item, len);
		}
	}
}

typedef const char *told_text(const struct rep_told *t);

static const char *told_purposes(const struct rep_told *t)
{
	return t->purposes;
}
static const char *told_categories(const struct rep_told *t)
{
	return t->categories;
}
static const char *told_subjects(const struct rep_told *t)
{
	return t->subjects;
}
static const char *told_basis(const struct rep_told *t)
{
	return t->legal_basis;
}
static const char *told_retention(const struct rep_told *t)
{
	return t->retention;
}
static const char *told_exporter(const struct rep_told *t)
{
	return t->leg->exporter_name;
}
static const char *told_document(const struct rep_told *t)
{
	return t->document;
}

static const struct {
	const char *word;
	told_text *text;
	bool by_table;
} lists[] = {
	{ "purposes", told_purposes, true },
	{ "categories", told_categories, true },
	{ "subjects", told_subjects, true },
	{ "legal_basis", told_basis, true },
	{ "retention", told_retention, true },
	{ "exporters", told_exporter, false },
	{ "document", told_document, false },
};

/* Names stand as they are. */
static void say_plain(struct rep_saying *y, struct rep_scope *s, const char *name, const char *list)
{
	const char *sep = "";
	size_t len;

	cv_str_clear(&y->tmp);
	for (const char *p = list, *w; (w = cv_next(&p, ';', &len)); sep = ", ")
		cv_str_printf(&y->tmp, "%s%.*s", sep, (int)len, w);
	rep_scope_text(s, name, cv_str_text(&y->tmp));
}

static void say_lists(struct rep_saying *y, struct rep_scope *s, size_t first)
{
	struct rep_gathering *g = y->g;

	for (size_t k = 0; k < CV_LEN(lists); k++) {
		CV_AUTO(cv_str_finish) struct cv_str all = { 0 };

		for (size_t i = first; i < g->n; i++)
			if (same_bullet(y, &g->told[first], &g->told[i]))
				unite(&all, lists[k].text(&g->told[i]));
		y->tmp.failed |= all.failed;
		if (lists[k].by_table)
			say_list(y, s, lists[k].word, cv_str_text(&all));
		else
			say_plain(y, s, lists[k].word, cv_str_text(&all));
	}
}

static cv_day since_day(const struct rep_told *t)
{
	return t->since;
}
static cv_day signed_day(const struct rep_told *t)
{
	return t->signed_on;
}
static cv_day approved_day(const struct rep_told *t)
{
	return t->approved_on;
}

static cv_day earliest(const struct rep_saying *y, size_t first, cv_day (*day)(const struct rep_told *))
{
	const struct rep_gathering *g = y->g;
	cv_day ret = CV_DAY_NONE;

	for (size_t i = first; i < g->n; i++) {
		cv_day d = day(&g->told[i]);

		if (same_bullet(y, &g->told[first], &g->told[i]) && cv_day_known(d) &&
			(!cv_day_known(ret) || d.n < ret.n))
			ret = d;
	}
	return ret;
}

static void say_recipient(struct rep_saying *y, struct rep_scope *group, size_t first)
{
	const struct rep_told *t = &y->g->told[first];
	struct rep_scope *s = rep_scope_item(group, "recipients");
	bool open = t->leg->outcome >= LAW_NEEDS_REVIEW;

	rep_scope_text(s, "recipient", t->leg->importer_name);
	cv_str_clear(&y->tmp);
	if (*t->leg->country)
		rep_say_country(y->w, y->lang, t->leg->country, &y->tmp);
	rep_scope_text(s, "country", cv_str_text(&y->tmp));
	rep_scope_flag(s, "passed_on", t->passed_on);
	rep_scope_flag(s, "processor", t->processor);
	say_list(y, s, "service", t->service); /* one text; a list of one */
	rep_say_day(y, s, "since", earliest(y, first, since_day));
	rep_say_day(y, s, "signed", earliest(y, first, signed_day));
	rep_say_day(y, s, "approved", earliest(y, first, approved_day));
	rep_say_day(y, s, "agreement", t->agreement);
	rep_say_day(y, s, "until", t->until);
	say_lists(y, s, first);
	rep_scope_text(s, "mechanism", rep_word_in(&y->w->mechanisms, t->leg->mechanism, y->lang, 2));
	cv_str_clear(&y->tmp);
	rep_letter_cite(y->w, y->lang, t->cite, &y->tmp);
	rep_scope_text(s, "cite", cv_str_text(&y->tmp));
	rep_scope_text(s, "code", open && t->leg->reason < LAW_REASON_COUNT ? law_reason_name(t->leg->reason) : "");
	rep_say_standing(y, s, t);
}

/* ---- groups --------------------------------------------------------------------------------------------------- */

/* What a transfer is told under: a row of the words, else the key itself. */
static const void *told_under(const struct rep_saying *y, const struct rep_told *t)
{
	const struct rep_table *table = t->leg->outcome <= LAW_COVERED ? &y->w->mechanisms : &y->w->reasons;
	const void *row = rep_table_find(table, t->words, y->lang);

	return row ? row : t->words;
}

static bool same_group(const struct rep_saying *y, const struct rep_told *a, const struct rep_told *b)
{
	const void *x = told_under(y, a), *z = told_under(y, b);

	return a->leg->outcome == b->leg->outcome && (x == z || (x == a->words && z == b->words && cv_streq(x, z)));
}

static bool came_before(const struct rep_saying *y, size_t i, bool (*same)(const struct rep_saying *, size_t, size_t))
{
	for (size_t k = 0; k < i; k++)
		if (same(y, k, i))
			return true;
	return false;
}

static bool grouped(const struct rep_saying *y, size_t a, size_t b)
{
	return same_group(y, &y->g->told[a], &y->g->told[b]);
}

static bool told_together(const struct rep_saying *y, size_t a, size_t b)
{
	return same_bullet(y, &y->g->told[a], &y->g->told[b]);
}

static void say_group(struct rep_saying *y, struct rep_scope *top, const char *list, size_t first)
{
	const struct rep_told *t = &y->g->told[first];
	struct rep_scope *s = rep_scope_item(top, list);

	if (t->leg->outcome <= LAW_COVERED) {
		const char *name = rep_word_in(&y->w->mechanisms, t->words, y->lang, 2);

		rep_scope_text(s, "mechanism", *name ? name : t->official);
		rep_scope_text(s, "plain", rep_word_in(&y->w->mechanisms, t->words, y->lang, 3));
		rep_scope_text(s, "copy", rep_word_in(&y->w->mechanisms, t->words, y->lang, 4));
	} else {
		rep_scope_text(s, "why", rep_word_in(&y->w->reasons, t->words, y->lang, 2));
		rep_scope_text(s, "doing", rep_word_in(&y->w->reasons, t->words, y->lang, 3));
	}
	for (size_t i = first; i < y->g->n; i++)
		if (grouped(y, first, i) && !came_before(y, i, told_together))
			say_recipient(y, s, i);
}

/* Do several of ours disclose the data that this letter is about? */
static bool several(const struct rep_gathering *g)
{
	const char *one = NULL;

	for (size_t i = 0; i < g->n; i++) {
		if (g->told[i].passed_on)
			continue;
		if (one && !cv_streq(one, g->told[i].leg->exporter_name))
			return true;
		one = g->told[i].leg->exporter_name;
	}
	return false;
}

void rep_say_groups(struct rep_saying *y, struct rep_scope *top)
{
	static const char *const list[] = { [LAW_NO_TRANSFER] = "inside",
		[LAW_COVERED] = "covered",
		[LAW_NEEDS_REVIEW] = "review",
		[LAW_NOT_COVERED] = "uncovered" };

	for (size_t i = 0; i < y->g->n; i++)
		if (!came_before(y, i, grouped))
			say_group(y, top, list[y->g->told[i].leg->outcome], i);
	rep_scope_flag(top, "nobody", y->g->n == 0);
	rep_scope_flag(top, "several_exporters", several(y->g));
}

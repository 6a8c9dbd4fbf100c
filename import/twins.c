/* Whom a name means among the parties on file, and the question about two names. Never by letters that are nearly the same. */
#include "import/twins.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIKE_MAX = 12, NOTES_MAX = 100 };

void imp_twin_note(struct imp_reading *g, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	if (g->twins->n_notes++ >= NOTES_MAX)
		return;
	va_start(ap, fmt);
	if (vsnprintf(text, sizeof(text), fmt, ap) >= 0)
		cv_str_printf(&g->rep->notes, "%s\n", text);
	va_end(ap);
}

/* ---- whom a name means ---- */

struct meeting {
	struct imp_reading *g;
	const char *name, *country;
	struct cv_arena arena;
	struct reg_alike alike[ALIKE_MAX];
	size_t n;
	struct cv_str ids;
};

static void finish(struct meeting *m)
{
	cv_arena_finish(&m->arena);
	cv_str_finish(&m->ids);
}

void imp_met_finish(struct imp_met *m)
{
	free(m->id);
	m->id = NULL;
}

static enum cv_err met(struct imp_met *ret, enum imp_who who, const char *id, struct cv_error *err)
{
	ret->who = who;
	ret->id = cv_strdup(id);
	return ret->id ? CV_OK : cv_fail(err, CV_E_NOMEM, "out of memory");
}

static bool two_countries(const char *a, const char *b)
{
	return *a && *b && !cv_streq(a, b);
}

/* Is the text itself an id, or was it answered whose name it is? */
static enum cv_err said(struct meeting *m, struct imp_met *ret, bool *ret_found, struct cv_error *err)
{
	CV_AUTO(imp_met_finish) struct imp_met same = { 0 };

	TRY(reg_party_named(m->g->r, m->name, &m->arena, &m->alike[0], ret_found, err));
	if (!*ret_found) {
		TRY(reg_same(m->g->r, m->name, &same.id, err));
		if (*same.id)
			TRY(reg_party_named(m->g->r, same.id, &m->arena, &m->alike[0], ret_found, err));
	}
	if (!*ret_found)
		return CV_OK;
	ret->exact = cv_streq(m->alike[0].name, m->name);
	return met(ret, IMP_PARTY, m->alike[0].id, err);
}

static void add(struct meeting *m, const struct reg_alike *p)
{
	cv_str_printf(&m->ids, "%s%s", m->ids.len ? ", " : "", p->id);
}

/* Those that are spelled exactly so; where they are several, the one in that country. */
static size_t exact(struct meeting *m)
{
	size_t n = 0, here = 0;
	const struct reg_alike *in_country = NULL;

	for (size_t i = 0; i < m->n; i++) {
		if (!cv_streq(m->alike[i].name, m->name))
			continue;
		add(m, &m->alike[i]);
		n++;
		if (*m->country && cv_streq(m->alike[i].country, m->country) && here++ == 0)
			in_country = &m->alike[i];
	}
	if (n < 2 || here != 1)
		return n;
	cv_str_clear(&m->ids);
	add(m, in_country);
	return 1;
}

/* Those that only fold alike, but for those in another country and those that were said to be another. */
static enum cv_err folded(struct meeting *m, size_t *ret_n, bool *ret_ask, struct cv_error *err)
{
	*ret_n = 0;
	for (size_t i = 0; i < m->n; i++) {
		const struct reg_alike *p = &m->alike[i];
		bool apart;

		if (!p->by_alias && two_countries(p->country, m->country))
			continue;
		TRY(reg_distinct(m->g->r, m->name, p->id, &apart, err));
		if (apart || imp_twin_told_apart(m->g, m->name, p->name))
			continue;
		add(m, p);
		*ret_ask = !p->by_alias;
		++*ret_n;
	}
	return CV_OK;
}

static enum cv_err meet(struct meeting *m, struct imp_met *ret, struct cv_error *err)
{
	bool found;
	size_t n;

	TRY(said(m, ret, &found, err));
	if (found)
		return CV_OK;
	TRY(reg_alike(m->g->r, m->name, false, &m->arena, m->alike, ALIKE_MAX, &m->n, err));
	n = exact(m);
	ret->exact = n == 1;
	if (n == 0)
		TRY(folded(m, &n, &ret->ask, err));
	if (m->ids.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return met(ret, n == 0 ? IMP_NOBODY : n == 1 ? IMP_PARTY : IMP_SEVERAL, cv_str_text(&m->ids), err);
}

enum cv_err imp_meet(
	struct imp_reading *g, const char *name, const char *country, struct imp_met *ret, struct cv_error *err)
{
	CV_AUTO(finish) struct meeting m = { .g = g, .name = name, .country = country };

	*ret = (struct imp_met){ 0 };
	return meet(&m, ret, err);
}

/* ---- questions ---- */

static bool alike_folded(const char *a, const char *b)
{
	CV_AUTO(cv_str_finish) struct cv_str x = { 0 }, y = { 0 };

	cv_fold(a, strlen(a), &x);
	cv_fold(b, strlen(b), &y);
	return cv_streq(cv_str_text(&x), cv_str_text(&y));
}

/* As a shell takes it. */
static void answer(struct cv_str *out, const char *option, const char *name, const char *other)
{
	const char *const part[] = { name, "=", other };

	cv_str_printf(out, "--%s '", option);
	for (size_t i = 0; i < CV_LEN(part); i++)
		for (const char *p = part[i]; *p; p++) {
			if (*p == '\'')
				cv_str_puts(out, "'\\''");
			else
				cv_str_putc(out, *p);
		}
	cv_str_putc(out, '\'');
}

/* It came with this file, and not with the row that is asked about: that one only said more of it. */
static bool is_new(const struct imp_reading *g, const struct imp_twin *t, const struct reg_alike *p)
{
	return p->source.import == g->import && (size_t)p->source.line != t->line;
}

static void where(const struct imp_reading *g, const struct imp_twin *t, const struct reg_alike *p, struct cv_str *out)
{
	cv_str_printf(out, "'%s' %s%s", p->name, *p->country ? "in " : "without a country", p->country);
	if (is_new(g, t, p) && p->source.line)
		cv_str_printf(out, " (line %lld of this file)", (long long)p->source.line);
	else if (p->source.import && p->source.import != g->import)
		cv_str_printf(out, " (on file, import %lld, line %lld)", (long long)p->source.import,
			(long long)p->source.line);
	else
		cv_str_puts(out, " (on file)");
}

static void evidence(const struct imp_reading *g, const struct imp_twin *t, const struct reg_alike *other,
	const char *more, struct cv_str *out)
{
	if (other->by_alias)
		cv_str_puts(out, "an alias of it differs only in legal form, country or what stands in brackets");
	else if (cv_streq(t->name, other->name))
		cv_str_puts(out, "the names are the same");
	else if (alike_folded(t->name, other->name))
		cv_str_puts(out, "the names differ only in case and punctuation");
	else
		cv_str_puts(out, "the names differ only in legal form, country or what stands in brackets");
	cv_str_printf(out, ": '%s' %s%s (line %zu), ", t->name, *t->country ? "in " : "without a country", t->country,
		t->line);
	where(g, t, other, out);
	if (*more)
		cv_str_printf(out, "; alike, too: %s", more + 2);
}

enum cv_err imp_twin_ask(struct imp_reading *g, const struct imp_twin *t, const struct reg_alike *other,
	const char *more, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str text = { 0 }, why = { 0 }, answers = { 0 };
	/* what is new with this file has no id yet that could be named */
	bool by_name = is_new(g, t, other) && strchr(other->name, '=') == NULL && !cv_streq(t->name, other->name);
	const char *b = by_name ? other->name : other->id;

	if (g->rep->questions >= IMP_QUESTIONS_SHOWN) /* it is only counted */
		return imp_ask(g, t->line, "", "", "", "", err);
	cv_str_printf(&text, "Is '%s' ", t->name);
	if (t->id)
		cv_str_printf(&text, "(%s) ", t->id);
	cv_str_printf(&text, "the same legal entity as '%s' (%s)?", other->name, other->id);
	evidence(g, t, other, more, &why);
	answer(&answers, "same", t->name, b);
	cv_str_puts(&answers, " or ");
	answer(&answers, "distinct", t->name, b);
	if (text.failed || why.failed || answers.failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	return imp_ask(g, t->line, text.data, why.data, t->id ? "kept apart" : "taken as the same", answers.data, err);
}

/* Those of one group that are both on file, or one the parent of the other, are known to be two. */
static bool related(const struct imp_twin *t, const struct reg_alike *p)
{
	const char *parent = t->parent ? t->parent : "";

	return (t->own && p->own) || cv_streq(parent, p->id) || cv_streq(parent, p->name) ||
		cv_streq(p->parent, t->id) || (*parent && cv_streq(parent, p->parent));
}

static int likeness(const struct imp_twin *t, const struct reg_alike *p)
{
	return 4 * (!p->by_alias && alike_folded(t->name, p->name)) +
		2 * (*t->country && cv_streq(t->country, p->country)) + !p->by_alias;
}

static enum cv_err candidate(
	struct imp_reading *g, const struct imp_twin *t, const struct reg_alike *p, bool *ret, struct cv_error *err)
{
	bool apart = cv_streq(p->id, t->id) || related(t, p);

	if (!apart)
		TRY(reg_distinct(g->r, t->name, p->id, &apart, err));
	if (!apart)
		TRY(reg_distinct(g->r, p->name, t->id, &apart, err));
	*ret = !apart;
	return CV_OK;
}

enum cv_err imp_twin_look(struct imp_reading *g, const struct imp_twin *t, struct cv_error *err)
{
	CV_AUTO(finish) struct meeting m = { .g = g };
	const struct reg_alike *best = NULL;

	TRY(reg_alike(g->r, t->name, true, &m.arena, m.alike, ALIKE_MAX, &m.n, err));
	for (size_t i = 0; i < m.n; i++) {
		bool fits;

		TRY(candidate(g, t, &m.alike[i], &fits, err));
		if (!fits)
			m.alike[i].id = NULL;
		else if (best == NULL || likeness(t, &m.alike[i]) > likeness(t, best))
			best = &m.alike[i];
	}
	for (size_t i = 0; i < m.n; i++)
		if (m.alike[i].id && &m.alike[i] != best)
			cv_str_printf(&m.ids, ", %s", m.alike[i].id);
	return best ? imp_twin_ask(g, t, best, cv_str_text(&m.ids), err) : CV_OK;
}

/* ---- from the first row to the last ---- */

void imp_twins_finish(struct imp_twins *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < t->n_replies; i++) {
		free(t->reply[i].a_id);
		free(t->reply[i].b_id);
	}
	for (size_t i = 0; i < t->n_later; i++) {
		struct imp_later *l = &t->later[i];

		free(l->name);
		free(l->id);
		free(l->extra);
		for (size_t k = 0; k < REG_COLUMNS_MAX; k++)
			free(l->cell[k]);
	}
	for (size_t i = 0; i < t->n_spellings; i++) {
		free(t->spelling[i].text);
		free(t->spelling[i].key);
		free(t->spelling[i].who);
	}
	imp_keys_finish(t->texts);
	imp_keys_finish(t->keys);
	imp_keys_finish(t->folded);
	cv_str_finish(&t->id);
	free(t->reply);
	free(t->later);
	free(t->spelling);
	free(t);
}

/* Names in a foreign list: spellings of one party become one fact. */
#include "import/twins.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct imp_spelling *at(const struct imp_reading *g, size_t n)
{
	return &g->twins->spelling[n - 1];
}

static enum cv_err out_of_memory(struct cv_error *err)
{
	return cv_fail(err, CV_E_NOMEM, "out of memory");
}

/* It means what the spellings before it with that key mean. */
static enum cv_err join(struct imp_reading *g, size_t n, const char *key, struct cv_error *err)
{
	struct imp_spelling *s = at(g, n), *head;
	size_t first;

	s->key = cv_strdup(key);
	if (s->key == NULL)
		return out_of_memory(err);
	TRY(imp_key(&g->twins->keys, key, n, &first, err));
	if (first == 0)
		return CV_OK;
	head = at(g, first);
	s->next = head->next;
	head->next = n;
	if (head->seat[0] == '\0')
		memcpy(head->seat, s->seat, sizeof(head->seat));
	return CV_OK;
}

static enum cv_err join_made(struct imp_reading *g, size_t n, const char *what, const char *text, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str key = { 0 };

	cv_str_printf(&key, "%s %s", what, text);
	return key.failed ? out_of_memory(err) : join(g, n, cv_str_text(&key), err);
}

static enum cv_err join_filed(struct imp_reading *g, size_t n, bool several, const char *who, struct cv_error *err)
{
	at(g, n)->on_file = !several;
	at(g, n)->several = several;
	at(g, n)->who = cv_strdup(who);
	if (at(g, n)->who == NULL)
		return out_of_memory(err);
	return join_made(g, n, several ? "several" : "on file", several ? at(g, n)->text : who, err);
}

static bool told_apart(const struct imp_reading *g, size_t head, const char *text)
{
	for (size_t i = head; i; i = at(g, i)->next)
		if (imp_twin_told_apart(g, at(g, i)->text, text))
			return true;
	return false;
}

/* Nobody on file has that name: is one like it in the file, and not known to be in another country? */
static enum cv_err join_alike(struct imp_reading *g, size_t n, struct cv_error *err)
{
	CV_AUTO(cv_str_finish) struct cv_str folded = { 0 };
	struct imp_spelling *s = at(g, n);
	size_t first, last = 0;

	cv_fold(s->text, strlen(s->text), &folded);
	if (folded.failed)
		return out_of_memory(err);
	if (folded.len == 0) /* neither letters nor digits */
		return join_made(g, n, "new", s->text, err);
	TRY(imp_key(&g->twins->folded, cv_str_text(&folded), n, &first, err));
	for (size_t head = first; head; head = at(g, head)->next_alike) {
		const char *seat = at(g, head)->seat;

		last = head;
		if ((*seat && s->seat[0] && !cv_streq(seat, s->seat)) || told_apart(g, head, s->text))
			continue;
		s->ask = true;
		return join(g, n, at(g, head)->key, err);
	}
	if (last)
		at(g, last)->next_alike = n;
	return join_made(g, n, "new", s->text, err);
}

static enum cv_err spelling(
	struct imp_reading *g, const char *text, const char *seat, size_t line, size_t *ret, struct cv_error *err);

static enum cv_err join_any(struct imp_reading *g, size_t n, struct cv_error *err)
{
	CV_AUTO(imp_met_finish) struct imp_met m = { 0 };
	size_t reply = imp_twin_reply(g, at(g, n)->text), other;

	if (reply && g->twins->reply[reply - 1].b_id == NULL) {
		TRY(spelling(g, g->twins->reply[reply - 1].b, "", at(g, n)->line, &other, err));
		return join(g, n, at(g, other)->key, err);
	}
	TRY(imp_meet(g, at(g, n)->text, at(g, n)->seat, &m, err));
	at(g, n)->ask = m.ask && m.who == IMP_PARTY;
	return m.who == IMP_NOBODY ? join_alike(g, n, err) : join_filed(g, n, m.who == IMP_SEVERAL, m.id, err);
}

static enum cv_err add(struct imp_reading *g, const char *text, const char *seat, size_t line, struct cv_error *err)
{
	struct imp_twins *t = g->twins;
	void *spellings = t->spelling;
	struct imp_spelling *s;

	TRY(imp_grow(&spellings, &t->spellings_cap, t->n_spellings, sizeof(*t->spelling), err));
	t->spelling = spellings;
	s = &t->spelling[t->n_spellings++];
	*s = (struct imp_spelling){ .text = cv_strdup(text), .line = line };
	snprintf(s->seat, sizeof(s->seat), "%s", seat);
	return s->text ? CV_OK : out_of_memory(err);
}

static enum cv_err spelling(
	struct imp_reading *g, const char *text, const char *seat, size_t line, size_t *ret, struct cv_error *err)
{
	size_t n = g->twins->n_spellings + 1;

	TRY(imp_key(&g->twins->texts, text, n, ret, err));
	if (*ret == 0) {
		*ret = n;
		TRY(add(g, text, seat, line, err));
		return join_any(g, n, err);
	}
	if (at(g, *ret)->seat[0] == '\0')
		snprintf(at(g, *ret)->seat, sizeof(at(g, *ret)->seat), "%s", seat);
	return CV_OK;
}

enum cv_err imp_twin_spelling(struct imp_reading *g, const char *name, const char *seat, size_t line,
	struct cv_str *key, const char **ret_name, struct cv_error *err)
{
	size_t n;

	if (g->twins->n_replies > 0)
		imp_twin_seen(g, name);
	TRY(spelling(g, name, seat, line, &n, err));
	cv_str_puts(key, at(g, n)->key);
	*ret_name = at(g, imp_key_of(g->twins->keys, at(g, n)->key))->text;
	return CV_OK;
}

/* ---- when the party is put ---- */

enum cv_err imp_twin_settle(
	struct imp_reading *g, const char *name, struct cv_str *id, bool *ret_on_file, struct cv_error *err)
{
	const struct imp_spelling *s = at(g, imp_key_of(g->twins->texts, name));
	const char *free_id;

	if (s->several)
		return cv_fail_at(err, CV_E_AMBIGUOUS, "name",
			"'%s' is the name of several parties on file (%s): write the id of the one that is meant", name,
			s->who);
	*ret_on_file = s->on_file;
	if (s->on_file) {
		cv_str_puts(id, s->who);
	} else {
		TRY(reg_free_id(g->r, name, &free_id, err));
		cv_str_puts(id, free_id);
		TRY(imp_twin_before(g, name, err));
	}
	return id->failed ? out_of_memory(err) : CV_OK;
}

static enum cv_err ask_spellings(struct imp_reading *g, size_t head, const char *id, struct cv_error *err)
{
	for (size_t i = head; i; i = at(g, i)->next) {
		CV_AUTO(cv_arena_finish) struct cv_arena arena = { 0 };
		struct imp_twin t = { .line = at(g, i)->line, .name = at(g, i)->text, .country = at(g, i)->seat };
		struct reg_alike p;
		bool found;

		TRY(imp_twin_known(g, t.name, id, err));
		if (!at(g, i)->ask)
			continue;
		TRY(reg_party_named(g->r, id, &arena, &p, &found, err));
		if (found)
			TRY(imp_twin_ask(g, &t, &p, "", err));
	}
	return CV_OK;
}

enum cv_err imp_twin_settled(
	struct imp_reading *g, const char *name, const char *id, enum reg_effect effect, struct cv_error *err)
{
	size_t head = imp_key_of(g->twins->texts, name);
	struct imp_twin t = { .line = at(g, head)->line, .name = name, .country = at(g, head)->seat, .id = id };

	TRY(ask_spellings(g, head, id, err));
	return effect == REG_ADDED ? imp_twin_look(g, &t, err) : CV_OK;
}

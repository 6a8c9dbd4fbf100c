/* What the words of a template mean in one letter. */
#include "reports/letters/inside.h"

#include <assert.h>
#include <string.h>

const struct rep_word *rep_word_find(const struct rep_word *vocabulary, const char *name, size_t len)
{
	for (const struct rep_word *w = vocabulary; w && w->name; w++)
		if (strlen(w->name) == len && memcmp(w->name, name, len) == 0)
			return w;
	return NULL;
}

struct rep_scope *rep_scope_new(struct cv_arena *a, const struct rep_word *vocabulary)
{
	struct rep_scope *s = cv_arena_alloc(a, sizeof(*s));

	if (s == NULL)
		return NULL;
	s->arena = a;
	s->vocabulary = vocabulary;
	s->top = s;
	return s;
}

const struct rep_said_word *rep_scope_find(const struct rep_scope *s, const char *name, size_t len)
{
	for (const struct rep_said_word *m = s->said; m; m = m->next)
		if (strlen(m->word->name) == len && memcmp(m->word->name, name, len) == 0)
			return m;
	return NULL;
}

/* What was said of a word, or a new place for it; NULL (remembered) when out of memory. */
static struct rep_said_word *place(struct rep_scope *s, const char *name)
{
	const struct rep_word *w;
	struct rep_said_word *m;

	if (s == NULL)
		return NULL;
	for (m = s->said; m; m = m->next)
		if (strcmp(m->word->name, name) == 0)
			return m;
	w = rep_word_find(s->vocabulary, name, strlen(name));
	assert(w != NULL);
	m = cv_arena_alloc(s->arena, sizeof(*m));
	if (m == NULL) {
		s->top->failed = true;
		return NULL;
	}
	m->word = w;
	m->next = s->said;
	s->said = m;
	return m;
}

/* A value stands in a line: what would end it, or move the paper, is a blank; several of them are one. */
static char *in_one_line(struct cv_arena *a, const char *text)
{
	char *ret = cv_arena_text(a, text, strlen(text)), *to = ret;

	for (const char *p = ret; p && *p; p++) {
		char c = (unsigned char)*p < 0x20 || *p == 0x7f ? ' ' : *p;

		if (c != ' ' || (to > ret && to[-1] != ' '))
			*to++ = c;
	}
	if (ret) {
		while (to > ret && to[-1] == ' ')
			to--;
		*to = '\0';
	}
	return ret;
}

void rep_scope_text(struct rep_scope *s, const char *name, const char *text)
{
	struct rep_said_word *m = place(s, name);

	if (m == NULL)
		return;
	assert(m->word->kind == REP_TEXT || m->word->kind == REP_OPTIONAL);
	m->text = in_one_line(s->arena, text ? text : "");
	if (m->text == NULL)
		s->top->failed = true;
}

void rep_scope_flag(struct rep_scope *s, const char *name, bool yes)
{
	struct rep_said_word *m = place(s, name);

	if (m == NULL)
		return;
	assert(m->word->kind == REP_FLAG);
	m->yes = yes;
}

struct rep_scope *rep_scope_item(struct rep_scope *s, const char *name)
{
	struct rep_said_word *m = place(s, name);
	struct rep_scope *item;

	if (m == NULL)
		return NULL;
	assert(m->word->kind == REP_LIST);
	item = rep_scope_new(s->arena, m->word->item);
	if (item == NULL) {
		s->top->failed = true;
		return NULL;
	}
	item->top = s->top;
	if (m->last)
		m->last->next = item;
	else
		m->item = item;
	m->last = item;
	return item;
}

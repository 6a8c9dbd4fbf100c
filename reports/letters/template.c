/* A template taken apart, and held to its vocabulary. */
#include "reports/letters/inside.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A section that is open while reading. */
struct open_section {
	size_t piece;
	const struct rep_word *words; /* of the items of a list; NULL: none of its own */
};

struct reading {
	struct rep_template *t;
	const struct rep_word *vocabulary;
	struct open_section open[REP_SECTIONS_MAX];
	size_t n_open;
	const char *p; /* read so far */
	size_t line;
	struct cv_error *err;
};

struct tag {
	const char *start, *end; /* with its braces */
	char sign;		 /* # ^ / ! or 0 */
	const char *name;
	size_t len;
};

/* What every item of a list has beside its own words. */
static const struct rep_word of_items[] = {
	{ "first", REP_FLAG, "the first of the list", NULL },
	{ "last", REP_FLAG, "the last of the list", NULL },
	{ 0 },
};

bool rep_template_says(const struct rep_template *t, const char *word)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->piece[i].kind != REP_PIECE_TEXT && strlen(word) == t->piece[i].len &&
			memcmp(t->piece[i].text, word, t->piece[i].len) == 0)
			return true;
	return false;
}

size_t rep_template_column(const struct rep_template *t, const char *at)
{
	size_t n = 1;

	while (at > t->text && !(at[0] == '{' && at[1] == '{' && at[-1] != '{') && *at != '\n')
		at--;
	while (at > t->text && at[-1] != '\n') {
		at--;
		n += ((unsigned char)*at & 0xc0) != 0x80;
	}
	return n;
}

static enum cv_err wrong(struct reading *g, const struct tag *tag, const char *what, const char *more)
{
	int len = tag->len > 40 ? 40 : (int)tag->len;
	char sign[2] = { tag->sign, '\0' };
	enum cv_err e;

	if (!cv_text_clean(tag->name, (size_t)len))
		len = 0;
	e = cv_fail(
		g->err, CV_E_VALUE, "%s:%zu:%zu: {{%s%.*s}}: %s%s", g->t->file, g->line,
		rep_template_column(g->t, tag->start ? tag->start : tag->name), sign, len, tag->name, what, more);
	if (g->err) {
		g->err->line = g->line;
		memcpy(g->err->field, tag->name, (size_t)len);
		g->err->field[len] = '\0';
	}
	return e;
}

static struct rep_piece *add(struct reading *g, enum rep_piece_kind kind, const char *text, size_t len)
{
	struct rep_template *t = g->t;
	struct rep_piece *p;

	if (t->n == t->cap) {
		size_t cap = t->cap ? 2 * t->cap : 64;
		struct rep_piece *more = realloc(t->piece, cap * sizeof(*more));

		if (more == NULL)
			return NULL;
		t->piece = more;
		t->cap = cap;
	}
	p = &t->piece[t->n++];
	*p = (struct rep_piece){ .kind = kind, .text = text, .len = len, .line = g->line };
	return p;
}

/* ---- what a name means where it stands ---- */

static const struct rep_word *meaning(const struct reading *g, const struct tag *tag)
{
	for (size_t i = g->n_open; i-- > 0;) {
		const struct rep_word *w = rep_word_find(g->open[i].words, tag->name, tag->len);

		if (w == NULL && g->open[i].words)
			w = rep_word_find(of_items, tag->name, tag->len);
		if (w)
			return w;
	}
	return rep_word_find(g->vocabulary, tag->name, tag->len);
}

/* Is the tag inside {{#name}} of the same name? */
static bool guarded(const struct reading *g, const struct tag *tag)
{
	for (size_t i = 0; i < g->n_open; i++) {
		const struct rep_piece *p = &g->t->piece[g->open[i].piece];

		if (p->kind == REP_PIECE_IF && p->len == tag->len && memcmp(p->text, tag->name, p->len) == 0)
			return true;
	}
	return false;
}

/* ---- one tag ---- */

/* The tag that begins at p ("{{"). A remark may go over several lines, no other may. */
static enum cv_err tag_at(struct reading *g, const char *p, struct tag *ret)
{
	const char *end = strstr(p + 2, "}}"), *line_end = strchr(p, '\n');
	const char *name = p + 2;

	*ret = (struct tag){ .start = p, .name = name };
	if (*name != '\0' && strchr("#^/!", *name))
		ret->sign = *name++;
	ret->name = name;
	if (end == NULL || (ret->sign != '!' && line_end && line_end < end)) {
		ret->len = strcspn(name, "\n");
		return wrong(g, ret, "the tag has no end: }} is missing on its line", "");
	}
	ret->end = end + 2;
	while (name < end && *name == ' ')
		name++;
	while (end > name && end[-1] == ' ')
		end--;
	ret->name = name;
	ret->len = (size_t)(end - name);
	return CV_OK;
}

static bool is_name(const struct tag *tag)
{
	for (size_t i = 0; i < tag->len; i++)
		if (!islower((unsigned char)tag->name[i]) && !isdigit((unsigned char)tag->name[i]) &&
			tag->name[i] != '_')
			return false;
	return tag->len > 0;
}

static enum cv_err known(struct reading *g, const struct tag *tag, const struct rep_word **ret)
{
	if (!is_name(tag))
		return wrong(
			g, tag, "is no tag of a letter: {{name}}, {{#name}}, {{^name}}, {{/name}} or {{! remark}}", "");
	*ret = meaning(g, tag);
	if (*ret == NULL)
		return wrong(g, tag, tag->sign ? "there is no section" : "there is no placeholder",
			" of that name here; chapterv inquiry templates writes out a list");
	return CV_OK;
}

static enum cv_err value_tag(struct reading *g, const struct tag *tag)
{
	const struct rep_word *w;

	TRY(known(g, tag, &w));
	if (w->kind == REP_FLAG || w->kind == REP_LIST)
		return wrong(
			g, tag, "is a section, not a text: put the tags with # and / around what depends on it", "");
	if (w->kind == REP_OPTIONAL && !guarded(g, tag)) {
		char how[128];

		snprintf(how, sizeof(how), "{{#%s}} ... {{%s}} ... {{/%s}}", w->name, w->name, w->name);
		return wrong(g, tag, "may be empty: put what depends on it into its own section, ", how);
	}
	return add(g, REP_PIECE_VALUE, tag->name, tag->len) ? CV_OK : cv_fail(g->err, CV_E_NOMEM, "out of memory");
}

static enum cv_err open_tag(struct reading *g, const struct tag *tag)
{
	const struct rep_word *w;

	TRY(known(g, tag, &w));
	if (g->n_open == REP_SECTIONS_MAX)
		return wrong(g, tag, "more sections inside each other than a letter may have", "");
	if (add(g, tag->sign == '#' ? REP_PIECE_IF : REP_PIECE_UNLESS, tag->name, tag->len) == NULL)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	g->open[g->n_open++] = (struct open_section){ g->t->n - 1,
		tag->sign == '#' && w->kind == REP_LIST ? w->item : NULL };
	return CV_OK;
}

static enum cv_err ends_another(struct reading *g, const struct tag *tag, const struct rep_piece *open)
{
	char which[96];

	snprintf(which, sizeof(which), "{{%c%.*s}} of line %zu", open->kind == REP_PIECE_IF ? '#' : '^',
		open->len > 40 ? 40 : (int)open->len, open->text, open->line);
	return wrong(g, tag, "the section that is open is ", which);
}

static enum cv_err close_tag(struct reading *g, const struct tag *tag)
{
	struct rep_piece *p;

	if (g->n_open == 0)
		return wrong(g, tag, "ends a section that was not begun", "");
	p = &g->t->piece[g->open[g->n_open - 1].piece];
	if (p->len != tag->len || memcmp(p->text, tag->name, p->len) != 0)
		return ends_another(g, tag, p);
	p->end = g->t->n;
	g->n_open--;
	return CV_OK;
}

static enum cv_err take(struct reading *g, const struct tag *tag)
{
	switch (tag->sign) {
	case '#':
	case '^': return open_tag(g, tag);
	case '/': return close_tag(g, tag);
	case '!': return CV_OK;
	default: return value_tag(g, tag);
	}
}

/* ---- the whole ---- */

static size_t newlines(const char *from, const char *to)
{
	size_t n = 0;

	for (; from < to; from++)
		n += *from == '\n';
	return n;
}

/* Does the tag have its line to itself? Then the text ends where the line begins, and goes on behind its end. */
static void alone(const struct reading *g, const struct tag *tag, const char **before, const char **behind)
{
	const char *b = tag->start, *e = tag->end;

	if (tag->sign == 0)
		return;
	while (b > g->t->text && (b[-1] == ' ' || b[-1] == '\t'))
		b--;
	while (*e == ' ' || *e == '\t' || *e == '\r')
		e++;
	if ((b > g->t->text && b[-1] != '\n') || (*e != '\n' && *e != '\0') || b < g->p)
		return;
	*before = b;
	*behind = *e ? e + 1 : e;
}

static enum cv_err text_until(struct reading *g, const char *end)
{
	if (end > g->p && add(g, REP_PIECE_TEXT, g->p, (size_t)(end - g->p)) == NULL)
		return cv_fail(g->err, CV_E_NOMEM, "out of memory");
	g->line += newlines(g->p, end);
	return CV_OK;
}

static enum cv_err read_all(struct reading *g)
{
	const char *at, *before, *behind;
	struct tag tag;

	while ((at = strstr(g->p, "{{"))) {
		size_t line = g->line;

		g->line += newlines(g->p, at);
		TRY(tag_at(g, at, &tag));
		g->line = line;
		before = tag.start;
		behind = tag.end;
		alone(g, &tag, &before, &behind);
		TRY(text_until(g, before));
		TRY(take(g, &tag));
		g->line += newlines(before, behind);
		g->p = behind;
	}
	TRY(text_until(g, g->t->text + g->t->len));
	if (g->n_open > 0) {
		struct rep_piece *p = &g->t->piece[g->open[g->n_open - 1].piece];

		g->line = p->line;
		tag = (struct tag){ .start = p->text,
			.sign = p->kind == REP_PIECE_IF ? '#' : '^',
			.name = p->text,
			.len = p->len };
		return wrong(g, &tag, "the section has no end: write {{/name}}", "");
	}
	return CV_OK;
}

/* The first byte that is no text, by line and column. */
static enum cv_err no_text(const char *file, const char *text, size_t len, struct cv_error *err)
{
	size_t line = 1, column = 1, n;
	enum cv_err e;

	for (size_t i = 0; i < len; i += n) {
		n = 1;
		while (i + n < len && ((unsigned char)text[i + n] & 0xc0) == 0x80)
			n++;
		if (!cv_text_clean(text + i, n))
			break;
		line += text[i] == '\n';
		column = text[i] == '\n' ? 1 : column + 1;
	}
	e = cv_fail(err, CV_E_VALUE, "%s:%zu:%zu: a template is text in UTF-8, without control characters", file, line,
		column);
	if (err)
		err->line = line;
	return e;
}

enum cv_err rep_template_read(const char *file, const char *text, size_t len, const struct rep_word *vocabulary,
	struct rep_template **ret, struct cv_error *err)
{
	struct reading g = { .vocabulary = vocabulary, .line = 1, .err = err };
	enum cv_err e;

	*ret = NULL;
	if (len > REP_TEMPLATE_MAX)
		return cv_fail(err, CV_E_TOO_BIG, "%s: a template has at most %d bytes", file, REP_TEMPLATE_MAX);
	if (!cv_text_clean(text, len))
		return no_text(file, text, len, err);
	g.t = calloc(1, sizeof(*g.t));
	if (g.t == NULL || (g.t->file = cv_strdup(file)) == NULL || (g.t->text = cv_strndup(text, len)) == NULL) {
		rep_template_free(g.t);
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	}
	g.t->len = len;
	g.p = g.t->text;
	e = read_all(&g);
	if (e != CV_OK) {
		rep_template_free(g.t);
		return e;
	}
	*ret = g.t;
	return CV_OK;
}

void rep_template_free(struct rep_template *t)
{
	if (t == NULL)
		return;
	free(t->file);
	free(t->text);
	free(t->piece);
	free(t);
}

const char *rep_template_name(const struct rep_template *t)
{
	return t->file;
}

void rep_template_hash(const struct rep_template *t, struct reg_hash *ret)
{
	reg_hash_of(t->text, t->len, ret);
}

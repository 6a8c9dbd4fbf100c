/* A template filled with what its words mean. */
#include "reports/letters/inside.h"
#include "reports/reports.h"

#include <string.h>

struct filling {
	const struct rep_template *t;
	enum rep_filling how;
	const struct rep_scope *scope[REP_SECTIONS_MAX + 1]; /* the items we are in, outermost first */
	size_t n;
	struct cv_str *out;
	size_t start; /* of the letter in out */
	size_t ended; /* where the last value ended */
	struct cv_error *err;
};

static const struct rep_said_word *find(const struct filling *f, const struct rep_piece *p)
{
	for (size_t i = f->n; i-- > 0;) {
		const struct rep_said_word *m = rep_scope_find(f->scope[i], p->text, p->len);

		/* a word of the inner vocabulary that was not said is empty; it does not mean the outer one */
		if (m || rep_word_find(f->scope[i]->vocabulary, p->text, p->len))
			return m;
	}
	return NULL;
}

/* At the start of a line a value must not be taken for a heading or an item. */
static void value(struct filling *f, const char *text)
{
	bool begins = f->out->len == f->start || f->out->data[f->out->len - 1] == '\n';

	if (f->how == REP_AS_HTML) {
		rep_html(f->out, text);
		return;
	}
	if (begins && *text != '\0' && strchr("#-\\", *text))
		cv_str_putc(f->out, '\\');
	cv_str_puts(f->out, text);
}

static enum cv_err say(struct filling *f, const struct rep_piece *p)
{
	const struct rep_said_word *m = find(f, p);

	if (m == NULL || m->text == NULL || *m->text == '\0') {
		enum cv_err e = cv_fail(f->err, CV_E_VALUE,
			"%s:%zu:%zu: {{%.*s}}: nothing is on file for it, and a letter has no empty space", f->t->file,
			p->line, rep_template_column(f->t, p->text), (int)p->len, p->text);

		if (f->err) {
			f->err->line = p->line;
			memcpy(f->err->field, p->text, p->len < 63 ? p->len : 63);
			f->err->field[p->len < 63 ? p->len : 63] = '\0';
		}
		return e;
	}
	value(f, m->text);
	f->ended = f->out->len;
	return CV_OK;
}

/* first and last are no words of the vocabulary but places in a list. */
static bool is_place(const struct rep_piece *p, const char *name)
{
	return p->len == strlen(name) && memcmp(p->text, name, p->len) == 0;
}

static bool holds(const struct filling *f, const struct rep_piece *p, const struct rep_said_word *m, const bool ends[2])
{
	if (m == NULL && ends && is_place(p, "first"))
		return ends[0];
	if (m == NULL && ends && is_place(p, "last"))
		return ends[1];
	if (m == NULL)
		return false;
	return m->word->kind == REP_FLAG ? m->yes : m->word->kind == REP_LIST ? m->item != NULL : m->text && *m->text;
}

/* The full stop of a name that ends in one ("Acme, Inc.") ends the sentence, too. */
static void text(struct filling *f, const struct rep_piece *p)
{
	bool stopped = f->out->len > f->start && f->out->data[f->out->len - 1] == '.' && f->ended == f->out->len;
	size_t skip = stopped && p->len > 0 && p->text[0] == '.' && !(p->len > 1 && p->text[1] == '.');

	cv_str_add(f->out, p->text + skip, p->len - skip);
}

static enum cv_err pieces(struct filling *f, size_t from, size_t to, const bool ends[2]);

static enum cv_err each_item(struct filling *f, size_t at, const struct rep_said_word *m)
{
	for (const struct rep_scope *s = m->item; s; s = s->next) {
		const bool ends[2] = { s == m->item, s->next == NULL };

		f->scope[f->n++] = s;
		TRY(pieces(f, at + 1, f->t->piece[at].end, ends));
		f->n--;
	}
	return CV_OK;
}

static enum cv_err section(struct filling *f, size_t at, const bool ends[2])
{
	const struct rep_piece *p = &f->t->piece[at];
	const struct rep_said_word *m = find(f, p);

	if (p->kind == REP_PIECE_IF && m && m->word->kind == REP_LIST)
		return each_item(f, at, m);
	if (holds(f, p, m, ends) == (p->kind == REP_PIECE_IF))
		return pieces(f, at + 1, p->end, ends);
	return CV_OK;
}

/* ends: is the item we are in the first, the last of its list; NULL: we are in none. */
static enum cv_err pieces(struct filling *f, size_t from, size_t to, const bool ends[2])
{
	for (size_t i = from; i < to;) {
		const struct rep_piece *p = &f->t->piece[i];

		if (p->kind == REP_PIECE_TEXT)
			text(f, p);
		else if (p->kind == REP_PIECE_VALUE)
			TRY(say(f, p));
		else
			TRY(section(f, i, ends));
		i = p->kind >= REP_PIECE_IF ? p->end : i + 1;
		if (f->out->len - f->start > REP_LETTER_MAX)
			return cv_fail(f->err, CV_E_TOO_BIG, "%s: the letter would have more than %d bytes", f->t->file,
				REP_LETTER_MAX);
	}
	return CV_OK;
}

enum cv_err rep_template_fill(const struct rep_template *t, const struct rep_scope *s, enum rep_filling how,
	struct cv_str *out, struct cv_error *err)
{
	struct filling f = { .t = t, .how = how, .scope = { s }, .n = 1, .out = out, .start = out->len, .err = err };

	if (s == NULL || s->failed)
		return cv_fail(err, CV_E_NOMEM, "out of memory");
	TRY(pieces(&f, 0, t->n, NULL));
	return out->failed ? cv_fail(err, CV_E_NOMEM, "out of memory") : CV_OK;
}

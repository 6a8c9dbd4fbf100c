/* A letter in its plain form, set as lines or as HTML. */
#include "reports/letters/letters.h"
#include "reports/reports.h"

#include <string.h>

enum block_kind { NOTHING, PARAGRAPH, HEADING, ITEM };

/* A block is put together from its lines, a line break within it being one LF. */
struct setting {
	struct cv_str *out, text;
	enum block_kind kind, before; /* of the block at hand, of the one that was set last */
	bool broken;		      /* the last line of the block ended in a backslash */
	size_t width;
	void (*set)(struct setting *g);
};

static void finish_block(struct setting *g)
{
	if (g->kind != NOTHING) {
		g->set(g);
		g->before = g->kind;
	}
	cv_str_clear(&g->text);
	g->kind = NOTHING;
	g->broken = false;
}

/* What a line begins, and how many bytes of it say so. */
static enum block_kind begins(const char *line, size_t len, size_t *skip)
{
	*skip = 2;
	if (len > 2 && line[0] == '#' && line[1] == ' ')
		return HEADING;
	if (len > 2 && line[0] == '-' && line[1] == ' ')
		return ITEM;
	*skip = len > 1 && line[0] == '\\' && strchr("#-\\", line[1]) ? 1 : 0;
	return PARAGRAPH;
}

static void take_line(struct setting *g, const char *line, size_t len)
{
	bool indented = len > 0 && line[0] == ' ', ends;
	enum block_kind kind;
	size_t skip;

	while (len > 0 && (line[len - 1] == '\r' || line[len - 1] == ' ' || line[len - 1] == '\t'))
		len--;
	while (len > 0 && (line[0] == ' ' || line[0] == '\t')) {
		line++;
		len--;
	}
	if (len == 0) {
		finish_block(g);
		return;
	}
	kind = begins(line, len, &skip);
	if (kind != PARAGRAPH || g->kind == HEADING || g->kind == NOTHING || (g->kind == ITEM && !indented)) {
		finish_block(g);
		g->kind = kind;
	}
	ends = len - skip > 1 && line[len - 1] == '\\';
	if (g->text.len > 0)
		cv_str_putc(&g->text, g->broken ? '\n' : ' ');
	cv_str_add(&g->text, line + skip, len - skip - ends);
	g->broken = ends;
}

static void all_lines(struct setting *g, const char *letter)
{
	for (const char *p = letter; *p;) {
		size_t len = strcspn(p, "\n");

		take_line(g, p, len);
		p += len + (p[len] == '\n');
	}
	finish_block(g);
	g->out->failed |= g->text.failed;
	cv_str_finish(&g->text);
}

/* ---- as lines ---- */

static size_t columns(const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)s[i] & 0xc0) != 0x80;
	return n;
}

static void words(struct setting *g, const char *line, size_t len, const char *lead, size_t indent)
{
	CV_AUTO(cv_str_finish) struct cv_str copy = { 0 };
	size_t used = indent, n;
	bool first = true;

	cv_str_add(&copy, line, len);
	g->out->failed |= copy.failed;
	cv_str_puts(g->out, lead);
	for (const char *p = cv_str_text(&copy), *w; (w = cv_next(&p, ' ', &n)); first = false) {
		size_t wide = columns(w, n);

		if (!first && used + 1 + wide > g->width) {
			cv_str_putc(g->out, '\n');
			for (used = 0; used < indent; used++)
				cv_str_putc(g->out, ' ');
		} else if (!first) {
			cv_str_putc(g->out, ' ');
			used++;
		}
		cv_str_add(g->out, w, n);
		used += wide;
	}
	cv_str_putc(g->out, '\n');
}

static void as_lines(struct setting *g)
{
	const char *lead = g->kind == ITEM ? "  - " : "", *p = cv_str_text(&g->text);
	size_t indent = strlen(lead);

	if (g->before != NOTHING && !(g->before == ITEM && g->kind == ITEM))
		cv_str_putc(g->out, '\n');
	for (bool first = true; *p; first = false) {
		size_t len = strcspn(p, "\n");

		words(g, p, len, first || indent == 0 ? lead : "    ", indent);
		p += len + (p[len] == '\n');
	}
}

void rep_letter_text(const char *letter, size_t width, struct cv_str *out)
{
	struct setting g = { .out = out, .width = width, .set = as_lines };

	all_lines(&g, letter);
}

/* ---- as HTML ---- */

static void as_html(struct setting *g)
{
	static const char *const open[] = { "", "<p>", "<h2>", "<li>" },
				 *const close[] = { "", "</p>\n", "</h2>\n", "</li>\n" };

	if (g->before == ITEM && g->kind != ITEM)
		cv_str_puts(g->out, "</ul>\n");
	if (g->before != ITEM && g->kind == ITEM)
		cv_str_puts(g->out, "<ul>\n");
	cv_str_puts(g->out, open[g->kind]);
	for (const char *p = cv_str_text(&g->text); *p;) {
		size_t len = strcspn(p, "\n");
		CV_AUTO(cv_str_finish) struct cv_str line = { 0 };

		cv_str_add(&line, p, len);
		rep_html(g->out, cv_str_text(&line));
		g->out->failed |= line.failed;
		if (p[len] == '\n')
			cv_str_puts(g->out, "<br>\n");
		p += len + (p[len] == '\n');
	}
	cv_str_puts(g->out, close[g->kind]);
}

void rep_letter_html(const char *letter, struct cv_str *out)
{
	struct setting g = { .out = out, .set = as_html };

	all_lines(&g, letter);
	if (g.before == ITEM)
		cv_str_puts(out, "</ul>\n");
}

void rep_letter_page(const char *letter, const char *lang, const char *title, struct cv_str *out)
{
	cv_str_puts(out, "<!DOCTYPE html>\n<html lang=\"");
	rep_html(out, lang);
	cv_str_puts(out,
		"\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
		"initial-scale=1\">\n<title>");
	rep_html(out, title);
	cv_str_puts(out, "</title>\n</head>\n<body>\n<main>\n");
	rep_letter_html(letter, out);
	cv_str_puts(out, "</main>\n</body>\n</html>\n");
}

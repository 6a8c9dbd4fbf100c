/* The map of the world: outlines, what each country's transfers come to, a legend. */
#include "reports/map/map.h"

#include "reports/map/outlines.h"
#include "reports/reports.h"
#include "registry/core/country.h"

#include <stdlib.h>
#include <string.h>

enum {
	OUTCOMES = LAW_NOT_COVERED + 1,
	LINE = 34,    /* height of a line of the note */
	LETTERS = 125 /* of one */
};

/* Colours that stay apart for those who see two of the three (Okabe and Ito), and a pattern for each beside. */
static const struct {
	const char *colour, *pattern;
} look[OUTCOMES] = {
	[LAW_NO_TRANSFER] = { "#56b4e9", "<path d=\"M0 6h12\" stroke=\"#1d5f86\" stroke-width=\"2\"/>" },
	[LAW_COVERED] = { "#0072b2", "" },
	[LAW_NEEDS_REVIEW] = { "#f0c419", "<circle cx=\"6\" cy=\"6\" r=\"2.6\" fill=\"#6b4a00\"/>" },
	[LAW_NOT_COVERED] = { "#d55e00",
		"<path d=\"M-3 3l6-6M0 12l12-12M9 15l6-6\" stroke=\"#3d1400\" stroke-width=\"3\"/>" },
};

const char *rep_outcome_colour(enum law_outcome o)
{
	return look[o].colour;
}

void rep_outcome_patterns(const char *id, struct cv_str *out)
{
	cv_str_puts(out, "<defs>\n");
	for (int o = 0; o < OUTCOMES; o++)
		cv_str_printf(out,
			"<pattern id=\"%s-%s\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\">"
			"<rect width=\"12\" height=\"12\" fill=\"%s\"/>%s</pattern>\n",
			id, law_outcome_name((enum law_outcome)o), look[o].colour, look[o].pattern);
	cv_str_puts(out, "</defs>\n");
}

void rep_outcome_fill(const char *id, enum law_outcome o, struct cv_str *out)
{
	cv_str_printf(out, "url(#%s-%s)", id, law_outcome_name(o));
}

/* ---- counting --------------------------------------------------------------------------------------------------- */

struct spot {
	size_t n[OUTCOMES], all;
};

struct mapping {
	const char *id;
	struct spot *spot; /* one for each outline */
	struct spot sum;
	size_t nowhere, countries; /* transfers without a place on the map; countries with any */
	struct cv_str missing;	   /* their countries, ';' between */
};

static int by_code(const void *key, const void *o)
{
	return strcmp(key, ((const struct rep_outline *)o)->code);
}

static void note_missing(struct mapping *m, const char *code)
{
	const char *name = *code ? cv_country_name(code) : "country not known";
	size_t n;

	if (name == NULL)
		name = code;
	for (const char *q = cv_str_text(&m->missing), *w; (w = cv_next(&q, ';', &n));)
		if (strlen(name) == n && memcmp(w, name, n) == 0)
			return;
	cv_str_printf(&m->missing, "%s%s", m->missing.len ? ";" : "", name);
}

static void count(struct mapping *m, const struct rep_map_country *c)
{
	const struct rep_outline *o = bsearch(c->code, rep_outline, rep_outlines, sizeof(rep_outline[0]), by_code);
	struct spot *s = o ? &m->spot[o - rep_outline] : NULL;
	size_t before = m->nowhere;

	for (int i = 0; i < OUTCOMES; i++) {
		m->sum.n[i] += c->n[i];
		m->sum.all += c->n[i];
		m->nowhere += s ? 0 : c->n[i];
		if (s == NULL)
			continue;
		m->countries += s->all == 0 && c->n[i] > 0;
		s->n[i] += c->n[i];
		s->all += c->n[i];
	}
	if (m->nowhere > before)
		note_missing(m, c->code);
}

static enum law_outcome worst(const struct spot *s)
{
	for (int o = OUTCOMES - 1; o > 0; o--)
		if (s->n[o] > 0)
			return (enum law_outcome)o;
	return LAW_NO_TRANSFER;
}

/* ---- drawing ---------------------------------------------------------------------------------------------------- */

/* "3 transfers: 2 covered, 1 not covered" */
static void counts(const struct spot *s, struct cv_str *out)
{
	const char *before = ": ";

	cv_str_printf(out, "%zu %s", s->all, s->all == 1 ? "transfer" : "transfers");
	for (int o = OUTCOMES - 1; o >= 0; o--) {
		if (s->n[o] == 0)
			continue;
		cv_str_printf(out, "%s%zu %s", before, s->n[o], rep_outcome_words((enum law_outcome)o));
		before = ", ";
	}
}

static void land(const struct mapping *m, struct cv_str *out)
{
	cv_str_puts(out, "<path fill=\"#d9dde3\" stroke=\"#ffffff\" stroke-width=\"1\" d=\"");
	for (size_t i = 0; i < rep_outlines; i++)
		if (m->spot[i].all == 0)
			cv_str_puts(out, rep_outline[i].path);
	cv_str_puts(out, "\"/>\n");
}

static void country(const struct mapping *m, size_t i, struct cv_str *out)
{
	const struct rep_outline *o = &rep_outline[i];
	const char *name = cv_country_name(o->code);

	cv_str_puts(out, "<g fill=\"");
	rep_outcome_fill(m->id, worst(&m->spot[i]), out);
	cv_str_puts(out, "\" stroke=\"#1b1f24\" stroke-width=\"1.5\"><title>");
	rep_html(out, name ? name : o->code);
	cv_str_puts(out, ": ");
	counts(&m->spot[i], out);
	cv_str_puts(out, "</title>");
	if (*o->path)
		cv_str_printf(out, "<path d=\"%s\"/>", o->path);
	if (o->dot)
		cv_str_printf(out, "<circle cx=\"%d\" cy=\"%d\" r=\"11\" stroke-width=\"2.5\"/>", o->x, o->y);
	cv_str_puts(out, "</g>\n");
}

/* Dots last, so that no neighbour is drawn over them. */
static void countries(const struct mapping *m, struct cv_str *out)
{
	for (int dots = 0; dots < 2; dots++)
		for (size_t i = 0; i < rep_outlines; i++)
			if (m->spot[i].all > 0 && rep_outline[i].dot == (dots == 1))
				country(m, i, out);
}

/* Where the others are, in lines that fit; returns how many. */
static int note(const struct mapping *m, struct cv_str *out)
{
	size_t used, n;
	int lines = 1;

	if (m->nowhere == 0)
		return 0;
	cv_str_printf(out, "%zu more %s without a place on the map", m->nowhere,
		m->nowhere == 1 ? "transfer is" : "transfers are");
	used = out->len;
	for (const char *q = cv_str_text(&m->missing), *w, *before = ": "; (w = cv_next(&q, ';', &n)); before = "; ") {
		cv_str_puts(out, before);
		if (used + n > LETTERS) {
			cv_str_putc(out, '\n');
			lines++;
			used = 0;
		}
		cv_str_add(out, w, n);
		used += n + 2;
	}
	return lines;
}

static void note_lines(const char *text, struct cv_str *out)
{
	int y = REP_MAP_HEIGHT + 84;
	size_t n;

	for (const char *q = text, *w; (w = cv_next(&q, '\n', &n)); y += LINE) {
		struct cv_str line = { 0 };

		cv_str_add(&line, w, n);
		cv_str_printf(out, "<text x=\"20\" y=\"%d\">", y);
		rep_html(out, cv_str_text(&line));
		cv_str_puts(out, "</text>\n");
		out->failed |= line.failed;
		cv_str_finish(&line);
	}
}

static void key(const struct mapping *m, const char *others, struct cv_str *out)
{
	int x = 20;

	cv_str_puts(out, "<g font-size=\"26\" fill=\"#1b1f24\">\n");
	for (int o = OUTCOMES - 1; o >= 0; o--) {
		const char *words = rep_outcome_words((enum law_outcome)o);

		cv_str_printf(out, "<rect x=\"%d\" y=\"%d\" width=\"44\" height=\"30\" stroke=\"#1b1f24\" fill=\"", x,
			REP_MAP_HEIGHT + 14);
		rep_outcome_fill(m->id, (enum law_outcome)o, out);
		cv_str_printf(out, "\"/><text x=\"%d\" y=\"%d\">%s (%zu)</text>\n", x + 56, REP_MAP_HEIGHT + 39, words,
			m->sum.n[o]);
		x += 165 + 15 * (int)strlen(words);
	}
	cv_str_printf(out,
		"<rect x=\"%d\" y=\"%d\" width=\"44\" height=\"30\" stroke=\"#1b1f24\" fill=\"#d9dde3\"/>"
		"<text x=\"%d\" y=\"%d\">none</text>\n",
		x, REP_MAP_HEIGHT + 14, x + 56, REP_MAP_HEIGHT + 39);
	note_lines(others, out);
	cv_str_puts(out, "</g>\n");
}

static void draw(const struct mapping *m, const char *title, struct cv_str *out)
{
	struct cv_str others = { 0 };
	int lines = note(m, &others);

	cv_str_printf(out,
		"<svg viewBox=\"0 0 %d %d\" role=\"img\" "
		"aria-labelledby=\"%s-title %s-desc\" font-family=\"sans-serif\">\n<title id=\"%s-title\">",
		REP_MAP_WIDTH, REP_MAP_HEIGHT + 60 + (lines ? 10 + LINE * lines : 0), m->id, m->id, m->id);
	rep_html(out, title);
	cv_str_printf(out, "</title>\n<desc id=\"%s-desc\">A map of the world. ", m->id);
	counts(&m->sum, out);
	cv_str_printf(out, ". To %zu %s; each has the look of its worst transfer.</desc>\n", m->countries,
		m->countries == 1 ? "country" : "countries");
	rep_outcome_patterns(m->id, out);
	cv_str_puts(out, "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
	land(m, out);
	countries(m, out);
	key(m, cv_str_text(&others), out);
	cv_str_puts(out, "</svg>\n");
	out->failed |= others.failed || m->missing.failed;
	cv_str_finish(&others);
}

void rep_map_svg(const struct rep_map_country *country, size_t n, const char *title, const char *id, struct cv_str *out)
{
	struct mapping m = { .id = id, .spot = calloc(rep_outlines, sizeof(*m.spot)) };

	if (m.spot == NULL) {
		out->failed = true;
		return;
	}
	for (size_t i = 0; i < n; i++)
		count(&m, &country[i]);
	draw(&m, title, out);
	cv_str_finish(&m.missing);
	free(m.spot);
}

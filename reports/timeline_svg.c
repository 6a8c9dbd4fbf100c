/* The timeline as a picture: labels of the law's days above, the outcome, a bar for each mechanism, a key. */
#include "reports/timeline.h"

#include "reports/map/map.h"
#include "reports/reports.h"

#include <string.h>

enum {
	WIDTH = 1000,
	LEFT = 290,
	RIGHT = 990,
	LANE = 15,  /* height of a line of labels */
	LETTER = 6, /* width of a letter of a label, near enough; a little more is kept free */
	AXIS = 24,
	BAR = 18,
	ROW = 28,
	KEY = 34,
	NAME_LETTERS = 40,
};

struct drawing {
	const struct rep_timeline *t;
	const char *id;
	struct cv_str *out;
	int lane[REP_TIMELINE_MARKS]; /* of each mark */
	int end[REP_TIMELINE_MARKS];  /* of each lane: where it is taken up to */
	int lanes, top, bottom;
};

static int x_of(const struct drawing *g, cv_day day)
{
	int64_t all = (int64_t)g->t->until.n - g->t->from.n, at = (int64_t)day.n - g->t->from.n;

	if (all < 1)
		all = 1;
	at = at < 0 ? 0 : at > all ? all : at;
	return LEFT + (int)(at * (RIGHT - LEFT) / all);
}

/* ---- the law's days --------------------------------------------------------------------------------------------- */

static int label_width(const struct rep_mark *m)
{
	return (int)(strlen(m->event) + CV_DAY_TEXT) * LETTER + 14;
}

/* To the right of its line, or to the left where the picture ends. */
static int label_start(const struct drawing *g, const struct rep_mark *m)
{
	int x = x_of(g, m->day) + 4, width = label_width(m);

	if (x + width <= WIDTH)
		return x;
	x = x_of(g, m->day) - 4 - width;
	return x > 0 ? x : 0;
}

/* Labels that would run into one another stand in lines of their own. */
static void place_labels(struct drawing *g)
{
	for (size_t i = 0; i < g->t->n_marks; i++) {
		int start = label_start(g, &g->t->mark[i]), lane = 0;

		while (lane < g->lanes && g->end[lane] > start)
			lane++;
		if (lane == g->lanes)
			g->lanes++;
		g->lane[i] = lane;
		g->end[lane] = start + label_width(&g->t->mark[i]);
	}
}

static void stroke(const struct drawing *g, size_t i)
{
	int x = x_of(g, g->t->mark[i].day);

	cv_str_printf(g->out,
		"<path d=\"M%d %dV%d\" stroke=\"#6b7280\" stroke-width=\"1\" stroke-dasharray=\"3 2\"/>\n", x,
		LANE * (g->lane[i] + 1) - 10, g->bottom);
}

static void label(const struct drawing *g, size_t i)
{
	const struct rep_mark *m = &g->t->mark[i];
	int x = x_of(g, m->day), start = label_start(g, m);
	char day[CV_DAY_TEXT];

	cv_str_printf(g->out, "<text x=\"%d\" y=\"%d\"%s>%s ", start < x ? x - 4 : start, LANE * (g->lane[i] + 1),
		start < x ? " text-anchor=\"end\"" : "", cv_day_text(m->day, day));
	rep_html(g->out, m->event);
	cv_str_puts(g->out, "</text>\n");
}

/* Lines first, so that labels stand on them; white around a letter keeps it apart from a line behind it. */
static void marks(const struct drawing *g)
{
	for (size_t i = 0; i < g->t->n_marks; i++)
		stroke(g, i);
	cv_str_puts(g->out,
		"<g font-size=\"11\" fill=\"#1b1f24\" stroke=\"#ffffff\" stroke-width=\"4\" "
		"stroke-linejoin=\"round\" paint-order=\"stroke\">\n");
	for (size_t i = 0; i < g->t->n_marks; i++)
		label(g, i);
	cv_str_puts(g->out, "</g>\n");
}

/* ---- years ------------------------------------------------------------------------------------------------------ */

static void years(const struct drawing *g)
{
	int first, last, m, d, step;

	cv_day_civil(g->t->from, &first, &m, &d);
	cv_day_civil(g->t->on, &last, &m, &d);
	step = 1 + (last - first) / 18;
	cv_str_puts(g->out, "<g font-size=\"11\" fill=\"#1b1f24\">\n");
	for (int y = first + 1; y <= last; y += step) {
		int x = x_of(g, cv_day_from_civil(y, 1, 1));

		cv_str_printf(
			g->out, "<path d=\"M%d %dV%d\" stroke=\"#d1d5db\" stroke-width=\"1\"/>", x, g->top, g->bottom);
		if (x < RIGHT - 28)
			cv_str_printf(g->out, "<text x=\"%d\" y=\"%d\">%d</text>", x + 2, g->top - 5, y);
		cv_str_putc(g->out, '\n');
	}
	cv_str_puts(g->out, "</g>\n");
}

/* ---- rows ------------------------------------------------------------------------------------------------------- */

static const char *const stood_words[] = { "covers", "covers some", "a person must look", "on file, does not count" };
static const char *const stood_fill[] = { "covers", "partly", "open", "on-file" };

static void patterns(const struct drawing *g)
{
	static const char *const shape[][3] = {
		{ "covers", "#0072b2", "" },
		{ "partly", "#0072b2",
			"<path d=\"M-3 3l6-6M0 12l12-12M9 15l6-6\" stroke=\"#ffffff\" stroke-width=\"3\"/>" },
		{ "open", "#f0c419", "<circle cx=\"6\" cy=\"6\" r=\"2.6\" fill=\"#6b4a00\"/>" },
		{ "on-file", "#eef0f3",
			"<path d=\"M0 0l12 12M-3 9l6 6M9-3l6 6\" stroke=\"#8b95a3\" stroke-width=\"1.5\"/>" },
	};

	cv_str_puts(g->out, "<defs>\n");
	for (size_t i = 0; i < CV_LEN(shape); i++)
		cv_str_printf(g->out,
			"<pattern id=\"%s-%s\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\">"
			"<rect width=\"12\" height=\"12\" fill=\"%s\"/>%s</pattern>\n",
			g->id, shape[i][0], shape[i][1], shape[i][2]);
	cv_str_puts(g->out, "</defs>\n");
}

static void rect(const struct drawing *g, const struct rep_piece *p, int y, const char *what, const char *fill,
	const char *words)
{
	int x = x_of(g, p->from), to = x_of(g, p->until);
	char from[CV_DAY_TEXT], until[CV_DAY_TEXT];

	cv_str_printf(g->out,
		"<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" stroke=\"#1b1f24\" stroke-width=\".75\" "
		"fill=\"url(#%s-%s)\"><title>",
		x, y, to > x ? to - x : 1, BAR, g->id, fill);
	rep_html(g->out, what);
	cv_str_printf(g->out, ": %s from %s", words, cv_day_text(p->from, from));
	if (p->until.n < g->t->until.n)
		cv_str_printf(g->out, " until %s", cv_day_text(p->until, until));
	cv_str_puts(g->out, "</title></rect>\n");
}

/* A name that fits beside the bar; all of it is in the tooltip and the table. */
static void name(const struct drawing *g, const char *text, int y, bool strong)
{
	size_t n = 0, letters = 0;
	struct cv_str cut = { 0 };

	while (text[n] && letters < NAME_LETTERS) {
		n++;
		while ((text[n] & 0xc0) == 0x80)
			n++;
		letters++;
	}
	cv_str_add(&cut, text, n);
	if (text[n])
		cv_str_puts(&cut, "\xe2\x80\xa6");
	cv_str_printf(g->out, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" font-size=\"12\" fill=\"#1b1f24\"%s>",
		LEFT - 8, y + BAR - 5, strong ? " font-weight=\"bold\"" : "");
	rep_html(g->out, cv_str_text(&cut));
	cv_str_puts(g->out, "</text>\n");
	g->out->failed |= cut.failed;
	cv_str_finish(&cut);
}

static void strip(const struct drawing *g, int y)
{
	name(g, "Outcome", y, true);
	for (size_t i = 0; i < g->t->n_outcomes; i++) {
		enum law_outcome o = (enum law_outcome)g->t->outcome[i].state;

		rect(g, &g->t->outcome[i], y, "Outcome", law_outcome_name(o), rep_outcome_words(o));
	}
}

static void bar(const struct drawing *g, const struct rep_bar *b, int y)
{
	name(g, b->name, y, false);
	for (size_t i = 0; i < b->n; i++)
		rect(g, &b->piece[i], y, b->name, stood_fill[b->piece[i].state], stood_words[b->piece[i].state]);
}

static int key_item(const struct drawing *g, int x, int y, const char *fill, const char *words)
{
	cv_str_printf(g->out,
		"<rect x=\"%d\" y=\"%d\" width=\"22\" height=\"14\" stroke=\"#1b1f24\" stroke-width=\".75\" "
		"fill=\"url(#%s-%s)\"/><text x=\"%d\" y=\"%d\">%s</text>\n",
		x, y - 11, g->id, fill, x + 28, y, words);
	return x + 28 + 22 + 6 * (int)strlen(words);
}

static void key(const struct drawing *g, int y)
{
	int x = LEFT;

	cv_str_puts(g->out, "<g font-size=\"11\" fill=\"#1b1f24\">\n");
	cv_str_printf(g->out, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">Outcome:</text>\n", LEFT - 8, y);
	for (int o = LAW_NOT_COVERED; o >= LAW_NO_TRANSFER; o--)
		x = key_item(g, x, y, law_outcome_name((enum law_outcome)o), rep_outcome_words((enum law_outcome)o));
	cv_str_printf(g->out, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">Mechanism:</text>\n", LEFT - 8, y + 20);
	x = LEFT;
	for (size_t i = 0; i < CV_LEN(stood_words); i++)
		x = key_item(g, x, y + 20, stood_fill[i], stood_words[i]);
	cv_str_puts(g->out, "</g>\n");
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

static void begin(const struct drawing *g, int height, bool alone)
{
	char from[CV_DAY_TEXT], on[CV_DAY_TEXT];

	cv_str_printf(g->out,
		"<svg%s viewBox=\"0 0 %d %d\" role=\"img\" "
		"aria-labelledby=\"%s-title %s-desc\" font-family=\"sans-serif\">\n"
		"<title id=\"%s-title\">Transfers to ",
		alone ? " xmlns=\"http://www.w3.org/2000/svg\"" : "", WIDTH, height, g->id, g->id, g->id);
	rep_html(g->out, g->t->view->party[g->t->party].name);
	cv_str_printf(g->out,
		", %s to %s</title>\n<desc id=\"%s-desc\">How they stood, and which mechanism covered them when: "
		"a strip for the outcome, below it %zu %s; %zu days on which the law changed are marked.</desc>\n",
		cv_day_text(g->t->from, from), cv_day_text(g->t->on, on), g->id, g->t->n_bars,
		g->t->n_bars == 1 ? "bar" : "bars", g->t->n_marks);
	rep_outcome_patterns(g->id, g->out);
	patterns(g);
	cv_str_printf(g->out, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", WIDTH, height);
}

void rep_timeline_svg(const struct rep_timeline *t, const char *id, bool alone, struct cv_str *out)
{
	struct drawing g = { .t = t, .id = id, .out = out };
	int y;

	place_labels(&g);
	g.top = g.lanes * LANE + AXIS;
	g.bottom = g.top + ROW * (int)(t->n_bars + 1);
	begin(&g, g.bottom + KEY + 20, alone);
	years(&g);
	marks(&g);
	y = g.top + (ROW - BAR) / 2;
	strip(&g, y);
	for (size_t i = 0; i < t->n_bars; i++)
		bar(&g, &t->bar[i], y += ROW);
	key(&g, g.bottom + KEY - 10);
	cv_str_puts(out, "</svg>\n");
}

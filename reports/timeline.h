/*
 * How the transfers to a party stood through the years: the outcome, and each mechanism with the days on which it
 * covered, was open to question, or was on file without counting. As a picture (SVG), a page and JSON.
 *
 * Law: the days of events.csv that concern these mechanisms and countries are marked.
 */
#ifndef REPORTS_TIMELINE_H
#define REPORTS_TIMELINE_H

#include "registry/law/about.h"
#include "registry/core/jsonw.h"
#include "registry/registry.h"

/* How a mechanism stood: worse than the one before. */
enum rep_stood { REP_COVERS, REP_PARTLY, REP_OPEN, REP_ON_FILE, REP_ABSENT };
const char *rep_stood_name(enum rep_stood s); /* "covers", "partly", "open", "on-file"; "" for absent */

struct rep_piece { /* [from, until) */
	cv_day from, until;
	int state; /* enum law_outcome of the strip, enum rep_stood of a bar */
};
struct rep_bar {
	const char *slug, *name; /* live as long as the pack */
	law_mech mech;
	size_t n;
	struct rep_piece *piece; /* none is absent */
};
struct rep_mark {
	cv_day day;
	const char *event, *instrument;
};

struct rep_timeline {
	const struct reg_view *view;
	uint32_t party;
	cv_day from, until; /* what is shown: from the first transfer to the day after `on` */
	cv_day on;
	size_t n_outcomes;
	struct rep_piece *outcome; /* with gaps where nothing was transferred */
	size_t n_bars;
	struct rep_bar *bar; /* the one that covered first comes first */
	size_t n_marks;
	struct rep_mark *mark;
	struct cv_arena arena;
};

enum { REP_TIMELINE_BARS = 40, REP_TIMELINE_MARKS = 60 };

/*
 * Everything up to a day. A party nothing was ever transferred to has no pieces. Fails: E_NOMEM, what reg_ask() says.
 * Owns: rep_timeline_finish(ret), in any case; ret must be {0}. Keeps: v.
 */
CV_MUST enum cv_err rep_timeline(
	const struct reg_view *v, uint32_t party, cv_day on, struct rep_timeline *ret, struct cv_error *err);
void rep_timeline_finish(struct rep_timeline *t);

/*
 * The picture: an element <svg> whose ids begin with id; alone: a file of its own, else in a page of HTML. Appended to
 * out, as the next two.
 */
void rep_timeline_svg(const struct rep_timeline *t, const char *id, bool alone, struct cv_str *out);
/* The inside of a page's <main>: heading, picture, and the same as a table for who does not see it. */
void rep_timeline_html(const struct rep_timeline *t, struct cv_str *out);
void rep_timeline_text(const struct rep_timeline *t, struct cv_str *out);
void rep_timeline_json(const struct rep_timeline *t, struct cv_json *j);

#endif

/* The timeline for a page, with a table that says the same as the picture, and for programs. */
#include "reports/timeline.h"

#include "reports/onboard.h"
#include "reports/words.h"

/* ---- the page --------------------------------------------------------------------------------------------------- */

static void line(const struct rep_timeline *t, const char *what, const struct rep_piece *p, const char *cls,
	const char *words, struct cv_str *out)
{
	char from[CV_DAY_TEXT], until[CV_DAY_TEXT];

	cv_str_puts(out, "<tr><th scope=\"row\">");
	rep_html(out, what);
	cv_str_printf(out, "</th><td class=\"day\">%s</td><td class=\"day\">%s</td><td class=\"%s\">%s</td></tr>\n",
		cv_day_text(p->from, from), p->until.n < t->until.n ? cv_day_text(p->until, until) : "", cls, words);
}

static void table(const struct rep_timeline *t, struct cv_str *out)
{
	static const char *const words[] = { "covers every transfer it concerns", "covers some of the transfers",
		"a person must look", "on file, does not count" };
	static const char *const cls[] = { "yes", "open", "open", "no" };

	cv_str_puts(out,
		"<table>\n<caption>The same in words; until is the first day on which it is no longer so</caption>\n"
		"<thead><tr><th scope=\"col\">What</th><th scope=\"col\">From</th><th scope=\"col\">Until</th>"
		"<th scope=\"col\">How it stood</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < t->n_outcomes; i++) {
		enum law_outcome o = (enum law_outcome)t->outcome[i].state;

		line(t, "Outcome", &t->outcome[i], law_outcome_name(o), rep_outcome_words(o), out);
	}
	for (size_t b = 0; b < t->n_bars; b++)
		for (size_t i = 0; i < t->bar[b].n; i++)
			line(t, t->bar[b].name, &t->bar[b].piece[i], cls[t->bar[b].piece[i].state],
				words[t->bar[b].piece[i].state], out);
	cv_str_puts(out, "</tbody>\n</table>\n");
}

static void days(const struct rep_timeline *t, struct cv_str *out)
{
	char day[CV_DAY_TEXT];

	if (t->n_marks == 0)
		return;
	cv_str_puts(out, "<h2>Days of the law</h2>\n<ul>\n");
	for (size_t i = 0; i < t->n_marks; i++) {
		cv_str_printf(out, "<li>%s: ", cv_day_text(t->mark[i].day, day));
		rep_html(out, t->mark[i].event);
		cv_str_puts(out, " (");
		rep_html(out, t->mark[i].instrument);
		cv_str_puts(out, ")</li>\n");
	}
	cv_str_puts(out, "</ul>\n");
}

/* One picture cannot show that the party is in use for another reason than cover: it is said above it. */
static bool override_said(const struct rep_timeline *t, struct cv_str *out)
{
	const struct reg_override_v *o = reg_override_on(t->view, t->party, t->on);

	if (o)
		rep_override_words(out, t->view, o);
	return o != NULL;
}

void rep_timeline_html(const struct rep_timeline *t, struct cv_str *out)
{
	const struct reg_party_v *p = &t->view->party[t->party];
	CV_AUTO(cv_str_finish) struct cv_str said = { 0 };
	char on[CV_DAY_TEXT];

	cv_str_puts(out, "<h1>");
	rep_html(out, p->name);
	cv_str_printf(out,
		": cover through the years</h1>\n<p>How the transfers to it stood, up to %s, as the register knows it "
		"at change %lld, by law pack ",
		cv_day_text(t->on, on), (long long)t->view->seq);
	rep_html(out, law_pack_version(t->view->pack));
	cv_str_puts(out, ".</p>\n");
	if (override_said(t, &said)) {
		cv_str_puts(out, "<p class=\"override\">");
		rep_html(out, cv_str_text(&said));
		cv_str_puts(out, "</p>\n");
	}
	out->failed |= said.failed;
	if (t->n_outcomes == 0) {
		cv_str_puts(out, "<p>No transfer to it takes place on any day up to then.</p>\n");
		return;
	}
	cv_str_puts(out, "<figure>\n");
	rep_timeline_svg(t, "timeline", false, out);
	cv_str_puts(out, "</figure>\n");
	table(t, out);
	days(t, out);
}

/* ---- text ------------------------------------------------------------------------------------------------------- */

static void said(const struct rep_timeline *t, const struct rep_piece *p, const char *words, struct cv_str *out)
{
	char from[CV_DAY_TEXT], until[CV_DAY_TEXT] = "";

	if (p->until.n < t->until.n)
		cv_day_text(p->until, until);
	cv_str_printf(out, "  %s  %-10s  %s\n", cv_day_text(p->from, from), until, words);
}

void rep_timeline_text(const struct rep_timeline *t, struct cv_str *out)
{
	static const char *const words[] = { "covers", "covers some", "a person must look", "on file, does not count" };
	char day[CV_DAY_TEXT];

	if (t->n_outcomes == 0) {
		cv_str_printf(out, "No transfer to %s takes place on any day up to %s.\n",
			t->view->party[t->party].name, cv_day_text(t->on, day));
		return;
	}
	cv_str_printf(out, "%s up to %s (from, until; no longer on that day)\n",
		t->view->party[t->party].name, cv_day_text(t->on, day));
	if (override_said(t, out))
		cv_str_putc(out, '\n');
	cv_str_puts(out, "\nOutcome\n");
	for (size_t i = 0; i < t->n_outcomes; i++)
		said(t, &t->outcome[i], rep_outcome_words((enum law_outcome)t->outcome[i].state), out);
	for (size_t b = 0; b < t->n_bars; b++) {
		cv_str_printf(out, "\n%s (%s)\n", t->bar[b].name, t->bar[b].slug);
		for (size_t i = 0; i < t->bar[b].n; i++)
			said(t, &t->bar[b].piece[i], words[t->bar[b].piece[i].state], out);
	}
	if (t->n_marks > 0)
		cv_str_puts(out, "\nDays of the law\n");
	for (size_t i = 0; i < t->n_marks; i++)
		cv_str_printf(out, "  %s  %s\n", cv_day_text(t->mark[i].day, day), t->mark[i].event);
}

/* ---- JSON ------------------------------------------------------------------------------------------------------- */

static void kv_day(struct cv_json *j, const char *key, cv_day day)
{
	char text[CV_DAY_TEXT];

	cv_json_kv_opt(j, key, cv_day_text(day, text));
}

static void piece(
	const struct rep_timeline *t, const struct rep_piece *p, const char *key, const char *word, struct cv_json *j)
{
	cv_json_open(j, '{');
	kv_day(j, "from", p->from);
	kv_day(j, "until", p->until.n < t->until.n ? p->until : CV_DAY_NONE);
	cv_json_kv(j, key, word);
	cv_json_close(j, '}');
}

static void bar(const struct rep_timeline *t, const struct rep_bar *b, struct cv_json *j)
{
	cv_json_open(j, '{');
	cv_json_kv(j, "mechanism", b->slug);
	cv_json_kv(j, "name", b->name);
	cv_json_key(j, "periods");
	cv_json_open(j, '[');
	for (size_t i = 0; i < b->n; i++)
		piece(t, &b->piece[i], "stood", rep_stood_name((enum rep_stood)b->piece[i].state), j);
	cv_json_close(j, ']');
	cv_json_close(j, '}');
}

static void mark(const struct rep_mark *m, struct cv_json *j)
{
	cv_json_open(j, '{');
	kv_day(j, "day", m->day);
	cv_json_kv(j, "event", m->event);
	cv_json_kv(j, "instrument", m->instrument);
	cv_json_close(j, '}');
}

void rep_timeline_json(const struct rep_timeline *t, struct cv_json *j)
{
	const struct reg_party_v *p = &t->view->party[t->party];
	const struct reg_override_v *o = reg_override_on(t->view, t->party, t->on);

	cv_json_open(j, '{');
	cv_json_key(j, "party");
	cv_json_open(j, '{');
	cv_json_kv(j, "id", p->id);
	cv_json_kv(j, "name", p->name);
	cv_json_close(j, '}');
	kv_day(j, "from", t->n_outcomes ? t->from : CV_DAY_NONE);
	kv_day(j, "on", t->on);
	if (o) {
		cv_json_key(j, "override");
		rep_override_json(t->view, o, t->on, j);
	}
	cv_json_key(j, "outcomes");
	cv_json_open(j, '[');
	for (size_t i = 0; i < t->n_outcomes; i++)
		piece(t, &t->outcome[i], "outcome", law_outcome_name((enum law_outcome)t->outcome[i].state), j);
	cv_json_close(j, ']');
	cv_json_key(j, "mechanisms");
	cv_json_open(j, '[');
	for (size_t i = 0; i < t->n_bars; i++)
		bar(t, &t->bar[i], j);
	cv_json_close(j, ']');
	cv_json_key(j, "events");
	cv_json_open(j, '[');
	for (size_t i = 0; i < t->n_marks; i++)
		mark(&t->mark[i], j);
	cv_json_close(j, ']');
	cv_json_kv(j, "law_pack", law_pack_version(t->view->pack));
	cv_json_kv_int(j, "register_seq", t->view->seq);
	cv_json_close(j, '}');
}

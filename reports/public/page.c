/* The public list as a page: no script, nothing from elsewhere, every text escaped. */
#include "reports/public/forms.h"

#include "reports/reports.h"

#include <stdio.h>
#include <string.h>

static void put(struct cv_str *out, const char *markup)
{
	cv_str_puts(out, markup);
}

static void element(struct cv_str *out, const char *open, const char *text, const char *close)
{
	put(out, open);
	rep_html(out, text);
	put(out, close);
}

/* ---- head ------------------------------------------------------------------------------------------------------- */

static void alternate(struct cv_str *out, const struct rep_publication *p, enum rep_public_form f, const char *type)
{
	char on[CV_DAY_TEXT];

	cv_str_printf(out, "<link rel=\"alternate\" type=\"%s\" href=\"", type);
	if (f == REP_PUBLIC_ATOM)
		put(out, rep_public_path(f));
	else
		rep_public_address(out, f, rep_public_on(p, on), p->filter.region, p->filter.purpose);
	put(out, "\">\n");
}

static void head(struct cv_str *out, const struct rep_publication *p, const char *title)
{
	put(out,
		"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
	element(out, "<title>", title, "</title>\n");
	put(out, "<link rel=\"stylesheet\" href=\"/style.css\">\n");
	alternate(out, p, REP_PUBLIC_ATOM, "application/atom+xml");
	alternate(out, p, REP_PUBLIC_CSV, "text/csv");
	alternate(out, p, REP_PUBLIC_JSON, "application/json");
	alternate(out, p, REP_PUBLIC_JSONLD, "application/ld+json");
	put(out, "</head>\n<body class=\"public\">\n<a class=\"skip\" href=\"#list\">Skip to the list</a>\n");
	if (*rep_public_name(p->facts))
		element(out, "<header class=\"site\"><strong>", rep_public_name(p->facts), "</strong></header>\n");
	put(out, "<main>\n");
	element(out, "<h1>", title, "</h1>\n");
}

static void lead(struct cv_str *out, const struct rep_publication *p)
{
	cv_day changed = rep_public_changed(p);
	char text[CV_DAY_TEXT];
	bool past = p->list->on.n != p->today.n;

	cv_str_printf(out,
		"<p>Who %s personal data for us, where, and what the transfer there %s on, as it %s on "
		"<time datetime=\"%s\">%s</time>.",
		past ? "processed" : "processes", past ? "rested" : "rests", past ? "was" : "is",
		cv_day_text(p->list->on, text), text);
	if (cv_day_known(changed))
		cv_str_printf(out, " Last change: <time datetime=\"%s\">%s</time>.", cv_day_text(changed, text), text);
	if (past) {
		put(out, " <a href=\"");
		rep_public_address(out, REP_PUBLIC_PAGE, "", p->filter.region, p->filter.purpose);
		put(out, "\">The list of today</a>");
	}
	put(out, "</p>\n");
}

/* ---- the day ---------------------------------------------------------------------------------------------------- */

static void hidden(struct cv_str *out, const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	cv_str_printf(out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
	rep_html(out, value);
	put(out, "\">\n");
}

static void day_form(struct cv_str *out, const struct rep_publication *p)
{
	char on[CV_DAY_TEXT], today[CV_DAY_TEXT];

	put(out, "<form action=\"/subprocessors\" method=\"get\">\n");
	hidden(out, "region", p->filter.region);
	hidden(out, "purpose", p->filter.purpose);
	cv_str_printf(out,
		"<div><label for=\"on\">The list on the day</label>\n<input id=\"on\" name=\"on\" type=\"date\" "
		"required max=\"%s\" value=\"%s\"></div>\n"
		"<div class=\"low\"><button type=\"submit\">Show</button></div>\n</form>\n",
		cv_day_text(p->today, today), cv_day_text(p->list->on, on));
}

/* ---- the table -------------------------------------------------------------------------------------------------- */

static void list_cell(struct cv_str *out, const char *label, const char *list)
{
	const char *before = "";
	size_t n;

	cv_str_printf(out, "<td data-label=\"%s\">", label);
	for (const char *q = list, *w; (w = cv_next(&q, ';', &n));) {
		struct cv_str item = { 0 };

		cv_str_add(&item, w, n);
		put(out, before);
		rep_html(out, cv_str_text(&item));
		cv_str_finish(&item);
		before = ", ";
	}
	put(out, *list ? "</td>\n" : "not stated</td>\n");
}

static void cell(struct cv_str *out, const char *label, const char *text)
{
	cv_str_printf(out, "<td data-label=\"%s\">", label);
	rep_html(out, *text ? text : "not stated");
	put(out, "</td>\n");
}

static void row(struct cv_str *out, const struct rep_public_row *r)
{
	const char *purposes = cv_streq(r->service, r->purposes) ? "" : r->purposes; /* said once */
	char since[CV_DAY_TEXT];

	cv_str_printf(out, "<tr id=\"s-%s\">\n", r->key);
	element(out, "<th scope=\"row\">", r->name, "</th>\n");
	cell(out, "Country", r->country_name);
	put(out, "<td data-label=\"Service and purposes\">");
	rep_html(out, r->service);
	if (*r->service && *purposes)
		put(out, "<br>");
	for (const char *c = purposes; *c; c++) {
		char one[2] = { *c, '\0' };

		if (*c == ';')
			put(out, ", ");
		else
			rep_html(out, one);
	}
	put(out, *r->service || *r->purposes ? "</td>\n" : "not stated</td>\n");
	list_cell(out, "Data", r->data);
	cell(out, "What the transfer rests on", r->mechanism);
	put(out, "<td class=\"day\" data-label=\"Since\">");
	put(out, cv_day_known(r->since) ? cv_day_text(r->since, since) : "not stated");
	put(out, "</td>\n");
	put(out, "</tr>\n");
}

static void table(struct cv_str *out, const struct rep_publication *p)
{
	size_t n = rep_public_count(p, &p->filter);

	put(out, "<h2 id=\"list\" tabindex=\"-1\">The list</h2>\n");
	if (n == 0) {
		put(out,
			p->list->n ? "<p>Nothing on the list of that day fits.</p>\n"
				   : "<p>The list of that day is empty.</p>\n");
		return;
	}
	cv_str_printf(out,
		"<table>\n<caption>%zu of %zu %s</caption>\n<thead><tr><th scope=\"col\">Name</th>"
		"<th scope=\"col\">Country</th><th scope=\"col\">Service and purposes</th><th scope=\"col\">Data</th>"
		"<th scope=\"col\">What the transfer rests on</th><th scope=\"col\">Since</th></tr></thead>\n<tbody>\n",
		n, p->list->n, p->list->n == 1 ? "entry" : "entries");
	for (size_t i = 0; i < p->list->n; i++)
		if (rep_public_wanted(&p->filter, &p->list->row[i]))
			row(out, &p->list->row[i]);
	put(out, "</tbody>\n</table>\n");
}

/* ---- what is to come, what was ---------------------------------------------------------------------------------- */

static void announced(struct cv_str *out, const struct rep_publication *p)
{
	static const char *const word[] = { "To be added", "To be changed", "To be removed" };
	bool any = false;
	char day[CV_DAY_TEXT];

	for (size_t i = 0; i < p->changes->n; i++) {
		const struct rep_public_change *c = &p->changes->change[i];

		if (!rep_public_coming(c))
			continue;
		put(out, any ? "<li>" : "<h2>Announced</h2>\n<ul>\n<li>");
		any = true;
		cv_str_printf(out, "%s%s%s: <strong>", word[c->kind], cv_day_known(c->day) ? " from " : "",
			cv_day_text(c->day, day));
		rep_html(out, c->name);
		put(out, "</strong>");
		element(out, *c->countries ? " (" : "", c->countries, *c->countries ? ")" : "");
		element(out, *c->service ? ", " : "", c->service, "");
		element(out, *c->mechanism ? "; the transfer will rest on: " : "", c->mechanism, "</li>\n");
	}
	if (any)
		put(out, "</ul>\n");
}

enum { DAYS_SHOWN = 300 };

static void earlier(struct cv_str *out, const struct rep_publication *p)
{
	const struct rep_public_changes *c = p->changes;
	char day[CV_DAY_TEXT];

	if (c->n_days == 0)
		return;
	put(out, "<h2>Earlier states</h2>\n");
	day_form(out, p);
	cv_str_printf(out,
		"<details%s>\n<summary>Days on which the list changed (%zu)</summary>\n<ul class=\"choices\">\n",
		c->n_days <= 12 ? " open" : "", c->n_days);
	for (size_t i = 0; i < c->n_days && i < DAYS_SHOWN; i++) {
		put(out, "<li><a href=\"");
		rep_public_address(
			out, REP_PUBLIC_PAGE, cv_day_text(c->day[i], day), p->filter.region, p->filter.purpose);
		cv_str_printf(
			out, "\"%s>%s</a></li>\n", c->day[i].n == p->list->on.n ? " aria-current=\"true\"" : "", day);
	}
	put(out, "</ul>\n</details>\n");
}

static void foot(struct cv_str *out, const struct rep_publication *p)
{
	static const struct {
		enum rep_public_form form;
		const char *name;
	} other[] = {
		{ REP_PUBLIC_CSV, "CSV" },
		{ REP_PUBLIC_JSON, "JSON" },
		{ REP_PUBLIC_JSONLD, "JSON-LD (W3C DPV)" },
		{ REP_PUBLIC_TILT, "TILT" },
	};
	char on[CV_DAY_TEXT];

	put(out, "<h2>For programs</h2>\n<ul class=\"choices\">\n");
	for (size_t i = 0; i < CV_LEN(other); i++) {
		put(out, "<li><a href=\"");
		rep_public_address(out, other[i].form, rep_public_on(p, on),
			other[i].form == REP_PUBLIC_TILT ? "" : p->filter.region,
			other[i].form == REP_PUBLIC_TILT ? "" : p->filter.purpose);
		cv_str_printf(out, "\">%s</a></li>\n", other[i].name);
	}
	cv_str_printf(out, "<li><a href=\"%s\">Changes as a feed (Atom)</a></li>\n</ul>\n</main>\n",
		rep_public_path(REP_PUBLIC_ATOM));
	put(out,
		"<footer class=\"site\">Recipients of personal data who process them on our behalf "
		"(articles 28 and 44 to 49 "
		"GDPR).</footer>\n</body>\n</html>\n");
}

void rep_public_page(const struct rep_publication *p, struct cv_str *out)
{
	struct cv_str title = { 0 };

	rep_public_title(p, &title);
	head(out, p, cv_str_text(&title));
	out->failed |= title.failed;
	cv_str_finish(&title);
	lead(out, p);
	if (p->list->n > 0)
		rep_public_choices(p, out);
	table(out, p);
	announced(out, p);
	earlier(out, p);
	foot(out, p);
}
